/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-cause-private.h"

#include <glib/gi18n-lib.h>

#include "zc-text.h"

/* Signatures are renewed days before they end. */
#define SIGNATURE_DAYS_LEFT 3
#define DAY (24 * 60 * 60)

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
  n = comparison->n_missing + comparison->n_extra + comparison->n_changed;
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

/* How long the server would go on serving this copy without any transfer. */
static gint64
find_expire (const ZcObservedServer *server)
{
  const ZcSoaAnswer *answer = zc_cause_find_answer (server, ZC_DNS_OUTCOME_OK);

  return answer != NULL ? answer->expire : 0;
}

char *
zc_cause_see_rrsig_expired (const ZcCauseCase      *self,
                            const ZcObservedServer *server,
                            ZcSeverity             *severity)
{
  g_autofree char *who = NULL;
  g_autofree char *end = NULL;

  if (server->dnssec == NULL ||
      server->dnssec->first_expiration >= zc_observations_get_now (self->observations))
    return NULL;

  who = zc_cause_who (server);
  end = zc_cause_format_time (server->dnssec->first_expiration);
  /* Translators: a name server, a point in time. */
  return g_strdup_printf (_("Signatures on %s ended on %s: the zone is bogus for everyone who validates."), who, end);
}

char *
zc_cause_see_rrsig_soon (const ZcCauseCase      *self,
                         const ZcObservedServer *server,
                         ZcSeverity             *severity)
{
  gint64 now = zc_observations_get_now (self->observations);
  gint64 expire = find_expire (server);
  g_autofree char *who = NULL;
  g_autofree char *end = NULL;
  g_autofree char *expires = NULL;
  gint64 first;

  if (server->dnssec == NULL)
    return NULL;
  first = server->dnssec->first_expiration;
  if (first < now || first >= now + MAX (expire, SIGNATURE_DAYS_LEFT * DAY))
    return NULL;

  who = zc_cause_who (server);
  end = zc_cause_format_time (first);
  if (first >= now + expire)
    /* Translators: a name server, a point in time. */
    return g_strdup_printf (_("Signatures on %s end on %s, in less than three days."), who, end);

  expires = zc_cause_format_time (now + expire);
  /* Translators: a name server, two points in time. */
  return g_strdup_printf (_("Signatures on %s end on %s, before the zone would expire (%s): a stuck transfer would make the "
                            "zone bogus."), who, end, expires);
}

char *
zc_cause_see_rrsig_future (const ZcCauseCase      *self,
                           const ZcObservedServer *server,
                           ZcSeverity             *severity)
{
  g_autofree char *who = NULL;
  g_autofree char *begin = NULL;

  if (server->dnssec == NULL ||
      server->dnssec->last_inception <= zc_observations_get_now (self->observations))
    return NULL;

  who = zc_cause_who (server);
  begin = zc_cause_format_time (server->dnssec->last_inception);
  /* Translators: a name server, a point in time. */
  return g_strdup_printf (_("Signatures on %s begin on %s only: the clock of the signer or of this computer is wrong."),
                          who, begin);
}

char *
zc_cause_see_dnssec_broken (const ZcCauseCase      *self,
                            const ZcObservedServer *server,
                            ZcSeverity             *severity)
{
  g_autofree char *who = NULL;
  g_autofree char *words = NULL;

  if (server->dnssec == NULL || server->dnssec->broken_text == NULL)
    return NULL;

  who = zc_cause_who (server);
  words = zc_text_make_displayable (server->dnssec->broken_text);
  /* Translators: a name server, what the validation says. */
  return g_strdup_printf (_("Validation fails on %s: %s"), who, words);
}

char *
zc_cause_see_zonemd_bad (const ZcCauseCase      *self,
                         const ZcObservedServer *server,
                         ZcSeverity             *severity)
{
  g_autofree char *who = NULL;
  g_autofree char *words = NULL;

  if (server->dnssec == NULL || server->dnssec->zonemd_text == NULL)
    return NULL;

  who = zc_cause_who (server);
  words = zc_text_make_displayable (server->dnssec->zonemd_text);
  /* Translators: a name server, what the check of the checksum says. */
  return g_strdup_printf (_("The zone’s own checksum does not match the copy from %s: %s"), who, words);
}
