/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-plain-wrap.h"

/* All texts without attributes of their own share one list: a table has a thousand of them. */
static PangoAttrList *
without_hyphens (PangoAttrList *own)
{
  static PangoAttrList *shared = NULL;
  PangoAttrList *attributes = NULL;

  if (own == NULL && shared != NULL)
    return pango_attr_list_ref (shared);

  attributes = own != NULL ? pango_attr_list_copy (own) : pango_attr_list_new ();

  pango_attr_list_change (attributes, pango_attr_insert_hyphens_new (FALSE));
  if (own == NULL)
    shared = pango_attr_list_ref (attributes);

  return attributes;
}

static GtkSizeRequestMode
get_request_mode_cb (GtkWidget *label)
{
  return GTK_WIDGET_GET_CLASS (label)->get_request_mode (label);
}

/* GTK 4.8 searches for the least width at which a text is as low as asked for, and takes it for granted that a wider
 * text is never higher. It is where Arabic and Latin letters come from two fonts, whose lines are not equally high. Then
 * the search ends with the whole text on one line, which a row does not have. So in rows no height asks for a width. */
static void
measure_cb (GtkWidget      *label,
            GtkOrientation  orientation,
            int             for_size,
            int            *minimum,
            int            *natural,
            int            *minimum_baseline,
            int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    for_size = -1;
  GTK_WIDGET_GET_CLASS (label)->measure (label, orientation, for_size, minimum, natural, minimum_baseline,
                                         natural_baseline);
}

static void
allocate_cb (GtkWidget *label,
             int        width,
             int        height,
             int        baseline)
{
  GTK_WIDGET_GET_CLASS (label)->size_allocate (label, width, height, baseline);
}

/* The texts of libadwaita's rows and groups are one above the other in the middle of them; those of other rows and cards
 * are in a box that takes the width there is. */
static gboolean
is_text_of_row (GtkWidget *label)
{
  GtkWidget *box = gtk_widget_get_parent (label);

  return GTK_IS_BOX (box) && (gtk_widget_get_valign (box) == GTK_ALIGN_CENTER || gtk_widget_get_hexpand (box)) &&
         gtk_orientable_get_orientation (GTK_ORIENTABLE (box)) == GTK_ORIENTATION_VERTICAL;
}

void
zc_plain_wrap (GtkWidget *root)
{
  g_autoptr(PangoAttrList) attributes = NULL;

  g_return_if_fail (GTK_IS_WIDGET (root));

  if (GTK_IS_LABEL (root))
    {
      attributes = without_hyphens (gtk_label_get_attributes (GTK_LABEL (root)));
      gtk_label_set_attributes (GTK_LABEL (root), attributes);
      if (gtk_label_get_wrap (GTK_LABEL (root)) && is_text_of_row (root) && gtk_widget_get_layout_manager (root) == NULL)
        gtk_widget_set_layout_manager (root, gtk_custom_layout_new (get_request_mode_cb, measure_cb, allocate_cb));
    }
  else if (GTK_IS_INSCRIPTION (root))
    {
      attributes = without_hyphens (gtk_inscription_get_attributes (GTK_INSCRIPTION (root)));
      gtk_inscription_set_attributes (GTK_INSCRIPTION (root), attributes);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    zc_plain_wrap (child);
}
