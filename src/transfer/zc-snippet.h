/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZC_SNIPPET_IPV4:
 *
 * The IPv4 address that Cloud DNS uses to send DNS NOTIFY messages, as the vendor publishes it; the
 * vendor asks to allow it.
 */
#define ZC_SNIPPET_IPV4 "212.227.123.25"

/**
 * ZC_SNIPPET_IPV6:
 *
 * The IPv6 address that goes with %ZC_SNIPPET_IPV4.
 */
#define ZC_SNIPPET_IPV6 "2001:8d8:fe:53::5cd:25"

/**
 * ZcSnippetKind:
 * @ZC_SNIPPET_NONE: nothing to configure
 * @ZC_SNIPPET_ALLOW_TRANSFER: let the service copy the zone
 * @ZC_SNIPPET_SEND_NOTIFY: tell the service about changes
 *
 * What a snippet is for.
 */
typedef enum
{
  ZC_SNIPPET_NONE,
  ZC_SNIPPET_ALLOW_TRANSFER,
  ZC_SNIPPET_SEND_NOTIFY,
} ZcSnippetKind;

/**
 * ZcSnippet:
 * @software: the name of the server software (unowned)
 * @place: where the text goes, translated (owned)
 * @text: what to copy, often several lines; for software without a configuration file the steps in
 *   words (owned)
 *
 * A piece of configuration for one make of name server.
 */
typedef struct
{
  const char *software;
  char *place;
  char *text;
} ZcSnippet;

/**
 * zc_snippet_list_new:
 * @kind: what for
 * @zone: the zone's name in ASCII
 *
 * Writes the snippets for BIND, NSD, Knot DNS, PowerDNS and Windows.
 *
 * Returns: (transfer full) (element-type ZcSnippet): one a make, none for %ZC_SNIPPET_NONE
 */
GPtrArray *zc_snippet_list_new (ZcSnippetKind  kind,
                                const char    *zone);

G_END_DECLS
