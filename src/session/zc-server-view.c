/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-server-view.h"

#include <glib/gi18n-lib.h>

#include "zc-serial.h"
#include "zc-server-words-private.h"
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

  take_part (line, zc_server_words_describe (role, answer, way));
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
  else if (udp != NULL && tcp != NULL && zc_server_words_is_silence (udp->outcome) && zc_server_words_is_silence (tcp->outcome))
    {
      take_part (line, g_strdup (role == ZC_SERVER_ROLE_PRIMARY ? _("No answer to this computer; IONOS may still reach it")
                                                                 : _("No answer to this computer over UDP and TCP")));
    }
  else if (udp != NULL && tcp != NULL && udp->outcome == tcp->outcome)
    {
      g_autofree char *way = name_both_ways (any);

      take_part (line, zc_server_words_describe (role, any, way));
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
  ZcServerTone udp_tone = udp != NULL ? zc_server_words_judge (role, udp) : ZC_SERVER_TONE_UNSEEN;
  ZcServerTone tcp_tone = tcp != NULL ? zc_server_words_judge (role, tcp) : ZC_SERVER_TONE_UNSEEN;

  if (is_ok (udp) && is_ok (tcp) && udp->serial != tcp->serial)
    return ZC_SERVER_TONE_WARNING;

  /* A hidden primary answers to nobody but the service: silence alone is no fault of it. */
  if (role == ZC_SERVER_ROLE_PRIMARY && !is_ok (udp) && !is_ok (tcp) &&
      (udp == NULL || zc_server_words_is_silence (udp->outcome)) && (tcp == NULL || zc_server_words_is_silence (tcp->outcome)))
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
          g_autofree char *reason = zc_text_make_sentence_displayable (row->no_address_text);

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

gboolean
zc_server_view_is_thorough (ZcSerialReport *report)
{
  GPtrArray *rows = NULL;

  g_return_val_if_fail (ZC_IS_SERIAL_REPORT (report), FALSE);

  rows = zc_serial_report_get_rows (report);
  for (guint i = 0; i < rows->len; i++)
    {
      const ZcSerialRow *row = g_ptr_array_index (rows, i);

      if (row->answer != NULL)
        return find_answer (rows, row->role, row->name, zc_dns_server_get_address (row->answer->server),
                            ZC_DNS_TRANSPORT_TCP) != NULL;
    }

  /* Nobody could be asked, and asking again in another way would not change that. */
  return TRUE;
}

gboolean
zc_server_view_is_fresh (ZcSerialReport *report,
                         GDateTime      *checked)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  return report != NULL && checked != NULL && zc_server_view_is_thorough (report) &&
         g_date_time_difference (now, checked) < FRESH_SECONDS * G_TIME_SPAN_SECOND;
}
