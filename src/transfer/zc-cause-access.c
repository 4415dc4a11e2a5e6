/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-cause-private.h"

#include <glib/gi18n-lib.h>

#include "zc-text.h"
#include "zc-tls-probe.h"

/* What the service complains about at this primary, NULL when it does not. */
static const char *
find_complaint (const ZcCauseCase      *self,
                const ZcObservedServer *server)
{
  GPtrArray *statuses = zc_observations_get_statuses (self->observations);
  const char *address = zc_dns_server_get_address (server->server);

  for (guint i = 0; i < statuses->len; i++)
    {
      const ZcObservedStatus *status = statuses->pdata[i];
      g_autoptr(GInetAddress) ip = g_inet_address_new_from_string (status->primary_ip);
      g_autofree char *spelled = ip != NULL ? g_inet_address_to_string (ip) : NULL;

      if (g_strcmp0 (spelled, address) == 0)
        return status->error_message;
    }

  return NULL;
}

/* A refusal that only this computer met is usual; when the service complains about the same primary as
 * well it is what is wrong. */
static char *
add_complaint (const ZcCauseCase      *self,
               const ZcObservedServer *server,
               char                   *text,
               ZcSeverity             *severity)
{
  const char *complaint = zc_cause_is_primary (server) ? find_complaint (self, server) : NULL;
  g_autofree char *words = NULL;

  if (complaint == NULL)
    return text;

  *severity = ZC_SEVERITY_CRITICAL;
  words = zc_text_make_displayable (complaint);
  /* Translators: what IONOS says in its own words, and two IP addresses. */
  return zc_text_add_sentence (text, g_strdup_printf (_("IONOS reports “%s” for it, so it probably refuses IONOS as well. "
                                                        "Allow the addresses that IONOS publishes for its NOTIFY messages: %s and %s."),
                                                      words, ZC_SNIPPET_IPV4, ZC_SNIPPET_IPV6));
}

char *
zc_cause_see_refused (const ZcCauseCase      *self,
                      const ZcObservedServer *server,
                      ZcSeverity             *severity)
{
  g_autofree char *who = NULL;
  char *text;

  /* A server that refuses every question has another cause. */
  if (!zc_cause_transfer_is (server, ZC_DNS_OUTCOME_REFUSED) ||
      zc_cause_find_answer (server, ZC_DNS_OUTCOME_REFUSED_ALL) != NULL)
    return NULL;

  who = zc_cause_who (server);
  if (zc_cause_is_primary (server))
    /* Translators: %s is a name server. */
    text = g_strdup_printf (_("Your primary %s does not hand out zone copies to this computer (REFUSED). That is usual."), who);
  else
    /* Translators: %s is a name server. */
    text = g_strdup_printf (_("%s does not hand out zone copies to this computer (REFUSED). That is usual."), who);

  return add_complaint (self, server, text, severity);
}

char *
zc_cause_see_notauth_acl (const ZcCauseCase      *self,
                          const ZcObservedServer *server,
                          ZcSeverity             *severity)
{
  g_autofree char *who = NULL;
  char *text;

  if (!zc_cause_transfer_is (server, ZC_DNS_OUTCOME_NOTAUTH) ||
      !g_str_equal (zc_observed_server_get_transfer_id (server), "notauth-acl"))
    return NULL;

  who = zc_cause_who (server);
  if (zc_observed_server_get_serial (server, NULL))
    /* Translators: %s is a name server. */
    text = g_strdup_printf (_("%s is responsible for the zone, yet answers NOTAUTH to the question for a copy: PowerDNS and "
                              "Knot DNS do this when AXFR is not allowed. For this computer that is usual."), who);
  else
    /* Translators: %s is a name server. */
    text = g_strdup_printf (_("%s answers NOTAUTH to the question for a copy: it is not responsible for the zone, or AXFR is "
                              "not allowed. Which of them cannot be told without an answer about the SOA."), who);

  return add_complaint (self, server, text, severity);
}

char *
zc_cause_see_notauth_tsig (const ZcCauseCase      *self,
                           const ZcObservedServer *server,
                           ZcSeverity             *severity)
{
  g_autofree char *who = NULL;
  char *text;

  if (!zc_cause_transfer_is (server, ZC_DNS_OUTCOME_NOTAUTH_TSIG))
    return NULL;

  who = zc_cause_who (server);
  /* Translators: %s is a name server. */
  text = g_strdup_printf (_("%s wants a signed request (TSIG) for the copy."), who);

  return add_complaint (self, server, text, severity);
}

char *
zc_cause_see_badtime (const ZcCauseCase      *self,
                      const ZcObservedServer *server,
                      ZcSeverity             *severity)
{
  g_autofree char *who = NULL;
  g_autofree char *difference = NULL;
  gint64 seconds;

  if (!zc_cause_transfer_is (server, ZC_DNS_OUTCOME_BADTIME))
    return NULL;

  who = zc_cause_who (server);
  if (server->transfer->server_time < 0)
    /* Translators: %s is a name server. */
    return g_strdup_printf (_("The clock of %s differs from this computer’s clock."), who);

  seconds = ABS (server->transfer->server_time - zc_observations_get_now (self->observations));
  difference = zc_cause_format_duration (seconds);
  /* Translators: a name server, and a time. */
  return g_strdup_printf (_("The clock of %s differs from this computer’s clock by %s."), who, difference);
}

char *
zc_cause_see_xot_only (const ZcCauseCase      *self,
                       const ZcObservedServer *server,
                       ZcSeverity             *severity)
{
  g_autofree char *where = NULL;

  if (!server->offers_tls || (!zc_cause_saw (server, ZC_DNS_TRANSPORT_TCP, ZC_DNS_OUTCOME_TCP_CLOSED) &&
                              !zc_cause_transfer_is (server, ZC_DNS_OUTCOME_TCP_CLOSED)))
    return NULL;

  where = zc_cause_where (server);
  /* Translators: a name server, and twice a port. */
  return g_strdup_printf (_("%s transfers only over TLS: TCP %u is closed, TLS is offered at port %u."), where,
                          zc_dns_server_get_port (server->server), ZC_TLS_PROBE_PORT);
}
