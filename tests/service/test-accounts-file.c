/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test-accounts-common.h"

#define N_MANY 10000

static void
assert_moved_aside (Fixture    *fixture,
                    const char *contents)
{
  g_autofree char *aside = g_strconcat (fixture->path, ".damaged-1", NULL);
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;

  g_assert_cmpuint (accounts_count (fixture), ==, 0);
  g_assert_nonnull (zc_account_store_get_notice (fixture->store));
  g_assert_nonnull (strstr (zc_account_store_get_notice (fixture->store), aside));
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  if (contents != NULL)
    {
      g_assert_true (g_file_get_contents (aside, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, contents);
    }

  id = accounts_add_named (fixture, "New");
  accounts_reload (fixture);
  g_assert_cmpuint (accounts_count (fixture), ==, 1);
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
  accounts_reload (fixture);
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
  accounts_reload (fixture);
  assert_moved_aside (fixture, NULL);
}

static void
test_a_huge_file_is_moved_aside (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autofree char *text = g_strnfill (9 * 1024 * 1024, '\n');

  g_mkdir_with_parents (fixture->directory, 0700);
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  accounts_reload (fixture);
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
  accounts_reload (fixture);
  g_assert_cmpuint (accounts_count (fixture), ==, 0);
  g_assert_nonnull (zc_account_store_get_notice (fixture->store));
  g_assert_nonnull (strstr (zc_account_store_get_notice (fixture->store), fixture->path));
  g_assert_nonnull (strstr (zc_account_store_get_notice (fixture->store), "cannot be read: "));
  g_assert_nonnull (strstr (zc_account_store_get_notice (fixture->store), "left as it was"));

  g_assert_null (accounts_add (fixture, "New", "", &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_SAVED);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_nonnull (strstr (error->message, "cannot be read: "));
  g_clear_error (&error);
  g_assert_cmpuint (accounts_count (fixture), ==, 0);

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

  g_assert_cmpuint (accounts_count (fixture), ==, 1);
  g_assert_nonnull (strstr (zc_account_store_get_notice (fixture->store), "5 accounts"));
  entry = zc_account_store_get (fixture->store, ID_1);
  g_assert_cmpstr (zc_account_entry_get_name (entry), ==, "<b>A</b> B\\u202e %s");
  g_assert_null (zc_account_entry_get_last_opened (entry));

  id = accounts_add_named (fixture, "New");
  text = accounts_read_file (fixture);
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

  accounts_reload (fixture);
  g_assert_cmpuint (accounts_count (fixture), ==, N_MANY);
  g_assert_nonnull (zc_account_store_find (fixture->store, "Account 9999"));
  id = accounts_add_named (fixture, "One more");
  accounts_reload (fixture);
  g_assert_cmpuint (accounts_count (fixture), ==, N_MANY + 1);
}

/* From now on the file cannot be written: its directory is a file. Permissions would not hold back root. */
static void
break_directory (Fixture *fixture)
{
  g_autofree char *lock_path = g_strconcat (fixture->path, ".lock", NULL);
  g_autoptr(GError) error = NULL;

  g_unlink (fixture->path);
  g_unlink (lock_path);
  g_assert_cmpint (g_rmdir (fixture->directory), ==, 0);
  g_file_set_contents (fixture->directory, "", 0, &error);
  g_assert_no_error (error);
}

static void
repair_directory (Fixture *fixture)
{
  g_assert_cmpint (g_unlink (fixture->directory), ==, 0);
}

/* What cannot be written has not happened: neither in the list nor, where it can be helped, in the keyring. */
static void
test_changes_that_cannot_be_written_are_undone (Fixture       *fixture,
                                                gconstpointer  data)
{
  g_autofree char *id = accounts_add_named (fixture, "A");
  g_autoptr(GError) error = NULL;

  break_directory (fixture);

  g_assert_null (accounts_add (fixture, "B", "", &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_SAVED);
  g_assert_nonnull (strstr (error->message, fixture->directory));
  g_clear_error (&error);
  g_assert_null (zc_account_store_find (fixture->store, "B"));

  g_assert_false (accounts_rename (fixture, id, "C", &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_SAVED);
  g_clear_error (&error);
  g_assert_nonnull (zc_account_store_find (fixture->store, "A"));

  zc_account_store_set_last_opened (fixture->store, id);
  ZC_WAIT_UNTIL (zc_account_store_get_notice (fixture->store) != NULL);

  g_assert_false (accounts_remove (fixture, id, ZC_ACCOUNT_REMOVAL_LEAVE_TOKEN, &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_SAVED);
  g_clear_error (&error);
  accounts_assert_token (fixture, id, TOKEN);

  g_assert_false (accounts_remove (fixture, id, ZC_ACCOUNT_REMOVAL_COMPLETE, &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_SAVED);
  g_clear_error (&error);
  g_assert_cmpuint (accounts_count (fixture), ==, 1);
  accounts_assert_token (fixture, id, TOKEN);

  /* The next change that can be written brings the file up to date. */
  repair_directory (fixture);
  g_assert_true (accounts_rename (fixture, id, "D", &error));
  g_assert_no_error (error);
  accounts_reload (fixture);
  g_assert_cmpuint (accounts_count (fixture), ==, 1);
  accounts_assert_token (fixture, id, TOKEN);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

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

  return accounts_run ();
}
