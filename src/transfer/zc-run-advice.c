/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-run-machine-private.h"

#include <glib/gi18n-lib.h>

#include "zc-diagnosis.h"
#include "zc-observe.h"

/* What a run saw is held against the table of causes, as a verification's is. */
static ZcDiagnosis *
diagnose (ZcRunMachine *self)
{
  /* Neither the zone's name nor the time stands in anything that is used of the findings: no date is ahead of the end of
   * time. */
  g_autoptr(ZcObservations) observations = zc_observations_new (".", G_MAXINT64);
  ZcObservationFlags flags = ZC_OBSERVATION_TRANSFER_RUN;

  if (!self->moved)
    flags |= ZC_OBSERVATION_NOTHING_MOVED;
  if (self->state == ZC_RUN_STATE_STOPPED)
    flags |= ZC_OBSERVATION_CANCELLED;
  zc_observations_set_flags (observations, flags);
  if (self->report != NULL)
    zc_observe_report (observations, self->report);
  if (self->statuses != NULL)
    zc_observe_statuses (observations, self->statuses);

  return zc_diagnosis_new (observations);
}

static const ZcFinding *
find_by_id (GPtrArray          *findings,
            const char * const *ids)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const ZcFinding *finding = findings->pdata[i];

      if (g_strv_contains (ids, finding->id))
        return finding;
    }

  return NULL;
}

/* The service's words are told in any case, and are no cause; nor is it one that nothing arrived where IONOS failed. What
 * this computer could not find out counts where IONOS failed as well, or when it says that this computer is to blame. */
static gboolean
is_cause (ZcRunMachine    *self,
          const ZcFinding *finding)
{
  if (g_str_equal (finding->id, "api-unknown") || finding->severity == ZC_SEVERITY_INFO)
    return FALSE;
  if (self->state == ZC_RUN_STATE_FAILED && g_str_equal (zc_diagnosis_get_area (finding->id), "propagation"))
    return FALSE;

  return finding->severity != ZC_SEVERITY_UNKNOWN || self->state == ZC_RUN_STATE_FAILED ||
         g_str_equal (finding->id, "local-blocked");
}

/* What is wrong with a primary that IONOS could not copy from is why the run failed; what is wrong besides, say a name
 * server whose answer was lost, is not. */
static gboolean
is_about_failing_primary (ZcRunMachine    *self,
                          const ZcFinding *finding)
{
  for (guint i = 0; self->statuses != NULL && i < self->statuses->len; i++)
    if (zc_primary_status_is_error (self->statuses->pdata[i]) &&
        g_strcmp0 (zc_primary_status_get_primary_ip (self->statuses->pdata[i]), finding->server) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_worse (ZcRunMachine    *self,
          const ZcFinding *finding,
          const ZcFinding *worst)
{
  gboolean is_about = is_about_failing_primary (self, finding);

  if (worst == NULL)
    return TRUE;
  if (is_about != is_about_failing_primary (self, worst))
    return is_about;

  return finding->severity > worst->severity;
}

static const ZcFinding *
find_worst (ZcRunMachine *self,
            GPtrArray    *findings)
{
  const ZcFinding *worst = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const ZcFinding *finding = findings->pdata[i];

      if (is_cause (self, finding) && is_worse (self, finding, worst))
        worst = finding;
    }

  return worst;
}

static char *
dup_advice (const ZcFinding *finding)
{
  static const char * const say_all[] = { "serial-behind", "serial-undefined", NULL };
  static const char * const name_server[] = { "reachability", "authority", "access", NULL };

  /* Their next step is told with the numbers that they are about. */
  if (g_strv_contains (say_all, finding->id))
    return g_strdup (finding->text);
  if (finding->server != NULL && g_strv_contains (name_server, zc_diagnosis_get_area (finding->id)))
    /* Translators: the address of a name server, and what to do about it. */
    return g_strdup_printf (_("%s: %s"), finding->server, finding->remedy);

  return g_strdup (finding->remedy);
}

char *
zc_run_machine_dup_next_step (ZcRunMachine *self)
{
  static const char * const nothing_newer[] = { "serial-behind", "serial-undefined", "serial-equal", NULL };
  static const char * const cancelled[] = { "cancelled", NULL };
  g_autoptr(ZcDiagnosis) diagnosis = NULL;
  const ZcFinding *finding = NULL;

  /* Before the PUT left there was no transfer, and what the service's interface says comes with its own advice. */
  if (!zc_run_state_is_final (self->state) || !self->sent ||
      (self->state == ZC_RUN_STATE_FAILED && self->text != NULL))
    return NULL;

  diagnosis = diagnose (self);
  switch (self->state)
    {
    case ZC_RUN_STATE_NOTHING_TO_TRANSFER:
      finding = find_by_id (zc_diagnosis_get_findings (diagnosis), nothing_newer);
      break;

    case ZC_RUN_STATE_STOPPED:
      finding = find_by_id (zc_diagnosis_get_findings (diagnosis), cancelled);
      break;

    case ZC_RUN_STATE_FAILED:
    case ZC_RUN_STATE_NO_RESULT_IN_TIME:
      finding = find_worst (self, zc_diagnosis_get_findings (diagnosis));
      break;

    case ZC_RUN_STATE_QUEUED:
    case ZC_RUN_STATE_PREPARING:
    case ZC_RUN_STATE_REQUESTED:
    case ZC_RUN_STATE_TRANSFERRING:
    case ZC_RUN_STATE_PROPAGATING:
    case ZC_RUN_STATE_DONE:
    case ZC_RUN_STATE_NO_CHANGE_SEEN:
    default:
      return NULL;
    }

  if (finding != NULL)
    return dup_advice (finding);
  if (self->state == ZC_RUN_STATE_FAILED)
    return g_strdup (_("Verify the zone to find the cause; if nothing is found, ask IONOS with these words."));

  return NULL;
}
