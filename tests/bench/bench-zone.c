/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One measured thing a run, so that its memory is its own: see zones.py beside this file.
 *
 *   bench-zone raw SERVER ZONE BYTES         reads that many bytes of an AXFR and throws them away
 *   bench-zone copy SERVER ZONE              an AXFR into a copy
 *   bench-zone compare SERVER SERVER ZONE    an AXFR from each at once, and the comparison
 *   bench-zone files FILE FILE ZONE          two zone files into copies, and the comparison
 *   bench-zone judge FILE ZONE               the judgement on the signing of a zone file
 *
 * SERVER is ADDRESS@PORT. Prints one JSON object. */

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "zc-axfr-reader.h"
#include "zc-canonical.h"
#include "zc-dnssec.h"
#include "zc-zone-copy-builder.h"
#include "zc-zone-differences.h"

#define TIMEOUT_MS (300 * 1000)
#define MICROSECONDS 1e6

typedef struct
{
  ZcDnsServer *server;        /* (owned) */
  ZcZoneCopyBuilder *builder; /* (owned) (nullable) */
  GAsyncResult *result;       /* (owned) (nullable) */
} Transfer;

static ZcDnsServer *
parse_server (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "@", 2);
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (parts[0]);

  if (address == NULL || parts[1] == NULL)
    g_error ("%s is not ADDRESS@PORT", text);

  return zc_dns_server_new (NULL, address, (guint16) g_ascii_strtoull (parts[1], NULL, 10));
}

static double
get_seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / MICROSECONDS;
}

static double
get_processor_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / MICROSECONDS;
}

/* The most memory this process ever had. What getrusage() says includes the process that started it. */
static guint64
get_peak_bytes (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    g_error ("/proc/self/status cannot be read");
  line = strstr (status, "VmHWM:");

  return line != NULL ? g_ascii_strtoull (line + strlen ("VmHWM:"), NULL, 10) * 1024 : 0;
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  Transfer *transfer = data;

  transfer->result = g_object_ref (result);
}

static void
begin_transfer (Transfer   *transfer,
                const char *server,
                const char *zone)
{
  g_autoptr(GError) error = NULL;

  transfer->server = parse_server (server);
  transfer->builder = zc_zone_copy_builder_new (zone, &error);
  if (transfer->builder == NULL)
    g_error ("%s", error->message);
  zc_axfr_read_async (transfer->server, zone, NULL, TIMEOUT_MS, zc_zone_copy_builder_get_sink (),
                      transfer->builder, NULL, NULL, keep_result_cb, transfer);
}

static ZcZoneCopy *
end_transfer (Transfer *transfer,
              guint64  *n_bytes,
              gint64   *duration_us)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcAxfrResult) result = NULL;

  while (transfer->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  result = zc_axfr_read_finish (transfer->result, &error);
  if (result == NULL)
    g_error ("%s", error->message);
  if (result->outcome != ZC_DNS_OUTCOME_OK)
    g_error ("%s: %s", zc_dns_outcome_get_id (result->outcome), result->detail);

  *n_bytes = result->n_bytes + 2 * result->n_messages;
  *duration_us = result->duration_us;
  g_clear_object (&transfer->result);
  zc_dns_server_unref (transfer->server);

  return zc_zone_copy_builder_seal (g_steal_pointer (&transfer->builder));
}

static void
measure_raw (const char *server_text,
             const char *zone,
             guint64     n_bytes)
{
  g_autoptr(ZcDnsServer) server = parse_server (server_text);
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocket) socket = NULL;
  g_autofree char *buffer = g_malloc (256 * 1024);
  guint8 question[2 + 12 + ZC_CANONICAL_NAME_MAX + 4] = { 0, 0, 0x12, 0x34, 0, 0, 0, 1 };
  gsize length = 2 + 12;
  guint64 n_read = 0;
  gint64 start = g_get_monotonic_time ();

  length += zc_canonical_name_from_text (zone, question + length);
  memcpy (question + length, "\0\374\0\1", 4);
  length += 4;
  question[1] = (guint8) (length - 2);

  socket = g_socket_new (zc_dns_server_get_family (server), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  if (socket == NULL ||
      !g_socket_connect (socket, zc_dns_server_get_socket_address (server), NULL, &error) ||
      g_socket_send (socket, (const char *) question, length, NULL, &error) < 0)
    g_error ("%s", error->message);

  while (n_read < n_bytes)
    {
      gssize n = g_socket_receive (socket, buffer, 256 * 1024, NULL, &error);

      if (n <= 0)
        g_error ("the stream ended after %" G_GUINT64_FORMAT " bytes", n_read);
      n_read += (guint64) n;
    }

  g_print ("{\"seconds\": %.6f, \"processor_seconds\": %.6f, \"bytes\": %" G_GUINT64_FORMAT "}\n",
           get_seconds_since (start), get_processor_seconds (), n_read);
}

static void
measure_copy (const char *server,
              const char *zone)
{
  Transfer transfer = { 0 };
  g_autoptr(ZcZoneCopy) copy = NULL;
  gint64 start = g_get_monotonic_time ();
  guint64 n_bytes;
  gint64 duration_us;
  double seconds;

  begin_transfer (&transfer, server, zone);
  copy = end_transfer (&transfer, &n_bytes, &duration_us);
  seconds = get_seconds_since (start);

  g_print ("{\"seconds\": %.6f, \"transfer_seconds\": %.6f, \"processor_seconds\": %.6f, \"bytes\": %"
           G_GUINT64_FORMAT ", \"records\": %" G_GUINT64_FORMAT ", \"copy_bytes\": %" G_GSIZE_FORMAT
           ", \"peak_bytes\": %" G_GUINT64_FORMAT "}\n",
           seconds, (double) duration_us / MICROSECONDS, get_processor_seconds (), n_bytes,
           zc_zone_copy_get_facts (copy)->n_records, zc_zone_copy_get_memory (copy), get_peak_bytes ());
}

static void
print_comparison (ZcZoneCopy *reference,
                  ZcZoneCopy *other,
                  gint64      start)
{
  g_autoptr(ZcZoneDifferences) differences = NULL;
  gint64 compare_start = g_get_monotonic_time ();

  differences = zc_zone_differences_new (reference, other, ZC_ZONE_COMPARE_DEFAULT, NULL, NULL);

  g_print ("{\"seconds\": %.6f, \"compare_seconds\": %.6f, \"processor_seconds\": %.6f, \"records\": %"
           G_GUINT64_FORMAT ", \"copy_bytes\": %" G_GSIZE_FORMAT
           ", \"peak_bytes\": %" G_GUINT64_FORMAT ", \"missing\": %u, \"extra\": %u, \"changed\": %u}\n",
           get_seconds_since (start), get_seconds_since (compare_start), get_processor_seconds (),
           zc_zone_copy_get_facts (reference)->n_records,
           zc_zone_copy_get_memory (reference) + zc_zone_copy_get_memory (other), get_peak_bytes (),
           zc_zone_differences_get_n_missing (differences), zc_zone_differences_get_n_extra (differences),
           zc_zone_differences_get_n_changed (differences));
}

static void
measure_compare (const char *first_server,
                 const char *second_server,
                 const char *zone)
{
  Transfer transfers[2] = { 0 };
  g_autoptr(ZcZoneCopy) reference = NULL;
  g_autoptr(ZcZoneCopy) other = NULL;
  gint64 start = g_get_monotonic_time ();
  guint64 n_bytes;
  gint64 duration_us;

  begin_transfer (&transfers[0], first_server, zone);
  begin_transfer (&transfers[1], second_server, zone);
  reference = end_transfer (&transfers[0], &n_bytes, &duration_us);
  other = end_transfer (&transfers[1], &n_bytes, &duration_us);
  print_comparison (reference, other, start);
}

static void
measure_files (const char *first_path,
               const char *second_path,
               const char *zone)
{
  g_autoptr(GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr(ZcZoneCopy) reference = zc_zone_copy_new_from_file (zone, first_path, &error);
  g_autoptr(ZcZoneCopy) other = NULL;

  if (error == NULL)
    other = zc_zone_copy_new_from_file (zone, second_path, &error);
  if (error != NULL)
    g_error ("%s", error->message);
  print_comparison (reference, other, start);
}

static void
measure_judge (const char *path,
               const char *zone)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcZoneCopy) copy = zc_zone_copy_new_from_file (zone, path, &error);
  g_autoptr(ZcWorkerPool) pool = zc_worker_pool_new ("judge", g_get_num_processors ());
  g_autoptr(ZcDnssecReport) report = NULL;
  Transfer waiting = { 0 };
  double processor_seconds;
  gint64 start;

  if (copy == NULL)
    g_error ("%s", error->message);

  processor_seconds = get_processor_seconds ();
  start = g_get_monotonic_time ();
  zc_dnssec_judge_async (copy, g_get_real_time () / G_USEC_PER_SEC, NULL, pool, NULL, NULL, keep_result_cb, &waiting);
  while (waiting.result == NULL)
    g_main_context_iteration (NULL, TRUE);
  report = zc_dnssec_judge_finish (waiting.result, &error);
  g_object_unref (waiting.result);

  g_print ("{\"seconds\": %.6f, \"processor_seconds\": %.6f, \"records\": %" G_GUINT64_FORMAT
           ", \"signatures\": %" G_GUINT64_FORMAT ", \"findings\": %u, \"peak_bytes\": %" G_GUINT64_FORMAT "}\n",
           get_seconds_since (start), get_processor_seconds () - processor_seconds,
           zc_zone_copy_get_facts (copy)->n_records, report->n_signatures, report->findings->len,
           get_peak_bytes ());
}

int
main (int    argc,
      char **argv)
{
  if (argc == 5 && strcmp (argv[1], "raw") == 0)
    measure_raw (argv[2], argv[3], g_ascii_strtoull (argv[4], NULL, 10));
  else if (argc == 4 && strcmp (argv[1], "copy") == 0)
    measure_copy (argv[2], argv[3]);
  else if (argc == 5 && strcmp (argv[1], "compare") == 0)
    measure_compare (argv[2], argv[3], argv[4]);
  else if (argc == 5 && strcmp (argv[1], "files") == 0)
    measure_files (argv[2], argv[3], argv[4]);
  else if (argc == 4 && strcmp (argv[1], "judge") == 0)
    measure_judge (argv[2], argv[3]);
  else
    {
      g_printerr ("usage: bench-zone raw|copy|compare|files|judge ...\n");
      return 2;
    }

  return 0;
}
