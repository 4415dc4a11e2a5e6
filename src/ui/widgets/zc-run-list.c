/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-run-list-private.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-run-facts.h"
#include "zc-run-row.h"

/* A row takes 4 ms to make. */
#define ROWS_AT_ONCE 8

G_DEFINE_FINAL_TYPE (ZcRunList, zc_run_list, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_SEARCH_MODE_ENABLED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* Which runs are shown */

static const char *
get_search (ZcRunList *self)
{
  return gtk_editable_get_text (self->search_entry);
}

static void
search_runs (ZcRunList *self)
{
  g_autofree char *search = g_strstrip (g_strdup (get_search (self)));

  zc_history_set_search (self->history, search);
}

static gboolean
matches_search (ZcRunList *self,
                ZcRun     *run)
{
  g_autofree char *search = g_strstrip (g_utf8_casefold (get_search (self), -1));
  g_autofree char *name = g_utf8_casefold (zc_zone_get_display_name (zc_run_get_zone (run)), -1);
  g_autofree char *words = g_utf8_casefold (zc_run_get_words (run), -1);

  return strstr (name, search) != NULL || strstr (words, search) != NULL ||
         strstr (zc_zone_get_name (zc_run_get_zone (run)), search) != NULL;
}

/* A run that is over is shown until the history has it, so that it never vanishes in between. */
static gboolean
shows_live (gpointer item,
            gpointer data)
{
  ZcRunList *self = data;
  ZcRun *run = item;
  gint64 id = zc_run_get_id (run);

  if (self->zone_id != NULL && !g_str_equal (self->zone_id, zc_zone_get_id (zc_run_get_zone (run))))
    return FALSE;

  if (!zc_run_is_active (run))
    {
      if (self->history != NULL && zc_history_find (self->history, id, NULL) != NULL)
        g_hash_table_add (self->archived, g_memdup2 (&id, sizeof id));
      if (g_hash_table_contains (self->archived, &id))
        return FALSE;
    }

  return matches_search (self, run);
}

/* What is to be seen */

static gboolean
is_loaded (ZcRunList *self)
{
  gboolean loaded = FALSE;

  if (self->history != NULL)
    g_object_get (self->history, "loaded", &loaded, NULL);

  return loaded;
}

static const char *
choose_view (ZcRunList *self)
{
  g_autoptr(GError) error = NULL;

  if (self->model != NULL && g_list_model_get_n_items (self->model) > 0)
    return "content";
  if (self->history == NULL)
    return "empty";

  g_object_get (self->history, "error", &error, NULL);
  if (error != NULL)
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->error_page, text);
      return "error";
    }
  if (!is_loaded (self))
    return "loading";

  return get_search (self)[0] != '\0' ? "no-match" : "empty";
}

static guint
count_waiting (ZcRunList *self)
{
  guint n_waiting = 0;

  for (guint i = 0; i < self->followed_runs->len; i++)
    {
      if (zc_run_get_state (g_ptr_array_index (self->followed_runs, i)) == ZC_RUN_STATE_QUEUED)
        n_waiting++;
    }

  return n_waiting;
}

static guint
count_active (ZcRunList *self)
{
  guint n_active = 0;

  for (guint i = 0; i < self->followed_runs->len; i++)
    {
      if (zc_run_is_active (g_ptr_array_index (self->followed_runs, i)))
        n_active++;
    }

  return n_active;
}

static void
update_status (ZcRunList *self)
{
  guint n_waiting = count_waiting (self);
  guint n_running = count_active (self) - n_waiting;
  guint n_past = self->history != NULL ? zc_history_get_n_total (self->history) : 0;
  g_autofree char *running = NULL;
  g_autofree char *waiting = NULL;
  g_autofree char *past = NULL;
  g_autofree char *text = NULL;
  char *parts[4] = { NULL };
  guint n_parts = 0;

  running = g_strdup_printf (ngettext ("%u in progress", "%u in progress", n_running), n_running);
  waiting = g_strdup_printf (ngettext ("%u in the queue", "%u in the queue", n_waiting), n_waiting);
  past = g_strdup_printf (ngettext ("%'u past transfer", "%'u past transfers", n_past), n_past);
  if (n_running > 0)
    parts[n_parts++] = running;
  if (n_waiting > 0)
    parts[n_parts++] = waiting;
  /* How many there are is not known before the history was read. */
  if (n_past > 0 || (n_parts == 0 && is_loaded (self)))
    parts[n_parts++] = past;

  /* Translators: this separates the counts of a list, such as "2 in progress, 131 past transfers". */
  text = g_strjoinv (C_("counts", ", "), parts);
  gtk_label_set_text (self->status_label, text);
}

static void
update_view (ZcRunList *self)
{
  if (self->list_view == NULL)
    return;

  gtk_stack_set_visible_child_name (self->stack, choose_view (self));
  update_status (self);
  _zc_run_list_update_actions (self);
}

static void
update_notice (ZcRunList *self)
{
  ZcStore *store = self->session != NULL ? zc_session_get_store (self->session) : NULL;
  const char *notice = store != NULL ? zc_store_get_notice (store) : NULL;

  /* The notice is about all transfers, so it is not repeated in the window of each zone. */
  if (notice != NULL && self->zone_id == NULL)
    zc_problem_bar_show (self->notice_bar, ZC_PROBLEM_LEVEL_WARNING, notice, _("Hide"));
  else
    zc_problem_bar_hide (self->notice_bar);
}

/* Places in the queue. The oldest run is the last one of the list and the first one of the queue. */
static guint
find_position (ZcRunList *self,
               ZcRun     *run)
{
  guint position = 0;

  if (zc_run_get_state (run) != ZC_RUN_STATE_QUEUED)
    return 0;

  for (guint i = self->followed_runs->len; i > 0; i--)
    {
      ZcRun *other = g_ptr_array_index (self->followed_runs, i - 1);

      if (zc_run_get_state (other) == ZC_RUN_STATE_QUEUED)
        position++;
      if (other == run)
        break;
    }

  return position;
}

static void
update_row (gpointer row,
            gpointer data)
{
  ZcRunList *self = data;
  gpointer run = zc_run_row_get_run (row);

  if (run == NULL)
    return;

  if (ZC_IS_RUN (run))
    zc_run_row_set_position (row, find_position (self, run));
  zc_run_row_update_times (row);
}

static void
run_changed_cb (ZcRunList *self)
{
  if (self->live_filter != NULL)
    gtk_filter_changed (self->live_filter, GTK_FILTER_CHANGE_DIFFERENT);
  zc_live_widgets_foreach (self->live_rows, update_row, self);
  update_view (self);
}

static void
unfollow_runs (ZcRunList *self)
{
  for (guint i = 0; i < self->followed_runs->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->followed_runs, i), run_changed_cb, self);
  g_ptr_array_set_size (self->followed_runs, 0);
}

static void
runs_changed_cb (ZcRunList *self)
{
  guint n_runs = g_list_model_get_n_items (self->runs);

  unfollow_runs (self);
  for (guint i = 0; i < n_runs; i++)
    {
      ZcRun *run = g_list_model_get_item (self->runs, i);

      g_signal_connect_swapped (run, "notify::state", G_CALLBACK (run_changed_cb), self);
      g_ptr_array_add (self->followed_runs, run);
    }

  run_changed_cb (self);
}

/* Rows */

static void
unfolded_cb (ZcRunList *self,
             ZcRunRow  *row)
{
  gpointer run = zc_run_row_get_run (row);
  gint64 id;

  if (run == NULL)
    return;

  id = zc_run_facts_read (run).id;
  if (zc_run_row_is_unfolded (row))
    g_hash_table_add (self->unfolded, g_memdup2 (&id, sizeof id));
  else
    g_hash_table_remove (self->unfolded, &id);
}

static void
setup_cb (ZcRunList   *self,
          GtkListItem *list_item)
{
  GtkWidget *row = zc_run_row_new ();

  g_signal_connect_object (row, "unfolded", G_CALLBACK (unfolded_cb), self, G_CONNECT_SWAPPED);
  zc_live_widgets_add (self->live_rows, row);
  zc_run_row_set_in_zone (ZC_RUN_ROW (row), self->zone_id != NULL);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (ZcRunList   *self,
         GtkListItem *list_item)
{
  ZcRunRow *row = ZC_RUN_ROW (gtk_list_item_get_child (list_item));
  gpointer run = gtk_list_item_get_item (list_item);
  gint64 id = zc_run_facts_read (run).id;

  zc_run_row_set_run (row, run, self->session != NULL ? zc_session_get_store (self->session) : NULL,
                      g_hash_table_contains (self->unfolded, &id));
  if (ZC_IS_RUN (run))
    zc_run_row_set_position (row, find_position (self, run));
}

static void
unbind_cb (ZcRunList   *self,
           GtkListItem *list_item)
{
  zc_run_row_set_run (ZC_RUN_ROW (gtk_list_item_get_child (list_item)), NULL, NULL, FALSE);
}

typedef struct
{
  gpointer run; /* (not owned) */
  ZcRunRow *row; /* (not owned) (nullable) */
} RowSearch;

static void
find_row (gpointer row,
          gpointer data)
{
  RowSearch *search = data;

  if (zc_run_row_get_run (row) == search->run)
    search->row = row;
}

static void
activate_cb (ZcRunList *self,
             guint      position)
{
  g_autoptr(GObject) run = g_list_model_get_item (self->model, position);
  RowSearch search = { run, NULL };

  zc_live_widgets_foreach (self->live_rows, find_row, &search);
  if (search.row != NULL)
    zc_run_row_unfold (search.row, !zc_run_row_is_unfolded (search.row));
}

static gboolean
times_cb (gpointer data)
{
  ZcRunList *self = data;

  zc_live_widgets_foreach (self->live_rows, update_row, self);

  return G_SOURCE_CONTINUE;
}

/* A list stays with the rows that it shows when others come in above. Whoever is at the top wants to see the newest. */
static void
items_changed_cb (ZcRunList *self,
                  guint      position,
                  guint      n_removed,
                  guint      n_added)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view));

  if (position == 0 && n_added > 0 && (adjustment == NULL || gtk_adjustment_get_value (adjustment) <= 0))
    gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", 0);
}

/* Callbacks of the template */

static void
search_changed_cb (ZcRunList *self)
{
  if (self->history != NULL)
    search_runs (self);
  if (self->live_filter != NULL)
    gtk_filter_changed (self->live_filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_view (self);
}

static void
show_all_clicked_cb (ZcRunList *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  gtk_editable_set_text (self->search_entry, "");
  search_changed_cb (self);
}

static void
try_again_clicked_cb (ZcRunList *self)
{
  g_autoptr(ZcSession) session = g_object_ref (self->session);
  g_autofree char *zone_id = g_strdup (self->zone_id);

  zc_run_list_set_session (self, NULL, NULL);
  zc_run_list_set_session (self, session, zone_id);
}

static void
notice_read_cb (ZcRunList *self)
{
  zc_store_dismiss_notice (zc_session_get_store (self->session));
}

static void
search_mode_cb (ZcRunList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_MODE_ENABLED]);
}

/* The widget */

static void
zc_run_list_map (GtkWidget *widget)
{
  ZcRunList *self = ZC_RUN_LIST (widget);

  GTK_WIDGET_CLASS (zc_run_list_parent_class)->map (widget);

  times_cb (self);
  self->times_id = g_timeout_add_seconds (1, times_cb, self);
}

static void
zc_run_list_unmap (GtkWidget *widget)
{
  ZcRunList *self = ZC_RUN_LIST (widget);

  g_clear_handle_id (&self->times_id, g_source_remove);

  GTK_WIDGET_CLASS (zc_run_list_parent_class)->unmap (widget);
}

static void
forget_session (ZcRunList *self)
{
  if (self->runs != NULL)
    g_signal_handlers_disconnect_by_func (self->runs, runs_changed_cb, self);
  unfollow_runs (self);
  g_signal_group_set_target (self->history_signals, NULL);
  g_signal_group_set_target (self->store_signals, NULL);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->gradual);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->live);
  g_clear_object (&self->live_filter);
  g_clear_object (&self->runs);
  g_clear_object (&self->history);
  g_clear_object (&self->session);
  g_clear_pointer (&self->zone_id, g_free);
  g_hash_table_remove_all (self->unfolded);
  g_hash_table_remove_all (self->archived);
}

static void
zc_run_list_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  ZcRunList *self = ZC_RUN_LIST (object);

  if (property_id == PROP_SEARCH_MODE_ENABLED)
    g_value_set_boolean (value, gtk_search_bar_get_search_mode (self->search_bar));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
zc_run_list_set_property (GObject      *object,
                          guint         property_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  ZcRunList *self = ZC_RUN_LIST (object);

  if (property_id == PROP_SEARCH_MODE_ENABLED)
    gtk_search_bar_set_search_mode (self->search_bar, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
zc_run_list_dispose (GObject *object)
{
  ZcRunList *self = ZC_RUN_LIST (object);

  g_clear_handle_id (&self->times_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);

  /* The list's rows call back while they go, so they go first. */
  forget_session (self);
  self->list_view = NULL;

  G_OBJECT_CLASS (zc_run_list_parent_class)->dispose (object);
}

static void
zc_run_list_finalize (GObject *object)
{
  ZcRunList *self = ZC_RUN_LIST (object);

  g_clear_pointer (&self->live_rows, zc_live_widgets_free);
  g_ptr_array_unref (self->followed_runs);
  g_hash_table_unref (self->unfolded);
  g_hash_table_unref (self->archived);
  g_clear_object (&self->history_signals);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (zc_run_list_parent_class)->finalize (object);
}

static void
zc_run_list_class_init (ZcRunListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = zc_run_list_get_property;
  object_class->set_property = zc_run_list_set_property;
  object_class->dispose = zc_run_list_dispose;
  object_class->finalize = zc_run_list_finalize;
  widget_class->map = zc_run_list_map;
  widget_class->unmap = zc_run_list_unmap;

  properties[PROP_SEARCH_MODE_ENABLED] = g_param_spec_boolean ("search-mode-enabled", NULL, NULL, FALSE,
                                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                               G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  _zc_run_list_install_actions (widget_class);

  g_type_ensure (ZC_TYPE_LATE_SPINNER);
  g_type_ensure (ZC_TYPE_PROBLEM_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/zonecourier/ZoneCourier/widgets/zc-run-list.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcRunList, search_bar);
  gtk_widget_class_bind_template_child (widget_class, ZcRunList, search_entry);
  gtk_widget_class_bind_template_child (widget_class, ZcRunList, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, ZcRunList, stack);
  gtk_widget_class_bind_template_child (widget_class, ZcRunList, spinner);
  gtk_widget_class_bind_template_child (widget_class, ZcRunList, empty_page);
  gtk_widget_class_bind_template_child (widget_class, ZcRunList, error_page);
  gtk_widget_class_bind_template_child (widget_class, ZcRunList, list_view);
  gtk_widget_class_bind_template_child (widget_class, ZcRunList, status_label);
  gtk_widget_class_bind_template_child (widget_class, ZcRunList, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_again_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, notice_read_cb);
}

static void
zc_run_list_init (ZcRunList *self)
{
  self->live_rows = zc_live_widgets_new ();
  self->followed_runs = g_ptr_array_new_with_free_func (g_object_unref);
  self->unfolded = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->archived = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  g_signal_connect_swapped (self->search_bar, "notify::search-mode-enabled", G_CALLBACK (search_mode_cb), self);
  zc_late_spinner_set_text (self->spinner, _("Reading the history…"));
  zc_a11y_set_name (GTK_WIDGET (self->list_view), _("Transfers"));
  zc_a11y_repair (GTK_WIDGET (self));

  self->history_signals = g_signal_group_new (ZC_TYPE_HISTORY);
  g_signal_group_connect_swapped (self->history_signals, "items-changed", G_CALLBACK (run_changed_cb), self);
  g_signal_group_connect_swapped (self->history_signals, "notify", G_CALLBACK (update_view), self);
  self->store_signals = g_signal_group_new (ZC_TYPE_STORE);
  g_signal_group_connect_swapped (self->store_signals, "notify::notice", G_CALLBACK (update_notice), self);
  update_view (self);
}

void
zc_run_list_set_session (ZcRunList  *self,
                         ZcSession  *session,
                         const char *zone_id)
{
  GListStore *parts;

  g_return_if_fail (ZC_IS_RUN_LIST (self));
  g_return_if_fail (session == NULL || ZC_IS_SESSION (session));

  forget_session (self);
  if (session != NULL)
    {
      self->session = g_object_ref (session);
      self->zone_id = g_strdup (zone_id);
      self->history = zc_history_new (zc_session_get_store (session),
                                      zc_account_get_id (zc_session_get_account (session)), zone_id);
      self->runs = g_object_ref (zc_session_get_runs (session));
      self->live_filter = GTK_FILTER (gtk_custom_filter_new (shows_live, self, NULL));
      self->live = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (self->runs),
                                                            g_object_ref (self->live_filter)));

      parts = g_list_store_new (G_TYPE_LIST_MODEL);
      g_list_store_append (parts, self->live);
      g_list_store_append (parts, self->history);
      self->model = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (parts)));
      self->selection = gtk_single_selection_new (g_object_ref (self->model));
      gtk_single_selection_set_autoselect (self->selection, FALSE);
      gtk_single_selection_set_can_unselect (self->selection, TRUE);

      g_signal_connect_swapped (self->runs, "items-changed", G_CALLBACK (runs_changed_cb), self);
      g_signal_group_set_target (self->history_signals, self->history);
      g_signal_group_set_target (self->store_signals, zc_session_get_store (session));
      self->gradual = zc_gradual_selection_new (GTK_SELECTION_MODEL (self->selection), ROWS_AT_ONCE);
      zc_gradual_selection_set_adjustment (self->gradual,
                                           gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view)));
      gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->gradual));
      g_signal_connect_object (self->gradual, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
      search_runs (self);
      runs_changed_cb (self);
    }

  adw_status_page_set_description (self->empty_page,
                                   zone_id != NULL ?
                                   _("Start a transfer of this zone. It is followed here until the name servers serve the new "
                                     "copy.") :
                                   _("Start the transfer of a secondary zone in Public zones. It is followed here until the "
                                     "name servers serve the new copy."));
  gtk_widget_set_visible (self->menu_button, zone_id == NULL);
  update_notice (self);
  update_view (self);
}

/* Looks among the runs under way and the past ones that were read: all of them would be read otherwise. */
static gboolean
find_run (ZcRunList *self,
          gint64     run_id,
          guint     *position)
{
  guint n_live = g_list_model_get_n_items (self->live);

  for (guint i = 0; i < n_live; i++)
    {
      g_autoptr(ZcRun) run = g_list_model_get_item (self->live, i);

      if (zc_run_get_id (run) == run_id)
        {
          *position = i;
          return TRUE;
        }
    }

  if (zc_history_find (self->history, run_id, position) == NULL)
    return FALSE;

  *position += n_live;

  return TRUE;
}

void
zc_run_list_show_run (ZcRunList *self,
                      gint64     run_id)
{
  g_autoptr(GObject) run = NULL;
  RowSearch search = { NULL, NULL };
  guint position;

  g_return_if_fail (ZC_IS_RUN_LIST (self));

  if (self->model == NULL || !find_run (self, run_id, &position))
    return;

  run = g_list_model_get_item (self->model, position);
  search.run = run;
  g_hash_table_add (self->unfolded, g_memdup2 (&run_id, sizeof run_id));
  zc_live_widgets_foreach (self->live_rows, find_row, &search);
  if (search.row != NULL)
    zc_run_row_unfold (search.row, TRUE);

  gtk_single_selection_set_selected (self->selection, position);
  zc_gradual_selection_reveal (self->gradual, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", position);
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

void
zc_run_list_search (ZcRunList *self)
{
  g_return_if_fail (ZC_IS_RUN_LIST (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
zc_run_list_set_key_capture_widget (ZcRunList *self,
                                    GtkWidget *widget)
{
  g_return_if_fail (ZC_IS_RUN_LIST (self));
  g_return_if_fail (widget == NULL || GTK_IS_WIDGET (widget));

  gtk_search_bar_set_key_capture_widget (self->search_bar, widget);
}
