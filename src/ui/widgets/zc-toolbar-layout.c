/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-toolbar-layout.h"

#define SPACING 6

struct _ZcToolbarLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (ZcToolbarLayout, zc_toolbar_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
zc_toolbar_layout_get_request_mode (GtkLayoutManager *manager,
                                    GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static void
measure_widths (GtkWidget *widget,
                int       *widest_minimum,
                int       *sum_natural)
{
  *widest_minimum = 0;
  *sum_natural = 0;

  for (GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget));
       child != NULL;
       child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      int minimum;
      int natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      *widest_minimum = MAX (*widest_minimum, minimum);
      *sum_natural += natural + (*sum_natural > 0 ? SPACING : 0);
    }
}

static gboolean
fits_in_one_row (GtkWidget *widget,
                 int        width)
{
  int minimum;
  int natural;

  measure_widths (widget, &minimum, &natural);

  return width < 0 || width >= natural;
}

static void
measure_heights (GtkWidget *widget,
                 int        width,
                 int       *minimum,
                 int       *natural)
{
  gboolean one_row = fits_in_one_row (widget, width);

  for (GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget));
       child != NULL;
       child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      int child_minimum;
      int child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, one_row ? -1 : width, &child_minimum, &child_natural,
                          NULL, NULL);
      if (one_row)
        {
          *minimum = MAX (*minimum, child_minimum);
          *natural = MAX (*natural, child_natural);
        }
      else
        {
          *minimum += child_minimum + (*minimum > 0 ? SPACING : 0);
          *natural += child_natural + (*natural > 0 ? SPACING : 0);
        }
    }
}

static void
zc_toolbar_layout_measure (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           GtkOrientation    orientation,
                           int               for_size,
                           int              *minimum,
                           int              *natural,
                           int              *minimum_baseline,
                           int              *natural_baseline)
{
  *minimum = 0;
  *natural = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_widths (widget, minimum, natural);
  else
    measure_heights (widget, for_size, minimum, natural);
}

static void
allocate_child (GtkWidget *widget,
                GtkWidget *child,
                int        x,
                int        y,
                int        child_width,
                int        child_height,
                int        width)
{
  /* Start and end change sides where text runs from right to left. */
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = width - x - child_width;

  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, child_width, child_height }, -1);
}

static void
zc_toolbar_layout_allocate (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            int               width,
                            int               height,
                            int               baseline)
{
  gboolean one_row = fits_in_one_row (widget, width);
  int x = 0;
  int y = 0;

  for (GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget)); child != NULL;)
    {
      GtkWidget *next = skip_hidden (gtk_widget_get_next_sibling (child));
      int child_width;
      int child_height;

      if (one_row)
        {
          gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &child_width, NULL, NULL);
          if (next == NULL && x > 0)
            x = MAX (width - child_width, x);
          allocate_child (widget, child, x, 0, child_width, height, width);
          x += child_width + SPACING;
        }
      else
        {
          gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &child_height, NULL, NULL);
          allocate_child (widget, child, 0, y, width, child_height, width);
          y += child_height + SPACING;
        }

      child = next;
    }
}

static void
zc_toolbar_layout_class_init (ZcToolbarLayoutClass *class)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (class);

  layout_class->get_request_mode = zc_toolbar_layout_get_request_mode;
  layout_class->measure = zc_toolbar_layout_measure;
  layout_class->allocate = zc_toolbar_layout_allocate;
}

static void
zc_toolbar_layout_init (ZcToolbarLayout *self)
{
}
