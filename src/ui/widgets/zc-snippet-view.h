/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-snippet.h"

G_BEGIN_DECLS

/**
 * ZcSnippetView:
 *
 * Configuration for a primary, for one make of name server at a time, with a button that copies
 * it.
 */
#define ZC_TYPE_SNIPPET_VIEW (zc_snippet_view_get_type ())
G_DECLARE_FINAL_TYPE (ZcSnippetView, zc_snippet_view, ZC, SNIPPET_VIEW, AdwBin)

/**
 * zc_snippet_view_new:
 * @kind: what the configuration is for
 * @zone: the zone's name in ASCII
 *
 * Returns: (transfer floating): a new view
 */
GtkWidget *zc_snippet_view_new (ZcSnippetKind  kind,
                                const char    *zone);

G_END_DECLS
