/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-zone-change.h"

#include <glib/gi18n-lib.h>

#include "zc-worker-pool.h"

#define USUAL_TIMEOUT_MS (20 * 1000)
#define USUAL_MOST_RECORDS 1000000
#define USUAL_MOST_BYTES (256 << 20)

G_DEFINE_ENUM_TYPE (ZcZoneChangeState, zc_zone_change_state,
                    G_DEFINE_ENUM_VALUE (ZC_ZONE_CHANGE_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (ZC_ZONE_CHANGE_KNOWN, "known"),
                    G_DEFINE_ENUM_VALUE (ZC_ZONE_CHANGE_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (ZC_ZONE_CHANGE_TOO_LARGE, "too-large"),
                    G_DEFINE_ENUM_VALUE (ZC_ZONE_CHANGE_NO_COPY, "no-copy"),
                    G_DEFINE_ENUM_VALUE (ZC_ZONE_CHANGE_NOTHING_PRESENT, "nothing-present"))

struct _ZcZoneChange
{
  GObject parent_instance;

  ZcVerification *verification;   /* (owned) */
  ZcServiceCopy *present;         /* (owned) (nullable) */

  GTask *task;                    /* (owned) (nullable): while it runs */
  gint64 deadline_us;             /* in monotonic time */
  guint n_pending;
  gboolean verified;              /* whether the verification has ended */
  ZcWorkerPool *pool;             /* (owned) (nullable) */
  GPtrArray *tried;               /* (owned) (element-type ZcDnsServer): name servers that were asked for a copy */
  ZcZoneCopyBuilder *builder;     /* (owned) (nullable): takes a copy from a name server */
  gboolean is_present_too_large;
  gboolean comparing;

  ZcZoneChangeState state;
  ZcZoneDifferences *differences; /* (owned) (nullable) */
  guint64 n_records;
};

G_DEFINE_FINAL_TYPE (ZcZoneChange, zc_zone_change, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Two copies that are compared in a thread. */
typedef struct
{
  ZcZoneCopy *primary;            /* (owned) */
  ZcZoneCopy *present;            /* (owned) */
  ZcZoneCompareFlags flags;
  ZcZoneDifferences *differences; /* (owned) (nullable) */
  guint64 n_records;
} Comparison;

static void consider (ZcZoneChange *self);

static void
comparison_free (gpointer data)
{
  Comparison *self = data;

  g_object_unref (self->primary);
  g_object_unref (self->present);
  g_clear_object (&self->differences);
  g_free (self);
}

static void
zc_zone_change_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  ZcZoneChange *self = ZC_ZONE_CHANGE (object);

  switch (property_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
zc_zone_change_finalize (GObject *object)
{
  ZcZoneChange *self = ZC_ZONE_CHANGE (object);

  g_clear_object (&self->verification);
  g_clear_object (&self->present);
  g_clear_object (&self->pool);
  g_ptr_array_unref (self->tried);
  g_clear_object (&self->differences);

  G_OBJECT_CLASS (zc_zone_change_parent_class)->finalize (object);
}

static void
zc_zone_change_class_init (ZcZoneChangeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zc_zone_change_get_property;
  object_class->finalize = zc_zone_change_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, ZC_TYPE_ZONE_CHANGE_STATE, ZC_ZONE_CHANGE_UNKNOWN,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zc_zone_change_init (ZcZoneChange *self)
{
  self->tried = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_dns_server_unref);
}

ZcZoneChange *
zc_zone_change_new (const char               *zone,
                    const char * const       *primaries,
                    const char * const       *name_servers,
                    ZcDnsConfig              *config,
                    const ZcZoneChangeLimits *limits,
                    ZcServiceCopy            *present)
{
  ZcVerificationOptions options;
  ZcZoneChange *self;

  g_return_val_if_fail (zone != NULL, NULL);
  g_return_val_if_fail (ZC_IS_DNS_CONFIG (config), NULL);
  g_return_val_if_fail (present == NULL || ZC_IS_SERVICE_COPY (present), NULL);

  zc_verification_options_init (&options);
  options.records = ZC_VERIFICATION_RECORDS_SERVICE;
  options.every_primary = TRUE;
  options.timeout_ms = limits != NULL ? limits->timeout_ms : USUAL_TIMEOUT_MS;
  options.limits.most_records = limits != NULL ? limits->most_records : USUAL_MOST_RECORDS;
  options.limits.most_bytes = limits != NULL ? limits->most_bytes : USUAL_MOST_BYTES;

  self = g_object_new (ZC_TYPE_ZONE_CHANGE, NULL);
  self->verification = zc_verification_new (zone, config, &options);
  zc_verification_add_servers (self->verification, ZC_SERVER_ROLE_PRIMARY, primaries);
  zc_verification_add_servers (self->verification, ZC_SERVER_ROLE_SECONDARY, name_servers);
  g_set_object (&self->present, present);

  return self;
}

static void
set_state (ZcZoneChange      *self,
           ZcZoneChangeState  state)
{
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
end_operation (ZcZoneChange *self)
{
  g_autoptr(GTask) task = NULL;

  consider (self);
  if (--self->n_pending > 0)
    return;

  g_clear_object (&self->pool);
  task = g_steal_pointer (&self->task);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static ZcWorkerPool *
ensure_pool (ZcZoneChange *self)
{
  if (self->pool == NULL)
    self->pool = zc_worker_pool_new ("zc-change", 1);

  return self->pool;
}

/* The records that a removal can concern. */
static guint64
count_records (ZcZoneCopy *copy)
{
  ZcZoneCopyIter iter;
  ZcZoneRrset set;
  guint64 n = 0;

  zc_zone_copy_iter_init (&iter, copy);
  while (zc_zone_copy_iter_next (&iter, &set))
    if (!zc_zone_type_is_made_by_signer (set.type))
      n += set.n_records;

  return n;
}

static void
compare_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  Comparison *comparison = data;
  ZcZoneSoa soa;
  GError *error = NULL;

  comparison->differences = zc_zone_differences_new (comparison->primary, comparison->present,
                                                     comparison->flags | ZC_ZONE_COMPARE_WITHOUT_SOA, cancellable, &error);
  if (comparison->differences == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  comparison->n_records = count_records (comparison->present);
  if (zc_zone_copy_get_soa (comparison->present, &soa))
    comparison->n_records--;
  g_task_return_boolean (task, TRUE);
}

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  ZcZoneChange *self = data;
  Comparison *comparison = g_task_get_task_data (G_TASK (result));

  self->comparing = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), NULL))
    {
      self->differences = g_steal_pointer (&comparison->differences);
      self->n_records = comparison->n_records;
      set_state (self, ZC_ZONE_CHANGE_KNOWN);
    }
  else if (!g_cancellable_is_cancelled (g_task_get_cancellable (self->task)))
    {
      /* Somebody handed in the records of another zone. */
      set_state (self, ZC_ZONE_CHANGE_NOTHING_PRESENT);
    }
  end_operation (self);
}

static void
compare (ZcZoneChange       *self,
         ZcZoneCopy         *present,
         ZcZoneCompareFlags  flags)
{
  g_autoptr(GTask) task = g_task_new (NULL, g_task_get_cancellable (self->task), compared_cb, self);
  Comparison *comparison = g_new0 (Comparison, 1);

  g_task_set_source_tag (task, compare);
  comparison->primary = g_object_ref (zc_verification_get_reference (self->verification));
  comparison->present = g_object_ref (present);
  comparison->flags = flags;
  g_task_set_task_data (task, comparison, comparison_free);

  self->comparing = TRUE;
  self->n_pending++;
  zc_worker_pool_run (ensure_pool (self), task, compare_in_thread);
}

static void
sealed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  ZcZoneChange *self = data;
  g_autoptr(ZcZoneCopy) copy = zc_zone_copy_builder_seal_finish (result, NULL);

  self->comparing = FALSE;
  if (copy != NULL)
    compare (self, copy, ZC_ZONE_COMPARE_DEFAULT);
  end_operation (self);
}

static void
transferred_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  ZcZoneChange *self = data;
  g_autoptr(ZcAxfrResult) transfer = zc_axfr_read_finish (result, NULL);
  g_autoptr(ZcZoneCopyBuilder) builder = g_steal_pointer (&self->builder);

  if (transfer != NULL && transfer->outcome == ZC_DNS_OUTCOME_OK)
    {
      self->comparing = TRUE;
      self->n_pending++;
      zc_zone_copy_builder_seal_async (g_steal_pointer (&builder), ensure_pool (self), g_task_get_cancellable (self->task),
                                       sealed_cb, self);
    }
  else if (transfer != NULL && transfer->outcome == ZC_DNS_OUTCOME_TOO_LARGE)
    {
      self->is_present_too_large = TRUE;
    }
  end_operation (self);
}

static gboolean
was_tried (ZcZoneChange *self,
           ZcDnsServer  *server)
{
  return g_ptr_array_find (self->tried, server, NULL);
}

/* Name servers that answer for the zone are asked one after the other, until one gives a copy. */
static gboolean
ask_next_name_server (ZcZoneChange *self)
{
  GPtrArray *rows = zc_observations_get_servers (zc_verification_get_observations (self->verification));
  const ZcVerificationOptions *options = zc_verification_get_options (self->verification);
  gint64 left_us = self->deadline_us - g_get_monotonic_time ();

  for (guint i = 0; i < rows->len && left_us > 0; i++)
    {
      const ZcObservedServer *row = rows->pdata[i];

      if (row->role != ZC_SERVER_ROLE_SECONDARY || row->server == NULL || was_tried (self, row->server) ||
          !zc_observed_server_get_serial (row, NULL))
        continue;

      g_ptr_array_add (self->tried, zc_dns_server_ref (row->server));
      /* The verification found the zone to be a name. */
      self->builder = zc_zone_copy_builder_new (zc_verification_get_zone (self->verification), NULL);
      self->n_pending++;
      zc_axfr_read_async (row->server, zc_verification_get_zone (self->verification), &options->limits,
                          (guint) MAX (left_us / 1000, 1), zc_zone_copy_builder_get_sink (), self->builder, NULL,
                          g_task_get_cancellable (self->task), transferred_cb, self);
      return TRUE;
    }

  return FALSE;
}

/* Why no primary gave a copy. A refusal counts least: it is usual. */
static ZcZoneChangeState
find_obstacle (ZcZoneChange *self)
{
  GPtrArray *rows = zc_observations_get_servers (zc_verification_get_observations (self->verification));
  gboolean is_refused = FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const ZcObservedServer *row = rows->pdata[i];

      if (row->role != ZC_SERVER_ROLE_PRIMARY || row->transfer == NULL)
        continue;
      if (row->transfer->outcome == ZC_DNS_OUTCOME_TOO_LARGE)
        return ZC_ZONE_CHANGE_TOO_LARGE;
      if (zc_observed_server_get_serial (row, NULL) &&
          (row->transfer->outcome == ZC_DNS_OUTCOME_REFUSED || row->transfer->outcome == ZC_DNS_OUTCOME_NOTAUTH ||
           row->transfer->outcome == ZC_DNS_OUTCOME_NOTAUTH_TSIG))
        is_refused = TRUE;
    }

  return is_refused ? ZC_ZONE_CHANGE_REFUSED : ZC_ZONE_CHANGE_NO_COPY;
}

/* Does the next thing that can be done, as soon as it can be. */
static void
consider (ZcZoneChange *self)
{
  if (self->state != ZC_ZONE_CHANGE_UNKNOWN || self->comparing || self->builder != NULL ||
      g_cancellable_is_cancelled (g_task_get_cancellable (self->task)))
    return;

  if (zc_verification_get_reference (self->verification) == NULL)
    {
      if (self->verified)
        set_state (self, find_obstacle (self));
      return;
    }

  if (self->present != NULL)
    compare (self, zc_service_copy_get_copy (self->present), zc_service_copy_get_flags (self->present));
  else if (!ask_next_name_server (self) && self->verified)
    set_state (self, self->is_present_too_large ? ZC_ZONE_CHANGE_TOO_LARGE : ZC_ZONE_CHANGE_NOTHING_PRESENT);
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  ZcZoneChange *self = data;
  GError *error = NULL;

  self->verified = TRUE;
  if (!zc_verification_run_finish (self->verification, result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      /* It did not even begin, so nothing else did. */
      g_autoptr(GTask) task = g_steal_pointer (&self->task);

      self->n_pending--;
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);

  end_operation (self);
}

static void
copy_read_cb (ZcVerification *verification,
              GParamSpec     *pspec,
              gpointer        data)
{
  consider (data);
}

void
zc_zone_change_run_async (ZcZoneChange        *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (ZC_IS_ZONE_CHANGE (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));
  g_return_if_fail (zc_verification_get_state (self->verification) == ZC_VERIFICATION_STATE_NEW);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, zc_zone_change_run_async);
  self->deadline_us = g_get_monotonic_time () +
                      (gint64) zc_verification_get_options (self->verification)->timeout_ms * 1000;

  g_signal_connect_object (self->verification, "notify::reference", G_CALLBACK (copy_read_cb), self, 0);
  self->n_pending++;
  zc_verification_run_async (self->verification, cancellable, verified_cb, self);
}

gboolean
zc_zone_change_run_finish (ZcZoneChange  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (ZC_IS_ZONE_CHANGE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_zone_change_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

ZcVerification *
zc_zone_change_get_verification (ZcZoneChange *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_CHANGE (self), NULL);

  return self->verification;
}

ZcZoneChangeState
zc_zone_change_get_state (ZcZoneChange *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_CHANGE (self), ZC_ZONE_CHANGE_UNKNOWN);

  return self->state;
}

gboolean
zc_zone_change_get_counts (ZcZoneChange       *self,
                           ZcZoneChangeCounts *counts)
{
  g_return_val_if_fail (ZC_IS_ZONE_CHANGE (self), FALSE);
  g_return_val_if_fail (counts != NULL, FALSE);

  *counts = (ZcZoneChangeCounts) { 0 };
  if (self->differences == NULL)
    return FALSE;

  counts->n_added = zc_zone_differences_get_n_missing (self->differences);
  counts->n_removed = zc_zone_differences_get_n_extra (self->differences);
  counts->n_changed = zc_zone_differences_get_n_changed (self->differences);
  counts->n_records = self->n_records;
  counts->n_records_removed = zc_zone_differences_get_n_surplus_records (self->differences);

  return TRUE;
}

gboolean
zc_zone_change_removes_most (ZcZoneChange *self)
{
  ZcZoneChangeCounts counts;

  return zc_zone_change_get_counts (self, &counts) && counts.n_records_removed > counts.n_records / 2;
}

GListModel *
zc_zone_change_get_differences (ZcZoneChange *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_CHANGE (self), NULL);

  return self->differences != NULL ? G_LIST_MODEL (self->differences) : NULL;
}

char *
zc_zone_change_dup_summary (ZcZoneChange *self)
{
  ZcZoneChangeCounts counts;

  if (!zc_zone_change_get_counts (self, &counts))
    return NULL;

  /* Translators: how many record sets come, go, and change. */
  return g_strdup_printf (_("+%'u -%'u ~%'u records"), counts.n_added, counts.n_removed, counts.n_changed);
}

char *
zc_zone_change_dup_sentence (ZcZoneChange *self)
{
  ZcZoneChangeCounts counts;

  g_return_val_if_fail (ZC_IS_ZONE_CHANGE (self), NULL);

  switch (self->state)
    {
    case ZC_ZONE_CHANGE_KNOWN:
      zc_zone_change_get_counts (self, &counts);
      if (counts.n_added + counts.n_removed + counts.n_changed == 0)
        return g_strdup (_("A transfer would change no record but the serial."));
      /* Translators: three numbers of record sets. */
      return g_strdup_printf (_("A transfer would change these record sets: %'u added, %'u removed, %'u changed."),
                              counts.n_added, counts.n_removed, counts.n_changed);
    case ZC_ZONE_CHANGE_REFUSED:
      return g_strdup (_("Your primary gives this computer no copy of the zone. That is usual; it only means that what would "
                         "change is not known here."));
    case ZC_ZONE_CHANGE_TOO_LARGE:
      return g_strdup (_("The zone is too large to look beforehand at what would change."));
    case ZC_ZONE_CHANGE_NO_COPY:
      return g_strdup (_("No primary gave a whole copy of the zone, so what would change is not known."));
    case ZC_ZONE_CHANGE_NOTHING_PRESENT:
      return g_strdup (_("The records that IONOS has now could not be read, so what would change is not known."));
    case ZC_ZONE_CHANGE_UNKNOWN:
    default:
      return g_strdup (_("What a transfer would change is not known yet."));
    }
}

char *
zc_zone_change_dup_warning (ZcZoneChange *self)
{
  ZcZoneChangeCounts counts;

  if (!zc_zone_change_get_counts (self, &counts) || !zc_zone_change_removes_most (self))
    return NULL;

  /* Translators: how many records would go, and how many there are. */
  return g_strdup_printf (ngettext ("The transfer would remove %'u of %'u record.", "The transfer would remove %'u of %'u records.",
                                    (unsigned long) counts.n_records),
                          (guint) counts.n_records_removed, (guint) counts.n_records);
}
