/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-zones-page-private.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-choice.h"
#include "zc-late-menu.h"
#include "zc-toolbar-layout.h"

/* How often "1 minute ago" is looked at again. */
#define TIMES_SECONDS 20

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

ZcZoneList *
_zc_zones_page_get_list (ZcZonesPage *self)
{
  if (self->session == NULL)
    return NULL;

  return zc_session_get_zone_list (self->session, zc_zones_page_get_kind (self));
}

static gboolean
update_cb (gpointer data)
{
  ZcZonesPage *self = data;

  self->update_id = 0;
  _zc_zones_page_update_view (self);
  _zc_zones_page_update_status (self);

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
  _zc_zones_page_update_status (self);

  return G_SOURCE_CONTINUE;
}

/* Callbacks of the template */

static void
kind_selected_cb (ZcZonesPage *self)
{
  zc_zone_table_set_list (self->table, _zc_zones_page_get_list (self));
  _zc_zones_page_update_view (self);
  _zc_zones_page_update_status (self);
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

void
_zc_zones_page_show_all (ZcZonesPage *self)
{
  gtk_drop_down_set_selected (self->state_drop_down, ZC_STATE_FILTER_ALL);
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  gtk_editable_set_text (self->search_entry, "");
  filter_changed_cb (self);
}

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
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, sort_button);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, sort_menu);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, start_button);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, empty_place);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, error_place);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, no_match_place);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, table);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, status_line);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, status_label);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, selection_label);
  gtk_widget_class_bind_template_child (widget_class, ZcZonesPage, account_label);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_transfers_cb);
  gtk_widget_class_bind_template_callback (widget_class, item_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_zone_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "sorted_cb", G_CALLBACK (_zc_zones_page_sorted));
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
  _zc_zones_page_add_sort_actions (self);
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
  zc_late_menu_set (self->sort_button, self->sort_menu);
  zc_a11y_repair (GTK_WIDGET (self));
  _zc_zones_page_update_view (self);
  _zc_zones_page_update_status (self);
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
  zc_zone_table_set_list (self->table, _zc_zones_page_get_list (self));
  _zc_zones_page_update_view (self);
  _zc_zones_page_update_status (self);
}

void
zc_zones_page_set_account_name (ZcZonesPage *self,
                                const char  *name)
{
  g_autofree char *text = NULL;

  g_return_if_fail (ZC_IS_ZONES_PAGE (self));

  if (name != NULL)
    /* Translators: %s is the name that the user gave to an account at IONOS. */
    text = g_strdup_printf (_("Account: %s"), name);
  gtk_label_set_text (self->account_label, text != NULL ? text : "");
  /* The label cuts a long name. */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->account_label), text);
  gtk_widget_set_visible (GTK_WIDGET (self->account_label), text != NULL);
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
  _zc_zones_page_sort_by_name (self, column, g_settings_get_boolean (settings, "sort-descending"));

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
zc_zones_page_find (ZcZonesPage *self,
                    const char  *text)
{
  g_return_if_fail (ZC_IS_ZONES_PAGE (self));
  g_return_if_fail (text != NULL);

  gtk_drop_down_set_selected (self->state_drop_down, ZC_STATE_FILTER_ALL);
  zc_zones_page_search (self);
  gtk_editable_set_text (self->search_entry, text);
  gtk_editable_set_position (self->search_entry, -1);
}

void
zc_zones_page_set_key_capture_widget (ZcZonesPage *self,
                                      GtkWidget   *widget)
{
  g_return_if_fail (ZC_IS_ZONES_PAGE (self));

  gtk_search_bar_set_key_capture_widget (self->search_bar, widget);
}
