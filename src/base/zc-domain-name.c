/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-domain-name.h"

#include <string.h>

#define MAX_LABEL_LENGTH 63
#define MAX_NAME_LENGTH 253

static gboolean
labels_are_valid (const char *name)
{
  const char *label = name;

  if (strlen (name) > MAX_NAME_LENGTH)
    return FALSE;

  while (TRUE)
    {
      const char *dot = strchr (label, '.');
      gsize length = dot != NULL ? (gsize) (dot - label) : strlen (label);

      if (length == 0 || length > MAX_LABEL_LENGTH)
        return FALSE;
      if (dot == NULL)
        return TRUE;
      label = dot + 1;
    }
}

char *
zc_domain_name_to_ascii (const char *name)
{
  g_autofree char *bare = NULL;
  g_autofree char *ascii = NULL;
  gsize length;

  g_return_val_if_fail (name != NULL, NULL);

  if (strcmp (name, ".") == 0)
    return g_strdup (name);

  bare = g_strdup (name);
  length = strlen (bare);
  if (length > 0 && bare[length - 1] == '.')
    bare[length - 1] = '\0';

  for (const char *at = bare; *at != '\0'; at++)
    if ((guchar) *at <= ' ' || *at == 0x7f)
      return NULL;

  /* A name that is ASCII already is kept as it is: names such as _dmarc or 0/25.2.0.192.in-addr.arpa
   * are legal zone names but no host names, and IDNA would refuse some of them. */
  if (g_str_is_ascii (bare))
    {
      ascii = g_steal_pointer (&bare);
      for (char *at = ascii; *at != '\0'; at++)
        *at = g_ascii_tolower (*at);
    }
  else if (g_utf8_validate (bare, -1, NULL))
    {
      g_autofree char *converted = g_hostname_to_ascii (bare);

      ascii = converted != NULL ? g_ascii_strdown (converted, -1) : NULL;
    }

  if (ascii == NULL || !labels_are_valid (ascii))
    return NULL;

  return g_steal_pointer (&ascii);
}

char *
zc_domain_name_to_display (const char *name)
{
  g_autofree char *unicode = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  if (g_hostname_is_ascii_encoded (name))
    unicode = g_hostname_to_unicode (name);

  return unicode != NULL ? g_steal_pointer (&unicode) : g_strdup (name);
}

gboolean
zc_domain_name_equal (const char *first,
                      const char *second)
{
  g_autofree char *first_ascii = zc_domain_name_to_ascii (first);
  g_autofree char *second_ascii = zc_domain_name_to_ascii (second);

  return first_ascii != NULL && g_strcmp0 (first_ascii, second_ascii) == 0;
}
