/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-sandbox.h"

#include "zc-name-service.h"
#include "zc-sandbox-call.h"
#include "zc-sandbox-journal.h"
#include "zc-sandbox-store.h"

G_BEGIN_DECLS

/**
 * ZcSandboxReverse:
 *
 * A reverse record.
 */
typedef struct
{
  char *id;                     /* (owned) */
  char *name;                   /* (owned) */
  char *description;            /* (owned) */
  char *address;                /* (owned) */
  char *created;                /* (owned) */
  char *modified;               /* (owned) */
} ZcSandboxReverse;

/**
 * zc_sandbox_reverse_free:
 * @reverse: (transfer full): a reverse record
 *
 * Frees a reverse record.
 */
void zc_sandbox_reverse_free (ZcSandboxReverse *reverse);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcSandboxReverse, zc_sandbox_reverse_free)

struct _ZcSandbox
{
  GObject parent_instance;

  ZcScenario *scenario;         /* (owned) */
  ZcNameService *names;         /* (owned) */
  ZcSandboxStore *store;        /* (owned) */
  ZcSandboxJournal *journal;    /* (owned) */
  GPtrArray *faults;            /* (owned) (element-type ZcSandboxFault): those still to come */
  SoupServer *server;           /* (owned) */
  GPtrArray *reverse_records;   /* (owned) (element-type ZcSandboxReverse) */
  char *token;                  /* (owned) */

  /* In-progress data */
  GQueue calls;                 /* (owned) (element-type ZcSandboxCall): those that wait for their turn */
  guint dispatch_id;
};

/**
 * ZcSandboxHandler:
 * @self: a sandbox
 * @call: a call; the handler or what it started answers it
 *
 * Handles the calls of one operation.
 */
typedef void (*ZcSandboxHandler) (ZcSandbox     *self,
                                  ZcSandboxCall *call);

/* zc-sandbox-routes.c */

/**
 * zc_sandbox_take_call:
 * @self: a sandbox
 * @message: a request
 *
 * Takes a request from the HTTP server: journal, faults, token, then the operation's handler.
 */
void zc_sandbox_take_call (ZcSandbox         *self,
                           SoupServerMessage *message);

/* zc-sandbox-zones.c: operations on zones of both kinds; the path tells which. */

/**
 * zc_sandbox_list_zones:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Lists zones of one kind (zonesGet, secondaryzonesGet).
 */
void zc_sandbox_list_zones (ZcSandbox     *self,
                            ZcSandboxCall *call);

/**
 * zc_sandbox_create_zone:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Creates a zone (zonesPost, secondaryzonesPost).
 */
void zc_sandbox_create_zone (ZcSandbox     *self,
                             ZcSandboxCall *call);

/**
 * zc_sandbox_show_zone:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Shows a zone (zonesFindById, secondaryzonesFindById).
 */
void zc_sandbox_show_zone (ZcSandbox     *self,
                           ZcSandboxCall *call);

/**
 * zc_sandbox_ensure_zone:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Changes a zone or creates it with a given id (zonesPut, secondaryzonesPut).
 */
void zc_sandbox_ensure_zone (ZcSandbox     *self,
                             ZcSandboxCall *call);

/**
 * zc_sandbox_delete_zone:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Deletes a zone (zonesDelete, secondaryzonesDelete).
 */
void zc_sandbox_delete_zone (ZcSandbox     *self,
                             ZcSandboxCall *call);

/**
 * zc_sandbox_find_zone:
 * @self: a sandbox
 * @call: a call with a zone's id in its path
 *
 * Finds the zone of a call. Without one the call is answered with 400 or 404.
 *
 * Returns: (transfer none) (nullable): the zone; %NULL when the call has been answered
 */
ZcSandboxZone *zc_sandbox_find_zone (ZcSandbox     *self,
                                     ZcSandboxCall *call);

/**
 * zc_sandbox_drop_zone:
 * @self: a sandbox
 * @zone: (transfer full): one of its zones
 *
 * Removes a zone from the account and from the name servers.
 */
void           zc_sandbox_drop_zone (ZcSandbox     *self,
                                     ZcSandboxZone *zone);

/* zc-sandbox-transfer.c */

/**
 * zc_sandbox_show_transfer:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Reports what became of the transfers from each primary (secondaryzonesAxfrGet).
 */
void zc_sandbox_show_transfer (ZcSandbox     *self,
                               ZcSandboxCall *call);

/**
 * zc_sandbox_start_transfer:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Starts a transfer (secondaryzonesAxfrPut).
 */
void zc_sandbox_start_transfer (ZcSandbox     *self,
                                ZcSandboxCall *call);

/* zc-sandbox-records.c */

/**
 * zc_sandbox_list_secondary_records:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Lists what the name servers serve of a secondary zone (secondaryzonesRecordsGet).
 */
void zc_sandbox_list_secondary_records (ZcSandbox     *self,
                                        ZcSandboxCall *call);

/**
 * zc_sandbox_list_zone_records:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Lists the records of a primary zone (zonesRecordsGet).
 */
void zc_sandbox_list_zone_records (ZcSandbox     *self,
                                   ZcSandboxCall *call);

/**
 * zc_sandbox_list_all_records:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Lists the records of all primary zones, or of one, by filters (recordsGet).
 */
void zc_sandbox_list_all_records (ZcSandbox     *self,
                                  ZcSandboxCall *call);

/**
 * zc_sandbox_create_record:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Creates a record (zonesRecordsPost).
 */
void zc_sandbox_create_record (ZcSandbox     *self,
                               ZcSandboxCall *call);

/**
 * zc_sandbox_show_record:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Shows a record (zonesRecordsFindById).
 */
void zc_sandbox_show_record (ZcSandbox     *self,
                             ZcSandboxCall *call);

/**
 * zc_sandbox_ensure_record:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Changes a record or creates it with a given id (zonesRecordsPut).
 */
void zc_sandbox_ensure_record (ZcSandbox     *self,
                               ZcSandboxCall *call);

/**
 * zc_sandbox_delete_record:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Deletes a record (zonesRecordsDelete).
 */
void zc_sandbox_delete_record (ZcSandbox     *self,
                               ZcSandboxCall *call);

/* zc-sandbox-zone-file.c */

/**
 * zc_sandbox_show_zone_file:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Shows a primary zone as a zone file (zonesZonefileGet).
 */
void zc_sandbox_show_zone_file (ZcSandbox     *self,
                                ZcSandboxCall *call);

/**
 * zc_sandbox_take_zone_file:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Replaces the records of a primary zone by those of a zone file (zonesZonefilePut).
 */
void zc_sandbox_take_zone_file (ZcSandbox     *self,
                                ZcSandboxCall *call);

/* zc-sandbox-reverse.c: reverse records, held in memory only. */

/**
 * zc_sandbox_list_reverse:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Lists reverse records (reverserecordsGet).
 */
void zc_sandbox_list_reverse (ZcSandbox     *self,
                              ZcSandboxCall *call);

/**
 * zc_sandbox_create_reverse:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Creates a reverse record (reverserecordsPost).
 */
void zc_sandbox_create_reverse (ZcSandbox     *self,
                                ZcSandboxCall *call);

/**
 * zc_sandbox_show_reverse:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Shows a reverse record (reverserecordsFindById).
 */
void zc_sandbox_show_reverse (ZcSandbox     *self,
                              ZcSandboxCall *call);

/**
 * zc_sandbox_ensure_reverse:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Changes a reverse record or creates it with a given id (reverserecordsPut).
 */
void zc_sandbox_ensure_reverse (ZcSandbox     *self,
                                ZcSandboxCall *call);

/**
 * zc_sandbox_delete_reverse:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Deletes a reverse record (reverserecordsDelete).
 */
void zc_sandbox_delete_reverse (ZcSandbox     *self,
                                ZcSandboxCall *call);

/* zc-sandbox-quota.c */

/**
 * zc_sandbox_show_quota:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Shows usage and limits (quotaGet).
 */
void zc_sandbox_show_quota (ZcSandbox     *self,
                            ZcSandboxCall *call);

/* zc-sandbox-control.c: what tests steer, below /_sandbox/. */

/**
 * zc_sandbox_control:
 * @self: a sandbox
 * @call: the call to answer
 *
 * Handles a control call; src/sandbox/README.md lists them.
 */
void zc_sandbox_control (ZcSandbox     *self,
                         ZcSandboxCall *call);

G_END_DECLS
