/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "zc-cloud-client-private.h"
#include "zc-cloud-error.h"
#include "zc-test-http.h"
#include "zc-test.h"

G_BEGIN_DECLS

/* The token of all tests of the client. Nothing but one header of the requests may ever hold it. */
#define TEST_TOKEN "eyJ0eXAiOiJKV1QifQ.eyJpZGVudGl0eSI6e319.c2lnbmF0dXJl"

#define TEST_QUOTA \
  "{\"quotaUsage\":{\"zones\":1,\"secondaryZones\":2,\"records\":3,\"reverseRecords\":4}," \
  "\"quotaLimits\":{\"zones\":10,\"secondaryZones\":20,\"records\":30,\"reverseRecords\":40}}"

/* The waits between tries are short, the limits are as wide as a busy machine may need; a test that is
 * about a limit sets its own. */
#define TEST_LIMITS { \
  .connect_ms = 10 * 1000, \
  .idle_s = 10, \
  .request_ms = 15 * 1000, \
  .operation_ms = 30 * 1000, \
  .first_delay_ms = 20, \
  .most_delay_ms = 40, \
  .most_tries = 4, \
  .most_bytes = 64 * 1024 * 1024, \
  .page_size = 50, \
  .most_items = 1000, \
}

ZcCloudClient *test_cloud_client_new     (ZcTestHttp           *server,
                                          const ZcCloudLimits  *limits);

/* The session is NULL for one that the client makes itself. */
ZcCloudClient *test_cloud_client_new_full (const char         *url,
                                          const char          *token_text,
                                          SoupSession         *session);

/* A session that knows the certificate of a test's server. */
SoupSession   *test_cloud_trust          (GTlsCertificate      *certificate);

/* The calls below wait for their ends. */

gboolean       test_cloud_get_quota      (ZcCloudClient        *client,
                                          GCancellable         *cancellable,
                                          GError              **error);

gboolean       test_cloud_start_transfer (ZcCloudClient        *client,
                                          GCancellable         *cancellable,
                                          GError              **error);

GPtrArray     *test_cloud_list_zones     (ZcCloudClient        *client,
                                          ZcZoneKind            kind,
                                          ZcCloudProgressFunc   progress,
                                          gpointer              progress_data,
                                          GCancellable         *cancellable,
                                          GError              **error);

GPtrArray     *test_cloud_list_records   (ZcCloudClient        *client,
                                          ZcZone               *zone,
                                          GError              **error);

/* What the signal "waiting" tells. */
typedef struct
{
  guint seconds;
  gboolean asked;
} TestWait;

/* Counts what the signal "waiting" tells: an array of TestWait. */
GArray        *test_cloud_watch_waiting  (ZcCloudClient        *client);

G_END_DECLS
