/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-verify.h"

#include <string.h>

#include "zc-secret.h"
#include "zc-service-records.h"
#include "zc-test.h"

#define N_LOST 600

static const char scenario[] =
  "[service]\n"
  "name-servers-allow-axfr=true\n"
  "[secondary-zone same.example]\n"
  "primaries=127.0.10.1\nzone-file=right.zone\nserial=42\nserved-serial=42\n"
  "[secondary-zone diff.example]\n"
  "primaries=127.0.10.1\nzone-file=right.zone\nserial=42\nserved-zone-file=wrong.zone\nserved-serial=42\n"
  "[secondary-zone lost.example]\n"
  "primaries=127.0.10.1\nzone-file=right.zone\nserial=43\nserved-serial=42\nserved-extra-records=" G_STRINGIFY (N_LOST) "\n"
  "[secondary-zone closed.example]\n"
  "primaries=127.0.10.1\nzone-file=right.zone\nserial=42\nserved-serial=42\naxfr-from-127.0.10.1=secondaries\n"
  "[secondary-zone behind.example]\n"
  "primaries=127.0.10.1\nzone-file=right.zone\nserial=2021102901\nserved-serial=2021122001\n"
  "[secondary-zone split.example]\n"
  "primaries=127.0.10.1;127.0.10.2\nzone-file=right.zone\nserial=10\nserial-127.0.10.2=12\nserved-serial=10\n";

#define COMMON \
  "$TTL 300\n" \
  "@ IN SOA ns1 hostmaster 1 10800 3600 604800 300\n" \
  "@ IN NS nscs.ui-dns.com.\n" \
  "@ IN NS nscs.ui-dns.de.\n" \
  "@ IN MX 10 mail\n" \
  "@ IN TXT \"v=spf1 mx -all\"\n" \
  "@ IN CAA 0 issue \"ca.example.net\"\n" \
  "mail IN A 192.0.2.25\n" \
  "_sip._tcp IN SRV 10 20 5060 mail\n" \
  "svc IN HTTPS 1 . alpn=h2\n" \
  "*.wild IN A 192.0.2.7\n"

static const char right_zone[] = COMMON "www IN A 192.0.2.80\ngone IN A 192.0.2.81\n";
static const char wrong_zone[] = COMMON "www IN A 192.0.2.99\nonly IN A 192.0.2.82\n";

/* Nothing in the tests changes them, so that all share the servers that the first one starts. */
static ZcTestVerify shared; /* (owned) */

static void
write_file (const char *directory,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
start (void)
{
  const char *directory = g_get_user_data_dir ();
  g_autofree char *path = g_build_filename (directory, "verify.scenario", NULL);
  g_autoptr(ZcSecret) token = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  write_file (directory, "verify.scenario", scenario);
  write_file (directory, "right.zone", right_zone);
  write_file (directory, "wrong.zone", wrong_zone);

  shared.sandbox = zc_test_sandbox_start (path);
  shared.config = zc_dns_config_new (zc_test_sandbox_get_dns_port (shared.sandbox),
                                     zc_test_sandbox_get_resolver (shared.sandbox), &error);
  g_assert_no_error (error);
  token = zc_secret_new (zc_test_sandbox_get_token (shared.sandbox));
  shared.client = zc_cloud_client_new (zc_test_sandbox_get_url (shared.sandbox), token, &error);
  g_assert_no_error (error);

  zc_cloud_client_list_zones_async (shared.client, ZC_ZONE_KIND_SECONDARY, NULL, NULL, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  shared.zones = zc_cloud_client_list_zones_finish (shared.client, result, &error);
  g_assert_no_error (error);
}

void
zc_test_verify_set_up (ZcTestVerify  *self,
                       gconstpointer  data)
{
  if (shared.sandbox == NULL)
    start ();
  *self = shared;
}

void
zc_test_verify_stop (void)
{
  if (shared.sandbox == NULL)
    return;

  g_ptr_array_unref (shared.zones);
  g_object_unref (shared.client);
  g_object_unref (shared.config);
  zc_test_sandbox_stop (shared.sandbox);
  shared.sandbox = NULL;
}

ZcZone *
zc_test_verify_find_zone (ZcTestVerify *self,
                          const char   *name)
{
  for (guint i = 0; i < self->zones->len; i++)
    if (strcmp (zc_zone_get_name (self->zones->pdata[i]), name) == 0)
      return self->zones->pdata[i];

  g_error ("no zone %s", name);
}

ZcServiceCopy *
zc_test_verify_read_service (ZcTestVerify *self,
                             const char   *name)
{
  g_autoptr(GAsyncResult) listed = NULL;
  g_autoptr(GAsyncResult) read = NULL;
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;
  ZcServiceCopy *copy;

  zc_cloud_client_list_records_async (self->client, zc_test_verify_find_zone (self, name), NULL, NULL, NULL,
                                      zc_test_keep_result_cb, &listed);
  ZC_WAIT_UNTIL (listed != NULL);
  records = zc_cloud_client_list_records_finish (self->client, listed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, >, 0);

  zc_service_records_read_async (name, records, NULL, zc_test_keep_result_cb, &read);
  ZC_WAIT_UNTIL (read != NULL);
  copy = zc_service_records_read_finish (read, &error);
  g_assert_no_error (error);

  return copy;
}

static ZcVerification *
make (ZcTestVerify                *self,
      const char                  *name,
      const ZcVerificationOptions *options)
{
  ZcZone *zone = zc_test_verify_find_zone (self, name);
  ZcVerification *verification = zc_verification_new (name, self->config, options);

  zc_verification_add_servers (verification, ZC_SERVER_ROLE_PRIMARY, zc_zone_get_primary_ips (zone));
  zc_verification_add_servers (verification, ZC_SERVER_ROLE_SECONDARY, zc_zone_get_name_servers (zone));

  return verification;
}

ZcVerification *
zc_test_verify_new (ZcTestVerify          *self,
                    const char            *name,
                    ZcVerificationRecords  records,
                    gboolean               with_service)
{
  ZcVerificationOptions options;
  ZcVerification *verification;

  zc_verification_options_init (&options);
  options.records = records;
  options.timeout_ms = 20 * 1000;
  verification = make (self, name, &options);
  if (with_service)
    {
      g_autoptr(ZcServiceCopy) copy = zc_test_verify_read_service (self, name);

      zc_verification_set_service_copy (verification, copy);
    }

  return verification;
}

ZcVerification *
zc_test_verify_new_slow (ZcTestVerify *self,
                         const char   *name,
                         guint         max_qps)
{
  ZcVerificationOptions options;

  zc_verification_options_init (&options);
  options.records = ZC_VERIFICATION_RECORDS_QUERY;
  options.timeout_ms = 20 * 1000;
  options.max_qps = max_qps;

  return make (self, name, &options);
}

void
zc_test_verify_run (ZcVerification *verification)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  zc_verification_run_async (verification, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_true (zc_verification_run_finish (verification, result, &error));
  g_assert_no_error (error);
}
