/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZcTextPool:
 *
 * Texts that many things have in common, so that each is in memory once. A pool belongs to one thread; the texts outlive
 * it and belong to nobody's thread. (The pool that GLib has for all threads, g_ref_string_new_intern(), hands out a text
 * that another thread is just freeing, up to GLib 2.74 at least.)
 */
typedef struct _ZcTextPool ZcTextPool;

/**
 * zc_text_pool_new:
 *
 * Returns: (transfer full): an empty pool
 */
ZcTextPool *zc_text_pool_new     (void);

/**
 * zc_text_pool_free:
 * @self: (transfer full): a pool
 *
 * Frees the pool; its texts stay for as long as somebody has them.
 */
void        zc_text_pool_free    (ZcTextPool *self);

/**
 * zc_text_pool_share:
 * @self: (nullable): a pool; without one the text is shared with nobody
 * @text: a text
 *
 * Returns: (transfer full): the text in the pool, to be released by zc_text_pool_release() in any thread
 */
char       *zc_text_pool_share   (ZcTextPool *self,
                                  const char *text);

/**
 * zc_text_pool_release:
 * @text: (transfer full): what zc_text_pool_share() returned
 *
 * Releases a text.
 */
void        zc_text_pool_release (char       *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcTextPool, zc_text_pool_free)

G_END_DECLS
