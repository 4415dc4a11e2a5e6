/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-cause-private.h"

#include <glib/gi18n-lib.h>

#include "zc-text.h"

static guint
port_of (const ZcObservedServer *server)
{
  return zc_dns_server_get_port (server->server);
}

static gboolean
saw_outcome (const ZcObservedServer *server,
             ZcDnsOutcome            outcome)
{
  return zc_cause_find_answer (server, outcome) != NULL || zc_cause_transfer_is (server, outcome);
}

/* Asked over UDP, and nothing came. */
static gboolean
is_silent_over_udp (const ZcObservedServer *server)
{
  return zc_cause_saw (server, ZC_DNS_TRANSPORT_UDP, ZC_DNS_OUTCOME_TIMEOUT_ANSWER) &&
         !zc_cause_replied (server, ZC_DNS_TRANSPORT_UDP);
}

static const char *
find_local_error (const ZcObservedServer *server)
{
  const ZcSoaAnswer *answer = zc_cause_find_answer (server, ZC_DNS_OUTCOME_LOCAL_ERROR);

  if (answer != NULL)
    return answer->error_text != NULL ? answer->error_text : "";
  if (zc_cause_transfer_is (server, ZC_DNS_OUTCOME_LOCAL_ERROR))
    return server->transfer->detail != NULL ? server->transfer->detail : "";

  return NULL;
}

/* Silence of all servers in both roles says more about this computer than about any of them. A port that is
 * known to be closed is no silence. */
static gboolean
all_are_silent (const ZcCauseCase *self)
{
  gboolean waited = FALSE;

  for (guint i = 0; i < self->servers->len; i++)
    {
      const ZcObservedServer *server = self->servers->pdata[i];

      waited = waited || saw_outcome (server, ZC_DNS_OUTCOME_TIMEOUT_ANSWER) ||
               saw_outcome (server, ZC_DNS_OUTCOME_TCP_FILTERED);
    }

  return waited && self->silent[ZC_SERVER_ROLE_PRIMARY] && self->silent[ZC_SERVER_ROLE_SECONDARY];
}

char *
zc_cause_see_local_blocked (const ZcCauseCase       *self,
                            const ZcObservedServer **about)
{
  if (self->intercepted)
    return g_strdup (_("All servers give the same answer without authority, as a resolver does that takes "
                       "questions meant for others."));
  if (all_are_silent (self))
    return g_strdup (_("Not one server gave any answer."));

  for (guint i = 0; i < self->servers->len; i++)
    {
      const ZcObservedServer *server = self->servers->pdata[i];
      const char *error = find_local_error (server);
      g_autofree char *who = NULL;
      g_autofree char *words = NULL;

      if (error == NULL)
        continue;
      *about = server;
      who = zc_cause_who (server);
      words = zc_text_make_displayable (error);
      /* Translators: a name server, and the message of this computer's system. */
      return g_strdup_printf (_("This computer could not ask %s: %s"), who, words);
    }

  return NULL;
}

char *
zc_cause_see_no_address (const ZcCauseCase      *self,
                         const ZcObservedServer *server,
                         ZcSeverity             *severity)
{
  g_autofree char *who = NULL;
  g_autofree char *words = NULL;

  if (server->server != NULL)
    return NULL;

  who = zc_cause_who (server);
  if (server->no_address_text == NULL)
    /* Translators: %s is the name of a name server. */
    return g_strdup_printf (_("%s has no address, so it could not be asked."), who);

  words = zc_text_make_sentence_displayable (server->no_address_text);
  /* Translators: the name of a name server, and what the resolver said. */
  return g_strdup_printf (_("No address of %s is known, so it could not be asked: %s"), who, words);
}

char *
zc_cause_see_no_route (const ZcCauseCase      *self,
                       const ZcObservedServer *server,
                       ZcSeverity             *severity)
{
  g_autofree char *where = NULL;

  if (!saw_outcome (server, ZC_DNS_OUTCOME_NO_ROUTE))
    return NULL;

  where = zc_cause_where (server);
  if (zc_dns_server_get_family (server->server) == G_SOCKET_FAMILY_IPV6)
    /* Translators: %s is a name server. */
    return g_strdup_printf (_("This computer has no way to IPv6, so %s could not be tested. IONOS may still reach it."),
                            where);

  /* Translators: %s is a name server. */
  return g_strdup_printf (_("This computer has no way to %s, so it could not be tested. IONOS may still reach it."),
                          where);
}

char *
zc_cause_see_udp_closed (const ZcCauseCase      *self,
                         const ZcObservedServer *server,
                         ZcSeverity             *severity)
{
  g_autofree char *where = NULL;

  if (!zc_cause_saw (server, ZC_DNS_TRANSPORT_UDP, ZC_DNS_OUTCOME_UDP_CLOSED))
    return NULL;

  where = zc_cause_where (server);
  /* Translators: %u is a port, %s a name server. */
  return g_strdup_printf (_("UDP %u is closed on %s."), port_of (server), where);
}

char *
zc_cause_see_udp_filtered (const ZcCauseCase      *self,
                           const ZcObservedServer *server,
                           ZcSeverity             *severity)
{
  g_autofree char *where = NULL;

  if (!is_silent_over_udp (server) || !zc_cause_replied (server, ZC_DNS_TRANSPORT_TCP))
    return NULL;

  where = zc_cause_where (server);
  /* Translators: %s is a name server, %u a port. */
  return g_strdup_printf (_("TCP works on %s, UDP %u gives no answer: a firewall probably drops UDP %u."),
                          where, port_of (server), port_of (server));
}

char *
zc_cause_see_tcp_closed (const ZcCauseCase      *self,
                         const ZcObservedServer *server,
                         ZcSeverity             *severity)
{
  g_autofree char *where = NULL;

  /* A primary that transfers over TLS only has a cause of its own. */
  if (!saw_outcome (server, ZC_DNS_OUTCOME_TCP_CLOSED) || server->offers_tls)
    return NULL;

  where = zc_cause_where (server);
  if (!zc_cause_is_primary (server) || !zc_cause_replied (server, ZC_DNS_TRANSPORT_UDP))
    /* Translators: %u is a port, %s a name server. */
    return g_strdup_printf (_("TCP %u is closed on %s."), port_of (server), where);

  /* Translators: %u is a port, %s a name server. */
  return g_strdup_printf (_("TCP %u is closed on %s. Queries can work while transfers cannot: AXFR needs TCP."),
                          port_of (server), where);
}

char *
zc_cause_see_tcp_filtered (const ZcCauseCase      *self,
                           const ZcObservedServer *server,
                           ZcSeverity             *severity)
{
  g_autofree char *where = NULL;

  /* Silence on both transports is silence, not a firewall that lets UDP through. */
  if (!saw_outcome (server, ZC_DNS_OUTCOME_TCP_FILTERED) || is_silent_over_udp (server))
    return NULL;

  where = zc_cause_where (server);
  if (zc_cause_replied (server, ZC_DNS_TRANSPORT_UDP) && !zc_cause_is_primary (server))
    /* Translators: %s is a name server, %u a port. */
    return g_strdup_printf (_("UDP works on %s, TCP %u gives no answer."), where, port_of (server));
  if (zc_cause_replied (server, ZC_DNS_TRANSPORT_UDP))
    /* Translators: %s is a name server, %u a port. */
    return g_strdup_printf (_("UDP works on %s, TCP %u gives no answer. Open TCP %u for IONOS."),
                            where, port_of (server), port_of (server));

  /* Translators: %u is a port, %s a name server. */
  return g_strdup_printf (_("TCP %u gives no answer on %s."), port_of (server), where);
}

char *
zc_cause_see_tcp_reset (const ZcCauseCase      *self,
                        const ZcObservedServer *server,
                        ZcSeverity             *severity)
{
  g_autofree char *who = NULL;

  if (!saw_outcome (server, ZC_DNS_OUTCOME_TCP_RESET))
    return NULL;

  if (zc_cause_find_answer (server, ZC_DNS_OUTCOME_TCP_RESET) == NULL)
    {
      /* Where the zone is not loaded, PowerDNS answers SERVFAIL about the SOA and hangs up on a transfer. */
      if (zc_cause_find_answer (server, ZC_DNS_OUTCOME_SERVFAIL) != NULL)
        return NULL;
      /* Nobody but this computer copies from a secondary. */
      if (!zc_cause_is_primary (server))
        *severity = ZC_SEVERITY_INFO;
    }

  who = zc_cause_who (server);
  /* Translators: %s is a name server. */
  return g_strdup_printf (_("%s hung up without an answer over TCP; some servers do this to addresses they do not know."),
                          who);
}

char *
zc_cause_see_timeout_answer (const ZcCauseCase      *self,
                             const ZcObservedServer *server,
                             ZcSeverity             *severity)
{
  gboolean udp_silent = is_silent_over_udp (server);
  gboolean tcp_silent = zc_cause_saw (server, ZC_DNS_TRANSPORT_TCP, ZC_DNS_OUTCOME_TIMEOUT_ANSWER);
  gboolean tcp_filtered = zc_cause_saw (server, ZC_DNS_TRANSPORT_TCP, ZC_DNS_OUTCOME_TCP_FILTERED);
  g_autofree char *who = NULL;
  g_autofree char *waited = NULL;

  if (server->server == NULL)
    return NULL;

  who = zc_cause_who (server);
  if (udp_silent && (tcp_silent || tcp_filtered))
    /* Translators: %s is a name server. */
    return g_strdup_printf (_("%s gave no answer, neither over UDP nor over TCP."), who);
  if (udp_silent && !zc_cause_replied (server, ZC_DNS_TRANSPORT_TCP))
    /* Translators: %s is a name server. */
    return g_strdup_printf (_("%s gave no answer over UDP."), who);
  if (tcp_silent)
    /* Translators: %s is a name server. */
    return g_strdup_printf (_("%s took the connection, but gave no answer over TCP (busy server or an inspecting firewall)."),
                            who);
  if (!zc_cause_transfer_is (server, ZC_DNS_OUTCOME_TIMEOUT_ANSWER))
    return NULL;

  waited = zc_cause_format_duration (server->transfer->duration_us / G_USEC_PER_SEC);
  /* Translators: a name server, and a time. */
  return g_strdup_printf (_("%s took the connection, but gave no answer to the question for a copy in %s."), who, waited);
}

char *
zc_cause_see_bad_answer (const ZcCauseCase      *self,
                         const ZcObservedServer *server,
                         ZcSeverity             *severity)
{
  const ZcSoaAnswer *answer = zc_cause_find_answer (server, ZC_DNS_OUTCOME_OTHER_RCODE);
  gboolean other_rcode_to_transfer = zc_cause_transfer_is (server, ZC_DNS_OUTCOME_OTHER_RCODE);
  g_autofree char *who = NULL;
  int rcode;

  if (server->server == NULL)
    return NULL;

  who = zc_cause_who (server);
  if (zc_cause_find_answer (server, ZC_DNS_OUTCOME_BAD_ANSWER) != NULL)
    /* Translators: %s is a name server. */
    return g_strdup_printf (_("%s answered something that is not DNS, or not to this question."), who);
  if (answer == NULL && !other_rcode_to_transfer)
    return NULL;

  rcode = answer != NULL ? answer->rcode : server->transfer->rcode;
  /* Translators: a name server, the name of a response code such as YXDOMAIN, and its number. */
  return g_strdup_printf (_("%s answered with the response code %s (%d), which is no answer to this question."),
                          who, zc_cause_get_rcode_name (rcode), rcode);
}
