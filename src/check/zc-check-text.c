/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-check-text.h"

#include <glib/gi18n-lib.h>

#include "zc-check-table.h"
#include "zc-difference.h"
#include "zc-domain-name.h"
#include "zc-text.h"

/* More than this nobody reads on a terminal; the JSON has them all. */
#define MOST_SHOWN_DIFFERENCES 20

#define NOTHING "–"

typedef struct
{
  const char *word;
  const char *colour; /* the number of an escape sequence */
} SeverityStyle;

static const SeverityStyle ok_style = { N_("OK"), "32" };
static const SeverityStyle styles[] = {
  [ZC_SEVERITY_INFO] = { N_("INFO"), "36" },
  [ZC_SEVERITY_WARNING] = { N_("WARNING"), "33" },
  [ZC_SEVERITY_UNKNOWN] = { N_("UNKNOWN"), "35" },
  [ZC_SEVERITY_CRITICAL] = { N_("CRITICAL"), "31" },
};

static void
append_word (GString             *text,
             const SeverityStyle *style,
             gboolean             in_colour)
{
  if (in_colour)
    g_string_append_printf (text, "\033[1;%sm%s\033[0m", style->colour, _(style->word));
  else
    g_string_append (text, _(style->word));
}

static char *
format_role (ZcServerRole role)
{
  return g_strdup (role == ZC_SERVER_ROLE_PRIMARY ? _("primary") : _("secondary"));
}

static char *
format_place (const char *name,
              const char *address,
              guint       port)
{
  g_autofree char *place = port == 53 || port == 0 ? g_strdup (address) : g_strdup_printf ("%s@%u", address, port);

  return g_str_equal (name, address) ? g_steal_pointer (&place) : g_strdup_printf ("%s (%s)", name, place);
}

static char *
format_server (const ZcObservedServer *server)
{
  return format_place (server->name, zc_dns_server_get_address (server->server), zc_dns_server_get_port (server->server));
}

static char *
format_id (const char *text)
{
  return text != NULL ? zc_text_make_displayable (text) : g_strdup (NOTHING);
}

static GStrv
make_answer_cells (const ZcObservedServer *server,
                   const ZcSoaAnswer      *answer)
{
  gboolean answered = answer->rcode >= 0;
  GStrvBuilder *builder = g_strv_builder_new ();
  g_autofree char *role = format_role (server->role);
  g_autofree char *name = format_server (server);
  g_autofree char *serial = answer->has_serial ? g_strdup_printf ("%u", answer->serial) : g_strdup (NOTHING);
  g_autofree char *time = answered ? g_strdup_printf ("%.1f", (double) answer->round_trip_us / 1000) : g_strdup (NOTHING);
  g_autofree char *expire = answer->expire_left >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, answer->expire_left)
                                                     : g_strdup (NOTHING);
  g_autofree char *node = format_id (answer->name_server_id);
  GStrv cells;

  g_strv_builder_add_many (builder, role, name, answer->transport == ZC_DNS_TRANSPORT_TCP ? "TCP" : "UDP",
                           zc_observed_server_get_answer_id (server, answer), serial, time, expire, node, NULL);
  cells = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);

  return cells;
}

static void
append_answers (GString   *text,
                GPtrArray *servers)
{
  const char *const titles[] = {
    _("Role"), _("Server"), _("Over"), _("Result"),
    /* Translators: ">" has the column aligned to the right and is not shown. */
    _(">Serial"), _(">ms"), _(">Expires in s"),
    /* Translators: the identifier of the machine that answered (NSID). */
    _("Machine"), NULL
  };
  g_autoptr(ZcCheckTable) table = zc_check_table_new (titles);

  for (guint i = 0; i < servers->len; i++)
    {
      const ZcObservedServer *server = servers->pdata[i];

      for (guint j = 0; j < server->answers->len; j++)
        zc_check_table_add_row (table, make_answer_cells (server, server->answers->pdata[j]));
    }
  zc_check_table_write (table, text);
}

static GStrv
make_transfer_cells (const ZcObservedServer *server)
{
  const ZcAxfrResult *transfer = server->transfer;
  GStrvBuilder *builder = g_strv_builder_new ();
  g_autofree char *role = format_role (server->role);
  g_autofree char *name = format_server (server);
  g_autofree char *serial = transfer->has_serial ? g_strdup_printf ("%u", transfer->serial) : g_strdup (NOTHING);
  g_autofree char *messages = g_strdup_printf ("%'" G_GUINT64_FORMAT, transfer->n_messages);
  g_autofree char *records = g_strdup_printf ("%'" G_GUINT64_FORMAT, transfer->n_records);
  g_autofree char *bytes = g_strdup_printf ("%'" G_GUINT64_FORMAT, transfer->n_bytes);
  g_autofree char *seconds = g_strdup_printf ("%.3f", (double) transfer->duration_us / G_USEC_PER_SEC);
  GStrv cells;

  g_strv_builder_add_many (builder, role, name, zc_observed_server_get_transfer_id (server), serial, messages, records,
                           bytes, seconds, NULL);
  cells = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);

  return cells;
}

static void
append_transfers (GString   *text,
                  GPtrArray *servers)
{
  const char *const titles[] = {
    _("Role"), _("Copy from"), _("Result"), _(">Serial"), _(">Messages"), _(">Records"), _(">Bytes"), _(">Seconds"), NULL
  };
  g_autoptr(ZcCheckTable) table = zc_check_table_new (titles);
  g_autoptr(GString) lines = g_string_new (NULL);

  for (guint i = 0; i < servers->len; i++)
    {
      const ZcObservedServer *server = servers->pdata[i];

      if (server->transfer != NULL)
        zc_check_table_add_row (table, make_transfer_cells (server));
    }
  zc_check_table_write (table, lines);
  if (lines->len > 0)
    g_string_append_printf (text, "\n%s", lines->str);
}

static void
append_records (GString     *text,
                const char  *mark,
                char       **records)
{
  for (; *records != NULL; records++)
    {
      g_autofree char *record = zc_text_make_displayable (*records);

      g_string_append_printf (text, "      %s %s\n", mark, record);
    }
}

static void
append_item (GString                  *text,
             ZcVerificationDifference *item)
{
  ZcDifference *difference = zc_verification_difference_get_difference (item);
  g_auto(GStrv) primary = zc_difference_dup_reference_texts (difference);
  g_auto(GStrv) secondary = zc_difference_dup_other_texts (difference);
  g_autofree char *name = format_place (zc_verification_difference_get_server_name (item),
                                        zc_verification_difference_get_address (item),
                                        zc_verification_difference_get_port (item));
  g_autofree char *owner = zc_text_make_displayable (zc_difference_get_owner (difference));
  const char *type = zc_difference_get_record_type (difference);

  switch (zc_difference_get_kind (difference))
    {
    case ZC_DIFFERENCE_MISSING:
      /* Translators: a name in the zone, a record type, a name server. */
      g_string_append_printf (text, _("  %s %s is missing on %s\n"), owner, type, name);
      break;

    case ZC_DIFFERENCE_EXTRA:
      /* Translators: a name in the zone, a record type, a name server. */
      g_string_append_printf (text, _("  %s %s is only on %s\n"), owner, type, name);
      break;

    case ZC_DIFFERENCE_CHANGED:
    default:
      /* Translators: a name in the zone, a record type, a name server. */
      g_string_append_printf (text, _("  %s %s differs on %s\n"), owner, type, name);
      break;
    }
  append_records (text, "-", primary);
  append_records (text, "+", secondary);
}

static void
append_differences (GString        *text,
                    ZcVerification *verification)
{
  GListModel *items = zc_verification_get_differences (verification);
  guint n_shown = MIN (g_list_model_get_n_items (items), MOST_SHOWN_DIFFERENCES);
  ZcVerificationCounts counts;
  guint64 all;

  zc_verification_count (verification, &counts);
  if (counts.n_servers == 0)
    return;
  all = counts.missing + counts.extra + counts.changed;

  /* Translators: how many record sets were compared on all secondaries together, then how many of them are
   * missing there, are only there, have other content, and could not be compared. */
  g_string_append_printf (text, _("\nRecord sets compared: %'u; missing: %'u, extra: %'u, changed: %'u, not verified: %'u\n"),
                          (guint) counts.asked, (guint) counts.missing, (guint) counts.extra, (guint) counts.changed,
                          (guint) counts.unverified);
  for (guint i = 0; i < n_shown; i++)
    {
      g_autoptr(ZcVerificationDifference) item = g_list_model_get_item (items, i);

      append_item (text, item);
    }
  if (n_shown < all)
    /* Translators: a number of differences that are not shown. */
    g_string_append_printf (text, _("  and %'u more, see --json\n"), (guint) (all - n_shown));
}

static void
append_snippets (GString        *text,
                 ZcVerification *verification)
{
  g_autoptr(GPtrArray) snippets = zc_verification_list_snippets (verification);

  for (guint i = 0; i < snippets->len; i++)
    {
      const ZcSnippet *snippet = snippets->pdata[i];
      g_auto(GStrv) lines = g_strsplit (snippet->text, "\n", -1);

      g_string_append_printf (text, "\n%s (%s):\n", snippet->software, snippet->place);
      for (char **line = lines; *line != NULL; line++)
        g_string_append_printf (text, "    %s\n", *line);
    }
}

static void
append_findings (GString    *text,
                 GListModel *findings,
                 gboolean    in_colour)
{
  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr(ZcFindingItem) item = g_list_model_get_item (findings, i);
      const ZcFinding *finding = zc_finding_item_get_finding (item);
      g_autofree char *displayable = zc_text_make_sentence_displayable (finding->text);

      g_string_append_c (text, '\n');
      append_word (text, &styles[finding->severity], in_colour);
      g_string_append_printf (text, " %s: %s\n", finding->id, displayable);
      g_string_append_printf (text, "    %s\n", finding->explanation);
      /* Translators: %s is a sentence that says what to do next. */
      g_string_append_printf (text, _("    Next step: %s\n"), finding->remedy);
    }
}

char *
zc_check_write_line (ZcSeverity  severity,
                     const char *line,
                     gboolean    in_colour)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *displayable = zc_text_make_sentence_displayable (line);

  append_word (text, severity == ZC_SEVERITY_INFO ? &ok_style : &styles[severity], in_colour);
  g_string_append_printf (text, " %s\n", displayable);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
zc_check_write_text (ZcVerification *verification,
                     gboolean        in_colour)
{
  const ZcFinding *verdict = zc_verification_get_verdict (verification);
  GPtrArray *servers = zc_observations_get_servers (zc_verification_get_observations (verification));
  GPtrArray *notes = zc_verification_get_notes (verification);
  g_autofree char *zone = zc_domain_name_to_display (zc_verification_get_zone (verification));
  g_autofree char *conclusion = zc_text_make_sentence_displayable (verdict->text);
  g_autoptr(GString) text = g_string_new (NULL);

  /* Monitoring programs show the first line alone. */
  append_word (text, verdict->severity == ZC_SEVERITY_INFO ? &ok_style : &styles[verdict->severity], in_colour);
  g_string_append_printf (text, " %s: %s\n\n", zone, conclusion);

  append_answers (text, servers);
  append_transfers (text, servers);
  append_differences (text, verification);
  append_findings (text, zc_verification_get_findings (verification), in_colour);
  append_snippets (text, verification);
  for (guint i = 0; i < notes->len; i++)
    {
      g_autofree char *note = zc_text_make_sentence_displayable (notes->pdata[i]);

      g_string_append_printf (text, "\n%s\n", note);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
