/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-json-rows.h"
#include "zc-text-pool.h"

G_BEGIN_DECLS

/**
 * ZcCloudItemFunc:
 * @item: an item of a list of the API
 * @texts: (nullable): where texts are found that it has in common with others
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Reads an item; called in a thread.
 *
 * Returns: (transfer full) (nullable): the item
 */
typedef gpointer (*ZcCloudItemFunc) (const ZcJsonValue  *item,
                                     ZcTextPool         *texts,
                                     GError            **error);

/**
 * zc_cloud_read_items:
 * @rows: a list of the API
 * @read_item: reads an item
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Reads all items of a list. It may be called in any thread.
 *
 * Returns: (transfer full) (nullable) (element-type GObject): the items
 */
GPtrArray   *zc_cloud_read_items      (ZcJsonRows          *rows,
                                       ZcCloudItemFunc      read_item,
                                       GError             **error);

/**
 * ZcCloudPage:
 * @items: (element-type GObject) (nullable): the items in the service's order, once they were read
 * @n_items: how many items the page has
 * @limit: how many items the service says it puts on a page, 0 when it does not say so
 * @has_next: whether the service names a next page
 *
 * One page of a list of the API. What it says of itself is there at once; its items have to be read.
 */
typedef struct
{
  GPtrArray *items;          /* (owned) (element-type GObject) (nullable) */
  guint n_items;
  guint limit;
  gboolean has_next;

  /*< private >*/
  ZcJsonRows *rows;          /* (owned) (nullable): until they are read */
  ZcCloudItemFunc read_item;
} ZcCloudPage;

/**
 * zc_cloud_page_new:
 * @body: a list of the API
 * @members: (array zero-terminated=1): the names of all members that @read_item looks at
 * @read_item: reads an item
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Reads what a page says of itself. It may be called in any thread.
 *
 * Returns: (transfer full) (nullable): the page, without its items
 */
ZcCloudPage *zc_cloud_page_new        (GBytes              *body,
                                       const char * const  *members,
                                       ZcCloudItemFunc      read_item,
                                       GError             **error);

/**
 * zc_cloud_page_read_items:
 * @self: a page whose items were not read yet
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Reads the items of the page. It may be called in any thread, while nobody else looks at the page.
 *
 * Returns: %FALSE with an error when one of them cannot be read
 */
gboolean     zc_cloud_page_read_items (ZcCloudPage         *self,
                                       GError             **error);

/**
 * zc_cloud_page_free:
 * @self: (transfer full): a page
 *
 * Frees the page.
 */
void         zc_cloud_page_free       (ZcCloudPage         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcCloudPage, zc_cloud_page_free)

G_END_DECLS
