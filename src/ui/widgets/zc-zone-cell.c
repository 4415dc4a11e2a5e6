/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-cell.h"

/* The most signals that a cell watches. */
#define MOST_WATCHED 4

typedef struct
{
  ZcZoneItem *item; /* (owned) (nullable) */
  gulong handler_ids[MOST_WATCHED]; /* of the item's signals, by their place in the class's list */
} ZcZoneCellPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ZcZoneCell, zc_zone_cell, GTK_TYPE_WIDGET)

static void
disconnect_item (ZcZoneCell *self)
{
  ZcZoneCellPrivate *priv = zc_zone_cell_get_instance_private (self);

  if (priv->item == NULL)
    return;

  for (guint i = 0; i < MOST_WATCHED; i++)
    g_clear_signal_handler (&priv->handler_ids[i], priv->item);
  g_clear_object (&priv->item);
}

/* A cell that is kept for later must not keep a zone. */
static void
forget_in_children (ZcZoneCell *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (ZC_IS_ZONE_CELL (child))
      zc_zone_cell_set_item (ZC_ZONE_CELL (child), NULL);
}

static gboolean
zc_zone_cell_query_tooltip (GtkWidget  *widget,
                            int         x,
                            int         y,
                            gboolean    keyboard_tooltip,
                            GtkTooltip *tooltip)
{
  ZcZoneCell *self = ZC_ZONE_CELL (widget);
  ZcZoneCellPrivate *priv = zc_zone_cell_get_instance_private (self);
  ZcZoneCellClass *class = ZC_ZONE_CELL_GET_CLASS (self);
  g_autofree char *text = NULL;

  if (priv->item == NULL || class->get_tooltip == NULL)
    return FALSE;

  text = class->get_tooltip (self, priv->item);
  if (text == NULL || text[0] == '\0')
    return FALSE;

  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
zc_zone_cell_direction_changed (GtkWidget        *widget,
                                GtkTextDirection  previous)
{
  GTK_WIDGET_CLASS (zc_zone_cell_parent_class)->direction_changed (widget, previous);

  zc_zone_cell_update (ZC_ZONE_CELL (widget));
}

static void
zc_zone_cell_constructed (GObject *object)
{
  ZcZoneCell *self = ZC_ZONE_CELL (object);

  G_OBJECT_CLASS (zc_zone_cell_parent_class)->constructed (object);

  gtk_widget_set_has_tooltip (GTK_WIDGET (self), ZC_ZONE_CELL_GET_CLASS (self)->get_tooltip != NULL);
}

static void
zc_zone_cell_dispose (GObject *object)
{
  ZcZoneCell *self = ZC_ZONE_CELL (object);
  GtkWidget *child;

  disconnect_item (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (zc_zone_cell_parent_class)->dispose (object);
}

static void
zc_zone_cell_class_init (ZcZoneCellClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->constructed = zc_zone_cell_constructed;
  object_class->dispose = zc_zone_cell_dispose;
  widget_class->direction_changed = zc_zone_cell_direction_changed;
  widget_class->query_tooltip = zc_zone_cell_query_tooltip;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
zc_zone_cell_init (ZcZoneCell *self)
{
}

void
zc_zone_cell_set_item (ZcZoneCell *self,
                       ZcZoneItem *item)
{
  ZcZoneCellPrivate *priv = zc_zone_cell_get_instance_private (self);
  ZcZoneCellClass *class;

  g_return_if_fail (ZC_IS_ZONE_CELL (self));
  g_return_if_fail (item == NULL || ZC_IS_ZONE_ITEM (item));

  if (priv->item == item)
    return;

  disconnect_item (self);
  if (item == NULL)
    {
      forget_in_children (self);
      return;
    }

  priv->item = g_object_ref (item);
  class = ZC_ZONE_CELL_GET_CLASS (self);
  for (guint i = 0; class->watched[i] != NULL; i++)
    {
      g_assert (i < MOST_WATCHED);
      priv->handler_ids[i] = g_signal_connect_swapped (item, class->watched[i], G_CALLBACK (zc_zone_cell_update), self);
    }

  zc_zone_cell_update (self);
}

ZcZoneItem *
zc_zone_cell_get_item (ZcZoneCell *self)
{
  ZcZoneCellPrivate *priv = zc_zone_cell_get_instance_private (self);

  g_return_val_if_fail (ZC_IS_ZONE_CELL (self), NULL);

  return priv->item;
}

void
zc_zone_cell_update (ZcZoneCell *self)
{
  ZcZoneCellPrivate *priv = zc_zone_cell_get_instance_private (self);

  g_return_if_fail (ZC_IS_ZONE_CELL (self));

  if (priv->item != NULL)
    ZC_ZONE_CELL_GET_CLASS (self)->update (self, priv->item);
}
