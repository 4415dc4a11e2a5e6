/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "zc-test-ui.h"
#include "zc-test-window.h"
#include "zc-test.h"
#include "zc-timeline-mark.h"
#include "zc-timeline-picture.h"
#include "zc-timeline.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define OLD 2026112201u
#define NEW 2026112202u

static const char *const name_servers[][2] = {
  { "nscs.ui-dns.com", "203.0.113.1" },
  { "nscs.ui-dns.de", "203.0.113.2" },
  { "nscs.ui-dns.org", "2001:db8:10::53" },
  { "nscs.ui-dns.biz", "203.0.113.4" },
};

typedef struct
{
  GtkWindow *window;
  ZcTimeline *timeline;
} Fixture;

static void
look (ZcTimelineLayout *layout,
      gint64            offset_us,
      guint             server,
      guint32           serial)
{
  for (guint tcp = 0; tcp < 2; tcp++)
    zc_timeline_layout_add_answer (layout, offset_us, ZC_TIMELINE_LANE_NAME_SERVER, name_servers[server][0],
                                   name_servers[server][1], tcp != 0, serial != 0 ? &serial : NULL, NULL, "timeout");
}

/* A run of half a minute; the last name server follows late, and one has trouble over TCP for a while. */
static ZcTimelineLayout *
create_layout (gboolean ended)
{
  ZcTimelineLayout *layout = zc_timeline_layout_new ();
  guint32 serial = NEW;

  zc_timeline_layout_add_answer (layout, 0, ZC_TIMELINE_LANE_PRIMARY, "192.0.2.1", "192.0.2.1", FALSE, &serial, NULL, NULL);
  zc_timeline_layout_add_answer (layout, 0, ZC_TIMELINE_LANE_PRIMARY, "2001:db8::1", "2001:db8::1", FALSE, NULL,
                                 "No route", "this computer has no route to it");
  for (guint i = 0; i < G_N_ELEMENTS (name_servers); i++)
    look (layout, 0, i, i == 2 ? 0 : OLD);
  zc_timeline_layout_add_mark (layout, SECOND / 2, ZC_TIMELINE_ITEM_STEP, NULL, "Start sent", "The start was sent.");
  zc_timeline_layout_add_mark (layout, SECOND, ZC_TIMELINE_ITEM_STEP, NULL, "Accepted", "IONOS accepted the start.");
  zc_timeline_layout_add_mark (layout, 3 * SECOND, ZC_TIMELINE_ITEM_WORD, "192.0.2.1", "Pending <b>",
                               "IONOS reports for 192.0.2.1: “Pending <b>”.");
  look (layout, 5 * SECOND, 0, NEW);
  look (layout, 8 * SECOND, 1, NEW);
  zc_timeline_layout_add_mark (layout, 8 * SECOND, ZC_TIMELINE_ITEM_OK, "192.0.2.1", "Ok", "IONOS reports for 192.0.2.1: “Ok”.");
  look (layout, 11 * SECOND, 2, OLD);
  zc_timeline_layout_add_answer (layout, 14 * SECOND, ZC_TIMELINE_LANE_NAME_SERVER, name_servers[2][0],
                                 name_servers[2][1], FALSE, &serial, NULL, NULL);
  zc_timeline_layout_add_mark (layout, 17 * SECOND, ZC_TIMELINE_ITEM_TROUBLE, NULL, "No answer", "A look failed: timeout");
  if (ended)
    {
      look (layout, 20 * SECOND, 2, NEW);
      look (layout, 29 * SECOND, 3, NEW);
      zc_timeline_layout_add_mark (layout, 29 * SECOND, ZC_TIMELINE_ITEM_END, NULL, "Done", "Done");
    }
  zc_timeline_layout_finish (layout, ended ? 29 * SECOND : 18 * SECOND);

  return layout;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkWidget *timeline = zc_timeline_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  fixture->window = GTK_WINDOW (adw_window_new ());
  fixture->timeline = ZC_TIMELINE (timeline);
  zc_timeline_set_layout (fixture->timeline, "example.com", create_layout (TRUE));
  gtk_widget_set_margin_top (timeline, 12);
  gtk_widget_set_margin_bottom (timeline, 12);
  gtk_widget_set_margin_start (timeline, 12);
  gtk_widget_set_margin_end (timeline, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), timeline);
  adw_window_set_content (ADW_WINDOW (fixture->window), scrolled);
  gtk_window_set_title (fixture->window, "Timeline");
  gtk_window_present (fixture->window);
  ZC_WAIT_UNTIL (gtk_widget_get_mapped (timeline));
  zc_test_ui_resize (fixture->window, 760, 560);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static GtkWidget *
get_picture (Fixture *fixture)
{
  return zc_test_window_find_type (GTK_WIDGET (fixture->timeline), ZC_TYPE_TIMELINE_PICTURE);
}

static const char *
get_current (Fixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (fixture->window);

  return ZC_IS_TIMELINE_MARK (focus) ? zc_timeline_mark_get_sentence (ZC_TIMELINE_MARK (focus)) : NULL;
}

static gboolean
shows (Fixture    *fixture,
       const char *text)
{
  return zc_test_ui_find (GTK_WIDGET (fixture->timeline), GTK_TYPE_LABEL, text) != NULL;
}

/* There is no way to press a key from inside; the class's bindings are what a key would find. */
static void
press (Fixture *fixture,
       guint    keyval)
{
  GtkWidget *focus = gtk_window_get_focus (fixture->window);
  GListModel *controllers;
  gboolean found = FALSE;

  g_assert_nonnull (focus);
  controllers = gtk_widget_observe_controllers (get_picture (fixture));
  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !found; i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;

      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (controller)) && !found; k++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (!GTK_IS_KEYVAL_TRIGGER (trigger) ||
              gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) != keyval)
            continue;

          found = TRUE;
          g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, get_picture (fixture),
                                                       gtk_shortcut_get_arguments (shortcut)));
        }
    }
  g_object_unref (controllers);
  g_assert_true (found);
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *picture = get_picture (fixture);

  zc_test_ui_assert_accessible (fixture->window);
  gtk_test_accessible_assert_role (picture, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (picture, GTK_ACCESSIBLE_PROPERTY_LABEL, "Timeline of example.com");
  gtk_test_accessible_assert_property (picture, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
    "0.0 s: 192.0.2.1 answers with serial 2026112202\n"
    "0.0 s: 2001:db8::1 gives no answer that can be used: this computer has no route to it\n"
    "0.0 s: nscs.ui-dns.com (203.0.113.1) answers with serial 2026112201\n"
    "0.0 s: nscs.ui-dns.de (203.0.113.2) answers with serial 2026112201\n"
    "0.0 s: nscs.ui-dns.org (2001:db8:10::53) gives no answer that can be used: timeout\n"
    "0.0 s: nscs.ui-dns.biz (203.0.113.4) answers with serial 2026112201\n"
    "0.5 s: The start was sent.\n"
    "1.0 s: IONOS accepted the start.\n"
    "3.0 s: IONOS reports for 192.0.2.1: “Pending <b>”.\n"
    "5.0 s: nscs.ui-dns.com (203.0.113.1) answers with serial 2026112202 instead of 2026112201\n"
    "8.0 s: IONOS reports for 192.0.2.1: “Ok”.\n"
    "8.0 s: nscs.ui-dns.de (203.0.113.2) answers with serial 2026112202 instead of 2026112201\n"
    "11 s: nscs.ui-dns.org (2001:db8:10::53) answers with serial 2026112201\n"
    "14 s: nscs.ui-dns.org (2001:db8:10::53) does not answer alike over UDP and TCP: serial 2026112201 and serial 2026112202\n"
    "17 s: A look failed: timeout\n"
    "20 s: nscs.ui-dns.org (2001:db8:10::53) answers with serial 2026112202\n"
    "29 s: Done\n"
    "29 s: nscs.ui-dns.biz (203.0.113.4) answers with serial 2026112202 instead of 2026112201");
}

/* The tabulator enters once; arrows lead over marks and lanes, and the line below says what is read. */
static void
test_keyboard (Fixture       *fixture,
               gconstpointer  data)
{
  gtk_window_set_focus (fixture->window, NULL);
  g_assert_true (gtk_widget_child_focus (get_picture (fixture), GTK_DIR_TAB_FORWARD));
  g_assert_cmpstr (get_current (fixture), ==, "0.0 s: 192.0.2.1 answers with serial 2026112202");
  ZC_WAIT_UNTIL (shows (fixture, "0.0 s: 192.0.2.1 answers with serial 2026112202"));

  press (fixture, GDK_KEY_Left);
  g_assert_cmpstr (get_current (fixture), ==, "0.0 s: 192.0.2.1 answers with serial 2026112202");
  press (fixture, GDK_KEY_Up);
  g_assert_cmpstr (get_current (fixture), ==, "0.0 s: 192.0.2.1 answers with serial 2026112202");
  press (fixture, GDK_KEY_Down);
  press (fixture, GDK_KEY_Down);
  g_assert_cmpstr (get_current (fixture), ==, "0.5 s: The start was sent.");
  press (fixture, GDK_KEY_Right);
  g_assert_cmpstr (get_current (fixture), ==, "1.0 s: IONOS accepted the start.");
  press (fixture, GDK_KEY_End);
  g_assert_cmpstr (get_current (fixture), ==, "29 s: Done");

  /* Another lane is entered at the same time of the run. */
  press (fixture, GDK_KEY_Down);
  g_assert_cmpstr (get_current (fixture), ==,
                   "5.0 s: nscs.ui-dns.com (203.0.113.1) answers with serial 2026112202 instead of 2026112201");
  ZC_WAIT_UNTIL (shows (fixture, get_current (fixture)));
  gtk_window_set_focus_visible (fixture->window, TRUE);
  zc_test_ui_screenshot (fixture->window, "timeline-focus");
  press (fixture, GDK_KEY_Home);
  g_assert_cmpstr (get_current (fixture), ==, "0.0 s: nscs.ui-dns.com (203.0.113.1) answers with serial 2026112201");

  /* The tabulator leaves from every mark, and comes back to the same one. */
  g_assert_false (gtk_widget_child_focus (get_picture (fixture), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->timeline), GTK_DIR_TAB_FORWARD));
  g_assert_null (get_current (fixture));
  ZC_WAIT_UNTIL (!shows (fixture, "0.0 s: nscs.ui-dns.com (203.0.113.1) answers with serial 2026112201"));
  g_assert_true (gtk_widget_grab_focus (get_picture (fixture)));
  g_assert_cmpstr (get_current (fixture), ==, "0.0 s: nscs.ui-dns.com (203.0.113.1) answers with serial 2026112201");
}

/* In a language that is read from right to left the arrow to the left leads on. */
static void
test_mirrored (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *first;
  GtkWidget *second;
  graphene_point_t first_place;
  graphene_point_t second_place;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  zc_test_ui_settle (fixture->window);
  zc_test_ui_screenshot (fixture->window, "timeline-rtl");

  gtk_widget_grab_focus (get_picture (fixture));
  press (fixture, GDK_KEY_Down);
  press (fixture, GDK_KEY_Down);
  first = gtk_window_get_focus (fixture->window);
  press (fixture, GDK_KEY_Left);
  g_assert_cmpstr (get_current (fixture), ==, "1.0 s: IONOS accepted the start.");
  second = gtk_window_get_focus (fixture->window);
  g_assert_true (gtk_widget_compute_point (first, get_picture (fixture), &GRAPHENE_POINT_INIT (0, 0), &first_place));
  g_assert_true (gtk_widget_compute_point (second, get_picture (fixture), &GRAPHENE_POINT_INIT (0, 0), &second_place));
  g_assert_cmpfloat (second_place.x, <, first_place.x);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_text (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *expander = zc_test_window_find_type (GTK_WIDGET (fixture->timeline), GTK_TYPE_EXPANDER);
  GtkWidget *list_box;
  GtkListBoxRow *row;

  g_assert_false (shows (fixture, "IONOS accepted the start."));
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  ZC_WAIT_UNTIL (shows (fixture, "IONOS accepted the start."));
  zc_test_ui_resize (fixture->window, 760, 1000);
  zc_test_ui_assert_accessible (fixture->window);
  zc_test_ui_screenshot (fixture->window, "timeline-text");

  list_box = zc_test_window_find_type (expander, GTK_TYPE_LIST_BOX);
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list_box), 16);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "29 s: Done");
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list_box), 18));
}

/* What is added to a run under way takes nobody's focus away. */
static void
test_live (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *focus;

  zc_timeline_set_layout (fixture->timeline, "example.com", create_layout (FALSE));
  gtk_widget_grab_focus (get_picture (fixture));
  press (fixture, GDK_KEY_Down);
  press (fixture, GDK_KEY_Down);
  press (fixture, GDK_KEY_End);
  g_assert_cmpstr (get_current (fixture), ==, "17 s: A look failed: timeout");
  focus = gtk_window_get_focus (fixture->window);

  zc_timeline_set_layout (fixture->timeline, "example.com", create_layout (TRUE));
  zc_test_ui_settle (fixture->window);
  g_assert_true (gtk_window_get_focus (fixture->window) == focus);
  press (fixture, GDK_KEY_Right);
  g_assert_cmpstr (get_current (fixture), ==, "29 s: Done");

  zc_timeline_set_layout (fixture->timeline, "example.com", NULL);
  zc_test_ui_settle (fixture->window);
  g_assert_null (zc_test_window_find_type (GTK_WIDGET (fixture->timeline), ZC_TYPE_TIMELINE_MARK));
}

/* Pictures for people to look at, and no width at which the picture is wider than its window. */
static void
test_look (Fixture       *fixture,
           gconstpointer  data)
{
  static const int widths[] = { 360, 600, 1040, 1580 };
  const char *suffix = g_getenv ("ZC_TEST_SUFFIX") != NULL ? g_getenv ("ZC_TEST_SUFFIX") : "";
  g_autofree char *dark = g_strdup_printf ("timeline-dark%s", suffix);

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *name = g_strdup_printf ("timeline-%d%s", widths[i], suffix);

      zc_test_ui_resize (fixture->window, widths[i], 760);
      g_assert_cmpint (gtk_widget_get_width (get_picture (fixture)), <=, widths[i] - 24);
      zc_test_ui_screenshot (fixture->window, name);
    }

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  zc_test_ui_resize (fixture->window, 760, 560);
  zc_test_ui_screenshot (fixture->window, dark);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(AdwApplication) application = NULL;

  zc_test_ui_init (&argc, &argv);
  application = zc_test_window_start ();

  g_test_add ("/timeline/tells-all-in-order", Fixture, NULL, set_up, test_accessible, tear_down);
  g_test_add ("/timeline/explored-by-keyboard", Fixture, NULL, set_up, test_keyboard, tear_down);
  g_test_add ("/timeline/mirrored", Fixture, NULL, set_up, test_mirrored, tear_down);
  g_test_add ("/timeline/as-text", Fixture, NULL, set_up, test_text, tear_down);
  g_test_add ("/timeline/live", Fixture, NULL, set_up, test_live, tear_down);
  g_test_add ("/timeline/look", Fixture, NULL, set_up, test_look, tear_down);

  return g_test_run ();
}
