/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-snippet.h"

#include <glib/gi18n-lib.h>

/* A make and what its text is for each kind. "@ZONE@", "@IPV4@" and "@IPV6@" are replaced. */
typedef struct
{
  const char *software;
  const char *allow_place;
  const char *allow_text;
  const char *notify_place;
  const char *notify_text;
  gboolean in_words;
} Make;

static const Make makes[] = {
  { "BIND",
    N_("named.conf, in the block of the zone"),
    "allow-transfer { " ZC_SNIPPET_IPV4 "; " ZC_SNIPPET_IPV6 "; };",
    N_("named.conf, in the block of the zone"),
    "also-notify { " ZC_SNIPPET_IPV4 "; " ZC_SNIPPET_IPV6 "; };",
    FALSE },
  { "NSD",
    N_("nsd.conf, in the block of the zone"),
    "provide-xfr: " ZC_SNIPPET_IPV4 " NOKEY\n"
    "provide-xfr: " ZC_SNIPPET_IPV6 " NOKEY",
    N_("nsd.conf, in the block of the zone"),
    "notify: " ZC_SNIPPET_IPV4 " NOKEY\n"
    "notify: " ZC_SNIPPET_IPV6 " NOKEY",
    FALSE },
  { "Knot DNS",
    N_("knot.conf, joined with what is there for the zone"),
    "acl:\n"
    "  - id: ionos\n"
    "    address: [ " ZC_SNIPPET_IPV4 ", " ZC_SNIPPET_IPV6 " ]\n"
    "    action: transfer\n"
    "zone:\n"
    "  - domain: @ZONE@\n"
    "    acl: ionos",
    N_("knot.conf, joined with what is there for the zone"),
    "remote:\n"
    "  - id: ionos-ipv4\n"
    "    address: " ZC_SNIPPET_IPV4 "\n"
    "  - id: ionos-ipv6\n"
    "    address: " ZC_SNIPPET_IPV6 "\n"
    "zone:\n"
    "  - domain: @ZONE@\n"
    "    notify: [ ionos-ipv4, ionos-ipv6 ]",
    FALSE },
  { "PowerDNS",
    N_("pdns.conf, joined with the addresses that are there"),
    "allow-axfr-ips=127.0.0.0/8,::1," ZC_SNIPPET_IPV4 "," ZC_SNIPPET_IPV6,
    N_("pdns.conf, joined with the addresses that are there"),
    "also-notify=" ZC_SNIPPET_IPV4 ",[" ZC_SNIPPET_IPV6 "]",
    FALSE },
  { "Windows Server",
    N_("DNS Manager"),
    /* Translators: @ZONE@, @IPV4@ and @IPV6@ are replaced by the program and have to stay. The quoted words
     * are those of Windows Server. */
    N_("Properties of the zone @ZONE@, tab Zone Transfers: switch on “Allow zone transfers”, choose “Only to the following servers”, and add @IPV4@ and @IPV6@."),
    N_("DNS Manager"),
    /* Translators: @ZONE@, @IPV4@ and @IPV6@ are replaced by the program and have to stay. The quoted words
     * are those of Windows Server. */
    N_("Properties of the zone @ZONE@, tab Zone Transfers, button Notify: switch on “Automatically notify”, choose “The following servers”, and add @IPV4@ and @IPV6@."),
    TRUE },
};

static void
snippet_free (gpointer data)
{
  ZcSnippet *self = data;

  g_free (self->place);
  g_free (self->text);
  g_free (self);
}

GPtrArray *
zc_snippet_list_new (ZcSnippetKind  kind,
                     const char    *zone)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (snippet_free);

  g_return_val_if_fail (zone != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (makes) && kind != ZC_SNIPPET_NONE; i++)
    {
      const Make *make = &makes[i];
      const char *text = kind == ZC_SNIPPET_SEND_NOTIFY ? make->notify_text : make->allow_text;
      g_autoptr(GString) written = g_string_new (make->in_words ? _(text) : text);
      ZcSnippet *snippet = g_new0 (ZcSnippet, 1);

      g_string_replace (written, "@ZONE@", zone, 0);
      g_string_replace (written, "@IPV4@", ZC_SNIPPET_IPV4, 0);
      g_string_replace (written, "@IPV6@", ZC_SNIPPET_IPV6, 0);
      snippet->software = make->software;
      snippet->place = g_strdup (_(kind == ZC_SNIPPET_SEND_NOTIFY ? make->notify_place : make->allow_place));
      snippet->text = g_string_free (g_steal_pointer (&written), FALSE);
      g_ptr_array_add (list, snippet);
    }

  return g_steal_pointer (&list);
}
