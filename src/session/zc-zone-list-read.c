/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-list-private.h"

/* A page of the service holds at most this many zones, so a list that begins with as many goes on. */
#define FULL_PAGE 1000

struct _ZcZoneArrival
{
  ZcZoneList *list;          /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GDateTime *when;           /* (owned): when it was read */
  gboolean from_cache;
};

static void
arrival_free (ZcZoneArrival *arrival)
{
  g_object_unref (arrival->list);
  g_object_unref (arrival->cancellable);
  g_date_time_unref (arrival->when);
  g_free (arrival);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcZoneArrival, arrival_free)

/* A quota that cannot be read leaves the total unknown; what is wrong with the service the list itself tells. */
static void
quota_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(ZcZoneList) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcQuota) quota = zc_cloud_client_get_quota_finish (ZC_CLOUD_CLIENT (source), result, &error);

  if (quota == NULL)
    {
      g_debug ("The number of zones to expect is not known: %s", error->message);
      return;
    }

  _zc_zone_list_set_n_expected (self, self->kind == ZC_ZONE_KIND_PRIMARY ? quota->usage.zones
                                                                         : quota->usage.secondary_zones);
}

static void
take_arrival (ZcZoneList    *self,
              ZcZoneArrival *arrival,
              ZcZoneMerge   *merge)
{
  g_object_freeze_notify (G_OBJECT (self));
  zc_list_load_show (&self->load, g_date_time_ref (arrival->when));
  _zc_zone_list_take_items (self, merge);
  _zc_zone_list_set_from_cache (self, arrival->from_cache);
  if (!arrival->from_cache)
    {
      if (self->cache != NULL)
        zc_zone_cache_replace (self->cache, merge->listed);
      zc_list_load_succeed (&self->load);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

static void fail (ZcZoneList *self,
                  GError     *error);

static void
merged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(ZcZoneArrival) arrival = data;
  ZcZoneList *self = arrival->list;
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcZoneMerge) merge = zc_zone_merge_finish (result, &error);

  /* Something newer was read meanwhile. */
  if (self->arrival != arrival)
    return;

  self->arrival = NULL;
  if (merge != NULL)
    take_arrival (self, arrival, merge);
  else
    fail (self, g_steal_pointer (&error));
}

static void
begin_arrival (ZcZoneList *self,
               GPtrArray  *zones,
               GDateTime  *when,
               gboolean    from_cache)
{
  ZcZoneArrival *arrival = g_new0 (ZcZoneArrival, 1);

  arrival->list = g_object_ref (self);
  arrival->cancellable = from_cache ? g_cancellable_new () : g_object_ref (self->load.cancellable);
  arrival->when = when;
  arrival->from_cache = from_cache;

  if (self->arrival != NULL)
    g_cancellable_cancel (self->arrival->cancellable);
  self->arrival = arrival;
  if (self->pool == NULL)
    self->pool = zc_worker_pool_new ("zc-zones", 1);
  zc_zone_merge_async (self->pool, g_ptr_array_ref (self->items), zones, self->watcher, arrival->cancellable, merged_cb,
                       arrival);
}

/* Shows what was read last, when nothing newer is there and it is time. */
static void
show_cached (ZcZoneList *self)
{
  g_autoptr(GPtrArray) zones = NULL;
  g_autoptr(GDateTime) listed = NULL;

  if (self->cache == NULL || self->arrival != NULL)
    return;

  zones = zc_zone_cache_take (self->cache, &listed);
  if (zones != NULL && self->load.loaded == NULL)
    begin_arrival (self, g_steal_pointer (&zones), g_steal_pointer (&listed), TRUE);
}

static void
cache_ready_cb (ZcZoneList *self)
{
  if (self->failure != NULL)
    fail (self, g_steal_pointer (&self->failure));
  else
    show_cached (self);
}

/* A list that was read once stays on screen; only its age and the error tell of the failure. */
static void
fail (ZcZoneList *self,
      GError     *error)
{
  if (self->cache != NULL && self->load.loaded == NULL && zc_zone_cache_end_patience (self->cache))
    {
      g_clear_error (&self->failure);
      self->failure = error;
      return;
    }

  show_cached (self);
  zc_list_load_fail (&self->load, error, self->arrival != NULL);
}

static void
progress_cb (guint    n_read,
             gpointer data)
{
  ZcZoneList *self = data;
  gboolean first = self->load.n_read == 0;

  zc_list_load_set_n_read (&self->load, n_read);

  /* Whoever waits for a list for the first time wants to know how long it gets. */
  if (first && self->n_expected == 0 && n_read >= FULL_PAGE && self->load.state == ZC_LOAD_STATE_LOADING)
    zc_cloud_client_get_quota_async (self->client, self->load.cancellable, quota_cb, g_object_ref (self));
}

static void
list_zones_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(ZcZoneList) self = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *zones = zc_cloud_client_list_zones_finish (ZC_CLOUD_CLIENT (source), result, &error);

  if (zones != NULL)
    begin_arrival (self, zones, g_date_time_new_now_local (), FALSE);
  else
    fail (self, g_steal_pointer (&error));
}

void
_zc_zone_list_end_reading (ZcZoneList *self)
{
  if (self->cache != NULL)
    g_signal_handlers_disconnect_by_data (self->cache, self);
  g_clear_object (&self->cache);
  g_clear_error (&self->failure);
  g_clear_object (&self->pool);
}

void
zc_zone_list_set_cache (ZcZoneList *self,
                        ZcStore    *store,
                        const char *account_id)
{
  g_return_if_fail (ZC_IS_ZONE_LIST (self));
  g_return_if_fail (ZC_IS_STORE (store));
  g_return_if_fail (account_id != NULL);
  g_return_if_fail (self->cache == NULL);

  self->cache = zc_zone_cache_new (store, account_id, self->kind);
  g_signal_connect_swapped (self->cache, "ready", G_CALLBACK (cache_ready_cb), self);
}

void
zc_zone_list_refresh (ZcZoneList *self)
{
  g_return_if_fail (ZC_IS_ZONE_LIST (self));

  if (!zc_list_load_begin (&self->load))
    return;

  if (self->cache != NULL && self->load.loaded == NULL)
    zc_zone_cache_begin_patience (self->cache);
  zc_cloud_client_list_zones_async (self->client, self->kind, progress_cb, self, self->load.cancellable, list_zones_cb,
                                    g_object_ref (self));
}

void
zc_zone_list_cancel (ZcZoneList *self)
{
  g_return_if_fail (ZC_IS_ZONE_LIST (self));

  zc_list_load_cancel (&self->load);
}
