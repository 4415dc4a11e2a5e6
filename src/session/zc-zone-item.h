/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-run.h"
#include "zc-serial-report.h"
#include "zc-zone.h"

G_BEGIN_DECLS

/**
 * ZcZoneHealth:
 * @ZC_ZONE_HEALTH_NOT_CHECKED: nothing was seen yet, or it could not be seen from this computer
 * @ZC_ZONE_HEALTH_IN_SYNC: every name server has the primary's serial
 * @ZC_ZONE_HEALTH_BEHIND: name servers have an older serial
 * @ZC_ZONE_HEALTH_PRIMARY_BEHIND: the primary has an older serial than the name servers
 * @ZC_ZONE_HEALTH_TRANSFERRING: a run is active
 * @ZC_ZONE_HEALTH_FAILING: the service reports an error, or a name server does not serve the zone
 * @ZC_ZONE_HEALTH_AVAILABLE: a primary zone that is served
 * @ZC_ZONE_HEALTH_DISABLED: a primary zone that is switched off
 * @ZC_ZONE_HEALTH_PROVISIONING: the service is setting the zone up or taking it down
 * @ZC_ZONE_HEALTH_FAILED: the service could not set the zone up
 * @ZC_ZONE_HEALTH_OTHER_STATE: a provisioning state this program does not know, shown verbatim
 *
 * How a zone is, for its icon. The words are zc_zone_item_get_status_text().
 */
typedef enum
{
  ZC_ZONE_HEALTH_NOT_CHECKED,
  ZC_ZONE_HEALTH_IN_SYNC,
  ZC_ZONE_HEALTH_BEHIND,
  ZC_ZONE_HEALTH_PRIMARY_BEHIND,
  ZC_ZONE_HEALTH_TRANSFERRING,
  ZC_ZONE_HEALTH_FAILING,
  ZC_ZONE_HEALTH_AVAILABLE,
  ZC_ZONE_HEALTH_DISABLED,
  ZC_ZONE_HEALTH_PROVISIONING,
  ZC_ZONE_HEALTH_FAILED,
  ZC_ZONE_HEALTH_OTHER_STATE,
} ZcZoneHealth;

#define ZC_TYPE_ZONE_HEALTH (zc_zone_health_get_type ())
GType zc_zone_health_get_type (void) G_GNUC_CONST;

/**
 * ZcStateFilter:
 * @ZC_STATE_FILTER_ALL: all zones
 * @ZC_STATE_FILTER_NEEDS_ATTENTION: behind, failing, or failed
 * @ZC_STATE_FILTER_AVAILABLE: provisioning state AVAILABLE
 * @ZC_STATE_FILTER_PROVISIONING: provisioning state PROVISIONING
 * @ZC_STATE_FILTER_FAILED: provisioning state FAILED
 *
 * Which zones a list shows, in the order of the drop-down.
 */
typedef enum
{
  ZC_STATE_FILTER_ALL,
  ZC_STATE_FILTER_NEEDS_ATTENTION,
  ZC_STATE_FILTER_AVAILABLE,
  ZC_STATE_FILTER_PROVISIONING,
  ZC_STATE_FILTER_FAILED,
} ZcStateFilter;

/**
 * ZcZoneColumn:
 * @ZC_ZONE_COLUMN_NAME: by name, label by label from the left as shown
 * @ZC_ZONE_COLUMN_STATUS: by urgency, the most urgent first
 * @ZC_ZONE_COLUMN_SERIAL: by the serial served
 * @ZC_ZONE_COLUMN_SERVERS: by primaries or name servers
 * @ZC_ZONE_COLUMN_LAST_MODIFIED: the newest first
 * @ZC_ZONE_COLUMN_DESCRIPTION: by description
 *
 * What a list can be sorted by.
 */
typedef enum
{
  ZC_ZONE_COLUMN_NAME,
  ZC_ZONE_COLUMN_STATUS,
  ZC_ZONE_COLUMN_SERIAL,
  ZC_ZONE_COLUMN_SERVERS,
  ZC_ZONE_COLUMN_LAST_MODIFIED,
  ZC_ZONE_COLUMN_DESCRIPTION,
} ZcZoneColumn;

/**
 * ZcZoneItem:
 *
 * A zone in a list together with what is known about it. The item stays the same object across
 * refreshes while the service lists the same id. Read-only notified properties: "zone" (ZcZone),
 * "health" (ZcZoneHealth), "status-text", "status-explanation", "serial-text", "report" (ZcSerialReport),
 * "statuses" (GPtrArray of ZcPrimaryStatus), "run" (ZcRun), "checked" (GDateTime).
 */
#define ZC_TYPE_ZONE_ITEM (zc_zone_item_get_type ())
G_DECLARE_FINAL_TYPE (ZcZoneItem, zc_zone_item, ZC, ZONE_ITEM, GObject)

/**
 * zc_zone_item_new:
 * @zone: a zone
 *
 * Returns: (transfer full): an item about which nothing is known yet
 */
ZcZoneItem     *zc_zone_item_new              (ZcZone         *zone);

/**
 * zc_zone_item_get_zone:
 * @self: an item
 *
 * Returns: (transfer none): the zone as the service described it last
 */
ZcZone         *zc_zone_item_get_zone         (ZcZoneItem     *self);

/**
 * zc_zone_item_set_zone:
 * @self: an item
 * @zone: the same zone, newly described
 *
 * Replaces the description.
 */
void            zc_zone_item_set_zone         (ZcZoneItem     *self,
                                               ZcZone         *zone);

/**
 * zc_zone_item_get_health:
 * @self: an item
 *
 * Returns: how the zone is
 */
ZcZoneHealth    zc_zone_item_get_health       (ZcZoneItem     *self);

/**
 * zc_zone_item_get_status_text:
 * @self: an item
 *
 * Returns: (transfer none): the status in one to five words, such as "In sync" or
 *   "Propagating (3 of 4 name servers)"; plain text
 */
const char     *zc_zone_item_get_status_text  (ZcZoneItem     *self);

/**
 * zc_zone_item_get_status_explanation:
 * @self: an item
 *
 * Returns: (transfer none): what was seen and what it means, "" when there is nothing to add; plain text
 */
const char     *zc_zone_item_get_status_explanation (ZcZoneItem *self);

/**
 * zc_zone_item_get_serial_text:
 * @self: an item
 *
 * Returns: (transfer none): the serial when all agree, "PRIMARY → SECONDARIES" when they do not, "" when
 *   none was seen
 */
const char     *zc_zone_item_get_serial_text  (ZcZoneItem     *self);

/**
 * zc_zone_item_get_report:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the newest serial check
 */
ZcSerialReport *zc_zone_item_get_report       (ZcZoneItem     *self);

/**
 * zc_zone_item_set_report:
 * @self: an item
 * @report: (nullable): a serial check that was just made
 *
 * Keeps the check and the time of it.
 */
void            zc_zone_item_set_report       (ZcZoneItem     *self,
                                               ZcSerialReport *report);

/**
 * zc_zone_item_get_statuses:
 * @self: an item
 *
 * Returns: (transfer none) (nullable) (element-type ZcPrimaryStatus): what the service reported last
 */
GPtrArray      *zc_zone_item_get_statuses     (ZcZoneItem     *self);

/**
 * zc_zone_item_set_statuses:
 * @self: an item
 * @statuses: (nullable) (element-type ZcPrimaryStatus): what the service reports
 *
 * Keeps the statuses and the time.
 */
void            zc_zone_item_set_statuses     (ZcZoneItem     *self,
                                               GPtrArray      *statuses);

/**
 * zc_zone_item_keep_statuses:
 * @self: an item
 *
 * Says that the zone was looked at anew and the statuses, if there are any, are still those of an earlier time: the
 * service did not answer, or was not asked.
 */
void            zc_zone_item_keep_statuses    (ZcZoneItem     *self);

/**
 * zc_zone_item_get_statuses_age:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): when the statuses were read, if the zone was looked at since without reading
 *   them again, else %NULL. It changes with the property "statuses".
 */
GDateTime      *zc_zone_item_get_statuses_age (ZcZoneItem     *self);

/**
 * zc_zone_item_get_run:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the newest run of this zone in this session, active or over
 */
ZcRun          *zc_zone_item_get_run          (ZcZoneItem     *self);

/**
 * zc_zone_item_set_run:
 * @self: an item
 * @run: a run of this zone
 *
 * Follows @run: its words are the item's status until the zone is checked anew after its end, and its
 * observations become the item's.
 */
void            zc_zone_item_set_run          (ZcZoneItem     *self,
                                               ZcRun          *run);

/**
 * zc_zone_item_get_checked:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): when the serials were checked last
 */
GDateTime      *zc_zone_item_get_checked      (ZcZoneItem     *self);

/**
 * zc_zone_item_needs_attention:
 * @self: an item
 *
 * Returns: %TRUE when the zone is behind, its primary is, or it is failing or failed
 */
gboolean        zc_zone_item_needs_attention  (ZcZoneItem     *self);

/**
 * zc_zone_item_can_start_transfer:
 * @self: an item
 *
 * Returns: %TRUE for a secondary zone without an active run
 */
gboolean        zc_zone_item_can_start_transfer (ZcZoneItem   *self);

/**
 * zc_zone_item_matches:
 * @self: an item
 * @filter: a state filter
 * @search: (nullable): what the user typed; compared without regard to case in all columns
 *
 * Returns: %TRUE when the item is to be shown
 */
gboolean        zc_zone_item_matches          (ZcZoneItem     *self,
                                               ZcStateFilter   filter,
                                               const char     *search);

/**
 * zc_zone_item_compare:
 * @first: an item
 * @second: another
 * @column: what to compare by
 *
 * Returns: less than, equal to or greater than 0 as qsort() wants it; a total order within one column
 *   with the name as the last word
 */
int             zc_zone_item_compare          (ZcZoneItem     *first,
                                               ZcZoneItem     *second,
                                               ZcZoneColumn    column);

G_END_DECLS
