/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-check.h"

#include <glib/gi18n-lib.h>

#include "zc-check-private.h"
#include "zc-dns-resolver.h"
#include "zc-tls-probe.h"

/* Questions and transfers watch the clock themselves and report what they saw. All else is cut off a little
 * later. */
#define GRACE_MS 200

/* What only adds to the picture is worth a short wait only. */
#define DELEGATION_TIMEOUT_MS 3000
#define TLS_TIMEOUT_MS 3000

void
zc_check_probe_free (ZcCheckProbe *self)
{
  g_clear_pointer (&self->row, zc_observed_server_free);
  g_clear_pointer (&self->builder, zc_zone_copy_builder_free);
  g_clear_object (&self->copy);
  g_clear_object (&self->differences);
  g_free (self);
}

static void
party_free (gpointer data)
{
  ZcCheckParty *self = data;

  g_ptr_array_unref (self->probes);
  g_free (self->no_address_text);
  g_free (self);
}

static void
check_free (gpointer data)
{
  ZcCheck *self = data;

  zc_check_lift_deadline (self);
  g_object_unref (self->config);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->parties);
  g_clear_pointer (&self->delegation, zc_delegation_free);
  g_clear_object (&self->record_check);
  g_clear_pointer (&self->record_probes, g_ptr_array_unref);
  g_clear_object (&self->pool);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

static void
take_differences (ZcCheckReport *report,
                  ZcCheckProbe  *probe)
{
  ZcCheckDifferences *differences;

  if (probe->differences == NULL)
    return;

  differences = g_new0 (ZcCheckDifferences, 1);
  differences->server = probe->row;
  differences->items = g_steal_pointer (&probe->differences);
  g_ptr_array_add (report->differences, differences);
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

static ZcCheckReport *
make_report (ZcCheck *self)
{
  ZcCheckReport *report = zc_check_report_new (self->options->zone);

  report->notes = g_ptr_array_ref (self->notes);

  for (guint i = 0; i < self->parties->len; i++)
    {
      ZcCheckParty *party = self->parties->pdata[i];

      if (party->probes->len == 0)
        zc_observations_add_unresolved (report->observations, party->target->role, party->target->name,
                                        party->no_address_text);
      for (guint j = 0; j < party->probes->len; j++)
        {
          ZcCheckProbe *probe = party->probes->pdata[j];

          g_ptr_array_sort (probe->row->answers, compare_transports);
          take_differences (report, probe);
          zc_observations_take_server (report->observations, g_steal_pointer (&probe->row));
        }
    }
  if (self->delegation != NULL)
    {
      g_auto(GStrv) apex = zc_check_dup_apex_name_servers (self);

      report->delegation = g_steal_pointer (&self->delegation);
      zc_observations_set_delegation (report->observations, (const char * const *) report->delegation->name_servers,
                                      (const char * const *) apex);
    }
  report->diagnosis = zc_diagnosis_new (report->observations);

  return report;
}

static void
complete (ZcCheck *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  g_cancellable_disconnect (g_task_get_cancellable (task), self->caller_handler);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, make_report (self), (GDestroyNotify) zc_check_report_free);
}

void
zc_check_begin_operation (ZcCheck *self)
{
  self->n_pending++;
}

void
zc_check_end_operation (ZcCheck *self)
{
  g_return_if_fail (self->n_pending > 0);

  if (--self->n_pending == 0)
    complete (self);
}

guint
zc_check_get_time_left (ZcCheck *self)
{
  gint64 left_us = self->deadline_us - g_get_monotonic_time ();

  return (guint) MAX (left_us / 1000, 1);
}

void
zc_check_lift_deadline (ZcCheck *self)
{
  if (self->deadline != NULL)
    g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
}

static gboolean
deadline_cb (gpointer data)
{
  ZcCheck *self = data;

  self->late = TRUE;
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
  ZcCheckProbe *probe = data;

  probe->row->offers_tls = zc_tls_probe_finish (result);
  zc_check_end_operation (probe->check);
}

static gboolean
has_closed_tcp (ZcCheckProbe *probe)
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
zc_check_look_for_tls (ZcCheckProbe *self)
{
  ZcCheck *check = self->check;

  if (self->looked_for_tls || self->row->role != ZC_SERVER_ROLE_PRIMARY || !has_closed_tcp (self))
    return;

  self->looked_for_tls = TRUE;
  zc_check_begin_operation (check);
  zc_tls_probe_async (self->row->server, ZC_TLS_PROBE_PORT, MIN (TLS_TIMEOUT_MS, zc_check_get_time_left (check)),
                      check->cancellable, tls_looked_for_cb, self);
}

static void
soa_answered_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  ZcCheckProbe *probe = data;
  ZcCheck *check = probe->check;
  g_autoptr(GError) error = NULL;
  ZcSoaAnswer *answer = zc_soa_query_finish (result, &error);

  probe->n_asking--;
  if (answer != NULL)
    zc_observed_server_take_answer (probe->row, answer);

  zc_check_look_for_tls (probe);
  zc_check_consider_transfers (check);
  zc_check_consider_records (check);
  zc_check_end_operation (check);
}

static void
ask_over (ZcCheckProbe   *probe,
          ZcDnsTransport  transport)
{
  ZcCheck *check = probe->check;

  probe->n_asking++;
  zc_check_begin_operation (check);
  /* It watches the clock itself, so only the caller ends it early: an answer is never lost. */
  zc_soa_query_async (probe->row->server, check->options->zone, transport, zc_check_get_time_left (check),
                      g_task_get_cancellable (check->task), soa_answered_cb, probe);
}

static void
ask (ZcCheckParty *party,
     ZcDnsServer  *server)
{
  ZcCheckProbe *probe = g_new0 (ZcCheckProbe, 1);

  probe->check = party->check;
  probe->row = zc_observed_server_new (party->target->role, party->target->name, server);
  g_ptr_array_add (party->probes, probe);

  if (party->check->options->ask_udp)
    ask_over (probe, ZC_DNS_TRANSPORT_UDP);
  if (party->check->options->ask_tcp)
    ask_over (probe, ZC_DNS_TRANSPORT_TCP);
}

static void
resolved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  ZcCheckParty *party = data;
  ZcCheck *check = party->check;
  g_autoptr(GPtrArray) servers = NULL;
  g_autoptr(GError) error = NULL;

  party->resolving = FALSE;
  servers = zc_dns_resolve_name_server_finish (check->config, result, &error);
  for (guint i = 0; servers != NULL && i < servers->len; i++)
    {
      ZcDnsServer *found = servers->pdata[i];
      GSocketAddress *address = zc_dns_server_get_socket_address (found);
      g_autoptr(ZcDnsServer) server = NULL;

      server = zc_dns_server_new (party->target->name,
                                  g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)),
                                  party->target->port);
      ask (party, server);
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    party->no_address_text = g_strdup (_("the resolver gave no answer in time"));
  else if (error != NULL && !g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    party->no_address_text = g_strdup (error->message);

  zc_check_consider_records (check);
  zc_check_end_operation (check);
}

static void
begin_party (ZcCheck             *self,
             const ZcCheckTarget *target)
{
  ZcCheckParty *party = g_new0 (ZcCheckParty, 1);

  party->check = self;
  party->target = target;
  party->probes = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_check_probe_free);
  g_ptr_array_add (self->parties, party);

  if (target->address != NULL)
    {
      g_autoptr(ZcDnsServer) server = zc_dns_server_new (NULL, target->address, target->port);

      ask (party, server);
      return;
    }

  party->resolving = TRUE;
  zc_check_begin_operation (self);
  zc_dns_resolve_name_server_async (self->config, target->name, self->cancellable, resolved_cb, party);
}

/* What is delegated to nobody is not public, or not yet: a zone of an own network, of a test, or one that is
 * still to be registered. Its secondaries are not at fault. */
static void
leave_undelegated (ZcCheck *self)
{
  if (self->delegation == NULL || self->delegation->name_servers[0] != NULL)
    return;

  /* Translators: the name of a zone, and of the zone above it. */
  g_ptr_array_add (self->notes, g_strdup_printf (_("%s is not delegated at all: the zone above it (%s) names no name server for it."),
                                                 self->options->zone, self->delegation->parent));
  g_clear_pointer (&self->delegation, zc_delegation_free);
}

static void
delegation_found_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  ZcCheck *self = data;
  g_autoptr(GError) error = NULL;

  self->delegating = FALSE;
  self->delegation = zc_delegation_look_up_finish (result, &error);
  if (self->delegation == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_ptr_array_add (self->notes, g_strdup (error->message));
  leave_undelegated (self);

  zc_check_judge_copies (self);
  zc_check_end_operation (self);
}

/* The parent names servers. Where no secondary is known by its name there is nothing to compare that with, and
 * the zone may well be one that is not public. */
static void
look_up_delegation (ZcCheck *self)
{
  gboolean has_name = FALSE;

  for (guint i = 0; i < self->options->targets->len; i++)
    {
      const ZcCheckTarget *target = self->options->targets->pdata[i];

      has_name = has_name || target->address == NULL;
    }
  if (!has_name || g_str_equal (self->options->zone, "."))
    return;

  self->delegating = TRUE;
  zc_check_begin_operation (self);
  zc_delegation_look_up_async (self->config, self->options->zone, MIN (DELEGATION_TIMEOUT_MS, self->options->timeout_ms),
                               self->cancellable, delegation_found_cb, self);
}

static void
begin (ZcCheck *self)
{
  GCancellable *caller = g_task_get_cancellable (self->task);

  self->deadline_us = g_get_monotonic_time () + (gint64) self->options->timeout_ms * 1000;
  self->deadline = g_timeout_source_new (self->options->timeout_ms + GRACE_MS);
  g_source_set_callback (self->deadline, deadline_cb, self, NULL);
  g_source_attach (self->deadline, g_task_get_context (self->task));
  if (caller != NULL)
    self->caller_handler = g_cancellable_connect (caller, G_CALLBACK (caller_cancelled_cb),
                                                  g_object_ref (self->cancellable), g_object_unref);

  /* One more, so that the check cannot end before all of it has begun. */
  zc_check_begin_operation (self);
  for (guint i = 0; i < self->options->targets->len; i++)
    begin_party (self, self->options->targets->pdata[i]);
  look_up_delegation (self);
  zc_check_end_operation (self);
}

void
zc_check_async (const ZcCheckOptions *options,
                ZcDnsConfig          *config,
                GCancellable         *cancellable,
                GAsyncReadyCallback   callback,
                gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  ZcCheck *self;

  g_return_if_fail (options != NULL);
  g_return_if_fail (ZC_IS_DNS_CONFIG (config));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_check_async);

  self = g_new0 (ZcCheck, 1);
  self->task = g_object_ref (task);
  self->options = options;
  self->config = g_object_ref (config);
  self->cancellable = g_cancellable_new ();
  self->parties = g_ptr_array_new_with_free_func (party_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, self, check_free);

  begin (self);
}

ZcCheckReport *
zc_check_finish (GAsyncResult  *result,
                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_check_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
