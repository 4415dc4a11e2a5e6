/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-record-order.h"

#include <string.h>

#include "zc-domain-name.h"

static const char *
find_label (const char *name,
            const char *end)
{
  while (end > name && end[-1] != '.')
    end--;

  return end;
}

/* Compares bytes; a list of 100 000 records is compared two million times, so nothing is allocated. */
static int
compare_bytes (const char *first,
               gsize       first_length,
               const char *second,
               gsize       second_length)
{
  int order = g_ascii_strncasecmp (first, second, MIN (first_length, second_length));

  if (order != 0)
    return order;

  return (first_length > second_length) - (first_length < second_length);
}

static int
compare_names (const char *first,
               const char *second)
{
  const char *first_end = first + strlen (first);
  const char *second_end = second + strlen (second);

  while (TRUE)
    {
      const char *first_label = find_label (first, first_end);
      const char *second_label = find_label (second, second_end);
      int order = compare_bytes (first_label, first_end - first_label, second_label, second_end - second_label);

      if (order != 0)
        return order;
      if (first_label == first || second_label == second)
        return (first_label > first) - (second_label > second);

      first_end = first_label - 1;
      second_end = second_label - 1;
    }
}

/* Compares texts with the runs of digits in them by their value: 192.0.2.9 comes before 192.0.2.10. */
static int
compare_contents (const char *first,
                  const char *second)
{
  while (*first != '\0' && *second != '\0')
    {
      int order;

      if (g_ascii_isdigit (*first) && g_ascii_isdigit (*second))
        {
          gsize first_length, second_length;

          while (*first == '0' && g_ascii_isdigit (first[1]))
            first++;
          while (*second == '0' && g_ascii_isdigit (second[1]))
            second++;
          first_length = strspn (first, "0123456789");
          second_length = strspn (second, "0123456789");
          if (first_length != second_length)
            return first_length > second_length ? 1 : -1;
          order = memcmp (first, second, first_length);
          if (order != 0)
            return order;
          first += first_length;
          second += second_length;
          continue;
        }

      order = (guchar) g_ascii_tolower (*first) - (guchar) g_ascii_tolower (*second);
      if (order != 0)
        return order;
      first++;
      second++;
    }

  return (*first != '\0') - (*second != '\0');
}

static int
compare_numbers (gint64 first,
                 gint64 second)
{
  return (first > second) - (first < second);
}

static int
compare_by (ZcRecord       *first,
            ZcRecord       *second,
            ZcRecordColumn  column)
{
  switch (column)
    {
    case ZC_RECORD_COLUMN_NAME:
      return compare_names (zc_record_get_fqdn (first), zc_record_get_fqdn (second));
    case ZC_RECORD_COLUMN_TYPE:
      return g_ascii_strcasecmp (zc_record_get_record_type (first), zc_record_get_record_type (second));
    case ZC_RECORD_COLUMN_TTL:
      return compare_numbers (zc_record_get_ttl (first), zc_record_get_ttl (second));
    case ZC_RECORD_COLUMN_PRIORITY:
      return compare_numbers (zc_record_get_priority (first), zc_record_get_priority (second));
    case ZC_RECORD_COLUMN_CONTENT:
      return compare_contents (zc_record_get_content (first), zc_record_get_content (second));
    case ZC_RECORD_COLUMN_STATE:
      return compare_numbers (zc_record_get_enabled (first), zc_record_get_enabled (second));
    default:
      g_return_val_if_reached (0);
    }
}

int
zc_record_compare (ZcRecord       *first,
                   ZcRecord       *second,
                   ZcRecordColumn  column)
{
  static const ZcRecordColumn last_words[] = {
    ZC_RECORD_COLUMN_NAME,
    ZC_RECORD_COLUMN_TYPE,
    ZC_RECORD_COLUMN_PRIORITY,
    ZC_RECORD_COLUMN_CONTENT,
  };
  int order = compare_by (first, second, column);

  for (guint i = 0; order == 0 && i < G_N_ELEMENTS (last_words); i++)
    if (last_words[i] != column)
      order = compare_by (first, second, last_words[i]);

  return order;
}

/* Tells whether @text contains @search without regard to case. */
static gboolean
contains (const char *text,
          const char *search,
          const char *folded_search)
{
  g_autofree char *folded = NULL;

  if (strcasestr (text, search) != NULL)
    return TRUE;
  if (g_str_is_ascii (text))
    return FALSE;
  folded = g_utf8_casefold (text, -1);

  return strstr (folded, folded_search) != NULL;
}

gboolean
zc_record_matches (ZcRecord   *record,
                   const char *type,
                   const char *search)
{
  g_autofree char *folded = NULL;
  char ttl[16];

  g_return_val_if_fail (ZC_IS_RECORD (record), FALSE);

  if (type != NULL && g_ascii_strcasecmp (zc_record_get_record_type (record), type) != 0)
    return FALSE;
  if (search == NULL || *search == '\0')
    return TRUE;

  folded = g_utf8_casefold (search, -1);
  if (contains (zc_record_get_fqdn (record), search, folded) ||
      contains (zc_record_get_content (record), search, folded) ||
      contains (zc_record_get_record_type (record), search, folded))
    return TRUE;

  g_snprintf (ttl, sizeof ttl, "%u", zc_record_get_ttl (record));
  if (strcmp (ttl, search) == 0)
    return TRUE;

  /* The owner is shown in Unicode, so that is what people type. */
  if (g_hostname_is_ascii_encoded (zc_record_get_fqdn (record)))
    {
      g_autofree char *shown = zc_domain_name_to_display (zc_record_get_fqdn (record));

      return contains (shown, search, folded);
    }

  return FALSE;
}
