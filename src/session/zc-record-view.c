/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-record-view.h"

struct _ZcRecordView
{
  ZcListView parent_instance;

  ZcRecordList *list; /* (owned) */
  char *type;         /* (owned) (nullable) */
  char *search;       /* (owned) (nullable) */
};

/* Which records are wanted; it never changes. */
typedef struct
{
  char *type;         /* (owned) (nullable) */
  char *search;       /* (owned) (nullable) */
} Wish;

G_DEFINE_FINAL_TYPE (ZcRecordView, zc_record_view, ZC_TYPE_LIST_VIEW)

static void
clear_wish (Wish *wish)
{
  g_free (wish->type);
  g_free (wish->search);
}

static void
wish_unref (gpointer wish)
{
  g_atomic_rc_box_release_full (wish, (GDestroyNotify) clear_wish);
}

static int
zc_record_view_compare (gpointer first,
                        gpointer second,
                        guint    column)
{
  return zc_record_compare (first, second, column);
}

static gboolean
zc_record_view_match (gpointer      record,
                      gconstpointer data)
{
  const Wish *wish = data;

  return zc_record_matches (record, wish->type, wish->search);
}

static void
items_changed_cb (ZcRecordView *self)
{
  zc_list_view_set_items (ZC_LIST_VIEW (self), zc_record_list_get_records (self->list));
}

static void
zc_record_view_finalize (GObject *object)
{
  ZcRecordView *self = ZC_RECORD_VIEW (object);

  g_clear_object (&self->list);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->search, g_free);

  G_OBJECT_CLASS (zc_record_view_parent_class)->finalize (object);
}

static void
zc_record_view_class_init (ZcRecordViewClass *klass)
{
  ZcListViewClass *view_class = ZC_LIST_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zc_record_view_finalize;
  view_class->item_type = ZC_TYPE_RECORD;
  view_class->compare = zc_record_view_compare;
  view_class->match = zc_record_view_match;
}

static void
zc_record_view_init (ZcRecordView *self)
{
}

ZcRecordView *
zc_record_view_new (ZcRecordList *list)
{
  ZcRecordView *self = NULL;

  g_return_val_if_fail (ZC_IS_RECORD_LIST (list), NULL);

  self = g_object_new (ZC_TYPE_RECORD_VIEW, NULL);
  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  items_changed_cb (self);

  return self;
}

void
zc_record_view_set_filter (ZcRecordView *self,
                           const char   *type,
                           const char   *search)
{
  Wish *wish = NULL;

  g_return_if_fail (ZC_IS_RECORD_VIEW (self));

  if (g_strcmp0 (self->type, type) == 0 && g_strcmp0 (self->search, search) == 0)
    return;

  g_free (self->type);
  self->type = g_strdup (type);
  g_free (self->search);
  self->search = g_strdup (search);
  if (type != NULL || search != NULL)
    {
      wish = g_atomic_rc_box_new0 (Wish);
      wish->type = g_strdup (type);
      wish->search = g_strdup (search);
    }
  zc_list_view_set_wish (ZC_LIST_VIEW (self), wish, wish_unref);
}
