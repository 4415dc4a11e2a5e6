/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks one server for the addresses of host0000000, host0000001 and so on: see questions.py beside this file.
 *
 *   bench-questions ADDRESS@PORT ZONE N_QUESTIONS MAX_QPS
 *
 * Prints one JSON object. */

#include <string.h>

#include "zc-question-engine.h"

#define TIMEOUT_MS 6000
#define TYPE_A 1
#define MICROSECONDS 1e6

typedef struct
{
  guint64 n_questions;
  guint64 n_taken;
  guint64 n_good; /* answered with RCODE NOERROR */
  guint8 zone[256];
  gsize zone_len;
  guint8 name[256];
  gboolean done;
} Bench;

/* The zone's name in wire form; it is a plain one. */
static void
write_zone (Bench      *bench,
            const char *zone)
{
  g_auto(GStrv) labels = g_strsplit (zone, ".", -1);

  for (guint i = 0; labels[i] != NULL; i++)
    {
      gsize length = strlen (labels[i]);

      bench->zone[bench->zone_len] = (guint8) length;
      memcpy (bench->zone + bench->zone_len + 1, labels[i], length);
      bench->zone_len += 1 + length;
    }
  bench->zone_len++;
}

static gboolean
bench_next (gpointer    asker,
            guint       server,
            ZcQuestion *question)
{
  Bench *bench = asker;
  guint64 number = bench->n_taken;
  gsize length = strlen ("host0000000");

  if (bench->n_taken == bench->n_questions)
    return FALSE;

  bench->name[0] = (guint8) length;
  memcpy (bench->name + 1, "host", 4);
  for (gsize i = length; i > 4; i--, number /= 10)
    bench->name[i] = (guint8) ('0' + number % 10);
  memcpy (bench->name + 1 + length, bench->zone, bench->zone_len);
  question->owner = bench->name;
  question->owner_len = 1 + length + bench->zone_len;
  question->type = TYPE_A;
  bench->n_taken++;

  return TRUE;
}

static void
bench_answer (gpointer          asker,
              guint             server,
              const ZcQuestion *question,
              ZcDnsOutcome      outcome,
              ZcDnsTransport    transport,
              const guint8     *message,
              gsize             length)
{
  Bench *bench = asker;

  if (outcome == ZC_DNS_OUTCOME_OK && (message[3] & 0x0f) == 0)
    bench->n_good++;
}

static void
run_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Bench *bench = data;
  g_autoptr(GError) error = NULL;

  if (!zc_question_engine_run_finish (ZC_QUESTION_ENGINE (source), result, &error))
    g_error ("%s", error->message);
  bench->done = TRUE;
}

int
main (int    argc,
      char **argv)
{
  static const ZcAsker asker = { bench_next, bench_answer };
  g_auto(GStrv) parts = NULL;
  g_autoptr(GInetAddress) address = NULL;
  g_autoptr(GPtrArray) servers = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_dns_server_unref);
  g_autoptr(ZcQuestionEngine) engine = NULL;
  ZcQuestionEngineOptions options = { .timeout_ms = TIMEOUT_MS };
  const ZcQuestionStats *stats;
  Bench bench = { 0 };
  gint64 start_us;
  double seconds;

  if (argc != 5)
    g_error ("usage: %s ADDRESS@PORT ZONE N_QUESTIONS MAX_QPS", argv[0]);
  parts = g_strsplit (argv[1], "@", 2);
  address = g_inet_address_new_from_string (parts[0]);
  g_ptr_array_add (servers, zc_dns_server_new (NULL, address, (guint16) g_ascii_strtoull (parts[1], NULL, 10)));
  write_zone (&bench, argv[2]);
  bench.n_questions = g_ascii_strtoull (argv[3], NULL, 10);
  options.max_qps = (guint) g_ascii_strtoull (argv[4], NULL, 10);

  engine = zc_question_engine_new (servers, &options);
  start_us = g_get_monotonic_time ();
  zc_question_engine_run_async (engine, &asker, &bench, NULL, NULL, run_done_cb, &bench);
  while (!bench.done)
    g_main_context_iteration (NULL, TRUE);
  seconds = (double) (g_get_monotonic_time () - start_us) / MICROSECONDS;

  stats = zc_question_engine_get_stats (engine, 0);
  g_print ("{\"seconds\":%.6f,\"answered\":%" G_GUINT64_FORMAT ",\"good\":%" G_GUINT64_FORMAT
           ",\"sent\":%" G_GUINT64_FORMAT ",\"tcp\":%" G_GUINT64_FORMAT "}\n",
           seconds, stats->n_answered, bench.n_good, stats->n_sent, stats->n_tcp);

  return 0;
}
