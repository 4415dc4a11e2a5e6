/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-server-view.h"
#include "zc-session.h"
#include "zc-zone-change.h"

G_BEGIN_DECLS

/**
 * ZcTransferLook:
 *
 * A look, before the start of a transfer, at what it would change and at who gives a copy. It begins when it is
 * made, stays within bounds of time and size, and ends when nobody holds it any more. The signal "changed" tells
 * that something was learnt.
 */
#define ZC_TYPE_TRANSFER_LOOK (zc_transfer_look_get_type ())
G_DECLARE_FINAL_TYPE (ZcTransferLook, zc_transfer_look, ZC, TRANSFER_LOOK, GObject)

/**
 * zc_transfer_look_new:
 * @session: the session the zone belongs to
 * @item: a secondary zone
 *
 * Begins a look: reads the service's records, asks the primaries for copies, and compares.
 *
 * Returns: (transfer full): a new look
 */
ZcTransferLook *zc_transfer_look_new           (ZcSession      *session,
                                                ZcZoneItem     *item);

/**
 * zc_transfer_look_is_busy:
 * @self: a look
 *
 * Returns: whether it is not known yet what would change
 */
gboolean        zc_transfer_look_is_busy       (ZcTransferLook *self);

/**
 * zc_transfer_look_get_change:
 * @self: a look
 *
 * Returns: (transfer none) (nullable): what would change, %NULL while the service's records are being read
 */
ZcZoneChange   *zc_transfer_look_get_change    (ZcTransferLook *self);

/**
 * zc_transfer_look_dup_sentence:
 * @self: a look
 *
 * Says what zc_zone_change_dup_sentence() says; but where the serials are equal as well, not even the serial would
 * change.
 *
 * Returns: (transfer full) (nullable): one translated sentence, or a few; %NULL as long as there is no change to describe
 */
char           *zc_transfer_look_dup_sentence  (ZcTransferLook *self);

/**
 * zc_transfer_look_describe_copy:
 * @self: a look
 * @address: the address of a primary
 * @tone: (out): how to mark it; never bad for a refusal that concerns this computer only
 *
 * Says what a primary did when this computer asked it for a copy of the zone.
 *
 * Returns: (transfer full) (nullable): translated plain text, %NULL when it was not asked
 */
char           *zc_transfer_look_describe_copy (ZcTransferLook *self,
                                                const char     *address,
                                                ZcServerTone   *tone);

G_END_DECLS
