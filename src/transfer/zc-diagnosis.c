/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-diagnosis.h"

#include <glib/gi18n-lib.h>

#include "zc-cause-private.h"
#include "zc-domain-name.h"
#include "zc-serial.h"

struct _ZcDiagnosis
{
  GObject parent_instance;

  ZcFinding *verdict;  /* (owned) */
  GPtrArray *findings; /* (owned) (element-type ZcFinding) */
};

G_DEFINE_FINAL_TYPE (ZcDiagnosis, zc_diagnosis, G_TYPE_OBJECT)

static gboolean
role_is_silent (GPtrArray    *servers,
                ZcServerRole  role)
{
  gboolean any = FALSE;

  for (guint i = 0; i < servers->len; i++)
    {
      const ZcObservedServer *server = servers->pdata[i];

      if (server->role != role)
        continue;
      if (zc_observed_server_was_answered (server))
        return FALSE;
      any = TRUE;
    }

  return any;
}

/* Whether every server, and there are several, gives the same answer without authority. */
static gboolean
all_answer_alike_without_authority (GPtrArray *servers)
{
  const ZcSoaAnswer *first = NULL;
  const char *first_address = NULL;
  gboolean several = FALSE;

  for (guint i = 0; i < servers->len; i++)
    {
      const ZcObservedServer *server = servers->pdata[i];

      for (guint j = 0; j < server->answers->len; j++)
        {
          const ZcSoaAnswer *answer = server->answers->pdata[j];
          const char *address = zc_dns_server_get_address (server->server);

          if (answer->rcode < 0)
            continue;
          if (answer->outcome != ZC_DNS_OUTCOME_NOT_AA)
            return FALSE;
          if (first == NULL)
            {
              first = answer;
              first_address = address;
            }
          if (answer->has_serial != first->has_serial || answer->serial != first->serial)
            return FALSE;
          several = several || !g_str_equal (address, first_address) ||
                    zc_dns_server_get_port (server->server) != zc_dns_server_get_port (first->server);
        }
    }

  return several;
}

static void
take_serial (gboolean                *has_newest,
             guint32                 *newest,
             const ZcObservedServer **newest_server,
             guint32                  serial,
             const ZcObservedServer  *server)
{
  if (*has_newest && zc_serial_compare (serial, *newest) != ZC_SERIAL_NEWER)
    return;

  *has_newest = TRUE;
  *newest = serial;
  if (newest_server != NULL)
    *newest_server = server;
}

static void
case_init (ZcCauseCase    *self,
           ZcObservations *observations)
{
  *self = (ZcCauseCase) {
    .observations = observations,
    .servers = zc_observations_get_servers (observations),
    .zone = zc_domain_name_to_display (zc_observations_get_zone (observations)),
  };
  self->intercepted = all_answer_alike_without_authority (self->servers);
  self->silent[ZC_SERVER_ROLE_PRIMARY] = role_is_silent (self->servers, ZC_SERVER_ROLE_PRIMARY);
  self->silent[ZC_SERVER_ROLE_SECONDARY] = role_is_silent (self->servers, ZC_SERVER_ROLE_SECONDARY);

  for (guint i = 0; i < self->servers->len; i++)
    {
      const ZcObservedServer *server = self->servers->pdata[i];
      guint32 serial;

      if (!zc_observed_server_get_serial (server, &serial))
        continue;
      take_serial (&self->has_reference, &self->reference, NULL, serial, server);
      if (zc_cause_is_primary (server))
        take_serial (&self->has_target, &self->target, &self->target_server, serial, server);
      else
        take_serial (&self->has_served, &self->served, NULL, serial, server);
    }
}

static void
add_finding (ZcDiagnosis            *self,
             const ZcCause          *cause,
             ZcSeverity              severity,
             const ZcObservedServer *about,
             char                   *text)
{
  ZcFinding *finding = g_new0 (ZcFinding, 1);
  ZcCauseAdvice advice = zc_cause_get_advice (cause, about);

  finding->id = cause->id;
  finding->severity = severity;
  if (about != NULL && about->server != NULL)
    {
      finding->server = g_strdup (zc_dns_server_get_address (about->server));
      finding->port = zc_dns_server_get_port (about->server);
    }
  else if (about != NULL)
    {
      finding->server = g_strdup (about->name);
    }
  finding->text = text;
  finding->explanation = _(advice.explanation);
  finding->remedy = _(advice.remedy);
  finding->snippets = advice.snippets;
  g_ptr_array_add (self->findings, finding);
}

static void
look_at_servers (ZcDiagnosis       *self,
                 const ZcCauseCase *cause_case,
                 const ZcCause     *cause)
{
  for (guint i = 0; i < cause_case->servers->len; i++)
    {
      const ZcObservedServer *server = cause_case->servers->pdata[i];
      ZcSeverity severity = cause->severity;
      char *text = cause->see_server (cause_case, server, &severity);

      if (text == NULL)
        continue;
      /* Where nothing of a role answers, this computer cannot tell whether it or they are at fault. */
      if (cause->area == ZC_CAUSE_AREA_REACHABILITY && cause_case->silent[server->role])
        severity = ZC_SEVERITY_UNKNOWN;
      add_finding (self, cause, severity, server, text);
    }
}

static void
look_at_zone (ZcDiagnosis       *self,
              const ZcCauseCase *cause_case,
              const ZcCause     *cause)
{
  const ZcObservedServer *about = NULL;
  char *text = cause->see_zone (cause_case, &about);

  if (text != NULL)
    add_finding (self, cause, cause->severity, about, text);
}

static const ZcCause *
find_cause (const char *id)
{
  guint n_causes;
  const ZcCause *causes = zc_cause_get_table (&n_causes);

  for (guint i = 0; i < n_causes; i++)
    if (g_str_equal (causes[i].id, id))
      return &causes[i];

  g_assert_not_reached ();
}

/* Of what could not be found out, that this computer is to blame says most, and then what would weigh most
 * if it were certain. */
static int
rank_unknown (const ZcFinding *finding)
{
  ZcSeverity severity = find_cause (finding->id)->severity;

  return severity == ZC_SEVERITY_UNKNOWN ? G_MAXINT : (int) severity;
}

/* Findings stand in the order of the table, so the first of the most severe is the verdict. */
static const ZcFinding *
find_worst (GPtrArray *findings)
{
  const ZcFinding *worst = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const ZcFinding *finding = findings->pdata[i];

      if (worst == NULL || finding->severity > worst->severity ||
          (finding->severity == worst->severity && finding->severity == ZC_SEVERITY_UNKNOWN &&
           rank_unknown (finding) > rank_unknown (worst)))
        worst = finding;
    }

  return worst;
}

static char *
describe_sync (const ZcCauseCase *self)
{
  guint n = 0;

  for (guint i = 0; i < self->servers->len; i++)
    n += zc_observed_server_get_serial (self->servers->pdata[i], NULL) ? 1 : 0;

  if (n == 0)
    return g_strdup (_("Nothing was found that hinders a transfer."));

  /* Translators: a number of name servers, a zone, its serial. */
  return g_strdup_printf (ngettext ("%u name server address serves %s with serial %u.",
                                    "All %u name server addresses serve %s with serial %u.", n),
                          n, self->zone, self->reference);
}

static void
conclude (ZcDiagnosis       *self,
          const ZcCauseCase *cause_case)
{
  const ZcFinding *worst = find_worst (self->findings);

  if (worst != NULL && worst->severity > ZC_SEVERITY_INFO)
    {
      self->verdict = zc_finding_copy (worst);
      return;
    }

  self->verdict = g_new0 (ZcFinding, 1);
  self->verdict->id = "ok";
  self->verdict->severity = ZC_SEVERITY_INFO;
  self->verdict->text = describe_sync (cause_case);
}

static void
zc_diagnosis_finalize (GObject *object)
{
  ZcDiagnosis *self = ZC_DIAGNOSIS (object);

  g_clear_pointer (&self->verdict, zc_finding_free);
  g_ptr_array_unref (self->findings);

  G_OBJECT_CLASS (zc_diagnosis_parent_class)->finalize (object);
}

static void
zc_diagnosis_class_init (ZcDiagnosisClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_diagnosis_finalize;
}

static void
zc_diagnosis_init (ZcDiagnosis *self)
{
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_finding_free);
}

ZcDiagnosis *
zc_diagnosis_new (ZcObservations *observations)
{
  guint n_causes;
  const ZcCause *causes = zc_cause_get_table (&n_causes);
  ZcDiagnosis *self;
  ZcCauseCase cause_case;

  g_return_val_if_fail (ZC_IS_OBSERVATIONS (observations), NULL);

  self = g_object_new (ZC_TYPE_DIAGNOSIS, NULL);
  case_init (&cause_case, observations);
  for (guint i = 0; i < n_causes; i++)
    {
      if (causes[i].see_server != NULL)
        look_at_servers (self, &cause_case, &causes[i]);
      if (causes[i].see_zone != NULL)
        look_at_zone (self, &cause_case, &causes[i]);
    }
  conclude (self, &cause_case);
  g_free (cause_case.zone);

  return self;
}

const ZcFinding *
zc_diagnosis_get_verdict (ZcDiagnosis *self)
{
  g_return_val_if_fail (ZC_IS_DIAGNOSIS (self), NULL);

  return self->verdict;
}

GPtrArray *
zc_diagnosis_get_findings (ZcDiagnosis *self)
{
  g_return_val_if_fail (ZC_IS_DIAGNOSIS (self), NULL);

  return self->findings;
}

ZcSeverity
zc_diagnosis_get_usual_severity (const char *id)
{
  if (id == NULL || g_str_equal (id, "ok"))
    return ZC_SEVERITY_INFO;

  return find_cause (id)->severity;
}

const char **
zc_diagnosis_list_ids (void)
{
  guint n_causes;
  const ZcCause *causes = zc_cause_get_table (&n_causes);
  const char **ids = g_new0 (const char *, n_causes + 1);

  for (guint i = 0; i < n_causes; i++)
    ids[i] = causes[i].id;

  return ids;
}

const char *
zc_diagnosis_get_area (const char *id)
{
  static const char *const areas[] = {
    [ZC_CAUSE_AREA_SERVICE] = "service",
    [ZC_CAUSE_AREA_REACHABILITY] = "reachability",
    [ZC_CAUSE_AREA_AUTHORITY] = "authority",
    [ZC_CAUSE_AREA_ACCESS] = "access",
    [ZC_CAUSE_AREA_SERIAL] = "serial",
    [ZC_CAUSE_AREA_STREAM] = "stream",
    [ZC_CAUSE_AREA_DATA] = "data",
    [ZC_CAUSE_AREA_DNSSEC] = "dnssec",
    [ZC_CAUSE_AREA_PROPAGATION] = "propagation",
    [ZC_CAUSE_AREA_DELEGATION] = "delegation",
    [ZC_CAUSE_AREA_WATCHING] = "watching",
  };
  guint n_causes;
  const ZcCause *causes = zc_cause_get_table (&n_causes);

  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < n_causes; i++)
    if (g_str_equal (causes[i].id, id))
      return areas[causes[i].area];

  return NULL;
}
