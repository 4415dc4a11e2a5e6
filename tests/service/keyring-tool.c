/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does one thing with the keyring of its session and prints what came of it, for test-keyring.py.
 *
 * usage: keyring-tool WORD ID [SECONDS] with the token in the environment variable ZC_TEST_TOKEN
 *
 * The words store, lookup and clear are about a token in the keyring. All others are about the account of the name ID
 * in the user's list: "add" adds it, and for the session only when the keyring fails; "open" prints its token, and
 * tidies up what was left in the keyring before; "replace", "remove" and "remove-only", which leaves the token. */
#include <gio/gio.h>
#include <stdlib.h>

#include "zc-account-store.h"

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static void
print_end (GError *error)
{
  static const char * const names[] = { "no-service", "locked", "refused", "no-token", "no-answer", "failed" };

  if (error == NULL)
    g_print ("ok\n");
  else if (error->domain == ZC_KEYRING_ERROR)
    g_print ("%s: %s %s\n", names[error->code], error->message, zc_keyring_error_get_advice (error));
  else
    g_print ("%s %d: %s\n", g_quark_to_string (error->domain), error->code, error->message);
}

static ZcAccountStore *
load_store (ZcKeyring *keyring)
{
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (0, NULL, NULL);
  g_autoptr(GAsyncResult) result = NULL;
  ZcAccountStore *store = zc_account_store_new (NULL, keyring, config);

  zc_account_store_load_async (store, NULL, keep_result_cb, &result);
  zc_account_store_load_finish (store, wait_for (&result), NULL);

  return store;
}

static void
add (ZcAccountStore *store,
     const char     *name,
     ZcSecret       *token)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ZcAccount) account = NULL;

  zc_account_store_add_async (store, name, "", token, NULL, keep_result_cb, &result);
  account = zc_account_store_add_finish (store, wait_for (&result), &error);
  print_end (error);
  if (account == NULL)
    account = zc_account_store_add_session_only (store, name, "", token, NULL);
  g_print ("%s, %u listed\n", zc_account_get_kind (account) == ZC_ACCOUNT_KIND_SAVED ? "saved" : "for this session",
           g_list_model_get_n_items (G_LIST_MODEL (store)));
}

static void
open_account (ZcAccountStore *store,
              const char     *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) tidy_result = NULL;
  g_autoptr(ZcAccount) account = NULL;

  zc_account_store_open_async (store, id, NULL, keep_result_cb, &result);
  account = zc_account_store_open_finish (store, wait_for (&result), &error);
  print_end (error);
  if (account != NULL)
    g_print ("%s\n", zc_secret_peek (zc_account_get_token (account)));

  zc_account_store_tidy_async (store, NULL, keep_result_cb, &tidy_result);
  g_print ("%s\n", zc_account_store_tidy_finish (store, wait_for (&tidy_result), NULL) ? "tidy" : "not tidied");
}

/* Does something with an account of the list. */
static void
use_account (ZcAccountStore *store,
             const char     *word,
             ZcAccountEntry *entry,
             ZcSecret       *token)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ZcAccount) account = NULL;
  const char *id;

  if (entry == NULL)
    {
      g_print ("not listed\n");
      return;
    }

  id = zc_account_entry_get_id (entry);
  if (g_str_equal (word, "open"))
    {
      open_account (store, id);
      return;
    }

  if (g_str_equal (word, "replace"))
    {
      zc_account_store_replace_token_async (store, id, token, NULL, keep_result_cb, &result);
      account = zc_account_store_replace_token_finish (store, wait_for (&result), &error);
    }
  else
    {
      zc_account_store_remove_async (store, id,
                                     g_str_equal (word, "remove") ? ZC_ACCOUNT_REMOVAL_COMPLETE
                                                                  : ZC_ACCOUNT_REMOVAL_LEAVE_TOKEN,
                                     NULL, keep_result_cb, &result);
      zc_account_store_remove_finish (store, wait_for (&result), &error);
    }
  print_end (error);
  g_print ("%u listed\n", g_list_model_get_n_items (G_LIST_MODEL (store)));
}

static gboolean
is_about_accounts (const char *word)
{
  static const char * const words[] = { "add", "open", "replace", "remove", "remove-only", NULL };

  return g_strv_contains (words, word);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(ZcKeyring) keyring = zc_keyring_new ();
  g_autoptr(ZcSecret) token = zc_secret_new (g_getenv ("ZC_TEST_TOKEN"));
  g_autoptr(ZcSecret) found = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const char *word = argv[1];
  const char *id = argv[2];

  if (argc > 3)
    zc_keyring_set_limit (keyring, (guint) atoi (argv[3]));

  if (is_about_accounts (word))
    {
      g_autoptr(ZcAccountStore) store = load_store (keyring);

      if (g_str_equal (word, "add"))
        add (store, id, token);
      else
        use_account (store, word, zc_account_store_find (store, id), token);
      return 0;
    }

  if (g_str_equal (word, "store"))
    {
      zc_keyring_store_async (keyring, id, "Work", token, NULL, keep_result_cb, &result);
      zc_keyring_store_finish (keyring, wait_for (&result), &error);
    }
  else if (g_str_equal (word, "clear"))
    {
      zc_keyring_clear_async (keyring, id, NULL, keep_result_cb, &result);
      zc_keyring_clear_finish (keyring, wait_for (&result), &error);
    }
  else
    {
      zc_keyring_lookup_async (keyring, id, NULL, keep_result_cb, &result);
      found = zc_keyring_lookup_finish (keyring, wait_for (&result), &error);
    }

  print_end (error);
  if (found != NULL)
    g_print ("%s\n", zc_secret_peek (found));

  return 0;
}
