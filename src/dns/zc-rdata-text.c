/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-rdata-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "zc-rdata-ldns-private.h"

/* TYPE, CLASS, TTL and RDLENGTH behind the owner. */
#define RECORD_FIXED_LENGTH 10

#define STRING_MAX 255

char *
zc_rdata_type_to_text (guint16 type)
{
  char *mnemonic = ldns_rr_type2str ((ldns_rr_type) type);
  char *text;

  if (mnemonic == NULL)
    return g_strdup_printf ("TYPE%u", type);

  /* ldns allocates with malloc(), the rest of the program frees with g_free(). */
  text = g_strdup (mnemonic);
  free (mnemonic);

  return text;
}

gboolean
zc_rdata_type_from_text (const char *text,
                         guint16    *type)
{
  ldns_rr_type found;

  if (g_ascii_strncasecmp (text, "TYPE", 4) == 0)
    {
      guint64 number;

      if (!g_ascii_string_to_unsigned (text + 4, 10, 1, G_MAXUINT16, &number, NULL))
        return FALSE;
      *type = (guint16) number;
      return TRUE;
    }

  found = ldns_get_rr_type_by_name (text);
  if (found == 0)
    return FALSE;
  *type = (guint16) found;

  return TRUE;
}

static char *
write_generic (const guint8 *rdata,
               gsize         rdata_len)
{
  GString *text = g_string_sized_new (2 * rdata_len + 16);

  g_string_printf (text, "\\# %" G_GSIZE_FORMAT, rdata_len);
  for (gsize i = 0; i < rdata_len; i++)
    g_string_append_printf (text, i == 0 ? " %02x" : "%02x", rdata[i]);

  return g_string_free (text, FALSE);
}

/* ldns leaves a blank behind lists that may be empty, two where an empty field stands. */
static char *
squeeze_blanks (const char *text)
{
  GString *squeezed = g_string_sized_new (strlen (text));
  gboolean in_quotes = FALSE;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '\\' && at[1] != '\0')
        {
          g_string_append_c (squeezed, *at++);
          g_string_append_c (squeezed, *at);
          continue;
        }
      if (*at == '"')
        in_quotes = !in_quotes;
      if (!in_quotes && g_ascii_isspace (*at))
        {
          if (squeezed->len > 0 && squeezed->str[squeezed->len - 1] != ' ')
            g_string_append_c (squeezed, ' ');
          continue;
        }
      g_string_append_c (squeezed, *at);
    }
  while (squeezed->len > 0 && squeezed->str[squeezed->len - 1] == ' ')
    g_string_truncate (squeezed, squeezed->len - 1);

  return g_string_free (squeezed, FALSE);
}

ldns_rr *
zc_rdata_make_ldns (const guint8 *owner,
                    gsize         owner_len,
                    guint16       type,
                    guint32       ttl,
                    const guint8 *rdata,
                    gsize         rdata_len)
{
  gsize length = owner_len + RECORD_FIXED_LENGTH + rdata_len;
  g_autofree guint8 *wire = g_malloc (length);
  guint8 *at = wire + owner_len;
  ldns_rr *record = NULL;
  size_t position = 0;

  memcpy (wire, owner, owner_len);
  ldns_write_uint16 (at, type);
  ldns_write_uint16 (at + 2, LDNS_RR_CLASS_IN);
  ldns_write_uint32 (at + 4, ttl);
  ldns_write_uint16 (at + 8, (guint16) rdata_len);
  memcpy (at + RECORD_FIXED_LENGTH, rdata, rdata_len);

  if (ldns_wire2rr (&record, wire, length, &position, LDNS_SECTION_ANSWER) != LDNS_STATUS_OK)
    return NULL;

  return record;
}

char *
zc_rdata_to_text (guint16       type,
                  const guint8 *rdata,
                  gsize         rdata_len)
{
  /* The owner's text is written elsewhere. */
  static const guint8 root[] = { 0 };
  ldns_rr *record = NULL;
  char *line = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (rdata_len <= G_MAXUINT16, NULL);

  if (rdata_len > 0)
    record = zc_rdata_make_ldns (root, sizeof root, type, 0, rdata, rdata_len);
  if (record != NULL)
    line = ldns_rr2str_fmt (ldns_output_format_nocomments, record);

  /* "OWNER TTL CLASS TYPE RDATA", separated by tabs. */
  if (line != NULL)
    {
      char *at = line;

      for (guint n_tabs = 0; n_tabs < 4 && at != NULL; n_tabs++)
        {
          at = strchr (at, '\t');
          if (at != NULL)
            at++;
        }
      if (at != NULL && *at != '\n' && *at != '\0')
        text = squeeze_blanks (at);
    }

  free (line);
  ldns_rr_free (record);

  if (text != NULL && *text != '\0')
    return g_steal_pointer (&text);

  return write_generic (rdata, rdata_len);
}

static GBytes *
read_literal_text (const char *text)
{
  gsize length = strlen (text);
  GByteArray *rdata = g_byte_array_sized_new ((guint) (length + length / STRING_MAX + 1));

  do
    {
      guint8 piece = (guint8) MIN (length, STRING_MAX);

      g_byte_array_append (rdata, &piece, 1);
      g_byte_array_append (rdata, (const guint8 *) text, piece);
      text += piece;
      length -= piece;
    }
  while (length > 0);

  return g_byte_array_free_to_bytes (rdata);
}

static GBytes *
check_length (GBytes  *rdata,
              GError **error)
{
  if (g_bytes_get_size (rdata) <= G_MAXUINT16)
    return rdata;

  g_bytes_unref (rdata);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _("The data is longer than a record can hold."));

  return NULL;
}

static gboolean
has_line_end (const char *text)
{
  return strpbrk (text, "\r\n") != NULL;
}

/* ldns takes a text without its closing quotation mark as complete. */
static gboolean
has_open_quotes (const char *text)
{
  gboolean open = FALSE;

  for (; *text != '\0'; text++)
    if (*text == '\\' && text[1] != '\0')
      text++;
    else if (*text == '"')
      open = !open;

  return open;
}

GBytes *
zc_rdata_from_text (guint16      type,
                    const char  *text,
                    GError     **error)
{
  g_autofree char *type_text = zc_rdata_type_to_text (type);
  g_autofree char *line = NULL;
  ldns_buffer *buffer = NULL;
  ldns_rdf *root = NULL;
  ldns_rr *record = NULL;
  ldns_status status;
  GBytes *rdata = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  while (g_ascii_isspace (*text))
    text++;

  if ((type == LDNS_RR_TYPE_TXT || type == LDNS_RR_TYPE_SPF) && *text != '"' &&
      !g_str_has_prefix (text, "\\#"))
    return check_length (read_literal_text (text), error);

  if (has_line_end (text))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _("The data of a record does not go over several lines."));
      return NULL;
    }

  if (has_open_quotes (text))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _("The data of a record lacks a closing quotation mark."));
      return NULL;
    }

  line = g_strdup_printf (". 0 IN %s %s", type_text, text);
  status = ldns_str2rdf_dname (&root, ".");
  if (status == LDNS_STATUS_OK)
    status = ldns_rr_new_frm_str (&record, line, 0, root, NULL);

  if (status == LDNS_STATUS_OK)
    {
      buffer = ldns_buffer_new (LDNS_MIN_BUFLEN);
      status = ldns_rr_rdata2buffer_wire (buffer, record);
    }

  if (status == LDNS_STATUS_OK)
    rdata = g_bytes_new (ldns_buffer_begin (buffer), ldns_buffer_position (buffer));
  else
    {
      /* Translators: the first %s is a record type such as MX, the second what the DNS library says. */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("The data is not that of a %s record: %s"),
                   type_text, ldns_get_errorstr_by_id (status));
    }

  ldns_buffer_free (buffer);
  ldns_rdf_deep_free (root);
  ldns_rr_free (record);

  return rdata != NULL ? check_length (rdata, error) : NULL;
}
