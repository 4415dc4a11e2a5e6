/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-store-private.h"

/* Serials: role, name, why there is no address, and the answer: address, port, transport, outcome, RCODE,
 * authority, serial. Statuses: address, word, explanation. Always little endian. */
#define ROW_TYPE "(ysmsm(sqysibmu))"
#define STATUS_TYPE "(ssms)"
#define EVENT_TYPE "(ma" ROW_TYPE "ma" STATUS_TYPE ")"

static GVariant *
normalize (GVariant *variant)
{
#if G_BYTE_ORDER == G_BIG_ENDIAN
  return g_variant_byteswap (variant);
#else
  return g_variant_ref (variant);
#endif
}

static GVariant *
encode_answer (const ZcSoaAnswer *answer)
{
  return g_variant_new ("(sqysib@mu)", zc_dns_server_get_address (answer->server),
                        zc_dns_server_get_port (answer->server), (guchar) answer->transport,
                        zc_dns_outcome_get_id (answer->outcome), answer->rcode, answer->authoritative,
                        g_variant_new_maybe (G_VARIANT_TYPE_UINT32,
                                             answer->has_serial ? g_variant_new_uint32 (answer->serial) : NULL));
}

static GVariant *
encode_report (ZcSerialReport *report)
{
  GPtrArray *rows = zc_serial_report_get_rows (report);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" ROW_TYPE));
  for (guint i = 0; i < rows->len; i++)
    {
      const ZcSerialRow *row = rows->pdata[i];

      g_variant_builder_add (&builder, "(ysms@m(sqysibmu))", (guchar) row->role, row->name, row->no_address_text,
                             g_variant_new_maybe (G_VARIANT_TYPE ("(sqysibmu)"),
                                                  row->answer != NULL ? encode_answer (row->answer) : NULL));
    }

  return g_variant_builder_end (&builder);
}

static GVariant *
encode_statuses (GPtrArray *statuses)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" STATUS_TYPE));
  for (guint i = 0; i < statuses->len; i++)
    {
      ZcPrimaryStatus *status = statuses->pdata[i];

      g_variant_builder_add (&builder, STATUS_TYPE, zc_primary_status_get_primary_ip (status),
                             zc_primary_status_get_status (status), zc_primary_status_get_error_message (status));
    }

  return g_variant_builder_end (&builder);
}

GBytes *
zc_run_event_encode (const ZcRunEvent *event)
{
  g_autoptr(GVariant) variant = NULL;
  g_autoptr(GVariant) normal = NULL;
  GVariant *report = NULL, *statuses = NULL;

  if (event->report == NULL && event->statuses == NULL)
    return NULL;

  if (event->report != NULL)
    report = encode_report (event->report);
  if (event->statuses != NULL)
    statuses = encode_statuses (event->statuses);
  variant = g_variant_ref_sink (g_variant_new ("(@ma" ROW_TYPE "@ma" STATUS_TYPE ")",
                                               g_variant_new_maybe (G_VARIANT_TYPE ("a" ROW_TYPE), report),
                                               g_variant_new_maybe (G_VARIANT_TYPE ("a" STATUS_TYPE), statuses)));
  normal = normalize (variant);

  return g_variant_get_data_as_bytes (normal);
}

/* An outcome of a newer version of this program is at least not an answer with a serial. */
static ZcDnsOutcome
find_outcome (const char *id)
{
  for (ZcDnsOutcome outcome = ZC_DNS_OUTCOME_OK; outcome <= ZC_DNS_OUTCOME_CANCELLED; outcome++)
    if (g_str_equal (zc_dns_outcome_get_id (outcome), id))
      return outcome;

  return ZC_DNS_OUTCOME_LOCAL_ERROR;
}

static ZcSoaAnswer *
decode_answer (GVariant   *variant,
               const char *name)
{
  g_autoptr(GVariant) serial = NULL;
  g_autoptr(GVariant) plain_serial = NULL;
  g_autoptr(GInetAddress) address = NULL;
  g_autoptr(ZcDnsServer) server = NULL;
  const char *address_text, *outcome;
  guint16 port;
  guchar transport;
  gint32 rcode;
  gboolean authoritative;
  ZcSoaAnswer answer = { .expire_left = -1, .zone_version = -1, .extended_error = -1 };

  g_variant_get (variant, "(&sqy&sib@mu)", &address_text, &port, &transport, &outcome, &rcode, &authoritative, &serial);
  address = g_inet_address_new_from_string (address_text);
  if (address == NULL || port == 0)
    return NULL;

  server = zc_dns_server_new (name, address, port);
  plain_serial = g_variant_get_maybe (serial);
  answer.server = server;
  answer.transport = transport == ZC_DNS_TRANSPORT_TCP ? ZC_DNS_TRANSPORT_TCP : ZC_DNS_TRANSPORT_UDP;
  answer.outcome = find_outcome (outcome);
  answer.rcode = rcode;
  answer.authoritative = authoritative;
  answer.has_serial = plain_serial != NULL;
  answer.serial = plain_serial != NULL ? g_variant_get_uint32 (plain_serial) : 0;

  return zc_soa_answer_copy (&answer);
}

static ZcSerialReport *
decode_report (GVariant *variant)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_serial_row_free);
  GVariantIter iter;
  guchar role;
  const char *name, *no_address_text;
  GVariant *maybe;

  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_loop (&iter, "(y&sm&s@m(sqysibmu))", &role, &name, &no_address_text, &maybe))
    {
      g_autoptr(GVariant) answer = g_variant_get_maybe (maybe);

      g_ptr_array_add (rows, zc_serial_row_new (role == ZC_SERVER_ROLE_SECONDARY ? ZC_SERVER_ROLE_SECONDARY
                                                                                 : ZC_SERVER_ROLE_PRIMARY,
                                                name, answer != NULL ? decode_answer (answer, name) : NULL,
                                                no_address_text));
    }

  return zc_serial_report_new (rows);
}

static GPtrArray *
decode_statuses (GVariant *variant)
{
  GPtrArray *statuses = g_ptr_array_new_with_free_func (g_object_unref);
  GVariantIter iter;
  const char *primary_ip, *status, *message;

  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_loop (&iter, "(&s&sm&s)", &primary_ip, &status, &message))
    g_ptr_array_add (statuses, g_object_new (ZC_TYPE_PRIMARY_STATUS, "primary-ip", primary_ip, "status", status,
                                             "error-message", message, NULL));

  return statuses;
}

void
zc_run_event_decode (GBytes          *data,
                     ZcSerialReport **report,
                     GPtrArray      **statuses)
{
  g_autoptr(GVariant) raw = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (EVENT_TYPE), data, FALSE));
  g_autoptr(GVariant) variant = normalize (raw);
  g_autoptr(GVariant) report_child = g_variant_get_child_value (variant, 0);
  g_autoptr(GVariant) statuses_child = g_variant_get_child_value (variant, 1);
  g_autoptr(GVariant) rows = g_variant_get_maybe (report_child);
  g_autoptr(GVariant) words = g_variant_get_maybe (statuses_child);

  *report = rows != NULL ? decode_report (rows) : NULL;
  *statuses = words != NULL ? decode_statuses (words) : NULL;
}

void
zc_store_replay (GPtrArray         *observations,
                 ZcRunMachine      *machine,
                 ZcObservationFunc  func,
                 gpointer           user_data)
{
  for (guint i = 0; i < observations->len; i++)
    {
      const ZcObservation *observation = observations->pdata[i];
      g_autoptr(ZcSerialReport) report = NULL;
      g_autoptr(GPtrArray) statuses = NULL;
      ZcRunEvent event = { .type = observation->type, .time_us = observation->at_us, .text = observation->text };

      if (observation->data != NULL)
        zc_run_event_decode (observation->data, &report, &statuses);
      event.report = report;
      event.statuses = statuses;
      if (zc_run_machine_apply (machine, &event, NULL) && func != NULL)
        func (&event, machine, user_data);
    }
}
