/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * zc_release_notes_extract:
 * @metainfo: an AppStream metainfo file
 * @version: a version of the program
 *
 * Finds what the metainfo says about a release, so that it is written in one place only.
 *
 * Returns: (transfer full) (nullable): the untranslated description, in the markup that AdwAboutWindow takes;
 *   %NULL when there is none
 */
char *zc_release_notes_extract (const char *metainfo,
                                const char *version);

/**
 * zc_release_notes_dup:
 * @version: a version of the program
 *
 * Finds the notes about a release in the program's own metainfo.
 *
 * Returns: (transfer full) (nullable): as zc_release_notes_extract()
 */
char *zc_release_notes_dup     (const char *version);

G_END_DECLS
