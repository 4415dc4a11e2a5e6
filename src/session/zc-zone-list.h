/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-cloud-client.h"
#include "zc-load-state.h"
#include "zc-store.h"
#include "zc-zone-item.h"

G_BEGIN_DECLS

/**
 * ZcZoneList:
 *
 * All zones of one kind of an account: a GListModel of ZcZoneItem. Read-only notified properties:
 * "load-state" (ZcLoadState), "busy" (boolean), "error" (GError), "n-read" (uint, zones read so far while
 * busy), "n-expected" (uint, about how many there are by the account's quota; 0 while that is not known),
 * "loaded" (GDateTime), "from-cache" (boolean, whether the zones are those of the last time because the service has
 * not answered yet), "n-items". The quota is asked for only when the list is longer than one page.
 *
 * Signal: "item-changed" (ZcZoneItem, boolean: whether the service describes the zone in another way) after something
 * about an item that is in the list became known. Who follows all items connects to it and not to each of them.
 */
#define ZC_TYPE_ZONE_LIST (zc_zone_list_get_type ())
G_DECLARE_FINAL_TYPE (ZcZoneList, zc_zone_list, ZC, ZONE_LIST, GObject)

/**
 * zc_zone_list_new:
 * @client: the account's client
 * @kind: which zones
 *
 * Returns: (transfer full): a new list that has read nothing
 */
ZcZoneList   *zc_zone_list_new            (ZcCloudClient *client,
                                           ZcZoneKind     kind);

/**
 * zc_zone_list_set_cache:
 * @self: a list that has read nothing
 * @store: where lists are kept
 * @account_id: the account's id
 *
 * Lets the list keep what it reads, and show what was read last when the first reading fails or takes its time.
 */
void          zc_zone_list_set_cache      (ZcZoneList    *self,
                                           ZcStore       *store,
                                           const char    *account_id);

/**
 * zc_zone_list_refresh:
 * @self: a list
 *
 * Reads the list anew. Does nothing while a reading is under way.
 */
void          zc_zone_list_refresh        (ZcZoneList    *self);

/**
 * zc_zone_list_cancel:
 * @self: a list
 *
 * Stops a reading that is under way; the list stays as it was.
 */
void          zc_zone_list_cancel         (ZcZoneList    *self);

/**
 * zc_zone_list_get_kind:
 * @self: a list
 *
 * Returns: the kind of its zones
 */
ZcZoneKind    zc_zone_list_get_kind       (ZcZoneList    *self);

/**
 * zc_zone_list_get_load_state:
 * @self: a list
 *
 * Returns: what it can show
 */
ZcLoadState   zc_zone_list_get_load_state (ZcZoneList    *self);

/**
 * zc_zone_list_is_busy:
 * @self: a list
 *
 * Returns: %TRUE while it is being read
 */
gboolean      zc_zone_list_is_busy        (ZcZoneList    *self);

/**
 * zc_zone_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why the last reading failed
 */
const GError *zc_zone_list_get_error      (ZcZoneList    *self);

/**
 * zc_zone_list_get_loaded:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): when it was read last
 */
GDateTime    *zc_zone_list_get_loaded     (ZcZoneList    *self);

/**
 * zc_zone_list_is_from_cache:
 * @self: a list
 *
 * Returns: %TRUE while the list shows what was read by a former session
 */
gboolean      zc_zone_list_is_from_cache  (ZcZoneList    *self);

/**
 * zc_zone_list_find:
 * @self: a list
 * @name: a zone's name in either spelling, with or without a trailing dot
 *
 * Returns: (transfer none) (nullable): the item whose name is exactly @name
 */
ZcZoneItem   *zc_zone_list_find           (ZcZoneList    *self,
                                           const char    *name);

/**
 * zc_zone_list_find_by_id:
 * @self: a list
 * @id: a zone's id
 *
 * Returns: (transfer none) (nullable): the item
 */
ZcZoneItem   *zc_zone_list_find_by_id     (ZcZoneList    *self,
                                           const char    *id);

/**
 * zc_zone_list_get_items:
 * @self: a list
 *
 * Returns: (transfer none) (element-type ZcZoneItem): all items, sorted by id; the array never changes, a reading
 *   replaces it
 */
GPtrArray    *zc_zone_list_get_items      (ZcZoneList    *self);

/**
 * zc_zone_list_find_place:
 * @items: (element-type ZcZoneItem): what zc_zone_list_get_items() returned at some time
 * @item: an item
 * @place: (out): where it is
 *
 * Returns: %TRUE when @item is one of @items
 */
gboolean      zc_zone_list_find_place     (GPtrArray     *items,
                                           ZcZoneItem    *item,
                                           guint         *place);

/**
 * zc_zone_list_get_n_need_attention:
 * @self: a list
 *
 * Returns: for how many of the items zc_zone_item_needs_attention() holds
 */
guint         zc_zone_list_get_n_need_attention (ZcZoneList *self);

/**
 * zc_zone_list_list_in_transfer:
 * @self: a list
 *
 * Returns: (transfer full) (element-type ZcZoneItem): the items whose zones are being transferred, in no order
 */
GPtrArray    *zc_zone_list_list_in_transfer (ZcZoneList   *self);

G_END_DECLS
