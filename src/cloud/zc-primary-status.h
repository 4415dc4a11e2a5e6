/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ZcPrimaryStatus:
 *
 * What the service reports about its last transfer from one primary address: an immutable value
 * with the construct-only properties "primary-ip", "status", "error-message".
 * Reads an item of ZoneTransferPrimaryIpsStatus of the API (operation secondaryzonesAxfrGet). The
 * service tells no time, serial or attempt with it.
 */
#define ZC_TYPE_PRIMARY_STATUS (zc_primary_status_get_type ())
G_DECLARE_FINAL_TYPE (ZcPrimaryStatus, zc_primary_status, ZC, PRIMARY_STATUS, GObject)

/**
 * zc_primary_status_get_primary_ip:
 * @self: a status
 *
 * Returns: (transfer none): the primary's address as the service spells it
 */
const char *zc_primary_status_get_primary_ip    (ZcPrimaryStatus *self);

/**
 * zc_primary_status_get_status:
 * @self: a status
 *
 * Returns: (transfer none): the status word, verbatim; an open string
 */
const char *zc_primary_status_get_status        (ZcPrimaryStatus *self);

/**
 * zc_primary_status_get_error_message:
 * @self: a status
 *
 * Returns: (transfer none) (nullable): the service's explanation, verbatim, when it gave a
 *   non-empty one
 */
const char *zc_primary_status_get_error_message (ZcPrimaryStatus *self);

/**
 * zc_primary_status_is_ok:
 * @self: a status
 *
 * Returns: %TRUE when the word is "Ok" in any case and no explanation of an error came with it
 */
gboolean    zc_primary_status_is_ok             (ZcPrimaryStatus *self);

/**
 * zc_primary_status_is_error:
 * @self: a status
 *
 * Returns: %TRUE when the service explained an error. A word that is neither "Ok" nor explained is
 *   neither ok nor an error
 */
gboolean    zc_primary_status_is_error          (ZcPrimaryStatus *self);

G_END_DECLS
