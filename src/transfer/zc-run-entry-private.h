/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-run-entry.h"
#include "zc-run-machine.h"

G_BEGIN_DECLS

/**
 * ZcRunEntryList:
 *
 * Makes the entries of a run from its events, live or as they are read from the store.
 */
typedef struct _ZcRunEntryList ZcRunEntryList;

/**
 * zc_run_entry_list_new:
 *
 * Returns: (transfer full): a list without entries
 */
ZcRunEntryList *zc_run_entry_list_new       (void);

/**
 * zc_run_entry_list_free:
 * @self: (transfer full): a list
 *
 * Frees the list; its model lives on while others hold it.
 */
void            zc_run_entry_list_free      (ZcRunEntryList   *self);

/**
 * zc_run_entry_list_get_model:
 * @self: a list
 *
 * Returns: (transfer none): the entries, oldest first: a GListModel of ZcRunEntry
 */
GListModel     *zc_run_entry_list_get_model (ZcRunEntryList   *self);

/**
 * zc_run_entry_list_add:
 * @self: a list
 * @event: an event
 * @machine: the machine that took the event in
 *
 * Adds what is new in @event, and the verdict when it ended the run.
 *
 * Returns: %TRUE when a serial or a status is another one than before
 */
gboolean        zc_run_entry_list_add       (ZcRunEntryList   *self,
                                             const ZcRunEvent *event,
                                             ZcRunMachine     *machine);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcRunEntryList, zc_run_entry_list_free)

G_END_DECLS
