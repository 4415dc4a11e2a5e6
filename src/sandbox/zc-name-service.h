/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-scenario.h"
#include "zc-worker-pool.h"

G_BEGIN_DECLS

/**
 * ZcNameService:
 *
 * All name servers of a sandbox: the user's primaries, the service's secondaries and a resolver,
 * each an NSD on an address of its own and on one common port.
 *
 * Left alone the secondaries transfer nothing: a zone moves when it is told to, so that a zone that
 * is behind stays so. Servers are named by their address or, secondaries, by their name.
 */
#define ZC_TYPE_NAME_SERVICE (zc_name_service_get_type ())
G_DECLARE_FINAL_TYPE (ZcNameService, zc_name_service, ZC, NAME_SERVICE, GObject)

/**
 * zc_name_service_new:
 * @scenario: (transfer none): what to play; it must outlive the result
 * @nsd: the path of the program "nsd"
 * @directory: a private directory
 * @lifeline: what their processes hold open, see zc_keeper_start()
 *
 * Returns: (transfer full): name servers that do not run yet
 */
ZcNameService *zc_name_service_new          (ZcScenario *scenario,
                                             const char *nsd,
                                             const char *directory,
                                             int         lifeline);

/**
 * zc_name_service_start_async:
 * @self: name servers
 * @callback: called when all answer
 * @user_data: data for @callback
 *
 * Chooses a port that is free on all addresses, writes zone files and starts the servers.
 */
void           zc_name_service_start_async  (ZcNameService       *self,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);

/**
 * zc_name_service_start_finish:
 * @self: name servers
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %FALSE with @error set when a server does not run
 */
gboolean       zc_name_service_start_finish (ZcNameService  *self,
                                             GAsyncResult   *result,
                                             GError        **error);

/**
 * zc_name_service_kill:
 * @self: name servers
 *
 * Ends all servers at once and waits for their end.
 */
void           zc_name_service_kill         (ZcNameService *self);

/**
 * zc_name_service_get_port:
 * @self: name servers
 *
 * Returns: the port of all of them
 */
guint16        zc_name_service_get_port     (ZcNameService *self);

/**
 * zc_name_service_get_resolver_address:
 * @self: name servers
 *
 * Returns: (transfer none): the address of the resolver
 */
const char    *zc_name_service_get_resolver_address (ZcNameService *self);

/**
 * zc_name_service_serves:
 * @self: name servers
 * @zone: a zone's name
 *
 * Returns: whether the secondaries have the zone
 */
gboolean       zc_name_service_serves       (ZcNameService *self,
                                             const char    *zone);

/**
 * zc_name_service_set_zone:
 * @self: name servers
 * @zone: a zone's name
 * @primaries: the addresses to copy it from, in this order
 *
 * Gives a zone to the secondaries, or changes where they copy it from. A new zone begins with the
 * default SOA and NS records, and is copied at once.
 */
void           zc_name_service_set_zone     (ZcNameService      *self,
                                             const char         *zone,
                                             const char * const *primaries);

/**
 * zc_name_service_remove_zone:
 * @self: name servers
 * @zone: a zone's name
 *
 * Takes a zone away from the secondaries.
 */
void           zc_name_service_remove_zone  (ZcNameService *self,
                                             const char    *zone);

/**
 * zc_name_service_transfer_async:
 * @self: name servers
 * @zone: a zone's name
 * @callback: called when the first secondary was told to transfer
 * @user_data: data for @callback
 *
 * Tells every secondary to transfer a zone, each after its delay, except those held back.
 */
void           zc_name_service_transfer_async  (ZcNameService       *self,
                                                const char          *zone,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);

/**
 * zc_name_service_transfer_finish:
 * @self: name servers
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %FALSE with @error set when no secondary took the command
 */
gboolean       zc_name_service_transfer_finish (ZcNameService  *self,
                                                GAsyncResult   *result,
                                                GError        **error);

/**
 * zc_name_service_probe_async:
 * @self: name servers
 * @zone: a zone's name
 * @primaries: addresses
 * @callback: called when each was asked
 * @user_data: data for @callback
 *
 * Asks primaries for a copy of a zone, as a secondary would. Addresses outside this computer are
 * not asked: they count as unreachable.
 */
void           zc_name_service_probe_async  (ZcNameService       *self,
                                             const char          *zone,
                                             const char * const  *primaries,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);

/**
 * zc_name_service_probe_finish:
 * @self: name servers
 * @result: the result
 *
 * Returns: (transfer full): for each primary why it gives no copy, "" when it does
 */
GStrv          zc_name_service_probe_finish (ZcNameService *self,
                                             GAsyncResult  *result);

/**
 * zc_name_service_read_records_async:
 * @self: name servers
 * @zone: a zone's name
 * @callback: called when they were read
 * @user_data: data for @callback
 *
 * Reads a zone's records as the first secondary that runs serves them.
 */
void           zc_name_service_read_records_async  (ZcNameService       *self,
                                                    const char          *zone,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);

/**
 * zc_name_service_read_records_finish:
 * @self: name servers
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type ZcSandboxRecord): the records, not to be changed
 */
GPtrArray     *zc_name_service_read_records_finish (ZcNameService  *self,
                                                    GAsyncResult   *result,
                                                    GError        **error);

/**
 * zc_name_service_bump_async:
 * @self: name servers
 * @zone: a zone's name
 * @primary: (nullable): the address of the primary to change; %NULL for every one that has the zone
 * @serial: the new serial, 0 for the next after the present one
 * @text: (nullable): a zone file to serve instead, relative names allowed
 * @callback: called when the primaries serve it
 * @user_data: data for @callback
 *
 * Changes a zone on the user's primaries.
 */
void           zc_name_service_bump_async   (ZcNameService       *self,
                                             const char          *zone,
                                             const char          *primary,
                                             guint32              serial,
                                             const char          *text,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);

/**
 * zc_name_service_bump_finish:
 * @self: name servers
 * @result: the result
 * @serial: (out): the serial served now
 * @error: return location for an error
 *
 * Returns: %FALSE with @error set when no primary has the zone or one does not serve the change
 */
gboolean       zc_name_service_bump_finish  (ZcNameService  *self,
                                             GAsyncResult   *result,
                                             guint32        *serial,
                                             GError        **error);

/**
 * zc_name_service_hold_async:
 * @self: name servers
 * @server: a secondary's name or address
 * @zone: (nullable): hold back this zone only; %NULL for all
 * @hold: whether to hold back or to release
 * @callback: called when it is so
 * @user_data: data for @callback
 *
 * Keeps a secondary from transferring, or lets it. Released, it makes up for the transfers it was
 * told to make meanwhile.
 */
void           zc_name_service_hold_async   (ZcNameService       *self,
                                             const char          *server,
                                             const char          *zone,
                                             gboolean             hold,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);

/**
 * zc_name_service_hold_finish:
 * @self: name servers
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %FALSE with @error set when there is no such secondary
 */
gboolean       zc_name_service_hold_finish  (ZcNameService  *self,
                                             GAsyncResult   *result,
                                             GError        **error);

/**
 * zc_name_service_set_manner_async:
 * @self: name servers
 * @server: a server's name or address
 * @manner: how it shall behave from now on
 * @callback: called when it does
 * @user_data: data for @callback
 *
 * Stops, silences or starts a server. A secondary keeps its zones' data over a stop.
 */
void           zc_name_service_set_manner_async  (ZcNameService       *self,
                                                  const char          *server,
                                                  ZcServerManner       manner,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);

/**
 * zc_name_service_set_manner_finish:
 * @self: name servers
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %FALSE with @error set when that failed
 */
gboolean       zc_name_service_set_manner_finish (ZcNameService  *self,
                                                  GAsyncResult   *result,
                                                  GError        **error);

/**
 * zc_name_service_survey_async:
 * @self: name servers
 * @zones: the zones to ask for
 * @callback: called when all were asked
 * @user_data: data for @callback
 *
 * Asks every server for the serial of zones, from an address of the service.
 */
void           zc_name_service_survey_async  (ZcNameService       *self,
                                              const char * const  *zones,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);

/**
 * ZcSurveyRow:
 *
 * What a server said about a zone.
 */
typedef struct
{
  char *zone;               /* (owned) */
  char *server;             /* (owned): a primary's address or a secondary's name */
  gboolean is_primary;
  gboolean has_serial;
  guint32 serial;
} ZcSurveyRow;

/**
 * zc_name_service_survey_finish:
 * @self: name servers
 * @result: the result
 *
 * Returns: (transfer full) (element-type ZcSurveyRow): zone by zone, server by server
 */
GPtrArray     *zc_name_service_survey_finish (ZcNameService *self,
                                              GAsyncResult  *result);

G_END_DECLS
