/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-store.h"

G_BEGIN_DECLS

/**
 * ZcHealthNote:
 * @zone_id: the zone's id (owned)
 * @health: what was concluded about its name servers: the name of a value of ZcZoneHealth (owned)
 * @seen_us: when, in microseconds since 1970
 *
 * What was last known of a zone.
 */
typedef struct
{
  char *zone_id;
  char *health;
  gint64 seen_us;
} ZcHealthNote;

/**
 * zc_health_note_new:
 * @zone_id: the zone's id
 * @health: the name of a value of ZcZoneHealth
 * @seen_us: when that was concluded, in microseconds since 1970
 *
 * Returns: (transfer full): a new note
 */
ZcHealthNote *zc_health_note_new   (const char   *zone_id,
                                    const char   *health,
                                    gint64        seen_us);

/**
 * zc_health_note_free:
 * @self: (transfer full): a note
 *
 * Frees the note.
 */
void          zc_health_note_free  (ZcHealthNote *self);

/**
 * zc_store_save_health:
 * @self: a store
 * @account_id: the account's id
 * @notes: (transfer full) (element-type ZcHealthNote): the notes, which free themselves
 *
 * Queues the notes for writing, each in place of what was known of its zone before. They are for the search of
 * the desktop, so nobody waits for them, and when they cannot be written only the search knows less.
 */
void          zc_store_save_health (ZcStore      *self,
                                    const char   *account_id,
                                    GPtrArray    *notes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcHealthNote, zc_health_note_free)

G_END_DECLS
