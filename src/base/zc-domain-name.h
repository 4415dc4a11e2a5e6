/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * zc_domain_name_to_ascii:
 * @name: a domain name in either spelling, with or without a trailing dot
 *
 * Brings a zone or host name into the form in which names are compared and sent: ASCII (IDNA),
 * lower case, without the trailing dot. The root is ".".
 *
 * Returns: (transfer full) (nullable): the name, or %NULL when @name is no domain name: an empty
 *   label, a label of more than 63 bytes, or more than 253 bytes in all (RFC 1035, section 2.3.4)
 */
char     *zc_domain_name_to_ascii   (const char *name);

/**
 * zc_domain_name_to_display:
 * @name: a domain name
 *
 * Brings a domain name into the form shown to people: Unicode where the ASCII form is valid IDNA,
 * unchanged where it is not.
 *
 * Returns: (transfer full): the name for display
 */
char     *zc_domain_name_to_display (const char *name);

/**
 * zc_domain_name_equal:
 * @first: a domain name in either spelling
 * @second: another domain name
 *
 * Tells whether two names are the same name, whatever their case, spelling and trailing dot.
 *
 * Returns: %TRUE when they are
 */
gboolean  zc_domain_name_equal      (const char *first,
                                     const char *second);

G_END_DECLS
