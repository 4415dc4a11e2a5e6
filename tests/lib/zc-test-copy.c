/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-copy.h"

static void
add_record_cb (const ZcTestRecord *record,
               gpointer            data)
{
  g_autoptr(GError) error = NULL;

  zc_zone_copy_builder_add (data, record->owner, record->owner_len, record->type, 1, record->ttl,
                            record->rdata, record->rdata_len, &error);
  g_assert_no_error (error);
}

ZcZoneCopy *
zc_test_copy_zone (const ZcTestZone *zone,
                   GRand            *random)
{
  ZcZoneCopyBuilder *builder = zc_zone_copy_builder_new (ZC_TEST_ZONE_NAME, NULL);

  zc_test_zone_stream (zone, random, add_record_cb, builder);

  return zc_zone_copy_builder_seal (builder);
}

void
zc_test_copy_add_row (ZcZoneCopyBuilder *builder,
                      const char        *owner,
                      guint32            ttl,
                      const char        *type,
                      const char        *rdata)
{
  g_autoptr(GError) error = NULL;

  zc_zone_copy_builder_add_row (builder, owner, type, ttl, rdata, &error);
  g_assert_no_error (error);
}
