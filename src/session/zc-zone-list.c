/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-list-private.h"

#include "zc-domain-name.h"
#include "zc-release.h"

typedef enum
{
  PROP_N_EXPECTED = ZC_LIST_LOAD_N_PROPS,
  PROP_N_ITEMS,
  PROP_FROM_CACHE,
} ZcZoneListProperty;

static GParamSpec *properties[PROP_FROM_CACHE + 1];

enum
{
  ITEM_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZcZoneList, zc_zone_list, G_TYPE_OBJECT,
  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

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
void
_zc_zone_list_take_items (ZcZoneList  *self,
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

void
_zc_zone_list_set_from_cache (ZcZoneList *self,
                              gboolean    from_cache)
{
  if (self->from_cache == from_cache)
    return;

  self->from_cache = from_cache;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FROM_CACHE]);
}

void
_zc_zone_list_set_n_expected (ZcZoneList *self,
                              guint       n_expected)
{
  self->n_expected = n_expected;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_EXPECTED]);
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

  switch ((ZcZoneListProperty) prop_id)
    {
    case PROP_N_EXPECTED:
      g_value_set_uint (value, self->n_expected);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->items->len);
      break;
    case PROP_FROM_CACHE:
      g_value_set_boolean (value, self->from_cache);
      break;
    default:
      zc_list_load_get_property (&self->load, prop_id, value, pspec);
    }
}

static void
zc_zone_list_finalize (GObject *object)
{
  ZcZoneList *self = ZC_ZONE_LIST (object);

  _zc_zone_list_end_reading (self);
  zc_list_load_clear (&self->load);
  g_clear_object (&self->client);
  /* The items may live on. */
  self->watcher->list = NULL;
  g_atomic_rc_box_release (self->watcher);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->by_name, g_array_unref);
  g_clear_pointer (&self->in_transfer, g_hash_table_unref);

  G_OBJECT_CLASS (zc_zone_list_parent_class)->finalize (object);
}

static void
zc_zone_list_class_init (ZcZoneListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_zone_list_get_property;
  object_class->finalize = zc_zone_list_finalize;

  zc_list_load_install_properties (object_class);
  properties[PROP_N_EXPECTED] = g_param_spec_uint ("n-expected", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_FROM_CACHE] = g_param_spec_boolean ("from-cache", NULL, NULL, FALSE, flags);

  for (guint i = ZC_LIST_LOAD_N_PROPS; i < G_N_ELEMENTS (properties); i++)
    g_object_class_install_property (object_class, i, properties[i]);

  signals[ITEM_CHANGED] = g_signal_new ("item-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 2, ZC_TYPE_ZONE_ITEM, G_TYPE_BOOLEAN);
}

static void
zc_zone_list_init (ZcZoneList *self)
{
  zc_list_load_init (&self->load, self);
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

  return self->load.state;
}

gboolean
zc_zone_list_is_busy (ZcZoneList *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_LIST (self), FALSE);

  return self->load.cancellable != NULL;
}

const GError *
zc_zone_list_get_error (ZcZoneList *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_LIST (self), NULL);

  return self->load.error;
}

GDateTime *
zc_zone_list_get_loaded (ZcZoneList *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_LIST (self), NULL);

  return self->load.loaded;
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
