/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-domain-wrap.h"

#include <string.h>

static void
insert (PangoAttrList  *attributes,
        PangoAttribute *attribute,
        gsize           start,
        gsize           end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (attributes, attribute);
}

PangoAttrList *
zc_domain_wrap_create_attributes (const char *name)
{
  PangoAttrList *attributes;
  gsize start = 0;

  g_return_val_if_fail (name != NULL, NULL);

  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));

  /* A label and the dot behind it are a word to Pango, which breaks lines between words. */
  while (name[start] != '\0')
    {
      const char *dot = strchr (name + start, '.');
      gsize end = dot != NULL ? (gsize) (dot - name) + 1 : strlen (name);

      insert (attributes, pango_attr_word_new (), start, end);
      insert (attributes, pango_attr_allow_breaks_new (FALSE), start, end);
      start = end;
    }

  return attributes;
}

PangoAttrList *
zc_domain_wrap_create_list_attributes (const char *list,
                                       const char *separator)
{
  PangoAttrList *attributes;
  gsize start = 0;

  g_return_val_if_fail (list != NULL, NULL);
  g_return_val_if_fail (separator != NULL && *separator != '\0', NULL);

  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));

  /* The separator belongs to the word before it, so that no line begins with one. */
  while (list[start] != '\0')
    {
      const char *found = strstr (list + start, separator);
      gsize end = found != NULL ? (gsize) (found - list) + strlen (separator) : strlen (list);

      insert (attributes, pango_attr_word_new (), start, end);
      start = end;
    }

  return attributes;
}

static gboolean
line_fits (PangoLayout *layout,
           guint        line,
           int          width)
{
  PangoRectangle logical;

  pango_layout_line_get_pixel_extents (pango_layout_get_line_readonly (layout, (int) line), NULL, &logical);

  return logical.width <= width;
}

guint
zc_domain_wrap_count_lines (PangoLayout *layout,
                            int          width,
                            guint        most,
                            gboolean    *is_cut)
{
  guint n_lines;
  guint n_shown;

  g_return_val_if_fail (PANGO_IS_LAYOUT (layout), 1);
  g_return_val_if_fail (most >= 1, 1);

  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  n_lines = (guint) pango_layout_get_line_count (layout);
  n_shown = MIN (n_lines, most);

  for (guint i = 0; i + 1 < n_shown; i++)
    {
      if (!line_fits (layout, i, width))
        n_shown = 1;
    }

  if (is_cut != NULL)
    *is_cut = n_shown < n_lines || !line_fits (layout, n_shown - 1, width);

  return n_shown;
}
