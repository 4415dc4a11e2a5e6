/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <string.h>

#include "test-ui-common.h"
#include "zc-account-dialog.h"
#include "zc-accounts-dialog.h"
#include "zc-details-window.h"
#include "zc-preferences.h"
#include "zc-test-ui.h"
#include "zc-test.h"
#include "zc-text.h"
#include "zc-verification-page.h"

/* The main screens in the language that LANGUAGE names, with the translations in ZC_TEST_LOCALEDIR: one after the other
 * over one sandbox, so that all of a language takes a few seconds. */

#define ZONE "example.com"
#define TROUBLED_ZONE "legacy.example.org"

/* The least width of libadwaita's preferences with their shadow, and so that of all dialogs here. */
#define NARROW_DIALOG 370

/* What a message is called in this language. A message that stays as it is would prove nothing, so the tests take only
 * those that no language leaves alone. */
static const char *
translate (const char *message)
{
  const char *translation = gettext (message);

  g_test_message ("“%s” is “%s”", message, translation);
  g_assert_cmpstr (translation, !=, message);

  return translation;
}

static void
assert_words (GtkWindow          *window,
              GType               type,
              const char * const *messages)
{
  zc_test_ui_settle (window);
  for (guint i = 0; messages[i] != NULL; i++)
    g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (window), type, translate (messages[i])));
}

/* Where there is room for the words of a button or a tab, they are whole; elsewhere there is an icon for them. */
static void
assert_whole (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON) != NULL)
    {
      g_test_message ("“%s” is whole", gtk_label_get_text (GTK_LABEL (widget)));
      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    assert_whole (child);
}

/* Also between two buttons on a phone. */
static void
assert_title_is_whole (GtkWindow *window)
{
  GtkWidget *title = zc_test_ui_find (GTK_WIDGET (window), GTK_TYPE_LABEL, gtk_window_get_title (window));

  g_test_message ("“%s” is whole", gtk_window_get_title (window));
  g_assert_nonnull (title);
  g_assert_true (gtk_widget_has_css_class (title, "title"));
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (title))));
}

/* No text reaches out of its window. */
static void
assert_inside (GtkWidget *widget,
               GtkWindow *window)
{
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget) && gtk_widget_compute_bounds (widget, GTK_WIDGET (window), &bounds))
    {
      g_test_message ("“%s” begins at %g and ends at %g", gtk_label_get_text (GTK_LABEL (widget)), bounds.origin.x,
                      bounds.origin.x + bounds.size.width);
      g_assert_cmpfloat (bounds.origin.x, >=, 0);
      g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (GTK_WIDGET (window)));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    assert_inside (child, window);
}

static void
shoot (GtkWindow  *window,
       const char *name,
       const char *look)
{
  g_autofree char *full = g_strconcat ("language-", name, look, g_getenv ("ZC_TEST_SUFFIX"), NULL);

  zc_test_ui_screenshot (window, full);
}

static void
shoot_dark (GtkWindow  *window,
            const char *name,
            const char *look)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  shoot (window, name, look);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

/* Drawing takes longest of all, so a run of all tests takes the two pictures that show most: a language that is being
 * worked on has all of them taken. */
static gboolean
wants_all_looks (void)
{
  return g_getenv ("ZC_TEST_ALL_LOOKS") != NULL;
}

/* As wide as on a small laptop, beside something else, and on a phone. */
static void
shoot_window (GtkWindow  *window,
              const char *name)
{
  zc_test_ui_resize (window, 1040, 680);
  shoot (window, name, "");
  if (wants_all_looks ())
    {
      shoot_dark (window, name, "-dark");
      zc_test_ui_resize (window, 560, 680);
      shoot (window, name, "-560");
    }

  zc_test_ui_resize (window, 360, 640);
  assert_inside (GTK_WIDGET (window), window);
  if (wants_all_looks ())
    shoot (window, name, "-360");
  shoot_dark (window, name, "-360-dark");
  zc_test_ui_resize (window, 1040, 680);
}

static void
shoot_dialog (GtkWindow  *window,
              const char *name)
{
  shoot (window, name, "");
  if (wants_all_looks ())
    shoot_dark (window, name, "-dark");
  zc_test_ui_resize (window, NARROW_DIALOG, 640);
  assert_inside (GTK_WIDGET (window), window);
  shoot (window, name, "-360");
}

/* Windows that are not the project's own have their own ideas of how wide they are. */
static void
look_at_window (TestUi     *ui,
                const char *action,
                GType       type,
                gboolean    own)
{
  GtkWindow *window = NULL;

  g_action_group_activate_action (G_ACTION_GROUP (ui->application), action, NULL);
  ZC_WAIT_UNTIL ((window = test_ui_find_window_of_type (type)) != NULL);
  if (own)
    {
      zc_test_ui_assert_accessible (window);
      shoot_dialog (window, action);
      assert_title_is_whole (window);
    }
  else
    {
      shoot (window, action, "");
    }
  gtk_window_close (window);
  ZC_WAIT_UNTIL (test_ui_find_window_of_type (type) == NULL);
}

/* Where a text is drawn in its widget. */
static gboolean
get_drawn (GtkWidget       *text,
           graphene_rect_t *bounds)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (text);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (text), gtk_widget_get_height (text));
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    return FALSE;

  gsk_render_node_get_bounds (node, bounds);

  return TRUE;
}

/* Returns how many texts in a table begin where lines begin; it is an error when one does not. Letters do not fill the
 * room that they take, so some pixels are left to them. */
static guint
count_lines_begun (GtkWidget *widget)
{
  gboolean is_text = GTK_IS_INSCRIPTION (widget) && gtk_widget_get_mapped (widget);
  graphene_rect_t drawn;
  guint n = 0;

  if (is_text && get_drawn (widget, &drawn))
    {
      float right = (float) gtk_widget_get_width (widget) - drawn.origin.x - drawn.size.width;

      g_test_message ("“%s” is %g and %g from the sides", gtk_inscription_get_text (GTK_INSCRIPTION (widget)),
                      drawn.origin.x, right);
      g_assert_cmpfloat (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL ? right : drawn.origin.x, <=, 5);
      n++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_lines_begun (child);

  return n;
}

/* Cells are used again for other zones, whose texts may run the other way. */
static void
assert_rows_begin (TestUi *ui)
{
  guint n_rows = test_ui_count_rows (ui);
  GtkEditable *entry = test_ui_find_type (GTK_WIDGET (ui->page), GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (entry, TROUBLED_ZONE);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 1);
  zc_test_ui_settle (ui->window);
  gtk_editable_set_text (entry, "");
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == n_rows);
  zc_test_ui_settle (ui->window);

  g_assert_cmpuint (count_lines_begun (GTK_WIDGET (ui->table)), >, n_rows);
}

static void
look_at_zones (TestUi *ui)
{
  const char *tabs[] = { "Public zones", NULL };
  const char *primary_titles[] = { "Zone name", "Name servers", "Last modified", NULL };
  const char *secondary_titles[] = { "Zone name", "Primary IPs", "Last modified", NULL };
  const char *buttons[] = { "Start zone transfer", "Refresh", "Main menu", NULL };

  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (ui), "content") == 0);
  assert_words (ui->window, GTK_TYPE_LABEL, tabs);
  assert_words (ui->window, GTK_TYPE_LABEL, primary_titles);
  shoot_window (ui->window, "zones-primary");

  test_ui_show_secondary (ui);
  test_ui_wait_for_serials (ui);
  test_ui_select (ui, ZONE);
  assert_words (ui->window, GTK_TYPE_LABEL, secondary_titles);
  assert_words (ui->window, GTK_TYPE_WIDGET, buttons);
  zc_test_ui_assert_accessible (ui->window);
  shoot_window (ui->window, "zones");
  assert_rows_begin (ui);
}

static void
look_at_transfer (TestUi *ui)
{
  const char *buttons[] = { "Cancel", "Start transfer", NULL };
  const char *title = translate ("Start zone transfer");
  const char *begun = translate ("The zone transfer process has begun.");
  const char *done = translate ("Done");
  ZcZoneItem *item = zc_session_find_zone (zc_application_get_session (ui->application), ZONE);
  GtkWindow *dialog = NULL;

  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "start-zone-transfer", g_variant_new_string (ZONE));
  ZC_WAIT_UNTIL ((dialog = test_ui_find_window (ui, title)) != NULL);
  assert_words (dialog, GTK_TYPE_BUTTON, buttons);
  zc_test_ui_assert_accessible (dialog);
  shoot_dialog (dialog, "dialog");
  zc_test_ui_click (GTK_WIDGET (dialog), translate ("Start transfer"));

  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, begun) != NULL);
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.show-view", "s", "transfers");
  ZC_WAIT_UNTIL (zc_zone_item_get_run (item) != NULL && !zc_run_is_active (zc_zone_item_get_run (item)));
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, done) != NULL);
  zc_test_ui_assert_accessible (ui->window);
  shoot_window (ui->window, "transfers");
}

static ZcVerificationState
get_verification_state (GtkWindow *window)
{
  ZcVerificationPage *page = test_ui_find_type (GTK_WIDGET (window), ZC_TYPE_VERIFICATION_PAGE);
  ZcVerification *verification = zc_verification_page_get_verification (page);

  return verification != NULL ? zc_verification_get_state (verification) : ZC_VERIFICATION_STATE_NEW;
}

static GtkWindow *
open_zone (TestUi     *ui,
           const char *name)
{
  GtkWindow *window = NULL;

  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "show-zone", g_variant_new_string (name));
  ZC_WAIT_UNTIL ((window = test_ui_find_window_of_type (ZC_TYPE_DETAILS_WINDOW)) != NULL);
  zc_test_ui_settle (window);
  assert_whole (GTK_WIDGET (window));
  zc_test_ui_resize (window, 1040, 680);
  assert_whole (GTK_WIDGET (window));

  return window;
}

static void
close_zone (GtkWindow *window)
{
  gtk_window_close (window);
  ZC_WAIT_UNTIL (test_ui_find_window_of_type (ZC_TYPE_DETAILS_WINDOW) == NULL);
}

/* All columns begin where lines begin, also those whose text runs the other way: names, and numbers, which run no way. */
static void
assert_lines_begin (GtkWindow *window)
{
  const char *texts[] = { ZONE, "AAAA", "nscs.ui-dns.com", "192.0.2.80" };
  float begin = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL ? 1.0f : 0.0f;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *text = NULL;

      g_test_message ("%s", texts[i]);
      ZC_WAIT_UNTIL ((text = zc_test_ui_find (GTK_WIDGET (window), GTK_TYPE_INSCRIPTION, texts[i])) != NULL);
      g_assert_cmpfloat (gtk_inscription_get_xalign (GTK_INSCRIPTION (text)), ==, begin);
    }
}

static void
look_at_details (TestUi *ui)
{
  const char *pages[] = { "details", "records", "history" };
  const char *words[] = { "Name servers", "Records", "Verification", "History", NULL };
  GtkWindow *window = open_zone (ui, ZONE);

  assert_words (window, GTK_TYPE_WIDGET, words);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *name = g_strconcat ("details-", pages[i], NULL);

      gtk_widget_activate_action (GTK_WIDGET (window), "details.show-page", "s", pages[i]);
      zc_test_ui_assert_accessible (window);
      if (g_str_equal (pages[i], "records"))
        assert_lines_begin (window);
      shoot_window (window, name);
    }
  close_zone (window);
}

static void
look_at_verification (TestUi *ui)
{
  GtkWindow *window = open_zone (ui, TROUBLED_ZONE);

  zc_test_ui_click (GTK_WIDGET (window), translate ("Verify"));
  ZC_WAIT_UNTIL (get_verification_state (window) == ZC_VERIFICATION_STATE_ENDED);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (window), GTK_TYPE_WIDGET, translate ("Findings")) != NULL);
  zc_test_ui_assert_accessible (window);
  shoot_window (window, "details-verification");
  close_zone (window);
}

static void
test_with_account (TestUi        *ui,
                   gconstpointer  scenario)
{
  look_at_zones (ui);
  look_at_transfer (ui);
  look_at_details (ui);
  look_at_verification (ui);
  look_at_window (ui, "preferences", ZC_TYPE_PREFERENCES, TRUE);
  look_at_window (ui, "accounts", ZC_TYPE_ACCOUNTS_DIALOG, TRUE);
  look_at_window (ui, "replace-token", ZC_TYPE_ACCOUNT_DIALOG, TRUE);
  look_at_window (ui, "about", ADW_TYPE_ABOUT_WINDOW, FALSE);
  look_at_window (ui, "shortcuts", GTK_TYPE_SHORTCUTS_WINDOW, FALSE);
}

static void
test_without_account (TestUi        *ui,
                      gconstpointer  scenario)
{
  const char *buttons[] = { "Add account", "Try the demo", NULL };
  const char *welcome = translate ("Welcome to Zone Courier");

  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, welcome) != NULL);
  assert_words (ui->window, GTK_TYPE_BUTTON, buttons);
  zc_test_ui_assert_accessible (ui->window);
  shoot_window (ui->window, "welcome");
  look_at_window (ui, "add-account", ZC_TYPE_ACCOUNT_DIALOG, TRUE);
}

/* Where sentences follow each other without a blank, those that are put together do so too. */
static void
test_sentences (void)
{
  g_autofree char *text = zc_text_add_sentence (g_strdup ("1."), g_strdup ("2."));

  g_test_message ("“%s”", text);
  g_assert_nonnull (strstr (text, "2."));
  g_assert_cmpint (strchr (text, ' ') == NULL, ==, g_str_equal (g_getenv ("LANGUAGE"), "ja"));
}

int
main (int   argc,
      char *argv[])
{
  zc_test_ui_init (&argc, &argv);

  g_test_add_func ("/languages/sentences", test_sentences);
  g_test_add ("/languages/main-screens", TestUi, "default", test_ui_set_up, test_with_account, test_ui_tear_down);
  g_test_add ("/languages/welcome", TestUi, NULL, test_ui_set_up, test_without_account, test_ui_tear_down);

  return g_test_run ();
}
