/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-dnssec.h"

#include "zc-dnssec-private.h"
#include "zc-zone-copy-private.h"
#include "zc-zonemd.h"

#define PROGRESS_MS 100

/* How many names a thread takes at once: few enough for all threads to end together, many enough for the
 * taking not to matter. */
#define NAMES_AT_ONCE 256

/* One judgement, shared by the jobs that do it. */
typedef struct
{
  ZcZoneCopy *copy;             /* (owned) */
  GPtrArray *ds;                /* (owned) (nullable) (element-type GBytes) */
  ZcWorkerPool *pool;           /* (owned) */
  ZcDnssecKeys keys;            /* read-only once the jobs run */
  ZcDnssecReport *report;       /* (owned), guarded by @lock */
  GMutex lock;
  guint next_owner;             /* guarded by @lock */
  guint n_judged;               /* guarded by @lock */
  guint n_jobs;                 /* still running; the caller's thread only, as all below */
  GSource *progress_source;     /* (owned) (nullable) */
  ZcDnssecProgressFunc progress;
  gpointer user_data;           /* (unowned) */
} Judgement;

static void
free_judgement (gpointer data)
{
  Judgement *self = data;

  g_object_unref (self->copy);
  g_clear_pointer (&self->ds, g_ptr_array_unref);
  g_object_unref (self->pool);
  zc_dnssec_keys_clear (&self->keys);
  g_clear_pointer (&self->report, zc_dnssec_report_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
merge (Judgement      *self,
       ZcDnssecReport *part)
{
  g_mutex_lock (&self->lock);
  zc_dnssec_report_merge (self->report, part);
  g_mutex_unlock (&self->lock);
}

static gboolean
take_names (Judgement *self,
            guint      n_done,
            guint     *first_owner)
{
  gboolean has_more;

  g_mutex_lock (&self->lock);
  self->n_judged += n_done;
  *first_owner = self->next_owner;
  has_more = self->next_owner < self->copy->n_blocks;
  if (has_more)
    self->next_owner += MIN (NAMES_AT_ONCE, self->copy->n_blocks - self->next_owner);
  g_mutex_unlock (&self->lock);

  return has_more;
}

/* The work of one thread: names, as long as there are any. */
static void
judge_signatures (GTask        *task,
                  gpointer      source_object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Judgement *self = g_task_get_task_data (task_data);
  g_autoptr(ZcDnssecReport) part = zc_dnssec_report_new (self->keys.now);
  guint n_done = 0;
  guint first_owner;

  while (!g_cancellable_is_cancelled (cancellable) && take_names (self, n_done, &first_owner))
    {
      n_done = MIN (NAMES_AT_ONCE, self->copy->n_blocks - first_owner);
      zc_dnssec_judge_signatures (&self->keys, self->copy, first_owner, n_done, part, cancellable);
    }
  merge (self, part);
  g_task_return_boolean (task, TRUE);
}

/* What cannot be shared out: keys, the chains, the digest. */
static void
judge_zone (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Judgement *self = g_task_get_task_data (task_data);
  g_autoptr(ZcDnssecReport) part = zc_dnssec_report_new (self->keys.now);

  zc_dnssec_judge_keys (&self->keys, self->copy, self->ds, part);
  part->ds_judged = self->ds != NULL;
  if (zc_zone_copy_get_facts (self->copy)->is_signed)
    zc_dnssec_judge_denial (self->copy, part, cancellable);
  zc_zonemd_judge (self->copy, part, cancellable);
  merge (self, part);
  g_task_return_boolean (task, TRUE);
}

static void
job_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  Judgement *self = g_task_get_task_data (task);

  if (--self->n_jobs > 0)
    return;

  if (self->progress_source != NULL)
    {
      g_source_destroy (self->progress_source);
      g_clear_pointer (&self->progress_source, g_source_unref);
    }

  /* Jobs only fail by being cancelled, and then so is the whole. */
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&self->report), (GDestroyNotify) zc_dnssec_report_unref);
}

static gboolean
progress_cb (gpointer data)
{
  GTask *task = data;
  Judgement *self = g_task_get_task_data (task);
  guint n_judged;

  /* Whoever cancelled is told the end, and nothing else any more. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    return G_SOURCE_CONTINUE;

  g_mutex_lock (&self->lock);
  n_judged = self->n_judged;
  g_mutex_unlock (&self->lock);
  self->progress (n_judged, self->copy->n_blocks, self->user_data);

  return G_SOURCE_CONTINUE;
}

static void
start_job (GTask           *task,
           GTaskThreadFunc  function)
{
  Judgement *self = g_task_get_task_data (task);
  g_autoptr(GTask) job = g_task_new (NULL, g_task_get_cancellable (task), job_done_cb, g_object_ref (task));

  g_task_set_source_tag (job, start_job);
  g_task_set_task_data (job, task, NULL);
  self->n_jobs++;
  zc_worker_pool_run (self->pool, job, function);
}

/* Reading the keys touches one set, so that it needs no thread of its own. */
static void
start_jobs (GTask *task)
{
  Judgement *self = g_task_get_task_data (task);
  gboolean is_signed = zc_zone_copy_get_facts (self->copy)->is_signed;

  self->report->is_signed = is_signed;
  start_job (task, judge_zone);
  for (guint i = 0; is_signed && i < g_get_num_processors (); i++)
    start_job (task, judge_signatures);

  if (self->progress != NULL)
    {
      self->progress_source = g_timeout_source_new (PROGRESS_MS);
      g_source_set_callback (self->progress_source, progress_cb, task, NULL);
      g_source_attach (self->progress_source, g_task_get_context (task));
    }
}

static gpointer
ref_bytes (gconstpointer bytes,
           gpointer      data)
{
  return g_bytes_ref ((GBytes *) bytes);
}

static GPtrArray *
copy_ds (GPtrArray *ds)
{
  GPtrArray *copy = g_ptr_array_copy (ds, ref_bytes, NULL);

  g_ptr_array_set_free_func (copy, (GDestroyNotify) g_bytes_unref);

  return copy;
}

void
zc_dnssec_judge_async (ZcZoneCopy           *copy,
                       gint64                now,
                       GPtrArray            *ds,
                       ZcWorkerPool         *pool,
                       ZcDnssecProgressFunc  progress,
                       GCancellable         *cancellable,
                       GAsyncReadyCallback   callback,
                       gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  Judgement *self;

  g_return_if_fail (ZC_IS_ZONE_COPY (copy));
  g_return_if_fail (ZC_IS_WORKER_POOL (pool));

  self = g_new0 (Judgement, 1);
  g_mutex_init (&self->lock);
  self->copy = g_object_ref (copy);
  self->ds = ds != NULL ? copy_ds (ds) : NULL;
  self->pool = g_object_ref (pool);
  self->report = zc_dnssec_report_new (now);
  self->progress = progress;
  self->user_data = user_data;
  zc_dnssec_keys_init (&self->keys, copy, now);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_dnssec_judge_async);
  g_task_set_task_data (task, self, free_judgement);
  start_jobs (task);
}

ZcDnssecReport *
zc_dnssec_judge_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_dnssec_judge_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
