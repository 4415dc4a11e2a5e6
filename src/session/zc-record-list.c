/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-record-list.h"

#include <string.h>

#include "zc-list-load-private.h"

struct _ZcRecordList
{
  GObject parent_instance;

  ZcCloudClient *client; /* (owned) */
  ZcZone *zone;          /* (owned) */
  GPtrArray *records;    /* (owned) (element-type ZcRecord): never changed, only replaced */
  ZcListLoad load;
};

/* Beside what all lists have that are read. */
enum
{
  PROP_N_ITEMS = ZC_LIST_LOAD_N_PROPS,
};

static GParamSpec *n_items_property;

static GType
zc_record_list_get_item_type (GListModel *model)
{
  return ZC_TYPE_RECORD;
}

static guint
zc_record_list_get_n_items (GListModel *model)
{
  return ZC_RECORD_LIST (model)->records->len;
}

static gpointer
zc_record_list_get_item (GListModel *model,
                         guint       position)
{
  ZcRecordList *self = ZC_RECORD_LIST (model);

  return position < self->records->len ? g_object_ref (g_ptr_array_index (self->records, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = zc_record_list_get_item_type;
  iface->get_n_items = zc_record_list_get_n_items;
  iface->get_item = zc_record_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ZcRecordList, zc_record_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
progress_cb (guint    n_read,
             gpointer data)
{
  GWeakRef *weak = data;
  g_autoptr(ZcRecordList) self = g_weak_ref_get (weak);

  if (self != NULL)
    zc_list_load_set_n_read (&self->load, n_read);
}

/* The reading holds no reference to the list, so that closing a window ends it. */
static GWeakRef *
weak_ref_new (gpointer object)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, object);

  return weak;
}

static void
weak_ref_free (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GWeakRef *weak = data;
  g_autoptr(ZcRecordList) self = g_weak_ref_get (weak);
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;

  weak_ref_free (weak);
  records = zc_cloud_client_list_records_finish (ZC_CLOUD_CLIENT (source), result, &error);
  if (self == NULL)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  if (records != NULL)
    {
      zc_list_load_succeed (&self->load);
      zc_record_list_set_records (self, records);
    }
  else
    zc_list_load_fail (&self->load, g_steal_pointer (&error), FALSE);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
zc_record_list_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  ZcRecordList *self = ZC_RECORD_LIST (object);

  if (prop_id == PROP_N_ITEMS)
    g_value_set_uint (value, self->records->len);
  else
    zc_list_load_get_property (&self->load, prop_id, value, pspec);
}

static void
zc_record_list_dispose (GObject *object)
{
  ZcRecordList *self = ZC_RECORD_LIST (object);

  zc_list_load_cancel (&self->load);

  G_OBJECT_CLASS (zc_record_list_parent_class)->dispose (object);
}

static void
zc_record_list_finalize (GObject *object)
{
  ZcRecordList *self = ZC_RECORD_LIST (object);

  g_clear_object (&self->client);
  g_clear_object (&self->zone);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  zc_list_load_clear (&self->load);

  G_OBJECT_CLASS (zc_record_list_parent_class)->finalize (object);
}

static void
zc_record_list_class_init (ZcRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zc_record_list_get_property;
  object_class->dispose = zc_record_list_dispose;
  object_class->finalize = zc_record_list_finalize;

  zc_list_load_install_properties (object_class);
  n_items_property = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, PROP_N_ITEMS, n_items_property);
}

static void
zc_record_list_init (ZcRecordList *self)
{
  zc_list_load_init (&self->load, self);
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
}

ZcRecordList *
zc_record_list_new (ZcCloudClient *client,
                    ZcZone        *zone)
{
  ZcRecordList *self = NULL;

  g_return_val_if_fail (ZC_IS_CLOUD_CLIENT (client), NULL);
  g_return_val_if_fail (ZC_IS_ZONE (zone), NULL);

  self = g_object_new (ZC_TYPE_RECORD_LIST, NULL);
  self->client = g_object_ref (client);
  self->zone = g_object_ref (zone);

  return self;
}

void
zc_record_list_refresh (ZcRecordList *self)
{
  GWeakRef *weak = NULL;

  g_return_if_fail (ZC_IS_RECORD_LIST (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (zc_list_load_begin (&self->load))
    {
      zc_list_load_set_error (&self->load, NULL);
      weak = weak_ref_new (self);
      zc_cloud_client_list_records_async (self->client, self->zone, progress_cb, weak, self->load.cancellable, listed_cb,
                                          weak);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

void
zc_record_list_set_records (ZcRecordList *self,
                            GPtrArray    *records)
{
  guint n_before;

  g_return_if_fail (ZC_IS_RECORD_LIST (self));
  g_return_if_fail (records != NULL);

  n_before = self->records->len;
  g_ptr_array_ref (records);
  g_ptr_array_unref (self->records);
  self->records = records;

  g_object_freeze_notify (G_OBJECT (self));
  zc_list_load_show (&self->load, g_date_time_new_now_utc ());
  zc_list_load_set_error (&self->load, NULL);
  /* One signal for all: 100 000 would keep a window busy for seconds. */
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, records->len);
  if (n_before != records->len)
    g_object_notify_by_pspec (G_OBJECT (self), n_items_property);
  g_object_thaw_notify (G_OBJECT (self));
}

GPtrArray *
zc_record_list_get_records (ZcRecordList *self)
{
  g_return_val_if_fail (ZC_IS_RECORD_LIST (self), NULL);

  return self->records;
}

ZcLoadState
zc_record_list_get_load_state (ZcRecordList *self)
{
  g_return_val_if_fail (ZC_IS_RECORD_LIST (self), ZC_LOAD_STATE_EMPTY);

  return self->load.state;
}

guint
zc_record_list_get_n_read (ZcRecordList *self)
{
  g_return_val_if_fail (ZC_IS_RECORD_LIST (self), 0);

  return self->load.n_read;
}

gboolean
zc_record_list_is_busy (ZcRecordList *self)
{
  g_return_val_if_fail (ZC_IS_RECORD_LIST (self), FALSE);

  return self->load.cancellable != NULL;
}

const GError *
zc_record_list_get_error (ZcRecordList *self)
{
  g_return_val_if_fail (ZC_IS_RECORD_LIST (self), NULL);

  return self->load.error;
}

GDateTime *
zc_record_list_get_loaded (ZcRecordList *self)
{
  g_return_val_if_fail (ZC_IS_RECORD_LIST (self), NULL);

  return self->load.loaded;
}

static int
compare_strings (gconstpointer first,
                 gconstpointer second)
{
  return strcmp (*(const char * const *) first, *(const char * const *) second);
}

char **
zc_record_list_list_types (ZcRecordList *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) types = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (ZC_IS_RECORD_LIST (self), NULL);

  for (guint i = 0; i < self->records->len; i++)
    {
      const char *type = zc_record_get_record_type (g_ptr_array_index (self->records, i));

      if (g_hash_table_add (seen, (gpointer) type))
        g_ptr_array_add (types, g_strdup (type));
    }
  g_ptr_array_sort (types, compare_strings);
  g_ptr_array_add (types, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&types), FALSE);
}
