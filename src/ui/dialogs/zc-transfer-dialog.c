/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-transfer-dialog.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-allow-list.h"
#include "zc-change-row.h"
#include "zc-difference-list.h"
#include "zc-focus.h"
#include "zc-health.h"
#include "zc-plain-wrap.h"
#include "zc-serial.h"
#include "zc-server-row.h"
#include "zc-server-view.h"
#include "zc-transfer-look.h"
#include "zc-transfer-notes.h"
#include "zc-transfer-warning.h"
#include "zc-zone-diagnosis.h"

/* How long "Start transfer" waits after a warning came in: long enough for a hand that was about to press it
 * to notice that the focus moved away. */
#define HOLD_MS 1000

/* With many zones the dialog looks anew at this many only and lists that many; what is known of the others
 * from the list of zones still counts. */
#define MOST_CHECKED 20
#define MOST_LISTED 100

struct _ZcTransferDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkWidget *cancel_button;
  GtkWidget *start_button;
  GtkLabel *heading_label;
  GtkStack *stack;
  ZcTransferNotes *notes;
  GtkListBox *servers_box;
  AdwExpanderRow *before_row;
  GtkWidget *back_button;
  ZcDifferenceList *difference_list;

  ZcSession *session;  /* (owned) (nullable) */
  GPtrArray *items;    /* (owned) (nullable) (element-type ZcZoneItem) */
  GPtrArray *rows;     /* (owned) (element-type GtkWidget): the rows of the servers or of the zones */
  GtkWidget *ionos_row; /* (unowned) (nullable): what the name servers serve, for a single zone */
  GtkWidget *change_row; /* (unowned) (nullable): what would change, for a single zone */
  ZcTransferLook *look; /* (owned) (nullable): what is learnt about a single zone beforehand */
  GTask *task;         /* (owned) (nullable): until the dialog was answered */
  GSource *cancelled;  /* (owned) (nullable) */
  gboolean asking;     /* whether the check of a single zone is under way */
  guint hold_id;       /* the source that lets "Start transfer" be pressed again, 0 without one */
};

G_DEFINE_FINAL_TYPE (ZcTransferDialog, zc_transfer_dialog, ADW_TYPE_WINDOW)

/* Returns: (transfer full) (nullable): what is known of what the transfer would change */
static ZcRunDelta *
dup_delta (ZcTransferDialog *self)
{
  ZcZoneChange *change = self->look != NULL ? zc_transfer_look_get_change (self->look) : NULL;
  ZcZoneChangeCounts counts;
  ZcRunDelta *delta = NULL;

  if (change == NULL || !zc_zone_change_get_counts (change, &counts))
    return NULL;

  delta = g_new0 (ZcRunDelta, 1);
  delta->missing = counts.n_added;
  delta->extra = counts.n_removed;
  delta->changed = counts.n_changed;

  return delta;
}

static void
answer (ZcTransferDialog *self,
        gboolean          confirmed)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  /* Whatever comes second, such as the close after the answer, finds no task. */
  if (task == NULL)
    return;

  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  if (confirmed)
    g_task_set_task_data (task, dup_delta (self), g_free);
  gtk_window_destroy (GTK_WINDOW (self));

  if (confirmed)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The start of the transfer was not confirmed");
}

static void
cancel_cb (ZcTransferDialog *self)
{
  answer (self, FALSE);
}

static void
start_cb (ZcTransferDialog *self)
{
  answer (self, TRUE);
}

static gboolean
zc_transfer_dialog_close_request (GtkWindow *window)
{
  answer (ZC_TRANSFER_DIALOG (window), FALSE);

  return GDK_EVENT_STOP;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  answer (data, FALSE);

  return G_SOURCE_REMOVE;
}

static gboolean
can_start (ZcTransferDialog *self)
{
  for (guint i = 0; i < self->items->len; i++)
    if (zc_zone_item_can_start_transfer (g_ptr_array_index (self->items, i)))
      return TRUE;

  return FALSE;
}

static void
update_start_button (ZcTransferDialog *self)
{
  gtk_widget_set_sensitive (self->start_button, self->hold_id == 0 && can_start (self));
}

static void
set_default (ZcTransferDialog *self,
             GtkWidget        *button)
{
  gtk_window_set_default_widget (GTK_WINDOW (self), button);
  gtk_window_set_focus (GTK_WINDOW (self), button);
}

static void
hold_over_cb (gpointer data)
{
  ZcTransferDialog *self = data;

  self->hold_id = 0;
  update_start_button (self);
}

/* The dialog grows with what it has to say. */
static void
fit_height (ZcTransferDialog *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, -1);
}

/* From now on a key pressed without looking cancels. Whoever was about to press "Start transfer" gets a
 * moment in which nothing happens. */
static void
guard (ZcTransferDialog *self)
{
  set_default (self, self->cancel_button);
  gtk_window_set_focus_visible (GTK_WINDOW (self), TRUE);
  gtk_widget_remove_css_class (self->start_button, "suggested-action");

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (self->hold_id != 0)
    g_source_remove (self->hold_id);
  self->hold_id = g_timeout_add_once (HOLD_MS, hold_over_cb, self);
  update_start_button (self);
}

/* What would be lost is known later than the rest, and matters most. */
static void
add_removal_warning (ZcTransferDialog *self,
                     GPtrArray        *warnings)
{
  ZcZoneChange *change = self->look != NULL ? zc_transfer_look_get_change (self->look) : NULL;
  g_autofree char *text = change != NULL ? zc_zone_change_dup_warning (change) : NULL;
  ZcTransferWarning *warning = NULL;

  if (text == NULL)
    return;

  warning = g_new0 (ZcTransferWarning, 1);
  warning->text = g_steal_pointer (&text);
  warning->explanation = g_strdup (_("That is more than half of the zone. See what would change before you start."));
  g_ptr_array_insert (warnings, 0, warning);
}

/* What to do about a primary that is behind, for a single zone. */
static guint
plan_serials (ZcTransferDialog *self,
              guint32           steps[2])
{
  ZcSerialReport *report = zc_zone_item_get_report (g_ptr_array_index (self->items, 0));
  guint32 target, served;

  if (self->items->len > 1 || report == NULL || !zc_serial_report_get_target (report, &target) ||
      !zc_serial_report_get_served (report, NULL, &served))
    return 0;

  return zc_serial_plan (target, served, steps);
}

static void
update_notes (ZcTransferDialog *self)
{
  g_autoptr(GPtrArray) warnings = zc_transfer_warning_list (self->items);
  g_autofree char *obstacle = zc_transfer_warning_describe_obstacle (self->items);
  gboolean was_visible = gtk_widget_get_visible (GTK_WIDGET (self->notes));
  gboolean new_warning;
  guint32 steps[2];
  guint n_steps = plan_serials (self, steps);

  add_removal_warning (self, warnings);
  new_warning = zc_transfer_notes_show (self->notes, warnings, steps, n_steps, obstacle);
  if (gtk_widget_get_visible (GTK_WIDGET (self->notes)) != was_visible)
    fit_height (self);
  if (new_warning)
    guard (self);
}

static void
add_server_row (ZcTransferDialog *self,
                GtkWidget        *row)
{
  gtk_list_box_append (self->servers_box, row);
  zc_a11y_repair (row);
  zc_plain_wrap (row);
}

/* Adds to what a primary answered whether it gives a copy. */
static void
add_copy (ZcTransferDialog *self,
          ZcServerView     *view)
{
  ZcServerTone tone = ZC_SERVER_TONE_UNSEEN;
  g_autofree char *copy = self->look != NULL ? zc_transfer_look_describe_copy (self->look, view->name, &tone) : NULL;
  g_autofree char *text = NULL;

  /* Of an address that did not answer nothing more can be said. */
  if (copy == NULL || !view->has_serial)
    return;

  text = g_steal_pointer (&view->text);
  view->text = g_strdup_printf ("%s\n%s", text, copy);
  if (tone == ZC_SERVER_TONE_WARNING || tone == ZC_SERVER_TONE_BAD)
    view->tone = MAX (view->tone, tone);
}

static void
show_overview_cb (ZcTransferDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "overview");
  gtk_widget_grab_focus (self->change_row);
  fit_height (self);
}

static void
show_changes_cb (ZcTransferDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "changes");
  gtk_widget_grab_focus (self->back_button);
}

static void
update_change (ZcTransferDialog *self)
{
  ZcZoneChange *change = NULL;

  if (self->look == NULL)
    return;

  if (self->change_row == NULL)
    {
      self->change_row = zc_change_row_new ();
      g_signal_connect_swapped (self->change_row, "activated", G_CALLBACK (show_changes_cb), self);
      add_server_row (self, self->change_row);
    }
  zc_change_row_show (ZC_CHANGE_ROW (self->change_row), self->look);
  change = zc_transfer_look_get_change (self->look);
  if (change != NULL && zc_zone_change_get_state (change) == ZC_ZONE_CHANGE_KNOWN)
    zc_difference_list_set_model (self->difference_list, zc_zone_change_get_differences (change), NULL);
}

static void
update_servers (ZcTransferDialog *self)
{
  ZcZoneItem *item = g_ptr_array_index (self->items, 0);
  ZcZone *zone = zc_zone_item_get_zone (item);
  ZcSerialReport *report = zc_zone_item_get_report (item);
  g_autoptr(GPtrArray) views = zc_server_view_list (zone, report, ZC_SERVER_ROLE_PRIMARY, self->asking);
  g_autoptr(ZcServerView) ionos = g_new0 (ZcServerView, 1);

  for (guint i = 0; i < views->len; i++)
    {
      if (i == self->rows->len)
        {
          GtkWidget *row = zc_server_row_new (FALSE);

          g_ptr_array_add (self->rows, g_object_ref_sink (row));
          add_server_row (self, row);
        }
      add_copy (self, g_ptr_array_index (views, i));
      zc_server_row_show (g_ptr_array_index (self->rows, i), g_ptr_array_index (views, i), NULL, NULL);
    }

  if (self->ionos_row == NULL)
    {
      self->ionos_row = zc_server_row_new (FALSE);
      add_server_row (self, self->ionos_row);
    }
  ionos->role = ZC_SERVER_ROLE_SECONDARY;
  ionos->name = g_strdup (_("IONOS serves"));
  ionos->text = zc_server_view_describe_served (zone, report, self->asking, &ionos->tone);
  zc_server_row_show (ZC_SERVER_ROW (self->ionos_row), ionos, NULL, NULL);
  update_change (self);
}

static void
show_zone (GtkWidget  *row,
           ZcZoneItem *item)
{
  GtkImage *image = g_object_get_data (G_OBJECT (row), "zc-image");
  const ZcHealthLook *look = zc_health_get_zone_look (zc_zone_item_get_health (item));
  const char *status = zc_zone_item_get_status_text (item);
  const char *serial = zc_zone_item_get_serial_text (item);
  g_autoptr(GPtrArray) warnings = zc_zone_diagnosis_list_warnings (item);
  g_autofree char *subtitle = NULL;

  if (*serial != '\0')
    /* Translators: the status of a zone, and its serials. */
    subtitle = g_strdup_printf (_("%s · Serial %s"), status, serial);
  else
    subtitle = g_strdup (status);

  if (warnings->len > 0)
    zc_server_row_mark (image, ZC_SERVER_TONE_WARNING);
  else
    {
      const char *classes[] = { look->css_class, NULL };

      gtk_widget_set_css_classes (GTK_WIDGET (image), classes);
      gtk_image_set_from_icon_name (image, look->icon_name);
      zc_a11y_set_name (GTK_WIDGET (image), status);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), zc_zone_get_display_name (zc_zone_item_get_zone (item)));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
}

static GtkWidget *
create_zone_row (void)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  g_object_set_data (G_OBJECT (row), "zc-image", image);

  return row;
}

static void
update_zones (ZcTransferDialog *self)
{
  guint n_listed = MIN (self->items->len, MOST_LISTED);
  gboolean first = self->rows->len == 0;

  for (guint i = 0; i < n_listed; i++)
    {
      if (first)
        {
          GtkWidget *row = create_zone_row ();

          g_ptr_array_add (self->rows, g_object_ref_sink (row));
          add_server_row (self, row);
        }
      show_zone (g_ptr_array_index (self->rows, i), g_ptr_array_index (self->items, i));
    }

  if (first && self->items->len > n_listed)
    {
      GtkWidget *row = adw_action_row_new ();
      guint n_more = self->items->len - n_listed;
      g_autofree char *text = g_strdup_printf (ngettext ("And %u more zone", "And %u more zones", n_more), n_more);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
      add_server_row (self, row);
    }
}

static void
update (ZcTransferDialog *self)
{
  if (self->items->len == 1)
    update_servers (self);
  else
    update_zones (self);
  update_notes (self);
  update_start_button (self);
}

/* What came in takes more lines than the words that it was being waited for. */
static void
learnt_cb (ZcTransferDialog *self)
{
  update (self);
  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "overview"))
    fit_height (self);
}

static void
report_cb (ZcTransferDialog *self)
{
  self->asking = FALSE;
  learnt_cb (self);
}

static void
session_checking_cb (ZcTransferDialog *self)
{
  gboolean checking;

  g_object_get (self->session, "checking", &checking, NULL);
  if (!checking && self->asking)
    report_cb (self);
}

static char *
describe_zones (GPtrArray *items)
{
  if (items->len == 1)
    {
      ZcZone *zone = zc_zone_item_get_zone (g_ptr_array_index (items, 0));
      guint n = g_strv_length ((GStrv) zc_zone_get_name_servers (zone));

      /* Translators: %s is the name of a zone, %u counts name servers. */
      return g_strdup_printf (ngettext ("IONOS Cloud DNS fetches %s from its primaries with AXFR and serves the copy from %u name server.",
                                        "IONOS Cloud DNS fetches %s from its primaries with AXFR and serves the copy from %u name servers.", n),
                              zc_zone_get_display_name (zone), n);
    }

  /* Translators: %u counts zones, always more than one. */
  return g_strdup_printf (ngettext ("IONOS Cloud DNS fetches %u zone from its primaries with AXFR.",
                                    "IONOS Cloud DNS fetches %u zones from their primaries with AXFR.", items->len),
                          items->len);
}

static void
zc_transfer_dialog_dispose (GObject *object)
{
  ZcTransferDialog *self = ZC_TRANSFER_DIALOG (object);

  /* A dialog that goes with its parent was not confirmed. */
  if (self->task != NULL)
    g_task_return_new_error (self->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The dialog went away");
  g_clear_object (&self->task);

  if (self->hold_id != 0)
    g_source_remove (self->hold_id);
  self->hold_id = 0;
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
  if (self->look != NULL)
    g_signal_handlers_disconnect_by_data (self->look, self);
  g_clear_object (&self->look);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (zc_transfer_dialog_parent_class)->dispose (object);
}

static void
zc_transfer_dialog_class_init (ZcTransferDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->dispose = zc_transfer_dialog_dispose;
  window_class->close_request = zc_transfer_dialog_close_request;

  g_type_ensure (ZC_TYPE_DIFFERENCE_LIST);
  g_type_ensure (ZC_TYPE_TRANSFER_NOTES);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/zonecourier/ZoneCourier/dialogs/zc-transfer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcTransferDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, ZcTransferDialog, start_button);
  gtk_widget_class_bind_template_child (widget_class, ZcTransferDialog, heading_label);
  gtk_widget_class_bind_template_child (widget_class, ZcTransferDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, ZcTransferDialog, notes);
  gtk_widget_class_bind_template_child (widget_class, ZcTransferDialog, servers_box);
  gtk_widget_class_bind_template_child (widget_class, ZcTransferDialog, before_row);
  gtk_widget_class_bind_template_child (widget_class, ZcTransferDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, ZcTransferDialog, difference_list);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_overview_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
zc_transfer_dialog_init (ZcTransferDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  zc_allow_list_fill_expander (self->before_row);
}

static void
set_items (ZcTransferDialog *self,
           ZcSession        *session,
           GPtrArray        *items)
{
  g_autofree char *heading = describe_zones (items);

  self->session = g_object_ref (session);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (self->items, g_object_ref (g_ptr_array_index (items, i)));

  gtk_label_set_text (self->heading_label, heading);
  zc_plain_wrap (GTK_WIDGET (self->heading_label));
  g_signal_connect_object (session, "notify::checking", G_CALLBACK (session_checking_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < items->len; i++)
    {
      ZcZoneItem *item = g_ptr_array_index (items, i);

      g_signal_connect_object (item, "notify::report", G_CALLBACK (report_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (item, "notify::health", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
}

static void
begin_checks (ZcTransferDialog *self)
{
  for (guint i = 0; i < MIN (self->items->len, MOST_CHECKED); i++)
    {
      ZcZoneItem *item = g_ptr_array_index (self->items, i);

      if (zc_server_view_is_fresh (zc_zone_item_get_report (item), zc_zone_item_get_checked (item)))
        continue;
      self->asking = TRUE;
      zc_session_check_zone (self->session, item);
    }

  if (self->items->len == 1)
    {
      self->look = zc_transfer_look_new (self->session, g_ptr_array_index (self->items, 0));
      g_signal_connect_swapped (self->look, "changed", G_CALLBACK (learnt_cb), self);
    }
}

void
zc_transfer_dialog_run_async (GtkWindow           *parent,
                              ZcSession           *session,
                              GPtrArray           *items,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  ZcTransferDialog *self = NULL;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (ZC_IS_SESSION (session));
  g_return_if_fail (items != NULL && items->len > 0);

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_transfer_dialog_run_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  self = g_object_new (ZC_TYPE_TRANSFER_DIALOG, "transient-for", parent, NULL);
  self->task = g_steal_pointer (&task);
  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancelled, NULL);
    }

  set_items (self, session, items);
  set_default (self, self->start_button);
  begin_checks (self);
  update (self);
  zc_a11y_repair (GTK_WIDGET (self));
  zc_focus_keep (GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (self));
  /* Where the focus is matters most when it is not where one expects it. */
  gtk_window_set_focus_visible (GTK_WINDOW (self), zc_transfer_notes_has_warnings (self->notes));
}

gboolean
zc_transfer_dialog_run_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_transfer_dialog_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const ZcRunDelta *
zc_transfer_dialog_get_delta (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_transfer_dialog_run_async), NULL);

  return g_task_get_task_data (G_TASK (result));
}
