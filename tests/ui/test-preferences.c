/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-ui-common.h"
#include "zc-test-ui.h"
#include "zc-test-window.h"
#include "zc-test.h"

static GSettings *
get_settings (void)
{
  return g_settings_new ("io.github.zonecourier.ZoneCourier");
}

static GtkWindow *
open_preferences (TestUi *ui)
{
  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "preferences", NULL);
  ZC_WAIT_UNTIL (test_ui_find_window (ui, "Preferences") != NULL);
  zc_test_ui_settle (test_ui_find_window (ui, "Preferences"));

  return test_ui_find_window (ui, "Preferences");
}

static GtkSpinButton *
find_spin (GtkWindow  *window,
           const char *name)
{
  GtkWidget *spin = zc_test_ui_find (GTK_WIDGET (window), GTK_TYPE_SPIN_BUTTON, name);

  g_assert_nonnull (spin);

  return GTK_SPIN_BUTTON (spin);
}

/* What cannot be typed cannot be stored by anything else either. */
static gboolean
is_in_range (GSettings  *settings,
             const char *key,
             int         value)
{
  g_autoptr(GSettingsSchema) schema = NULL;
  g_autoptr(GSettingsSchemaKey) schema_key = NULL;
  g_autoptr(GVariant) variant = g_variant_ref_sink (g_variant_new_int32 (value));

  g_object_get (settings, "settings-schema", &schema, NULL);
  schema_key = g_settings_schema_get_key (schema, key);

  return g_settings_schema_key_range_check (schema_key, variant);
}

/* As typing a number and leaving the field does. */
static void
type (GtkSpinButton *spin,
      const char    *text)
{
  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_spin_button_update (spin);
}

static void
test_defaults (TestUi        *ui,
               gconstpointer  data)
{
  GtkWindow *window = open_preferences (ui);

  zc_test_ui_assert_accessible (window);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_spin (window, "Watch for at most"))), ==, "10");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_spin (window, "Check all zones every"))), ==, "60");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_spin (window, "Keep transfers for"))), ==, "365");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_spin (window, "Keep at most"))), ==, "10000");
  gtk_test_accessible_assert_property (find_spin (window, "Keep transfers for"),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Days");
  zc_test_ui_screenshot (window, "preferences");

  /* A second wish shows the same window. */
  g_assert_true (open_preferences (ui) == window);
  /* 360 pixels and the window's shadow: libadwaita's own least width. */
  zc_test_ui_resize (window, 370, 640);
  zc_test_ui_screenshot (window, "preferences-360");
}

static void
test_stored (TestUi        *ui,
             gconstpointer  data)
{
  GtkWindow *window = open_preferences (ui);
  g_autoptr(GSettings) settings = get_settings ();

  type (find_spin (window, "Watch for at most"), "25");
  g_assert_cmpint (g_settings_get_int (settings, "deadline-minutes"), ==, 25);
  type (find_spin (window, "Keep at most"), "500");
  g_assert_cmpint (g_settings_get_int (settings, "history-runs"), ==, 500);

  /* What is set elsewhere is shown. */
  g_settings_set_int (settings, "history-days", 30);
  ZC_WAIT_UNTIL (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (find_spin (window, "Keep transfers for"))), "30"));
}

static void
test_ranges (TestUi        *ui,
             gconstpointer  data)
{
  GtkWindow *window = open_preferences (ui);
  g_autoptr(GSettings) settings = get_settings ();

  type (find_spin (window, "Watch for at most"), "0");
  g_assert_cmpint (g_settings_get_int (settings, "deadline-minutes"), ==, 1);
  type (find_spin (window, "Watch for at most"), "100000");
  g_assert_cmpint (g_settings_get_int (settings, "deadline-minutes"), ==, 120);
  type (find_spin (window, "Check all zones every"), "3");
  g_assert_cmpint (g_settings_get_int (settings, "check-interval-minutes"), ==, 5);
  type (find_spin (window, "Check all zones every"), "99999999999999999999999");
  g_assert_cmpint (g_settings_get_int (settings, "check-interval-minutes"), ==, 1440);
  g_assert_false (is_in_range (settings, "deadline-minutes", 0));
  g_assert_false (is_in_range (settings, "deadline-minutes", 121));
  g_assert_false (is_in_range (settings, "check-interval-minutes", -1));
  g_assert_true (is_in_range (settings, "check-interval-minutes", 0));
}

/* 0 is a word, for eyes and for ears, and the word may be typed over. */
static void
test_words (TestUi        *ui,
            gconstpointer  data)
{
  GtkWindow *window = open_preferences (ui);
  GtkSpinButton *interval = find_spin (window, "Check all zones every");
  GtkSpinButton *days = find_spin (window, "Keep transfers for");
  g_autoptr(GSettings) settings = get_settings ();

  type (interval, "0");
  g_assert_cmpint (g_settings_get_int (settings, "check-interval-minutes"), ==, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (interval)), ==, "Never");
  gtk_test_accessible_assert_property (interval, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "Never");
  gtk_spin_button_spin (interval, GTK_SPIN_STEP_FORWARD, 5);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (interval)), ==, "5");
  gtk_test_accessible_assert_property (interval, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "5");

  type (days, "");
  g_assert_cmpint (g_settings_get_int (settings, "history-days"), ==, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (days)), ==, "No limit");
  type (days, "No limit");
  g_assert_cmpint (g_settings_get_int (settings, "history-days"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  zc_test_ui_init (&argc, &argv);

  g_test_add ("/preferences/defaults", TestUi, NULL, test_ui_set_up, test_defaults, test_ui_tear_down);
  g_test_add ("/preferences/stored-at-once", TestUi, NULL, test_ui_set_up, test_stored, test_ui_tear_down);
  g_test_add ("/preferences/ranges", TestUi, NULL, test_ui_set_up, test_ranges, test_ui_tear_down);
  g_test_add ("/preferences/zero-is-a-word", TestUi, NULL, test_ui_set_up, test_words, test_ui_tear_down);

  return g_test_run ();
}
