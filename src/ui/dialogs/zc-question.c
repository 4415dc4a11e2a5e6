/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-question.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-plain-wrap.h"

typedef struct
{
  GtkWidget *dialog; /* (not owned) (nullable) until it was answered */
  GtkWidget *check; /* (not owned) (nullable) */
  GSource *cancelled; /* (owned) (nullable) */
  gboolean checked;
} Ask;

static void
ask_free (Ask *ask)
{
  g_clear_pointer (&ask->cancelled, g_source_unref);
  g_free (ask);
}

/* Whichever comes first answers: a button, the cancellable, or the end of the parent. */
static void
answer (GTask    *task,
        gboolean  confirmed)
{
  Ask *ask = g_task_get_task_data (task);
  g_autoptr(GTask) owned = task;

  g_signal_handlers_disconnect_by_data (ask->dialog, task);
  if (ask->cancelled != NULL)
    g_source_destroy (ask->cancelled);
  ask->checked = ask->check != NULL && gtk_check_button_get_active (GTK_CHECK_BUTTON (ask->check));
  ask->dialog = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (confirmed)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The question was not answered with yes");
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             GTask            *task)
{
  answer (task, g_str_equal (response, "confirm"));
}

static void
destroy_cb (GtkWidget *dialog,
            GTask     *task)
{
  Ask *ask = g_task_get_task_data (task);

  /* What the dialog held is gone already. */
  ask->check = NULL;
  answer (task, FALSE);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  Ask *ask = g_task_get_task_data (data);
  GtkWidget *dialog = ask->dialog;

  answer (data, FALSE);
  gtk_window_destroy (GTK_WINDOW (dialog));

  return G_SOURCE_REMOVE;
}

static GtkWidget *
create_dialog (GtkWindow        *parent,
               const ZcQuestion *question)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, question->heading, question->body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "confirm", question->confirm_label,
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "confirm",
                                              question->destructive ? ADW_RESPONSE_DESTRUCTIVE
                                                                    : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), question->destructive ? "cancel" : "confirm");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);

  return dialog;
}

/* The name of an account, a zone or a file may be one long word. */
static void
wrap_anywhere (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && gtk_label_get_wrap (GTK_LABEL (root)))
    gtk_label_set_wrap_mode (GTK_LABEL (root), PANGO_WRAP_WORD_CHAR);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    wrap_anywhere (child);
}

void
zc_question_ask_async (GtkWindow           *parent,
                       const ZcQuestion    *question,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Ask *ask = NULL;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (question != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_question_ask_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  ask = g_new0 (Ask, 1);
  ask->dialog = create_dialog (parent, question);
  if (question->check_label != NULL)
    {
      ask->check = gtk_check_button_new_with_mnemonic (question->check_label);
      gtk_widget_set_halign (ask->check, GTK_ALIGN_CENTER);
      adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (ask->dialog), ask->check);
    }
  g_task_set_task_data (task, ask, (GDestroyNotify) ask_free);

  if (cancellable != NULL)
    {
      ask->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (ask->cancelled, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (ask->cancelled, g_main_context_get_thread_default ());
    }

  g_signal_connect (ask->dialog, "response", G_CALLBACK (response_cb), task);
  g_signal_connect (ask->dialog, "destroy", G_CALLBACK (destroy_cb), task);
  zc_a11y_repair (ask->dialog);
  zc_plain_wrap (ask->dialog);
  wrap_anywhere (ask->dialog);
  gtk_window_present (GTK_WINDOW (ask->dialog));
  /* The focus would go to what can be chosen more, and Enter would choose that instead of answering. */
  gtk_window_set_focus (GTK_WINDOW (ask->dialog), gtk_window_get_default_widget (GTK_WINDOW (ask->dialog)));
  /* The reference to the task belongs to whatever answers. */
  g_steal_pointer (&task);
}

gboolean
zc_question_ask_finish (GAsyncResult  *result,
                        gboolean      *checked,
                        GError       **error)
{
  Ask *ask = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, zc_question_ask_async), FALSE);

  ask = g_task_get_task_data (G_TASK (result));
  if (checked != NULL)
    *checked = ask != NULL && ask->checked;

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
zc_question_tell (GtkWindow  *parent,
                  const char *heading,
                  const char *body)
{
  GtkWidget *dialog = NULL;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (heading != NULL && body != NULL);

  dialog = adw_message_dialog_new (parent, heading, body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  zc_a11y_repair (dialog);
  zc_plain_wrap (dialog);
  wrap_anywhere (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}
