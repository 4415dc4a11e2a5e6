/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-zone-copy-builder.h"

/**
 * zc_fuzz_build_copy:
 * @data: records one after the other: the length of the owner (1 byte), the owner, type (2), TTL (1), the
 *   length of the rdata (2), the rdata; what is missing at the end counts as nothing
 * @size: how many bytes there are
 * @recase: whether to turn the case of every letter of the owners round
 * @backwards: whether to add the last record first
 *
 * Makes a copy of the zone "example" of what a fuzzer made up. Records that the builder refuses are left
 * out.
 *
 * Returns: (transfer full): the copy
 */
static inline ZcZoneCopy *
zc_fuzz_build_copy (const guint8 *data,
                    gsize         size,
                    gboolean      recase,
                    gboolean      backwards)
{
  ZcZoneCopyBuilder *builder = zc_zone_copy_builder_new ("example", NULL);
  g_autoptr(GArray) starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize at = 0;

  while (size - at >= 6 && size - at - 6 >= data[at] &&
         size - at - 6 - data[at] >= (gsize) (data[at + data[at] + 4] << 8 | data[at + data[at] + 5]))
    {
      g_array_append_val (starts, at);
      at += 6 + (gsize) data[at] + (gsize) (data[at + data[at] + 4] << 8 | data[at + data[at] + 5]);
    }

  for (guint i = 0; i < starts->len; i++)
    {
      const guint8 *record = data + g_array_index (starts, gsize, backwards ? starts->len - 1 - i : i);
      const guint8 *fixed = record + 1 + record[0];
      gsize rdata_len = (gsize) (fixed[3] << 8 | fixed[4]);
      /* Copies of their own, so that sanitizers see their ends. */
      g_autofree guint8 *owner = g_memdup2 (record + 1, record[0]);
      g_autofree guint8 *rdata = g_memdup2 (fixed + 5, rdata_len);

      for (guint j = 0; recase && j < record[0]; j++)
        if (g_ascii_isalpha ((char) owner[j]))
          owner[j] ^= 0x20;
      zc_zone_copy_builder_add (builder, owner, record[0], (guint16) (fixed[0] << 8 | fixed[1]), 1, fixed[2],
                                rdata, rdata_len, NULL);
    }

  return zc_zone_copy_builder_seal (builder);
}
