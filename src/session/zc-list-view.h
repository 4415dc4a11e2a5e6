/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-bits.h"

G_BEGIN_DECLS

/**
 * ZcListView:
 *
 * The items of a list that match a wish, in an order, and which of them are selected: a GListModel. Looking and sorting
 * happen in a thread of its own on things that do not change, and the result replaces the one before in one step whose
 * cost hardly grows with the list: GTK's own models would keep a window with 100 000 rows busy for seconds. A list of up
 * to #ZC_LIST_VIEW_AT_ONCE items is looked at in place, so that short lists never lag behind.
 *
 * Until a result is there the view stays as it was, and the read-only notified property "pending" (boolean) is %TRUE.
 * What is selected stays selected while its item is in the view.
 */
#define ZC_TYPE_LIST_VIEW (zc_list_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (ZcListView, zc_list_view, ZC, LIST_VIEW, GObject)

/**
 * ZC_LIST_VIEW_AT_ONCE:
 *
 * The longest list that is looked at in place: half a millisecond's work.
 */
#define ZC_LIST_VIEW_AT_ONCE 200

/**
 * ZcListViewClass:
 * @item_type: the type of the items
 * @dup_picture: (nullable): makes a picture of an item as it is now, which does not change any more; %NULL when items never
 *   change and are their own pictures
 * @free_picture: (nullable): frees a picture
 * @compare: compares two pictures as qsort() does, in ascending order of a column
 * @match: tells whether a picture is wanted
 *
 * What a kind of list has to know. The functions are called in any thread.
 */
struct _ZcListViewClass
{
  GObjectClass parent_class;

  GType item_type;
  gpointer (*dup_picture)  (gpointer      item);
  void     (*free_picture) (gpointer      picture);
  int      (*compare)      (gpointer      first,
                            gpointer      second,
                            guint         column);
  gboolean (*match)        (gpointer      picture,
                            gconstpointer wish);
};

/**
 * zc_list_view_set_items:
 * @self: a view
 * @items: (element-type GObject): all items, each of them once; never changed any more
 *
 * Replaces what the view is of. Items that were there before are the same ones.
 */
void     zc_list_view_set_items     (ZcListView *self,
                                     GPtrArray  *items);

/**
 * zc_list_view_set_order:
 * @self: a view
 * @column: what to sort by
 * @descending: whether in reverse
 *
 * Changes the order.
 */
void     zc_list_view_set_order     (ZcListView *self,
                                     guint       column,
                                     gboolean    descending);

/**
 * zc_list_view_set_wish:
 * @self: a view
 * @wish: (transfer full) (nullable): which items are wanted, %NULL for all; counted with g_atomic_rc_box_acquire()
 * @free: (nullable): lets go of a reference to @wish, in any thread
 *
 * Changes which items are in the view.
 */
void     zc_list_view_set_wish      (ZcListView     *self,
                                     gpointer        wish,
                                     GDestroyNotify  free);

/**
 * zc_list_view_look_again:
 * @self: a view
 * @order_changed: whether the order may be another as well
 *
 * Looks at the items again, which have changed.
 */
void     zc_list_view_look_again    (ZcListView *self,
                                     gboolean    order_changed);

/**
 * zc_list_view_is_pending:
 * @self: a view
 *
 * Returns: %TRUE while the result of the newest change is not there yet
 */
gboolean zc_list_view_is_pending    (ZcListView *self);

/**
 * zc_list_view_dup_row:
 * @self: a view
 * @position: a position in the view
 *
 * As g_list_model_get_item(), with less on the way.
 *
 * Returns: (transfer full) (nullable): the item there
 */
gpointer zc_list_view_dup_row       (ZcListView *self,
                                     guint       position);

/**
 * zc_list_view_find_row:
 * @self: a view
 * @item: an item
 * @position: (out): where it is in the view
 *
 * Looks for an item without looking into any: it takes as long as reading a stretch of memory with a pointer a row.
 *
 * Returns: %TRUE when @item is in the view
 */
gboolean zc_list_view_find_row      (ZcListView    *self,
                                     gconstpointer  item,
                                     guint         *position);

/**
 * zc_list_view_is_selected:
 * @self: a view
 * @position: a position in the view
 *
 * Returns: %TRUE when there is an item and it is selected
 */
gboolean zc_list_view_is_selected   (ZcListView *self,
                                     guint       position);

/**
 * zc_list_view_select_range:
 * @self: a view
 * @position: the first position
 * @n_items: how many, all of them in the view
 * @selected: whether they are to be selected
 *
 * Selects items or ends their being selected; others stay as they are.
 */
void     zc_list_view_select_range  (ZcListView *self,
                                     guint       position,
                                     guint       n_items,
                                     gboolean    selected);

/**
 * zc_list_view_unselect_all:
 * @self: a view
 *
 * Leaves nothing selected.
 */
void     zc_list_view_unselect_all  (ZcListView *self);

/**
 * zc_list_view_count_selected:
 * @self: a view
 *
 * Returns: how many items are selected, counted in no time
 */
guint    zc_list_view_count_selected (ZcListView *self);

/**
 * zc_list_view_get_items:
 * @self: a view
 *
 * Returns: (transfer none) (element-type GObject): all items, in the view or not, as they were when the view looked last
 */
GPtrArray *zc_list_view_get_items   (ZcListView *self);

/**
 * zc_list_view_is_place_selected:
 * @self: a view
 * @place: a place in zc_list_view_get_items()
 *
 * Returns: %TRUE when the item there is in the view and selected
 */
gboolean zc_list_view_is_place_selected (ZcListView *self,
                                         guint       place);

G_END_DECLS
