/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-canonical.h"

#include <ldns/ldns.h>
#include <string.h>

#include "zc-rdata-layout.h"

#define LABEL_MAX 63
#define LABELS_MAX 127

/* Spares the calls that g_ascii_tolower() would cost for every byte of a million names. */
static inline guint8
fold_byte (guint8 byte)
{
  return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
}

gsize
zc_canonical_name_measure (const guint8 *bytes,
                           gsize         bytes_len)
{
  gsize at = 0;

  while (at < bytes_len && at < ZC_CANONICAL_NAME_MAX)
    {
      if (bytes[at] == 0)
        return at + 1;
      if (bytes[at] > LABEL_MAX)
        return 0;
      at += 1 + (gsize) bytes[at];
    }

  return 0;
}

gboolean
zc_canonical_name_fold (guint8 *name,
                        gsize   name_len)
{
  gboolean changed = FALSE;

  /* Length bytes are at most 63, below every letter, so that they need no care. */
  for (gsize i = 0; i < name_len; i++)
    {
      guint8 byte = fold_byte (name[i]);

      changed |= byte != name[i];
      name[i] = byte;
    }

  return changed;
}

static gboolean
ends_in_apex (const guint8 *end_of_name,
              const guint8 *apex,
              gsize         apex_len)
{
  for (gsize i = 0; i < apex_len; i++)
    if (fold_byte (end_of_name[i]) != apex[i])
      return FALSE;

  return TRUE;
}

static gsize
append_label (guint8       *key,
              gsize         key_len,
              const guint8 *label)
{
  for (gsize i = 1; i <= label[0]; i++)
    {
      guint8 byte = fold_byte (label[i]);

      if (G_UNLIKELY (byte <= 1))
        {
          key[key_len++] = 1;
          byte++;
        }
      key[key_len++] = byte;
    }
  key[key_len++] = 0;

  return key_len;
}

gssize
zc_canonical_key_from_wire (const guint8 *name,
                            gsize         name_len,
                            const guint8 *apex,
                            gsize         apex_len,
                            guint8       *key)
{
  guint8 label_starts[LABELS_MAX];
  guint n_labels = 0;
  gsize key_len = 0;
  gsize at = 0;

  if (name_len == 0 || zc_canonical_name_measure (name, name_len) != name_len)
    return ZC_CANONICAL_KEY_BAD_NAME;
  if (name_len < apex_len)
    return ZC_CANONICAL_KEY_OUT_OF_ZONE;

  while (at < name_len - apex_len)
    {
      label_starts[n_labels++] = (guint8) at;
      at += 1 + (gsize) name[at];
    }

  /* The labels must end where the apex begins, or the same bytes would mean something else. */
  if (at != name_len - apex_len || !ends_in_apex (name + at, apex, apex_len))
    return ZC_CANONICAL_KEY_OUT_OF_ZONE;

  while (n_labels > 0)
    key_len = append_label (key, key_len, name + label_starts[--n_labels]);

  return (gssize) key_len;
}

gsize
zc_canonical_key_to_wire (const guint8 *key,
                          gsize         key_len,
                          const guint8 *apex,
                          gsize         apex_len,
                          guint8       *name)
{
  guint8 relative[ZC_CANONICAL_NAME_MAX];
  gsize start = sizeof relative;
  const guint8 *end = key + key_len;

  /* The labels are written back to front, which turns their order round. */
  while (key < end)
    {
      guint8 label[LABEL_MAX];
      guint8 length = 0;

      for (; *key != 0; key++)
        label[length++] = *key == 1 ? *++key - 1 : *key;
      key++;

      start -= length;
      memcpy (relative + start, label, length);
      relative[--start] = length;
    }

  memcpy (name, relative + start, sizeof relative - start);
  memcpy (name + sizeof relative - start, apex, apex_len);

  return sizeof relative - start + apex_len;
}

int
zc_canonical_compare (const guint8 *first,
                      gsize         first_len,
                      const guint8 *second,
                      gsize         second_len)
{
  int order = memcmp (first, second, MIN (first_len, second_len));

  if (order != 0)
    return order;

  return (first_len > second_len) - (first_len < second_len);
}

gboolean
zc_canonical_rdata_has_names (guint16 type)
{
  const char *layout = zc_rdata_layout_get (type);

  return layout != NULL && strpbrk (layout, "nNg") != NULL;
}

gboolean
zc_canonical_rdata_keeps_case (guint16 type)
{
  switch (type)
    {
    case LDNS_RR_TYPE_NS:
    case LDNS_RR_TYPE_MD:
    case LDNS_RR_TYPE_MF:
    case LDNS_RR_TYPE_CNAME:
    case LDNS_RR_TYPE_SOA:
    case LDNS_RR_TYPE_MB:
    case LDNS_RR_TYPE_MG:
    case LDNS_RR_TYPE_MR:
    case LDNS_RR_TYPE_PTR:
    case LDNS_RR_TYPE_MINFO:
    case LDNS_RR_TYPE_MX:
    case LDNS_RR_TYPE_RP:
    case LDNS_RR_TYPE_AFSDB:
    case LDNS_RR_TYPE_RT:
    case LDNS_RR_TYPE_SIG:
    case LDNS_RR_TYPE_PX:
    case LDNS_RR_TYPE_NXT:
    case LDNS_RR_TYPE_SRV:
    case LDNS_RR_TYPE_NAPTR:
    case LDNS_RR_TYPE_KX:
    case LDNS_RR_TYPE_A6:
    case LDNS_RR_TYPE_DNAME:
    case LDNS_RR_TYPE_RRSIG:
      return FALSE;

    default:
      return zc_canonical_rdata_has_names (type);
    }
}

gboolean
zc_canonical_rdata_fold (guint16  type,
                         guint8  *rdata,
                         gsize    rdata_len)
{
  const char *layout = zc_rdata_layout_get (type);
  gboolean changed = FALSE;
  gsize at = 0;

  if (layout == NULL)
    return FALSE;

  for (const char *field = layout; *field != '\0'; field++)
    {
      char kind = zc_rdata_field_resolve (*field, rdata, rdata_len);

      if (kind == 'n' || kind == 'N')
        {
          do
            {
              gsize length = zc_canonical_name_measure (rdata + at, rdata_len - at);

              if (length == 0)
                return changed;
              changed |= zc_canonical_name_fold (rdata + at, length);
              at += length;
            }
          while (kind == 'N' && at < rdata_len);
        }
      else
        {
          gssize length = zc_rdata_field_measure (kind, rdata, rdata_len, at);

          if (length < 0)
            return changed;
          at += (gsize) length;
        }
    }

  return changed;
}

gsize
zc_canonical_name_from_text (const char *text,
                             guint8     *name)
{
  ldns_rdf *field = NULL;
  gsize length = 0;

  if (*text == '\0')
    return 0;

  if (ldns_str2rdf_dname (&field, text) == LDNS_STATUS_OK)
    {
      length = ldns_rdf_size (field);
      if (length <= ZC_CANONICAL_NAME_MAX &&
          zc_canonical_name_measure (ldns_rdf_data (field), length) == length)
        memcpy (name, ldns_rdf_data (field), length);
      else
        length = 0;
    }
  ldns_rdf_deep_free (field);

  return length;
}

char *
zc_canonical_name_to_text (const guint8 *name,
                           gsize         name_len)
{
  GString *text = g_string_sized_new (name_len + 1);
  gsize at = 0;

  if (name_len <= 1)
    g_string_append_c (text, '.');

  while (at < name_len && name[at] != 0)
    {
      gsize end = MIN (at + 1 + (gsize) name[at], name_len);

      while (++at < end)
        {
          char byte = (char) name[at];

          if (strchr (".;()\\\"@$", byte) != NULL && byte != '\0')
            g_string_append_c (g_string_append_c (text, '\\'), byte);
          else if (g_ascii_isgraph (byte))
            g_string_append_c (text, byte);
          else
            g_string_append_printf (text, "\\%03u", name[at]);
        }
      g_string_append_c (text, '.');
    }

  return g_string_free (text, FALSE);
}
