/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-verification-page-private.h"

#include <glib/gi18n-lib.h>

#include "zc-file-chooser.h"
#include "zc-save-toast.h"

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(ZcVerificationPage) self = data;
  g_autoptr(GError) error = NULL;
  gboolean saved = zc_verification_export_save_finish (G_FILE (source), result, &error);

  /* The window was closed meanwhile: nobody is left to be told. */
  if (self->item == NULL)
    return;

  if (saved)
    {
      g_autofree char *name = zc_save_toast_dup_name (G_FILE (source));
      /* Translators: %s is a file name. */
      g_autofree char *text = g_strdup_printf (_("Saved as “%s”"), name);

      zc_save_toast_show (self->toast_overlay, text);
    }
  else
    {
      zc_save_toast_show_failure (self->toast_overlay, G_FILE (source), error);
    }
}

void
zc_verification_page_save_to (ZcVerificationPage   *self,
                              ZcVerificationFormat  format,
                              GFile                *file)
{
  g_return_if_fail (ZC_IS_VERIFICATION_PAGE (self));
  g_return_if_fail (self->verification != NULL);
  g_return_if_fail (G_IS_FILE (file));

  zc_verification_export_save_async (file, self->verification, format, self->cancellable, saved_cb, g_object_ref (self));
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZcVerificationPage *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = zc_file_chooser_save_finish (result, &error);

  if (file != NULL && self->verification != NULL)
    zc_verification_page_save_to (self, GPOINTER_TO_UINT (g_task_get_task_data (task)), file);
  g_task_return_boolean (task, file != NULL);
}

static void
choose_file (ZcVerificationPage   *self,
             ZcVerificationFormat  format)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr(GTask) task = NULL;
  g_autofree char *name = NULL;

  if (!GTK_IS_WINDOW (root) || self->verification == NULL)
    return;

  name = g_strdup_printf ("%s-verification.%s", zc_verification_get_zone (self->verification),
                          zc_verification_format_get_ending (format));
  /* A zone such as 0/25.2.0.192.in-addr.arpa has a sign in its name that no file name can have. */
  g_strdelimit (name, "/", '-');

  task = g_task_new (self, self->cancellable, NULL, NULL);
  g_task_set_source_tag (task, choose_file);
  g_task_set_task_data (task, GUINT_TO_POINTER (format), NULL);
  zc_file_chooser_save_async (GTK_WINDOW (root),
                              format == ZC_VERIFICATION_FORMAT_MARKDOWN ? _("Save evidence report") : _("Export"), name,
                              self->cancellable, file_chosen_cb, g_object_ref (task));
}

static void
run_action_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  zc_verification_page_run (data);
}

static void
pause_action_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  ZcVerificationPage *self = data;

  zc_verification_set_paused (self->verification, !zc_verification_get_paused (self->verification));
}

static void
cancel_action_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  ZcVerificationPage *self = data;

  if (self->run_cancellable != NULL)
    g_cancellable_cancel (self->run_cancellable);
}

static void
show_differences_action_cb (GSimpleAction *action,
                            GVariant      *parameter,
                            gpointer       data)
{
  ZcVerificationPage *self = data;

  gtk_stack_set_visible_child_name (self->stack, "differences");
  zc_difference_list_search (self->difference_list);
}

static void
show_overview_action_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       data)
{
  ZcVerificationPage *self = data;

  gtk_stack_set_visible_child_name (self->stack, "content");
  /* One goes on where one left. */
  if (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (self->result_row)))
    gtk_widget_grab_focus (GTK_WIDGET (self->result_row));
}

static void
save_action_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "save-json"))
    choose_file (data, ZC_VERIFICATION_FORMAT_JSON);
  else if (g_str_equal (name, "save-csv"))
    choose_file (data, ZC_VERIFICATION_FORMAT_CSV);
  else
    choose_file (data, ZC_VERIFICATION_FORMAT_MARKDOWN);
}

static void
copy_report_action_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       data)
{
  ZcVerificationPage *self = data;
  g_autofree char *report = zc_verification_dup_report (self->verification);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), report);
  zc_save_toast_show (self->toast_overlay, _("The report was copied"));
}

void
zc_verification_page_add_actions (ZcVerificationPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "run", .activate = run_action_cb },
    { .name = "pause", .activate = pause_action_cb },
    { .name = "cancel", .activate = cancel_action_cb },
    { .name = "show-overview", .activate = show_overview_action_cb },
    { .name = "show-differences", .activate = show_differences_action_cb },
    { .name = "save-report", .activate = save_action_cb },
    { .name = "copy-report", .activate = copy_report_action_cb },
    { .name = "save-json", .activate = save_action_cb },
    { .name = "save-csv", .activate = save_action_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "verification", G_ACTION_GROUP (self->actions));
}
