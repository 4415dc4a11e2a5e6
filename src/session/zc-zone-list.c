/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-list.h"

#include "zc-domain-name.h"
#include "zc-release.h"
#include "zc-worker-pool.h"
#include "zc-zone-merge.h"

/* How long the first reading may take before what was read last is fetched, and how much longer before it is shown.
 * Most readings are over sooner, and what was read last is fetched in vain no longer. */
#define FETCH_MS 1000
#define SHOW_MS 1000

/* A page of the service holds at most this many zones, so a list that begins with as many goes on. */
#define FULL_PAGE 1000

/* What was read, on its way into the list. */
typedef struct
{
  ZcZoneList *list;          /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GDateTime *when;           /* (owned): when it was read */
  gboolean from_cache;
} Arrival;

struct _ZcZoneList
{
  GObject parent_instance;

  ZcCloudClient *client;     /* (owned) */
  ZcZoneKind kind;
  GPtrArray *items;          /* (owned) (element-type ZcZoneItem), sorted by id: never changed, only replaced */
  GArray *by_name;           /* (owned) (element-type guint32): places in the items, sorted by name in ASCII */
  ZcZoneWatcher *watcher;    /* (owned): of all items */
  GHashTable *in_transfer;   /* (owned) (element-type ZcZoneItem): the items whose zones are being transferred */
  guint n_need_attention;
  ZcLoadState load_state;
  GError *error;             /* (owned) (nullable) */
  GDateTime *loaded;         /* (owned) (nullable) */
  ZcStore *store;            /* (owned) (nullable) */
  char *account_id;          /* (owned) (nullable) */
  gboolean from_cache;

  /* In-progress data. */
  GPtrArray *cached;         /* (owned) (nullable) (element-type ZcZone): what was read last, until it is known whether
                              * it is needed */
  GDateTime *cached_listed;  /* (owned) (nullable) */
  gboolean cache_asked;
  gboolean cache_awaited;    /* it was asked and has not answered */
  GError *failure;           /* (owned) (nullable): told when it is known whether there is something else to show */
  guint patience_id;
  GCancellable *cancellable; /* (owned) (nullable): set while the list is being read */
  guint n_read;
  guint n_expected;
  ZcWorkerPool *pool;        /* (owned) (nullable): made when it is first needed */
  Arrival *arrival;          /* (unowned) (nullable): what was read last and is not in the list yet */
};

enum
{
  PROP_0,
  PROP_LOAD_STATE,
  PROP_BUSY,
  PROP_ERROR,
  PROP_N_READ,
  PROP_N_EXPECTED,
  PROP_LOADED,
  PROP_N_ITEMS,
  PROP_FROM_CACHE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  ITEM_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZcZoneList, zc_zone_list, G_TYPE_OBJECT,
  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

G_DEFINE_ENUM_TYPE (ZcLoadState, zc_load_state,
  G_DEFINE_ENUM_VALUE (ZC_LOAD_STATE_EMPTY, "empty"),
  G_DEFINE_ENUM_VALUE (ZC_LOAD_STATE_LOADING, "loading"),
  G_DEFINE_ENUM_VALUE (ZC_LOAD_STATE_READY, "ready"),
  G_DEFINE_ENUM_VALUE (ZC_LOAD_STATE_FAILED, "failed"))

static void
arrival_free (Arrival *arrival)
{
  g_object_unref (arrival->list);
  g_object_unref (arrival->cancellable);
  g_date_time_unref (arrival->when);
  g_free (arrival);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Arrival, arrival_free)

static void
follow_transfer (ZcZoneList *self,
                 ZcZoneItem *item)
{
  if (zc_zone_item_get_health (item) == ZC_ZONE_HEALTH_TRANSFERRING)
    g_hash_table_add (self->in_transfer, item);
  else
    g_hash_table_remove (self->in_transfer, item);
}

static void
item_changed_cb (ZcZoneItem  *item,
                 ZcZoneFacts *before,
                 gpointer     list)
{
  ZcZoneList *self = list;

  self->n_need_attention += zc_zone_item_needs_attention (item);
  self->n_need_attention -= zc_zone_facts_need_attention (before);
  follow_transfer (self, item);
  g_signal_emit (self, signals[ITEM_CHANGED], 0, item, zc_zone_facts_get_zone (before) != zc_zone_item_get_zone (item));
}

static void
items_changed (ZcZoneList *self,
               guint       position,
               guint       n_removed,
               guint       n_added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
  if (n_removed != n_added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
forget_item (ZcZoneList *self,
             ZcZoneItem *item)
{
  self->n_need_attention -= zc_zone_item_needs_attention (item);
  g_hash_table_remove (self->in_transfer, item);
  zc_zone_item_forget_watcher (item);
}

/* Replaces only the stretch between the first and the last difference. Being sorted by id, the list has no differences
 * but zones that came or went. */
static void
take_items (ZcZoneList  *self,
            ZcZoneMerge *merge)
{
  guint n_same = merge->n_same_first + merge->n_same_last;

  g_assert (merge->before == self->items);

  for (guint i = 0; i < merge->gone->len; i++)
    forget_item (self, merge->gone->pdata[i]);
  self->n_need_attention += merge->n_new_need_attention;
  g_ptr_array_unref (self->items);
  self->items = g_ptr_array_ref (merge->items);
  g_array_unref (self->by_name);
  self->by_name = g_array_ref (merge->by_name);

  if (merge->before->len != n_same || self->items->len != n_same)
    items_changed (self, merge->n_same_first, merge->before->len - n_same, self->items->len - n_same);
}

static void
set_load_state (ZcZoneList  *self,
                ZcLoadState  load_state)
{
  if (self->load_state == load_state)
    return;

  self->load_state = load_state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOAD_STATE]);
}

static void
set_error (ZcZoneList *self,
           GError     *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

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

  self->n_expected = self->kind == ZC_ZONE_KIND_PRIMARY ? quota->usage.zones : quota->usage.secondary_zones;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_EXPECTED]);
}

static void
forget_cached (ZcZoneList *self)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_pointer (&self->cached, g_ptr_array_unref);
  g_clear_pointer (&self->cached_listed, g_date_time_unref);
}

static void
set_from_cache (ZcZoneList *self,
                gboolean    from_cache)
{
  if (self->from_cache == from_cache)
    return;

  self->from_cache = from_cache;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FROM_CACHE]);
}

static void
set_loaded (ZcZoneList *self,
            GDateTime  *when)
{
  g_clear_pointer (&self->loaded, g_date_time_unref);
  self->loaded = g_date_time_ref (when);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

static void
take_arrival (ZcZoneList    *self,
              const Arrival *arrival,
              ZcZoneMerge   *merge)
{
  g_object_freeze_notify (G_OBJECT (self));
  set_loaded (self, arrival->when);
  take_items (self, merge);
  set_from_cache (self, arrival->from_cache);
  if (!arrival->from_cache)
    {
      forget_cached (self);
      if (self->store != NULL)
        zc_store_save_zones (self->store, self->account_id, self->kind, merge->listed);
      set_error (self, NULL);
      g_clear_object (&self->cancellable);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
    }
  set_load_state (self, ZC_LOAD_STATE_READY);
  g_object_thaw_notify (G_OBJECT (self));
}

static void fail (ZcZoneList *self,
                  GError     *error);

static void
merged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Arrival) arrival = data;
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
  Arrival *arrival = g_new0 (Arrival, 1);

  arrival->list = g_object_ref (self);
  arrival->cancellable = from_cache ? g_cancellable_new () : g_object_ref (self->cancellable);
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
  if (self->cached == NULL || self->loaded != NULL || self->arrival != NULL || self->patience_id != 0)
    return;

  begin_arrival (self, g_steal_pointer (&self->cached), g_steal_pointer (&self->cached_listed), TRUE);
}

static void
cached_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(ZcZoneList) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GDateTime) listed = NULL;
  g_autoptr(GPtrArray) zones = zc_store_load_zones_finish (ZC_STORE (source), result, &listed, &error);

  self->cache_awaited = FALSE;
  if (zones == NULL)
    g_debug ("The zones that were listed last cannot be read: %s", error->message);
  if (listed != NULL && self->loaded == NULL && self->arrival == NULL)
    {
      self->cached = g_steal_pointer (&zones);
      self->cached_listed = g_steal_pointer (&listed);
    }

  if (self->failure != NULL)
    fail (self, g_steal_pointer (&self->failure));
  else
    show_cached (self);
}

/* Once: later readings find the list there. */
static void
ask_cache (ZcZoneList *self)
{
  if (self->store == NULL || self->cache_asked)
    return;

  self->cache_asked = TRUE;
  self->cache_awaited = TRUE;
  zc_store_load_zones_async (self->store, self->account_id, self->kind, NULL, cached_cb, g_object_ref (self));
}

/* A list that was read once stays on screen; only its age and the error tell of the failure. */
static void
fail (ZcZoneList *self,
      GError     *error)
{
  if (self->loaded == NULL)
    ask_cache (self);
  if (self->cache_awaited)
    {
      g_clear_error (&self->failure);
      self->failure = error;
      return;
    }

  g_object_freeze_notify (G_OBJECT (self));
  g_clear_object (&self->cancellable);
  set_error (self, error);
  g_clear_handle_id (&self->patience_id, g_source_remove);
  show_cached (self);
  if (self->load_state != ZC_LOAD_STATE_READY && self->arrival == NULL)
    set_load_state (self, ZC_LOAD_STATE_FAILED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
show_cb (gpointer data)
{
  ZcZoneList *self = data;

  self->patience_id = 0;
  show_cached (self);

  return G_SOURCE_REMOVE;
}

static gboolean
fetch_cb (gpointer data)
{
  ZcZoneList *self = data;

  ask_cache (self);
  self->patience_id = g_timeout_add (SHOW_MS, show_cb, self);

  return G_SOURCE_REMOVE;
}

static void
progress_cb (guint    n_read,
             gpointer data)
{
  ZcZoneList *self = data;
  gboolean first = self->n_read == 0;

  self->n_read = n_read;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_READ]);

  /* Whoever waits for a list for the first time wants to know how long it gets. */
  if (first && self->n_expected == 0 && n_read >= FULL_PAGE && self->load_state == ZC_LOAD_STATE_LOADING)
    zc_cloud_client_get_quota_async (self->client, self->cancellable, quota_cb, g_object_ref (self));
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

static GType
zc_zone_list_get_item_type (GListModel *model)
{
  return ZC_TYPE_ZONE_ITEM;
}

static guint
zc_zone_list_get_n_items (GListModel *model)
{
  return ZC_ZONE_LIST (model)->items->len;
}

static gpointer
zc_zone_list_get_item (GListModel *model,
                       guint       position)
{
  ZcZoneList *self = ZC_ZONE_LIST (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = zc_zone_list_get_item_type;
  iface->get_n_items = zc_zone_list_get_n_items;
  iface->get_item = zc_zone_list_get_item;
}

static void
zc_zone_list_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  ZcZoneList *self = ZC_ZONE_LIST (object);

  switch (prop_id)
    {
    case PROP_LOAD_STATE:
      g_value_set_enum (value, (int) self->load_state);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, zc_zone_list_is_busy (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_N_READ:
      g_value_set_uint (value, self->n_read);
      break;
    case PROP_N_EXPECTED:
      g_value_set_uint (value, self->n_expected);
      break;
    case PROP_LOADED:
      g_value_set_boxed (value, self->loaded);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->items->len);
      break;
    case PROP_FROM_CACHE:
      g_value_set_boolean (value, self->from_cache);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_zone_list_finalize (GObject *object)
{
  ZcZoneList *self = ZC_ZONE_LIST (object);

  forget_cached (self);
  g_clear_object (&self->client);
  g_clear_object (&self->store);
  g_free (self->account_id);
  /* The items may live on. */
  self->watcher->list = NULL;
  g_atomic_rc_box_release (self->watcher);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->by_name, g_array_unref);
  g_clear_pointer (&self->in_transfer, g_hash_table_unref);
  g_clear_object (&self->pool);
  g_clear_error (&self->error);
  g_clear_error (&self->failure);
  g_clear_pointer (&self->loaded, g_date_time_unref);

  G_OBJECT_CLASS (zc_zone_list_parent_class)->finalize (object);
}

static void
zc_zone_list_class_init (ZcZoneListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_zone_list_get_property;
  object_class->finalize = zc_zone_list_finalize;

  properties[PROP_LOAD_STATE] = g_param_spec_enum ("load-state", NULL, NULL, ZC_TYPE_LOAD_STATE,
                                                   ZC_LOAD_STATE_EMPTY, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_N_READ] = g_param_spec_uint ("n-read", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_EXPECTED] = g_param_spec_uint ("n-expected", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LOADED] = g_param_spec_boxed ("loaded", NULL, NULL, G_TYPE_DATE_TIME, flags);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_FROM_CACHE] = g_param_spec_boolean ("from-cache", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ITEM_CHANGED] = g_signal_new ("item-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 2, ZC_TYPE_ZONE_ITEM, G_TYPE_BOOLEAN);
}

static void
zc_zone_list_init (ZcZoneList *self)
{
  self->items = g_ptr_array_new_with_free_func (zc_release_later);
  self->by_name = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->in_transfer = g_hash_table_new (NULL, NULL);
  self->watcher = g_atomic_rc_box_new0 (ZcZoneWatcher);
  self->watcher->changed = item_changed_cb;
  self->watcher->list = self;
}

ZcZoneList *
zc_zone_list_new (ZcCloudClient *client,
                  ZcZoneKind     kind)
{
  ZcZoneList *self;

  g_return_val_if_fail (ZC_IS_CLOUD_CLIENT (client), NULL);

  self = g_object_new (ZC_TYPE_ZONE_LIST, NULL);
  self->client = g_object_ref (client);
  self->kind = kind;

  return self;
}

void
zc_zone_list_set_cache (ZcZoneList *self,
                        ZcStore    *store,
                        const char *account_id)
{
  g_return_if_fail (ZC_IS_ZONE_LIST (self));
  g_return_if_fail (ZC_IS_STORE (store));
  g_return_if_fail (account_id != NULL);
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  self->account_id = g_strdup (account_id);
}

void
zc_zone_list_refresh (ZcZoneList *self)
{
  g_return_if_fail (ZC_IS_ZONE_LIST (self));

  if (self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  self->n_read = 0;

  g_object_freeze_notify (G_OBJECT (self));
  if (self->load_state != ZC_LOAD_STATE_READY)
    set_load_state (self, ZC_LOAD_STATE_LOADING);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  g_object_thaw_notify (G_OBJECT (self));

  if (self->store != NULL && self->loaded == NULL && !self->cache_asked && self->patience_id == 0)
    self->patience_id = g_timeout_add (FETCH_MS, fetch_cb, self);
  zc_cloud_client_list_zones_async (self->client, self->kind, progress_cb, self, self->cancellable, list_zones_cb,
                                    g_object_ref (self));
}

void
zc_zone_list_cancel (ZcZoneList *self)
{
  g_return_if_fail (ZC_IS_ZONE_LIST (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

ZcZoneKind
zc_zone_list_get_kind (ZcZoneList *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_LIST (self), ZC_ZONE_KIND_PRIMARY);

  return self->kind;
}

ZcLoadState
zc_zone_list_get_load_state (ZcZoneList *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_LIST (self), ZC_LOAD_STATE_EMPTY);

  return self->load_state;
}

gboolean
zc_zone_list_is_busy (ZcZoneList *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_LIST (self), FALSE);

  return self->cancellable != NULL;
}

const GError *
zc_zone_list_get_error (ZcZoneList *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_LIST (self), NULL);

  return self->error;
}

GDateTime *
zc_zone_list_get_loaded (ZcZoneList *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_LIST (self), NULL);

  return self->loaded;
}

gboolean
zc_zone_list_is_from_cache (ZcZoneList *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_LIST (self), FALSE);

  return self->from_cache;
}

static int
compare_name (ZcZoneItem *item,
              const char *wanted)
{
  return g_strcmp0 (zc_zone_get_ascii_name (zc_zone_item_get_zone (item)), wanted);
}

ZcZoneItem *
zc_zone_list_find (ZcZoneList *self,
                   const char *name)
{
  g_autofree char *wanted = NULL;
  ZcZoneItem *item;
  guint low = 0, high;

  g_return_val_if_fail (ZC_IS_ZONE_LIST (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  wanted = zc_domain_name_to_ascii (name);
  if (wanted == NULL)
    return NULL;

  /* The first of those that have the name. */
  for (high = self->by_name->len; low < high;)
    {
      guint middle = low + (high - low) / 2;

      if (compare_name (self->items->pdata[g_array_index (self->by_name, guint32, middle)], wanted) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == self->by_name->len)
    return NULL;

  item = self->items->pdata[g_array_index (self->by_name, guint32, low)];

  return compare_name (item, wanted) == 0 ? item : NULL;
}

ZcZoneItem *
zc_zone_list_find_by_id (ZcZoneList *self,
                         const char *id)
{
  guint place;

  g_return_val_if_fail (ZC_IS_ZONE_LIST (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return zc_zone_merge_find_id (self->items, id, &place) ? self->items->pdata[place] : NULL;
}

GPtrArray *
zc_zone_list_get_items (ZcZoneList *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_LIST (self), NULL);

  return self->items;
}

gboolean
zc_zone_list_find_place (GPtrArray  *items,
                         ZcZoneItem *item,
                         guint      *place)
{
  return zc_zone_merge_find_id (items, zc_zone_get_id (zc_zone_item_get_zone (item)), place) &&
         items->pdata[*place] == item;
}

guint
zc_zone_list_get_n_need_attention (ZcZoneList *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_LIST (self), 0);

  return self->n_need_attention;
}

GPtrArray *
zc_zone_list_list_in_transfer (ZcZoneList *self)
{
  GPtrArray *items;
  GHashTableIter iter;
  gpointer item;

  g_return_val_if_fail (ZC_IS_ZONE_LIST (self), NULL);

  items = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_iter_init (&iter, self->in_transfer);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    g_ptr_array_add (items, g_object_ref (item));

  return items;
}
