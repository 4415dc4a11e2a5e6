/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-serial-report.h"

#include "zc-serial.h"

struct _ZcSerialReport
{
  GObject parent_instance;

  GPtrArray *rows; /* (owned) (element-type ZcSerialRow) */
};

G_DEFINE_FINAL_TYPE (ZcSerialReport, zc_serial_report, G_TYPE_OBJECT)

static gboolean
row_has_serial (const ZcSerialRow *row)
{
  return row->answer != NULL && row->answer->outcome == ZC_DNS_OUTCOME_OK &&
         row->answer->has_serial && row->answer->authoritative;
}

static gboolean
row_was_answered (const ZcSerialRow *row)
{
  return row->answer != NULL && row->answer->rcode >= 0;
}

static gboolean
row_has_no_route (const ZcSerialRow *row)
{
  return row->answer != NULL && row->answer->outcome == ZC_DNS_OUTCOME_NO_ROUTE;
}

/* The names of the name servers, each once, in the order of the rows. */
static GPtrArray *
list_name_servers (ZcSerialReport *self)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      const ZcSerialRow *row = self->rows->pdata[i];

      if (row->role == ZC_SERVER_ROLE_SECONDARY &&
          !g_ptr_array_find_with_equal_func (names, row->name, g_str_equal, NULL))
        g_ptr_array_add (names, row->name);
    }

  return g_steal_pointer (&names);
}

static gboolean
find_extremes (ZcSerialReport *self,
               ZcServerRole    role,
               guint32        *oldest,
               guint32        *newest)
{
  gboolean found = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const ZcSerialRow *row = self->rows->pdata[i];

      if (row->role != role || !row_has_serial (row))
        continue;

      if (!found)
        *oldest = *newest = row->answer->serial;
      else if (zc_serial_compare (row->answer->serial, *oldest) == ZC_SERIAL_OLDER)
        *oldest = row->answer->serial;
      else if (zc_serial_compare (row->answer->serial, *newest) == ZC_SERIAL_NEWER)
        *newest = row->answer->serial;
      found = TRUE;
    }

  return found;
}

static gboolean
name_server_reached (ZcSerialReport *self,
                     const char     *name,
                     guint32         target)
{
  gboolean asked = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const ZcSerialRow *row = self->rows->pdata[i];

      if (row->role != ZC_SERVER_ROLE_SECONDARY || !g_str_equal (row->name, name) || row_has_no_route (row))
        continue;

      asked = TRUE;
      if (!row_has_serial (row) || !zc_serial_reaches (row->answer->serial, target))
        return FALSE;
    }

  return asked;
}

static gboolean
name_server_has_any_serial (ZcSerialReport *self,
                            const char     *name)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const ZcSerialRow *row = self->rows->pdata[i];

      if (row->role == ZC_SERVER_ROLE_SECONDARY && g_str_equal (row->name, name) && row_has_serial (row))
        return TRUE;
    }

  return FALSE;
}

static gboolean
any_name_server_answers_without_zone (ZcSerialReport *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const ZcSerialRow *row = self->rows->pdata[i];

      if (row->role == ZC_SERVER_ROLE_SECONDARY && row_was_answered (row) && !row_has_serial (row))
        return TRUE;
    }

  return FALSE;
}

static void
zc_serial_report_finalize (GObject *object)
{
  ZcSerialReport *self = ZC_SERIAL_REPORT (object);

  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (zc_serial_report_parent_class)->finalize (object);
}

static void
zc_serial_report_class_init (ZcSerialReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_serial_report_finalize;
}

static void
zc_serial_report_init (ZcSerialReport *self)
{
}

ZcSerialRow *
zc_serial_row_new (ZcServerRole  role,
                   const char   *name,
                   ZcSoaAnswer  *answer,
                   const char   *no_address_text)
{
  ZcSerialRow *self = g_new0 (ZcSerialRow, 1);

  self->role = role;
  self->name = g_strdup (name);
  self->answer = answer;
  self->no_address_text = g_strdup (no_address_text);

  return self;
}

void
zc_serial_row_free (ZcSerialRow *self)
{
  g_free (self->name);
  g_clear_pointer (&self->answer, zc_soa_answer_free);
  g_free (self->no_address_text);
  g_free (self);
}

ZcSerialReport *
zc_serial_report_new (GPtrArray *rows)
{
  ZcSerialReport *self = g_object_new (ZC_TYPE_SERIAL_REPORT, NULL);

  self->rows = rows;

  return self;
}

GPtrArray *
zc_serial_report_get_rows (ZcSerialReport *self)
{
  g_return_val_if_fail (ZC_IS_SERIAL_REPORT (self), NULL);

  return self->rows;
}

gboolean
zc_serial_report_get_target (ZcSerialReport *self,
                             guint32        *serial)
{
  guint32 oldest = 0, newest = 0;

  g_return_val_if_fail (ZC_IS_SERIAL_REPORT (self), FALSE);

  if (!find_extremes (self, ZC_SERVER_ROLE_PRIMARY, &oldest, &newest))
    return FALSE;

  if (serial != NULL)
    *serial = newest;

  return TRUE;
}

gboolean
zc_serial_report_primaries_differ (ZcSerialReport *self)
{
  const ZcSoaAnswer *first = NULL;

  g_return_val_if_fail (ZC_IS_SERIAL_REPORT (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const ZcSerialRow *row = self->rows->pdata[i];

      if (row->role != ZC_SERVER_ROLE_PRIMARY || !row_has_serial (row))
        continue;
      if (first == NULL)
        first = row->answer;
      else if (first->serial != row->answer->serial)
        return TRUE;
    }

  return FALSE;
}

gboolean
zc_serial_report_get_served (ZcSerialReport *self,
                             guint32        *oldest,
                             guint32        *newest)
{
  guint32 lowest = 0, highest = 0;

  g_return_val_if_fail (ZC_IS_SERIAL_REPORT (self), FALSE);

  if (!find_extremes (self, ZC_SERVER_ROLE_SECONDARY, &lowest, &highest))
    return FALSE;

  if (oldest != NULL)
    *oldest = lowest;
  if (newest != NULL)
    *newest = highest;

  return TRUE;
}

guint
zc_serial_report_get_n_name_servers (ZcSerialReport *self)
{
  g_autoptr(GPtrArray) names = NULL;

  g_return_val_if_fail (ZC_IS_SERIAL_REPORT (self), 0);

  names = list_name_servers (self);

  return names->len;
}

guint
zc_serial_report_count_reached (ZcSerialReport *self,
                                guint32         target)
{
  g_autoptr(GPtrArray) names = NULL;
  guint n_reached = 0;

  g_return_val_if_fail (ZC_IS_SERIAL_REPORT (self), 0);

  names = list_name_servers (self);
  for (guint i = 0; i < names->len; i++)
    if (name_server_reached (self, names->pdata[i], target))
      n_reached++;

  return n_reached;
}

gboolean
zc_serial_report_anything_answered (ZcSerialReport *self)
{
  g_return_val_if_fail (ZC_IS_SERIAL_REPORT (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    if (row_was_answered (self->rows->pdata[i]))
      return TRUE;

  return FALSE;
}

char **
zc_serial_report_list_silent (ZcSerialReport *self)
{
  g_autoptr(GStrvBuilder) silent = NULL;
  g_autoptr(GPtrArray) names = NULL;

  g_return_val_if_fail (ZC_IS_SERIAL_REPORT (self), NULL);

  silent = g_strv_builder_new ();
  names = list_name_servers (self);
  for (guint i = 0; i < names->len; i++)
    if (!name_server_has_any_serial (self, names->pdata[i]))
      g_strv_builder_add (silent, names->pdata[i]);

  return g_strv_builder_end (silent);
}

ZcSerialVerdict
zc_serial_report_get_verdict (ZcSerialReport *self)
{
  guint32 target = 0, oldest = 0, newest = 0;

  g_return_val_if_fail (ZC_IS_SERIAL_REPORT (self), ZC_SERIAL_VERDICT_NOT_CHECKED);

  if (any_name_server_answers_without_zone (self))
    return ZC_SERIAL_VERDICT_FAILING;
  if (!zc_serial_report_get_served (self, &oldest, &newest))
    return ZC_SERIAL_VERDICT_NOT_CHECKED;

  if (!zc_serial_report_get_target (self, &target))
    {
      if (oldest != newest)
        return ZC_SERIAL_VERDICT_BEHIND;
      return zc_serial_report_count_reached (self, newest) == zc_serial_report_get_n_name_servers (self)
               ? ZC_SERIAL_VERDICT_PRIMARY_UNSEEN
               : ZC_SERIAL_VERDICT_NOT_CHECKED;
    }

  if (!zc_serial_reaches (oldest, target))
    return ZC_SERIAL_VERDICT_BEHIND;
  if (zc_serial_compare (newest, target) == ZC_SERIAL_NEWER)
    return ZC_SERIAL_VERDICT_PRIMARY_BEHIND;
  if (zc_serial_report_count_reached (self, target) < zc_serial_report_get_n_name_servers (self))
    return ZC_SERIAL_VERDICT_INCOMPLETE;

  return ZC_SERIAL_VERDICT_IN_SYNC;
}
