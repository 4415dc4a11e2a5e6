/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-cloud-page-private.h"

typedef struct
{
  ZcCloudItemFunc read_item;
  ZcTextPool *texts; /* (unowned) */
  GPtrArray *items;  /* (unowned) (element-type GObject) */
} Items;

static gboolean
take_row (const ZcJsonValue  *row,
          gpointer            data,
          GError            **error)
{
  Items *items = data;
  gpointer item = items->read_item (row, items->texts, error);

  if (item == NULL)
    return FALSE;

  g_ptr_array_add (items->items, item);

  return TRUE;
}

GPtrArray *
zc_cloud_read_items (ZcJsonRows       *rows,
                     ZcCloudItemFunc   read_item,
                     GError          **error)
{
  g_autoptr(GPtrArray) array = g_ptr_array_new_full (zc_json_rows_get_length (rows), g_object_unref);
  g_autoptr(ZcTextPool) texts = zc_text_pool_new ();
  Items items = { read_item, texts, array };

  return zc_json_rows_foreach (rows, take_row, &items, error) ? g_steal_pointer (&array) : NULL;
}

ZcCloudPage *
zc_cloud_page_new (GBytes              *body,
                   const char * const  *members,
                   ZcCloudItemFunc      read_item,
                   GError             **error)
{
  g_autoptr(ZcJsonRows) rows = zc_json_rows_new (body, "items", members, error);
  g_autofree char *next = NULL;
  ZcCloudPage *self;
  ZcJsonValue links;
  gint64 limit;

  if (rows == NULL ||
      !zc_json_get_optional_object (zc_json_rows_get_root (rows), "_links", &links, error) ||
      !zc_json_get_optional_string (&links, "next", NULL, &next, error) ||
      !zc_json_get_optional_int (zc_json_rows_get_root (rows), "limit", 0, G_MAXINT32, 0, &limit, error))
    return NULL;

  self = g_new0 (ZcCloudPage, 1);
  self->n_items = zc_json_rows_get_length (rows);
  self->limit = (guint) limit;
  self->has_next = next != NULL && *next != '\0';
  self->rows = g_steal_pointer (&rows);
  self->read_item = read_item;

  return self;
}

gboolean
zc_cloud_page_read_items (ZcCloudPage  *self,
                          GError      **error)
{
  g_return_val_if_fail (self->rows != NULL, FALSE);

  self->items = zc_cloud_read_items (self->rows, self->read_item, error);
  if (self->items == NULL)
    return FALSE;

  /* The text is not needed any more. */
  g_clear_pointer (&self->rows, zc_json_rows_free);

  return TRUE;
}

void
zc_cloud_page_free (ZcCloudPage *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->rows, zc_json_rows_free);
  g_free (self);
}
