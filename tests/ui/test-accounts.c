/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "test-ui-common.h"
#include "zc-account-row.h"
#include "zc-test-http.h"
#include "zc-test-ui.h"
#include "zc-test.h"

/* Accounts on screen: the first one, several, and what is told when one cannot be used. Tokens are kept by libsecret
 * in a file of its own, so that no keyring of a desktop is needed. */

/* libsecret looks at the environment once, so the keyring stays in one place, and fails when that is no folder. */
static void
set_keyring (gboolean works)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "keyring", NULL);
  g_autofree char *path = g_build_filename (folder, "tokens", NULL);

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "the keyring's password", TRUE);
  g_remove (path);
  g_remove (folder);
  if (works)
    g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  else
    g_assert_true (g_file_set_contents (folder, "not a folder", -1, NULL));
}

static void
forget_accounts (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "zone-courier", "accounts.conf", NULL);

  g_remove (path);
}

/* As on the first start, whether or not there is a sandbox already. */
static void
open_without_account (TestUi *ui)
{
  ZcTestSandbox *sandbox = g_steal_pointer (&ui->sandbox);

  forget_accounts ();
  set_keyring (TRUE);
  test_ui_forget ();
  test_ui_open (ui);
  ui->sandbox = sandbox;
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Add account") != NULL);
}

static void
set_up (TestUi        *ui,
        gconstpointer  scenario)
{
  ui->sandbox = zc_test_sandbox_start (scenario);
  /* Accounts that are added ask the sandbox's servers; that there is one in the environment is another matter. */
  zc_test_sandbox_set_environment (ui->sandbox);
  g_unsetenv ("IONOS_TOKEN");
  g_unsetenv ("IONOS_API_URL_DNS");
  open_without_account (ui);
}

static void
activate (TestUi     *ui,
          const char *action,
          GVariant   *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (ui->application), action, parameter);
}

static GtkWidget *
wait_for_window (TestUi     *ui,
                 const char *title)
{
  ZC_WAIT_UNTIL (test_ui_find_window (ui, title) != NULL);

  return GTK_WIDGET (test_ui_find_window (ui, title));
}

static GtkWidget *
find_row (GtkWidget  *root,
          const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
get_row (GtkWidget  *root,
         const char *title)
{
  GtkWidget *row = find_row (root, title);

  if (row == NULL)
    g_error ("there is no row \"%s\"", title);

  return row;
}

static void
type_into (GtkWidget  *root,
           const char *title,
           const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_row (root, title)), text);
}

static GtkWidget *
open_add_dialog (TestUi *ui)
{
  activate (ui, "add-account", NULL);

  return wait_for_window (ui, "Add account");
}

/* Fills in the dialog as a user would who works with the sandbox. */
static void
fill_in (TestUi     *ui,
         GtkWidget  *dialog,
         const char *name,
         const char *token)
{
  type_into (dialog, "_Name", name);
  type_into (dialog, "_Token", token);
  type_into (dialog, "API add_ress", zc_test_sandbox_get_url (ui->sandbox));
}

static const char *
get_session_name (TestUi *ui)
{
  ZcSession *session = zc_application_get_session (ui->application);

  return session != NULL ? zc_account_get_name (zc_session_get_account (session)) : NULL;
}

static gboolean
has_title (GtkWidget  *dialog,
           const char *title)
{
  GtkWidget *row = find_row (dialog, title);

  return row != NULL && gtk_widget_get_mapped (row);
}

/* Waits until what was given in a dialog is saved, and the account of this name is open. libsecret 0.20 forgets a tag
 * whenever it writes its file; the checker of leaks knows that by the name of this function. */
static G_GNUC_NO_INLINE void
wait_for_written_keyring (TestUi     *ui,
                          const char *name)
{
  ZC_WAIT_UNTIL (g_strcmp0 (get_session_name (ui), name) == 0 && test_ui_find_window (ui, "Add account") == NULL &&
                 test_ui_find_window (ui, "Replace token") == NULL);
}

/* Looks at a dialog as it is, narrow, and in the dark. */
static void
look_at (GtkWidget  *dialog,
         const char *name)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  g_autofree char *narrow = g_strdup_printf ("%s-360", name);
  g_autofree char *dark = g_strdup_printf ("%s-dark", name);
  int width, height;

  zc_test_ui_assert_accessible (GTK_WINDOW (dialog));
  zc_test_ui_screenshot (GTK_WINDOW (dialog), name);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  zc_test_ui_screenshot (GTK_WINDOW (dialog), dark);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
  gtk_window_get_default_size (GTK_WINDOW (dialog), &width, &height);
  zc_test_ui_resize (GTK_WINDOW (dialog), 360, 640);
  zc_test_ui_assert_accessible (GTK_WINDOW (dialog));
  zc_test_ui_screenshot (GTK_WINDOW (dialog), narrow);
}

static void
add_account (TestUi     *ui,
             const char *name)
{
  GtkWidget *dialog = open_add_dialog (ui);

  fill_in (ui, dialog, name, zc_test_sandbox_get_token (ui->sandbox));
  zc_test_ui_click (dialog, "Add");
  wait_for_written_keyring (ui, name);
}

/* Adding */

static void
test_welcome_to_zones (TestUi        *ui,
                       gconstpointer  scenario)
{
  GtkWidget *dialog;
  g_autofree char *padded = g_strdup_printf ("  %s \n", zc_test_sandbox_get_token (ui->sandbox));

  look_at (GTK_WIDGET (ui->window), "accounts-welcome");
  zc_test_ui_click (GTK_WIDGET (ui->window), "Add account");
  dialog = wait_for_window (ui, "Add account");
  /* The token is all that has to be given. */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (dialog, "_Name"))), ==, "IONOS Cloud");
  g_assert_false (gtk_widget_get_sensitive (zc_test_ui_find (dialog, GTK_TYPE_BUTTON, "Add")));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (get_row (dialog, "A_dvanced")), TRUE);
  look_at (dialog, "accounts-add");

  fill_in (ui, dialog, "Work", padded);
  zc_test_ui_click (dialog, "Add");
  wait_for_written_keyring (ui, "Work");
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 6);
}

static void
test_reopened (TestUi        *ui,
               gconstpointer  scenario)
{
  ZcTestSandbox *sandbox = ui->sandbox;

  add_account (ui, "Work");
  ui->sandbox = NULL;
  test_ui_tear_down (ui, scenario);

  test_ui_open (ui);
  ui->sandbox = sandbox;
  ZC_WAIT_UNTIL (g_strcmp0 (get_session_name (ui), "Work") == 0);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 6);
}

static void
test_refused_then_corrected (TestUi        *ui,
                             gconstpointer  scenario)
{
  GtkWidget *dialog = open_add_dialog (ui);

  fill_in (ui, dialog, "Work", "wrong.wrong.wrong");
  zc_test_ui_click (dialog, "Add");
  ZC_WAIT_UNTIL (gtk_widget_has_css_class (get_row (dialog, "_Token"), "error"));
  /* The user is led to the field, and hears there what is wrong with it. */
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (dialog)), get_row (dialog, "_Token")));
  g_assert_null (get_session_name (ui));
  g_assert_null (zc_test_ui_find (dialog, GTK_TYPE_BUTTON, "Add anyway"));
  look_at (dialog, "accounts-refused");

  type_into (dialog, "_Token", zc_test_sandbox_get_token (ui->sandbox));
  g_assert_false (gtk_widget_has_css_class (get_row (dialog, "_Token"), "error"));
  zc_test_ui_click (dialog, "Add");
  wait_for_written_keyring (ui, "Work");
}

static void
test_no_privilege (TestUi        *ui,
                   gconstpointer  scenario)
{
  GtkWidget *dialog = open_add_dialog (ui);

  zc_test_sandbox_post (ui->sandbox, "faults", "{\"kind\":\"status\",\"path\":\"/quota\",\"status\":%u}", 403);
  fill_in (ui, dialog, "Work", zc_test_sandbox_get_token (ui->sandbox));
  zc_test_ui_click (dialog, "Add");
  ZC_WAIT_UNTIL (gtk_widget_has_css_class (get_row (dialog, "_Token"), "error"));
  g_assert_null (zc_test_ui_find (dialog, GTK_TYPE_BUTTON, "Add anyway"));
  zc_test_ui_screenshot (GTK_WINDOW (dialog), "accounts-no-privilege");
  gtk_window_close (GTK_WINDOW (dialog));
  ZC_WAIT_UNTIL (test_ui_find_window (ui, "Add account") == NULL);
  g_assert_null (get_session_name (ui));
}

/* What could not be tried may be added all the same, and can be stopped before. */
static void
test_stopped_and_anyway (TestUi        *ui,
                         gconstpointer  scenario)
{
  GtkWidget *dialog = open_add_dialog (ui);

  zc_test_sandbox_post (ui->sandbox, "faults", "{\"kind\":\"delay\",\"path\":\"/quota\",\"delay_ms\":%u,\"count\":1}", 60000);
  fill_in (ui, dialog, "Work", zc_test_sandbox_get_token (ui->sandbox));
  zc_test_ui_click (dialog, "Add");
  ZC_WAIT_UNTIL (has_title (dialog, "Asking IONOS Cloud DNS whether it accepts the token…"));
  zc_test_ui_screenshot (GTK_WINDOW (dialog), "accounts-trying");
  g_assert_false (gtk_widget_is_sensitive (get_row (dialog, "_Token")));
  zc_test_ui_click (dialog, "Stop");
  ZC_WAIT_UNTIL (gtk_widget_is_sensitive (get_row (dialog, "_Token")));
  g_assert_nonnull (test_ui_find_window (ui, "Add account"));

  g_free (zc_test_sandbox_control (ui->sandbox, "DELETE", "faults", NULL));
  zc_test_sandbox_post (ui->sandbox, "faults", "{\"kind\":\"status\",\"path\":\"/quota\",\"status\":%u}", 500);
  zc_test_ui_click (dialog, "Add");
  ZC_WAIT_UNTIL (zc_test_ui_find (dialog, GTK_TYPE_BUTTON, "Add anyway") != NULL);
  look_at (dialog, "accounts-anyway");
  zc_test_ui_click (dialog, "Add anyway");
  wait_for_written_keyring (ui, "Work");
}

static void
test_bad_address (TestUi        *ui,
                  gconstpointer  scenario)
{
  GtkWidget *dialog = open_add_dialog (ui);
  GtkWidget *row = get_row (dialog, "API add_ress");

  fill_in (ui, dialog, "Work", "a.b.c");
  type_into (dialog, "API add_ress", "http://192.0.2.1/");
  g_assert_false (gtk_widget_get_mapped (row));
  zc_test_ui_click (dialog, "Add");
  ZC_WAIT_UNTIL (gtk_widget_has_css_class (row, "error"));
  /* The field is where the user sees it now. */
  ZC_WAIT_UNTIL (gtk_widget_get_mapped (row));
  zc_test_ui_assert_accessible (GTK_WINDOW (dialog));
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
test_keyring_fails (TestUi        *ui,
                    gconstpointer  scenario)
{
  GtkWidget *dialog;

  set_keyring (FALSE);
  dialog = open_add_dialog (ui);
  fill_in (ui, dialog, "Work", zc_test_sandbox_get_token (ui->sandbox));
  zc_test_ui_click (dialog, "Add");
  ZC_WAIT_UNTIL (zc_test_ui_find (dialog, GTK_TYPE_BUTTON, "Use for this session only") != NULL);
  look_at (dialog, "accounts-keyring");
  zc_test_ui_click (dialog, "Use for this session only");
  ZC_WAIT_UNTIL (g_strcmp0 (get_session_name (ui), "Work") == 0);
  g_assert_cmpint (zc_account_get_kind (zc_session_get_account (zc_application_get_session (ui->application))), ==,
                   ZC_ACCOUNT_KIND_SESSION_ONLY);
}

/* Importing */

static void
write_config (const char *path,
              const char *url,
              const char *token)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text =
    g_strdup_printf ("version: 1.0\n"
                     "currentProfile: work\n"
                     "profiles:\n"
                     "  - name: old\n"
                     "    environment: prod\n"
                     "    credentials: {username: somebody, password: something}\n"
                     "  - name: work\n"
                     "    environment: prod\n"
                     "    credentials: {token: \"%s\"}\n"
                     "environments:\n"
                     "  - name: prod\n"
                     "    products:\n"
                     "      - name: dns\n"
                     "        endpoints:\n"
                     "          - name: %s\n"
                     "            skipTlsVerify: true\n", token, url);

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
test_import (gconstpointer scenario)
{
  TestUi ui = { NULL, };
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "ionos-config", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GtkWidget *dialog;

  ui.sandbox = zc_test_sandbox_start (scenario);
  write_config (path, zc_test_sandbox_get_url (ui.sandbox), zc_test_sandbox_get_token (ui.sandbox));
  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  g_setenv ("IONOS_CONFIG_FILE", path, TRUE);
  open_without_account (&ui);

  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui.window), GTK_TYPE_BUTTON,
                                  "Import from the IONOS configuration file") != NULL);
  look_at (GTK_WIDGET (ui.window), "accounts-welcome-import");
  zc_test_ui_click (GTK_WIDGET (ui.window), "Import from the IONOS configuration file");
  dialog = wait_for_window (&ui, "Import account");
  /* The profile in use is chosen; the one with a password is shown, but not to be chosen. */
  zc_test_ui_click (dialog, "Continue");
  dialog = wait_for_window (&ui, "Add account");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (dialog, "API add_ress"))), ==,
                   zc_test_sandbox_get_url (ui.sandbox));
  gtk_window_close (GTK_WINDOW (dialog));
  ZC_WAIT_UNTIL (test_ui_find_window (&ui, "Add account") == NULL);

  activate (&ui, "import-accounts", NULL);
  dialog = wait_for_window (&ui, "Import account");
  ZC_WAIT_UNTIL (gtk_widget_is_sensitive (zc_test_ui_find (dialog, GTK_TYPE_BUTTON, "Continue")));
  look_at (dialog, "accounts-import");
  zc_test_ui_click (dialog, "Continue");
  dialog = wait_for_window (&ui, "Add account");
  zc_test_ui_click (dialog, "Add");
  wait_for_written_keyring (&ui, "work (prod)");
  ZC_WAIT_UNTIL (test_ui_count_rows (&ui) == 6);

  g_unsetenv ("IONOS_CONFIG_FILE");
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, before);
  test_ui_tear_down (&ui, scenario);
}

/* Expiry */

/* A token that says that it ends so many seconds from now. */
static char *
make_token (int seconds)
{
  g_autofree char *claims = g_strdup_printf ("{\"exp\":%" G_GINT64_FORMAT "}",
                                             g_get_real_time () / G_USEC_PER_SEC + seconds);
  g_autofree char *header = g_base64_encode ((const guchar *) "{\"typ\":\"JWT\"}", 13);
  g_autofree char *payload = g_base64_encode ((const guchar *) claims, strlen (claims));

  return g_strdup_printf ("%s.%s.signature", header, payload);
}

static gboolean
tells (GtkWidget  *root,
       const char *beginning)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (root)), beginning))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (tells (child, beginning))
      return TRUE;

  return FALSE;
}

static void
open_with_token (TestUi     *ui,
                 ZcTestHttp *server,
                 int         seconds)
{
  g_autofree char *text = make_token (seconds);
  g_autoptr(ZcSecret) token = zc_secret_new (text);
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (1, "127.0.0.1@1", &error);
  g_autoptr(ZcAccount) account = NULL;

  g_assert_no_error (error);
  account = zc_account_new ("Test", zc_test_http_get_url (server), token, config, FALSE);
  zc_application_open_account (ui->application, account);
  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (ui), "empty") == 0);
}

static void
test_expiry (gconstpointer unused)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  const char *list = "{\"items\":[],\"offset\":0,\"limit\":1000,\"_links\":{}}";
  TestUi ui = { NULL, };
  GtkWidget *window;

  zc_test_http_add_answer (server, "GET /zones", 200, NULL, list);
  zc_test_http_add_answer (server, "GET /secondaryzones", 200, NULL, list);
  open_without_account (&ui);
  window = GTK_WIDGET (ui.window);

  open_with_token (&ui, server, 30 * 24 * 60 * 60);
  zc_test_ui_settle (ui.window);
  g_assert_false (tells (window, "The token of this account"));

  open_with_token (&ui, server, 3 * 24 * 60 * 60 + 60);
  ZC_WAIT_UNTIL (tells (window, "The token of this account expires in 3 days, on "));
  look_at (window, "accounts-expires-soon");
  g_assert_nonnull (zc_test_ui_find (window, GTK_TYPE_BUTTON, "Replace token"));

  open_with_token (&ui, server, 60 * 60);
  ZC_WAIT_UNTIL (tells (window, "The token of this account expires within a day, on "));

  /* The service took it all the same, so that is all that is said. */
  open_with_token (&ui, server, -60);
  ZC_WAIT_UNTIL (tells (window, "The token of this account says that it expired on "));
  test_ui_tear_down (&ui, unused);
}

/* Several */

static void
open_by_name (TestUi     *ui,
              const char *name)
{
  activate (ui, "open-named-account", g_variant_new_string (name));
}

static void
test_switch (TestUi        *ui,
             gconstpointer  scenario)
{
  g_autofree char *work_id = NULL;
  g_autoptr(ZcAccount) last = NULL;

  add_account (ui, "Work");
  work_id = g_strdup (zc_account_get_id (zc_session_get_account (zc_application_get_session (ui->application))));
  test_ui_show_secondary (ui);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 14);
  activate (ui, "show-zone", g_variant_new_string ("example.net"));
  wait_for_window (ui, "example.net");

  add_account (ui, "Under_score");
  /* The window was about a zone of the other account. */
  ZC_WAIT_UNTIL (test_ui_find_window (ui, "example.net") == NULL);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 14);
  activate (ui, "open-account", g_variant_new_string (work_id));
  ZC_WAIT_UNTIL (g_strcmp0 (get_session_name (ui), "Work") == 0);
  open_by_name (ui, "nobody");
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "There is no account “nobody”.") != NULL);
  open_by_name (ui, "Under_score");
  ZC_WAIT_UNTIL (g_strcmp0 (get_session_name (ui), "Under_score") == 0);

  /* What was asked for last stays open, also when the account before has been read and waits to be opened. */
  last = g_object_ref (zc_session_get_account (zc_application_get_session (ui->application)));
  activate (ui, "open-account", g_variant_new_string (work_id));
  zc_application_open_account (ui->application, last);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (get_session_name (ui), ==, "Under_score");
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
  GtkWidget *row = find_row (dialog, name);

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
  activate (ui, "start-zone-transfer", g_variant_new_string ("example.com"));
  dialog = wait_for_window (ui, "Start zone transfer");
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

  add_account (ui, "Work");
  add_account (ui, "Home");
  run = transfer (ui);
  left = zc_application_get_session (ui->application);
  g_object_add_weak_pointer (G_OBJECT (left), (gpointer *) &left);
  ZC_WAIT_UNTIL (zc_run_was_accepted (run));

  open_by_name (ui, "Work");
  ZC_WAIT_UNTIL (g_strcmp0 (get_session_name (ui), "Work") == 0);
  ZC_WAIT_UNTIL (zc_run_get_state (run) == ZC_RUN_STATE_PROPAGATING);
  g_assert_cmpuint (g_list_model_get_n_items (zc_session_get_runs (zc_application_get_session (ui->application))), ==, 0);

  /* Back there it is in the list as if nobody had been away, and is not started twice. */
  open_by_name (ui, "Home");
  ZC_WAIT_UNTIL (g_strcmp0 (get_session_name (ui), "Home") == 0);
  g_assert_true (zc_application_get_session (ui->application) == left);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 14);
  g_assert_false (zc_zone_item_can_start_transfer (zc_session_find_zone (left, "example.com")));

  open_by_name (ui, "Work");
  ZC_WAIT_UNTIL (g_strcmp0 (get_session_name (ui), "Work") == 0);
  zc_test_sandbox_post (ui->sandbox, "release", "{\"server\":\"nscs.ui-dns.%s\"}", "biz");
  ZC_WAIT_UNTIL (!zc_run_is_active (run));
  g_assert_cmpint (zc_run_get_state (run), ==, ZC_RUN_STATE_DONE);
  if (gtk_window_is_active (ui->window))
    ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "example.com: Done") != NULL);
  ZC_WAIT_UNTIL (left == NULL);
  g_assert_cmpuint (zc_test_sandbox_count (ui->sandbox, "PUT", "/secondaryzones/*/axfr"), ==, 1);
}

/* With the account goes what is being watched for it, wherever it is, and the question says so. What was confirmed is
 * done, also when the dialog is closed before. */
static void
test_removed_while_left (TestUi        *ui,
                         gconstpointer  scenario)
{
  g_autoptr(ZcRun) run = NULL;
  GtkWidget *dialog;

  add_account (ui, "Work");
  add_account (ui, "Home");
  run = transfer (ui);
  open_by_name (ui, "Work");
  ZC_WAIT_UNTIL (g_strcmp0 (get_session_name (ui), "Work") == 0);

  activate (ui, "accounts", NULL);
  dialog = wait_for_window (ui, "Accounts");
  g_signal_emit_by_name (get_row (expand_account (dialog, "Home"), "_Remove account…"), "activated");
  g_assert_true (g_str_has_prefix (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (wait_for_question ("Remove “Home”?"))),
                                   "1 transfer of it is being watched, which ends."));
  g_assert_true (zc_run_is_active (run));
  answer (wait_for_question ("Remove “Home”?"), "confirm");
  gtk_window_close (GTK_WINDOW (dialog));
  ZC_WAIT_UNTIL (!zc_run_is_active (run));
  g_assert_cmpint (zc_run_get_state (run), ==, ZC_RUN_STATE_STOPPED);
  activate (ui, "accounts", NULL);
  g_assert_null (find_account (wait_for_window (ui, "Accounts"), "Home"));
  g_assert_cmpstr (get_session_name (ui), ==, "Work");
}

static void
test_rename_and_remove (TestUi        *ui,
                        gconstpointer  scenario)
{
  GtkWidget *dialog;
  GtkWidget *row;

  add_account (ui, "Work");
  add_account (ui, "Home");
  activate (ui, "accounts", NULL);
  dialog = wait_for_window (ui, "Accounts");
  row = expand_account (dialog, "Home");
  ZC_WAIT_UNTIL (has_title (row, "Token expires, as it says itself"));
  look_at (dialog, "accounts-list");

  /* A name that is taken stays with whom it belongs to. */
  type_into (row, "_Name", "work");
  g_signal_emit_by_name (get_row (row, "_Name"), "apply");
  ZC_WAIT_UNTIL (has_title (row, "The name is taken"));
  zc_test_ui_screenshot (GTK_WINDOW (dialog), "accounts-name-taken");
  type_into (row, "_Name", "At home");
  g_signal_emit_by_name (get_row (row, "_Name"), "apply");
  ZC_WAIT_UNTIL (find_account (dialog, "At home") != NULL);
  ZC_WAIT_UNTIL (g_strcmp0 (get_session_name (ui), "At home") == 0);

  /* The account that is open goes, and another one takes its place. */
  row = expand_account (dialog, "At home");
  g_signal_emit_by_name (get_row (row, "_Remove account…"), "activated");
  answer (wait_for_question ("Remove “At home”?"), "cancel");
  ZC_WAIT_UNTIL (find_question ("Remove “At home”?") == NULL);
  g_signal_emit_by_name (get_row (row, "_Remove account…"), "activated");
  zc_test_ui_screenshot (GTK_WINDOW (wait_for_question ("Remove “At home”?")), "accounts-remove");
  answer (wait_for_question ("Remove “At home”?"), "confirm");
  wait_for_written_keyring (ui, "Work");
  g_assert_null (find_account (dialog, "At home"));

  row = expand_account (dialog, "Work");
  g_signal_emit_by_name (get_row (row, "_Remove account…"), "activated");
  answer (wait_for_question ("Remove “Work”?"), "confirm");
  wait_for_written_keyring (ui, NULL);
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
  add_account (ui, name->str);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 6);
  look_at (GTK_WIDGET (ui->window), "accounts-long-window");
  zc_test_ui_resize (ui->window, 1040, 680);
  gtk_menu_button_popup (GTK_MENU_BUTTON (test_ui_find_type (GTK_WIDGET (ui->window), GTK_TYPE_MENU_BUTTON)));
  zc_test_ui_settle (ui->window);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (test_ui_find_type (GTK_WIDGET (ui->window), GTK_TYPE_MENU_BUTTON)));

  activate (ui, "accounts", NULL);
  dialog = wait_for_window (ui, "Accounts");
  row = expand_account (dialog, name->str);
  ZC_WAIT_UNTIL (has_title (row, "Token expires, as it says itself"));
  look_at (dialog, "accounts-long-list");
  g_signal_emit_by_name (get_row (row, "_Remove account…"), "activated");
  heading = g_strdup_printf ("Remove “%s”?", name->str);
  zc_test_ui_assert_accessible (GTK_WINDOW (wait_for_question (heading)));
  zc_test_ui_screenshot (GTK_WINDOW (wait_for_question (heading)), "accounts-long-remove");
  answer (wait_for_question (heading), "cancel");

  activate (ui, "replace-token", NULL);
  look_at (wait_for_window (ui, "Replace token"), "accounts-long-replace");
}

/* A token is refused in the middle of use; another one is given, and all goes on without a restart. */
static void
test_replace_token (TestUi        *ui,
                    gconstpointer  scenario)
{
  GtkWidget *dialog;
  ZcSession *session;

  add_account (ui, "Work");
  session = zc_application_get_session (ui->application);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 6);
  zc_test_sandbox_post (ui->sandbox, "faults", "{\"kind\":\"status\",\"path\":\"*\",\"status\":%u}", 401);
  activate (ui, "refresh", NULL);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Replace token") != NULL);
  look_at (GTK_WIDGET (ui->window), "accounts-token-refused");

  g_free (zc_test_sandbox_control (ui->sandbox, "DELETE", "faults", NULL));
  zc_test_ui_click (GTK_WIDGET (ui->window), "Replace token");
  dialog = wait_for_window (ui, "Replace token");
  look_at (dialog, "accounts-replace");
  type_into (dialog, "New token of “Work”", zc_test_sandbox_get_token (ui->sandbox));
  zc_test_ui_click (dialog, "Replace");
  wait_for_written_keyring (ui, "Work");
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Replace token") == NULL);
  g_assert_true (zc_application_get_session (ui->application) == session);
}

int
main (int   argc,
      char *argv[])
{
  zc_test_ui_init (&argc, &argv);

#define ADD(path, function) \
  g_test_add ("/accounts/" path, TestUi, "default", set_up, function, test_ui_tear_down)
  ADD ("add/welcome-to-zones", test_welcome_to_zones);
  ADD ("add/reopened", test_reopened);
  ADD ("add/refused-then-corrected", test_refused_then_corrected);
  ADD ("add/no-privilege", test_no_privilege);
  ADD ("add/stopped-and-anyway", test_stopped_and_anyway);
  ADD ("add/bad-address", test_bad_address);
  ADD ("add/keyring-fails", test_keyring_fails);
  g_test_add_data_func ("/accounts/import", "default", test_import);
  g_test_add_data_func ("/accounts/expiry", NULL, test_expiry);
  ADD ("several/switch", test_switch);
  ADD ("several/transfers-outlive-the-switch", test_transfers_outlive_the_switch);
  ADD ("several/removed-while-left", test_removed_while_left);
  ADD ("several/rename-and-remove", test_rename_and_remove);
  ADD ("several/long-name", test_long_name);
  ADD ("several/replace-token", test_replace_token);
#undef ADD

  return g_test_run ();
}
