/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-private.h"

typedef struct
{
  ZcSandbox *sandbox;       /* (owned) */
  ZcSandboxCall *call;      /* (owned) (nullable): to be answered with the statuses */
  char *id;                 /* (owned): the zone's id; the zone may be gone when the answer comes */
} Job;

static Job *
job_new (ZcSandbox           *sandbox,
         ZcSandboxCall       *call,
         const ZcSandboxZone *zone)
{
  Job *job = g_new0 (Job, 1);

  job->sandbox = g_object_ref (sandbox);
  job->call = call != NULL ? zc_sandbox_call_ref (call) : NULL;
  job->id = g_strdup (zone->id);

  return job;
}

static void
job_free (Job *job)
{
  g_object_unref (job->sandbox);
  g_clear_pointer (&job->call, zc_sandbox_call_unref);
  g_free (job->id);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
answer_statuses (ZcSandboxCall       *call,
                 const ZcSandboxZone *zone)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  zc_sandbox_zone_write_statuses (zone, builder);
  zc_sandbox_call_answer_json (call, 202, builder);
}

/* INVENTED: the word for a failure. "Ok" is the only status seen of the real service. */
static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Job) job = data;
  g_auto(GStrv) results = zc_name_service_probe_finish (ZC_NAME_SERVICE (source), result);
  ZcSandboxZone *zone = zc_sandbox_store_find (job->sandbox->store, FALSE, job->id);

  if (zone == NULL)
    {
      if (job->call != NULL)
        zc_sandbox_call_answer_error (job->call, 404, "sandbox-not-found", "the zone was deleted");
      return;
    }

  for (gsize i = 0; results != NULL && results[i] != NULL && zone->primaries[i] != NULL; i++)
    {
      gboolean is_ok = results[i][0] == '\0';

      zc_sandbox_zone_set_status (zone, zone->primaries[i], is_ok ? "Ok" : "Error", is_ok ? NULL : results[i], FALSE);
    }

  if (job->call != NULL)
    answer_statuses (job->call, zone);
}

static void
begin_probe (ZcSandbox     *self,
             ZcSandboxCall *call,
             ZcSandboxZone *zone)
{
  zc_name_service_probe_async (self->names, zone->name, (const char * const *) zone->primaries,
                               probed_cb, job_new (self, call, zone));
}

static void
transferred_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(Job) job = data;
  ZcSandboxZone *zone = zc_sandbox_store_find (job->sandbox->store, FALSE, job->id);
  g_autoptr(GError) error = NULL;

  if (!zc_name_service_transfer_finish (ZC_NAME_SERVICE (source), result, &error))
    g_debug ("%s", error->message);
  if (zone != NULL)
    begin_probe (job->sandbox, NULL, zone);
}

/* The statuses of a zone that real servers hold are those of copies tried now for the first
 * question, and of the last transfer after it. A zone in memory alone reports Ok, until a transfer
 * shows that nobody is at its primaries' addresses. */
void
zc_sandbox_show_transfer (ZcSandbox     *self,
                          ZcSandboxCall *call)
{
  ZcSandboxZone *zone = zc_sandbox_find_zone (self, call);

  if (zone == NULL)
    return;

  if (g_hash_table_size (zone->statuses) == 0 && zc_name_service_serves (self->names, zone->name))
    begin_probe (self, call, zone);
  else
    answer_statuses (call, zone);
}

void
zc_sandbox_start_transfer (ZcSandbox     *self,
                           ZcSandboxCall *call)
{
  ZcSandboxZone *zone = zc_sandbox_find_zone (self, call);

  if (zone == NULL)
    return;

  if (zc_name_service_serves (self->names, zone->name))
    zc_name_service_transfer_async (self->names, zone->name, transferred_cb, job_new (self, NULL, zone));
  else
    begin_probe (self, NULL, zone);

  zc_sandbox_call_answer_done (call);
}
