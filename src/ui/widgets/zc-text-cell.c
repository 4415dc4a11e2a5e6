/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-text-cell.h"

#include <glib/gi18n-lib.h>

#include "zc-domain-wrap.h"
#include "zc-line-begin.h"
#include "zc-plain-wrap.h"
#include "zc-relative-time.h"
#include "zc-text.h"

/* What belongs to an inscription that shows something of a zone. */
typedef struct
{
  GtkInscription *inscription; /* (unowned) it has this */
  ZcZoneColumn column;
  ZcZoneItem *item; /* (owned) (nullable) */
  gulong zone_id; /* the item's signals, while there is one */
  gulong serial_id; /* 0 in other columns */
} TextCell;

static G_DEFINE_QUARK (zc-text-cell, cell)

static TextCell *
get_cell (GtkWidget *widget)
{
  return g_object_get_qdata (G_OBJECT (widget), cell_quark ());
}

static void
forget_item (TextCell *self)
{
  if (self->item == NULL)
    return;

  g_clear_signal_handler (&self->zone_id, self->item);
  g_clear_signal_handler (&self->serial_id, self->item);
  g_clear_object (&self->item);
}

static void
cell_free (gpointer data)
{
  TextCell *self = data;

  forget_item (self);
  g_free (self);
}

/* Translators: what stands between two addresses of a list. */
#define SEPARATOR C_("list of addresses", ", ")

static char *
join_servers (ZcZone *zone)
{
  const char * const *servers = zc_zone_get_kind (zone) == ZC_ZONE_KIND_SECONDARY
                                ? zc_zone_get_primary_ips (zone)
                                : zc_zone_get_name_servers (zone);
  g_autofree char *joined = g_strjoinv (SEPARATOR, (char **) servers);

  return zc_text_make_displayable (joined);
}

static char *
get_time_text (ZcZone *zone)
{
  GDateTime *modified = zc_zone_get_last_modified (zone);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  return modified != NULL ? zc_relative_time_format (modified, now) : NULL;
}

static char *
get_text (TextCell *self)
{
  ZcZone *zone = zc_zone_item_get_zone (self->item);

  if (self->column == ZC_ZONE_COLUMN_SERIAL)
    return g_strdup (zc_zone_item_get_serial_text (self->item));
  if (self->column == ZC_ZONE_COLUMN_SERVERS)
    return join_servers (zone);
  if (self->column == ZC_ZONE_COLUMN_LAST_MODIFIED)
    return get_time_text (zone);

  return zc_text_make_displayable (zc_zone_get_description (zone));
}

static void
update (TextCell *self)
{
  g_autofree char *text = self->item != NULL ? get_text (self) : NULL;

  if (self->item == NULL)
    return;

  if (self->column == ZC_ZONE_COLUMN_SERVERS && g_strcmp0 (text, gtk_inscription_get_text (self->inscription)) != 0)
    {
      g_autoptr(PangoAttrList) attributes = zc_domain_wrap_create_list_attributes (text, SEPARATOR);

      gtk_inscription_set_attributes (self->inscription, attributes);
    }
  zc_line_begin_set_text (self->inscription, text);
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
get_time_tooltip (ZcZone *zone)
{
  GDateTime *modified = zc_zone_get_last_modified (zone);

  return modified != NULL ? zc_relative_time_format_exact (modified) : NULL;
}

/* It is made only when it is about to be shown. */
static gboolean
query_tooltip_cb (GtkWidget  *widget,
                  int         x,
                  int         y,
                  gboolean    keyboard_mode,
                  GtkTooltip *tooltip,
                  TextCell   *self)
{
  g_autofree char *text = NULL;

  if (self->item == NULL)
    return FALSE;

  if (self->column == ZC_ZONE_COLUMN_SERIAL)
    text = get_serial_tooltip (self->item);
  else if (self->column == ZC_ZONE_COLUMN_LAST_MODIFIED)
    text = get_time_tooltip (zc_zone_item_get_zone (self->item));
  else
    text = get_text (self);
  if (text == NULL || text[0] == '\0')
    return FALSE;

  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

/* Two serials of ten digits and the arrow between them, where there is little room in two lines. */
static const struct
{
  guint min_chars;
  guint nat_chars;
  const char *css_class;
} looks[] = {
  [ZC_ZONE_COLUMN_SERIAL] = { 13, 24, "numeric" },
  [ZC_ZONE_COLUMN_SERVERS] = { 12, 16, "dim-label" },
  [ZC_ZONE_COLUMN_LAST_MODIFIED] = { 9, 12, "dim-label" },
  [ZC_ZONE_COLUMN_DESCRIPTION] = { 10, 14, "dim-label" },
};

GtkWidget *
zc_text_cell_new (ZcZoneColumn column)
{
  TextCell *self = g_new0 (TextCell, 1);
  GtkWidget *widget = g_object_new (GTK_TYPE_INSCRIPTION,
                                    "has-tooltip", TRUE,
                                    "min-chars", looks[column].min_chars,
                                    "nat-chars", looks[column].nat_chars,
                                    "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                    "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END,
                                    NULL);

  self->inscription = GTK_INSCRIPTION (widget);
  self->column = column;
  g_object_set_qdata_full (G_OBJECT (widget), cell_quark (), self, cell_free);
  gtk_widget_add_css_class (widget, looks[column].css_class);
  zc_plain_wrap (widget);
  g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);

  return widget;
}

void
zc_text_cell_set_item (GtkWidget  *cell,
                       ZcZoneItem *item)
{
  TextCell *self = NULL;

  g_return_if_fail (GTK_IS_INSCRIPTION (cell));
  g_return_if_fail (item == NULL || ZC_IS_ZONE_ITEM (item));

  self = get_cell (cell);
  if (self->item == item)
    return;

  forget_item (self);
  if (item == NULL)
    return;

  self->item = g_object_ref (item);
  self->zone_id = g_signal_connect_swapped (item, "notify::zone", G_CALLBACK (update), self);
  if (self->column == ZC_ZONE_COLUMN_SERIAL)
    self->serial_id = g_signal_connect_swapped (item, "notify::serial-text", G_CALLBACK (update), self);
  update (self);
}

void
zc_text_cell_update (GtkWidget *cell)
{
  g_return_if_fail (GTK_IS_INSCRIPTION (cell));

  update (get_cell (cell));
}

ZcZoneColumn
zc_text_cell_get_column (GtkWidget *cell)
{
  g_return_val_if_fail (GTK_IS_INSCRIPTION (cell), ZC_ZONE_COLUMN_SERIAL);

  return get_cell (cell)->column;
}
