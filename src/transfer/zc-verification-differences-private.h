/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dns-server.h"
#include "zc-verification-difference.h"

G_BEGIN_DECLS

/**
 * ZcVerificationDifferences:
 *
 * The differences of all sides as one #GListModel of #ZcVerificationDifference. It holds the lists of the
 * sides, and makes an item when that is asked for.
 */
#define ZC_TYPE_VERIFICATION_DIFFERENCES (zc_verification_differences_get_type ())
G_DECLARE_FINAL_TYPE (ZcVerificationDifferences, zc_verification_differences, ZC, VERIFICATION_DIFFERENCES, GObject)

/**
 * ZC_VERIFICATION_DIFFERENCES_LAST:
 *
 * The order of a side that stands behind all others.
 */
#define ZC_VERIFICATION_DIFFERENCES_LAST G_MAXUINT64

/**
 * zc_verification_differences_new:
 *
 * Returns: (transfer full): a list without differences
 */
ZcVerificationDifferences *zc_verification_differences_new  (void);

/**
 * zc_verification_differences_take:
 * @self: a list
 * @order: where the side stands among the others
 * @server: (nullable): the name server that was compared, %NULL for the service's records
 * @items: (transfer full): a list of #ZcDifference that does not change any more
 *
 * Adds the differences of a side.
 */
void                       zc_verification_differences_take (ZcVerificationDifferences *self,
                                                             guint64                    order,
                                                             ZcDnsServer               *server,
                                                             GListModel                *items);

/**
 * zc_verification_differences_copy:
 * @self: a list
 *
 * Returns: (transfer full): a list of the same differences that does not change any more
 */
ZcVerificationDifferences *zc_verification_differences_copy (ZcVerificationDifferences *self);

/**
 * zc_verification_differences_list_first:
 * @self: a list
 * @most: how many of each side
 *
 * Returns: (transfer full) (element-type ZcVerificationDifference): the first differences of each name server;
 *   those of the service's records are left out
 */
GPtrArray                 *zc_verification_differences_list_first (ZcVerificationDifferences *self,
                                                                   guint                      most);

/**
 * zc_verification_difference_new:
 * @server: (nullable): the name server that was compared, %NULL for the service's records
 * @difference: the difference
 *
 * Returns: (transfer full): a new item
 */
ZcVerificationDifference  *zc_verification_difference_new   (ZcDnsServer               *server,
                                                             ZcDifference              *difference);

G_END_DECLS
