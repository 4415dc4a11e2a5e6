/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads all secondary zones of an account into a list, and prints what it took as one line of JSON.
 *
 * usage: bench-list API_ADDRESS with the token in the environment variable IONOS_TOKEN
 */
#include <sys/resource.h>

#include "zc-process.h"
#include "zc-zone-list.h"

static double
get_processor_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcSecret) token = zc_secret_new (g_getenv ("IONOS_TOKEN"));
  g_autoptr(ZcCloudClient) client = NULL;
  g_autoptr(ZcZoneList) list = NULL;
  double processor;
  gint64 begin;

  /* As the application does. */
  zc_process_share_heaps ();

  if (argc != 2)
    g_error ("usage: %s API_ADDRESS", argv[0]);
  client = zc_cloud_client_new (argv[1], token, &error);
  if (client == NULL)
    g_error ("%s", error->message);
  list = zc_zone_list_new (client, ZC_ZONE_KIND_SECONDARY);

  processor = get_processor_seconds ();
  begin = g_get_monotonic_time ();
  zc_zone_list_refresh (list);
  while (zc_zone_list_is_busy (list))
    g_main_context_iteration (NULL, TRUE);
  if (zc_zone_list_get_error (list) != NULL)
    g_error ("%s", zc_zone_list_get_error (list)->message);

  g_print ("{\"zones\": %u, \"seconds\": %.6f, \"processor_seconds\": %.6f}\n",
           g_list_model_get_n_items (G_LIST_MODEL (list)),
           (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC, get_processor_seconds () - processor);

  return 0;
}
