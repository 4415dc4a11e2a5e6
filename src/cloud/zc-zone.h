/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-text-pool.h"

G_BEGIN_DECLS

/**
 * ZcZoneKind:
 * @ZC_ZONE_KIND_PRIMARY: a zone that is edited at the service
 * @ZC_ZONE_KIND_SECONDARY: a zone that the service copies from the user's primaries
 *
 * The two kinds of public zone.
 */
typedef enum
{
  ZC_ZONE_KIND_PRIMARY,
  ZC_ZONE_KIND_SECONDARY,
} ZcZoneKind;

#define ZC_TYPE_ZONE_KIND (zc_zone_kind_get_type ())
GType zc_zone_kind_get_type (void) G_GNUC_CONST;

/**
 * ZcZone:
 *
 * One zone as the service described it at one moment (ZoneRead and SecondaryZoneRead of the API): an immutable value.
 * It has no properties but functions, because lists make tens of thousands of them.
 */
#define ZC_TYPE_ZONE (zc_zone_get_type ())
G_DECLARE_FINAL_TYPE (ZcZone, zc_zone, ZC, ZONE, GObject)

/**
 * ZcZoneFields:
 * @kind: the kind of the zone
 * @id: the UUID the service knows the zone by
 * @name: (nullable): the zone's name; a dot at its end does not count
 * @description: (nullable): the user's description of the zone
 * @state: (nullable): the state of the zone
 * @enabled: whether the zone is served
 * @primary_ips: (array zero-terminated=1) (nullable): the addresses of the primaries
 * @name_servers: (array zero-terminated=1) (nullable): the names of the name servers
 * @created: (nullable): when the zone was created
 * @last_modified: (nullable): when the zone was modified last
 * @texts: (nullable): where the zone finds the texts that it has in common with others
 *
 * What a zone is made of. Texts that are absent are as good as empty.
 */
typedef struct
{
  ZcZoneKind kind;
  const char *id;
  const char *name;
  const char *description;
  const char *state;
  gboolean enabled;
  const char * const *primary_ips;
  const char * const *name_servers;
  GDateTime *created;
  GDateTime *last_modified;
  ZcTextPool *texts;
} ZcZoneFields;

/**
 * zc_zone_new:
 * @fields: what the zone is made of; copied
 *
 * Returns: (transfer full): a new zone
 */
ZcZone             *zc_zone_new               (const ZcZoneFields *fields);

/**
 * zc_zone_get_kind:
 * @self: a zone
 *
 * Returns: the kind of the zone
 */
ZcZoneKind          zc_zone_get_kind          (ZcZone *self);

/**
 * zc_zone_get_id:
 * @self: a zone
 *
 * Returns: (transfer none): the UUID the service knows the zone by
 */
const char         *zc_zone_get_id            (ZcZone *self);

/**
 * zc_zone_get_name:
 * @self: a zone
 *
 * Returns: (transfer none): the zone's name as the service spells it, without the trailing dot
 */
const char         *zc_zone_get_name          (ZcZone *self);

/**
 * zc_zone_get_ascii_name:
 * @self: a zone
 *
 * Returns: (transfer none) (nullable): the zone's name in lower-case ASCII, as in zc_domain_name_to_ascii(); %NULL when it
 *   is no domain name
 */
const char         *zc_zone_get_ascii_name    (ZcZone *self);

/**
 * zc_zone_get_display_name:
 * @self: a zone
 *
 * Returns: (transfer none): the zone's name in Unicode, safe to show as plain text
 */
const char         *zc_zone_get_display_name  (ZcZone *self);

/**
 * zc_zone_get_collation_key:
 * @self: a zone
 *
 * Gives what zones are sorted by their names with: compared byte for byte, keys are in the order of the display names
 * in the user's language, numbers in the order of their values.
 *
 * Returns: (transfer none): the key
 */
const char         *zc_zone_get_collation_key (ZcZone *self);

/**
 * zc_zone_get_description:
 * @self: a zone
 *
 * Returns: (transfer none): the description as the service sent it, "" when it sent none
 */
const char         *zc_zone_get_description   (ZcZone *self);

/**
 * zc_zone_get_state:
 * @self: a zone
 *
 * The provisioning state is an open string: AVAILABLE, PROVISIONING, DESTROYING, FAILED and CREATED
 * are known, others may come.
 *
 * Returns: (transfer none): the state as the service spells it, "" when it sent none
 */
const char         *zc_zone_get_state         (ZcZone *self);

/**
 * zc_zone_get_enabled:
 * @self: a zone
 *
 * Returns: %FALSE only for a primary zone that is switched off
 */
gboolean            zc_zone_get_enabled       (ZcZone *self);

/**
 * zc_zone_get_primary_ips:
 * @self: a zone
 *
 * Returns: (transfer none) (array zero-terminated=1): the addresses of the primaries of a secondary
 *   zone as the service spells them; empty for a primary zone
 */
const char * const *zc_zone_get_primary_ips   (ZcZone *self);

/**
 * zc_zone_get_name_servers:
 * @self: a zone
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of the service's name servers for
 *   the zone; may be empty
 */
const char * const *zc_zone_get_name_servers  (ZcZone *self);

/**
 * zc_zone_get_created:
 * @self: a zone
 *
 * Returns: (transfer none) (nullable): when the zone was created, when the service said so
 */
GDateTime          *zc_zone_get_created       (ZcZone *self);

/**
 * zc_zone_get_last_modified:
 * @self: a zone
 *
 * Returns: (transfer none) (nullable): when the zone was last modified, when the service said so
 */
GDateTime          *zc_zone_get_last_modified (ZcZone *self);

/**
 * zc_zone_is_same:
 * @self: a zone
 * @other: a zone
 *
 * Returns: %TRUE when the service describes both in the same way; in any thread
 */
gboolean            zc_zone_is_same           (ZcZone *self,
                                               ZcZone *other);

G_END_DECLS
