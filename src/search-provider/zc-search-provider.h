/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZcSearchProvider:
 *
 * The service that GNOME Shell asks for zones: org.gnome.Shell.SearchProvider2. It knows what the program
 * listed last, asks nobody, and ends when nobody has asked it for a while.
 */
#define ZC_TYPE_SEARCH_PROVIDER (zc_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (ZcSearchProvider, zc_search_provider, ZC, SEARCH_PROVIDER, GApplication)

/**
 * zc_search_provider_new:
 * @path: the file with the zones
 *
 * Returns: (transfer full): a new provider
 */
ZcSearchProvider *zc_search_provider_new (const char *path);

G_END_DECLS
