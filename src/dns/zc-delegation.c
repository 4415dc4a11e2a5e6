/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-delegation.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <ldns/ldns.h>

#include "zc-dns-exchange.h"
#include "zc-dns-message-private.h"
#include "zc-dns-resolver.h"
#include "zc-domain-name.h"

/* Where questions to foreign servers do not get through, trying all of them would take minutes. */
#define MOST_HOSTS 3

G_DEFINE_BOXED_TYPE (ZcDelegation, zc_delegation, zc_delegation_copy, zc_delegation_free)

typedef struct
{
  ZcDnsConfig *config;  /* (owned) */
  char *zone;           /* (owned) */
  guint timeout_ms;
  const char *parent;   /* (unowned): a tail of @zone, "." for the root */
  GPtrArray *hosts;     /* (owned) (nullable) (element-type utf8): the parent's name servers */
  guint next_host;      /* the place in @hosts of the one to try next */
  ZcDelegation *result; /* (owned) */
} LookUp;

static void find_parent (GTask *task);
static void try_host    (GTask *task);

static void
look_up_free (gpointer data)
{
  LookUp *self = data;

  g_object_unref (self->config);
  g_free (self->zone);
  g_clear_pointer (&self->hosts, g_ptr_array_unref);
  g_clear_pointer (&self->result, zc_delegation_free);
  g_free (self);
}

ZcDelegation *
zc_delegation_copy (const ZcDelegation *self)
{
  ZcDelegation *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (ZcDelegation, 1);
  copy->parent = g_strdup (self->parent);
  copy->server = self->server != NULL ? zc_dns_server_ref (self->server) : NULL;
  copy->name_servers = g_strdupv (self->name_servers);
  copy->ds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < self->ds->len; i++)
    g_ptr_array_add (copy->ds, g_bytes_ref (self->ds->pdata[i]));

  return copy;
}

void
zc_delegation_free (ZcDelegation *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->parent);
  g_clear_pointer (&self->server, zc_dns_server_unref);
  g_strfreev (self->name_servers);
  g_ptr_array_unref (self->ds);
  g_free (self);
}

/* The name above a name, NULL above the root. */
static const char *
get_name_above (const char *name)
{
  const char *dot = strchr (name, '.');

  if (g_str_equal (name, "."))
    return NULL;

  return dot != NULL && dot[1] != '\0' ? dot + 1 : ".";
}

static char *
dup_name (const ldns_rdf *name)
{
  char *text = ldns_rdf2str (name);
  char *lower = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  free (text);

  return lower;
}

/* The names in all NS records of one owner in a section. */
static GPtrArray *
collect_names (const ldns_rr_list *section,
               const char         *owner)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  ldns_rdf *name = ldns_dname_new_frm_str (owner);

  for (gsize i = 0; name != NULL && i < ldns_rr_list_rr_count (section); i++)
    {
      const ldns_rr *rr = ldns_rr_list_rr (section, i);
      char *text;

      if (ldns_rr_get_type (rr) != LDNS_RR_TYPE_NS || ldns_rr_rd_count (rr) != 1 ||
          ldns_dname_compare (ldns_rr_owner (rr), name) != 0)
        continue;
      text = dup_name (ldns_rr_rdf (rr, 0));
      if (text != NULL)
        g_ptr_array_add (names, text);
    }
  if (name != NULL)
    ldns_rdf_deep_free (name);

  return g_steal_pointer (&names);
}

/* Takes the reply of an exchange. FALSE when the task has ended, else @packet is NULL for what is no DNS. */
static gboolean
take_reply (GTask         *task,
            GAsyncResult  *result,
            ldns_pkt     **packet)
{
  g_autoptr(ZcDnsReply) reply = NULL;
  GError *error = NULL;
  const guint8 *data;
  gsize length;

  *packet = NULL;
  reply = zc_dns_exchange_finish (result, &error);
  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return FALSE;
    }
  if (reply->message == NULL)
    return TRUE;

  data = g_bytes_get_data (reply->message, &length);
  if (ldns_wire2pkt (packet, data, length) != LDNS_STATUS_OK)
    *packet = NULL;

  return TRUE;
}

static void
fail (GTask      *task,
      const char *text)
{
  LookUp *self = g_task_get_task_data (task);

  /* Translators: the name of a zone, and why its parent could not be asked. */
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, _("The delegation of %s could not be found out: %s"),
                           self->zone, text);
}

/* Tries the next name server of the parent, and gives up behind a few. */
static void
try_next_host (GTask *task)
{
  LookUp *self = g_task_get_task_data (task);

  if (self->next_host < MIN (self->hosts->len, MOST_HOSTS))
    try_host (task);
  else
    fail (task, _("no name server of the zone above gave a usable answer"));
}

static void
take_ds (LookUp             *self,
         const ldns_rr_list *answer)
{
  for (gsize i = 0; i < ldns_rr_list_rr_count (answer); i++)
    {
      const ldns_rr *rr = ldns_rr_list_rr (answer, i);
      g_autoptr(GByteArray) rdata = g_byte_array_new ();

      if (ldns_rr_get_type (rr) != LDNS_RR_TYPE_DS)
        continue;
      for (gsize j = 0; j < ldns_rr_rd_count (rr); j++)
        g_byte_array_append (rdata, ldns_rdf_data (ldns_rr_rdf (rr, j)), (guint) ldns_rdf_size (ldns_rr_rdf (rr, j)));
      g_ptr_array_add (self->result->ds, g_byte_array_free_to_bytes (g_steal_pointer (&rdata)));
    }
}

static void
ds_answered_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GTask) task = data;
  LookUp *self = g_task_get_task_data (task);
  ldns_pkt *packet;

  if (!take_reply (task, result, &packet))
    return;

  /* The parent answers for DS with authority, be it that there is none, or not even the name. */
  if (packet == NULL || !ldns_pkt_aa (packet) ||
      (ldns_pkt_get_rcode (packet) != LDNS_RCODE_NOERROR && ldns_pkt_get_rcode (packet) != LDNS_RCODE_NXDOMAIN))
    {
      try_next_host (task);
    }
  else
    {
      take_ds (self, ldns_pkt_answer (packet));
      g_task_return_pointer (task, g_steal_pointer (&self->result), (GDestroyNotify) zc_delegation_free);
    }
  ldns_pkt_free (packet);
}

static int
compare_names (gconstpointer first,
               gconstpointer second)
{
  return strcmp (*(const char *const *) first, *(const char *const *) second);
}

/* A referral names the servers in the authority section; a server that holds both zones answers itself. A
 * name that does not exist at the parent is delegated to nobody. */
static gboolean
take_name_servers (LookUp   *self,
                   ldns_pkt *packet)
{
  g_autoptr(GPtrArray) names = NULL;
  ldns_pkt_rcode rcode = ldns_pkt_get_rcode (packet);

  if (rcode != LDNS_RCODE_NOERROR && rcode != LDNS_RCODE_NXDOMAIN)
    return FALSE;

  names = collect_names (ldns_pkt_authority (packet), self->zone);
  if (names->len == 0)
    {
      g_ptr_array_unref (names);
      names = collect_names (ldns_pkt_answer (packet), self->zone);
    }
  /* Neither a referral nor an answer with authority: this server knows nothing of the parent. */
  if (names->len == 0 && !ldns_pkt_aa (packet))
    return FALSE;

  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  g_strfreev (self->result->name_servers);
  self->result->name_servers = g_strdupv ((char **) names->pdata);

  return TRUE;
}

static void
name_servers_answered_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      data)
{
  g_autoptr(GTask) task = data;
  LookUp *self = g_task_get_task_data (task);
  ldns_pkt *packet;

  if (!take_reply (task, result, &packet))
    return;

  if (packet != NULL && take_name_servers (self, packet))
    zc_dns_exchange_async (self->result->server, self->zone, LDNS_RR_TYPE_DS, ZC_DNS_TRANSPORT_UDP,
                           ZC_DNS_EXCHANGE_DNSSEC | ZC_DNS_EXCHANGE_TCP_ON_SILENCE, self->timeout_ms,
                           g_task_get_cancellable (task), ds_answered_cb, g_object_ref (task));
  else
    try_next_host (task);
  ldns_pkt_free (packet);
}

static void
host_resolved_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GPtrArray) servers = NULL;
  g_autoptr(GError) error = NULL;
  LookUp *self = g_task_get_task_data (task);

  servers = zc_dns_resolve_name_server_finish (self->config, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (servers == NULL)
    {
      try_next_host (task);
      return;
    }

  /* IPv4 comes first, which more computers have a way to. */
  g_clear_pointer (&self->result->server, zc_dns_server_unref);
  self->result->server = zc_dns_server_ref (servers->pdata[0]);
  zc_dns_exchange_async (self->result->server, self->zone, LDNS_RR_TYPE_NS, ZC_DNS_TRANSPORT_UDP,
                         ZC_DNS_EXCHANGE_TCP_ON_SILENCE, self->timeout_ms, g_task_get_cancellable (task),
                         name_servers_answered_cb, g_object_ref (task));
}

static void
try_host (GTask *task)
{
  LookUp *self = g_task_get_task_data (task);

  zc_dns_resolve_name_server_async (self->config, self->hosts->pdata[self->next_host++],
                                    g_task_get_cancellable (task), host_resolved_cb, g_object_ref (task));
}

/* Goes on with the name servers of the zone above, or one name further up when this name is no zone. */
static void
take_hosts (GTask     *task,
            GPtrArray *hosts)
{
  LookUp *self = g_task_get_task_data (task);

  if (hosts->len == 0)
    {
      find_parent (task);
      return;
    }

  self->hosts = g_ptr_array_ref (hosts);
  self->result->parent = g_strdup (self->parent);
  try_host (task);
}

static void
parent_answered_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GPtrArray) hosts = NULL;
  LookUp *self = g_task_get_task_data (task);
  ldns_pkt *packet;

  if (!take_reply (task, result, &packet))
    return;

  if (packet == NULL || (ldns_pkt_get_rcode (packet) != LDNS_RCODE_NOERROR &&
                         ldns_pkt_get_rcode (packet) != LDNS_RCODE_NXDOMAIN))
    {
      fail (task, _("the resolver gave no usable answer"));
    }
  else
    {
      hosts = collect_names (ldns_pkt_answer (packet), self->parent);
      take_hosts (task, hosts);
    }
  ldns_pkt_free (packet);
}

static void
parent_looked_up_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GPtrArray) hosts = g_ptr_array_new_with_free_func (g_free);
  GError *error = NULL;
  GList *records;

  records = g_resolver_lookup_records_finish (G_RESOLVER (source), result, &error);
  if (error != NULL && !g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, error);
      return;
    }

  g_clear_error (&error);
  for (GList *at = records; at != NULL; at = at->next)
    {
      const char *host;

      g_variant_get (at->data, "(&s)", &host);
      g_ptr_array_add (hosts, g_strdup (host));
    }
  g_list_free_full (records, (GDestroyNotify) g_variant_unref);
  take_hosts (task, hosts);
}

/* Goes up one name and asks for its name servers. The names between a zone and the zone above it have
 * none. */
static void
find_parent (GTask *task)
{
  LookUp *self = g_task_get_task_data (task);
  GInetSocketAddress *address = (GInetSocketAddress *) zc_dns_config_get_resolver (self->config);

  self->parent = get_name_above (self->parent);
  if (self->parent == NULL)
    {
      fail (task, _("the resolver knows no zone above it"));
      return;
    }

  if (address != NULL)
    {
      g_autoptr(ZcDnsServer) resolver = zc_dns_server_new (NULL, g_inet_socket_address_get_address (address),
                                                           g_inet_socket_address_get_port (address));

      zc_dns_exchange_async (resolver, self->parent, LDNS_RR_TYPE_NS, ZC_DNS_TRANSPORT_UDP,
                             ZC_DNS_EXCHANGE_RECURSION | ZC_DNS_EXCHANGE_TCP_ON_SILENCE, self->timeout_ms,
                             g_task_get_cancellable (task), parent_answered_cb, g_object_ref (task));
    }
  else
    {
      g_autoptr(GResolver) resolver = g_resolver_get_default ();
      g_autofree char *absolute = g_str_equal (self->parent, ".") ? g_strdup (".")
                                                                  : g_strconcat (self->parent, ".", NULL);

      g_resolver_lookup_records_async (resolver, absolute, G_RESOLVER_RECORD_NS, g_task_get_cancellable (task),
                                       parent_looked_up_cb, g_object_ref (task));
    }
}

void
zc_delegation_look_up_async (ZcDnsConfig         *config,
                             const char          *zone,
                             guint                timeout_ms,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  LookUp *self;

  g_return_if_fail (ZC_IS_DNS_CONFIG (config));
  g_return_if_fail (zone != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_delegation_look_up_async);

  self = g_new0 (LookUp, 1);
  self->config = g_object_ref (config);
  self->zone = zc_domain_name_to_ascii (zone);
  self->timeout_ms = timeout_ms;
  self->result = g_new0 (ZcDelegation, 1);
  self->result->name_servers = g_new0 (char *, 1);
  self->result->ds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_task_set_task_data (task, self, look_up_free);

  if (self->zone == NULL || g_str_equal (self->zone, "."))
    {
      /* Translators: %s is what was given as the name of a zone. */
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” is no zone with another above it"), zone);
      return;
    }

  self->parent = self->zone;
  find_parent (task);
}

ZcDelegation *
zc_delegation_look_up_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_delegation_look_up_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
