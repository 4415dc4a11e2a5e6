/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-server-view.h"

G_BEGIN_DECLS

/**
 * ZcMatrixColumn:
 * @ZC_MATRIX_UDP: the question for the SOA over UDP
 * @ZC_MATRIX_TCP: the question for the SOA over TCP
 * @ZC_MATRIX_COPY: a copy of the zone, AXFR (RFC 5936)
 * @ZC_MATRIX_N_COLUMNS: how many there are
 *
 * The ways in which an address is asked.
 */
typedef enum
{
  ZC_MATRIX_UDP,
  ZC_MATRIX_TCP,
  ZC_MATRIX_COPY,
  ZC_MATRIX_N_COLUMNS,
} ZcMatrixColumn;

/**
 * ZcMatrixCell:
 * @tone: how to mark it
 * @text: what matters most, the serial or else a word such as "Closed" (owned)
 * @detail: (nullable): what comes after it, a word and how long it took (owned)
 * @sentence: all of it in one sentence that needs neither row nor column to be understood (owned)
 *
 * What was seen when one address was asked in one way. All texts are translated plain text.
 */
typedef struct
{
  ZcServerTone tone;
  char *text;
  char *detail;
  char *sentence;
} ZcMatrixCell;

/**
 * ZcMatrixRow:
 * @role: what the server is to the zone
 * @name: the server's name or address as the service spells it, displayable (owned)
 * @address: the address with its family, such as "IPv4 · 192.0.2.1"; why there is none where the name has
 *   none (owned)
 * @cells: a cell for each #ZcMatrixColumn, %NULL where the address was not asked in that way (owned)
 *
 * One address of one server.
 */
typedef struct
{
  ZcServerRole role;
  char *name;
  char *address;
  ZcMatrixCell *cells[ZC_MATRIX_N_COLUMNS];
} ZcMatrixRow;

/**
 * zc_matrix_row_free:
 * @self: (transfer full): a row
 *
 * Frees the row and what it owns.
 */
void       zc_matrix_row_free      (ZcMatrixRow    *self);

/**
 * zc_matrix_view_list:
 * @cells: a list of #ZcVerificationCell
 *
 * Arranges what was seen of every address in rows. An address with an older serial than the newest one of all
 * is marked as behind.
 *
 * Returns: (transfer full) (element-type ZcMatrixRow): a row an address, in the order of @cells
 */
GPtrArray *zc_matrix_view_list     (GListModel     *cells);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcMatrixRow, zc_matrix_row_free)

G_END_DECLS
