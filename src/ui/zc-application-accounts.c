/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-application-private.h"

#include <glib/gi18n-lib.h>

#include "zc-details-window.h"
#include "zc-ionos-config.h"
#include "zc-question.h"
#include "zc-transfer-dialog.h"

/* A window that is not drawn by then, as on a desktop that hides it, does not keep runs from being resumed. */
#define LONGEST_START_MS 1000

const char *
_zc_application_get_open_id (ZcApplication *self)
{
  return self->session != NULL ? zc_account_get_id (zc_session_get_account (self->session)) : NULL;
}

gboolean
_zc_application_is_open (ZcApplication *self,
                         const char    *id)
{
  return g_strcmp0 (_zc_application_get_open_id (self), id) == 0;
}

/* An account that is open may get another name. */
static void
accounts_changed_cb (ZcApplication *self)
{
  const char *id = _zc_application_get_open_id (self);
  ZcAccountEntry *entry = id != NULL ? zc_account_store_get (self->accounts, id) : NULL;

  if (entry != NULL)
    {
      ZcAccount *account = zc_session_get_account (self->session);

      if (!g_str_equal (zc_account_get_name (account), zc_account_entry_get_name (entry)))
        {
          g_autoptr(ZcAccount) renamed =
            zc_account_new_full (zc_account_get_kind (account), zc_account_get_id (account),
                                 zc_account_entry_get_name (entry), zc_account_get_api_url (account),
                                 zc_account_get_token (account), zc_account_get_dns_config (account));

          zc_session_set_account (self->session, renamed);
        }
    }

  _zc_application_update_accounts (self);
}

static void
notice_cb (ZcApplication *self)
{
  const char *notice = zc_account_store_get_notice (self->accounts);
  ZcWindow *window = _zc_application_get_window (self);

  /* It names files, so it does not fit into a toast, nor can it be read before that goes. */
  if (notice != NULL && window != NULL)
    zc_question_tell (GTK_WINDOW (window), _("List of accounts"), notice);
}

/* Opening and closing */

/* Closes everything that is about zones of the account. A dialog that goes was not confirmed. */
static void
close_windows (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  g_list_foreach (windows, (GFunc) (void (*) (void)) g_object_ref, NULL);
  for (GList *at = windows; at != NULL; at = at->next)
    if (ZC_IS_TRANSFER_DIALOG (at->data))
      gtk_window_close (at->data);
  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (ZC_IS_DETAILS_WINDOW (at->data))
        gtk_window_destroy (at->data);
      g_object_unref (at->data);
    }
}

/* What is being watched goes on, unless @stop says that nobody wants to know any more. */
static void
close_session (ZcApplication *self,
               gboolean       stop)
{
  ZcWindow *window = _zc_application_get_window (self);

  if (self->session == NULL)
    return;

  _zc_application_forget_wishes (self);
  close_windows ();

  if (stop)
    for (guint i = 0; i < self->followed_runs->len; i++)
      zc_run_stop_watching (g_ptr_array_index (self->followed_runs, i));
  _zc_application_leave_session (self);
  _zc_application_unfollow_runs (self);
  for (guint i = ZC_ZONE_KIND_PRIMARY; i <= ZC_ZONE_KIND_SECONDARY; i++)
    g_signal_handlers_disconnect_by_func (zc_session_get_zone_list (self->session, i),
                                          _zc_application_fulfil_wishes, self);
  if (window != NULL)
    zc_window_set_session (window, NULL);
  g_clear_object (&self->session);
  _zc_application_update_hold (self);
}

void
_zc_application_show_problem (ZcApplication *self,
                              GError        *error)
{
  g_clear_error (&self->problem);
  self->problem = error;
  _zc_application_update_accounts (self);
  _zc_application_show_account_state (self);
}

static ZcStore *
get_store (ZcApplication *self)
{
  if (self->store == NULL)
    {
      g_autofree char *path = zc_store_dup_default_path ();

      self->store = zc_store_new (path);
      if (!self->was_drawn)
        zc_store_begin_later (self->store, LONGEST_START_MS);
    }

  return self->store;
}

/* The demo's account, for one, did not come from the list of accounts. A saved one that is not there any more was removed
 * in another session of this user. */
static void
list_account (ZcApplication *self)
{
  ZcAccount *account = zc_session_get_account (self->session);

  if (zc_account_get_kind (account) != ZC_ACCOUNT_KIND_SAVED &&
      zc_account_store_get (self->accounts, zc_account_get_id (account)) == NULL)
    zc_account_store_add_unsaved (self->accounts, account);
}

/* Nobody waits any longer for the account that is being opened. */
static void
stop_opening (ZcApplication *self)
{
  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
}

void
zc_application_open_account (ZcApplication *self,
                             ZcAccount     *account)
{
  g_autoptr(GError) error = NULL;
  ZcSession *session = NULL;

  g_return_if_fail (ZC_IS_APPLICATION (self));
  g_return_if_fail (ZC_IS_ACCOUNT (account));

  self->account_tried = TRUE;
  stop_opening (self);
  g_clear_pointer (&self->opening_id, g_free);
  close_session (self, FALSE);
  session = _zc_application_return_to (self, account);
  if (session == NULL)
    session = zc_session_new_with_store (account, zc_account_is_kept (account) ? get_store (self) : NULL, &error);
  if (session == NULL)
    {
      self->opening_id = g_strdup (zc_account_get_id (account));
      _zc_application_show_problem (self, g_steal_pointer (&error));
      return;
    }

  self->session = session;
  g_clear_error (&self->problem);
  _zc_application_share_queue (self, session);
  _zc_application_follow_runs (self);
  for (guint i = ZC_ZONE_KIND_PRIMARY; i <= ZC_ZONE_KIND_SECONDARY; i++)
    {
      ZcZoneList *list = zc_session_get_zone_list (self->session, i);

      g_signal_connect_object (list, "notify::load-state", G_CALLBACK (_zc_application_fulfil_wishes), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (list, "notify::busy", G_CALLBACK (_zc_application_fulfil_wishes), self,
                               G_CONNECT_SWAPPED);
    }

  zc_session_refresh (self->session);

  if (self->accounts != NULL && zc_account_store_is_loaded (self->accounts))
    {
      list_account (self);
      zc_account_store_set_last_opened (self->accounts, zc_account_get_id (account));
    }
  _zc_application_update_accounts (self);
  _zc_application_show_account_state (self);
}

static void
tidied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GError) error = NULL;

  /* It is tried again the next time, and the user did not ask for it. */
  if (!zc_account_store_tidy_finish (ZC_ACCOUNT_STORE (source), result, &error) && error != NULL)
    g_debug ("Tokens without an account may be left in the keyring: %s", error->message);
}

/* Takes away what an account that was added or removed may have left, now that the keyring has worked. */
void
_zc_application_tidy_accounts (ZcApplication *self)
{
  zc_account_store_tidy_async (self->accounts, self->cancellable, tidied_cb, NULL);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(ZcApplication) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcAccount) account = zc_account_store_open_finish (ZC_ACCOUNT_STORE (source), result, &error);

  /* The store reports what it has read, also when another account has been asked for since. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  g_clear_object (&self->opening);
  if (account != NULL)
    {
      zc_application_open_account (self, account);
      _zc_application_tidy_accounts (self);
      return;
    }

  close_session (self, FALSE);
  _zc_application_show_problem (self, g_steal_pointer (&error));
}

void
_zc_application_open_entry (ZcApplication *self,
                            const char    *id)
{
  g_autofree char *kept = g_strdup (id);

  stop_opening (self);
  self->opening = g_cancellable_new ();
  g_free (self->opening_id);
  self->opening_id = g_steal_pointer (&kept);
  g_clear_error (&self->problem);

  _zc_application_show_account_state (self);
  zc_account_store_open_async (self->accounts, self->opening_id, self->opening, opened_cb, g_object_ref (self));
}

/* The account that was opened last, else any that is saved. */
static ZcAccountEntry *
find_usual_entry (ZcApplication *self)
{
  ZcAccountEntry *entry = zc_account_store_get_last_opened (self->accounts);

  for (guint i = 0; entry == NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++)
    {
      g_autoptr(ZcAccountEntry) other = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

      if (zc_account_entry_get_kind (other) == ZC_ACCOUNT_KIND_SAVED)
        entry = zc_account_store_get (self->accounts, zc_account_entry_get_id (other));
    }

  return entry;
}

static void
open_usual_account (ZcApplication *self)
{
  ZcAccountEntry *entry = find_usual_entry (self);

  if (entry != NULL)
    _zc_application_open_entry (self, zc_account_entry_get_id (entry));
  else
    _zc_application_show_problem (self, g_error_new_literal (ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NONE, ""));
}

static void
open_named_account (ZcApplication *self,
                    const char    *name)
{
  ZcAccountEntry *entry = zc_account_store_find (self->accounts, name);

  if (entry != NULL)
    _zc_application_open_entry (self, zc_account_entry_get_id (entry));
  else
    _zc_application_show_problem (self, g_error_new (ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_FOUND,
                                                     /* Translators: %s is the name of an account. */
                                                     _("There is no account “%s”."), name));
}

/* The first account of a program that was just started, as soon as it is known which there are. */
static void
open_first_account (ZcApplication *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcAccount) environment = zc_account_new_from_environment (&error);

  if (environment != NULL)
    zc_account_store_add_unsaved (self->accounts, environment);

  if (self->account_name != NULL)
    open_named_account (self, self->account_name);
  else if (environment != NULL)
    zc_application_open_account (self, environment);
  else if (!g_error_matches (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NONE))
    _zc_application_show_problem (self, g_steal_pointer (&error));
  else
    open_usual_account (self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(ZcApplication) self = data;
  g_autoptr(GError) error = NULL;

  if (!zc_account_store_load_finish (ZC_ACCOUNT_STORE (source), result, &error))
    {
      /* The program ends. */
      g_debug ("The accounts were not read: %s", error->message);
      return;
    }

  if (self->session != NULL)
    list_account (self);
  accounts_changed_cb (self);
  if (self->open_when_loaded)
    open_first_account (self);
}

void
_zc_application_open_first_account (ZcApplication *self)
{
  self->account_tried = TRUE;

  if (self->accounts == NULL)
    _zc_application_show_account_state (self);
  else if (zc_account_store_is_loaded (self->accounts))
    open_first_account (self);
  else
    self->open_when_loaded = TRUE;
}

static void
import_files_found_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      data)
{
  g_autoptr(ZcApplication) self = data;
  g_auto(GStrv) paths = zc_ionos_config_find_finish (result, NULL);
  ZcWindow *window = _zc_application_get_window (self);

  if (paths == NULL || paths[0] == NULL || self->accounts == NULL)
    return;

  self->import_paths = g_steal_pointer (&paths);
  if (window != NULL)
    zc_window_set_can_import (window, TRUE);
  _zc_application_update_accounts (self);
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(ZcApplication) self = data;
  g_autoptr(GError) error = NULL;

  if (!zc_store_remove_account_finish (ZC_STORE (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _zc_application_say (self, NULL, _("The account was removed, but what was remembered of it was not"), NULL, NULL);
}

void
_zc_application_forget_account (ZcApplication *self,
                                const char    *id,
                                gboolean       with_history)
{
  gboolean was_open = _zc_application_is_open (self, id) || g_strcmp0 (self->opening_id, id) == 0;

  if (was_open)
    close_session (self, TRUE);
  _zc_application_stop_left (self, id);
  zc_store_remove_account_async (get_store (self), id, !with_history, self->cancellable,
                                 forgotten_cb, g_object_ref (self));
  if (was_open)
    {
      stop_opening (self);
      g_clear_pointer (&self->opening_id, g_free);
      open_usual_account (self);
    }
}

void
_zc_application_try_again (ZcApplication *self)
{
  g_autofree char *id = g_strdup (self->opening_id);

  if (self->accounts != NULL && id != NULL && self->session == NULL)
    _zc_application_open_entry (self, id);
}

void
_zc_application_start_accounts (ZcApplication *self)
{
  g_autoptr(ZcKeyring) keyring = zc_keyring_new ();
  g_autoptr(ZcDnsConfig) config = NULL;

  _zc_application_add_account_actions (self);
  self->accounts_menu = g_menu_new ();

  config = zc_dns_config_new_from_environment (&self->problem);
  if (config != NULL)
    {
      self->accounts = zc_account_store_new (NULL, keyring, config);
      g_signal_connect_object (self->accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->accounts, "notify::notice", G_CALLBACK (notice_cb), self, G_CONNECT_SWAPPED);
      zc_account_store_load_async (self->accounts, self->cancellable, loaded_cb, g_object_ref (self));
      zc_ionos_config_find_async (self->cancellable, import_files_found_cb, g_object_ref (self));
    }
  _zc_application_update_accounts (self);
}

void
_zc_application_end_accounts (ZcApplication *self)
{
  stop_opening (self);
  /* What is being written to the file ends later, and then nobody is there to hear of it. */
  if (self->accounts != NULL)
    g_signal_handlers_disconnect_by_data (self->accounts, self);
  g_clear_object (&self->accounts);
  g_clear_object (&self->accounts_menu);
}

static gboolean
is_environment (const char *name)
{
  return g_str_equal (name, "From the environment") || g_str_equal (name, _("From the environment"));
}

/* Whether the user means to use a token of the environment: @name is the account that was asked for, %NULL for none. */
gboolean
_zc_application_is_given_token (const char *name)
{
  const char *token = g_getenv ("IONOS_TOKEN");

  return token != NULL && *token != '\0' && (name == NULL || is_environment (name));
}

static void
check_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  zc_account_store_load_finish (ZC_ACCOUNT_STORE (source), result, NULL);
}

/* Says on the terminal, and before there is a window, that there is no such account. */
gboolean
_zc_application_check_account_name (const char *name)
{
  g_autoptr(ZcKeyring) keyring = zc_keyring_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new_from_environment (&error);
  g_autoptr(ZcAccountStore) store = NULL;
  g_autoptr(GString) names = g_string_new (NULL);

  if (is_environment (name))
    return TRUE;
  if (config == NULL)
    {
      g_printerr ("%s\n", error->message);
      return FALSE;
    }

  store = zc_account_store_new (NULL, keyring, config);
  zc_account_store_load_async (store, NULL, check_loaded_cb, NULL);
  while (!zc_account_store_is_loaded (store))
    g_main_context_iteration (NULL, TRUE);
  if (zc_account_store_find (store, name) != NULL)
    return TRUE;

  /* It may be there, in a list that could not be read. */
  if (zc_account_store_get_notice (store) != NULL)
    g_printerr ("%s\n", zc_account_store_get_notice (store));
  /* Translators: %s is the name of an account. */
  g_printerr (_("There is no account “%s”."), name);
  g_printerr ("\n");
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr(ZcAccountEntry) entry = g_list_model_get_item (G_LIST_MODEL (store), i);

      g_string_append_printf (names, "  %s\n", zc_account_entry_get_name (entry));
    }
  if (names->len > 0)
    g_printerr ("%s\n%s", _("There are:"), names->str);

  return FALSE;
}
