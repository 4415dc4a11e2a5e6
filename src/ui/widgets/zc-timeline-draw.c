/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-timeline-draw.h"

#include <adwaita.h>

#include "zc-timeline-mark.h"
#include "zc-timeline-text.h"

#define BAR_HEIGHT 10.0
#define LINE_GAP 2.0
#define LANE_GAP 10.0
#define TICK_DISTANCE 64.0
#define MARK_DISTANCE 15.0
#define LABEL_DISTANCE 10.0
#define DASH 6.0
#define STRIPE 5.0f
/* From this width on the names of lanes stand beside them, in widths of a digit. */
#define NAME_CHARACTERS 20
#define TRACK_CHARACTERS 40

/* What all functions that draw need. */
typedef struct
{
  GtkWidget *widget; /* (not owned) */
  GtkSnapshot *snapshot; /* (not owned) */
  ZcTimelineGeometry geometry;
  ZcTimelineAxis axis;
  GdkRGBA text; /* the colour of text */
  GdkRGBA dim; /* for what is less important */
  GdkRGBA grid;
  GdkRGBA newest;
  GdkRGBA different;
} Drawing;

static PangoLayout *
create_text (GtkWidget  *widget,
             const char *text)
{
  PangoLayout *pango = gtk_widget_create_pango_layout (widget, text);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.9));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (pango, attributes);
  pango_layout_set_single_paragraph_mode (pango, TRUE);

  return pango;
}

ZcTimelineGeometry
_zc_timeline_get_geometry (GtkWidget *widget,
                           guint      n_lanes,
                           double     width)
{
  g_autoptr(PangoLayout) pango = create_text (widget, "0");
  ZcTimelineGeometry geometry = { 0 };
  int digit_width;
  int line_height;

  pango_layout_get_pixel_size (pango, &digit_width, &line_height);
  geometry.width = width;
  geometry.line_height = line_height;
  geometry.mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  geometry.beside = width >= (NAME_CHARACTERS + TRACK_CHARACTERS) * digit_width;

  if (geometry.beside)
    {
      geometry.name_width = NAME_CHARACTERS * digit_width;
      geometry.track_x = geometry.name_width + LANE_GAP;
      geometry.bar_y = ZC_TIMELINE_MARK_SIZE / 2.0;
    }
  else
    {
      geometry.name_width = width;
      geometry.bar_y = line_height + ZC_TIMELINE_MARK_SIZE / 2.0;
    }

  geometry.track_x += ZC_TIMELINE_MARK_SIZE / 2.0;
  geometry.track_width = MAX (width - geometry.track_x - ZC_TIMELINE_MARK_SIZE / 2.0, 1);
  geometry.label_y = geometry.bar_y + ZC_TIMELINE_MARK_SIZE / 2.0 - LINE_GAP;
  geometry.lane_height = MAX (geometry.label_y, line_height) + line_height + LANE_GAP;
  geometry.axis_y = n_lanes * geometry.lane_height;
  geometry.height = geometry.axis_y + line_height + LINE_GAP;

  return geometry;
}

ZcTimelineAxis
_zc_timeline_get_axis (const ZcTimelineGeometry *geometry,
                       ZcTimelineLayout         *layout)
{
  return zc_timeline_axis_choose (zc_timeline_layout_get_duration (layout), geometry->track_width, TICK_DISTANCE);
}

double
_zc_timeline_mirror (const ZcTimelineGeometry *geometry,
                     double                    x,
                     double                    width)
{
  return geometry->mirrored ? geometry->width - x - width : x;
}

double *
_zc_timeline_place_marks (const ZcTimelineGeometry *geometry,
                          const ZcTimelineAxis     *axis,
                          const ZcTimelineLane     *lane)
{
  double *places = g_new (double, lane->items->len + 1);

  for (guint i = 0; i < lane->items->len; i++)
    {
      const ZcTimelineItem *item = g_ptr_array_index (lane->items, i);

      places[i] = zc_timeline_axis_place (axis, item->first_us) * geometry->track_width;
    }
  zc_timeline_spread (places, lane->items->len, geometry->track_width, MARK_DISTANCE);

  return places;
}

static void
look_up_color (GtkStyleContext *context,
               const char      *name,
               const GdkRGBA   *fallback,
               GdkRGBA         *color)
{
  if (!gtk_style_context_lookup_color (context, name, color))
    *color = *fallback;
}

static void
choose_colors (Drawing *drawing)
{
  GtkStyleContext *context = gtk_widget_get_style_context (drawing->widget);
  gboolean strong = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());

  gtk_style_context_get_color (context, &drawing->text);
  drawing->dim = drawing->grid = drawing->text;
  drawing->dim.alpha *= strong ? 1.0f : 0.7f;
  drawing->grid.alpha *= strong ? 0.5f : 0.12f;
  look_up_color (context, "success_color", &drawing->text, &drawing->newest);
  look_up_color (context, "warning_color", &drawing->text, &drawing->different);
  if (strong)
    drawing->newest = drawing->different = drawing->text;
}

static void
draw_text (const Drawing *drawing,
           const char    *text,
           const GdkRGBA *color,
           double         x,
           double         y,
           double         most_width)
{
  g_autoptr(PangoLayout) pango = create_text (drawing->widget, text);
  int width;

  pango_layout_set_width (pango, (int) (most_width * PANGO_SCALE));
  pango_layout_set_ellipsize (pango, PANGO_ELLIPSIZE_MIDDLE);
  pango_layout_get_pixel_size (pango, &width, NULL);
  /* Just as wide as its text, so that it is at its place whatever the direction of the text. */
  pango_layout_set_width (pango, (width + 1) * PANGO_SCALE);

  gtk_snapshot_save (drawing->snapshot);
  gtk_snapshot_translate (drawing->snapshot,
                          &GRAPHENE_POINT_INIT ((float) _zc_timeline_mirror (&drawing->geometry, x, width), (float) y));
  gtk_snapshot_append_layout (drawing->snapshot, pango, color);
  gtk_snapshot_restore (drawing->snapshot);
}

static double
measure_text (const Drawing *drawing,
              const char    *text)
{
  g_autoptr(PangoLayout) pango = create_text (drawing->widget, text);
  int width;

  pango_layout_get_pixel_size (pango, &width, NULL);

  return width + 1;
}

static void
draw_ticks (const Drawing *drawing)
{
  const ZcTimelineGeometry *geometry = &drawing->geometry;

  for (guint i = 0; i < drawing->axis.n_ticks; i++)
    {
      double place = zc_timeline_axis_place (&drawing->axis, drawing->axis.step_us * i);
      double x = geometry->track_x + place * geometry->track_width;
      g_autofree char *text = zc_timeline_format_tick (&drawing->axis, i);
      double width = measure_text (drawing, text);

      gtk_snapshot_append_color (drawing->snapshot, &drawing->grid,
                                 &GRAPHENE_RECT_INIT ((float) _zc_timeline_mirror (geometry, x, 1), 0, 1,
                                                      (float) geometry->axis_y));
      draw_text (drawing, text, &drawing->dim, CLAMP (x - width / 2, 0, MAX (geometry->width - width, 0)),
                 geometry->axis_y + LINE_GAP, width);
    }
}

static void
draw_broken_line (const Drawing *drawing,
                  const GdkRGBA *color,
                  double         x,
                  double         y,
                  double         width)
{
  for (double at = 0; at < width; at += 2 * DASH)
    gtk_snapshot_append_color (drawing->snapshot, color,
                               &GRAPHENE_RECT_INIT ((float) (x + at), (float) y - 1, (float) MIN (DASH, width - at), 2));
}

static void
draw_stripes (const Drawing         *drawing,
              const GdkRGBA         *color,
              const graphene_rect_t *rect)
{
  GdkRGBA clear = *color;
  GskColorStop stops[4];

  clear.alpha = 0;
  stops[0] = (GskColorStop) { 0, *color };
  stops[1] = (GskColorStop) { 0.5f, *color };
  stops[2] = (GskColorStop) { 0.5f, clear };
  stops[3] = (GskColorStop) { 1, clear };
  gtk_snapshot_append_repeating_linear_gradient (drawing->snapshot, rect,
                                                 &GRAPHENE_POINT_INIT (rect->origin.x, rect->origin.y),
                                                 &GRAPHENE_POINT_INIT (rect->origin.x + STRIPE, rect->origin.y + STRIPE),
                                                 stops, G_N_ELEMENTS (stops));
}

static void
draw_bar (const Drawing      *drawing,
          ZcTimelineItemKind  kind,
          double              x,
          double              y,
          double              width)
{
  graphene_rect_t rect = GRAPHENE_RECT_INIT ((float) x, (float) (y - BAR_HEIGHT / 2), (float) width, (float) BAR_HEIGHT);
  const GdkRGBA *color = kind == ZC_TIMELINE_ITEM_NEWEST ? &drawing->newest :
                         kind == ZC_TIMELINE_ITEM_DIFFERENT ? &drawing->different : &drawing->dim;
  GskRoundedRect outline;

  if (kind == ZC_TIMELINE_ITEM_SILENT)
    {
      draw_broken_line (drawing, color, x, y, width);
      return;
    }

  gsk_rounded_rect_init_from_rect (&outline, &rect, (float) MIN (BAR_HEIGHT / 2, width / 2));
  gtk_snapshot_push_rounded_clip (drawing->snapshot, &outline);
  if (kind == ZC_TIMELINE_ITEM_NEWEST)
    gtk_snapshot_append_color (drawing->snapshot, color, &rect);
  else if (kind == ZC_TIMELINE_ITEM_DIFFERENT)
    draw_stripes (drawing, color, &rect);
  gtk_snapshot_pop (drawing->snapshot);
  gtk_snapshot_append_border (drawing->snapshot, &outline, (float[4]) { 1.5f, 1.5f, 1.5f, 1.5f },
                              (GdkRGBA[4]) { *color, *color, *color, *color });
}

static void
draw_items (const Drawing        *drawing,
            const ZcTimelineLane *lane,
            double                y)
{
  const ZcTimelineGeometry *geometry = &drawing->geometry;

  if (lane->kind == ZC_TIMELINE_LANE_SERVICE)
    {
      double x = _zc_timeline_mirror (geometry, geometry->track_x, geometry->track_width);

      gtk_snapshot_append_color (drawing->snapshot, &drawing->dim,
                                 &GRAPHENE_RECT_INIT ((float) x, (float) y - 0.5f, (float) geometry->track_width, 1));
      return;
    }

  for (guint i = 0; i < lane->items->len; i++)
    {
      const ZcTimelineItem *item = g_ptr_array_index (lane->items, i);
      double from = zc_timeline_axis_place (&drawing->axis, item->first_us) * geometry->track_width;
      double width = zc_timeline_axis_place (&drawing->axis, item->last_us) * geometry->track_width - from;

      /* What lasted for less than a pixel has its mark all the same. */
      if (width >= 1)
        draw_bar (drawing, item->kind, _zc_timeline_mirror (geometry, geometry->track_x + from, width), y, width);
    }
}

static void
draw_labels (const Drawing        *drawing,
             const ZcTimelineLane *lane,
             double                y)
{
  const ZcTimelineGeometry *geometry = &drawing->geometry;
  guint n_items = lane->items->len;
  g_autofree double *wanted = _zc_timeline_place_marks (geometry, &drawing->axis, lane);
  g_autofree double *widths = g_new0 (double, n_items + 1);
  g_autofree double *places = g_new0 (double, n_items + 1);
  g_auto(GStrv) texts = g_new0 (char *, n_items + 1);
  double left = geometry->track_x - ZC_TIMELINE_MARK_SIZE / 2.0;
  double most_width = geometry->track_width + ZC_TIMELINE_MARK_SIZE;

  /* A label begins where its mark is drawn, and may go as far as the last mark does. */
  for (guint i = 0; i < n_items; i++)
    {
      texts[i] = zc_timeline_item_dup_label (g_ptr_array_index (lane->items, i));
      widths[i] = MIN (measure_text (drawing, texts[i]), most_width);
      wanted[i] += ZC_TIMELINE_MARK_SIZE / 4.0;
    }

  zc_timeline_place_labels (wanted, widths, n_items, most_width, LABEL_DISTANCE, places);
  for (guint i = 0; i < n_items; i++)
    {
      if (places[i] >= 0)
        draw_text (drawing, texts[i], &drawing->dim, left + places[i], y, widths[i]);
    }
}

static void
draw_name (const Drawing        *drawing,
           const ZcTimelineLane *lane,
           double                y)
{
  const ZcTimelineGeometry *geometry = &drawing->geometry;

  if (geometry->beside && lane->kind != ZC_TIMELINE_LANE_SERVICE)
    {
      draw_text (drawing, lane->name, &drawing->text, 0, y, geometry->name_width);
      draw_text (drawing, lane->address, &drawing->dim, 0, y + geometry->line_height, geometry->name_width);
    }
  else
    {
      g_autofree char *name = zc_timeline_lane_dup_name (lane);

      draw_text (drawing, name, &drawing->text, 0, y, geometry->name_width);
    }
}

void
_zc_timeline_draw (GtkWidget        *widget,
                   ZcTimelineLayout *layout,
                   GtkSnapshot      *snapshot)
{
  GPtrArray *lanes = zc_timeline_layout_get_lanes (layout);
  Drawing drawing = { .widget = widget, .snapshot = snapshot };

  drawing.geometry = _zc_timeline_get_geometry (widget, lanes->len, gtk_widget_get_width (widget));
  drawing.axis = _zc_timeline_get_axis (&drawing.geometry, layout);
  choose_colors (&drawing);

  draw_ticks (&drawing);
  for (guint i = 0; i < lanes->len; i++)
    {
      const ZcTimelineLane *lane = g_ptr_array_index (lanes, i);
      double y = i * drawing.geometry.lane_height;

      draw_name (&drawing, lane, y);
      draw_items (&drawing, lane, y + drawing.geometry.bar_y);
      draw_labels (&drawing, lane, y + drawing.geometry.label_y);
    }
}
