/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-question-engine.h"
#include "zc-test-dns-client.h"
#include "zc-test-dns-script.h"
#include "zc-test.h"

#define MOST_SERVERS 3
#define MOST_QUESTIONS 3000
#define TIMEOUT_MS 3000
#define ADDRESS "r=@/60/A/192.0.2.1"

/* Asks every server the same questions, h0.test and so on, and checks what comes back. */
typedef struct
{
  guint n_questions;
  guint n_taken[MOST_SERVERS];
  guint8 n_ends[MOST_SERVERS][MOST_QUESTIONS];
  guint n_ok[MOST_SERVERS];
  guint n_tcp;
  guint n_rcode[16];
  ZcDnsOutcome failure;
  GThread *thread;
  guint n_follow_ups; /* each answer leads to this many more questions, until none is left */
  guint8 name[256];
} Asker;

typedef struct
{
  GPtrArray *servers; /* (owned) (element-type ZcDnsServer) */
  ZcQuestionEngine *engine; /* (owned) */
  GAsyncResult *result; /* (owned) (nullable) */
  guint64 n_ended;
  guint n_progress;
} Run;

static gsize
write_name (guint8 *name,
            guint   i)
{
  g_autofree char *label = g_strdup_printf ("h%u", i);
  gsize length = strlen (label);

  name[0] = (guint8) length;
  memcpy (name + 1, label, length);
  memcpy (name + 1 + length, "\4test", 6);

  return length + 7;
}

static gboolean
asker_next (gpointer    data,
            guint       server,
            ZcQuestion *question)
{
  Asker *self = data;

  if (self->thread == NULL)
    self->thread = g_thread_self ();
  g_assert_true (self->thread == g_thread_self ());
  if (self->n_taken[server] == self->n_questions)
    return FALSE;

  question->owner = self->name;
  question->owner_len = write_name (self->name, self->n_taken[server]);
  question->type = 1;
  question->tag = self->n_taken[server];
  self->n_taken[server]++;

  return TRUE;
}

static void
asker_answer (gpointer          data,
              guint             server,
              const ZcQuestion *question,
              ZcDnsOutcome      outcome,
              ZcDnsTransport    transport,
              const guint8     *message,
              gsize             length)
{
  Asker *self = data;
  guint8 name[64];

  g_assert_true (self->thread == g_thread_self ());
  g_assert_cmpmem (question->owner, question->owner_len, name, write_name (name, (guint) question->tag));
  self->n_ends[server][question->tag]++;
  if (outcome != ZC_DNS_OUTCOME_OK)
    {
      g_assert_null (message);
      self->failure = outcome;
      return;
    }

  /* The answer repeats the question. */
  g_assert_cmpuint (length, >=, 12);
  if (message[5] == 1)
    g_assert_cmpmem (message + 12, question->owner_len, question->owner, question->owner_len);
  self->n_ok[server]++;
  self->n_tcp += transport == ZC_DNS_TRANSPORT_TCP;
  self->n_rcode[message[3] & 0x0f]++;
  if (self->n_follow_ups > 0)
    {
      self->n_follow_ups--;
      self->n_questions++;
    }
}

static const ZcAsker asker_funcs = { asker_next, asker_answer };

static void
run_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Run *run = data;

  run->result = g_object_ref (result);
}

static void
progress_cb (guint64  n_ended,
             guint64  n_answered,
             gpointer data)
{
  Run *run = data;

  g_assert_null (run->result);
  g_assert_cmpuint (n_ended, >=, run->n_ended);
  g_assert_cmpuint (n_answered, <=, n_ended);
  run->n_ended = n_ended;
  run->n_progress++;
}

static void
run_begin (Run                           *run,
           ZcTestDnsServer              **servers,
           guint                          n_servers,
           const ZcQuestionEngineOptions *options,
           Asker                         *asker,
           GCancellable                  *cancellable)
{
  run->servers = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_dns_server_unref);
  for (guint i = 0; i < n_servers; i++)
    g_ptr_array_add (run->servers, zc_test_dns_client_new (servers[i]));
  run->engine = zc_question_engine_new (run->servers, options);
  zc_question_engine_run_async (run->engine, &asker_funcs, asker, progress_cb, cancellable, run_done_cb, run);
}

static void
run_end (Run *run)
{
  g_autoptr(GError) error = NULL;

  ZC_WAIT_UNTIL (run->result != NULL);
  g_assert_true (zc_question_engine_run_finish (run->engine, run->result, &error));
  g_assert_no_error (error);
}

static void
run_clear (Run *run)
{
  g_clear_object (&run->engine);
  g_clear_object (&run->result);
  g_clear_pointer (&run->servers, g_ptr_array_unref);
}

static void
assert_each_ended_once (const Asker *asker,
                        guint        server)
{
  for (guint i = 0; i < asker->n_taken[server]; i++)
    g_assert_cmpuint (asker->n_ends[server][i], ==, 1);
}

static void
count_question (ZcTestDnsServer *server,
                const char      *line,
                guint           *n)
{
  g_auto(GStrv) journal = zc_test_dns_server_dup_journal (server);

  *n = 0;
  for (guint i = 0; journal[i] != NULL; i++)
    *n += strcmp (journal[i], line) == 0;
}

typedef struct
{
  const char *name;
  ZcTestDnsScript script;
  ZcDnsTransport transport;
  guint n_questions;
  guint n_tcp;
  guint rcode;
} Row;

static const Row rows[] = {
  { "over-udp", { .udp = ADDRESS }, ZC_DNS_TRANSPORT_UDP, 300, 0, 0 },
  { "over-ipv6", { .flags = ZC_TEST_DNS_IPV6, .udp = ADDRESS }, ZC_DNS_TRANSPORT_UDP, 30, 0, 0 },
  { "over-tcp", { .udp = "", .tcp = ADDRESS }, ZC_DNS_TRANSPORT_TCP, 100, 100, 0 },
  { "servfail-is-an-answer", { .udp = "rcode=2" }, ZC_DNS_TRANSPORT_UDP, 30, 0, 2 },
  { "truncated", { .udp = "tc", .tcp = ADDRESS }, ZC_DNS_TRANSPORT_UDP, 100, 100, 0 },
  { "silent-over-udp", { .udp = "", .tcp = ADDRESS }, ZC_DNS_TRANSPORT_UDP, 3, 3, 0 },
  { "udp-closed", { .flags = ZC_TEST_DNS_UDP_CLOSED, .tcp = ADDRESS }, ZC_DNS_TRANSPORT_UDP, 300, 300, 0 },
  { "some-lost", { .udp = ADDRESS, .drop_udp = 10 }, ZC_DNS_TRANSPORT_UDP, 300, 0, 0 },
  { "strays-before", { .udp = "id " ADDRESS " | repeat question | repeat qr | repeat " ADDRESS }, ZC_DNS_TRANSPORT_UDP,
    100, 0, 0 },
  { "twice", { .udp = ADDRESS " | repeat " ADDRESS }, ZC_DNS_TRANSPORT_UDP, 300, 0, 0 },
  { "opt-formerr", { .udp = ADDRESS, .with_opt = "noquestion rcode=1" }, ZC_DNS_TRANSPORT_UDP, 100, 0, 0 },
  { "opt-notimp", { .udp = ADDRESS, .with_opt = "rcode=4" }, ZC_DNS_TRANSPORT_UDP, 100, 0, 0 },
  { "opt-badvers", { .udp = ADDRESS, .with_opt = "upper=1" }, ZC_DNS_TRANSPORT_UDP, 100, 0, 0 },
  { "formerr-always", { .udp = "rcode=1" }, ZC_DNS_TRANSPORT_UDP, 30, 0, 1 },
  { "nothing-to-ask", { .udp = ADDRESS }, ZC_DNS_TRANSPORT_UDP, 0, 0, 0 },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&row->script);
  ZcQuestionEngineOptions options = { .timeout_ms = TIMEOUT_MS, .transport = row->transport };
  g_autofree Asker *asker = g_new0 (Asker, 1);
  Run run = { 0 };
  const ZcQuestionStats *stats;

  asker->n_questions = row->n_questions;
  run_begin (&run, &server, 1, &options, asker, NULL);
  run_end (&run);

  g_assert_cmpuint (asker->n_taken[0], ==, row->n_questions);
  g_assert_cmpuint (asker->n_ok[0], ==, row->n_questions);
  g_assert_cmpuint (asker->n_rcode[row->rcode], ==, row->n_questions);
  g_assert_cmpuint (asker->n_tcp, ==, row->n_tcp);
  assert_each_ended_once (asker, 0);

  stats = zc_question_engine_get_stats (run.engine, 0);
  g_assert_cmpuint (stats->n_asked, ==, row->n_questions);
  g_assert_cmpuint (stats->n_answered, ==, row->n_questions);
  g_assert_cmpuint (stats->n_unanswered, ==, 0);
  g_assert_cmpuint (stats->n_tcp, ==, row->n_tcp);
  g_assert_cmpuint (stats->n_sent, >=, stats->n_asked);
  g_assert_false (stats->gave_up);
  run_clear (&run);
}

static void
test_no_servers (void)
{
  static const ZcQuestionEngineOptions options = { .timeout_ms = TIMEOUT_MS };
  Asker asker = { 0 };
  Run run = { 0 };

  run_begin (&run, NULL, 0, &options, &asker, NULL);
  run_end (&run);
  run_clear (&run);
}

static void
test_ports_change (void)
{
  static const ZcTestDnsScript script = { .udp = ADDRESS };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  ZcQuestionEngineOptions options = { .timeout_ms = TIMEOUT_MS };
  g_autofree Asker *asker = g_new0 (Asker, 1);
  Run run = { 0 };

  /* More than leave from one port: a question for each answer, over and over. */
  asker->n_questions = MOST_QUESTIONS;
  run_begin (&run, &server, 1, &options, asker, NULL);
  run_end (&run);
  g_assert_cmpuint (asker->n_ok[0], ==, MOST_QUESTIONS);
  run_clear (&run);
}

static void
test_opt_is_left_out_for_good (void)
{
  static const ZcTestDnsScript script = { .udp = ADDRESS, .with_opt = "rcode=1" };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  ZcQuestionEngineOptions options = { .timeout_ms = TIMEOUT_MS, .max_in_flight = 1 };
  g_autofree Asker *asker = g_new0 (Asker, 1);
  Run run = { 0 };
  guint n;

  asker->n_questions = 20;
  run_begin (&run, &server, 1, &options, asker, NULL);
  run_end (&run);
  g_assert_cmpuint (zc_question_engine_get_stats (run.engine, 0)->n_sent, ==, 21);
  count_question (server, "udp h0.test. A opt", &n);
  g_assert_cmpuint (n, ==, 1);
  count_question (server, "udp h19.test. A opt", &n);
  g_assert_cmpuint (n, ==, 0);
  run_clear (&run);
}

static void
test_answers_lead_to_questions (void)
{
  static const ZcTestDnsScript script = { .udp = ADDRESS };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  ZcQuestionEngineOptions options = { .timeout_ms = TIMEOUT_MS };
  g_autofree Asker *asker = g_new0 (Asker, 1);
  Run run = { 0 };

  asker->n_questions = 1;
  asker->n_follow_ups = 50;
  run_begin (&run, &server, 1, &options, asker, NULL);
  run_end (&run);
  g_assert_cmpuint (asker->n_ok[0], ==, 51);
  assert_each_ended_once (asker, 0);
  run_clear (&run);
}

static void
test_closed_server_is_given_up (void)
{
  static const ZcTestDnsScript closed_script = { .flags = ZC_TEST_DNS_UDP_CLOSED | ZC_TEST_DNS_TCP_CLOSED };
  static const ZcTestDnsScript script = { .udp = ADDRESS };
  g_autoptr(ZcTestDnsServer) closed = zc_test_dns_script_start (&closed_script);
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  ZcTestDnsServer *servers[] = { closed, server };
  ZcQuestionEngineOptions options = { .timeout_ms = 10 * TIMEOUT_MS };
  g_autofree Asker *asker = g_new0 (Asker, 1);
  Run run = { 0 };
  const ZcQuestionStats *stats;
  gint64 start_us = g_get_monotonic_time ();

  asker->n_questions = MOST_QUESTIONS;
  run_begin (&run, servers, G_N_ELEMENTS (servers), &options, asker, NULL);
  run_end (&run);
  stats = zc_question_engine_get_stats (run.engine, 0);
  g_assert_true (stats->gave_up);
  g_assert_cmpint (stats->failure, ==, ZC_DNS_OUTCOME_TCP_CLOSED);
  g_assert_cmpuint (stats->n_answered, ==, 0);
  g_assert_cmpuint (stats->n_unanswered, ==, stats->n_asked);
  g_assert_cmpuint (stats->n_asked, <, MOST_QUESTIONS);
  assert_each_ended_once (asker, 0);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, options.timeout_ms * 1000);

  /* One bad server keeps nothing from the others. */
  g_assert_cmpuint (asker->n_ok[1], ==, MOST_QUESTIONS);
  g_assert_false (zc_question_engine_get_stats (run.engine, 1)->gave_up);
  run_clear (&run);
}

static void
test_silent_server_is_given_up (void)
{
  static const ZcTestDnsScript silent_script = { .udp = "", .tcp = "" };
  static const ZcTestDnsScript script = { .udp = ADDRESS };
  g_autoptr(ZcTestDnsServer) silent = zc_test_dns_script_start (&silent_script);
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  ZcTestDnsServer *servers[] = { silent, server };
  ZcQuestionEngineOptions options = { .timeout_ms = 900 };
  g_autofree Asker *asker = g_new0 (Asker, 1);
  Run run = { 0 };
  const ZcQuestionStats *stats;
  gint64 start_us = g_get_monotonic_time ();

  asker->n_questions = 500;
  run_begin (&run, servers, G_N_ELEMENTS (servers), &options, asker, NULL);
  run_end (&run);
  stats = zc_question_engine_get_stats (run.engine, 0);
  g_assert_true (stats->gave_up);
  g_assert_cmpint (stats->failure, ==, ZC_DNS_OUTCOME_TIMEOUT_ANSWER);
  g_assert_cmpuint (stats->n_unanswered, ==, stats->n_asked);
  g_assert_cmpuint (stats->n_asked, <, 500);
  assert_each_ended_once (asker, 0);
  g_assert_cmpuint (asker->n_ok[1], ==, 500);
  g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 900 * 1000);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 1900 * 1000);
  run_clear (&run);
}

/* When questions came, and how many waited for their answer at most. */
typedef struct
{
  GMutex mutex;
  gint64 times_us[MOST_QUESTIONS]; /* (mutex mutex) */
  guint n;                         /* (mutex mutex) */
  guint n_waiting;                 /* (mutex mutex) */
  guint most_waiting;              /* (mutex mutex) */
  guint delay_ms;
} Watch;

static void
watch_question_cb (ZcTestDnsQuestion *question,
                   gpointer           data)
{
  Watch *watch = data;

  g_mutex_lock (&watch->mutex);
  if (watch->n < MOST_QUESTIONS)
    watch->times_us[watch->n++] = g_get_monotonic_time ();
  watch->n_waiting++;
  watch->most_waiting = MAX (watch->most_waiting, watch->n_waiting);
  g_mutex_unlock (&watch->mutex);

  if (watch->delay_ms > 0)
    (void) zc_test_dns_pause (question, watch->delay_ms, TRUE);

  g_mutex_lock (&watch->mutex);
  watch->n_waiting--;
  g_mutex_unlock (&watch->mutex);
  zc_test_dns_script_run (ADDRESS, question);
}

static void
test_rate_limit (void)
{
  g_autofree Watch *watch = g_new0 (Watch, 1);
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, watch_question_cb, watch);
  ZcQuestionEngineOptions options = { .max_qps = 100, .timeout_ms = TIMEOUT_MS };
  g_autofree Asker *asker = g_new0 (Asker, 1);
  Run run = { 0 };
  gint64 start_us = g_get_monotonic_time ();
  gint64 took_us;

  asker->n_questions = 121;
  run_begin (&run, &server, 1, &options, asker, NULL);
  run_end (&run);
  took_us = g_get_monotonic_time () - start_us;
  g_assert_cmpuint (asker->n_ok[0], ==, 121);
  g_assert_cmpint (took_us, >=, 110 * 10 * 1000);
  g_assert_cmpint (took_us, <, 5 * G_USEC_PER_SEC);
  g_assert_cmpuint (run.n_progress, >=, 2);

  /* A tenth of a second's worth may leave at once, and a busy machine may bunch it with the next. */
  for (guint i = 0; i < watch->n; i++)
    {
      guint n = 0;

      for (guint j = i; j < watch->n && watch->times_us[j] - watch->times_us[i] < 10 * 1000; j++)
        n++;
      g_assert_cmpuint (n, <=, 25);
    }
  run_clear (&run);
}

static void
test_in_flight_is_bounded (void)
{
  g_autofree Watch *watch = g_new0 (Watch, 1);
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, watch_question_cb, watch);
  ZcQuestionEngineOptions options = { .max_in_flight = 7, .timeout_ms = 3 * TIMEOUT_MS };
  g_autofree Asker *asker = g_new0 (Asker, 1);
  Run run = { 0 };

  watch->delay_ms = 10;
  asker->n_questions = 100;
  run_begin (&run, &server, 1, &options, asker, NULL);
  run_end (&run);
  g_assert_cmpuint (asker->n_ok[0], ==, 100);
  g_assert_cmpuint (watch->most_waiting, <=, 7);
  g_assert_cmpuint (watch->most_waiting, >, 1);
  run_clear (&run);
}

static guint
count_asked (Watch *watch)
{
  guint n;

  g_mutex_lock (&watch->mutex);
  n = watch->n;
  g_mutex_unlock (&watch->mutex);
  g_main_context_wakeup (NULL);
  g_thread_yield ();

  return n;
}

static gboolean
set_true_once_cb (gpointer data)
{
  gboolean *flag = data;

  *flag = TRUE;

  return G_SOURCE_REMOVE;
}

static void
test_pause (void)
{
  g_autofree Watch *watch = g_new0 (Watch, 1);
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, watch_question_cb, watch);
  ZcQuestionEngineOptions options = { .max_qps = 200, .timeout_ms = 600 };
  g_autofree Asker *asker = g_new0 (Asker, 1);
  Run run = { 0 };
  gboolean long_pause_over = FALSE;
  guint n_in_pause = 0;

  asker->n_questions = 100;
  run_begin (&run, &server, 1, &options, asker, NULL);
  ZC_WAIT_UNTIL (count_asked (watch) >= 10);
  zc_question_engine_set_paused (run.engine, TRUE);

  /* Longer than the time after which a silent server is given up, and begun once a question that was
   * on its way has arrived. */
  g_timeout_add (200, set_true_once_cb, &long_pause_over);
  ZC_WAIT_UNTIL (long_pause_over);
  n_in_pause = count_asked (watch);
  long_pause_over = FALSE;
  g_timeout_add (800, set_true_once_cb, &long_pause_over);
  ZC_WAIT_UNTIL (long_pause_over);
  g_assert_cmpuint (n_in_pause, <, 100);
  g_assert_cmpuint (count_asked (watch), ==, n_in_pause);
  g_assert_null (run.result);

  zc_question_engine_set_paused (run.engine, FALSE);
  run_end (&run);
  g_assert_cmpuint (asker->n_ok[0], ==, 100);
  g_assert_false (zc_question_engine_get_stats (run.engine, 0)->gave_up);
  run_clear (&run);
}

static void
test_cancel (gconstpointer data)
{
  static const ZcTestDnsScript scripts[] = {
    { .udp = ADDRESS },
    { .udp = "", .tcp = "" },
    { .udp = "tc", .tcp = "" },
    { .flags = ZC_TEST_DNS_UDP_CLOSED | ZC_TEST_DNS_TCP_FILTERED },
  };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&scripts[GPOINTER_TO_UINT (data)]);
  ZcQuestionEngineOptions options = { .max_qps = 10, .timeout_ms = 3 * TIMEOUT_MS };
  g_autofree Asker *asker = g_new0 (Asker, 1);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  Run run = { 0 };
  gboolean time_passed = FALSE;

  asker->n_questions = MOST_QUESTIONS;
  run_begin (&run, &server, 1, &options, asker, cancellable);
  g_timeout_add (150, set_true_once_cb, &time_passed);
  ZC_WAIT_UNTIL (time_passed);
  g_cancellable_cancel (cancellable);
  ZC_WAIT_UNTIL (run.result != NULL);
  g_assert_false (zc_question_engine_run_finish (run.engine, run.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  run_clear (&run);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/dns/engine/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/dns/engine/no-servers", test_no_servers);
  g_test_add_func ("/dns/engine/ports-change", test_ports_change);
  g_test_add_func ("/dns/engine/opt-is-left-out-for-good", test_opt_is_left_out_for_good);
  g_test_add_func ("/dns/engine/answers-lead-to-questions", test_answers_lead_to_questions);
  g_test_add_func ("/dns/engine/closed-server-is-given-up", test_closed_server_is_given_up);
  g_test_add_func ("/dns/engine/silent-server-is-given-up", test_silent_server_is_given_up);
  g_test_add_func ("/dns/engine/rate-limit", test_rate_limit);
  g_test_add_func ("/dns/engine/in-flight-is-bounded", test_in_flight_is_bounded);
  g_test_add_func ("/dns/engine/pause", test_pause);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *path = g_strdup_printf ("/dns/engine/cancel-%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_cancel);
    }

  return g_test_run ();
}
