/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does one thing with the keyring of its session and prints what came of it, for test-keyring.py.
 *
 * usage: keyring-tool store|lookup|clear|add ID [SECONDS] with the token in the environment variable ZC_TEST_TOKEN
 *
 * "add" adds an account of the name ID to the user's list, and for the session only when the keyring fails. */
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

static void
add (ZcKeyring  *keyring,
     const char *name,
     ZcSecret   *token)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (0, NULL, NULL);
  g_autoptr(ZcAccountStore) store = zc_account_store_new (NULL, keyring, config);
  g_autoptr(GAsyncResult) load_result = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ZcAccount) account = NULL;

  zc_account_store_load_async (store, NULL, keep_result_cb, &load_result);
  zc_account_store_load_finish (store, wait_for (&load_result), NULL);
  zc_account_store_add_async (store, name, "", token, NULL, keep_result_cb, &result);
  account = zc_account_store_add_finish (store, wait_for (&result), &error);
  print_end (error);
  if (account == NULL)
    account = zc_account_store_add_session_only (store, name, "", token, NULL);
  g_print ("%s, %u listed\n", zc_account_get_kind (account) == ZC_ACCOUNT_KIND_SAVED ? "saved" : "for this session",
           g_list_model_get_n_items (G_LIST_MODEL (store)));
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

  if (g_str_equal (word, "add"))
    {
      add (keyring, id, token);
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
