/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-late-spinner.h"

#define DELAY_MS 700
#define SPINNER_SIZE 32
#define SPACING 18

struct _ZcLateSpinner
{
  GtkWidget parent_instance;

  GtkWidget *spinner; /* (not owned) */
  GtkWidget *label; /* (not owned) */
  guint start_id; /* when not 0, a source that starts the spinner */
};

G_DEFINE_FINAL_TYPE (ZcLateSpinner, zc_late_spinner, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_TEXT = 1,
} ZcLateSpinnerProperty;

static gboolean
start_cb (gpointer data)
{
  ZcLateSpinner *self = data;

  self->start_id = 0;
  gtk_widget_set_visible (self->spinner, TRUE);
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  gtk_widget_set_visible (self->label, TRUE);

  return G_SOURCE_REMOVE;
}

static void
zc_late_spinner_map (GtkWidget *widget)
{
  ZcLateSpinner *self = ZC_LATE_SPINNER (widget);

  GTK_WIDGET_CLASS (zc_late_spinner_parent_class)->map (widget);

  if (self->start_id == 0)
    self->start_id = g_timeout_add (DELAY_MS, start_cb, self);
}

static void
zc_late_spinner_unmap (GtkWidget *widget)
{
  ZcLateSpinner *self = ZC_LATE_SPINNER (widget);

  g_clear_handle_id (&self->start_id, g_source_remove);
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_widget_set_visible (self->label, FALSE);

  GTK_WIDGET_CLASS (zc_late_spinner_parent_class)->unmap (widget);
}

static void
zc_late_spinner_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((ZcLateSpinnerProperty) prop_id)
    {
    case PROP_TEXT:
      zc_late_spinner_set_text (ZC_LATE_SPINNER (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_late_spinner_dispose (GObject *object)
{
  ZcLateSpinner *self = ZC_LATE_SPINNER (object);

  g_clear_handle_id (&self->start_id, g_source_remove);
  g_clear_pointer (&self->spinner, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (zc_late_spinner_parent_class)->dispose (object);
}

static void
zc_late_spinner_class_init (ZcLateSpinnerClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->set_property = zc_late_spinner_set_property;
  object_class->dispose = zc_late_spinner_dispose;
  widget_class->map = zc_late_spinner_map;
  widget_class->unmap = zc_late_spinner_unmap;

  g_object_class_install_property (object_class, PROP_TEXT,
                                   g_param_spec_string ("text", NULL, NULL, "",
                                                        G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
zc_late_spinner_init (ZcLateSpinner *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), SPACING);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);

  /* The text says what the spinner means. A spinner that stands still cannot be seen, but GTK draws it all the same,
   * and loads what it is drawn with. */
  self->spinner = g_object_new (GTK_TYPE_SPINNER,
                                "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                "visible", FALSE,
                                NULL);
  gtk_widget_set_size_request (self->spinner, SPINNER_SIZE, SPINNER_SIZE);
  gtk_widget_set_parent (self->spinner, GTK_WIDGET (self));

  self->label = g_object_new (GTK_TYPE_LABEL,
                              "visible", FALSE,
                              "wrap", TRUE,
                              "justify", GTK_JUSTIFY_CENTER,
                              NULL);
  gtk_widget_add_css_class (self->label, "dim-label");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

void
zc_late_spinner_set_text (ZcLateSpinner *self,
                          const char    *text)
{
  g_return_if_fail (ZC_IS_LATE_SPINNER (self));

  gtk_label_set_text (GTK_LABEL (self->label), text);
}
