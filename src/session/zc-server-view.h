/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "zc-serial-report.h"
#include "zc-zone.h"

G_BEGIN_DECLS

/**
 * ZcServerTone:
 * @ZC_SERVER_TONE_UNSEEN: the server was not asked yet
 * @ZC_SERVER_TONE_NEUTRAL: nothing can be said about the server from this computer
 * @ZC_SERVER_TONE_NOTE: what was seen is usual and no reason for anything, such as a copy that this computer is refused
 * @ZC_SERVER_TONE_GOOD: the server does what it should
 * @ZC_SERVER_TONE_BEHIND: the server is well, but has an older serial than the primary: a reason to start a
 *   transfer
 * @ZC_SERVER_TONE_WARNING: something may keep a transfer from working
 * @ZC_SERVER_TONE_BAD: something keeps a transfer from working, or the zone is not served
 *
 * How what was seen of a server is to be marked. This computer is not the service: what only this
 * computer was refused is never %ZC_SERVER_TONE_BAD. Greater values are worse.
 */
typedef enum
{
  ZC_SERVER_TONE_UNSEEN,
  ZC_SERVER_TONE_NEUTRAL,
  ZC_SERVER_TONE_NOTE,
  ZC_SERVER_TONE_GOOD,
  ZC_SERVER_TONE_BEHIND,
  ZC_SERVER_TONE_WARNING,
  ZC_SERVER_TONE_BAD,
} ZcServerTone;

/**
 * ZcServerView:
 * @role: what the server is to the zone
 * @name: the primary's address or the name server's name, as the service spells it (owned)
 * @tone: how to mark it
 * @has_serial: whether @serial is known
 * @serial: the newest serial it answered with
 * @text: what was seen, translated plain text; a line an address (owned)
 *
 * One server of a zone and all that one serial check saw of it.
 */
typedef struct
{
  ZcServerRole role;
  char *name;
  ZcServerTone tone;
  gboolean has_serial;
  guint32 serial;
  char *text;
} ZcServerView;

/**
 * zc_server_view_free:
 * @self: (transfer full): a view
 *
 * Frees the view and what it owns.
 */
void       zc_server_view_free        (ZcServerView   *self);

/**
 * zc_server_view_list:
 * @zone: a zone
 * @report: (nullable): a serial check of it, %NULL before the first
 * @role: which of its servers
 * @asking: whether a check is under way, for the words about a server that was not seen yet
 *
 * Puts what was seen of each server into words, in the service's order. A server the report does not
 * know, perhaps because it was added since, is there too, as unseen.
 *
 * Returns: (transfer full) (element-type ZcServerView): a view for each server of that role
 */
GPtrArray *zc_server_view_list        (ZcZone         *zone,
                                       ZcSerialReport *report,
                                       ZcServerRole    role,
                                       gboolean        asking);

/**
 * zc_server_view_describe_served:
 * @zone: a zone
 * @report: (nullable): a serial check of it, %NULL before the first
 * @asking: whether a check is under way
 * @tone: (out) (optional): how to mark it
 *
 * Says which serials the service's name servers answer with, such as "Serial 2026112202 on 4 of 4 name
 * servers".
 *
 * Returns: (transfer full): translated plain text
 */
char      *zc_server_view_describe_served (ZcZone         *zone,
                                           ZcSerialReport *report,
                                           gboolean        asking,
                                           ZcServerTone   *tone);

/**
 * zc_server_view_is_thorough:
 * @report: a serial check
 *
 * Returns: %TRUE when both transports were tried, %FALSE for a quick look over UDP alone
 */
gboolean   zc_server_view_is_thorough (ZcSerialReport *report);

/**
 * zc_server_view_is_fresh:
 * @report: (nullable): a serial check, %NULL before the first
 * @checked: (nullable): when it was made
 *
 * Tells whether a check over both transports was made just now, so that whoever opens one window after the
 * other does not ask all servers each time.
 *
 * Returns: %TRUE when there is no need to ask again
 */
gboolean   zc_server_view_is_fresh    (ZcSerialReport *report,
                                       GDateTime      *checked);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcServerView, zc_server_view_free)

G_END_DECLS
