/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-bits.h"

#include <string.h>

#define WORD_BITS 64

struct _ZcBits
{
  guint n;
  guint n_words;
  guint64 words[]; /* bits from the bound on are never set */
};

ZcBits *
zc_bits_new (guint n)
{
  guint n_words = n / WORD_BITS + 1;
  ZcBits *self = g_malloc0 (sizeof (ZcBits) + n_words * sizeof (guint64));

  self->n = n;
  self->n_words = n_words;

  return self;
}

void
zc_bits_free (ZcBits *self)
{
  g_free (self);
}

guint
zc_bits_get_bound (const ZcBits *self)
{
  return self->n;
}

gboolean
zc_bits_contains (const ZcBits *self,
                  guint         i)
{
  g_return_val_if_fail (i < self->n, FALSE);

  return (self->words[i / WORD_BITS] >> (i % WORD_BITS) & 1) != 0;
}

void
zc_bits_set (ZcBits   *self,
             guint     i,
             gboolean  value)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << (i % WORD_BITS);

  g_return_if_fail (i < self->n);

  if (value)
    self->words[i / WORD_BITS] |= bit;
  else
    self->words[i / WORD_BITS] &= ~bit;
}

void
zc_bits_clear (ZcBits *self)
{
  memset (self->words, 0, self->n_words * sizeof (guint64));
}

void
zc_bits_intersect (ZcBits       *self,
                   const ZcBits *other)
{
  g_return_if_fail (self->n == other->n);

  for (guint i = 0; i < self->n_words; i++)
    self->words[i] &= other->words[i];
}

void
zc_bits_unite (ZcBits       *self,
               const ZcBits *other)
{
  g_return_if_fail (self->n == other->n);

  for (guint i = 0; i < self->n_words; i++)
    self->words[i] |= other->words[i];
}

guint
zc_bits_count (const ZcBits *self)
{
  guint count = 0;

  for (guint i = 0; i < self->n_words; i++)
    count += (guint) __builtin_popcountll (self->words[i]);

  return count;
}
