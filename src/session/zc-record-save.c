/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-record-save.h"

#include "zc-record-export.h"
#include "zc-worker-pool.h"

/* Immutable but for the text, which the thread makes before anybody else looks at it. */
typedef struct
{
  ZcRecordFormat format;
  ZcZone *zone;       /* (owned) */
  GPtrArray *records; /* (owned) (element-type ZcRecord) */
  GBytes *text;       /* (owned) (nullable) */
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->zone);
  g_ptr_array_unref (save->records);
  g_clear_pointer (&save->text, g_bytes_unref);
  g_free (save);
}

static void
make_text (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  Save *save = data;
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  if (save->format == ZC_RECORD_FORMAT_CSV)
    save->text = zc_record_export_csv (save->records);
  else
    save->text = zc_record_export_zone_file (save->zone, save->records, now);
  g_task_return_boolean (task, TRUE);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  Save *save = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_int (task, save->records->len);
  else
    g_task_return_error (task, error);
}

static void
text_made_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  Save *save = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else
    g_file_replace_contents_bytes_async (G_FILE (source), save->text, NULL, FALSE, G_FILE_CREATE_NONE,
                                         g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

void
zc_record_save_async (GFile               *file,
                      ZcRecordFormat       format,
                      ZcZone              *zone,
                      GPtrArray           *records,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GTask) text_task = NULL;
  g_autoptr(ZcWorkerPool) pool = NULL;
  Save *save = NULL;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (ZC_IS_ZONE (zone));
  g_return_if_fail (records != NULL);

  save = g_new0 (Save, 1);
  save->format = format;
  save->zone = g_object_ref (zone);
  save->records = g_ptr_array_ref (records);
  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_record_save_async);
  g_task_set_task_data (task, save, (GDestroyNotify) save_free);

  /* The outer task keeps what the inner one works on. The pool does what it was given before it ends. */
  text_task = g_task_new (file, cancellable, text_made_cb, g_object_ref (task));
  g_task_set_source_tag (text_task, make_text);
  g_task_set_task_data (text_task, save, NULL);
  pool = zc_worker_pool_new ("zc-save", 1);
  zc_worker_pool_run (pool, text_task, make_text);
}

guint
zc_record_save_finish (GAsyncResult  *result,
                       GError       **error)
{
  gssize n;

  g_return_val_if_fail (g_async_result_is_tagged (result, zc_record_save_async), 0);

  n = g_task_propagate_int (G_TASK (result), error);

  return n >= 0 ? (guint) n : 0;
}
