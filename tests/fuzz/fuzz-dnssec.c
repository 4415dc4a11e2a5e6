/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "records.h"
#include "zc-dnssec-private.h"
#include "zc-zonemd.h"

/* Records of a zone with what a signer adds, right or wrong. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(ZcZoneCopy) copy = zc_fuzz_build_copy (data, size, FALSE, FALSE);
  g_autoptr(ZcDnssecReport) report = zc_dnssec_report_new (1800000000);
  g_autoptr(ZcDnssecReport) merged = zc_dnssec_report_new (1800000000);
  g_autoptr(GPtrArray) ds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  ZcDnssecKeys keys;

  g_ptr_array_add (ds, g_bytes_new (data, MIN (size, 36)));
  zc_dnssec_keys_init (&keys, copy, 1800000000);
  zc_dnssec_judge_keys (&keys, copy, ds, report);
  zc_dnssec_judge_signatures (&keys, copy, 0, G_MAXUINT, report, NULL);
  zc_dnssec_judge_denial (copy, report, NULL);
  zc_zonemd_judge (copy, report, NULL);
  zc_dnssec_keys_clear (&keys);

  zc_dnssec_report_merge (merged, report);
  for (guint i = 0; i < merged->findings->len; i++)
    {
      const ZcDnssecFinding *finding = g_ptr_array_index (merged->findings, i);

      g_assert_nonnull (zc_dnssec_kind_get_id (finding->kind));
      g_assert_nonnull (finding->owner);
      g_assert_nonnull (finding->text);
      g_assert_cmpuint (finding->n_sets, >, 0);
    }

  return 0;
}
