/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-test-zone.h"
#include "zc-zone-copy-builder.h"

G_BEGIN_DECLS

/**
 * zc_test_copy_zone:
 * @zone: a made-up zone
 * @random: (nullable): where chance comes from, see zc_test_zone_stream()
 *
 * Returns: (transfer full): a copy of the zone as it is streamed
 */
ZcZoneCopy *zc_test_copy_zone    (const ZcTestZone  *zone,
                                  GRand             *random);

/**
 * zc_test_copy_add_row:
 * @builder: a builder
 * @owner: an owner in presentation format
 * @ttl: the time to live in seconds
 * @type: a type's mnemonic
 * @rdata: data in presentation format
 *
 * Adds a record that has to be taken.
 */
void        zc_test_copy_add_row (ZcZoneCopyBuilder *builder,
                                  const char        *owner,
                                  guint32            ttl,
                                  const char        *type,
                                  const char        *rdata);

G_END_DECLS
