/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-verification-differences-private.h"

/* The differences of one side. */
typedef struct
{
  guint64 order;
  ZcDnsServer *server; /* (owned) (nullable) */
  GListModel *items;   /* (owned) */
} Side;

struct _ZcVerificationDifferences
{
  GObject parent_instance;

  GPtrArray *sides; /* (owned) (element-type Side), in order */
};

static void zc_verification_differences_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZcVerificationDifferences, zc_verification_differences, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, zc_verification_differences_list_model_init))

static void
side_free (gpointer data)
{
  Side *self = data;

  g_clear_pointer (&self->server, zc_dns_server_unref);
  g_object_unref (self->items);
  g_free (self);
}

static GType
zc_verification_differences_get_item_type (GListModel *model)
{
  return ZC_TYPE_VERIFICATION_DIFFERENCE;
}

static guint
zc_verification_differences_get_n_items (GListModel *model)
{
  ZcVerificationDifferences *self = ZC_VERIFICATION_DIFFERENCES (model);
  guint n = 0;

  for (guint i = 0; i < self->sides->len; i++)
    n += g_list_model_get_n_items (((Side *) self->sides->pdata[i])->items);

  return n;
}

static gpointer
zc_verification_differences_get_item (GListModel *model,
                                      guint       position)
{
  ZcVerificationDifferences *self = ZC_VERIFICATION_DIFFERENCES (model);

  for (guint i = 0; i < self->sides->len; i++)
    {
      Side *side = self->sides->pdata[i];
      guint n = g_list_model_get_n_items (side->items);

      if (position < n)
        {
          g_autoptr(ZcDifference) difference = g_list_model_get_item (side->items, position);

          return zc_verification_difference_new (side->server, difference);
        }
      position -= n;
    }

  return NULL;
}

static void
zc_verification_differences_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = zc_verification_differences_get_item_type;
  iface->get_n_items = zc_verification_differences_get_n_items;
  iface->get_item = zc_verification_differences_get_item;
}

static void
zc_verification_differences_finalize (GObject *object)
{
  ZcVerificationDifferences *self = ZC_VERIFICATION_DIFFERENCES (object);

  g_ptr_array_unref (self->sides);

  G_OBJECT_CLASS (zc_verification_differences_parent_class)->finalize (object);
}

static void
zc_verification_differences_class_init (ZcVerificationDifferencesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_verification_differences_finalize;
}

static void
zc_verification_differences_init (ZcVerificationDifferences *self)
{
  self->sides = g_ptr_array_new_with_free_func (side_free);
}

ZcVerificationDifferences *
zc_verification_differences_new (void)
{
  return g_object_new (ZC_TYPE_VERIFICATION_DIFFERENCES, NULL);
}

void
zc_verification_differences_take (ZcVerificationDifferences *self,
                                  guint64                    order,
                                  ZcDnsServer               *server,
                                  GListModel                *items)
{
  Side *side;
  guint n_before = 0;
  guint place = 0;

  g_return_if_fail (ZC_IS_VERIFICATION_DIFFERENCES (self));
  g_return_if_fail (G_IS_LIST_MODEL (items));

  for (; place < self->sides->len; place++)
    {
      const Side *other = self->sides->pdata[place];

      if (other->order > order)
        break;
      n_before += g_list_model_get_n_items (other->items);
    }

  side = g_new0 (Side, 1);
  side->order = order;
  side->server = server != NULL ? zc_dns_server_ref (server) : NULL;
  side->items = items;
  g_ptr_array_insert (self->sides, (int) place, side);

  if (g_list_model_get_n_items (items) > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, g_list_model_get_n_items (items));
}

ZcVerificationDifferences *
zc_verification_differences_copy (ZcVerificationDifferences *self)
{
  ZcVerificationDifferences *copy;

  g_return_val_if_fail (ZC_IS_VERIFICATION_DIFFERENCES (self), NULL);

  copy = zc_verification_differences_new ();
  for (guint i = 0; i < self->sides->len; i++)
    {
      const Side *side = self->sides->pdata[i];

      zc_verification_differences_take (copy, side->order, side->server, g_object_ref (side->items));
    }

  return copy;
}

GPtrArray *
zc_verification_differences_list_first (ZcVerificationDifferences *self,
                                        guint                      most)
{
  GPtrArray *first;

  g_return_val_if_fail (ZC_IS_VERIFICATION_DIFFERENCES (self), NULL);

  first = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->sides->len; i++)
    {
      const Side *side = self->sides->pdata[i];
      guint n = side->server != NULL ? MIN (g_list_model_get_n_items (side->items), most) : 0;

      for (guint j = 0; j < n; j++)
        {
          g_autoptr(ZcDifference) difference = g_list_model_get_item (side->items, j);

          g_ptr_array_add (first, zc_verification_difference_new (side->server, difference));
        }
    }

  return first;
}
