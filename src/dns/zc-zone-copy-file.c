/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <ldns/ldns.h>

#include "zc-canonical.h"
#include "zc-zone-copy-builder.h"

#define DEFAULT_TTL 3600

/* What ldns keeps between the lines of a zone file. */
typedef struct
{
  ldns_rdf *origin;   /* (owned) (nullable) */
  ldns_rdf *previous; /* (owned) (nullable): the owner of the line before */
  uint32_t ttl;
  int line;
} Position;

static gboolean
add_record (ZcZoneCopyBuilder  *builder,
            ldns_buffer        *buffer,
            const ldns_rr      *record,
            GError            **error)
{
  const ldns_rdf *owner = ldns_rr_owner (record);

  ldns_buffer_clear (buffer);
  if (ldns_rr_rdata2buffer_wire (buffer, record) != LDNS_STATUS_OK)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("A record cannot be written."));
      return FALSE;
    }

  return zc_zone_copy_builder_add (builder, ldns_rdf_data (owner), ldns_rdf_size (owner),
                                   (guint16) ldns_rr_get_type (record), (guint16) ldns_rr_get_class (record),
                                   ldns_rr_ttl (record), ldns_buffer_begin (buffer),
                                   ldns_buffer_position (buffer), error);
}

static gboolean
add_lines (ZcZoneCopyBuilder  *builder,
           FILE               *file,
           const char         *path,
           Position           *position,
           GError            **error)
{
  ldns_buffer *buffer = ldns_buffer_new (LDNS_MAX_PACKETLEN);
  gboolean added = TRUE;

  while (added && !feof (file))
    {
      ldns_rr *record = NULL;
      ldns_status status = ldns_rr_new_frm_fp_l (&record, file, &position->ttl, &position->origin,
                                                 &position->previous, &position->line);

      switch ((int) status)
        {
        case LDNS_STATUS_OK:
          added = add_record (builder, buffer, record, error);
          break;

        case LDNS_STATUS_SYNTAX_EMPTY:
        case LDNS_STATUS_SYNTAX_TTL:
        case LDNS_STATUS_SYNTAX_ORIGIN:
          break;

        default:
          /* Translators: the first %s is a file's name, %d a line number, the second %s an error text. */
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("%s, line %d: %s"), path,
                       position->line, ldns_get_errorstr_by_id (status));
          added = FALSE;
          break;
        }
      ldns_rr_free (record);
    }
  ldns_buffer_free (buffer);

  return added;
}

ZcZoneCopy *
zc_zone_copy_new_from_file (const char  *zone,
                            const char  *path,
                            GError     **error)
{
  g_autoptr(ZcZoneCopyBuilder) builder = NULL;
  Position position = { .ttl = DEFAULT_TTL };
  gboolean added;
  FILE *file;

  builder = zc_zone_copy_builder_new (zone, error);
  if (builder == NULL)
    return NULL;

  file = g_fopen (path, "r");
  if (file == NULL)
    {
      int saved_errno = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (saved_errno), "%s: %s", path,
                   g_strerror (saved_errno));
      return NULL;
    }

  if (ldns_str2rdf_dname (&position.origin, zone) != LDNS_STATUS_OK)
    position.origin = NULL;
  added = add_lines (builder, file, path, &position, error);
  ldns_rdf_deep_free (position.origin);
  ldns_rdf_deep_free (position.previous);
  fclose (file);

  return added ? zc_zone_copy_builder_seal (g_steal_pointer (&builder)) : NULL;
}
