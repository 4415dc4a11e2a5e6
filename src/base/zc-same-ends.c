/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-same-ends.h"

void
zc_same_ends_count (GPtrArray *before,
                    GPtrArray *after,
                    guint     *n_first,
                    guint     *n_last)
{
  guint n_most = MIN (before->len, after->len);
  guint first = 0, last = 0;

  while (first < n_most && before->pdata[first] == after->pdata[first])
    first++;
  while (last < n_most - first && before->pdata[before->len - 1 - last] == after->pdata[after->len - 1 - last])
    last++;

  *n_first = first;
  *n_last = last;
}
