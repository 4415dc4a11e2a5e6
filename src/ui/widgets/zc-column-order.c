/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-column-order.h"

/*
 * GTK 4.8 does not tell by which column a view sorts, but its sorter can be asked to compare two things: it
 * turns to the column it sorts by first, and reverses what that column says when it sorts in reverse. So the
 * columns' sorters do nothing but note that they were asked, and say that the first thing is the larger.
 */
static int
compare_cb (gconstpointer first,
            gconstpointer second,
            gpointer      data)
{
  int *asked = g_object_get_data (G_OBJECT ((gpointer) first), "zc-asked");

  if (asked != NULL)
    *asked = GPOINTER_TO_INT (data);

  return 1;
}

void
zc_column_order_add (GtkColumnViewColumn *column,
                     guint                id)
{
  g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, GUINT_TO_POINTER (id), NULL));

  g_return_if_fail (GTK_IS_COLUMN_VIEW_COLUMN (column));

  gtk_column_view_column_set_sorter (column, sorter);
}

gboolean
zc_column_order_get (GtkColumnView *view,
                     guint         *id,
                     gboolean      *descending)
{
  g_autoptr(GObject) probe = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr(GObject) other = g_object_new (G_TYPE_OBJECT, NULL);
  int asked = -1;
  GtkOrdering answer;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), FALSE);

  g_object_set_data (probe, "zc-asked", &asked);
  answer = gtk_sorter_compare (gtk_column_view_get_sorter (view), probe, other);
  if (asked < 0 || answer == GTK_ORDERING_EQUAL)
    return FALSE;

  *id = asked;
  *descending = answer == GTK_ORDERING_SMALLER;

  return TRUE;
}
