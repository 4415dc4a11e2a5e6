/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-verification-private.h"

#include "zc-domain-name.h"

/* Of each server. */
#define MOST_DIFFERENCES 20

/* kdig and not dig: it names the RCODE of a refused transfer, which dig does not. */

/* Most names need no quotes; "*" or a backslash in one do. */
static char *
quote (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && *at != '.' && *at != '-' && *at != '_' && *at != ':')
      return g_shell_quote (text);

  return g_strdup (text);
}

/* Final dots keep kdig from appending search domains. */
static char *
dup_absolute (const char *name)
{
  g_autofree char *absolute = g_str_has_suffix (name, ".") ? g_strdup (name) : g_strconcat (name, ".", NULL);

  return quote (absolute);
}

static void
add_soa (GString                *text,
         const ZcObservedServer *server,
         const ZcSoaAnswer      *answer,
         const char             *zone)
{
  g_string_append_printf (text, "kdig @%s -p %u %s +norecurse +bufsize=1232 +nsid +expire %s SOA\n",
                          zc_dns_server_get_address (server->server), zc_dns_server_get_port (server->server),
                          answer->transport == ZC_DNS_TRANSPORT_TCP ? "+tcp" : "+notcp", zone);
}

static void
add_lookup (GString                *text,
            const ZcObservedServer *server,
            ZcDnsConfig            *config)
{
  GSocketAddress *resolver = zc_dns_config_get_resolver (config);
  g_autofree char *ascii = zc_domain_name_to_ascii (server->name);
  g_autofree char *name = NULL;
  g_autofree char *whom = NULL;

  /* Names are the service's words; what is no name was not looked up. */
  if (g_hostname_is_ip_address (server->name) || ascii == NULL)
    return;

  name = dup_absolute (server->name);
  if (resolver != NULL)
    {
      GInetSocketAddress *address = G_INET_SOCKET_ADDRESS (resolver);
      g_autofree char *ip = g_inet_address_to_string (g_inet_socket_address_get_address (address));

      whom = g_strdup_printf (" @%s -p %u", ip, g_inet_socket_address_get_port (address));
    }
  g_string_append_printf (text, "kdig%s %s A\n", whom != NULL ? whom : "", name);
  g_string_append_printf (text, "kdig%s %s AAAA\n", whom != NULL ? whom : "", name);
}

/* One command a difference, as far as people read. */
static void
add_differences (GString                   *text,
                 ZcVerificationDifferences *differences)
{
  g_autoptr(GPtrArray) items = zc_verification_differences_list_first (differences, MOST_DIFFERENCES);

  for (guint i = 0; i < items->len; i++)
    {
      ZcVerificationDifference *item = items->pdata[i];
      ZcDifference *difference = zc_verification_difference_get_difference (item);
      const char *covered = zc_difference_get_covered_type (difference);
      g_autofree char *owner = dup_absolute (zc_difference_get_owner (difference));

      /* Signatures are asked for with what they sign. */
      g_string_append_printf (text, "kdig @%s -p %u +norecurse +bufsize=1232%s %s %s\n",
                              zc_verification_difference_get_address (item), zc_verification_difference_get_port (item),
                              covered != NULL ? " +dnssec" : "", owner,
                              covered != NULL ? covered : zc_difference_get_record_type (difference));
    }
}

char *
zc_verification_explain (ZcVerification *self)
{
  GPtrArray *servers;
  const ZcDelegation *delegation;
  g_autofree char *zone = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  const char *last_name = NULL;

  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  servers = zc_observations_get_servers (zc_verification_get_observations (self));
  zone = dup_absolute (zc_verification_get_zone (self));
  for (guint i = 0; i < servers->len; i++)
    {
      const ZcObservedServer *server = servers->pdata[i];

      if (g_strcmp0 (server->name, last_name) != 0)
        add_lookup (text, server, zc_verification_get_config (self));
      last_name = server->name;
      for (guint j = 0; j < server->answers->len; j++)
        add_soa (text, server, server->answers->pdata[j], zone);
    }
  for (guint i = 0; i < servers->len; i++)
    {
      const ZcObservedServer *server = servers->pdata[i];

      if (server->transfer != NULL)
        g_string_append_printf (text, "kdig @%s -p %u +tcp +noedns %s AXFR\n", zc_dns_server_get_address (server->server),
                                zc_dns_server_get_port (server->server), zone);
    }

  if (zc_verification_get_options (self)->records == ZC_VERIFICATION_RECORDS_QUERY)
    add_differences (text, self->differences);
  delegation = zc_verification_get_delegation (self);
  if (delegation != NULL)
    {
      const char *address = zc_dns_server_get_address (delegation->server);
      guint port = zc_dns_server_get_port (delegation->server);

      g_string_append_printf (text, "kdig @%s -p %u +norecurse %s NS\n", address, port, zone);
      g_string_append_printf (text, "kdig @%s -p %u +norecurse +dnssec %s DS\n", address, port, zone);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
