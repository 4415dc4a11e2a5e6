/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "zc-test-dns-script.h"

/* The faulty name server as a program, for tests in Python:
 *
 *     faulty-server [udp=SCRIPT] [tcp=SCRIPT] [axfr=SCRIPT] [with_opt=SCRIPT] [closed=udp|tcp] [filtered=tcp] [family=ipv6]
 *                   [rd:TYPE=SCRIPT]... [TYPE=SCRIPT]...
 *
 * TYPE is the number of a record type; "rd:" stands for questions that ask for recursion, as resolvers are
 * asked. Other questions go by the scripts before. It writes its port on a line and runs until its
 * standard input closes. */

typedef struct
{
  ZcTestDnsScript script;
  GHashTable *by_type; /* (owned) (element-type utf8 utf8): scripts by "6" or "rd:6" */
} Rules;

static void
answer_by_rules (ZcTestDnsQuestion *question,
                 gpointer           data)
{
  Rules *rules = data;
  g_autofree char *key = g_strdup_printf ("%s%u", question->recursion_desired ? "rd:" : "", question->type);
  const char *script = g_hash_table_lookup (rules->by_type, key);

  if (script != NULL)
    zc_test_dns_script_run (script, question);
  else
    zc_test_dns_script_answer (question, &rules->script);
}

static gboolean
take_argument (Rules      *rules,
               const char *key,
               const char *value)
{
  if (strcmp (key, "udp") == 0)
    rules->script.udp = value;
  else if (strcmp (key, "tcp") == 0)
    rules->script.tcp = value;
  else if (strcmp (key, "axfr") == 0)
    rules->script.axfr = value;
  else if (strcmp (key, "with_opt") == 0)
    rules->script.with_opt = value;
  else if (strcmp (key, "closed") == 0)
    rules->script.flags |= strcmp (value, "udp") == 0 ? ZC_TEST_DNS_UDP_CLOSED : ZC_TEST_DNS_TCP_CLOSED;
  else if (strcmp (key, "filtered") == 0)
    rules->script.flags |= ZC_TEST_DNS_TCP_FILTERED;
  else if (strcmp (key, "family") == 0)
    rules->script.flags |= ZC_TEST_DNS_IPV6;
  else if (g_ascii_isdigit (*key) || g_str_has_prefix (key, "rd:"))
    g_hash_table_insert (rules->by_type, g_strdup (key), g_strdup (value));
  else
    return FALSE;

  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  Rules rules = { .by_type = NULL };
  g_autoptr(ZcTestDnsServer) server = NULL;
  char byte;

  rules.by_type = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (int i = 1; i < argc; i++)
    {
      char *equals = strchr (argv[i], '=');

      g_assert_nonnull (equals);
      *equals = '\0';
      if (!take_argument (&rules, argv[i], equals + 1))
        g_error ("%s: no such key", argv[i]);
    }

  server = zc_test_dns_server_new (rules.script.flags, answer_by_rules, &rules);
  printf ("%u\n", zc_test_dns_server_get_port (server));
  fflush (stdout);
  while (read (STDIN_FILENO, &byte, 1) > 0)
    continue;

  g_clear_pointer (&server, zc_test_dns_server_free);
  g_hash_table_unref (rules.by_type);

  return 0;
}
