/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-dns-server.h"

struct _ZcDnsServer
{
  char *name;                     /* (owned) */
  char *address;                  /* (owned) */
  GSocketAddress *socket_address; /* (owned) */
};

G_DEFINE_BOXED_TYPE (ZcDnsServer, zc_dns_server, zc_dns_server_ref, zc_dns_server_unref)

ZcDnsServer *
zc_dns_server_new (const char   *name,
                   GInetAddress *address,
                   guint16       port)
{
  ZcDnsServer *self;

  g_return_val_if_fail (G_IS_INET_ADDRESS (address), NULL);
  g_return_val_if_fail (port != 0, NULL);

  self = g_atomic_rc_box_new0 (ZcDnsServer);
  self->address = g_inet_address_to_string (address);
  self->name = g_strdup (name != NULL ? name : self->address);
  self->socket_address = g_inet_socket_address_new (address, port);

  return self;
}

ZcDnsServer *
zc_dns_server_new_from_literal (const char  *literal,
                                ZcDnsConfig *config)
{
  g_autoptr(GInetAddress) address = NULL;

  g_return_val_if_fail (literal != NULL, NULL);
  g_return_val_if_fail (ZC_IS_DNS_CONFIG (config), NULL);

  address = g_inet_address_new_from_string (literal);
  if (address == NULL)
    return NULL;

  return zc_dns_server_new (NULL, address, zc_dns_config_get_port (config));
}

ZcDnsServer *
zc_dns_server_ref (ZcDnsServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
zc_dns_server_clear (gpointer data)
{
  ZcDnsServer *self = data;

  g_free (self->name);
  g_free (self->address);
  g_object_unref (self->socket_address);
}

void
zc_dns_server_unref (ZcDnsServer *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, zc_dns_server_clear);
}

const char *
zc_dns_server_get_name (ZcDnsServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

const char *
zc_dns_server_get_address (ZcDnsServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->address;
}

GSocketFamily
zc_dns_server_get_family (ZcDnsServer *self)
{
  g_return_val_if_fail (self != NULL, G_SOCKET_FAMILY_INVALID);

  return g_socket_address_get_family (self->socket_address);
}

guint16
zc_dns_server_get_port (ZcDnsServer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (self->socket_address));
}

GSocketAddress *
zc_dns_server_get_socket_address (ZcDnsServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->socket_address;
}
