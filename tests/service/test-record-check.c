/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-difference.h"
#include "zc-record-check.h"
#include "zc-test-dns-script.h"
#include "zc-test.h"
#include "zc-zone-copy-builder.h"

#define ZONE "example.com"
#define SERIAL 10

#define TYPE_A 1
#define TYPE_NS 2
#define TYPE_SOA 6
#define TYPE_TXT 16
#define TYPE_DNAME 39

/* The zone, and what a server says that has the same. In scripts "@" is the name that is asked for. */
static const struct
{
  const char *owner;
  const char *type;
  const char *rdata;
} zone[] = {
  { "example.com", "SOA", "ns1.example.com host.example.com 10 3600 600 604800 300" },
  { "example.com", "NS", "ns1.example.com" },
  { "ns1.example.com", "A", "192.0.2.1" },
  { "www.example.com", "A", "192.0.2.80" },
  { "www.example.com", "A", "192.0.2.81" },
  { "alias.example.com", "CNAME", "www.example.com" },
  { "*.wild.example.com", "TXT", "\"anything\"" },
  { "sub.example.com", "NS", "ns.sub.example.com" },
  { "ns.sub.example.com", "A", "192.0.2.53" },
  { "old.example.com", "DNAME", "new.example.com" },
  { "below.old.example.com", "A", "192.0.2.99" },
};

typedef struct
{
  const char *owner;
  guint16 type;
  const char *script;
} Answer;

#define WWW "r=@/300/A/192.0.2.80 r=@/300/A/192.0.2.81"

static const Answer right[] = {
  { "example.com.", TYPE_SOA, "r=@/300/SOA/ns1.example.com./host.example.com./10/3600/600/604800/300" },
  { "example.com.", TYPE_NS, "r=@/300/NS/ns1" },
  { "ns1.example.com.", TYPE_A, "r=@/300/A/192.0.2.1" },
  { "www.example.com.", TYPE_A, WWW },
  { "alias.example.com.", 5, "r=@/300/CNAME/www.example.com." },
  { "*.wild.example.com.", TYPE_TXT, "r=@/300/TXT/\"anything\"" },
  { "sub.example.com.", TYPE_NS, "aa0 authority r=@/300/NS/ns additional r=ns/300/A/192.0.2.53" },
  { "old.example.com.", TYPE_DNAME, "r=@/300/DNAME/new.example.com." },
};

/* One answer that is not the right one, and what comes out of it. */
typedef struct
{
  const char *name;
  Answer answer;
  guint64 n_unverified;
  guint64 n_missing;
  guint64 n_changed;
  guint64 n_ttl_only;
  const char *items; /* "kind owner type [other texts]" */
} Row;

#define N_ASKED G_N_ELEMENTS (right)

static const Row rows[] = {
  { "same", { NULL, 0, NULL }, 0, 0, 0, 0, "" },
  { "other-order-and-twice", { "www.example.com.", TYPE_A, "r=@/300/A/192.0.2.81 r=@/300/A/192.0.2.80 r=@/300/A/192.0.2.81" },
    0, 0, 0, 0, "" },
  { "other-case", { "example.com.", TYPE_NS, "r=@/300/NS/NS1.Example.COM." }, 0, 0, 0, 0, "" },
  { "other-records-beside", { "www.example.com.", TYPE_A, WWW " authority r=example.com./300/NS/ns1.example.com." }, 0, 0, 0, 0, "" },
  { "other-value", { "www.example.com.", TYPE_A, "r=@/300/A/192.0.2.80 r=@/300/A/192.0.2.82" }, 0, 0, 1, 0,
    "changed www.example.com. A 300 A 192.0.2.80,300 A 192.0.2.82" },
  { "one-less", { "www.example.com.", TYPE_A, "r=@/300/A/192.0.2.80" }, 0, 0, 1, 0, "changed www.example.com. A 300 A 192.0.2.80" },
  { "other-ttl", { "www.example.com.", TYPE_A, "r=@/60/A/192.0.2.80 r=@/60/A/192.0.2.81" }, 0, 0, 1, 1,
    "changed www.example.com. A 60 A 192.0.2.80,60 A 192.0.2.81" },
  { "lowest-ttl-counts", { "www.example.com.", TYPE_A, "r=@/300/A/192.0.2.80 r=@/60/A/192.0.2.81" }, 0, 0, 1, 1,
    "changed www.example.com. A 60 A 192.0.2.80,60 A 192.0.2.81" },
  { "no-such-name", { "www.example.com.", TYPE_A, "rcode=3" }, 0, 1, 0, 0, "missing www.example.com. A " },
  { "no-such-type", { "www.example.com.", TYPE_A, "rcode=0" }, 0, 1, 0, 0, "missing www.example.com. A " },
  { "alias-instead", { "www.example.com.", TYPE_A, "r=@/300/CNAME/ns1.example.com. r=ns1.example.com./300/A/192.0.2.1" }, 0, 1, 0, 0,
    "missing www.example.com. A " },
  { "answer-of-a-wildcard", { "ns1.example.com.", TYPE_A, "r=@/300/A/192.0.2.200" }, 0, 0, 1, 0,
    "changed ns1.example.com. A 300 A 192.0.2.200" },
  { "servfail", { "www.example.com.", TYPE_A, "rcode=2" }, 1, 0, 0, 0, "" },
  { "refused", { "www.example.com.", TYPE_A, "rcode=5" }, 1, 0, 0, 0, "" },
  { "without-authority", { "www.example.com.", TYPE_A, "aa0 " WWW }, 1, 0, 0, 0, "" },
  { "nothing-without-authority", { "www.example.com.", TYPE_A, "aa0 rcode=0" }, 1, 0, 0, 0, "" },
  { "referral-of-its-own", { "www.example.com.", TYPE_A, "aa0 authority r=@/300/NS/ns.elsewhere.test." }, 0, 1, 0, 0,
    "missing www.example.com. A " },
  { "referral-upwards", { "www.example.com.", TYPE_A, "aa0 authority r=com./300/NS/ns.elsewhere.test." }, 1, 0, 0, 0, "" },
  { "records-of-garbage", { "www.example.com.", TYPE_A, "x=c00c00010001000000010002ffff" }, 1, 0, 0, 0, "" },
  { "delegation-to-others", { "sub.example.com.", TYPE_NS, "aa0 authority r=@/300/NS/ns9.elsewhere.test." }, 0, 0, 1, 0,
    "changed sub.example.com. NS 300 NS ns9.elsewhere.test." },
  { "delegation-gone", { "sub.example.com.", TYPE_NS, "rcode=3" }, 0, 1, 0, 0, "missing sub.example.com. NS " },
  { "delegation-not-told", { "sub.example.com.", TYPE_NS, "aa0 rcode=0" }, 1, 0, 0, 0, "" },
  { "serves-the-zone-below-too", { "sub.example.com.", TYPE_NS, "r=@/300/NS/ns" }, 0, 0, 0, 0, "" },
  { "serves-another-zone-below", { "sub.example.com.", TYPE_NS, "r=@/300/NS/ns2" }, 1, 0, 0, 0, "" },
  { "other-soa", { "example.com.", TYPE_SOA, "r=@/300/SOA/ns1.example.com./host.example.com./10/3600/600/604800/299" }, 0, 0, 1, 0,
    "changed example.com. SOA 300 SOA ns1.example.com. host.example.com. 10 3600 600 604800 299" },
};

static const char *
find_script (const Answer *answers,
             gsize         n_answers,
             const char   *owner,
             guint16       type)
{
  for (gsize i = 0; i < n_answers; i++)
    if (answers[i].owner != NULL && answers[i].type == type && g_ascii_strcasecmp (answers[i].owner, owner) == 0)
      return answers[i].script;

  return NULL;
}

static void
answer_rightly_but_once (ZcTestDnsQuestion *question,
                         gpointer           data)
{
  const Answer *exception = data;
  const char *script = NULL;

  if (exception != NULL)
    script = find_script (exception, 1, question->name, question->type);
  if (script == NULL)
    script = find_script (right, G_N_ELEMENTS (right), question->name, question->type);
  /* What is not in the table should not be asked. */
  g_assert_nonnull (script);
  zc_test_dns_script_run (script, question);
}

static void
answer_nothing (ZcTestDnsQuestion *question,
                gpointer           data)
{
}

static ZcZoneCopy *
make_copy (void)
{
  g_autoptr(ZcZoneCopyBuilder) builder = zc_zone_copy_builder_new (ZONE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (zone); i++)
    {
      g_autoptr(GError) error = NULL;

      zc_zone_copy_builder_add_row (builder, zone[i].owner, zone[i].type, 300, zone[i].rdata, &error);
      g_assert_no_error (error);
    }

  return zc_zone_copy_builder_seal (g_steal_pointer (&builder));
}

static ZcDnsServer *
make_server (ZcTestDnsServer *server)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (zc_test_dns_server_get_address (server));

  return zc_dns_server_new (NULL, address, zc_test_dns_server_get_port (server));
}

static ZcRecordCheck *
make_check (ZcTestDnsServer **servers,
            guint             n_servers)
{
  static const ZcQuestionEngineOptions options = { .max_qps = 0, .timeout_ms = 1500 };
  g_autoptr(ZcZoneCopy) copy = make_copy ();
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_dns_server_unref);

  for (guint i = 0; i < n_servers; i++)
    g_ptr_array_add (list, make_server (servers[i]));

  return zc_record_check_new (copy, list, &options);
}

static GPtrArray *
run (ZcRecordCheck  *check,
     GCancellable   *cancellable,
     GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  zc_record_check_run_async (check, NULL, cancellable, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);

  return zc_record_check_run_finish (check, result, error);
}

static char *
describe_items (GListModel *differences)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (differences); i++)
    {
      g_autoptr(ZcDifference) difference = g_list_model_get_item (differences, i);
      g_auto(GStrv) texts = zc_difference_dup_other_texts (difference);
      g_autofree char *joined = g_strjoinv (",", texts);

      g_ptr_array_add (items, g_strdup_printf ("%s %s %s %s", zc_difference_kind_get_id (zc_difference_get_kind (difference)),
                                               zc_difference_get_owner (difference),
                                               zc_difference_get_record_type (difference), joined));
    }
  g_ptr_array_add (items, NULL);

  return g_strjoinv (";", (char **) items->pdata);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, answer_rightly_but_once,
                                                              (gpointer) &row->answer);
  g_autoptr(ZcRecordCheck) check = make_check (&server, 1);
  g_autoptr(GPtrArray) verdicts = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *items = NULL;
  const ZcRecordVerdict *verdict;

  g_assert_cmpuint (zc_record_check_count_questions (check), ==, N_ASKED);
  verdicts = run (check, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (verdicts->len, ==, 1);
  verdict = verdicts->pdata[0];
  g_assert_cmpuint (verdict->n_asked, ==, N_ASKED);
  g_assert_cmpuint (verdict->n_unverified, ==, row->n_unverified);
  g_assert_cmpuint (verdict->n_missing, ==, row->n_missing);
  g_assert_cmpuint (verdict->n_changed, ==, row->n_changed);
  g_assert_cmpuint (verdict->n_ttl_only, ==, row->n_ttl_only);
  g_assert_true (verdict->has_serial);
  g_assert_cmpuint (verdict->serial, ==, SERIAL);
  items = describe_items (verdict->differences);
  g_assert_cmpstr (items, ==, row->items);
}

/* Glue, and what a DNAME hides, no server answers by name. */
static void
test_what_is_asked (void)
{
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, answer_rightly_but_once, NULL);
  g_autoptr(ZcRecordCheck) check = make_check (&server, 1);
  g_autoptr(GPtrArray) verdicts = run (check, NULL, NULL);
  g_auto(GStrv) journal = zc_test_dns_server_dup_journal (server);

  g_assert_nonnull (verdicts);
  g_assert_cmpuint (g_strv_length (journal), ==, N_ASKED);
  for (char **line = journal; *line != NULL; line++)
    {
      g_assert_null (strstr (*line, "ns.sub.example.com."));
      g_assert_null (strstr (*line, "below.old.example.com."));
    }
}

static void
test_soa_of_another_serial (void)
{
  static const Answer newer = { "example.com.", TYPE_SOA, "r=@/300/SOA/ns1.example.com./host.example.com./11/1/2/3/4" };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, answer_rightly_but_once, (gpointer) &newer);
  g_autoptr(ZcRecordCheck) check = make_check (&server, 1);
  g_autoptr(GPtrArray) verdicts = run (check, NULL, NULL);
  const ZcRecordVerdict *verdict = verdicts->pdata[0];

  g_assert_cmpuint (verdict->serial, ==, 11);
  g_assert_cmpuint (verdict->n_asked, ==, N_ASKED - 1);
  g_assert_cmpuint (verdict->n_changed, ==, 0);
}

/* One server that answers and one that does not: each gets its own verdict. */
static void
test_silent_server (void)
{
  ZcTestDnsServer *servers[] = {
    zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, answer_nothing, NULL),
    zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, answer_rightly_but_once, NULL),
  };
  g_autoptr(ZcRecordCheck) check = make_check (servers, G_N_ELEMENTS (servers));
  g_autoptr(GPtrArray) verdicts = run (check, NULL, NULL);
  const ZcRecordVerdict *silent = verdicts->pdata[0];
  const ZcRecordVerdict *sound = verdicts->pdata[1];

  g_assert_cmpuint (silent->n_asked, ==, N_ASKED);
  g_assert_cmpuint (silent->n_unverified, ==, N_ASKED);
  g_assert_false (silent->has_serial);
  g_assert_cmpuint (g_list_model_get_n_items (silent->differences), ==, 0);
  g_assert_cmpuint (sound->n_asked, ==, N_ASKED);
  g_assert_cmpuint (sound->n_unverified, ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    zc_test_dns_server_free (servers[i]);
}

static void
test_cancelled (void)
{
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, answer_nothing, NULL);
  g_autoptr(ZcRecordCheck) check = make_check (&server, 1);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  zc_record_check_run_async (check, NULL, cancellable, zc_test_keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_null (zc_record_check_run_finish (check, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_paused (void)
{
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, answer_rightly_but_once, NULL);
  g_autoptr(ZcRecordCheck) check = make_check (&server, 1);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) verdicts = NULL;
  g_auto(GStrv) journal = NULL;
  gboolean waited = FALSE;
  guint timeout;

  zc_record_check_set_paused (check, TRUE);
  zc_record_check_run_async (check, NULL, NULL, zc_test_keep_result_cb, &result);
  timeout = g_timeout_add (200, zc_test_set_true_cb, &waited);
  ZC_WAIT_UNTIL (waited);
  g_source_remove (timeout);
  journal = zc_test_dns_server_dup_journal (server);
  g_assert_cmpuint (g_strv_length (journal), ==, 0);
  g_assert_null (result);

  zc_record_check_set_paused (check, FALSE);
  ZC_WAIT_UNTIL (result != NULL);
  verdicts = zc_record_check_run_finish (check, result, NULL);
  g_assert_cmpuint (((ZcRecordVerdict *) verdicts->pdata[0])->n_asked, ==, N_ASKED);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/record-check/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/record-check/what-is-asked", test_what_is_asked);
  g_test_add_func ("/record-check/soa-of-another-serial", test_soa_of_another_serial);
  g_test_add_func ("/record-check/silent-server", test_silent_server);
  g_test_add_func ("/record-check/cancelled", test_cancelled);
  g_test_add_func ("/record-check/paused", test_paused);

  return g_test_run ();
}
