/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * zc_zone_copy_sort:
 * @arena: the blocks of a copy
 * @blocks: (element-type guint64) (inout): the offset of each block
 * @runs: (element-type guint) (inout): the index of the first block of each ascending run
 *
 * Brings blocks into canonical order by merging the runs, so that a stream in few runs is sorted in
 * few passes.
 *
 * Returns: %TRUE when an owner has more than one block; they stand one after the other then
 */
gboolean zc_zone_copy_sort (const guint8 *arena,
                            GArray       *blocks,
                            GArray       *runs);

G_END_DECLS
