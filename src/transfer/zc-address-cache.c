/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-address-cache.h"

#include "zc-dns-resolver.h"

#define KEEP_US (60 * G_USEC_PER_SEC)

/* A failure is kept for a shorter time, so that a repaired name is soon seen. */
#define KEEP_ERROR_US (10 * G_USEC_PER_SEC)

typedef struct
{
  GPtrArray *servers; /* (owned) (nullable) (element-type ZcDnsServer) */
  GError *error;      /* (owned) (nullable) */
  gint64 until_us;
  GPtrArray *waiting; /* (owned) (nullable) (element-type GTask): set while the name is being asked for */
} Entry;

typedef struct
{
  ZcDnsConfig *config; /* (owned) */
  char *name;          /* (owned) */
} Lookup;

static G_DEFINE_QUARK (zc-address-cache, address_cache)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->servers, g_ptr_array_unref);
  g_clear_error (&entry->error);
  g_clear_pointer (&entry->waiting, g_ptr_array_unref);
  g_free (entry);
}

static GHashTable *
ensure_cache (ZcDnsConfig *config)
{
  GHashTable *cache = g_object_get_qdata (G_OBJECT (config), address_cache_quark ());

  if (cache == NULL)
    {
      cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
      g_object_set_qdata_full (G_OBJECT (config), address_cache_quark (), cache,
                               (GDestroyNotify) g_hash_table_unref);
    }

  return cache;
}

static void
return_entry (GTask *task,
              Entry *entry)
{
  if (entry->error != NULL)
    g_task_return_error (task, g_error_copy (entry->error));
  else
    g_task_return_pointer (task, g_ptr_array_ref (entry->servers), (GDestroyNotify) g_ptr_array_unref);
}

static void
resolve_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Lookup *lookup = data;
  Entry *entry = g_hash_table_lookup (ensure_cache (lookup->config), lookup->name);
  g_autoptr(GPtrArray) waiting = g_steal_pointer (&entry->waiting);

  entry->servers = zc_dns_resolve_name_server_finish (lookup->config, result, &entry->error);
  entry->until_us = g_get_monotonic_time () + (entry->error != NULL ? KEEP_ERROR_US : KEEP_US);

  for (guint i = 0; i < waiting->len; i++)
    return_entry (waiting->pdata[i], entry);

  g_object_unref (lookup->config);
  g_free (lookup->name);
  g_free (lookup);
}

void
zc_address_cache_resolve_async (ZcDnsConfig         *config,
                                const char          *name,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  GHashTable *cache;
  Entry *entry;
  Lookup *lookup;

  g_return_if_fail (ZC_IS_DNS_CONFIG (config));
  g_return_if_fail (name != NULL);

  task = g_task_new (config, NULL, callback, user_data);
  g_task_set_source_tag (task, zc_address_cache_resolve_async);

  cache = ensure_cache (config);
  entry = g_hash_table_lookup (cache, name);

  if (entry != NULL && entry->waiting != NULL)
    {
      g_ptr_array_add (entry->waiting, g_steal_pointer (&task));
      return;
    }
  if (entry != NULL && g_get_monotonic_time () < entry->until_us)
    {
      return_entry (task, entry);
      return;
    }

  entry = g_new0 (Entry, 1);
  entry->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (entry->waiting, g_steal_pointer (&task));
  g_hash_table_insert (cache, g_strdup (name), entry);

  lookup = g_new0 (Lookup, 1);
  lookup->config = g_object_ref (config);
  lookup->name = g_strdup (name);
  zc_dns_resolve_name_server_async (config, name, NULL, resolve_cb, lookup);
}

GPtrArray *
zc_address_cache_resolve_finish (ZcDnsConfig   *config,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, config), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_address_cache_resolve_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
