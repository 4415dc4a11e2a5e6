/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-cause-private.h"

#include <glib/gi18n-lib.h>

#include "zc-text.h"

/* A secondary without authority is judged as lame or expired; and a copy is nothing that anybody but this
 * computer wants from it. */
static gboolean
primary_saw (const ZcObservedServer *server,
             ZcDnsOutcome            outcome)
{
  return zc_cause_is_primary (server) && zc_cause_find_answer (server, outcome) != NULL;
}

char *
zc_cause_see_refused_all (const ZcCauseCase      *self,
                          const ZcObservedServer *server,
                          ZcSeverity             *severity)
{
  g_autofree char *who = NULL;

  /* Together with NOTAUTH for the copy it is plain that the zone is not served at all. */
  if (!primary_saw (server, ZC_DNS_OUTCOME_REFUSED_ALL) || zc_cause_transfer_is (server, ZC_DNS_OUTCOME_NOTAUTH))
    return NULL;

  who = zc_cause_who (server);
  /* Translators: a name server, and the name of a zone. */
  return g_strdup_printf (_("%s refuses any question about %s: wrong server, wrong view or query ACL."),
                          who, self->zone);
}

char *
zc_cause_see_notauth_zone (const ZcCauseCase      *self,
                           const ZcObservedServer *server,
                           ZcSeverity             *severity)
{
  g_autofree char *who = NULL;
  gboolean not_served = zc_cause_transfer_is (server, ZC_DNS_OUTCOME_NOTAUTH) &&
                        (primary_saw (server, ZC_DNS_OUTCOME_REFUSED_ALL) ||
                         primary_saw (server, ZC_DNS_OUTCOME_NOT_AA));

  if (!not_served && !primary_saw (server, ZC_DNS_OUTCOME_NOTAUTH))
    return NULL;

  who = zc_cause_who (server);
  /* Translators: a name server, and the name of a zone. */
  return g_strdup_printf (_("%s says it is not responsible for %s."), who, self->zone);
}

char *
zc_cause_see_servfail (const ZcCauseCase      *self,
                       const ZcObservedServer *server,
                       ZcSeverity             *severity)
{
  const ZcSoaAnswer *answer = zc_cause_find_answer (server, ZC_DNS_OUTCOME_SERVFAIL);
  g_autofree char *who = NULL;
  g_autofree char *words = NULL;
  char *text;

  if (!primary_saw (server, ZC_DNS_OUTCOME_SERVFAIL) &&
      !(answer == NULL && zc_cause_transfer_is (server, ZC_DNS_OUTCOME_SERVFAIL)))
    return NULL;

  who = zc_cause_who (server);
  if (answer == NULL)
    /* Translators: a name server, and the name of a zone. */
    return g_strdup_printf (_("%s fails (SERVFAIL) when asked for a copy of %s."), who, self->zone);

  /* Translators: a name server, and the name of a zone. */
  text = g_strdup_printf (_("%s knows %s but has no usable copy (SERVFAIL: expired, or an error in the zone file)."),
                          who, self->zone);
  if (answer->extended_error_text == NULL)
    return text;

  words = zc_text_make_displayable (answer->extended_error_text);
  /* Translators: a number, and the words that the server sent with its error. */
  return zc_text_add_sentence (text, g_strdup_printf (_("It adds (error %d): “%s”."), answer->extended_error, words));
}

char *
zc_cause_see_formerr (const ZcCauseCase      *self,
                      const ZcObservedServer *server,
                      ZcSeverity             *severity)
{
  g_autofree char *who = NULL;

  if (server->server == NULL)
    return NULL;

  who = zc_cause_who (server);
  if (zc_cause_find_answer (server, ZC_DNS_OUTCOME_FORMERR) != NULL)
    /* Translators: %s is a name server. */
    return g_strdup_printf (_("%s does not understand a plain question for the SOA (FORMERR), also without EDNS."), who);
  if (!zc_cause_transfer_is (server, ZC_DNS_OUTCOME_FORMERR))
    return NULL;

  if (!zc_cause_is_primary (server))
    *severity = ZC_SEVERITY_INFO;
  /* Translators: %s is a name server. */
  return g_strdup_printf (_("%s does not understand the question for a copy (FORMERR): this server software does not support AXFR."),
                          who);
}

char *
zc_cause_see_notimp (const ZcCauseCase      *self,
                     const ZcObservedServer *server,
                     ZcSeverity             *severity)
{
  g_autofree char *who = NULL;

  if (server->server == NULL)
    return NULL;

  who = zc_cause_who (server);
  if (zc_cause_find_answer (server, ZC_DNS_OUTCOME_NOTIMP) != NULL)
    /* Translators: %s is a name server. */
    return g_strdup_printf (_("%s cannot answer a question for the SOA (NOTIMP)."), who);
  if (!zc_cause_transfer_is (server, ZC_DNS_OUTCOME_NOTIMP))
    return NULL;

  if (!zc_cause_is_primary (server))
    *severity = ZC_SEVERITY_INFO;
  /* Translators: %s is a name server. */
  return g_strdup_printf (_("%s answers NOTIMP to the question for a copy: this server software does not support AXFR."),
                          who);
}

char *
zc_cause_see_not_aa (const ZcCauseCase      *self,
                     const ZcObservedServer *server,
                     ZcSeverity             *severity)
{
  const ZcSoaAnswer *answer = zc_cause_find_answer (server, ZC_DNS_OUTCOME_NOT_AA);
  g_autofree char *who = NULL;

  if (!primary_saw (server, ZC_DNS_OUTCOME_NOT_AA) || zc_cause_transfer_is (server, ZC_DNS_OUTCOME_NOTAUTH))
    return NULL;
  /* Seen at all servers it says nothing about this one. */
  if (self->intercepted)
    *severity = ZC_SEVERITY_UNKNOWN;

  who = zc_cause_who (server);
  if (answer->has_serial)
    /* Translators: a name server, and the name of a zone. */
    return g_strdup_printf (_("%s is a resolver or forwarder, not a primary for %s: its answer is without authority."),
                            who, self->zone);

  /* Translators: a name server, and the name of a zone. */
  return g_strdup_printf (_("%s only refers to other servers for %s: it is not a primary for this zone."), who, self->zone);
}

char *
zc_cause_see_nxdomain (const ZcCauseCase      *self,
                       const ZcObservedServer *server,
                       ZcSeverity             *severity)
{
  g_autofree char *who = NULL;

  if (zc_cause_find_answer (server, ZC_DNS_OUTCOME_NXDOMAIN) == NULL &&
      !zc_cause_transfer_is (server, ZC_DNS_OUTCOME_NXDOMAIN))
    return NULL;

  who = zc_cause_who (server);
  /* Translators: a name server, and the name of a zone. */
  return g_strdup_printf (_("%s has no zone of the name %s (NXDOMAIN)."), who, self->zone);
}

char *
zc_cause_see_nodata (const ZcCauseCase      *self,
                     const ZcObservedServer *server,
                     ZcSeverity             *severity)
{
  g_autofree char *who = NULL;

  if (zc_cause_find_answer (server, ZC_DNS_OUTCOME_NODATA) == NULL)
    return NULL;

  who = zc_cause_who (server);
  /* Translators: a name server, and the name of a zone. */
  return g_strdup_printf (_("%s knows the name %s, but it is no zone there: it has no SOA record."), who, self->zone);
}
