/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-accounts-common.h"

#include <glib/gstdio.h>
#include <string.h>

static ZcAccountStore *
load_store (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  ZcAccountStore *store = zc_account_store_new (fixture->path, fixture->keyring, fixture->config);

  zc_account_store_load_async (store, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  zc_account_store_load_finish (store, result, &error);
  g_assert_no_error (error);
  g_assert_true (zc_account_store_is_loaded (store));

  return store;
}

/* A task that has just ended is dropped a moment later, by its thread or by the main loop. */
static void
drop_store (Fixture *fixture)
{
  gpointer store = fixture->store;
  guint look_again_id = g_timeout_add (5, zc_test_set_true_cb, &(gboolean) { FALSE });

  g_object_add_weak_pointer (store, &store);
  g_clear_object (&fixture->store);
  ZC_WAIT_UNTIL (store == NULL);
  g_source_remove (look_again_id);
}

void
accounts_reload (Fixture *fixture)
{
  drop_store (fixture);
  fixture->store = load_store (fixture);
}

void
accounts_set_up (Fixture       *fixture,
                 gconstpointer  text)
{
  g_autoptr(GError) error = NULL;

  fixture->directory = g_build_filename (g_get_user_config_dir (), "zone-courier", NULL);
  fixture->path = g_build_filename (fixture->directory, "accounts.conf", NULL);

  if (text != NULL)
    {
      g_mkdir_with_parents (fixture->directory, 0700);
      g_file_set_contents (fixture->path, text, -1, &error);
      g_assert_no_error (error);
    }

  fixture->keyring = zc_keyring_new ();
  fixture->config = zc_dns_config_new (0, NULL, &error);
  g_assert_no_error (error);
  fixture->store = load_store (fixture);
}

void
accounts_tear_down (Fixture       *fixture,
                    gconstpointer  text)
{
  drop_store (fixture);
  g_assert_finalize_object (fixture->keyring);
  g_clear_object (&fixture->config);
  g_free (fixture->directory);
  g_free (fixture->path);
}

guint
accounts_count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->store));
}

/* While the file of libsecret is written, libsecret 0.20 leaks a little, which tests/lib/lsan.supp knows by the name of
 * this function. test-keyring.py does the same with a real keyring, where nothing leaks. */
void
accounts_wait_for_written_keyring (GAsyncResult **result)
{
  ZC_WAIT_UNTIL (*result != NULL);
}

ZcAccount *
accounts_add (Fixture     *fixture,
              const char  *name,
              const char  *url,
              GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ZcSecret) token = zc_secret_new (TOKEN);

  zc_account_store_add_async (fixture->store, name, url, token, NULL, zc_test_keep_result_cb, &result);
  accounts_wait_for_written_keyring (&result);

  return zc_account_store_add_finish (fixture->store, result, error);
}

/* Adds an account and gives its id. */
char *
accounts_add_named (Fixture    *fixture,
                    const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcAccount) account = accounts_add (fixture, name, "", &error);

  g_assert_no_error (error);

  return g_strdup (zc_account_get_id (account));
}

ZcAccount *
accounts_open (Fixture     *fixture,
               const char  *id,
               GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  zc_account_store_open_async (fixture->store, id, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);

  return zc_account_store_open_finish (fixture->store, result, error);
}

gboolean
accounts_rename (Fixture     *fixture,
                 const char  *id,
                 const char  *name,
                 GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  zc_account_store_rename_async (fixture->store, id, name, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);

  return zc_account_store_rename_finish (fixture->store, result, error);
}

gboolean
accounts_remove (Fixture           *fixture,
                 const char        *id,
                 ZcAccountRemoval   removal,
                 GError           **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  zc_account_store_remove_async (fixture->store, id, removal, NULL, zc_test_keep_result_cb, &result);
  accounts_wait_for_written_keyring (&result);

  return zc_account_store_remove_finish (fixture->store, result, error);
}

void
accounts_assert_token (Fixture    *fixture,
                       const char *id,
                       const char *token)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcAccount) account = accounts_open (fixture, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (zc_secret_peek (zc_account_get_token (account)), ==, token);
}

gboolean
accounts_keyring_has (Fixture    *fixture,
                      const char *id)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ZcSecret) token = NULL;
  g_autoptr(GError) error = NULL;

  zc_keyring_lookup_async (fixture->keyring, id, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  token = zc_keyring_lookup_finish (fixture->keyring, result, &error);
  if (token == NULL)
    g_assert_error (error, ZC_KEYRING_ERROR, ZC_KEYRING_ERROR_NO_TOKEN);

  return token != NULL;
}

char *
accounts_read_file (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  char *text;

  g_file_get_contents (fixture->path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

gboolean
accounts_file_says (Fixture    *fixture,
                    const char *words)
{
  g_autofree char *text = accounts_read_file (fixture);

  return strstr (text, words) != NULL;
}

/* The keyring is the file back end of libsecret. It is told by the environment where its file is, opens it with the
 * first question and keeps to it, so all tests share one. */
static char *
make_keyring (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  char *directory = g_dir_make_tmp ("zc-keyring-XXXXXX", &error);

  g_assert_no_error (error);
  path = g_build_filename (directory, "tokens", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "the keyring's password", TRUE);

  return directory;
}

/* libsecret leaves the file as it was before the last change beside it. */
static void
remove_keyring (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "tokens", NULL);
  g_autofree char *backup = g_strconcat (path, "~", NULL);

  g_unlink (path);
  g_unlink (backup);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

int
accounts_run (void)
{
  g_autofree char *keyring = make_keyring ();
  int status = g_test_run ();

  remove_keyring (keyring);

  return status;
}
