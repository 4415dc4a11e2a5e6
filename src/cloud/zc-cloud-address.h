/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZcCloudAddress:
 * @url: the address without a trailing slash
 * @host: the host with its port where that is not the usual one, as shown to people
 * @is_loopback_http: whether the address is plain HTTP to this computer itself
 *
 * The base address of an API, checked to be a place that a token may be sent to.
 */
typedef struct
{
  char *url;                  /* (owned) */
  char *host;                 /* (owned) */
  gboolean is_loopback_http;
} ZcCloudAddress;

/**
 * zc_cloud_address_new:
 * @text: an address as the user typed it
 * @error: return location for an error
 *
 * Reads a base address. HTTPS is required, except that HTTP may be used with the literals of
 * 127.0.0.0/8 and ::1 and with the name localhost: what is sent there does not leave the computer.
 * 0.0.0.0 is none of these.
 *
 * Returns: (transfer full) (nullable): an address; %NULL with %ZC_CLOUD_ERROR_INSECURE or
 *   %ZC_CLOUD_ERROR_BAD_ADDRESS
 */
ZcCloudAddress *zc_cloud_address_new  (const char      *text,
                                       GError         **error);

/**
 * zc_cloud_address_free:
 * @self: (transfer full): an address
 *
 * Frees the address.
 */
void            zc_cloud_address_free (ZcCloudAddress  *self);

/**
 * zc_cloud_address_make_displayable:
 * @text: an address as the user gave it, which zc_cloud_address_new() refused
 *
 * Makes one line of plain text of an address that cannot be used, without what may be a secret in it: a user name and
 * a password, an argument, or all but the beginning of a token that was mistaken for an address.
 *
 * Returns: (transfer full): what may be shown of it
 */
char           *zc_cloud_address_make_displayable (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcCloudAddress, zc_cloud_address_free)

G_END_DECLS
