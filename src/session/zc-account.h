/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dns-config.h"
#include "zc-secret.h"

G_BEGIN_DECLS

/**
 * ZcAccountError:
 * @ZC_ACCOUNT_ERROR_NONE: there is no account
 * @ZC_ACCOUNT_ERROR_NOT_FOUND: there is no account with this id or name (any more)
 * @ZC_ACCOUNT_ERROR_BAD_NAME: the text cannot be an account's name
 * @ZC_ACCOUNT_ERROR_NAME_TAKEN: another account has this name
 * @ZC_ACCOUNT_ERROR_BAD_TOKEN: the text cannot be a token
 * @ZC_ACCOUNT_ERROR_OTHER_OWNER: the token is not of the contract and user that the account is of
 * @ZC_ACCOUNT_ERROR_NOT_SAVED: the list of accounts could not be written to its file
 *
 * Why something could not be done with an account. A variable of the environment that cannot be understood is
 * %G_IO_ERROR_INVALID_ARGUMENT, an API address that cannot be used one of %ZC_CLOUD_ERROR.
 */
typedef enum
{
  ZC_ACCOUNT_ERROR_NONE,
  ZC_ACCOUNT_ERROR_NOT_FOUND,
  ZC_ACCOUNT_ERROR_BAD_NAME,
  ZC_ACCOUNT_ERROR_NAME_TAKEN,
  ZC_ACCOUNT_ERROR_BAD_TOKEN,
  ZC_ACCOUNT_ERROR_OTHER_OWNER,
  ZC_ACCOUNT_ERROR_NOT_SAVED,
} ZcAccountError;

#define ZC_ACCOUNT_ERROR (zc_account_error_quark ())
GQuark zc_account_error_quark (void);

/**
 * ZcAccountKind:
 * @ZC_ACCOUNT_KIND_ENVIRONMENT: "From the environment", made from variables and not saved
 * @ZC_ACCOUNT_KIND_DEMO: the sandbox on this computer
 * @ZC_ACCOUNT_KIND_SAVED: in the list of accounts, its token in the keyring
 * @ZC_ACCOUNT_KIND_SESSION_ONLY: kept in memory until the program ends
 *
 * Where an account comes from and how long it stays.
 */
typedef enum
{
  ZC_ACCOUNT_KIND_ENVIRONMENT,
  ZC_ACCOUNT_KIND_DEMO,
  ZC_ACCOUNT_KIND_SAVED,
  ZC_ACCOUNT_KIND_SESSION_ONLY,
} ZcAccountKind;

/**
 * ZC_ACCOUNT_ID_ENVIRONMENT:
 *
 * The id of an account "From the environment" whose token does not say whose it is; nothing is kept of it. The ids of
 * the others are this one, a hyphen, and a digest of the API address and of the contract and user that the token names.
 */
#define ZC_ACCOUNT_ID_ENVIRONMENT "environment"

/**
 * ZC_ACCOUNT_ID_DEMO:
 *
 * The id of the demo's account.
 */
#define ZC_ACCOUNT_ID_DEMO "demo"

/**
 * ZcAccount:
 *
 * Who uses the service: a name, the API's address, a token, and where DNS questions go. Immutable: a new name
 * or a new token makes a new object with the same id.
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
 * Creates an account that is not saved: the demo's, or one for this session only with an id of its own.
 *
 * Returns: (transfer full): a new account
 */
ZcAccount   *zc_account_new                  (const char   *name,
                                              const char   *api_url,
                                              ZcSecret     *token,
                                              ZcDnsConfig  *config,
                                              gboolean      demo);

/**
 * zc_account_new_full:
 * @kind: where it comes from
 * @id: what it is kept under, see zc_account_get_id()
 * @name: the name people know the account by
 * @api_url: the API's address
 * @token: the token
 * @config: where DNS questions go
 *
 * Returns: (transfer full): a new account
 */
ZcAccount   *zc_account_new_full             (ZcAccountKind  kind,
                                              const char    *id,
                                              const char    *name,
                                              const char    *api_url,
                                              ZcSecret      *token,
                                              ZcDnsConfig   *config);

/**
 * zc_account_new_from_environment:
 * @error: return location for an error
 *
 * Reads IONOS_TOKEN, IONOS_API_URL_DNS, then IONOS_API_URL unless its host is api.ionos.com (that one
 * serves other products), ZONE_COURIER_DNS_PORT and ZONE_COURIER_DNS_RESOLVER, and removes IONOS_TOKEN from
 * the environment, so that no child process gets it and nothing is left of it below /proc. The account is not saved.
 *
 * Its id is the same at the next start when the API address is, and when the token is of the same contract and the same
 * user by its own claims. Somebody else's token makes another account of the same name, which sees nothing of the
 * first one's lists, runs and history. The claims are as good as any for this, signed or not: who writes a token
 * that names others could read their own files directly.
 *
 * Returns: (transfer full) (nullable): the account "From the environment"; %NULL with
 *   %ZC_ACCOUNT_ERROR_NONE when there is no token, with %ZC_ACCOUNT_ERROR_BAD_TOKEN when it cannot be one
 */
ZcAccount   *zc_account_new_from_environment (GError      **error);

/**
 * zc_account_check_owner:
 * @kind: where an account comes from
 * @id: its id
 * @api_url: its API's address
 * @token: another token for it
 * @error: return location for %ZC_ACCOUNT_ERROR_OTHER_OWNER
 *
 * Looks whether an account that gets this token is kept under the same id. Those that are saved, or not kept at all,
 * are whatever account their user says they are.
 *
 * Returns: whether it is the same account
 */
gboolean     zc_account_check_owner          (ZcAccountKind  kind,
                                              const char    *id,
                                              const char    *api_url,
                                              ZcSecret      *token,
                                              GError       **error);

/**
 * zc_account_forget_environment:
 *
 * Removes IONOS_TOKEN from the environment without using it, for a program that was told to open something else: its
 * child processes would get it. zc_account_new_from_environment() does this too.
 */
void         zc_account_forget_environment   (void);

/**
 * zc_account_read_token:
 * @text: what the user gave as a token
 * @error: return location for %ZC_ACCOUNT_ERROR_BAD_TOKEN, whose message says what is wrong without
 *   repeating the text
 *
 * Makes a token of what was pasted. Blanks and line ends around it are left out, and so is "Bearer", or
 * "Authorization: Bearer", in front of it, since tokens are often copied out of a request. Blanks, line ends,
 * quotation marks and whatever else no token has (RFC 6750, section 2.1) are not repaired: half a token or two of
 * them would be sent.
 *
 * Returns: (transfer full) (nullable): the token
 */
ZcSecret    *zc_account_read_token           (const char   *text,
                                              GError      **error);

/**
 * zc_account_get_id:
 * @self: an account
 *
 * What the account's things are kept under: the keyring's item, cached lists. It stays the same through renaming
 * and new tokens: a UUID, %ZC_ACCOUNT_ID_DEMO, or what %ZC_ACCOUNT_ID_ENVIRONMENT describes.
 *
 * Returns: (transfer none): its id
 */
const char  *zc_account_get_id               (ZcAccount    *self);

/**
 * zc_account_is_kept:
 * @self: an account
 *
 * Whether lists, runs and history may be kept under the account's id, to be found when the program is started again:
 * not of the demo, nor of an account for one session, nor of one from the environment that cannot be told from others.
 *
 * Returns: whether something of it may be kept
 */
gboolean     zc_account_is_kept              (ZcAccount    *self);

/**
 * zc_account_get_kind:
 * @self: an account
 *
 * Returns: where it comes from
 */
ZcAccountKind zc_account_get_kind            (ZcAccount    *self);

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
