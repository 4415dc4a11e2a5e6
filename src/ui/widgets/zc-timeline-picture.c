/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-timeline-picture.h"

#include "zc-timeline-draw.h"
#include "zc-timeline-mark.h"
#include "zc-timeline-text.h"

#define LEAST_WIDTH 220

struct _ZcTimelinePicture
{
  GtkWidget parent_instance;

  ZcTimelineLayout *layout; /* (owned) (nullable) */
  GPtrArray *marks; /* (owned) (element-type GPtrArray of ZcTimelineMark, not owned): by lane and item */
  guint current_lane; /* where the focus is or was last */
  guint current_item;
};

enum
{
  SIGNAL_CURRENT_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZcTimelinePicture, zc_timeline_picture, GTK_TYPE_WIDGET)

static guint
get_n_lanes (ZcTimelinePicture *self)
{
  return self->layout != NULL ? zc_timeline_layout_get_lanes (self->layout)->len : 0;
}

static ZcTimelineLane *
get_lane (ZcTimelinePicture *self,
          guint              position)
{
  return g_ptr_array_index (zc_timeline_layout_get_lanes (self->layout), position);
}

static void
zc_timeline_picture_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  ZcTimelinePicture *self = ZC_TIMELINE_PICTURE (widget);

  if (self->layout != NULL)
    _zc_timeline_draw (widget, self->layout, snapshot);

  GTK_WIDGET_CLASS (zc_timeline_picture_parent_class)->snapshot (widget, snapshot);
}

static void
zc_timeline_picture_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  ZcTimelinePicture *self = ZC_TIMELINE_PICTURE (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = 3 * LEAST_WIDTH;
    }
  else
    {
      guint n_lanes = get_n_lanes (self);

      *minimum = *natural = (int) _zc_timeline_get_geometry (widget, n_lanes, MAX (for_size, LEAST_WIDTH)).height + 1;
    }
}

static void
zc_timeline_picture_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  ZcTimelinePicture *self = ZC_TIMELINE_PICTURE (widget);
  ZcTimelineGeometry geometry = _zc_timeline_get_geometry (widget, get_n_lanes (self), width);
  ZcTimelineAxis axis;

  if (self->layout == NULL)
    return;

  axis = _zc_timeline_get_axis (&geometry, self->layout);
  for (guint i = 0; i < self->marks->len; i++)
    {
      GPtrArray *marks = g_ptr_array_index (self->marks, i);
      g_autofree double *places = _zc_timeline_place_marks (&geometry, &axis, get_lane (self, i));

      for (guint k = 0; k < marks->len; k++)
        {
          double x = geometry.track_x + places[k] - ZC_TIMELINE_MARK_SIZE / 2.0;
          double y = i * geometry.lane_height + geometry.bar_y - ZC_TIMELINE_MARK_SIZE / 2.0;
          GtkAllocation place = { (int) _zc_timeline_mirror (&geometry, x, ZC_TIMELINE_MARK_SIZE), (int) y,
                                  ZC_TIMELINE_MARK_SIZE, ZC_TIMELINE_MARK_SIZE };

          gtk_widget_size_allocate (g_ptr_array_index (marks, k), &place, -1);
        }
    }
}

static GtkSizeRequestMode
zc_timeline_picture_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The focus */

static gboolean
focus_mark (ZcTimelinePicture *self,
            guint              lane,
            guint              item)
{
  GPtrArray *marks;

  if (lane >= self->marks->len)
    return FALSE;

  marks = g_ptr_array_index (self->marks, lane);
  if (marks->len == 0)
    return FALSE;

  return gtk_widget_grab_focus (g_ptr_array_index (marks, MIN (item, marks->len - 1)));
}

static gboolean
has_focus_inside (ZcTimelinePicture *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/* The tabulator enters at the mark that had the focus last, and leaves from every mark. */
static gboolean
zc_timeline_picture_focus (GtkWidget        *widget,
                           GtkDirectionType  direction)
{
  ZcTimelinePicture *self = ZC_TIMELINE_PICTURE (widget);

  if (has_focus_inside (self))
    return FALSE;

  return focus_mark (self, self->current_lane, self->current_item) || focus_mark (self, 0, 0);
}

static gboolean
zc_timeline_picture_grab_focus (GtkWidget *widget)
{
  ZcTimelinePicture *self = ZC_TIMELINE_PICTURE (widget);

  return focus_mark (self, self->current_lane, self->current_item) || focus_mark (self, 0, 0);
}

/* The item of another lane that was to be seen at the same time. */
static guint
find_item_at (const ZcTimelineLane *lane,
              gint64                offset_us)
{
  guint found = 0;

  for (guint i = 0; i < lane->items->len; i++)
    {
      const ZcTimelineItem *item = g_ptr_array_index (lane->items, i);

      if (item->first_us <= offset_us)
        found = i;
    }

  return found;
}

static void
move_in_lane (ZcTimelinePicture *self,
              int                step)
{
  guint n_items = get_lane (self, self->current_lane)->items->len;
  int item = (int) self->current_item + step;

  if (item >= 0 && item < (int) n_items)
    focus_mark (self, self->current_lane, (guint) item);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
move_over_lanes (ZcTimelinePicture *self,
                 int                step)
{
  int lane = (int) self->current_lane + step;
  const ZcTimelineItem *item;

  if (lane < 0 || lane >= (int) get_n_lanes (self))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }

  item = g_ptr_array_index (get_lane (self, self->current_lane)->items, self->current_item);
  focus_mark (self, (guint) lane, find_item_at (get_lane (self, (guint) lane), item->first_us));
}

static gboolean
arrow_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   data)
{
  ZcTimelinePicture *self = ZC_TIMELINE_PICTURE (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int right;
  int down;

  if (!has_focus_inside (self) || self->current_lane >= get_n_lanes (self))
    return GDK_EVENT_PROPAGATE;

  g_variant_get (arguments, "(ii)", &right, &down);
  if (right != 0)
    move_in_lane (self, mirrored ? -right : right);
  else
    move_over_lanes (self, down);

  return GDK_EVENT_STOP;
}

static gboolean
edge_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   data)
{
  ZcTimelinePicture *self = ZC_TIMELINE_PICTURE (widget);
  gboolean to_end;

  if (!has_focus_inside (self))
    return GDK_EVENT_PROPAGATE;

  g_variant_get (arguments, "(b)", &to_end);
  focus_mark (self, self->current_lane, to_end ? G_MAXUINT : 0);

  return GDK_EVENT_STOP;
}

static void
mark_focused_cb (ZcTimelinePicture *self,
                 GParamSpec        *pspec,
                 ZcTimelineMark    *mark)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (mark)))
    {
      if (!has_focus_inside (self))
        g_signal_emit (self, signals[SIGNAL_CURRENT_CHANGED], 0, NULL);
      return;
    }

  for (guint i = 0; i < self->marks->len; i++)
    {
      GPtrArray *marks = g_ptr_array_index (self->marks, i);
      guint item;

      if (!g_ptr_array_find (marks, mark, &item))
        continue;

      self->current_lane = i;
      self->current_item = item;
    }
  g_signal_emit (self, signals[SIGNAL_CURRENT_CHANGED], 0, zc_timeline_mark_get_sentence (mark));
}

/* The marks */

static void
add_mark (ZcTimelinePicture *self,
          GPtrArray         *marks)
{
  GtkWidget *mark = zc_timeline_mark_new ();

  g_signal_connect_object (mark, "notify::has-focus", G_CALLBACK (mark_focused_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (mark, GTK_WIDGET (self));
  g_ptr_array_add (marks, mark);
}

static void
remove_mark (GPtrArray *marks)
{
  GtkWidget *mark = g_ptr_array_steal_index (marks, marks->len - 1);

  gtk_widget_unparent (mark);
}

/* Marks stay when something is added, so that the one with the focus keeps it. */
static void
update_marks (ZcTimelinePicture *self)
{
  guint n_lanes = get_n_lanes (self);

  while (self->marks->len < n_lanes)
    g_ptr_array_add (self->marks, g_ptr_array_new ());
  while (self->marks->len > n_lanes)
    {
      GPtrArray *marks = g_ptr_array_index (self->marks, self->marks->len - 1);

      while (marks->len > 0)
        remove_mark (marks);
      g_ptr_array_remove_index (self->marks, self->marks->len - 1);
    }

  for (guint i = 0; i < n_lanes; i++)
    {
      GPtrArray *marks = g_ptr_array_index (self->marks, i);
      const ZcTimelineLane *lane = get_lane (self, i);

      while (marks->len < lane->items->len)
        add_mark (self, marks);
      while (marks->len > lane->items->len)
        remove_mark (marks);

      for (guint k = 0; k < marks->len; k++)
        {
          const ZcTimelineItem *item = g_ptr_array_index (lane->items, k);
          g_autofree char *sentence = zc_timeline_item_dup_sentence (lane, item);

          zc_timeline_mark_show (g_ptr_array_index (marks, k), item->kind, sentence);
        }
    }
}

static void
zc_timeline_picture_dispose (GObject *object)
{
  ZcTimelinePicture *self = ZC_TIMELINE_PICTURE (object);

  g_clear_pointer (&self->layout, zc_timeline_layout_free);
  update_marks (self);

  G_OBJECT_CLASS (zc_timeline_picture_parent_class)->dispose (object);
}

static void
zc_timeline_picture_finalize (GObject *object)
{
  g_ptr_array_unref (ZC_TIMELINE_PICTURE (object)->marks);

  G_OBJECT_CLASS (zc_timeline_picture_parent_class)->finalize (object);
}

static void
zc_timeline_picture_class_init (ZcTimelinePictureClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = zc_timeline_picture_dispose;
  object_class->finalize = zc_timeline_picture_finalize;
  widget_class->snapshot = zc_timeline_picture_snapshot;
  widget_class->measure = zc_timeline_picture_measure;
  widget_class->size_allocate = zc_timeline_picture_size_allocate;
  widget_class->get_request_mode = zc_timeline_picture_get_request_mode;
  widget_class->focus = zc_timeline_picture_focus;
  widget_class->grab_focus = zc_timeline_picture_grab_focus;

  signals[SIGNAL_CURRENT_CHANGED] = g_signal_new ("current-changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                                  0, NULL, NULL, NULL,
                                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, arrow_cb, "(ii)", -1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, arrow_cb, "(ii)", 1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, arrow_cb, "(ii)", 0, -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, arrow_cb, "(ii)", 0, 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, edge_cb, "(b)", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, edge_cb, "(b)", TRUE);
}

static void
zc_timeline_picture_init (ZcTimelinePicture *self)
{
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

GtkWidget *
zc_timeline_picture_new (void)
{
  return g_object_new (ZC_TYPE_TIMELINE_PICTURE, NULL);
}

void
zc_timeline_picture_set_layout (ZcTimelinePicture *self,
                                ZcTimelineLayout  *layout)
{
  g_return_if_fail (ZC_IS_TIMELINE_PICTURE (self));

  g_clear_pointer (&self->layout, zc_timeline_layout_free);
  self->layout = layout;
  update_marks (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

ZcTimelineLayout *
zc_timeline_picture_get_layout (ZcTimelinePicture *self)
{
  g_return_val_if_fail (ZC_IS_TIMELINE_PICTURE (self), NULL);

  return self->layout;
}
