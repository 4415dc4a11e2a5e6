/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-private.h"

#include <string.h>

#include "zc-scenario-zone.h"

/*
 * What tests steer. README.md lists the calls. None of them needs the token: they are reachable
 * from this computer only, as the whole sandbox is.
 */

typedef struct
{
  ZcSandbox *sandbox;       /* (owned) */
  ZcSandboxCall *call;      /* (owned) */
} Waiting;

static Waiting *
waiting_new (ZcSandbox     *sandbox,
             ZcSandboxCall *call)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->sandbox = g_object_ref (sandbox);
  waiting->call = zc_sandbox_call_ref (call);

  return waiting;
}

static void
waiting_free (Waiting *waiting)
{
  g_object_unref (waiting->sandbox);
  zc_sandbox_call_unref (waiting->call);
  g_free (waiting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Waiting, waiting_free)

static void
answer_empty (ZcSandboxCall *call)
{
  zc_sandbox_call_answer_text (call, 200, "application/json", "{}");
}

static void
answer_failure (ZcSandboxCall *call,
                const GError  *error)
{
  zc_sandbox_call_answer_error (call, 400, "sandbox-control", "%s", error->message);
}

/* Members of the wrong type count as missing; a missing one that is needed is answered with 400. */
static const char *
get_text (JsonObject *body,
          const char *member)
{
  JsonNode *node = json_object_get_member (body, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static const char *
need_text (ZcSandboxCall *call,
           JsonObject    *body,
           const char    *member)
{
  const char *text = get_text (body, member);

  if (text == NULL)
    zc_sandbox_call_answer_error (call, 400, "sandbox-control", "the member “%s” is required, a string", member);

  return text;
}

static gint64
get_number (JsonObject *body,
            const char *member,
            gint64      fallback)
{
  JsonNode *node = json_object_get_member (body, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : fallback;
}

static void
show_journal (ZcSandbox     *self,
              ZcSandboxCall *call,
              JsonObject    *body)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  zc_sandbox_journal_write (self->journal, builder);
  zc_sandbox_call_answer_json (call, 200, builder);
}

static void
clear_journal (ZcSandbox     *self,
               ZcSandboxCall *call,
               JsonObject    *body)
{
  zc_sandbox_journal_clear (self->journal);
  answer_empty (call);
}

static void
replace_text (char       **place,
              JsonObject  *body,
              const char  *member)
{
  const char *text = get_text (body, member);

  if (text == NULL)
    return;

  g_free (*place);
  *place = g_strdup (text);
}

static void
add_fault (ZcSandbox     *self,
           ZcSandboxCall *call,
           JsonObject    *body)
{
  const char *kind = need_text (call, body, "kind");
  g_autoptr(ZcSandboxFault) fault = zc_sandbox_fault_new ("control");

  if (kind == NULL)
    return;
  if (!zc_sandbox_fault_set_kind (fault, kind))
    {
      zc_sandbox_call_answer_error (call, 400, "sandbox-control", "there is no kind of fault “%s”", kind);
      return;
    }

  replace_text (&fault->name, body, "name");
  replace_text (&fault->method, body, "method");
  replace_text (&fault->path, body, "path");
  replace_text (&fault->code, body, "code");
  replace_text (&fault->message, body, "message");
  replace_text (&fault->body, body, "body");
  replace_text (&fault->content_type, body, "content_type");
  replace_text (&fault->retry_after, body, "retry_after");
  replace_text (&fault->location, body, "location");
  fault->skip = (guint) get_number (body, "skip", 0);
  fault->count = (int) get_number (body, "count", -1);
  fault->status = (guint) get_number (body, "status", fault->status);
  fault->delay_ms = (guint) get_number (body, "delay_ms", 0);
  g_ptr_array_add (self->faults, g_steal_pointer (&fault));
  answer_empty (call);
}

static void
clear_faults (ZcSandbox     *self,
              ZcSandboxCall *call,
              JsonObject    *body)
{
  g_ptr_array_set_size (self->faults, 0);
  answer_empty (call);
}

static void
bumped_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Waiting) waiting = data;
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GError) error = NULL;
  guint32 serial;

  if (!zc_name_service_bump_finish (ZC_NAME_SERVICE (source), result, &serial, &error))
    {
      answer_failure (waiting->call, error);
      return;
    }

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "serial");
  json_builder_add_int_value (builder, serial);
  json_builder_end_object (builder);
  zc_sandbox_call_answer_json (waiting->call, 200, builder);
}

static void
bump_zone (ZcSandbox     *self,
           ZcSandboxCall *call,
           JsonObject    *body)
{
  const char *zone = need_text (call, body, "zone");

  if (zone == NULL)
    return;

  if (!zc_scenario_zone_name_is_safe (zone))
    zc_sandbox_call_answer_error (call, 400, "sandbox-control", "“%s” cannot be the name of a zone", zone);
  else
    zc_name_service_bump_async (self->names, zone, get_text (body, "primary"),
                                (guint32) get_number (body, "serial", 0), get_text (body, "zonefile"),
                                bumped_cb, waiting_new (self, call));
}

static void
held_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(Waiting) waiting = data;
  g_autoptr(GError) error = NULL;

  if (zc_name_service_hold_finish (ZC_NAME_SERVICE (source), result, &error))
    answer_empty (waiting->call);
  else
    answer_failure (waiting->call, error);
}

static void
set_hold (ZcSandbox     *self,
          ZcSandboxCall *call,
          JsonObject    *body,
          gboolean       hold)
{
  const char *server = need_text (call, body, "server");

  if (server != NULL)
    zc_name_service_hold_async (self->names, server, get_text (body, "zone"), hold, held_cb, waiting_new (self, call));
}

static void
hold_server (ZcSandbox     *self,
             ZcSandboxCall *call,
             JsonObject    *body)
{
  set_hold (self, call, body, TRUE);
}

static void
release_server (ZcSandbox     *self,
                ZcSandboxCall *call,
                JsonObject    *body)
{
  set_hold (self, call, body, FALSE);
}

static void
manner_set_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(Waiting) waiting = data;
  g_autoptr(GError) error = NULL;

  if (zc_name_service_set_manner_finish (ZC_NAME_SERVICE (source), result, &error))
    answer_empty (waiting->call);
  else
    answer_failure (waiting->call, error);
}

static void
set_manner (ZcSandbox      *self,
            ZcSandboxCall  *call,
            JsonObject     *body,
            ZcServerManner  manner)
{
  const char *server = need_text (call, body, "server");

  if (server != NULL)
    zc_name_service_set_manner_async (self->names, server, manner, manner_set_cb, waiting_new (self, call));
}

static void
stop_server (ZcSandbox     *self,
             ZcSandboxCall *call,
             JsonObject    *body)
{
  set_manner (self, call, body, ZC_SERVER_DOWN);
}

static void
silence_server (ZcSandbox     *self,
                ZcSandboxCall *call,
                JsonObject    *body)
{
  set_manner (self, call, body, ZC_SERVER_SILENT);
}

static void
start_server (ZcSandbox     *self,
              ZcSandboxCall *call,
              JsonObject    *body)
{
  set_manner (self, call, body, ZC_SERVER_ANSWERS);
}

static ZcSandboxZone *
need_zone (ZcSandbox     *self,
           ZcSandboxCall *call,
           JsonObject    *body)
{
  const char *name = need_text (call, body, "zone");
  ZcSandboxZone *zone;

  if (name == NULL)
    return NULL;

  zone = zc_sandbox_store_find_by_name (self->store, FALSE, name);
  if (zone == NULL)
    zone = zc_sandbox_store_find_by_name (self->store, TRUE, name);
  if (zone == NULL)
    zc_sandbox_call_answer_error (call, 400, "sandbox-control", "there is no zone %s", name);

  return zone;
}

static void
delete_zone (ZcSandbox     *self,
             ZcSandboxCall *call,
             JsonObject    *body)
{
  ZcSandboxZone *zone = need_zone (self, call, body);

  if (zone == NULL)
    return;

  zc_sandbox_drop_zone (self, zone);
  answer_empty (call);
}

/* Sets what the API says of a zone: its state, or what it reports for a primary from now on. Without
 * a status the report is the true one again. */
static void
set_zone (ZcSandbox     *self,
          ZcSandboxCall *call,
          JsonObject    *body)
{
  ZcSandboxZone *zone = need_zone (self, call, body);
  const char *primary = get_text (body, "primary");
  const char *status = get_text (body, "status");

  if (zone == NULL)
    return;

  replace_text (&zone->state, body, "state");
  replace_text (&zone->description, body, "description");
  if (primary != NULL && status != NULL)
    zc_sandbox_zone_set_status (zone, primary, status, get_text (body, "message"), TRUE);
  else if (primary != NULL)
    g_hash_table_remove (zone->fixed_statuses, primary);
  answer_empty (call);
}

static void
surveyed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(Waiting) waiting = data;
  g_autoptr(GPtrArray) rows = zc_name_service_survey_finish (ZC_NAME_SERVICE (source), result);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const ZcSurveyRow *row = g_ptr_array_index (rows, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "zone");
      json_builder_add_string_value (builder, row->zone);
      json_builder_set_member_name (builder, "role");
      json_builder_add_string_value (builder, row->is_primary ? "primary" : "secondary");
      json_builder_set_member_name (builder, "server");
      json_builder_add_string_value (builder, row->server);
      json_builder_set_member_name (builder, "serial");
      if (row->has_serial)
        json_builder_add_int_value (builder, row->serial);
      else
        json_builder_add_null_value (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  zc_sandbox_call_answer_json (waiting->call, 200, builder);
}

static void
show_serials (ZcSandbox     *self,
              ZcSandboxCall *call,
              JsonObject    *body)
{
  const char *wanted = zc_sandbox_call_get_query (call, "zone");
  g_autoptr(GPtrArray) zones = zc_sandbox_store_list (self->store, FALSE, NULL, NULL);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;

  for (guint i = 0; i < zones->len; i++)
    {
      const ZcSandboxZone *zone = g_ptr_array_index (zones, i);

      if (zc_name_service_serves (self->names, zone->name) && (wanted == NULL || strcmp (wanted, zone->name) == 0))
        g_strv_builder_add (builder, zone->name);
    }
  names = g_strv_builder_end (builder);
  zc_name_service_survey_async (self->names, (const char * const *) names, surveyed_cb, waiting_new (self, call));
}

typedef void (*ControlFunc) (ZcSandbox     *self,
                             ZcSandboxCall *call,
                             JsonObject    *body);

static const struct
{
  const char *method;
  const char *word;
  ControlFunc run;
} controls[] = {
  { "GET", "journal", show_journal },
  { "DELETE", "journal", clear_journal },
  { "POST", "faults", add_fault },
  { "DELETE", "faults", clear_faults },
  { "GET", "serials", show_serials },
  { "POST", "bump", bump_zone },
  { "POST", "hold", hold_server },
  { "POST", "release", release_server },
  { "POST", "stop", stop_server },
  { "POST", "silence", silence_server },
  { "POST", "start", start_server },
  { "POST", "delete", delete_zone },
  { "POST", "zone", set_zone },
};

void
zc_sandbox_control (ZcSandbox     *self,
                    ZcSandboxCall *call)
{
  const char *word = zc_sandbox_call_get_segment (call, 1);
  const char *method = zc_sandbox_call_get_method (call);

  for (gsize i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      g_autoptr(JsonObject) body = NULL;

      if (g_strcmp0 (controls[i].word, word) != 0 || strcmp (controls[i].method, method) != 0)
        continue;
      if (strcmp (method, "POST") == 0 && (body = zc_sandbox_call_get_object (call)) == NULL)
        return;
      controls[i].run (self, call, body);
      return;
    }

  zc_sandbox_call_answer_error (call, 404, "sandbox-control", "there is no such control; see src/sandbox/README.md");
}
