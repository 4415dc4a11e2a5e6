/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-list.h"

#include <string.h>

#include "zc-domain-name.h"

/* How long the first reading may take before what was read last is shown. */
#define PATIENCE_MS 2000

/* A page of the service holds at most this many zones, so a list that begins with as many goes on. */
#define FULL_PAGE 1000

struct _ZcZoneList
{
  GObject parent_instance;

  ZcCloudClient *client;     /* (owned) */
  ZcZoneKind kind;
  GPtrArray *items;          /* (owned) (element-type ZcZoneItem), sorted by id */
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
  guint patience_id;
  GCancellable *cancellable; /* (owned) (nullable): set while the list is being read */
  guint n_read;
  guint n_expected;
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

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZcZoneList, zc_zone_list, G_TYPE_OBJECT,
  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

G_DEFINE_ENUM_TYPE (ZcLoadState, zc_load_state,
  G_DEFINE_ENUM_VALUE (ZC_LOAD_STATE_EMPTY, "empty"),
  G_DEFINE_ENUM_VALUE (ZC_LOAD_STATE_LOADING, "loading"),
  G_DEFINE_ENUM_VALUE (ZC_LOAD_STATE_READY, "ready"),
  G_DEFINE_ENUM_VALUE (ZC_LOAD_STATE_FAILED, "failed"))

static const char *
get_item_id (gpointer item)
{
  return zc_zone_get_id (zc_zone_item_get_zone (item));
}

typedef struct
{
  const char *id; /* (unowned) */
  ZcZone *zone;   /* (unowned) */
} Listed;

static int
compare_listed (gconstpointer first,
                gconstpointer second)
{
  return strcmp (((const Listed *) first)->id, ((const Listed *) second)->id);
}

/* Where @id is or would be. */
static guint
find_place (ZcZoneList *self,
            const char *id,
            gboolean   *found)
{
  guint low = 0, high = self->items->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strcmp (get_item_id (self->items->pdata[middle]), id);

      if (order == 0)
        {
          *found = TRUE;
          return middle;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }

  *found = FALSE;

  return low;
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

/* Keeps the item of every zone that is still listed, so that selections, runs and checks survive a refresh,
 * and replaces only the stretch between the first and the last difference. Being sorted by id, the list has no
 * differences but zones that came or went. */
static void
take_zones (ZcZoneList *self,
            GPtrArray  *zones)
{
  g_autoptr(GArray) sorted = g_array_sized_new (FALSE, FALSE, sizeof (Listed), zones->len);
  g_autoptr(GPtrArray) items = g_ptr_array_new_full (zones->len, g_object_unref);
  g_autoptr(GPtrArray) old_items = NULL;
  guint n_before = 0, n_behind = 0, n_most;

  for (guint i = 0; i < zones->len; i++)
    {
      Listed listed = { zc_zone_get_id (zones->pdata[i]), zones->pdata[i] };

      g_array_append_val (sorted, listed);
    }
  g_array_sort (sorted, compare_listed);

  for (guint i = 0; i < sorted->len; i++)
    {
      const Listed *listed = &g_array_index (sorted, Listed, i);
      gboolean found;
      guint place = find_place (self, listed->id, &found);

      if (found)
        g_ptr_array_add (items, g_object_ref (self->items->pdata[place]));
      else
        g_ptr_array_add (items, zc_zone_item_new (listed->zone));
    }

  n_most = MIN (items->len, self->items->len);
  while (n_before < n_most && items->pdata[n_before] == self->items->pdata[n_before])
    n_before++;
  while (n_behind < n_most - n_before &&
         items->pdata[items->len - 1 - n_behind] == self->items->pdata[self->items->len - 1 - n_behind])
    n_behind++;

  old_items = g_steal_pointer (&self->items);
  self->items = g_steal_pointer (&items);
  if (old_items->len != n_before + n_behind || self->items->len != n_before + n_behind)
    items_changed (self, n_before, old_items->len - n_before - n_behind, self->items->len - n_before - n_behind);

  for (guint i = 0; i < sorted->len; i++)
    zc_zone_item_set_zone (self->items->pdata[i], g_array_index (sorted, Listed, i).zone);
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

/* Shows what was read last, when nothing newer is there and it is time. */
static void
show_cached (ZcZoneList *self)
{
  if (self->cached == NULL || self->loaded != NULL || self->patience_id != 0)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  self->loaded = g_steal_pointer (&self->cached_listed);
  take_zones (self, self->cached);
  forget_cached (self);
  set_from_cache (self, TRUE);
  set_load_state (self, ZC_LOAD_STATE_READY);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
patience_cb (gpointer data)
{
  ZcZoneList *self = data;

  self->patience_id = 0;
  show_cached (self);

  return G_SOURCE_REMOVE;
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

  if (zones == NULL)
    g_debug ("The zones that were listed last cannot be read: %s", error->message);
  if (listed == NULL || self->loaded != NULL)
    return;

  self->cached = g_steal_pointer (&zones);
  self->cached_listed = g_steal_pointer (&listed);
  show_cached (self);
}

/* Once, with the first reading: later ones find the list there. */
static void
ask_cache (ZcZoneList *self)
{
  if (self->store == NULL || self->cache_asked)
    return;

  self->cache_asked = TRUE;
  self->patience_id = g_timeout_add_full (G_PRIORITY_DEFAULT, PATIENCE_MS, patience_cb, self, NULL);
  zc_store_load_zones_async (self->store, self->account_id, self->kind, NULL, cached_cb, g_object_ref (self));
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
  g_autoptr(GPtrArray) zones = zc_cloud_client_list_zones_finish (ZC_CLOUD_CLIENT (source), result, &error);

  g_clear_object (&self->cancellable);

  g_object_freeze_notify (G_OBJECT (self));
  if (zones != NULL)
    {
      g_clear_pointer (&self->loaded, g_date_time_unref);
      self->loaded = g_date_time_new_now_local ();
      take_zones (self, zones);
      forget_cached (self);
      set_from_cache (self, FALSE);
      if (self->store != NULL)
        zc_store_save_zones (self->store, self->account_id, self->kind, zones);
      set_error (self, NULL);
      set_load_state (self, ZC_LOAD_STATE_READY);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
    }
  else
    {
      /* A list that was read once stays on screen; only its age and the error tell of the failure. */
      set_error (self, g_steal_pointer (&error));
      if (self->load_state != ZC_LOAD_STATE_READY)
        set_load_state (self, ZC_LOAD_STATE_FAILED);
      g_clear_handle_id (&self->patience_id, g_source_remove);
      show_cached (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  g_object_thaw_notify (G_OBJECT (self));
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
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_error (&self->error);
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
}

static void
zc_zone_list_init (ZcZoneList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
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

  ask_cache (self);
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

ZcZoneItem *
zc_zone_list_find (ZcZoneList *self,
                   const char *name)
{
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (ZC_IS_ZONE_LIST (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  wanted = zc_domain_name_to_ascii (name);
  if (wanted == NULL)
    return NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      g_autofree char *ascii = zc_domain_name_to_ascii (zc_zone_get_name (zc_zone_item_get_zone (self->items->pdata[i])));

      if (g_strcmp0 (ascii, wanted) == 0)
        return self->items->pdata[i];
    }

  return NULL;
}

ZcZoneItem *
zc_zone_list_find_by_id (ZcZoneList *self,
                         const char *id)
{
  gboolean found;
  guint place;

  g_return_val_if_fail (ZC_IS_ZONE_LIST (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  place = find_place (self, id, &found);

  return found ? self->items->pdata[place] : NULL;
}
