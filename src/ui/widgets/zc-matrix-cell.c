/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-matrix-cell.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-plain-wrap.h"
#include "zc-server-row.h"

#define SPACING 6
#define WAY_CHARACTERS 5

/* A serial has ten digits; longer words wrap. */
#define MOST_CHARACTERS 15

struct _ZcMatrixCellWidget
{
  GtkWidget parent_instance;

  GtkWidget *way;    /* (not owned) */
  GtkWidget *image;  /* (not owned) */
  GtkWidget *words;  /* (not owned): the box of the two labels */
  GtkWidget *text;   /* (not owned) */
  GtkWidget *detail; /* (not owned) */
};

G_DEFINE_FINAL_TYPE (ZcMatrixCellWidget, zc_matrix_cell_widget, GTK_TYPE_WIDGET)

static void
zc_matrix_cell_widget_dispose (GObject *object)
{
  ZcMatrixCellWidget *self = ZC_MATRIX_CELL_WIDGET (object);

  g_clear_pointer (&self->way, gtk_widget_unparent);
  g_clear_pointer (&self->image, gtk_widget_unparent);
  g_clear_pointer (&self->words, gtk_widget_unparent);

  G_OBJECT_CLASS (zc_matrix_cell_widget_parent_class)->dispose (object);
}

static void
zc_matrix_cell_widget_class_init (ZcMatrixCellWidgetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = zc_matrix_cell_widget_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "matrixcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

/* What stands in a cell is for the eye; a screen reader is told the sentence. */
static GtkWidget *
create_label (const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   "xalign", 0.0f,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   NULL);

  gtk_widget_add_css_class (label, css_class);
  zc_plain_wrap (label);

  return label;
}

static void
zc_matrix_cell_widget_init (ZcMatrixCellWidget *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), SPACING);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);

  self->way = create_label ("dim-label");
  gtk_label_set_wrap (GTK_LABEL (self->way), FALSE);
  gtk_label_set_width_chars (GTK_LABEL (self->way), WAY_CHARACTERS);
  gtk_widget_set_visible (self->way, FALSE);
  gtk_widget_set_valign (self->way, GTK_ALIGN_START);
  gtk_widget_set_parent (self->way, GTK_WIDGET (self));

  self->image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_valign (self->image, GTK_ALIGN_START);
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));

  self->words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->words, "words");
  gtk_widget_set_hexpand (self->words, TRUE);
  self->text = create_label ("numeric");
  gtk_box_append (GTK_BOX (self->words), self->text);
  self->detail = create_label ("caption");
  gtk_widget_add_css_class (self->detail, "dim-label");
  gtk_widget_add_css_class (self->detail, "numeric");
  gtk_box_append (GTK_BOX (self->words), self->detail);
  gtk_widget_set_parent (self->words, GTK_WIDGET (self));
}

GtkWidget *
zc_matrix_cell_widget_new (const char *way)
{
  ZcMatrixCellWidget *self = g_object_new (ZC_TYPE_MATRIX_CELL_WIDGET, NULL);

  gtk_label_set_text (GTK_LABEL (self->way), way);
  zc_matrix_cell_widget_show (self, NULL);

  return GTK_WIDGET (self);
}

static void
show_nothing (ZcMatrixCellWidget *self)
{
  /* Translators: %s is a way of asking, such as "UDP". */
  g_autofree char *name = g_strdup_printf (_("%s: not asked"), gtk_label_get_text (GTK_LABEL (self->way)));

  gtk_label_set_text (GTK_LABEL (self->text), "–");
  gtk_widget_add_css_class (self->text, "dim-label");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), NULL);
  zc_a11y_set_name (GTK_WIDGET (self), name);
}

void
zc_matrix_cell_widget_show (ZcMatrixCellWidget *self,
                            const ZcMatrixCell *cell)
{
  g_return_if_fail (ZC_IS_MATRIX_CELL_WIDGET (self));

  gtk_widget_set_focusable (GTK_WIDGET (self), cell != NULL);
  gtk_widget_set_visible (self->image, cell != NULL);
  gtk_widget_set_visible (self->detail, cell != NULL && cell->detail != NULL);
  if (cell == NULL)
    {
      show_nothing (self);
      return;
    }

  zc_server_row_mark (GTK_IMAGE (self->image), cell->tone);
  gtk_label_set_text (GTK_LABEL (self->text), cell->text);
  gtk_widget_remove_css_class (self->text, "dim-label");
  gtk_label_set_text (GTK_LABEL (self->detail), cell->detail != NULL ? cell->detail : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), cell->sentence);
  zc_a11y_set_name (GTK_WIDGET (self), cell->sentence);
}

void
zc_matrix_cell_widget_set_narrow (ZcMatrixCellWidget *self,
                                  gboolean            narrow)
{
  g_return_if_fail (ZC_IS_MATRIX_CELL_WIDGET (self));

  gtk_widget_set_visible (self->way, narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->words),
                                  narrow ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_hexpand (self->detail, narrow);
  gtk_label_set_max_width_chars (GTK_LABEL (self->text), narrow ? -1 : MOST_CHARACTERS);
  gtk_label_set_max_width_chars (GTK_LABEL (self->detail), narrow ? -1 : MOST_CHARACTERS);
}
