/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-cache.h"

/* How long the first reading may take before the zones are fetched, and how much longer before they are shown. Most
 * readings are over sooner, and nothing is fetched in vain. */
#define FETCH_MS 1000
#define SHOW_MS 1000

struct _ZcZoneCache
{
  GObject parent_instance;

  ZcStore *store;    /* (owned) */
  char *account_id;  /* (owned) */
  ZcZoneKind kind;
  guint patience_id; /* until the zones are fetched, and then until they may be shown */
  gboolean asked;
  gboolean awaited;  /* the store was asked and has not answered */
  GPtrArray *zones;  /* (owned) (nullable) (element-type ZcZone): until it is known whether they are needed */
  GDateTime *listed; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ZcZoneCache, zc_zone_cache, G_TYPE_OBJECT)

enum
{
  READY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(ZcZoneCache) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GDateTime) listed = NULL;
  g_autoptr(GPtrArray) zones = zc_store_load_zones_finish (ZC_STORE (source), result, &listed, &error);

  self->awaited = FALSE;
  if (zones == NULL)
    g_debug ("The zones that were listed last cannot be read: %s", error->message);
  if (listed != NULL)
    {
      self->zones = g_steal_pointer (&zones);
      self->listed = g_steal_pointer (&listed);
    }
  g_signal_emit (self, signals[READY], 0);
}

/* Once: later readings find the list there. */
static void
ask (ZcZoneCache *self)
{
  if (self->asked)
    return;

  self->asked = TRUE;
  self->awaited = TRUE;
  zc_store_load_zones_async (self->store, self->account_id, self->kind, NULL, loaded_cb, g_object_ref (self));
}

static gboolean
show_cb (gpointer data)
{
  ZcZoneCache *self = data;

  self->patience_id = 0;
  g_signal_emit (self, signals[READY], 0);

  return G_SOURCE_REMOVE;
}

static gboolean
fetch_cb (gpointer data)
{
  ZcZoneCache *self = data;

  ask (self);
  self->patience_id = g_timeout_add (SHOW_MS, show_cb, self);

  return G_SOURCE_REMOVE;
}

static void
forget (ZcZoneCache *self)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_pointer (&self->zones, g_ptr_array_unref);
  g_clear_pointer (&self->listed, g_date_time_unref);
}

static void
zc_zone_cache_finalize (GObject *object)
{
  ZcZoneCache *self = ZC_ZONE_CACHE (object);

  forget (self);
  g_clear_object (&self->store);
  g_free (self->account_id);

  G_OBJECT_CLASS (zc_zone_cache_parent_class)->finalize (object);
}

static void
zc_zone_cache_class_init (ZcZoneCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_zone_cache_finalize;

  signals[READY] = g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
zc_zone_cache_init (ZcZoneCache *self)
{
}

ZcZoneCache *
zc_zone_cache_new (ZcStore    *store,
                   const char *account_id,
                   ZcZoneKind  kind)
{
  ZcZoneCache *self;

  g_return_val_if_fail (ZC_IS_STORE (store), NULL);
  g_return_val_if_fail (account_id != NULL, NULL);

  self = g_object_new (ZC_TYPE_ZONE_CACHE, NULL);
  self->store = g_object_ref (store);
  self->account_id = g_strdup (account_id);
  self->kind = kind;

  return self;
}

void
zc_zone_cache_begin_patience (ZcZoneCache *self)
{
  g_return_if_fail (ZC_IS_ZONE_CACHE (self));

  if (!self->asked && self->patience_id == 0)
    self->patience_id = g_timeout_add (FETCH_MS, fetch_cb, self);
}

gboolean
zc_zone_cache_end_patience (ZcZoneCache *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_CACHE (self), FALSE);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  ask (self);

  return self->awaited;
}

GPtrArray *
zc_zone_cache_take (ZcZoneCache  *self,
                    GDateTime   **listed)
{
  g_return_val_if_fail (ZC_IS_ZONE_CACHE (self), NULL);
  g_return_val_if_fail (listed != NULL, NULL);

  if (self->zones == NULL || self->patience_id != 0)
    return NULL;

  *listed = g_steal_pointer (&self->listed);

  return g_steal_pointer (&self->zones);
}

void
zc_zone_cache_replace (ZcZoneCache *self,
                       GPtrArray   *zones)
{
  g_return_if_fail (ZC_IS_ZONE_CACHE (self));
  g_return_if_fail (zones != NULL);

  forget (self);
  zc_store_save_zones (self->store, self->account_id, self->kind, zones);
}
