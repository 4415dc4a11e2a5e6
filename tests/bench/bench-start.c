/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Starts, tells when the first frame of the window was drawn, shows 10 000 zones, tells what memory that takes, and
 * ends. One line of JSON each.
 *
 * usage: bench-start courier|bare
 *
 * "courier" is the application; its account is the one from the environment. "bare" is nothing but a window of
 * libadwaita with a table of as many rows and columns.
 */
#include <adwaita.h>
#include <string.h>
#include <time.h>

#include "zc-application.h"
#include "zc-process.h"
#include "zc-zone-table.h"
#include "zc-zones-page.h"

#define N_ROWS 10000
#define N_COLUMNS 7

/* What comes after the rows are there: serials, statuses, the cache. */
#define SETTLE_MS 1500

static double
get_processor_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static guint64
read_memory_kib (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, "VmRSS:");
  g_assert_nonnull (line);

  return g_ascii_strtoull (line + strlen ("VmRSS:"), NULL, 10);
}

static gboolean
tell_memory_cb (gpointer data)
{
  g_print ("{\"rows\": %d, \"memory_kib\": %" G_GUINT64_FORMAT ", \"processor_seconds\": %.4f}\n", N_ROWS,
           read_memory_kib (), get_processor_seconds ());
  /* How it ends is not measured. */
  fflush (stdout);
  _exit (EXIT_SUCCESS);

  return G_SOURCE_REMOVE;
}

static void
count_rows_cb (GListModel *model)
{
  static gboolean told;

  if (told || g_list_model_get_n_items (model) < N_ROWS)
    return;

  told = TRUE;
  g_timeout_add (SETTLE_MS, tell_memory_cb, NULL);
}

static void
after_paint_cb (GdkFrameClock *clock,
                GtkWindow     *window)
{
  GtkStringList *list = g_object_get_data (G_OBJECT (window), "bare-list");

  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, window);
  g_print ("{\"frame\": true, \"processor_seconds\": %.4f}\n", get_processor_seconds ());

  /* Rows come after the first frame, as they do from a service. */
  for (guint i = 0; list != NULL && i < N_ROWS; i++)
    {
      g_autofree char *text = g_strdup_printf ("zone-%05u.example", i);

      gtk_string_list_append (list, text);
    }
}

static void
realized_cb (GtkWindow *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint", G_CALLBACK (after_paint_cb), window);
}

static GtkWidget *
find_type (GtkWidget *root,
           GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window)
{
  g_signal_connect (window, "realize", G_CALLBACK (realized_cb), NULL);
}

static void
courier_activated_cb (GtkApplication *application)
{
  GtkWidget *window = GTK_WIDGET (gtk_application_get_active_window (application));
  ZcZoneTable *table = ZC_ZONE_TABLE (find_type (window, ZC_TYPE_ZONE_TABLE));
  GtkSelectionModel *model = zc_zone_table_get_model (table);

  zc_zones_page_set_kind (ZC_ZONES_PAGE (find_type (window, ZC_TYPE_ZONES_PAGE)), ZC_ZONE_KIND_SECONDARY);
  g_signal_connect (model, "items-changed", G_CALLBACK (count_rows_cb), NULL);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  gtk_list_item_set_child (list_item, g_object_new (GTK_TYPE_INSCRIPTION, "min-chars", 12, "min-lines", 2, NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (list_item)),
                            gtk_string_object_get_string (gtk_list_item_get_item (list_item)));
}

static void
bare_activated_cb (GtkApplication *application)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled_window = gtk_scrolled_window_new ();
  GtkWidget *view;

  g_signal_connect (list, "items-changed", G_CALLBACK (count_rows_cb), NULL);
  g_object_set_data (G_OBJECT (window), "bare-list", list);
  view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (list))));
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *column;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
      column = gtk_column_view_column_new ("Column", factory);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
      g_object_unref (column);
    }

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled_window), view);
  gtk_widget_set_vexpand (scrolled_window, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scrolled_window);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 1040, 680);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GtkApplication) application = NULL;
  gboolean is_courier = argc == 2 && g_str_equal (argv[1], "courier");

  if (!is_courier && (argc != 2 || !g_str_equal (argv[1], "bare")))
    g_error ("usage: %s courier|bare", argv[0]);

  if (is_courier)
    {
      /* As main() of the application does. */
      zc_process_share_heaps ();
      application = GTK_APPLICATION (zc_application_new (G_APPLICATION_NON_UNIQUE));
    }
  else
    {
      application = GTK_APPLICATION (adw_application_new ("io.github.zonecourier.Bare", G_APPLICATION_NON_UNIQUE));
    }
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
  g_signal_connect_after (application, "activate", G_CALLBACK (is_courier ? courier_activated_cb : bare_activated_cb), NULL);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
