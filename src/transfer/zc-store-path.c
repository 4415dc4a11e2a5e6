/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-store-path.h"

char *
zc_store_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "zone-courier", "zone-courier.db", NULL);
}
