/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-text-pool.h"

#include <string.h>

struct _ZcTextPool
{
  GHashTable *texts; /* (owned) (element-type utf8): each of them counts its references atomically */
};

ZcTextPool *
zc_text_pool_new (void)
{
  ZcTextPool *self = g_new0 (ZcTextPool, 1);

  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, (GDestroyNotify) zc_text_pool_release, NULL);

  return self;
}

void
zc_text_pool_free (ZcTextPool *self)
{
  g_hash_table_unref (self->texts);
  g_free (self);
}

char *
zc_text_pool_share (ZcTextPool *self,
                    const char *text)
{
  char *shared = self != NULL ? g_hash_table_lookup (self->texts, text) : NULL;

  if (shared != NULL)
    return g_atomic_rc_box_acquire (shared);

  shared = (char *) g_atomic_rc_box_dup (strlen (text) + 1, text);
  if (self != NULL)
    g_hash_table_add (self->texts, g_atomic_rc_box_acquire (shared));

  return shared;
}

void
zc_text_pool_release (char *text)
{
  g_atomic_rc_box_release (text);
}
