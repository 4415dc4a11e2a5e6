/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-text-cell.h"

#include <glib/gi18n-lib.h>

#include "zc-line-begin.h"
#include "zc-plain-wrap.h"
#include "zc-text.h"

struct _ZcTextCell
{
  ZcZoneCell parent_instance;

  ZcZoneColumn column;
  GtkWidget *text; /* (not owned) */
};

G_DEFINE_FINAL_TYPE (ZcTextCell, zc_text_cell, ZC_TYPE_ZONE_CELL)

static const char * const watched[] = { "notify::zone", "notify::serial-text", NULL };

static char *
join_servers (ZcZone *zone)
{
  const char * const *servers = zc_zone_get_kind (zone) == ZC_ZONE_KIND_SECONDARY
                                ? zc_zone_get_primary_ips (zone)
                                : zc_zone_get_name_servers (zone);
  /* Translators: what stands between two addresses of a list. */
  g_autofree char *joined = g_strjoinv (C_("list of addresses", ", "), (char **) servers);

  return zc_text_make_displayable (joined);
}

static char *
get_text (ZcTextCell *self,
          ZcZoneItem *item)
{
  if (self->column == ZC_ZONE_COLUMN_SERIAL)
    return g_strdup (zc_zone_item_get_serial_text (item));

  if (self->column == ZC_ZONE_COLUMN_SERVERS)
    return join_servers (zc_zone_item_get_zone (item));

  return zc_text_make_displayable (zc_zone_get_description (zc_zone_item_get_zone (item)));
}

static void
zc_text_cell_update (ZcZoneCell *cell,
                     ZcZoneItem *item)
{
  ZcTextCell *self = ZC_TEXT_CELL (cell);
  g_autofree char *text = get_text (self, item);

  zc_line_begin_set_text (GTK_INSCRIPTION (self->text), text);
}

static char *
get_serial_tooltip (ZcZoneItem *item)
{
  ZcSerialReport *report = zc_zone_item_get_report (item);
  guint32 target;
  guint32 oldest;
  guint32 newest;
  gboolean has_target = report != NULL && zc_serial_report_get_target (report, &target);
  gboolean has_served = report != NULL && zc_serial_report_get_served (report, &oldest, &newest);

  if (has_target && has_served && oldest != newest)
    return g_strdup_printf (_("The primary has serial %u, the name servers have %u to %u"), target, oldest, newest);

  if (has_target && has_served)
    return g_strdup_printf (_("The primary has serial %u, the name servers have %u"), target, newest);

  if (has_served)
    return g_strdup_printf (_("The name servers have serial %u; no primary answered this computer"), newest);

  return NULL;
}

static char *
zc_text_cell_get_tooltip (ZcZoneCell *cell,
                          ZcZoneItem *item)
{
  ZcTextCell *self = ZC_TEXT_CELL (cell);

  return self->column == ZC_ZONE_COLUMN_SERIAL ? get_serial_tooltip (item) : get_text (self, item);
}

static void
zc_text_cell_class_init (ZcTextCellClass *class)
{
  ZcZoneCellClass *cell_class = ZC_ZONE_CELL_CLASS (class);

  cell_class->watched = watched;
  cell_class->update = zc_text_cell_update;
  cell_class->get_tooltip = zc_text_cell_get_tooltip;
}

static void
zc_text_cell_init (ZcTextCell *self)
{
  self->text = g_object_new (GTK_TYPE_INSCRIPTION,
                             "hexpand", TRUE,
                             "wrap-mode", PANGO_WRAP_WORD_CHAR,
                             "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END,
                             NULL);
  gtk_widget_set_parent (self->text, GTK_WIDGET (self));
  zc_plain_wrap (GTK_WIDGET (self));
}

GtkWidget *
zc_text_cell_new (ZcZoneColumn column)
{
  ZcTextCell *self = g_object_new (ZC_TYPE_TEXT_CELL, NULL);
  GtkInscription *text = GTK_INSCRIPTION (self->text);

  self->column = column;

  /* Two serials of ten digits and the arrow between them, where there is little room in two lines. */
  if (column == ZC_ZONE_COLUMN_SERIAL)
    {
      gtk_inscription_set_min_chars (text, 13);
      gtk_inscription_set_nat_chars (text, 24);
      gtk_widget_add_css_class (self->text, "numeric");
    }
  else
    {
      gtk_inscription_set_min_chars (text, column == ZC_ZONE_COLUMN_SERVERS ? 12 : 10);
      gtk_inscription_set_nat_chars (text, column == ZC_ZONE_COLUMN_SERVERS ? 16 : 14);
      gtk_widget_add_css_class (self->text, "dim-label");
    }

  return GTK_WIDGET (self);
}
