/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-cloud-common.h"

ZcCloudClient *
test_cloud_client_new (ZcTestHttp          *server,
                       const ZcCloudLimits *limits)
{
  static const ZcCloudLimits quick = TEST_LIMITS;
  g_autoptr(ZcSecret) token = zc_secret_new (TEST_TOKEN);
  g_autoptr(GError) error = NULL;
  ZcCloudClient *client;

  client = zc_cloud_client_new_full (zc_test_http_get_url (server), token, NULL,
                                     limits != NULL ? limits : &quick, &error);
  g_assert_no_error (error);

  return client;
}

ZcCloudClient *
test_cloud_client_new_full (const char  *url,
                            const char  *token_text,
                            SoupSession *session)
{
  static const ZcCloudLimits quick = TEST_LIMITS;
  g_autoptr(ZcSecret) token = zc_secret_new (token_text);
  g_autoptr(GError) error = NULL;
  ZcCloudClient *client = zc_cloud_client_new_full (url, token, session, &quick, &error);

  g_assert_no_error (error);

  return client;
}

SoupSession *
test_cloud_trust (GTlsCertificate *certificate)
{
  g_autofree char *pem = NULL;
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "trusted.pem", NULL);
  g_autoptr(GTlsDatabase) database = NULL;
  g_autoptr(GError) error = NULL;

  g_object_get (certificate, "certificate-pem", &pem, NULL);
  g_file_set_contents (path, pem, -1, &error);
  g_assert_no_error (error);
  database = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);

  return soup_session_new_with_options ("tls-database", database, "max-conns-per-host", 8, NULL);
}

gboolean
test_cloud_get_quota (ZcCloudClient  *client,
                      GCancellable   *cancellable,
                      GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ZcQuota) quota = NULL;

  zc_cloud_client_get_quota_async (client, cancellable, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  quota = zc_cloud_client_get_quota_finish (client, result, error);

  return quota != NULL;
}

gboolean
test_cloud_start_transfer (ZcCloudClient  *client,
                           GCancellable   *cancellable,
                           GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  zc_cloud_client_start_transfer_async (client, "z1", cancellable, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);

  return zc_cloud_client_start_transfer_finish (client, result, error);
}

GPtrArray *
test_cloud_list_zones (ZcCloudClient        *client,
                       ZcZoneKind            kind,
                       ZcCloudProgressFunc   progress,
                       gpointer              progress_data,
                       GCancellable         *cancellable,
                       GError              **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  zc_cloud_client_list_zones_async (client, kind, progress, progress_data, cancellable,
                                    zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);

  return zc_cloud_client_list_zones_finish (client, result, error);
}

GPtrArray *
test_cloud_list_records (ZcCloudClient  *client,
                         ZcZone         *zone,
                         GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  zc_cloud_client_list_records_async (client, zone, NULL, NULL, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);

  return zc_cloud_client_list_records_finish (client, result, error);
}

static void
waiting_cb (ZcCloudClient *client,
            guint          seconds,
            gboolean       asked,
            GArray        *waits)
{
  TestWait wait = { seconds, asked };

  g_array_append_val (waits, wait);
}

GArray *
test_cloud_watch_waiting (ZcCloudClient *client)
{
  GArray *waits = g_array_new (FALSE, FALSE, sizeof (TestWait));

  g_signal_connect_data (client, "waiting", G_CALLBACK (waiting_cb), g_array_ref (waits),
                         (GClosureNotify) (void (*) (void)) g_array_unref, 0);

  return waits;
}
