/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * ZcSandboxEntry:
 *
 * One request in the journal. It holds no header, so that no token is ever in it.
 */
typedef struct
{
  guint64 number;           /* counted from 1 */
  gint64 time;              /* when it arrived, microseconds since the epoch */
  gint64 duration;          /* microseconds until the answer was ready, -1 until then */
  char *method;             /* (owned) */
  char *path;               /* (owned): with its query */
  char *user_agent;         /* (owned) (nullable) */
  char *fault;              /* (owned) (nullable): the fault it met */
  guint status;             /* what was answered, 0 when nothing was */
  gsize request_bytes;
  gsize response_bytes;
  gboolean is_authorized;
} ZcSandboxEntry;

/**
 * ZcSandboxJournal:
 *
 * What was asked of the API, the latest 100 000 requests.
 */
typedef struct _ZcSandboxJournal ZcSandboxJournal;

/**
 * zc_sandbox_journal_new:
 *
 * Returns: (transfer full): an empty journal
 */
ZcSandboxJournal *zc_sandbox_journal_new   (void);

/**
 * zc_sandbox_journal_free:
 * @self: (transfer full): a journal
 *
 * Frees a journal.
 */
void              zc_sandbox_journal_free  (ZcSandboxJournal *self);

/**
 * zc_sandbox_journal_add:
 * @self: a journal
 * @method: the method
 * @path: the path with its query
 *
 * Enters a request as it arrives.
 *
 * Returns: (transfer none): the entry, valid until the journal is cleared or the entry is the
 *   oldest of too many; find it again by its number
 */
ZcSandboxEntry   *zc_sandbox_journal_add   (ZcSandboxJournal *self,
                                            const char       *method,
                                            const char       *path);

/**
 * zc_sandbox_journal_find:
 * @self: a journal
 * @number: an entry's number
 *
 * Returns: (transfer none) (nullable): the entry, if it is still there
 */
ZcSandboxEntry   *zc_sandbox_journal_find  (ZcSandboxJournal *self,
                                            guint64           number);

/**
 * zc_sandbox_journal_clear:
 * @self: a journal
 *
 * Forgets all entries. Numbers go on.
 */
void              zc_sandbox_journal_clear (ZcSandboxJournal *self);

/**
 * zc_sandbox_journal_write:
 * @self: a journal
 * @builder: where to write
 *
 * Writes the entries, oldest first.
 */
void              zc_sandbox_journal_write (ZcSandboxJournal *self,
                                            JsonBuilder      *builder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcSandboxJournal, zc_sandbox_journal_free)

G_END_DECLS
