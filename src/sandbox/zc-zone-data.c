/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-zone-data.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

struct _ZcZoneData
{
  ldns_rr *soa;             /* (owned) */
  ldns_rr_list *records;    /* (owned): all but the SOA */
};

void
zc_zone_data_free (ZcZoneData *self)
{
  ldns_rr_free (self->soa);
  ldns_rr_list_deep_free (self->records);
  g_free (self);
}

static ZcZoneData *
zone_data_new (ldns_rr      *soa,
               ldns_rr_list *records)
{
  ZcZoneData *self = g_new0 (ZcZoneData, 1);

  self->soa = soa;
  self->records = records;

  return self;
}

/* Returns: %FALSE */
static gboolean
refuse_owner (const ldns_rdf  *owner,
              const char      *origin,
              GError         **error)
{
  char *text = ldns_rdf2str (owner);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("%s is not in the zone %s."), text, origin);
  LDNS_FREE (text);

  return FALSE;
}

static gboolean
check_owners (const ldns_zone  *zone,
              const ldns_rdf   *apex,
              const char       *origin,
              GError          **error)
{
  const ldns_rr_list *records = ldns_zone_rrs (zone);
  const ldns_rdf *owner = ldns_rr_owner (ldns_zone_soa (zone));

  if (ldns_dname_compare (owner, apex) != 0)
    return refuse_owner (owner, origin, error);

  for (size_t i = 0; i < ldns_rr_list_rr_count (records); i++)
    {
      owner = ldns_rr_owner (ldns_rr_list_rr (records, i));
      if (ldns_dname_compare (owner, apex) != 0 && !ldns_dname_is_subdomain (owner, apex))
        return refuse_owner (owner, origin, error);
    }

  return TRUE;
}

ZcZoneData *
zc_zone_data_new_from_text (const char  *origin,
                            const char  *text,
                            GError     **error)
{
  ldns_rdf *name = ldns_dname_new_frm_str (origin);
  ldns_zone *zone = NULL;
  ZcZoneData *self = NULL;
  ldns_status status;
  int line = 0;
  FILE *stream;

  if (name == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” is not a domain name"), origin);
      return NULL;
    }

  stream = fmemopen ((char *) text, strlen (text), "r");
  if (stream == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("the zone file is empty"));
      ldns_rdf_deep_free (name);
      return NULL;
    }

  status = ldns_zone_new_frm_fp_l (&zone, stream, name, 3600, LDNS_RR_CLASS_IN, &line);
  if (status != LDNS_STATUS_OK)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, /* Translators: what is wrong in that line of a zone file. */
                   _("line %d: %s"), line, ldns_get_errorstr_by_id (status));
    }
  else if (ldns_zone_soa (zone) == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("there is no SOA record"));
      ldns_zone_deep_free (zone);
    }
  else if (!check_owners (zone, name, origin, error))
    {
      ldns_zone_deep_free (zone);
    }
  else
    {
      self = zone_data_new (ldns_zone_soa (zone), ldns_zone_rrs (zone));
      /* Freeing a zone frees its list, though not the records. */
      ldns_zone_set_rrs (zone, ldns_rr_list_new ());
      ldns_zone_free (zone);
    }

  fclose (stream);
  ldns_rdf_deep_free (name);

  return self;
}

ZcZoneData *
zc_zone_data_new_from_records (ldns_rr_list *records)
{
  ldns_rr *soa = ldns_rr_list_rr (records, 0);
  ldns_rr_list *others;

  if (soa == NULL || ldns_rr_get_type (soa) != LDNS_RR_TYPE_SOA)
    {
      ldns_rr_list_deep_free (records);
      return NULL;
    }

  others = ldns_rr_list_new ();
  for (size_t i = 1; i < ldns_rr_list_rr_count (records); i++)
    ldns_rr_list_push_rr (others, ldns_rr_list_rr (records, i));
  ldns_rr_list_free (records);

  return zone_data_new (soa, others);
}

guint32
zc_zone_data_get_serial (ZcZoneData *self)
{
  return ldns_rdf2native_int32 (ldns_rr_rdf (self->soa, ZC_ZONE_DATA_SOA_SERIAL));
}

void
zc_zone_data_set_serial (ZcZoneData *self,
                         guint32     serial)
{
  ldns_rdf_deep_free (ldns_rr_set_rdf (self->soa, ldns_native2rdf_int32 (LDNS_RDF_TYPE_INT32, serial),
                                       ZC_ZONE_DATA_SOA_SERIAL));
}

void
zc_zone_data_add_hosts (ZcZoneData *self,
                        guint       n)
{
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *label = g_strdup_printf ("host-%05u", i);
      ldns_rdf *owner = ldns_dname_new_frm_str (label);
      guint8 bytes[4] = { 198, 18 + ((i >> 16) & 1), (i >> 8) & 0xff, i & 0xff };
      ldns_rr *rr = ldns_rr_new ();

      /* The label was parsed as an absolute name, whose root label goes. */
      ldns_dname_cat (owner, ldns_rr_owner (self->soa));
      ldns_rr_set_owner (rr, owner);
      ldns_rr_set_type (rr, LDNS_RR_TYPE_A);
      ldns_rr_set_class (rr, LDNS_RR_CLASS_IN);
      ldns_rr_set_ttl (rr, 3600);
      ldns_rr_push_rdf (rr, ldns_rdf_new_frm_data (LDNS_RDF_TYPE_A, sizeof bytes, bytes));
      ldns_rr_list_push_rr (self->records, rr);
    }
}

static void
append_rr (GString *text,
           ldns_rr *rr)
{
  char *line = ldns_rr2str (rr);

  g_string_append (text, line);
  LDNS_FREE (line);
}

char *
zc_zone_data_to_text (ZcZoneData *self)
{
  GString *text = g_string_new (NULL);

  append_rr (text, self->soa);
  for (size_t i = 0; i < ldns_rr_list_rr_count (self->records); i++)
    append_rr (text, ldns_rr_list_rr (self->records, i));

  return g_string_free (text, FALSE);
}

/* Domain names in contents stand without the trailing dot, as api.ionos.com shows them. */
static char *
field_to_text (ldns_rdf *field)
{
  char *text = ldns_rdf2str (field);
  char *copy = g_strdup (text);
  gsize length = strlen (copy);

  LDNS_FREE (text);
  if (ldns_rdf_get_type (field) == LDNS_RDF_TYPE_DNAME && length > 1 && copy[length - 1] == '.')
    copy[length - 1] = '\0';

  return copy;
}

static char *
make_relative_name (ldns_rdf *owner,
                    ldns_rdf *apex)
{
  g_autofree char *name = NULL;
  g_autofree char *zone = NULL;
  g_autofree char *lower = NULL;

  if (ldns_dname_compare (owner, apex) == 0)
    return g_strdup ("");

  name = field_to_text (owner);
  zone = field_to_text (apex);
  lower = g_ascii_strdown (name, -1);

  return g_strndup (lower, strlen (lower) - strlen (zone) - 1);
}

static char *
make_content (ldns_rr *rr,
              size_t   first)
{
  GString *content = g_string_new (NULL);

  for (size_t i = first; i < ldns_rr_rd_count (rr); i++)
    {
      g_autofree char *text = field_to_text (ldns_rr_rdf (rr, i));

      g_string_append_printf (content, "%s%s", i > first ? " " : "", text);
    }

  return g_string_free (content, FALSE);
}

/* INVENTED where it has more than one string: the service's documents show texts of one string,
 * read back without quotation marks. */
static char *
make_txt_content (ldns_rr *rr)
{
  g_autofree char *text = NULL;

  if (ldns_rr_rd_count (rr) != 1)
    return make_content (rr, 0);

  text = field_to_text (ldns_rr_rdf (rr, 0));

  return g_strndup (text + 1, strlen (text) - 2);
}

static ZcSandboxRecord *
make_record (ldns_rr  *rr,
             ldns_rdf *apex)
{
  ZcSandboxRecord *record = g_new0 (ZcSandboxRecord, 1);
  ldns_rr_type type = ldns_rr_get_type (rr);
  char *word = ldns_rr_type2str (type);

  record->name = make_relative_name (ldns_rr_owner (rr), apex);
  record->type = g_strdup (word);
  record->ttl = ldns_rr_ttl (rr);
  record->enabled = TRUE;
  LDNS_FREE (word);

  if (zc_sandbox_record_needs_priority (record->type))
    record->priority = ldns_rdf2native_int16 (ldns_rr_rdf (rr, 0));

  /* A URI repeats its priority in the content; MX and SRV do not. */
  if (type == LDNS_RR_TYPE_TXT)
    record->content = make_txt_content (rr);
  else if (type == LDNS_RR_TYPE_MX || type == LDNS_RR_TYPE_SRV)
    record->content = make_content (rr, 1);
  else
    record->content = make_content (rr, 0);

  return record;
}

GPtrArray *
zc_zone_data_list_records (ZcZoneData *self,
                           gboolean    all_types)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_sandbox_record_free);
  ldns_rdf *apex = ldns_rr_owner (self->soa);

  if (all_types)
    g_ptr_array_add (records, make_record (self->soa, apex));

  for (size_t i = 0; i < ldns_rr_list_rr_count (self->records); i++)
    {
      g_autoptr(ZcSandboxRecord) record = make_record (ldns_rr_list_rr (self->records, i), apex);

      if (all_types || zc_sandbox_record_is_known_type (record->type))
        g_ptr_array_add (records, g_steal_pointer (&record));
    }

  return records;
}
