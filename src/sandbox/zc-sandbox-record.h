/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZcSandboxRecord:
 *
 * A record as the API shows it.
 */
typedef struct
{
  char *id;             /* (owned) (nullable): records of secondary zones have none */
  char *name;           /* (owned): relative to the zone, "" at its apex */
  char *type;           /* (owned) */
  char *content;        /* (owned): without the priority */
  char *created;        /* (owned) (nullable) */
  char *modified;       /* (owned) (nullable) */
  guint ttl;            /* seconds */
  guint priority;       /* 0 for types without one */
  gboolean enabled;
} ZcSandboxRecord;

/**
 * zc_sandbox_record_free:
 * @self: (transfer full): a record
 *
 * Frees a record.
 */
void     zc_sandbox_record_free          (ZcSandboxRecord *self);

/**
 * zc_sandbox_record_is_known_type:
 * @type: a type's mnemonic
 *
 * Returns: whether the API's enumeration of record types has it
 */
gboolean zc_sandbox_record_is_known_type (const char *type);

/**
 * zc_sandbox_record_needs_priority:
 * @type: a type's mnemonic
 *
 * Returns: whether records of this type must have a priority of their own
 */
gboolean zc_sandbox_record_needs_priority (const char *type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcSandboxRecord, zc_sandbox_record_free)

G_END_DECLS
