/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-worker-pool.h"

/* The queue outlives the object for as long as a thread reads from it: a thread that drops the last
 * reference to the pool could otherwise not be joined by itself. */
typedef struct
{
  GTask *task;              /* (owned) (nullable): %NULL tells one thread to end */
  GTaskThreadFunc function;
} Work;

struct _ZcWorkerPool
{
  GObject parent_instance;

  GAsyncQueue *queue; /* (owned) (element-type Work) */
  GPtrArray *threads; /* (owned) (element-type GThread): empty once it was closed */
};

G_DEFINE_FINAL_TYPE (ZcWorkerPool, zc_worker_pool, G_TYPE_OBJECT)

static gpointer
run_thread (gpointer data)
{
  g_autoptr(GAsyncQueue) queue = data;

  while (TRUE)
    {
      g_autofree Work *work = g_async_queue_pop (queue);
      g_autoptr(GTask) task = g_steal_pointer (&work->task);

      if (task == NULL)
        return NULL;

      if (!g_task_return_error_if_cancelled (task))
        work->function (task, g_task_get_source_object (task), g_task_get_task_data (task),
                        g_task_get_cancellable (task));
    }
}

static Work *
work_new (GTask           *task,
          GTaskThreadFunc  function)
{
  Work *work = g_new0 (Work, 1);

  g_set_object (&work->task, task);
  work->function = function;

  return work;
}

/* Work that is queued already is still done; the threads end behind it. */
static void
end_threads (ZcWorkerPool *self)
{
  for (guint i = 0; i < self->threads->len; i++)
    g_async_queue_push (self->queue, work_new (NULL, NULL));
}

static void
zc_worker_pool_finalize (GObject *object)
{
  ZcWorkerPool *self = ZC_WORKER_POOL (object);

  end_threads (self);
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_unref (self->threads->pdata[i]);
  g_ptr_array_unref (self->threads);
  g_async_queue_unref (self->queue);

  G_OBJECT_CLASS (zc_worker_pool_parent_class)->finalize (object);
}

static void
zc_worker_pool_class_init (ZcWorkerPoolClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_worker_pool_finalize;
}

static void
zc_worker_pool_init (ZcWorkerPool *self)
{
  self->queue = g_async_queue_new ();
  self->threads = g_ptr_array_new ();
}

ZcWorkerPool *
zc_worker_pool_new (const char *name,
                    guint       n_threads)
{
  ZcWorkerPool *self;

  g_return_val_if_fail (n_threads >= 1, NULL);

  self = g_object_new (ZC_TYPE_WORKER_POOL, NULL);
  for (guint i = 0; i < n_threads; i++)
    g_ptr_array_add (self->threads, g_thread_new (name, run_thread, g_async_queue_ref (self->queue)));

  return self;
}

void
zc_worker_pool_close (ZcWorkerPool *self)
{
  g_return_if_fail (ZC_IS_WORKER_POOL (self));

  end_threads (self);
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (self->threads->pdata[i]);
  g_ptr_array_set_size (self->threads, 0);
}

void
zc_worker_pool_run (ZcWorkerPool    *self,
                    GTask           *task,
                    GTaskThreadFunc  function)
{
  g_return_if_fail (ZC_IS_WORKER_POOL (self));
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (self->threads->len > 0);

  g_async_queue_push (self->queue, work_new (task, function));
}

void
zc_worker_pool_run_first (ZcWorkerPool    *self,
                          GTask           *task,
                          GTaskThreadFunc  function)
{
  g_return_if_fail (ZC_IS_WORKER_POOL (self));
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (self->threads->len > 0);

  g_async_queue_push_front (self->queue, work_new (task, function));
}
