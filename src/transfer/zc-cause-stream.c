/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-cause-private.h"

#include <glib/gi18n-lib.h>

#include "zc-text.h"

/* From where on other software is known to have limits: BIND's default is 100 records in a set. */
#define MANY_RECORDS 1000000
#define MANY_RECORDS_IN_A_SET 100

static unsigned long
count_of (const ZcObservedServer *server)
{
  return (unsigned long) MIN (server->transfer->n_records, G_MAXULONG);
}

/* What exactly was wrong, where the reader or the copy knows. */
static char *
add_detail (const ZcObservedServer *server,
            char                   *text)
{
  return zc_text_add_sentence (text, server->transfer->detail != NULL
                                     ? zc_text_make_sentence_displayable (server->transfer->detail)
                                     : NULL);
}

char *
zc_cause_see_axfr_empty (const ZcCauseCase      *self,
                         const ZcObservedServer *server,
                         ZcSeverity             *severity)
{
  g_autofree char *who = NULL;

  if (!zc_cause_transfer_is (server, ZC_DNS_OUTCOME_AXFR_EMPTY))
    return NULL;

  who = zc_cause_who (server);
  /* Translators: %s is a name server. */
  return g_strdup_printf (_("The copy from %s does not start with a SOA record."), who);
}

char *
zc_cause_see_axfr_truncated (const ZcCauseCase      *self,
                             const ZcObservedServer *server,
                             ZcSeverity             *severity)
{
  g_autofree char *who = NULL;
  g_autofree char *number = NULL;

  if (!zc_cause_transfer_is (server, ZC_DNS_OUTCOME_AXFR_TRUNCATED))
    return NULL;

  who = zc_cause_who (server);
  number = zc_cause_format_number (server->transfer->n_records);
  /* Translators: a name server, a number of records. */
  return g_strdup_printf (ngettext ("The copy from %s broke off after %s record (no closing SOA).",
                                    "The copy from %s broke off after %s records (no closing SOA).",
                                    count_of (server)), who, number);
}

char *
zc_cause_see_axfr_soa_mismatch (const ZcCauseCase      *self,
                                const ZcObservedServer *server,
                                ZcSeverity             *severity)
{
  const ZcAxfrResult *transfer = server->transfer;
  g_autofree char *who = NULL;

  if (!zc_cause_transfer_is (server, ZC_DNS_OUTCOME_AXFR_SOA_MISMATCH))
    return NULL;

  who = zc_cause_who (server);
  if (transfer->serial == transfer->closing_serial)
    /* Translators: a name server, a serial of the zone. */
    return g_strdup_printf (_("The copy from %s opens and closes with different SOA records of the same serial %u."),
                            who, transfer->serial);

  /* Translators: a name server, two serials of the zone. */
  return g_strdup_printf (_("The zone changed while it was being copied from %s (%u → %u)."),
                          who, transfer->serial, transfer->closing_serial);
}

char *
zc_cause_see_axfr_mid_soa (const ZcCauseCase      *self,
                           const ZcObservedServer *server,
                           ZcSeverity             *severity)
{
  g_autofree char *who = NULL;

  if (!zc_cause_transfer_is (server, ZC_DNS_OUTCOME_AXFR_MID_SOA))
    return NULL;

  who = zc_cause_who (server);
  /* Translators: %s is a name server. */
  return add_detail (server, g_strdup_printf (_("The copy from %s is malformed (SOA in the middle)."), who));
}

char *
zc_cause_see_axfr_bad_msg (const ZcCauseCase      *self,
                           const ZcObservedServer *server,
                           ZcSeverity             *severity)
{
  g_autofree char *who = NULL;
  g_autofree char *number = NULL;

  if (!zc_cause_transfer_is (server, ZC_DNS_OUTCOME_AXFR_BAD_MSG))
    return NULL;

  who = zc_cause_who (server);
  number = zc_cause_format_number (server->transfer->n_records + 1);
  /* Translators: a name server, the number of a record counted from 1. */
  return add_detail (server, g_strdup_printf (_("%s sent a damaged message (record %s)."), who, number));
}

char *
zc_cause_see_axfr_error_late (const ZcCauseCase      *self,
                              const ZcObservedServer *server,
                              ZcSeverity             *severity)
{
  g_autofree char *who = NULL;
  g_autofree char *number = NULL;

  if (!zc_cause_transfer_is (server, ZC_DNS_OUTCOME_AXFR_ERROR_LATE))
    return NULL;

  who = zc_cause_who (server);
  number = zc_cause_format_number (server->transfer->n_records);
  /* Translators: a name server, the name of a response code such as REFUSED, a number of records. */
  return g_strdup_printf (ngettext ("The copy was stopped by %s: %s after %s record.",
                                    "The copy was stopped by %s: %s after %s records.", count_of (server)),
                          who, zc_cause_get_rcode_name (server->transfer->rcode), number);
}

char *
zc_cause_see_axfr_out_of_zone (const ZcCauseCase      *self,
                               const ZcObservedServer *server,
                               ZcSeverity             *severity)
{
  g_autofree char *who = NULL;
  g_autofree char *owner = NULL;

  if (server->transfer == NULL ||
      !g_str_equal (zc_observed_server_get_transfer_id (server), "axfr-out-of-zone"))
    return NULL;

  who = zc_cause_who (server);
  if (server->transfer->outcome == ZC_DNS_OUTCOME_AXFR_OUT_OF_ZONE)
    /* Translators: %s is a name server. */
    return add_detail (server, g_strdup_printf (_("The copy from %s has records that do not belong into the zone."), who));
  if (!server->content->has_apex_ns)
    /* Translators: a name server, the name of a zone. */
    return g_strdup_printf (_("The copy from %s has no NS record at %s; most secondaries reject the whole zone."),
                            who, self->zone);

  owner = zc_text_make_displayable (server->content->cname_conflict_owner);
  /* Translators: a name in the zone, a name server. */
  return g_strdup_printf (_("%s has a CNAME and other records in the copy from %s; most secondaries reject the whole zone."),
                          owner, who);
}

char *
zc_cause_see_too_large (const ZcCauseCase      *self,
                        const ZcObservedServer *server,
                        ZcSeverity             *severity)
{
  const ZcObservedContent *content = server->content;
  g_autofree char *who = NULL;
  g_autofree char *number = NULL;
  g_autofree char *owner = NULL;

  if (server->server == NULL)
    return NULL;

  who = zc_cause_who (server);
  if (zc_cause_transfer_is (server, ZC_DNS_OUTCOME_TOO_LARGE))
    {
      number = zc_cause_format_number (server->transfer->n_records);
      /* Translators: a name server, a number of records. */
      return add_detail (server, g_strdup_printf (ngettext ("The copy from %s was stopped after %s record: it is larger than this program reads.",
                                                            "The copy from %s was stopped after %s records: it is larger than this program reads.",
                                                            count_of (server)), who, number));
    }

  /* The secondaries have what the primary has: saying it once is enough. */
  if (content == NULL || !zc_cause_is_primary (server) ||
      (content->n_records <= MANY_RECORDS && content->largest_set_records <= MANY_RECORDS_IN_A_SET))
    return NULL;

  *severity = ZC_SEVERITY_INFO;
  number = zc_cause_format_number (content->n_records);
  owner = zc_text_make_displayable (content->largest_set_owner);
  /* Translators: a number of records, a record type, a name in the zone, a number of records. */
  return g_strdup_printf (ngettext ("%s record; largest set %s at %s (%u). The other side may have a limit.",
                                    "%s records; largest set %s at %s (%u). The other side may have a limit.",
                                    (unsigned long) MIN (content->n_records, G_MAXULONG)),
                          number, content->largest_set_type, owner, content->largest_set_records);
}
