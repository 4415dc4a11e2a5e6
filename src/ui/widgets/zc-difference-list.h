/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-difference-row.h"

G_BEGIN_DECLS

/**
 * ZcDifferenceList:
 *
 * A list of differences between copies of a zone, with a search and filters. It shows a million of them as
 * well as three: rows are made for what can be seen, and a search goes on beside the rest. Its property
 * "purpose" (construct-only, int, a #ZcDifferencePurpose) decides on the words.
 */
#define ZC_TYPE_DIFFERENCE_LIST (zc_difference_list_get_type ())
G_DECLARE_FINAL_TYPE (ZcDifferenceList, zc_difference_list, ZC, DIFFERENCE_LIST, AdwBin)

/**
 * zc_difference_list_set_model:
 * @self: a list
 * @model: (nullable): a list of #ZcVerificationDifference or of #ZcDifference
 * @servers: (nullable) (array zero-terminated=1): the names of the servers that may differ, for the filter by
 *   server; %NULL for no such filter
 *
 * Shows differences. @model may change at any time.
 */
void        zc_difference_list_set_model    (ZcDifferenceList   *self,
                                             GListModel         *model,
                                             const char * const *servers);

/**
 * zc_difference_list_get_shown:
 * @self: a list
 *
 * Returns: (transfer none): the differences that are shown, a GListModel of what the model has
 */
GListModel *zc_difference_list_get_shown    (ZcDifferenceList   *self);

/**
 * zc_difference_list_search:
 * @self: a list
 *
 * Puts the focus where one types what to look for.
 */
void        zc_difference_list_search       (ZcDifferenceList   *self);

G_END_DECLS
