/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZcDomainLabel:
 *
 * A domain name in a cell. A name that is too long for one line goes on in the next one behind a dot, and is
 * cut in its middle when that is not enough: its beginning and its end tell names apart. It never gets a
 * hyphen that it does not have. What it asks for does not depend on the name, so that columns are equally
 * wide in all rows; how high it is may.
 */
#define ZC_TYPE_DOMAIN_LABEL (zc_domain_label_get_type ())
G_DECLARE_FINAL_TYPE (ZcDomainLabel, zc_domain_label, ZC, DOMAIN_LABEL, GtkWidget)

/**
 * zc_domain_label_new:
 * @min_chars: the least width, in characters
 * @nat_chars: the width it likes best, in characters
 *
 * Returns: (transfer floating): a label without a name
 */
GtkWidget *zc_domain_label_new           (guint          min_chars,
                                          guint          nat_chars);

/**
 * zc_domain_label_set_name:
 * @self: a label
 * @name: a domain name as it is shown to people
 *
 * Shows @name.
 */
void       zc_domain_label_set_name      (ZcDomainLabel *self,
                                          const char    *name);

/**
 * zc_domain_label_set_grows:
 * @self: a label
 * @grows: whether it asks for no more lines than the name needs
 *
 * Sets whether its height depends on the name. Otherwise it asks for two lines, so that all rows are equally
 * high.
 */
void       zc_domain_label_set_grows     (ZcDomainLabel *self,
                                          gboolean       grows);

/**
 * zc_domain_label_is_cut:
 * @self: a label that was given its size
 *
 * Returns: whether a part of the name is left out
 */
gboolean   zc_domain_label_is_cut        (ZcDomainLabel *self);

G_END_DECLS
