/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-cloud-error-private.h"

#include <glib/gi18n-lib.h>

#include "zc-cloud-parse-private.h"

typedef struct
{
  char *server_message; /* (owned) (nullable) */
  char *server_code;    /* (owned) (nullable) */
  guint http_status;
  int retry_after;
  gboolean is_hosting_api;
} ZcCloudErrorPrivate;

static void
zc_cloud_error_private_init (ZcCloudErrorPrivate *priv)
{
  priv->retry_after = -1;
}

static void
zc_cloud_error_private_copy (const ZcCloudErrorPrivate *source,
                             ZcCloudErrorPrivate       *copy)
{
  copy->server_message = g_strdup (source->server_message);
  copy->server_code = g_strdup (source->server_code);
  copy->http_status = source->http_status;
  copy->retry_after = source->retry_after;
  copy->is_hosting_api = source->is_hosting_api;
}

static void
zc_cloud_error_private_clear (ZcCloudErrorPrivate *priv)
{
  g_free (priv->server_message);
  g_free (priv->server_code);
}

/* The macro finds the private part by counting bytes, which are aligned as GLib sees to, but clang cannot know. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (ZcCloudError, zc_cloud_error)
#pragma GCC diagnostic pop

static const ZcCloudErrorPrivate *
peek_private (const GError *error)
{
  static const ZcCloudErrorPrivate nothing = { .retry_after = -1 };

  if (error == NULL || error->domain != ZC_CLOUD_ERROR)
    return &nothing;

  return zc_cloud_error_get_private (error);
}

const char *
zc_cloud_error_get_server_message (const GError *error)
{
  return peek_private (error)->server_message;
}

const char *
zc_cloud_error_get_server_code (const GError *error)
{
  return peek_private (error)->server_code;
}

guint
zc_cloud_error_get_http_status (const GError *error)
{
  return peek_private (error)->http_status;
}

int
zc_cloud_error_get_retry_after (const GError *error)
{
  return peek_private (error)->retry_after;
}

gboolean
zc_cloud_error_is_hosting_api (const GError *error)
{
  return peek_private (error)->is_hosting_api;
}

static ZcCloudErrorCode
get_code_for_status (guint http_status)
{
  switch (http_status)
    {
    case 401:
      return ZC_CLOUD_ERROR_UNAUTHORIZED;
    case 403:
      return ZC_CLOUD_ERROR_FORBIDDEN;
    case 404:
      return ZC_CLOUD_ERROR_NOT_FOUND;
    case 409:
      return ZC_CLOUD_ERROR_CONFLICT;
    case 429:
      return ZC_CLOUD_ERROR_RATE_LIMITED;
    case 502:
    case 503:
    case 504:
      return ZC_CLOUD_ERROR_UNAVAILABLE;
    default:
      break;
    }

  if (http_status >= 300 && http_status < 400)
    return ZC_CLOUD_ERROR_REDIRECTED;
  if (http_status >= 400 && http_status < 500)
    return ZC_CLOUD_ERROR_REFUSED;
  if (http_status >= 500 && http_status < 600)
    return ZC_CLOUD_ERROR_SERVER;

  /* A final answer cannot have any other status (RFC 9110, section 15). */
  return ZC_CLOUD_ERROR_BAD_ANSWER;
}

/* The service answers in JSON. A page for people comes from something on the way, or from another server altogether, which
 * knows neither the token nor what its user may do. */
static ZcCloudErrorCode
get_code_for_answer (const ZcCloudAnswer *answer)
{
  ZcCloudErrorCode code = get_code_for_status (answer->http_status);

  if (code == ZC_CLOUD_ERROR_FORBIDDEN && answer->content_type != NULL &&
      g_ascii_strcasecmp (answer->content_type, "text/html") == 0)
    return ZC_CLOUD_ERROR_REFUSED;

  return code;
}

static char *
make_sentence (ZcCloudErrorCode     code,
               const char          *host,
               const ZcCloudAnswer *answer)
{
  guint http_status = answer->http_status;
  int seconds = answer->retry_after;

  switch (code)
    {
    case ZC_CLOUD_ERROR_UNAUTHORIZED:
      /* Translators: %s is a host name. */
      return g_strdup_printf (_("%s did not accept the token (401). Replace the token of this account."), host);

    case ZC_CLOUD_ERROR_FORBIDDEN:
      /* Translators: %s is a host name. "Access and manage DNS" is the name of a privilege at IONOS. */
      return g_strdup_printf (_("%s knows the token, but its user may not do this (403). Ask an administrator of the contract for the privilege “Access and manage DNS”."), host);

    case ZC_CLOUD_ERROR_NOT_FOUND:
      /* Translators: %s is a host name. */
      return g_strdup_printf (_("%s does not have what was asked for (404). Refresh the list of zones."), host);

    case ZC_CLOUD_ERROR_CONFLICT:
      /* Translators: %s is a host name. */
      return g_strdup_printf (_("%s is still busy with another operation (409). Try again in a moment."), host);

    case ZC_CLOUD_ERROR_RATE_LIMITED:
      if (seconds > 0)
        /* Translators: %s is a host name, %d counts seconds. */
        return g_strdup_printf (ngettext ("%s answered that there were too many requests (429) and asks to wait %d second. Try again after that time.",
                                          "%s answered that there were too many requests (429) and asks to wait %d seconds. Try again after that time.",
                                          (gulong) seconds),
                                host, seconds);
      /* Translators: %s is a host name. */
      return g_strdup_printf (_("%s answered that there were too many requests (429). Try again in a minute."), host);

    case ZC_CLOUD_ERROR_UNAVAILABLE:
      if (seconds > 0)
        /* Translators: %s is a host name, %u an HTTP status, %d counts seconds. */
        return g_strdup_printf (ngettext ("%s answered that it is not available (%u) and asks to wait %d second. Try again after that time.",
                                          "%s answered that it is not available (%u) and asks to wait %d seconds. Try again after that time.",
                                          (gulong) seconds),
                                host, http_status, seconds);
      /* Translators: %s is a host name, %u an HTTP status. */
      return g_strdup_printf (_("%s answered that it is not available (%u). Try again in a few minutes."), host, http_status);

    case ZC_CLOUD_ERROR_SERVER:
      /* Translators: %s is a host name, %u an HTTP status. */
      return g_strdup_printf (_("%s answered that it failed itself (%u). Try again later."), host, http_status);

    case ZC_CLOUD_ERROR_REDIRECTED:
      /* Translators: %s is a host name, %u an HTTP status. */
      return g_strdup_printf (_("%s wants the request sent to another address (%u). It was not followed, so that the token stays with this host. Check the API address of this account."), host, http_status);

    case ZC_CLOUD_ERROR_BAD_ANSWER:
      /* Translators: %s is a host name, %u a number that is no HTTP status. */
      return g_strdup_printf (_("%s answered with the status %u, which HTTP does not know. Check the API address of this account."), host, http_status);

    case ZC_CLOUD_ERROR_REFUSED:
    case ZC_CLOUD_ERROR_TOO_LARGE:
    case ZC_CLOUD_ERROR_INSECURE:
    case ZC_CLOUD_ERROR_BAD_ADDRESS:
    case ZC_CLOUD_ERROR_NO_ANSWER:
    default:
      /* Translators: %s is a host name, %u an HTTP status. */
      return g_strdup_printf (_("%s refused the request (%u). Check the API address of this account."), host, http_status);
    }
}

GError *
zc_cloud_error_new_for_answer (const char          *host,
                               ZcSecret            *token,
                               const ZcCloudAnswer *answer)
{
  ZcCloudErrorCode code = get_code_for_answer (answer);
  g_autofree char *sentence = make_sentence (code, host, answer);
  g_autofree char *server_code = NULL;
  g_autofree char *server_message = NULL;
  GError *error = g_error_new_literal (ZC_CLOUD_ERROR, code, sentence);
  ZcCloudErrorPrivate *priv = zc_cloud_error_get_private (error);
  gsize length;
  const char *text = g_bytes_get_data (answer->body, &length);

  zc_cloud_parse_server_error (text, length, answer->content_type, &server_code, &server_message);
  priv->is_hosting_api = zc_cloud_parse_is_hosting_error (text, length);
  priv->server_code = zc_secret_redact (token, server_code);
  priv->server_message = zc_secret_redact (token, server_message);
  priv->http_status = answer->http_status;
  priv->retry_after = answer->retry_after;

  return error;
}

static GError *
new_with_status (ZcCloudErrorCode  code,
                 guint             http_status,
                 const char       *sentence)
{
  GError *error = g_error_new_literal (ZC_CLOUD_ERROR, code, sentence);
  ZcCloudErrorPrivate *priv = zc_cloud_error_get_private (error);

  priv->http_status = http_status;

  return error;
}

GError *
zc_cloud_error_new_bad_answer (const char *host,
                               guint       http_status,
                               const char *reason)
{
  /* Translators: the first %s is a host name, the second says what is wrong with its answer, such
   * as "$.items[3].id is missing". */
  g_autofree char *sentence = g_strdup_printf (_("The answer of %s is not what the API of Cloud DNS documents (%s). Check the API address of this account; if it is right, try again later."),
                                               host, reason);

  return new_with_status (ZC_CLOUD_ERROR_BAD_ANSWER, http_status, sentence);
}

GError *
zc_cloud_error_new_too_large (const char *host,
                              guint       http_status)
{
  /* Translators: %s is a host name. */
  g_autofree char *sentence = g_strdup_printf (_("%s sent more than 64 MiB for one request, so reading was stopped. Check the API address of this account."),
                                               host);

  return new_with_status (ZC_CLOUD_ERROR_TOO_LARGE, http_status, sentence);
}

GError *
zc_cloud_error_new_no_answer (const char *host)
{
  return g_error_new (ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_NO_ANSWER,
                      /* Translators: %s is a host name. */
                      _("The start of the transfer was sent to %s, but no answer came, so it may have begun. Look at its status before starting another one."),
                      host);
}
