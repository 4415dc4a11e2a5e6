/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-ui-common.h"
#include "zc-domain-label.h"
#include "zc-gradual-selection.h"
#include "zc-name-cell.h"
#include "zc-test-ui.h"
#include "zc-test.h"

#define ZONE "example.com"

static void
load (TestUi *ui)
{
  test_ui_show_secondary (ui);
  test_ui_wait_for_serials (ui);
  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (ui), "content") == 0);
  zc_test_ui_resize (ui->window, 1040, 680);
}

static const char *
get_name (TestUi *ui,
          guint   position)
{
  return zc_zone_get_name (zc_zone_item_get_zone (test_ui_get_row (ui, position)));
}

static gboolean
is_selected (TestUi     *ui,
             const char *name)
{
  for (guint i = 0; i < test_ui_count_rows (ui); i++)
    {
      if (g_str_equal (get_name (ui, i), name))
        return gtk_selection_model_is_selected (zc_zone_table_get_model (ui->table), i);
    }

  return FALSE;
}

static guint
count_selected (TestUi *ui)
{
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (zc_zone_table_get_model (ui->table));

  return gtk_bitset_get_size (selected);
}

static char *
describe_focus (TestUi *ui)
{
  return zc_test_ui_get_name (gtk_root_get_focus (GTK_ROOT (ui->window)));
}

static void
assert_focus (TestUi     *ui,
              const char *name)
{
  g_autofree char *focus = describe_focus (ui);

  g_assert_cmpstr (focus, ==, name);
}

static void
press_tab (TestUi           *ui,
           GtkDirectionType  direction)
{
  g_signal_emit_by_name (ui->window, "move-focus", direction);
}

/* Tab goes to one row, through its buttons, and out of the table, in both directions. */
static void
test_tab (TestUi        *ui,
          gconstpointer  scenario)
{
  load (ui);
  gtk_widget_grab_focus (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_WIDGET, "Sort By"));

  press_tab (ui, GTK_DIR_TAB_FORWARD);
  assert_focus (ui, "archive.example.net, Failing");
  press_tab (ui, GTK_DIR_TAB_FORWARD);
  assert_focus (ui, "Start zone transfer of archive.example.net");
  press_tab (ui, GTK_DIR_TAB_FORWARD);
  assert_focus (ui, "Details & Records of archive.example.net");
  press_tab (ui, GTK_DIR_TAB_FORWARD);
  assert_focus (ui, "More actions for archive.example.net");
  press_tab (ui, GTK_DIR_TAB_FORWARD);
  assert_focus (ui, "Add account");

  press_tab (ui, GTK_DIR_TAB_BACKWARD);
  assert_focus (ui, "archive.example.net, Failing");
  press_tab (ui, GTK_DIR_TAB_BACKWARD);
  assert_focus (ui, "Sort By");
  press_tab (ui, GTK_DIR_TAB_BACKWARD);
  assert_focus (ui, "All");
  press_tab (ui, GTK_DIR_TAB_BACKWARD);
  assert_focus (ui, "Secondary zones");
}

static gboolean
has_focus (TestUi     *ui,
           const char *name)
{
  GtkWidget *widget = gtk_root_get_focus (GTK_ROOT (ui->window));
  g_autofree char *focus = widget != NULL ? zc_test_ui_get_name (widget) : NULL;

  return g_strcmp0 (focus, name) == 0;
}

static int
get_description_width (TestUi *ui)
{
  GtkWidget *view = zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_COLUMN_VIEW, NULL);
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (view));
  g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, ZC_ZONE_COLUMN_DESCRIPTION);

  return gtk_column_view_column_get_fixed_width (column);
}

/* The name alone does not get all the room of a wide window. */
static void
test_wide (TestUi        *ui,
           gconstpointer  scenario)
{
  load (ui);
  g_assert_cmpint (get_description_width (ui), ==, -1);
  gtk_window_set_default_size (GTK_WINDOW (ui->window), 1500, 680);
  ZC_WAIT_UNTIL (get_description_width (ui) > 300);
  gtk_window_set_default_size (GTK_WINDOW (ui->window), 1040, 680);
  ZC_WAIT_UNTIL (get_description_width (ui) == -1);
}

/* A button that cannot be used any more, or is gone, leaves the focus to its row. */
static void
test_focus_stays (TestUi        *ui,
                  gconstpointer  scenario)
{
  static const char * const names[] = {
    "Start zone transfer of archive.example.net", "Details & Records of archive.example.net",
  };
  GtkWidget *button;

  load (ui);
  button = zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, names[0]);
  gtk_widget_grab_focus (button);
  assert_focus (ui, names[0]);
  gtk_widget_set_sensitive (button, FALSE);
  ZC_WAIT_UNTIL (has_focus (ui, "archive.example.net, Failing"));

  button = zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, names[1]);
  gtk_widget_grab_focus (button);
  assert_focus (ui, names[1]);
  gtk_widget_set_visible (button, FALSE);
  ZC_WAIT_UNTIL (has_focus (ui, "archive.example.net, Failing"));
}

/* Columns of GTK 4.8 cannot be sorted by keyboard; the menu can. */
static void
test_sort_menu (TestUi        *ui,
                gconstpointer  scenario)
{
  gboolean descending;
  guint column;

  load (ui);
  g_assert_cmpstr (get_name (ui, 0), ==, "archive.example.net");

  gtk_widget_activate_action (GTK_WIDGET (ui->table), "zones.sort-by", "s", "status");
  zc_test_ui_settle (ui->window);
  g_object_get (ui->table, "sort-column", &column, NULL);
  g_assert_cmpuint (column, ==, ZC_ZONE_COLUMN_STATUS);
  /* The most urgent first. */
  g_assert_cmpint (zc_zone_item_get_health (test_ui_get_row (ui, 0)), ==, ZC_ZONE_HEALTH_FAILING);

  gtk_widget_activate_action (GTK_WIDGET (ui->table), "zones.sort-descending", NULL);
  zc_test_ui_settle (ui->window);
  g_object_get (ui->table, "sort-descending", &descending, NULL);
  g_assert_true (descending);
  g_assert_cmpint (zc_zone_item_get_health (test_ui_get_row (ui, 0)), !=, ZC_ZONE_HEALTH_FAILING);

  gtk_widget_activate_action (GTK_WIDGET (ui->table), "zones.sort-descending", NULL);
  gtk_widget_activate_action (GTK_WIDGET (ui->table), "zones.sort-by", "s", "modified");
  zc_test_ui_settle (ui->window);
  g_assert_cmpstr (get_name (ui, 0), ==, "new.example.org");
}

/* A zone that changes moves to its new place and stays selected; what was in sight stays there. */
static void
test_live (TestUi        *ui,
           gconstpointer  scenario)
{
  ZcZoneItem *item;
  guint before;

  load (ui);
  gtk_widget_activate_action (GTK_WIDGET (ui->table), "zones.sort-by", "s", "status");
  test_ui_select (ui, "example.net");
  test_ui_select (ui, ZONE);
  item = zc_session_find_zone (zc_application_get_session (ui->application), ZONE);
  g_assert_cmpint (zc_zone_item_get_health (item), ==, ZC_ZONE_HEALTH_BEHIND);
  for (before = 0; test_ui_get_row (ui, before) != item; before++)
    ;

  g_assert_nonnull (zc_session_start_transfer (zc_application_get_session (ui->application), item, NULL));
  ZC_WAIT_UNTIL (zc_zone_item_get_health (item) == ZC_ZONE_HEALTH_IN_SYNC);
  ZC_WAIT_UNTIL (test_ui_get_row (ui, before) != item);

  g_assert_true (is_selected (ui, ZONE));
  g_assert_true (is_selected (ui, "example.net"));
  g_assert_cmpuint (count_selected (ui), ==, 2);
}

/* What no longer matches goes, what matches now comes, without anybody asking. */
static void
test_live_filter (TestUi        *ui,
                  gconstpointer  scenario)
{
  ZcZoneItem *item;

  load (ui);
  zc_zone_table_set_filter (ui->table, ZC_STATE_FILTER_NEEDS_ATTENTION, NULL);
  g_assert_cmpuint (test_ui_count_rows (ui), ==, 7);
  test_ui_select (ui, "campus.example.org");

  item = zc_session_find_zone (zc_application_get_session (ui->application), ZONE);
  g_assert_nonnull (zc_session_start_transfer (zc_application_get_session (ui->application), item, NULL));
  ZC_WAIT_UNTIL (zc_zone_item_get_health (item) == ZC_ZONE_HEALTH_IN_SYNC);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 6);
  g_assert_true (is_selected (ui, "campus.example.org"));
}

static void
test_refresh_keeps_selection (TestUi        *ui,
                              gconstpointer  scenario)
{
  ZcZoneList *list;

  load (ui);
  test_ui_select (ui, "mail.example.net");
  list = zc_session_get_zone_list (zc_application_get_session (ui->application), ZC_ZONE_KIND_SECONDARY);

  zc_test_sandbox_post (ui->sandbox, "delete", "{\"zone\":\"archive.example.net\"}");
  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "refresh", NULL);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 13);
  ZC_WAIT_UNTIL (!zc_zone_list_is_busy (list));
  g_assert_true (is_selected (ui, "mail.example.net"));
  g_assert_cmpuint (count_selected (ui), ==, 1);
}

static void
test_selection (TestUi        *ui,
                gconstpointer  scenario)
{
  GtkWidget *button;
  guint n_startable;

  load (ui);
  button = zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Start zone transfer");
  g_assert_false (gtk_widget_is_sensitive (button));

  test_ui_select (ui, ZONE);
  test_ui_select (ui, "mail.example.net");
  ZC_WAIT_UNTIL (gtk_widget_is_sensitive (button));
  zc_test_ui_settle (ui->window);
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "2 selected"));
  g_object_get (ui->table, "n-startable", &n_startable, NULL);
  g_assert_cmpuint (n_startable, ==, 2);

  /* Primary zones cannot be transferred, whatever is selected. */
  zc_zones_page_set_kind (ui->page, ZC_ZONE_KIND_PRIMARY);
  gtk_selection_model_select_all (zc_zone_table_get_model (ui->table));
  zc_test_ui_settle (ui->window);
  g_assert_false (gtk_widget_is_sensitive (button));
}

static gboolean
has_title (TestUi     *ui,
           const char *title)
{
  return zc_test_ui_find (GTK_WIDGET (ui->table), GTK_TYPE_LABEL, title) != NULL;
}

/* The essentials stay at every width, and nothing is cut off at the side. */
static void
check_widths (TestUi *ui)
{
  GtkWidget *scrolled_window = gtk_widget_get_first_child (GTK_WIDGET (ui->table));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled_window));

  for (int width = 360; width <= 1240; width += 80)
    {
      zc_test_ui_resize (ui->window, width, 640);
      g_test_message ("%d pixels: %g of %g", width, gtk_adjustment_get_page_size (adjustment),
                      gtk_adjustment_get_upper (adjustment));
      g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), <=, gtk_adjustment_get_page_size (adjustment));
      g_assert_true (has_title (ui, "Zone name"));
      g_assert_true (has_title (ui, "Actions"));
      /* The status has a column or stands below the name. */
      g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (ui->table), GTK_TYPE_INSCRIPTION, "Failing"));
      g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (ui->table), GTK_TYPE_BUTTON,
                                         "Start zone transfer of archive.example.net"));
    }

  zc_test_ui_resize (ui->window, 360, 640);
  g_assert_false (has_title (ui, "Status"));
  g_assert_false (has_title (ui, "Serial"));
  zc_test_ui_resize (ui->window, 1240, 640);
  g_assert_true (has_title (ui, "Description"));
}

static void
test_widths (TestUi        *ui,
             gconstpointer  scenario)
{
  const char *fonts[] = { "Cantarell 11", "Noto Sans 10", "DejaVu Sans 12" };
  g_autofree char *usual_font = NULL;

  g_object_get (gtk_settings_get_default (), "gtk-font-name", &usual_font, NULL);
  load (ui);
  for (guint i = 0; i < G_N_ELEMENTS (fonts); i++)
    {
      g_test_message ("%s", fonts[i]);
      g_object_set (gtk_settings_get_default (), "gtk-font-name", fonts[i], NULL);
      check_widths (ui);
    }
  g_object_set (gtk_settings_get_default (), "gtk-font-name", usual_font, NULL);
}

/* The menu of a row speaks of that row, and of all selected ones when it is one of them. */
static void
test_menu (TestUi        *ui,
           gconstpointer  scenario)
{
  GtkWidget *menu;

  load (ui);
  zc_test_ui_click (GTK_WIDGET (ui->table), "More actions for " ZONE);
  menu = test_ui_find_type (GTK_WIDGET (ui->table), GTK_TYPE_POPOVER_MENU);
  g_assert_nonnull (menu);
  ZC_WAIT_UNTIL (gtk_widget_get_mapped (menu));

  gtk_widget_activate_action (menu, "zone.details", NULL);
  ZC_WAIT_UNTIL (test_ui_find_window (ui, ZONE) != NULL);
  gtk_window_close (test_ui_find_window (ui, ZONE));

  gtk_widget_activate_action (menu, "zone.start", NULL);
  ZC_WAIT_UNTIL (test_ui_find_window (ui, "Start zone transfer") != NULL);
  zc_test_ui_click (GTK_WIDGET (test_ui_find_window (ui, "Start zone transfer")), "Cancel");
  g_assert_cmpuint (zc_test_sandbox_count (ui->sandbox, "PUT", "*"), ==, 0);
}

/* A double click, or Enter on a row, opens the zone. */
static void
test_activate (TestUi        *ui,
               gconstpointer  scenario)
{
  GtkWidget *view;

  load (ui);
  view = test_ui_find_type (GTK_WIDGET (ui->table), GTK_TYPE_COLUMN_VIEW);
  g_assert_cmpstr (get_name (ui, 1), ==, "branch.example.com");
  g_signal_emit_by_name (view, "activate", 1);
  ZC_WAIT_UNTIL (test_ui_find_window (ui, "branch.example.com") != NULL);
}

/* Where text runs from right to left, all columns begin at the right, also those whose text does not. */
static void
test_right_to_left (TestUi        *ui,
                    gconstpointer  scenario)
{
  const char *texts[] = { "archive.example.net", "Failing", "127.0.10.3", "Yesterday" };

  load (ui);
  for (guint turn = 0; turn < 3; turn++)
    {
      gboolean is_right = turn == 1;

      gtk_widget_set_default_direction (is_right ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
      zc_test_ui_settle (ui->window);
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          GtkWidget *widget = zc_test_ui_find (GTK_WIDGET (ui->table), GTK_TYPE_INSCRIPTION, texts[i]);

          g_test_message ("%s", texts[i]);
          g_assert_nonnull (widget);
          g_assert_cmpfloat (gtk_inscription_get_xalign (GTK_INSCRIPTION (widget)), ==, is_right ? 1.0f : 0.0f);
        }
    }
}

static void
collect_names (GtkWidget *widget,
               GPtrArray *names)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (ZC_IS_DOMAIN_LABEL (widget))
    g_ptr_array_add (names, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_names (child, names);
}

static gboolean
is_cut (TestUi     *ui,
        const char *name)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  collect_names (GTK_WIDGET (ui->table), names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *shown = zc_test_ui_get_name (gtk_widget_get_first_child (names->pdata[i]));

      if (g_str_equal (shown, name))
        return zc_domain_label_is_cut (names->pdata[i]);
    }

  g_error ("%s is not in sight", name);
}

/* Whether a text that is shown has the room it needs, as far as its cell is told. */
static gboolean
fits (TestUi     *ui,
      const char *text)
{
  GtkWidget *widget = zc_test_ui_find (GTK_WIDGET (ui->table), GTK_TYPE_INSCRIPTION, text);
  g_autoptr(PangoLayout) layout = NULL;
  int height;

  if (widget == NULL)
    widget = zc_test_ui_find (GTK_WIDGET (ui->table), GTK_TYPE_LABEL, text);
  g_assert_nonnull (widget);
  layout = gtk_widget_create_pango_layout (widget, text);
  pango_layout_set_width (layout, gtk_widget_get_width (widget) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_get_pixel_size (layout, NULL, &height);
  g_test_message ("%s: %d x %d, of %d", text, gtk_widget_get_width (widget), height, gtk_widget_get_height (widget));

  return height <= gtk_widget_get_height (widget);
}

static int
find_column_width (TestUi     *ui,
                   const char *title)
{
  GtkWidget *label = zc_test_ui_find (GTK_WIDGET (ui->table), GTK_TYPE_LABEL, title);

  return gtk_widget_get_width (gtk_widget_get_parent (gtk_widget_get_parent (label)));
}

/* With the font of GNOME: names are whole where they can be, and so are the words of a run and two serials. */
static void
test_long_names (TestUi        *ui,
                 gconstpointer  scenario)
{
  const int widths[] = { 1040, 760, 560, 360 };
  ZcSession *session = zc_application_get_session (ui->application);
  g_autofree char *usual_font = NULL;
  ZcZoneItem *item;

  g_object_get (gtk_settings_get_default (), "gtk-font-name", &usual_font, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", NULL);
  load (ui);
  item = zc_session_find_zone (session, "intranet.example.com");
  g_assert_nonnull (zc_session_start_transfer (session, item, NULL));
  ZC_WAIT_UNTIL (g_str_equal (zc_zone_item_get_status_text (item), "Propagating (3 of 4 name servers)"));

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *picture = g_strdup_printf ("table-long-names-%d", widths[i]);

      zc_test_ui_resize (ui->window, widths[i], 680);
      zc_test_ui_screenshot (ui->window, picture);
      g_assert_false (is_cut (ui, "intranet.example.com"));
      g_assert_false (is_cut (ui, "0.8.b.d.0.1.0.0.2.ip6.arpa"));
      g_assert_true (is_cut (ui, "a-label-of-sixty-three-bytes-is-the-longest-there-may-be-in-dns.example"));
      g_assert_true (fits (ui, "Propagating (3 of 4 name servers)"));
      if (has_title (ui, "Serial"))
        {
          g_assert_true (fits (ui, "4294967295 → 4294967290"));
          g_assert_cmpint (find_column_width (ui, "Zone name"), >, find_column_width (ui, "Serial"));
        }
    }
  g_object_set (gtk_settings_get_default (), "gtk-font-name", usual_font, NULL);
}

/* Texts of the service are shown as they are, whatever they look like. */
static void
test_odd_values (TestUi        *ui,
                 gconstpointer  scenario)
{
  test_ui_show_secondary (ui);
  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (ui), "content") == 0);
  zc_test_ui_resize (ui->window, 1040, 900);
  zc_test_ui_assert_accessible (ui->window);
  zc_test_ui_screenshot (ui->window, "window-odd-values");
  zc_zones_page_set_kind (ui->page, ZC_ZONE_KIND_PRIMARY);
  zc_test_ui_assert_accessible (ui->window);
}

static gboolean
has_begun_to_come (TestUi *ui)
{
  ZcZoneList *list = zc_session_get_zone_list (zc_application_get_session (ui->application), ZC_ZONE_KIND_SECONDARY);
  guint n_read;

  g_object_get (list, "n-read", &n_read, NULL);

  return n_read > 0 || zc_zone_list_get_load_state (list) == ZC_LOAD_STATE_READY;
}

/* Ten thousand zones are a list like any other. */
static void
collect_name_cells (GtkWidget *widget,
                    GPtrArray *cells)
{
  if (ZC_IS_NAME_CELL (widget))
    g_ptr_array_add (cells, g_object_ref (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_name_cells (child, cells);
}

/* Each cell shows the zone of a row, also as the name of the row for a screen reader. All but a few, which were made
 * before those of the rows before were free, are among those made at first; of these the ones that are not in the table
 * keep no zone. */
static void
assert_cells_show_rows (TestUi    *ui,
                        GPtrArray *made)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GHashTable) shown = g_hash_table_new (NULL, NULL);
  guint n_others = 0;

  collect_name_cells (GTK_WIDGET (ui->table), cells);
  g_assert_cmpuint (cells->len, ==, MIN (made->len, test_ui_count_rows (ui)));
  for (guint i = 0; i < cells->len; i++)
    {
      ZcZoneItem *item = zc_zone_cell_get_item (cells->pdata[i]);
      const char *name = zc_zone_get_name (zc_zone_item_get_zone (item));
      g_autofree char *row_name = zc_test_ui_get_name (gtk_widget_get_parent (gtk_widget_get_parent (cells->pdata[i])));

      n_others += !g_ptr_array_find (made, cells->pdata[i], NULL);
      g_assert_true (g_hash_table_add (shown, item));
      g_assert_true (g_str_has_prefix (row_name, name));
    }
  g_assert_cmpuint (n_others, <, 20);
  for (guint i = 0; i < made->len; i++)
    g_assert_true (gtk_widget_get_parent (made->pdata[i]) != NULL || zc_zone_cell_get_item (made->pdata[i]) == NULL);
}

static void
test_large (TestUi        *ui,
            gconstpointer  scenario)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_object_unref);

  ZC_WAIT_UNTIL (has_begun_to_come (ui));
  test_ui_show_secondary (ui);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) >= 10000);

  zc_test_ui_settle (ui->window);
  collect_name_cells (GTK_WIDGET (ui->table), cells);
  g_assert_cmpuint (cells->len, >, 20);

  zc_zone_table_set_filter (ui->table, ZC_STATE_FILTER_ALL, get_name (ui, 4711));
  ZC_WAIT_UNTIL (!zc_zone_table_is_pending (ui->table));
  g_assert_cmpuint (test_ui_count_rows (ui), >=, 1);
  g_assert_cmpuint (test_ui_count_rows (ui), <, 20);
  zc_test_ui_settle (ui->window);
  assert_cells_show_rows (ui, cells);
  zc_zone_table_set_filter (ui->table, ZC_STATE_FILTER_ALL, NULL);
  ZC_WAIT_UNTIL (!zc_zone_table_is_pending (ui->table));
  g_assert_cmpuint (test_ui_count_rows (ui), >=, 10000);
  zc_test_ui_settle (ui->window);
  assert_cells_show_rows (ui, cells);

  gtk_selection_model_select_all (zc_zone_table_get_model (ui->table));
  for (guint column = ZC_ZONE_COLUMN_NAME; column <= ZC_ZONE_COLUMN_DESCRIPTION; column++)
    {
      zc_zone_table_sort (ui->table, column, TRUE);
      ZC_WAIT_UNTIL (!zc_zone_table_is_pending (ui->table));
    }
  zc_test_ui_settle (ui->window);
  g_assert_cmpuint (count_selected (ui), ==, 10000);
  g_assert_cmpuint (test_ui_count_rows (ui), ==, 10000);
}

/* A view that believes what it is told. */
typedef struct
{
  GListModel *model; /* (not owned) */
  GPtrArray *rows; /* (owned) */
} Mirror;

static void
mirror_cb (Mirror *mirror,
           guint   position,
           guint   removed,
           guint   added)
{
  g_assert_cmpuint (position + removed, <=, mirror->rows->len);
  if (removed > 0)
    g_ptr_array_remove_range (mirror->rows, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror->rows, position + i, g_list_model_get_item (mirror->model, position + i));
}

static void
assert_mirrors_beginning (Mirror     *mirror,
                          GListModel *all)
{
  g_assert_cmpuint (mirror->rows->len, ==, g_list_model_get_n_items (mirror->model));
  g_assert_cmpuint (mirror->rows->len, <=, g_list_model_get_n_items (all));
  for (guint i = 0; i < mirror->rows->len; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (all, i);

      g_assert_true (mirror->rows->pdata[i] == item);
    }
}

static void
splice (GListStore *store,
        guint       position,
        guint       removed,
        guint       added)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (items, gtk_string_object_new (""));
  g_list_store_splice (store, position, removed, items->pdata, added);
}

#define STEP 10

/* Whatever happens to the list: what the view is told fits together, is a beginning of the list, and all of it in the end. */
static void
test_gradual (gconstpointer data)
{
  g_autoptr(GListStore) store = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  g_autoptr(GtkSelectionModel) selection =
    GTK_SELECTION_MODEL (gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (store))));
  g_autoptr(ZcGradualSelection) gradual = zc_gradual_selection_new (selection, STEP);
  g_autoptr(GtkAdjustment) adjustment = g_object_ref_sink (gtk_adjustment_new (0, 0, 0, 1, 1, 0));
  gboolean by_need = GPOINTER_TO_INT (data);
  Mirror mirror = { G_LIST_MODEL (gradual), g_ptr_array_new_with_free_func (g_object_unref) };

  g_signal_connect_swapped (gradual, "items-changed", G_CALLBACK (mirror_cb), &mirror);
  if (by_need)
    zc_gradual_selection_set_adjustment (gradual, adjustment);

  /* A long list comes in steps. */
  splice (store, 0, 0, 500);
  g_assert_cmpuint (mirror.rows->len, ==, STEP);
  assert_mirrors_beginning (&mirror, G_LIST_MODEL (store));
  if (!by_need)
    {
      while (mirror.rows->len < 500)
        {
          guint n_before = mirror.rows->len;

          ZC_WAIT_UNTIL (mirror.rows->len > n_before);
          g_assert_cmpuint (mirror.rows->len, ==, n_before < 210 ? n_before + STEP : 500);
          assert_mirrors_beginning (&mirror, G_LIST_MODEL (store));
        }
    }
  else
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_cmpuint (mirror.rows->len, ==, STEP);

      /* As many as are looked at, and some. */
      gtk_adjustment_configure (adjustment, 0, 0, 10 * mirror.rows->len, 1, 1, 100);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_cmpuint (mirror.rows->len, ==, 2 * STEP);
      gtk_adjustment_configure (adjustment, 0, 0, 10 * mirror.rows->len, 1, 1, 100);
      gtk_adjustment_configure (adjustment, 0, 0, 10 * 3 * STEP, 1, 1, 100);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_cmpuint (mirror.rows->len, ==, 2 * STEP);
      gtk_adjustment_set_value (adjustment, 100);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_cmpuint (mirror.rows->len, ==, 3 * STEP);
    }

  /* Who is about to scroll to a row finds it. */
  zc_gradual_selection_reveal (gradual, 321);
  g_assert_cmpuint (mirror.rows->len, >, 321);
  assert_mirrors_beginning (&mirror, G_LIST_MODEL (store));

  /* The selection is the list's. */
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (gradual));
  g_assert_true (gtk_selection_model_is_selected (selection, 499));
  gtk_selection_model_unselect_all (selection);
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (gradual), 3));

  for (guint i = 0; i < 2000; i++)
    {
      guint n_items = g_list_model_get_n_items (G_LIST_MODEL (store));
      guint position = g_test_rand_int_range (0, n_items + 1);
      guint removed = g_test_rand_int_range (0, n_items - position + 1);

      if (i % 7 == 0)
        {
          position = 0;
          removed = n_items;
        }
      if (i % 5 == 0 && n_items > 0)
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (gradual), g_test_rand_int_range (0, n_items), TRUE);
      zc_gradual_selection_set_anew (gradual, i % 3 == 0);
      splice (store, position, removed, g_test_rand_int_range (0, i % 4 == 0 ? 400 : 15));
      assert_mirrors_beginning (&mirror, G_LIST_MODEL (store));
      if (i % 2 == 0)
        g_main_context_iteration (NULL, FALSE);
      assert_mirrors_beginning (&mirror, G_LIST_MODEL (store));
    }

  if (!by_need)
    ZC_WAIT_UNTIL (mirror.rows->len == g_list_model_get_n_items (G_LIST_MODEL (store)));

  g_signal_handlers_disconnect_by_data (gradual, &mirror);
  g_ptr_array_unref (mirror.rows);
}

int
main (int   argc,
      char *argv[])
{
  zc_test_ui_init (&argc, &argv);

  g_test_add_data_func ("/table/rows-come-in-steps", GINT_TO_POINTER (FALSE), test_gradual);
  g_test_add_data_func ("/table/rows-come-when-looked-at", GINT_TO_POINTER (TRUE), test_gradual);
  g_test_add ("/table/tab-leaves-after-one-row", TestUi, "default", test_ui_set_up, test_tab, test_ui_tear_down);
  g_test_add ("/table/wide", TestUi, "default", test_ui_set_up, test_wide, test_ui_tear_down);
  g_test_add ("/table/the-focus-is-never-lost", TestUi, "default", test_ui_set_up, test_focus_stays,
              test_ui_tear_down);
  g_test_add ("/table/sorting-without-the-pointer", TestUi, "default", test_ui_set_up, test_sort_menu,
              test_ui_tear_down);
  g_test_add ("/table/changed-zone-moves-and-stays-selected", TestUi, "default", test_ui_set_up, test_live,
              test_ui_tear_down);
  g_test_add ("/table/filter-follows-what-changes", TestUi, "default", test_ui_set_up, test_live_filter,
              test_ui_tear_down);
  g_test_add ("/table/refresh-keeps-selection", TestUi, "default", test_ui_set_up, test_refresh_keeps_selection,
              test_ui_tear_down);
  g_test_add ("/table/selection-enables-the-start", TestUi, "default", test_ui_set_up, test_selection,
              test_ui_tear_down);
  g_test_add ("/table/essentials-at-every-width", TestUi, "default", test_ui_set_up, test_widths, test_ui_tear_down);
  g_test_add ("/table/menu-of-a-row", TestUi, "default", test_ui_set_up, test_menu, test_ui_tear_down);
  g_test_add ("/table/activating-opens-the-zone", TestUi, "default", test_ui_set_up, test_activate,
              test_ui_tear_down);
  g_test_add ("/table/right-to-left", TestUi, "default", test_ui_set_up, test_right_to_left, test_ui_tear_down);
  g_test_add ("/table/long-names-have-room", TestUi, "long-names", test_ui_set_up, test_long_names,
              test_ui_tear_down);
  g_test_add ("/table/odd-values", TestUi, "odd-values", test_ui_set_up, test_odd_values, test_ui_tear_down);
  g_test_add ("/table/ten-thousand-zones", TestUi, "large", test_ui_set_up, test_large, test_ui_tear_down);

  return g_test_run ();
}
