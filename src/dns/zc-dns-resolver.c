/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-dns-resolver.h"

#include <netdb.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <ldns/ldns.h>

#include "zc-dns-exchange.h"
#include "zc-dns-message-private.h"
#include "zc-domain-name.h"
#include "zc-worker-pool.h"

#define TIMEOUT_MS 10000

/* More CNAMEs than this in a row are taken for a loop. */
#define MOST_ALIASES 16

typedef struct
{
  char *name;            /* (owned): in ASCII */
  GPtrArray *servers;    /* (owned) (element-type ZcDnsServer) */
  GSource *cancel_source; /* (owned) (nullable) */
  guint n_pending;
  gboolean returned;
  GError *error; /* (owned) (nullable): why one of the two questions got no usable answer */
} Lookup;

static void
lookup_free (gpointer data)
{
  Lookup *self = data;

  if (self->cancel_source != NULL)
    g_source_destroy (self->cancel_source);
  g_clear_pointer (&self->cancel_source, g_source_unref);
  g_free (self->name);
  g_ptr_array_unref (self->servers);
  g_clear_error (&self->error);
  g_free (self);
}

static void
take_address (Lookup       *self,
              ZcDnsConfig  *config,
              GInetAddress *address)
{
  g_autoptr(ZcDnsServer) server = zc_dns_server_new (self->name, address, zc_dns_config_get_port (config));

  for (guint i = 0; i < self->servers->len; i++)
    if (g_strcmp0 (zc_dns_server_get_address (g_ptr_array_index (self->servers, i)),
                   zc_dns_server_get_address (server)) == 0)
      return;

  g_ptr_array_add (self->servers, g_steal_pointer (&server));
}

/* IPv4 first, in the order of the resolver otherwise. */
static int
compare_family (gconstpointer first,
                gconstpointer second)
{
  GSocketFamily first_family = zc_dns_server_get_family (*(ZcDnsServer *const *) first);
  GSocketFamily second_family = zc_dns_server_get_family (*(ZcDnsServer *const *) second);

  return (first_family == G_SOCKET_FAMILY_IPV6) - (second_family == G_SOCKET_FAMILY_IPV6);
}

static void
return_servers (GTask *task)
{
  Lookup *self = g_task_get_task_data (task);

  if (self->returned)
    return;
  self->returned = TRUE;

  if (self->servers->len > 0)
    {
      g_ptr_array_sort (self->servers, compare_family);
      g_task_return_pointer (task, g_ptr_array_ref (self->servers), (GDestroyNotify) g_ptr_array_unref);
    }
  else if (self->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&self->error));
    }
  else
    {
      g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND,
                               /* Translators: %s is the name of a name server. */
                               _("%s has no address"), self->name);
    }
}

/* The names of an answer form a chain from the name asked for (RFC 1034, section 3.6.2). An address
 * outside that chain was not asked for. */
static const ldns_rdf *
follow_aliases (const ldns_rr_list *answer,
                const ldns_rdf     *name)
{
  for (guint i = 0; i < MOST_ALIASES; i++)
    {
      const ldns_rdf *next = NULL;

      for (gsize j = 0; j < ldns_rr_list_rr_count (answer) && next == NULL; j++)
        {
          const ldns_rr *rr = ldns_rr_list_rr (answer, j);

          if (ldns_rr_get_type (rr) == LDNS_RR_TYPE_CNAME && ldns_rr_rd_count (rr) == 1 &&
              ldns_dname_compare (ldns_rr_owner (rr), name) == 0)
            next = ldns_rr_rdf (rr, 0);
        }
      if (next == NULL)
        break;
      name = next;
    }

  return name;
}

static void
take_answer (Lookup      *self,
             ZcDnsConfig *config,
             ldns_pkt    *packet)
{
  const ldns_rr_list *answer = ldns_pkt_answer (packet);
  ldns_rdf *asked = ldns_dname_new_frm_str (self->name);
  const ldns_rdf *name = follow_aliases (answer, asked);

  for (gsize i = 0; i < ldns_rr_list_rr_count (answer); i++)
    {
      const ldns_rr *rr = ldns_rr_list_rr (answer, i);
      gboolean ipv6 = ldns_rr_get_type (rr) == LDNS_RR_TYPE_AAAA;
      g_autoptr(GInetAddress) address = NULL;

      /* ldns takes a record that ends early, with fewer fields. */
      if ((ldns_rr_get_type (rr) != LDNS_RR_TYPE_A && !ipv6) || ldns_rr_rd_count (rr) != 1 ||
          ldns_rdf_size (ldns_rr_rdf (rr, 0)) != (ipv6 ? 16 : 4) ||
          ldns_dname_compare (ldns_rr_owner (rr), name) != 0)
        continue;
      address = g_inet_address_new_from_bytes (ldns_rdf_data (ldns_rr_rdf (rr, 0)),
                                               ipv6 ? G_SOCKET_FAMILY_IPV6 : G_SOCKET_FAMILY_IPV4);
      take_address (self, config, address);
    }
  ldns_rdf_deep_free (asked);
}

static void
take_error (Lookup      *self,
            ZcDnsConfig *config,
            GQuark       domain,
            int          code,
            const char  *reason)
{
  g_autofree char *resolver = NULL;

  if (self->error != NULL)
    return;

  resolver = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (zc_dns_config_get_resolver (config)));
  self->error = g_error_new (domain, code,
                             /* Translators: The placeholders are the name of a name server, the address of
                                the resolver that was asked for it, and the short reason, such as
                                "servfail". */
                             _("The address of %s could not be found: resolver %s, %s"), self->name, resolver,
                             reason);
}

static void
take_reply (Lookup      *self,
            ZcDnsConfig *config,
            ZcDnsReply  *reply)
{
  ldns_pkt *packet = NULL;
  gsize length;
  const guint8 *data;
  ldns_pkt_rcode rcode;

  if (reply->outcome == ZC_DNS_OUTCOME_TIMEOUT_ANSWER || reply->outcome == ZC_DNS_OUTCOME_TCP_FILTERED)
    {
      take_error (self, config, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, zc_dns_outcome_get_id (reply->outcome));
      return;
    }
  if (reply->message == NULL)
    {
      take_error (self, config, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE,
                  reply->error_text != NULL ? reply->error_text : zc_dns_outcome_get_id (reply->outcome));
      return;
    }

  data = g_bytes_get_data (reply->message, &length);
  if (ldns_wire2pkt (&packet, data, length) != LDNS_STATUS_OK)
    {
      take_error (self, config, G_RESOLVER_ERROR, G_RESOLVER_ERROR_INTERNAL,
                  zc_dns_outcome_get_id (ZC_DNS_OUTCOME_BAD_ANSWER));
      return;
    }
  rcode = ldns_pkt_get_rcode (packet);
  if (rcode == LDNS_RCODE_NOERROR)
    {
      take_answer (self, config, packet);
    }
  else if (rcode != LDNS_RCODE_NXDOMAIN)
    {
      char *name = ldns_pkt_rcode2str (rcode);

      take_error (self, config, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE,
                  name != NULL ? name : "RCODE");
      free (name);
    }
  ldns_pkt_free (packet);
}

static void
exchange_done_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(ZcDnsReply) reply = NULL;
  g_autoptr(GError) error = NULL;
  Lookup *self = g_task_get_task_data (task);

  reply = zc_dns_exchange_finish (result, &error);
  if (reply != NULL)
    take_reply (self, g_task_get_source_object (task), reply);
  else if (self->error == NULL)
    self->error = g_steal_pointer (&error);

  self->n_pending--;
  if (self->n_pending == 0)
    return_servers (task);
}

static void
ask_resolver (GTask       *task,
              ZcDnsConfig *config)
{
  static const guint16 types[] = { ZC_DNS_TYPE_A, ZC_DNS_TYPE_AAAA };
  Lookup *self = g_task_get_task_data (task);
  GInetSocketAddress *address = G_INET_SOCKET_ADDRESS (zc_dns_config_get_resolver (config));
  g_autoptr(ZcDnsServer) resolver = zc_dns_server_new (NULL, g_inet_socket_address_get_address (address),
                                                       g_inet_socket_address_get_port (address));

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      self->n_pending++;
      zc_dns_exchange_async (resolver, self->name, types[i], ZC_DNS_TRANSPORT_UDP,
                             ZC_DNS_EXCHANGE_RECURSION | ZC_DNS_EXCHANGE_TCP_ON_SILENCE, TIMEOUT_MS,
                             g_task_get_cancellable (task), exchange_done_cb, g_object_ref (task));
    }
}

/* GResolver leaves IPv6 addresses out where this computer has no IPv6. People want to read that such an
 * address exists and could not be tested, so the C library is asked without that filter. The final dot
 * keeps the search list out of it. */
static void
run_getaddrinfo (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  const char *name = task_data;
  g_autofree char *absolute = NULL;
  g_autoptr(GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);
  struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_DGRAM };
  struct addrinfo *results = NULL;
  int status;

  absolute = strchr (name, '.') != NULL ? g_strconcat (name, ".", NULL) : g_strdup (name);
  status = getaddrinfo (absolute, NULL, &hints, &results);
  if (status != 0 && status != EAI_NONAME && status != EAI_NODATA)
    {
      g_task_return_new_error (task, G_RESOLVER_ERROR,
                               status == EAI_AGAIN ? G_RESOLVER_ERROR_TEMPORARY_FAILURE
                                                   : G_RESOLVER_ERROR_INTERNAL,
                               /* Translators: The placeholders are the name of a name server and what the
                                  system says. */
                               _("The address of %s could not be found: %s"), name, gai_strerror (status));
      return;
    }

  for (struct addrinfo *at = results; at != NULL; at = at->ai_next)
    {
      g_autoptr(GSocketAddress) address = g_socket_address_new_from_native (at->ai_addr, at->ai_addrlen);

      if (G_IS_INET_SOCKET_ADDRESS (address))
        g_ptr_array_add (addresses,
                         g_object_ref (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))));
    }
  if (results != NULL)
    freeaddrinfo (results);

  g_task_return_pointer (task, g_steal_pointer (&addresses), (GDestroyNotify) g_ptr_array_unref);
}

static void
getaddrinfo_done_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GPtrArray) addresses = NULL;
  Lookup *self = g_task_get_task_data (task);

  addresses = g_task_propagate_pointer (G_TASK (result), &self->error);
  for (guint i = 0; addresses != NULL && i < addresses->len; i++)
    take_address (self, g_task_get_source_object (task), g_ptr_array_index (addresses, i));
  return_servers (task);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  GTask *task = data;
  Lookup *self = g_task_get_task_data (task);

  if (!self->returned)
    {
      self->returned = TRUE;
      g_task_return_error_if_cancelled (task);
    }

  return G_SOURCE_REMOVE;
}

/* The C library cannot be interrupted: a cancelled lookup returns at once and its thread ends later. */
static void
ask_system (GTask       *task,
            ZcDnsConfig *config)
{
  Lookup *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(ZcWorkerPool) pool = zc_worker_pool_new ("zc-resolver", 1);
  g_autoptr(GTask) work = g_task_new (NULL, NULL, getaddrinfo_done_cb, g_object_ref (task));

  g_task_set_source_tag (work, ask_system);
  g_task_set_task_data (work, g_strdup (self->name), g_free);
  if (cancellable != NULL)
    {
      self->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancel_source, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (self->cancel_source, g_task_get_context (task));
    }
  zc_worker_pool_run (pool, work, run_getaddrinfo);
}

void
zc_dns_resolve_name_server_async (ZcDnsConfig         *config,
                                  const char          *name,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  ZcDnsServer *literal;
  Lookup *self;

  g_return_if_fail (ZC_IS_DNS_CONFIG (config));
  g_return_if_fail (name != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (config, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_dns_resolve_name_server_async);

  self = g_new0 (Lookup, 1);
  self->name = zc_domain_name_to_ascii (name);
  self->servers = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_dns_server_unref);
  g_task_set_task_data (task, self, lookup_free);

  literal = zc_dns_server_new_from_literal (name, config);
  if (literal != NULL)
    {
      g_ptr_array_add (self->servers, literal);
      return_servers (task);
    }
  else if (self->name == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                               _("“%s” is not a domain name"), name);
    }
  else if (zc_dns_config_get_resolver (config) != NULL)
    {
      ask_resolver (task, config);
    }
  else
    {
      ask_system (task, config);
    }
}

GPtrArray *
zc_dns_resolve_name_server_finish (ZcDnsConfig   *config,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, config), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_dns_resolve_name_server_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
