/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-application-private.h"

static ZcSession *
peek (ZcApplication *self,
      guint          position)
{
  g_autoptr(ZcSession) session = g_list_model_get_item (G_LIST_MODEL (self->left_sessions), position);

  return session;
}

static guint
count (ZcApplication *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->left_sessions));
}

static void
forget_ended (ZcApplication *self)
{
  for (guint i = count (self); i > 0; i--)
    if (!zc_session_has_active_runs (peek (self, i - 1)))
      g_list_store_remove (self->left_sessions, i - 1);

  _zc_application_update_hold (self);
}

static void
run_active_cb (ZcApplication *self,
               GParamSpec    *pspec,
               ZcRun         *run)
{
  g_autoptr(ZcRun) kept = g_object_ref (run);

  if (zc_run_is_active (run))
    return;

  g_signal_handlers_disconnect_by_func (run, run_active_cb, self);
  _zc_application_tell_end_of_left (self, run);
  forget_ended (self);
}

static void
follow (ZcApplication *self,
        ZcSession     *session)
{
  GListModel *runs = zc_session_get_runs (session);

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr(ZcRun) run = g_list_model_get_item (runs, i);

      if (zc_run_is_active (run))
        g_signal_connect_object (run, "notify::active", G_CALLBACK (run_active_cb), self, G_CONNECT_SWAPPED);
    }
}

static void
unfollow (ZcApplication *self,
          ZcSession     *session)
{
  GListModel *runs = zc_session_get_runs (session);

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr(ZcRun) run = g_list_model_get_item (runs, i);

      g_signal_handlers_disconnect_by_func (run, run_active_cb, self);
    }
}

static gboolean
is_of (ZcSession  *session,
       const char *account_id)
{
  return g_str_equal (zc_account_get_id (zc_session_get_account (session)), account_id);
}

static void
move_batches (GListStore *from,
              GListStore *to,
              const char *account_id)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (from)); i > 0; i--)
    {
      g_autoptr(ZcTransferBatch) batch = g_list_model_get_item (G_LIST_MODEL (from), i - 1);
      g_autoptr(ZcRun) run = g_list_model_get_item (G_LIST_MODEL (batch), 0);

      if (g_strcmp0 (zc_run_get_account_id (run), account_id) != 0)
        continue;
      g_list_store_append (to, batch);
      g_list_store_remove (from, i - 1);
    }
}

/* Goes on with what is being watched for the account that is open, and with what waits for its turn, until all of it has
 * ended. Nothing else is done for it meanwhile. */
void
_zc_application_leave_session (ZcApplication *self)
{
  if (!zc_session_has_active_runs (self->session))
    return;

  zc_session_set_check_interval_minutes (self->session, 0);
  g_list_store_append (self->left_sessions, self->session);
  move_batches (self->batches, self->left_batches, zc_account_get_id (zc_session_get_account (self->session)));
  follow (self, self->session);
}

/* Returns: (transfer full) (nullable): the session of an account that was left and is being watched still */
ZcSession *
_zc_application_return_to (ZcApplication *self,
                           ZcAccount     *account)
{
  for (guint i = 0; i < count (self); i++)
    {
      g_autoptr(ZcSession) session = g_object_ref (peek (self, i));

      if (!is_of (session, zc_account_get_id (account)) ||
          !g_str_equal (zc_account_get_api_url (zc_session_get_account (session)), zc_account_get_api_url (account)))
        continue;

      unfollow (self, session);
      move_batches (self->left_batches, self->batches, zc_account_get_id (account));
      g_list_store_remove (self->left_sessions, i);
      zc_session_set_account (session, account);
      return g_steal_pointer (&session);
    }

  return NULL;
}

/* No primary is asked for more zones at once because two accounts ask. Those that were left share one queue already. */
void
_zc_application_share_queue (ZcApplication *self,
                             ZcSession     *session)
{
  if (count (self) > 0)
    zc_session_share_queue (session, peek (self, 0));
}

/* @account_id: (nullable): the account that is removed; %NULL for all, when the program ends */
void
_zc_application_stop_left (ZcApplication *self,
                           const char    *account_id)
{
  for (guint i = count (self); i > 0; i--)
    {
      g_autoptr(ZcSession) session = g_object_ref (peek (self, i - 1));
      GListModel *runs = zc_session_get_runs (session);

      if (account_id != NULL && !is_of (session, account_id))
        continue;

      unfollow (self, session);
      for (guint j = g_list_model_get_n_items (runs); j > 0; j--)
        {
          g_autoptr(ZcRun) run = g_list_model_get_item (runs, j - 1);

          zc_run_stop_watching (run);
        }
    }

  forget_ended (self);
}

/* An account got another token. */
void
_zc_application_replace_left (ZcApplication *self,
                              ZcAccount     *account)
{
  for (guint i = 0; i < count (self); i++)
    if (is_of (peek (self, i), zc_account_get_id (account)))
      zc_session_set_account (peek (self, i), account);
}

void
_zc_application_init_left (ZcApplication *self)
{
  self->left_sessions = g_list_store_new (ZC_TYPE_SESSION);
  self->left_batches = g_list_store_new (ZC_TYPE_TRANSFER_BATCH);
}

void
_zc_application_clear_left (ZcApplication *self)
{
  g_clear_object (&self->left_sessions);
  g_clear_object (&self->left_batches);
}
