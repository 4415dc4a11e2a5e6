/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-run-machine.h"
#include "zc-test.h"

#define SECOND G_USEC_PER_SEC

/* What one server answers in a made-up check: a serial, or an outcome. */
typedef struct
{
  ZcServerRole role;
  const char *name;
  const char *address;
  ZcDnsOutcome udp;
  ZcDnsOutcome tcp;
  guint32 serial;
} Server;

#define PRIMARY(serial) { ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", ZC_DNS_OUTCOME_OK, ZC_DNS_OUTCOME_OK, serial }
#define OTHER_PRIMARY(serial) { ZC_SERVER_ROLE_PRIMARY, "192.0.2.2", "192.0.2.2", ZC_DNS_OUTCOME_OK, ZC_DNS_OUTCOME_OK, serial }
#define HIDDEN { ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", ZC_DNS_OUTCOME_TIMEOUT_ANSWER, ZC_DNS_OUTCOME_TCP_FILTERED, 0 }
#define NS(name, serial) { ZC_SERVER_ROLE_SECONDARY, name, "198.51.100.1", ZC_DNS_OUTCOME_OK, ZC_DNS_OUTCOME_OK, serial }
#define NS_TCP(name, serial, outcome) { ZC_SERVER_ROLE_SECONDARY, name, "198.51.100.1", ZC_DNS_OUTCOME_OK, outcome, serial }
#define NS_BAD(name, outcome) { ZC_SERVER_ROLE_SECONDARY, name, "198.51.100.1", outcome, outcome, 0 }
#define NS_V6_NO_ROUTE(name) { ZC_SERVER_ROLE_SECONDARY, name, "2001:db8::1", ZC_DNS_OUTCOME_NO_ROUTE, ZC_DNS_OUTCOME_NO_ROUTE, 0 }
#define NS_NO_ADDRESS(name) { ZC_SERVER_ROLE_SECONDARY, name, NULL, ZC_DNS_OUTCOME_OK, ZC_DNS_OUTCOME_OK, 0 }

static gboolean
outcome_is_an_answer (ZcDnsOutcome outcome)
{
  return outcome == ZC_DNS_OUTCOME_OK || outcome == ZC_DNS_OUTCOME_SERVFAIL || outcome == ZC_DNS_OUTCOME_REFUSED_ALL ||
         outcome == ZC_DNS_OUTCOME_NOT_AA;
}

static ZcSoaAnswer *
make_answer (const Server   *server,
             ZcDnsTransport  transport)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (server->address);
  ZcDnsOutcome outcome = transport == ZC_DNS_TRANSPORT_UDP ? server->udp : server->tcp;
  g_autoptr(ZcDnsServer) dns_server = zc_dns_server_new (server->name, address, 53);
  ZcSoaAnswer answer = {
    .server = dns_server,
    .transport = transport,
    .outcome = outcome,
    .rcode = outcome_is_an_answer (outcome) ? 0 : -1,
    .authoritative = outcome == ZC_DNS_OUTCOME_OK,
    .has_serial = outcome == ZC_DNS_OUTCOME_OK,
    .serial = server->serial,
    .expire_left = -1,
    .zone_version = -1,
    .extended_error = -1,
  };

  return zc_soa_answer_copy (&answer);
}

static ZcSerialReport *
make_report (const Server *servers)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_serial_row_free);

  for (guint i = 0; servers[i].name != NULL; i++)
    {
      if (servers[i].address == NULL)
        {
          g_ptr_array_add (rows, zc_serial_row_new (servers[i].role, servers[i].name, NULL, "no address"));
          continue;
        }
      for (ZcDnsTransport transport = ZC_DNS_TRANSPORT_UDP; transport <= ZC_DNS_TRANSPORT_TCP; transport++)
        g_ptr_array_add (rows, zc_serial_row_new (servers[i].role, servers[i].name,
                                                  make_answer (&servers[i], transport), NULL));
    }

  return zc_serial_report_new (rows);
}

#define REPORT(...) make_report ((const Server[]) { __VA_ARGS__, { 0 } })

static GPtrArray *
make_statuses (const char *status,
               const char *message)
{
  GPtrArray *statuses = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (statuses, g_object_new (ZC_TYPE_PRIMARY_STATUS, "primary-ip", "192.0.2.1", "status", status,
                                           "error-message", message, NULL));

  return statuses;
}

static void
apply (ZcRunMachine   *machine,
       ZcRunEventType  type,
       gint64          time_us,
       ZcSerialReport *report,
       GPtrArray      *statuses,
       const char     *text)
{
  ZcRunEvent event = { .type = type, .time_us = time_us, .report = report, .statuses = statuses, .text = text };
  g_autoptr(GError) error = NULL;

  zc_run_machine_apply (machine, &event, &error);
  g_assert_no_error (error);
  g_clear_object (&report);
  g_clear_pointer (&statuses, g_ptr_array_unref);
}

static ZcRunMachine *
make_started (ZcSerialReport *before,
              const char     *status_before)
{
  ZcRunMachine *machine = zc_run_machine_new ();

  apply (machine, ZC_RUN_EVENT_SNAPSHOT, 0, before, make_statuses (status_before, NULL), NULL);
  apply (machine, ZC_RUN_EVENT_SENT, 0, NULL, NULL, NULL);
  apply (machine, ZC_RUN_EVENT_ACCEPTED, SECOND, NULL, NULL, NULL);

  return machine;
}

static void
assert_words (ZcRunMachine *machine,
              const char   *expected)
{
  g_autofree char *words = zc_run_machine_dup_words (machine);

  g_assert_cmpstr (words, ==, expected);
}

static void
assert_explains (ZcRunMachine *machine,
                 const char   *expected)
{
  g_autofree char *explanation = zc_run_machine_dup_explanation (machine);

  if (strstr (explanation, expected) == NULL)
    g_error ("“%s” is not in: %s", expected, explanation);
}

static void
test_every_name_server_must_have_it (void)
{
  g_autoptr(ZcRunMachine) machine = make_started (REPORT (PRIMARY (42), NS ("a", 41), NS ("b", 41)), "Ok");

  assert_words (machine, "Requested");

  apply (machine, ZC_RUN_EVENT_STATUSES, 2 * SECOND, NULL, make_statuses ("Ok", NULL), NULL);
  assert_words (machine, "Transferring");
  assert_explains (machine, "IONOS reports Ok, but its name servers still serve 41 while the primary has 42.");

  apply (machine, ZC_RUN_EVENT_SERIALS, 3 * SECOND, REPORT (PRIMARY (42), NS ("a", 42), NS ("b", 41)), NULL, NULL);
  assert_words (machine, "Propagating (1 of 2 name servers)");
  assert_explains (machine, "The primary has serial 42; the oldest serial on the name servers is 41.");
  assert_explains (machine, "Still without it: b.");

  apply (machine, ZC_RUN_EVENT_SERIALS, 4 * SECOND,
         REPORT (PRIMARY (42), NS ("a", 42), NS_TCP ("b", 42, ZC_DNS_OUTCOME_TCP_CLOSED)), NULL, NULL);
  assert_words (machine, "Propagating (1 of 2 name servers)");

  apply (machine, ZC_RUN_EVENT_SERIALS, 5 * SECOND, REPORT (PRIMARY (42), NS ("a", 42), NS ("b", 42)), NULL, NULL);
  assert_words (machine, "Done");
  assert_explains (machine, "Every name server answers with serial 42, over UDP and TCP.");
  g_assert_cmpint (zc_run_machine_get_proof (machine), ==, ZC_RUN_PROOF_FULL);
}

static void
test_ok_alone_is_no_success (void)
{
  g_autoptr(ZcRunMachine) machine = make_started (REPORT (PRIMARY (42), NS ("a", 41)), "Ok");

  for (guint i = 2; i < 600; i += 2)
    {
      apply (machine, ZC_RUN_EVENT_STATUSES, i * SECOND, NULL, make_statuses ("Ok", NULL), NULL);
      apply (machine, ZC_RUN_EVENT_SERIALS, i * SECOND, REPORT (PRIMARY (42), NS ("a", 41)), NULL, NULL);
      assert_words (machine, "Transferring");
    }

  apply (machine, ZC_RUN_EVENT_DEADLINE, 601 * SECOND, NULL, NULL, NULL);
  assert_words (machine, "No result in time");
  assert_explains (machine, "IONOS reports Ok, but its name servers still serve 41");
}

static void
test_nothing_to_transfer (void)
{
  g_autoptr(ZcRunMachine) equal = make_started (REPORT (PRIMARY (7), NS ("a", 7)), "Ok");
  g_autoptr(ZcRunMachine) behind = make_started (REPORT (PRIMARY (2021102901), NS ("a", 2021122001)), "Ok");
  g_autoptr(ZcRunMachine) unanswered = zc_run_machine_new ();

  assert_words (equal, "Nothing to transfer");
  g_assert_true (zc_run_machine_was_accepted (equal));
  assert_explains (equal, "Already in sync at 7. If you changed records, raise the serial in the SOA and start again.");
  assert_words (behind, "Nothing to transfer");
  assert_explains (behind, "Your primary is behind: it has 2021102901, IONOS has the newer 2021122001");
  assert_explains (behind, "Set the serial to 2021122002 or higher.");

  apply (unanswered, ZC_RUN_EVENT_SNAPSHOT, 0, REPORT (PRIMARY (7), NS ("a", 7)), NULL, NULL);
  apply (unanswered, ZC_RUN_EVENT_SENT, 0, NULL, NULL, NULL);
  apply (unanswered, ZC_RUN_EVENT_UNANSWERED, SECOND, NULL, NULL, NULL);
  assert_words (unanswered, "Requested");
  g_assert_false (zc_run_machine_was_accepted (unanswered));
  apply (unanswered, ZC_RUN_EVENT_SERIALS, 2 * SECOND, REPORT (PRIMARY (7), NS ("a", 7)), NULL, NULL);
  assert_words (unanswered, "Nothing to transfer");
}

/* What every name server had over UDP does not arrive when TCP is answered again. */
static void
test_nothing_to_transfer_after_a_gap (void)
{
  g_autoptr(ZcRunMachine) gap = make_started (REPORT (PRIMARY (7), NS ("a", 7), NS_TCP ("b", 7, ZC_DNS_OUTCOME_TCP_RESET)), "Ok");
  g_autoptr(ZcRunMachine) silent = make_started (REPORT (PRIMARY (7), NS ("a", 7), NS_BAD ("b", ZC_DNS_OUTCOME_TIMEOUT_ANSWER)),
                                                 "Ok");

  assert_words (gap, "Requested");
  apply (gap, ZC_RUN_EVENT_SERIALS, 2 * SECOND, REPORT (PRIMARY (7), NS ("a", 7), NS ("b", 7)), NULL, NULL);
  assert_words (gap, "Nothing to transfer");

  apply (silent, ZC_RUN_EVENT_SERIALS, 2 * SECOND, REPORT (PRIMARY (7), NS ("a", 7), NS ("b", 7)), NULL, NULL);
  assert_words (silent, "Done");
}

/* The service goes on to report how the transfer before this one ended, which says nothing of this one. */
static void
test_lost_answer_claims_nothing (void)
{
  g_autoptr(ZcRunMachine) machine = zc_run_machine_new ();
  g_autoptr(ZcRunMachine) late = zc_run_machine_new ();

  apply (machine, ZC_RUN_EVENT_SNAPSHOT, 0, REPORT (PRIMARY (8), NS ("a", 7)), make_statuses ("Ok", NULL), NULL);
  apply (machine, ZC_RUN_EVENT_SENT, 0, NULL, NULL, NULL);
  apply (machine, ZC_RUN_EVENT_UNANSWERED, SECOND, NULL, NULL, NULL);
  apply (machine, ZC_RUN_EVENT_STATUSES, 2 * SECOND, NULL, make_statuses ("Ok", NULL), NULL);
  apply (machine, ZC_RUN_EVENT_SERIALS, 2 * SECOND, REPORT (PRIMARY (8), NS ("a", 7)), NULL, NULL);
  assert_words (machine, "Requested");
  assert_explains (machine, "IONOS gave no answer to the start, so it is not known whether the transfer began.");
  apply (machine, ZC_RUN_EVENT_DEADLINE, 600 * SECOND, NULL, NULL, NULL);
  assert_words (machine, "No result in time");
  assert_explains (machine, "whether the transfer began is not known");

  apply (late, ZC_RUN_EVENT_SNAPSHOT, 0, REPORT (PRIMARY (8), NS ("a", 7)), make_statuses ("Ok", NULL), NULL);
  apply (late, ZC_RUN_EVENT_SENT, 0, NULL, NULL, NULL);
  apply (late, ZC_RUN_EVENT_UNANSWERED, SECOND, NULL, NULL, NULL);
  apply (late, ZC_RUN_EVENT_STATUSES, 2 * SECOND, NULL, make_statuses ("Running", NULL), NULL);
  assert_words (late, "Transferring");
}

static void
test_hidden_primary (void)
{
  g_autoptr(ZcRunMachine) moved = make_started (REPORT (HIDDEN, NS ("a", 1), NS ("b", 1)), "Ok");
  g_autoptr(ZcRunMachine) still = make_started (REPORT (HIDDEN, NS ("a", 1), NS ("b", 1)), "Ok");

  apply (moved, ZC_RUN_EVENT_SERIALS, 2 * SECOND, REPORT (HIDDEN, NS ("a", 2), NS ("b", 1)), NULL, NULL);
  assert_words (moved, "Propagating (1 of 2 name servers)");
  apply (moved, ZC_RUN_EVENT_SERIALS, 3 * SECOND, REPORT (HIDDEN, NS ("a", 2), NS ("b", 2)), NULL, NULL);
  assert_words (moved, "Done, agreed on 2");
  assert_explains (moved, "the primary could not be asked from this computer");
  g_assert_cmpint (zc_run_machine_get_proof (moved), ==, ZC_RUN_PROOF_AGREED);

  apply (still, ZC_RUN_EVENT_STATUSES, 2 * SECOND, NULL, make_statuses ("Ok", NULL), NULL);
  apply (still, ZC_RUN_EVENT_SERIALS, 100 * SECOND, REPORT (HIDDEN, NS ("a", 1), NS ("b", 1)), NULL, NULL);
  g_assert_false (zc_run_state_is_final (zc_run_machine_get_state (still)));
  apply (still, ZC_RUN_EVENT_SERIALS, 121 * SECOND, REPORT (HIDDEN, NS ("a", 1), NS ("b", 1)), NULL, NULL);
  assert_words (still, "No change seen");
  assert_explains (still, "All name servers serve 1, as before; whether the primary has anything newer cannot be seen "
                          "from here.");
}

/* A name server that caught up has moved, though none has anything newer than the others had. */
static void
test_hidden_primary_and_one_that_lagged (void)
{
  g_autoptr(ZcRunMachine) machine = make_started (REPORT (HIDDEN, NS ("a", 2), NS ("b", 1)), "Ok");

  apply (machine, ZC_RUN_EVENT_STATUSES, 2 * SECOND, NULL, make_statuses ("Ok", NULL), NULL);
  apply (machine, ZC_RUN_EVENT_SERIALS, 3 * SECOND, REPORT (HIDDEN, NS ("a", 2), NS ("b", 1)), NULL, NULL);
  g_assert_false (zc_run_state_is_final (zc_run_machine_get_state (machine)));
  apply (machine, ZC_RUN_EVENT_SERIALS, 4 * SECOND, REPORT (HIDDEN, NS ("a", 2), NS ("b", 2)), NULL, NULL);
  assert_words (machine, "Done, agreed on 2");
}

static void
test_failure_is_the_service_s (void)
{
  g_autoptr(ZcRunMachine) fresh = make_started (REPORT (PRIMARY (2), NS ("a", 1)), "Ok");
  g_autoptr(ZcRunMachine) proven = make_started (REPORT (PRIMARY (2), NS ("a", 1)), "Ok");
  g_autoptr(ZcRunMachine) old = zc_run_machine_new ();
  g_autoptr(ZcRunMachine) unknown = make_started (REPORT (PRIMARY (2), NS ("a", 1)), "Ok");

  apply (fresh, ZC_RUN_EVENT_STATUSES, 2 * SECOND, NULL, make_statuses ("Error", "no <b>route</b>"), NULL);
  assert_words (fresh, "Failed");
  assert_explains (fresh, "IONOS reports for 192.0.2.1: “Error”, “no <b>route</b>”.");

  /* What the name servers serve outranks a status. */
  apply (proven, ZC_RUN_EVENT_SERIALS, 2 * SECOND, REPORT (PRIMARY (2), NS ("a", 2)), NULL, NULL);
  assert_words (proven, "Done");

  /* An error that stood there before may be that of the last transfer. */
  apply (old, ZC_RUN_EVENT_SNAPSHOT, 0, REPORT (PRIMARY (2), NS ("a", 1)), make_statuses ("Error", "refused"), NULL);
  apply (old, ZC_RUN_EVENT_SENT, 0, NULL, NULL, NULL);
  apply (old, ZC_RUN_EVENT_ACCEPTED, SECOND, NULL, NULL, NULL);
  apply (old, ZC_RUN_EVENT_STATUSES, 3 * SECOND, NULL, make_statuses ("Error", "refused"), NULL);
  assert_words (old, "Transferring");
  apply (old, ZC_RUN_EVENT_STATUSES, 22 * SECOND, NULL, make_statuses ("Error", "refused"), NULL);
  assert_words (old, "Failed");

  apply (unknown, ZC_RUN_EVENT_STATUSES, 2 * SECOND, NULL, make_statuses ("In Bearbeitung", NULL), NULL);
  assert_words (unknown, "Transferring");
  assert_explains (unknown, "IONOS reports for 192.0.2.1: “In Bearbeitung”.");
}

/* How a run ended says what to do next, as far as that is known. */
static void
test_ends_give_the_next_step (void)
{
  static const struct
  {
    Server servers[4];
    const char *status;
    const char *message;
    ZcRunEventType end;
    const char *expected; /* the end of what is said; NULL where no step is known */
  } cases[] = {
    /* Where this computer sees no cause, or none that has anything to do with it, IONOS has the last word. */
    { { PRIMARY (2), NS ("a", 1) }, "Error", "refused", ZC_RUN_EVENT_STATUSES, NULL },
    { { { ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", ZC_DNS_OUTCOME_OK, ZC_DNS_OUTCOME_TCP_CLOSED, 2 }, NS ("a", 1) },
      "Error", "refused", ZC_RUN_EVENT_STATUSES,
      "192.0.2.1: Let the name server listen on TCP at this address, and open the port in the firewall." },
    /* A name server whose answers were lost did not make the transfer fail. */
    { { { ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", ZC_DNS_OUTCOME_UDP_CLOSED, ZC_DNS_OUTCOME_TCP_CLOSED, 0 },
        NS ("a", 1), NS_TCP ("b", 1, ZC_DNS_OUTCOME_TCP_FILTERED) },
      "Error", "refused", ZC_RUN_EVENT_STATUSES,
      "192.0.2.1: Let the name server listen on UDP at this address, and open the port in the firewall." },
    /* Neither IONOS nor this computer reaches it. */
    { { HIDDEN, NS ("a", 1) }, "Error", "timeout", ZC_RUN_EVENT_STATUSES,
      "192.0.2.1: Check that the server runs, and that port 53 is open for UDP and TCP." },
    { { PRIMARY (2), NS ("a", 1) }, "Ok", NULL, ZC_RUN_EVENT_DEADLINE,
      "Start a transfer, and follow it until the name servers have the new serial." },
    { { PRIMARY (2), NS ("a", 2), NS ("b", 1) }, "In Bearbeitung", NULL, ZC_RUN_EVENT_DEADLINE,
      "Wait for the next refresh, or start a transfer." },
    { { PRIMARY (2), NS ("a", 2), NS_TCP ("b", 2, ZC_DNS_OUTCOME_TCP_FILTERED) }, "Ok", NULL, ZC_RUN_EVENT_DEADLINE,
      "198.51.100.1: " },
    /* A hidden primary is meant to be. */
    { { HIDDEN, NS ("a", 1), NS ("b", 1) }, "In Bearbeitung", NULL, ZC_RUN_EVENT_DEADLINE, "" },
    { { PRIMARY (2), NS ("a", 1) }, "Ok", NULL, ZC_RUN_EVENT_STOPPED, "Verify the zone later." },
    { { PRIMARY (2), NS ("a", 1) }, "Ok", NULL, ZC_RUN_EVENT_LOST, "why" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ZcRunMachine) machine = make_started (REPORT (PRIMARY (2), NS ("a", 1)), "Ok");
      g_autofree char *explanation = NULL;
      const char *expected = cases[i].expected != NULL ? cases[i].expected : "ask IONOS with these words.";

      apply (machine, ZC_RUN_EVENT_SERIALS, 2 * SECOND, make_report (cases[i].servers), NULL, NULL);
      apply (machine, ZC_RUN_EVENT_STATUSES, 3 * SECOND, NULL, make_statuses (cases[i].status, cases[i].message), NULL);
      if (cases[i].end != ZC_RUN_EVENT_STATUSES)
        apply (machine, cases[i].end, 600 * SECOND, NULL, NULL, "why");
      g_assert_true (zc_run_state_is_final (zc_run_machine_get_state (machine)));
      explanation = zc_run_machine_dup_explanation (machine);
      g_test_message ("%s", explanation);
      g_assert_nonnull (strstr (explanation, expected));
      /* There is one step, or none, and it comes last. */
      g_assert_true (*expected == '\0' || strstr (explanation, expected)[strlen (expected)] == '\0' ||
                     g_str_has_suffix (expected, ": "));
    }
}

static void
test_not_verifiable_from_here (void)
{
  g_autoptr(ZcRunMachine) machine = make_started (REPORT (HIDDEN, NS_BAD ("a", ZC_DNS_OUTCOME_TIMEOUT_ANSWER)), "Ok");

  for (guint i = 1; i <= 3; i++)
    {
      g_assert_false (zc_run_state_is_final (zc_run_machine_get_state (machine)));
      apply (machine, ZC_RUN_EVENT_STATUSES, 2 * i * SECOND, NULL, make_statuses ("Ok", NULL), NULL);
    }

  assert_words (machine, "IONOS reports Ok, not verified");
  assert_explains (machine, "not verified");
  g_assert_cmpint (zc_run_machine_get_proof (machine), ==, ZC_RUN_PROOF_NONE);
}

/* A laptop that is shut, a network that goes: what was seen before is not "no name server could be asked". */
static void
test_network_that_goes_is_waited_out (void)
{
  static const ZcDnsOutcome gone[] = { ZC_DNS_OUTCOME_TIMEOUT_ANSWER, ZC_DNS_OUTCOME_NO_ROUTE };

  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    {
      g_autoptr(ZcRunMachine) machine = make_started (REPORT (PRIMARY (2), NS ("a", 1), NS ("b", 1)), "Ok");

      for (guint j = 2; j < 6; j++)
        apply (machine, ZC_RUN_EVENT_STATUSES, j * SECOND, NULL, make_statuses ("Ok", NULL), NULL);
      apply (machine, ZC_RUN_EVENT_SERIALS, 6 * SECOND, REPORT (PRIMARY (2), NS ("a", 2), NS ("b", 1)), NULL, NULL);
      apply (machine, ZC_RUN_EVENT_SERIALS, 8 * SECOND,
             REPORT (HIDDEN, NS_BAD ("a", gone[i]), NS_BAD ("b", gone[i])), NULL, NULL);
      apply (machine, ZC_RUN_EVENT_STATUSES, 9 * SECOND, NULL, make_statuses ("Ok", NULL), NULL);
      g_assert_false (zc_run_state_is_final (zc_run_machine_get_state (machine)));

      apply (machine, ZC_RUN_EVENT_SERIALS, 20 * SECOND, REPORT (PRIMARY (2), NS ("a", 2), NS ("b", 2)), NULL, NULL);
      assert_words (machine, "Done");
    }
}

static void
test_addresses_without_route_are_left_out (void)
{
  g_autoptr(ZcRunMachine) machine = make_started (REPORT (PRIMARY (2), NS ("a", 1), NS_V6_NO_ROUTE ("a")), "Ok");

  apply (machine, ZC_RUN_EVENT_SERIALS, 2 * SECOND, REPORT (PRIMARY (2), NS ("a", 2), NS_V6_NO_ROUTE ("a")), NULL, NULL);
  assert_words (machine, "Done");
  assert_explains (machine, "Left out, because this computer has no route to them: 2001:db8::1.");
}

static void
test_silent_name_server_keeps_from_done (void)
{
  g_autoptr(ZcRunMachine) machine = make_started (REPORT (PRIMARY (2), NS ("a", 1), NS_NO_ADDRESS ("b")), "Ok");

  apply (machine, ZC_RUN_EVENT_SERIALS, 2 * SECOND, REPORT (PRIMARY (2), NS ("a", 2), NS_NO_ADDRESS ("b")), NULL, NULL);
  assert_words (machine, "Propagating (1 of 2 name servers)");
  apply (machine, ZC_RUN_EVENT_DEADLINE, 600 * SECOND, NULL, NULL, NULL);
  assert_words (machine, "No result in time");
  assert_explains (machine, "Still without it: b.");
}

static void
test_primaries_that_disagree (void)
{
  g_autoptr(ZcRunMachine) machine = make_started (REPORT (PRIMARY (10), OTHER_PRIMARY (12), NS ("a", 9)), "Ok");
  g_autoptr(ZcRunMachine) late = make_started (REPORT (PRIMARY (10), OTHER_PRIMARY (12), NS ("a", 9)), "Ok");
  g_autofree char *explanation = NULL;

  apply (machine, ZC_RUN_EVENT_STATUSES, 2 * SECOND, NULL, make_statuses ("Ok", NULL), NULL);
  apply (machine, ZC_RUN_EVENT_SERIALS, 2 * SECOND, REPORT (PRIMARY (10), OTHER_PRIMARY (12), NS ("a", 10)), NULL, NULL);
  assert_words (machine, "Transferring");
  assert_explains (machine, "The primaries disagree; IONOS may have copied the older one.");
  apply (machine, ZC_RUN_EVENT_SERIALS, 3 * SECOND, REPORT (PRIMARY (10), OTHER_PRIMARY (12), NS ("a", 12)), NULL, NULL);
  assert_words (machine, "Done");
  /* By now it is seen that it was the newer one. */
  explanation = zc_run_machine_dup_explanation (machine);
  g_assert_null (strstr (explanation, "older one"));

  apply (late, ZC_RUN_EVENT_SERIALS, 2 * SECOND, REPORT (PRIMARY (10), OTHER_PRIMARY (12), NS ("a", 10)), NULL, NULL);
  apply (late, ZC_RUN_EVENT_DEADLINE, 600 * SECOND, NULL, NULL, NULL);
  assert_explains (late, "The primaries disagree; IONOS may have copied the older one.");
}

/* Brings a machine into each of its states, by the shortest way. */
static ZcRunMachine *
make_in_state (ZcRunState state)
{
  ZcRunMachine *machine = zc_run_machine_new ();

  if (state == ZC_RUN_STATE_PREPARING)
    return machine;

  g_clear_pointer (&machine, zc_run_machine_free);
  switch (state)
    {
    case ZC_RUN_STATE_QUEUED:
      machine = zc_run_machine_new ();
      apply (machine, ZC_RUN_EVENT_QUEUED, 0, NULL, NULL, NULL);
      return machine;
    case ZC_RUN_STATE_NOTHING_TO_TRANSFER:
      return make_started (REPORT (PRIMARY (1), NS ("a", 1)), "Ok");
    case ZC_RUN_STATE_NO_CHANGE_SEEN:
      machine = make_started (REPORT (HIDDEN, NS ("a", 1)), "Ok");
      apply (machine, ZC_RUN_EVENT_STATUSES, 200 * SECOND, NULL, make_statuses ("Ok", NULL), NULL);
      return machine;
    case ZC_RUN_STATE_TRANSFERRING:
      machine = make_started (REPORT (PRIMARY (2), NS ("a", 1), NS ("b", 1)), "Ok");
      apply (machine, ZC_RUN_EVENT_STATUSES, 2 * SECOND, NULL, make_statuses ("Ok", NULL), NULL);
      return machine;
    case ZC_RUN_STATE_PROPAGATING:
      machine = make_started (REPORT (PRIMARY (2), NS ("a", 1), NS ("b", 1)), "Ok");
      apply (machine, ZC_RUN_EVENT_SERIALS, 2 * SECOND, REPORT (PRIMARY (2), NS ("a", 2), NS ("b", 1)), NULL, NULL);
      return machine;
    case ZC_RUN_STATE_DONE:
      machine = make_started (REPORT (PRIMARY (2), NS ("a", 1)), "Ok");
      apply (machine, ZC_RUN_EVENT_SERIALS, 2 * SECOND, REPORT (PRIMARY (2), NS ("a", 2)), NULL, NULL);
      return machine;
    case ZC_RUN_STATE_FAILED:
      machine = make_started (REPORT (PRIMARY (2), NS ("a", 1)), "Ok");
      apply (machine, ZC_RUN_EVENT_LOST, 2 * SECOND, NULL, NULL, "gone");
      return machine;
    case ZC_RUN_STATE_NO_RESULT_IN_TIME:
      machine = make_started (REPORT (PRIMARY (2), NS ("a", 1)), "Ok");
      apply (machine, ZC_RUN_EVENT_DEADLINE, 2 * SECOND, NULL, NULL, NULL);
      return machine;
    case ZC_RUN_STATE_STOPPED:
      machine = make_started (REPORT (PRIMARY (2), NS ("a", 1)), "Ok");
      apply (machine, ZC_RUN_EVENT_STOPPED, 2 * SECOND, NULL, NULL, NULL);
      return machine;
    case ZC_RUN_STATE_REQUESTED:
    case ZC_RUN_STATE_PREPARING:
    default:
      return make_started (REPORT (PRIMARY (2), NS ("a", 1)), "Ok");
    }
}

static void
test_every_state_and_event (void)
{
  for (int state = ZC_RUN_STATE_QUEUED; state <= ZC_RUN_STATE_STOPPED; state++)
    for (int type = ZC_RUN_EVENT_QUEUED; type <= ZC_RUN_EVENT_STOPPED; type++)
      {
        g_autoptr(ZcRunMachine) machine = make_in_state ((ZcRunState) state);
        g_autofree char *explanation_before = zc_run_machine_dup_explanation (machine);
        g_autofree char *explanation_after = NULL;
        g_autoptr(GError) error = NULL;
        ZcRunEvent event = { .type = (ZcRunEventType) type, .time_us = 300 * SECOND, .text = "why" };
        gboolean legal, applied;

        g_assert_cmpint (zc_run_machine_get_state (machine), ==, state);

        if (state >= ZC_RUN_STATE_DONE)
          legal = FALSE;
        else if (type == ZC_RUN_EVENT_STOPPED)
          legal = TRUE;
        else if (state == ZC_RUN_STATE_QUEUED)
          legal = type == ZC_RUN_EVENT_BEGUN;
        else if (state == ZC_RUN_STATE_PREPARING)
          legal = type == ZC_RUN_EVENT_QUEUED || type == ZC_RUN_EVENT_SNAPSHOT;
        else
          legal = type >= ZC_RUN_EVENT_STATUSES;

        applied = zc_run_machine_apply (machine, &event, &error);
        g_assert_cmpint (applied, ==, legal);
        if (legal)
          {
            g_assert_no_error (error);
            continue;
          }

        g_assert_error (error, ZC_RUN_ERROR, ZC_RUN_ERROR_ILLEGAL_EVENT);
        g_assert_cmpint (zc_run_machine_get_state (machine), ==, state);
        explanation_after = zc_run_machine_dup_explanation (machine);
        g_assert_cmpstr (explanation_after, ==, explanation_before);
      }
}

/* Preparing has three steps, and each takes other events than the others. */
static void
test_steps_of_preparing (void)
{
  for (int type = ZC_RUN_EVENT_QUEUED; type <= ZC_RUN_EVENT_STOPPED; type++)
    {
      g_autoptr(ZcRunMachine) begun = make_in_state (ZC_RUN_STATE_QUEUED);
      g_autoptr(ZcRunMachine) seen = zc_run_machine_new ();
      g_autoptr(ZcRunMachine) sent = zc_run_machine_new ();
      ZcRunEvent event = { .type = (ZcRunEventType) type, .time_us = SECOND, .text = "why" };
      gboolean applied;

      apply (begun, ZC_RUN_EVENT_BEGUN, 0, NULL, NULL, NULL);
      g_assert_cmpint (zc_run_machine_get_state (begun), ==, ZC_RUN_STATE_PREPARING);

      apply (seen, ZC_RUN_EVENT_SNAPSHOT, 0, NULL, NULL, NULL);
      g_assert_false (zc_run_machine_was_sent (seen));
      applied = zc_run_machine_apply (seen, &event, NULL);
      g_assert_cmpint (applied, ==, type == ZC_RUN_EVENT_SENT || type == ZC_RUN_EVENT_STOPPED);

      apply (sent, ZC_RUN_EVENT_SNAPSHOT, 0, NULL, NULL, NULL);
      apply (sent, ZC_RUN_EVENT_SENT, 0, NULL, NULL, NULL);
      g_assert_true (zc_run_machine_was_sent (sent));
      applied = zc_run_machine_apply (sent, &event, NULL);
      g_assert_cmpint (applied, ==, type == ZC_RUN_EVENT_ACCEPTED || type == ZC_RUN_EVENT_UNANSWERED ||
                                    type == ZC_RUN_EVENT_REJECTED || type == ZC_RUN_EVENT_STOPPED);
    }
}

/* Who stops watching is told whether the start was sent. */
static void
test_words_of_stopping (void)
{
  g_autoptr(ZcRunMachine) queued = make_in_state (ZC_RUN_STATE_QUEUED);
  g_autoptr(ZcRunMachine) sent = zc_run_machine_new ();
  g_autoptr(ZcRunMachine) accepted = make_in_state (ZC_RUN_STATE_TRANSFERRING);

  assert_words (queued, "Queued");
  apply (queued, ZC_RUN_EVENT_STOPPED, SECOND, NULL, NULL, NULL);
  assert_words (queued, "Stopped watching");
  assert_explains (queued, "The start was not sent; nothing was transferred.");

  apply (sent, ZC_RUN_EVENT_SNAPSHOT, 0, NULL, NULL, NULL);
  apply (sent, ZC_RUN_EVENT_SENT, 0, NULL, NULL, NULL);
  apply (sent, ZC_RUN_EVENT_STOPPED, SECOND, NULL, NULL, NULL);
  assert_explains (sent, "The start was sent, and whether the transfer began is not known.");

  apply (accepted, ZC_RUN_EVENT_STOPPED, 300 * SECOND, NULL, NULL, NULL);
  assert_explains (accepted, "The transfer itself goes on at IONOS.");
}

/* A zone that was not served before has moved once it is; what was silent before may have had it all along. */
static void
test_hidden_primary_of_a_new_zone (void)
{
  g_autoptr(ZcRunMachine) fresh = make_started (REPORT (HIDDEN, NS_BAD ("a", ZC_DNS_OUTCOME_SERVFAIL)), "Ok");
  g_autoptr(ZcRunMachine) unseen = make_started (REPORT (HIDDEN, NS_BAD ("a", ZC_DNS_OUTCOME_TIMEOUT_ANSWER)), "Ok");

  apply (fresh, ZC_RUN_EVENT_SERIALS, 2 * SECOND, REPORT (HIDDEN, NS ("a", 2)), NULL, NULL);
  assert_words (fresh, "Done, agreed on 2");

  apply (unseen, ZC_RUN_EVENT_STATUSES, 2 * SECOND, NULL, make_statuses ("Ok", NULL), NULL);
  apply (unseen, ZC_RUN_EVENT_SERIALS, 200 * SECOND, REPORT (HIDDEN, NS ("a", 2)), NULL, NULL);
  g_assert_false (zc_run_state_is_final (zc_run_machine_get_state (unseen)));
}

/* Without a target as well, who kept the run from its end is named when the time is up. */
static void
test_silent_name_server_behind_a_hidden_primary (void)
{
  g_autoptr(ZcRunMachine) machine = make_started (REPORT (HIDDEN, NS ("a", 1),
                                                          NS_BAD ("b", ZC_DNS_OUTCOME_TIMEOUT_ANSWER)), "Ok");

  apply (machine, ZC_RUN_EVENT_SERIALS, 2 * SECOND,
         REPORT (HIDDEN, NS ("a", 2), NS_BAD ("b", ZC_DNS_OUTCOME_TIMEOUT_ANSWER)), NULL, NULL);
  assert_words (machine, "Propagating (1 of 2 name servers)");
  apply (machine, ZC_RUN_EVENT_DEADLINE, 600 * SECOND, NULL, NULL, NULL);
  assert_explains (machine, "No answer came from: b.");
}

static void
test_verdicts (void)
{
  const struct
  {
    ZcSerialReport *report;
    ZcSerialVerdict verdict;
  } rows[] = {
    { REPORT (PRIMARY (2), NS ("a", 2), NS ("b", 2)), ZC_SERIAL_VERDICT_IN_SYNC },
    { REPORT (PRIMARY (2), NS ("a", 2), NS ("b", 1)), ZC_SERIAL_VERDICT_BEHIND },
    { REPORT (PRIMARY (1), NS ("a", 2), NS ("b", 2)), ZC_SERIAL_VERDICT_PRIMARY_BEHIND },
    { REPORT (HIDDEN, NS ("a", 2), NS ("b", 2)), ZC_SERIAL_VERDICT_PRIMARY_UNSEEN },
    { REPORT (HIDDEN, NS ("a", 2), NS ("b", 1)), ZC_SERIAL_VERDICT_BEHIND },
    { REPORT (PRIMARY (2), NS ("a", 2), NS_BAD ("b", ZC_DNS_OUTCOME_SERVFAIL)), ZC_SERIAL_VERDICT_FAILING },
    { REPORT (PRIMARY (2), NS ("a", 2), NS_BAD ("b", ZC_DNS_OUTCOME_TIMEOUT_ANSWER)), ZC_SERIAL_VERDICT_INCOMPLETE },
    { REPORT (PRIMARY (2), NS ("a", 2), NS_TCP ("b", 2, ZC_DNS_OUTCOME_TCP_CLOSED)), ZC_SERIAL_VERDICT_INCOMPLETE },
    { REPORT (PRIMARY (2), NS ("a", 2), NS_NO_ADDRESS ("b")), ZC_SERIAL_VERDICT_INCOMPLETE },
    { REPORT (PRIMARY (2), NS_BAD ("a", ZC_DNS_OUTCOME_TIMEOUT_ANSWER)), ZC_SERIAL_VERDICT_NOT_CHECKED },
    { REPORT (PRIMARY (2)), ZC_SERIAL_VERDICT_NOT_CHECKED },
    { REPORT (PRIMARY (0), NS ("a", 0xffffffffu)), ZC_SERIAL_VERDICT_BEHIND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (zc_serial_report_get_verdict (rows[i].report), ==, rows[i].verdict);
      g_object_unref (rows[i].report);
    }
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/run-machine/every-name-server-must-have-it", test_every_name_server_must_have_it);
  g_test_add_func ("/run-machine/ok-alone-is-no-success", test_ok_alone_is_no_success);
  g_test_add_func ("/run-machine/nothing-to-transfer", test_nothing_to_transfer);
  g_test_add_func ("/run-machine/nothing-to-transfer-after-a-gap", test_nothing_to_transfer_after_a_gap);
  g_test_add_func ("/run-machine/lost-answer-claims-nothing", test_lost_answer_claims_nothing);
  g_test_add_func ("/run-machine/hidden-primary", test_hidden_primary);
  g_test_add_func ("/run-machine/hidden-primary-and-one-that-lagged", test_hidden_primary_and_one_that_lagged);
  g_test_add_func ("/run-machine/failure-is-the-service-s", test_failure_is_the_service_s);
  g_test_add_func ("/run-machine/ends-give-the-next-step", test_ends_give_the_next_step);
  g_test_add_func ("/run-machine/not-verifiable-from-here", test_not_verifiable_from_here);
  g_test_add_func ("/run-machine/network-that-goes-is-waited-out", test_network_that_goes_is_waited_out);
  g_test_add_func ("/run-machine/addresses-without-route-are-left-out", test_addresses_without_route_are_left_out);
  g_test_add_func ("/run-machine/silent-name-server-keeps-from-done", test_silent_name_server_keeps_from_done);
  g_test_add_func ("/run-machine/primaries-that-disagree", test_primaries_that_disagree);
  g_test_add_func ("/run-machine/every-state-and-event", test_every_state_and_event);
  g_test_add_func ("/run-machine/steps-of-preparing", test_steps_of_preparing);
  g_test_add_func ("/run-machine/words-of-stopping", test_words_of_stopping);
  g_test_add_func ("/run-machine/hidden-primary-of-a-new-zone", test_hidden_primary_of_a_new_zone);
  g_test_add_func ("/run-machine/silent-name-server-behind-a-hidden-primary",
                   test_silent_name_server_behind_a_hidden_primary);
  g_test_add_func ("/serial-report/verdicts", test_verdicts);

  return g_test_run ();
}
