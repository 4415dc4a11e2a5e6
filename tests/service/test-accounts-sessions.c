/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "test-accounts-common.h"

/* Two sessions of one user, or two programs on two buses, have lists of their own of the accounts in one file. Whatever
 * one of them changes stays when the other changes something without having seen it. */

#define N_SESSIONS 4
#define N_CHANGES 6

#define ID_1 "11111111-1111-4111-8111-111111111111"
#define ID_2 "22222222-2222-4222-8222-222222222222"

static const char two_accounts[] =
  "[account " ID_1 "]\nname=One\napi-url=https://one.example\n"
  "[account " ID_2 "]\nname=Two\napi-url=https://two.example\n";

/* A session that has read what is in the file by now. */
static void
begin_session (Fixture *other)
{
  accounts_set_up (other, NULL);
}

static void
end_session (Fixture *other)
{
  accounts_tear_down (other, NULL);
}

static const char *
get_name (Fixture    *fixture,
          const char *id)
{
  ZcAccountEntry *entry = zc_account_store_get (fixture->store, id);

  return entry != NULL ? zc_account_entry_get_name (entry) : NULL;
}

/* Holds a byte of the lock as another program does: the first one while it changes the file, the second one while it
 * adds or removes an account.
 *
 * Returns: to be closed */
static int
hold_lock (Fixture *fixture,
           short    type,
           off_t    byte)
{
  g_autofree char *path = g_strconcat (fixture->path, ".lock", NULL);
  struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };
  int descriptor = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (descriptor, >=, 0);
  g_assert_cmpint (fcntl (descriptor, F_OFD_SETLK, &lock), ==, 0);

  return descriptor;
}

/* Whether some program is adding or removing an account. */
static gboolean
is_claimed (Fixture *fixture)
{
  g_autofree char *path = g_strconcat (fixture->path, ".lock", NULL);
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 1, .l_len = 1 };
  int descriptor = open (path, O_RDWR | O_CLOEXEC);

  g_assert_cmpint (descriptor, >=, 0);
  g_assert_cmpint (fcntl (descriptor, F_OFD_GETLK, &lock), ==, 0);
  close (descriptor);

  return lock.l_type != F_UNLCK;
}

static void
test_both_may_add (Fixture       *fixture,
                   gconstpointer  data)
{
  Fixture other = { NULL };
  g_autofree char *id = NULL;
  g_autofree char *other_id = NULL;

  begin_session (&other);
  id = accounts_add_named (fixture, "Here");
  other_id = accounts_add_named (&other, "There");

  /* Whoever writes sees what the other has written. */
  g_assert_cmpstr (get_name (&other, id), ==, "Here");
  g_assert_null (get_name (fixture, other_id));
  zc_account_store_set_last_opened (fixture->store, id);
  ZC_WAIT_UNTIL (zc_account_store_get_last_opened (fixture->store) != NULL);
  g_assert_cmpstr (get_name (fixture, other_id), ==, "There");
  end_session (&other);

  accounts_reload (fixture);
  g_assert_cmpuint (accounts_count (fixture), ==, 2);
  accounts_assert_token (fixture, id, TOKEN);
  accounts_assert_token (fixture, other_id, TOKEN);
}

static void
test_one_name_is_given_once (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *other_id = NULL;
  Fixture other = { NULL };

  begin_session (&other);
  id = accounts_add_named (fixture, "Work");
  g_assert_null (accounts_add (&other, "WORK", "", &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NAME_TAKEN);
  g_clear_error (&error);
  g_assert_cmpuint (accounts_count (&other), ==, 1);
  g_assert_false (accounts_file_says (fixture, "unused-tokens"));

  other_id = accounts_add_named (&other, "Home");
  g_assert_false (accounts_rename (fixture, id, "home", &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NAME_TAKEN);
  end_session (&other);

  accounts_reload (fixture);
  g_assert_cmpstr (get_name (fixture, id), ==, "Work");
  g_assert_cmpstr (get_name (fixture, other_id), ==, "Home");
}

/* Each changes of an account what it means to change. */
static void
test_both_may_change_one_account (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  Fixture other = { NULL };

  begin_session (&other);
  g_assert_true (accounts_rename (fixture, ID_1, "First", &error));
  g_assert_no_error (error);
  zc_account_store_set_last_opened (other.store, ID_1);
  ZC_WAIT_UNTIL (zc_account_store_get_last_opened (other.store) != NULL);
  g_assert_cmpstr (get_name (&other, ID_1), ==, "First");
  g_assert_true (accounts_rename (fixture, ID_1, "Again", &error));
  g_assert_no_error (error);
  end_session (&other);

  accounts_reload (fixture);
  g_assert_cmpstr (get_name (fixture, ID_1), ==, "Again");
  g_assert_nonnull (zc_account_store_get_last_opened (fixture->store));
}

static void
test_what_one_removed_stays_removed (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ZcSecret) token = zc_secret_new (OTHER_TOKEN);
  g_autofree char *id = accounts_add_named (fixture, "Gone");
  Fixture other = { NULL };

  begin_session (&other);
  g_assert_true (accounts_remove (fixture, id, ZC_ACCOUNT_REMOVAL_COMPLETE, &error));
  g_assert_no_error (error);

  /* A token for what is gone is noted, so that it does not stay in the keyring unseen. */
  zc_account_store_replace_token_async (other.store, id, token, NULL, zc_test_keep_result_cb, &result);
  accounts_wait_for_written_keyring (&result);
  g_assert_null (zc_account_store_replace_token_finish (other.store, result, &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_clear_object (&result);
  g_assert_true (accounts_file_says (&other, "unused-tokens"));
  g_assert_null (get_name (&other, id));
  end_session (&other);

  begin_session (&other);
  g_assert_true (accounts_remove (fixture, ID_2, ZC_ACCOUNT_REMOVAL_COMPLETE, &error));
  g_assert_no_error (error);
  zc_account_store_set_last_opened (other.store, ID_2);
  g_assert_false (accounts_rename (&other, ID_2, "Back", &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (get_name (&other, ID_2));
  g_assert_null (zc_account_store_get_notice (other.store));
  end_session (&other);

  accounts_reload (fixture);
  g_assert_cmpuint (accounts_count (fixture), ==, 1);
  g_assert_cmpstr (get_name (fixture, ID_1), ==, "One");
}

/* Removing takes two steps, between which the account is in no file but still listed. */
static void
test_both_may_remove_one_account (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autofree char *id = accounts_add_named (fixture, "Gone");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  Fixture other = { NULL };

  begin_session (&other);
  zc_account_store_remove_async (fixture->store, id, ZC_ACCOUNT_REMOVAL_COMPLETE, NULL, zc_test_keep_result_cb, &result);
  g_assert_true (accounts_remove (&other, id, ZC_ACCOUNT_REMOVAL_COMPLETE, &error));
  g_assert_no_error (error);
  accounts_wait_for_written_keyring (&result);
  g_assert_true (zc_account_store_remove_finish (fixture->store, result, &error));
  g_assert_no_error (error);
  end_session (&other);

  g_assert_false (accounts_keyring_has (fixture, id));
  g_assert_false (accounts_file_says (fixture, "unused-tokens"));
  g_assert_cmpuint (accounts_count (fixture), ==, 2);
}

/* Nothing that one of them holds is left open or closed twice. */
static void
test_one_may_remove_an_account_twice (Fixture       *fixture,
                                      gconstpointer  data)
{
  g_autofree char *id = accounts_add_named (fixture, "Gone");
  GAsyncResult *results[2] = { NULL };

  for (guint i = 0; i < 2; i++)
    zc_account_store_remove_async (fixture->store, id, ZC_ACCOUNT_REMOVAL_COMPLETE, NULL, zc_test_keep_result_cb,
                                   &results[i]);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;

      accounts_wait_for_written_keyring (&results[i]);
      g_assert_true (zc_account_store_remove_finish (fixture->store, results[i], &error));
      g_assert_no_error (error);
      g_object_unref (results[i]);
    }
  ZC_WAIT_UNTIL (!is_claimed (fixture));
  g_assert_cmpint (fcntl (STDIN_FILENO, F_GETFD), >=, 0);
  g_assert_cmpuint (accounts_count (fixture), ==, 2);
}

/* The changes of several sessions at once, each in a thread of its own. */
static void
test_no_change_is_lost_among_many (Fixture       *fixture,
                                   gconstpointer  data)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  Fixture sessions[N_SESSIONS] = { { NULL } };
  GAsyncResult *slots[N_SESSIONS * N_CHANGES] = { NULL };

  for (guint i = 0; i < N_SESSIONS * N_CHANGES; i++)
    {
      g_ptr_array_add (ids, g_uuid_string_random ());
      g_string_append_printf (text, "[account %s]\nname=Old %u\napi-url=https://dns.example.com\n",
                              (char *) g_ptr_array_index (ids, i), i);
    }
  g_mkdir_with_parents (fixture->directory, 0700);
  g_assert_true (g_file_set_contents (fixture->path, text->str, -1, NULL));
  for (guint i = 0; i < N_SESSIONS; i++)
    begin_session (&sessions[i]);

  for (guint i = 0; i < N_SESSIONS * N_CHANGES; i++)
    {
      g_autofree char *name = g_strdup_printf ("New %u", i);

      zc_account_store_rename_async (sessions[i % N_SESSIONS].store, g_ptr_array_index (ids, i), name, NULL,
                                     zc_test_keep_result_cb, &slots[i]);
    }
  for (guint i = 0; i < N_SESSIONS * N_CHANGES; i++)
    {
      g_autoptr(GError) error = NULL;

      ZC_WAIT_UNTIL (slots[i] != NULL);
      zc_account_store_rename_finish (sessions[i % N_SESSIONS].store, slots[i], &error);
      g_assert_no_error (error);
      g_object_unref (slots[i]);
    }
  for (guint i = 0; i < N_SESSIONS; i++)
    end_session (&sessions[i]);

  accounts_reload (fixture);
  g_assert_cmpuint (accounts_count (fixture), ==, N_SESSIONS * N_CHANGES);
  for (guint i = 0; i < N_SESSIONS * N_CHANGES; i++)
    {
      g_autofree char *name = g_strdup_printf ("New %u", i);

      g_assert_cmpstr (get_name (fixture, g_ptr_array_index (ids, i)), ==, name);
    }
}

static gboolean
tidy (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gboolean tidied;

  zc_account_store_tidy_async (fixture->store, NULL, zc_test_keep_result_cb, &result);
  accounts_wait_for_written_keyring (&result);
  tidied = zc_account_store_tidy_finish (fixture->store, result, &error);
  g_assert_no_error (error);

  return tidied;
}

/* A token without an account may be that of an account which another program is just adding. */
static void
test_nothing_is_tidied_up_while_another_adds (Fixture       *fixture,
                                              gconstpointer  data)
{
  g_autofree char *id = accounts_add_named (fixture, "Work");
  g_autofree char *left_id = accounts_add_named (fixture, "Left");
  g_autoptr(ZcSecret) token = zc_secret_new (TOKEN);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ZcAccount) account = NULL;
  g_autoptr(GError) error = NULL;
  Fixture other = { NULL };
  int descriptor;

  g_assert_true (accounts_remove (fixture, left_id, ZC_ACCOUNT_REMOVAL_LEAVE_TOKEN, &error));
  begin_session (&other);
  accounts_assert_token (&other, id, TOKEN);
  descriptor = hold_lock (&other, F_RDLCK, 1);
  g_assert_false (tidy (&other));
  g_assert_true (accounts_keyring_has (fixture, left_id));
  close (descriptor);
  g_assert_true (tidy (&other));
  g_assert_false (accounts_keyring_has (fixture, left_id));
  g_assert_false (accounts_file_says (fixture, "unused-tokens"));

  end_session (&other);

  /* That is what is told by whoever adds or removes one. */
  g_assert_false (is_claimed (fixture));
  zc_account_store_add_async (fixture->store, "New", "", token, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (accounts_file_says (fixture, "unused-tokens"));
  g_assert_true (is_claimed (fixture));
  accounts_wait_for_written_keyring (&result);
  account = zc_account_store_add_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  ZC_WAIT_UNTIL (!is_claimed (fixture));
  g_clear_object (&result);

  zc_account_store_remove_async (fixture->store, id, ZC_ACCOUNT_REMOVAL_COMPLETE, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (accounts_file_says (fixture, "unused-tokens"));
  g_assert_true (is_claimed (fixture));
  accounts_wait_for_written_keyring (&result);
  g_assert_true (zc_account_store_remove_finish (fixture->store, result, &error));
  ZC_WAIT_UNTIL (!is_claimed (fixture));
}

/* What another one is writing is waited for, and then it is part of what is changed. */
static void
test_a_change_waits_for_another (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  int descriptor = hold_lock (fixture, F_WRLCK, 0);

  zc_account_store_rename_async (fixture->store, ID_1, "First", NULL, zc_test_keep_result_cb, &result);
  g_assert_true (g_file_set_contents (fixture->path,
                                      "[account " ID_1 "]\nname=One\napi-url=https://one.example\n"
                                      "[account " ID_2 "]\nname=Second\napi-url=https://two.example\n", -1, NULL));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (result);
  close (descriptor);

  ZC_WAIT_UNTIL (result != NULL);
  g_assert_true (zc_account_store_rename_finish (fixture->store, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_cmpstr (get_name (fixture, ID_1), ==, "First");
  g_assert_cmpstr (get_name (fixture, ID_2), ==, "Second");
  accounts_reload (fixture);
  g_assert_cmpstr (get_name (fixture, ID_1), ==, "First");
  g_assert_cmpstr (get_name (fixture, ID_2), ==, "Second");
}

/* What was read is not lost with a file that is damaged or that goes away while the program runs. */
static void
test_a_file_that_gets_damaged_is_made_anew (Fixture       *fixture,
                                            gconstpointer  data)
{
  g_autofree char *aside = g_strconcat (fixture->path, ".damaged-1", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "[account\n", -1, NULL));
  g_assert_true (accounts_rename (fixture, ID_1, "First", &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (zc_account_store_get_notice (fixture->store), aside));
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (accounts_count (fixture), ==, 2);

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_true (accounts_rename (fixture, ID_2, "Second", &error));
  g_assert_no_error (error);
  accounts_reload (fixture);
  g_assert_cmpstr (get_name (fixture, ID_1), ==, "First");
  g_assert_cmpstr (get_name (fixture, ID_2), ==, "Second");
}

static void
test_a_file_that_gets_unreadable_is_left_alone (Fixture       *fixture,
                                                gconstpointer  data)
{
  g_autofree char *moved = g_strconcat (fixture->path, ".moved", NULL);
  g_autofree char *link = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_rename (fixture->path, moved), ==, 0);
  g_assert_cmpint (symlink ("accounts.conf", fixture->path), ==, 0);
  g_assert_false (accounts_rename (fixture, ID_1, "First", &error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_SAVED);
  g_assert_nonnull (strstr (error->message, "cannot be read: "));
  g_clear_error (&error);
  link = g_file_read_link (fixture->path, NULL);
  g_assert_cmpstr (link, ==, "accounts.conf");
  g_assert_cmpuint (accounts_count (fixture), ==, 2);

  /* As soon as it can be read again it can be changed again. */
  g_assert_cmpint (g_rename (moved, fixture->path), ==, 0);
  g_assert_true (accounts_rename (fixture, ID_1, "First", &error));
  g_assert_no_error (error);
  accounts_reload (fixture);
  g_assert_cmpstr (get_name (fixture, ID_1), ==, "First");
  g_assert_cmpstr (get_name (fixture, ID_2), ==, "Two");
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  ADD ("sessions/both-may-add", NULL, test_both_may_add);
  ADD ("sessions/one-name-is-given-once", NULL, test_one_name_is_given_once);
  ADD ("sessions/both-may-change-one-account", two_accounts, test_both_may_change_one_account);
  ADD ("sessions/what-one-removed-stays-removed", two_accounts, test_what_one_removed_stays_removed);
  ADD ("sessions/both-may-remove-one-account", two_accounts, test_both_may_remove_one_account);
  ADD ("sessions/one-may-remove-an-account-twice", two_accounts, test_one_may_remove_an_account_twice);
  ADD ("sessions/no-change-is-lost-among-many", NULL, test_no_change_is_lost_among_many);
  ADD ("sessions/nothing-is-tidied-up-while-another-adds", NULL, test_nothing_is_tidied_up_while_another_adds);
  ADD ("sessions/a-change-waits-for-another", two_accounts, test_a_change_waits_for_another);
  ADD ("sessions/a-file-that-gets-damaged-is-made-anew", two_accounts, test_a_file_that_gets_damaged_is_made_anew);
  ADD ("sessions/a-file-that-gets-unreadable-is-left-alone", two_accounts, test_a_file_that_gets_unreadable_is_left_alone);

  return accounts_run ();
}
