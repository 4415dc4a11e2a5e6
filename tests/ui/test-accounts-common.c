/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-accounts-common.h"

#include <glib/gstdio.h>

#include "zc-test.h"

/* libsecret looks at the environment once, so the keyring stays in one place, and fails when that is no folder. */
void
accounts_set_keyring (gboolean works)
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
void
accounts_open_first_start (TestUi *ui)
{
  ZcTestSandbox *sandbox = g_steal_pointer (&ui->sandbox);

  forget_accounts ();
  accounts_set_keyring (TRUE);
  test_ui_forget ();
  test_ui_open (ui);
  ui->sandbox = sandbox;
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Add account") != NULL);
}

void
accounts_set_up (TestUi        *ui,
                 gconstpointer  scenario)
{
  ui->sandbox = zc_test_sandbox_start (scenario);
  /* Accounts that are added ask the sandbox's servers; that there is one in the environment is another matter. */
  zc_test_sandbox_set_environment (ui->sandbox);
  g_unsetenv ("IONOS_TOKEN");
  g_unsetenv ("IONOS_API_URL_DNS");
  accounts_open_first_start (ui);
}

void
accounts_activate (TestUi     *ui,
                   const char *action,
                   GVariant   *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (ui->application), action, parameter);
}

GtkWidget *
accounts_wait_for_window (TestUi     *ui,
                          const char *title)
{
  ZC_WAIT_UNTIL (test_ui_find_window (ui, title) != NULL);

  return GTK_WIDGET (test_ui_find_window (ui, title));
}

GtkWidget *
accounts_find_row (GtkWidget  *root,
                   const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = accounts_find_row (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
accounts_get_row (GtkWidget  *root,
                  const char *title)
{
  GtkWidget *row = accounts_find_row (root, title);

  if (row == NULL)
    g_error ("there is no row \"%s\"", title);

  return row;
}

void
accounts_type_into (GtkWidget  *root,
                    const char *title,
                    const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (accounts_get_row (root, title)), text);
}

GtkWidget *
accounts_open_add_dialog (TestUi *ui)
{
  accounts_activate (ui, "add-account", NULL);

  return accounts_wait_for_window (ui, "Add account");
}

/* Fills in the dialog as a user would who works with the sandbox. */
void
accounts_fill_in (TestUi     *ui,
                  GtkWidget  *dialog,
                  const char *name,
                  const char *token)
{
  accounts_type_into (dialog, "_Name", name);
  accounts_type_into (dialog, "_Token", token);
  accounts_type_into (dialog, "API add_ress", zc_test_sandbox_get_url (ui->sandbox));
}

const char *
accounts_get_session_name (TestUi *ui)
{
  ZcSession *session = zc_application_get_session (ui->application);

  return session != NULL ? zc_account_get_name (zc_session_get_account (session)) : NULL;
}

gboolean
accounts_has_title (GtkWidget  *dialog,
                    const char *title)
{
  GtkWidget *row = accounts_find_row (dialog, title);

  return row != NULL && gtk_widget_get_mapped (row);
}

/* Waits until what was given in a dialog is saved, and the account of this name is open. libsecret 0.20 forgets a tag
 * whenever it writes its file; the checker of leaks knows that by the name of this function. */
void
accounts_wait_for_written_keyring (TestUi     *ui,
                                   const char *name)
{
  ZC_WAIT_UNTIL (g_strcmp0 (accounts_get_session_name (ui), name) == 0 && test_ui_find_window (ui, "Add account") == NULL &&
                          test_ui_find_window (ui, "Replace token") == NULL);
}

/* Looks at a dialog as it is, narrow, and in the dark. */
void
accounts_look_at (GtkWidget  *dialog,
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

void
accounts_add (TestUi     *ui,
              const char *name)
{
  GtkWidget *dialog = accounts_open_add_dialog (ui);

  accounts_fill_in (ui, dialog, name, zc_test_sandbox_get_token (ui->sandbox));
  zc_test_ui_click (dialog, "Add");
  accounts_wait_for_written_keyring (ui, name);
}
