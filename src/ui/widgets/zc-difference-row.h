/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zc-difference.h"

G_BEGIN_DECLS

/**
 * ZcDifferencePurpose:
 * @ZC_DIFFERENCE_PURPOSE_COMPARE: what a server has otherwise than the primary
 * @ZC_DIFFERENCE_PURPOSE_PREVIEW: what a transfer from the primary would change at the service
 *
 * In which words differences are told. What a server lacks would be added by a transfer.
 */
typedef enum
{
  ZC_DIFFERENCE_PURPOSE_COMPARE,
  ZC_DIFFERENCE_PURPOSE_PREVIEW,
} ZcDifferencePurpose;

/**
 * zc_difference_purpose_get_word:
 * @purpose: in which words
 * @kind: a kind of difference
 *
 * Returns: (transfer none): the kind in one translated word, such as "Missing" or "Added"
 */
const char *zc_difference_purpose_get_word (ZcDifferencePurpose purpose,
                                            ZcDifferenceKind    kind);

/**
 * ZcDifferenceRow:
 *
 * What a list shows of one #ZcDifference: what kind it is, whose, and both values.
 */
#define ZC_TYPE_DIFFERENCE_ROW (zc_difference_row_get_type ())
G_DECLARE_FINAL_TYPE (ZcDifferenceRow, zc_difference_row, ZC, DIFFERENCE_ROW, GtkWidget)

/**
 * zc_difference_row_new:
 * @purpose: in which words
 *
 * Returns: (transfer floating): a new row that shows nothing yet
 */
GtkWidget  *zc_difference_row_new          (ZcDifferencePurpose purpose);

/**
 * zc_difference_row_show:
 * @self: a row
 * @difference: what to show
 * @server: (nullable): who differs, displayable
 *
 * Shows a difference. Of a set with many records the first ones are shown, and how many more there are.
 *
 * Returns: (transfer full): all of it in one translated sentence, for a screen reader
 */
char       *zc_difference_row_show         (ZcDifferenceRow    *self,
                                            ZcDifference       *difference,
                                            const char         *server);

G_END_DECLS
