/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-file-chooser.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkNativeDialog *native; /* (owned) */
  GSource *cancelled;      /* (owned) (nullable) */
} Chooser;

static void
chooser_free (Chooser *chooser)
{
  g_clear_object (&chooser->native);
  g_clear_pointer (&chooser->cancelled, g_source_unref);
  g_free (chooser);
}

static void
close_chooser (GTask *task)
{
  Chooser *chooser = g_task_get_task_data (task);

  g_signal_handlers_disconnect_by_data (chooser->native, task);
  if (chooser->cancelled != NULL)
    g_source_destroy (chooser->cancelled);
  gtk_native_dialog_destroy (chooser->native);
}

static void
response_cb (GtkNativeDialog *native,
             int              response,
             gpointer         data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native));
  close_chooser (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (file != NULL)
    g_task_return_pointer (task, g_steal_pointer (&file), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "No file was chosen");
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  g_autoptr(GTask) task = data;

  close_chooser (task);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

void
zc_file_chooser_save_async (GtkWindow            *parent,
                            const char           *title,
                            const char           *name,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  Chooser *chooser = NULL;

  g_return_if_fail (GTK_IS_WINDOW (parent));

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_file_chooser_save_async);

  if (g_task_return_error_if_cancelled (task))
    return;

  chooser = g_new0 (Chooser, 1);
  chooser->native = GTK_NATIVE_DIALOG (
    gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel")));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser->native), name);
  gtk_native_dialog_set_modal (chooser->native, TRUE);
  g_task_set_task_data (task, chooser, (GDestroyNotify) chooser_free);

  if (cancellable != NULL)
    {
      chooser->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (chooser->cancelled, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (chooser->cancelled, g_main_context_get_thread_default ());
    }

  /* The reference to the task belongs to whichever of the two comes first. */
  g_signal_connect (chooser->native, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_show (chooser->native);
  g_steal_pointer (&task);
}

GFile *
zc_file_chooser_save_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_file_chooser_save_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
