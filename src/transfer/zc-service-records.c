/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-service-records.h"

#include "zc-worker-pool.h"

typedef struct
{
  char *zone;         /* (owned) */
  GPtrArray *records; /* (owned) (element-type ZcRecord) */
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_free (self->zone);
  g_ptr_array_unref (self->records);
  g_free (self);
}

static void
give_row (guint         position,
          ZcServiceRow *row,
          gpointer      data)
{
  GPtrArray *records = data;
  ZcRecord *record = records->pdata[position];

  row->owner = zc_record_get_fqdn (record);
  row->type = zc_record_get_record_type (record);
  row->content = zc_record_get_content (record);
  row->ttl = zc_record_get_ttl (record);
  row->priority = zc_record_get_priority (record);
  row->enabled = zc_record_get_enabled (record);
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;
  ZcServiceCopy *copy = zc_service_copy_new (request->zone, request->records->len, give_row, request->records,
                                             cancellable, &error);

  if (copy != NULL)
    g_task_return_pointer (task, copy, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
zc_service_records_read_async (const char          *zone,
                               GPtrArray           *records,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(ZcWorkerPool) pool = NULL;
  Request *request;

  g_return_if_fail (zone != NULL);
  g_return_if_fail (records != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  request = g_new0 (Request, 1);
  request->zone = g_strdup (zone);
  request->records = g_ptr_array_ref (records);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_service_records_read_async);
  g_task_set_task_data (task, request, request_free);

  /* The pool does what it was given before it ends. */
  pool = zc_worker_pool_new ("zc-service", 1);
  zc_worker_pool_run (pool, task, read_in_thread);
}

ZcServiceCopy *
zc_service_records_read_finish (GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_service_records_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
