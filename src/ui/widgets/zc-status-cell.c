/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-status-cell.h"

#include "zc-health.h"
#include "zc-line-begin.h"

struct _ZcStatusCell
{
  ZcZoneCell parent_instance;

  GtkWidget *image; /* (not owned) */
  GtkWidget *text; /* (not owned) */
  const ZcHealthLook *look; /* (not owned) (nullable) what is shown, to take its style class off again */
};

G_DEFINE_FINAL_TYPE (ZcStatusCell, zc_status_cell, ZC_TYPE_ZONE_CELL)

static const char * const watched[] = { "notify::health", "notify::status-text", NULL };

static void
zc_status_cell_update (ZcZoneCell *cell,
                       ZcZoneItem *item)
{
  ZcStatusCell *self = ZC_STATUS_CELL (cell);
  const ZcHealthLook *look = zc_health_get_zone_look (zc_zone_item_get_health (item));

  if (look != self->look)
    {
      if (self->look != NULL)
        gtk_widget_remove_css_class (self->image, self->look->css_class);
      gtk_widget_add_css_class (self->image, look->css_class);
      gtk_image_set_from_icon_name (GTK_IMAGE (self->image), look->icon_name);
      self->look = look;
    }

  zc_line_begin_set_text (GTK_INSCRIPTION (self->text), zc_zone_item_get_status_text (item));
}

static char *
zc_status_cell_get_tooltip (ZcZoneCell *cell,
                            ZcZoneItem *item)
{
  const char *explanation = zc_zone_item_get_status_explanation (item);

  return g_strdup (explanation[0] != '\0' ? explanation : zc_zone_item_get_status_text (item));
}

static void
zc_status_cell_class_init (ZcStatusCellClass *class)
{
  ZcZoneCellClass *cell_class = ZC_ZONE_CELL_CLASS (class);

  cell_class->watched = watched;
  cell_class->update = zc_status_cell_update;
  cell_class->get_tooltip = zc_status_cell_get_tooltip;
}

static void
zc_status_cell_init (ZcStatusCell *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);

  /* The words say what the image shows, so a reader need not hear of it. */
  self->image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));

  self->text = g_object_new (GTK_TYPE_INSCRIPTION,
                             "hexpand", TRUE,
                             "min-chars", 16,
                             "nat-chars", 18,
                             "wrap-mode", PANGO_WRAP_WORD_CHAR,
                             "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END,
                             NULL);
  gtk_widget_set_parent (self->text, GTK_WIDGET (self));
}

GtkWidget *
zc_status_cell_new (guint n_lines)
{
  ZcStatusCell *self = g_object_new (ZC_TYPE_STATUS_CELL, NULL);

  gtk_inscription_set_min_lines (GTK_INSCRIPTION (self->text), n_lines);

  return GTK_WIDGET (self);
}
