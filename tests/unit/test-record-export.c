/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "zc-record-export.h"
#include "zc-record-order.h"
#include "zc-test.h"

static ZcRecord *
make_record (const char *fqdn,
             const char *type,
             const char *content,
             int         priority)
{
  return g_object_new (ZC_TYPE_RECORD,
                       "name", "", "fqdn", fqdn, "type", type, "content", content,
                       "ttl", 3600, "priority", priority, "enabled", TRUE,
                       NULL);
}

/* Only the data: all lines of the table begin alike. */
static void
assert_line (const char *fqdn,
             const char *type,
             const char *content,
             int         priority,
             const char *expected)
{
  g_autoptr(ZcRecord) record = make_record (fqdn, type, content, priority);
  g_autofree char *line = zc_record_to_zone_line (record);

  g_assert_cmpstr (line, ==, expected);
}

static void
test_names_become_absolute (void)
{
  assert_line ("example.com", "A", "192.0.2.1", -1, "example.com.\t3600\tIN\tA\t192.0.2.1");
  assert_line ("www.example.com", "CNAME", "example.co.uk", -1, "www.example.com.\t3600\tIN\tCNAME\texample.co.uk.");
  assert_line ("www.example.com.", "CNAME", "example.co.uk.", -1, "www.example.com.\t3600\tIN\tCNAME\texample.co.uk.");
  assert_line ("a.example", "ALIAS", "b.example", -1, "a.example.\t3600\tIN\tALIAS\tb.example.");
  assert_line ("a.example", "NS", "@", -1, "a.example.\t3600\tIN\tNS\t@");
  assert_line ("a.example", "SOA", "ns.a.example hostmaster.a.example 5 3600 600 86400 300", -1,
               "a.example.\t3600\tIN\tSOA\tns.a.example. hostmaster.a.example. 5 3600 600 86400 300");
  assert_line ("*.münchen.example", "PTR", "bücher.example", -1,
               "*.xn--mnchen-3ya.example.\t3600\tIN\tPTR\txn--bcher-kva.example.");
  assert_line ("a.example", "HTTPS", "1 . alpn=\"h2,h3\" port=8443", -1,
               "a.example.\t3600\tIN\tHTTPS\t1 . alpn=\"h2,h3\" port=8443");
  assert_line ("a.example", "NAPTR", "100 10 \"S\" \"SIP+D2U\" \"\" _sip._udp.a.example", -1,
               "a.example.\t3600\tIN\tNAPTR\t100 10 \"S\" \"SIP+D2U\" \"\" _sip._udp.a.example.");
}

static void
test_priorities_go_where_the_type_wants_them (void)
{
  assert_line ("a.example", "MX", "mail.example.com", 10, "a.example.\t3600\tIN\tMX\t10 mail.example.com.");
  assert_line ("a.example", "MX", "10 mail.example.com", 10, "a.example.\t3600\tIN\tMX\t10 mail.example.com.");
  assert_line ("a.example", "MX", ".", 0, "a.example.\t3600\tIN\tMX\t0 .");
  assert_line ("_sip._tcp.a.example", "SRV", "5 5060 sip.a.example", 20,
               "_sip._tcp.a.example.\t3600\tIN\tSRV\t20 5 5060 sip.a.example.");
  assert_line ("_sip._tcp.a.example", "SRV", "20 5 5060 sip.a.example", 20,
               "_sip._tcp.a.example.\t3600\tIN\tSRV\t20 5 5060 sip.a.example.");
  assert_line ("_ftp._tcp.a.example", "URI", "10 1 \"ftp://a.example/\"", 10,
               "_ftp._tcp.a.example.\t3600\tIN\tURI\t10 1 \"ftp://a.example/\"");
  assert_line ("_ftp._tcp.a.example", "URI", "1 \"ftp://a.example/\"", 10,
               "_ftp._tcp.a.example.\t3600\tIN\tURI\t10 1 \"ftp://a.example/\"");
  /* The service fills in a priority for every record; only these types have one. */
  assert_line ("a.example", "A", "192.0.2.1", 0, "a.example.\t3600\tIN\tA\t192.0.2.1");
}

static void
test_text_is_quoted_and_cut (void)
{
  g_autofree char *long_text = g_strnfill (300, 'x');
  g_autofree char *expected =
    g_strdup_printf ("a.example.\t3600\tIN\tTXT\t\"%.255s\" \"%.45s\"", long_text, long_text);
  g_autofree char *long_quoted = g_strdup_printf ("\"%s\"", long_text);

  assert_line ("a.example", "TXT", "v=spf1 -all", -1, "a.example.\t3600\tIN\tTXT\t\"v=spf1 -all\"");
  assert_line ("a.example", "TXT", "\"v=spf1 -all\"", -1, "a.example.\t3600\tIN\tTXT\t\"v=spf1 -all\"");
  assert_line ("a.example", "TXT", "\"one\"   \"two; three\"", -1, "a.example.\t3600\tIN\tTXT\t\"one\" \"two; three\"");
  assert_line ("a.example", "TXT", "say \"hi\" \\ ; ok", -1, "a.example.\t3600\tIN\tTXT\t\"say \\\"hi\\\" \\\\ ; ok\"");
  assert_line ("a.example", "TXT", "\"open", -1, "a.example.\t3600\tIN\tTXT\t\"\\\"open\"");
  assert_line ("a.example", "TXT", "\"a\\\"b\\065\"", -1, "a.example.\t3600\tIN\tTXT\t\"a\\\"bA\"");
  assert_line ("a.example", "TXT", "", -1, "a.example.\t3600\tIN\tTXT\t\"\"");
  assert_line ("a.example", "TXT", "ü\n", -1, "a.example.\t3600\tIN\tTXT\t\"\\195\\188\\010\"");
  assert_line ("a.example", "TXT", long_text, -1, expected);
  assert_line ("a.example", "TXT", long_quoted, -1, expected);
}

static void
test_nothing_escapes_its_line (void)
{
  assert_line ("$ttl.example", "A", "192.0.2.1", -1, "\\$ttl.example.\t3600\tIN\tA\t192.0.2.1");
  assert_line ("a;b.example", "A", "192.0.2.1\nb.example. 1 IN A 192.0.2.2", -1,
               "a\\;b.example.\t3600\tIN\tA\t192.0.2.1 b.example. 1 IN A 192.0.2.2");
  assert_line ("a b.example", "NS", "ns;x.example", -1, "a\\032b.example.\t3600\tIN\tNS\tns\\;x.example.");
  assert_line ("a.example", "CAA", "0 issue \"ca.example; policy=ev\"", -1,
               "a.example.\t3600\tIN\tCAA\t0 issue \"ca.example; policy=ev\"");
  assert_line ("a.example", "X\nY", "(\"", -1, "a.example.\t3600\tIN\tX\\010Y\t\\(\\\"");
}

static void
test_unknown_types_are_kept (void)
{
  assert_line ("a.example", "TYPE65534", "\\# 4 0A000001", -1, "a.example.\t3600\tIN\tTYPE65534\t\\# 4 0A000001");
  assert_line ("a.example", "WALLET", "coin address", -1, "a.example.\t3600\tIN\tWALLET\tcoin address");
}

static void
test_disabled_records_are_comments (void)
{
  g_autoptr(ZcRecord) record = g_object_new (ZC_TYPE_RECORD,
                                             "name", "", "fqdn", "a.example", "type", "A", "content", "192.0.2.1",
                                             "ttl", 60, "priority", -1, "enabled", FALSE,
                                             NULL);
  g_autofree char *line = zc_record_to_zone_line (record);

  g_assert_cmpstr (line, ==, "; disabled: a.example.\t60\tIN\tA\t192.0.2.1");
}

static GPtrArray *
make_records (void)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *long_text = g_strnfill (600, 'y');

  g_ptr_array_add (records, make_record ("a.example", "NS", "ns.a.example", 0));
  g_ptr_array_add (records, make_record ("a.example", "SOA", "ns.a.example hostmaster.a.example 5 3600 600 86400 300", 0));
  g_ptr_array_add (records, make_record ("ns.a.example", "A", "192.0.2.1", 0));
  g_ptr_array_add (records, make_record ("a.example", "MX", "mail.a.example", 10));
  g_ptr_array_add (records, make_record ("_sip._tcp.a.example", "SRV", "5 5060 ns.a.example", 20));
  g_ptr_array_add (records, make_record ("txt.a.example", "TXT", "semi;colon \"quote\" back\\slash", 0));
  g_ptr_array_add (records, make_record ("long.a.example", "TXT", long_text, 0));
  g_ptr_array_add (records, make_record ("a.example", "CAA", "0 issue \"ca.example\"", 0));
  g_ptr_array_add (records, make_record ("a.example", "HTTPS", "1 www.a.example alpn=\"h2\"", 0));
  g_ptr_array_add (records, make_record ("_x.a.example", "URI", "10 1 \"https://a.example/;x\"", 10));
  g_ptr_array_add (records, make_record ("odd.a.example", "TYPE65534", "\\# 4 0A000001", 0));

  return records;
}

static ZcZone *
make_zone (void)
{
  return zc_zone_new (&(ZcZoneFields) {
    .kind = ZC_ZONE_KIND_SECONDARY,
    .id = "1",
    .name = "a.example",
    .state = "AVAILABLE",
    .enabled = TRUE,
  });
}

static void
test_zone_file_has_its_soa_first (void)
{
  g_autoptr(GPtrArray) records = make_records ();
  g_autoptr(ZcZone) zone = make_zone ();
  g_autoptr(GDateTime) when = g_date_time_new_utc (2026, 11, 22, 18, 2, 0);
  g_autoptr(GBytes) file = zc_record_export_zone_file (zone, records, when);
  const char *begin = "; Zone: a.example.\n"
                      "; As held by IONOS Cloud DNS, read by Zone Courier\n"
                      "; Exported: 2026-11-22T18:02:00Z\n"
                      "$ORIGIN a.example.\n"
                      "a.example.\t3600\tIN\tSOA\t";

  g_assert_cmpmem (g_bytes_get_data (file, NULL), MIN (strlen (begin), g_bytes_get_size (file)), begin, strlen (begin));
}

static void
test_zone_file_says_when_there_is_no_soa (void)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(ZcZone) zone = make_zone ();
  g_autoptr(GDateTime) when = g_date_time_new_utc (2026, 11, 22, 18, 2, 0);
  g_autoptr(GBytes) file = zc_record_export_zone_file (zone, records, when);
  g_autofree char *text = g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file));

  g_assert_nonnull (strstr (text, "\n; The service lists no SOA record.\n"));
}

/* The judge is a zone parser of another house. */
static void
test_zone_file_is_loaded_by_ldns (void)
{
  g_autoptr(GPtrArray) records = make_records ();
  g_autoptr(ZcZone) zone = make_zone ();
  g_autoptr(GDateTime) when = g_date_time_new_now_utc ();
  g_autoptr(GBytes) file = zc_record_export_zone_file (zone, records, when);
  g_autofree char *directory = g_dir_make_tmp ("zc-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "a.example.zone", NULL);
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;
  char *arguments[] = { (char *) "ldns-read-zone", path, NULL };
  int status = -1;

  g_file_set_contents (path, g_bytes_get_data (file, NULL), g_bytes_get_size (file), &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &errors, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (errors, ==, "");
  g_assert_cmpint (status, ==, 0);

  lines = g_strsplit (g_strchomp (output), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, records->len);
  g_assert_nonnull (strstr (output, "\"semi;colon \\\"quote\\\" back\\\\slash\""));
  g_assert_nonnull (strstr (output, "_sip._tcp.a.example.\t3600\tIN\tSRV\t20 5 5060 ns.a.example."));

  g_remove (path);
  g_rmdir (directory);
}

static void
test_csv_quotes_what_needs_it (void)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GBytes) file = NULL;
  const char *expected = "name,type,ttl,priority,content,enabled\r\n"
                         "a.example,A,3600,,192.0.2.1,true\r\n"
                         "a.example,MX,3600,10,mail.example,true\r\n"
                         "a.example,TXT,3600,,\"a \"\"b\"\", c\n\",true\r\n";

  g_ptr_array_add (records, make_record ("a.example", "A", "192.0.2.1", -1));
  g_ptr_array_add (records, make_record ("a.example", "MX", "mail.example", 10));
  g_ptr_array_add (records, make_record ("a.example", "TXT", "a \"b\", c\n", -1));
  file = zc_record_export_csv (records);

  g_assert_cmpmem (g_bytes_get_data (file, NULL), g_bytes_get_size (file), expected, strlen (expected));
}

static int
compare (const char     *first_fqdn,
         const char     *first_content,
         const char     *second_fqdn,
         const char     *second_content,
         ZcRecordColumn  column)
{
  g_autoptr(ZcRecord) first = make_record (first_fqdn, "A", first_content, -1);
  g_autoptr(ZcRecord) second = make_record (second_fqdn, "A", second_content, -1);
  int there = zc_record_compare (first, second, column);
  int back = zc_record_compare (second, first, column);

  g_assert_cmpint ((there > 0) - (there < 0), ==, (back < 0) - (back > 0));

  return there;
}

static void
test_records_sort_as_zone_files_do (void)
{
  g_assert_cmpint (compare ("a.example", "", "www.a.example", "", ZC_RECORD_COLUMN_NAME), <, 0);
  g_assert_cmpint (compare ("z.example", "", "a.z.example", "", ZC_RECORD_COLUMN_NAME), <, 0);
  g_assert_cmpint (compare ("yljkjljk.a.example", "", "Z.a.example", "", ZC_RECORD_COLUMN_NAME), <, 0);
  g_assert_cmpint (compare ("z.b.example", "", "a.c.example", "", ZC_RECORD_COLUMN_NAME), <, 0);
  g_assert_cmpint (compare ("a.example", "1", "A.EXAMPLE", "1", ZC_RECORD_COLUMN_NAME), ==, 0);
  g_assert_cmpint (compare ("a.example", "192.0.2.9", "a.example", "192.0.2.10", ZC_RECORD_COLUMN_CONTENT), <, 0);
  g_assert_cmpint (compare ("a.example", "10 b", "a.example", "9 c", ZC_RECORD_COLUMN_CONTENT), >, 0);
  g_assert_cmpint (compare ("a.example", "007", "a.example", "8", ZC_RECORD_COLUMN_CONTENT), <, 0);
  /* The name decides among equals. */
  g_assert_cmpint (compare ("a.example", "1", "b.example", "1", ZC_RECORD_COLUMN_TTL), <, 0);
}

static void
test_search_looks_at_everything_shown (void)
{
  g_autoptr(ZcRecord) record = make_record ("www.xn--mnchen-3ya.example", "TXT", "Grüße aus Berlin", -1);

  g_assert_true (zc_record_matches (record, NULL, NULL));
  g_assert_true (zc_record_matches (record, NULL, ""));
  g_assert_true (zc_record_matches (record, "txt", NULL));
  g_assert_true (zc_record_matches (record, "TXT", "BERLIN"));
  g_assert_true (zc_record_matches (record, NULL, "GRÜSSE"));
  g_assert_true (zc_record_matches (record, NULL, "xn--mn"));
  g_assert_true (zc_record_matches (record, NULL, "München"));
  g_assert_true (zc_record_matches (record, NULL, "3600"));
  g_assert_false (zc_record_matches (record, NULL, "360"));
  g_assert_false (zc_record_matches (record, "A", "Berlin"));
  g_assert_false (zc_record_matches (record, NULL, "Hamburg"));
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/record-export/names-become-absolute", test_names_become_absolute);
  g_test_add_func ("/record-export/priorities-go-where-the-type-wants-them", test_priorities_go_where_the_type_wants_them);
  g_test_add_func ("/record-export/text-is-quoted-and-cut", test_text_is_quoted_and_cut);
  g_test_add_func ("/record-export/nothing-escapes-its-line", test_nothing_escapes_its_line);
  g_test_add_func ("/record-export/unknown-types-are-kept", test_unknown_types_are_kept);
  g_test_add_func ("/record-export/disabled-records-are-comments", test_disabled_records_are_comments);
  g_test_add_func ("/record-export/zone-file-has-its-soa-first", test_zone_file_has_its_soa_first);
  g_test_add_func ("/record-export/zone-file-says-when-there-is-no-soa", test_zone_file_says_when_there_is_no_soa);
  g_test_add_func ("/record-export/zone-file-is-loaded-by-ldns", test_zone_file_is_loaded_by_ldns);
  g_test_add_func ("/record-export/csv-quotes-what-needs-it", test_csv_quotes_what_needs_it);
  g_test_add_func ("/record-order/records-sort-as-zone-files-do", test_records_sort_as_zone_files_do);
  g_test_add_func ("/record-order/search-looks-at-everything-shown", test_search_looks_at_everything_shown);

  return g_test_run ();
}
