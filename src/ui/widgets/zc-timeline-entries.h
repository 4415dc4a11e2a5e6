/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-timeline-layout.h"

G_BEGIN_DECLS

/**
 * zc_timeline_layout_new_from_entries:
 * @entries: what was seen during a run: a GListModel of ZcRunEntry, oldest first
 * @duration_us: how long it took, or has been watched so far, in microseconds
 *
 * Lays out the record of a run, be it under way or past.
 *
 * Returns: (transfer full): a finished layout
 */
ZcTimelineLayout *zc_timeline_layout_new_from_entries (GListModel *entries,
                                                       gint64      duration_us);

G_END_DECLS
