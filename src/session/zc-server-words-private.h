/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "zc-server-view.h"

G_BEGIN_DECLS

/**
 * zc_server_words_is_silence:
 * @outcome: an outcome
 *
 * Returns: %TRUE when nothing at all came back in time
 */
gboolean     zc_server_words_is_silence (ZcDnsOutcome       outcome);

/**
 * zc_server_words_judge:
 * @role: what the server is to the zone
 * @answer: its answer over one transport
 *
 * Returns: how to mark that answer
 */
ZcServerTone zc_server_words_judge      (ZcServerRole       role,
                                         const ZcSoaAnswer *answer);

/**
 * zc_server_words_describe:
 * @role: what the server is to the zone
 * @answer: its answer
 * @way: how it was asked, such as "UDP 53" or "UDP and TCP 53"
 *
 * Says what an exchange showed, with what the server says itself about an error (RFC 8914). What follows from
 * several of them is said by #ZcDiagnosis.
 *
 * Returns: (transfer full): translated plain text, without the server's name
 */
char        *zc_server_words_describe   (ZcServerRole       role,
                                         const ZcSoaAnswer *answer,
                                         const char        *way);

G_END_DECLS
