/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-domain-label.h"

#include "zc-domain-wrap.h"

/* A row of a table has room for two lines. */
#define MOST_LINES 2

struct _ZcDomainLabel
{
  GtkWidget parent_instance;

  GtkWidget *inscription; /* (not owned) */
  PangoLayout *layout; /* (owned) (nullable) what the name is measured with, made when it is needed */
  gboolean grows;
  gboolean is_cut;
};

G_DEFINE_FINAL_TYPE (ZcDomainLabel, zc_domain_label, GTK_TYPE_WIDGET)

static PangoLayout *
get_layout (ZcDomainLabel *self)
{
  if (self->layout == NULL)
    {
      GtkInscription *inscription = GTK_INSCRIPTION (self->inscription);

      self->layout = gtk_widget_create_pango_layout (self->inscription, gtk_inscription_get_text (inscription));
      pango_layout_set_attributes (self->layout, gtk_inscription_get_attributes (inscription));
    }

  return self->layout;
}

static int
get_line_height (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_line_get_pixel_extents (pango_layout_get_line_readonly (layout, 0), NULL, &logical);

  return MAX (logical.height, 1);
}

static GtkSizeRequestMode
zc_domain_label_get_request_mode (GtkWidget *widget)
{
  return ZC_DOMAIN_LABEL (widget)->grows ? GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
zc_domain_label_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  ZcDomainLabel *self = ZC_DOMAIN_LABEL (widget);
  guint n_lines = MOST_LINES;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->inscription, orientation, -1, minimum, natural, NULL, NULL);
      return;
    }

  if (self->grows)
    n_lines = for_size >= 0 ? zc_domain_wrap_count_lines (get_layout (self), for_size, MOST_LINES, NULL) : 1;
  *minimum = (int) n_lines * get_line_height (get_layout (self));
  *natural = *minimum;

  /* Of two hundred rows of a table a dozen get a place, and need it again. */
  if (!self->grows)
    g_clear_object (&self->layout);
}

static void
zc_domain_label_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  ZcDomainLabel *self = ZC_DOMAIN_LABEL (widget);
  PangoLayout *layout = get_layout (self);
  int line_height = get_line_height (layout);
  guint most = (guint) CLAMP (height / line_height, 1, MOST_LINES);
  guint n_lines = zc_domain_wrap_count_lines (layout, width, most, &self->is_cut);
  /* Pango cuts the last line that it has room for, so it is given room for no more than the lines meant. */
  int text_height = MIN ((int) n_lines * line_height, height);

  gtk_widget_size_allocate (self->inscription,
                            &(GtkAllocation) { 0, (height - text_height) / 2, width, text_height }, -1);
}

/* Names are read from left to right in every language, but stand at the side where lines begin. */
static void
align (ZcDomainLabel *self)
{
  gboolean right = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  gtk_inscription_set_xalign (GTK_INSCRIPTION (self->inscription), right ? 1.0f : 0.0f);
}

static void
zc_domain_label_direction_changed (GtkWidget        *widget,
                                   GtkTextDirection  previous)
{
  GTK_WIDGET_CLASS (zc_domain_label_parent_class)->direction_changed (widget, previous);

  align (ZC_DOMAIN_LABEL (widget));
}

static void
zc_domain_label_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  ZcDomainLabel *self = ZC_DOMAIN_LABEL (widget);

  GTK_WIDGET_CLASS (zc_domain_label_parent_class)->css_changed (widget, change);

  g_clear_object (&self->layout);
}

static void
zc_domain_label_dispose (GObject *object)
{
  ZcDomainLabel *self = ZC_DOMAIN_LABEL (object);

  g_clear_object (&self->layout);
  g_clear_pointer (&self->inscription, gtk_widget_unparent);

  G_OBJECT_CLASS (zc_domain_label_parent_class)->dispose (object);
}

static void
zc_domain_label_class_init (ZcDomainLabelClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = zc_domain_label_dispose;
  widget_class->get_request_mode = zc_domain_label_get_request_mode;
  widget_class->measure = zc_domain_label_measure;
  widget_class->size_allocate = zc_domain_label_size_allocate;
  widget_class->direction_changed = zc_domain_label_direction_changed;
  widget_class->css_changed = zc_domain_label_css_changed;
}

static void
zc_domain_label_init (ZcDomainLabel *self)
{
  self->inscription = g_object_new (GTK_TYPE_INSCRIPTION,
                                    "wrap-mode", PANGO_WRAP_WORD,
                                    "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_MIDDLE,
                                    NULL);
  gtk_widget_set_direction (self->inscription, GTK_TEXT_DIR_LTR);
  gtk_widget_set_parent (self->inscription, GTK_WIDGET (self));
  align (self);
}

GtkWidget *
zc_domain_label_new (guint min_chars,
                     guint nat_chars)
{
  ZcDomainLabel *self = g_object_new (ZC_TYPE_DOMAIN_LABEL, NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (self->inscription), min_chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (self->inscription), nat_chars);

  return GTK_WIDGET (self);
}

void
zc_domain_label_set_name (ZcDomainLabel *self,
                          const char    *name)
{
  GtkInscription *inscription;
  g_autoptr(PangoAttrList) attributes = NULL;

  g_return_if_fail (ZC_IS_DOMAIN_LABEL (self));
  g_return_if_fail (name != NULL);

  inscription = GTK_INSCRIPTION (self->inscription);
  if (g_strcmp0 (gtk_inscription_get_text (inscription), name) == 0)
    return;

  attributes = zc_domain_wrap_create_attributes (name);
  gtk_inscription_set_text (inscription, name);
  gtk_inscription_set_attributes (inscription, attributes);
  g_clear_object (&self->layout);

  if (self->grows)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
zc_domain_label_set_grows (ZcDomainLabel *self,
                           gboolean       grows)
{
  g_return_if_fail (ZC_IS_DOMAIN_LABEL (self));

  if (self->grows == grows)
    return;

  self->grows = grows;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

gboolean
zc_domain_label_is_cut (ZcDomainLabel *self)
{
  g_return_val_if_fail (ZC_IS_DOMAIN_LABEL (self), FALSE);

  return self->is_cut;
}
