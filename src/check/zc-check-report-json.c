/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-check-report.h"

#include <json-glib/json-glib.h>

#include "zc-difference.h"

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
add_item (JsonBuilder            *builder,
          const ZcObservedServer *server,
          ZcDifference           *difference)
{
  g_auto(GStrv) primary = zc_difference_dup_reference_texts (difference);
  g_auto(GStrv) secondary = zc_difference_dup_other_texts (difference);

  json_builder_begin_object (builder);
  add_string (builder, "kind", zc_difference_kind_get_id (zc_difference_get_kind (difference)));
  add_string (builder, "server", zc_dns_server_get_address (server->server));
  add_int (builder, "port", TRUE, zc_dns_server_get_port (server->server));
  add_string (builder, "owner", zc_difference_get_owner (difference));
  add_string (builder, "type", zc_difference_get_record_type (difference));
  add_texts (builder, "primary", primary);
  add_texts (builder, "secondary", secondary);
  json_builder_end_object (builder);
}

static void
add_differences (JsonBuilder         *builder,
                 const ZcCheckReport *report)
{
  ZcCheckCounts counts;
  gboolean compared;
  guint n_items = 0;

  zc_check_report_count (report, &counts);
  /* Where not one question was answered nothing was compared. */
  compared = counts.n_servers > 0 && counts.unverified < counts.asked;

  json_builder_set_member_name (builder, "differences");
  json_builder_begin_object (builder);
  add_int (builder, "missing", compared, (gint64) counts.missing);
  add_int (builder, "extra", compared, (gint64) counts.extra);
  add_int (builder, "changed", compared, (gint64) counts.changed);
  add_int (builder, "unverified", counts.n_servers > 0, (gint64) counts.unverified);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->differences->len; i++)
    {
      const ZcCheckDifferences *differences = report->differences->pdata[i];
      guint n = g_list_model_get_n_items (differences->items);

      for (guint j = 0; j < n && n_items < ZC_CHECK_MOST_ITEMS; j++, n_items++)
        {
          g_autoptr(ZcDifference) difference = g_list_model_get_item (differences->items, j);

          add_item (builder, differences->server, difference);
        }
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_findings (JsonBuilder *builder,
              GPtrArray   *findings)
{
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    {
      const ZcFinding *finding = findings->pdata[i];

      json_builder_begin_object (builder);
      add_string (builder, "id", finding->id);
      add_string (builder, "severity", zc_severity_get_id (finding->severity));
      add_string (builder, "server", finding->server);
      add_int (builder, "port", finding->port != 0, finding->port);
      add_string (builder, "text", finding->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

char *
zc_check_report_to_json (const ZcCheckReport *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  const ZcFinding *verdict = zc_diagnosis_get_verdict (self->diagnosis);
  GPtrArray *servers = zc_observations_get_servers (self->observations);

  json_builder_begin_object (builder);
  add_string (builder, "zone", zc_observations_get_zone (self->observations));

  json_builder_set_member_name (builder, "verdict");
  json_builder_begin_object (builder);
  add_string (builder, "id", verdict->id);
  add_string (builder, "severity", zc_severity_get_id (verdict->severity));
  add_string (builder, "text", verdict->text);
  json_builder_end_object (builder);

  add_servers (builder, servers);
  add_transfers (builder, servers);
  add_differences (builder, self);
  add_findings (builder, zc_diagnosis_get_findings (self->diagnosis));
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}
