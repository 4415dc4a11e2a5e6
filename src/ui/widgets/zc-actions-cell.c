/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-actions-cell.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"

struct _ZcActionsCell
{
  ZcZoneCell parent_instance;

  GtkWidget *start; /* (not owned) */
  GtkWidget *details; /* (not owned) */
  GtkWidget *menu; /* (not owned) */
};

G_DEFINE_FINAL_TYPE (ZcActionsCell, zc_actions_cell, ZC_TYPE_ZONE_CELL)

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char * const watched[] = { "notify::zone", "notify::health", "notify::run", NULL };

static void
zc_actions_cell_update (ZcZoneCell *cell,
                        ZcZoneItem *item)
{
  ZcActionsCell *self = ZC_ACTIONS_CELL (cell);
  ZcZone *zone = zc_zone_item_get_zone (item);
  const char *name = zc_zone_get_display_name (zone);
  g_autofree char *start = NULL;
  g_autofree char *details = NULL;
  g_autofree char *menu = NULL;

  gtk_widget_set_visible (self->start, zc_zone_get_kind (zone) == ZC_ZONE_KIND_SECONDARY);
  gtk_widget_set_sensitive (self->start, zc_zone_item_can_start_transfer (item));

  /* Translators: names of buttons for screen readers; %s is the zone's name. */
  start = g_strdup_printf (_("Start zone transfer of %s"), name);
  /* Translators: names of buttons for screen readers; %s is the zone's name. */
  details = g_strdup_printf (_("Details & Records of %s"), name);
  /* Translators: names of buttons for screen readers; %s is the zone's name. */
  menu = g_strdup_printf (_("More actions for %s"), name);
  zc_a11y_set_name (self->start, start);
  zc_a11y_set_name (self->details, details);
  zc_a11y_set_name (self->menu, menu);
}

static void
start_clicked_cb (ZcActionsCell *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, ZC_ZONE_ACTION_START_TRANSFER, self->start);
}

static void
details_clicked_cb (ZcActionsCell *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, ZC_ZONE_ACTION_SHOW_DETAILS, self->details);
}

static void
menu_clicked_cb (ZcActionsCell *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, ZC_ZONE_ACTION_SHOW_MENU, self->menu);
}

static void
zc_actions_cell_class_init (ZcActionsCellClass *class)
{
  ZcZoneCellClass *cell_class = ZC_ZONE_CELL_CLASS (class);

  cell_class->watched = watched;
  cell_class->update = zc_actions_cell_update;

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 2, G_TYPE_UINT, GTK_TYPE_WIDGET);
}

/* The text of a tooltip is set when it is about to be shown: setting it asks the display each time where the
 * pointer is, which took a third of the time that a row takes to be made. */
static gboolean
query_tooltip_cb (GtkWidget  *button,
                  int         x,
                  int         y,
                  gboolean    keyboard_mode,
                  GtkTooltip *tooltip,
                  const char *text)
{
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

/* @tooltip: a text that stays, such as a translation */
static GtkWidget *
add_button (ZcActionsCell *self,
            const char    *icon_name,
            const char    *tooltip,
            GCallback      clicked_cb)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_has_tooltip (button, TRUE);
  g_signal_connect (button, "query-tooltip", G_CALLBACK (query_tooltip_cb), (gpointer) tooltip);
  g_signal_connect_swapped (button, "clicked", clicked_cb, self);
  gtk_widget_set_parent (button, GTK_WIDGET (self));

  return button;
}

static void
zc_actions_cell_init (ZcActionsCell *self)
{
  self->start = add_button (self, "zone-transfer-symbolic", _("Start zone transfer"), G_CALLBACK (start_clicked_cb));
  self->details = add_button (self, "zone-details-symbolic", _("Details & Records"), G_CALLBACK (details_clicked_cb));
  self->menu = add_button (self, "view-more-symbolic", _("More actions"), G_CALLBACK (menu_clicked_cb));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
}

GtkWidget *
zc_actions_cell_new (void)
{
  return g_object_new (ZC_TYPE_ACTIONS_CELL, NULL);
}

void
zc_actions_cell_set_compact (ZcActionsCell *self,
                             gboolean       compact)
{
  g_return_if_fail (ZC_IS_ACTIONS_CELL (self));

  gtk_widget_set_visible (self->details, !compact);
}
