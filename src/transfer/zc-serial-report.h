/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-server-role.h"
#include "zc-soa-query.h"

G_BEGIN_DECLS

/**
 * ZcSerialRow:
 * @role: what the server is to the zone
 * @name: the primary's address or the name server's name, as the service spells it (owned)
 * @answer: (nullable): what the server answered; %NULL when the name has no address to ask (owned)
 * @no_address_text: (nullable): why there is no address (owned)
 *
 * One question of a serial check: one address over one transport.
 */
typedef struct
{
  ZcServerRole role;
  char *name;
  ZcSoaAnswer *answer;
  char *no_address_text;
} ZcSerialRow;

/**
 * zc_serial_row_new:
 * @role: what the server is to the zone
 * @name: its name
 * @answer: (transfer full) (nullable): its answer
 * @no_address_text: (nullable): why it could not be asked
 *
 * Returns: (transfer full): a new row
 */
ZcSerialRow *zc_serial_row_new  (ZcServerRole  role,
                                 const char   *name,
                                 ZcSoaAnswer  *answer,
                                 const char   *no_address_text);

/**
 * zc_serial_row_free:
 * @self: (transfer full): a row
 *
 * Frees the row and what it owns.
 */
void         zc_serial_row_free (ZcSerialRow  *self);

/**
 * ZcSerialVerdict:
 * @ZC_SERIAL_VERDICT_NOT_CHECKED: the service's name servers could not be asked from this computer
 * @ZC_SERIAL_VERDICT_INCOMPLETE: the name servers that answered are in sync, but others could not be
 *   asked from this computer on every transport
 * @ZC_SERIAL_VERDICT_PRIMARY_UNSEEN: the name servers agree, but no primary could be asked
 * @ZC_SERIAL_VERDICT_IN_SYNC: every name server has the primary's serial or a newer one on every
 *   transport, and the primary's is not older
 * @ZC_SERIAL_VERDICT_BEHIND: at least one name server has an older serial than the newest primary, or
 *   the name servers disagree
 * @ZC_SERIAL_VERDICT_PRIMARY_BEHIND: the name servers have a newer serial than every primary
 * @ZC_SERIAL_VERDICT_FAILING: at least one name server answers, but not with the zone
 *
 * What a serial check says about a zone.
 */
typedef enum
{
  ZC_SERIAL_VERDICT_NOT_CHECKED,
  ZC_SERIAL_VERDICT_INCOMPLETE,
  ZC_SERIAL_VERDICT_PRIMARY_UNSEEN,
  ZC_SERIAL_VERDICT_IN_SYNC,
  ZC_SERIAL_VERDICT_BEHIND,
  ZC_SERIAL_VERDICT_PRIMARY_BEHIND,
  ZC_SERIAL_VERDICT_FAILING,
} ZcSerialVerdict;

/**
 * ZcSerialReport:
 *
 * What all servers of one zone answered at one moment: an immutable value.
 */
#define ZC_TYPE_SERIAL_REPORT (zc_serial_report_get_type ())
G_DECLARE_FINAL_TYPE (ZcSerialReport, zc_serial_report, ZC, SERIAL_REPORT, GObject)

/**
 * zc_serial_report_new:
 * @rows: (transfer full) (element-type ZcSerialRow): the rows, primaries first
 *
 * Returns: (transfer full): a new report
 */
ZcSerialReport *zc_serial_report_new              (GPtrArray      *rows);

/**
 * zc_serial_report_get_rows:
 * @self: a report
 *
 * Returns: (transfer none) (element-type ZcSerialRow): the rows, primaries first, in the service's
 *   order; one a server, address and transport
 */
GPtrArray      *zc_serial_report_get_rows         (ZcSerialReport *self);

/**
 * zc_serial_report_get_target:
 * @self: a report
 * @serial: (out) (optional): the newest serial of any primary that answered with authority
 *
 * Returns: %TRUE when a primary answered
 */
gboolean        zc_serial_report_get_target       (ZcSerialReport *self,
                                                   guint32        *serial);

/**
 * zc_serial_report_primaries_differ:
 * @self: a report
 *
 * Returns: %TRUE when two primary addresses answered with different serials
 */
gboolean        zc_serial_report_primaries_differ (ZcSerialReport *self);

/**
 * zc_serial_report_get_served:
 * @self: a report
 * @oldest: (out) (optional): the oldest serial a name server answers with
 * @newest: (out) (optional): the newest one
 *
 * Returns: %TRUE when a name server answered with authority
 */
gboolean        zc_serial_report_get_served       (ZcSerialReport *self,
                                                   guint32        *oldest,
                                                   guint32        *newest);

/**
 * zc_serial_report_get_n_name_servers:
 * @self: a report
 *
 * Returns: how many name servers (names, not addresses) are assigned to the zone
 */
guint           zc_serial_report_get_n_name_servers (ZcSerialReport *self);

/**
 * zc_serial_report_count_reached:
 * @self: a report
 * @target: a serial, in host byte order
 *
 * Counts the name servers that answer with authority and @target or a newer serial (RFC 1982) on
 * both transports on every address of theirs that this computer has a route to. A name server with
 * no address that could be asked does not count.
 *
 * Returns: how many of zc_serial_report_get_n_name_servers()
 */
guint           zc_serial_report_count_reached    (ZcSerialReport *self,
                                                   guint32         target);

/**
 * zc_serial_report_anything_answered:
 * @self: a report
 *
 * Returns: %FALSE when not one server of any role answered anything: DNS seems blocked from here
 */
gboolean        zc_serial_report_anything_answered (ZcSerialReport *self);

/**
 * zc_serial_report_list_silent:
 * @self: a report
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of the name servers that gave no
 *   authoritative answer on any address and transport
 */
char          **zc_serial_report_list_silent      (ZcSerialReport *self);

/**
 * zc_serial_report_get_verdict:
 * @self: a report
 *
 * Returns: what the serials say about the zone
 */
ZcSerialVerdict zc_serial_report_get_verdict      (ZcSerialReport *self);

G_END_DECLS
