/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-cloud-read-private.h"

#include "zc-cloud-error-private.h"
#include "zc-json.h"

typedef struct
{
  ZcWorkerPool *pool;      /* (owned) */
  ZcCloudParseFunc parse;
  GDestroyNotify destroy;
  guint http_status;
} Read;

/* What goes to the other thread. It holds nothing of the session's, since the last reference to it may
 * be dropped over there. */
typedef struct
{
  GBytes *body;            /* (owned) */
  ZcCloudParseFunc parse;
  GDestroyNotify destroy;
} Job;

static void
read_free (gpointer data)
{
  Read *read = data;

  g_object_unref (read->pool);
  g_free (read);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_bytes_unref (job->body);
  g_free (job);
}

static void
parse_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  gpointer result = job->parse (job->body, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, job->destroy);
  else
    g_task_return_error (task, error);
}

GError *
zc_cloud_read_error (ZcCloudSender *sender,
                     guint          http_status,
                     GError        *error)
{
  GError *bad_answer;

  if (error->domain != ZC_JSON_ERROR)
    return error;

  bad_answer = zc_cloud_error_new_bad_answer (zc_cloud_sender_get_host (sender), http_status, error->message);
  g_error_free (error);

  return bad_answer;
}

static void
parsed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Read *read = g_task_get_task_data (task);
  ZcCloudSender *sender = g_task_get_source_object (task);
  GError *error = NULL;
  gpointer parsed = g_task_propagate_pointer (G_TASK (result), &error);

  if (parsed != NULL)
    g_task_return_pointer (task, parsed, read->destroy);
  else
    g_task_return_error (task, zc_cloud_read_error (sender, read->http_status, error));
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GTask) parse_task = NULL;
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(ZcCloudAnswer) answer =
    zc_cloud_sender_send_finish (ZC_CLOUD_SENDER (source), result, &error);
  Job *job;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  read->http_status = answer->http_status;

  job = g_new0 (Job, 1);
  job->body = g_bytes_ref (answer->body);
  job->parse = read->parse;
  job->destroy = read->destroy;

  parse_task = g_task_new (NULL, g_task_get_cancellable (task), parsed_cb, g_object_ref (task));
  g_task_set_source_tag (parse_task, sent_cb);
  g_task_set_task_data (parse_task, job, job_free);
  /* Whoever reads a list goes on when it knows what a page says of itself; the items of pages before it can wait. */
  zc_worker_pool_run_first (read->pool, parse_task, parse_in_thread);
}

void
zc_cloud_read_async (ZcCloudSender       *sender,
                     ZcWorkerPool        *pool,
                     const char          *path,
                     ZcCloudParseFunc     parse,
                     GDestroyNotify       destroy,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task = g_task_new (sender, cancellable, callback, user_data);
  Read *read = g_new0 (Read, 1);

  g_task_set_source_tag (task, zc_cloud_read_async);
  read->pool = g_object_ref (pool);
  read->parse = parse;
  read->destroy = destroy;
  g_task_set_task_data (task, read, read_free);

  zc_cloud_sender_send_async (sender, ZC_CLOUD_METHOD_GET, path, cancellable, sent_cb, task);
}

gpointer
zc_cloud_read_finish (GAsyncResult  *result,
                      guint         *http_status,
                      GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_cloud_read_async), NULL);

  if (http_status != NULL)
    *http_status = ((Read *) g_task_get_task_data (G_TASK (result)))->http_status;

  return g_task_propagate_pointer (G_TASK (result), error);
}
