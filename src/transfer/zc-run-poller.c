/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-run-poller-private.h"

#include "zc-serial-check.h"

#define FIRST_PAUSE_MS 2000
#define MOST_PAUSE_MS 15000
#define CHECK_TIMEOUT_MS 5000

struct _ZcRunPoller
{
  GObject parent_instance;

  ZcCloudClient *client;     /* (owned) */
  ZcDnsConfig *config;       /* (owned) */
  ZcZone *zone;              /* (owned) */
  GCancellable *cancellable; /* (owned): cancelled when nobody wants to know any more */
  guint n_pending;           /* how many halves of a look are under way */
  guint pause_ms;
  guint pause_id;
};

enum
{
  STATUSES,
  SERIALS,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZcRunPoller, zc_run_poller, G_TYPE_OBJECT)

static void look (ZcRunPoller *self);

static gboolean
is_stopped (ZcRunPoller *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

static gboolean
pause_cb (gpointer data)
{
  ZcRunPoller *self = data;

  self->pause_id = 0;
  look (self);

  return G_SOURCE_REMOVE;
}

/* Both halves of a look are over: wait, longer each time, and look again. */
static void
finish_look (ZcRunPoller *self)
{
  if (--self->n_pending > 0 || is_stopped (self))
    return;

  self->pause_id = g_timeout_add (self->pause_ms, pause_cb, self);
  self->pause_ms = MIN (self->pause_ms + self->pause_ms / 2, MOST_PAUSE_MS);
}

static void
statuses_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(ZcRunPoller) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) statuses = zc_cloud_client_get_transfer_status_finish (self->client, result, &error);

  if (!is_stopped (self))
    {
      if (statuses != NULL)
        g_signal_emit (self, signals[STATUSES], 0, statuses);
      else
        g_signal_emit (self, signals[FAILED], 0, error);
    }
  finish_look (self);
}

static void
serials_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(ZcRunPoller) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcSerialReport) report = zc_serial_check_finish (self->config, result, &error);

  if (!is_stopped (self))
    {
      if (report != NULL)
        g_signal_emit (self, signals[SERIALS], 0, report);
      else
        g_signal_emit (self, signals[FAILED], 0, error);
    }
  finish_look (self);
}

static void
look (ZcRunPoller *self)
{
  self->n_pending = 2;
  zc_cloud_client_get_transfer_status_async (self->client, zc_zone_get_id (self->zone), self->cancellable, statuses_cb,
                                             g_object_ref (self));
  zc_serial_check_async (self->config, zc_zone_get_name (self->zone), zc_zone_get_primary_ips (self->zone),
                         zc_zone_get_name_servers (self->zone), ZC_SERIAL_CHECK_BOTH, CHECK_TIMEOUT_MS,
                         self->cancellable, serials_cb, g_object_ref (self));
}

static void
zc_run_poller_dispose (GObject *object)
{
  zc_run_poller_stop (ZC_RUN_POLLER (object));

  G_OBJECT_CLASS (zc_run_poller_parent_class)->dispose (object);
}

static void
zc_run_poller_finalize (GObject *object)
{
  ZcRunPoller *self = ZC_RUN_POLLER (object);

  g_clear_object (&self->client);
  g_clear_object (&self->config);
  g_clear_object (&self->zone);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (zc_run_poller_parent_class)->finalize (object);
}

static void
zc_run_poller_class_init (ZcRunPollerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = zc_run_poller_dispose;
  object_class->finalize = zc_run_poller_finalize;

  signals[STATUSES] = g_signal_new ("statuses", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SERIALS] = g_signal_new ("serials", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, ZC_TYPE_SERIAL_REPORT);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
zc_run_poller_init (ZcRunPoller *self)
{
  self->cancellable = g_cancellable_new ();
  self->pause_ms = FIRST_PAUSE_MS;
}

ZcRunPoller *
zc_run_poller_new (ZcCloudClient *client,
                   ZcDnsConfig   *config,
                   ZcZone        *zone)
{
  ZcRunPoller *self;

  g_return_val_if_fail (ZC_IS_CLOUD_CLIENT (client), NULL);
  g_return_val_if_fail (ZC_IS_DNS_CONFIG (config), NULL);
  g_return_val_if_fail (ZC_IS_ZONE (zone), NULL);

  self = g_object_new (ZC_TYPE_RUN_POLLER, NULL);
  self->client = g_object_ref (client);
  self->config = g_object_ref (config);
  self->zone = g_object_ref (zone);

  return self;
}

void
zc_run_poller_start (ZcRunPoller *self)
{
  g_return_if_fail (ZC_IS_RUN_POLLER (self));
  g_return_if_fail (self->n_pending == 0 && self->pause_id == 0);

  look (self);
}

void
zc_run_poller_hurry (ZcRunPoller *self)
{
  g_return_if_fail (ZC_IS_RUN_POLLER (self));

  self->pause_ms = FIRST_PAUSE_MS;
}

void
zc_run_poller_stop (ZcRunPoller *self)
{
  g_return_if_fail (ZC_IS_RUN_POLLER (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->pause_id, g_source_remove);
}
