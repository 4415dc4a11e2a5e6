/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-run-list-private.h"

#include <glib/gi18n-lib.h>

#include "zc-file-chooser.h"
#include "zc-question.h"

static void
say (ZcRunList  *self,
     const char *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (escaped));
}

/* Deleting */

/* What the user is asked about. */
typedef struct
{
  ZcRunList *list; /* (owned) */
  ZcSession *session; /* (owned) whose run it is, whatever the list shows when the answer comes */
  gboolean all; /* all past transfers, not one */
  gint64 run_id;
} Deletion;

static void
deletion_free (Deletion *deletion)
{
  g_object_unref (deletion->list);
  g_object_unref (deletion->session);
  g_free (deletion);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deletion, deletion_free)

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
run_deleted_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(ZcRunList) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (zc_store_delete_run_finish (ZC_STORE (source), result, &error) || is_cancelled (error))
    return;

  /* Translators: %s is a reason. */
  text = g_strdup_printf (_("The transfer was not deleted: %s"), error->message);
  say (self, text);
}

static void
all_deleted_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(ZcRunList) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (zc_store_delete_all_runs_finish (ZC_STORE (source), result, &error))
    {
      say (self, _("All past transfers were deleted"));
      return;
    }
  if (is_cancelled (error))
    return;

  /* Translators: %s is a reason. */
  text = g_strdup_printf (_("The transfers were not deleted: %s"), error->message);
  say (self, text);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(Deletion) deletion = data;
  ZcRunList *self = deletion->list;
  ZcStore *store = zc_session_get_store (deletion->session);

  /* The only error is that the user said no. */
  if (!zc_question_ask_finish (result, NULL, NULL))
    return;

  if (deletion->all)
    zc_store_delete_all_runs_async (store, zc_account_get_id (zc_session_get_account (deletion->session)),
                                    self->cancellable, all_deleted_cb, g_object_ref (self));
  else
    zc_store_delete_run_async (store, deletion->run_id, self->cancellable, run_deleted_cb, g_object_ref (self));
}

static void
ask (ZcRunList  *self,
     Deletion   *deletion,
     const char *heading,
     const char *body,
     const char *verb)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  ZcQuestion question = { .heading = heading, .body = body, .confirm_label = verb, .destructive = TRUE };

  zc_question_ask_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, &question, self->cancellable,
                         answered_cb, deletion);
}

static Deletion *
deletion_new (ZcRunList *self)
{
  Deletion *deletion = g_new0 (Deletion, 1);

  deletion->list = g_object_ref (self);
  deletion->session = g_object_ref (self->session);

  return deletion;
}

static void
delete_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  ZcRunList *self = ZC_RUN_LIST (widget);
  ZcRunRecord *record;
  Deletion *deletion;
  g_autofree char *heading = NULL;

  if (self->session == NULL)
    return;

  record = zc_history_find (self->history, g_variant_get_int64 (parameter), NULL);
  if (record == NULL)
    return;

  deletion = deletion_new (self);
  deletion->run_id = zc_run_record_get_id (record);
  /* Translators: %s is a zone's name. */
  heading = g_strdup_printf (_("Delete this transfer of %s?"), zc_run_record_get_display_name (record));
  ask (self, deletion, heading,
       _("What was seen during the transfer is lost. The zone itself is not touched."), _("_Delete"));
}

static void
delete_all_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ZcRunList *self = ZC_RUN_LIST (widget);
  Deletion *deletion;

  if (self->session == NULL)
    return;

  deletion = deletion_new (self);
  deletion->all = TRUE;
  ask (self, deletion, _("Delete all past transfers?"),
       _("The history of this account is lost. Zones and transfers in progress are not touched."), _("_Delete all"));
}

/* The key for deleting acts on the selected row. */
static gboolean
delete_key_cb (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   data)
{
  ZcRunList *self = ZC_RUN_LIST (widget);
  gpointer run = self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection) : NULL;

  if (!ZC_IS_RUN_RECORD (run))
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_activate_action (widget, "runs.delete", "x", zc_run_record_get_id (run));
}

/* Saving */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(ZcRunList) self = data;
  g_autoptr(GError) error = NULL;
  int n_runs = zc_store_export_finish (ZC_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (is_cancelled (error))
    return;

  if (n_runs < 0)
    /* Translators: %s is a reason. */
    text = g_strdup_printf (_("The history was not saved: %s"), error->message);
  else
    text = g_strdup_printf (ngettext ("%'d transfer saved", "%'d transfers saved", (gulong) n_runs), n_runs);
  say (self, text);
}

/* Where the answer of the file chooser goes to. */
typedef struct
{
  ZcRunList *list; /* (owned) */
  ZcSession *session; /* (owned) */
  ZcHistoryFormat format;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->list);
  g_object_unref (saving->session);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(Saving) saving = data;
  g_autoptr(GFile) file = zc_file_chooser_save_finish (result, NULL);

  /* The only error is that none was chosen. */
  if (file == NULL)
    return;

  zc_store_export_async (zc_session_get_store (saving->session),
                         zc_account_get_id (zc_session_get_account (saving->session)), file, saving->format,
                         saving->list->cancellable, saved_cb, g_object_ref (saving->list));
}

static void
save_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  ZcRunList *self = ZC_RUN_LIST (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  gboolean json = g_str_equal (g_variant_get_string (parameter, NULL), "json");
  Saving *saving;

  if (self->session == NULL || !GTK_IS_WINDOW (root))
    return;

  saving = g_new0 (Saving, 1);
  saving->list = g_object_ref (self);
  saving->session = g_object_ref (self->session);
  saving->format = json ? ZC_HISTORY_FORMAT_JSON : ZC_HISTORY_FORMAT_CSV;
  zc_file_chooser_save_async (GTK_WINDOW (root), _("Save history"), json ? "transfers.json" : "transfers.csv",
                              self->cancellable, file_chosen_cb, saving);
}

static void
search_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  zc_run_list_search (ZC_RUN_LIST (widget));
}

void
_zc_run_list_install_actions (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "runs.delete", "x", delete_cb);
  gtk_widget_class_install_action (class, "runs.delete-all", NULL, delete_all_cb);
  gtk_widget_class_install_action (class, "runs.save", "s", save_cb);
  gtk_widget_class_install_action (class, "runs.search", NULL, search_cb);

  gtk_widget_class_add_binding (class, GDK_KEY_Delete, 0, delete_key_cb, NULL);
  gtk_widget_class_add_binding (class, GDK_KEY_KP_Delete, 0, delete_key_cb, NULL);
}

void
_zc_run_list_update_actions (ZcRunList *self)
{
  gboolean has_past = self->history != NULL && zc_history_get_n_total (self->history) > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "runs.delete-all", has_past);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "runs.save", has_past);
}
