/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-secret.h"

G_BEGIN_DECLS

/**
 * ZcIonosCandidate:
 *
 * An account that the configuration file of the vendor's tools would make: a profile, together with the address that
 * its environment names for DNS. Immutable.
 */
#define ZC_TYPE_IONOS_CANDIDATE (zc_ionos_candidate_get_type ())
G_DECLARE_FINAL_TYPE (ZcIonosCandidate, zc_ionos_candidate, ZC, IONOS_CANDIDATE, GObject)

/**
 * zc_ionos_candidate_get_label:
 * @self: a candidate
 *
 * Returns: (transfer none): the profile's name, with the environment's where there is one; one line of plain text,
 *   which may serve as the account's name
 */
const char  *zc_ionos_candidate_get_label   (ZcIonosCandidate  *self);

/**
 * zc_ionos_candidate_get_api_url:
 * @self: a candidate
 *
 * Returns: (transfer none): the API's address: that of the file, or the service's own where the file has none. It is
 *   checked; one that cannot be used is only what may be shown of it, see zc_cloud_address_make_displayable()
 */
const char  *zc_ionos_candidate_get_api_url (ZcIonosCandidate  *self);

/**
 * zc_ionos_candidate_get_token:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable): the token; %NULL exactly when there is a problem
 */
ZcSecret    *zc_ionos_candidate_get_token   (ZcIonosCandidate  *self);

/**
 * zc_ionos_candidate_get_problem:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable): why it cannot be imported, such as a profile with a password and without a
 *   token; a translated sentence that names file and line
 */
const char  *zc_ionos_candidate_get_problem (ZcIonosCandidate  *self);

/**
 * zc_ionos_candidate_get_notes:
 * @self: a candidate
 *
 * Returns: (transfer none) (array zero-terminated=1): what the file asks for and Zone Courier does not do, such as
 *   leaving out the verification of certificates; translated sentences, often none
 */
const char * const *zc_ionos_candidate_get_notes (ZcIonosCandidate *self);

/**
 * zc_ionos_candidate_get_path:
 * @self: a candidate
 *
 * Returns: (transfer none): the file it is from
 */
const char  *zc_ionos_candidate_get_path    (ZcIonosCandidate  *self);

/**
 * zc_ionos_candidate_is_current:
 * @self: a candidate
 *
 * Returns: whether its profile is the one in use: the one that IONOS_CURRENT_PROFILE names, or else the file
 */
gboolean     zc_ionos_candidate_is_current  (ZcIonosCandidate  *self);

/**
 * zc_ionos_config_find_async:
 * @cancellable: (nullable): a cancellable
 * @callback: called when the files were looked for
 * @user_data: data for @callback
 *
 * Looks where the vendor's tools keep their configuration, without reading it: the file that IONOS_CONFIG_FILE names
 * or else ~/.ionos/config, and ionosctl's own, ionosctl/config.yaml in the user's configuration directory.
 */
void         zc_ionos_config_find_async     (GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);

/**
 * zc_ionos_config_find_finish:
 * @result: the result
 * @error: return location for an error, which can only be %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of the files that exist, often none
 */
char       **zc_ionos_config_find_finish    (GAsyncResult         *result,
                                             GError              **error);

/**
 * zc_ionos_config_load_async:
 * @path: the name of a file
 * @cancellable: (nullable): a cancellable
 * @callback: called when the file was read
 * @user_data: data for @callback
 *
 * Reads the accounts of one file, in a thread of its own. The file is not changed.
 */
void         zc_ionos_config_load_async     (const char           *path,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);

/**
 * zc_ionos_config_load_finish:
 * @result: the result
 * @error: return location for an error of GIO when the file cannot be read; %G_IO_ERROR_INVALID_DATA when it is not
 *   as it should be, with a message that names the file, the line and the field
 *
 * Returns: (transfer container) (element-type ZcIonosCandidate) (nullable): the candidates in the file's order, the
 *   one in use first
 */
GPtrArray   *zc_ionos_config_load_finish    (GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
