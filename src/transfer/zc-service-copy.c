/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-service-copy.h"

#include "zc-domain-name.h"
#include "zc-rdata-text.h"

#define TYPE_SOA 6
#define SOA_SERIAL_FROM_END 20
#define ROWS_BETWEEN_CHECKS 1024

struct _ZcServiceCopy
{
  GObject parent_instance;

  ZcZoneCopy *copy;        /* (owned) */
  gboolean has_serial;
  guint32 serial;
  guint n_disabled;
  gboolean shows_signing;
  GPtrArray *unreadable;   /* (owned) (element-type ZcUnreadableRow) */
};

G_DEFINE_FINAL_TYPE (ZcServiceCopy, zc_service_copy, G_TYPE_OBJECT)

/* Types whose priority the service keeps apart, with the words of their whole data. For URI it is in both
 * places. */
static const struct
{
  const char *type;
  guint n_words;
} priority_types[] = {
  { "MX", 2 },
  { "SRV", 4 },
  { "URI", 3 },
};

static void
unreadable_row_free (gpointer data)
{
  ZcUnreadableRow *self = data;

  g_free (self->owner);
  g_free (self->type);
  g_free (self->content);
  g_free (self->reason);
  g_free (self);
}

static void
zc_service_copy_finalize (GObject *object)
{
  ZcServiceCopy *self = ZC_SERVICE_COPY (object);

  g_clear_object (&self->copy);
  g_ptr_array_unref (self->unreadable);

  G_OBJECT_CLASS (zc_service_copy_parent_class)->finalize (object);
}

static void
zc_service_copy_class_init (ZcServiceCopyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_service_copy_finalize;
}

static void
zc_service_copy_init (ZcServiceCopy *self)
{
  self->unreadable = g_ptr_array_new_with_free_func (unreadable_row_free);
}

static guint
count_words (const char *content)
{
  g_auto(GStrv) words = g_strsplit_set (content, " \t", -1);
  guint n = 0;

  for (char **word = words; *word != NULL; word++)
    n += **word != '\0';

  return n;
}

/* The data as a zone file has it, with the priority where the type wants it. */
static char *
dup_data (const ZcServiceRow *row)
{
  for (guint i = 0; i < G_N_ELEMENTS (priority_types); i++)
    if (g_ascii_strcasecmp (row->type, priority_types[i].type) == 0 && row->priority >= 0 &&
        count_words (row->content) + 1 == priority_types[i].n_words)
      return g_strdup_printf ("%d %s", row->priority, row->content);

  return g_strdup (row->content);
}

/* The service keeps a SOA of its own, which is not compared. Only its serial says which zone it shows. */
static void
take_soa (ZcServiceCopy      *self,
          const ZcServiceRow *row)
{
  g_autoptr(GBytes) rdata = zc_rdata_from_text (TYPE_SOA, row->content, NULL);
  gsize length = 0;
  const guint8 *bytes = rdata != NULL ? g_bytes_get_data (rdata, &length) : NULL;

  if (length < SOA_SERIAL_FROM_END)
    return;

  bytes += length - SOA_SERIAL_FROM_END;
  self->serial = (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
  self->has_serial = TRUE;
}

static void
take_row (ZcServiceCopy      *self,
          ZcZoneCopyBuilder  *builder,
          const ZcServiceRow *row)
{
  g_autofree char *data = NULL;
  g_autofree char *ascii = NULL;
  g_autoptr(GError) error = NULL;
  ZcUnreadableRow *unreadable;

  if (!row->enabled)
    {
      self->n_disabled++;
      return;
    }
  if (g_ascii_strcasecmp (row->type, "SOA") == 0)
    {
      take_soa (self, row);
      return;
    }

  data = dup_data (row);
  if (!g_str_is_ascii (row->owner))
    ascii = zc_domain_name_to_ascii (row->owner);
  if (zc_zone_copy_builder_add_row (builder, ascii != NULL ? ascii : row->owner, row->type, row->ttl, data, &error))
    return;

  unreadable = g_new0 (ZcUnreadableRow, 1);
  unreadable->owner = g_strdup (row->owner);
  unreadable->type = g_strdup (row->type);
  unreadable->content = g_strdup (row->content);
  unreadable->reason = g_strdup (error->message);
  g_ptr_array_add (self->unreadable, unreadable);
}

static gboolean
find_signing (ZcZoneCopy *copy)
{
  ZcZoneCopyIter iter;
  ZcZoneRrset set;

  zc_zone_copy_iter_init (&iter, copy);
  while (zc_zone_copy_iter_next (&iter, &set))
    if (zc_zone_type_is_made_by_signer (set.type))
      return TRUE;

  return FALSE;
}

ZcServiceCopy *
zc_service_copy_new (const char        *zone,
                     guint              n_rows,
                     ZcServiceRowFunc   function,
                     gpointer           data,
                     GCancellable      *cancellable,
                     GError           **error)
{
  g_autoptr(ZcServiceCopy) self = NULL;
  g_autoptr(ZcZoneCopyBuilder) builder = NULL;

  g_return_val_if_fail (zone != NULL, NULL);
  g_return_val_if_fail (function != NULL || n_rows == 0, NULL);

  builder = zc_zone_copy_builder_new (zone, error);
  if (builder == NULL)
    return NULL;

  self = g_object_new (ZC_TYPE_SERVICE_COPY, NULL);
  for (guint i = 0; i < n_rows; i++)
    {
      ZcServiceRow row = { NULL };

      if (i % ROWS_BETWEEN_CHECKS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      function (i, &row, data);
      take_row (self, builder, &row);
    }
  self->copy = zc_zone_copy_builder_seal (g_steal_pointer (&builder));
  self->shows_signing = find_signing (self->copy);

  return g_steal_pointer (&self);
}

ZcZoneCopy *
zc_service_copy_get_copy (ZcServiceCopy *self)
{
  g_return_val_if_fail (ZC_IS_SERVICE_COPY (self), NULL);

  return self->copy;
}

gboolean
zc_service_copy_get_serial (ZcServiceCopy *self,
                            guint32       *serial)
{
  g_return_val_if_fail (ZC_IS_SERVICE_COPY (self), FALSE);

  if (self->has_serial && serial != NULL)
    *serial = self->serial;

  return self->has_serial;
}

guint
zc_service_copy_get_n_disabled (ZcServiceCopy *self)
{
  g_return_val_if_fail (ZC_IS_SERVICE_COPY (self), 0);

  return self->n_disabled;
}

GPtrArray *
zc_service_copy_get_unreadable (ZcServiceCopy *self)
{
  g_return_val_if_fail (ZC_IS_SERVICE_COPY (self), NULL);

  return self->unreadable;
}

ZcZoneCompareFlags
zc_service_copy_get_flags (ZcServiceCopy *self)
{
  g_return_val_if_fail (ZC_IS_SERVICE_COPY (self), ZC_ZONE_COMPARE_DEFAULT);

  return self->shows_signing ? ZC_ZONE_COMPARE_DEFAULT : ZC_ZONE_COMPARE_WITHOUT_SIGNING;
}
