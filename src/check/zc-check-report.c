/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-check-report.h"

static void
differences_free (gpointer data)
{
  ZcCheckDifferences *self = data;

  g_object_unref (self->items);
  g_free (self);
}

ZcCheckReport *
zc_check_report_new (const char *zone)
{
  ZcCheckReport *self = g_new0 (ZcCheckReport, 1);

  self->observations = zc_observations_new (zone, g_get_real_time () / G_USEC_PER_SEC);
  self->differences = g_ptr_array_new_with_free_func (differences_free);

  return self;
}

void
zc_check_report_free (ZcCheckReport *self)
{
  g_ptr_array_unref (self->differences);
  g_clear_pointer (&self->delegation, zc_delegation_free);
  g_object_unref (self->diagnosis);
  g_object_unref (self->observations);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

int
zc_check_report_get_exit_code (const ZcCheckReport *self)
{
  return zc_severity_get_exit_code (zc_diagnosis_get_verdict (self->diagnosis)->severity);
}

void
zc_check_report_count (const ZcCheckReport *self,
                       ZcCheckCounts       *counts)
{
  *counts = (ZcCheckCounts) { .n_servers = self->differences->len };
  for (guint i = 0; i < self->differences->len; i++)
    {
      const ZcCheckDifferences *differences = self->differences->pdata[i];
      const ZcObservedComparison *comparison = differences->server->comparison;

      counts->asked += comparison->n_asked;
      counts->missing += comparison->n_missing;
      counts->extra += comparison->n_extra;
      counts->changed += comparison->n_changed;
      counts->unverified += comparison->n_unverified;
    }
}
