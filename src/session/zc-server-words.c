/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-server-words-private.h"

#include <glib/gi18n-lib.h>

#include "zc-text.h"

gboolean
zc_server_words_is_silence (ZcDnsOutcome outcome)
{
  return outcome == ZC_DNS_OUTCOME_TIMEOUT_ANSWER || outcome == ZC_DNS_OUTCOME_TCP_FILTERED;
}

ZcServerTone
zc_server_words_judge (ZcServerRole       role,
                       const ZcSoaAnswer *answer)
{
  gboolean primary = role == ZC_SERVER_ROLE_PRIMARY;

  switch (answer->outcome)
    {
    case ZC_DNS_OUTCOME_OK:
      return ZC_SERVER_TONE_GOOD;
    case ZC_DNS_OUTCOME_NO_ROUTE:
    case ZC_DNS_OUTCOME_LOCAL_ERROR:
    case ZC_DNS_OUTCOME_CANCELLED:
      return ZC_SERVER_TONE_NEUTRAL;
    case ZC_DNS_OUTCOME_REFUSED:
    case ZC_DNS_OUTCOME_REFUSED_ALL:
      return primary ? ZC_SERVER_TONE_WARNING : ZC_SERVER_TONE_BAD;
    case ZC_DNS_OUTCOME_UDP_CLOSED:
    case ZC_DNS_OUTCOME_TCP_FILTERED:
    case ZC_DNS_OUTCOME_TCP_RESET:
    case ZC_DNS_OUTCOME_TIMEOUT_ANSWER:
    case ZC_DNS_OUTCOME_NOTAUTH_TSIG:
    case ZC_DNS_OUTCOME_BADTIME:
    case ZC_DNS_OUTCOME_BAD_ANSWER:
      return ZC_SERVER_TONE_WARNING;
    case ZC_DNS_OUTCOME_TCP_CLOSED:
    case ZC_DNS_OUTCOME_NOTAUTH:
    case ZC_DNS_OUTCOME_SERVFAIL:
    case ZC_DNS_OUTCOME_FORMERR:
    case ZC_DNS_OUTCOME_NOTIMP:
    case ZC_DNS_OUTCOME_NOT_AA:
    case ZC_DNS_OUTCOME_NXDOMAIN:
    case ZC_DNS_OUTCOME_NODATA:
    case ZC_DNS_OUTCOME_OTHER_RCODE:
    case ZC_DNS_OUTCOME_AXFR_EMPTY:
    case ZC_DNS_OUTCOME_AXFR_TRUNCATED:
    case ZC_DNS_OUTCOME_AXFR_SOA_MISMATCH:
    case ZC_DNS_OUTCOME_AXFR_MID_SOA:
    case ZC_DNS_OUTCOME_AXFR_BAD_MSG:
    case ZC_DNS_OUTCOME_AXFR_ERROR_LATE:
    case ZC_DNS_OUTCOME_AXFR_OUT_OF_ZONE:
    case ZC_DNS_OUTCOME_TOO_LARGE:
      return ZC_SERVER_TONE_BAD;
    default:
      g_return_val_if_reached (ZC_SERVER_TONE_NEUTRAL);
    }
}

/* Says what an exchange showed. @way is "UDP 53", "TCP 53" or "UDP and TCP 53". */
static char *
describe_outcome (ZcServerRole       role,
                  const ZcSoaAnswer *answer,
                  const char        *way)
{
  gboolean primary = role == ZC_SERVER_ROLE_PRIMARY;

  switch (answer->outcome)
    {
    case ZC_DNS_OUTCOME_OK:
      /* Translators: %s is a transport with its port, such as "UDP 53". */
      return g_strdup_printf (_("%s answers"), way);
    case ZC_DNS_OUTCOME_NO_ROUTE:
      return g_strdup (primary ? _("No route from this computer, so it could not be asked; IONOS may still reach it")
                               : _("No route from this computer, so it could not be asked"));
    case ZC_DNS_OUTCOME_UDP_CLOSED:
      /* Translators: %s is a transport with its port, such as "UDP 53". */
      return g_strdup_printf (_("%s is closed as seen from this computer"), way);
    case ZC_DNS_OUTCOME_TCP_CLOSED:
      /* Translators: %s is a transport with its port, such as "TCP 53". */
      return primary ? g_strdup_printf (_("%s is closed as seen from this computer: AXFR needs TCP"), way)
                     : g_strdup_printf (_("%s is closed as seen from this computer"), way);
    case ZC_DNS_OUTCOME_TCP_FILTERED:
      /* Translators: %s is a transport with its port, such as "TCP 53". */
      return primary ? g_strdup_printf (_("%s gives no answer to this computer; it must be open for IONOS"), way)
                     : g_strdup_printf (_("%s gives no answer to this computer"), way);
    case ZC_DNS_OUTCOME_TCP_RESET:
      /* Translators: %s is a transport with its port, such as "TCP 53". */
      return g_strdup_printf (_("%s hangs up without an answer; some servers do this to addresses they do not know"), way);
    case ZC_DNS_OUTCOME_TIMEOUT_ANSWER:
      /* Translators: %s is a transport with its port, such as "UDP 53". */
      return g_strdup_printf (_("%s gives no answer to this computer"), way);
    case ZC_DNS_OUTCOME_REFUSED:
    case ZC_DNS_OUTCOME_REFUSED_ALL:
      return g_strdup (primary ? _("Refuses this computer’s question about the zone; IONOS may be allowed")
                               : _("Refuses questions about the zone"));
    case ZC_DNS_OUTCOME_NOTAUTH:
      return g_strdup (_("Says that it is not responsible for the zone"));
    case ZC_DNS_OUTCOME_NOTAUTH_TSIG:
      return g_strdup (_("Wants a signed request (TSIG), which IONOS cannot send"));
    case ZC_DNS_OUTCOME_BADTIME:
      return g_strdup (_("Says that its clock and this computer’s differ (TSIG)"));
    case ZC_DNS_OUTCOME_SERVFAIL:
      return g_strdup (primary ? _("Knows the zone but has no usable copy of it (SERVFAIL); its log says why")
                               : _("Has no usable copy of the zone (SERVFAIL)"));
    case ZC_DNS_OUTCOME_FORMERR:
      return g_strdup (_("Does not understand the question (FORMERR)"));
    case ZC_DNS_OUTCOME_NOTIMP:
      return g_strdup (_("Does not support the question (NOTIMP)"));
    case ZC_DNS_OUTCOME_NOT_AA:
      return g_strdup (primary ? _("Answers without authority: a resolver, not a primary for this zone")
                               : _("Answers without authority for the zone"));
    case ZC_DNS_OUTCOME_NXDOMAIN:
      return g_strdup (primary ? _("Has no zone of this name; check the address of the primary")
                               : _("Has no zone of this name"));
    case ZC_DNS_OUTCOME_NODATA:
      return g_strdup (_("Has no SOA record of this name"));
    case ZC_DNS_OUTCOME_BAD_ANSWER:
      return g_strdup (_("Answers something that is not DNS, or not to this question"));
    case ZC_DNS_OUTCOME_OTHER_RCODE:
      return g_strdup_printf (_("Answers with the error code %d"), answer->rcode);
    case ZC_DNS_OUTCOME_LOCAL_ERROR:
      {
        g_autofree char *shown = zc_text_make_displayable (answer->error_text);

        /* Translators: %s is what the system said, verbatim. */
        return g_strdup_printf (_("This computer could not ask: %s"), shown);
      }
    case ZC_DNS_OUTCOME_CANCELLED:
      return g_strdup (_("The question was stopped"));
    case ZC_DNS_OUTCOME_AXFR_EMPTY:
    case ZC_DNS_OUTCOME_AXFR_TRUNCATED:
    case ZC_DNS_OUTCOME_AXFR_SOA_MISMATCH:
    case ZC_DNS_OUTCOME_AXFR_MID_SOA:
    case ZC_DNS_OUTCOME_AXFR_BAD_MSG:
    case ZC_DNS_OUTCOME_AXFR_ERROR_LATE:
    case ZC_DNS_OUTCOME_AXFR_OUT_OF_ZONE:
    case ZC_DNS_OUTCOME_TOO_LARGE:
      /* No question for a SOA ends like this; the id still names it should one ever do. */
      return g_strdup (zc_dns_outcome_get_id (answer->outcome));
    default:
      g_return_val_if_reached (NULL);
    }
}

/* Adds what a server says itself about its error (RFC 8914). */
static char *
take_with_extended_error (char              *text,
                          const ZcSoaAnswer *answer)
{
  g_autofree char *own = text;
  g_autofree char *shown = NULL;

  if (answer->extended_error_text == NULL || *answer->extended_error_text == '\0')
    return g_steal_pointer (&own);

  shown = zc_text_make_displayable (answer->extended_error_text);

  /* Translators: the first %s says what was seen, the second is the server's own text, verbatim. */
  return g_strdup_printf (_("%s (the server adds: “%s”)"), own, shown);
}

char *
zc_server_words_describe (ZcServerRole       role,
                          const ZcSoaAnswer *answer,
                          const char        *way)
{
  return take_with_extended_error (describe_outcome (role, answer, way), answer);
}
