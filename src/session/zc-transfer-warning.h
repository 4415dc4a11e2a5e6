/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "zc-zone-item.h"

G_BEGIN_DECLS

/**
 * ZcTransferWarning:
 * @text: what was seen (owned)
 * @explanation: (nullable): what it means (owned)
 *
 * What to tell somebody who is about to start transfers. All texts are translated plain text.
 */
typedef struct
{
  char *text;
  char *explanation;
} ZcTransferWarning;

/**
 * zc_transfer_warning_free:
 * @self: (transfer full): a warning
 *
 * Frees the warning and what it owns.
 */
void       zc_transfer_warning_free              (ZcTransferWarning *self);

/**
 * zc_transfer_warning_list:
 * @items: (element-type ZcZoneItem): the zones, at least one
 *
 * Finds what makes a start of their transfers doubtful. Of a single zone all warnings are listed, of many
 * there is one that counts the zones and tells the first.
 *
 * Returns: (transfer full) (element-type ZcTransferWarning): the warnings, none when all is well
 */
GPtrArray *zc_transfer_warning_list              (GPtrArray         *items);

/**
 * zc_transfer_warning_describe_obstacle:
 * @items: (element-type ZcZoneItem): the zones, at least one
 *
 * Says why a start may not come to anything: a run that is active, or a state in which the service does not
 * transfer.
 *
 * Returns: (transfer full) (nullable): translated plain text, %NULL when nothing stands in the way
 */
char      *zc_transfer_warning_describe_obstacle (GPtrArray         *items);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcTransferWarning, zc_transfer_warning_free)

G_END_DECLS
