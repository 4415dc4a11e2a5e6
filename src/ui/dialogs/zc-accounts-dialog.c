/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-accounts-dialog.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-account-row.h"
#include "zc-error-text.h"
#include "zc-focus.h"
#include "zc-plain-wrap.h"
#include "zc-question.h"

struct _ZcAccountsDialog
{
  AdwWindow parent_instance;

  /* Widgets of the template */
  GtkListBox *list_box; /* (not owned) */

  ZcAccountStore *store; /* (owned) (nullable) */
  ZcSession *session; /* (owned) (nullable) */
  GListModel *left_sessions; /* (owned) (nullable) (element-type ZcSession) */
  GCancellable *cancellable; /* (owned) cancelled when the dialog goes */
  char *expanded_id; /* (owned) (nullable) the account whose row is expanded */
};

G_DEFINE_FINAL_TYPE (ZcAccountsDialog, zc_accounts_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_REPLACE_TOKEN,
  SIGNAL_REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What one operation on an account needs until it has ended. */
typedef struct
{
  ZcAccountsDialog *dialog; /* (owned) */
  ZcAccountEntry *entry; /* (owned) */
  ZcAccountRemoval removal;
  gboolean with_history;
} Operation;

static Operation *
operation_new (ZcAccountsDialog *self,
               ZcAccountEntry   *entry)
{
  Operation *operation = g_new0 (Operation, 1);

  operation->dialog = g_object_ref (self);
  operation->entry = g_object_ref (entry);

  return operation;
}

static void
operation_free (Operation *operation)
{
  g_object_unref (operation->dialog);
  g_object_unref (operation->entry);
  g_free (operation);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Operation, operation_free)

static gboolean
is_open (ZcAccountsDialog *self,
         ZcAccountEntry   *entry)
{
  return self->session != NULL &&
         g_str_equal (zc_account_get_id (zc_session_get_account (self->session)), zc_account_entry_get_id (entry));
}

static ZcAccountRow *
find_row (ZcAccountsDialog *self,
          const char       *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list_box, i)) != NULL; i++)
    if (g_str_equal (zc_account_entry_get_id (zc_account_row_get_entry (ZC_ACCOUNT_ROW (row))), id))
      return ZC_ACCOUNT_ROW (row);

  return NULL;
}

/* Renaming */

static void
renamed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Operation) operation = data;
  g_autoptr(GError) error = NULL;
  ZcAccountRow *row;

  if (zc_account_store_rename_finish (ZC_ACCOUNT_STORE (source), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  row = find_row (operation->dialog, zc_account_entry_get_id (operation->entry));
  if (row != NULL)
    zc_account_row_show_error (row, error);
}

static void
rename_cb (ZcAccountsDialog *self,
           const char       *name,
           ZcAccountRow     *row)
{
  ZcAccountEntry *entry = zc_account_row_get_entry (row);

  zc_account_store_rename_async (self->store, zc_account_entry_get_id (entry), name, self->cancellable,
                                 renamed_cb, operation_new (self, entry));
}

/* Removing */

static void ask_to_leave_token (const Operation *failed,
                                const GError    *error);

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Operation) operation = data;
  ZcAccountsDialog *self = operation->dialog;
  g_autoptr(GError) error = NULL;

  if (zc_account_store_remove_finish (ZC_ACCOUNT_STORE (source), result, &error))
    {
      g_signal_emit (self, signals[SIGNAL_REMOVED], 0, zc_account_entry_get_id (operation->entry),
                     operation->with_history);
      if (self->store != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->store)) == 0)
        gtk_window_close (GTK_WINDOW (self));
      return;
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error->domain == ZC_KEYRING_ERROR && operation->removal == ZC_ACCOUNT_REMOVAL_COMPLETE)
    {
      ask_to_leave_token (operation, error);
    }
  else
    {
      ZcAccountRow *row = find_row (self, zc_account_entry_get_id (operation->entry));

      if (row != NULL)
        zc_account_row_show_error (row, error);
    }
}

static void
remove_account (Operation *operation)
{
  ZcAccountsDialog *self = operation->dialog;

  zc_account_store_remove_async (self->store, zc_account_entry_get_id (operation->entry), operation->removal,
                                 self->cancellable, removed_cb, operation);
}

static void
remove_answered_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  Operation *operation = data;
  gboolean checked;

  if (zc_question_ask_finish (result, &checked, NULL) && operation->dialog->store != NULL)
    {
      operation->with_history = operation->with_history || checked;
      remove_account (operation);
    }
  else
    operation_free (operation);
}

static void
ask_to_leave_token (const Operation *failed,
                    const GError    *error)
{
  Operation *operation = operation_new (failed->dialog, failed->entry);
  g_autofree char *reason = zc_error_text_describe (error);
  g_autofree char *body = NULL;

  operation->removal = ZC_ACCOUNT_REMOVAL_LEAVE_TOKEN;
  operation->with_history = failed->with_history;
  /* Translators: %s is why the token could not be removed, in one or more sentences. */
  body = g_strdup_printf (_("%s\n\nThe account can be removed without it; its token then stays in the keyring."), reason);
  zc_question_ask_async (GTK_WINDOW (operation->dialog),
                         &(ZcQuestion) {
                           .heading = _("The token was not removed"),
                           .body = body,
                           .confirm_label = _("_Remove account only"),
                           .destructive = TRUE,
                         },
                         operation->dialog->cancellable, remove_answered_cb, operation);
}

static guint
count_active_runs (ZcSession      *session,
                   ZcAccountEntry *entry)
{
  GListModel *runs = zc_session_get_runs (session);
  guint n_active = 0;

  if (!g_str_equal (zc_account_get_id (zc_session_get_account (session)), zc_account_entry_get_id (entry)))
    return 0;

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr(ZcRun) run = g_list_model_get_item (runs, i);

      if (zc_run_is_active (run))
        n_active++;
    }

  return n_active;
}

/* Also of an account that was left while its transfers were being watched. */
static guint
count_watched (ZcAccountsDialog *self,
               ZcAccountEntry   *entry)
{
  guint n_active = self->session != NULL ? count_active_runs (self->session, entry) : 0;

  for (guint i = 0; i < g_list_model_get_n_items (self->left_sessions); i++)
    {
      g_autoptr(ZcSession) session = g_list_model_get_item (self->left_sessions, i);

      n_active += count_active_runs (session, entry);
    }

  return n_active;
}

/* What goes with an account, and what does not. */
static char *
describe_removal (ZcAccountsDialog *self,
                  ZcAccountEntry   *entry)
{
  GString *text = g_string_new (NULL);
  guint n_active = count_watched (self, entry);

  if (n_active > 0)
    {
      g_string_append_printf (text, ngettext ("%u transfer of it is being watched, which ends.",
                                              "%u transfers of it are being watched, which ends.", n_active), n_active);
      g_string_append (text, "\n\n");
    }
  if (zc_account_entry_get_kind (entry) == ZC_ACCOUNT_KIND_SAVED)
    g_string_append (text, _("Its token is removed from the keyring as well. Nothing changes at IONOS: the token "
                             "works until it is deleted in the Token Manager or expires."));
  else
    g_string_append (text, _("Nothing changes at IONOS: the token works until it is deleted in the Token Manager or "
                             "expires."));

  return g_string_free (text, FALSE);
}

static void
remove_cb (ZcAccountsDialog *self,
           ZcAccountRow     *row)
{
  ZcAccountEntry *entry = zc_account_row_get_entry (row);
  gboolean saved = zc_account_entry_get_kind (entry) == ZC_ACCOUNT_KIND_SAVED;
  g_autofree char *body = describe_removal (self, entry);
  /* Translators: %s is the name of an account. */
  g_autofree char *heading = g_strdup_printf (_("Remove “%s”?"), zc_account_entry_get_name (entry));

  zc_question_ask_async (GTK_WINDOW (self),
                         &(ZcQuestion) {
                           .heading = heading,
                           .body = body,
                           .confirm_label = _("_Remove"),
                           /* Of an account for one session nothing is remembered. */
                           .check_label = saved ? _("Remove the _history of its transfers as well") : NULL,
                           .destructive = TRUE,
                         },
                         self->cancellable, remove_answered_cb, operation_new (self, entry));
}

static void
replace_token_cb (ZcAccountsDialog *self,
                  ZcAccountRow     *row)
{
  g_signal_emit (self, signals[SIGNAL_REPLACE_TOKEN], 0, zc_account_entry_get_id (zc_account_row_get_entry (row)));
}

/* The list */

static void
expanded_cb (ZcAccountsDialog *self,
             GParamSpec       *pspec,
             ZcAccountRow     *row)
{
  const char *id = zc_account_entry_get_id (zc_account_row_get_entry (row));

  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)))
    {
      g_free (self->expanded_id);
      self->expanded_id = g_strdup (id);
    }
  else if (g_strcmp0 (self->expanded_id, id) == 0)
    {
      g_clear_pointer (&self->expanded_id, g_free);
    }
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer data)
{
  ZcAccountsDialog *self = data;
  GtkWidget *row = zc_account_row_new (self->store, item, is_open (self, item));

  g_signal_connect_object (row, "rename", G_CALLBACK (rename_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "replace-token", G_CALLBACK (replace_token_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self, G_CONNECT_SWAPPED);
  zc_plain_wrap (row);
  /* A change puts a new row in the place of the one that the user is looking at. */
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row),
                                 g_strcmp0 (self->expanded_id, zc_account_entry_get_id (item)) == 0);

  return row;
}

/* A dialog that was destroyed may live on until what it waits for has ended, and GTK 4.8 would look at its parent once
 * more at the end, which may be gone by then. */
static void
zc_accounts_dialog_unrealize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (zc_accounts_dialog_parent_class)->unrealize (widget);

  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);
}

static void
zc_accounts_dialog_dispose (GObject *object)
{
  ZcAccountsDialog *self = ZC_ACCOUNTS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->left_sessions);

  G_OBJECT_CLASS (zc_accounts_dialog_parent_class)->dispose (object);

  g_clear_object (&self->store);
}

static void
zc_accounts_dialog_finalize (GObject *object)
{
  ZcAccountsDialog *self = ZC_ACCOUNTS_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_free (self->expanded_id);

  G_OBJECT_CLASS (zc_accounts_dialog_parent_class)->finalize (object);
}

static void
zc_accounts_dialog_class_init (ZcAccountsDialogClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = zc_accounts_dialog_dispose;
  object_class->finalize = zc_accounts_dialog_finalize;
  widget_class->unrealize = zc_accounts_dialog_unrealize;

  signals[SIGNAL_REPLACE_TOKEN] = g_signal_new ("replace-token", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                                0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/zonecourier/ZoneCourier/dialogs/zc-accounts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcAccountsDialog, list_box);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
zc_accounts_dialog_init (ZcAccountsDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  zc_a11y_repair (GTK_WIDGET (self));
  zc_focus_keep (GTK_WINDOW (self));
}

GtkWidget *
zc_accounts_dialog_new (GtkWindow      *parent,
                        ZcAccountStore *store,
                        ZcSession      *session,
                        GListModel     *left_sessions)
{
  ZcAccountsDialog *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (ZC_IS_ACCOUNT_STORE (store), NULL);
  g_return_val_if_fail (session == NULL || ZC_IS_SESSION (session), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (left_sessions), NULL);

  self = g_object_new (ZC_TYPE_ACCOUNTS_DIALOG,
                       "transient-for", parent,
                       "application", gtk_window_get_application (parent),
                       NULL);
  self->store = g_object_ref (store);
  self->session = session != NULL ? g_object_ref (session) : NULL;
  self->left_sessions = g_object_ref (left_sessions);
  gtk_list_box_bind_model (self->list_box, G_LIST_MODEL (store), create_row_cb, self, NULL);

  return GTK_WIDGET (self);
}

void
zc_accounts_dialog_set_session (ZcAccountsDialog *self,
                                ZcSession        *session)
{
  g_return_if_fail (ZC_IS_ACCOUNTS_DIALOG (self));
  g_return_if_fail (session == NULL || ZC_IS_SESSION (session));

  if (self->store != NULL && g_set_object (&self->session, session))
    gtk_list_box_bind_model (self->list_box, G_LIST_MODEL (self->store), create_row_cb, self, NULL);
}
