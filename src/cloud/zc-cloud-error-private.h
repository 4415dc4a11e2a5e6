/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-cloud-answer-private.h"
#include "zc-cloud-error.h"
#include "zc-secret.h"

G_BEGIN_DECLS

/**
 * zc_cloud_error_new_for_answer:
 * @host: the host that answered, as shown to people
 * @token: (nullable): the token, which is redacted in the server's words
 * @answer: an answer whose status is not 2xx
 *
 * Turns an answer into the one error that its status stands for. The error's message is this
 * program's own sentence; the server's words are kept apart.
 *
 * Returns: (transfer full): a new error of the domain %ZC_CLOUD_ERROR
 */
GError *zc_cloud_error_new_for_answer (const char          *host,
                                       ZcSecret            *token,
                                       const ZcCloudAnswer *answer);

/**
 * zc_cloud_error_new_bad_answer:
 * @host: the host that answered
 * @http_status: the status of the answer, 0 when there was none
 * @reason: what is wrong with it, such as "$.items is missing"
 *
 * Makes the error for an accepted request whose answer is not what the API documents.
 *
 * Returns: (transfer full): a new %ZC_CLOUD_ERROR_BAD_ANSWER
 */
GError *zc_cloud_error_new_bad_answer (const char          *host,
                                       guint                http_status,
                                       const char          *reason);

/**
 * zc_cloud_error_new_too_large:
 * @host: the host that answered
 * @http_status: the status of the answer
 *
 * Makes the error for an answer that was not read to its end because of its size.
 *
 * Returns: (transfer full): a new %ZC_CLOUD_ERROR_TOO_LARGE
 */
GError *zc_cloud_error_new_too_large  (const char          *host,
                                       guint                http_status);

/**
 * zc_cloud_error_new_no_answer:
 * @host: the host that did not answer
 *
 * Makes the error for a start of a transfer that was sent and never answered.
 *
 * Returns: (transfer full): a new %ZC_CLOUD_ERROR_NO_ANSWER
 */
GError *zc_cloud_error_new_no_answer  (const char          *host);

G_END_DECLS
