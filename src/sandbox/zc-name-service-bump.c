/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-name-service-private.h"

#include <string.h>

#include "zc-nsd-control.h"
#include "zc-sandbox-dns.h"

#define ASK_WAIT_MS 500
#define SERVE_MOST_MICROSECONDS (10 * G_USEC_PER_SEC)

/* One primary that changes a zone. */
typedef struct
{
  ZcNsd *nsd;           /* (owned) */
  char *control_path;   /* (owned) */
  char *zone_path;      /* (owned) */
  gboolean is_running;
} BumpTarget;

typedef struct
{
  char *zone;           /* (owned) */
  char *text;           /* (owned) (nullable) */
  char *source;         /* (owned) */
  guint32 serial;
  GPtrArray *targets;   /* (owned) (element-type BumpTarget) */
} Bump;

static void
bump_target_free (BumpTarget *target)
{
  g_object_unref (target->nsd);
  g_free (target->control_path);
  g_free (target->zone_path);
  g_free (target);
}

static void
bump_free (Bump *bump)
{
  g_free (bump->zone);
  g_free (bump->text);
  g_free (bump->source);
  g_ptr_array_unref (bump->targets);
  g_free (bump);
}

/* NSD answers the command before it serves the change. Asking again is all the pause there is. */
static gboolean
wait_for_serial (ZcNameService  *self,
                 Bump           *bump,
                 BumpTarget     *target,
                 guint32         serial,
                 GError        **error)
{
  const ZcSandboxServer server = { bump->source, zc_nsd_get_address (target->nsd), self->port, ASK_WAIT_MS };
  gint64 end = g_get_monotonic_time () + SERVE_MOST_MICROSECONDS;

  while (g_get_monotonic_time () < end)
    {
      ldns_pkt_rcode rcode;
      gint64 seen;

      if (zc_sandbox_dns_ask_soa (&server, bump->zone, &rcode, &seen, NULL) && seen == serial)
        return TRUE;
    }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "%s does not serve %s with the serial %u",
               zc_nsd_get_address (target->nsd), bump->zone, serial);

  return FALSE;
}

static gboolean
change_zone (ZcNameService  *self,
             Bump           *bump,
             BumpTarget     *target,
             guint32        *serial,
             GError        **error)
{
  g_autoptr(ZcZoneData) data = NULL;
  g_autofree char *present = NULL;
  g_autofree char *text = NULL;
  g_autofree char *command = g_strdup_printf ("reload %s", bump->zone);
  g_autofree char *answer = NULL;
  guint32 old_serial;

  if (!g_file_get_contents (target->zone_path, &present, NULL, error))
    return FALSE;
  data = zc_zone_data_new_from_text (bump->zone, present, error);
  if (data == NULL)
    return FALSE;
  old_serial = zc_zone_data_get_serial (data);

  if (bump->text != NULL)
    {
      zc_zone_data_free (g_steal_pointer (&data));
      data = zc_zone_data_new_from_text (bump->zone, bump->text, error);
      if (data == NULL)
        return FALSE;
    }

  if (bump->serial != 0)
    zc_zone_data_set_serial (data, bump->serial);
  else if (bump->text == NULL)
    zc_zone_data_set_serial (data, old_serial + 1);
  *serial = zc_zone_data_get_serial (data);

  text = zc_zone_data_to_text (data);
  if (!g_file_set_contents (target->zone_path, text, -1, error))
    return FALSE;
  if (!target->is_running)
    return TRUE;

  answer = zc_nsd_control_call (target->control_path, command, error);

  return answer != NULL && wait_for_serial (self, bump, target, *serial, error);
}

static void
bump_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Bump *bump = data;
  guint32 serial = 0;

  for (guint i = 0; i < bump->targets->len; i++)
    {
      GError *error = NULL;

      if (!change_zone (source, bump, g_ptr_array_index (bump->targets, i), &serial, &error))
        {
          g_task_return_error (task, error);
          return;
        }
    }

  g_task_return_pointer (task, GUINT_TO_POINTER (serial), NULL);
}

void
zc_name_service_bump_async (ZcNameService       *self,
                            const char          *zone,
                            const char          *primary,
                            guint32              serial,
                            const char          *text,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  ZcSecondary *secondary = g_ptr_array_index (self->secondaries, 0);
  Bump *bump = g_new0 (Bump, 1);

  g_task_set_source_tag (task, zc_name_service_bump_async);
  g_task_set_task_data (task, bump, (GDestroyNotify) bump_free);
  bump->zone = g_strdup (zone);
  bump->text = g_strdup (text);
  bump->source = g_strdup (secondary->scenario->address);
  bump->serial = serial;
  bump->targets = g_ptr_array_new_with_free_func ((GDestroyNotify) bump_target_free);

  for (guint i = 0; i < self->primaries->len; i++)
    {
      ZcPrimary *candidate = g_ptr_array_index (self->primaries, i);
      ZcNsdConfig *config = zc_nsd_get_config (candidate->nsd);
      g_autofree char *path = zc_nsd_config_make_zone_path (config, zone);
      BumpTarget *target;

      if (primary != NULL && strcmp (primary, candidate->scenario->address) != 0)
        continue;
      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue;

      target = g_new0 (BumpTarget, 1);
      target->nsd = g_object_ref (candidate->nsd);
      target->control_path = g_strdup (zc_nsd_config_get_control_path (config));
      target->zone_path = g_steal_pointer (&path);
      target->is_running = zc_nsd_can_answer (candidate->nsd);
      g_ptr_array_add (bump->targets, target);
    }

  if (bump->targets->len == 0)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such primary has the zone %s", zone);
  else
    zc_worker_pool_run (self->pool, task, bump_thread);
}

gboolean
zc_name_service_bump_finish (ZcNameService  *self,
                             GAsyncResult   *result,
                             guint32        *serial,
                             GError        **error)
{
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *serial = GPOINTER_TO_UINT (g_task_propagate_pointer (G_TASK (result), &local_error));
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}
