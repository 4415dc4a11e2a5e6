/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-item-private.h"

#include "zc-config.h"

#include <glib/gi18n-lib.h>

#include "zc-serial.h"
#include "zc-text.h"

static char *
dup_behind_text (ZcSerialReport *report)
{
  guint n_name_servers = zc_serial_report_get_n_name_servers (report);
  guint32 target;
  guint n_behind;

  if (!zc_serial_report_get_target (report, &target) && !zc_serial_report_get_served (report, NULL, &target))
    return g_strdup (_("Behind"));

  n_behind = n_name_servers - zc_serial_report_count_reached (report, target);
  if (n_behind == n_name_servers)
    return g_strdup (_("Behind"));

  return g_strdup_printf (ngettext (/* Translators: both %u are counts of name servers. */
                                    "Behind: %u of %u", "Behind: %u of %u", n_name_servers),
                          n_behind, n_name_servers);
}

char *
zc_zone_item_dup_status_text (ZcZone         *zone,
                              ZcZoneHealth    health,
                              ZcSerialReport *report)
{
  switch (health)
    {
    case ZC_ZONE_HEALTH_IN_SYNC:
      return g_strdup (_("In sync"));
    case ZC_ZONE_HEALTH_BEHIND:
      return dup_behind_text (report);
    case ZC_ZONE_HEALTH_PRIMARY_BEHIND:
      return g_strdup (_("Primary behind"));
    case ZC_ZONE_HEALTH_FAILING:
      return g_strdup (_("Failing"));
    case ZC_ZONE_HEALTH_AVAILABLE:
      return g_strdup (_("Available"));
    case ZC_ZONE_HEALTH_DISABLED:
      /* Translators: a zone is. */
      return g_strdup (C_ ("zone", "Disabled"));
    case ZC_ZONE_HEALTH_PROVISIONING:
      if (g_str_equal (zc_zone_get_state (zone), "DESTROYING"))
        return g_strdup (_("Being deleted"));
      return g_strdup (_("Provisioning"));
    case ZC_ZONE_HEALTH_FAILED:
      return g_strdup (_("Failed"));
    case ZC_ZONE_HEALTH_OTHER_STATE:
      return zc_text_make_displayable (zc_zone_get_state (zone));
    case ZC_ZONE_HEALTH_NOT_CHECKED:
    case ZC_ZONE_HEALTH_TRANSFERRING:
    default:
      return g_strdup (_("Not checked"));
    }
}

static char *
dup_first_error (GPtrArray *statuses)
{
  for (guint i = 0; statuses != NULL && i < statuses->len; i++)
    {
      ZcPrimaryStatus *status = statuses->pdata[i];
      g_autofree char *ip = NULL, *message = NULL;

      if (!zc_primary_status_is_error (status))
        continue;

      ip = zc_text_make_displayable (zc_primary_status_get_primary_ip (status));
      message = zc_text_make_displayable (zc_primary_status_get_error_message (status));

      /* Translators: the first %s is an IP address, the second is the service's explanation, word for word. */
      return g_strdup_printf (_("IONOS reports for %s: “%s”."), ip, message);
    }

  return NULL;
}

/* The first name server that answers with something else than the zone. */
static char *
dup_first_failing (ZcSerialReport *report)
{
  GPtrArray *rows = zc_serial_report_get_rows (report);

  for (guint i = 0; i < rows->len; i++)
    {
      const ZcSerialRow *row = rows->pdata[i];

      if (row->role == ZC_SERVER_ROLE_SECONDARY && row->answer != NULL && row->answer->rcode >= 0 &&
          row->answer->outcome != ZC_DNS_OUTCOME_OK)
        /* Translators: the first %s is a name server, the second its IP address. */
        return g_strdup_printf (_("%s (%s) answers, but does not serve the zone."), row->name,
                                zc_dns_server_get_address (row->answer->server));
    }

  return g_strdup ("");
}

static char *
dup_not_checked (ZcSerialReport *report)
{
  g_auto(GStrv) silent = NULL;
  g_autofree char *list = NULL;
  guint32 oldest, newest;

  if (report == NULL)
    return g_strdup ("");
  if (zc_serial_report_get_n_name_servers (report) == 0)
    return g_strdup (_("The service assigned no name servers to this zone."));

  if (zc_serial_report_get_verdict (report) == ZC_SERIAL_VERDICT_PRIMARY_UNSEEN &&
      zc_serial_report_get_served (report, &oldest, &newest))
    /* Translators: %u is a serial number. */
    return g_strdup_printf (_("All name servers serve %u; the primary could not be asked from this computer."), oldest);

  silent = zc_serial_report_list_silent (report);
  if (silent[0] == NULL)
    return g_strdup (_("Not every address of the name servers could be asked from this computer."));

  list = g_strjoinv (_(", "), silent);

  /* Translators: %s is a list of name servers. */
  return g_strdup_printf (_("No answer to this computer from: %s."), list);
}

char *
zc_zone_item_dup_status_explanation (ZcZoneHealth    health,
                                     ZcSerialReport *report,
                                     GPtrArray      *statuses)
{
  guint32 target = 0, oldest = 0;
  char *text;

  switch (health)
    {
    case ZC_ZONE_HEALTH_FAILING:
      text = dup_first_error (statuses);
      return text != NULL ? text : dup_first_failing (report);

    case ZC_ZONE_HEALTH_PRIMARY_BEHIND:
      zc_serial_report_get_target (report, &target);
      zc_serial_report_get_served (report, &oldest, NULL);
      /* Translators: both %u are serial numbers. */
      return g_strdup_printf (_("The primary has %u, and IONOS has the newer %u, so it ignores the primary."), target, oldest);

    case ZC_ZONE_HEALTH_BEHIND:
      zc_serial_report_get_served (report, &oldest, NULL);
      if (zc_serial_report_get_target (report, &target))
        /* Translators: both %u are serial numbers. */
        return g_strdup_printf (_("The primary has %u; the oldest serial on the name servers is %u."), target, oldest);
      return g_strdup (_("The name servers disagree; the primary could not be asked from this computer."));

    case ZC_ZONE_HEALTH_NOT_CHECKED:
      return dup_not_checked (report);

    case ZC_ZONE_HEALTH_IN_SYNC:
    case ZC_ZONE_HEALTH_AVAILABLE:
    case ZC_ZONE_HEALTH_DISABLED:
    case ZC_ZONE_HEALTH_PROVISIONING:
    case ZC_ZONE_HEALTH_FAILED:
    case ZC_ZONE_HEALTH_OTHER_STATE:
    case ZC_ZONE_HEALTH_TRANSFERRING:
    default:
      return g_strdup ("");
    }
}

char *
zc_zone_item_dup_serial_text (ZcSerialReport *report)
{
  guint32 target, oldest, newest;
  gboolean has_target, has_served;

  if (report == NULL)
    return g_strdup ("");

  has_target = zc_serial_report_get_target (report, &target);
  has_served = zc_serial_report_get_served (report, &oldest, &newest);

  if (has_target && has_served)
    {
      guint32 other = oldest != target ? oldest : newest;

      if (other == target)
        return g_strdup_printf ("%u", target);
      /* Translators: the serial of the primary, and that of the name servers. */
      return g_strdup_printf (_("%u → %u"), target, other);
    }
  if (has_served && oldest != newest)
    return g_strdup_printf (_("%u → %u"), newest, oldest);
  if (has_served)
    return g_strdup_printf ("%u", oldest);
  if (has_target)
    return g_strdup_printf ("%u", target);

  return g_strdup ("");
}
