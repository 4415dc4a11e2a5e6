/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-store-private.h"

#include "zc-config.h"

#include <glib/gi18n-lib.h>

#include "zc-worker-pool.h"

#define LONGEST_WAIT_US (10 * G_USEC_PER_SEC)

/* One thread waits there until another one opens it. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean open;
  gint64 end_us; /* by the monotonic clock: nobody waits longer */
} Gate;

struct _ZcStore
{
  GObject parent_instance;

  ZcDatabase *database;  /* (owned): touched by the thread alone, which frees it */
  ZcWorkerPool *pool;    /* (owned): one thread, so that everything happens in order */
  GHashTable *watched;   /* (owned) (element-type gint64 ZcRun): the runs that are under way here, unowned */
  Gate *start;           /* (owned) (nullable): where the thread waits before it begins */
  char *notice;          /* (owned) (nullable) */
};

/* What the thread does for a task. */
typedef struct
{
  ZcDatabase *database;
  gboolean writes;
  ZcDatabaseFunc func;
  gpointer data;            /* (owned) */
  GDestroyNotify data_free;
} Job;

/* Where notices go: the store may be gone by then. */
typedef struct
{
  GWeakRef store;
  GMainContext *context;    /* (owned) */
} NoticeTarget;

enum
{
  PROP_0,
  PROP_NOTICE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_RUN_ENDED,
  SIGNAL_RUNS_REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZcStore, zc_store, G_TYPE_OBJECT)

static void
set_notice (ZcStore    *self,
            const char *notice)
{
  if (g_strcmp0 (self->notice, notice) == 0)
    return;

  g_free (self->notice);
  self->notice = g_strdup (notice);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICE]);
}

typedef struct
{
  ZcStore *store; /* (owned) */
  char *text;     /* (owned) */
} Notice;

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_object_unref (notice->store);
  g_free (notice->text);
  g_free (notice);
}

static gboolean
notice_cb (gpointer data)
{
  Notice *notice = data;

  set_notice (notice->store, notice->text);

  return G_SOURCE_REMOVE;
}

/* Called in the thread. */
static void
give_notice (const char *text,
             gpointer    data)
{
  NoticeTarget *target = data;
  ZcStore *store = g_weak_ref_get (&target->store);
  Notice *notice;

  if (store == NULL)
    return;

  notice = g_new0 (Notice, 1);
  notice->store = store;
  notice->text = g_strdup (text);
  g_main_context_invoke_full (target->context, G_PRIORITY_DEFAULT, notice_cb, notice, notice_free);
}

static void
notice_target_free (gpointer data)
{
  NoticeTarget *target = data;

  g_weak_ref_clear (&target->store);
  g_main_context_unref (target->context);
  g_free (target);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->data_free != NULL)
    job->data_free (job->data);
  g_free (job);
}

static void
run_job (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (zc_database_run (job->database, job->writes, job->func, job->data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
close_database (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  zc_database_free (data);
  g_task_return_boolean (task, TRUE);
}

static Gate *
gate_new (gint64 longest_wait_us)
{
  Gate *gate = g_atomic_rc_box_new0 (Gate);

  g_mutex_init (&gate->mutex);
  g_cond_init (&gate->cond);
  gate->end_us = g_get_monotonic_time () + longest_wait_us;

  return gate;
}

static void
gate_clear (gpointer data)
{
  Gate *gate = data;

  g_mutex_clear (&gate->mutex);
  g_cond_clear (&gate->cond);
}

static void
gate_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, gate_clear);
}

static void
gate_open (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->open = TRUE;
  g_cond_signal (&gate->cond);
  g_mutex_unlock (&gate->mutex);
}

/* Returns: whether the gate was opened in time */
static gboolean
gate_wait (Gate *gate)
{
  gboolean open;

  g_mutex_lock (&gate->mutex);
  while (!gate->open && g_cond_wait_until (&gate->cond, &gate->mutex, gate->end_us))
    continue;
  open = gate->open;
  g_mutex_unlock (&gate->mutex);

  return open;
}

static void
open_gate (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  gate_open (data);
  g_task_return_boolean (task, TRUE);
}

static void
wait_at_gate (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  gate_wait (data);
  g_task_return_boolean (task, TRUE);
}

static void
zc_store_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  ZcStore *self = ZC_STORE (object);

  switch (prop_id)
    {
    case PROP_NOTICE:
      g_value_set_string (value, self->notice);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_store_finalize (GObject *object)
{
  ZcStore *self = ZC_STORE (object);
  g_autoptr(GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  zc_store_begin (self);
  /* Behind all that was asked for; the thread ends after it. */
  g_task_set_source_tag (task, close_database);
  g_task_set_task_data (task, self->database, NULL);
  zc_worker_pool_run (self->pool, task, close_database);
  g_clear_object (&self->pool);
  g_hash_table_unref (self->watched);
  g_free (self->notice);

  G_OBJECT_CLASS (zc_store_parent_class)->finalize (object);
}

static void
zc_store_class_init (ZcStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zc_store_get_property;
  object_class->finalize = zc_store_finalize;

  properties[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_RUN_ENDED] = g_signal_new ("run-ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_RUNS_REMOVED] = g_signal_new ("runs-removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
zc_store_init (ZcStore *self)
{
  self->watched = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

ZcStore *
zc_store_new (const char *path)
{
  ZcStore *self = g_object_new (ZC_TYPE_STORE, NULL);
  NoticeTarget *target = g_new0 (NoticeTarget, 1);

  g_weak_ref_init (&target->store, self);
  target->context = g_main_context_ref_thread_default ();
  self->database = zc_database_new (path, give_notice, target, notice_target_free);
  self->pool = zc_worker_pool_new ("zc-store", 1);

  return self;
}

const char *
zc_store_get_notice (ZcStore *self)
{
  g_return_val_if_fail (ZC_IS_STORE (self), NULL);

  return self->notice;
}

void
zc_store_dismiss_notice (ZcStore *self)
{
  g_return_if_fail (ZC_IS_STORE (self));

  set_notice (self, NULL);
}

/* Has the thread do something with a gate, behind all that was asked for. */
static void
run_at_gate (ZcStore         *self,
             Gate            *gate,
             GTaskThreadFunc  func)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, run_at_gate);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (gate), gate_release);
  zc_worker_pool_run (self->pool, task, func);
}

void
zc_store_begin_later (ZcStore *self,
                      guint    longest_ms)
{
  g_return_if_fail (ZC_IS_STORE (self));
  g_return_if_fail (self->start == NULL);

  self->start = gate_new ((gint64) longest_ms * G_TIME_SPAN_MILLISECOND);
  run_at_gate (self, self->start, wait_at_gate);
}

void
zc_store_begin (ZcStore *self)
{
  g_return_if_fail (ZC_IS_STORE (self));

  if (self->start != NULL)
    gate_open (self->start);
  g_clear_pointer (&self->start, gate_release);
}

void
zc_store_wait (ZcStore *self)
{
  Gate *gate;

  g_return_if_fail (ZC_IS_STORE (self));

  zc_store_begin (self);
  gate = gate_new (LONGEST_WAIT_US);
  run_at_gate (self, gate, open_gate);
  if (!gate_wait (gate))
    g_warning ("The history is still being written while the program ends.");
  gate_release (gate);
}

void
zc_store_run (ZcStore        *self,
              GTask          *task,
              gboolean        writes,
              ZcDatabaseFunc  func,
              gpointer        data,
              GDestroyNotify  data_free)
{
  Job *job = g_new0 (Job, 1);

  job->database = self->database;
  job->writes = writes;
  job->func = func;
  job->data = data;
  job->data_free = data_free;
  g_task_set_task_data (task, job, job_free);
  zc_worker_pool_run (self->pool, task, run_job);
}

gpointer
zc_store_get_task_data (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  return job->data;
}

/* What could not be written is not lost in silence, whoever asked for it. */
typedef struct
{
  GAsyncReadyCallback callback; /* (nullable) */
  gpointer user_data;
} Writing;

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  ZcStore *self = ZC_STORE (source);
  g_autofree Writing *writing = data;

  if (g_task_had_error (G_TASK (result)) && self->notice == NULL)
    set_notice (self, _("A part of the history could not be kept."));
  if (writing->callback != NULL)
    writing->callback (source, result, writing->user_data);
}

void
zc_store_write (ZcStore             *self,
                gpointer             source_tag,
                ZcDatabaseFunc       func,
                gpointer             data,
                GDestroyNotify       data_free,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Writing *writing = g_new0 (Writing, 1);

  writing->callback = callback;
  writing->user_data = user_data;
  task = g_task_new (self, NULL, written_cb, writing);
  g_task_set_source_tag (task, source_tag);
  zc_store_run (self, task, TRUE, func, data, data_free);
}

gboolean
zc_store_is_watched (ZcStore *self,
                     gint64   run_id)
{
  return g_hash_table_contains (self->watched, &run_id);
}

void
zc_store_set_watched (ZcStore  *self,
                      gint64    run_id,
                      gpointer  run)
{
  if (run != NULL)
    g_hash_table_insert (self->watched, g_memdup2 (&run_id, sizeof run_id), run);
  else
    g_hash_table_remove (self->watched, &run_id);
}

GPtrArray *
zc_store_list_watched (ZcStore *self)
{
  g_autoptr(GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer run;

  g_return_val_if_fail (ZC_IS_STORE (self), NULL);

  g_hash_table_iter_init (&iter, self->watched);
  while (g_hash_table_iter_next (&iter, NULL, &run))
    g_ptr_array_add (runs, g_object_ref (run));

  return g_steal_pointer (&runs);
}
