/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-cloud-client-private.h"

#include "zc-cloud-list-private.h"
#include "zc-cloud-parse-private.h"
#include "zc-cloud-read-private.h"
#include "zc-cloud-sender-private.h"

/* Pages are parsed while others arrive. More threads than pages on their way would have nothing to do. */
#define LEAST_PARSE_THREADS 2
#define MOST_PARSE_THREADS 4

struct _ZcCloudClient
{
  GObject parent_instance;

  ZcCloudSender *sender; /* (owned) */
  ZcWorkerPool *pool;    /* (owned) */
};

G_DEFINE_FINAL_TYPE (ZcCloudClient, zc_cloud_client, G_TYPE_OBJECT)

enum
{
  SIGNAL_WAITING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
zc_cloud_client_finalize (GObject *object)
{
  ZcCloudClient *self = ZC_CLOUD_CLIENT (object);

  g_clear_object (&self->sender);
  g_clear_object (&self->pool);

  G_OBJECT_CLASS (zc_cloud_client_parent_class)->finalize (object);
}

static void
zc_cloud_client_class_init (ZcCloudClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_cloud_client_finalize;

  /**
   * ZcCloudClient::waiting:
   * @self: a client
   * @seconds: how long, rounded up
   * @asked: whether the service asks for it; otherwise a try failed
   *
   * A retry waits for that long.
   */
  signals[SIGNAL_WAITING] =
    g_signal_new ("waiting", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
}

static void
zc_cloud_client_init (ZcCloudClient *self)
{
}

static void
waiting_cb (ZcCloudSender *sender,
            guint          seconds,
            gboolean       asked,
            ZcCloudClient *self)
{
  g_signal_emit (self, signals[SIGNAL_WAITING], 0, seconds, asked);
}

ZcCloudClient *
zc_cloud_client_new_full (const char           *base_url,
                          ZcSecret             *token,
                          SoupSession          *session,
                          const ZcCloudLimits  *limits,
                          GError              **error)
{
  static const ZcCloudLimits default_limits = ZC_CLOUD_LIMITS_DEFAULT;
  g_autoptr(ZcCloudSender) sender = NULL;
  ZcCloudClient *self;

  g_return_val_if_fail (base_url != NULL, NULL);
  g_return_val_if_fail (token != NULL, NULL);

  sender = zc_cloud_sender_new (base_url, token, session, limits != NULL ? limits : &default_limits, error);
  if (sender == NULL)
    return NULL;

  self = g_object_new (ZC_TYPE_CLOUD_CLIENT, NULL);
  self->sender = g_steal_pointer (&sender);
  self->pool = zc_worker_pool_new ("zc-cloud", CLAMP (g_get_num_processors (), LEAST_PARSE_THREADS, MOST_PARSE_THREADS));
  g_signal_connect_object (self->sender, "waiting", G_CALLBACK (waiting_cb), self, 0);

  return self;
}

ZcCloudClient *
zc_cloud_client_new (const char  *base_url,
                     ZcSecret    *token,
                     GError     **error)
{
  return zc_cloud_client_new_full (base_url, token, NULL, NULL, error);
}

void
zc_cloud_client_set_token (ZcCloudClient *self,
                           ZcSecret      *token)
{
  g_return_if_fail (ZC_IS_CLOUD_CLIENT (self));
  g_return_if_fail (token != NULL);

  zc_cloud_sender_set_token (self->sender, token);
}

/* An id comes from the service, so it may be anything; in a path it stays one segment. */
static char *
make_path (const char *collection,
           const char *id,
           const char *rest)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  return g_strconcat (collection, escaped, rest, NULL);
}

static const char *
get_collection (ZcZoneKind kind)
{
  return kind == ZC_ZONE_KIND_SECONDARY ? "/secondaryzones" : "/zones";
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  GPtrArray *items = zc_cloud_list_finish (result, &error);

  if (items != NULL)
    g_task_return_pointer (task, items, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
read_list (ZcCloudClient       *self,
           gpointer             tag,
           const char          *path,
           ZcCloudParseFunc     parse,
           ZcCloudProgressFunc  progress,
           gpointer             progress_data,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  zc_cloud_list_async (self->sender, self->pool, path, parse, progress, progress_data, cancellable,
                       listed_cb, task);
}

static void
document_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GTask) task = data;
  GDestroyNotify destroy = (GDestroyNotify) g_task_get_task_data (task);
  GError *error = NULL;
  gpointer document = zc_cloud_read_finish (result, NULL, &error);

  if (document != NULL)
    g_task_return_pointer (task, document, destroy);
  else
    g_task_return_error (task, error);
}

static void
read_document (ZcCloudClient       *self,
               gpointer             tag,
               const char          *path,
               ZcCloudParseFunc     parse,
               GDestroyNotify       destroy,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, (gpointer) destroy, NULL);
  zc_cloud_read_async (self->sender, self->pool, path, parse, destroy, cancellable, document_read_cb, task);
}

static gpointer
propagate (ZcCloudClient  *self,
           GAsyncResult   *result,
           gpointer        tag,
           GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
zc_cloud_client_list_zones_async (ZcCloudClient       *self,
                                  ZcZoneKind           kind,
                                  ZcCloudProgressFunc  progress,
                                  gpointer             progress_data,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (ZC_IS_CLOUD_CLIENT (self));

  path = g_strconcat (get_collection (kind), "?", NULL);
  read_list (self, zc_cloud_client_list_zones_async, path,
             kind == ZC_ZONE_KIND_SECONDARY ? (ZcCloudParseFunc) zc_cloud_parse_secondary_zones
                                            : (ZcCloudParseFunc) zc_cloud_parse_primary_zones,
             progress, progress_data, cancellable, callback, user_data);
}

GPtrArray *
zc_cloud_client_list_zones_finish (ZcCloudClient  *self,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  return propagate (self, result, zc_cloud_client_list_zones_async, error);
}

void
zc_cloud_client_list_records_async (ZcCloudClient       *self,
                                    ZcZone              *zone,
                                    ZcCloudProgressFunc  progress,
                                    gpointer             progress_data,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (ZC_IS_CLOUD_CLIENT (self));
  g_return_if_fail (ZC_IS_ZONE (zone));

  if (zc_zone_get_kind (zone) == ZC_ZONE_KIND_SECONDARY)
    path = make_path ("/secondaryzones/", zc_zone_get_id (zone), "/records?");
  else
    path = make_path ("/records?filter.zoneId=", zc_zone_get_id (zone), "&");
  read_list (self, zc_cloud_client_list_records_async, path, (ZcCloudParseFunc) zc_cloud_parse_records,
             progress, progress_data, cancellable, callback, user_data);
}

GPtrArray *
zc_cloud_client_list_records_finish (ZcCloudClient  *self,
                                     GAsyncResult   *result,
                                     GError        **error)
{
  return propagate (self, result, zc_cloud_client_list_records_async, error);
}

void
zc_cloud_client_get_zone_async (ZcCloudClient       *self,
                                ZcZoneKind           kind,
                                const char          *id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autofree char *collection = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (ZC_IS_CLOUD_CLIENT (self));
  g_return_if_fail (id != NULL && *id != '\0');

  collection = g_strconcat (get_collection (kind), "/", NULL);
  path = make_path (collection, id, "");
  read_document (self, zc_cloud_client_get_zone_async, path,
                 kind == ZC_ZONE_KIND_SECONDARY ? (ZcCloudParseFunc) zc_cloud_parse_secondary_zone
                                                : (ZcCloudParseFunc) zc_cloud_parse_primary_zone,
                 g_object_unref, cancellable, callback, user_data);
}

ZcZone *
zc_cloud_client_get_zone_finish (ZcCloudClient  *self,
                                 GAsyncResult   *result,
                                 GError        **error)
{
  return propagate (self, result, zc_cloud_client_get_zone_async, error);
}

void
zc_cloud_client_get_transfer_status_async (ZcCloudClient       *self,
                                           const char          *zone_id,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (ZC_IS_CLOUD_CLIENT (self));
  g_return_if_fail (zone_id != NULL && *zone_id != '\0');

  path = make_path ("/secondaryzones/", zone_id, "/axfr");
  read_document (self, zc_cloud_client_get_transfer_status_async, path,
                 (ZcCloudParseFunc) zc_cloud_parse_statuses, (GDestroyNotify) g_ptr_array_unref,
                 cancellable, callback, user_data);
}

GPtrArray *
zc_cloud_client_get_transfer_status_finish (ZcCloudClient  *self,
                                            GAsyncResult   *result,
                                            GError        **error)
{
  return propagate (self, result, zc_cloud_client_get_transfer_status_async, error);
}

static void
transfer_started_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  g_autoptr(ZcCloudAnswer) answer = zc_cloud_sender_send_finish (ZC_CLOUD_SENDER (source), result, &error);

  if (answer != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
zc_cloud_client_start_transfer_async (ZcCloudClient       *self,
                                      const char          *zone_id,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autofree char *path = NULL;
  GTask *task;

  g_return_if_fail (ZC_IS_CLOUD_CLIENT (self));
  g_return_if_fail (zone_id != NULL && *zone_id != '\0');

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_cloud_client_start_transfer_async);

  path = make_path ("/secondaryzones/", zone_id, "/axfr");
  zc_cloud_sender_send_async (self->sender, ZC_CLOUD_METHOD_PUT, path, cancellable, transfer_started_cb, task);
}

gboolean
zc_cloud_client_start_transfer_finish (ZcCloudClient  *self,
                                       GAsyncResult   *result,
                                       GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
zc_cloud_client_get_quota_async (ZcCloudClient       *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (ZC_IS_CLOUD_CLIENT (self));

  read_document (self, zc_cloud_client_get_quota_async, "/quota", (ZcCloudParseFunc) zc_cloud_parse_quota,
                 (GDestroyNotify) zc_quota_free, cancellable, callback, user_data);
}

ZcQuota *
zc_cloud_client_get_quota_finish (ZcCloudClient  *self,
                                  GAsyncResult   *result,
                                  GError        **error)
{
  return propagate (self, result, zc_cloud_client_get_quota_async, error);
}
