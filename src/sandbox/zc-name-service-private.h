/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-name-service.h"
#include "zc-name-server.h"

G_BEGIN_DECLS

/* Nobody ever listens here: the primary of those who are held back. */
#define ZC_NOBODY_ADDRESS "127.0.30.9"
/* Bound, without an answer, as long as a sandbox uses a port: two sandboxes that choose the same
 * port at the same time meet here. */
#define ZC_CLAIM_ADDRESS "127.0.30.254"

#define ZC_PRIMARIES_NETWORK "127.0.10.0/24"
#define ZC_SECONDARIES_NETWORK "127.0.20.0/24"

/**
 * ZcSecondary:
 *
 * A name server of the service while it runs.
 */
typedef struct
{
  ZcScenarioSecondary *scenario; /* (unowned) */
  ZcNameServer *server;          /* (owned) */
  ZcNsd *nsd;                    /* (unowned): the server's */
  gboolean is_held;              /* all its transfers are held back */
  GHashTable *held_zones;        /* (owned) (element-type utf8): zones held back on it */
  GHashTable *missed_zones;      /* (owned) (element-type utf8): to be transferred when released */
} ZcSecondary;

/**
 * ZcPrimary:
 *
 * One of the user's primaries while it runs.
 */
typedef struct
{
  ZcScenarioPrimary *scenario;   /* (unowned) */
  ZcNameServer *server;          /* (owned) */
  ZcNsd *nsd;                    /* (unowned): the server's */
} ZcPrimary;

/**
 * ZcServedRecords:
 *
 * What was last read of a zone, kept as long as its serial stays.
 */
typedef struct
{
  guint32 serial;
  GPtrArray *records;            /* (owned) (element-type ZcSandboxRecord) */
} ZcServedRecords;

struct _ZcNameService
{
  GObject parent_instance;

  ZcScenario *scenario;     /* (unowned) */
  char *nsd_program;        /* (owned) */
  char *directory;          /* (owned) */
  ZcWorkerPool *pool;       /* (owned) */
  guint16 port;
  int lifeline;             /* (unowned): -1 for none */
  int claims[2];            /* (owned): the claim's sockets, -1 while there are none */

  GPtrArray *primaries;     /* (owned) (element-type ZcPrimary) */
  GPtrArray *secondaries;   /* (owned) (element-type ZcSecondary) */
  ZcNameServer *resolver;   /* (owned) (nullable) */
  GHashTable *zones;        /* (owned) (element-type utf8 GStrv): the secondaries' zones and whence */

  GMutex mutex;
  GHashTable *records;      /* (mutex mutex) (owned) (element-type utf8 ZcServedRecords) */
};

/**
 * zc_name_service_configure_secondary:
 * @self: name servers
 * @secondary: one of its secondaries
 * @holds_all: whether to hold back all transfers for now
 *
 * Puts a pattern for every zone into the secondary's configuration. Each zone has one of its own,
 * named after it: NSD takes over a changed pattern while it runs, and keeps the zone's data.
 */
void     zc_name_service_configure_secondary (ZcNameService *self,
                                              ZcSecondary   *secondary,
                                              gboolean       holds_all);

/**
 * zc_name_service_holds:
 * @secondary: a secondary
 * @zone: a zone's name
 *
 * Returns: whether the secondary is kept from transferring the zone
 */
gboolean zc_name_service_holds               (ZcSecondary *secondary,
                                              const char  *zone);

/**
 * zc_name_service_make_up_async:
 * @self: name servers
 * @secondary: one of its secondaries, running
 * @callback: called when it may transfer
 * @user_data: data for @callback
 *
 * Brings a secondary's patterns up to date, as far as it is not held back, and lets it make up for
 * the transfers it missed. Finish it with zc_nsd_run_finish().
 */
void     zc_name_service_make_up_async       (ZcNameService       *self,
                                              ZcSecondary         *secondary,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);

/**
 * zc_name_service_write_zones:
 * @self: name servers, configured
 * @error: return location for an error
 *
 * Writes the zone files of the scenario into the servers' directories.
 *
 * Returns: %FALSE with @error set when that failed
 */
gboolean zc_name_service_write_zones         (ZcNameService  *self,
                                              GError        **error);

G_END_DECLS
