/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-reachability.h"

#include "zc-backoff.h"
#include "zc-cloud-error.h"

#define FIRST_RETRY_MS 10000
#define MOST_RETRY_MS 300000

/* A network that has just come up needs a moment before names resolve. */
#define NETWORK_BACK_MS 1000

struct _ZcReachability
{
  GObject parent_instance;

  GPtrArray *lists;         /* (owned) (element-type ZcZoneList), unowned */
  GNetworkMonitor *monitor; /* (owned) */
  char *reason;             /* (owned) (nullable): set while offline */
  gboolean was_available;   /* what the monitor said last */
  guint n_failures;         /* in a row */
  guint retry_id;
};

enum
{
  PROP_0,
  PROP_OFFLINE,
  PROP_REASON,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ZcReachability, zc_reachability, G_TYPE_OBJECT)

/* A certificate that is not accepted and an answer that makes no sense are no question of the network. */
static gboolean
is_unreachable (const GError *error)
{
  if (error == NULL)
    return FALSE;
  if (error->domain == G_RESOLVER_ERROR)
    return TRUE;
  if (error->domain == ZC_CLOUD_ERROR)
    return error->code == ZC_CLOUD_ERROR_UNAVAILABLE;
  if (error->domain != G_IO_ERROR)
    return FALSE;

  switch (error->code)
    {
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_CONNECTION_CLOSED:
    case G_IO_ERROR_NOT_CONNECTED:
    case G_IO_ERROR_PARTIAL_INPUT:
    case G_IO_ERROR_TIMED_OUT:
    case G_IO_ERROR_PROXY_FAILED:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
set_reason (ZcReachability *self,
            const char     *reason)
{
  gboolean was_offline = self->reason != NULL;

  if (g_strcmp0 (self->reason, reason) == 0)
    return;

  g_free (self->reason);
  self->reason = g_strdup (reason);
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
  if (was_offline != (reason != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OFFLINE]);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
retry_cb (gpointer data)
{
  ZcReachability *self = data;

  self->retry_id = 0;
  for (guint i = 0; i < self->lists->len; i++)
    if (is_unreachable (zc_zone_list_get_error (self->lists->pdata[i])))
      zc_zone_list_refresh (self->lists->pdata[i]);

  return G_SOURCE_REMOVE;
}

static void
retry_after (ZcReachability *self,
             guint           delay_ms)
{
  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->retry_id = g_timeout_add_full (G_PRIORITY_DEFAULT, delay_ms, retry_cb, self, NULL);
}

static void
list_busy_cb (ZcZoneList     *list,
              GParamSpec     *property,
              ZcReachability *self)
{
  const GError *found = NULL;

  for (guint i = 0; i < self->lists->len; i++)
    {
      const GError *error = zc_zone_list_get_error (self->lists->pdata[i]);

      /* All of them are read together, and judged together. */
      if (zc_zone_list_is_busy (self->lists->pdata[i]))
        return;
      if (found == NULL && is_unreachable (error))
        found = error;
    }

  set_reason (self, found != NULL ? found->message : NULL);
  if (found != NULL)
    {
      self->n_failures++;
      retry_after (self, zc_backoff_delay (self->n_failures, FIRST_RETRY_MS, MOST_RETRY_MS));
    }
  else
    {
      self->n_failures = 0;
      g_clear_handle_id (&self->retry_id, g_source_remove);
    }
}

/* A service on this computer can be reached without any network, so nothing is offline before a request has failed.
 * That is tried at once, for what is on the screen to be marked as old before somebody relies on it. */
static void
try_all (ZcReachability *self)
{
  for (guint i = 0; i < self->lists->len; i++)
    if (zc_zone_list_get_load_state (self->lists->pdata[i]) == ZC_LOAD_STATE_READY)
      zc_zone_list_refresh (self->lists->pdata[i]);
}

static void
network_changed_cb (GNetworkMonitor *monitor,
                    gboolean         available,
                    ZcReachability  *self)
{
  gboolean lost = self->was_available && !available;

  self->was_available = available;
  if (available && self->reason != NULL)
    {
      self->n_failures = 0;
      retry_after (self, NETWORK_BACK_MS);
    }
  else if (lost && self->reason == NULL)
    {
      try_all (self);
    }
}

static void
zc_reachability_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  ZcReachability *self = ZC_REACHABILITY (object);

  switch (prop_id)
    {
    case PROP_OFFLINE:
      g_value_set_boolean (value, self->reason != NULL);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_reachability_dispose (GObject *object)
{
  ZcReachability *self = ZC_REACHABILITY (object);

  g_clear_handle_id (&self->retry_id, g_source_remove);
  for (guint i = 0; i < self->lists->len; i++)
    g_signal_handlers_disconnect_by_data (self->lists->pdata[i], self);
  g_ptr_array_set_size (self->lists, 0);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (zc_reachability_parent_class)->dispose (object);
}

static void
zc_reachability_finalize (GObject *object)
{
  ZcReachability *self = ZC_REACHABILITY (object);

  g_ptr_array_unref (self->lists);
  g_free (self->reason);

  G_OBJECT_CLASS (zc_reachability_parent_class)->finalize (object);
}

static void
zc_reachability_class_init (ZcReachabilityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_reachability_get_property;
  object_class->dispose = zc_reachability_dispose;
  object_class->finalize = zc_reachability_finalize;

  properties[PROP_OFFLINE] = g_param_spec_boolean ("offline", NULL, NULL, FALSE, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zc_reachability_init (ZcReachability *self)
{
  self->lists = g_ptr_array_new ();
  self->monitor = g_object_ref (g_network_monitor_get_default ());
  self->was_available = g_network_monitor_get_network_available (self->monitor);
  g_signal_connect (self->monitor, "network-changed", G_CALLBACK (network_changed_cb), self);
}

ZcReachability *
zc_reachability_new (void)
{
  return g_object_new (ZC_TYPE_REACHABILITY, NULL);
}

void
zc_reachability_follow (ZcReachability *self,
                        ZcZoneList     *list)
{
  g_return_if_fail (ZC_IS_REACHABILITY (self));
  g_return_if_fail (ZC_IS_ZONE_LIST (list));

  g_ptr_array_add (self->lists, list);
  g_signal_connect (list, "notify::busy", G_CALLBACK (list_busy_cb), self);
}

gboolean
zc_reachability_is_offline (ZcReachability *self)
{
  g_return_val_if_fail (ZC_IS_REACHABILITY (self), FALSE);

  return self->reason != NULL;
}

const char *
zc_reachability_get_reason (ZcReachability *self)
{
  g_return_val_if_fail (ZC_IS_REACHABILITY (self), NULL);

  return self->reason;
}
