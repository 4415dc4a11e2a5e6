/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-transfer-dialog.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-allow-list.h"
#include "zc-health.h"
#include "zc-plain-wrap.h"
#include "zc-server-row.h"
#include "zc-server-view.h"
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
  GtkListBox *notes_box;
  GtkListBox *servers_box;
  AdwExpanderRow *before_row;

  ZcSession *session;  /* (owned) (nullable) */
  GPtrArray *items;    /* (owned) (nullable) (element-type ZcZoneItem) */
  GPtrArray *rows;     /* (owned) (element-type GtkWidget): the rows of the servers or of the zones */
  GtkWidget *ionos_row; /* (unowned) (nullable): what the name servers serve, for a single zone */
  GPtrArray *warnings; /* (owned) (element-type ZcTransferWarning): the warnings that are shown */
  GTask *task;         /* (owned) (nullable): until the dialog was answered */
  GSource *cancelled;  /* (owned) (nullable) */
  gboolean asking;     /* whether the check of a single zone is under way */
  guint hold_id;       /* the source that lets "Start transfer" be pressed again, 0 without one */
};

G_DEFINE_FINAL_TYPE (ZcTransferDialog, zc_transfer_dialog, ADW_TYPE_WINDOW)

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

static void
add_note (ZcTransferDialog *self,
          ZcServerTone      tone,
          const char       *text,
          const char       *explanation)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new ();

  zc_server_row_mark (GTK_IMAGE (image), tone);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  if (explanation != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), explanation);
  gtk_list_box_append (self->notes_box, row);
  zc_a11y_repair (row);
  zc_plain_wrap (row);
}

static gboolean
has_warning (GPtrArray  *warnings,
             const char *text)
{
  for (guint i = 0; i < warnings->len; i++)
    if (g_str_equal (((const ZcTransferWarning *) g_ptr_array_index (warnings, i))->text, text))
      return TRUE;

  return FALSE;
}

static void
update_notes (ZcTransferDialog *self)
{
  GPtrArray *warnings = zc_transfer_warning_list (self->items);
  g_autofree char *obstacle = zc_transfer_warning_describe_obstacle (self->items);
  gboolean new_warning = FALSE;
  GtkListBoxRow *row = NULL;

  while ((row = gtk_list_box_get_row_at_index (self->notes_box, 0)) != NULL)
    gtk_list_box_remove (self->notes_box, GTK_WIDGET (row));

  for (guint i = 0; i < warnings->len; i++)
    {
      const ZcTransferWarning *warning = g_ptr_array_index (warnings, i);

      add_note (self, ZC_SERVER_TONE_WARNING, warning->text, warning->explanation);
      new_warning = new_warning || !has_warning (self->warnings, warning->text);
    }
  if (obstacle != NULL)
    add_note (self, ZC_SERVER_TONE_NEUTRAL, obstacle, NULL);
  if (gtk_widget_get_visible (GTK_WIDGET (self->notes_box)) != (warnings->len > 0 || obstacle != NULL))
    {
      int width, height;

      gtk_widget_set_visible (GTK_WIDGET (self->notes_box), warnings->len > 0 || obstacle != NULL);
      /* The dialog grows with what it has to say. */
      gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
      gtk_window_set_default_size (GTK_WINDOW (self), width, -1);
    }

  g_ptr_array_unref (self->warnings);
  self->warnings = warnings;
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
      zc_server_row_show (g_ptr_array_index (self->rows, i), g_ptr_array_index (views, i), NULL);
    }

  if (self->ionos_row == NULL)
    {
      self->ionos_row = zc_server_row_new (FALSE);
      add_server_row (self, self->ionos_row);
    }
  ionos->role = ZC_SERVER_ROLE_SECONDARY;
  ionos->name = g_strdup (_("IONOS serves"));
  ionos->text = zc_server_view_describe_served (zone, report, self->asking, &ionos->tone);
  zc_server_row_show (ZC_SERVER_ROW (self->ionos_row), ionos, NULL);
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

static void
report_cb (ZcTransferDialog *self)
{
  self->asking = FALSE;
  update (self);
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
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (zc_transfer_dialog_parent_class)->dispose (object);
}

static void
zc_transfer_dialog_finalize (GObject *object)
{
  ZcTransferDialog *self = ZC_TRANSFER_DIALOG (object);

  g_clear_pointer (&self->warnings, g_ptr_array_unref);

  G_OBJECT_CLASS (zc_transfer_dialog_parent_class)->finalize (object);
}

static void
zc_transfer_dialog_class_init (ZcTransferDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->dispose = zc_transfer_dialog_dispose;
  object_class->finalize = zc_transfer_dialog_finalize;
  window_class->close_request = zc_transfer_dialog_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/zonecourier/ZoneCourier/dialogs/zc-transfer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcTransferDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, ZcTransferDialog, start_button);
  gtk_widget_class_bind_template_child (widget_class, ZcTransferDialog, heading_label);
  gtk_widget_class_bind_template_child (widget_class, ZcTransferDialog, notes_box);
  gtk_widget_class_bind_template_child (widget_class, ZcTransferDialog, servers_box);
  gtk_widget_class_bind_template_child (widget_class, ZcTransferDialog, before_row);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
zc_transfer_dialog_init (ZcTransferDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->warnings = g_ptr_array_new ();
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
  gtk_window_present (GTK_WINDOW (self));
  /* Where the focus is matters most when it is not where one expects it. */
  gtk_window_set_focus_visible (GTK_WINDOW (self), self->warnings->len > 0);
}

gboolean
zc_transfer_dialog_run_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_transfer_dialog_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
