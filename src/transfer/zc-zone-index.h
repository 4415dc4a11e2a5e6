/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZcIndexedZone:
 * @name: the zone's name in ASCII
 * @display_name: the name as people write it
 * @state: the provisioning state as the service spells it
 * @enabled: whether the zone is enabled
 * @secondary: whether it is a secondary zone
 * @health: (nullable): the id of what was last concluded about its name servers, such as "behind"
 * @seen_us: when @health was concluded, in microseconds since 1970; 0 without one
 *
 * What the program knew last about a zone. All texts belong to the index.
 */
typedef struct
{
  const char *name;
  const char *display_name;
  const char *state;
  gboolean enabled;
  gboolean secondary;
  const char *health;
  gint64 seen_us;
} ZcIndexedZone;

/**
 * ZcZoneIndex:
 *
 * The zones as the program listed them last, read from its file by another process. The file is only ever
 * opened for reading, and nothing in it can make this fail: a file that is missing, damaged or of a version
 * that has other tables is an index without zones.
 */
#define ZC_TYPE_ZONE_INDEX (zc_zone_index_get_type ())
G_DECLARE_FINAL_TYPE (ZcZoneIndex, zc_zone_index, ZC, ZONE_INDEX, GObject)

/**
 * zc_zone_index_new:
 * @path: the file, which need not exist
 *
 * Returns: (transfer full): a new index, which has no zones before zc_zone_index_refresh()
 */
ZcZoneIndex         *zc_zone_index_new     (const char         *path);

/**
 * zc_zone_index_refresh:
 * @self: an index
 *
 * Reads the file again if it has changed. It blocks for some tenths of a second with 100 000 zones. What was
 * looked up before is no longer valid.
 */
void                 zc_zone_index_refresh (ZcZoneIndex        *self);

/**
 * zc_zone_index_find:
 * @self: an index
 * @terms: (array zero-terminated=1): words, in either spelling of names
 * @n_most: how many zones at most
 *
 * Finds the zones whose name has all @terms in it, whatever their case and in either spelling. Names that are
 * the first term come first, then names that begin with it, then names with a label that does.
 *
 * Returns: (transfer full) (array zero-terminated=1): their names in ASCII; none without terms
 */
char               **zc_zone_index_find    (ZcZoneIndex        *self,
                                            const char * const *terms,
                                            guint               n_most);

/**
 * zc_zone_index_lookup:
 * @self: an index
 * @name: a zone's name in ASCII
 *
 * Returns: (transfer none) (nullable): what is known about the zone; about the secondary one when there is a
 *   primary one of the same name
 */
const ZcIndexedZone *zc_zone_index_lookup  (ZcZoneIndex        *self,
                                            const char         *name);

/**
 * zc_zone_index_get_n_zones:
 * @self: an index
 *
 * Returns: how many names there are
 */
guint                zc_zone_index_get_n_zones (ZcZoneIndex    *self);

G_END_DECLS
