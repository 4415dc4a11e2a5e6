/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "test-accounts-common.h"
#include "zc-test-http.h"
#include "zc-test.h"

/* How a first account is come by, and what is told when one cannot be used. */

static void
test_welcome_to_zones (TestUi        *ui,
                       gconstpointer  scenario)
{
  GtkWidget *dialog;
  g_autofree char *padded = g_strdup_printf ("  %s \n", zc_test_sandbox_get_token (ui->sandbox));

  accounts_look_at (GTK_WIDGET (ui->window), "accounts-welcome");
  zc_test_ui_click (GTK_WIDGET (ui->window), "Add account");
  dialog = accounts_wait_for_window (ui, "Add account");
  /* The token is all that has to be given. */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (accounts_get_row (dialog, "_Name"))), ==, "IONOS Cloud");
  g_assert_false (gtk_widget_get_sensitive (zc_test_ui_find (dialog, GTK_TYPE_BUTTON, "Add")));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (accounts_get_row (dialog, "A_dvanced")), TRUE);
  accounts_look_at (dialog, "accounts-add");

  accounts_fill_in (ui, dialog, "Work", padded);
  zc_test_ui_click (dialog, "Add");
  accounts_wait_for_written_keyring (ui, "Work");
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 6);
}

static void
test_reopened (TestUi        *ui,
               gconstpointer  scenario)
{
  ZcTestSandbox *sandbox = ui->sandbox;

  accounts_add (ui, "Work");
  ui->sandbox = NULL;
  test_ui_tear_down (ui, scenario);

  test_ui_open (ui);
  ui->sandbox = sandbox;
  ZC_WAIT_UNTIL (g_strcmp0 (accounts_get_session_name (ui), "Work") == 0);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 6);
}

static void
test_refused_then_corrected (TestUi        *ui,
                             gconstpointer  scenario)
{
  GtkWidget *dialog = accounts_open_add_dialog (ui);

  accounts_fill_in (ui, dialog, "Work", "wrong.wrong.wrong");
  zc_test_ui_click (dialog, "Add");
  ZC_WAIT_UNTIL (gtk_widget_has_css_class (accounts_get_row (dialog, "_Token"), "error"));
  /* The user is led to the field, and hears there what is wrong with it. */
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (dialog)), accounts_get_row (dialog, "_Token")));
  g_assert_null (accounts_get_session_name (ui));
  g_assert_null (zc_test_ui_find (dialog, GTK_TYPE_BUTTON, "Add anyway"));
  accounts_look_at (dialog, "accounts-refused");

  accounts_type_into (dialog, "_Token", zc_test_sandbox_get_token (ui->sandbox));
  g_assert_false (gtk_widget_has_css_class (accounts_get_row (dialog, "_Token"), "error"));
  zc_test_ui_click (dialog, "Add");
  accounts_wait_for_written_keyring (ui, "Work");
}

static void
test_no_privilege (TestUi        *ui,
                   gconstpointer  scenario)
{
  GtkWidget *dialog = accounts_open_add_dialog (ui);

  zc_test_sandbox_post (ui->sandbox, "faults", "{\"kind\":\"status\",\"path\":\"/quota\",\"status\":%u}", 403);
  accounts_fill_in (ui, dialog, "Work", zc_test_sandbox_get_token (ui->sandbox));
  zc_test_ui_click (dialog, "Add");
  ZC_WAIT_UNTIL (gtk_widget_has_css_class (accounts_get_row (dialog, "_Token"), "error"));
  g_assert_null (zc_test_ui_find (dialog, GTK_TYPE_BUTTON, "Add anyway"));
  zc_test_ui_screenshot (GTK_WINDOW (dialog), "accounts-no-privilege");
  gtk_window_close (GTK_WINDOW (dialog));
  ZC_WAIT_UNTIL (test_ui_find_window (ui, "Add account") == NULL);
  g_assert_null (accounts_get_session_name (ui));
}

/* What could not be tried may be added all the same, and can be stopped before. */
static void
test_stopped_and_anyway (TestUi        *ui,
                         gconstpointer  scenario)
{
  GtkWidget *dialog = accounts_open_add_dialog (ui);

  zc_test_sandbox_post (ui->sandbox, "faults", "{\"kind\":\"delay\",\"path\":\"/quota\",\"delay_ms\":%u,\"count\":1}", 60000);
  accounts_fill_in (ui, dialog, "Work", zc_test_sandbox_get_token (ui->sandbox));
  zc_test_ui_click (dialog, "Add");
  ZC_WAIT_UNTIL (accounts_has_title (dialog, "Asking IONOS Cloud DNS whether it accepts the token…"));
  zc_test_ui_screenshot (GTK_WINDOW (dialog), "accounts-trying");
  g_assert_false (gtk_widget_is_sensitive (accounts_get_row (dialog, "_Token")));
  zc_test_ui_click (dialog, "Stop");
  ZC_WAIT_UNTIL (gtk_widget_is_sensitive (accounts_get_row (dialog, "_Token")));
  g_assert_nonnull (test_ui_find_window (ui, "Add account"));

  /* A wait is told second by second. */
  g_free (zc_test_sandbox_control (ui->sandbox, "DELETE", "faults", NULL));
  zc_test_sandbox_post (ui->sandbox, "faults",
                        "{\"kind\":\"status\",\"path\":\"/quota\",\"status\":429,\"retry_after\":\"%u\"}", 20);
  zc_test_ui_click (dialog, "Add");
  ZC_WAIT_UNTIL (accounts_has_title (dialog, "IONOS asks to wait 18 seconds"));
  zc_test_ui_screenshot (GTK_WINDOW (dialog), "accounts-waiting");
  zc_test_ui_click (dialog, "Stop");
  ZC_WAIT_UNTIL (gtk_widget_is_sensitive (accounts_get_row (dialog, "_Token")));

  g_free (zc_test_sandbox_control (ui->sandbox, "DELETE", "faults", NULL));
  zc_test_sandbox_post (ui->sandbox, "faults", "{\"kind\":\"status\",\"path\":\"/quota\",\"status\":%u}", 500);
  zc_test_ui_click (dialog, "Add");
  ZC_WAIT_UNTIL (zc_test_ui_find (dialog, GTK_TYPE_BUTTON, "Add anyway") != NULL);
  accounts_look_at (dialog, "accounts-anyway");
  zc_test_ui_click (dialog, "Add anyway");
  accounts_wait_for_written_keyring (ui, "Work");
}

static void
test_bad_address (TestUi        *ui,
                  gconstpointer  scenario)
{
  GtkWidget *dialog = accounts_open_add_dialog (ui);
  GtkWidget *row = accounts_get_row (dialog, "API add_ress");

  accounts_fill_in (ui, dialog, "Work", "a.b.c");
  accounts_type_into (dialog, "API add_ress", "http://192.0.2.1/");
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

  accounts_set_keyring (FALSE);
  dialog = accounts_open_add_dialog (ui);
  accounts_fill_in (ui, dialog, "Work", zc_test_sandbox_get_token (ui->sandbox));
  zc_test_ui_click (dialog, "Add");
  ZC_WAIT_UNTIL (zc_test_ui_find (dialog, GTK_TYPE_BUTTON, "Use for this session only") != NULL);
  accounts_look_at (dialog, "accounts-keyring");
  zc_test_ui_click (dialog, "Use for this session only");
  ZC_WAIT_UNTIL (g_strcmp0 (accounts_get_session_name (ui), "Work") == 0);
  g_assert_cmpint (zc_account_get_kind (zc_session_get_account (zc_application_get_session (ui->application))), ==,
                   ZC_ACCOUNT_KIND_SESSION_ONLY);
}

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
  accounts_open_first_start (&ui);

  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui.window), GTK_TYPE_BUTTON,
                                  "Import from the IONOS configuration file") != NULL);
  accounts_look_at (GTK_WIDGET (ui.window), "accounts-welcome-import");
  zc_test_ui_click (GTK_WIDGET (ui.window), "Import from the IONOS configuration file");
  dialog = accounts_wait_for_window (&ui, "Import account");
  /* The profile in use is chosen; the one with a password is shown, but not to be chosen. */
  zc_test_ui_click (dialog, "Continue");
  dialog = accounts_wait_for_window (&ui, "Add account");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (accounts_get_row (dialog, "API add_ress"))), ==,
                            zc_test_sandbox_get_url (ui.sandbox));
  gtk_window_close (GTK_WINDOW (dialog));
  ZC_WAIT_UNTIL (test_ui_find_window (&ui, "Add account") == NULL);

  accounts_activate (&ui, "import-accounts", NULL);
  dialog = accounts_wait_for_window (&ui, "Import account");
  ZC_WAIT_UNTIL (gtk_widget_is_sensitive (zc_test_ui_find (dialog, GTK_TYPE_BUTTON, "Continue")));
  accounts_look_at (dialog, "accounts-import");
  zc_test_ui_click (dialog, "Continue");
  dialog = accounts_wait_for_window (&ui, "Add account");
  zc_test_ui_click (dialog, "Add");
  accounts_wait_for_written_keyring (&ui, "work (prod)");
  ZC_WAIT_UNTIL (test_ui_count_rows (&ui) == 6);

  g_unsetenv ("IONOS_CONFIG_FILE");
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, before);
  test_ui_tear_down (&ui, scenario);
}

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
  accounts_open_first_start (&ui);
  window = GTK_WIDGET (ui.window);

  open_with_token (&ui, server, 30 * 24 * 60 * 60);
  zc_test_ui_settle (ui.window);
  g_assert_false (tells (window, "The token of this account"));

  open_with_token (&ui, server, 3 * 24 * 60 * 60 + 60);
  ZC_WAIT_UNTIL (tells (window, "The token of this account expires in 3 days, on "));
  accounts_look_at (window, "accounts-expires-soon");
  ZC_WAIT_UNTIL (zc_test_ui_find (window, GTK_TYPE_BUTTON, "Replace token") != NULL);

  open_with_token (&ui, server, 60 * 60);
  ZC_WAIT_UNTIL (tells (window, "The token of this account expires within a day, on "));

  /* The service took it all the same, so that is all that is said. */
  open_with_token (&ui, server, -60);
  ZC_WAIT_UNTIL (tells (window, "The token of this account says that it expired on "));
  test_ui_tear_down (&ui, unused);
}

int
main (int   argc,
      char *argv[])
{
  zc_test_ui_init (&argc, &argv);

  ADD ("add/welcome-to-zones", test_welcome_to_zones);
  ADD ("add/reopened", test_reopened);
  ADD ("add/refused-then-corrected", test_refused_then_corrected);
  ADD ("add/no-privilege", test_no_privilege);
  ADD ("add/stopped-and-anyway", test_stopped_and_anyway);
  ADD ("add/bad-address", test_bad_address);
  ADD ("add/keyring-fails", test_keyring_fails);
  g_test_add_data_func ("/accounts/import", "default", test_import);
  g_test_add_data_func ("/accounts/expiry", NULL, test_expiry);

  return g_test_run ();
}
