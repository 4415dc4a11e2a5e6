/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-axfr-reader.h"
#include "zc-verification-cell.h"

G_BEGIN_DECLS

/**
 * zc_verification_cell_new:
 * @role: what the server is to the zone
 * @name: its name
 * @server: (nullable): its address, %NULL when it has none
 * @kind: what is tried
 * @order: where the cell stands among the others
 *
 * Returns: (transfer full): a cell that is pending; one without an address is not
 */
ZcVerificationCell *zc_verification_cell_new          (ZcServerRole            role,
                                                       const char             *name,
                                                       ZcDnsServer            *server,
                                                       ZcVerificationCellKind  kind,
                                                       guint64                 order);

/**
 * zc_verification_cell_get_order:
 * @self: a cell
 *
 * Returns: where it stands among the others
 */
guint64             zc_verification_cell_get_order    (ZcVerificationCell     *self);

/**
 * zc_verification_cell_set_answer:
 * @self: a cell
 * @answer: what the server answered
 * @outcome: (transfer none): its id, a static text
 *
 * Fills the cell of a question.
 */
void                zc_verification_cell_set_answer   (ZcVerificationCell     *self,
                                                       const ZcSoaAnswer      *answer,
                                                       const char             *outcome);

/**
 * zc_verification_cell_set_transfer:
 * @self: a cell
 * @transfer: how the transfer went
 * @outcome: (transfer none): its id, a static text
 *
 * Fills the cell of a copy, again when more is known.
 */
void                zc_verification_cell_set_transfer (ZcVerificationCell     *self,
                                                       const ZcAxfrResult     *transfer,
                                                       const char             *outcome);

G_END_DECLS
