/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-name-cell.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-domain-label.h"
#include "zc-status-cell.h"

/* The width: the name is what a row is found by, so it gets more than any other column. */
#define MIN_CHARS 21
#define NAT_CHARS 34

struct _ZcNameCell
{
  ZcZoneCell parent_instance;

  GtkWidget *name; /* (not owned) */
  GtkWidget *status; /* (not owned) (nullable) made when there is little room for the first time */
};

G_DEFINE_FINAL_TYPE (ZcNameCell, zc_name_cell, ZC_TYPE_ZONE_CELL)

static const char * const watched[] = { "notify::zone", "notify::status-text", NULL };

static void
zc_name_cell_update (ZcZoneCell *cell,
                     ZcZoneItem *item)
{
  ZcNameCell *self = ZC_NAME_CELL (cell);
  const char *name = zc_zone_get_display_name (zc_zone_item_get_zone (item));
  g_autofree char *row_name = NULL;

  zc_domain_label_set_name (ZC_DOMAIN_LABEL (self->name), name);
  if (self->status != NULL && gtk_widget_get_visible (self->status))
    zc_zone_cell_set_item (ZC_ZONE_CELL (self->status), item);

  /* Translators: how screen readers call a row: the zone and its status, such as "example.com, In sync". */
  row_name = g_strdup_printf (C_("row", "%s, %s"), name, zc_zone_item_get_status_text (item));
  zc_a11y_name_row (GTK_WIDGET (self), row_name);
}

static char *
zc_name_cell_get_tooltip (ZcZoneCell *cell,
                          ZcZoneItem *item)
{
  ZcNameCell *self = ZC_NAME_CELL (cell);
  ZcZone *zone = zc_zone_item_get_zone (item);
  const char *ascii = zc_zone_get_name (zone);
  const char *name = zc_zone_get_display_name (zone);
  gboolean is_cut = zc_domain_label_is_cut (ZC_DOMAIN_LABEL (self->name));

  if (g_str_equal (ascii, name))
    return is_cut ? g_strdup (name) : NULL;

  return is_cut ? g_strconcat (name, "\n", ascii, NULL) : g_strdup (ascii);
}

static void
zc_name_cell_class_init (ZcNameCellClass *class)
{
  ZcZoneCellClass *cell_class = ZC_ZONE_CELL_CLASS (class);

  cell_class->watched = watched;
  cell_class->update = zc_name_cell_update;
  cell_class->get_tooltip = zc_name_cell_get_tooltip;
}

static void
zc_name_cell_init (ZcNameCell *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);

  self->name = zc_domain_label_new (MIN_CHARS, NAT_CHARS);
  gtk_widget_set_vexpand (self->name, TRUE);
  gtk_widget_set_parent (self->name, GTK_WIDGET (self));
}

GtkWidget *
zc_name_cell_new (void)
{
  return g_object_new (ZC_TYPE_NAME_CELL, NULL);
}

void
zc_name_cell_set_compact (ZcNameCell *self,
                          gboolean    compact)
{
  g_return_if_fail (ZC_IS_NAME_CELL (self));

  if (self->status == NULL && !compact)
    return;

  if (self->status == NULL)
    {
      self->status = zc_status_cell_new (1);
      gtk_widget_add_css_class (self->status, "caption");
      gtk_widget_set_parent (self->status, GTK_WIDGET (self));
    }

  gtk_widget_set_visible (self->status, compact);
  gtk_widget_set_vexpand (self->name, !compact);
  zc_domain_label_set_grows (ZC_DOMAIN_LABEL (self->name), compact);
  gtk_widget_set_valign (GTK_WIDGET (self), compact ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
  zc_zone_cell_set_item (ZC_ZONE_CELL (self->status), compact ? zc_zone_cell_get_item (ZC_ZONE_CELL (self)) : NULL);
}
