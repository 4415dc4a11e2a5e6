/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-cloud-address.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "zc-cloud-error.h"
#include "zc-text.h"

#define HTTP_PORT 80
#define HTTPS_PORT 443

/* Longer than most host names, and shorter than what comes before the signature of a JSON Web Token. */
#define MOST_SHOWN 60

static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  /* Names other than localhost prove nothing, whatever they resolve to at the moment. GLib resolves
   * localhost itself, so no resolver can point it elsewhere. */
  if (address == NULL)
    return g_ascii_strcasecmp (host, "localhost") == 0;

  return g_inet_address_get_is_loopback (address);
}

char *
zc_cloud_address_make_displayable (const char *text)
{
  g_autofree char *displayable = zc_text_make_displayable (text);
  g_autoptr(GString) shown = g_string_new (NULL);
  const char *separator = strstr (displayable, "://");
  const char *authority = separator != NULL ? separator + strlen ("://") : displayable;
  const char *at = strrchr (authority, '@');
  gsize length;

  g_string_append_len (shown, displayable, authority - displayable);
  if (at != NULL)
    g_string_append (shown, "…");
  else
    at = authority;

  length = strcspn (at, "?#");
  g_string_append_len (shown, at, (gssize) length);
  if (at[length] != '\0')
    g_string_append_printf (shown, "%c…", at[length]);

  if (g_utf8_strlen (shown->str, -1) > MOST_SHOWN)
    {
      g_string_truncate (shown, (gsize) (g_utf8_offset_to_pointer (shown->str, MOST_SHOWN) - shown->str));
      g_string_append (shown, "…");
    }

  return g_string_free (g_steal_pointer (&shown), FALSE);
}

static void
set_bad_address_error (GError     **error,
                       const char  *text)
{
  g_autofree char *shown = zc_cloud_address_make_displayable (text);

  g_set_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_BAD_ADDRESS,
               /* Translators: %s is what the user gave as an address. */
               _("“%s” cannot be used as the API address. Give one such as https://dns.de-fra.ionos.com."), shown);
}

/* GUri takes blanks, quotes and escaped slashes for parts of a host name. */
static gboolean
is_host (const char *host)
{
  if (host == NULL || *host == '\0')
    return FALSE;

  if (g_hostname_is_ip_address (host))
    return TRUE;

  for (const char *at = host; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr ("-._", *at) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
can_be_base (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);

  /* A user name or a password in the address would be a second secret that nobody guards. */
  return (strcmp (scheme, "http") == 0 || strcmp (scheme, "https") == 0) &&
         is_host (g_uri_get_host (uri)) &&
         g_uri_get_userinfo (uri) == NULL &&
         g_uri_get_query (uri) == NULL &&
         g_uri_get_fragment (uri) == NULL &&
         g_uri_get_port (uri) != 0;
}

static char *
make_url (GUri *uri)
{
  char *url = g_uri_to_string (uri);

  for (gsize length = strlen (url); length > 0 && url[length - 1] == '/'; length--)
    url[length - 1] = '\0';

  return url;
}

static char *
make_shown_host (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  gboolean is_https = strcmp (g_uri_get_scheme (uri), "https") == 0;
  int port = g_uri_get_port (uri);
  g_autofree char *bracketed = NULL;
  g_autofree char *full = NULL;

  bracketed = strchr (host, ':') != NULL ? g_strdup_printf ("[%s]", host) : g_strdup (host);
  if (port == -1 || port == (is_https ? HTTPS_PORT : HTTP_PORT))
    full = g_steal_pointer (&bracketed);
  else
    full = g_strdup_printf ("%s:%d", bracketed, port);

  return zc_text_make_displayable (full);
}

ZcCloudAddress *
zc_cloud_address_new (const char  *text,
                      GError     **error)
{
  g_autoptr(GUri) uri = NULL;
  g_autofree char *stripped = NULL;
  ZcCloudAddress *self;
  gboolean is_http;

  g_return_val_if_fail (text != NULL, NULL);

  stripped = g_strstrip (g_strdup (text));
  uri = g_uri_parse (stripped, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || !can_be_base (uri))
    {
      set_bad_address_error (error, text);
      return NULL;
    }

  is_http = strcmp (g_uri_get_scheme (uri), "http") == 0;
  if (is_http && !is_loopback (g_uri_get_host (uri)))
    {
      g_autofree char *shown = zc_cloud_address_make_displayable (stripped);

      g_set_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_INSECURE,
                   /* Translators: %s is an address that begins with http://. */
                   _("The token would travel to %s unencrypted, so nothing was sent. Use an address that begins with https://."), shown);
      return NULL;
    }

  self = g_new0 (ZcCloudAddress, 1);
  self->url = make_url (uri);
  self->host = make_shown_host (uri);
  self->is_loopback_http = is_http;

  return self;
}

void
zc_cloud_address_free (ZcCloudAddress *self)
{
  g_free (self->url);
  g_free (self->host);
  g_free (self);
}
