/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-cause-private.h"

#include <glib/gi18n-lib.h>

#include "zc-text.h"

#define DNS_PORT 53

char *
zc_cause_who (const ZcObservedServer *server)
{
  const char *address;
  guint port;

  if (server->server == NULL)
    return zc_text_make_displayable (server->name);

  address = zc_dns_server_get_address (server->server);
  port = zc_dns_server_get_port (server->server);
  if (port == DNS_PORT)
    return zc_cause_where (server);
  if (g_str_equal (server->name, address))
    /* Translators: %s is the IP address of a name server, %u its port. */
    return g_strdup_printf (_("%s port %u"), address, port);

  /* Translators: the name of a name server, its IP address, its port. */
  return g_strdup_printf (_("%s (%s port %u)"), server->name, address, port);
}

char *
zc_cause_where (const ZcObservedServer *server)
{
  const char *address;

  if (server->server == NULL)
    return zc_text_make_displayable (server->name);

  address = zc_dns_server_get_address (server->server);
  if (g_str_equal (server->name, address))
    return g_strdup (address);

  /* Translators: the name of a name server, its IP address. */
  return g_strdup_printf (_("%s (%s)"), server->name, address);
}

gboolean
zc_cause_is_primary (const ZcObservedServer *server)
{
  return server->role == ZC_SERVER_ROLE_PRIMARY;
}

gboolean
zc_cause_replied (const ZcObservedServer *server,
                  ZcDnsTransport          transport)
{
  for (guint i = 0; i < server->answers->len; i++)
    {
      const ZcSoaAnswer *answer = server->answers->pdata[i];

      if (answer->transport == transport && answer->rcode >= 0)
        return TRUE;
    }

  return FALSE;
}

const ZcSoaAnswer *
zc_cause_find_answer (const ZcObservedServer *server,
                      ZcDnsOutcome            outcome)
{
  for (guint i = 0; i < server->answers->len; i++)
    {
      const ZcSoaAnswer *answer = server->answers->pdata[i];

      if (answer->outcome == outcome)
        return answer;
    }

  return NULL;
}

gboolean
zc_cause_saw (const ZcObservedServer *server,
              ZcDnsTransport          transport,
              ZcDnsOutcome            outcome)
{
  for (guint i = 0; i < server->answers->len; i++)
    {
      const ZcSoaAnswer *answer = server->answers->pdata[i];

      if (answer->transport == transport && answer->outcome == outcome)
        return TRUE;
    }

  return FALSE;
}

gboolean
zc_cause_transfer_is (const ZcObservedServer *server,
                      ZcDnsOutcome            outcome)
{
  return server->transfer != NULL && server->transfer->outcome == outcome;
}

gboolean
zc_cause_is_up_to_date (const ZcCauseCase      *self,
                        const ZcObservedServer *server,
                        gboolean                any)
{
  gboolean found = FALSE;

  for (guint i = 0; i < server->answers->len; i++)
    {
      const ZcSoaAnswer *answer = server->answers->pdata[i];

      if (answer->outcome != ZC_DNS_OUTCOME_OK)
        continue;
      if (answer->serial == self->reference)
        found = TRUE;
      else if (!any)
        return FALSE;
    }
  for (guint i = 0; any && i < server->samples->len; i++)
    {
      const ZcSoaAnswer *answer = server->samples->pdata[i];

      found = found || answer->serial == self->reference;
    }

  return found;
}

char *
zc_cause_format_number (guint64 number)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, number);
}

char *
zc_cause_format_duration (gint64 seconds)
{
  gint64 minutes = seconds / 60;
  gint64 hours = minutes / 60;
  int days = (int) (hours / 24);

  if (days > 0 && hours % 24 == 0)
    /* Translators: a time in days. */
    return g_strdup_printf (_("%d d"), days);
  if (days > 0)
    /* Translators: a time in days and hours. */
    return g_strdup_printf (_("%d d %d h"), days, (int) (hours % 24));
  if (hours > 0 && minutes % 60 == 0)
    /* Translators: a time in hours. */
    return g_strdup_printf (_("%d h"), (int) hours);
  if (hours > 0)
    /* Translators: a time in hours and minutes. */
    return g_strdup_printf (_("%d h %d min"), (int) hours, (int) (minutes % 60));
  if (minutes > 0 && seconds % 60 == 0)
    /* Translators: a time in minutes. */
    return g_strdup_printf (C_("time", "%d min"), (int) minutes);
  if (minutes > 0)
    /* Translators: a time in minutes and seconds. */
    return g_strdup_printf (_("%d min %d s"), (int) minutes, (int) (seconds % 60));

  /* Translators: a time in seconds. */
  return g_strdup_printf (_("%d s"), (int) seconds);
}

char *
zc_cause_format_time (gint64 unix_time)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (unix_time);

  return g_date_time_format (time, "%Y-%m-%d %H:%M UTC");
}

const char *
zc_cause_get_rcode_name (int rcode)
{
  static const char *const names[] = {
    "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET",
    "NOTAUTH", "NOTZONE", "DSOTYPENI",
  };

  return rcode >= 0 && rcode < (int) G_N_ELEMENTS (names) ? names[rcode] : "?";
}
