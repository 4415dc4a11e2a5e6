/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-quota.h"

void
zc_quota_free (ZcQuota *self)
{
  g_free (self);
}
