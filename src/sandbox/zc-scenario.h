/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-gate.h"
#include "zc-sandbox-fault.h"

G_BEGIN_DECLS

/**
 * ZcAccess:
 * @ZC_ACCESS_EVERYONE: every address of this computer
 * @ZC_ACCESS_SECONDARIES: the addresses of the service's name servers only
 * @ZC_ACCESS_NOBODY: no address
 *
 * Who may ask a primary, or copy a zone from it.
 */
typedef enum
{
  ZC_ACCESS_EVERYONE,
  ZC_ACCESS_SECONDARIES,
  ZC_ACCESS_NOBODY,
} ZcAccess;

/**
 * ZcServerManner:
 * @ZC_SERVER_ANSWERS: it runs
 * @ZC_SERVER_DOWN: its ports are closed
 * @ZC_SERVER_SILENT: its ports are open, and nothing comes back
 *
 * How a server behaves towards anyone.
 */
typedef enum
{
  ZC_SERVER_ANSWERS,
  ZC_SERVER_DOWN,
  ZC_SERVER_SILENT,
} ZcServerManner;

/**
 * ZcScenarioPrimary:
 *
 * One of the user's own name servers, from a group [primary-server ADDRESS].
 */
typedef struct
{
  char *address;              /* (owned) */
  char *name;                 /* (owned) (nullable): a host name the resolver knows it by */
  ZcServerManner manner;
  ZcGateRules gate;
} ZcScenarioPrimary;

/**
 * ZcScenarioSecondary:
 *
 * One of the service's name servers, from a group [name-server NAME].
 */
typedef struct
{
  char *name;                 /* (owned) */
  char *address;              /* (owned) */
  ZcServerManner manner;
  ZcGateRules gate;
  gboolean held;              /* its transfers are blocked until released */
  gboolean has_address;       /* whether the resolver knows its address */
  guint transfer_delay_ms;    /* between PUT axfr and the transfer */
} ZcScenarioSecondary;

/**
 * ZcScenarioCopy:
 *
 * How one server holds a zone.
 */
typedef struct
{
  char *file;                 /* (owned): the zone file */
  guint32 serial;             /* the SOA serial it is served with */
  guint n_extra_records;      /* host records added to the zone file's own */
  ZcAccess axfr_from;         /* primaries only */
  ZcAccess questions_from;    /* primaries only */
} ZcScenarioCopy;

/**
 * ZcScenarioStatus:
 *
 * What the service reports for a primary, whatever happened.
 */
typedef struct
{
  char *status;               /* (owned) */
  char *message;              /* (owned) (nullable) */
} ZcScenarioStatus;

/**
 * ZcScenarioZone:
 *
 * A zone of the account, from a group [secondary-zone NAME], [primary-zone NAME] or [generated-zones NAME].
 */
typedef struct
{
  gboolean is_primary;        /* a primary zone of the service: it has records of its own */
  gboolean is_served;         /* whether real name servers hold it */
  gboolean is_enabled;
  char *name;                 /* (owned) */
  char *id;                   /* (owned) */
  char *description;          /* (owned) (nullable): %NULL leaves the member out */
  char *state;                /* (owned) */
  char *created;              /* (owned) (nullable): %NULL leaves the member out */
  char *modified;             /* (owned) (nullable): %NULL leaves the member out */
  char *created_by;           /* (owned) (nullable): %NULL leaves the member out */
  ZcScenarioCopy *own_copy;   /* (owned): what the service holds when no real server does */
  GStrv primaries;            /* (owned): addresses */
  GStrv name_servers;         /* (owned) */
  GHashTable *primary_copies;   /* (owned) (element-type utf8 ZcScenarioCopy): by address */
  GHashTable *secondary_copies; /* (owned) (element-type utf8 ZcScenarioCopy): by name */
  GHashTable *statuses;       /* (owned) (element-type utf8 ZcScenarioStatus): by address */
} ZcScenarioZone;

/**
 * ZcScenario:
 *
 * What a sandbox plays: servers, zones, faults. src/sandbox/README.md describes the file.
 */
typedef struct
{
  char *name;                 /* (owned): for messages */
  char *directory;            /* (owned) (nullable): where its zone files are; %NULL: built in */
  GPtrArray *primaries;       /* (owned) (element-type ZcScenarioPrimary) */
  GPtrArray *secondaries;     /* (owned) (element-type ZcScenarioSecondary) */
  GPtrArray *zones;           /* (owned) (element-type ZcScenarioZone) */
  GPtrArray *faults;          /* (owned) (element-type ZcSandboxFault) */
  guint answer_delay_ms;      /* before each answer of the API */
  guint provisioning_ms;      /* how long a new zone stays PROVISIONING and a deleted one DESTROYING */
  guint rate_limit;           /* answers per second to one client, 0: no limit */
  gint64 token_seconds;       /* the token's life from the start on */
  gboolean shows_all_types;   /* whether the API shows records outside its enumeration, SOA too */
  gboolean secondaries_allow_axfr; /* whether this computer may copy zones from the secondaries */
  guint quota_zones;
  guint quota_secondary_zones;
  guint quota_records;
  guint quota_reverse_records;
} ZcScenario;

#define ZC_SCENARIO_ERROR (zc_scenario_error_quark ())
GQuark      zc_scenario_error_quark (void);

/**
 * ZcScenarioError:
 * @ZC_SCENARIO_ERROR_NOT_FOUND: there is no such file and no built-in scenario of this name
 * @ZC_SCENARIO_ERROR_INVALID: the file, a group or a key is wrong; the message names it
 *
 * Why a scenario cannot be played.
 */
typedef enum
{
  ZC_SCENARIO_ERROR_NOT_FOUND,
  ZC_SCENARIO_ERROR_INVALID,
} ZcScenarioError;

/**
 * zc_scenario_load:
 * @name_or_path: a built-in scenario's name, or the path of a key file (with a slash or a dot in it)
 * @error: return location for an error: %ZC_SCENARIO_ERROR
 *
 * Reads a scenario. Zone files are looked for beside the key file and then among the built-in ones,
 * and each is read once, so that a mistake is told now.
 *
 * Returns: (transfer full): the scenario
 */
ZcScenario *zc_scenario_load        (const char  *name_or_path,
                                     GError     **error);

/**
 * zc_scenario_free:
 * @self: (transfer full): a scenario
 *
 * Frees a scenario.
 */
void        zc_scenario_free        (ZcScenario *self);

/**
 * zc_scenario_read_zone_file:
 * @self: a scenario
 * @file: a zone file's name
 * @error: return location for an error
 *
 * Reads the text of a zone file of the scenario.
 *
 * Returns: (transfer full): the text
 */
char       *zc_scenario_read_zone_file (ZcScenario  *self,
                                        const char  *file,
                                        GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcScenario, zc_scenario_free)

G_END_DECLS
