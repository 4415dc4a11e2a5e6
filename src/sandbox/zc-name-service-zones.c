/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-name-service-private.h"

#include "zc-sandbox-dns.h"

#define PROBE_WAIT_MS 2000
#define READ_WAIT_MS 10000

gboolean
zc_name_service_serves (ZcNameService *self,
                        const char    *zone)
{
  return g_hash_table_contains (self->zones, zone);
}

/* Nobody waits for these commands; when one fails, what the servers serve shows it. */
static void
command_ended_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GError) error = NULL;

  if (!zc_nsd_run_finish (ZC_NSD (source), result, &error))
    g_debug ("%s", error->message);
}

/* INVENTED values: the service's documents only say that there are default SOA and NS records. */
static char *
make_default_zone (ZcNameService *self,
                   const char    *zone)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s. 3600 IN SOA %s. hostmaster.ui-dns.com. 1 28800 7200 604800 300\n",
                          zone, ((ZcSecondary *) g_ptr_array_index (self->secondaries, 0))->scenario->name);
  for (guint i = 0; i < self->secondaries->len; i++)
    {
      ZcSecondary *secondary = g_ptr_array_index (self->secondaries, i);

      g_string_append_printf (text, "%s. 3600 IN NS %s.\n", zone, secondary->scenario->name);
    }

  return g_string_free (text, FALSE);
}

void
zc_name_service_set_zone (ZcNameService      *self,
                          const char         *zone,
                          const char * const *primaries)
{
  gboolean is_new = !zc_name_service_serves (self, zone);
  g_autofree char *text = make_default_zone (self, zone);
  g_autofree char *add = g_strdup_printf ("addzone %s %s", zone, zone);
  const char * const commands[] = { "reconfig", is_new ? add : NULL, NULL };

  g_hash_table_insert (self->zones, g_strdup (zone), g_strdupv ((char **) primaries));
  for (guint i = 0; i < self->secondaries->len; i++)
    {
      ZcSecondary *secondary = g_ptr_array_index (self->secondaries, i);
      ZcNsdConfig *config = zc_nsd_get_config (secondary->nsd);
      g_autoptr(GError) error = NULL;

      if (is_new && (zc_name_service_holds (secondary, zone) || !zc_nsd_can_answer (secondary->nsd)))
        g_hash_table_add (secondary->missed_zones, g_strdup (zone));
      zc_name_service_configure_secondary (self, secondary, FALSE);
      if (!zc_nsd_config_put_zone (config, zone, zone, is_new ? text : NULL, &error)
          || !zc_nsd_config_write (config, NULL, &error))
        g_warning ("%s", error->message);
      else
        zc_nsd_run_async (secondary->nsd, commands, command_ended_cb, NULL);
    }
}

void
zc_name_service_remove_zone (ZcNameService *self,
                             const char    *zone)
{
  g_autofree char *command = g_strdup_printf ("delzone %s", zone);
  const char * const commands[] = { command, NULL };

  if (!g_hash_table_remove (self->zones, zone))
    return;

  g_mutex_lock (&self->mutex);
  g_hash_table_remove (self->records, zone);
  g_mutex_unlock (&self->mutex);

  for (guint i = 0; i < self->secondaries->len; i++)
    {
      ZcSecondary *secondary = g_ptr_array_index (self->secondaries, i);

      zc_nsd_config_remove_zone (zc_nsd_get_config (secondary->nsd), zone);
      zc_nsd_run_async (secondary->nsd, commands, command_ended_cb, NULL);
    }
}

/* A transfer: one command to each secondary at its time. The task ends with the first that was
 * taken, or with the last when none was. */
typedef struct
{
  char *zone;           /* (owned) */
  guint n_pending;
  gboolean has_ended;
} Transfer;

typedef struct
{
  GTask *task;          /* (owned) */
  ZcNsd *nsd;           /* (owned) */
} Order;

static void
transfer_free (Transfer *transfer)
{
  g_free (transfer->zone);
  g_free (transfer);
}

static void
order_free (Order *order)
{
  g_object_unref (order->task);
  g_object_unref (order->nsd);
  g_free (order);
}

static void
order_ended_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GTask) task = data;
  Transfer *transfer = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  transfer->n_pending--;
  if (zc_nsd_run_finish (ZC_NSD (source), result, &error))
    {
      if (!transfer->has_ended)
        g_task_return_boolean (task, TRUE);
      transfer->has_ended = TRUE;
    }
  else if (transfer->n_pending == 0 && !transfer->has_ended)
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static gboolean
give_order_cb (gpointer data)
{
  Order *order = data;
  Transfer *transfer = g_task_get_task_data (order->task);
  g_autofree char *command = g_strdup_printf ("transfer %s", transfer->zone);
  const char * const commands[] = { command, NULL };

  zc_nsd_run_async (order->nsd, commands, order_ended_cb, g_object_ref (order->task));

  return G_SOURCE_REMOVE;
}

void
zc_name_service_transfer_async (ZcNameService       *self,
                                const char          *zone,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  Transfer *transfer = g_new0 (Transfer, 1);

  g_task_set_source_tag (task, zc_name_service_transfer_async);
  g_task_set_task_data (task, transfer, (GDestroyNotify) transfer_free);
  transfer->zone = g_strdup (zone);

  for (guint i = 0; i < self->secondaries->len; i++)
    {
      ZcSecondary *secondary = g_ptr_array_index (self->secondaries, i);
      Order *order;

      /* Those held back take the command too: their patterns name a primary that is nobody. */
      if (zc_name_service_holds (secondary, zone) || !zc_nsd_can_answer (secondary->nsd))
        g_hash_table_add (secondary->missed_zones, g_strdup (zone));
      order = g_new0 (Order, 1);
      order->task = g_object_ref (task);
      order->nsd = g_object_ref (secondary->nsd);
      transfer->n_pending++;
      g_timeout_add_full (G_PRIORITY_DEFAULT, secondary->scenario->transfer_delay_ms,
                          give_order_cb, order, (GDestroyNotify) order_free);
    }
}

gboolean
zc_name_service_transfer_finish (ZcNameService  *self,
                                 GAsyncResult   *result,
                                 GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  char *zone;           /* (owned) */
  GStrv primaries;      /* (owned) */
  char *source;         /* (owned) */
} Probe;

static void
probe_free (Probe *probe)
{
  g_free (probe->zone);
  g_strfreev (probe->primaries);
  g_free (probe->source);
  g_free (probe);
}

/* INVENTED but for the first sentence, which is the one of the service's specification. */
static char *
explain_refusal (ldns_pkt_rcode rcode)
{
  switch ((guint) rcode)
    {
    case LDNS_RCODE_NOERROR:
      return g_strdup ("");
    case LDNS_RCODE_REFUSED:
      return g_strdup ("Zone transfer was refused by primary nameserver");
    case LDNS_RCODE_NOTAUTH:
      return g_strdup ("Primary nameserver is not authoritative for the zone");
    default:
      return g_strdup_printf ("Primary nameserver answered with RCODE %u", (guint) rcode);
    }
}

static void
probe_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  ZcNameService *self = source;
  Probe *probe = data;
  g_autoptr(GStrvBuilder) results = g_strv_builder_new ();

  for (gsize i = 0; probe->primaries[i] != NULL; i++)
    {
      const ZcSandboxServer server = { probe->source, probe->primaries[i], self->port, PROBE_WAIT_MS };
      g_autofree char *result = NULL;
      ldns_pkt_rcode rcode;

      if (g_str_has_prefix (server.address, "127.")
          && zc_sandbox_dns_try_axfr (&server, probe->zone, &rcode, NULL))
        result = explain_refusal (rcode);
      else
        result = g_strdup ("Connection with primary nameserver could not be established");
      g_strv_builder_add (results, result);
    }

  g_task_return_pointer (task, g_strv_builder_end (results), (GDestroyNotify) g_strfreev);
}

void
zc_name_service_probe_async (ZcNameService       *self,
                             const char          *zone,
                             const char * const  *primaries,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  ZcSecondary *secondary = g_ptr_array_index (self->secondaries, 0);
  Probe *probe = g_new0 (Probe, 1);

  g_task_set_source_tag (task, zc_name_service_probe_async);
  g_task_set_task_data (task, probe, (GDestroyNotify) probe_free);
  probe->zone = g_strdup (zone);
  probe->primaries = g_strdupv ((char **) primaries);
  probe->source = g_strdup (secondary->scenario->address);
  zc_worker_pool_run (self->pool, task, probe_thread);
}

GStrv
zc_name_service_probe_finish (ZcNameService *self,
                              GAsyncResult  *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static GPtrArray *
take_kept_records (ZcNameService *self,
                   const char    *zone,
                   gint64         serial)
{
  GPtrArray *records = NULL;
  ZcServedRecords *served;

  g_mutex_lock (&self->mutex);
  served = g_hash_table_lookup (self->records, zone);
  if (served != NULL && served->serial == serial)
    records = g_ptr_array_ref (served->records);
  g_mutex_unlock (&self->mutex);

  return records;
}

static void
keep_records (ZcNameService *self,
              const char    *zone,
              guint32        serial,
              GPtrArray     *records)
{
  ZcServedRecords *served = g_new0 (ZcServedRecords, 1);

  served->serial = serial;
  served->records = g_ptr_array_ref (records);
  g_mutex_lock (&self->mutex);
  g_hash_table_insert (self->records, g_strdup (zone), served);
  g_mutex_unlock (&self->mutex);
}

typedef struct
{
  char *zone;           /* (owned) */
  char *address;        /* (owned) */
} Read;

static void
read_free (Read *read)
{
  g_free (read->zone);
  g_free (read->address);
  g_free (read);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  ZcNameService *self = source;
  Read *read = data;
  const ZcSandboxServer server = { ZC_SANDBOX_OWN_ADDRESS, read->address, self->port, READ_WAIT_MS };
  g_autoptr(ZcZoneData) copy = NULL;
  g_autoptr(GPtrArray) records = NULL;
  ldns_pkt_rcode rcode;
  gint64 serial;
  GError *error = NULL;

  if (!zc_sandbox_dns_ask_soa (&server, read->zone, &rcode, &serial, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  records = take_kept_records (self, read->zone, serial);
  if (records == NULL)
    {
      copy = zc_sandbox_dns_read_axfr (&server, read->zone, &error);
      if (copy == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      records = zc_zone_data_list_records (copy, self->scenario->shows_all_types);
      keep_records (self, read->zone, zc_zone_data_get_serial (copy), records);
    }

  g_task_return_pointer (task, g_steal_pointer (&records), (GDestroyNotify) g_ptr_array_unref);
}

void
zc_name_service_read_records_async (ZcNameService       *self,
                                    const char          *zone,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  Read *read = g_new0 (Read, 1);

  g_task_set_source_tag (task, zc_name_service_read_records_async);
  g_task_set_task_data (task, read, (GDestroyNotify) read_free);
  read->zone = g_strdup (zone);

  for (guint i = 0; i < self->secondaries->len && read->address == NULL; i++)
    {
      ZcSecondary *secondary = g_ptr_array_index (self->secondaries, i);

      if (zc_nsd_can_answer (secondary->nsd))
        read->address = g_strdup (zc_nsd_get_address (secondary->nsd));
    }

  if (read->address == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "No name server runs");
  else
    zc_worker_pool_run (self->pool, task, read_thread);
}

GPtrArray *
zc_name_service_read_records_finish (ZcNameService  *self,
                                     GAsyncResult   *result,
                                     GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
