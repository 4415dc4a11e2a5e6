/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-record-check.h"

#include <stdlib.h>

#include "zc-canonical.h"
#include "zc-difference.h"
#include "zc-record-answer-private.h"
#include "zc-worker-pool.h"

#define TYPE_RRSIG 46

/* A set that is not the same on the server. */
typedef struct
{
  ZcZoneRrset set;
  gboolean missing;
  guint64 order;
} Found;

/* Hands the caller's progress on without showing it this object's data. */
typedef struct
{
  ZcQuestionProgressFunc function;
  gpointer user_data; /* (unowned) */
} Progress;

/* What concerns one server. */
typedef struct
{
  ZcRecordVerdict *verdict;      /* (owned) (nullable): NULL once it was returned */
  ZcZoneCopyIter iter;
  guint8 owner[ZC_CANONICAL_NAME_MAX];
  guint64 n_given;
  GHashTable *pending;           /* (owned) (element-type ZcRecordQuestion): asked and not answered yet */
  GArray *found;                 /* (owned) (element-type Found) */
  ZcZoneCopyBuilder *builder;    /* (owned) (nullable): what the server has where it differs */
} Lane;

struct _ZcRecordCheck
{
  GObject parent_instance;

  ZcZoneCopy *copy;         /* (owned) */
  ZcQuestionEngine *engine; /* (owned) */
  GPtrArray *lanes;         /* (owned) (element-type Lane) */
};

G_DEFINE_FINAL_TYPE (ZcRecordCheck, zc_record_check, G_TYPE_OBJECT)

void
zc_record_verdict_free (ZcRecordVerdict *self)
{
  g_return_if_fail (self != NULL);

  zc_dns_server_unref (self->server);
  g_clear_object (&self->differences);
  g_free (self);
}

static void
lane_free (gpointer data)
{
  Lane *self = data;

  g_clear_pointer (&self->verdict, zc_record_verdict_free);
  g_hash_table_unref (self->pending);
  g_array_unref (self->found);
  g_clear_pointer (&self->builder, zc_zone_copy_builder_free);
  g_free (self);
}

static void
zc_record_check_finalize (GObject *object)
{
  ZcRecordCheck *self = ZC_RECORD_CHECK (object);

  g_ptr_array_unref (self->lanes);
  g_object_unref (self->engine);
  g_object_unref (self->copy);

  G_OBJECT_CLASS (zc_record_check_parent_class)->finalize (object);
}

static void
zc_record_check_class_init (ZcRecordCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_record_check_finalize;
}

static void
zc_record_check_init (ZcRecordCheck *self)
{
  self->lanes = g_ptr_array_new_with_free_func (lane_free);
}

ZcRecordCheck *
zc_record_check_new (ZcZoneCopy                    *copy,
                     GPtrArray                     *servers,
                     const ZcQuestionEngineOptions *options)
{
  ZcRecordCheck *self;
  ZcQuestionEngineOptions engine_options;

  g_return_val_if_fail (ZC_IS_ZONE_COPY (copy), NULL);
  g_return_val_if_fail (servers != NULL, NULL);
  g_return_val_if_fail (options != NULL, NULL);

  engine_options = *options;
  engine_options.dnssec = zc_zone_copy_get_facts (copy)->is_signed;

  self = g_object_new (ZC_TYPE_RECORD_CHECK, NULL);
  self->copy = g_object_ref (copy);
  self->engine = zc_question_engine_new (servers, &engine_options);
  for (guint i = 0; i < servers->len; i++)
    {
      Lane *lane = g_new0 (Lane, 1);

      lane->verdict = g_new0 (ZcRecordVerdict, 1);
      lane->verdict->server = zc_dns_server_ref (g_ptr_array_index (servers, i));
      zc_zone_copy_iter_init (&lane->iter, copy);
      lane->pending = g_hash_table_new_full (NULL, NULL, g_free, NULL);
      lane->found = g_array_new (FALSE, FALSE, sizeof (Found));
      /* The copy's own name is a name. */
      lane->builder = zc_zone_copy_builder_new (zc_zone_copy_get_zone (copy), NULL);
      g_ptr_array_add (self->lanes, lane);
    }

  return self;
}

static gboolean
next_askable (ZcZoneCopyIter *iter,
              ZcZoneRrset    *set)
{
  while (zc_zone_copy_iter_next (iter, set))
    if (zc_record_question_is_askable (set))
      return TRUE;

  return FALSE;
}

static gboolean
find_signatures (ZcZoneCopy        *copy,
                 const ZcZoneRrset *set,
                 ZcZoneRrset       *signatures)
{
  guint8 owner[ZC_CANONICAL_NAME_MAX];
  gsize owner_len = zc_zone_rrset_get_owner_wire (set, owner);

  return zc_zone_copy_lookup (copy, owner, owner_len, TYPE_RRSIG, set->type, signatures);
}

static gboolean
give_question (gpointer    data,
               guint       server,
               ZcQuestion *question)
{
  ZcRecordCheck *self = data;
  Lane *lane = g_ptr_array_index (self->lanes, server);
  ZcRecordQuestion *record;
  ZcZoneRrset set;

  if (!next_askable (&lane->iter, &set))
    return FALSE;

  record = g_new0 (ZcRecordQuestion, 1);
  record->set = set;
  record->has_signatures = find_signatures (self->copy, &set, &record->signatures);
  record->order = lane->n_given++;
  g_hash_table_add (lane->pending, record);

  question->owner = lane->owner;
  question->owner_len = zc_zone_rrset_get_owner_wire (&set, lane->owner);
  question->type = set.type;
  question->tag = (guint64) (gsize) record;

  return TRUE;
}

static void
count (Lane              *lane,
       const ZcZoneRrset *set,
       guint64            order,
       ZcRecordAnswer     answer)
{
  ZcRecordVerdict *verdict = lane->verdict;
  Found found = { *set, answer == ZC_RECORD_ANSWER_MISSING, order };

  if (answer == ZC_RECORD_ANSWER_OTHER_SERIAL)
    return;

  verdict->n_asked++;
  if (answer == ZC_RECORD_ANSWER_SAME)
    return;
  if (answer == ZC_RECORD_ANSWER_UNUSABLE)
    {
      verdict->n_unverified++;
      return;
    }

  verdict->n_missing += answer == ZC_RECORD_ANSWER_MISSING;
  verdict->n_changed += answer != ZC_RECORD_ANSWER_MISSING;
  verdict->n_ttl_only += answer == ZC_RECORD_ANSWER_TTL_DIFFERS;
  if (lane->found->len < ZC_RECORD_CHECK_MOST_ITEMS)
    g_array_append_val (lane->found, found);
}

static void
take_answer (gpointer          data,
             guint             server,
             const ZcQuestion *question,
             ZcDnsOutcome      outcome,
             ZcDnsTransport    transport,
             const guint8     *message,
             gsize             length)
{
  ZcRecordCheck *self = data;
  Lane *lane = g_ptr_array_index (self->lanes, server);
  ZcRecordQuestion *record = (ZcRecordQuestion *) (gsize) question->tag;
  ZcRecordAnswer answer = ZC_RECORD_ANSWER_UNUSABLE;
  ZcRecordAnswer signatures = ZC_RECORD_ANSWER_UNUSABLE;
  gint64 serial = -1;

  if (outcome == ZC_DNS_OUTCOME_OK)
    answer = zc_record_answer_judge (record, message, length,
                                     lane->found->len < ZC_RECORD_CHECK_MOST_ITEMS ? lane->builder : NULL,
                                     &serial, &signatures);
  if (serial >= 0)
    {
      lane->verdict->has_serial = TRUE;
      lane->verdict->serial = (guint32) serial;
    }
  count (lane, &record->set, record->order, answer);
  if (record->has_signatures)
    count (lane, &record->signatures, record->order, signatures);

  g_hash_table_remove (lane->pending, record);
}

static int
compare_found (gconstpointer first,
               gconstpointer second)
{
  const Found *first_found = first;
  const Found *second_found = second;

  if (first_found->order != second_found->order)
    return first_found->order < second_found->order ? -1 : 1;

  /* A set stands before its signatures. */
  return (first_found->set.type == TYPE_RRSIG) - (second_found->set.type == TYPE_RRSIG);
}

/* The sets that a server which was given up was never asked for. */
static void
count_rest (ZcRecordCheck *self,
            Lane          *lane)
{
  ZcZoneRrset set;
  ZcZoneRrset signatures;

  while (next_askable (&lane->iter, &set))
    {
      count (lane, &set, 0, ZC_RECORD_ANSWER_UNUSABLE);
      if (find_signatures (self->copy, &set, &signatures))
        count (lane, &signatures, 0, ZC_RECORD_ANSWER_UNUSABLE);
    }
}

static ZcRecordVerdict *
conclude (ZcRecordCheck *self,
          Lane          *lane)
{
  g_autoptr(GListStore) differences = g_list_store_new (ZC_TYPE_DIFFERENCE);
  g_autoptr(ZcZoneCopy) other = zc_zone_copy_builder_seal (g_steal_pointer (&lane->builder));

  count_rest (self, lane);
  g_array_sort (lane->found, compare_found);
  for (guint i = 0; i < lane->found->len; i++)
    {
      const Found *found = &g_array_index (lane->found, Found, i);
      g_autoptr(ZcDifference) difference = NULL;
      ZcZoneRrset other_set;
      gsize owner_len = zc_zone_rrset_get_owner_wire (&found->set, lane->owner);
      gboolean has_other = !found->missing && zc_zone_copy_lookup (other, lane->owner, owner_len, found->set.type,
                                                                   found->set.covered, &other_set);

      difference = zc_difference_new (self->copy, &found->set, has_other ? other : NULL, has_other ? &other_set : NULL);
      g_list_store_append (differences, difference);
    }
  lane->verdict->differences = G_LIST_MODEL (g_steal_pointer (&differences));

  return g_steal_pointer (&lane->verdict);
}

static void
progress_cb (guint64  n_ended,
             guint64  n_answered,
             gpointer data)
{
  const Progress *progress = g_task_get_task_data (data);

  if (progress->function != NULL)
    progress->function (n_ended, n_answered, progress->user_data);
}

/* The engine's thread is done with everything here. */
static void
conclude_in_thread (GTask        *task,
                    gpointer      source,
                    gpointer      data,
                    GCancellable *cancellable)
{
  ZcRecordCheck *self = source;
  g_autoptr(GPtrArray) verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_record_verdict_free);

  for (guint i = 0; i < self->lanes->len; i++)
    g_ptr_array_add (verdicts, conclude (self, g_ptr_array_index (self->lanes, i)));
  g_task_return_pointer (task, g_steal_pointer (&verdicts), (GDestroyNotify) g_ptr_array_unref);
}

static void
engine_done_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZcRecordCheck *self = g_task_get_source_object (task);
  g_autoptr(ZcWorkerPool) pool = NULL;
  GError *error = NULL;

  if (!zc_question_engine_run_finish (self->engine, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  /* Where a server was given up, a million sets may be left to count: too many for the main loop. */
  pool = zc_worker_pool_new ("zc-conclude", 1);
  zc_worker_pool_run (pool, task, conclude_in_thread);
}

void
zc_record_check_run_async (ZcRecordCheck          *self,
                           ZcQuestionProgressFunc  progress,
                           GCancellable           *cancellable,
                           GAsyncReadyCallback     callback,
                           gpointer                user_data)
{
  static const ZcAsker asker = { give_question, take_answer };
  g_autoptr(GTask) task = NULL;
  Progress *handed_on;

  g_return_if_fail (ZC_IS_RECORD_CHECK (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_record_check_run_async);
  handed_on = g_new0 (Progress, 1);
  handed_on->function = progress;
  handed_on->user_data = user_data;
  g_task_set_task_data (task, handed_on, g_free);

  zc_question_engine_run_async (self->engine, &asker, self, progress_cb, cancellable, engine_done_cb,
                                g_steal_pointer (&task));
}

GPtrArray *
zc_record_check_run_finish (ZcRecordCheck  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (ZC_IS_RECORD_CHECK (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_record_check_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
zc_record_check_set_paused (ZcRecordCheck *self,
                            gboolean       paused)
{
  g_return_if_fail (ZC_IS_RECORD_CHECK (self));

  zc_question_engine_set_paused (self->engine, paused);
}

guint64
zc_record_check_count_questions (ZcRecordCheck *self)
{
  ZcZoneCopyIter iter;
  ZcZoneRrset set;
  guint64 n = 0;

  g_return_val_if_fail (ZC_IS_RECORD_CHECK (self), 0);

  zc_zone_copy_iter_init (&iter, self->copy);
  while (next_askable (&iter, &set))
    n++;

  return n;
}
