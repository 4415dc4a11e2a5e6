/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-time-cell.h"

#include "zc-line-begin.h"
#include "zc-relative-time.h"

struct _ZcTimeCell
{
  ZcZoneCell parent_instance;

  GtkWidget *text; /* (not owned) */
};

G_DEFINE_FINAL_TYPE (ZcTimeCell, zc_time_cell, ZC_TYPE_ZONE_CELL)

static const char * const watched[] = { "notify::zone", NULL };

static void
zc_time_cell_update (ZcZoneCell *cell,
                     ZcZoneItem *item)
{
  ZcTimeCell *self = ZC_TIME_CELL (cell);
  GDateTime *modified = zc_zone_get_last_modified (zc_zone_item_get_zone (item));
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *text = NULL;

  if (modified != NULL)
    text = zc_relative_time_format (modified, now);

  zc_line_begin_set_text (GTK_INSCRIPTION (self->text), text);
}

static char *
zc_time_cell_get_tooltip (ZcZoneCell *cell,
                          ZcZoneItem *item)
{
  GDateTime *modified = zc_zone_get_last_modified (zc_zone_item_get_zone (item));

  return modified != NULL ? zc_relative_time_format_exact (modified) : NULL;
}

static void
zc_time_cell_class_init (ZcTimeCellClass *class)
{
  ZcZoneCellClass *cell_class = ZC_ZONE_CELL_CLASS (class);

  cell_class->watched = watched;
  cell_class->update = zc_time_cell_update;
  cell_class->get_tooltip = zc_time_cell_get_tooltip;
}

static void
zc_time_cell_init (ZcTimeCell *self)
{
  self->text = g_object_new (GTK_TYPE_INSCRIPTION,
                             "hexpand", TRUE,
                             "min-chars", 9,
                             "nat-chars", 12,
                             "wrap-mode", PANGO_WRAP_WORD_CHAR,
                             "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END,
                             NULL);
  gtk_widget_add_css_class (self->text, "dim-label");
  gtk_widget_set_parent (self->text, GTK_WIDGET (self));
}

GtkWidget *
zc_time_cell_new (void)
{
  return g_object_new (ZC_TYPE_TIME_CELL, NULL);
}
