/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-cloud-answer-private.h"

#include <libsoup/soup.h>

void
zc_cloud_answer_free (ZcCloudAnswer *self)
{
  g_clear_pointer (&self->content_type, g_free);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_error (&self->body_error);
  g_free (self);
}

gboolean
zc_cloud_answer_is_success (const ZcCloudAnswer *self)
{
  return SOUP_STATUS_IS_SUCCESSFUL (self->http_status);
}

gboolean
zc_cloud_answer_seems_cut (const ZcCloudAnswer *self)
{
  gsize length;
  const char *first = g_bytes_get_data (self->body, &length);
  const char *last;

  if (self->end_is_noticed)
    return FALSE;

  if (length == 0)
    return self->http_status != SOUP_STATUS_NO_CONTENT && self->http_status != SOUP_STATUS_RESET_CONTENT;

  last = first + length - 1;
  while (first < last && g_ascii_isspace (*first))
    first++;
  while (last > first && g_ascii_isspace (*last))
    last--;

  /* Whatever does not begin as JSON is no cut JSON but another kind of answer. */
  return (*first == '{' && (*last != '}' || last == first)) ||
         (*first == '[' && (*last != ']' || last == first));
}

int
zc_cloud_answer_parse_retry_after (const char *value,
                                   const char *date)
{
  g_autofree char *text = NULL;
  g_autoptr(GDateTime) until = NULL;
  g_autoptr(GDateTime) now = NULL;
  g_autoptr(GError) number_error = NULL;
  guint64 seconds;

  if (value == NULL)
    return -1;

  text = g_strstrip (g_strdup (value));
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &seconds, &number_error))
    return (int) MIN (seconds, (guint64) G_MAXINT);

  /* The field has no largest number (RFC 9110, section 10.2.3): one of any length asks to wait longer than anybody
   * does, which is not the same as not asking. */
  if (g_error_matches (number_error, G_NUMBER_PARSER_ERROR, G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS))
    return G_MAXINT;

  until = soup_date_time_new_from_http_string (text);
  if (until == NULL)
    return -1;

  if (date != NULL)
    now = soup_date_time_new_from_http_string (date);
  if (now == NULL)
    now = g_date_time_new_now_utc ();

  return (int) CLAMP ((g_date_time_difference (until, now) + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND,
                      0, G_MAXINT);
}
