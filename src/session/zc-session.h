/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-account.h"
#include "zc-cloud-client.h"
#include "zc-history.h"
#include "zc-run.h"
#include "zc-store.h"
#include "zc-transfer-batch.h"
#include "zc-zone-list.h"

G_BEGIN_DECLS

/**
 * ZcSession:
 *
 * An opened account: its client, its two lists of zones, and the runs. It is handed down to whoever
 * needs it; there is no global one. Read-only notified properties: "checking" (boolean: serials are being
 * checked), "checked" (GDateTime: when a check of all zones ended), "n-need-attention" (uint), "n-queued" and
 * "n-active" (uint: runs that wait for their turn, and runs that are under way), "offline" (boolean: the last
 * reading of a list did not reach the service) and "offline-reason" (string, nullable). While it is offline the lists
 * are read again by and by, and when the network comes back.
 *
 * Runs of the account that a former program left unfinished are picked up when the session is opened; they are
 * among zc_session_get_runs() then.
 */
#define ZC_TYPE_SESSION (zc_session_get_type ())
G_DECLARE_FINAL_TYPE (ZcSession, zc_session, ZC, SESSION, GObject)

/**
 * zc_session_new:
 * @account: the account
 * @error: return location for an error: the API's address cannot be used (#ZcCloudErrorCode)
 *
 * Opens an account and keeps its runs and lists in memory. Nothing is asked for yet.
 *
 * Returns: (transfer full) (nullable): a new session
 */
ZcSession     *zc_session_new               (ZcAccount   *account,
                                             GError     **error);

/**
 * zc_session_new_with_store:
 * @account: the account
 * @store: (nullable): where runs and lists are kept; %NULL to keep them in memory, as long as the session lives
 * @error: return location for an error: the API's address cannot be used (#ZcCloudErrorCode)
 *
 * Opens an account. Nothing is asked for yet.
 *
 * Returns: (transfer full) (nullable): a new session
 */
ZcSession     *zc_session_new_with_store    (ZcAccount   *account,
                                             ZcStore     *store,
                                             GError     **error);

/**
 * zc_session_get_store:
 * @self: a session
 *
 * Returns: (transfer none): where runs and lists are kept
 */
ZcStore       *zc_session_get_store         (ZcSession   *self);

/**
 * zc_session_get_history:
 * @self: a session
 *
 * Returns: (transfer none): the runs of the account that are over, also those of former sessions
 */
ZcHistory     *zc_session_get_history       (ZcSession   *self);

/**
 * zc_session_get_account:
 * @self: a session
 *
 * Returns: (transfer none): the account
 */
ZcAccount     *zc_session_get_account       (ZcSession   *self);

/**
 * zc_session_set_account:
 * @self: a session
 * @account: the same account with another name or token
 *
 * Goes on with what became of the account; everything that was read and is being watched stays. The property
 * "account" (ZcAccount) notifies.
 */
void           zc_session_set_account       (ZcSession   *self,
                                             ZcAccount   *account);

/**
 * zc_session_get_client:
 * @self: a session
 *
 * Returns: (transfer none): the account's client
 */
ZcCloudClient *zc_session_get_client        (ZcSession   *self);

/**
 * zc_session_get_zone_list:
 * @self: a session
 * @kind: which zones
 *
 * Returns: (transfer none): the list of that kind
 */
ZcZoneList    *zc_session_get_zone_list     (ZcSession   *self,
                                             ZcZoneKind   kind);

/**
 * zc_session_get_runs:
 * @self: a session
 *
 * Returns: (transfer none): the runs of this session, newest first: a GListModel of ZcRun
 */
GListModel    *zc_session_get_runs          (ZcSession   *self);

/**
 * zc_session_refresh:
 * @self: a session
 *
 * Reads both lists anew; when the secondary zones are there, checks their serials.
 */
void           zc_session_refresh           (ZcSession   *self);

/**
 * zc_session_share_queue:
 * @self: a session in which nothing waits for its turn
 * @other: another session, whose runs are still being watched
 *
 * Has the runs of both wait for each other from now on: a primary is spared whichever account asks for its zones.
 * The counts of runs that wait and that are under way are those of both then.
 */
void           zc_session_share_queue       (ZcSession   *self,
                                             ZcSession   *other);

/**
 * zc_session_check_zone:
 * @self: a session
 * @item: a secondary zone
 *
 * Checks one zone thoroughly (UDP and TCP on every address, and the service's statuses); the item
 * notifies what was seen.
 */
void           zc_session_check_zone        (ZcSession   *self,
                                             ZcZoneItem  *item);

/**
 * zc_session_start_transfer:
 * @self: a session
 * @item: a secondary zone
 * @error: return location for an error: %G_IO_ERROR_BUSY when a run of this zone is active,
 *   %G_IO_ERROR_NOT_SUPPORTED for a primary zone
 *
 * Starts the transfer of a zone, now or when its turn has come: to be called once for one confirmation by the user.
 *
 * Returns: (transfer none) (nullable): the run
 */
ZcRun         *zc_session_start_transfer    (ZcSession   *self,
                                             ZcZoneItem  *item,
                                             GError     **error);

/**
 * zc_session_start_transfers:
 * @self: a session
 * @items: (element-type ZcZoneItem): secondary zones
 *
 * Starts the transfers of several zones: to be called once for one confirmation by the user. At most
 * %ZC_TRANSFER_QUEUE_MOST are under way at once, the others wait; what cannot be started, because a run of it
 * is active, is left out.
 *
 * Returns: (transfer full): the runs, for one summary of them
 */
ZcTransferBatch *zc_session_start_transfers (ZcSession   *self,
                                             GPtrArray   *items);

/**
 * zc_session_get_n_queued:
 * @self: a session
 *
 * Returns: how many runs wait for their turn
 */
guint          zc_session_get_n_queued      (ZcSession   *self);

/**
 * zc_session_get_n_active:
 * @self: a session
 *
 * Returns: how many runs are under way
 */
guint          zc_session_get_n_active      (ZcSession   *self);

/**
 * zc_session_is_offline:
 * @self: a session
 *
 * Returns: %TRUE when the last reading of a list did not reach the service
 */
gboolean       zc_session_is_offline        (ZcSession   *self);

/**
 * zc_session_get_offline_reason:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): why the service could not be reached; %NULL when it was
 */
const char    *zc_session_get_offline_reason (ZcSession  *self);

/**
 * zc_session_set_deadline_seconds:
 * @self: a session
 * @seconds: how long runs are watched, from 1 to 86400
 *
 * Sets that for runs that are started from now on; %ZC_RUN_DEADLINE_SECONDS otherwise.
 */
void           zc_session_set_deadline_seconds (ZcSession *self,
                                                guint      seconds);

/**
 * zc_session_set_check_interval_minutes:
 * @self: a session
 * @minutes: how often the serials of all secondary zones are checked; 0 for only when the list is read
 *
 * Sets that; 0 otherwise.
 */
void           zc_session_set_check_interval_minutes (ZcSession *self,
                                                      guint      minutes);

/**
 * zc_session_count_late_arrivals:
 * @self: a session
 * @item: a secondary zone
 * @longest_seconds: (out): for how long, at least, the change that took longest was seen at the primary alone
 *
 * Tells what the checks of all zones have shown by and by; see #ZcArrivalWatch.
 *
 * Returns: how many of the zone's last changes, one after the other, came late but within the refresh time of its SOA
 */
guint          zc_session_count_late_arrivals (ZcSession  *self,
                                               ZcZoneItem *item,
                                               gint64     *longest_seconds);

/**
 * zc_session_find_zone:
 * @self: a session
 * @name: a zone's name in either spelling
 *
 * Returns: (transfer none) (nullable): the zone of that very name, a secondary one first
 */
ZcZoneItem    *zc_session_find_zone         (ZcSession   *self,
                                             const char  *name);

/**
 * zc_session_has_active_runs:
 * @self: a session
 *
 * Returns: %TRUE while a run is active, under way or queued
 */
gboolean       zc_session_has_active_runs   (ZcSession   *self);

G_END_DECLS
