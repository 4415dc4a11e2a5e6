/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZcBits:
 *
 * A set of numbers below a bound, a bit each. Sets of the rows of a long list are taken together and counted in
 * microseconds with it, whatever is in them.
 */
typedef struct _ZcBits ZcBits;

/**
 * zc_bits_new:
 * @n: the bound; numbers from 0 to @n - 1 can be in the set
 *
 * Returns: (transfer full): an empty set
 */
ZcBits  *zc_bits_new       (guint         n);

/**
 * zc_bits_free:
 * @self: a set
 *
 * Frees the set.
 */
void     zc_bits_free      (ZcBits       *self);

/**
 * zc_bits_get_bound:
 * @self: a set
 *
 * Returns: the bound it was made with
 */
guint    zc_bits_get_bound (const ZcBits *self);

/**
 * zc_bits_contains:
 * @self: a set
 * @i: a number below the bound
 *
 * Returns: whether @i is in the set
 */
gboolean zc_bits_contains  (const ZcBits *self,
                            guint         i);

/**
 * zc_bits_set:
 * @self: a set
 * @i: a number below the bound
 * @value: whether it is to be in the set
 *
 * Adds @i or takes it away.
 */
void     zc_bits_set       (ZcBits       *self,
                            guint         i,
                            gboolean      value);

/**
 * zc_bits_clear:
 * @self: a set
 *
 * Takes everything away.
 */
void     zc_bits_clear     (ZcBits       *self);

/**
 * zc_bits_intersect:
 * @self: a set
 * @other: another of the same bound
 *
 * Takes away what is not in @other.
 */
void     zc_bits_intersect (ZcBits       *self,
                            const ZcBits *other);

/**
 * zc_bits_unite:
 * @self: a set
 * @other: another of the same bound
 *
 * Adds what is in @other.
 */
void     zc_bits_unite     (ZcBits       *self,
                            const ZcBits *other);

/**
 * zc_bits_count:
 * @self: a set
 *
 * Returns: how many numbers are in the set
 */
guint    zc_bits_count     (const ZcBits *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcBits, zc_bits_free)

G_END_DECLS
