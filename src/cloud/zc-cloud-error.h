/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZcCloudErrorCode:
 * @ZC_CLOUD_ERROR_UNAUTHORIZED: 401, the token was not accepted
 * @ZC_CLOUD_ERROR_FORBIDDEN: 403, the user lacks the privilege "Access and manage DNS"
 * @ZC_CLOUD_ERROR_NOT_FOUND: 404
 * @ZC_CLOUD_ERROR_CONFLICT: 409, another operation is in progress
 * @ZC_CLOUD_ERROR_REFUSED: any other 4xx, and 403 with a page in HTML, which the API does not document
 * @ZC_CLOUD_ERROR_RATE_LIMITED: 429, also after the retries
 * @ZC_CLOUD_ERROR_UNAVAILABLE: 502, 503, 504, also after the retries
 * @ZC_CLOUD_ERROR_SERVER: any other 5xx
 * @ZC_CLOUD_ERROR_REDIRECTED: a 3xx; the token is never sent to another place
 * @ZC_CLOUD_ERROR_BAD_ANSWER: a 2xx whose body is not what the API documents; the message names the
 *   place in the JSON
 * @ZC_CLOUD_ERROR_TOO_LARGE: a body of more than 64 MiB
 * @ZC_CLOUD_ERROR_INSECURE: the API address is neither HTTPS nor HTTP to a loopback address
 * @ZC_CLOUD_ERROR_BAD_ADDRESS: the API address cannot be used as a base address
 * @ZC_CLOUD_ERROR_NO_ANSWER: a start of a transfer was sent but no answer came: it may have begun
 *
 * What the client makes of an answer. Cancellation and the errors of GIO and TLS pass through
 * unchanged in their own domains.
 */
typedef enum
{
  ZC_CLOUD_ERROR_UNAUTHORIZED,
  ZC_CLOUD_ERROR_FORBIDDEN,
  ZC_CLOUD_ERROR_NOT_FOUND,
  ZC_CLOUD_ERROR_CONFLICT,
  ZC_CLOUD_ERROR_REFUSED,
  ZC_CLOUD_ERROR_RATE_LIMITED,
  ZC_CLOUD_ERROR_UNAVAILABLE,
  ZC_CLOUD_ERROR_SERVER,
  ZC_CLOUD_ERROR_REDIRECTED,
  ZC_CLOUD_ERROR_BAD_ANSWER,
  ZC_CLOUD_ERROR_TOO_LARGE,
  ZC_CLOUD_ERROR_INSECURE,
  ZC_CLOUD_ERROR_BAD_ADDRESS,
  ZC_CLOUD_ERROR_NO_ANSWER,
} ZcCloudErrorCode;

#define ZC_CLOUD_ERROR (zc_cloud_error_quark ())
GQuark      zc_cloud_error_quark              (void);

/**
 * zc_cloud_error_get_server_message:
 * @error: an error of the domain %ZC_CLOUD_ERROR
 *
 * Returns: (transfer none) (nullable): the text of the service's error messages, verbatim but with
 *   the token redacted; %NULL when it sent none
 */
const char *zc_cloud_error_get_server_message (const GError *error);

/**
 * zc_cloud_error_get_server_code:
 * @error: an error of the domain %ZC_CLOUD_ERROR
 *
 * Returns: (transfer none) (nullable): the service's first error code, such as "paas-auth-1"
 */
const char *zc_cloud_error_get_server_code    (const GError *error);

/**
 * zc_cloud_error_get_http_status:
 * @error: an error of the domain %ZC_CLOUD_ERROR
 *
 * Returns: the HTTP status of the answer, 0 when there was none
 */
guint       zc_cloud_error_get_http_status    (const GError *error);

/**
 * zc_cloud_error_get_retry_after:
 * @error: an error of the domain %ZC_CLOUD_ERROR
 *
 * Returns: the seconds the service asks to wait, -1 when it does not ask
 */
int         zc_cloud_error_get_retry_after    (const GError *error);

/**
 * zc_cloud_error_is_hosting_api:
 * @error: (nullable): an error
 *
 * The API of the hosting products reports errors in a form of its own, a list of objects with "code" and "message".
 * People mistake it for this one.
 *
 * Returns: whether the answer had that form
 */
gboolean    zc_cloud_error_is_hosting_api     (const GError *error);

G_END_DECLS
