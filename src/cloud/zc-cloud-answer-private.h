/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZcCloudAnswer:
 * @http_status: the HTTP status
 * @retry_after: the seconds the server asks to wait (Retry-After, RFC 9110, section 10.2.3), -1 when
 *   it does not ask
 * @content_type: (nullable): the media type without parameters
 * @end_is_noticed: whether the transport tells the body's end from a cut, as Content-Length does
 * @body: the body as far as it was read, without its transfer and content codings
 * @body_error: (nullable): why the body was not read to its end
 *
 * What a server answered to one request.
 */
typedef struct
{
  guint http_status;
  int retry_after;
  char *content_type;   /* (owned) (nullable) */
  gboolean end_is_noticed;
  GBytes *body;         /* (owned) */
  GError *body_error;   /* (owned) (nullable) */
} ZcCloudAnswer;

/**
 * zc_cloud_answer_free:
 * @self: (transfer full): an answer
 *
 * Frees the answer.
 */
void     zc_cloud_answer_free        (ZcCloudAnswer       *self);

/**
 * zc_cloud_answer_is_success:
 * @self: an answer
 *
 * Returns: %TRUE for every 2xx
 */
gboolean zc_cloud_answer_is_success  (const ZcCloudAnswer *self);

/**
 * zc_cloud_answer_seems_cut:
 * @self: an answer
 *
 * Tells whether a JSON body stops before its last bracket although nothing was reported. libsoup
 * takes a connection that is closed between two chunks for the end of the body, and one that is
 * closed in the header for the end of that; a body without any announced length ends wherever the
 * connection does.
 *
 * Returns: %TRUE when the body is cut
 */
gboolean zc_cloud_answer_seems_cut   (const ZcCloudAnswer *self);

/**
 * zc_cloud_answer_parse_retry_after:
 * @value: (nullable): the value of a Retry-After field
 * @date: (nullable): the value of the Date field of the same answer
 *
 * Reads Retry-After in both of its forms. A point in time is compared with the server's own clock
 * where the answer tells it, since this computer's may be wrong.
 *
 * Returns: seconds, at most %G_MAXINT, -1 when the field is absent or unreadable
 */
int      zc_cloud_answer_parse_retry_after (const char *value,
                                            const char *date);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcCloudAnswer, zc_cloud_answer_free)

G_END_DECLS
