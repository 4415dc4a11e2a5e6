/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-import-dialog.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-focus.h"
#include "zc-plain-wrap.h"

struct _ZcImportDialog
{
  AdwWindow parent_instance;

  /* Widgets of the template */
  GtkWidget *cancel_button; /* (not owned) */
  GtkWidget *continue_button; /* (not owned) */
  GtkBox *files_box; /* (not owned) */

  GtkCheckButton *group; /* (owned) never shown; one of its group is chosen at a time, and looks like it */
  ZcIonosCandidate *chosen; /* (owned) (nullable) */
  guint n_files; /* how many are still being read; the dialog is shown after the last */
  GCancellable *reading; /* (owned) cancelled when the dialog goes */
  GTask *task; /* (owned) (nullable) until the dialog ends */
  GSource *cancelled; /* (owned) (nullable) ends the dialog with the caller's cancellable */
};

G_DEFINE_FINAL_TYPE (ZcImportDialog, zc_import_dialog, ADW_TYPE_WINDOW)

static void
finish (ZcImportDialog   *self,
        ZcIonosCandidate *candidate)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  if (task == NULL)
    return;

  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_cancellable_cancel (self->reading);
  if (candidate != NULL)
    g_task_return_pointer (task, g_object_ref (candidate), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "No account was chosen");
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
cancel_cb (ZcImportDialog *self)
{
  finish (self, NULL);
}

static void
continue_cb (ZcImportDialog *self)
{
  finish (self, self->chosen);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  finish (data, NULL);

  return G_SOURCE_REMOVE;
}

static gboolean
zc_import_dialog_close_request (GtkWindow *window)
{
  finish (ZC_IMPORT_DIALOG (window), NULL);

  return GDK_EVENT_STOP;
}

/* The profiles */

static void
toggled_cb (ZcImportDialog *self,
            GtkCheckButton *choice)
{
  if (!gtk_check_button_get_active (choice))
    return;

  g_set_object (&self->chosen, g_object_get_data (G_OBJECT (choice), "zc-candidate"));
  gtk_widget_set_sensitive (self->continue_button, TRUE);
}

static GtkWidget *
create_choice (ZcImportDialog   *self,
               ZcIonosCandidate *candidate)
{
  GtkWidget *choice = gtk_check_button_new ();

  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (choice), "zc-candidate", g_object_ref (candidate), g_object_unref);
  zc_a11y_set_name (choice, zc_ionos_candidate_get_label (candidate));
  g_signal_connect_object (choice, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);

  gtk_check_button_set_group (GTK_CHECK_BUTTON (choice), self->group);

  return choice;
}

/* Where its requests would go, and what the file asks for and is not done. */
static char *
describe (ZcIonosCandidate *candidate)
{
  GString *text = g_string_new (zc_ionos_candidate_get_api_url (candidate));
  const char * const *notes = zc_ionos_candidate_get_notes (candidate);

  for (guint i = 0; notes[i] != NULL; i++)
    g_string_append_printf (text, "\n%s", notes[i]);

  return g_string_free (text, FALSE);
}

static void
add_row (GtkWidget  *list,
         GtkWidget  *prefix,
         const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), prefix);
  if (GTK_IS_CHECK_BUTTON (prefix))
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), prefix);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  zc_a11y_repair (row);
  zc_plain_wrap (row);
}

static GtkWidget *
create_warning (void)
{
  GtkWidget *image = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (image, "warning");
  zc_a11y_set_name (image, _("Cannot be imported"));

  return image;
}

static void
add_candidate (ZcImportDialog   *self,
               GtkWidget        *list,
               ZcIonosCandidate *candidate)
{
  const char *problem = zc_ionos_candidate_get_problem (candidate);
  g_autofree char *description = NULL;
  GtkWidget *choice;

  if (problem != NULL)
    {
      add_row (list, create_warning (), zc_ionos_candidate_get_label (candidate), problem);
      return;
    }

  description = describe (candidate);
  choice = create_choice (self, candidate);
  add_row (list, choice, zc_ionos_candidate_get_label (candidate), description);
  if (self->chosen == NULL || zc_ionos_candidate_is_current (candidate))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (choice), TRUE);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GtkWidget *list = data;
  ZcImportDialog *self = ZC_IMPORT_DIALOG (gtk_widget_get_root (list));
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) candidates = zc_ionos_config_load_finish (result, &error);

  if (self == NULL || g_cancellable_is_cancelled (self->reading))
    {
      g_object_unref (list);
      return;
    }

  if (candidates == NULL)
    add_row (list, create_warning (), _("The file cannot be read"), error->message);
  else if (candidates->len == 0)
    add_row (list, create_warning (), _("The file has no profiles"), "");
  else
    for (guint i = 0; i < candidates->len; i++)
      add_candidate (self, list, g_ptr_array_index (candidates, i));

  g_object_unref (list);
  if (--self->n_files > 0)
    return;

  /* Only now it is known how large the dialog has to be. */
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->chosen != NULL ? self->continue_button : self->cancel_button);
}

static void
add_file (ZcImportDialog *self,
          const char     *path)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *shown = g_filename_display_name (path);
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL,
                                     "label", shown,
                                     "wrap", TRUE,
                                     "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                     "xalign", 0.0f,
                                     NULL);
  GtkWidget *list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);

  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (list, "boxed-list");
  zc_a11y_set_name (list, shown);
  zc_plain_wrap (heading);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (self->files_box, box);
  self->n_files++;
  zc_ionos_config_load_async (path, self->reading, read_cb, g_object_ref (list));
}

/* As for every dialog here: what was destroyed may live on for a moment, its parent may not. */
static void
zc_import_dialog_unrealize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (zc_import_dialog_parent_class)->unrealize (widget);

  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);
}

static void
zc_import_dialog_dispose (GObject *object)
{
  ZcImportDialog *self = ZC_IMPORT_DIALOG (object);

  /* A dialog that goes with its parent was given up. */
  if (self->task != NULL)
    g_task_return_new_error (self->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The dialog went away");
  g_clear_object (&self->task);
  g_cancellable_cancel (self->reading);
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
  g_clear_object (&self->chosen);

  G_OBJECT_CLASS (zc_import_dialog_parent_class)->dispose (object);

  g_clear_object (&self->group);
}

static void
zc_import_dialog_finalize (GObject *object)
{
  g_clear_object (&ZC_IMPORT_DIALOG (object)->reading);

  G_OBJECT_CLASS (zc_import_dialog_parent_class)->finalize (object);
}

static void
zc_import_dialog_class_init (ZcImportDialogClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = zc_import_dialog_dispose;
  object_class->finalize = zc_import_dialog_finalize;
  GTK_WINDOW_CLASS (class)->close_request = zc_import_dialog_close_request;
  widget_class->unrealize = zc_import_dialog_unrealize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/zonecourier/ZoneCourier/dialogs/zc-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcImportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, ZcImportDialog, continue_button);
  gtk_widget_class_bind_template_child (widget_class, ZcImportDialog, files_box);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, continue_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
zc_import_dialog_init (ZcImportDialog *self)
{
  self->reading = g_cancellable_new ();
  self->group = g_object_ref_sink (GTK_CHECK_BUTTON (gtk_check_button_new ()));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
zc_import_dialog_run_async (GtkWindow           *parent,
                            const char * const  *paths,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  ZcImportDialog *self;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (paths != NULL && paths[0] != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_import_dialog_run_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  self = g_object_new (ZC_TYPE_IMPORT_DIALOG,
                       "transient-for", parent,
                       "application", gtk_window_get_application (parent),
                       NULL);
  self->task = g_steal_pointer (&task);
  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancelled, NULL);
    }

  for (guint i = 0; paths[i] != NULL; i++)
    add_file (self, paths[i]);
  zc_a11y_repair (GTK_WIDGET (self));
  zc_focus_keep (GTK_WINDOW (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->continue_button);
}

ZcIonosCandidate *
zc_import_dialog_run_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_import_dialog_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
