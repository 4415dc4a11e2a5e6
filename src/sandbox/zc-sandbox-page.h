/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-sandbox-call.h"

G_BEGIN_DECLS

/**
 * ZcSandboxPage:
 *
 * The part of a list that a call asks for.
 */
typedef struct
{
  guint offset;
  guint limit;
} ZcSandboxPage;

/**
 * ZcSandboxWriteItem:
 * @item: an item of the list
 * @builder: where to write it
 * @data: the data given with the function
 *
 * Writes one item of a list.
 */
typedef void (*ZcSandboxWriteItem) (gpointer     item,
                                    JsonBuilder *builder,
                                    gpointer     data);

/**
 * zc_sandbox_page_read:
 * @page: (out caller-allocates): the page
 * @call: a call
 *
 * Reads offset and limit. Out of their bounds, the call is answered with 400.
 *
 * Returns: %FALSE when the call has been answered
 */
gboolean zc_sandbox_page_read   (ZcSandboxPage *page,
                                 ZcSandboxCall *call);

/**
 * zc_sandbox_page_answer:
 * @page: (nullable): which part; %NULL for all of it
 * @call: the call to answer
 * @items: all items
 * @primaries: (nullable): for the lists that name primaries in their metadata
 * @write_item: writes one item
 * @data: data for @write_item
 *
 * Answers a call with a page of a list in the service's envelope.
 */
void     zc_sandbox_page_answer (const ZcSandboxPage *page,
                                 ZcSandboxCall       *call,
                                 GPtrArray           *items,
                                 const char * const  *primaries,
                                 ZcSandboxWriteItem   write_item,
                                 gpointer             data);

G_END_DECLS
