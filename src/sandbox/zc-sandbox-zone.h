/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "zc-scenario.h"
#include "zc-sandbox-record.h"

G_BEGIN_DECLS

/**
 * ZcSandboxZone:
 *
 * A zone of the account, primary or secondary, as the API knows it.
 */
typedef struct
{
  char *id;                 /* (owned) */
  char *name;               /* (owned) */
  char *description;        /* (owned) (nullable) */
  char *state;              /* (owned) */
  char *created;            /* (owned) (nullable) */
  char *modified;           /* (owned) (nullable) */
  char *created_by;         /* (owned) (nullable) */
  GStrv name_servers;       /* (owned) */
  GStrv primaries;          /* (owned): empty for primary zones */
  gboolean is_primary;
  gboolean is_enabled;
  GPtrArray *records;       /* (owned) (nullable) (element-type ZcSandboxRecord): those of zones
                             * without real name servers, %NULL until they are needed */
  ZcScenarioCopy *own_copy; /* (owned) (nullable): what those records are made from */
  GHashTable *statuses;     /* (owned) (element-type utf8 ZcScenarioStatus): by primary */
  GHashTable *fixed_statuses; /* (owned) (element-type utf8 ZcScenarioStatus): these win */
} ZcSandboxZone;

/**
 * zc_sandbox_zone_new:
 * @id: its UUID
 * @name: its name
 * @is_primary: its kind
 *
 * Creates a zone in the state AVAILABLE, created now.
 *
 * Returns: (transfer full): a new zone
 */
ZcSandboxZone *zc_sandbox_zone_new           (const char *id,
                                              const char *name,
                                              gboolean    is_primary);

/**
 * zc_sandbox_zone_new_from_scenario:
 * @scenario: a zone of a scenario
 *
 * Returns: (transfer full): a new zone
 */
ZcSandboxZone *zc_sandbox_zone_new_from_scenario (const ZcScenarioZone *scenario);

/**
 * zc_sandbox_zone_free:
 * @self: (transfer full): a zone
 *
 * Frees a zone.
 */
void           zc_sandbox_zone_free          (ZcSandboxZone *self);

/**
 * zc_sandbox_zone_touch:
 * @self: a zone
 *
 * Sets the date of its last change to now.
 */
void           zc_sandbox_zone_touch         (ZcSandboxZone *self);

/**
 * zc_sandbox_zone_set_status:
 * @self: a zone
 * @primary: one of its primaries
 * @status: what to report
 * @message: (nullable): an error's text
 * @fixed: whether it holds whatever happens
 *
 * Sets what the service reports for a primary.
 */
void           zc_sandbox_zone_set_status    (ZcSandboxZone *self,
                                              const char    *primary,
                                              const char    *status,
                                              const char    *message,
                                              gboolean       fixed);

/**
 * zc_sandbox_zone_get_collection:
 * @self: a zone
 *
 * Returns: (transfer none): the collection it belongs to: "zones" or "secondaryzones"
 */
const char    *zc_sandbox_zone_get_collection (const ZcSandboxZone *self);

/**
 * zc_sandbox_zone_make_now:
 *
 * Returns: (transfer full): this moment as the service writes it
 */
char          *zc_sandbox_zone_make_now      (void);

/**
 * zc_sandbox_zone_write:
 * @self: a zone
 * @builder: where to write
 *
 * Writes the zone as the API shows it.
 */
void           zc_sandbox_zone_write         (const ZcSandboxZone *self,
                                              JsonBuilder         *builder);

/**
 * zc_sandbox_zone_write_statuses:
 * @self: a secondary zone
 * @builder: where to write
 *
 * Writes the answer of GET axfr.
 */
void           zc_sandbox_zone_write_statuses (const ZcSandboxZone *self,
                                               JsonBuilder         *builder);

/**
 * zc_sandbox_zone_write_record:
 * @self: a zone
 * @record: one of its records
 * @builder: where to write
 *
 * Writes a record as the API shows it.
 */
void           zc_sandbox_zone_write_record  (const ZcSandboxZone   *self,
                                              const ZcSandboxRecord *record,
                                              JsonBuilder           *builder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcSandboxZone, zc_sandbox_zone_free)

G_END_DECLS
