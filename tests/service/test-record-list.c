/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "zc-cloud-error.h"
#include "zc-record-list.h"
#include "zc-record-save.h"
#include "zc-record-view.h"
#include "zc-session.h"
#include "zc-test-sandbox.h"
#include "zc-test.h"

typedef struct
{
  ZcTestSandbox *sandbox; /* (owned) */
  ZcSession *session;     /* (owned) */
  ZcRecordList *list;     /* (owned) (nullable) */
  ZcZone *zone;           /* (owned) (nullable) */
  char *directory;        /* (owned) */
  guint n_progress;       /* how often progress was told */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  scenario)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcDnsConfig) config = NULL;
  g_autoptr(ZcSecret) token = NULL;
  g_autoptr(ZcAccount) account = NULL;

  self->sandbox = zc_test_sandbox_start (scenario);
  token = zc_secret_new (zc_test_sandbox_get_token (self->sandbox));
  config = zc_dns_config_new (zc_test_sandbox_get_dns_port (self->sandbox), zc_test_sandbox_get_resolver (self->sandbox), &error);
  g_assert_no_error (error);
  account = zc_account_new ("Test", zc_test_sandbox_get_url (self->sandbox), token, config, FALSE);
  self->session = zc_session_new (account, &error);
  g_assert_no_error (error);
  self->directory = g_dir_make_tmp ("zc-records-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->list);
  g_clear_object (&self->zone);
  g_clear_object (&self->session);
  zc_test_sandbox_stop (self->sandbox);
  g_rmdir (self->directory);
  g_free (self->directory);
}

static void
load_zone (Fixture    *self,
           ZcZoneKind  kind,
           const char *name)
{
  ZcZoneList *zones = zc_session_get_zone_list (self->session, kind);

  zc_zone_list_refresh (zones);
  ZC_WAIT_UNTIL (!zc_zone_list_is_busy (zones));
  g_assert_no_error (zc_zone_list_get_error (zones));
  self->zone = g_object_ref (zc_zone_item_get_zone (zc_zone_list_find (zones, name)));
  self->list = zc_record_list_new (zc_session_get_client (self->session), self->zone);
}

static void
n_read_cb (Fixture *self)
{
  self->n_progress++;
}

static void
test_all_pages_are_read (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr(ZcRecordView) view = NULL;

  load_zone (self, ZC_ZONE_KIND_SECONDARY, "anchor.example");
  g_assert_cmpint (zc_record_list_get_load_state (self->list), ==, ZC_LOAD_STATE_EMPTY);
  g_signal_connect_swapped (self->list, "notify::n-read", G_CALLBACK (n_read_cb), self);

  zc_record_list_refresh (self->list);
  g_assert_cmpint (zc_record_list_get_load_state (self->list), ==, ZC_LOAD_STATE_LOADING);
  ZC_WAIT_UNTIL (zc_record_list_get_load_state (self->list) == ZC_LOAD_STATE_READY);
  g_assert_false (zc_record_list_is_busy (self->list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), >, 1200);
  g_assert_cmpuint (self->n_progress, >=, 2);
  g_assert_nonnull (zc_record_list_get_loaded (self->list));

  view = zc_record_view_new (self->list);
  ZC_WAIT_UNTIL (!zc_list_view_is_pending (ZC_LIST_VIEW (view)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, g_list_model_get_n_items (G_LIST_MODEL (self->list)));
}

static void
test_reading_ends_with_the_list (Fixture       *self,
                                 gconstpointer  data)
{
  load_zone (self, ZC_ZONE_KIND_SECONDARY, "anchor.example");
  zc_record_list_refresh (self->list);
  g_assert_true (zc_record_list_is_busy (self->list));
  g_assert_finalize_object (g_steal_pointer (&self->list));
}

static void
test_zone_that_is_gone_is_an_error (Fixture       *self,
                                    gconstpointer  data)
{
  g_autoptr(ZcZone) zone = zc_zone_new (&(ZcZoneFields) {
    .kind = ZC_ZONE_KIND_SECONDARY,
    .id = "00000000-0000-4000-8000-000000000000",
    .name = "gone.example",
    .enabled = TRUE,
  });

  self->list = zc_record_list_new (zc_session_get_client (self->session), zone);
  zc_record_list_refresh (self->list);
  ZC_WAIT_UNTIL (zc_record_list_get_load_state (self->list) == ZC_LOAD_STATE_FAILED);
  g_assert_error (zc_record_list_get_error (self->list), ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_NOT_FOUND);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 0);
}

static char *
run (const char * const *arguments)
{
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  char *output = NULL;

  process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));

  return output;
}

/* All records but the SOA in one order and one spelling, as ldns understands them. */
static char *
canonicalize (const char *path)
{
  const char *arguments[] = { "ldns-read-zone", "-c", "-n", "-z", path, NULL };

  return run (arguments);
}

static char *
transfer (const char *port)
{
  const char *arguments[] = { "kdig", "@127.0.10.1", "-p", port, "+noall", "+answer", "example.com", "AXFR", NULL };

  return run (arguments);
}

/* The strongest proof that a saved zone file is right: the primary has the same records. The name servers have
 * an older SOA in this scenario, and they hand out no copies. */
static void
test_saved_zone_is_what_the_primary_has (Fixture       *self,
                                                gconstpointer  data)
{
  g_autofree char *saved_path = g_build_filename (self->directory, "saved.zone", NULL);
  g_autofree char *served_path = g_build_filename (self->directory, "served.zone", NULL);
  g_autofree char *port = g_strdup_printf ("%u", zc_test_sandbox_get_dns_port (self->sandbox));
  g_autoptr(GFile) file = g_file_new_for_path (saved_path);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *served = NULL;
  g_autofree char *saved_records = NULL;
  g_autofree char *served_records = NULL;
  guint n_saved;

  load_zone (self, ZC_ZONE_KIND_SECONDARY, "example.com");
  zc_record_list_refresh (self->list);
  ZC_WAIT_UNTIL (zc_record_list_get_load_state (self->list) == ZC_LOAD_STATE_READY);
  zc_record_save_async (file, ZC_RECORD_FORMAT_ZONE_FILE, self->zone, zc_record_list_get_records (self->list), NULL,
                        zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  n_saved = zc_record_save_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_saved, ==, g_list_model_get_n_items (G_LIST_MODEL (self->list)));
  g_assert_cmpuint (n_saved, >, 20);

  served = transfer (port);
  g_assert_true (g_file_set_contents (served_path, served, -1, NULL));

  saved_records = canonicalize (saved_path);
  served_records = canonicalize (served_path);
  g_assert_nonnull (strstr (saved_records, "NAPTR"));
  g_assert_cmpstr (saved_records, ==, served_records);

  g_remove (saved_path);
  g_remove (served_path);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

#define ADD(name, scenario, test) g_test_add ("/record-list/" name, Fixture, scenario, set_up, test, tear_down)
  ADD ("all-pages-are-read", "thousand", test_all_pages_are_read);
  ADD ("reading-ends-with-the-list", "thousand", test_reading_ends_with_the_list);
  ADD ("zone-that-is-gone-is-an-error", "all-types", test_zone_that_is_gone_is_an_error);
  ADD ("saved-zone-is-what-the-primary-has", "all-types", test_saved_zone_is_what_the_primary_has);
#undef ADD

  return g_test_run ();
}
