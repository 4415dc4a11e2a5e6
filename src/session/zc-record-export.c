/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-record-export.h"

#include <string.h>

#include "zc-domain-name.h"
#include "zc-text.h"

#define MOST_STRING_BYTES 255

/*
 * What the data of a type needs before it can stand in a zone file. @names has a bit for every word that
 * is a domain name, the first word being bit 0 of the data as the zone file has it. @n_words is how many
 * words there are when the priority is among them, 0 when the type has no priority: the service keeps it
 * apart for MX and SRV, and repeats it in the data for URI.
 */
typedef struct
{
  const char *type;
  guint names;
  guint n_words;
} TypeRule;

static const TypeRule rules[] = {
  { "AFDB", 1 << 1, 0 },
  { "ALIAS", 1 << 0, 0 },
  { "CNAME", 1 << 0, 0 },
  { "DNAME", 1 << 0, 0 },
  { "HTTPS", 1 << 1, 0 },
  { "KX", 1 << 1, 0 },
  { "MX", 1 << 1, 2 },
  { "NAPTR", 1 << 5, 0 },
  { "NS", 1 << 0, 0 },
  { "NSEC", 1 << 0, 0 },
  { "PTR", 1 << 0, 0 },
  { "RP", 1 << 0 | 1 << 1, 0 },
  { "RRSIG", 1 << 7, 0 },
  { "SOA", 1 << 0 | 1 << 1, 0 },
  { "SRV", 1 << 3, 4 },
  { "SVCB", 1 << 1, 0 },
  { "URI", 0, 3 },
};

static const TypeRule *
find_rule (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_ascii_strcasecmp (rules[i].type, type) == 0)
      return &rules[i];

  return NULL;
}

static gboolean
is_text_type (const char *type)
{
  return g_ascii_strcasecmp (type, "TXT") == 0 || g_ascii_strcasecmp (type, "SPF") == 0;
}

static void
append_byte_escape (GString *line,
                    guchar   byte)
{
  g_string_append_printf (line, "\\%03u", byte);
}

/* Copies a piece of master file text that is not quoted. What is escaped already stays so; what would end
 * the word, the line, or the record does not get through. */
static void
append_bare (GString    *line,
             const char *text,
             gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar byte = text[i];

      if (byte == '\\' && i + 1 < length && g_ascii_isgraph (text[i + 1]))
        {
          g_string_append_c (line, '\\');
          g_string_append_c (line, text[++i]);
        }
      else if (byte == '\\' || byte == ';' || byte == '(' || byte == ')' || byte == '"')
        {
          g_string_append_c (line, '\\');
          g_string_append_c (line, byte);
        }
      else if (g_ascii_isgraph (byte))
        g_string_append_c (line, byte);
      else
        append_byte_escape (line, byte);
    }
}

/* Copies bytes into one or more quoted strings. */
static void
append_quoted (GString      *line,
               const guchar *bytes,
               gsize         length)
{
  g_string_append_c (line, '"');
  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && i % MOST_STRING_BYTES == 0)
        g_string_append (line, "\" \"");

      if (bytes[i] == '"' || bytes[i] == '\\')
        {
          g_string_append_c (line, '\\');
          g_string_append_c (line, bytes[i]);
        }
      else if (g_ascii_isprint (bytes[i]))
        g_string_append_c (line, bytes[i]);
      else
        append_byte_escape (line, bytes[i]);
    }
  g_string_append_c (line, '"');
}

/* A name that holds other letters than ASCII is meant in Unicode; the zone file holds what is served. */
static void
append_name (GString    *line,
             const char *text,
             gsize       length)
{
  g_autofree char *name = g_strndup (text, length);
  g_autofree char *ascii = g_str_is_ascii (name) ? NULL : zc_domain_name_to_ascii (name);
  const char *shown = ascii != NULL ? ascii : name;
  gsize shown_length = strlen (shown);
  gboolean absolute = g_str_has_suffix (shown, ".") && !g_str_has_suffix (shown, "\\.");

  if (strcmp (shown, "@") == 0)
    {
      g_string_append_c (line, '@');
      return;
    }

  /* At the beginning of a line the sign begins a directive. */
  if (shown[0] == '$')
    g_string_append_c (line, '\\');
  append_bare (line, shown, shown_length);
  if (!absolute)
    g_string_append_c (line, '.');
}

static gboolean
is_blank (char character)
{
  return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

/* Finds the end of a word; a quoted string, also one in the middle of a word as in alpn="h2", belongs to
 * the word with the blanks it holds. A quotation mark that nothing closes is an ordinary sign. */
static const char *
find_word_end (const char *word)
{
  const char *at = word;

  while (*at != '\0' && !is_blank (*at))
    {
      if (*at == '\\' && at[1] != '\0')
        at += 2;
      else if (*at == '"')
        {
          const char *close = at + 1;

          while (*close != '\0' && *close != '"')
            close += *close == '\\' && close[1] != '\0' ? 2 : 1;
          at = *close == '"' ? close + 1 : at + 1;
        }
      else
        at++;
    }

  return at;
}

static const char *
skip_blanks (const char *at)
{
  while (is_blank (*at))
    at++;

  return at;
}

static guint
count_words (const char *content)
{
  guint n = 0;

  for (const char *at = skip_blanks (content); *at != '\0'; at = skip_blanks (find_word_end (at)))
    n++;

  return n;
}

/* Reads the bytes of a quoted string that begins at @quote, undoing \X and \DDD. Returns what follows the
 * closing mark, %NULL when there is none. */
static const char *
read_quoted (const char *quote,
             GByteArray *bytes)
{
  const char *at = quote + 1;

  while (*at != '"')
    {
      guint8 byte = (guint8) *at;

      if (*at == '\0')
        return NULL;

      if (*at == '\\')
        {
          if (g_ascii_isdigit (at[1]) && g_ascii_isdigit (at[2]) && g_ascii_isdigit (at[3]))
            {
              guint number = (at[1] - '0') * 100 + (at[2] - '0') * 10 + (at[3] - '0');

              if (number > 255)
                return NULL;
              byte = (guint8) number;
              at += 3;
            }
          else if (at[1] != '\0')
            byte = (guint8) *++at;
        }

      g_byte_array_append (bytes, &byte, 1);
      at++;
    }

  return at + 1;
}

/* Rewrites text that is a row of quoted strings already; a string that is too long is cut. %FALSE, with
 * the line as it was, when the text is anything else. */
static gboolean
append_quoted_strings (GString    *line,
                       const char *content)
{
  gsize before = line->len;
  const char *at = skip_blanks (content);

  if (*at != '"')
    return FALSE;

  while (*at == '"')
    {
      g_autoptr(GByteArray) bytes = g_byte_array_new ();

      at = read_quoted (at, bytes);
      if (at == NULL)
        break;
      if (line->len > before)
        g_string_append_c (line, ' ');
      append_quoted (line, bytes->data, bytes->len);
      at = skip_blanks (at);
    }

  if (at == NULL || *at != '\0')
    {
      g_string_truncate (line, before);
      return FALSE;
    }

  return TRUE;
}

static void
append_word (GString    *line,
             const char *word,
             const char *end)
{
  const char *at = word;

  while (at < end)
    {
      g_autoptr(GByteArray) bytes = g_byte_array_new ();
      const char *after = *at == '"' ? read_quoted (at, bytes) : NULL;
      const char *piece = at;

      if (after != NULL && after <= end)
        {
          append_quoted (line, bytes->data, bytes->len);
          at = after;
          continue;
        }

      do
        at += *at == '\\' && at + 1 < end ? 2 : 1;
      while (at < end && *at != '"');
      append_bare (line, piece, at - piece);
    }
}

static void
append_content (GString  *line,
                ZcRecord *record)
{
  const char *content = zc_record_get_content (record);
  const char *type = zc_record_get_record_type (record);
  const TypeRule *rule = find_rule (type);
  int priority = zc_record_get_priority (record);
  guint index = 0;

  if (is_text_type (type))
    {
      if (!append_quoted_strings (line, content))
        append_quoted (line, (const guchar *) content, strlen (content));
      return;
    }

  if (rule != NULL && rule->n_words > 0 && priority >= 0 && count_words (content) + 1 == rule->n_words)
    {
      g_string_append_printf (line, "%d", priority);
      index++;
    }

  for (const char *at = skip_blanks (content); *at != '\0';)
    {
      const char *end = find_word_end (at);

      if (index > 0)
        g_string_append_c (line, ' ');
      if (rule != NULL && index < 32 && (rule->names & 1u << index) != 0)
        append_name (line, at, end - at);
      else
        append_word (line, at, end);
      index++;
      at = skip_blanks (end);
    }
}

char *
zc_record_to_zone_line (ZcRecord *record)
{
  g_autoptr(GString) line = NULL;
  const char *type = NULL;

  g_return_val_if_fail (ZC_IS_RECORD (record), NULL);

  line = g_string_new (NULL);
  type = zc_record_get_record_type (record);

  if (!zc_record_get_enabled (record))
    g_string_append (line, "; disabled: ");
  append_name (line, zc_record_get_fqdn (record), strlen (zc_record_get_fqdn (record)));
  g_string_append_printf (line, "\t%u\tIN\t", zc_record_get_ttl (record));
  append_bare (line, type, strlen (type));
  g_string_append_c (line, '\t');
  append_content (line, record);

  return g_string_free (g_steal_pointer (&line), FALSE);
}

static gboolean
is_soa (ZcRecord *record)
{
  return g_ascii_strcasecmp (zc_record_get_record_type (record), "SOA") == 0;
}

static guint
append_lines (GString   *file,
              GPtrArray *records,
              gboolean   soa)
{
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    {
      ZcRecord *record = g_ptr_array_index (records, i);
      g_autofree char *line = NULL;

      if (is_soa (record) != soa)
        continue;
      line = zc_record_to_zone_line (record);
      g_string_append (file, line);
      g_string_append_c (file, '\n');
      n++;
    }

  return n;
}

GBytes *
zc_record_export_zone_file (ZcZone    *zone,
                            GPtrArray *records,
                            GDateTime *when)
{
  g_autoptr(GString) file = NULL;
  g_autoptr(GString) origin = NULL;
  g_autoptr(GDateTime) utc = NULL;
  g_autofree char *time = NULL;
  const char *name = NULL;

  g_return_val_if_fail (ZC_IS_ZONE (zone), NULL);
  g_return_val_if_fail (records != NULL, NULL);
  g_return_val_if_fail (when != NULL, NULL);

  file = g_string_sized_new (64 * (records->len + 8));
  origin = g_string_new (NULL);
  utc = g_date_time_to_utc (when);
  time = g_date_time_format_iso8601 (utc);
  name = zc_zone_get_name (zone);
  append_name (origin, name, strlen (name));

  /* The heading is English, as zone files are. */
  g_string_append_printf (file, "; Zone: %s\n; As held by IONOS Cloud DNS, read by Zone Courier\n; Exported: %s\n",
                          origin->str, time);
  g_string_append_printf (file, "$ORIGIN %s\n", origin->str);
  if (append_lines (file, records, TRUE) == 0)
    g_string_append (file, "; The service lists no SOA record.\n");
  append_lines (file, records, FALSE);

  return g_string_free_to_bytes (g_steal_pointer (&file));
}

GBytes *
zc_record_export_csv (GPtrArray *records)
{
  g_autoptr(GString) file = NULL;

  g_return_val_if_fail (records != NULL, NULL);

  file = g_string_sized_new (64 * (records->len + 1));
  g_string_append (file, "name,type,ttl,priority,content,enabled\r\n");

  for (guint i = 0; i < records->len; i++)
    {
      ZcRecord *record = g_ptr_array_index (records, i);
      int priority = zc_record_get_priority (record);

      zc_text_append_csv (file, zc_record_get_fqdn (record));
      g_string_append_c (file, ',');
      zc_text_append_csv (file, zc_record_get_record_type (record));
      g_string_append_printf (file, ",%u,", zc_record_get_ttl (record));
      if (priority >= 0)
        g_string_append_printf (file, "%d", priority);
      g_string_append_c (file, ',');
      zc_text_append_csv (file, zc_record_get_content (record));
      g_string_append (file, zc_record_get_enabled (record) ? ",true\r\n" : ",false\r\n");
    }

  return g_string_free_to_bytes (g_steal_pointer (&file));
}
