/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * zc_error_text_get_title:
 * @error: an error of the client, of GIO, of TLS, of the resolver, or of an account
 *
 * Names an error in a few words, for the title of a view or a banner.
 *
 * Returns: (transfer full): plain text in one line, never markup
 */
char *zc_error_text_get_title (const GError *error);

/**
 * zc_error_text_describe:
 * @error: an error of the client, of GIO, of TLS, of the resolver, or of an account
 *
 * Says who showed the error, what was seen, what it means, and one next step. What a server or the
 * system said about it follows verbatim in a paragraph of its own.
 *
 * Returns: (transfer full): plain text in one or more paragraphs, never markup
 */
char *zc_error_text_describe  (const GError *error);

G_END_DECLS
