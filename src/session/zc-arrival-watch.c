/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-arrival-watch.h"

#include "zc-serial.h"
#include "zc-store-arrivals.h"

/* RFC 1996 proposes to send a NOTIFY again after a minute and five times in all, and then a copy is made. What takes twice
 * as long did not come by it. */
#define LATE_SECONDS (10 * 60)

typedef struct
{
  char *zone_id;          /* (owned) */

  /* What was learnt. */
  guint n_late;
  gint64 longest_seconds;

  /* The change that is missing, while one is. */
  gboolean is_missing;
  guint32 serial;
  gint64 since_us;        /* the first look that missed it */
  gint64 until_us;        /* the last one */

  /* The look before. */
  gint64 run_id;          /* the last transfer that this program started, 0 for none */
  gboolean has_served;
  guint32 served;
} Entry;

struct _ZcArrivalWatch
{
  GObject parent_instance;

  ZcStore *store;            /* (owned) */
  char *account_id;          /* (owned) */
  GHashTable *entries;       /* (owned) (element-type utf8 Entry): by the zone's id, which belongs to the entry: zones of
                              * which there is anything to remember */
  GCancellable *cancellable; /* (owned): of the reading */
};

G_DEFINE_FINAL_TYPE (ZcArrivalWatch, zc_arrival_watch, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->zone_id);
  g_free (entry);
}

static Entry *
add_entry (ZcArrivalWatch *self,
           const char     *zone_id)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->zone_id = g_strdup (zone_id);
  g_hash_table_insert (self->entries, entry->zone_id, entry);

  return entry;
}

static void
learn (ZcArrivalWatch *self,
       Entry          *entry,
       guint           n_late,
       gint64          longest_seconds)
{
  if (entry->n_late == n_late && entry->longest_seconds == longest_seconds)
    return;

  entry->n_late = n_late;
  entry->longest_seconds = longest_seconds;
  zc_store_save_late_arrivals (self->store, self->account_id, entry->zone_id, n_late, longest_seconds);
}

/* The refresh time that the secondaries go by: that of the newest SOA. */
static guint32
get_refresh (ZcSerialReport *report,
             guint32         target)
{
  GPtrArray *rows = zc_serial_report_get_rows (report);

  for (guint i = 0; i < rows->len; i++)
    {
      const ZcSerialRow *row = rows->pdata[i];

      if (row->role == ZC_SERVER_ROLE_PRIMARY && row->answer != NULL && row->answer->has_serial &&
          row->answer->serial == target)
        return row->answer->refresh;
    }

  return 0;
}

static void
note_arrival (ZcArrivalWatch *self,
              Entry          *entry,
              guint32         refresh)
{
  gint64 seconds = (entry->until_us - entry->since_us) / G_USEC_PER_SEC;

  entry->is_missing = FALSE;
  /* It was missed, but whether for long is not known. */
  if (seconds < LATE_SECONDS)
    return;

  /* What took longer than the refresh time was held up by something else. */
  if (seconds > refresh)
    learn (self, entry, 0, 0);
  else
    learn (self, entry, entry->n_late + 1, MAX (entry->longest_seconds, seconds));
}

/* Goes on with what was missing, or sees that something came between two looks. */
static void
note_served (ZcArrivalWatch *self,
             Entry          *entry,
             guint32         target,
             guint32         served,
             guint32         refresh)
{
  if (!entry->is_missing)
    {
      if (entry->has_served && served != entry->served)
        learn (self, entry, 0, 0);
    }
  else if (zc_serial_reaches (served, entry->serial))
    note_arrival (self, entry, refresh);
  else if (zc_serial_reaches (target, entry->serial))
    entry->until_us = g_get_monotonic_time ();
  else
    /* The primary took it back. */
    entry->is_missing = FALSE;

  entry->served = served;
  entry->has_served = TRUE;
}

static void
begin_missing (Entry   *entry,
               guint32  target)
{
  entry->is_missing = TRUE;
  entry->serial = target;
  entry->since_us = g_get_monotonic_time ();
  entry->until_us = entry->since_us;
}

static gint64
get_run_id (ZcZoneItem *item)
{
  return zc_zone_item_get_run (item) != NULL ? zc_run_get_id (zc_zone_item_get_run (item)) : 0;
}

/* Whether the name servers have what they have for another reason than that nobody told them: a transfer that fails, or
 * two primaries of which the older one may have been asked. */
static gboolean
has_other_reason (ZcZoneItem     *item,
                  ZcSerialReport *report)
{
  GPtrArray *statuses = zc_zone_item_get_statuses (item);

  for (guint i = 0; statuses != NULL && i < statuses->len; i++)
    if (zc_primary_status_is_error (statuses->pdata[i]))
      return TRUE;

  return zc_serial_report_primaries_differ (report);
}

/* One that does not answer this computer may have the change. */
static gboolean
all_answer (ZcSerialReport *report)
{
  g_auto(GStrv) silent = zc_serial_report_list_silent (report);

  return silent[0] == NULL;
}

static void
forget_look (Entry  *entry,
             gint64  run_id)
{
  entry->run_id = run_id;
  entry->is_missing = FALSE;
  entry->has_served = FALSE;
}

void
zc_arrival_watch_note (ZcArrivalWatch *self,
                       ZcZoneItem     *item)
{
  const char *zone_id;
  ZcSerialReport *report;
  Entry *entry;
  guint32 target, served;
  gboolean is_missed;

  g_return_if_fail (ZC_IS_ARRIVAL_WATCH (self));
  g_return_if_fail (ZC_IS_ZONE_ITEM (item));

  zone_id = zc_zone_get_id (zc_zone_item_get_zone (item));
  entry = g_hash_table_lookup (self->entries, zone_id);
  report = zc_zone_item_get_report (item);
  if (report == NULL || !zc_serial_report_get_target (report, &target) ||
      !zc_serial_report_get_served (report, NULL, &served))
    return;

  is_missed = zc_serial_compare (target, served) == ZC_SERIAL_NEWER;
  if (is_missed && !all_answer (report))
    return;

  /* What comes of a transfer that was started does not come by itself. */
  if (entry != NULL && (entry->run_id != get_run_id (item) || has_other_reason (item, report)))
    forget_look (entry, get_run_id (item));
  if (zc_zone_item_get_health (item) == ZC_ZONE_HEALTH_TRANSFERRING || has_other_reason (item, report))
    return;

  if (entry != NULL)
    note_served (self, entry, target, served, get_refresh (report, target));
  if (is_missed && entry == NULL)
    {
      entry = add_entry (self, zone_id);
      entry->run_id = get_run_id (item);
      entry->served = served;
      entry->has_served = TRUE;
    }
  if (is_missed && !entry->is_missing)
    begin_missing (entry, target);
  if (entry != NULL && !entry->is_missing && entry->n_late == 0)
    g_hash_table_remove (self->entries, zone_id);
}

guint
zc_arrival_watch_count (ZcArrivalWatch *self,
                        const char     *zone_id,
                        gint64         *longest_seconds)
{
  const Entry *entry;

  g_return_val_if_fail (ZC_IS_ARRIVAL_WATCH (self), 0);
  g_return_val_if_fail (zone_id != NULL, 0);
  g_return_val_if_fail (longest_seconds != NULL, 0);

  entry = g_hash_table_lookup (self->entries, zone_id);
  *longest_seconds = entry != NULL ? entry->longest_seconds : 0;

  return entry != NULL ? entry->n_late : 0;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  ZcArrivalWatch *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) zones = zc_store_load_late_arrivals_finish (ZC_STORE (source), result, &error);

  /* The watch is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (zones == NULL)
    {
      g_warning ("It is not known any more whose changes arrived late: %s", error->message);
      return;
    }

  for (guint i = 0; i < zones->len; i++)
    {
      const ZcLateArrivals *zone = zones->pdata[i];
      Entry *entry = g_hash_table_lookup (self->entries, zone->zone_id);

      if (entry == NULL)
        entry = add_entry (self, zone->zone_id);
      entry->n_late = zone->n_arrivals;
      entry->longest_seconds = zone->longest_seconds;
    }
}

static void
zc_arrival_watch_dispose (GObject *object)
{
  ZcArrivalWatch *self = ZC_ARRIVAL_WATCH (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (zc_arrival_watch_parent_class)->dispose (object);
}

static void
zc_arrival_watch_finalize (GObject *object)
{
  ZcArrivalWatch *self = ZC_ARRIVAL_WATCH (object);

  g_clear_object (&self->store);
  g_free (self->account_id);
  g_hash_table_unref (self->entries);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (zc_arrival_watch_parent_class)->finalize (object);
}

static void
zc_arrival_watch_class_init (ZcArrivalWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zc_arrival_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = zc_arrival_watch_finalize;
}

static void
zc_arrival_watch_init (ZcArrivalWatch *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  self->cancellable = g_cancellable_new ();
}

ZcArrivalWatch *
zc_arrival_watch_new (ZcStore    *store,
                      const char *account_id)
{
  ZcArrivalWatch *self;

  g_return_val_if_fail (ZC_IS_STORE (store), NULL);
  g_return_val_if_fail (account_id != NULL, NULL);

  self = g_object_new (ZC_TYPE_ARRIVAL_WATCH, NULL);
  self->store = g_object_ref (store);
  self->account_id = g_strdup (account_id);
  zc_store_load_late_arrivals_async (store, account_id, self->cancellable, loaded_cb, self);

  return self;
}
