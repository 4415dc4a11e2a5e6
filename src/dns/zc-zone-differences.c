/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-zone-differences.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "zc-zone-copy-private.h"

#define OWNERS_BETWEEN_CHECKS 8192

/* What is kept of a difference: where the sets begin, and whose they are. Offsets into the copies would
 * save nothing against pointers. */
typedef struct
{
  const guint8 *reference; /* (unowned) (nullable): into the reference copy */
  const guint8 *other;     /* (unowned) (nullable): into the other copy */
  guint owner;             /* the number of the owner in the reference, or in the other copy if extra */
} Item;

struct _ZcZoneDifferences
{
  GObject parent_instance;

  ZcZoneCopy *reference; /* (owned) */
  ZcZoneCopy *other;     /* (owned) */
  ZcZoneCompareFlags flags;
  GArray *items;         /* (owned) (element-type Item) */
  guint n_missing;
  guint n_extra;
  guint n_changed;
  guint n_ttl_only;
  guint64 n_surplus_records;
  ZcZoneSoaRelation soa_relation;
};

static void zc_zone_differences_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZcZoneDifferences, zc_zone_differences, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, zc_zone_differences_list_model_init))

typedef struct
{
  ZcZoneCopy *reference; /* (owned) */
  ZcZoneCopy *other;     /* (owned) */
  ZcZoneCompareFlags flags;
} Request;

static void
free_request (gpointer data)
{
  Request *request = data;

  g_object_unref (request->reference);
  g_object_unref (request->other);
  g_free (request);
}

/* Comparing */

gboolean
zc_zone_type_is_made_by_signer (guint16 type)
{
  return type == LDNS_RR_TYPE_RRSIG || type == LDNS_RR_TYPE_NSEC || type == LDNS_RR_TYPE_NSEC3 ||
         type == LDNS_RR_TYPE_NSEC3PARAM || type == LDNS_RR_TYPE_DNSKEY || type == LDNS_RR_TYPE_CDS ||
         type == LDNS_RR_TYPE_CDNSKEY || type == LDNS_RR_TYPE_ZONEMD;
}

static gboolean
is_left_out (ZcZoneDifferences *self,
             gboolean           is_apex,
             guint16            type)
{
  if ((self->flags & ZC_ZONE_COMPARE_WITHOUT_SIGNING) != 0 && zc_zone_type_is_made_by_signer (type))
    return TRUE;

  return is_apex && type == LDNS_RR_TYPE_SOA &&
         ((self->flags & ZC_ZONE_COMPARE_WITHOUT_SOA) != 0 || self->soa_relation != ZC_ZONE_SOA_DIFFERS);
}

static guint
count_records (const guint8 *at)
{
  ZcZoneRrset set;

  if (at == NULL)
    return 0;
  zc_zone_read_set (at, &set);

  return zc_zone_type_is_made_by_signer (set.type) ? 0 : set.n_records;
}

static void
add_item (ZcZoneDifferences *self,
          const guint8      *reference,
          const guint8      *other,
          guint              owner)
{
  Item item = { reference, other, owner };
  guint n_reference = count_records (reference);
  guint n_other = count_records (other);

  self->n_surplus_records += n_other > n_reference ? n_other - n_reference : 0;
  if (other == NULL)
    self->n_missing++;
  else if (reference == NULL)
    self->n_extra++;
  else
    self->n_changed++;
  g_array_append_val (self->items, item);
}

/* Adds the sets of an owner from @at on, which only one copy has. */
static void
add_rest (ZcZoneDifferences *self,
          const ZcZoneBlock *block,
          const guint8      *at,
          guint              owner,
          gboolean           is_reference)
{
  while (at < block->end)
    {
      ZcZoneRrset set;

      zc_zone_read_set (at, &set);
      if (!is_left_out (self, block->key_len == 0, set.type))
        add_item (self, is_reference ? at : NULL, is_reference ? NULL : at, owner);
      at = zc_zone_skip_records (&set);
    }
}

static int
compare_set_types (const ZcZoneRrset *first,
                   const ZcZoneRrset *second)
{
  if (first->type != second->type)
    return first->type < second->type ? -1 : 1;

  return (first->covered > second->covered) - (first->covered < second->covered);
}

static void
compare_same_set (ZcZoneDifferences *self,
                  const guint8      *reference_at,
                  const ZcZoneRrset *reference,
                  const guint8      *other_at,
                  const ZcZoneRrset *other,
                  guint              owner)
{
  switch (zc_zone_rrset_relate (reference, other))
    {
    case ZC_ZONE_RRSET_EQUAL:
      break;

    case ZC_ZONE_RRSET_TTL_DIFFERS:
      self->n_ttl_only++;
      add_item (self, reference_at, other_at, owner);
      break;

    case ZC_ZONE_RRSET_DIFFERS:
      add_item (self, reference_at, other_at, owner);
      break;

    default:
      g_assert_not_reached ();
    }
}

/* Compares the sets of an owner that both copies have. */
static void
compare_blocks (ZcZoneDifferences *self,
                const ZcZoneBlock *reference,
                guint              reference_owner,
                const ZcZoneBlock *other,
                guint              other_owner)
{
  const guint8 *reference_at = reference->body;
  const guint8 *other_at = other->body;
  gboolean is_apex = reference->key_len == 0;

  while (reference_at < reference->end && other_at < other->end)
    {
      ZcZoneRrset reference_set;
      ZcZoneRrset other_set;
      const guint8 *reference_start = reference_at;
      const guint8 *other_start = other_at;
      int order;

      zc_zone_read_set (reference_at, &reference_set);
      zc_zone_read_set (other_at, &other_set);
      order = compare_set_types (&reference_set, &other_set);

      if (order <= 0)
        reference_at = zc_zone_skip_records (&reference_set);
      if (order >= 0)
        other_at = zc_zone_skip_records (&other_set);

      if (is_left_out (self, is_apex, order <= 0 ? reference_set.type : other_set.type))
        continue;
      if (order < 0)
        add_item (self, reference_start, NULL, reference_owner);
      else if (order > 0)
        add_item (self, NULL, other_start, other_owner);
      else
        compare_same_set (self, reference_start, &reference_set, other_start, &other_set, reference_owner);
    }

  /* One of the two is at its end. */
  add_rest (self, reference, reference_at, reference_owner, TRUE);
  add_rest (self, other, other_at, other_owner, FALSE);
}

static gboolean
is_same_body (const ZcZoneBlock *first,
              const ZcZoneBlock *second)
{
  return first->end - first->body == second->end - second->body &&
         memcmp (first->body, second->body, (gsize) (first->end - first->body)) == 0;
}

static ZcZoneSoaRelation
relate_soas (ZcZoneCopy *reference,
             ZcZoneCopy *other)
{
  ZcZoneRrset reference_set;
  ZcZoneRrset other_set;
  ZcZoneSoa reference_soa;
  ZcZoneSoa other_soa;

  if (!zc_zone_copy_get_soa (reference, &reference_soa) || !zc_zone_copy_get_soa (other, &other_soa))
    return ZC_ZONE_SOA_ABSENT;
  if (reference_soa.serial != other_soa.serial)
    return ZC_ZONE_SOA_SERIAL_DIFFERS;

  if (zc_zone_copy_lookup (reference, reference->apex, reference->apex_len, LDNS_RR_TYPE_SOA, 0, &reference_set) &&
      zc_zone_copy_lookup (other, other->apex, other->apex_len, LDNS_RR_TYPE_SOA, 0, &other_set) &&
      zc_zone_rrset_relate (&reference_set, &other_set) == ZC_ZONE_RRSET_EQUAL)
    return ZC_ZONE_SOA_EQUAL;

  return ZC_ZONE_SOA_DIFFERS;
}

/* Walks over both copies at once, since both are in the same order. */
static gboolean
compare_copies (ZcZoneDifferences  *self,
                GCancellable       *cancellable,
                GError            **error)
{
  guint i = 0;
  guint j = 0;

  self->soa_relation = relate_soas (self->reference, self->other);

  while (i < self->reference->n_blocks || j < self->other->n_blocks)
    {
      ZcZoneBlock reference;
      ZcZoneBlock other;
      int order = 0;

      if ((i + j) % OWNERS_BETWEEN_CHECKS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      if (i < self->reference->n_blocks)
        zc_zone_copy_get_block (self->reference, i, &reference);
      else
        order = 1;
      if (j < self->other->n_blocks)
        zc_zone_copy_get_block (self->other, j, &other);
      else
        order = -1;
      if (order == 0)
        order = zc_canonical_compare (reference.key, reference.key_len, other.key, other.key_len);

      if (order < 0)
        add_rest (self, &reference, reference.body, i, TRUE);
      else if (order > 0)
        add_rest (self, &other, other.body, j, FALSE);
      else if (!is_same_body (&reference, &other))
        compare_blocks (self, &reference, i, &other, j);

      if (order <= 0)
        i++;
      if (order >= 0)
        j++;
    }

  return TRUE;
}

/* List model */

static GType
zc_zone_differences_get_item_type (GListModel *model)
{
  return ZC_TYPE_DIFFERENCE;
}

static guint
zc_zone_differences_get_n_items (GListModel *model)
{
  return ZC_ZONE_DIFFERENCES (model)->items->len;
}

/* Makes the view of a set that lies at a known place. */
static void
view_set (ZcZoneCopy   *copy,
          guint         owner,
          const guint8 *at,
          ZcZoneRrset  *set)
{
  ZcZoneRrset head;
  ZcZoneCopyIter iter;

  zc_zone_read_set (at, &head);
  zc_zone_copy_iter_init_range (&iter, copy, owner, 1);
  while (zc_zone_copy_iter_next (&iter, set))
    if (set->records == head.records)
      return;
  g_assert_not_reached ();
}

static gpointer
zc_zone_differences_get_item (GListModel *model,
                              guint       position)
{
  ZcZoneDifferences *self = ZC_ZONE_DIFFERENCES (model);
  ZcZoneRrset reference;
  ZcZoneRrset other;
  const Item *item;
  guint other_owner;

  if (position >= self->items->len)
    return NULL;

  item = &g_array_index (self->items, Item, position);
  other_owner = item->owner;
  if (item->reference != NULL)
    view_set (self->reference, item->owner, item->reference, &reference);
  if (item->reference != NULL && item->other != NULL &&
      !_zc_zone_copy_find_block (self->other, reference.key, reference.key_len, &other_owner))
    g_assert_not_reached ();
  if (item->other != NULL)
    view_set (self->other, other_owner, item->other, &other);

  return zc_difference_new (self->reference, item->reference != NULL ? &reference : NULL,
                            self->other, item->other != NULL ? &other : NULL);
}

static void
zc_zone_differences_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = zc_zone_differences_get_item_type;
  iface->get_n_items = zc_zone_differences_get_n_items;
  iface->get_item = zc_zone_differences_get_item;
}

/* Object */

static void
zc_zone_differences_finalize (GObject *object)
{
  ZcZoneDifferences *self = ZC_ZONE_DIFFERENCES (object);

  g_clear_object (&self->reference);
  g_clear_object (&self->other);
  g_array_unref (self->items);

  G_OBJECT_CLASS (zc_zone_differences_parent_class)->finalize (object);
}

static void
zc_zone_differences_class_init (ZcZoneDifferencesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_zone_differences_finalize;
}

static void
zc_zone_differences_init (ZcZoneDifferences *self)
{
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
}

ZcZoneDifferences *
zc_zone_differences_new (ZcZoneCopy          *reference,
                         ZcZoneCopy          *other,
                         ZcZoneCompareFlags   flags,
                         GCancellable        *cancellable,
                         GError             **error)
{
  g_autoptr(ZcZoneDifferences) self = NULL;

  g_return_val_if_fail (ZC_IS_ZONE_COPY (reference), NULL);
  g_return_val_if_fail (ZC_IS_ZONE_COPY (other), NULL);

  if (reference->apex_len != other->apex_len || memcmp (reference->apex, other->apex, other->apex_len) != 0)
    {
      /* Translators: both %s are names of zones. */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("A copy of %s cannot be compared with a copy of %s."),
                   zc_zone_copy_get_zone (other), zc_zone_copy_get_zone (reference));
      return NULL;
    }

  self = g_object_new (ZC_TYPE_ZONE_DIFFERENCES, NULL);
  self->reference = g_object_ref (reference);
  self->other = g_object_ref (other);
  self->flags = flags;

  return compare_copies (self, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

static void
compare_in_thread (GTask        *task,
                   gpointer      source_object,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  const Request *request = task_data;
  GError *error = NULL;
  ZcZoneDifferences *self = zc_zone_differences_new (request->reference, request->other, request->flags,
                                                     cancellable, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
zc_zone_differences_new_async (ZcZoneCopy          *reference,
                               ZcZoneCopy          *other,
                               ZcZoneCompareFlags   flags,
                               ZcWorkerPool        *pool,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Request *request;

  g_return_if_fail (ZC_IS_ZONE_COPY (reference));
  g_return_if_fail (ZC_IS_ZONE_COPY (other));
  g_return_if_fail (ZC_IS_WORKER_POOL (pool));

  request = g_new0 (Request, 1);
  request->reference = g_object_ref (reference);
  request->other = g_object_ref (other);
  request->flags = flags;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_zone_differences_new_async);
  g_task_set_task_data (task, request, free_request);
  zc_worker_pool_run (pool, task, compare_in_thread);
}

ZcZoneDifferences *
zc_zone_differences_new_finish (GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_zone_differences_new_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

ZcZoneCopy *
zc_zone_differences_get_reference (ZcZoneDifferences *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_DIFFERENCES (self), NULL);

  return self->reference;
}

ZcZoneCopy *
zc_zone_differences_get_other (ZcZoneDifferences *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_DIFFERENCES (self), NULL);

  return self->other;
}

guint
zc_zone_differences_get_n_missing (ZcZoneDifferences *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_DIFFERENCES (self), 0);

  return self->n_missing;
}

guint
zc_zone_differences_get_n_extra (ZcZoneDifferences *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_DIFFERENCES (self), 0);

  return self->n_extra;
}

guint
zc_zone_differences_get_n_changed (ZcZoneDifferences *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_DIFFERENCES (self), 0);

  return self->n_changed;
}

guint
zc_zone_differences_get_n_ttl_only (ZcZoneDifferences *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_DIFFERENCES (self), 0);

  return self->n_ttl_only;
}

guint64
zc_zone_differences_get_n_surplus_records (ZcZoneDifferences *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_DIFFERENCES (self), 0);

  return self->n_surplus_records;
}

ZcZoneSoaRelation
zc_zone_differences_get_soa_relation (ZcZoneDifferences *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_DIFFERENCES (self), ZC_ZONE_SOA_ABSENT);

  return self->soa_relation;
}
