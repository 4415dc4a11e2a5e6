/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-problem-bar.h"

#include "zc-toolbar-layout.h"

struct _ZcProblemBar
{
  GtkWidget parent_instance;

  GtkWidget *revealer; /* (owned) */
  GtkWidget *box; /* (not owned) */
  GtkWidget *image; /* (not owned) */
  GtkWidget *label; /* (not owned) */
  GtkWidget *button; /* (not owned) */
};

G_DEFINE_FINAL_TYPE (ZcProblemBar, zc_problem_bar, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
zc_problem_bar_dispose (GObject *object)
{
  ZcProblemBar *self = ZC_PROBLEM_BAR (object);

  g_clear_pointer (&self->revealer, gtk_widget_unparent);

  G_OBJECT_CLASS (zc_problem_bar_parent_class)->dispose (object);
}

static void
zc_problem_bar_class_init (ZcProblemBarClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = zc_problem_bar_dispose;

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
clicked_cb (ZcProblemBar *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
zc_problem_bar_init (ZcProblemBar *self)
{
  GtkWidget *text_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->revealer = gtk_revealer_new ();
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));

  /* Where there is no room for both the button goes below, so that the text does not become a column of single words. */
  self->box = g_object_new (GTK_TYPE_BOX, "layout-manager", g_object_new (ZC_TYPE_TOOLBAR_LAYOUT, NULL), NULL);
  gtk_widget_add_css_class (self->box, "problem-bar");
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), self->box);
  gtk_box_append (GTK_BOX (self->box), text_box);

  self->image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_box_append (GTK_BOX (text_box), self->image);

  self->label = g_object_new (GTK_TYPE_LABEL,
                              "hexpand", TRUE,
                              "wrap", TRUE,
                              "wrap-mode", PANGO_WRAP_WORD_CHAR,
                              "xalign", 0.0f,
                              NULL);
  gtk_box_append (GTK_BOX (text_box), self->label);

  self->button = gtk_button_new ();
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->button);

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
zc_problem_bar_show (ZcProblemBar   *self,
                     ZcProblemLevel  level,
                     const char     *text,
                     const char     *button_label)
{
  gboolean warning = level == ZC_PROBLEM_LEVEL_WARNING;

  g_return_if_fail (ZC_IS_PROBLEM_BAR (self));
  g_return_if_fail (text != NULL);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->image),
                                warning ? "dialog-warning-symbolic" : "dialog-information-symbolic");
  if (warning)
    gtk_widget_add_css_class (self->box, "warning-bar");
  else
    gtk_widget_remove_css_class (self->box, "warning-bar");

  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_widget_set_visible (self->button, button_label != NULL);
  if (button_label != NULL)
    gtk_button_set_label (GTK_BUTTON (self->button), button_label);

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
}

void
zc_problem_bar_hide (ZcProblemBar *self)
{
  g_return_if_fail (ZC_IS_PROBLEM_BAR (self));

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
