/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <json-glib/json-glib.h>

#include "zc-serial.h"
#include "zc-service-records.h"
#include "zc-test-dns-script.h"
#include "zc-test-sandbox.h"
#include "zc-test-verify.h"
#include "zc-test.h"
#include "zc-verification-export.h"
#include "zc-verification-json.h"

typedef ZcTestVerify Fixture;

/* Every side is the same, or has the same three differences. */
static const struct
{
  const char *zone;
  const char *verdict;
  guint n_each;
} zones[] = {
  { "same.example", "ok", 0 },
  { "diff.example", "same-serial-diff", 3 },
};

static void
check_items (ZcVerification *verification,
             guint           n_expected)
{
  GListModel *items = zc_verification_get_differences (verification);
  g_autoptr(ZcVerificationDifference) beyond = g_list_model_get_item (items, n_expected);

  g_assert_cmpuint (g_list_model_get_n_items (items), ==, n_expected);
  g_assert_null (beyond);
  for (guint i = 0; i < n_expected; i++)
    {
      g_autoptr(ZcVerificationDifference) item = g_list_model_get_item (items, i);
      ZcDifference *difference = zc_verification_difference_get_difference (item);
      g_autofree char *server = zc_verification_difference_dup_server (item);
      g_auto(GStrv) primary = zc_difference_dup_reference_texts (difference);
      g_auto(GStrv) other = zc_difference_dup_other_texts (difference);

      g_test_message ("%s: %s %s", server, zc_difference_get_owner (difference), zc_difference_get_record_type (difference));
      g_assert_cmpuint (g_strv_length (primary) + g_strv_length (other), >, 0);
      g_assert_true (zc_verification_difference_matches (item, ""));
      g_assert_true (zc_verification_difference_matches (item, "DIFF.example"));
      g_assert_false (zc_verification_difference_matches (item, "nowhere to be found"));
    }
}

static void
test_three_ways (Fixture       *fixture,
                 gconstpointer  data)
{
  static const struct
  {
    ZcVerificationRecords records;
    gboolean with_service;
    guint n_servers;
    gboolean sees_extra;
  } ways[] = {
    { ZC_VERIFICATION_RECORDS_AXFR, FALSE, 4, TRUE },
    { ZC_VERIFICATION_RECORDS_AXFR, TRUE, 5, TRUE },
    { ZC_VERIFICATION_RECORDS_QUERY, FALSE, 4, FALSE },
    { ZC_VERIFICATION_RECORDS_SERVICE, TRUE, 1, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    for (guint j = 0; j < G_N_ELEMENTS (ways); j++)
      {
        g_autoptr(ZcVerification) verification = zc_test_verify_new (fixture, zones[i].zone, ways[j].records,
                                                                     ways[j].with_service);
        ZcVerificationCounts counts;
        /* Who asks for what the primary has does not see what it does not have. */
        guint n_each = zones[i].n_each - (ways[j].sees_extra || zones[i].n_each == 0 ? 0 : 1);

        g_test_message ("%s by way %u", zones[i].zone, j);
        zc_test_verify_run (verification);
        g_assert_cmpint (zc_verification_get_state (verification), ==, ZC_VERIFICATION_STATE_ENDED);
        g_assert_cmpstr (zc_verification_get_verdict (verification)->id, ==, zones[i].verdict);
        g_assert_true (zc_verification_count (verification, &counts));
        g_assert_cmpuint (counts.n_servers, ==, ways[j].n_servers);
        g_assert_cmpuint (counts.unverified, ==, 0);
        g_assert_cmpuint (counts.missing + counts.extra + counts.changed, ==, n_each * ways[j].n_servers);
        check_items (verification, n_each * ways[j].n_servers);
        g_assert_nonnull (zc_verification_get_reference (verification));
        g_assert_cmpint (g_date_time_compare (zc_verification_get_started (verification),
                                              zc_verification_get_ended (verification)), <=, 0);
      }
}

static void
test_service_differences_stand_last (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_autoptr(ZcVerification) verification = zc_test_verify_new (fixture, "diff.example", ZC_VERIFICATION_RECORDS_AXFR, TRUE);
  GListModel *items = zc_verification_get_differences (verification);
  const char *last = NULL;
  guint n_sides = 0;

  zc_test_verify_run (verification);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(ZcVerificationDifference) item = g_list_model_get_item (items, i);
      const char *address = g_intern_string (zc_verification_difference_get_address (item));

      n_sides += address != last;
      g_assert_cmpint (zc_verification_difference_is_service (item), ==, n_sides == 5);
      last = address;
    }
  g_assert_cmpuint (n_sides, ==, 5);
  g_assert_cmpstr (last, ==, ZC_VERIFICATION_SERVICE);
}

static void
test_matrix (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(ZcVerification) verification = zc_test_verify_new (fixture, "closed.example", ZC_VERIFICATION_RECORDS_AXFR, FALSE);
  GListModel *matrix = zc_verification_get_matrix (verification);
  guint n_copies = 0;

  zc_verification_add_server (verification, ZC_SERVER_ROLE_SECONDARY, "nobody.ui-dns.com", 0);
  zc_test_verify_run (verification);

  for (guint i = 0; i < g_list_model_get_n_items (matrix); i++)
    {
      g_autoptr(ZcVerificationCell) cell = g_list_model_get_item (matrix, i);
      g_autofree char *sentence = zc_verification_cell_dup_sentence (cell);
      guint32 serial;

      g_test_message ("%s", sentence);
      g_assert_false (zc_verification_cell_is_pending (cell));
      g_assert_nonnull (strstr (sentence, zc_verification_cell_get_server_name (cell)));
      switch (zc_verification_cell_get_kind (cell))
        {
        case ZC_VERIFICATION_CELL_ADDRESS:
          g_assert_cmpuint (i, ==, g_list_model_get_n_items (matrix) - 1);
          g_assert_cmpstr (zc_verification_cell_get_outcome (cell), ==, "no-address");
          g_assert_null (zc_verification_cell_get_address (cell));
          break;

        case ZC_VERIFICATION_CELL_UDP:
        case ZC_VERIFICATION_CELL_TCP:
          g_assert_cmpstr (zc_verification_cell_get_outcome (cell), ==, "ok");
          g_assert_true (zc_verification_cell_get_serial (cell, &serial));
          g_assert_cmpuint (serial, ==, 42);
          g_assert_cmpint (zc_verification_cell_get_round_trip (cell), >, 0);
          g_assert_nonnull (strstr (sentence, "IPv4"));
          g_assert_nonnull (strstr (sentence, "42"));
          break;

        case ZC_VERIFICATION_CELL_COPY:
        default:
          n_copies++;
          /* Only this computer was refused. */
          g_assert_cmpint (zc_verification_cell_get_role (cell) == ZC_SERVER_ROLE_PRIMARY, ==, n_copies == 1);
          g_assert_cmpstr (zc_verification_cell_get_outcome (cell), ==, n_copies == 1 ? "refused" : "ok");
          g_assert_cmpint (zc_verification_cell_get_severity (cell), ==, ZC_SEVERITY_INFO);
          break;
        }
    }
  /* The first primary and the four name servers, over UDP and TCP and as a copy each, and the one without address. */
  g_assert_cmpuint (g_list_model_get_n_items (matrix), ==, 5 * 3 + 1);
  g_assert_cmpuint (n_copies, ==, 5);
  g_assert_cmpstr (zc_verification_get_verdict (verification)->id, ==, "no-address");
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    data)
{
  (*(guint *) data)++;
}

static void
test_pause_and_progress (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(ZcVerification) verification = zc_test_verify_new_slow (fixture, "same.example", 50);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  guint n_notified = 0;
  guint64 n_done, n_total, n_before = 0;
  gint64 begin_us;

  zc_verification_set_paused (verification, TRUE);
  zc_verification_run_async (verification, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (zc_verification_can_pause (verification) && g_str_has_prefix (zc_verification_get_phase (verification), "Paused"));
  zc_verification_get_progress (verification, &n_done, &n_total);
  g_assert_cmpuint (n_done, ==, 0);
  g_assert_null (result);

  g_signal_connect (verification, "notify::n-done", G_CALLBACK (count_cb), &n_notified);
  begin_us = g_get_monotonic_time ();
  g_object_set (verification, "paused", FALSE, NULL);
  while (result == NULL)
    {
      double fraction = zc_verification_get_progress (verification, &n_done, &n_total);

      g_assert_cmpfloat (fraction, <=, 1);
      if (zc_verification_can_pause (verification))
        {
          g_assert_cmpuint (n_done, >=, n_before);
          n_before = n_done;
        }
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_true (zc_verification_run_finish (verification, result, &error));
  g_assert_no_error (error);

  /* A dozen of questions to each of four, at fifty a second. */
  g_assert_cmpuint (n_before, >, 0);
  g_assert_cmpuint (n_notified, <=, (g_get_monotonic_time () - begin_us) / 100000 + 3);
  g_assert_false (zc_verification_can_pause (verification));
  g_assert_cmpstr (zc_verification_get_verdict (verification)->id, ==, "ok");
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(ZcVerification) verification = zc_test_verify_new_slow (fixture, "diff.example", 50);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *report = NULL;

  zc_verification_set_paused (verification, TRUE);
  zc_verification_run_async (verification, cancellable, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (zc_verification_can_pause (verification));
  g_cancellable_cancel (cancellable);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_false (zc_verification_run_finish (verification, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_assert_cmpint (zc_verification_get_state (verification), ==, ZC_VERIFICATION_STATE_CANCELLED);
  g_assert_null (zc_verification_get_verdict (verification));
  g_assert_cmpuint (g_list_model_get_n_items (zc_verification_get_matrix (verification)), >, 0);
  g_assert_nonnull (zc_verification_get_ended (verification));
  report = zc_verification_dup_report (verification);
  g_assert_nonnull (strstr (report, "did not come to its end"));
}

static void
cancel_cb (ZcVerification *verification,
           GParamSpec     *pspec,
           gpointer        data)
{
  g_cancellable_cancel (data);
}

/* Who cancelled is not told that time was up. */
static void
test_cancel_while_comparing (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr(ZcVerification) verification = zc_test_verify_new (fixture, "diff.example", ZC_VERIFICATION_RECORDS_AXFR, TRUE);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *notes;

  g_signal_connect (verification, "notify::reference", G_CALLBACK (cancel_cb), cancellable);
  zc_verification_run_async (verification, cancellable, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_false (zc_verification_run_finish (verification, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* That nobody delegates the zone may be known by then. */
  notes = zc_verification_get_notes (verification);
  for (guint i = 0; i < notes->len; i++)
    g_assert_null (strstr (notes->pdata[i], "Time was up"));
}

static void
test_cancel_at_any_time (Fixture       *fixture,
                         gconstpointer  data)
{
  /* Cancelled behind so many turns of the main loop. */
  for (guint n_turns = 0; n_turns < 60; n_turns += 3)
    {
      g_autoptr(ZcVerification) verification = zc_test_verify_new (fixture, "diff.example", ZC_VERIFICATION_RECORDS_AXFR, TRUE);
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      zc_verification_run_async (verification, cancellable, zc_test_keep_result_cb, &result);
      for (guint i = 0; i < n_turns && result == NULL; i++)
        g_main_context_iteration (NULL, TRUE);
      if (result != NULL)
        {
          g_assert_true (zc_verification_run_finish (verification, result, &error));
          continue;
        }
      g_cancellable_cancel (cancellable);
      ZC_WAIT_UNTIL (result != NULL);
      g_assert_false (zc_verification_run_finish (verification, result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static void
test_bad_input (Fixture       *fixture,
                gconstpointer  data)
{
  const char *const bad_primaries[] = { "primary.example", NULL };
  g_autoptr(ZcVerification) verification = zc_verification_new ("a..b", fixture->config, NULL);
  g_autoptr(ZcVerification) odd = zc_verification_new ("same.example", fixture->config, NULL);
  g_autoptr(ZcVerification) empty = zc_verification_new ("same.example", fixture->config, NULL);
  g_autofree char *report = NULL;
  g_autofree char *json = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  /* What did not begin can be saved all the same. */
  report = zc_verification_dup_report (verification);
  g_assert_nonnull (strstr (report, "# Verification of a..b"));
  json = zc_verification_to_json (verification, 0);
  g_assert_nonnull (strstr (json, "\"verdict\":null"));

  zc_verification_run_async (verification, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_false (zc_verification_run_finish (verification, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_cmpint (zc_verification_get_state (verification), ==, ZC_VERIFICATION_STATE_NEW);

  zc_verification_add_servers (odd, ZC_SERVER_ROLE_PRIMARY, bad_primaries);
  zc_test_verify_run (odd);
  g_assert_cmpstr (zc_verification_get_verdict (odd)->id, ==, "no-address");

  /* Nothing to ask is no crash. */
  zc_test_verify_run (empty);
  g_assert_cmpuint (g_list_model_get_n_items (zc_verification_get_matrix (empty)), ==, 0);
}

/* Saving */

static GBytes *
export (ZcVerification       *verification,
        ZcVerificationFormat  format)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  zc_verification_export_async (verification, format, stream, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_true (zc_verification_export_finish (verification, result, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (stream, NULL, &error));

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static guint
count_words (const char *text,
             gsize       length,
             const char *word)
{
  guint n = 0;

  for (const char *at = g_strstr_len (text, (gssize) length, word); at != NULL;
       at = g_strstr_len (at + 1, text + length - at - 1, word))
    n++;

  return n;
}

static void
test_export (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(ZcVerification) verification = zc_test_verify_new (fixture, "lost.example", ZC_VERIFICATION_RECORDS_AXFR, TRUE);
  g_autoptr(GBytes) json = NULL;
  g_autoptr(GBytes) csv = NULL;
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  JsonObject *differences;
  gsize length;
  const char *text;
  guint n;

  zc_test_verify_run (verification);
  n = g_list_model_get_n_items (zc_verification_get_differences (verification));
  g_assert_cmpuint (n, >, ZC_VERIFICATION_JSON_MOST_ITEMS);

  json = export (verification, ZC_VERIFICATION_FORMAT_JSON);
  text = g_bytes_get_data (json, &length);
  g_assert_true (json_parser_load_from_data (parser, text, (gssize) length, &error));
  g_assert_no_error (error);
  differences = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), "differences");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (differences, "items")), ==, n);
  g_assert_true (json_object_has_member (json_node_get_object (json_parser_get_root (parser)), "findings"));

  csv = export (verification, ZC_VERIFICATION_FORMAT_CSV);
  text = g_bytes_get_data (csv, &length);
  g_assert_true (g_str_has_prefix (text, "server,address,port,kind,owner,type,primary,secondary\r\n"));
  g_assert_cmpuint (count_words (text, length, "\r\n"), ==, n + 1);
  g_assert_nonnull (g_strstr_len (text, (gssize) length, "\napi,api,0,extra,"));
}

static void
test_export_to_file (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(ZcVerification) verification = zc_test_verify_new (fixture, "same.example", ZC_VERIFICATION_RECORDS_NONE, FALSE);
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "report.md", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFile) nowhere = g_file_new_for_path ("/nonexistent/report.md");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *report = NULL;
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;

  zc_test_verify_run (verification);
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_cache_dir (), 0700), ==, 0);
  zc_verification_export_save_async (file, verification, ZC_VERIFICATION_FORMAT_MARKDOWN, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_true (zc_verification_export_save_finish (file, result, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  report = zc_verification_dup_report (verification);
  g_assert_cmpstr (contents, ==, report);

  g_clear_object (&result);
  zc_verification_export_save_async (nowhere, verification, ZC_VERIFICATION_FORMAT_CSV, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_false (zc_verification_export_save_finish (nowhere, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* What is not saved to the end leaves the file as it was. */
  g_clear_object (&result);
  g_cancellable_cancel (cancellable);
  zc_verification_export_save_async (file, verification, ZC_VERIFICATION_FORMAT_CSV, cancellable, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_false (zc_verification_export_save_finish (file, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_pointer (&contents, g_free);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, report);
}

/* Blocks until a file is being written beside another one; the main loop does not turn meanwhile. */
static void
wait_for_second_file (const char *folder)
{
  gint64 end_us = g_get_monotonic_time () + zc_test_get_wait_seconds () * G_USEC_PER_SEC;
  guint n_files = 0;

  while (n_files < 2)
    {
      g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);

      g_assert_cmpint (g_get_monotonic_time (), <, end_us);
      for (n_files = 0; g_dir_read_name (dir) != NULL;)
        n_files++;
      g_thread_yield ();
    }
}

static void
test_export_cancelled_while_opening (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_autoptr(ZcVerification) verification = zc_test_verify_new (fixture, "same.example", ZC_VERIFICATION_RECORDS_NONE, FALSE);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "opening", NULL);
  g_autofree char *path = g_build_filename (folder, "report.md", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;

  zc_test_verify_run (verification);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "what was saved before", -1, NULL));

  zc_verification_export_save_async (file, verification, ZC_VERIFICATION_FORMAT_CSV, cancellable, zc_test_keep_result_cb, &result);
  wait_for_second_file (folder);
  g_cancellable_cancel (cancellable);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_false (zc_verification_export_save_finish (file, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "what was saved before");
}

static void
test_report (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const words[] = {
    "# Verification of diff.example\n", "- **Zone**: diff.example\n", "- **Asked from**: 127.0.0.1\n", "`same-serial-diff`",
    "**Next step:**", "| nscs.ui-dns.com |", "changed www.diff.example. A\n  - 300 A 192.0.2.80\n  + 300 A 192.0.2.99\n",
    "Records at IONOS: extra only.diff.example. A\n", "SOA\n", "AXFR\n", "\n```sh\nkdig ",
  };
  g_autoptr(ZcVerification) verification = zc_test_verify_new (fixture, "diff.example", ZC_VERIFICATION_RECORDS_AXFR, TRUE);
  g_autofree char *report = NULL;
  g_autofree char *commands = NULL;
  g_autofree char *block = NULL;

  zc_test_verify_run (verification);
  report = zc_verification_dup_report (verification);
  commands = zc_verification_explain (verification);
  block = g_strdup_printf ("\n```sh\n%s```\n", commands);
  g_test_message ("%s", report);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (report, words[i]) == NULL)
      g_error ("the report lacks \"%s\"", words[i]);
  g_assert_true (g_str_has_suffix (report, block));
  g_assert_null (strstr (report, zc_test_sandbox_get_token (fixture->sandbox)));
}

/* How many cells a row of a table has. */
static guint
count_cells (const char *row)
{
  guint n = 0;

  for (const char *at = row; *at != '\0'; at++)
    if (*at == '\\')
      at++;
    else if (*at == '|')
      n++;

  return n;
}

/* A server that writes Markdown wherever it can write: an NSID, an extended error and its own name. */
static void
test_report_withstands_servers (Fixture       *fixture,
                                gconstpointer  data)
{
  /* NSID "| a | ```\n# Oh", EDE 22 with "[x](http://evil.test) <b>`\r\n\r\n## Findings | www.evil.test". */
  static const ZcTestDnsScript script = {
    .udp = "rcode=2 opt=0003000e7c2061207c206060600a23204f68000f003b00165b785d28687474703a2f2f6576696c2e7465737429203c62"
           "3e600d0a0d0a23232046696e64696e6773207c207777772e6576696c2e74657374",
    .tcp = "rcode=2",
    .axfr = "rcode=5",
  };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (zc_test_dns_server_get_port (server), "127.0.0.1@9", NULL);
  const char *const addresses[] = { zc_test_dns_server_get_address (server), NULL };
  ZcVerificationOptions options;
  g_autoptr(ZcVerification) verification = NULL;
  g_autofree char *report = NULL;
  g_auto(GStrv) lines = NULL;
  guint n_findings = 0;

  zc_verification_options_init (&options);
  options.timeout_ms = 3000;
  verification = zc_verification_new ("example.com", config, &options);
  zc_verification_add_servers (verification, ZC_SERVER_ROLE_PRIMARY, addresses);
  zc_test_verify_run (verification);

  report = zc_verification_dup_report (verification);
  g_test_message ("%s", report);
  g_assert_nonnull (strstr (report, "evil"));
  g_assert_null (strstr (report, "](http"));
  g_assert_null (strstr (report, "http://"));
  g_assert_null (strstr (report, "www.evil"));
  g_assert_null (strstr (report, "<b>"));
  lines = g_strsplit (report, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      if (**line == '|')
        g_assert_cmpuint (count_cells (*line), ==, 11);
      n_findings += g_str_has_prefix (*line, "## Findings");
      g_assert_false (g_str_has_prefix (*line, "# Oh"));
    }
  g_assert_cmpuint (n_findings, ==, 1);
}

static gboolean
has_finding (ZcVerification *verification,
             const char     *id,
             ZcSeverity      severity)
{
  GListModel *findings = zc_verification_get_findings (verification);

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr(ZcFindingItem) item = g_list_model_get_item (findings, i);
      const ZcFinding *finding = zc_finding_item_get_finding (item);

      if (g_str_equal (finding->id, id) && finding->severity == severity)
        return TRUE;
    }

  return FALSE;
}

/* What one server shows is told while another is still silent; that nobody of a role answers is told when all
 * had their time. */
static void
test_findings_come_in (Fixture       *fixture,
                       gconstpointer  data)
{
  static const ZcTestDnsScript refusing = { .udp = "rcode=5", .tcp = "rcode=5", .axfr = "rcode=5" };
  static const ZcTestDnsScript silent = { .flags = ZC_TEST_DNS_IPV6, .udp = "", .tcp = "" };
  g_autoptr(ZcTestDnsServer) primary = zc_test_dns_script_start (&refusing);
  g_autoptr(ZcTestDnsServer) secondary = zc_test_dns_script_start (&silent);
  g_autoptr(ZcVerification) verification = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  ZcVerificationOptions options;

  zc_verification_options_init (&options);
  options.timeout_ms = 2000;
  verification = zc_verification_new ("example.com", fixture->config, &options);
  zc_verification_add_server (verification, ZC_SERVER_ROLE_PRIMARY, "127.0.0.1", zc_test_dns_server_get_port (primary));
  zc_verification_add_server (verification, ZC_SERVER_ROLE_SECONDARY, "::1", zc_test_dns_server_get_port (secondary));

  zc_verification_run_async (verification, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (has_finding (verification, "refused-all", ZC_SEVERITY_CRITICAL));
  g_assert_null (result);
  g_assert_null (zc_verification_get_verdict (verification));
  g_assert_false (has_finding (verification, "timeout-answer", ZC_SEVERITY_UNKNOWN));

  ZC_WAIT_UNTIL (result != NULL);
  g_assert_true (zc_verification_run_finish (verification, result, &error));
  g_assert_no_error (error);
  g_assert_true (has_finding (verification, "refused-all", ZC_SEVERITY_CRITICAL));
  g_assert_true (has_finding (verification, "timeout-answer", ZC_SEVERITY_UNKNOWN));
}

int
main (int    argc,
      char **argv)
{
  int result;

  zc_test_init (&argc, &argv);

#define ADD(name, test) g_test_add ("/verification/" name, Fixture, NULL, zc_test_verify_set_up, test, NULL)
  ADD ("three-ways", test_three_ways);
  ADD ("service-differences-stand-last", test_service_differences_stand_last);
  ADD ("matrix", test_matrix);
  ADD ("pause-and-progress", test_pause_and_progress);
  ADD ("cancel", test_cancel);
  ADD ("cancel-while-comparing", test_cancel_while_comparing);
  ADD ("cancel-at-any-time", test_cancel_at_any_time);
  ADD ("bad-input", test_bad_input);
  ADD ("export", test_export);
  ADD ("export-cancelled-while-opening", test_export_cancelled_while_opening);
  ADD ("export-to-file", test_export_to_file);
  ADD ("report", test_report);
  ADD ("report-withstands-servers", test_report_withstands_servers);
  ADD ("findings-come-in", test_findings_come_in);

  result = g_test_run ();
  zc_test_verify_stop ();

  return result;
}
