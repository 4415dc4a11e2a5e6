/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-zones-page.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-choice.h"
#include "zc-error-text.h"
#include "zc-late-spinner.h"
#include "zc-relative-time.h"
#include "zc-toolbar-layout.h"
#include "zc-zone-table.h"

/* How often "1 minute ago" is looked at again. */
#define TIMES_SECONDS 20

struct _ZcZonesPage
{
  AdwBin parent_instance;

  /* Widgets of the template */
  GtkSearchBar *search_bar; /* (not owned) */
  GtkEditable *search_entry; /* (not owned) */
  GtkDropDown *kind_drop_down; /* (not owned) */
  GtkDropDown *state_drop_down; /* (not owned) */
  GtkWidget *start_button; /* (not owned) */
  GtkStack *stack; /* (not owned) */
  ZcLateSpinner *spinner; /* (not owned) */
  AdwStatusPage *empty_page; /* (not owned) */
  GtkWidget *show_secondary_button; /* (not owned) */
  AdwStatusPage *error_page; /* (not owned) */
  ZcZoneTable *table; /* (not owned) */
  GtkWidget *status_line; /* (not owned) */
  GtkLabel *status_label; /* (not owned) */
  GtkLabel *selection_label; /* (not owned) */

  ZcSession *session; /* (owned) (nullable) */
  GSignalGroup *session_signals; /* (owned) */
  GSignalGroup *primary_signals; /* (owned) */
  GSignalGroup *secondary_signals; /* (owned) */
  GSimpleActionGroup *actions; /* (owned) */
  GSettings *settings; /* (owned) (nullable) */

  guint update_id; /* when not 0, a source that updates view and status line */
  guint times_id; /* when not 0, a source that brings relative times up to date */
};

G_DEFINE_FINAL_TYPE (ZcZonesPage, zc_zones_page, ADW_TYPE_BIN)

typedef enum
{
  PROP_KIND = 1,
  PROP_SEARCH_MODE_ENABLED,
} ZcZonesPageProperty;

static GParamSpec *props[PROP_SEARCH_MODE_ENABLED + 1];

enum
{
  SIGNAL_ITEM_ACTIVATED,
  SIGNAL_START_TRANSFERS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The targets of the action sort-by, by ZcZoneColumn. */
static const char * const column_names[] = {
  [ZC_ZONE_COLUMN_NAME] = "name",
  [ZC_ZONE_COLUMN_STATUS] = "status",
  [ZC_ZONE_COLUMN_SERIAL] = "serial",
  [ZC_ZONE_COLUMN_SERVERS] = "servers",
  [ZC_ZONE_COLUMN_LAST_MODIFIED] = "modified",
  [ZC_ZONE_COLUMN_DESCRIPTION] = "description",
};

static ZcZoneList *
get_list (ZcZonesPage *self)
{
  if (self->session == NULL)
    return NULL;

  return zc_session_get_zone_list (self->session, zc_zones_page_get_kind (self));
}

static guint
count_items (ZcZoneList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

/* The status line */

static char *
say_count (ZcZonesPage *self,
           ZcZoneList  *list)
{
  guint n_items = count_items (list);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (zc_zone_table_get_model (self->table)));

  if (zc_zone_list_get_kind (list) == ZC_ZONE_KIND_SECONDARY)
    {
      if (n_shown == n_items)
        return g_strdup_printf (ngettext ("%u secondary zone", "%u secondary zones", n_items), n_items);

      /* Translators: how many zones match the search, and how many there are. */
      return g_strdup_printf (ngettext ("%u of %u secondary zone", "%u of %u secondary zones", n_items),
                              n_shown, n_items);
    }

  if (n_shown == n_items)
    return g_strdup_printf (ngettext ("%u primary zone", "%u primary zones", n_items), n_items);

  /* Translators: how many zones match the search, and how many there are. */
  return g_strdup_printf (ngettext ("%u of %u primary zone", "%u of %u primary zones", n_items), n_shown, n_items);
}

static char *
say_attention (ZcZoneList *list)
{
  guint n_items = count_items (list);
  guint n_need = 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(ZcZoneItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (zc_zone_item_needs_attention (item))
        n_need++;
    }

  if (n_need == 0)
    return NULL;

  return g_strdup_printf (ngettext ("%u needs attention", "%u need attention", n_need), n_need);
}

static char *
say_time (ZcZonesPage *self,
          ZcZoneList  *list)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) checked = NULL;
  g_autofree char *ago = NULL;
  gboolean checking = FALSE;

  if (zc_zone_list_is_busy (list))
    return g_strdup (_("reading the list…"));

  if (zc_zone_list_get_kind (list) == ZC_ZONE_KIND_PRIMARY)
    {
      if (zc_zone_list_get_loaded (list) == NULL)
        return NULL;

      ago = zc_relative_time_format_in_sentence (zc_zone_list_get_loaded (list), now);
      /* Translators: in the line below the list of zones; %s is such as "1 minute ago". */
      return g_strdup_printf (_("read %s"), ago);
    }

  g_object_get (self->session, "checking", &checking, "checked", &checked, NULL);
  if (checking)
    return g_strdup (_("checking serials…"));
  if (checked == NULL)
    return NULL;

  ago = zc_relative_time_format_in_sentence (checked, now);
  /* Translators: in the line below the list of zones; %s is such as "1 minute ago". */
  return g_strdup_printf (_("checked %s"), ago);
}

static void
take_part (GPtrArray *parts,
           char      *part)
{
  if (part != NULL)
    g_ptr_array_add (parts, part);
}

static void
update_status (ZcZonesPage *self)
{
  ZcZoneList *list = get_list (self);
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  g_autofree char *selected = NULL;
  guint n_selected;
  guint n_startable;

  g_object_get (self->table, "n-selected", &n_selected, "n-startable", &n_startable, NULL);

  if (list != NULL && zc_zone_list_get_load_state (list) == ZC_LOAD_STATE_READY)
    {
      take_part (parts, say_count (self, list));
      take_part (parts, say_attention (list));
      take_part (parts, say_time (self, list));
    }
  g_ptr_array_add (parts, NULL);

  /* Translators: what stands between the parts of "12 secondary zones, 2 need attention, checked 1 minute ago". */
  text = g_strjoinv (C_("status line", ", "), (char **) parts->pdata);
  gtk_label_set_text (self->status_label, text);
  gtk_widget_set_visible (self->status_line, text[0] != '\0');

  if (n_selected > 0)
    selected = g_strdup_printf (ngettext ("%u selected", "%u selected", n_selected), n_selected);
  gtk_label_set_text (self->selection_label, selected != NULL ? selected : "");

  gtk_widget_set_sensitive (self->start_button, n_startable > 0);
  gtk_widget_set_tooltip_text (self->start_button,
                               n_startable > 0 ? NULL : _("Select the secondary zones to transfer first"));
}

/* The views */

static void
show_loading (ZcZonesPage *self,
              ZcZoneList  *list)
{
  g_autofree char *text = NULL;
  guint n_read = 0;

  if (list != NULL)
    g_object_get (list, "n-read", &n_read, NULL);
  if (n_read > 0)
    text = g_strdup_printf (ngettext ("%u zone read so far", "%u zones read so far", n_read), n_read);

  zc_late_spinner_set_text (self->spinner, text != NULL ? text : _("Reading the list of zones…"));
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

static void
show_error (ZcZonesPage  *self,
            const GError *error)
{
  g_autofree char *title = zc_error_text_get_title (error);
  g_autofree char *description = zc_error_text_describe (error);
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_title (self->error_page, title);
  adw_status_page_set_description (self->error_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
show_empty (ZcZonesPage *self,
            ZcZoneList  *list)
{
  ZcZoneList *secondary = zc_session_get_zone_list (self->session, ZC_ZONE_KIND_SECONDARY);
  gboolean primary = zc_zone_list_get_kind (list) == ZC_ZONE_KIND_PRIMARY;
  gboolean others = primary && count_items (secondary) > 0;

  adw_status_page_set_title (self->empty_page, primary ? _("No primary zones") : _("No secondary zones"));
  if (others)
    adw_status_page_set_description (self->empty_page,
                                     _("This account has secondary zones only: IONOS Cloud DNS copies them from "
                                       "primary name servers that are run elsewhere."));
  else if (primary)
    adw_status_page_set_description (self->empty_page,
                                     _("Zones that are edited at IONOS Cloud DNS appear here. They are created in "
                                       "the Data Center Designer or through the API."));
  else
    adw_status_page_set_description (self->empty_page,
                                     _("Zones that IONOS Cloud DNS copies from other name servers appear here. "
                                       "They are created in the Data Center Designer or through the API."));
  gtk_widget_set_visible (self->show_secondary_button, others);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
update_view (ZcZonesPage *self)
{
  ZcZoneList *list = get_list (self);
  ZcLoadState state = list != NULL ? zc_zone_list_get_load_state (list) : ZC_LOAD_STATE_EMPTY;

  if (state == ZC_LOAD_STATE_EMPTY || state == ZC_LOAD_STATE_LOADING)
    {
      show_loading (self, list);
      return;
    }

  if (state == ZC_LOAD_STATE_FAILED && zc_zone_list_get_error (list) != NULL)
    show_error (self, zc_zone_list_get_error (list));
  else if (count_items (list) == 0)
    show_empty (self, list);
  else if (g_list_model_get_n_items (G_LIST_MODEL (zc_zone_table_get_model (self->table))) == 0)
    gtk_stack_set_visible_child_name (self->stack, "no-match");
  else
    gtk_stack_set_visible_child_name (self->stack, "content");
}

static gboolean
update_cb (gpointer data)
{
  ZcZonesPage *self = data;

  self->update_id = 0;
  update_view (self);
  update_status (self);

  return G_SOURCE_REMOVE;
}

/* Many items can change in a row; one look at all of them after that is enough. */
static void
queue_update (ZcZonesPage *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_DEFAULT, update_cb, self, NULL);
}

static gboolean
times_cb (gpointer data)
{
  ZcZonesPage *self = data;

  zc_zone_table_update_times (self->table);
  update_status (self);

  return G_SOURCE_CONTINUE;
}

/* Callbacks of the template */

static void
kind_selected_cb (ZcZonesPage *self)
{
  zc_zone_table_set_list (self->table, get_list (self));
  update_view (self);
  update_status (self);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "zone-kind",
                           zc_zones_page_get_kind (self) == ZC_ZONE_KIND_SECONDARY ? "secondary" : "primary");
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KIND]);
}

static void
filter_changed_cb (ZcZonesPage *self)
{
  /* The template's objects are made one after the other, and the first ones notify already. */
  if (self->table == NULL || self->search_entry == NULL)
    return;

  zc_zone_table_set_filter (self->table,
                            gtk_drop_down_get_selected (self->state_drop_down),
                            gtk_editable_get_text (self->search_entry));
  queue_update (self);
}

/* The toolbar lies between the entry and what was found, but whoever presses Down there means the list. */
static gboolean
enter_list_cb (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   data)
{
  ZcZonesPage *self = data;

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "content") != 0)
    return FALSE;

  return zc_zone_table_enter (self->table);
}

static void
add_search_keys (ZcZonesPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Down|KP_Down"),
                                                          gtk_callback_action_new (enter_list_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->search_entry), keys);
}

static void
start_clicked_cb (ZcZonesPage *self)
{
  g_autoptr(GPtrArray) items = zc_zone_table_list_startable (self->table);

  if (items->len > 0)
    g_signal_emit (self, signals[SIGNAL_START_TRANSFERS], 0, items);
}

static void
start_transfers_cb (ZcZonesPage *self,
                    GPtrArray   *items)
{
  g_signal_emit (self, signals[SIGNAL_START_TRANSFERS], 0, items);
}

static void
item_activated_cb (ZcZonesPage *self,
                   ZcZoneItem  *item)
{
  g_signal_emit (self, signals[SIGNAL_ITEM_ACTIVATED], 0, item);
}

static void
check_zone_cb (ZcZonesPage *self,
               ZcZoneItem  *item)
{
  zc_session_check_zone (self->session, item);
}

static void
show_secondary_clicked_cb (ZcZonesPage *self)
{
  zc_zones_page_set_kind (self, ZC_ZONE_KIND_SECONDARY);
}

static void
try_again_clicked_cb (ZcZonesPage *self)
{
  zc_zone_list_refresh (get_list (self));
}

static void
show_all_clicked_cb (ZcZonesPage *self)
{
  gtk_drop_down_set_selected (self->state_drop_down, ZC_STATE_FILTER_ALL);
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  gtk_editable_set_text (self->search_entry, "");
  filter_changed_cb (self);
}

/* Sorting by keyboard: the titles of a column view of GTK 4.8 cannot have the focus. */

static void
sort_by_name (ZcZonesPage *self,
              const char  *name,
              gboolean     descending)
{
  for (guint i = 0; i < G_N_ELEMENTS (column_names); i++)
    {
      if (g_str_equal (column_names[i], name))
        zc_zone_table_sort (self->table, i, descending);
    }
}

static void
sort_by_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  ZcZonesPage *self = data;
  gboolean descending;

  g_object_get (self->table, "sort-descending", &descending, NULL);
  sort_by_name (self, g_variant_get_string (parameter, NULL), descending);
}

static void
sort_descending_cb (GSimpleAction *action,
                    GVariant      *value,
                    gpointer       data)
{
  ZcZonesPage *self = data;
  guint column;

  g_object_get (self->table, "sort-column", &column, NULL);
  zc_zone_table_sort (self->table, column, g_variant_get_boolean (value));
}

static void
sorted_cb (ZcZonesPage *self)
{
  GAction *sort_by = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "sort-by");
  GAction *descending = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "sort-descending");
  guint column;
  gboolean is_descending;

  g_object_get (self->table, "sort-column", &column, "sort-descending", &is_descending, NULL);
  g_simple_action_set_state (G_SIMPLE_ACTION (sort_by), g_variant_new_string (column_names[column]));
  g_simple_action_set_state (G_SIMPLE_ACTION (descending), g_variant_new_boolean (is_descending));

  if (self->settings != NULL)
    {
      g_settings_set_string (self->settings, "sort-column", column_names[column]);
      g_settings_set_boolean (self->settings, "sort-descending", is_descending);
    }
}

static const GActionEntry entries[] = {
  { "sort-by", sort_by_cb, "s", "'name'", NULL, { 0 } },
  { "sort-descending", NULL, NULL, "false", sort_descending_cb, { 0 } },
};

static void
zc_zones_page_map (GtkWidget *widget)
{
  ZcZonesPage *self = ZC_ZONES_PAGE (widget);

  GTK_WIDGET_CLASS (zc_zones_page_parent_class)->map (widget);

  times_cb (self);
  self->times_id = g_timeout_add_seconds (TIMES_SECONDS, times_cb, self);
}

static void
zc_zones_page_unmap (GtkWidget *widget)
{
  ZcZonesPage *self = ZC_ZONES_PAGE (widget);

  g_clear_handle_id (&self->times_id, g_source_remove);

  GTK_WIDGET_CLASS (zc_zones_page_parent_class)->unmap (widget);
}

static void
zc_zones_page_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  ZcZonesPage *self = ZC_ZONES_PAGE (object);

  switch ((ZcZonesPageProperty) prop_id)
    {
    case PROP_KIND:
      g_value_set_enum (value, zc_zones_page_get_kind (self));
      break;
    case PROP_SEARCH_MODE_ENABLED:
      g_value_set_boolean (value, gtk_search_bar_get_search_mode (self->search_bar));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_zones_page_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  ZcZonesPage *self = ZC_ZONES_PAGE (object);

  switch ((ZcZonesPageProperty) prop_id)
    {
    case PROP_KIND:
      zc_zones_page_set_kind (self, g_value_get_enum (value));
      break;
    case PROP_SEARCH_MODE_ENABLED:
      gtk_search_bar_set_search_mode (self->search_bar, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
search_mode_cb (ZcZonesPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SEARCH_MODE_ENABLED]);
}

static void
zc_zones_page_dispose (GObject *object)
{
  ZcZonesPage *self = ZC_ZONES_PAGE (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_handle_id (&self->times_id, g_source_remove);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->primary_signals);
  g_clear_object (&self->secondary_signals);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (zc_zones_page_parent_class)->dispose (object);
}

static void
zc_zones_page_class_init (ZcZonesPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_zones_page_get_property;
  object_class->set_property = zc_zones_page_set_property;
  object_class->dispose = zc_zones_page_dispose;
  widget_class->map = zc_zones_page_map;
  widget_class->unmap = zc_zones_page_unmap;

  props[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, ZC_TYPE_ZONE_KIND, ZC_ZONE_KIND_PRIMARY, flags);
  props[PROP_SEARCH_MODE_ENABLED] = g_param_spec_boolean ("search-mode-enabled", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  signals[SIGNAL_ITEM_ACTIVATED] = g_signal_new ("item-activated", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                                 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 1, ZC_TYPE_ZONE_ITEM);
  signals[SIGNAL_START_TRANSFERS] = g_signal_new ("start-transfers", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                                  0, NULL, NULL, NULL,
                                                  G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);

  g_type_ensure (ZC_TYPE_LATE_SPINNER);
  g_type_ensure (ZC_TYPE_TOOLBAR_LAYOUT);
  g_type_ensure (ZC_TYPE_ZONE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/zonecourier/ZoneCourier/pages/zc-zones-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, kind_drop_down);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, state_drop_down);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, start_button);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, show_secondary_button);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, table);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, status_line);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, status_label);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, selection_label);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_transfers_cb);
  gtk_widget_class_bind_template_callback (widget_class, item_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_zone_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_secondary_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_again_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, sorted_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "update_view_cb", G_CALLBACK (queue_update));
  gtk_widget_class_bind_template_callback_full (widget_class, "update_status_cb", G_CALLBACK (queue_update));
}

static GSignalGroup *
follow_list (ZcZonesPage *self)
{
  GSignalGroup *group = g_signal_group_new (ZC_TYPE_ZONE_LIST);

  g_signal_group_connect_swapped (group, "notify", G_CALLBACK (queue_update), self);
  g_signal_group_connect_swapped (group, "items-changed", G_CALLBACK (queue_update), self);

  return group;
}

static void
zc_zones_page_init (ZcZonesPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "zones", G_ACTION_GROUP (self->actions));

  self->session_signals = g_signal_group_new (ZC_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify", G_CALLBACK (queue_update), self);
  self->primary_signals = follow_list (self);
  self->secondary_signals = follow_list (self);

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  add_search_keys (self);
  g_signal_connect_swapped (self->search_bar, "notify::search-mode-enabled", G_CALLBACK (search_mode_cb), self);
  zc_choice_set_up (self->kind_drop_down, _("Kind of zones"));
  zc_choice_set_up (self->state_drop_down, _("State"));
  zc_a11y_repair (GTK_WIDGET (self));
  update_view (self);
  update_status (self);
}

void
zc_zones_page_set_session (ZcZonesPage *self,
                           ZcSession   *session)
{
  g_return_if_fail (ZC_IS_ZONES_PAGE (self));
  g_return_if_fail (session == NULL || ZC_IS_SESSION (session));

  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->primary_signals,
                             session != NULL ? zc_session_get_zone_list (session, ZC_ZONE_KIND_PRIMARY) : NULL);
  g_signal_group_set_target (self->secondary_signals,
                             session != NULL ? zc_session_get_zone_list (session, ZC_ZONE_KIND_SECONDARY) : NULL);
  zc_zone_table_set_list (self->table, get_list (self));
  update_view (self);
  update_status (self);
}

ZcZoneKind
zc_zones_page_get_kind (ZcZonesPage *self)
{
  g_return_val_if_fail (ZC_IS_ZONES_PAGE (self), ZC_ZONE_KIND_PRIMARY);

  /* The choices are in the order of the enumeration. */
  return gtk_drop_down_get_selected (self->kind_drop_down) == 1 ? ZC_ZONE_KIND_SECONDARY : ZC_ZONE_KIND_PRIMARY;
}

void
zc_zones_page_set_kind (ZcZonesPage *self,
                        ZcZoneKind   kind)
{
  g_return_if_fail (ZC_IS_ZONES_PAGE (self));

  gtk_drop_down_set_selected (self->kind_drop_down, kind);
}

void
zc_zones_page_bind_settings (ZcZonesPage *self,
                             GSettings   *settings)
{
  g_autofree char *kind = NULL;
  g_autofree char *column = NULL;

  g_return_if_fail (ZC_IS_ZONES_PAGE (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  kind = g_settings_get_string (settings, "zone-kind");
  column = g_settings_get_string (settings, "sort-column");
  zc_zones_page_set_kind (self, g_str_equal (kind, "secondary") ? ZC_ZONE_KIND_SECONDARY : ZC_ZONE_KIND_PRIMARY);
  sort_by_name (self, column, g_settings_get_boolean (settings, "sort-descending"));

  g_set_object (&self->settings, settings);
}

void
zc_zones_page_search (ZcZonesPage *self)
{
  g_return_if_fail (ZC_IS_ZONES_PAGE (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  /* The bar takes the focus when it appears, but not when it is there already. */
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
zc_zones_page_set_key_capture_widget (ZcZonesPage *self,
                                      GtkWidget   *widget)
{
  g_return_if_fail (ZC_IS_ZONES_PAGE (self));

  gtk_search_bar_set_key_capture_widget (self->search_bar, widget);
}
