/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "test-accounts-common.h"
#include "zc-cloud-client.h"
#include "zc-cloud-error.h"

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

  g_assert_cmpuint (accounts_count (fixture), ==, 0);
  account = accounts_add (fixture, "  Work <b>&  ", " https://dns.example.com/ ", &error);
  g_assert_no_error (error);
  id = g_strdup (zc_account_get_id (account));
  g_assert_true (g_uuid_string_is_valid (id));
  g_assert_cmpint (zc_account_get_kind (account), ==, ZC_ACCOUNT_KIND_SAVED);
  g_assert_cmpstr (zc_account_get_name (account), ==, "Work <b>&");
  g_assert_cmpstr (zc_account_get_api_url (account), ==, "https://dns.example.com");
  g_assert_cmpstr (zc_secret_peek (zc_account_get_token (account)), ==, TOKEN);

  text = accounts_read_file (fixture);
  g_assert_null (strstr (text, "zq1"));
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  accounts_reload (fixture);
  g_assert_null (zc_account_store_get_notice (fixture->store));
  g_assert_cmpuint (accounts_count (fixture), ==, 1);
  entry = zc_account_store_find (fixture->store, "Work <b>&");
  g_assert_nonnull (entry);
  g_assert_cmpstr (zc_account_entry_get_id (entry), ==, id);
  g_assert_cmpstr (zc_account_entry_get_api_url (entry), ==, "https://dns.example.com");
  g_assert_null (zc_account_store_find (fixture->store, "work <b>&"));
  accounts_assert_token (fixture, id, TOKEN);
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
  g_autofree char *id = accounts_add_named (fixture, "Büro");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) check_error = NULL;

      g_assert_null (accounts_add (fixture, rows[i].name, "", &error));
      g_assert_error (error, ZC_ACCOUNT_ERROR, rows[i].code);
      g_assert_false (zc_account_store_check_name (fixture->store, rows[i].name, NULL, &check_error));
      g_assert_cmpstr (check_error->message, ==, error->message);
    }

  g_assert_true (zc_account_store_check_name (fixture->store, "BÜRO", id, NULL));
  g_assert_cmpuint (accounts_count (fixture), ==, 1);
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

      g_assert_null (accounts_add (fixture, "A", rows[i].url, &error));
      g_assert_error (error, ZC_CLOUD_ERROR, rows[i].code);
      g_assert_null (zc_account_store_add_session_only (fixture->store, "A", rows[i].url, token, &session_error));
      g_assert_error (session_error, ZC_CLOUD_ERROR, rows[i].code);
    }

  g_assert_cmpuint (accounts_count (fixture), ==, 0);
  local = accounts_add (fixture, "A", "http://127.0.0.1:8080", &none);
  g_assert_no_error (none);
}

static void
test_a_renamed_account_keeps_id_and_token (Fixture       *fixture,
                                           gconstpointer  data)
{
  g_autofree char *id = accounts_add_named (fixture, "Old");
  g_autofree char *other_id = accounts_add_named (fixture, "Other");
  g_autoptr(GError) error = NULL;

  g_assert_false (accounts_rename (fixture, id, "other", &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NAME_TAKEN);
  g_clear_error (&error);
  g_assert_false (accounts_rename (fixture, "nobody", "New", &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (accounts_rename (fixture, id, " New ", &error));
  g_assert_no_error (error);
  accounts_reload (fixture);
  g_assert_null (zc_account_store_find (fixture->store, "Old"));
  g_assert_cmpstr (zc_account_entry_get_id (zc_account_store_find (fixture->store, "New")), ==, id);
  accounts_assert_token (fixture, id, TOKEN);
}

static void
test_a_replaced_token_is_used (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autoptr(ZcSecret) token = zc_secret_new (OTHER_TOKEN);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ZcAccount) account = NULL;
  g_autofree char *id = accounts_add_named (fixture, "A");
  g_autoptr(GError) error = NULL;

  zc_account_store_replace_token_async (fixture->store, id, token, NULL, zc_test_keep_result_cb, &result);
  accounts_wait_for_written_keyring (&result);
  account = zc_account_store_replace_token_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (zc_account_get_id (account), ==, id);
  g_assert_cmpstr (zc_secret_peek (zc_account_get_token (account)), ==, OTHER_TOKEN);
  accounts_assert_token (fixture, id, OTHER_TOKEN);
  g_clear_object (&result);
  accounts_reload (fixture);
  accounts_assert_token (fixture, id, OTHER_TOKEN);
}

/* A token for this session hides the keyring's, and goes when a new one was stored there. */
static void
test_a_token_for_the_session_is_not_kept (Fixture       *fixture,
                                          gconstpointer  data)
{
  g_autoptr(ZcSecret) token = zc_secret_new (OTHER_TOKEN);
  g_autoptr(ZcAccount) account = NULL;
  g_autofree char *id = accounts_add_named (fixture, "A");
  g_autoptr(GError) error = NULL;

  account = zc_account_store_use_for_session (fixture->store, id, token, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (zc_account_get_id (account), ==, id);
  g_assert_cmpint (zc_account_get_kind (account), ==, ZC_ACCOUNT_KIND_SAVED);
  accounts_assert_token (fixture, id, OTHER_TOKEN);
  g_assert_true (accounts_rename (fixture, id, "B", &error));
  accounts_assert_token (fixture, id, OTHER_TOKEN);
  g_clear_object (&account);
  account = accounts_open (fixture, id, &error);
  g_assert_cmpstr (zc_account_get_name (account), ==, "B");
  accounts_reload (fixture);
  accounts_assert_token (fixture, id, TOKEN);
}

static void
test_removing_takes_the_token_along (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_autofree char *id = accounts_add_named (fixture, "A");
  g_autofree char *other_id = accounts_add_named (fixture, "B");
  g_autofree char *left_id = accounts_add_named (fixture, "C");
  g_autoptr(GError) error = NULL;

  g_assert_true (accounts_remove (fixture, id, ZC_ACCOUNT_REMOVAL_COMPLETE, &error));
  g_assert_no_error (error);
  g_assert_false (accounts_keyring_has (fixture, id));
  g_assert_true (accounts_remove (fixture, left_id, ZC_ACCOUNT_REMOVAL_LEAVE_TOKEN, &error));
  g_assert_true (accounts_keyring_has (fixture, left_id));

  accounts_reload (fixture);
  g_assert_cmpuint (accounts_count (fixture), ==, 1);
  accounts_assert_token (fixture, other_id, TOKEN);
  g_assert_false (accounts_remove (fixture, id, ZC_ACCOUNT_REMOVAL_COMPLETE, &error));
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
  id = accounts_add_named (fixture, "From the environment");

  /* Saved ones come first. */
  g_assert_cmpuint (accounts_count (fixture), ==, 3);
  g_assert_true (zc_account_store_find (fixture->store, "Aus der Umgebung") == zc_account_store_get (fixture->store, "environment"));
  g_assert_true (zc_account_store_find (fixture->store, "From the environment") == zc_account_store_get (fixture->store, "environment"));
  accounts_assert_token (fixture, "environment", OTHER_TOKEN);
  accounts_assert_token (fixture, zc_account_get_id (session_only), OTHER_TOKEN);
  g_assert_true (accounts_rename (fixture, zc_account_get_id (session_only), "Later", &error));
  zc_account_store_set_last_opened (fixture->store, "environment");
  g_assert_null (zc_account_store_get_last_opened (fixture->store));

  text = accounts_read_file (fixture);
  g_assert_null (strstr (text, "Now"));
  g_assert_null (strstr (text, "Later"));
  g_assert_null (strstr (text, "Umgebung"));
  g_assert_true (accounts_remove (fixture, zc_account_get_id (session_only), ZC_ACCOUNT_REMOVAL_COMPLETE, &error));
  g_assert_cmpuint (accounts_count (fixture), ==, 2);
  accounts_reload (fixture);
  g_assert_cmpuint (accounts_count (fixture), ==, 1);
}

static void
test_the_last_opened_is_remembered (Fixture       *fixture,
                                    gconstpointer  data)
{
  g_autofree char *id = accounts_add_named (fixture, "A");
  g_autofree char *other_id = accounts_add_named (fixture, "B");

  g_assert_null (zc_account_store_get_last_opened (fixture->store));
  zc_account_store_set_last_opened (fixture->store, other_id);
  ZC_WAIT_UNTIL (accounts_file_says (fixture, "last-opened="));
  zc_account_store_set_last_opened (fixture->store, "nobody");
  accounts_reload (fixture);
  g_assert_cmpstr (zc_account_entry_get_id (zc_account_store_get_last_opened (fixture->store)), ==, other_id);
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
  id = accounts_add_named (fixture, "A");
  g_assert_cmpuint (n_changes, ==, 1);
  accounts_rename (fixture, id, "B", &error);
  g_assert_cmpuint (n_changes, ==, 2);
  /* Nobody shows when it was opened, and a row that somebody works in stays. */
  zc_account_store_set_last_opened (fixture->store, id);
  ZC_WAIT_UNTIL (zc_account_store_get_last_opened (fixture->store) != NULL);
  g_assert_cmpuint (n_changes, ==, 2);
  accounts_remove (fixture, id, ZC_ACCOUNT_REMOVAL_COMPLETE, &error);
  g_assert_cmpuint (n_changes, ==, 3);
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  ADD ("an-added-account-is-there-next-time", NULL, test_an_added_account_is_there_next_time);
  ADD ("names-that-cannot-be-are-refused", NULL, test_names_that_cannot_be_are_refused);
  ADD ("addresses-that-no-token-may-be-sent-to-are-refused", NULL, test_addresses_that_no_token_may_be_sent_to_are_refused);
  ADD ("a-renamed-account-keeps-id-and-token", NULL, test_a_renamed_account_keeps_id_and_token);
  ADD ("a-replaced-token-is-used", NULL, test_a_replaced_token_is_used);
  ADD ("a-token-for-the-session-is-not-kept", NULL, test_a_token_for_the_session_is_not_kept);
  ADD ("removing-takes-the-token-along", NULL, test_removing_takes_the_token_along);
  ADD ("unsaved-accounts-are-listed-and-forgotten", NULL, test_unsaved_accounts_are_listed_and_forgotten);
  ADD ("the-last-opened-is-remembered", NULL, test_the_last_opened_is_remembered);
  ADD ("changes-are-told", NULL, test_changes_are_told);

  return accounts_run ();
}
