/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-quota.h"
#include "zc-secret.h"
#include "zc-token-info.h"

G_BEGIN_DECLS

/**
 * ZcTrialOutcome:
 * @ZC_TRIAL_ACCEPTED: the service accepted the token
 * @ZC_TRIAL_TOKEN_REFUSED: the service did not accept the token (401)
 * @ZC_TRIAL_TOKEN_EXPIRED: the service did not accept the token (401), which says itself that it has expired
 * @ZC_TRIAL_NO_PRIVILEGE: the token is good, but its user lacks the privilege "Access and manage DNS" (403)
 * @ZC_TRIAL_BAD_ADDRESS: the API address cannot be used; nothing was sent
 * @ZC_TRIAL_HOST_NOT_FOUND: the host of the API address has no address
 * @ZC_TRIAL_UNREACHABLE: nothing answers at the API address, or there is no network
 * @ZC_TRIAL_PROXY: this computer's proxy did not connect to the server; the token was not sent
 * @ZC_TRIAL_CERTIFICATE: the identity of the server could not be verified; the token was not sent
 * @ZC_TRIAL_HOSTING_API: the address is that of the hosting API, another product
 * @ZC_TRIAL_OTHER_SERVICE: the address is that of something else than Cloud DNS
 * @ZC_TRIAL_TOO_MANY_REQUESTS: the service answered that it was asked too often (429); nothing is known about the token
 * @ZC_TRIAL_UNAVAILABLE: the service answered that it cannot work now; nothing is known about the token
 * @ZC_TRIAL_FAILED: anything else; zc_account_trial_get_error() says what
 *
 * What came of trying a token.
 */
typedef enum
{
  ZC_TRIAL_ACCEPTED,
  ZC_TRIAL_TOKEN_REFUSED,
  ZC_TRIAL_TOKEN_EXPIRED,
  ZC_TRIAL_NO_PRIVILEGE,
  ZC_TRIAL_BAD_ADDRESS,
  ZC_TRIAL_HOST_NOT_FOUND,
  ZC_TRIAL_UNREACHABLE,
  ZC_TRIAL_PROXY,
  ZC_TRIAL_CERTIFICATE,
  ZC_TRIAL_HOSTING_API,
  ZC_TRIAL_OTHER_SERVICE,
  ZC_TRIAL_TOO_MANY_REQUESTS,
  ZC_TRIAL_UNAVAILABLE,
  ZC_TRIAL_FAILED,
} ZcTrialOutcome;

/**
 * ZcAccountTrial:
 *
 * What came of trying a token, explained. Immutable.
 */
#define ZC_TYPE_ACCOUNT_TRIAL (zc_account_trial_get_type ())
G_DECLARE_FINAL_TYPE (ZcAccountTrial, zc_account_trial, ZC, ACCOUNT_TRIAL, GObject)

/**
 * ZcTrialWaitFunc:
 * @seconds: how long it is waited until the service is asked again, in seconds
 * @asked: whether the service asked for that
 * @data: data for the function
 *
 * Told when a trial waits.
 */
typedef void (*ZcTrialWaitFunc) (guint    seconds,
                                 gboolean asked,
                                 gpointer data);

/**
 * zc_account_trial_async:
 * @api_url: the API's address as the user typed it; "" for the service's own
 * @token: the token, see zc_account_read_token()
 * @cancellable: (nullable): a cancellable
 * @wait_func: (nullable): called before each wait
 * @wait_data: data for @wait_func; it lives until @callback is called
 * @callback: called when the outcome is known
 * @user_data: data for @callback
 *
 * Tries a token with the cheapest question there is (operation quotaGet), which changes nothing. Hosts that are
 * known to be other products of the vendor are not sent the token. It takes as long as the client tries: up to 90
 * seconds where a server does not answer.
 */
void             zc_account_trial_async           (const char           *api_url,
                                                   ZcSecret             *token,
                                                   GCancellable         *cancellable,
                                                   ZcTrialWaitFunc       wait_func,
                                                   gpointer              wait_data,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);

/**
 * zc_account_trial_finish:
 * @result: the result
 * @error: return location for an error, which can only be %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the trial
 */
ZcAccountTrial  *zc_account_trial_finish          (GAsyncResult         *result,
                                                   GError              **error);

/**
 * zc_account_trial_get_outcome:
 * @self: a trial
 *
 * Returns: what came of it
 */
ZcTrialOutcome   zc_account_trial_get_outcome     (ZcAccountTrial       *self);

/**
 * zc_account_trial_get_title:
 * @self: a trial
 *
 * Returns: (transfer none): the outcome in a few words, translated
 */
const char      *zc_account_trial_get_title       (ZcAccountTrial       *self);

/**
 * zc_account_trial_get_explanation:
 * @self: a trial
 *
 * Returns: (transfer none): what was seen and what it means, translated; plain text
 */
const char      *zc_account_trial_get_explanation (ZcAccountTrial       *self);

/**
 * zc_account_trial_get_next_step:
 * @self: a trial
 *
 * Returns: (transfer none) (nullable): what to do now, translated; %NULL when there is nothing to do
 */
const char      *zc_account_trial_get_next_step   (ZcAccountTrial       *self);

/**
 * zc_account_trial_get_quota:
 * @self: a trial
 *
 * Returns: (transfer none) (nullable): the account's quota; %NULL unless the token was accepted
 */
const ZcQuota   *zc_account_trial_get_quota       (ZcAccountTrial       *self);

/**
 * zc_account_trial_get_token_info:
 * @self: a trial
 *
 * Returns: (transfer none) (nullable): what the token says about itself
 */
ZcTokenInfo     *zc_account_trial_get_token_info  (ZcAccountTrial       *self);

/**
 * zc_account_trial_get_error:
 * @self: a trial
 *
 * Returns: (transfer none) (nullable): the client's error, for those who want to read all of it; %NULL when the
 *   token was accepted
 */
const GError    *zc_account_trial_get_error       (ZcAccountTrial       *self);

G_END_DECLS
