/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "test-accounts-common.h"
#include "zc-account-row.h"
#include "zc-test.h"

/* Several accounts: changing from one to another, and changing what they are. */

static void
open_by_name (TestUi     *ui,
              const char *name)
{
  accounts_activate (ui, "open-named-account", g_variant_new_string (name));
}

static void
test_switch (TestUi        *ui,
             gconstpointer  scenario)
{
  g_autofree char *work_id = NULL;
  g_autoptr(ZcAccount) last = NULL;

  accounts_add (ui, "Work");
  work_id = g_strdup (zc_account_get_id (zc_session_get_account (zc_application_get_session (ui->application))));
  test_ui_show_secondary (ui);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 14);
  accounts_activate (ui, "show-zone", g_variant_new_string ("example.net"));
  accounts_wait_for_window (ui, "example.net");

  /* Which account it is can be seen at any width. Where it stands is known once the window has been laid out. */
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "Account: Work") != NULL);
  zc_test_ui_resize (ui->window, 360, 640);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "Account: Work") == NULL);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "Work") != NULL);
  zc_test_ui_resize (ui->window, 1040, 680);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "Account: Work") != NULL);

  accounts_add (ui, "Under_score");
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "Account: Under_score") != NULL);
  /* The window was about a zone of the other account. */
  ZC_WAIT_UNTIL (test_ui_find_window (ui, "example.net") == NULL);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 14);
  accounts_activate (ui, "open-account", g_variant_new_string (work_id));
  ZC_WAIT_UNTIL (g_strcmp0 (accounts_get_session_name (ui), "Work") == 0);
  open_by_name (ui, "nobody");
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "There is no account “nobody”.") != NULL);
  open_by_name (ui, "Under_score");
  ZC_WAIT_UNTIL (g_strcmp0 (accounts_get_session_name (ui), "Under_score") == 0);

  /* What was asked for last stays open, also when the account before has been read and waits to be opened. */
  last = g_object_ref (zc_session_get_account (zc_application_get_session (ui->application)));
  accounts_activate (ui, "open-account", g_variant_new_string (work_id));
  zc_application_open_account (ui->application, last);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (accounts_get_session_name (ui), ==, "Under_score");
}

static GtkWidget *
find_question (const char *heading)
{
  GtkWindow *question = test_ui_find_window_of_type (ADW_TYPE_MESSAGE_DIALOG);

  return question != NULL && g_str_equal (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (question)), heading) ?
         GTK_WIDGET (question) : NULL;
}

static GtkWidget *
wait_for_question (const char *heading)
{
  ZC_WAIT_UNTIL (find_question (heading) != NULL);
  /* Enter changes nothing where something would be lost. */
  g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (find_question (heading))), ==, "cancel");

  return find_question (heading);
}

/* Closes the dialog itself too, as its buttons do. */
static void
answer (GtkWidget  *question,
        const char *response)
{
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  gtk_window_close (GTK_WINDOW (question));
}

static ZcAccountRow *
find_account (GtkWidget  *dialog,
              const char *name)
{
  GtkWidget *row = accounts_find_row (dialog, name);

  return ZC_IS_ACCOUNT_ROW (row) ? ZC_ACCOUNT_ROW (row) : NULL;
}

static GtkWidget *
expand_account (GtkWidget  *dialog,
                const char *name)
{
  ZC_WAIT_UNTIL (find_account (dialog, name) != NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (find_account (dialog, name)), TRUE);

  return GTK_WIDGET (find_account (dialog, name));
}

static ZcRun *
transfer (TestUi *ui)
{
  ZcSession *session = zc_application_get_session (ui->application);
  GtkWidget *dialog;

  test_ui_show_secondary (ui);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 14);
  zc_test_sandbox_post (ui->sandbox, "hold", "{\"server\":\"nscs.ui-dns.%s\"}", "biz");
  accounts_activate (ui, "start-zone-transfer", g_variant_new_string ("example.com"));
  dialog = accounts_wait_for_window (ui, "Start zone transfer");
  zc_test_ui_click (dialog, "Start transfer");
  ZC_WAIT_UNTIL (zc_session_has_active_runs (session));

  return g_list_model_get_item (zc_session_get_runs (session), 0);
}

/* Whoever opens another account wants to know the end of what was started all the same. */
static void
test_transfers_outlive_the_switch (TestUi        *ui,
                                   gconstpointer  scenario)
{
  g_autoptr(ZcRun) run = NULL;
  ZcSession *left;

  accounts_add (ui, "Work");
  accounts_add (ui, "Home");
  run = transfer (ui);
  left = zc_application_get_session (ui->application);
  g_object_add_weak_pointer (G_OBJECT (left), (gpointer *) &left);
  ZC_WAIT_UNTIL (zc_run_was_accepted (run));

  open_by_name (ui, "Work");
  ZC_WAIT_UNTIL (g_strcmp0 (accounts_get_session_name (ui), "Work") == 0);
  ZC_WAIT_UNTIL (zc_run_get_state (run) == ZC_RUN_STATE_PROPAGATING);
  g_assert_cmpuint (g_list_model_get_n_items (zc_session_get_runs (zc_application_get_session (ui->application))), ==, 0);

  /* Back there it is in the list as if nobody had been away, and is not started twice. */
  open_by_name (ui, "Home");
  ZC_WAIT_UNTIL (g_strcmp0 (accounts_get_session_name (ui), "Home") == 0);
  g_assert_true (zc_application_get_session (ui->application) == left);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 14);
  g_assert_false (zc_zone_item_can_start_transfer (zc_session_find_zone (left, "example.com")));

  open_by_name (ui, "Work");
  ZC_WAIT_UNTIL (g_strcmp0 (accounts_get_session_name (ui), "Work") == 0);
  zc_test_sandbox_post (ui->sandbox, "release", "{\"server\":\"nscs.ui-dns.%s\"}", "biz");
  ZC_WAIT_UNTIL (!zc_run_is_active (run));
  g_assert_cmpint (zc_run_get_state (run), ==, ZC_RUN_STATE_DONE);
  if (gtk_window_is_active (ui->window))
    ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "example.com: Done") != NULL);
  ZC_WAIT_UNTIL (left == NULL);
  g_assert_cmpuint (zc_test_sandbox_count (ui->sandbox, "PUT", "/secondaryzones/*/axfr"), ==, 1);
}

/* Meanwhile the token is taken out of libsecret's file: see accounts_wait_for_written_keyring(). */
static void
wait_for_written_keyring_and_end (ZcRun *run)
{
  ZC_WAIT_UNTIL (!zc_run_is_active (run));
}

/* With the account goes what is being watched for it, wherever it is, and the question says so. What was confirmed is
 * done, also when the dialog is closed before. */
static void
test_removed_while_left (TestUi        *ui,
                         gconstpointer  scenario)
{
  g_autoptr(ZcRun) run = NULL;
  GtkWidget *dialog;

  accounts_add (ui, "Work");
  accounts_add (ui, "Home");
  run = transfer (ui);
  open_by_name (ui, "Work");
  ZC_WAIT_UNTIL (g_strcmp0 (accounts_get_session_name (ui), "Work") == 0);

  accounts_activate (ui, "accounts", NULL);
  dialog = accounts_wait_for_window (ui, "Accounts");
  g_signal_emit_by_name (accounts_get_row (expand_account (dialog, "Home"), "_Remove account…"), "activated");
  g_assert_true (g_str_has_prefix (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (wait_for_question ("Remove “Home”?"))),
                                   "1 transfer of it is being watched, which ends."));
  g_assert_true (zc_run_is_active (run));
  answer (wait_for_question ("Remove “Home”?"), "confirm");
  gtk_window_close (GTK_WINDOW (dialog));
  wait_for_written_keyring_and_end (run);
  g_assert_cmpint (zc_run_get_state (run), ==, ZC_RUN_STATE_STOPPED);
  accounts_activate (ui, "accounts", NULL);
  g_assert_null (find_account (accounts_wait_for_window (ui, "Accounts"), "Home"));
  g_assert_cmpstr (accounts_get_session_name (ui), ==, "Work");
}

static void
test_rename_and_remove (TestUi        *ui,
                        gconstpointer  scenario)
{
  GtkWidget *dialog;
  GtkWidget *row;

  accounts_add (ui, "Work");
  accounts_add (ui, "Home");
  accounts_activate (ui, "accounts", NULL);
  dialog = accounts_wait_for_window (ui, "Accounts");
  row = expand_account (dialog, "Home");
  ZC_WAIT_UNTIL (accounts_has_title (row, "Token expires, as it says itself"));
  accounts_look_at (dialog, "accounts-list");

  /* A name that is taken stays with whom it belongs to. */
  accounts_type_into (row, "_Name", "work");
  g_signal_emit_by_name (accounts_get_row (row, "_Name"), "apply");
  ZC_WAIT_UNTIL (accounts_has_title (row, "The name is taken"));
  zc_test_ui_screenshot (GTK_WINDOW (dialog), "accounts-name-taken");
  accounts_type_into (row, "_Name", "At home");
  g_signal_emit_by_name (accounts_get_row (row, "_Name"), "apply");
  ZC_WAIT_UNTIL (find_account (dialog, "At home") != NULL);
  ZC_WAIT_UNTIL (g_strcmp0 (accounts_get_session_name (ui), "At home") == 0);

  /* The account that is open goes, and another one takes its place. */
  row = expand_account (dialog, "At home");
  g_signal_emit_by_name (accounts_get_row (row, "_Remove account…"), "activated");
  answer (wait_for_question ("Remove “At home”?"), "cancel");
  ZC_WAIT_UNTIL (find_question ("Remove “At home”?") == NULL);
  g_signal_emit_by_name (accounts_get_row (row, "_Remove account…"), "activated");
  zc_test_ui_screenshot (GTK_WINDOW (wait_for_question ("Remove “At home”?")), "accounts-remove");
  answer (wait_for_question ("Remove “At home”?"), "confirm");
  accounts_wait_for_written_keyring (ui, "Work");
  g_assert_null (find_account (dialog, "At home"));

  row = expand_account (dialog, "Work");
  g_signal_emit_by_name (accounts_get_row (row, "_Remove account…"), "activated");
  answer (wait_for_question ("Remove “Work”?"), "confirm");
  accounts_wait_for_written_keyring (ui, NULL);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "Welcome to Zone Courier") != NULL);
  ZC_WAIT_UNTIL (test_ui_find_window (ui, "Accounts") == NULL);
}

/* The longest name that an account can have, in one word, and in a language of long words. */
static void
test_long_name (TestUi        *ui,
                gconstpointer  scenario)
{
  g_autoptr(GString) name = g_string_new ("Nebenkontoverwaltungs");
  g_autofree char *heading = NULL;
  GtkWidget *dialog;
  GtkWidget *row;

  while (name->len < 100)
    g_string_append (name, "stelle");
  g_string_truncate (name, 100);
  accounts_add (ui, name->str);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 6);
  accounts_look_at (GTK_WIDGET (ui->window), "accounts-long-window");
  zc_test_ui_resize (ui->window, 1040, 680);
  gtk_menu_button_popup (GTK_MENU_BUTTON (test_ui_find_type (GTK_WIDGET (ui->window), GTK_TYPE_MENU_BUTTON)));
  zc_test_ui_settle (ui->window);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (test_ui_find_type (GTK_WIDGET (ui->window), GTK_TYPE_MENU_BUTTON)));

  accounts_activate (ui, "accounts", NULL);
  dialog = accounts_wait_for_window (ui, "Accounts");
  row = expand_account (dialog, name->str);
  ZC_WAIT_UNTIL (accounts_has_title (row, "Token expires, as it says itself"));
  accounts_look_at (dialog, "accounts-long-list");
  g_signal_emit_by_name (accounts_get_row (row, "_Remove account…"), "activated");
  heading = g_strdup_printf ("Remove “%s”?", name->str);
  zc_test_ui_assert_accessible (GTK_WINDOW (wait_for_question (heading)));
  zc_test_ui_screenshot (GTK_WINDOW (wait_for_question (heading)), "accounts-long-remove");
  answer (wait_for_question (heading), "cancel");

  accounts_activate (ui, "replace-token", NULL);
  accounts_look_at (accounts_wait_for_window (ui, "Replace token"), "accounts-long-replace");
}

/* A token is refused in the middle of use; another one is given, and all goes on without a restart. */
static void
test_replace_token (TestUi        *ui,
                    gconstpointer  scenario)
{
  GtkWidget *dialog;
  ZcSession *session;

  accounts_add (ui, "Work");
  session = zc_application_get_session (ui->application);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 6);
  zc_test_sandbox_post (ui->sandbox, "faults", "{\"kind\":\"status\",\"path\":\"*\",\"status\":%u}", 401);
  accounts_activate (ui, "refresh", NULL);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Replace token") != NULL);
  accounts_look_at (GTK_WIDGET (ui->window), "accounts-token-refused");

  g_free (zc_test_sandbox_control (ui->sandbox, "DELETE", "faults", NULL));
  zc_test_ui_click (GTK_WIDGET (ui->window), "Replace token");
  dialog = accounts_wait_for_window (ui, "Replace token");
  accounts_look_at (dialog, "accounts-replace");
  accounts_type_into (dialog, "New token of “Work”", zc_test_sandbox_get_token (ui->sandbox));
  zc_test_ui_click (dialog, "Replace");
  accounts_wait_for_written_keyring (ui, "Work");
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Replace token") == NULL);
  g_assert_true (zc_application_get_session (ui->application) == session);
}

int
main (int   argc,
      char *argv[])
{
  zc_test_ui_init (&argc, &argv);

  ADD ("several/switch", test_switch);
  ADD ("several/transfers-outlive-the-switch", test_transfers_outlive_the_switch);
  ADD ("several/removed-while-left", test_removed_while_left);
  ADD ("several/rename-and-remove", test_rename_and_remove);
  ADD ("several/long-name", test_long_name);
  ADD ("several/replace-token", test_replace_token);

  return g_test_run ();
}
