/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-diagnosis.h"

#include "zc-observe.h"

ZcDiagnosis *
zc_zone_diagnosis_new (ZcZoneItem *item)
{
  g_autoptr(ZcObservations) observations = NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (item), NULL);

  observations = zc_observations_new (zc_zone_get_name (zc_zone_item_get_zone (item)), g_date_time_to_unix (now));
  if (zc_zone_item_get_report (item) != NULL)
    zc_observe_report (observations, zc_zone_item_get_report (item));
  if (zc_zone_item_get_statuses (item) != NULL)
    zc_observe_statuses (observations, zc_zone_item_get_statuses (item));

  return zc_diagnosis_new (observations);
}

GPtrArray *
zc_zone_diagnosis_list_warnings (ZcZoneItem *item)
{
  static const char * const ids[] = { "primaries-differ", "serial-behind", "serial-undefined", NULL };
  g_autoptr(ZcDiagnosis) diagnosis = NULL;
  GPtrArray *findings = NULL;
  GPtrArray *warnings = NULL;

  g_return_val_if_fail (ZC_IS_ZONE_ITEM (item), NULL);

  diagnosis = zc_zone_diagnosis_new (item);
  findings = zc_diagnosis_get_findings (diagnosis);
  warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_finding_free);
  for (guint i = 0; i < findings->len; i++)
    {
      const ZcFinding *finding = g_ptr_array_index (findings, i);

      if (g_strv_contains (ids, finding->id))
        g_ptr_array_add (warnings, zc_finding_copy (finding));
    }

  return warnings;
}
