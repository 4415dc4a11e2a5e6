/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-dns-client.h"

ZcDnsServer *
zc_test_dns_client_new (ZcTestDnsServer *server)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (zc_test_dns_server_get_address (server));

  return zc_dns_server_new ("ns.example.test", address, zc_test_dns_server_get_port (server));
}

gboolean
zc_test_dns_client_hung_up (ZcTestDnsServer *server)
{
  g_main_context_wakeup (NULL);
  g_thread_yield ();

  return zc_test_dns_server_count_open (server) == 0;
}

gboolean
zc_test_dns_client_did_ask (ZcTestDnsServer *server)
{
  g_auto(GStrv) journal = zc_test_dns_server_dup_journal (server);

  g_main_context_wakeup (NULL);
  g_thread_yield ();

  return journal[0] != NULL;
}
