/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-plain-wrap.h"

void
zc_plain_wrap (GtkWidget *root)
{
  g_return_if_fail (GTK_IS_WIDGET (root));

  if (GTK_IS_LABEL (root))
    {
      PangoAttrList *own = gtk_label_get_attributes (GTK_LABEL (root));
      g_autoptr(PangoAttrList) attributes = own != NULL ? pango_attr_list_copy (own) : pango_attr_list_new ();

      pango_attr_list_change (attributes, pango_attr_insert_hyphens_new (FALSE));
      gtk_label_set_attributes (GTK_LABEL (root), attributes);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    zc_plain_wrap (child);
}
