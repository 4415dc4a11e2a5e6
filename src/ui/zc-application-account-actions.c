/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-application-private.h"

#include <glib/gi18n-lib.h>

#include "zc-account-dialog.h"
#include "zc-accounts-dialog.h"
#include "zc-import-dialog.h"

/* A dialog about accounts does not belong to the window of a zone, which goes when another account is opened. */
static GtkWindow *
get_parent (ZcApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return ZC_IS_ACCOUNTS_DIALOG (window) ? window : GTK_WINDOW (_zc_application_present_window (self));
}

/* The menu */

static gboolean
can_replace_token (ZcApplication *self)
{
  const char *id = self->opening_id != NULL ? self->opening_id : _zc_application_get_open_id (self);

  return self->accounts != NULL && id != NULL && zc_account_store_get (self->accounts, id) != NULL &&
         !g_str_equal (id, ZC_ACCOUNT_ID_DEMO);
}

static void
enable (ZcApplication *self,
        const char    *name,
        gboolean       enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), enabled);
}

void
_zc_application_update_accounts (ZcApplication *self)
{
  gboolean loaded = self->accounts != NULL && zc_account_store_is_loaded (self->accounts);
  guint n_accounts = loaded ? g_list_model_get_n_items (G_LIST_MODEL (self->accounts)) : 0;
  g_autoptr(GMenu) choices = g_menu_new ();
  g_autoptr(GMenu) others = g_menu_new ();
  GAction *open_action = g_action_map_lookup_action (G_ACTION_MAP (self), "open-account");
  const char *id = _zc_application_get_open_id (self);

  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr(ZcAccountEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);
      g_autoptr(GMenuItem) item = g_menu_item_new (NULL, NULL);
      g_auto(GStrv) parts = g_strsplit (zc_account_entry_get_name (entry), "_", -1);
      g_autofree char *label = g_strjoinv ("__", parts);

      /* In a menu a single underscore would mark a mnemonic. */
      g_menu_item_set_label (item, label);
      g_menu_item_set_action_and_target (item, "app.open-account", "s", zc_account_entry_get_id (entry));
      g_menu_append_item (choices, item);
    }

  g_menu_append (others, _("Add a_ccount…"), "app.add-account");
  if (self->import_paths != NULL)
    g_menu_append (others, _("_Import account…"), "app.import-accounts");
  if (n_accounts > 0)
    g_menu_append (others, _("Acc_ounts…"), "app.accounts");

  g_menu_remove_all (self->accounts_menu);
  if (n_accounts > 0)
    g_menu_append_section (self->accounts_menu, NULL, G_MENU_MODEL (choices));
  g_menu_append_section (self->accounts_menu, NULL, G_MENU_MODEL (others));

  g_simple_action_set_state (G_SIMPLE_ACTION (open_action), g_variant_new_string (id != NULL ? id : ""));
  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self)); at != NULL; at = at->next)
    if (ZC_IS_ACCOUNTS_DIALOG (at->data))
      zc_accounts_dialog_set_session (at->data, self->session);
  enable (self, "add-account", loaded);
  enable (self, "import-accounts", loaded && self->import_paths != NULL);
  enable (self, "accounts", n_accounts > 0);
  enable (self, "replace-token", loaded && can_replace_token (self));
}

/* Several accounts */

static void
switch_account (ZcApplication *self,
                const char    *id)
{
  if (!_zc_application_is_open (self, id) || self->opening != NULL)
    _zc_application_open_entry (self, id);
}

static void
open_account_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  ZcApplication *self = data;
  const char *id = g_variant_get_string (parameter, NULL);

  if (g_str_equal (id, ZC_ACCOUNT_ID_DEMO) && self->demo == NULL)
    _zc_application_start_demo (self, self->demo_scenario);
  else if (self->accounts != NULL && zc_account_store_get (self->accounts, id) != NULL)
    switch_account (self, id);
}

/* Another start of the program asks for an account with --account. */
static void
open_named_account_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       data)
{
  ZcApplication *self = data;
  const char *name = g_variant_get_string (parameter, NULL);
  ZcAccountEntry *entry = self->accounts != NULL ? zc_account_store_find (self->accounts, name) : NULL;

  _zc_application_present_window (self);
  if (entry != NULL)
    {
      switch_account (self, zc_account_entry_get_id (entry));
    }
  else
    {
      g_autofree char *text = g_strdup_printf (_("There is no account “%s”."), name);

      _zc_application_say (self, NULL, text, NULL, NULL);
    }
}

/* Dialogs */

static void
account_added_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(ZcApplication) self = data;
  g_autoptr(ZcAccount) account = zc_account_dialog_run_finish (result, NULL);

  if (account == NULL)
    return;

  zc_application_open_account (self, account);
  _zc_application_tidy_accounts (self);
}

static void
add_account_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  ZcApplication *self = data;

  zc_account_dialog_add_async (get_parent (self), self->accounts, NULL, NULL, NULL, self->cancellable,
                               account_added_cb, g_object_ref (self));
}

static void
candidate_chosen_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  g_autoptr(ZcApplication) self = data;
  g_autoptr(ZcIonosCandidate) candidate = zc_import_dialog_run_finish (result, NULL);

  /* From here on it is an account like any other: it is tried before it is kept. */
  if (candidate != NULL)
    zc_account_dialog_add_async (get_parent (self), self->accounts, zc_ionos_candidate_get_label (candidate),
                                 zc_ionos_candidate_get_api_url (candidate), zc_ionos_candidate_get_token (candidate),
                                 self->cancellable, account_added_cb, g_object_ref (self));
}

static void
import_accounts_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  ZcApplication *self = data;

  zc_import_dialog_run_async (get_parent (self), (const char * const *) self->import_paths, self->cancellable,
                              candidate_chosen_cb, g_object_ref (self));
}

static void
token_replaced_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(ZcApplication) self = data;
  g_autoptr(ZcAccount) account = zc_account_dialog_run_finish (result, NULL);

  if (account == NULL)
    return;

  if (_zc_application_is_open (self, zc_account_get_id (account)))
    {
      zc_session_set_account (self->session, account);
      zc_session_refresh (self->session);
    }
  else if (g_strcmp0 (self->opening_id, zc_account_get_id (account)) == 0)
    {
      zc_application_open_account (self, account);
    }
  else
    {
      _zc_application_replace_left (self, account);
    }
}

static void
replace_token (ZcApplication *self,
               GtkWindow     *parent,
               const char    *id)
{
  ZcAccountEntry *entry = zc_account_store_get (self->accounts, id);

  if (entry != NULL)
    zc_account_dialog_replace_token_async (parent, self->accounts, entry, self->cancellable,
                                           token_replaced_cb, g_object_ref (self));
}

static void
replace_token_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  ZcApplication *self = data;

  replace_token (self, get_parent (self), self->opening_id != NULL ? self->opening_id : _zc_application_get_open_id (self));
}

static void
dialog_replace_token_cb (ZcApplication    *self,
                         const char       *id,
                         ZcAccountsDialog *dialog)
{
  replace_token (self, GTK_WINDOW (dialog), id);
}

static void
accounts_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  ZcApplication *self = data;
  GtkWidget *dialog = zc_accounts_dialog_new (get_parent (self), self->accounts, self->session,
                                              G_LIST_MODEL (self->left_sessions));

  g_signal_connect_object (dialog, "replace-token", G_CALLBACK (dialog_replace_token_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "removed", G_CALLBACK (_zc_application_forget_account), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static const GActionEntry entries[] = {
  { "open-account", open_account_cb, "s", "''", NULL, { 0 } },
  { "open-named-account", open_named_account_cb, "s", NULL, NULL, { 0 } },
  { "add-account", add_account_cb, NULL, NULL, NULL, { 0 } },
  { "import-accounts", import_accounts_cb, NULL, NULL, NULL, { 0 } },
  { "replace-token", replace_token_cb, NULL, NULL, NULL, { 0 } },
  { "accounts", accounts_cb, NULL, NULL, NULL, { 0 } },
};

void
_zc_application_add_account_actions (ZcApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
