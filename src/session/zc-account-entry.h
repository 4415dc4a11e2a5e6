/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-account.h"

G_BEGIN_DECLS

/**
 * ZcAccountEntry:
 *
 * A line of the list of accounts: all that is known of an account without its token. Immutable; whatever changes
 * puts another entry with the same id in its place. Its properties "id", "name" and "api-url" can be bound.
 */
#define ZC_TYPE_ACCOUNT_ENTRY (zc_account_entry_get_type ())
G_DECLARE_FINAL_TYPE (ZcAccountEntry, zc_account_entry, ZC, ACCOUNT_ENTRY, GObject)

/**
 * zc_account_entry_new:
 * @kind: where the account comes from
 * @id: its id
 * @name: its name
 * @api_url: its API's address
 * @last_opened: (nullable): when it was opened last
 *
 * Returns: (transfer full): a new entry
 */
ZcAccountEntry *zc_account_entry_new             (ZcAccountKind   kind,
                                                  const char     *id,
                                                  const char     *name,
                                                  const char     *api_url,
                                                  GDateTime      *last_opened);

/**
 * zc_account_entry_get_kind:
 * @self: an entry
 *
 * Returns: where the account comes from
 */
ZcAccountKind   zc_account_entry_get_kind        (ZcAccountEntry *self);

/**
 * zc_account_entry_get_id:
 * @self: an entry
 *
 * Returns: (transfer none): the account's id
 */
const char     *zc_account_entry_get_id          (ZcAccountEntry *self);

/**
 * zc_account_entry_get_name:
 * @self: an entry
 *
 * Returns: (transfer none): the account's name, one line of plain text and never markup
 */
const char     *zc_account_entry_get_name        (ZcAccountEntry *self);

/**
 * zc_account_entry_get_api_url:
 * @self: an entry
 *
 * Returns: (transfer none): the API's address
 */
const char     *zc_account_entry_get_api_url     (ZcAccountEntry *self);

/**
 * zc_account_entry_get_last_opened:
 * @self: an entry
 *
 * Returns: (transfer none) (nullable): when the account was opened last, %NULL for never
 */
GDateTime      *zc_account_entry_get_last_opened (ZcAccountEntry *self);

/**
 * zc_account_entry_looks_like:
 * @self: an entry
 * @other: another entry
 *
 * Returns: whether all is the same of both but the time when they were opened last, which is not shown
 */
gboolean        zc_account_entry_looks_like      (ZcAccountEntry *self,
                                                  ZcAccountEntry *other);

G_END_DECLS
