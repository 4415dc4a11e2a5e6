/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "zc-domain-name.h"
#include "zc-text.h"
#include "zc-verification-export.h"

/* More than this nobody reads; the tables for programs have them all. */
#define MOST_DIFFERENCES 200

#define NOTHING "–"

static const char *
get_severity_word (const ZcFinding *finding)
{
  if (g_str_equal (finding->id, "ok"))
    return _("OK");

  switch (finding->severity)
    {
    case ZC_SEVERITY_WARNING:
      return _("Warning");
    case ZC_SEVERITY_UNKNOWN:
      return _("Unknown");
    case ZC_SEVERITY_CRITICAL:
      return _("Critical");
    case ZC_SEVERITY_INFO:
    default:
      return _("Information");
    }
}

/* Writes a text so that nothing in it is read as Markdown: neither what CommonMark knows, nor tables and the
 * addresses that become links by themselves. It must not stand at the beginning of a line. */
static char *
escape (const char *text)
{
  g_autofree char *shown = zc_text_make_sentence_displayable (text);
  GString *escaped = g_string_new (NULL);

  for (const char *at = shown; *at != '\0'; at++)
    {
      gboolean is_link = (*at == '.' && at - shown >= 3 && g_ascii_strncasecmp (at - 3, "www", 3) == 0) ||
                         (*at == ':' && at[1] == '/');

      if (is_link || strchr ("\\`*_{}[]<>()#|~&!$@", *at) != NULL)
        g_string_append_c (escaped, '\\');
      g_string_append_c (escaped, *at);
    }

  return g_string_free (escaped, FALSE);
}

static void
append_text (GString    *report,
             const char *text)
{
  g_autofree char *escaped = escape (text);

  g_string_append (report, escaped);
}

static void
append_cell (GString    *report,
             const char *text)
{
  g_string_append (report, " ");
  append_text (report, text != NULL && *text != '\0' ? text : NOTHING);
  g_string_append (report, " |");
}

G_GNUC_PRINTF (2, 3)
static void
append_cell_printf (GString    *report,
                    const char *format,
                    ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  append_cell (report, text);
}

/* Lines as they are. The fence is longer than any in the text. */
static void
append_block (GString    *report,
              const char *language,
              const char *text)
{
  gsize longest = 2;
  gsize run = 0;
  g_autofree char *fence = NULL;

  for (const char *at = text; *at != '\0'; at++)
    {
      run = *at == '`' ? run + 1 : 0;
      longest = MAX (longest, run);
    }
  fence = g_strnfill (longest + 1, '`');
  g_string_append_printf (report, "\n%s%s\n%s%s%s\n", fence, language, text, g_str_has_suffix (text, "\n") ? "" : "\n", fence);
}

static void
append_heading (GString    *report,
                const char *title)
{
  g_string_append_printf (report, "\n## %s\n\n", title);
}

/* Where this computer asks from: the address that the system takes for a way to a server. Nothing is sent. */
static char *
find_own_address (GPtrArray     *servers,
                  GSocketFamily  family)
{
  for (guint i = 0; i < servers->len; i++)
    {
      const ZcObservedServer *server = servers->pdata[i];
      g_autoptr(GSocket) socket = NULL;
      g_autoptr(GSocketAddress) own = NULL;

      if (server->server == NULL || zc_dns_server_get_family (server->server) != family ||
          !zc_observed_server_was_answered (server))
        continue;
      socket = g_socket_new (family, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
      if (socket != NULL && g_socket_connect (socket, zc_dns_server_get_socket_address (server->server), NULL, NULL))
        own = g_socket_get_local_address (socket, NULL);
      if (own != NULL)
        return g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (own)));
    }

  return NULL;
}

static void
append_point (GString    *report,
              const char *label,
              const char *text)
{
  g_string_append_printf (report, "- **%s**: ", label);
  append_text (report, text);
  g_string_append_c (report, '\n');
}

static void
append_time (GString    *report,
             const char *label,
             GDateTime  *time)
{
  g_autofree char *text = NULL;

  if (time == NULL)
    return;
  text = g_date_time_format_iso8601 (time);
  append_point (report, label, text);
}

static void
append_head (GString        *report,
             ZcVerification *self)
{
  GPtrArray *servers = zc_observations_get_servers (zc_verification_get_observations (self));
  const ZcFinding *verdict = zc_verification_get_verdict (self);
  g_autofree char *zone = zc_domain_name_to_display (zc_verification_get_zone (self));
  g_autofree char *own_ipv4 = find_own_address (servers, G_SOCKET_FAMILY_IPV4);
  g_autofree char *own_ipv6 = find_own_address (servers, G_SOCKET_FAMILY_IPV6);
  g_autofree char *title = NULL;

  /* Translators: %s is the name of a zone. */
  title = g_strdup_printf (_("Verification of %s"), zone);
  g_string_append (report, "# ");
  append_text (report, title);
  g_string_append (report, "\n\n");

  append_point (report, _("Zone"), zc_verification_get_zone (self));
  append_time (report, _("Begun"), zc_verification_get_started (self));
  append_time (report, _("Ended"), zc_verification_get_ended (self));
  if (own_ipv4 != NULL)
    append_point (report, _("Asked from"), own_ipv4);
  if (own_ipv6 != NULL)
    append_point (report, _("Asked from"), own_ipv6);
  append_point (report, _("Asked by"), "Zone Courier " ZC_VERSION);

  g_string_append_printf (report, "\n**%s** ", verdict != NULL ? get_severity_word (verdict) : _("No verdict"));
  append_text (report, verdict != NULL ? verdict->text
                                       : _("The verification did not come to its end; what follows was seen until then."));
  g_string_append_c (report, '\n');
}

static void
append_titles (GString            *report,
               const char * const *titles)
{
  g_string_append_c (report, '|');
  for (const char * const *title = titles; *title != NULL; title++)
    g_string_append_printf (report, " %s |", *title);
  g_string_append (report, "\n|");
  for (const char * const *title = titles; *title != NULL; title++)
    g_string_append (report, " --- |");
  g_string_append_c (report, '\n');
}

static const char *
get_role_word (ZcServerRole role)
{
  return role == ZC_SERVER_ROLE_PRIMARY ? _("primary") : _("name server");
}

static void
append_answer (GString            *report,
               ZcVerificationCell *cell)
{
  static const char *const ways[] = {
    [ZC_VERIFICATION_CELL_ADDRESS] = NOTHING,
    [ZC_VERIFICATION_CELL_UDP] = "UDP",
    [ZC_VERIFICATION_CELL_TCP] = "TCP",
    [ZC_VERIFICATION_CELL_COPY] = "AXFR",
  };
  g_autofree char *word = zc_verification_cell_dup_word (cell);
  const char *outcome = zc_verification_cell_get_outcome (cell);
  const char *text = NULL;
  guint16 port = zc_verification_cell_get_port (cell);
  gint64 time_us = zc_verification_cell_get_round_trip (cell);
  gint64 expire = zc_verification_cell_get_expire (cell);
  int error = zc_verification_cell_get_extended_error (cell, &text);
  guint32 serial;

  g_string_append_c (report, '|');
  append_cell (report, get_role_word (zc_verification_cell_get_role (cell)));
  append_cell (report, zc_verification_cell_get_server_name (cell));
  if (port == 0 || port == 53)
    append_cell (report, zc_verification_cell_get_address (cell));
  else
    /* Translators: %s is the IP address of a name server, %u its port. */
    append_cell_printf (report, _("%s port %u"), zc_verification_cell_get_address (cell), port);
  append_cell (report, ways[zc_verification_cell_get_kind (cell)]);
  append_cell_printf (report, "%s (%s)", word, outcome != NULL ? outcome : NOTHING);
  if (zc_verification_cell_get_serial (cell, &serial))
    append_cell_printf (report, "%u", serial);
  else
    append_cell (report, NULL);
  if (time_us >= 0)
    append_cell_printf (report, "%.1f", (double) time_us / 1000);
  else
    append_cell (report, NULL);
  if (expire >= 0)
    append_cell_printf (report, "%" G_GINT64_FORMAT, expire);
  else
    append_cell (report, NULL);
  append_cell (report, zc_verification_cell_get_nsid (cell));
  if (error >= 0)
    append_cell_printf (report, "%d %s", error, text != NULL ? text : "");
  else
    append_cell (report, NULL);
  g_string_append_c (report, '\n');
}

static void
append_matrix (GString    *report,
               GListModel *matrix)
{
  const char *const titles[] = {
    _("Role"), _("Server"), _("Address"), _("Over"), _("Result"), _("Serial"), _("ms"), _("Expires in s"),
    /* Translators: the identifier of the machine that answered (NSID). */
    _("Machine"),
    /* Translators: an extended DNS error (RFC 8914). */
    _("Extended error"), NULL
  };

  append_heading (report, _("What each address answered"));
  append_titles (report, titles);
  for (guint i = 0; i < g_list_model_get_n_items (matrix); i++)
    {
      g_autoptr(ZcVerificationCell) cell = g_list_model_get_item (matrix, i);

      append_answer (report, cell);
    }
}

static void
append_findings (GString        *report,
                 ZcVerification *self)
{
  GListModel *findings = zc_verification_get_findings (self);
  g_autoptr(GPtrArray) snippets = zc_verification_list_snippets (self);

  append_heading (report, _("Findings"));
  if (g_list_model_get_n_items (findings) == 0)
    g_string_append_printf (report, "%s\n", _("None."));

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr(ZcFindingItem) item = g_list_model_get_item (findings, i);
      const ZcFinding *finding = zc_finding_item_get_finding (item);

      g_string_append_printf (report, "- **%s** `%s`: ", get_severity_word (finding), finding->id);
      append_text (report, finding->text);
      g_string_append (report, "  \n  ");
      append_text (report, finding->explanation);
      g_string_append_printf (report, "  \n  **%s** ", _("Next step:"));
      append_text (report, finding->remedy);
      g_string_append_c (report, '\n');
    }

  for (guint i = 0; i < snippets->len; i++)
    {
      const ZcSnippet *snippet = snippets->pdata[i];

      g_string_append_printf (report, "\n### %s (", snippet->software);
      append_text (report, snippet->place);
      g_string_append (report, ")\n");
      append_block (report, "", snippet->text);
    }
}

static void
append_values (GString     *block,
               const char  *mark,
               char       **values)
{
  g_auto(GStrv) owned = values;

  for (char **value = owned; *value != NULL; value++)
    g_string_append_printf (block, "  %s %s\n", mark, *value);
}

static void
append_differences (GString        *report,
                    ZcVerification *self)
{
  GListModel *items = zc_verification_get_differences (self);
  guint n_items = g_list_model_get_n_items (items);
  guint n_shown = MIN (n_items, MOST_DIFFERENCES);
  g_autoptr(GString) block = g_string_new (NULL);
  ZcVerificationCounts counts;

  append_heading (report, _("Differences"));
  if (!zc_verification_count (self, &counts))
    {
      g_string_append_printf (report, "%s\n", _("No records were compared."));
      return;
    }

  /* Translators: how many record sets were compared on all servers together, then how many of them are missing
   * there, are only there, have other content, and could not be compared. */
  g_string_append_printf (report, _("Record sets compared: %'u; missing: %'u, extra: %'u, changed: %'u, not verified: %'u"),
                          (guint) counts.asked, (guint) counts.missing, (guint) counts.extra, (guint) counts.changed,
                          (guint) counts.unverified);
  g_string_append_c (report, '\n');
  if (n_shown == 0)
    return;

  for (guint i = 0; i < n_shown; i++)
    {
      g_autoptr(ZcVerificationDifference) item = g_list_model_get_item (items, i);
      ZcDifference *difference = zc_verification_difference_get_difference (item);
      g_autofree char *server = zc_verification_difference_dup_server (item);
      g_autofree char *shown = zc_text_make_sentence_displayable (server);

      g_string_append_printf (block, "%s: %s %s %s\n", shown, zc_difference_kind_get_id (zc_difference_get_kind (difference)),
                              zc_difference_get_owner (difference), zc_difference_get_record_type (difference));
      append_values (block, "-", zc_difference_dup_reference_texts (difference));
      append_values (block, "+", zc_difference_dup_other_texts (difference));
    }
  g_string_append_printf (report, "\n%s\n", _("“-” is what the primary has, “+” what the other side has."));
  append_block (report, "", block->str);
  if (n_shown < n_items)
    /* Translators: a number of differences. */
    g_string_append_printf (report, ngettext ("\nOne more is left out here.\n", "\n%'u more are left out here.\n", n_items - n_shown),
                            n_items - n_shown);
}

char *
zc_verification_dup_report (ZcVerification *self)
{
  g_autoptr(GString) report = NULL;
  g_autofree char *commands = NULL;
  GPtrArray *notes;

  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  report = g_string_new (NULL);
  append_head (report, self);
  append_matrix (report, zc_verification_get_matrix (self));
  append_findings (report, self);
  append_differences (report, self);

  notes = zc_verification_get_notes (self);
  if (notes->len > 0)
    append_heading (report, _("Left undone"));
  for (guint i = 0; i < notes->len; i++)
    {
      g_string_append (report, "- ");
      append_text (report, notes->pdata[i]);
      g_string_append_c (report, '\n');
    }

  commands = zc_verification_explain (self);
  append_heading (report, _("Ask yourself"));
  g_string_append_printf (report, "%s\n", _("These commands repeat every question. kdig is part of Knot DNS (package knot-dnsutils)."));
  append_block (report, "sh", commands);

  return g_string_free (g_steal_pointer (&report), FALSE);
}
