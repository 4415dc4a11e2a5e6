/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "zc-account-store.h"
#include "zc-cloud-client.h"
#include "zc-cloud-error.h"
#include "zc-test.h"

#define TOKEN "eyJ0eXAiOiJKV1QifQ.eyJpZGVudGl0eSI6e319.zq1"
#define OTHER_TOKEN "eyJ0eXAiOiJKV1QifQ.eyJpZGVudGl0eSI6e319.zq2"
#define N_MANY 10000

typedef struct
{
  char *directory;       /* (owned) */
  char *path;            /* (owned) */
  ZcKeyring *keyring;    /* (owned) */
  ZcDnsConfig *config;   /* (owned) */
  ZcAccountStore *store; /* (owned), loaded */
} Fixture;

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

static void
reload (Fixture *fixture)
{
  drop_store (fixture);
  fixture->store = load_store (fixture);
}

static void
set_up (Fixture       *fixture,
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

static void
tear_down (Fixture       *fixture,
           gconstpointer  text)
{
  drop_store (fixture);
  g_assert_finalize_object (fixture->keyring);
  g_clear_object (&fixture->config);
  g_free (fixture->directory);
  g_free (fixture->path);
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->store));
}

/* While the file of libsecret is written, libsecret 0.20 leaks a little, which tests/lib/lsan.supp knows by the name of
 * this function. test-keyring.py does the same with a real keyring, where nothing leaks. */
static void
wait_for_written_keyring (GAsyncResult **result)
{
  ZC_WAIT_UNTIL (*result != NULL);
}

static ZcAccount *
add (Fixture     *fixture,
     const char  *name,
     const char  *url,
     GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ZcSecret) token = zc_secret_new (TOKEN);

  zc_account_store_add_async (fixture->store, name, url, token, NULL, zc_test_keep_result_cb, &result);
  wait_for_written_keyring (&result);

  return zc_account_store_add_finish (fixture->store, result, error);
}

/* Adds an account and gives its id. */
static char *
add_named (Fixture    *fixture,
           const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcAccount) account = add (fixture, name, "", &error);

  g_assert_no_error (error);

  return g_strdup (zc_account_get_id (account));
}

static ZcAccount *
open_account (Fixture     *fixture,
              const char  *id,
              GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  zc_account_store_open_async (fixture->store, id, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);

  return zc_account_store_open_finish (fixture->store, result, error);
}

static gboolean
rename_account (Fixture     *fixture,
                const char  *id,
                const char  *name,
                GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  zc_account_store_rename_async (fixture->store, id, name, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);

  return zc_account_store_rename_finish (fixture->store, result, error);
}

static gboolean
remove_account (Fixture           *fixture,
                const char        *id,
                ZcAccountRemoval   removal,
                GError           **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  zc_account_store_remove_async (fixture->store, id, removal, NULL, zc_test_keep_result_cb, &result);
  wait_for_written_keyring (&result);

  return zc_account_store_remove_finish (fixture->store, result, error);
}

static void
assert_token (Fixture    *fixture,
              const char *id,
              const char *token)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcAccount) account = open_account (fixture, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (zc_secret_peek (zc_account_get_token (account)), ==, token);
}

static gboolean
keyring_has (Fixture    *fixture,
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

static char *
read_file (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  char *text;

  g_file_get_contents (fixture->path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

/* From now on the file cannot be written: its directory is a file. Permissions would not hold back root. */
static void
break_directory (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->directory), ==, 0);
  g_file_set_contents (fixture->directory, "", 0, &error);
  g_assert_no_error (error);
}

static void
repair_directory (Fixture *fixture)
{
  g_assert_cmpint (g_unlink (fixture->directory), ==, 0);
}

static void
test_an_added_account_is_there_next_time (Fixture       *fixture,
                                          gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcAccount) account = NULL;
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;
  ZcAccountEntry *entry;
  GStatBuf status;

  g_assert_cmpuint (count (fixture), ==, 0);
  account = add (fixture, "  Work <b>&  ", " https://dns.example.com/ ", &error);
  g_assert_no_error (error);
  id = g_strdup (zc_account_get_id (account));
  g_assert_true (g_uuid_string_is_valid (id));
  g_assert_cmpint (zc_account_get_kind (account), ==, ZC_ACCOUNT_KIND_SAVED);
  g_assert_cmpstr (zc_account_get_name (account), ==, "Work <b>&");
  g_assert_cmpstr (zc_account_get_api_url (account), ==, "https://dns.example.com");
  g_assert_cmpstr (zc_secret_peek (zc_account_get_token (account)), ==, TOKEN);

  text = read_file (fixture);
  g_assert_null (strstr (text, "zq1"));
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  reload (fixture);
  g_assert_null (zc_account_store_get_notice (fixture->store));
  g_assert_cmpuint (count (fixture), ==, 1);
  entry = zc_account_store_find (fixture->store, "Work <b>&");
  g_assert_nonnull (entry);
  g_assert_cmpstr (zc_account_entry_get_id (entry), ==, id);
  g_assert_cmpstr (zc_account_entry_get_api_url (entry), ==, "https://dns.example.com");
  g_assert_null (zc_account_store_find (fixture->store, "work <b>&"));
  assert_token (fixture, id, TOKEN);
}

static void
test_names_that_cannot_be_are_refused (Fixture       *fixture,
                                       gconstpointer  data)
{
  g_autofree char *long_name = g_strnfill (101, 'n');
  const struct
  {
    const char *name;
    int code;
  } rows[] = {
    { "", ZC_ACCOUNT_ERROR_BAD_NAME },
    { " \t ", ZC_ACCOUNT_ERROR_BAD_NAME },
    { "a\nb", ZC_ACCOUNT_ERROR_BAD_NAME },
    { "a\x07", ZC_ACCOUNT_ERROR_BAD_NAME },
    { "a\xe2\x80\xae" "b", ZC_ACCOUNT_ERROR_BAD_NAME },
    { "\xff", ZC_ACCOUNT_ERROR_BAD_NAME },
    { long_name, ZC_ACCOUNT_ERROR_BAD_NAME },
    { "Büro", ZC_ACCOUNT_ERROR_NAME_TAKEN },
    { " bÜRO ", ZC_ACCOUNT_ERROR_NAME_TAKEN },
  };
  g_autofree char *id = add_named (fixture, "Büro");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) check_error = NULL;

      g_assert_null (add (fixture, rows[i].name, "", &error));
      g_assert_error (error, ZC_ACCOUNT_ERROR, rows[i].code);
      g_assert_false (zc_account_store_check_name (fixture->store, rows[i].name, NULL, &check_error));
      g_assert_cmpstr (check_error->message, ==, error->message);
    }

  g_assert_true (zc_account_store_check_name (fixture->store, "BÜRO", id, NULL));
  g_assert_cmpuint (count (fixture), ==, 1);
}

static void
test_addresses_that_no_token_may_be_sent_to_are_refused (Fixture       *fixture,
                                                         gconstpointer  data)
{
  static const struct
  {
    const char *url;
    int code;
  } rows[] = {
    { "http://dns.example.com", ZC_CLOUD_ERROR_INSECURE },
    { "http://0.0.0.0:80", ZC_CLOUD_ERROR_INSECURE },
    { "ftp://dns.example.com", ZC_CLOUD_ERROR_BAD_ADDRESS },
    { "dns.example.com", ZC_CLOUD_ERROR_BAD_ADDRESS },
    { "https://user:pass@dns.example.com", ZC_CLOUD_ERROR_BAD_ADDRESS },
  };
  g_autoptr(ZcSecret) token = zc_secret_new (TOKEN);
  g_autoptr(ZcAccount) local = NULL;
  g_autoptr(GError) none = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) session_error = NULL;

      g_assert_null (add (fixture, "A", rows[i].url, &error));
      g_assert_error (error, ZC_CLOUD_ERROR, rows[i].code);
      g_assert_null (zc_account_store_add_session_only (fixture->store, "A", rows[i].url, token, &session_error));
      g_assert_error (session_error, ZC_CLOUD_ERROR, rows[i].code);
    }

  g_assert_cmpuint (count (fixture), ==, 0);
  local = add (fixture, "A", "http://127.0.0.1:8080", &none);
  g_assert_no_error (none);
}

static void
test_a_renamed_account_keeps_id_and_token (Fixture       *fixture,
                                           gconstpointer  data)
{
  g_autofree char *id = add_named (fixture, "Old");
  g_autofree char *other_id = add_named (fixture, "Other");
  g_autoptr(GError) error = NULL;

  g_assert_false (rename_account (fixture, id, "other", &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NAME_TAKEN);
  g_clear_error (&error);
  g_assert_false (rename_account (fixture, "nobody", "New", &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (rename_account (fixture, id, " New ", &error));
  g_assert_no_error (error);
  reload (fixture);
  g_assert_null (zc_account_store_find (fixture->store, "Old"));
  g_assert_cmpstr (zc_account_entry_get_id (zc_account_store_find (fixture->store, "New")), ==, id);
  assert_token (fixture, id, TOKEN);
}

static void
test_a_replaced_token_is_used (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autoptr(ZcSecret) token = zc_secret_new (OTHER_TOKEN);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ZcAccount) account = NULL;
  g_autofree char *id = add_named (fixture, "A");
  g_autoptr(GError) error = NULL;

  zc_account_store_replace_token_async (fixture->store, id, token, NULL, zc_test_keep_result_cb, &result);
  wait_for_written_keyring (&result);
  account = zc_account_store_replace_token_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (zc_account_get_id (account), ==, id);
  g_assert_cmpstr (zc_secret_peek (zc_account_get_token (account)), ==, OTHER_TOKEN);
  assert_token (fixture, id, OTHER_TOKEN);
  g_clear_object (&result);
  reload (fixture);
  assert_token (fixture, id, OTHER_TOKEN);
}

/* A token for this session hides the keyring's, and goes when a new one was stored there. */
static void
test_a_token_for_the_session_is_not_kept (Fixture       *fixture,
                                          gconstpointer  data)
{
  g_autoptr(ZcSecret) token = zc_secret_new (OTHER_TOKEN);
  g_autoptr(ZcAccount) account = NULL;
  g_autofree char *id = add_named (fixture, "A");
  g_autoptr(GError) error = NULL;

  account = zc_account_store_use_for_session (fixture->store, id, token, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (zc_account_get_id (account), ==, id);
  g_assert_cmpint (zc_account_get_kind (account), ==, ZC_ACCOUNT_KIND_SAVED);
  assert_token (fixture, id, OTHER_TOKEN);
  g_assert_true (rename_account (fixture, id, "B", &error));
  assert_token (fixture, id, OTHER_TOKEN);
  g_clear_object (&account);
  account = open_account (fixture, id, &error);
  g_assert_cmpstr (zc_account_get_name (account), ==, "B");
  reload (fixture);
  assert_token (fixture, id, TOKEN);
}

static void
test_removing_takes_the_token_along (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_autofree char *id = add_named (fixture, "A");
  g_autofree char *other_id = add_named (fixture, "B");
  g_autofree char *left_id = add_named (fixture, "C");
  g_autoptr(GError) error = NULL;

  g_assert_true (remove_account (fixture, id, ZC_ACCOUNT_REMOVAL_COMPLETE, &error));
  g_assert_no_error (error);
  g_assert_false (keyring_has (fixture, id));
  g_assert_true (remove_account (fixture, left_id, ZC_ACCOUNT_REMOVAL_LEAVE_TOKEN, &error));
  g_assert_true (keyring_has (fixture, left_id));

  reload (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  assert_token (fixture, other_id, TOKEN);
  g_assert_false (remove_account (fixture, id, ZC_ACCOUNT_REMOVAL_COMPLETE, &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_FOUND);
}

static void
test_unsaved_accounts_are_listed_and_forgotten (Fixture       *fixture,
                                                gconstpointer  data)
{
  g_autoptr(ZcSecret) token = zc_secret_new (OTHER_TOKEN);
  g_autoptr(ZcAccount) environment = NULL;
  g_autoptr(ZcAccount) session_only = NULL;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  environment = zc_account_new_full (ZC_ACCOUNT_KIND_ENVIRONMENT, ZC_ACCOUNT_ID_ENVIRONMENT, "Aus der Umgebung",
                                     ZC_CLOUD_DEFAULT_URL, token, fixture->config);
  zc_account_store_add_unsaved (fixture->store, environment);
  zc_account_store_add_unsaved (fixture->store, environment);
  session_only = zc_account_store_add_session_only (fixture->store, "Now", "", token, &error);
  g_assert_no_error (error);
  g_assert_cmpint (zc_account_get_kind (session_only), ==, ZC_ACCOUNT_KIND_SESSION_ONLY);
  id = add_named (fixture, "From the environment");

  /* Saved ones come first. */
  g_assert_cmpuint (count (fixture), ==, 3);
  g_assert_true (zc_account_store_find (fixture->store, "Aus der Umgebung") == zc_account_store_get (fixture->store, "environment"));
  g_assert_true (zc_account_store_find (fixture->store, "From the environment") == zc_account_store_get (fixture->store, "environment"));
  assert_token (fixture, "environment", OTHER_TOKEN);
  assert_token (fixture, zc_account_get_id (session_only), OTHER_TOKEN);
  g_assert_true (rename_account (fixture, zc_account_get_id (session_only), "Later", &error));
  zc_account_store_set_last_opened (fixture->store, "environment");
  g_assert_null (zc_account_store_get_last_opened (fixture->store));

  text = read_file (fixture);
  g_assert_null (strstr (text, "Now"));
  g_assert_null (strstr (text, "Later"));
  g_assert_null (strstr (text, "Umgebung"));
  g_assert_true (remove_account (fixture, zc_account_get_id (session_only), ZC_ACCOUNT_REMOVAL_COMPLETE, &error));
  g_assert_cmpuint (count (fixture), ==, 2);
  reload (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
}

static gboolean
file_says (Fixture    *fixture,
           const char *words)
{
  g_autofree char *text = read_file (fixture);

  return strstr (text, words) != NULL;
}

static void
test_the_last_opened_is_remembered (Fixture       *fixture,
                                    gconstpointer  data)
{
  g_autofree char *id = add_named (fixture, "A");
  g_autofree char *other_id = add_named (fixture, "B");

  g_assert_null (zc_account_store_get_last_opened (fixture->store));
  zc_account_store_set_last_opened (fixture->store, other_id);
  ZC_WAIT_UNTIL (file_says (fixture, "last-opened="));
  zc_account_store_set_last_opened (fixture->store, "nobody");
  reload (fixture);
  g_assert_cmpstr (zc_account_entry_get_id (zc_account_store_get_last_opened (fixture->store)), ==, other_id);
}

static void
assert_moved_aside (Fixture    *fixture,
                    const char *contents)
{
  g_autofree char *aside = g_strconcat (fixture->path, ".damaged-1", NULL);
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;

  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_nonnull (zc_account_store_get_notice (fixture->store));
  g_assert_nonnull (strstr (zc_account_store_get_notice (fixture->store), aside));
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  if (contents != NULL)
    {
      g_assert_true (g_file_get_contents (aside, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, contents);
    }

  id = add_named (fixture, "New");
  reload (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_null (zc_account_store_get_notice (fixture->store));
}

static void
test_a_damaged_file_is_moved_aside (Fixture       *fixture,
                                    gconstpointer  data)
{
  assert_moved_aside (fixture, data);
}

/* A pipe would be waited for until somebody writes to it. */
static void
test_a_pipe_is_not_waited_for (Fixture       *fixture,
                               gconstpointer  data)
{
  g_mkdir_with_parents (fixture->directory, 0700);
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  reload (fixture);
  assert_moved_aside (fixture, NULL);
}

/* What file systems leave after a loss of power. */
static void
test_a_file_of_zeros_is_moved_aside (Fixture       *fixture,
                                     gconstpointer  data)
{
  static const char zeros[4096];

  g_mkdir_with_parents (fixture->directory, 0700);
  g_assert_true (g_file_set_contents (fixture->path, zeros, sizeof zeros, NULL));
  reload (fixture);
  assert_moved_aside (fixture, NULL);
}

static void
test_a_huge_file_is_moved_aside (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autofree char *text = g_strnfill (9 * 1024 * 1024, '\n');

  g_mkdir_with_parents (fixture->directory, 0700);
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  reload (fixture);
  assert_moved_aside (fixture, NULL);
}

/* Root may read everything, but a link that leads to itself nobody can. What cannot be read may be whole and of worth:
 * it is not moved, nothing takes its place, and an account that cannot be noted leaves nothing in the keyring. */
static void
test_a_file_that_cannot_be_read_is_left_alone (Fixture       *fixture,
                                               gconstpointer  data)
{
  const char *target = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *link = NULL;

  g_unlink (fixture->path);
  g_mkdir_with_parents (fixture->directory, 0700);
  g_assert_cmpint (symlink (target, fixture->path), ==, 0);
  reload (fixture);
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_nonnull (zc_account_store_get_notice (fixture->store));
  g_assert_nonnull (strstr (zc_account_store_get_notice (fixture->store), fixture->path));
  g_assert_nonnull (strstr (zc_account_store_get_notice (fixture->store), "cannot be read: "));
  g_assert_nonnull (strstr (zc_account_store_get_notice (fixture->store), "left as it was"));

  g_assert_null (add (fixture, "New", "", &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_SAVED);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_nonnull (strstr (error->message, "cannot be read: "));
  g_clear_error (&error);
  g_assert_cmpuint (count (fixture), ==, 0);

  link = g_file_read_link (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (link, ==, target);
}

#define ID_1 "11111111-1111-4111-8111-111111111111"
#define ID_2 "22222222-2222-4222-8222-222222222222"
#define ID_3 "33333333-3333-4333-8333-333333333333"
#define ID_4 "44444444-4444-4444-8444-444444444444"

static const char hostile_text[] =
  "# my own comment\n"
  "[account " ID_1 "]\nname=<b>A</b>\\nB\\u202e %s\napi-url=https://dns.example.com\nlast-opened=yesterday\ntoken=x\n"
  "[account not-a-uuid]\nname=B\napi-url=https://dns.example.com\n"
  "[account " ID_2 "]\nname=1;2;3\napi-url=http://dns.example.com\n"
  "[account " ID_3 "]\napi-url=https://dns.example.com\n"
  "[account " ID_4 "]\nname=<B>a</B>\\nb\\u202e %S\napi-url=https://dns.example.com\n"
  "[account ../../etc]\nname=\xff\xfe\napi-url=\n"
  "[later]\nversion=2\n";

static void
test_hostile_entries_are_left_out_and_left_alone (Fixture       *fixture,
                                                  gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  ZcAccountEntry *entry;

  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_nonnull (strstr (zc_account_store_get_notice (fixture->store), "5 accounts"));
  entry = zc_account_store_get (fixture->store, ID_1);
  g_assert_cmpstr (zc_account_entry_get_name (entry), ==, "<b>A</b> B\\u202e %s");
  g_assert_null (zc_account_entry_get_last_opened (entry));

  id = add_named (fixture, "New");
  text = read_file (fixture);
  g_assert_nonnull (strstr (text, "# my own comment"));
  g_assert_nonnull (strstr (text, "[later]\nversion=2"));
  g_assert_nonnull (strstr (text, "[account " ID_2 "]"));
  g_assert_nonnull (strstr (text, "[account not-a-uuid]"));
}

static void
test_many_accounts_are_listed (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *id = NULL;

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *one = g_uuid_string_random ();

      g_string_append_printf (text, "[account %s]\nname=Account %u\napi-url=https://dns.example.com\n", one, i);
    }
  g_mkdir_with_parents (fixture->directory, 0700);
  g_assert_true (g_file_set_contents (fixture->path, text->str, -1, NULL));

  reload (fixture);
  g_assert_cmpuint (count (fixture), ==, N_MANY);
  g_assert_nonnull (zc_account_store_find (fixture->store, "Account 9999"));
  id = add_named (fixture, "One more");
  reload (fixture);
  g_assert_cmpuint (count (fixture), ==, N_MANY + 1);
}

/* What cannot be written has not happened: neither in the list nor, where it can be helped, in the keyring. */
static void
test_changes_that_cannot_be_written_are_undone (Fixture       *fixture,
                                                gconstpointer  data)
{
  g_autofree char *id = add_named (fixture, "A");
  g_autoptr(GError) error = NULL;

  break_directory (fixture);

  g_assert_null (add (fixture, "B", "", &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_SAVED);
  g_assert_nonnull (strstr (error->message, fixture->directory));
  g_clear_error (&error);
  g_assert_null (zc_account_store_find (fixture->store, "B"));

  g_assert_false (rename_account (fixture, id, "C", &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_SAVED);
  g_clear_error (&error);
  g_assert_nonnull (zc_account_store_find (fixture->store, "A"));

  zc_account_store_set_last_opened (fixture->store, id);
  ZC_WAIT_UNTIL (zc_account_store_get_notice (fixture->store) != NULL);

  g_assert_false (remove_account (fixture, id, ZC_ACCOUNT_REMOVAL_LEAVE_TOKEN, &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_SAVED);
  g_clear_error (&error);
  assert_token (fixture, id, TOKEN);

  g_assert_false (remove_account (fixture, id, ZC_ACCOUNT_REMOVAL_COMPLETE, &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_SAVED);
  g_clear_error (&error);
  g_assert_cmpuint (count (fixture), ==, 1);
  assert_token (fixture, id, TOKEN);

  /* The next change that can be written brings the file up to date. */
  repair_directory (fixture);
  g_assert_true (rename_account (fixture, id, "D", &error));
  g_assert_no_error (error);
  reload (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  assert_token (fixture, id, TOKEN);
}

static void
count_changes_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  guint      *n_changes)
{
  (*n_changes)++;
  g_assert_cmpuint (position + added, <=, g_list_model_get_n_items (model));
}

static void
test_changes_are_told (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autoptr(GError) error = NULL;
  guint n_changes = 0;

  g_signal_connect (fixture->store, "items-changed", G_CALLBACK (count_changes_cb), &n_changes);
  id = add_named (fixture, "A");
  g_assert_cmpuint (n_changes, ==, 1);
  rename_account (fixture, id, "B", &error);
  g_assert_cmpuint (n_changes, ==, 2);
  remove_account (fixture, id, ZC_ACCOUNT_REMOVAL_COMPLETE, &error);
  g_assert_cmpuint (n_changes, ==, 3);
  g_assert_no_error (error);
}

#define ADD(path, text, test) \
  g_test_add ("/accounts/" path, Fixture, text, set_up, test, tear_down)

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
main (int    argc,
      char **argv)
{
  g_autofree char *keyring = NULL;
  int status;

  zc_test_init (&argc, &argv);
  keyring = make_keyring ();

  ADD ("an-added-account-is-there-next-time", NULL, test_an_added_account_is_there_next_time);
  ADD ("names-that-cannot-be-are-refused", NULL, test_names_that_cannot_be_are_refused);
  ADD ("addresses-that-no-token-may-be-sent-to-are-refused", NULL, test_addresses_that_no_token_may_be_sent_to_are_refused);
  ADD ("a-renamed-account-keeps-id-and-token", NULL, test_a_renamed_account_keeps_id_and_token);
  ADD ("a-replaced-token-is-used", NULL, test_a_replaced_token_is_used);
  ADD ("a-token-for-the-session-is-not-kept", NULL, test_a_token_for_the_session_is_not_kept);
  ADD ("removing-takes-the-token-along", NULL, test_removing_takes_the_token_along);
  ADD ("unsaved-accounts-are-listed-and-forgotten", NULL, test_unsaved_accounts_are_listed_and_forgotten);
  ADD ("the-last-opened-is-remembered", NULL, test_the_last_opened_is_remembered);
  ADD ("a-damaged-file-is-moved-aside", "[account\nname", test_a_damaged_file_is_moved_aside);
  ADD ("a-binary-file-is-moved-aside", "\x7f" "ELF\x02\x01", test_a_damaged_file_is_moved_aside);
  ADD ("a-pipe-is-not-waited-for", NULL, test_a_pipe_is_not_waited_for);
  ADD ("a-file-of-zeros-is-moved-aside", NULL, test_a_file_of_zeros_is_moved_aside);
  ADD ("a-huge-file-is-moved-aside", NULL, test_a_huge_file_is_moved_aside);
  ADD ("a-file-that-cannot-be-read-is-left-alone", "accounts.conf", test_a_file_that_cannot_be_read_is_left_alone);
  ADD ("a-link-to-nothing-is-left-alone", "nowhere", test_a_file_that_cannot_be_read_is_left_alone);
  ADD ("hostile-entries-are-left-out-and-left-alone", hostile_text, test_hostile_entries_are_left_out_and_left_alone);
  ADD ("many-accounts-are-listed", NULL, test_many_accounts_are_listed);
  ADD ("changes-that-cannot-be-written-are-undone", NULL, test_changes_that_cannot_be_written_are_undone);
  ADD ("changes-are-told", NULL, test_changes_are_told);

  status = g_test_run ();
  remove_keyring (keyring);

  return status;
}
