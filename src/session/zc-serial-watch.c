/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-serial-watch.h"

#include "zc-serial-check.h"
#include "zc-zone-merge.h"

/* Every check asks each of the four name servers once: these numbers keep the questions to one server at
 * 200 a second, where response rate limiting starts to drop answers, and a tenth of that at once. */
#define TICK_MS 100
#define MOST_PER_TICK 20
#define MOST_UNDER_WAY 40

#define TIMEOUT_MS 6000

struct _ZcSerialWatch
{
  GObject parent_instance;

  ZcCloudClient *client;     /* (owned) */
  ZcDnsConfig *config;       /* (owned) */
  GPtrArray *round;          /* (owned) (nullable) (element-type ZcZoneItem): all zones, sorted by id */
  guint round_place;         /* which of them is next */
  guint round_left;          /* how many of them are left; the first one follows the last one */
  GCancellable *cancellable; /* (owned) */
  guint n_under_way;
  guint tick_id;
};

typedef struct
{
  ZcSerialWatch *watch;      /* (owned) (nullable): set while under way */
  ZcZoneItem *item;          /* (owned) */
  gboolean thorough;
  gboolean seen;             /* whether there was anything to conclude from */
} Job;

enum
{
  PROP_0,
  PROP_BUSY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  CHECKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZcSerialWatch, zc_serial_watch, G_TYPE_OBJECT)

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->watch);
  g_clear_object (&job->item);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

/* A zone that is still being set up has no serials to look at. */
static gboolean
is_worth_checking (ZcZoneItem *item)
{
  return zc_zone_item_get_health (item) != ZC_ZONE_HEALTH_PROVISIONING &&
         zc_zone_item_get_health (item) != ZC_ZONE_HEALTH_FAILED &&
         zc_zone_item_get_health (item) != ZC_ZONE_HEALTH_TRANSFERRING;
}

/* The next zone of the round, which stays the next one. */
static ZcZoneItem *
peek_round (ZcSerialWatch *self)
{
  for (; self->round_left > 0; self->round_left--)
    {
      ZcZoneItem *item = self->round->pdata[self->round_place];

      if (is_worth_checking (item))
        return item;
      self->round_place = (self->round_place + 1) % self->round->len;
    }

  g_clear_pointer (&self->round, g_ptr_array_unref);

  return NULL;
}

static void
notify_end (ZcSerialWatch *self)
{
  if (!zc_serial_watch_is_busy (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
finish_job (Job *job)
{
  g_autoptr(ZcSerialWatch) self = g_steal_pointer (&job->watch);

  if (job->seen)
    g_signal_emit (self, signals[CHECKED], 0, job->item);
  job_free (job);
  self->n_under_way--;
  notify_end (self);
}

static void
get_statuses_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  Job *job = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) statuses = zc_cloud_client_get_transfer_status_finish (ZC_CLOUD_CLIENT (source), result, &error);

  /* Statuses explain what the serials show already; those of an earlier check may still say why. */
  if (statuses != NULL)
    zc_zone_item_set_statuses (job->item, statuses);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    zc_zone_item_keep_statuses (job->item);
  if (statuses == NULL)
    g_debug ("No statuses of %s: %s", zc_zone_get_name (zc_zone_item_get_zone (job->item)), error->message);

  finish_job (job);
}

static void
check_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Job *job = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcSerialReport) report = zc_serial_check_finish (ZC_DNS_CONFIG (source), result, &error);

  job->seen = report != NULL;
  if (report != NULL)
    zc_zone_item_set_report (job->item, report);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("No serials of %s: %s", zc_zone_get_name (zc_zone_item_get_zone (job->item)), error->message);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      (job->thorough || zc_zone_item_get_health (job->item) != ZC_ZONE_HEALTH_IN_SYNC))
    {
      zc_cloud_client_get_transfer_status_async (job->watch->client,
                                                 zc_zone_get_id (zc_zone_item_get_zone (job->item)),
                                                 job->watch->cancellable, get_statuses_cb, job);
      return;
    }

  if (report != NULL)
    zc_zone_item_keep_statuses (job->item);
  finish_job (job);
}

static void
begin_job (ZcSerialWatch *self,
           ZcZoneItem    *item,
           gboolean       thorough)
{
  ZcZone *zone = zc_zone_item_get_zone (item);
  Job *job = g_new0 (Job, 1);

  job->watch = g_object_ref (self);
  job->item = g_object_ref (item);
  job->thorough = thorough;
  self->n_under_way++;
  zc_serial_check_async (self->config, zc_zone_get_name (zone), zc_zone_get_primary_ips (zone),
                         zc_zone_get_name_servers (zone),
                         thorough ? ZC_SERIAL_CHECK_BOTH : ZC_SERIAL_CHECK_UDP_ONLY, TIMEOUT_MS,
                         self->cancellable, check_cb, job);
}

static gboolean
tick_cb (gpointer data)
{
  ZcSerialWatch *self = data;

  for (guint i = 0; i < MOST_PER_TICK && self->n_under_way < MOST_UNDER_WAY; i++)
    {
      ZcZoneItem *item = peek_round (self);

      if (item == NULL)
        break;
      self->round_place = (self->round_place + 1) % self->round->len;
      self->round_left--;
      begin_job (self, item, FALSE);
    }

  if (peek_round (self) != NULL)
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;
  notify_end (self);

  return G_SOURCE_REMOVE;
}

static void
zc_serial_watch_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  ZcSerialWatch *self = ZC_SERIAL_WATCH (object);

  switch (prop_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, zc_serial_watch_is_busy (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_serial_watch_finalize (GObject *object)
{
  ZcSerialWatch *self = ZC_SERIAL_WATCH (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_pointer (&self->round, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->config);

  G_OBJECT_CLASS (zc_serial_watch_parent_class)->finalize (object);
}

static void
zc_serial_watch_class_init (ZcSerialWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zc_serial_watch_get_property;
  object_class->finalize = zc_serial_watch_finalize;

  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHECKED] = g_signal_new ("checked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, ZC_TYPE_ZONE_ITEM);
}

static void
zc_serial_watch_init (ZcSerialWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

ZcSerialWatch *
zc_serial_watch_new (ZcCloudClient *client,
                     ZcDnsConfig   *config)
{
  ZcSerialWatch *self;

  g_return_val_if_fail (ZC_IS_CLOUD_CLIENT (client), NULL);
  g_return_val_if_fail (ZC_IS_DNS_CONFIG (config), NULL);

  self = g_object_new (ZC_TYPE_SERIAL_WATCH, NULL);
  self->client = g_object_ref (client);
  self->config = g_object_ref (config);

  return self;
}

void
zc_serial_watch_add (ZcSerialWatch *self,
                     ZcZoneItem    *item)
{
  gboolean was_busy;

  g_return_if_fail (ZC_IS_SERIAL_WATCH (self));
  g_return_if_fail (ZC_IS_ZONE_ITEM (item));

  was_busy = zc_serial_watch_is_busy (self);
  begin_job (self, item, TRUE);
  if (!was_busy)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/* Where a round goes on in other items: at the zone that was next. */
static guint
find_place (ZcSerialWatch *self,
            GPtrArray     *items)
{
  guint place;

  if (self->round == NULL || items->len == 0)
    return 0;

  zc_zone_merge_find_id (items, zc_zone_get_id (zc_zone_item_get_zone (self->round->pdata[self->round_place])), &place);

  return place % items->len;
}

gboolean
zc_serial_watch_add_all (ZcSerialWatch *self,
                         GPtrArray     *items)
{
  GPtrArray *round;
  gboolean was_busy;

  g_return_val_if_fail (ZC_IS_SERIAL_WATCH (self), FALSE);
  g_return_val_if_fail (items != NULL, FALSE);

  was_busy = zc_serial_watch_is_busy (self);
  self->round_place = find_place (self, items);
  self->round_left = items->len;
  round = g_ptr_array_ref (items);
  g_clear_pointer (&self->round, g_ptr_array_unref);
  self->round = round;

  if (peek_round (self) == NULL)
    {
      if (was_busy)
        notify_end (self);
      return FALSE;
    }

  if (self->tick_id == 0)
    self->tick_id = g_timeout_add_full (G_PRIORITY_DEFAULT, TICK_MS, tick_cb, self, NULL);
  if (!was_busy)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);

  return TRUE;
}

void
zc_serial_watch_cancel (ZcSerialWatch *self)
{
  g_return_if_fail (ZC_IS_SERIAL_WATCH (self));

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_pointer (&self->round, g_ptr_array_unref);
  self->round_left = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

gboolean
zc_serial_watch_is_busy (ZcSerialWatch *self)
{
  g_return_val_if_fail (ZC_IS_SERIAL_WATCH (self), FALSE);

  return self->n_under_way > 0 || self->round_left > 0;
}
