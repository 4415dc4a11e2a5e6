/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-soa-query.h"

#include <ldns/ldns.h>

#include "zc-dns-exchange.h"
#include "zc-dns-message-private.h"
#include "zc-soa-query-private.h"

#define SOA_FIELDS 7

/* The ZONEVERSION option: how many labels the zone's name has, which kind of version follows, and for the
 * only kind so far the SOA serial (RFC 9660, section 2). */
#define ZONE_VERSION_SIZE 6
#define ZONE_VERSION_SOA_SERIAL 0

G_DEFINE_BOXED_TYPE (ZcSoaAnswer, zc_soa_answer, zc_soa_answer_copy, zc_soa_answer_free)

typedef struct
{
  ZcDnsServer *server; /* (owned) */
  ZcDnsTransport transport;
  char *zone; /* (owned) */
} Query;

static void
query_free (gpointer data)
{
  Query *self = data;

  zc_dns_server_unref (self->server);
  g_free (self->zone);
  g_free (self);
}

ZcSoaAnswer *
zc_soa_answer_copy (const ZcSoaAnswer *self)
{
  ZcSoaAnswer *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->server = zc_dns_server_ref (self->server);
  copy->name_server_id = g_strdup (self->name_server_id);
  copy->extended_error_text = g_strdup (self->extended_error_text);
  copy->error_text = g_strdup (self->error_text);

  return copy;
}

void
zc_soa_answer_free (ZcSoaAnswer *self)
{
  g_return_if_fail (self != NULL);

  zc_dns_server_unref (self->server);
  g_free (self->name_server_id);
  g_free (self->extended_error_text);
  g_free (self->error_text);
  g_free (self);
}

static char *
format_name_server_id (const guint8 *data,
                       gsize         length)
{
  g_autoptr(GString) hexadecimal = NULL;
  gboolean printable = length > 0;

  for (gsize i = 0; i < length; i++)
    printable = printable && g_ascii_isprint ((char) data[i]);
  if (printable)
    return g_strndup ((const char *) data, length);
  if (length == 0)
    return NULL;

  hexadecimal = g_string_new ("0x");
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (hexadecimal, "%02x", data[i]);

  return g_string_free (g_steal_pointer (&hexadecimal), FALSE);
}

/* @n_labels: of the zone's name; the version of a zone above says nothing about this one */
static void
read_option (ZcSoaAnswer            *answer,
             const ldns_edns_option *option,
             guint8                  n_labels)
{
  const guint8 *data = ldns_edns_get_data (option);
  gsize length = ldns_edns_get_size (option);

  switch ((guint) ldns_edns_get_code (option))
    {
    case LDNS_EDNS_NSID:
      if (answer->name_server_id == NULL)
        answer->name_server_id = format_name_server_id (data, length);
      break;

    case LDNS_EDNS_EXPIRE:
      if (length == 4)
        answer->expire_left = zc_dns_read_u32 (data);
      break;

    case ZC_DNS_EDNS_ZONEVERSION:
      if (length == ZONE_VERSION_SIZE && data[0] == n_labels && data[1] == ZONE_VERSION_SOA_SERIAL)
        answer->zone_version = zc_dns_read_u32 (data + 2);
      break;

    case LDNS_EDNS_EDE:
      if (length >= 2 && answer->extended_error < 0)
        {
          answer->extended_error = zc_dns_read_u16 (data);
          /* The text has no terminator by RFC 8914, but some servers send one. */
          if (length > 2)
            length -= data[length - 1] == '\0';
          if (length > 2)
            answer->extended_error_text = g_utf8_make_valid ((const char *) data + 2, (gssize) length - 2);
        }
      break;

    default:
      break;
    }
}

static void
read_options (ZcSoaAnswer    *answer,
              ldns_pkt       *packet,
              const ldns_rdf *zone)
{
  guint8 n_labels = ldns_dname_label_count (zone);
  ldns_edns_option_list *options = ldns_pkt_edns_get_option_list (packet);
  gsize n_options = options != NULL ? ldns_edns_option_list_get_count (options) : 0;

  for (gsize i = 0; i < n_options; i++)
    read_option (answer, ldns_edns_option_list_get_option (options, i), n_labels);
}

/* Finds the SOA of the zone. A zone has exactly one (RFC 1035, section 5.2), so that of two different ones neither
 * can be believed; @ambiguous tells. */
static const ldns_rr *
find_soa (const ldns_rr_list *section,
          const ldns_rdf     *zone,
          gboolean           *ambiguous)
{
  const ldns_rr *found = NULL;

  *ambiguous = FALSE;
  for (gsize i = 0; i < ldns_rr_list_rr_count (section); i++)
    {
      const ldns_rr *rr = ldns_rr_list_rr (section, i);

      if (ldns_rr_get_type (rr) != LDNS_RR_TYPE_SOA || ldns_rr_get_class (rr) != LDNS_RR_CLASS_IN ||
          ldns_dname_compare (ldns_rr_owner (rr), zone) != 0)
        continue;
      if (found == NULL)
        found = rr;
      else if (ldns_rr_compare (found, rr) != 0)
        *ambiguous = TRUE;
    }

  return found;
}

static ZcDnsOutcome
judge_without_soa (ldns_pkt *packet)
{
  /* Without authority an empty answer is a referral, or a resolver that was not allowed to ask on. */
  return ldns_pkt_aa (packet) ? ZC_DNS_OUTCOME_NODATA : ZC_DNS_OUTCOME_NOT_AA;
}

static ZcDnsOutcome
read_answer_section (ZcSoaAnswer    *answer,
                     ldns_pkt       *packet,
                     const ldns_rdf *zone)
{
  gboolean ambiguous;
  const ldns_rr *soa = find_soa (ldns_pkt_answer (packet), zone, &ambiguous);

  if (soa == NULL)
    return judge_without_soa (packet);
  /* ldns takes a record that ends early, with fewer fields. */
  if (ambiguous || ldns_rr_rd_count (soa) != SOA_FIELDS)
    return ZC_DNS_OUTCOME_BAD_ANSWER;

  answer->has_serial = TRUE;
  answer->serial = ldns_rdf2native_int32 (ldns_rr_rdf (soa, 2));
  answer->refresh = ldns_rdf2native_int32 (ldns_rr_rdf (soa, 3));
  answer->retry = ldns_rdf2native_int32 (ldns_rr_rdf (soa, 4));
  answer->expire = ldns_rdf2native_int32 (ldns_rr_rdf (soa, 5));

  return answer->authoritative ? ZC_DNS_OUTCOME_OK : ZC_DNS_OUTCOME_NOT_AA;
}

void
zc_soa_answer_read_message (ZcSoaAnswer  *self,
                            const char   *zone,
                            const guint8 *data,
                            gsize         length)
{
  ldns_pkt *packet = NULL;
  ldns_rdf *name;

  if (ldns_wire2pkt (&packet, data, length) != LDNS_STATUS_OK)
    {
      self->outcome = ZC_DNS_OUTCOME_BAD_ANSWER;
      return;
    }

  name = ldns_dname_new_frm_str (zone);
  self->rcode = ldns_pkt_edns_extended_rcode (packet) << 4 | ldns_pkt_get_rcode (packet);
  self->authoritative = ldns_pkt_aa (packet);
  read_options (self, packet, name);
  if (self->rcode == ZC_DNS_RCODE_NOERROR)
    self->outcome = read_answer_section (self, packet, name);
  else
    self->outcome = zc_dns_rcode_judge (self->rcode, ZC_DNS_OUTCOME_REFUSED_ALL);
  ldns_rdf_deep_free (name);
  ldns_pkt_free (packet);
}

ZcSoaAnswer *
zc_soa_answer_new (ZcDnsServer    *server,
                   ZcDnsTransport  transport)
{
  ZcSoaAnswer *self = g_new0 (ZcSoaAnswer, 1);

  self->server = zc_dns_server_ref (server);
  self->transport = transport;
  self->rcode = -1;
  self->expire_left = -1;
  self->zone_version = -1;
  self->extended_error = -1;

  return self;
}

static void
exchange_done_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(ZcDnsReply) reply = NULL;
  Query *query = g_task_get_task_data (task);
  GError *error = NULL;
  ZcSoaAnswer *answer;

  reply = zc_dns_exchange_finish (result, &error);
  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  answer = zc_soa_answer_new (query->server, query->transport);
  answer->outcome = reply->outcome;
  answer->round_trip_us = reply->round_trip_us;
  answer->error_text = g_steal_pointer (&reply->error_text);
  if (reply->message != NULL)
    zc_soa_answer_read_message (answer, query->zone, g_bytes_get_data (reply->message, NULL),
                                g_bytes_get_size (reply->message));

  g_task_return_pointer (task, answer, (GDestroyNotify) zc_soa_answer_free);
}

void
zc_soa_query_async (ZcDnsServer         *server,
                    const char          *zone,
                    ZcDnsTransport       transport,
                    guint                timeout_ms,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Query *query;

  g_return_if_fail (server != NULL);
  g_return_if_fail (zone != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_soa_query_async);

  query = g_new0 (Query, 1);
  query->server = zc_dns_server_ref (server);
  query->transport = transport;
  query->zone = g_strdup (zone);
  g_task_set_task_data (task, query, query_free);

  zc_dns_exchange_async (server, zone, ZC_DNS_TYPE_SOA, transport, ZC_DNS_EXCHANGE_DEFAULT, timeout_ms,
                         cancellable, exchange_done_cb, g_steal_pointer (&task));
}

ZcSoaAnswer *
zc_soa_query_finish (GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_soa_query_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
