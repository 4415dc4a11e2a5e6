/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-session.h"

#include "zc-config.h"

#include <glib/gi18n-lib.h>

#include "zc-arrival-watch.h"
#include "zc-health-keeper.h"
#include "zc-reachability.h"
#include "zc-serial-watch.h"
#include "zc-transfer-queue.h"

/* A day. */
#define MOST_INTERVAL_MINUTES 1440

struct _ZcSession
{
  GObject parent_instance;

  ZcAccount *account;          /* (owned) */
  ZcCloudClient *client;       /* (owned) */
  ZcStore *store;              /* (owned) */
  ZcHealthKeeper *keeper;      /* (owned) */
  ZcArrivalWatch *arrivals;    /* (owned) */
  ZcHistory *history;          /* (owned) (nullable): made when somebody asks for it */
  ZcZoneList *lists[2];        /* (owned): by ZcZoneKind */
  ZcReachability *reachability; /* (owned) */
  ZcSerialWatch *watch;        /* (owned) */
  GListStore *runs;            /* (owned) (element-type ZcRun), newest first */
  ZcTransferQueue *queue;      /* (owned) */
  GCancellable *cancellable;   /* (owned): cancelled when the session is closed */
  guint deadline_seconds;
  guint check_minutes;
  guint check_id;
  GDateTime *checked;          /* (owned) (nullable): when all zones were */
  gboolean checking_all;       /* whether all zones are being checked, not just some that were asked for */
  guint n_need_attention;
};

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_CHECKING,
  PROP_CHECKED,
  PROP_N_NEED_ATTENTION,
  PROP_N_QUEUED,
  PROP_N_ACTIVE,
  PROP_OFFLINE,
  PROP_OFFLINE_REASON,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ZcSession, zc_session, G_TYPE_OBJECT)

static void
count_attention (ZcSession *self)
{
  guint n_need_attention = zc_zone_list_get_n_need_attention (self->lists[ZC_ZONE_KIND_SECONDARY]);

  if (n_need_attention == self->n_need_attention)
    return;

  self->n_need_attention = n_need_attention;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_NEED_ATTENTION]);
}

static void
watch_busy_cb (ZcSerialWatch *watch,
               GParamSpec    *property,
               ZcSession     *self)
{
  if (!zc_serial_watch_is_busy (watch))
    {
      count_attention (self);
      /* A look at one zone says nothing about the others. */
      if (self->checking_all)
        {
          self->checking_all = FALSE;
          g_clear_pointer (&self->checked, g_date_time_unref);
          self->checked = g_date_time_new_now_local ();
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKED]);
        }
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKING]);
}

static void
check_all (ZcSession *self)
{
  if (zc_serial_watch_add_all (self->watch, zc_zone_list_get_items (self->lists[ZC_ZONE_KIND_SECONDARY])))
    self->checking_all = TRUE;
}

static gboolean
check_cb (gpointer data)
{
  check_all (data);

  return G_SOURCE_CONTINUE;
}

/* A run that was picked up may be older than the list, and an item that comes back newer than its run. */
static void
attach_runs (ZcSession *self)
{
  guint n_runs = g_list_model_get_n_items (G_LIST_MODEL (self->runs));

  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr(ZcRun) run = g_list_model_get_item (G_LIST_MODEL (self->runs), i);
      ZcZoneItem *item = zc_zone_list_find_by_id (self->lists[ZC_ZONE_KIND_SECONDARY],
                                                  zc_zone_get_id (zc_run_get_zone (run)));

      if (item != NULL && zc_run_is_active (run))
        zc_zone_item_set_run (item, run);
    }
}

static void
secondary_zones_loaded_cb (ZcZoneList *list,
                           GParamSpec *property,
                           ZcSession  *self)
{
  attach_runs (self);
  check_all (self);
  count_attention (self);
}

static void
run_active_cb (ZcRun      *run,
               GParamSpec *property,
               ZcSession  *self)
{
  count_attention (self);
}

static void
follow_run (ZcSession *self,
            ZcRun     *run)
{
  g_signal_connect_object (run, "notify::active", G_CALLBACK (run_active_cb), self, 0);
  g_list_store_insert (self->runs, 0, run);
}

/* Runs go on when the session that started them is closed. */
static void
adopt_watched_runs (ZcSession *self)
{
  g_autoptr(GPtrArray) runs = zc_store_list_watched (self->store);

  for (guint i = 0; i < runs->len; i++)
    {
      ZcRun *run = runs->pdata[i];

      if (g_strcmp0 (zc_run_get_account_id (run), zc_account_get_id (self->account)) != 0)
        continue;
      follow_run (self, run);
      zc_transfer_queue_add_running (self->queue, run);
    }
}

/* Runs that are under way go on by themselves; those that wait would wait for ever. */
static void
stop_queued_runs (ZcSession *self)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->runs)); i > 0; i--)
    {
      g_autoptr(ZcRun) run = g_list_model_get_item (G_LIST_MODEL (self->runs), i - 1);

      if (zc_run_get_state (run) == ZC_RUN_STATE_QUEUED)
        zc_run_stop_watching (run);
    }
}

static void
unfinished_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  ZcSession *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) unfinished = zc_store_list_unfinished_finish (ZC_STORE (source), result, &error);

  /* The session is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (unfinished == NULL)
    {
      g_warning ("It is not known whether transfers were left unwatched: %s", error->message);
      return;
    }

  for (guint i = 0; i < unfinished->len; i++)
    {
      g_autoptr(ZcRun) run = zc_run_new_unfinished (self->client, zc_account_get_dns_config (self->account), self->store,
                                                    unfinished->pdata[i]);

      zc_run_resume (run);
      if (!zc_run_is_active (run))
        continue;
      follow_run (self, run);
      zc_transfer_queue_add_running (self->queue, run);
    }
  attach_runs (self);
}

static void
queue_changed_cb (ZcTransferQueue *queue,
                  GParamSpec      *property,
                  ZcSession       *self)
{
  gboolean queued = g_str_equal (property->name, "n-queued");

  g_object_notify_by_pspec (G_OBJECT (self), properties[queued ? PROP_N_QUEUED : PROP_N_ACTIVE]);
}

static void
reachability_changed_cb (ZcReachability *reachability,
                         GParamSpec     *property,
                         ZcSession      *self)
{
  gboolean offline = g_str_equal (property->name, "offline");

  g_object_notify_by_pspec (G_OBJECT (self), properties[offline ? PROP_OFFLINE : PROP_OFFLINE_REASON]);
}

static void
zc_session_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  ZcSession *self = ZC_SESSION (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_CHECKING:
      g_value_set_boolean (value, zc_serial_watch_is_busy (self->watch));
      break;
    case PROP_CHECKED:
      g_value_set_boxed (value, self->checked);
      break;
    case PROP_N_NEED_ATTENTION:
      g_value_set_uint (value, self->n_need_attention);
      break;
    case PROP_N_QUEUED:
      g_value_set_uint (value, zc_transfer_queue_get_n_queued (self->queue));
      break;
    case PROP_N_ACTIVE:
      g_value_set_uint (value, zc_transfer_queue_get_n_active (self->queue));
      break;
    case PROP_OFFLINE:
      g_value_set_boolean (value, zc_session_is_offline (self));
      break;
    case PROP_OFFLINE_REASON:
      g_value_set_string (value, zc_session_get_offline_reason (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_session_dispose (GObject *object)
{
  ZcSession *self = ZC_SESSION (object);

  if (self->runs != NULL)
    stop_queued_runs (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->check_id, g_source_remove);
  if (self->reachability != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->reachability, self);
      g_object_run_dispose (G_OBJECT (self->reachability));
      g_clear_object (&self->reachability);
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    if (self->lists[i] != NULL)
      {
        g_signal_handlers_disconnect_by_data (self->lists[i], self);
        zc_zone_list_cancel (self->lists[i]);
        g_clear_object (&self->lists[i]);
      }
  if (self->watch != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->watch, self);
      zc_serial_watch_cancel (self->watch);
      g_clear_object (&self->watch);
    }
  if (self->queue != NULL)
    g_signal_handlers_disconnect_by_data (self->queue, self);
  g_clear_object (&self->queue);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->runs);
  g_clear_object (&self->history);
  if (self->arrivals != NULL)
    g_object_run_dispose (G_OBJECT (self->arrivals));
  g_clear_object (&self->arrivals);
  g_clear_object (&self->keeper);
  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_object (&self->account);
  g_clear_pointer (&self->checked, g_date_time_unref);

  G_OBJECT_CLASS (zc_session_parent_class)->dispose (object);
}

static void
zc_session_class_init (ZcSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_session_get_property;
  object_class->dispose = zc_session_dispose;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, ZC_TYPE_ACCOUNT, flags);
  properties[PROP_CHECKING] = g_param_spec_boolean ("checking", NULL, NULL, FALSE, flags);
  properties[PROP_CHECKED] = g_param_spec_boxed ("checked", NULL, NULL, G_TYPE_DATE_TIME, flags);
  properties[PROP_N_NEED_ATTENTION] = g_param_spec_uint ("n-need-attention", NULL, NULL, 0, G_MAXUINT, 0, flags);

  properties[PROP_N_QUEUED] = g_param_spec_uint ("n-queued", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_ACTIVE] = g_param_spec_uint ("n-active", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_OFFLINE] = g_param_spec_boolean ("offline", NULL, NULL, FALSE, flags);
  properties[PROP_OFFLINE_REASON] = g_param_spec_string ("offline-reason", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zc_session_init (ZcSession *self)
{
  self->runs = g_list_store_new (ZC_TYPE_RUN);
  self->queue = zc_transfer_queue_new ();
  self->reachability = zc_reachability_new ();
  g_signal_connect (self->reachability, "notify", G_CALLBACK (reachability_changed_cb), self);
  self->cancellable = g_cancellable_new ();
  self->deadline_seconds = ZC_RUN_DEADLINE_SECONDS;
  g_signal_connect (self->queue, "notify", G_CALLBACK (queue_changed_cb), self);
}

ZcSession *
zc_session_new (ZcAccount  *account,
                GError    **error)
{
  return zc_session_new_with_store (account, NULL, error);
}

ZcSession *
zc_session_new_with_store (ZcAccount  *account,
                           ZcStore    *store,
                           GError    **error)
{
  g_autoptr(ZcCloudClient) client = NULL;
  ZcSession *self;

  g_return_val_if_fail (ZC_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (store == NULL || ZC_IS_STORE (store), NULL);

  client = zc_cloud_client_new (zc_account_get_api_url (account), zc_account_get_token (account), error);
  if (client == NULL)
    return NULL;

  self = g_object_new (ZC_TYPE_SESSION, NULL);
  self->account = g_object_ref (account);
  self->client = g_steal_pointer (&client);
  self->store = store != NULL ? g_object_ref (store) : zc_store_new (NULL);
  self->keeper = zc_health_keeper_new (self->store, zc_account_get_id (account));
  self->arrivals = zc_arrival_watch_new (self->store, zc_account_get_id (account));
  self->watch = zc_serial_watch_new (self->client, zc_account_get_dns_config (account));
  g_signal_connect_object (self->watch, "checked", G_CALLBACK (zc_health_keeper_note), self->keeper, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "checked", G_CALLBACK (zc_arrival_watch_note), self->arrivals, G_CONNECT_SWAPPED);
  g_signal_connect (self->watch, "notify::busy", G_CALLBACK (watch_busy_cb), self);
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    {
      self->lists[i] = zc_zone_list_new (self->client, (ZcZoneKind) i);
      zc_zone_list_set_cache (self->lists[i], self->store, zc_account_get_id (account));
      zc_reachability_follow (self->reachability, self->lists[i]);
    }
  g_signal_connect (self->lists[ZC_ZONE_KIND_SECONDARY], "notify::loaded", G_CALLBACK (secondary_zones_loaded_cb), self);
  adopt_watched_runs (self);
  zc_store_list_unfinished_async (self->store, zc_account_get_id (account), self->cancellable, unfinished_cb, self);

  return self;
}

ZcAccount *
zc_session_get_account (ZcSession *self)
{
  g_return_val_if_fail (ZC_IS_SESSION (self), NULL);

  return self->account;
}

ZcStore *
zc_session_get_store (ZcSession *self)
{
  g_return_val_if_fail (ZC_IS_SESSION (self), NULL);

  return self->store;
}

ZcHistory *
zc_session_get_history (ZcSession *self)
{
  g_return_val_if_fail (ZC_IS_SESSION (self), NULL);

  if (self->history == NULL)
    self->history = zc_history_new (self->store, zc_account_get_id (self->account), NULL);

  return self->history;
}

void
zc_session_set_account (ZcSession *self,
                        ZcAccount *account)
{
  g_return_if_fail (ZC_IS_SESSION (self));
  g_return_if_fail (ZC_IS_ACCOUNT (account));
  g_return_if_fail (g_str_equal (zc_account_get_api_url (account), zc_account_get_api_url (self->account)));

  if (!g_set_object (&self->account, account))
    return;

  zc_cloud_client_set_token (self->client, zc_account_get_token (account));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

ZcCloudClient *
zc_session_get_client (ZcSession *self)
{
  g_return_val_if_fail (ZC_IS_SESSION (self), NULL);

  return self->client;
}

ZcZoneList *
zc_session_get_zone_list (ZcSession  *self,
                          ZcZoneKind  kind)
{
  g_return_val_if_fail (ZC_IS_SESSION (self), NULL);

  return self->lists[kind];
}

GListModel *
zc_session_get_runs (ZcSession *self)
{
  g_return_val_if_fail (ZC_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->runs);
}

void
zc_session_share_queue (ZcSession *self,
                        ZcSession *other)
{
  guint n_runs;

  g_return_if_fail (ZC_IS_SESSION (self));
  g_return_if_fail (ZC_IS_SESSION (other));
  g_return_if_fail (zc_transfer_queue_get_n_queued (self->queue) == 0 || self->queue == other->queue);

  if (self->queue == other->queue)
    return;

  g_signal_handlers_disconnect_by_data (self->queue, self);
  g_set_object (&self->queue, other->queue);
  g_signal_connect (self->queue, "notify", G_CALLBACK (queue_changed_cb), self);

  n_runs = g_list_model_get_n_items (G_LIST_MODEL (self->runs));
  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr(ZcRun) run = g_list_model_get_item (G_LIST_MODEL (self->runs), i);

      if (zc_run_is_active (run))
        zc_transfer_queue_add_running (self->queue, run);
    }
}

void
zc_session_refresh (ZcSession *self)
{
  g_return_if_fail (ZC_IS_SESSION (self));

  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    zc_zone_list_refresh (self->lists[i]);
}

void
zc_session_check_zone (ZcSession  *self,
                       ZcZoneItem *item)
{
  g_return_if_fail (ZC_IS_SESSION (self));
  g_return_if_fail (ZC_IS_ZONE_ITEM (item));

  if (zc_zone_get_kind (zc_zone_item_get_zone (item)) == ZC_ZONE_KIND_SECONDARY)
    zc_serial_watch_add (self->watch, item);
}

ZcRun *
zc_session_start_transfer (ZcSession   *self,
                           ZcZoneItem  *item,
                           GError     **error)
{
  g_autoptr(ZcRun) run = NULL;
  ZcZone *zone;

  g_return_val_if_fail (ZC_IS_SESSION (self), NULL);
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (item), NULL);

  zone = zc_zone_item_get_zone (item);
  if (zc_zone_get_kind (zone) != ZC_ZONE_KIND_SECONDARY)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   /* Translators: %s is a zone name. */
                   _("%s is a primary zone; only secondary zones are transferred."), zc_zone_get_display_name (zone));
      return NULL;
    }
  if (!zc_zone_item_can_start_transfer (item))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                   /* Translators: %s is a zone name. */
                   _("A transfer of %s is running already."), zc_zone_get_display_name (zone));
      return NULL;
    }

  run = g_object_new (ZC_TYPE_RUN,
                      "client", self->client,
                      "config", zc_account_get_dns_config (self->account),
                      "store", self->store,
                      "account-id", zc_account_get_id (self->account),
                      "deadline-seconds", self->deadline_seconds,
                      "zone", zone,
                      NULL);
  follow_run (self, run);
  zc_zone_item_set_run (item, run);
  zc_transfer_queue_add (self->queue, run);

  return run;
}

ZcTransferBatch *
zc_session_start_transfers (ZcSession *self,
                            GPtrArray *items)
{
  g_autoptr(ZcTransferBatch) batch = NULL;

  g_return_val_if_fail (ZC_IS_SESSION (self), NULL);
  g_return_val_if_fail (items != NULL, NULL);

  batch = zc_transfer_batch_new ();
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr(GError) error = NULL;
      ZcRun *run = zc_session_start_transfer (self, items->pdata[i], &error);

      if (run != NULL)
        zc_transfer_batch_add (batch, run);
      else
        g_debug ("Left out: %s", error->message);
    }

  return g_steal_pointer (&batch);
}

guint
zc_session_get_n_queued (ZcSession *self)
{
  g_return_val_if_fail (ZC_IS_SESSION (self), 0);

  return zc_transfer_queue_get_n_queued (self->queue);
}

guint
zc_session_get_n_active (ZcSession *self)
{
  g_return_val_if_fail (ZC_IS_SESSION (self), 0);

  return zc_transfer_queue_get_n_active (self->queue);
}

gboolean
zc_session_is_offline (ZcSession *self)
{
  g_return_val_if_fail (ZC_IS_SESSION (self), FALSE);

  return zc_reachability_is_offline (self->reachability);
}

const char *
zc_session_get_offline_reason (ZcSession *self)
{
  g_return_val_if_fail (ZC_IS_SESSION (self), NULL);

  return zc_reachability_get_reason (self->reachability);
}

void
zc_session_set_deadline_seconds (ZcSession *self,
                                 guint      seconds)
{
  g_return_if_fail (ZC_IS_SESSION (self));

  self->deadline_seconds = CLAMP (seconds, 1, 86400);
}

void
zc_session_set_check_interval_minutes (ZcSession *self,
                                       guint      minutes)
{
  g_return_if_fail (ZC_IS_SESSION (self));

  minutes = MIN (minutes, MOST_INTERVAL_MINUTES);
  if (self->check_minutes == minutes)
    return;

  self->check_minutes = minutes;
  g_clear_handle_id (&self->check_id, g_source_remove);
  if (minutes > 0)
    self->check_id = g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, minutes * 60, check_cb, self, NULL);
}

guint
zc_session_count_late_arrivals (ZcSession  *self,
                                ZcZoneItem *item,
                                gint64     *longest_seconds)
{
  g_return_val_if_fail (ZC_IS_SESSION (self), 0);
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (item), 0);
  g_return_val_if_fail (longest_seconds != NULL, 0);

  return zc_arrival_watch_count (self->arrivals, zc_zone_get_id (zc_zone_item_get_zone (item)), longest_seconds);
}

ZcZoneItem *
zc_session_find_zone (ZcSession  *self,
                      const char *name)
{
  ZcZoneItem *item;

  g_return_val_if_fail (ZC_IS_SESSION (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  item = zc_zone_list_find (self->lists[ZC_ZONE_KIND_SECONDARY], name);

  return item != NULL ? item : zc_zone_list_find (self->lists[ZC_ZONE_KIND_PRIMARY], name);
}

gboolean
zc_session_has_active_runs (ZcSession *self)
{
  guint n_runs;

  g_return_val_if_fail (ZC_IS_SESSION (self), FALSE);

  n_runs = g_list_model_get_n_items (G_LIST_MODEL (self->runs));
  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr(ZcRun) run = g_list_model_get_item (G_LIST_MODEL (self->runs), i);

      if (zc_run_is_active (run))
        return TRUE;
    }

  return FALSE;
}
