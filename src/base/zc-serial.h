/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZcSerialOrder:
 * @ZC_SERIAL_OLDER: the first serial is older than the second
 * @ZC_SERIAL_EQUAL: both serials are the same
 * @ZC_SERIAL_NEWER: the first serial is newer than the second
 * @ZC_SERIAL_UNDEFINED: the serials are exactly 2^31 apart, so RFC 1982 gives them no order
 *
 * How two SOA serials relate in the serial number arithmetic of RFC 1982, section 3.2.
 */
typedef enum
{
  ZC_SERIAL_OLDER,
  ZC_SERIAL_EQUAL,
  ZC_SERIAL_NEWER,
  ZC_SERIAL_UNDEFINED,
} ZcSerialOrder;

/**
 * zc_serial_compare:
 * @first: a serial, in host byte order
 * @second: the serial to compare it with, in host byte order
 *
 * Compares two SOA serials by RFC 1982, section 3.2. The order is not transitive; never sort by it
 * serials that can be 2^31 or more apart.
 *
 * Returns: how @first relates to @second
 */
ZcSerialOrder zc_serial_compare (guint32 first,
                                 guint32 second);

/**
 * zc_serial_reaches:
 * @serial: the serial a server answers with, in host byte order
 * @target: the serial that is waited for, in host byte order
 *
 * Tells whether @serial is @target or newer (RFC 1982, section 3.2). Serials without an order do
 * not reach each other.
 *
 * Returns: %TRUE when a server at @serial has the data of @target or newer data
 */
gboolean      zc_serial_reaches (guint32 serial,
                                 guint32 target);

/**
 * zc_serial_plan:
 * @serial: the serial at the primary, in host byte order
 * @served: the newest serial that a secondary has, in host byte order
 * @steps: (out caller-allocates) (array fixed-size=2): the serials to set one after the other; each has to reach
 *   all secondaries before the next
 *
 * Says how a primary gets secondaries to copy it again that have another serial (RFC 1982, section 7). The
 * serial after @served is enough when the number at the primary is the smaller one. Where it is the
 * greater one, although the secondaries take it for older, or where they cannot order the two, it is reached in two
 * steps.
 *
 * Returns: how many steps there are, 0 when @serial is taken as it is
 */
guint         zc_serial_plan    (guint32 serial,
                                 guint32 served,
                                 guint32 steps[2]);

G_END_DECLS
