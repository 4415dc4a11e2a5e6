/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-records-page.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-choice.h"
#include "zc-column-order.h"
#include "zc-error-text.h"
#include "zc-file-chooser.h"
#include "zc-focus.h"
#include "zc-gradual-selection.h"
#include "zc-record-columns.h"
#include "zc-record-export.h"
#include "zc-record-save.h"
#include "zc-record-view.h"
#include "zc-save-toast.h"
#include "zc-toolbar-layout.h"
#include "zc-view-selection.h"

/* Nothing turns for a reading that is over at once. */
#define SPINNER_DELAY_MS 300

/* More than a window of the usual height has room for. */
#define ROWS_AT_ONCE 40

struct _ZcRecordsPage
{
  AdwBin parent_instance;

  /* Template widgets */
  AdwToastOverlay *toast_overlay;
  GtkEditable *search_entry;
  GtkDropDown *type_drop_down;
  GtkStack *stack;
  AdwStatusPage *loading_page;
  GtkSpinner *spinner;
  AdwStatusPage *error_page;
  GtkColumnView *view;
  GtkLabel *status_label;

  ZcZone *zone;                  /* (owned) (nullable) */
  ZcRecordList *list;            /* (owned) (nullable) */
  GtkStringList *types;          /* (owned): "All types", then every type there is */
  ZcRecordView *shown;           /* (owned) (nullable): what is searched for, sorted */
  GtkSelectionModel *selection;  /* (owned): of what is shown */
  ZcGradualSelection *gradual;   /* (owned): of the selection */
  GSignalGroup *list_signals;    /* (owned) */
  GSignalGroup *shown_signals;   /* (owned) */
  GSimpleActionGroup *actions;   /* (owned) */
  GCancellable *cancellable;     /* (owned): ends what the page began */
  guint spinner_id;              /* the source that starts the spinner, 0 without one */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (ZcRecordsPage, zc_records_page, ADW_TYPE_BIN)

static const char * const column_ids[] = { "name", "type", "ttl", "priority", "content", "state" };

static void
update_status (ZcRecordsPage *self)
{
  guint n_all = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  g_autofree char *all = NULL;
  g_autofree char *text = NULL;

  if (self->list == NULL || zc_record_list_get_load_state (self->list) != ZC_LOAD_STATE_READY)
    {
      gtk_label_set_text (self->status_label, "");
      return;
    }

  all = g_strdup_printf (ngettext ("%'u record", "%'u records", n_all), n_all);

  if (zc_record_list_get_error (self->list) != NULL)
    {
      g_autofree char *title = zc_error_text_get_title (zc_record_list_get_error (self->list));

      /* Translators: the first %s counts records, the second says why they could not be read again. */
      text = g_strdup_printf (_("%s as read before; reading them again failed: %s"), all, title);
    }
  else if (zc_record_list_is_busy (self->list))
    {
      /* Translators: %s counts records, such as 12 records. */
      text = g_strdup_printf (_("%s, being read again…"), all);
    }
  else
    {
      g_autoptr(GDateTime) local = g_date_time_to_local (zc_record_list_get_loaded (self->list));
      g_autofree char *time = g_date_time_format (local, "%X");

      if (n_shown == n_all)
        /* Translators: the first %s counts records, the second is a time of day. */
        text = g_strdup_printf (_("%s, read at %s"), all, time);
      else
        /* Translators: the first %s counts records, %u is how many of them are shown, the last %s is a time of day. */
        text = g_strdup_printf (_("%s, %'u shown, read at %s"), all, n_shown, time);
    }

  gtk_label_set_text (self->status_label, text);
}

static void
show_spinner (ZcRecordsPage *self,
              gboolean       show)
{
  if (self->spinner_id != 0)
    g_source_remove (self->spinner_id);
  self->spinner_id = 0;
  gtk_spinner_set_spinning (self->spinner, show);
}

static void
spinner_due_cb (gpointer data)
{
  ZcRecordsPage *self = data;

  self->spinner_id = 0;
  show_spinner (self, TRUE);
}

static void
show_page (ZcRecordsPage *self,
           const char    *name)
{
  gboolean loading = g_str_equal (name, "loading");

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0 &&
      (!loading || self->spinner_id != 0 || gtk_spinner_get_spinning (self->spinner)))
    return;

  gtk_stack_set_visible_child_name (self->stack, name);
  show_spinner (self, FALSE);
  if (loading)
    self->spinner_id = g_timeout_add_once (SPINNER_DELAY_MS, spinner_due_cb, self);
}

static void
show_error (ZcRecordsPage *self)
{
  const GError *error = zc_record_list_get_error (self->list);
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  if (error == NULL)
    return;

  title = zc_error_text_get_title (error);
  text = zc_error_text_describe (error);
  /* A status page reads its description as markup. */
  escaped = g_markup_escape_text (text, -1);
  adw_status_page_set_title (self->error_page, title);
  adw_status_page_set_description (self->error_page, escaped);
}

static void
update_page (ZcRecordsPage *self)
{
  guint n_all = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  gboolean ready = FALSE;

  switch (zc_record_list_get_load_state (self->list))
    {
    case ZC_LOAD_STATE_FAILED:
      show_error (self);
      show_page (self, "error");
      break;
    case ZC_LOAD_STATE_READY:
      ready = n_all > 0;
      if (n_all == 0)
        show_page (self, "empty");
      else if (n_shown > 0)
        show_page (self, "content");
      /* While a search is under way the rows that match may only be to come. */
      else if (!zc_list_view_is_pending (ZC_LIST_VIEW (self->shown)))
        show_page (self, "no-match");
      break;
    case ZC_LOAD_STATE_EMPTY:
    case ZC_LOAD_STATE_LOADING:
    default:
      show_page (self, "loading");
      break;
    }

  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "save-zone-file")), ready);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "save-csv")), ready);
  update_status (self);
}

static void
progress_cb (ZcRecordsPage *self)
{
  guint n = zc_record_list_get_n_read (self->list);
  g_autofree char *text = n > 0 ? g_strdup_printf (ngettext ("%'u record read so far", "%'u records read so far", n), n) : NULL;

  adw_status_page_set_description (self->loading_page, text);
}

/* The type that was chosen, NULL for all. */
static const char *
get_type (ZcRecordsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->type_drop_down);

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return NULL;

  return gtk_string_list_get_string (self->types, selected);
}

/* What somebody searched for is shown from its beginning, at once or when it was found. */
static void
end_anew (ZcRecordsPage *self)
{
  if (!zc_list_view_is_pending (ZC_LIST_VIEW (self->shown)))
    zc_gradual_selection_set_anew (self->gradual, FALSE);
}

static void
filter_changed_cb (ZcRecordsPage *self)
{
  g_autofree char *search = g_strstrip (g_strdup (gtk_editable_get_text (self->search_entry)));

  if (self->shown == NULL)
    return;

  zc_gradual_selection_set_anew (self->gradual, TRUE);
  zc_record_view_set_filter (self->shown, get_type (self), *search != '\0' ? search : NULL);
  end_anew (self);
}

static void
pending_cb (ZcRecordsPage *self)
{
  end_anew (self);
  update_page (self);
}

static void
stop_search_cb (ZcRecordsPage *self)
{
  gtk_editable_set_text (self->search_entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
show_all_cb (ZcRecordsPage *self)
{
  gtk_editable_set_text (self->search_entry, "");
  gtk_drop_down_set_selected (self->type_drop_down, 0);
  /* The entry tells of changes only after a while. */
  filter_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* Offers the types there are, and keeps the one that was chosen when it is still there. */
static void
update_types (ZcRecordsPage *self)
{
  g_auto(GStrv) types = zc_record_list_list_types (self->list);
  g_autofree char *chosen = g_strdup (get_type (self));
  guint selected = 0;

  gtk_string_list_splice (self->types, 1, g_list_model_get_n_items (G_LIST_MODEL (self->types)) - 1,
                          (const char * const *) types);
  for (guint i = 0; chosen != NULL && types[i] != NULL; i++)
    if (g_str_equal (types[i], chosen))
      selected = i + 1;
  gtk_drop_down_set_selected (self->type_drop_down, selected);
}

static void
loaded_cb (ZcRecordsPage *self)
{
  update_types (self);
  zc_record_columns_update (self->view, zc_record_list_get_records (self->list), self->narrow);
  update_page (self);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(ZcRecordsPage) self = data;
  g_autoptr(GError) error = NULL;
  guint n = zc_record_save_finish (result, &error);

  /* The window was closed meanwhile: nobody is left to be told. */
  if (self->list == NULL)
    return;

  if (error == NULL)
    {
      g_autofree char *name = zc_save_toast_dup_name (G_FILE (source));
      /* Translators: %u counts records, %s is a file name. */
      g_autofree char *text = g_strdup_printf (ngettext ("%'u record saved as “%s”", "%'u records saved as “%s”", n), n, name);

      zc_save_toast_show (self->toast_overlay, text);
    }
  else
    {
      zc_save_toast_show_failure (self->toast_overlay, G_FILE (source), error);
    }
}

void
zc_records_page_save_to (ZcRecordsPage  *self,
                         ZcRecordFormat  format,
                         GFile          *file)
{
  g_return_if_fail (ZC_IS_RECORDS_PAGE (self));
  g_return_if_fail (self->list != NULL);
  g_return_if_fail (G_IS_FILE (file));

  zc_record_save_async (file, format, self->zone, zc_record_list_get_records (self->list), self->cancellable, saved_cb,
                        g_object_ref (self));
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZcRecordsPage *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = zc_file_chooser_save_finish (result, &error);

  if (file != NULL)
    zc_records_page_save_to (self, GPOINTER_TO_UINT (g_task_get_task_data (task)), file);
  g_task_return_boolean (task, file != NULL);
}

static void
choose_file (ZcRecordsPage  *self,
             ZcRecordFormat  format)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr(GTask) task = NULL;
  g_autofree char *name = NULL;

  if (!GTK_IS_WINDOW (root))
    return;

  name = g_strdup_printf (format == ZC_RECORD_FORMAT_CSV ? "%s.csv" : "%s.zone", zc_zone_get_name (self->zone));
  /* A zone such as 0/25.2.0.192.in-addr.arpa has a sign in its name that no file name can have. */
  g_strdelimit (name, "/", '-');

  task = g_task_new (self, self->cancellable, NULL, NULL);
  g_task_set_source_tag (task, choose_file);
  g_task_set_task_data (task, GUINT_TO_POINTER (format), NULL);
  zc_file_chooser_save_async (GTK_WINDOW (root), _("Save records"), name, self->cancellable, file_chosen_cb,
                              g_object_ref (task));
}

static void
search_action_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  ZcRecordsPage *self = data;

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (self->search_entry, 0, -1);
}

static void
refresh_action_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  ZcRecordsPage *self = data;

  zc_record_list_refresh (self->list);
}

static void
save_zone_file_action_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       data)
{
  choose_file (data, ZC_RECORD_FORMAT_ZONE_FILE);
}

static void
save_csv_action_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  choose_file (data, ZC_RECORD_FORMAT_CSV);
}

/* Copies the selected records as lines of a zone file. */
static void
copy_action_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  ZcRecordsPage *self = data;
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (self->selection);
  g_autoptr(GString) lines = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position;

  for (gboolean valid = gtk_bitset_iter_init_first (&iter, selected, &position);
       valid;
       valid = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr(ZcRecord) record = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
      g_autofree char *line = zc_record_to_zone_line (record);

      g_string_append (lines, line);
      g_string_append_c (lines, '\n');
    }

  if (lines->len > 0)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), lines->str);
}

/* Marks the column in the table's heading; what follows is as if the heading had been clicked. */
static void
sort_action_cb (GSimpleAction *action,
                GVariant      *state,
                gpointer       data)
{
  ZcRecordsPage *self = data;
  g_autoptr(GVariant) id = NULL;
  g_autoptr(GVariant) descending = NULL;

  g_simple_action_set_state (action, state);
  id = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "sort-by");
  descending = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "sort-descending");

  for (guint i = 0; i < G_N_ELEMENTS (column_ids); i++)
    if (g_str_equal (g_variant_get_string (id, NULL), column_ids[i]))
      zc_record_columns_sort (self->view, i, g_variant_get_boolean (descending));
}

static void
set_action_state (ZcRecordsPage *self,
                  const char    *name,
                  GVariant      *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
}

static void
sorter_changed_cb (ZcRecordsPage *self)
{
  guint column;
  gboolean descending;

  if (!zc_column_order_get (self->view, &column, &descending))
    return;

  set_action_state (self, "sort-by", g_variant_new_string (column_ids[column]));
  set_action_state (self, "sort-descending", g_variant_new_boolean (descending));
  if (self->shown != NULL)
    zc_list_view_set_order (ZC_LIST_VIEW (self->shown), column, descending);
}

static void
zc_records_page_dispose (GObject *object)
{
  ZcRecordsPage *self = ZC_RECORDS_PAGE (object);

  if (self->spinner_id != 0)
    g_source_remove (self->spinner_id);
  self->spinner_id = 0;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->list_signals);
  g_clear_object (&self->shown_signals);
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->view), self);
  g_clear_object (&self->shown);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (zc_records_page_parent_class)->dispose (object);
}

static void
zc_records_page_finalize (GObject *object)
{
  ZcRecordsPage *self = ZC_RECORDS_PAGE (object);

  g_clear_object (&self->zone);
  g_clear_object (&self->types);
  g_clear_object (&self->gradual);
  g_clear_object (&self->selection);
  g_clear_object (&self->actions);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (zc_records_page_parent_class)->finalize (object);
}

static gboolean
zc_records_page_focus (GtkWidget        *widget,
                       GtkDirectionType  direction)
{
  ZcRecordsPage *self = ZC_RECORDS_PAGE (widget);
  gboolean found;

  if (zc_focus_leave_list (GTK_WIDGET (self->view), gtk_widget_get_prev_sibling (GTK_WIDGET (self->stack)), direction,
                           &found))
    return found;

  return GTK_WIDGET_CLASS (zc_records_page_parent_class)->focus (widget, direction);
}

static void
zc_records_page_class_init (ZcRecordsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = zc_records_page_dispose;
  object_class->finalize = zc_records_page_finalize;
  widget_class->focus = zc_records_page_focus;

  g_type_ensure (ZC_TYPE_TOOLBAR_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/zonecourier/ZoneCourier/details/zc-records-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcRecordsPage, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, ZcRecordsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, ZcRecordsPage, type_drop_down);
  gtk_widget_class_bind_template_child (widget_class, ZcRecordsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ZcRecordsPage, loading_page);
  gtk_widget_class_bind_template_child (widget_class, ZcRecordsPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, ZcRecordsPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, ZcRecordsPage, view);
  gtk_widget_class_bind_template_child (widget_class, ZcRecordsPage, status_label);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "records.copy", NULL);
}

static void
add_actions (ZcRecordsPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "search", .activate = search_action_cb },
    { .name = "refresh", .activate = refresh_action_cb },
    { .name = "save-zone-file", .activate = save_zone_file_action_cb },
    { .name = "save-csv", .activate = save_csv_action_cb },
    { .name = "copy", .activate = copy_action_cb },
    { .name = "sort-by", .parameter_type = "s", .state = "'name'", .change_state = sort_action_cb },
    { .name = "sort-descending", .state = "false", .change_state = sort_action_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "records", G_ACTION_GROUP (self->actions));
}

static void
zc_records_page_init (ZcRecordsPage *self)
{
  const char *first[] = { _("All types"), NULL };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  add_actions (self);

  self->types = gtk_string_list_new (first);
  gtk_drop_down_set_model (self->type_drop_down, G_LIST_MODEL (self->types));

  zc_record_columns_add (self->view);
  self->selection = GTK_SELECTION_MODEL (zc_view_selection_new (NULL));
  self->gradual = zc_gradual_selection_new (self->selection, ROWS_AT_ONCE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->gradual));
  g_signal_connect_swapped (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (sorter_changed_cb), self);
  zc_record_columns_sort (self->view, ZC_RECORD_COLUMN_NAME, FALSE);

  self->shown_signals = g_signal_group_new (ZC_TYPE_RECORD_VIEW);
  g_signal_group_connect_swapped (self->shown_signals, "items-changed", G_CALLBACK (update_page), self);
  g_signal_group_connect_swapped (self->shown_signals, "notify::pending", G_CALLBACK (pending_cb), self);

  self->list_signals = g_signal_group_new (ZC_TYPE_RECORD_LIST);
  g_signal_group_connect_swapped (self->list_signals, "notify::loaded", G_CALLBACK (loaded_cb), self);
  g_signal_group_connect_swapped (self->list_signals, "notify::load-state", G_CALLBACK (update_page), self);
  g_signal_group_connect_swapped (self->list_signals, "notify::error", G_CALLBACK (update_page), self);
  g_signal_group_connect_swapped (self->list_signals, "notify::busy", G_CALLBACK (update_page), self);
  g_signal_group_connect_swapped (self->list_signals, "notify::n-read", G_CALLBACK (progress_cb), self);

  zc_a11y_set_name (GTK_WIDGET (self->view), _("Records"));
  zc_a11y_set_name (GTK_WIDGET (self->spinner), _("Reading records"));
  zc_choice_set_up (self->type_drop_down, _("Record type"));
  zc_a11y_repair (GTK_WIDGET (self));
}

void
zc_records_page_set_zone (ZcRecordsPage *self,
                          ZcZone        *zone,
                          ZcRecordList  *list)
{
  g_return_if_fail (ZC_IS_RECORDS_PAGE (self));
  g_return_if_fail (ZC_IS_ZONE (zone));
  g_return_if_fail (ZC_IS_RECORD_LIST (list));
  g_return_if_fail (self->list == NULL);

  self->zone = g_object_ref (zone);
  self->list = g_object_ref (list);
  self->shown = zc_record_view_new (list);
  g_signal_group_set_target (self->list_signals, list);
  g_signal_group_set_target (self->shown_signals, self->shown);
  zc_view_selection_set_view (ZC_VIEW_SELECTION (self->selection), ZC_LIST_VIEW (self->shown));
  loaded_cb (self);
}

void
zc_records_page_set_narrow (ZcRecordsPage *self,
                            gboolean       narrow)
{
  g_return_if_fail (ZC_IS_RECORDS_PAGE (self));

  self->narrow = narrow;
  if (self->list != NULL)
    zc_record_columns_update (self->view, zc_record_list_get_records (self->list), narrow);
}

ZcRecordList *
zc_records_page_get_list (ZcRecordsPage *self)
{
  g_return_val_if_fail (ZC_IS_RECORDS_PAGE (self), NULL);

  return self->list;
}

GListModel *
zc_records_page_get_shown (ZcRecordsPage *self)
{
  g_return_val_if_fail (ZC_IS_RECORDS_PAGE (self), NULL);

  return G_LIST_MODEL (self->selection);
}
