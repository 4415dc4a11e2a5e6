/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-question-engine.h"

#include "zc-dns-progress-private.h"
#include "zc-question-lane-private.h"
#include "zc-worker-pool.h"

struct _ZcQuestionEngine
{
  GObject parent_instance;

  GPtrArray *lanes; /* (owned) (element-type ZcQuestionLane) */
  ZcQuestionLaneSetup setup;
  GMainContext *context; /* (owned) */
  int paused;            /* (atomic) */
  gboolean started;
  gboolean changed; /* whether a question ended since the loop looked last, or it has not looked yet */
  ZcDnsProgress progress;
};

G_DEFINE_FINAL_TYPE (ZcQuestionEngine, zc_question_engine, G_TYPE_OBJECT)

static void
zc_question_engine_finalize (GObject *object)
{
  ZcQuestionEngine *self = ZC_QUESTION_ENGINE (object);

  g_ptr_array_unref (self->lanes);
  g_main_context_unref (self->context);

  G_OBJECT_CLASS (zc_question_engine_parent_class)->finalize (object);
}

static void
zc_question_engine_class_init (ZcQuestionEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_question_engine_finalize;
}

static void
zc_question_engine_init (ZcQuestionEngine *self)
{
  self->lanes = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_question_lane_free);
  self->context = g_main_context_new ();
}

static void
question_ended (gpointer data)
{
  ZcQuestionEngine *self = data;

  self->changed = TRUE;
}

ZcQuestionEngine *
zc_question_engine_new (GPtrArray                     *servers,
                        const ZcQuestionEngineOptions *options)
{
  ZcQuestionEngine *self;

  g_return_val_if_fail (servers != NULL, NULL);
  g_return_val_if_fail (options != NULL && options->timeout_ms > 0, NULL);

  self = g_object_new (ZC_TYPE_QUESTION_ENGINE, NULL);
  self->setup.options = *options;
  self->setup.context = self->context;
  self->setup.ended = question_ended;
  self->setup.ended_data = self;
  for (guint i = 0; i < servers->len; i++)
    g_ptr_array_add (self->lanes, zc_question_lane_new (&self->setup, g_ptr_array_index (servers, i), i));

  return self;
}

static gboolean
all_lanes (ZcQuestionEngine *self,
           gboolean        (*test) (ZcQuestionLane *lane))
{
  for (guint i = 0; i < self->lanes->len; i++)
    if (!test (g_ptr_array_index (self->lanes, i)))
      return FALSE;

  return TRUE;
}

static void
report_progress (ZcQuestionEngine *self,
                 GTask            *task)
{
  guint64 n_answered = 0;
  guint64 n_unanswered = 0;

  for (guint i = 0; i < self->lanes->len; i++)
    {
      const ZcQuestionStats *stats = zc_question_lane_get_stats (g_ptr_array_index (self->lanes, i));

      n_answered += stats->n_answered;
      n_unanswered += stats->n_unanswered;
    }
  zc_dns_progress_report (&self->progress, task, n_answered + n_unanswered, n_answered);
}

/* Runs until everything was asked. The pause is looked at between any two events, and set_paused() makes
 * one. */
static void
run_loop (ZcQuestionEngine *self,
          GTask            *task,
          GCancellable     *cancellable)
{
  while (!g_cancellable_is_cancelled (cancellable))
    {
      gboolean paused = g_atomic_int_get (&self->paused) != 0;

      for (guint i = 0; i < self->lanes->len; i++)
        zc_question_lane_set_paused (g_ptr_array_index (self->lanes, i), paused);
      if (self->changed)
        {
          self->changed = FALSE;
          report_progress (self, task);
          if (all_lanes (self, zc_question_lane_is_done))
            return;
        }
      g_main_context_iteration (self->context, TRUE);
    }
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  g_main_context_wakeup (data);
}

static void
run_engine (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  ZcQuestionEngine *self = source;
  gulong cancelled_id = 0;

  /* Not a source: one that is freed while another thread cancels leaks in GLib 2.74. */
  if (cancellable != NULL)
    cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self->context, NULL);

  g_main_context_push_thread_default (self->context);
  run_loop (self, task, cancellable);

  for (guint i = 0; i < self->lanes->len; i++)
    zc_question_lane_stop (g_ptr_array_index (self->lanes, i));
  while (!all_lanes (self, zc_question_lane_is_quiet))
    g_main_context_iteration (self->context, TRUE);
  g_main_context_pop_thread_default (self->context);
  g_cancellable_disconnect (cancellable, cancelled_id);

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

void
zc_question_engine_run_async (ZcQuestionEngine       *self,
                              const ZcAsker          *asker,
                              gpointer                asker_data,
                              ZcQuestionProgressFunc  progress,
                              GCancellable           *cancellable,
                              GAsyncReadyCallback     callback,
                              gpointer                user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(ZcWorkerPool) pool = NULL;

  g_return_if_fail (ZC_IS_QUESTION_ENGINE (self));
  g_return_if_fail (asker != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));
  g_return_if_fail (!self->started);

  self->started = TRUE;
  self->changed = TRUE;
  self->setup.asker = asker;
  self->setup.asker_data = asker_data;
  self->progress.function = progress;
  self->progress.user_data = user_data;
  self->progress.last_us = g_get_monotonic_time ();

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_question_engine_run_async);
  pool = zc_worker_pool_new ("zc-questions", 1);
  zc_worker_pool_run (pool, task, run_engine);
}

gboolean
zc_question_engine_run_finish (ZcQuestionEngine  *self,
                               GAsyncResult      *result,
                               GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_question_engine_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
zc_question_engine_set_paused (ZcQuestionEngine *self,
                               gboolean          paused)
{
  g_return_if_fail (ZC_IS_QUESTION_ENGINE (self));

  g_atomic_int_set (&self->paused, paused);
  g_main_context_wakeup (self->context);
}

const ZcQuestionStats *
zc_question_engine_get_stats (ZcQuestionEngine *self,
                              guint             server)
{
  g_return_val_if_fail (ZC_IS_QUESTION_ENGINE (self), NULL);
  g_return_val_if_fail (server < self->lanes->len, NULL);

  return zc_question_lane_get_stats (g_ptr_array_index (self->lanes, server));
}
