/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "zc-details-window.h"
#include "zc-record-list.h"
#include "zc-records-page.h"
#include "zc-test-report.h"
#include "zc-test-ui.h"
#include "zc-test-window.h"
#include "zc-test.h"

static const char * const nobody[] = { NULL };

typedef struct
{
  ZcSession *session;    /* (owned) */
  ZcZone *zone;          /* (owned) */
  ZcRecordList *list;    /* (owned) */
  ZcRecordsPage *page;   /* (unowned) */
  GtkWindow *window;     /* (unowned) */
  char *directory;       /* (owned) */
} Fixture;

static const struct
{
  const char *fqdn;
  const char *type;
  const char *content;
  guint ttl;
  int priority;
} samples[] = {
  { "example.com", "SOA", "ns1.example.com hostmaster.example.com 2026112202 10800 3600 604800 3600", 86400, -1 },
  { "example.com", "NS", "nscs.ui-dns.com", 86400, -1 },
  { "example.com", "NS", "nscs.ui-dns.de", 86400, -1 },
  { "example.com", "A", "192.0.2.10", 3600, -1 },
  { "example.com", "AAAA", "2001:db8::10", 3600, -1 },
  { "example.com", "MX", "mail.example.com", 3600, 10 },
  { "example.com", "MX", "backup.example.net", 3600, 20 },
  { "example.com", "TXT", "v=spf1 mx include:_spf.example.net ip4:192.0.2.0/24 ip6:2001:db8::/32 -all", 3600, -1 },
  { "mail.example.com", "A", "192.0.2.9", 3600, -1 },
  { "www.example.com", "CNAME", "example.com", 300, -1 },
  { "xn--bcher-kva.example.com", "A", "192.0.2.80", 300, -1 },
  { "_sip._tcp.example.com", "SRV", "5 5060 sip.example.com", 3600, 1 },
  { "odd.example.com", "TYPE65534", "\\# 4 0A000001", 3600, -1 },
  { "html.example.com", "TXT", "<b>bold</b> & plain", 3600, -1 },
};

static ZcRecord *
make_record (const char *fqdn,
             const char *type,
             const char *content,
             guint       ttl,
             int         priority)
{
  return g_object_new (ZC_TYPE_RECORD,
                       "name", "", "fqdn", fqdn, "type", type, "content", content,
                       "ttl", ttl, "priority", priority, "enabled", TRUE,
                       NULL);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->session = zc_test_window_new_session ();
  self->zone = zc_test_report_new_zone ("example.com", nobody, nobody);
  self->list = zc_record_list_new (zc_session_get_client (self->session), self->zone);
  self->page = g_object_new (ZC_TYPE_RECORDS_PAGE, NULL);
  zc_records_page_set_zone (self->page, self->zone, self->list);
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_child (self->window, GTK_WIDGET (self->page));
  gtk_window_set_default_size (self->window, 760, 560);
  gtk_window_present (self->window);
  ZC_WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
  self->directory = g_dir_make_tmp ("zc-records-XXXXXX", NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  ZcRecordList *list = self->list;

  gtk_window_destroy (self->window);
  g_object_add_weak_pointer (G_OBJECT (list), (gpointer *) &list);
  g_clear_object (&self->list);
  /* The page held the list, and the list was reading perhaps: all of it ends with the window. */
  ZC_WAIT_UNTIL (list == NULL);
  g_clear_object (&self->zone);
  g_clear_object (&self->session);
  g_rmdir (self->directory);
  g_clear_pointer (&self->directory, g_free);
}

static void
fill (Fixture *self)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    g_ptr_array_add (records, make_record (samples[i].fqdn, samples[i].type, samples[i].content, samples[i].ttl,
                                           samples[i].priority));
  zc_record_list_set_records (self->list, records);
}

static guint
count_shown (Fixture *self)
{
  return g_list_model_get_n_items (zc_records_page_get_shown (self->page));
}

static char *
dup_shown (Fixture *self,
           guint    position)
{
  g_autoptr(ZcRecord) record = g_list_model_get_item (zc_records_page_get_shown (self->page), position);

  return record != NULL ? g_strdup_printf ("%s %s", zc_record_get_fqdn (record), zc_record_get_content (record)) : NULL;
}

static gboolean
begins_with (Fixture    *self,
             const char *expected)
{
  g_autofree char *first = dup_shown (self, 0);

  return g_strcmp0 (first, expected) == 0;
}

static GtkWidget *
get_stack (Fixture *self)
{
  return gtk_widget_get_ancestor (zc_test_window_find_type (GTK_WIDGET (self->page), GTK_TYPE_COLUMN_VIEW), GTK_TYPE_STACK);
}

static const char *
get_view (Fixture *self)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (get_stack (self)));
}

static gboolean
status_says (Fixture    *self,
             const char *text)
{
  GtkWidget *label = gtk_widget_get_next_sibling (get_stack (self));

  return strstr (gtk_label_get_text (GTK_LABEL (label)), text) != NULL;
}

static void
search (Fixture    *self,
        const char *text)
{
  GtkWidget *entry = zc_test_window_find_type (GTK_WIDGET (self->page), GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static GtkDropDown *
get_types (Fixture *self)
{
  return GTK_DROP_DOWN (zc_test_window_find_type (GTK_WIDGET (self->page), GTK_TYPE_DROP_DOWN));
}

static void
test_search_and_type_filter (Fixture       *self,
                             gconstpointer  data)
{
  fill (self);
  ZC_WAIT_UNTIL (count_shown (self) == G_N_ELEMENTS (samples));
  g_assert_cmpstr (get_view (self), ==, "content");
  g_assert_true (status_says (self, "14 records, read at "));
  /* All types, and the nine there are. */
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (get_types (self))), ==, 10);

  search (self, "BÜCHER");
  ZC_WAIT_UNTIL (count_shown (self) == 1);
  g_assert_true (status_says (self, "14 records, 1 shown"));

  search (self, "no such thing");
  ZC_WAIT_UNTIL (g_str_equal (get_view (self), "no-match"));
  g_signal_emit_by_name (zc_test_window_find (GTK_WIDGET (self->page), "Show all records"), "clicked");
  ZC_WAIT_UNTIL (g_str_equal (get_view (self), "content") && count_shown (self) == G_N_ELEMENTS (samples));

  gtk_drop_down_set_selected (get_types (self), 1);
  ZC_WAIT_UNTIL (count_shown (self) == 3);
  search (self, "mail");
  ZC_WAIT_UNTIL (count_shown (self) == 1);

  /* Reading again keeps what is looked for. */
  fill (self);
  ZC_WAIT_UNTIL (count_shown (self) == 1);
}

static gboolean
is_in_table (Fixture *self)
{
  GtkWidget *view = zc_test_window_find_type (GTK_WIDGET (self->page), GTK_TYPE_COLUMN_VIEW);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (view));

  return focus != NULL && gtk_widget_is_ancestor (focus, view);
}

/* Out of all records at once, in both directions. */
static void
test_tab_leaves_the_table (Fixture       *self,
                           gconstpointer  data)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->page));

  fill (self);
  ZC_WAIT_UNTIL (count_shown (self) == G_N_ELEMENTS (samples));

  gtk_widget_grab_focus (zc_test_window_find_type (GTK_WIDGET (self->page), GTK_TYPE_COLUMN_VIEW));
  g_assert_true (is_in_table (self));
  g_signal_emit_by_name (root, "move-focus", GTK_DIR_DOWN);
  g_assert_true (is_in_table (self));
  g_signal_emit_by_name (root, "move-focus", GTK_DIR_TAB_FORWARD);
  g_assert_false (is_in_table (self));

  gtk_widget_grab_focus (zc_test_window_find_type (GTK_WIDGET (self->page), GTK_TYPE_COLUMN_VIEW));
  g_assert_true (is_in_table (self));
  g_signal_emit_by_name (root, "move-focus", GTK_DIR_TAB_BACKWARD);
  g_assert_false (is_in_table (self));
  g_assert_nonnull (gtk_root_get_focus (root));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (root), GTK_WIDGET (self->page)));
}

static void
test_menu_sorts_by_every_column (Fixture       *self,
                                 gconstpointer  data)
{
  static const struct
  {
    const char *column;
    const char *first;
  } rows[] = {
    { "name", "example.com 192.0.2.10" },
    { "type", "example.com 192.0.2.10" },
    { "ttl", "www.example.com example.com" },
    { "priority", "example.com 192.0.2.10" },
    { "content", "_sip._tcp.example.com 5 5060 sip.example.com" },
  };

  fill (self);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (self->page), "records.sort-by", "s", rows[i].column);
      ZC_WAIT_UNTIL (begins_with (self, rows[i].first));
    }

  gtk_widget_activate_action (GTK_WIDGET (self->page), "records.sort-by", "s", "priority");
  gtk_widget_activate_action (GTK_WIDGET (self->page), "records.sort-descending", NULL);
  ZC_WAIT_UNTIL (begins_with (self, "example.com backup.example.net"));
}

static void
test_zone_without_records_says_so (Fixture       *self,
                                   gconstpointer  data)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new ();

  g_assert_cmpstr (get_view (self), ==, "loading");
  zc_record_list_set_records (self->list, records);
  ZC_WAIT_UNTIL (g_str_equal (get_view (self), "empty"));
}

/* Nobody listens at the service's address. */
static void
test_failed_reading_can_be_tried_again (Fixture       *self,
                                        gconstpointer  data)
{
  zc_record_list_refresh (self->list);
  g_assert_cmpstr (get_view (self), ==, "loading");
  ZC_WAIT_UNTIL (g_str_equal (get_view (self), "error"));
  g_assert_error (zc_record_list_get_error (self->list), G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);

  g_signal_emit_by_name (zc_test_window_find (GTK_WIDGET (self->page), "Try again"), "clicked");
  ZC_WAIT_UNTIL (g_str_equal (get_view (self), "loading"));
  g_assert_true (zc_record_list_is_busy (self->list));
}

static void
test_failed_refresh_keeps_the_records (Fixture       *self,
                                       gconstpointer  data)
{
  fill (self);
  zc_record_list_refresh (self->list);
  ZC_WAIT_UNTIL (!zc_record_list_is_busy (self->list));
  g_assert_cmpstr (get_view (self), ==, "content");
  g_assert_true (status_says (self, "reading them again failed: The server cannot be reached"));
}

static gboolean
file_has (const char *path,
          const char *text)
{
  g_autofree char *contents = NULL;

  return g_file_get_contents (path, &contents, NULL, NULL) && strstr (contents, text) != NULL;
}

static void
test_records_are_saved (Fixture       *self,
                        gconstpointer  data)
{
  g_autofree char *zone_path = g_build_filename (self->directory, "example.com.zone", NULL);
  g_autofree char *csv_path = g_build_filename (self->directory, "example.com.csv", NULL);
  g_autoptr(GFile) zone_file = g_file_new_for_path (zone_path);
  g_autoptr(GFile) csv_file = g_file_new_for_path (csv_path);

  fill (self);
  /* All records are saved, whatever is looked for. */
  search (self, "mail");
  ZC_WAIT_UNTIL (count_shown (self) == 2);
  zc_records_page_save_to (self->page, ZC_RECORD_FORMAT_ZONE_FILE, zone_file);
  zc_records_page_save_to (self->page, ZC_RECORD_FORMAT_CSV, csv_file);

  ZC_WAIT_UNTIL (file_has (zone_path, "odd.example.com.\t3600\tIN\tTYPE65534\t\\# 4 0A000001\n"));
  ZC_WAIT_UNTIL (file_has (csv_path, "html.example.com,TXT,3600,,<b>bold</b> & plain,true\r\n"));
  ZC_WAIT_UNTIL (zc_test_window_find_type (GTK_WIDGET (self->page), g_type_from_name ("AdwToastWidget")) != NULL);

  g_remove (zone_path);
  g_remove (csv_path);
}

static char *
dup_toast (Fixture *self)
{
  GtkWidget *toast = zc_test_window_find_type (GTK_WIDGET (self->page), g_type_from_name ("AdwToastWidget"));
  GtkWidget *label = toast != NULL ? zc_test_window_find_type (toast, GTK_TYPE_LABEL) : NULL;

  return label != NULL ? g_strdup (gtk_label_get_text (GTK_LABEL (label))) : NULL;
}

static gboolean
toast_says (Fixture    *self,
            const char *text)
{
  g_autofree char *shown = dup_toast (self);

  return g_strcmp0 (shown, text) == 0;
}

static void
test_failed_save_is_told (Fixture       *self,
                          gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (self->directory, "<b>&", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (folder);

  fill (self);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  zc_records_page_save_to (self->page, ZC_RECORD_FORMAT_CSV, file);
  ZC_WAIT_UNTIL (toast_says (self, "“<b>&” was not saved: That is a folder"));
  g_rmdir (folder);
}

static void
test_rows_have_names (Fixture       *self,
                      gconstpointer  data)
{
  GtkWidget *cell = NULL;
  GtkWidget *row = NULL;

  fill (self);
  ZC_WAIT_UNTIL ((cell = zc_test_window_find_type (GTK_WIDGET (self->page), GTK_TYPE_INSCRIPTION)) != NULL);
  row = gtk_widget_get_parent (gtk_widget_get_parent (cell));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "example.com, A, 192.0.2.10");
}

static void
test_pictures (Fixture       *self,
               gconstpointer  data)
{
  static const struct
  {
    const char *name;
    int width;
  } sizes[] = {
    { "records", 820 },
    { "records-narrow", 360 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(ZcZone) zone = zc_test_report_new_zone ("example.com", nobody, nobody);
      g_autoptr(ZcZoneItem) item = zc_zone_item_new (zone);
      GtkWindow *window = zc_details_window_new (GTK_APPLICATION ((gpointer) data), self->session, item);
      GtkWidget *page = zc_test_window_find_type (GTK_WIDGET (window), ZC_TYPE_RECORDS_PAGE);
      g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint j = 0; j < G_N_ELEMENTS (samples); j++)
        g_ptr_array_add (records, make_record (samples[j].fqdn, samples[j].type, samples[j].content, samples[j].ttl,
                                               samples[j].priority));
      zc_record_list_set_records (zc_records_page_get_list (ZC_RECORDS_PAGE (page)), records);
      gtk_widget_activate_action (GTK_WIDGET (window), "details.show-page", "s", "records");
      gtk_window_present (window);
      zc_test_ui_resize (window, sizes[i].width, 640);
      zc_test_ui_assert_accessible (window);
      zc_test_ui_screenshot (window, sizes[i].name);
      ZC_WAIT_UNTIL (zc_zone_item_get_report (item) != NULL);
      gtk_window_destroy (window);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(AdwApplication) application = NULL;

  zc_test_ui_init (&argc, &argv);
  application = zc_test_window_start ();

#define ADD(name, test) g_test_add ("/records/" name, Fixture, application, set_up, test, tear_down)
  ADD ("search-and-type-filter", test_search_and_type_filter);
  ADD ("tab-leaves-the-table", test_tab_leaves_the_table);
  ADD ("menu-sorts-by-every-column", test_menu_sorts_by_every_column);
  ADD ("zone-without-records-says-so", test_zone_without_records_says_so);
  ADD ("failed-reading-can-be-tried-again", test_failed_reading_can_be_tried_again);
  ADD ("failed-refresh-keeps-the-records", test_failed_refresh_keeps_the_records);
  ADD ("records-are-saved", test_records_are_saved);
  ADD ("failed-save-is-told", test_failed_save_is_told);
  ADD ("rows-have-names", test_rows_have_names);
  ADD ("pictures", test_pictures);
#undef ADD

  return g_test_run ();
}
