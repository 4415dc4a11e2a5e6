/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-sandbox-zone.h"

G_BEGIN_DECLS

/**
 * ZcSandboxStore:
 *
 * The zones of the account, in the order of the scenario and then of their creation.
 */
typedef struct _ZcSandboxStore ZcSandboxStore;

/**
 * zc_sandbox_store_new:
 * @scenario: (transfer none): whose zones to hold; it must outlive the result
 *
 * Returns: (transfer full): a new store
 */
ZcSandboxStore *zc_sandbox_store_new         (ZcScenario *scenario);

/**
 * zc_sandbox_store_free:
 * @self: (transfer full): a store
 *
 * Frees a store.
 */
void            zc_sandbox_store_free        (ZcSandboxStore *self);

/**
 * zc_sandbox_store_add:
 * @self: a store
 * @zone: (transfer full): a zone with a new id
 *
 * Adds a zone.
 */
void            zc_sandbox_store_add         (ZcSandboxStore *self,
                                              ZcSandboxZone  *zone);

/**
 * zc_sandbox_store_remove:
 * @self: a store
 * @zone: a zone of it
 *
 * Removes and frees a zone.
 */
void            zc_sandbox_store_remove      (ZcSandboxStore *self,
                                              ZcSandboxZone  *zone);

/**
 * zc_sandbox_store_find:
 * @self: a store
 * @is_primary: the zone's kind
 * @id: its id
 *
 * Returns: (transfer none) (nullable): the zone
 */
ZcSandboxZone  *zc_sandbox_store_find        (ZcSandboxStore *self,
                                              gboolean        is_primary,
                                              const char     *id);

/**
 * zc_sandbox_store_find_by_name:
 * @self: a store
 * @is_primary: the zone's kind
 * @name: its name
 *
 * Returns: (transfer none) (nullable): the zone
 */
ZcSandboxZone  *zc_sandbox_store_find_by_name (ZcSandboxStore *self,
                                               gboolean        is_primary,
                                               const char     *name);

/**
 * zc_sandbox_store_list:
 * @self: a store
 * @is_primary: which kind
 * @state: (nullable): only zones in this state
 * @name: (nullable): only zones whose names contain this, equal ones first
 *
 * Returns: (transfer container) (element-type ZcSandboxZone): the zones
 */
GPtrArray      *zc_sandbox_store_list        (ZcSandboxStore *self,
                                              gboolean        is_primary,
                                              const char     *state,
                                              const char     *name);

/**
 * zc_sandbox_store_get_records:
 * @self: a store
 * @zone: a zone that no real server holds
 *
 * Returns: (transfer none) (element-type ZcSandboxRecord): its records
 */
GPtrArray      *zc_sandbox_store_get_records (ZcSandboxStore *self,
                                              ZcSandboxZone  *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcSandboxStore, zc_sandbox_store_free)

G_END_DECLS
