/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "zc-backoff.h"
#include "zc-date.h"
#include "zc-domain-name.h"
#include "zc-file.h"
#include "zc-process.h"
#include "zc-secret.h"
#include "zc-serial.h"
#include "zc-test.h"
#include "zc-text.h"
#include "zc-worker-pool.h"

static void
test_serial_compare (void)
{
  static const struct
  {
    guint32 first;
    guint32 second;
    ZcSerialOrder order;
  } rows[] = {
    { 0, 0, ZC_SERIAL_EQUAL },
    { 1, 0, ZC_SERIAL_NEWER },
    { 0, 1, ZC_SERIAL_OLDER },
    { 0, 0xffffffffu, ZC_SERIAL_NEWER },
    { 0x7fffffffu, 0, ZC_SERIAL_NEWER },
    { 0x80000000u, 0, ZC_SERIAL_UNDEFINED },
    { 0, 0x80000000u, ZC_SERIAL_UNDEFINED },
    { 0x80000001u, 0, ZC_SERIAL_OLDER },
    { 2021102901u, 2021122001u, ZC_SERIAL_OLDER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (zc_serial_compare (rows[i].first, rows[i].second), ==, rows[i].order);
      g_assert_cmpint (zc_serial_reaches (rows[i].first, rows[i].second), ==,
                       rows[i].order == ZC_SERIAL_EQUAL || rows[i].order == ZC_SERIAL_NEWER);
    }
}

static void
test_backoff_delay (void)
{
  for (guint i = 0; i < 1000; i++)
    {
      guint first = zc_backoff_delay (1, 500, 8000);
      guint third = zc_backoff_delay (3, 500, 8000);
      guint late = zc_backoff_delay (40, 500, 8000);

      g_assert_cmpuint (first, >=, 250);
      g_assert_cmpuint (first, <=, 500);
      g_assert_cmpuint (third, >=, 1000);
      g_assert_cmpuint (third, <=, 2000);
      g_assert_cmpuint (late, >=, 4000);
      g_assert_cmpuint (late, <=, 8000);
    }
}

static void
test_date_parse (void)
{
  static const struct
  {
    const char *text;
    gint64 unix_time;
  } rows[] = {
    { "2022-08-21T15:52:53Z", 1661097173 },
    { "2022-08-21T15:52:53.123Z", 1661097173 },
    { "2023-03-15T09:58:59.147746133Z", 1678874339 },
    { "2023-08-04T10:21:32+00:00", 1691144492 },
    { "2023-08-04T12:21:32+02:00", 1691144492 },
    { "2023-08-04T10:21:32", 1691144492 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GDateTime) date = zc_date_parse (rows[i].text);

      g_assert_nonnull (date);
      g_assert_cmpint (g_date_time_to_unix (date), ==, rows[i].unix_time);
    }

  g_assert_null (zc_date_parse (NULL));
  g_assert_null (zc_date_parse (""));
  g_assert_null (zc_date_parse ("yesterday"));
}

static void
test_domain_name_to_ascii (void)
{
  static const struct
  {
    const char *name;
    const char *ascii;
  } rows[] = {
    { "Example.COM.", "example.com" },
    { "münchen.example", "xn--mnchen-3ya.example" },
    { "xn--mnchen-3ya.example", "xn--mnchen-3ya.example" },
    { "_dmarc.example.com", "_dmarc.example.com" },
    { "0/25.2.0.192.in-addr.arpa", "0/25.2.0.192.in-addr.arpa" },
    { "a&b<i>.example", "a&b<i>.example" },
    { ".", "." },
    { "", NULL },
    { "..", NULL },
    { "a..b", NULL },
    { ".example.com", NULL },
    { "two words.example", NULL },
    { "\xff\xfe", NULL },
    { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *ascii = zc_domain_name_to_ascii (rows[i].name);

      g_assert_cmpstr (ascii, ==, rows[i].ascii);
    }

  g_assert_true (zc_domain_name_equal ("MÜNCHEN.example", "xn--mnchen-3ya.example."));
  g_assert_false (zc_domain_name_equal ("sub.example.com", "example.com"));
  g_assert_false (zc_domain_name_equal ("", ""));
}

static void
test_domain_name_to_display (void)
{
  g_autofree char *unicode = zc_domain_name_to_display ("xn--mnchen-3ya.example");
  g_autofree char *plain = zc_domain_name_to_display ("example.com");
  g_autofree char *broken = zc_domain_name_to_display ("xn--\x7f.example");

  g_assert_cmpstr (unicode, ==, "münchen.example");
  g_assert_cmpstr (plain, ==, "example.com");
  g_assert_cmpstr (broken, ==, "xn--\x7f.example");
}

static void
test_secret (void)
{
  g_autoptr(ZcSecret) secret = zc_secret_new ("  abc.def\n");
  g_autofree char *redacted = zc_secret_redact (secret, "token abc.def and abc.def was bad");
  g_autofree char *unchanged = zc_secret_redact (secret, "nothing here");

  g_assert_cmpstr (zc_secret_peek (secret), ==, "abc.def");
  g_assert_cmpstr (redacted, ==, "token [token] and [token] was bad");
  g_assert_cmpstr (unchanged, ==, "nothing here");
  g_assert_null (zc_secret_redact (secret, NULL));
}

static void
test_secret_in_data (void)
{
  g_autoptr(ZcSecret) secret = zc_secret_new ("a-secret-of-some-length");
  g_autoptr(ZcSecret) brief = zc_secret_new ("a");
  g_autoptr(GBytes) with = g_bytes_new_static ("a-secret-of-some-length\0and a-secret-of-some-lengthy", 52);
  g_autoptr(GBytes) without = g_bytes_new_static ("a-secret-of", 11);
  g_autoptr(GBytes) wanted = g_bytes_new_static ("[token]\0and [token]y", 20);
  g_autoptr(GBytes) redacted = zc_secret_redact_bytes (secret, with);
  g_autoptr(GBytes) unchanged = zc_secret_redact_bytes (secret, without);
  g_autoptr(GBytes) by_chance = zc_secret_redact_bytes (brief, without);

  g_assert_true (g_bytes_equal (redacted, wanted));
  g_assert_true (unchanged == without);
  g_assert_true (by_chance == without);
}

static void
test_text_make_displayable (void)
{
  g_autofree char *hostile = zc_text_make_displayable ("a<b>\x1b[1m\nx\xe2\x80\xaey\xff");
  g_autofree char *nothing = zc_text_make_displayable (NULL);
  g_autofree char *filler = g_strnfill (10000, 'x');
  g_autofree char *long_text = zc_text_make_displayable (filler);

  g_assert_cmpstr (hostile, ==, "a<b>\xef\xbf\xbd[1m x\xef\xbf\xbdy\xef\xbf\xbd");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpint (g_utf8_strlen (long_text, -1), ==, ZC_TEXT_MOST_CHARACTERS + 1);
  g_assert_true (g_str_has_suffix (long_text, "…"));
}

/* Marks without end on one letter would be drawn over the lines above and below, and over the windows' own words. */
static void
test_text_heaps_no_marks (void)
{
  const char *written = "e\u0301 \u05e9\u05c1\u05bc\u05b5\u0591";
  g_autoptr(GString) heap = g_string_new ("a");
  g_autofree char *shown_as_written = zc_text_make_displayable (written);
  g_autofree char *shown = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append (heap, i % 2 == 0 ? "\u0301" : "\u20dd");
  g_string_append (heap, "b\u0301");
  shown = zc_text_make_displayable (heap->str);

  g_assert_cmpstr (shown_as_written, ==, written);
  g_assert_cmpstr (shown, ==, "a\u0301\u20dd\u0301\u20dd\u0301\ufffdb\u0301");
}

static void
test_text_add_sentence (void)
{
  g_autofree char *one = zc_text_add_sentence (g_strdup ("One: 100 %s."), NULL);
  g_autofree char *two = zc_text_add_sentence (g_strdup (one), g_strdup ("Two."));

  g_assert_cmpstr (one, ==, "One: 100 %s.");
  g_assert_cmpstr (two, ==, "One: 100 %s. Two.");
}

/* What a sentence keeps, in the order LRI, FSI, PDI, RLM: U+2066, U+2068, U+2069 and U+200F. */
static void
test_text_keeps_isolates (void)
{
  const char *names = "\u200f\u2068ns1.example\u2069: \u2066\u2068a\u2069/\u2068A\u2069\u2069";
  const struct { const char *text, *shown; } open[] = {
    { "x\u2068y", "x\ufffdy" },
    { "x\u2069y", "x\ufffdy" },
    { "\u2068x\u2068y\u2069", "\ufffdx\u2068y\u2069" },
    { "\u200fx", "\ufffdx" },
    { "\u200f\u2068x", "\ufffd\ufffdx" },
    { "\u2067x\u2069", "\ufffdx\ufffd" },
    { "\u2068\u202ex\u2069", "\u2068\ufffdx\u2069" },
  };
  g_autofree char *sentence = zc_text_make_sentence_displayable (names);
  g_autofree char *from_server = zc_text_make_displayable ("\u2068x\u2069");
  g_autofree char *filler = g_strnfill (10000, 'x');
  g_autofree char *long_isolate = g_strconcat ("\u2068", filler, "\u2069", NULL);
  g_autofree char *cut = zc_text_make_sentence_displayable (long_isolate);

  g_assert_cmpstr (sentence, ==, names);
  g_assert_cmpstr (from_server, ==, "\ufffdx\ufffd");
  g_assert_true (g_str_has_suffix (cut, "x\u2069…"));
  for (gsize i = 0; i < G_N_ELEMENTS (open); i++)
    {
      g_autofree char *shown = zc_text_make_sentence_displayable (open[i].text);

      g_assert_cmpstr (shown, ==, open[i].shown);
    }
}

static void
return_thread_cb (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  g_task_return_pointer (task, g_thread_self (), NULL);
}

/* How many threads that worked have ended with all that they had of their own. */
static int n_ended_threads;

static void
count_end (gpointer data)
{
  g_atomic_int_inc (&n_ended_threads);
}

static void
mark_thread_cb (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  static GPrivate mark = G_PRIVATE_INIT (count_end);
  int *n_marked = data;

  if (g_private_get (&mark) == NULL)
    {
      g_private_set (&mark, n_marked);
      g_atomic_int_inc (n_marked);
    }
  g_task_return_boolean (task, TRUE);
}

static void
test_worker_pool_waits (void)
{
  for (guint round = 0; round < 20; round++)
    {
      g_autoptr(ZcWorkerPool) pool = zc_worker_pool_new ("zc-test", 3);
      int n_marked = 0;

      g_atomic_int_set (&n_ended_threads, 0);
      for (guint i = 0; i < 12; i++)
        {
          g_autoptr(GTask) task = g_task_new (NULL, NULL, NULL, NULL);

          g_task_set_task_data (task, &n_marked, NULL);
          zc_worker_pool_run (pool, task, mark_thread_cb);
        }
      zc_worker_pool_close (pool);
      g_assert_cmpint (n_marked, >=, 1);
      g_assert_cmpint (g_atomic_int_get (&n_ended_threads), ==, n_marked);
    }
}

static void
test_worker_pool (void)
{
  g_autoptr(ZcWorkerPool) pool = zc_worker_pool_new ("zc-test", 2);
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  GAsyncResult *results[4] = { NULL };

  g_cancellable_cancel (cancelled);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(GTask) task = g_task_new (NULL, i == 3 ? cancelled : NULL, zc_test_keep_result_cb, &results[i]);

      zc_worker_pool_run (pool, task, return_thread_cb);
    }
  g_clear_object (&pool);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      gpointer thread;

      ZC_WAIT_UNTIL (results[i] != NULL);
      thread = g_task_propagate_pointer (G_TASK (results[i]), &error);
      if (i == 3)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        {
          g_assert_no_error (error);
          g_assert_true (thread != g_thread_self ());
        }
      g_object_unref (results[i]);
    }
}

static void
test_serial_plan (void)
{
  static const struct
  {
    guint32 serial;
    guint32 served;
    guint n_steps;
    guint32 steps[2];
  } rows[] = {
    { 42, 42, 0, { 0, 0 } },
    { 43, 42, 0, { 0, 0 } },
    { 1, 0xffffffff, 0, { 0, 0 } },
    { 2021102901, 2021122001, 1, { 2021122002, 0 } },
    { 0, 0x7fffffff, 1, { 0x80000000, 0 } },
    /* Exactly half of the numbers apart, from either side. */
    { 0x80000001, 1, 2, { 0x80000000, 0x80000001 } },
    { 1, 0x80000001, 2, { 0, 1 } },
    /* The greater number is the older one. */
    { 4000000000, 1, 2, { 0x80000000, 4000000000 } },
    /* No second step leads there. */
    { 0xffffffff, 0, 1, { 1, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint32 steps[2];
      guint32 at = rows[i].served;
      guint n_steps = zc_serial_plan (rows[i].serial, rows[i].served, steps);

      g_assert_cmpuint (n_steps, ==, rows[i].n_steps);
      for (guint j = 0; j < n_steps; j++)
        {
          g_assert_cmpuint (steps[j], ==, rows[i].steps[j]);
          g_assert_cmpint (zc_serial_compare (steps[j], at), ==, ZC_SERIAL_NEWER);
          at = steps[j];
        }
    }
}

static void
test_process (void)
{
  struct rlimit limit;

  if (!g_test_subprocess ())
    {
      /* Both are for good, so a process of its own bears them. */
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }

  zc_process_refuse_core_dumps ();
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_cur, ==, 0);
  g_assert_cmpuint (limit.rlim_max, ==, 0);

  g_assert_cmpint (prctl (PR_GET_DUMPABLE, 0, 0, 0, 0), ==, 1);
  zc_process_hide_memory ();
  g_assert_cmpint (prctl (PR_GET_DUMPABLE, 0, 0, 0, 0), ==, 0);
}

static void
test_file_read (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "file", NULL);
  g_autofree char *empty = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_mkdir_with_parents (g_get_user_config_dir (), 0700);
  g_assert_null (zc_file_read (path, 10, &length, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  empty = zc_file_read (path, 10, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, ==, 0);
  g_assert_cmpstr (empty, ==, "");

  g_assert_true (g_file_set_contents (path, "0123\000" "56789", 10, NULL));
  text = zc_file_read (path, 10, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (text, length + 1, "0123\000" "56789", 11);
  g_assert_null (zc_file_read (path, 9, &length, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  g_clear_error (&error);

  g_assert_null (zc_file_read (g_get_user_config_dir (), 10, &length, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_clear_error (&error);
  g_unlink (path);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_assert_null (zc_file_read (path, 10, &length, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/base/serial/compare", test_serial_compare);
  g_test_add_func ("/base/serial/plan", test_serial_plan);
  g_test_add_func ("/base/backoff/delay", test_backoff_delay);
  g_test_add_func ("/base/date/parse", test_date_parse);
  g_test_add_func ("/base/domain-name/to-ascii", test_domain_name_to_ascii);
  g_test_add_func ("/base/domain-name/to-display", test_domain_name_to_display);
  g_test_add_func ("/base/file/read", test_file_read);
  g_test_add_func ("/base/process", test_process);
  g_test_add_func ("/base/secret", test_secret);
  g_test_add_func ("/base/secret-in-data", test_secret_in_data);
  g_test_add_func ("/base/text/make-displayable", test_text_make_displayable);
  g_test_add_func ("/base/text/heaps-no-marks", test_text_heaps_no_marks);
  g_test_add_func ("/base/text/add-sentence", test_text_add_sentence);
  g_test_add_func ("/base/text/keeps-isolates", test_text_keeps_isolates);
  g_test_add_func ("/base/worker-pool", test_worker_pool);
  g_test_add_func ("/base/worker-pool-waits", test_worker_pool_waits);

  return g_test_run ();
}
