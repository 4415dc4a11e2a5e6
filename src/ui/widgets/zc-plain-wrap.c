/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-plain-wrap.h"

static PangoAttrList *
without_hyphens (PangoAttrList *own)
{
  PangoAttrList *attributes = own != NULL ? pango_attr_list_copy (own) : pango_attr_list_new ();

  pango_attr_list_change (attributes, pango_attr_insert_hyphens_new (FALSE));

  return attributes;
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
    }
  else if (GTK_IS_INSCRIPTION (root))
    {
      attributes = without_hyphens (gtk_inscription_get_attributes (GTK_INSCRIPTION (root)));
      gtk_inscription_set_attributes (GTK_INSCRIPTION (root), attributes);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    zc_plain_wrap (child);
}
