/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-private.h"

#include <string.h>

#define CONTROL_PREFIX "/_sandbox/"

static void
refuse (ZcSandbox     *self,
        ZcSandboxCall *call)
{
  zc_sandbox_call_answer_error (call, 501, "sandbox-not-implemented", "the sandbox does not have this operation");
}

/* No zone of the sandbox is signed. This is what the service says then, instead of 404. */
static void
refuse_keys (ZcSandbox     *self,
             ZcSandboxCall *call)
{
  if (zc_sandbox_find_zone (self, call) != NULL)
    zc_sandbox_call_answer_error (call, 400, "paas-dns-rest-0438", "zone is not signed");
}

/* The operations of the API. "*" stands for an id. */
static const struct
{
  const char *method;
  const char *path;
  ZcSandboxHandler handler;
} routes[] = {
  { "GET", "zones", zc_sandbox_list_zones },
  { "POST", "zones", zc_sandbox_create_zone },
  { "GET", "zones/*", zc_sandbox_show_zone },
  { "PUT", "zones/*", zc_sandbox_ensure_zone },
  { "DELETE", "zones/*", zc_sandbox_delete_zone },
  { "GET", "secondaryzones", zc_sandbox_list_zones },
  { "POST", "secondaryzones", zc_sandbox_create_zone },
  { "GET", "secondaryzones/*", zc_sandbox_show_zone },
  { "PUT", "secondaryzones/*", zc_sandbox_ensure_zone },
  { "DELETE", "secondaryzones/*", zc_sandbox_delete_zone },
  { "GET", "secondaryzones/*/axfr", zc_sandbox_show_transfer },
  { "PUT", "secondaryzones/*/axfr", zc_sandbox_start_transfer },
  { "GET", "secondaryzones/*/records", zc_sandbox_list_secondary_records },
  { "GET", "records", zc_sandbox_list_all_records },
  { "GET", "zones/*/records", zc_sandbox_list_zone_records },
  { "POST", "zones/*/records", zc_sandbox_create_record },
  { "GET", "zones/*/records/*", zc_sandbox_show_record },
  { "PUT", "zones/*/records/*", zc_sandbox_ensure_record },
  { "DELETE", "zones/*/records/*", zc_sandbox_delete_record },
  { "GET", "zones/*/zonefile", zc_sandbox_show_zone_file },
  { "PUT", "zones/*/zonefile", zc_sandbox_take_zone_file },
  { "GET", "zones/*/keys", refuse_keys },
  { "POST", "zones/*/keys", refuse },
  { "DELETE", "zones/*/keys", refuse_keys },
  { "GET", "reverserecords", zc_sandbox_list_reverse },
  { "POST", "reverserecords", zc_sandbox_create_reverse },
  { "GET", "reverserecords/*", zc_sandbox_show_reverse },
  { "PUT", "reverserecords/*", zc_sandbox_ensure_reverse },
  { "DELETE", "reverserecords/*", zc_sandbox_delete_reverse },
  { "GET", "quota", zc_sandbox_show_quota },
};

static gboolean
path_matches (ZcSandboxCall *call,
              const char    *pattern)
{
  g_auto(GStrv) parts = g_strsplit (pattern, "/", -1);
  guint n = g_strv_length (parts);

  for (guint i = 0; i < n; i++)
    {
      const char *segment = zc_sandbox_call_get_segment (call, i);

      if (segment == NULL || segment[0] == '\0' || (strcmp (parts[i], "*") != 0 && strcmp (parts[i], segment) != 0))
        return FALSE;
    }

  return zc_sandbox_call_get_segment (call, n) == NULL;
}

static void
dispatch (ZcSandbox     *self,
          ZcSandboxCall *call)
{
  const char *method = zc_sandbox_call_get_method (call);
  gboolean has_path = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (!path_matches (call, routes[i].path))
        continue;
      has_path = TRUE;
      if (strcmp (routes[i].method, method) == 0)
        {
          routes[i].handler (self, call);
          return;
        }
    }

  if (has_path)
    zc_sandbox_call_answer_error (call, 405, "sandbox-method", "%s is not possible here", method);
  else
    zc_sandbox_call_answer_error (call, 404, "sandbox-not-found", "there is nothing at this path");
}

static gboolean
dispatch_next_cb (gpointer data)
{
  ZcSandbox *self = data;
  g_autoptr(ZcSandboxCall) call = g_queue_pop_head (&self->calls);

  dispatch (self, call);
  if (!g_queue_is_empty (&self->calls))
    return G_SOURCE_CONTINUE;

  self->dispatch_id = 0;

  return G_SOURCE_REMOVE;
}

/* An answer is on its way before the next one is made, as far as the client takes it: of several requests that come at
 * once the first is not answered as late as the last. */
static void
queue_dispatch (ZcSandbox     *self,
                ZcSandboxCall *call)
{
  g_queue_push_tail (&self->calls, zc_sandbox_call_ref (call));
  if (self->dispatch_id == 0)
    self->dispatch_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, dispatch_next_cb, self, NULL);
}

static gboolean
is_authorized (ZcSandbox     *self,
               ZcSandboxCall *call)
{
  g_autofree char *expected = g_strconcat ("Bearer ", self->token, NULL);

  return g_strcmp0 (zc_sandbox_call_get_header (call, "Authorization"), expected) == 0;
}

void
zc_sandbox_take_call (ZcSandbox         *self,
                      SoupServerMessage *message)
{
  g_autoptr(ZcSandboxCall) call = NULL;
  ZcSandboxFault *fault;

  if (g_str_has_prefix (g_uri_get_path (soup_server_message_get_uri (message)), CONTROL_PREFIX))
    {
      call = zc_sandbox_call_new (message, NULL);
      zc_sandbox_control (self, call);
      return;
    }

  call = zc_sandbox_call_new (message, self->journal);
  if (is_authorized (self, call))
    zc_sandbox_call_set_authorized (call);

  fault = zc_sandbox_faults_take (self->faults, zc_sandbox_call_get_method (call), zc_sandbox_call_get_path (call));
  zc_sandbox_call_set_fault (call, fault, self->scenario->answer_delay_ms);
  if (zc_sandbox_call_answer_without_effect (call))
    return;

  if (is_authorized (self, call))
    queue_dispatch (self, call);
  else
    zc_sandbox_call_answer_error (call, 401, "paas-auth-1",
                                  "Unauthorized, wrong or no api key provided to process this request");
}
