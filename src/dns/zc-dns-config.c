/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-dns-config.h"

#include <glib/gi18n-lib.h>

#define DOMAIN_PORT 53

struct _ZcDnsConfig
{
  GObject parent_instance;

  guint16 port;             /* in host byte order */
  GSocketAddress *resolver; /* (owned) (nullable): NULL for the system's resolver */
};

G_DEFINE_FINAL_TYPE (ZcDnsConfig, zc_dns_config, G_TYPE_OBJECT)

static void
zc_dns_config_finalize (GObject *object)
{
  ZcDnsConfig *self = ZC_DNS_CONFIG (object);

  g_clear_object (&self->resolver);

  G_OBJECT_CLASS (zc_dns_config_parent_class)->finalize (object);
}

static void
zc_dns_config_class_init (ZcDnsConfigClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_dns_config_finalize;
}

static void
zc_dns_config_init (ZcDnsConfig *self)
{
}

static gboolean
parse_port (const char  *text,
            guint       *port,
            GError     **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &number, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   /* Translators: %s is what was given instead of a port number. */
                   _("“%s” is not a port from 1 to 65535"), text);
      return FALSE;
    }
  *port = (guint) number;

  return TRUE;
}

static GSocketAddress *
parse_resolver (const char  *text,
                GError     **error)
{
  g_auto(GStrv) parts = g_strsplit (text, "@", 2);
  g_autoptr(GInetAddress) address = NULL;
  guint port = DOMAIN_PORT;

  if (parts[0] != NULL)
    address = g_inet_address_new_from_string (parts[0]);
  if (address == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   /* Translators: %s is what was given instead of an IP address. */
                   _("“%s” is not an IP address of a resolver"), text);
      return NULL;
    }
  if (parts[1] != NULL && !parse_port (parts[1], &port, error))
    return NULL;

  return g_inet_socket_address_new (address, (guint16) port);
}

ZcDnsConfig *
zc_dns_config_new (guint        port,
                   const char  *resolver,
                   GError     **error)
{
  g_autoptr(ZcDnsConfig) self = NULL;
  g_autoptr(GSocketAddress) resolver_address = NULL;

  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (port > G_MAXUINT16)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("%u is not a port from 1 to 65535"), port);
      return NULL;
    }
  if (resolver != NULL)
    {
      resolver_address = parse_resolver (resolver, error);
      if (resolver_address == NULL)
        return NULL;
    }

  self = g_object_new (ZC_TYPE_DNS_CONFIG, NULL);
  self->port = port == 0 ? DOMAIN_PORT : (guint16) port;
  self->resolver = g_steal_pointer (&resolver_address);

  return g_steal_pointer (&self);
}

ZcDnsConfig *
zc_dns_config_new_from_environment (GError **error)
{
  const char *port_text = g_getenv ("ZONE_COURIER_DNS_PORT");
  const char *resolver = g_getenv ("ZONE_COURIER_DNS_RESOLVER");
  guint port = 0;

  /* A variable that is set to nothing counts as not set, as shells make it easy to do. */
  if (port_text != NULL && *port_text != '\0' && !parse_port (port_text, &port, error))
    {
      g_prefix_error (error, "ZONE_COURIER_DNS_PORT: ");
      return NULL;
    }

  return zc_dns_config_new (port, resolver != NULL && *resolver != '\0' ? resolver : NULL, error);
}

guint16
zc_dns_config_get_port (ZcDnsConfig *self)
{
  g_return_val_if_fail (ZC_IS_DNS_CONFIG (self), 0);

  return self->port;
}

GSocketAddress *
zc_dns_config_get_resolver (ZcDnsConfig *self)
{
  g_return_val_if_fail (ZC_IS_DNS_CONFIG (self), NULL);

  return self->resolver;
}
