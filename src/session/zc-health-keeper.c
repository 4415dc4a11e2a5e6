/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-health-keeper.h"

#include "zc-store-health.h"

/* Some hundred zones are checked in this time, so a list of thousands takes few transactions. */
#define WRITE_AFTER_SECONDS 2

struct _ZcHealthKeeper
{
  GObject parent_instance;

  ZcStore *store;     /* (owned) */
  char *account_id;   /* (owned) */
  GHashTable *notes;  /* (owned) (element-type utf8 ZcHealthNote) by the zone's id, which belongs to the note */
  guint write_id;
};

G_DEFINE_FINAL_TYPE (ZcHealthKeeper, zc_health_keeper, G_TYPE_OBJECT)

static void
write_notes (ZcHealthKeeper *self)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_health_note_free);
  GHashTableIter iter;
  gpointer note;

  g_clear_handle_id (&self->write_id, g_source_remove);
  g_hash_table_iter_init (&iter, self->notes);
  while (g_hash_table_iter_next (&iter, NULL, &note))
    {
      g_hash_table_iter_steal (&iter);
      g_ptr_array_add (notes, note);
    }
  if (notes->len > 0)
    zc_store_save_health (self->store, self->account_id, g_steal_pointer (&notes));
}

static gboolean
write_cb (gpointer data)
{
  ZcHealthKeeper *self = data;

  self->write_id = 0;
  write_notes (self);

  return G_SOURCE_REMOVE;
}

void
zc_health_keeper_note (ZcHealthKeeper *self,
                       ZcZoneItem     *item)
{
  g_autoptr(GEnumClass) healths = NULL;
  ZcHealthNote *note;
  ZcZoneHealth health;

  g_return_if_fail (ZC_IS_HEALTH_KEEPER (self));
  g_return_if_fail (ZC_IS_ZONE_ITEM (item));

  health = zc_zone_item_get_health (item);
  if (health == ZC_ZONE_HEALTH_TRANSFERRING)
    return;

  healths = g_type_class_ref (ZC_TYPE_ZONE_HEALTH);
  note = zc_health_note_new (zc_zone_get_id (zc_zone_item_get_zone (item)),
                             g_enum_get_value (healths, (int) health)->value_nick, g_get_real_time ());
  g_hash_table_replace (self->notes, note->zone_id, note);
  if (self->write_id == 0)
    self->write_id = g_timeout_add_seconds (WRITE_AFTER_SECONDS, write_cb, self);
}

static void
zc_health_keeper_dispose (GObject *object)
{
  ZcHealthKeeper *self = ZC_HEALTH_KEEPER (object);

  if (self->store != NULL)
    write_notes (self);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (zc_health_keeper_parent_class)->dispose (object);
}

static void
zc_health_keeper_finalize (GObject *object)
{
  ZcHealthKeeper *self = ZC_HEALTH_KEEPER (object);

  g_free (self->account_id);
  g_hash_table_unref (self->notes);

  G_OBJECT_CLASS (zc_health_keeper_parent_class)->finalize (object);
}

static void
zc_health_keeper_class_init (ZcHealthKeeperClass *class)
{
  G_OBJECT_CLASS (class)->dispose = zc_health_keeper_dispose;
  G_OBJECT_CLASS (class)->finalize = zc_health_keeper_finalize;
}

static void
zc_health_keeper_init (ZcHealthKeeper *self)
{
  self->notes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) zc_health_note_free);
}

ZcHealthKeeper *
zc_health_keeper_new (ZcStore    *store,
                      const char *account_id)
{
  ZcHealthKeeper *self;

  g_return_val_if_fail (ZC_IS_STORE (store), NULL);
  g_return_val_if_fail (account_id != NULL, NULL);

  self = g_object_new (ZC_TYPE_HEALTH_KEEPER, NULL);
  self->store = g_object_ref (store);
  self->account_id = g_strdup (account_id);

  return self;
}
