/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-finding.h"
#include "zc-server-role.h"
#include "zc-soa-query.h"

G_BEGIN_DECLS

/**
 * ZcVerificationCellKind:
 * @ZC_VERIFICATION_CELL_ADDRESS: the name server's name has no address, so nothing else could be tried
 * @ZC_VERIFICATION_CELL_UDP: the question for the SOA over UDP
 * @ZC_VERIFICATION_CELL_TCP: the question for the SOA over TCP
 * @ZC_VERIFICATION_CELL_COPY: the transfer of the zone (AXFR, over TCP)
 *
 * What was tried with one address of one server.
 */
typedef enum
{
  ZC_VERIFICATION_CELL_ADDRESS,
  ZC_VERIFICATION_CELL_UDP,
  ZC_VERIFICATION_CELL_TCP,
  ZC_VERIFICATION_CELL_COPY,
} ZcVerificationCellKind;

#define ZC_TYPE_VERIFICATION_CELL_KIND (zc_verification_cell_kind_get_type ())
GType zc_verification_cell_kind_get_type (void) G_GNUC_CONST;

/**
 * ZcVerificationCell:
 *
 * What one address of one server showed in one probe: an item of zc_verification_get_matrix(). It comes
 * into the list when the probe begins and is filled when that ends. Its read-only properties are "role" (int,
 * a #ZcServerRole), "server-name", "address", "family" (GSocketFamily), "kind", and the ones that are notified
 * when they change: "pending" (boolean), "outcome" (string: an id of the table of causes, "ok", or %NULL while
 * it is pending), "serial" (gint64, -1 when not known).
 */
#define ZC_TYPE_VERIFICATION_CELL (zc_verification_cell_get_type ())
G_DECLARE_FINAL_TYPE (ZcVerificationCell, zc_verification_cell, ZC, VERIFICATION_CELL, GObject)

/**
 * zc_verification_cell_get_role:
 * @self: a cell
 *
 * Returns: what the server is to the zone
 */
ZcServerRole        zc_verification_cell_get_role        (ZcVerificationCell *self);

/**
 * zc_verification_cell_get_server_name:
 * @self: a cell
 *
 * Returns: (transfer none): the server's name, its address when it is known by nothing else
 */
const char         *zc_verification_cell_get_server_name (ZcVerificationCell *self);

/**
 * zc_verification_cell_get_address:
 * @self: a cell
 *
 * Returns: (transfer none) (nullable): the address, %NULL when the name has none
 */
const char         *zc_verification_cell_get_address     (ZcVerificationCell *self);

/**
 * zc_verification_cell_get_port:
 * @self: a cell
 *
 * Returns: the port, in host byte order; 0 without an address
 */
guint16             zc_verification_cell_get_port        (ZcVerificationCell *self);

/**
 * zc_verification_cell_get_family:
 * @self: a cell
 *
 * Returns: %G_SOCKET_FAMILY_IPV4 or %G_SOCKET_FAMILY_IPV6, %G_SOCKET_FAMILY_INVALID without an address
 */
GSocketFamily       zc_verification_cell_get_family      (ZcVerificationCell *self);

/**
 * zc_verification_cell_get_kind:
 * @self: a cell
 *
 * Returns: what was tried
 */
ZcVerificationCellKind zc_verification_cell_get_kind    (ZcVerificationCell *self);

/**
 * zc_verification_cell_is_pending:
 * @self: a cell
 *
 * Returns: whether the probe has not ended yet
 */
gboolean            zc_verification_cell_is_pending      (ZcVerificationCell *self);

/**
 * zc_verification_cell_get_outcome:
 * @self: a cell
 *
 * Returns: (transfer none) (nullable): the id of the table of causes for what this probe alone showed, "ok",
 *   or %NULL while it is pending
 */
const char         *zc_verification_cell_get_outcome     (ZcVerificationCell *self);

/**
 * zc_verification_cell_get_severity:
 * @self: a cell
 *
 * Says how bad the outcome usually is. A copy refused to this computer is %ZC_SEVERITY_INFO: neutral. The
 * findings weigh it against everything else that was seen.
 *
 * Returns: the severity, %ZC_SEVERITY_INFO for "ok" and while it is pending
 */
ZcSeverity          zc_verification_cell_get_severity    (ZcVerificationCell *self);

/**
 * zc_verification_cell_get_serial:
 * @self: a cell
 * @serial: (out) (optional): the serial
 *
 * Returns: whether the answer or the copy had a serial
 */
gboolean            zc_verification_cell_get_serial      (ZcVerificationCell *self,
                                                          guint32            *serial);

/**
 * zc_verification_cell_get_round_trip:
 * @self: a cell
 *
 * Returns: from the question to the answer, for a copy from the connecting to its end, in microseconds; -1
 *   without an answer
 */
gint64              zc_verification_cell_get_round_trip  (ZcVerificationCell *self);

/**
 * zc_verification_cell_get_expire:
 * @self: a cell
 *
 * Returns: the seconds that the server still serves the zone without a transfer (RFC 7314), -1 when it does
 *   not say. On a primary this is the SOA's own expire time
 */
gint64              zc_verification_cell_get_expire      (ZcVerificationCell *self);

/**
 * zc_verification_cell_get_nsid:
 * @self: a cell
 *
 * Returns: (transfer none) (nullable): the machine that answered (NSID, RFC 5001), as the server writes it
 */
const char         *zc_verification_cell_get_nsid        (ZcVerificationCell *self);

/**
 * zc_verification_cell_get_extended_error:
 * @self: a cell
 * @text: (out) (optional) (transfer none) (nullable): what the server writes beside it
 *
 * Returns: the extended DNS error (RFC 8914), -1 without one
 */
int                 zc_verification_cell_get_extended_error (ZcVerificationCell  *self,
                                                             const char         **text);

/**
 * zc_verification_cell_get_n_records:
 * @self: a cell of %ZC_VERIFICATION_CELL_COPY
 *
 * Returns: how many records came, both SOAs included
 */
guint64             zc_verification_cell_get_n_records   (ZcVerificationCell *self);

/**
 * zc_verification_cell_dup_word:
 * @self: a cell
 *
 * Returns: (transfer full): the outcome in one or two translated words, such as "Answers" or "No answer"
 */
char               *zc_verification_cell_dup_word        (ZcVerificationCell *self);

/**
 * zc_verification_cell_dup_sentence:
 * @self: a cell
 *
 * Writes everything the cell shows for those who hear it: "ns3.example, 192.0.2.3, IPv4, TCP: closed".
 *
 * Returns: (transfer full): one translated sentence, plain text
 */
char               *zc_verification_cell_dup_sentence    (ZcVerificationCell *self);

G_END_DECLS
