/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-server-view.h"

#include <glib/gi18n-lib.h>

#include "zc-serial.h"
#include "zc-text.h"

/* Between the parts of one line about a server. */
#define PART_SEPARATOR " · "

/* How long what was seen counts as seen just now. */
#define FRESH_SECONDS 10

void
zc_server_view_free (ZcServerView *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

static gboolean
is_silence (ZcDnsOutcome outcome)
{
  return outcome == ZC_DNS_OUTCOME_TIMEOUT_ANSWER || outcome == ZC_DNS_OUTCOME_TCP_FILTERED;
}

static ZcServerTone
judge_answer (ZcServerRole       role,
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

static char *
name_way (const ZcSoaAnswer *answer)
{
  const char *transport = answer->transport == ZC_DNS_TRANSPORT_UDP ? "UDP" : "TCP";

  return g_strdup_printf ("%s %u", transport, zc_dns_server_get_port (answer->server));
}

static char *
name_both_ways (const ZcSoaAnswer *answer)
{
  /* Translators: both transports with their port, as in "UDP and TCP 53". */
  return g_strdup_printf (_("UDP and TCP %u"), zc_dns_server_get_port (answer->server));
}

static void
take_part (GString *line,
           char    *part)
{
  if (line->len > 0)
    g_string_append (line, PART_SEPARATOR);
  g_string_append (line, part);
  g_free (part);
}

static char *
describe_time (const ZcSoaAnswer *answer)
{
  const char *transport = answer->transport == ZC_DNS_TRANSPORT_UDP ? "UDP" : "TCP";
  double milliseconds = answer->round_trip_us / 1000.0;

  /* Translators: a transport and how long its answer took, as in "UDP 1.9 ms", with non-breaking blanks. */
  return milliseconds < 10 ? g_strdup_printf (_("%s\u00a0%.1f\u00a0ms"), transport, milliseconds)
                           : g_strdup_printf (_("%s\u00a0%.0f\u00a0ms"), transport, milliseconds);
}

static void
add_serial (GString *line,
            guint32  serial)
{
  take_part (line, g_strdup_printf (_("Serial %u"), serial));
}

static gboolean
is_ok (const ZcSoaAnswer *answer)
{
  return answer != NULL && answer->outcome == ZC_DNS_OUTCOME_OK && answer->has_serial;
}

static void
add_fault (GString           *line,
           ZcServerRole       role,
           const ZcSoaAnswer *answer)
{
  g_autofree char *way = name_way (answer);

  take_part (line, take_with_extended_error (describe_outcome (role, answer, way), answer));
}

/* Puts the answers of one address over both transports into one line. Either may be missing: a quick look
 * at many zones asks over UDP only. */
static char *
describe_address (ZcServerRole       role,
                  const ZcSoaAnswer *udp,
                  const ZcSoaAnswer *tcp,
                  const char        *address)
{
  g_autoptr(GString) line = g_string_new (address);
  const ZcSoaAnswer *any = udp != NULL ? udp : tcp;

  if (is_ok (udp) && is_ok (tcp) && udp->serial == tcp->serial)
    {
      add_serial (line, udp->serial);
      if (role == ZC_SERVER_ROLE_PRIMARY)
        take_part (line, g_strdup (_("UDP and TCP answer")));
      else
        {
          take_part (line, describe_time (udp));
          take_part (line, describe_time (tcp));
        }
    }
  else if (is_ok (udp) && is_ok (tcp))
    {
      take_part (line, g_strdup_printf (_("Serial %u over UDP"), udp->serial));
      take_part (line, g_strdup_printf (_("Serial %u over TCP"), tcp->serial));
    }
  else if (is_ok (udp) || is_ok (tcp))
    {
      const ZcSoaAnswer *good = is_ok (udp) ? udp : tcp;
      const ZcSoaAnswer *other = is_ok (udp) ? tcp : udp;

      add_serial (line, good->serial);
      if (role == ZC_SERVER_ROLE_SECONDARY)
        take_part (line, describe_time (good));
      else
        take_part (line, g_strdup (good == udp ? _("UDP answers") : _("TCP answers")));
      if (other != NULL)
        add_fault (line, role, other);
    }
  else if (udp != NULL && tcp != NULL && is_silence (udp->outcome) && is_silence (tcp->outcome))
    {
      take_part (line, g_strdup (role == ZC_SERVER_ROLE_PRIMARY ? _("No answer to this computer; IONOS may still reach it")
                                                                 : _("No answer to this computer over UDP and TCP")));
    }
  else if (udp != NULL && tcp != NULL && udp->outcome == tcp->outcome)
    {
      g_autofree char *way = name_both_ways (any);

      take_part (line, take_with_extended_error (describe_outcome (role, any, way), any));
    }
  else
    {
      if (udp != NULL)
        add_fault (line, role, udp);
      if (tcp != NULL)
        add_fault (line, role, tcp);
    }

  return g_string_free (g_steal_pointer (&line), FALSE);
}

static ZcServerTone
judge_address (ZcServerRole       role,
               const ZcSoaAnswer *udp,
               const ZcSoaAnswer *tcp)
{
  ZcServerTone udp_tone = udp != NULL ? judge_answer (role, udp) : ZC_SERVER_TONE_UNSEEN;
  ZcServerTone tcp_tone = tcp != NULL ? judge_answer (role, tcp) : ZC_SERVER_TONE_UNSEEN;

  if (is_ok (udp) && is_ok (tcp) && udp->serial != tcp->serial)
    return ZC_SERVER_TONE_WARNING;

  /* A hidden primary answers to nobody but the service: silence alone is no fault of it. */
  if (role == ZC_SERVER_ROLE_PRIMARY && !is_ok (udp) && !is_ok (tcp) &&
      (udp == NULL || is_silence (udp->outcome)) && (tcp == NULL || is_silence (tcp->outcome)))
    return ZC_SERVER_TONE_NEUTRAL;

  return MAX (udp_tone, tcp_tone);
}

static const ZcSoaAnswer *
find_answer (GPtrArray      *rows,
             ZcServerRole    role,
             const char     *name,
             const char     *address,
             ZcDnsTransport  transport)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const ZcSerialRow *row = g_ptr_array_index (rows, i);

      if (row->role == role && row->answer != NULL && row->answer->transport == transport &&
          g_str_equal (row->name, name) &&
          g_str_equal (zc_dns_server_get_address (row->answer->server), address))
        return row->answer;
    }

  return NULL;
}

static void
note_serial (ZcServerView      *view,
             const ZcSoaAnswer *answer)
{
  if (!is_ok (answer))
    return;
  if (!view->has_serial || zc_serial_compare (answer->serial, view->serial) == ZC_SERIAL_NEWER)
    view->serial = answer->serial;
  view->has_serial = TRUE;
}

/* A name server that answers well but with an older serial than the newest primary has not fetched yet. */
static gboolean
is_behind (ZcSerialReport    *report,
           ZcServerRole       role,
           const ZcSoaAnswer *answer)
{
  guint32 target;

  return role == ZC_SERVER_ROLE_SECONDARY && is_ok (answer) &&
         zc_serial_report_get_target (report, &target) && !zc_serial_reaches (answer->serial, target);
}

static const char *
describe_unseen (gboolean asking)
{
  return asking ? _("Being asked…") : _("Not asked yet");
}

static ZcServerView *
create_view (ZcSerialReport *report,
             ZcServerRole    role,
             const char     *name,
             gboolean        asking)
{
  ZcServerView *view = g_new0 (ZcServerView, 1);
  GPtrArray *rows = report != NULL ? zc_serial_report_get_rows (report) : NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GString) text = g_string_new (NULL);

  view->role = role;
  view->name = g_strdup (name);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const ZcSerialRow *row = g_ptr_array_index (rows, i);
      g_autofree char *line = NULL;

      if (row->role != role || !g_str_equal (row->name, name))
        continue;

      if (row->answer == NULL)
        {
          g_autofree char *reason = zc_text_make_displayable (row->no_address_text);

          /* Translators: %s is why the name has no address, verbatim. */
          line = *reason != '\0' ? g_strdup_printf (_("Its name has no address, so it could not be asked: %s"), reason)
                                 : g_strdup (_("Its name has no address, so it could not be asked"));
          view->tone = MAX (view->tone, ZC_SERVER_TONE_WARNING);
        }
      else
        {
          const char *address = zc_dns_server_get_address (row->answer->server);
          const ZcSoaAnswer *udp = NULL;
          const ZcSoaAnswer *tcp = NULL;

          if (!g_hash_table_add (seen, (gpointer) address))
            continue;
          udp = find_answer (rows, role, name, address, ZC_DNS_TRANSPORT_UDP);
          tcp = find_answer (rows, role, name, address, ZC_DNS_TRANSPORT_TCP);
          line = describe_address (role, udp, tcp, g_str_equal (address, name) ? NULL : address);
          view->tone = MAX (view->tone, judge_address (role, udp, tcp));
          if (is_behind (report, role, udp) || is_behind (report, role, tcp))
            {
              g_autofree char *plain = g_steal_pointer (&line);

              /* Translators: %s is what a name server answered, such as "Serial 7 · UDP 2 ms". */
              line = g_strdup_printf (_("%s · older than on the primary"), plain);
              view->tone = MAX (view->tone, ZC_SERVER_TONE_BEHIND);
            }
          note_serial (view, udp);
          note_serial (view, tcp);
        }

      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, line);
    }

  if (text->len == 0)
    g_string_append (text, describe_unseen (asking));
  view->text = g_string_free (g_steal_pointer (&text), FALSE);

  return view;
}

GPtrArray *
zc_server_view_list (ZcZone         *zone,
                     ZcSerialReport *report,
                     ZcServerRole    role,
                     gboolean        asking)
{
  GPtrArray *views = NULL;
  const char * const *names = NULL;

  g_return_val_if_fail (ZC_IS_ZONE (zone), NULL);

  views = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_server_view_free);
  names = role == ZC_SERVER_ROLE_PRIMARY ? zc_zone_get_primary_ips (zone) : zc_zone_get_name_servers (zone);

  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (views, create_view (report, role, names[i], asking));

  return views;
}

char *
zc_server_view_describe_served (ZcZone         *zone,
                                ZcSerialReport *report,
                                gboolean        asking,
                                ZcServerTone   *tone)
{
  ZcServerTone found = ZC_SERVER_TONE_UNSEEN;
  g_autofree char *text = NULL;
  guint32 oldest, newest, target;

  g_return_val_if_fail (ZC_IS_ZONE (zone), NULL);

  if (zc_zone_get_name_servers (zone)[0] == NULL)
    {
      found = ZC_SERVER_TONE_WARNING;
      text = g_strdup (_("IONOS has assigned no name server to the zone"));
    }
  else if (report == NULL)
    {
      text = g_strdup (describe_unseen (asking));
    }
  else if (!zc_serial_report_get_served (report, &oldest, &newest))
    {
      found = zc_serial_report_anything_answered (report) ? ZC_SERVER_TONE_WARNING : ZC_SERVER_TONE_NEUTRAL;
      text = g_strdup (_("No name server answered this computer with the zone"));
    }
  else
    {
      g_auto(GStrv) silent = zc_serial_report_list_silent (report);
      guint n_all = zc_serial_report_get_n_name_servers (report);
      guint n_silent = MIN (g_strv_length (silent), n_all);

      if (n_silent > 0 || oldest != newest)
        found = ZC_SERVER_TONE_WARNING;
      else if (zc_serial_report_get_target (report, &target) && !zc_serial_reaches (oldest, target))
        found = ZC_SERVER_TONE_BEHIND;
      else
        found = ZC_SERVER_TONE_GOOD;

      if (oldest == newest)
        /* Translators: %u are the serial, how many name servers have it, and how many there are. */
        text = g_strdup_printf (ngettext ("Serial %u on %u of %u name server", "Serial %u on %u of %u name servers", n_all),
                                oldest, n_all - n_silent, n_all);
      else
        /* Translators: %u are the oldest and the newest serial, how many name servers answered, and how many there are. */
        text = g_strdup_printf (ngettext ("Serials from %u to %u on %u of %u name server",
                                          "Serials from %u to %u on %u of %u name servers", n_all),
                                oldest, newest, n_all - n_silent, n_all);
    }

  if (tone != NULL)
    *tone = found;

  return g_steal_pointer (&text);
}

/* Lists which primary answers with which serial, such as "192.0.2.1 has 10, 192.0.2.2 has 12". */
static char *
list_primary_serials (ZcSerialReport *report)
{
  GPtrArray *rows = zc_serial_report_get_rows (report);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    {
      const ZcSerialRow *row = g_ptr_array_index (rows, i);
      char *part = NULL;

      if (row->role != ZC_SERVER_ROLE_PRIMARY || !is_ok (row->answer))
        continue;

      /* Translators: the address of a primary server and its serial. */
      part = g_strdup_printf (_("%s has %u"), row->name, row->answer->serial);
      if (g_hash_table_add (seen, g_strdup (part)))
        g_ptr_array_add (parts, part);
      else
        g_free (part);
    }
  g_ptr_array_add (parts, NULL);

  /* Translators: stands between the entries of a list. */
  return g_strjoinv (_(", "), (char **) parts->pdata);
}

char **
zc_server_view_list_warnings (ZcSerialReport *report)
{
  g_autoptr(GStrvBuilder) warnings = g_strv_builder_new ();
  guint32 target, newest;

  if (report == NULL)
    return g_strv_builder_end (warnings);

  if (zc_serial_report_primaries_differ (report))
    {
      g_autofree char *serials = list_primary_serials (report);
      /* Translators: %s lists the primaries with their serials. */
      g_autofree char *warning =
        g_strdup_printf (_("The primaries disagree: %s. IONOS may copy the older one. Bring them to the same serial first."),
                         serials);

      g_strv_builder_add (warnings, warning);
    }

  if (zc_serial_report_get_target (report, &target) && zc_serial_report_get_served (report, NULL, &newest))
    {
      ZcSerialOrder order = zc_serial_compare (target, newest);
      g_autofree char *warning = NULL;

      if (order == ZC_SERIAL_OLDER)
        {
          /* Serial 0 is left out as the next one: some servers give it a meaning of its own. */
          guint32 next = newest == G_MAXUINT32 ? 1 : newest + 1;

          warning = g_strdup_printf (_("The primary is behind: it has serial %u, the name servers of IONOS have the newer %u, "
                                       "so IONOS ignores the primary. Set the serial on the primary to %u or higher first."),
                                     target, newest, next);
        }
      else if (order == ZC_SERIAL_UNDEFINED)
        {
          warning = g_strdup_printf (_("The serials cannot be ordered: the primary has %u, the name servers of IONOS have %u, "
                                       "which is exactly half of all serials away. Raise the serial on the primary first."),
                                     target, newest);
        }

      if (warning != NULL)
        g_strv_builder_add (warnings, warning);
    }

  return g_strv_builder_end (warnings);
}

gboolean
zc_server_view_is_fresh (ZcSerialReport *report,
                         GDateTime      *checked)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  GPtrArray *rows = NULL;

  if (report == NULL || checked == NULL ||
      g_date_time_difference (now, checked) >= FRESH_SECONDS * G_TIME_SPAN_SECOND)
    return FALSE;

  rows = zc_serial_report_get_rows (report);
  for (guint i = 0; i < rows->len; i++)
    {
      const ZcSerialRow *row = g_ptr_array_index (rows, i);

      if (row->answer != NULL && row->answer->transport == ZC_DNS_TRANSPORT_TCP)
        return TRUE;
    }

  return FALSE;
}
