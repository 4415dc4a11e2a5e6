/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zc-finding.h"

G_BEGIN_DECLS

/**
 * zc_severity_look_get_word:
 * @finding: a finding or a verdict
 *
 * Returns: (transfer none): how bad it is in one translated word or two, such as "Warning"
 */
const char *zc_severity_look_get_word (const ZcFinding *finding);

/**
 * zc_severity_look_mark:
 * @image: an image
 * @finding: a finding or a verdict
 *
 * Gives an image the icon, the colour and the accessible name of how bad a finding is.
 */
void        zc_severity_look_mark     (GtkImage        *image,
                                       const ZcFinding *finding);

G_END_DECLS
