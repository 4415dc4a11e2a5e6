/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-timeline-mark.h"

#include "zc-a11y.h"

/* The size of what is drawn in the middle. */
#define SHAPE_SIZE 13.0
#define HALO_WIDTH 5.0
#define LINE_WIDTH 2.0

struct _ZcTimelineMark
{
  GtkWidget parent_instance;

  ZcTimelineItemKind kind;
  char *sentence; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ZcTimelineMark, zc_timeline_mark, GTK_TYPE_WIDGET)

/* The style class colours a mark; its shape says the same. */
static const char *css_classes[] = {
  [ZC_TIMELINE_ITEM_NEWEST] = "newest",
  [ZC_TIMELINE_ITEM_OLDER] = "older",
  [ZC_TIMELINE_ITEM_DIFFERENT] = "different",
  [ZC_TIMELINE_ITEM_SILENT] = "silent",
  [ZC_TIMELINE_ITEM_STEP] = "step",
  [ZC_TIMELINE_ITEM_OK] = "ok",
  [ZC_TIMELINE_ITEM_WORD] = "word",
  [ZC_TIMELINE_ITEM_TROUBLE] = "trouble",
  [ZC_TIMELINE_ITEM_END] = "end",
};

static const double diamond[][2] = { { 0, -1 }, { 1, 0 }, { 0, 1 }, { -1, 0 } };
static const double triangle[][2] = { { -0.8, -1 }, { 1, 0 }, { -0.8, 1 } };
static const double square[][2] = { { -0.8, -0.8 }, { 0.8, -0.8 }, { 0.8, 0.8 }, { -0.8, 0.8 } };

static void
trace_polygon (cairo_t      *cairo,
               const double  points[][2],
               guint         n_points)
{
  cairo_move_to (cairo, points[0][0], points[0][1]);
  for (guint i = 1; i < n_points; i++)
    cairo_line_to (cairo, points[i][0], points[i][1]);
  cairo_close_path (cairo);
}

/* What is below a diamond stays away from it, or it would vanish in a bar of its colour. */
static void
draw_halo (cairo_t       *cairo,
           const GdkRGBA *color)
{
  cairo_save (cairo);
  gdk_cairo_set_source_rgba (cairo, color);
  cairo_set_line_width (cairo, HALO_WIDTH / (SHAPE_SIZE / 2));
  trace_polygon (cairo, diamond, G_N_ELEMENTS (diamond));
  cairo_stroke_preserve (cairo);
  cairo_fill (cairo);
  cairo_restore (cairo);
}

static void
draw_shape (cairo_t            *cairo,
            ZcTimelineItemKind  kind)
{
  switch (kind)
    {
    case ZC_TIMELINE_ITEM_NEWEST:
      trace_polygon (cairo, diamond, G_N_ELEMENTS (diamond));
      cairo_fill (cairo);
      break;
    case ZC_TIMELINE_ITEM_OLDER:
      trace_polygon (cairo, diamond, G_N_ELEMENTS (diamond));
      cairo_stroke (cairo);
      break;
    case ZC_TIMELINE_ITEM_DIFFERENT:
      trace_polygon (cairo, diamond, G_N_ELEMENTS (diamond));
      cairo_stroke (cairo);
      cairo_move_to (cairo, 0, -1);
      cairo_line_to (cairo, 1, 0);
      cairo_line_to (cairo, 0, 1);
      cairo_close_path (cairo);
      cairo_fill (cairo);
      break;
    case ZC_TIMELINE_ITEM_SILENT:
    case ZC_TIMELINE_ITEM_TROUBLE:
      cairo_move_to (cairo, -0.75, -0.75);
      cairo_line_to (cairo, 0.75, 0.75);
      cairo_move_to (cairo, -0.75, 0.75);
      cairo_line_to (cairo, 0.75, -0.75);
      cairo_stroke (cairo);
      break;
    case ZC_TIMELINE_ITEM_STEP:
      trace_polygon (cairo, triangle, G_N_ELEMENTS (triangle));
      cairo_fill (cairo);
      break;
    case ZC_TIMELINE_ITEM_OK:
      cairo_arc (cairo, 0, 0, 0.9, 0, 2 * G_PI);
      cairo_fill (cairo);
      break;
    case ZC_TIMELINE_ITEM_WORD:
      cairo_arc (cairo, 0, 0, 0.8, 0, 2 * G_PI);
      cairo_stroke (cairo);
      break;
    case ZC_TIMELINE_ITEM_END:
      trace_polygon (cairo, square, G_N_ELEMENTS (square));
      cairo_fill (cairo);
      break;
    default:
      g_return_if_reached ();
    }
}

static void
zc_timeline_mark_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  ZcTimelineMark *self = ZC_TIMELINE_MARK (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  cairo_t *cairo = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA color;
  GdkRGBA background;

  gtk_style_context_get_color (context, &color);
  gdk_cairo_set_source_rgba (cairo, &color);
  cairo_translate (cairo, width / 2.0, height / 2.0);
  /* Time runs to the left then. */
  cairo_scale (cairo, (mirrored ? -1 : 1) * SHAPE_SIZE / 2, SHAPE_SIZE / 2);
  cairo_set_line_width (cairo, LINE_WIDTH / (SHAPE_SIZE / 2));
  if (self->kind <= ZC_TIMELINE_ITEM_DIFFERENT && gtk_style_context_lookup_color (context, "window_bg_color", &background))
    draw_halo (cairo, &background);
  draw_shape (cairo, self->kind);
  cairo_destroy (cairo);
}

static void
zc_timeline_mark_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = *natural = ZC_TIMELINE_MARK_SIZE;
}

static void
pressed_cb (ZcTimelineMark *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
zc_timeline_mark_finalize (GObject *object)
{
  g_free (ZC_TIMELINE_MARK (object)->sentence);

  G_OBJECT_CLASS (zc_timeline_mark_parent_class)->finalize (object);
}

static void
zc_timeline_mark_class_init (ZcTimelineMarkClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = zc_timeline_mark_finalize;
  widget_class->snapshot = zc_timeline_mark_snapshot;
  widget_class->measure = zc_timeline_mark_measure;

  gtk_widget_class_set_css_name (widget_class, "timelinemark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
zc_timeline_mark_init (ZcTimelineMark *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
zc_timeline_mark_new (void)
{
  return g_object_new (ZC_TYPE_TIMELINE_MARK, NULL);
}

void
zc_timeline_mark_show (ZcTimelineMark     *self,
                       ZcTimelineItemKind  kind,
                       const char         *sentence)
{
  g_return_if_fail (ZC_IS_TIMELINE_MARK (self));
  g_return_if_fail ((gsize) kind < G_N_ELEMENTS (css_classes));
  g_return_if_fail (sentence != NULL);

  if (self->kind == kind && g_strcmp0 (self->sentence, sentence) == 0)
    return;

  gtk_widget_remove_css_class (GTK_WIDGET (self), css_classes[self->kind]);
  gtk_widget_add_css_class (GTK_WIDGET (self), css_classes[kind]);
  self->kind = kind;
  g_free (self->sentence);
  self->sentence = g_strdup (sentence);
  zc_a11y_set_name (GTK_WIDGET (self), sentence);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), sentence);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
zc_timeline_mark_get_sentence (ZcTimelineMark *self)
{
  g_return_val_if_fail (ZC_IS_TIMELINE_MARK (self), NULL);

  return self->sentence;
}
