/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-release-notes.h"

#include <gio/gio.h>

#define METAINFO "/io/github/zonecourier/ZoneCourier/metainfo.xml"

typedef struct
{
  const char *version;
  GString *notes;  /* (owned) */
  gboolean wanted; /* within the release of that version */
  gboolean inside; /* within its description */
  guint n_skipped; /* how many elements are open of one that is left out */
} Reader;

static void
start_element_cb (GMarkupParseContext  *context,
                  const char           *element_name,
                  const char          **attribute_names,
                  const char          **attribute_values,
                  gpointer              data,
                  GError              **error)
{
  Reader *self = data;

  if (self->inside)
    {
      /* A translation that was merged in; the window shows what was written first. */
      if (self->n_skipped > 0 || g_strv_contains (attribute_names, "xml:lang"))
        self->n_skipped++;
      else
        g_string_append_printf (self->notes, "<%s>", element_name);
    }
  else if (g_str_equal (element_name, "release"))
    {
      for (guint i = 0; attribute_names[i] != NULL; i++)
        if (g_str_equal (attribute_names[i], "version"))
          self->wanted = g_str_equal (attribute_values[i], self->version);
    }
  else if (self->wanted && g_str_equal (element_name, "description"))
    {
      self->inside = !g_strv_contains (attribute_names, "xml:lang");
    }
}

static void
end_element_cb (GMarkupParseContext  *context,
                const char           *element_name,
                gpointer              data,
                GError              **error)
{
  Reader *self = data;

  if (g_str_equal (element_name, "release"))
    self->wanted = FALSE;
  else if (self->n_skipped > 0)
    self->n_skipped--;
  else if (self->inside && g_str_equal (element_name, "description"))
    self->inside = FALSE;
  else if (self->inside)
    {
      if (g_str_has_suffix (self->notes->str, " ") && (g_str_equal (element_name, "p") || g_str_equal (element_name, "li")))
        g_string_truncate (self->notes, self->notes->len - 1);
      g_string_append_printf (self->notes, "</%s>", element_name);
    }
}

/* One blank for any number of them, and none where a paragraph or a list begins. */
static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              data,
         GError              **error)
{
  Reader *self = data;
  const char *element = g_markup_parse_context_get_element (context);
  g_autofree char *escaped = NULL;

  /* AdwAboutWindow takes no text between paragraphs, not even line feeds. */
  if (!self->inside || self->n_skipped > 0 || g_str_equal (element, "description") ||
      g_str_equal (element, "ul") || g_str_equal (element, "ol"))
    return;

  escaped = g_markup_escape_text (text, (gssize) length);
  for (const char *at = escaped; *at != '\0'; at++)
    {
      if (!g_ascii_isspace (*at))
        g_string_append_c (self->notes, *at);
      else if (!g_str_has_suffix (self->notes->str, " ") && !g_str_has_suffix (self->notes->str, "<p>") &&
               !g_str_has_suffix (self->notes->str, "<li>"))
        g_string_append_c (self->notes, ' ');
    }
}

char *
zc_release_notes_extract (const char *metainfo,
                          const char *version)
{
  static const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, NULL, NULL };
  g_autoptr(GString) notes = g_string_new (NULL);
  Reader reader = { .version = version, .notes = notes };
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &reader, NULL);

  g_return_val_if_fail (metainfo != NULL, NULL);
  g_return_val_if_fail (version != NULL, NULL);

  if (!g_markup_parse_context_parse (context, metainfo, -1, NULL) ||
      !g_markup_parse_context_end_parse (context, NULL) || notes->len == 0)
    return NULL;

  return g_string_free (g_steal_pointer (&notes), FALSE);
}

char *
zc_release_notes_dup (const char *version)
{
  g_autoptr(GBytes) metainfo = g_resources_lookup_data (METAINFO, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_return_val_if_fail (metainfo != NULL, NULL);

  /* Resources end with a null byte that is not counted. */
  return zc_release_notes_extract (g_bytes_get_data (metainfo, NULL), version);
}
