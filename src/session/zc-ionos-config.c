/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-ionos-config-private.h"

#include <string.h>

#include "zc-file.h"
#include "zc-worker-pool.h"

#define MOST_BYTES (512 * 1024)

/* What the thread is told, since the environment may only be read in the main thread. */
typedef struct
{
  char *path;            /* (owned) (nullable) */
  char *current_profile; /* (owned) (nullable) */
  GStrv candidates;      /* (owned) (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job->current_profile);
  g_strfreev (job->candidates);
  g_free (job);
}

static void
find_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; job->candidates[i] != NULL; i++)
    if (g_file_test (job->candidates[i], G_FILE_TEST_EXISTS) &&
        (i == 0 || strcmp (job->candidates[0], job->candidates[i]) != 0))
      g_strv_builder_add (builder, job->candidates[i]);

  g_task_return_pointer (task, g_strv_builder_end (builder), (GDestroyNotify) g_strfreev);
}

static void
run (GTask           *task,
     GTaskThreadFunc  function)
{
  g_autoptr(ZcWorkerPool) pool = zc_worker_pool_new ("zc-ionos-config", 1);

  zc_worker_pool_run (pool, task, function);
}

void
zc_ionos_config_find_async (GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *usual = g_build_filename (g_get_home_dir (), ".ionos", "config", NULL);
  g_autofree char *ionosctl = g_build_filename (g_get_user_config_dir (), "ionosctl", "config.yaml", NULL);
  const char *given = g_getenv ("IONOS_CONFIG_FILE");
  Job *job = g_new0 (Job, 1);

  g_strv_builder_add (builder, given != NULL && *given != '\0' ? given : usual);
  g_strv_builder_add (builder, ionosctl);
  job->candidates = g_strv_builder_end (builder);

  g_task_set_source_tag (task, zc_ionos_config_find_async);
  g_task_set_task_data (task, job, job_free);
  run (task, find_in_thread);
}

char **
zc_ionos_config_find_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_ionos_config_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  GPtrArray *candidates = NULL;
  gsize length;
  char *text = zc_file_read (job->path, MOST_BYTES, &length, &error);

  if (text != NULL)
    {
      candidates = zc_ionos_config_read (job->path, text, length, job->current_profile, &error);
      explicit_bzero (text, length);
      g_free (text);
    }

  if (candidates != NULL)
    g_task_return_pointer (task, candidates, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
zc_ionos_config_load_async (const char          *path,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Job *job;

  g_return_if_fail (path != NULL);

  job = g_new0 (Job, 1);
  job->path = g_strdup (path);
  job->current_profile = g_strdup (g_getenv ("IONOS_CURRENT_PROFILE"));
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_ionos_config_load_async);
  g_task_set_task_data (task, job, job_free);
  run (task, load_in_thread);
}

GPtrArray *
zc_ionos_config_load_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_ionos_config_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
