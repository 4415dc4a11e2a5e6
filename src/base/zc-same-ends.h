/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * zc_same_ends_count:
 * @before: an array
 * @after: another array
 * @n_first: (out): how many elements at the beginning of both are the same pointers
 * @n_last: (out): of the others, how many at the end of both are
 *
 * Finds the stretch in which two arrays differ: all that a list model has to tell when it changes from one to the
 * other.
 */
void zc_same_ends_count (GPtrArray *before,
                         GPtrArray *after,
                         guint     *n_first,
                         guint     *n_last);

G_END_DECLS
