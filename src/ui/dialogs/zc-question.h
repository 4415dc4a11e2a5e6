/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZcQuestion:
 * @heading: the question: what is about to happen, and to what
 * @body: what that means; what is lost
 * @confirm_label: the verb that does it, with a mnemonic
 * @check_label: (nullable): something more that can be chosen, with a mnemonic
 * @destructive: whether something is lost. Then "Cancel" is the default, otherwise the verb is
 *
 * A question to the user. All texts are plain text, translated.
 */
typedef struct
{
  const char *heading;
  const char *body;
  const char *confirm_label;
  const char *check_label;
  gboolean destructive;
} ZcQuestion;

/**
 * zc_question_ask_async:
 * @parent: (nullable): the window the question belongs to
 * @question: the question; needed for the call only
 * @cancellable: (nullable): a cancellable; cancelling it closes the dialog
 * @callback: called when the question was answered
 * @user_data: data for @callback
 *
 * Asks with a dialog before something is done. Escape cancels.
 */
void     zc_question_ask_async  (GtkWindow            *parent,
                                 const ZcQuestion     *question,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);

/**
 * zc_question_ask_finish:
 * @result: the result
 * @checked: (out) (optional): whether @check_label was chosen
 * @error: return location for an error: %G_IO_ERROR_CANCELLED when the user did not confirm
 *
 * Returns: %TRUE when the user confirmed
 */
gboolean zc_question_ask_finish (GAsyncResult         *result,
                                 gboolean             *checked,
                                 GError              **error);

/**
 * zc_question_tell:
 * @parent: (nullable): the window that the dialog belongs to
 * @heading: what it is about
 * @body: what the user should know
 *
 * Says something that is too long, or matters for too long, to be said in passing. It stays until it is closed. Both
 * texts are plain text, translated.
 */
void     zc_question_tell       (GtkWindow            *parent,
                                 const char           *heading,
                                 const char           *body);

G_END_DECLS
