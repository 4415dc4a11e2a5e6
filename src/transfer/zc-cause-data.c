/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-cause-private.h"

#include <glib/gi18n-lib.h>

#include "zc-rdata-text.h"
#include "zc-text.h"

static guint64
count_differences (const ZcObservedComparison *comparison)
{
  return comparison->n_missing + comparison->n_extra + comparison->n_changed;
}

char *
zc_cause_see_same_serial_diff (const ZcCauseCase      *self,
                               const ZcObservedServer *server,
                               ZcSeverity             *severity)
{
  const ZcObservedComparison *comparison = server->comparison;
  g_autofree char *who = NULL;
  g_autofree char *number = NULL;
  g_autofree char *owner = NULL;
  guint64 n;

  if (comparison == NULL || comparison->serial != comparison->primary_serial)
    return NULL;
  n = count_differences (comparison);
  if (n == 0)
    return NULL;

  /* A TTL changes how long an answer is kept, not the answer. */
  if (n == comparison->n_ttl_only)
    *severity = ZC_SEVERITY_WARNING;

  who = zc_cause_who (server);
  owner = zc_text_make_displayable (comparison->first_owner);
  if (n == 1)
    /* Translators: a serial, a name in the zone and a record type, a name server. */
    return g_strdup_printf (_("Same serial %u, but %s/%s differs on %s."), comparison->serial, owner,
                            comparison->first_type, who);

  number = zc_cause_format_number (n);
  /* Translators: a serial, a number of record sets, a name server, a name in the zone and a record type. */
  return g_strdup_printf (ngettext ("Same serial %u, but %s record set differs on %s, first of all %s/%s.",
                                    "Same serial %u, but %s record sets differ on %s, first of all %s/%s.",
                                    (unsigned long) MIN (n, G_MAXULONG)),
                          comparison->serial, number, who, owner, comparison->first_type);
}

/* Where the service's interface shows no SOA, it shows what its name servers serve, if these agree. */
static gboolean
find_service_serial (const ZcCauseCase       *self,
                     const ZcObservedService *service,
                     guint32                 *serial)
{
  if (service->has_serial)
    {
      *serial = service->comparison->serial;
      return TRUE;
    }

  for (guint i = 0; i < self->servers->len; i++)
    {
      const ZcObservedServer *server = self->servers->pdata[i];
      guint32 served;

      if (!zc_cause_is_primary (server) && zc_observed_server_get_serial (server, &served) && served != self->served)
        return FALSE;
    }
  *serial = self->served;

  return self->has_served;
}

/* What differences in the records at the service say. With another serial they say nothing but that; a TTL alone
 * is not as bad as other data. */
static const char *
judge_service (const ZcCauseCase       *self,
               const ZcObservedService *service)
{
  guint64 n = count_differences (service->comparison);
  guint32 serial;
  gboolean has_serial = find_service_serial (self, service, &serial);

  if (n == 0 || (has_serial && serial != service->comparison->primary_serial))
    return NULL;

  return has_serial && n > service->comparison->n_ttl_only ? "same-serial-diff" : "api-differs";
}

char *
zc_cause_see_same_serial_diff_in_service (const ZcCauseCase       *self,
                                          const ZcObservedServer **about)
{
  const ZcObservedService *service = zc_observations_get_service (self->observations);
  const ZcObservedComparison *comparison;
  g_autofree char *number = NULL;
  g_autofree char *owner = NULL;
  guint64 n;

  if (service == NULL || g_strcmp0 (judge_service (self, service), "same-serial-diff") != 0)
    return NULL;

  comparison = service->comparison;
  n = count_differences (comparison);
  number = zc_cause_format_number (n);
  owner = zc_text_make_displayable (comparison->first_owner);
  /* Translators: a serial, a number of record sets, a name in the zone and a record type. */
  return g_strdup_printf (ngettext ("Same serial %u, but %s record set differs in the records at IONOS: %s/%s.",
                                    "Same serial %u, but %s record sets differ in the records at IONOS, first of all %s/%s.",
                                    (unsigned long) MIN (n, G_MAXULONG)),
                          comparison->primary_serial, number, owner, comparison->first_type);
}

char *
zc_cause_see_api_differs (const ZcCauseCase       *self,
                          const ZcObservedServer **about)
{
  const ZcObservedService *service = zc_observations_get_service (self->observations);
  g_autofree char *number = NULL;
  g_autofree char *owner = NULL;
  guint64 n;

  if (service == NULL || g_strcmp0 (judge_service (self, service), "api-differs") != 0)
    return NULL;

  n = count_differences (service->comparison);
  number = zc_cause_format_number (n);
  owner = zc_text_make_displayable (service->comparison->first_owner);
  if (n == service->comparison->n_ttl_only)
    /* Translators: a number of record sets, a name in the zone and a record type. */
    return g_strdup_printf (ngettext ("%s record set at IONOS differs in its TTL from the primary’s: %s/%s.",
                                      "%s record sets at IONOS differ in their TTL from the primary’s, first of all %s/%s.",
                                      (unsigned long) MIN (n, G_MAXULONG)),
                            number, owner, service->comparison->first_type);

  /* Translators: a number of record sets, a name in the zone and a record type. */
  return g_strdup_printf (ngettext ("%s record set at IONOS differs from the primary’s: %s/%s.",
                                    "%s record sets at IONOS differ from the primary’s, first of all %s/%s.",
                                    (unsigned long) MIN (n, G_MAXULONG)),
                          number, owner, service->comparison->first_type);
}

char *
zc_cause_see_api_unreadable (const ZcCauseCase       *self,
                             const ZcObservedServer **about)
{
  const ZcObservedService *service = zc_observations_get_service (self->observations);
  g_autofree char *owner = NULL;
  g_autofree char *type = NULL;
  g_autofree char *content = NULL;
  g_autofree char *number = NULL;

  if (service == NULL || service->n_unreadable == 0)
    return NULL;

  owner = zc_text_make_displayable (service->unreadable_owner);
  type = zc_text_make_displayable (service->unreadable_type);
  content = zc_text_make_displayable (service->unreadable_content);
  number = zc_cause_format_number (service->n_unreadable);
  /* Translators: a number of records; the name, type and data of the first; what is wrong with it. */
  return g_strdup_printf (ngettext ("%s record at IONOS could not be read: %s/%s “%s”. %s",
                                    "%s records at IONOS could not be read, first of all %s/%s “%s”. %s",
                                    service->n_unreadable),
                          number, owner, type, content, service->unreadable_reason);
}

char *
zc_cause_see_unverified (const ZcCauseCase      *self,
                         const ZcObservedServer *server,
                         ZcSeverity             *severity)
{
  const ZcObservedComparison *comparison = server->comparison;
  g_autofree char *who = NULL;
  g_autofree char *number = NULL;
  g_autofree char *all = NULL;

  if (comparison == NULL || comparison->n_unverified == 0)
    return NULL;

  who = zc_cause_who (server);
  number = zc_cause_format_number (comparison->n_unverified);
  all = zc_cause_format_number (comparison->n_asked);
  /* Translators: two numbers of record sets, a name server. */
  return g_strdup_printf (ngettext ("%s of %s record set could not be checked on %s.",
                                    "%s of %s record sets could not be checked on %s.",
                                    (unsigned long) MIN (comparison->n_asked, G_MAXULONG)), number, all, who);
}

static const ZcDnssecFinding *
find_judgement (const ZcObservedServer *server,
                ZcDnssecKind            kind)
{
  return server->dnssec != NULL ? zc_dnssec_report_find (server->dnssec, kind) : NULL;
}

/* Adds which set it is, and how many more there are. */
static char *
add_set (char                  *text,
         const ZcDnssecFinding *finding)
{
  g_autofree char *owner = zc_text_make_displayable (finding->owner);
  g_autofree char *type = zc_rdata_type_to_text (finding->type);
  g_autofree char *number = NULL;

  if (finding->n_sets <= 1)
    /* Translators: a name in the zone, a record type. */
    return zc_text_add_sentence (text, g_strdup_printf (_("The record set is %s/%s."), owner, type));

  number = zc_cause_format_number (finding->n_sets);
  /* Translators: a number of record sets, a name in the zone, a record type. */
  return zc_text_add_sentence (text, g_strdup_printf (ngettext ("It concerns %s record set, first of all %s/%s.",
                                                                "It concerns %s record sets, first of all %s/%s.",
                                                                (unsigned long) MIN (finding->n_sets, G_MAXULONG)),
                                                      number, owner, type));
}

char *
zc_cause_see_rrsig_expired (const ZcCauseCase      *self,
                            const ZcObservedServer *server,
                            ZcSeverity             *severity)
{
  const ZcDnssecFinding *finding = find_judgement (server, ZC_DNSSEC_RRSIG_EXPIRED);
  g_autofree char *who = NULL;
  g_autofree char *end = NULL;

  if (finding == NULL)
    return NULL;

  who = zc_cause_who (server);
  end = zc_cause_format_time (finding->expiration);
  /* Translators: a name server, a point in time. */
  return add_set (g_strdup_printf (_("Signatures on %s ended on %s."), who, end), finding);
}

/* How long the server would go on serving this copy without any transfer. */
static gint64
find_expire (const ZcObservedServer *server)
{
  const ZcSoaAnswer *answer = zc_cause_find_answer (server, ZC_DNS_OUTCOME_OK);

  return answer != NULL ? answer->expire : 0;
}

char *
zc_cause_see_rrsig_soon (const ZcCauseCase      *self,
                         const ZcObservedServer *server,
                         ZcSeverity             *severity)
{
  const ZcDnssecFinding *finding = find_judgement (server, ZC_DNSSEC_RRSIG_SOON);
  gint64 expires_at;
  g_autofree char *who = NULL;
  g_autofree char *end = NULL;
  g_autofree char *expires = NULL;

  if (finding == NULL)
    return NULL;

  expires_at = zc_observations_get_now (self->observations) + find_expire (server);
  who = zc_cause_who (server);
  end = zc_cause_format_time (finding->expiration);
  if (finding->expiration >= expires_at)
    /* Translators: a name server, a point in time. */
    return add_set (g_strdup_printf (_("Signatures on %s end soon, on %s."), who, end), finding);

  expires = zc_cause_format_time (expires_at);
  /* Translators: a name server, two points in time. */
  return add_set (g_strdup_printf (_("Signatures on %s end on %s, before the zone would expire (%s): a stuck transfer would make "
                                     "the zone bogus."), who, end, expires), finding);
}

char *
zc_cause_see_rrsig_future (const ZcCauseCase      *self,
                           const ZcObservedServer *server,
                           ZcSeverity             *severity)
{
  const ZcDnssecFinding *finding = find_judgement (server, ZC_DNSSEC_RRSIG_FUTURE);
  g_autofree char *who = NULL;
  g_autofree char *begin = NULL;

  if (finding == NULL)
    return NULL;

  who = zc_cause_who (server);
  begin = zc_cause_format_time (finding->inception);
  /* Translators: a name server, a point in time. */
  return add_set (g_strdup_printf (_("Signatures on %s begin on %s only: the clock of the signer or of this computer is wrong."),
                                   who, begin), finding);
}

static char *
add_expectation (char                  *text,
                 const ZcDnssecFinding *finding)
{
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  if (finding->expected == NULL || finding->found == NULL)
    return text;

  expected = zc_text_make_displayable (finding->expected);
  found = zc_text_make_displayable (finding->found);
  /* Translators: what a record should say, and what it says. */
  return zc_text_add_sentence (text, g_strdup_printf (_("Expected was “%s”, found was “%s”."), expected, found));
}

char *
zc_cause_see_dnssec_broken (const ZcCauseCase      *self,
                            const ZcObservedServer *server,
                            ZcSeverity             *severity)
{
  g_autofree char *who = NULL;
  char *text = NULL;

  if (server->dnssec == NULL)
    return NULL;

  who = zc_cause_who (server);
  for (guint i = 0; i < server->dnssec->findings->len; i++)
    {
      const ZcDnssecFinding *finding = server->dnssec->findings->pdata[i];
      char *sentences;

      if (finding->kind != ZC_DNSSEC_BROKEN)
        continue;
      if (finding->fault == ZC_DNSSEC_FAULT_DS)
        /* Translators: a name server. */
        sentences = g_strdup_printf (_("Validation fails on %s: the DS record at the parent names no key that signed the zone’s keys."), who);
      else
        /* Translators: a name server, what the validation says. */
        sentences = g_strdup_printf (_("Validation fails on %s: %s."), who, finding->text);
      sentences = add_expectation (add_set (sentences, finding), finding);
      text = text == NULL ? sentences : zc_text_add_sentence (text, sentences);
    }

  return text;
}

char *
zc_cause_see_zonemd_bad (const ZcCauseCase      *self,
                         const ZcObservedServer *server,
                         ZcSeverity             *severity)
{
  const ZcDnssecFinding *finding = find_judgement (server, ZC_DNSSEC_ZONEMD_BAD);
  g_autofree char *who = NULL;

  if (finding == NULL)
    return NULL;

  who = zc_cause_who (server);
  /* Translators: a name server, what the check of the checksum says. */
  return add_expectation (g_strdup_printf (_("The zone’s own checksum does not match the copy from %s: %s."), who, finding->text),
                          finding);
}
