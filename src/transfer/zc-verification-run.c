/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include <glib/gi18n-lib.h>

#include "zc-dns-resolver.h"
#include "zc-tls-probe.h"
#include "zc-verification-cell-private.h"
#include "zc-verification-private.h"

/* Questions and transfers watch the clock themselves and report what they saw. All else is cut off a little
 * later. */
#define GRACE_MS 200

/* What only adds to the picture is worth a short wait only. */
#define DELEGATION_TIMEOUT_MS 3000
#define TLS_TIMEOUT_MS 3000

static void
probe_free (ZcVerificationProbe *self)
{
  if (!self->is_observed)
    g_clear_pointer (&self->row, zc_observed_server_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    g_clear_object (&self->cells[i]);
  g_clear_pointer (&self->builder, zc_zone_copy_builder_free);
  g_clear_object (&self->copy);
  g_free (self);
}

void
zc_verification_party_free (ZcVerificationParty *self)
{
  for (guint i = 0; i < self->probes->len; i++)
    probe_free (self->probes->pdata[i]);
  g_ptr_array_unref (self->probes);
  g_clear_object (&self->address);
  g_free (self->name);
  g_free (self);
}

void
zc_verification_begin_operation (ZcVerification *self)
{
  self->n_pending++;
}

void
zc_verification_end_operation (ZcVerification *self)
{
  g_return_if_fail (self->n_pending > 0);

  zc_verification_touch (self);
  if (--self->n_pending == 0)
    zc_verification_complete (self);
}

guint
zc_verification_get_time_left (ZcVerification *self)
{
  gint64 left_us = self->deadline_us - g_get_monotonic_time ();

  return (guint) MAX (left_us / 1000, 1);
}

void
zc_verification_lift_deadline (ZcVerification *self)
{
  if (self->deadline != NULL)
    g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
}

static gboolean
deadline_cb (gpointer data)
{
  ZcVerification *self = data;

  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

static void
caller_cancelled_cb (GCancellable *caller,
                     GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
tls_looked_for_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  ZcVerificationProbe *probe = data;

  probe->row->offers_tls = zc_tls_probe_finish (result);
  zc_verification_end_operation (probe->verification);
}

static gboolean
has_closed_tcp (ZcVerificationProbe *probe)
{
  const ZcObservedServer *row = probe->row;

  for (guint i = 0; i < row->answers->len; i++)
    {
      const ZcSoaAnswer *answer = row->answers->pdata[i];

      if (answer->outcome == ZC_DNS_OUTCOME_TCP_CLOSED)
        return TRUE;
    }

  return row->transfer != NULL && row->transfer->outcome == ZC_DNS_OUTCOME_TCP_CLOSED;
}

void
zc_verification_look_for_tls (ZcVerificationProbe *self)
{
  ZcVerification *verification = self->verification;

  if (self->looked_for_tls || self->row->role != ZC_SERVER_ROLE_PRIMARY || !has_closed_tcp (self))
    return;

  self->looked_for_tls = TRUE;
  zc_verification_begin_operation (verification);
  zc_tls_probe_async (self->row->server, ZC_TLS_PROBE_PORT, MIN (TLS_TIMEOUT_MS, zc_verification_get_time_left (verification)),
                      verification->cancellable, tls_looked_for_cb, self);
}

/* Answers come in any order; a report of the same zone should always look the same. */
static int
compare_transports (gconstpointer first,
                    gconstpointer second)
{
  const ZcSoaAnswer *first_answer = *(const ZcSoaAnswer *const *) first;
  const ZcSoaAnswer *second_answer = *(const ZcSoaAnswer *const *) second;

  return (int) first_answer->transport - (int) second_answer->transport;
}

static void
soa_answered_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  ZcVerificationProbe *probe = data;
  ZcVerification *verification = probe->verification;
  g_autoptr(GError) error = NULL;
  ZcSoaAnswer *answer = zc_soa_query_finish (result, &error);

  probe->n_asking--;
  verification->n_asking--;
  if (answer != NULL)
    {
      zc_observed_server_take_answer (probe->row, answer);
      zc_verification_cell_set_answer (probe->cells[answer->transport == ZC_DNS_TRANSPORT_TCP ? ZC_VERIFICATION_CELL_TCP
                                                                                               : ZC_VERIFICATION_CELL_UDP],
                                       answer, zc_observed_server_get_answer_id (probe->row, answer));
    }
  if (probe->n_asking == 0)
    {
      g_ptr_array_sort (probe->row->answers, compare_transports);
      zc_verification_observe (verification, probe->party, probe->row, probe);
      zc_verification_take_samples (probe);
    }

  zc_verification_look_for_tls (probe);
  zc_verification_consider_transfers (verification);
  zc_verification_consider_records (verification);
  zc_verification_end_operation (verification);
}

static void
ask_over (ZcVerificationProbe *probe,
          ZcDnsTransport       transport)
{
  ZcVerification *verification = probe->verification;

  probe->n_asking++;
  verification->n_asking++;
  verification->n_asked++;
  zc_verification_add_cell (probe->party, probe,
                            transport == ZC_DNS_TRANSPORT_TCP ? ZC_VERIFICATION_CELL_TCP : ZC_VERIFICATION_CELL_UDP);
  zc_verification_begin_operation (verification);
  /* It watches the clock itself, so only the caller ends it early: an answer is never lost. */
  zc_soa_query_async (probe->row->server, verification->zone, transport, zc_verification_get_time_left (verification),
                      g_task_get_cancellable (verification->task), soa_answered_cb, probe);
}

static void
ask (ZcVerificationParty *party,
     ZcDnsServer         *server)
{
  ZcVerificationProbe *probe = g_new0 (ZcVerificationProbe, 1);

  probe->verification = party->verification;
  probe->party = party;
  probe->row = zc_observed_server_new (party->role, party->name, server);
  g_ptr_array_add (party->probes, probe);

  if (party->verification->options.ask_udp)
    ask_over (probe, ZC_DNS_TRANSPORT_UDP);
  if (party->verification->options.ask_tcp)
    ask_over (probe, ZC_DNS_TRANSPORT_TCP);
}

static void
observe_without_address (ZcVerificationParty *party,
                         const char          *text)
{
  ZcObservedServer *row = zc_observed_server_new (party->role, party->name, NULL);

  row->no_address_text = g_strdup (text);
  zc_verification_add_cell (party, NULL, ZC_VERIFICATION_CELL_ADDRESS);
  zc_verification_observe (party->verification, party, row, NULL);
}

static void
resolved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  ZcVerificationParty *party = data;
  ZcVerification *verification = party->verification;
  g_autoptr(GPtrArray) servers = NULL;
  g_autoptr(GError) error = NULL;

  party->resolving = FALSE;
  verification->n_resolving--;
  servers = zc_dns_resolve_name_server_finish (verification->config, result, &error);
  for (guint i = 0; servers != NULL && i < servers->len; i++)
    {
      ZcDnsServer *found = servers->pdata[i];
      GSocketAddress *address = zc_dns_server_get_socket_address (found);
      g_autoptr(ZcDnsServer) server = NULL;

      server = zc_dns_server_new (party->name, g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)),
                                  party->port);
      ask (party, server);
    }

  if (party->probes->len == 0)
    {
      const char *text = NULL;

      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        text = _("the resolver gave no answer in time");
      else if (error != NULL && !g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
        text = error->message;
      observe_without_address (party, text);
    }

  zc_verification_consider_records (verification);
  zc_verification_end_operation (verification);
}

static void
begin_party (ZcVerificationParty *self)
{
  ZcVerification *verification = self->verification;

  if (self->address != NULL)
    {
      g_autoptr(ZcDnsServer) server = zc_dns_server_new (NULL, self->address, self->port);

      ask (self, server);
      return;
    }
  if (self->role == ZC_SERVER_ROLE_PRIMARY)
    {
      observe_without_address (self, _("a primary is known by its IP address, and this is none"));
      return;
    }

  self->resolving = TRUE;
  verification->n_resolving++;
  zc_verification_begin_operation (verification);
  zc_dns_resolve_name_server_async (verification->config, self->name, verification->cancellable, resolved_cb, self);
}

/* What is delegated to nobody is not public, or not yet: a zone of an own network, of a test, or one that is
 * still to be registered. Its secondaries are not at fault. */
static void
leave_undelegated (ZcVerification *self)
{
  if (self->delegation == NULL || self->delegation->name_servers[0] != NULL)
    return;

  /* Translators: the name of a zone, and of the zone above it. */
  g_ptr_array_add (self->notes, g_strdup_printf (_("%s is not delegated at all: the zone above it (%s) names no name server for it."),
                                                 self->zone, self->delegation->parent));
  g_clear_pointer (&self->delegation, zc_delegation_free);
}

static void
delegation_found_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  ZcVerification *self = data;
  g_autoptr(GError) error = NULL;

  self->delegating = FALSE;
  self->delegation = zc_delegation_look_up_finish (result, &error);
  if (self->delegation == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_ptr_array_add (self->notes, g_strdup (error->message));
  leave_undelegated (self);

  zc_verification_judge_copies (self);
  zc_verification_end_operation (self);
}

/* The parent names servers. Where no secondary is known by its name there is nothing to compare that with, and
 * the zone may well be one that is not public. */
static void
look_up_delegation (ZcVerification *self)
{
  gboolean has_name = FALSE;

  for (guint i = 0; i < self->parties->len; i++)
    {
      const ZcVerificationParty *party = self->parties->pdata[i];

      has_name = has_name || (party->address == NULL && party->role == ZC_SERVER_ROLE_SECONDARY);
    }
  if (!has_name || g_str_equal (self->zone, "."))
    return;

  self->delegating = TRUE;
  zc_verification_begin_operation (self);
  zc_delegation_look_up_async (self->config, self->zone, MIN (DELEGATION_TIMEOUT_MS, self->options.timeout_ms),
                               self->cancellable, delegation_found_cb, self);
}

void
zc_verification_begin (ZcVerification *self)
{
  GCancellable *caller = g_task_get_cancellable (self->task);

  self->deadline_us = g_get_monotonic_time () + (gint64) self->options.timeout_ms * 1000;
  self->deadline = g_timeout_source_new (self->options.timeout_ms + GRACE_MS);
  g_source_set_callback (self->deadline, deadline_cb, self, NULL);
  g_source_attach (self->deadline, g_task_get_context (self->task));
  if (caller != NULL)
    self->caller_handler = g_cancellable_connect (caller, G_CALLBACK (caller_cancelled_cb),
                                                  g_object_ref (self->cancellable), g_object_unref);

  /* One more, so that the verification cannot end before all of it has begun. */
  zc_verification_begin_operation (self);
  for (guint i = 0; i < self->parties->len; i++)
    begin_party (self->parties->pdata[i]);
  look_up_delegation (self);
  zc_verification_end_operation (self);
}
