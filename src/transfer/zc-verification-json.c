/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-verification-json.h"

#include <json-glib/json-glib.h>

/* The names and the order of the members are a contract with other programs. */

static const char *
get_role_id (ZcServerRole role)
{
  return role == ZC_SERVER_ROLE_PRIMARY ? "primary" : "secondary";
}

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_int (JsonBuilder *builder,
         const char  *name,
         gboolean     known,
         gint64       value)
{
  json_builder_set_member_name (builder, name);
  if (known)
    json_builder_add_int_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_texts (JsonBuilder  *builder,
           const char   *name,
           char        **texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (; *texts != NULL; texts++)
    json_builder_add_string_value (builder, *texts);
  json_builder_end_array (builder);
}

/* Whether a DNS message came back at all, so that its header says something. */
static gboolean
has_message (const ZcSoaAnswer *answer)
{
  return answer->rcode >= 0;
}

static void
add_answer (JsonBuilder            *builder,
            const ZcObservedServer *server,
            const ZcSoaAnswer      *answer)
{
  json_builder_begin_object (builder);
  add_string (builder, "role", get_role_id (server->role));
  add_string (builder, "name", server->name);
  add_string (builder, "address", zc_dns_server_get_address (server->server));
  add_int (builder, "port", TRUE, zc_dns_server_get_port (server->server));
  add_string (builder, "transport", answer->transport == ZC_DNS_TRANSPORT_TCP ? "tcp" : "udp");
  add_string (builder, "outcome", zc_observed_server_get_answer_id (server, answer));
  add_int (builder, "serial", answer->has_serial, answer->serial);

  json_builder_set_member_name (builder, "aa");
  if (has_message (answer))
    json_builder_add_boolean_value (builder, answer->authoritative);
  else
    json_builder_add_null_value (builder);

  json_builder_set_member_name (builder, "rtt_ms");
  if (has_message (answer))
    json_builder_add_double_value (builder, (double) answer->round_trip_us / 1000);
  else
    json_builder_add_null_value (builder);

  add_string (builder, "nsid", answer->name_server_id);
  add_int (builder, "expire", answer->expire_left >= 0, answer->expire_left);
  json_builder_end_object (builder);
}

static void
add_servers (JsonBuilder *builder,
             GPtrArray   *servers)
{
  json_builder_set_member_name (builder, "servers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < servers->len; i++)
    {
      const ZcObservedServer *server = servers->pdata[i];

      for (guint j = 0; j < server->answers->len; j++)
        add_answer (builder, server, server->answers->pdata[j]);
    }
  json_builder_end_array (builder);
}

static void
add_transfers (JsonBuilder *builder,
               GPtrArray   *servers)
{
  json_builder_set_member_name (builder, "transfers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < servers->len; i++)
    {
      const ZcObservedServer *server = servers->pdata[i];
      const ZcAxfrResult *transfer = server->transfer;

      if (transfer == NULL)
        continue;

      json_builder_begin_object (builder);
      add_string (builder, "role", get_role_id (server->role));
      add_string (builder, "address", zc_dns_server_get_address (server->server));
      add_int (builder, "port", TRUE, zc_dns_server_get_port (server->server));
      add_string (builder, "outcome", zc_observed_server_get_transfer_id (server));
      add_int (builder, "serial", transfer->has_serial, transfer->serial);
      add_int (builder, "messages", TRUE, (gint64) transfer->n_messages);
      add_int (builder, "records", TRUE, (gint64) transfer->n_records);
      add_int (builder, "bytes", TRUE, (gint64) transfer->n_bytes);
      json_builder_set_member_name (builder, "seconds");
      json_builder_add_double_value (builder, (double) transfer->duration_us / G_USEC_PER_SEC);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_item (JsonBuilder              *builder,
          ZcVerificationDifference *item)
{
  ZcDifference *difference = zc_verification_difference_get_difference (item);
  g_auto(GStrv) primary = zc_difference_dup_reference_texts (difference);
  g_auto(GStrv) secondary = zc_difference_dup_other_texts (difference);

  json_builder_begin_object (builder);
  add_string (builder, "kind", zc_difference_kind_get_id (zc_difference_get_kind (difference)));
  add_string (builder, "server", zc_verification_difference_get_address (item));
  add_int (builder, "port", TRUE, zc_verification_difference_get_port (item));
  add_string (builder, "owner", zc_difference_get_owner (difference));
  add_string (builder, "type", zc_difference_get_record_type (difference));
  add_texts (builder, "primary", primary);
  add_texts (builder, "secondary", secondary);
  json_builder_end_object (builder);
}

static void
add_differences (JsonBuilder    *builder,
                 ZcVerification *verification,
                 guint           most_items)
{
  GListModel *items = zc_verification_get_differences (verification);
  guint n_items = MIN (g_list_model_get_n_items (items), most_items);
  ZcVerificationCounts counts;
  gboolean compared = zc_verification_count (verification, &counts);

  json_builder_set_member_name (builder, "differences");
  json_builder_begin_object (builder);
  add_int (builder, "missing", compared, (gint64) counts.missing);
  add_int (builder, "extra", compared, (gint64) counts.extra);
  add_int (builder, "changed", compared, (gint64) counts.changed);
  add_int (builder, "unverified", counts.n_servers > 0, (gint64) counts.unverified);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(ZcVerificationDifference) item = g_list_model_get_item (items, i);

      add_item (builder, item);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_finding (JsonBuilder     *builder,
             const ZcFinding *finding)
{
  json_builder_begin_object (builder);
  add_string (builder, "id", finding->id);
  add_string (builder, "severity", zc_severity_get_id (finding->severity));
  add_string (builder, "server", finding->server);
  add_int (builder, "port", finding->port != 0, finding->port);
  add_string (builder, "text", finding->text);
  json_builder_end_object (builder);
}

static void
add_findings (JsonBuilder *builder,
              GListModel  *findings)
{
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr(ZcFindingItem) item = g_list_model_get_item (findings, i);

      add_finding (builder, zc_finding_item_get_finding (item));
    }
  json_builder_end_array (builder);
}

static void
add_verdict (JsonBuilder     *builder,
             const ZcFinding *verdict)
{
  json_builder_set_member_name (builder, "verdict");
  if (verdict == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  add_string (builder, "id", verdict->id);
  add_string (builder, "severity", zc_severity_get_id (verdict->severity));
  add_string (builder, "text", verdict->text);
  json_builder_end_object (builder);
}

static char *
write_line (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

char *
zc_verification_to_json (ZcVerification *self,
                         guint           most_items)
{
  g_autoptr(JsonBuilder) builder = NULL;
  GPtrArray *servers;

  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  builder = json_builder_new ();
  servers = zc_observations_get_servers (zc_verification_get_observations (self));
  json_builder_begin_object (builder);
  add_string (builder, "zone", zc_verification_get_zone (self));
  add_verdict (builder, zc_verification_get_verdict (self));
  add_servers (builder, servers);
  add_transfers (builder, servers);
  add_differences (builder, self, most_items);
  add_findings (builder, zc_verification_get_findings (self));
  json_builder_end_object (builder);

  return write_line (builder);
}

static void
add_empty_array (JsonBuilder *builder,
                 const char  *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  json_builder_end_array (builder);
}

char *
zc_verification_verdict_to_json (const ZcFinding *verdict)
{
  static const char *const counts[] = { "missing", "extra", "changed", "unverified" };
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (verdict != NULL, NULL);

  json_builder_begin_object (builder);
  add_string (builder, "zone", NULL);
  add_verdict (builder, verdict);
  add_empty_array (builder, "servers");
  add_empty_array (builder, "transfers");
  json_builder_set_member_name (builder, "differences");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    add_int (builder, counts[i], FALSE, 0);
  add_empty_array (builder, "items");
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  add_finding (builder, verdict);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return write_line (builder);
}

char *
zc_verification_difference_to_json (ZcVerificationDifference *difference)
{
  g_autoptr(JsonBuilder) builder = NULL;

  g_return_val_if_fail (ZC_IS_VERIFICATION_DIFFERENCE (difference), NULL);

  builder = json_builder_new ();
  add_item (builder, difference);

  return write_line (builder);
}
