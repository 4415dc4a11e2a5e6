/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-matrix-view.h"

G_BEGIN_DECLS

/**
 * ZcServerMatrix:
 *
 * All servers of a zone with what they answered: a row an address, a column a way of asking. Where there is
 * no room for columns the cells stand below each other. Every cell is one sentence for a screen reader; the
 * arrow keys go from cell to cell, and Tab goes past the matrix.
 */
#define ZC_TYPE_SERVER_MATRIX (zc_server_matrix_get_type ())
G_DECLARE_FINAL_TYPE (ZcServerMatrix, zc_server_matrix, ZC, SERVER_MATRIX, AdwBin)

/**
 * zc_server_matrix_show:
 * @self: a matrix
 * @rows: (element-type ZcMatrixRow): what was seen
 *
 * Shows what was seen. Rows and cells stay the same widgets while the servers stay, so that neither the focus
 * nor what a screen reader is reading gets lost when an answer comes in.
 */
void zc_server_matrix_show       (ZcServerMatrix *self,
                                  GPtrArray      *rows);

/**
 * zc_server_matrix_set_narrow:
 * @self: a matrix
 * @narrow: whether there is too little room for columns
 *
 * Puts the cells below each other, or beside each other.
 */
void zc_server_matrix_set_narrow (ZcServerMatrix *self,
                                  gboolean        narrow);

G_END_DECLS
