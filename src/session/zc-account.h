/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dns-config.h"
#include "zc-secret.h"

G_BEGIN_DECLS

/**
 * ZcAccountError:
 * @ZC_ACCOUNT_ERROR_NONE: there is no account
 *
 * Why no account could be opened. A variable that cannot be understood is %G_IO_ERROR_INVALID_ARGUMENT.
 */
typedef enum
{
  ZC_ACCOUNT_ERROR_NONE,
} ZcAccountError;

#define ZC_ACCOUNT_ERROR (zc_account_error_quark ())
GQuark zc_account_error_quark (void);

/**
 * ZcAccount:
 *
 * Who uses the service: a name, the API's address, a token, and where DNS questions go. Immutable.
 */
#define ZC_TYPE_ACCOUNT (zc_account_get_type ())
G_DECLARE_FINAL_TYPE (ZcAccount, zc_account, ZC, ACCOUNT, GObject)

/**
 * zc_account_new:
 * @name: the name people know the account by
 * @api_url: the API's address
 * @token: the token
 * @config: where DNS questions go
 * @demo: whether it is the demo's account
 *
 * Returns: (transfer full): a new account
 */
ZcAccount   *zc_account_new                  (const char   *name,
                                              const char   *api_url,
                                              ZcSecret     *token,
                                              ZcDnsConfig  *config,
                                              gboolean      demo);

/**
 * zc_account_new_from_environment:
 * @error: return location for an error
 *
 * Reads IONOS_TOKEN, IONOS_API_URL_DNS, then IONOS_API_URL unless its host is api.ionos.com (that one
 * serves other products), ZONE_COURIER_DNS_PORT and ZONE_COURIER_DNS_RESOLVER, and removes IONOS_TOKEN from
 * the environment, so that no child process gets it. The account is not saved.
 *
 * Returns: (transfer full) (nullable): the account "From the environment"; %NULL with
 *   %ZC_ACCOUNT_ERROR_NONE when there is no token
 */
ZcAccount   *zc_account_new_from_environment (GError      **error);

/**
 * zc_account_get_name:
 * @self: an account
 *
 * Returns: (transfer none): its name
 */
const char  *zc_account_get_name             (ZcAccount    *self);

/**
 * zc_account_get_api_url:
 * @self: an account
 *
 * Returns: (transfer none): the API's address
 */
const char  *zc_account_get_api_url          (ZcAccount    *self);

/**
 * zc_account_get_token:
 * @self: an account
 *
 * Returns: (transfer none): its token
 */
ZcSecret    *zc_account_get_token            (ZcAccount    *self);

/**
 * zc_account_get_dns_config:
 * @self: an account
 *
 * Returns: (transfer none): where DNS questions go
 */
ZcDnsConfig *zc_account_get_dns_config       (ZcAccount    *self);

/**
 * zc_account_is_demo:
 * @self: an account
 *
 * Returns: %TRUE for the account of the sandbox on this computer
 */
gboolean     zc_account_is_demo              (ZcAccount    *self);

G_END_DECLS
