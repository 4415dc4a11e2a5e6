/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-secret.h"

G_BEGIN_DECLS

/**
 * ZC_TOKEN_WARNING_DAYS:
 *
 * How long before its expiry a token is warned about.
 */
#define ZC_TOKEN_WARNING_DAYS 7

/**
 * ZcTokenInfo:
 *
 * What a token says about itself, when it is a JSON Web Token (RFC 7519) as IONOS makes them. It is shown to people,
 * tells the accounts of different environments apart (zc_account_new_from_environment()), and is trusted for nothing:
 * nobody checked its signature, and the service alone decides what a token may do. Tokens that say nothing work as well
 * as others. Immutable.
 */
typedef struct _ZcTokenInfo ZcTokenInfo;

#define ZC_TYPE_TOKEN_INFO (zc_token_info_get_type ())
GType        zc_token_info_get_type     (void) G_GNUC_CONST;

/**
 * zc_token_info_new:
 * @token: a token
 *
 * Reads the claims of a token: "exp", and contractNumber, uuid and role of "identity". What is missing or of
 * another type than expected is left out; base64url is read with and without padding, and the alphabet of plain
 * base64 as well.
 *
 * Returns: (transfer full) (nullable): what it says; %NULL when it is no JSON Web Token
 */
ZcTokenInfo *zc_token_info_new          (ZcSecret    *token);

/**
 * zc_token_info_ref:
 * @self: an info
 *
 * Returns: (transfer full): @self with one more reference
 */
ZcTokenInfo *zc_token_info_ref          (ZcTokenInfo *self);

/**
 * zc_token_info_unref:
 * @self: (transfer full): an info
 *
 * Drops a reference.
 */
void         zc_token_info_unref        (ZcTokenInfo *self);

/**
 * zc_token_info_get_expiry:
 * @self: an info
 *
 * Returns: (transfer none) (nullable): until when the token says it can be used, in UTC
 */
GDateTime   *zc_token_info_get_expiry   (ZcTokenInfo *self);

/**
 * zc_token_info_get_contract:
 * @self: an info
 *
 * Returns: (transfer none) (nullable): the number of the contract, one line of plain text
 */
const char  *zc_token_info_get_contract (ZcTokenInfo *self);

/**
 * zc_token_info_get_user:
 * @self: an info
 *
 * Returns: (transfer none) (nullable): the user's UUID, one line of plain text
 */
const char  *zc_token_info_get_user     (ZcTokenInfo *self);

/**
 * zc_token_info_get_role:
 * @self: an info
 *
 * Returns: (transfer none) (nullable): the user's role in the contract, such as "owner", one line of plain text
 */
const char  *zc_token_info_get_role     (ZcTokenInfo *self);

/**
 * zc_token_info_is_expired:
 * @self: (nullable): an info
 * @now: the time
 *
 * Returns: whether the token says that it cannot be used any more; %FALSE when it does not say
 */
gboolean     zc_token_info_is_expired   (ZcTokenInfo *self,
                                         GDateTime   *now);

/**
 * zc_token_info_expires_soon:
 * @self: (nullable): an info
 * @now: the time
 *
 * Returns: whether the token can be used now but not %ZC_TOKEN_WARNING_DAYS later, by what it says
 */
gboolean     zc_token_info_expires_soon (ZcTokenInfo *self,
                                         GDateTime   *now);

/**
 * zc_token_info_get_days_left:
 * @self: (nullable): an info
 * @now: the time
 *
 * Returns: how many whole days are left until the expiry, 0 on the last day and after it, -1 when the token does not
 *   say
 */
int          zc_token_info_get_days_left (ZcTokenInfo *self,
                                          GDateTime   *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcTokenInfo, zc_token_info_unref)

G_END_DECLS
