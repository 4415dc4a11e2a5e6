/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-difference.h"

G_BEGIN_DECLS

/**
 * ZC_VERIFICATION_SERVICE:
 *
 * What stands for the server where the records that the service's interface shows were compared.
 */
#define ZC_VERIFICATION_SERVICE "api"

/**
 * ZcVerificationDifference:
 *
 * One RRset that one name server, or the service's interface, does not have in common with the primary. An
 * immutable value with the read-only properties "server-name", "owner", "record-type", "kind"
 * (#ZcDifferenceKind) and "ttl-only".
 */
#define ZC_TYPE_VERIFICATION_DIFFERENCE (zc_verification_difference_get_type ())
G_DECLARE_FINAL_TYPE (ZcVerificationDifference, zc_verification_difference, ZC, VERIFICATION_DIFFERENCE, GObject)

/**
 * zc_verification_difference_get_server_name:
 * @self: a difference
 *
 * Returns: (transfer none): the name of the server that differs, its address when it is known by nothing else;
 *   %ZC_VERIFICATION_SERVICE for the service's records
 */
const char       *zc_verification_difference_get_server_name (ZcVerificationDifference *self);

/**
 * zc_verification_difference_get_address:
 * @self: a difference
 *
 * Returns: (transfer none): its address, %ZC_VERIFICATION_SERVICE for the service's records
 */
const char       *zc_verification_difference_get_address     (ZcVerificationDifference *self);

/**
 * zc_verification_difference_get_port:
 * @self: a difference
 *
 * Returns: its port, 0 for the service's records
 */
guint16           zc_verification_difference_get_port        (ZcVerificationDifference *self);

/**
 * zc_verification_difference_is_service:
 * @self: a difference
 *
 * Returns: whether it is the service's records that differ
 */
gboolean          zc_verification_difference_is_service      (ZcVerificationDifference *self);

/**
 * zc_verification_difference_get_difference:
 * @self: a difference
 *
 * Returns: (transfer none): the RRset. Its reference side is the primary's; kind and values are seen from the
 *   server: "missing" is what it lacks
 */
ZcDifference     *zc_verification_difference_get_difference  (ZcVerificationDifference *self);

/**
 * zc_verification_difference_dup_server:
 * @self: a difference
 *
 * Returns: (transfer full): the server in translated words for a list: name and address
 */
char             *zc_verification_difference_dup_server      (ZcVerificationDifference *self);

/**
 * zc_verification_difference_matches:
 * @self: a difference
 * @text: what somebody looks for, in any case; "" matches everything
 *
 * Looks for a text in the server, the owner, the type and the values of both sides.
 *
 * Returns: whether it is there
 */
gboolean          zc_verification_difference_matches         (ZcVerificationDifference *self,
                                                              const char               *text);

G_END_DECLS
