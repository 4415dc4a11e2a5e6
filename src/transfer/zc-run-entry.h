/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dns-outcome.h"
#include "zc-server-role.h"

G_BEGIN_DECLS

/**
 * ZcRunEntryKind:
 * @ZC_RUN_ENTRY_SERIAL: a server answered the question for the SOA, or did not; before the start as well
 * @ZC_RUN_ENTRY_STATUS: the service reported a status for a primary address
 * @ZC_RUN_ENTRY_REQUEST: the PUT left
 * @ZC_RUN_ENTRY_ACCEPTED: the service accepted it
 * @ZC_RUN_ENTRY_UNANSWERED: its answer was lost
 * @ZC_RUN_ENTRY_REJECTED: the service turned it away; the text says why
 * @ZC_RUN_ENTRY_TROUBLE: a look failed in a way that may pass; the text says how
 * @ZC_RUN_ENTRY_RESUMED: the program was started again and went on watching
 * @ZC_RUN_ENTRY_VERDICT: the end; the text is the run's words
 *
 * What an entry of a run's record tells.
 */
typedef enum
{
  ZC_RUN_ENTRY_SERIAL,
  ZC_RUN_ENTRY_STATUS,
  ZC_RUN_ENTRY_REQUEST,
  ZC_RUN_ENTRY_ACCEPTED,
  ZC_RUN_ENTRY_UNANSWERED,
  ZC_RUN_ENTRY_REJECTED,
  ZC_RUN_ENTRY_TROUBLE,
  ZC_RUN_ENTRY_RESUMED,
  ZC_RUN_ENTRY_VERDICT,
} ZcRunEntryKind;

#define ZC_TYPE_RUN_ENTRY_KIND (zc_run_entry_kind_get_type ())
GType zc_run_entry_kind_get_type (void) G_GNUC_CONST;

/**
 * ZcRunEntry:
 *
 * One thing that was seen during a run: an immutable value. What a server or the service repeats without a
 * change is not listed again, so it holds until the next entry of the same server, address and transport, or
 * until the end.
 */
#define ZC_TYPE_RUN_ENTRY (zc_run_entry_get_type ())
G_DECLARE_FINAL_TYPE (ZcRunEntry, zc_run_entry, ZC, RUN_ENTRY, GObject)

/**
 * zc_run_entry_get_kind:
 * @self: an entry
 *
 * Returns: what it tells
 */
ZcRunEntryKind  zc_run_entry_get_kind        (ZcRunEntry *self);

/**
 * zc_run_entry_get_offset_us:
 * @self: an entry
 *
 * Returns: when it was seen, in microseconds since the run began
 */
gint64          zc_run_entry_get_offset_us   (ZcRunEntry *self);

/**
 * zc_run_entry_get_role:
 * @self: an entry of the kind serial or status
 *
 * Returns: what the server is to the zone; a status is about a primary
 */
ZcServerRole    zc_run_entry_get_role        (ZcRunEntry *self);

/**
 * zc_run_entry_get_server_name:
 * @self: an entry
 *
 * Returns: (transfer none) (nullable): the primary's address or the name server's name as the service spells
 *   it, made safe to show; %NULL when the entry is not about a server
 */
const char     *zc_run_entry_get_server_name (ZcRunEntry *self);

/**
 * zc_run_entry_get_address:
 * @self: an entry
 *
 * Returns: (transfer none) (nullable): the address that was asked; %NULL when none was
 */
const char     *zc_run_entry_get_address     (ZcRunEntry *self);

/**
 * zc_run_entry_get_transport:
 * @self: an entry of the kind serial with an address
 *
 * Returns: how it was asked
 */
ZcDnsTransport  zc_run_entry_get_transport   (ZcRunEntry *self);

/**
 * zc_run_entry_get_outcome:
 * @self: an entry of the kind serial with an address
 *
 * Returns: what the question showed
 */
ZcDnsOutcome    zc_run_entry_get_outcome     (ZcRunEntry *self);

/**
 * zc_run_entry_get_serial:
 * @self: an entry
 * @serial: (out) (optional): the serial that the server answered with, with authority
 *
 * Returns: %TRUE when it did
 */
gboolean        zc_run_entry_get_serial      (ZcRunEntry *self,
                                              guint32    *serial);

/**
 * zc_run_entry_is_error:
 * @self: an entry
 *
 * Returns: %TRUE for a status that explains an error, a rejection and trouble, and for a server that did not
 *   answer with the zone although this computer has a route to it
 */
gboolean        zc_run_entry_is_error        (ZcRunEntry *self);

/**
 * zc_run_entry_get_text:
 * @self: an entry
 *
 * Returns: (transfer none): the service's own words, the reason, or the run's words, made safe to show; ""
 *   when the kind says it all. Plain text
 */
const char     *zc_run_entry_get_text        (ZcRunEntry *self);

/**
 * zc_run_entry_dup_sentence:
 * @self: an entry
 *
 * Returns: (transfer full): all that the entry tells but for its time, as one translated sentence for people
 *   and for screen readers; plain text
 */
char           *zc_run_entry_dup_sentence    (ZcRunEntry *self);

G_END_DECLS
