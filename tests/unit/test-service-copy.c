/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-difference.h"
#include "zc-record.h"
#include "zc-service-records.h"
#include "zc-test-copy.h"
#include "zc-test.h"

#define ZONE "example.com"

/* A record as the API writes it, and the same as a primary serves it. */
typedef struct
{
  const char *fqdn;
  const char *type;
  const char *content;
  int priority;
  const char *owner;
  const char *rdata;
} Same;

static const Same same[] = {
  { "example.com", "A", "192.0.2.1", -1, "example.com", "192.0.2.1" },
  { "Example.COM.", "AAAA", "2001:0DB8::0:1", -1, "example.com", "2001:db8::1" },
  { "www.example.com", "CNAME", "Target.Example.NET", -1, "www.example.com", "target.example.net." },
  { "example.com", "MX", "mail.example.com", 10, "example.com", "10 Mail.example.com." },
  { "mx.example.com", "MX", "20 mail.example.com", 20, "mx.example.com", "20 mail.example.com." },
  { "_sip._tcp.example.com", "SRV", "20 5060 sip.example.com", 10, "_sip._tcp.example.com", "10 20 5060 sip.example.com." },
  { "_web._tcp.example.com", "URI", "10 1 \"https://www.example.com/a b\"", 10, "_web._tcp.example.com",
    "10 1 \"https://www.example.com/a b\"" },
  { "_api._tcp.example.com", "URI", "1 \"https://api.example.com/\"", 5, "_api._tcp.example.com", "5 1 \"https://api.example.com/\"" },
  { "bare.example.com", "TXT", "v=spf1 mx -all; no comment", -1, "bare.example.com", "\"v=spf1 mx -all; no comment\"" },
  { "quoted.example.com", "TXT", "\"v=spf1 mx -all\"", -1, "quoted.example.com", "\"v=spf1 mx -all\"" },
  { "several.example.com", "TXT", "\"one\" \"two; three\"", 10, "several.example.com", "\"one\" \"two; three\"" },
  { "example.com", "HTTPS", "1 www.example.com alpn=h2", -1, "example.com", "1 WWW.example.com. alpn=\"h2\"" },
  { "example.com", "CAA", "0 issue \"ca.example.net\"", -1, "example.com", "0 issue \"ca.example.net\"" },
  { "_443._tcp.example.com", "TLSA", "3 1 1 ABCDEF", -1, "_443._tcp.example.com", "3 1 1 abcdef" },
  { "blog.example.com", "NS", "ns1.anotherhost.net", -1, "blog.example.com", "ns1.anotherhost.net." },
  { "*.example.com", "A", "192.0.2.9", -1, "*.example.com", "192.0.2.9" },
};

static ZcRecord *
make_record (const char *fqdn,
             const char *type,
             const char *content,
             guint       ttl,
             int         priority,
             gboolean    enabled)
{
  return g_object_new (ZC_TYPE_RECORD, "fqdn", fqdn, "name", "", "type", type, "content", content, "ttl", ttl,
                       "priority", priority, "enabled", enabled, NULL);
}

static void
add (GPtrArray  *records,
     const char *fqdn,
     const char *type,
     const char *content,
     int         priority)
{
  g_ptr_array_add (records, make_record (fqdn, type, content, 300, priority, TRUE));
}

static ZcServiceCopy *
read_records (GPtrArray *records)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  ZcServiceCopy *copy;

  zc_service_records_read_async (ZONE, records, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  copy = zc_service_records_read_finish (result, &error);
  g_assert_no_error (error);

  return copy;
}

static ZcZoneDifferences *
compare (ZcZoneCopyBuilder *primary,
         ZcServiceCopy     *service)
{
  g_autoptr(ZcZoneCopy) reference = zc_zone_copy_builder_seal (primary);
  g_autoptr(GError) error = NULL;
  ZcZoneDifferences *differences = zc_zone_differences_new (reference, zc_service_copy_get_copy (service),
                                                            zc_service_copy_get_flags (service), NULL, &error);

  g_assert_no_error (error);

  return differences;
}

static ZcZoneCopyBuilder *
new_primary (void)
{
  ZcZoneCopyBuilder *builder = zc_zone_copy_builder_new (ZONE, NULL);

  zc_test_copy_add_row (builder, "example.com", 300, "SOA", "ns1.example.com. host.example.com. 42 3600 600 604800 300");

  return builder;
}

static void
test_spelling_is_no_difference (void)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  ZcZoneCopyBuilder *primary = new_primary ();
  g_autoptr(ZcServiceCopy) service = NULL;
  g_autoptr(ZcZoneDifferences) differences = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      add (records, same[i].fqdn, same[i].type, same[i].content, same[i].priority);
      zc_test_copy_add_row (primary, same[i].owner, 300, same[i].type, same[i].rdata);
    }

  service = read_records (records);
  g_assert_cmpuint (zc_service_copy_get_unreadable (service)->len, ==, 0);
  g_assert_cmpuint (zc_zone_copy_get_facts (zc_service_copy_get_copy (service))->n_records, ==, G_N_ELEMENTS (same));
  differences = compare (primary, service);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (differences)); i++)
    {
      g_autoptr(ZcDifference) difference = g_list_model_get_item (G_LIST_MODEL (differences), i);

      g_test_message ("%s %s", zc_difference_get_owner (difference), zc_difference_get_record_type (difference));
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (differences)), ==, 0);
}

static void
test_what_differs (void)
{
  static const char *const expected[] = {
    "missing gone.example.com. A", "missing held.example.com. A", "changed mail.example.com. MX", "extra new.example.com. A",
    "changed ttl.example.com. A",
  };
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  ZcZoneCopyBuilder *primary = new_primary ();
  g_autoptr(ZcServiceCopy) service = NULL;
  g_autoptr(ZcZoneDifferences) differences = NULL;

  zc_test_copy_add_row (primary, "gone.example.com", 300, "A", "192.0.2.1");
  zc_test_copy_add_row (primary, "held.example.com", 300, "A", "192.0.2.1");
  zc_test_copy_add_row (primary, "mail.example.com", 300, "MX", "10 a.example.com");
  zc_test_copy_add_row (primary, "ttl.example.com", 300, "A", "192.0.2.1");
  g_ptr_array_add (records, make_record ("held.example.com", "A", "192.0.2.1", 300, -1, FALSE));
  add (records, "mail.example.com", "MX", "a.example.com", 20);
  add (records, "new.example.com", "A", "192.0.2.1", -1);
  g_ptr_array_add (records, make_record ("ttl.example.com", "A", "192.0.2.1", 60, -1, TRUE));

  service = read_records (records);
  g_assert_cmpuint (zc_service_copy_get_n_disabled (service), ==, 1);
  differences = compare (primary, service);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (differences)), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr(ZcDifference) difference = g_list_model_get_item (G_LIST_MODEL (differences), i);
      g_autofree char *text = g_strdup_printf ("%s %s %s", zc_difference_kind_get_id (zc_difference_get_kind (difference)),
                                               zc_difference_get_owner (difference), zc_difference_get_record_type (difference));

      g_assert_cmpstr (text, ==, expected[i]);
    }
  g_assert_cmpuint (zc_zone_differences_get_n_ttl_only (differences), ==, 1);
}

/* The interface shows nothing that a signer makes, or all of it. */
static void
test_signing_counts_when_shown (void)
{
  static const char nsec[] = "www.example.com. A NS SOA RRSIG NSEC DNSKEY";

  for (guint shown = 0; shown < 2; shown++)
    {
      g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
      ZcZoneCopyBuilder *primary = new_primary ();
      g_autoptr(ZcServiceCopy) service = NULL;
      g_autoptr(ZcZoneDifferences) differences = NULL;

      zc_test_copy_add_row (primary, "example.com", 300, "NSEC", nsec);
      zc_test_copy_add_row (primary, "www.example.com", 300, "NSEC", "example.com. A RRSIG NSEC");
      if (shown)
        add (records, "example.com", "NSEC", nsec, -1);

      service = read_records (records);
      differences = compare (primary, service);
      g_assert_cmpuint (zc_zone_differences_get_n_missing (differences), ==, shown);
    }
}

static void
test_soa_tells_the_serial_only (void)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(ZcServiceCopy) service = NULL;
  g_autoptr(ZcZoneDifferences) differences = NULL;
  guint32 serial = 0;

  add (records, "example.com", "SOA", "ns.ui-dns.com support.ui-dns.com 2026112201 1 2 3 4", -1);
  service = read_records (records);
  g_assert_true (zc_service_copy_get_serial (service, &serial));
  g_assert_cmpuint (serial, ==, 2026112201);
  g_assert_cmpuint (zc_zone_copy_get_facts (zc_service_copy_get_copy (service))->n_records, ==, 0);
  differences = compare (new_primary (), service);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (differences)), ==, 0);
}

static void
test_unreadable_is_kept_literally (void)
{
  static const struct
  {
    const char *fqdn;
    const char *type;
    const char *content;
  } bad[] = {
    { "a.example.com", "A", "no address" },
    { "b.example.com", "MX", "" },
    { "c.example.com", "ALIAS", "www.example.com" },
    { "d.example.net", "A", "192.0.2.1" },
    { "", "A", "192.0.2.1" },
    { "e.example.com", "CNAME", "two words" },
    { "f.example.com", "TXT", "\"open" },
    { "g..example.com", "A", "192.0.2.1" },
    { "h.example.com", "", "192.0.2.1" },
    { "i.example.com", "A", "192.0.2.1\n$INCLUDE /etc/passwd" },
    { "j.example.com", "TLSA", "3 1 1 <script>" },
  };
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(ZcServiceCopy) service = NULL;
  GPtrArray *unreadable;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    add (records, bad[i].fqdn, bad[i].type, bad[i].content, -1);
  add (records, "good.example.com", "A", "192.0.2.1", -1);

  service = read_records (records);
  unreadable = zc_service_copy_get_unreadable (service);
  for (guint i = 0; i < MIN (unreadable->len, G_N_ELEMENTS (bad)); i++)
    {
      const ZcUnreadableRow *row = unreadable->pdata[i];

      g_test_message ("%s %s: %s", row->owner, row->type, row->reason);
      g_assert_cmpstr (row->owner, ==, bad[i].fqdn);
      g_assert_cmpstr (row->type, ==, bad[i].type);
      g_assert_cmpstr (row->content, ==, bad[i].content);
      g_assert_cmpuint (strlen (row->reason), >, 0);
    }
  g_assert_cmpuint (unreadable->len, ==, G_N_ELEMENTS (bad));
  g_assert_cmpuint (zc_zone_copy_get_facts (zc_service_copy_get_copy (service))->n_records, ==, 1);
}

static void
test_bad_zone_and_cancel (void)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (zc_service_copy_new ("not..a.zone", 0, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);

  add (records, "www.example.com", "A", "192.0.2.1", -1);
  g_cancellable_cancel (cancellable);
  zc_service_records_read_async (ZONE, records, cancellable, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_null (zc_service_records_read_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/service-copy/spelling-is-no-difference", test_spelling_is_no_difference);
  g_test_add_func ("/service-copy/what-differs", test_what_differs);
  g_test_add_func ("/service-copy/signing-counts-when-shown", test_signing_counts_when_shown);
  g_test_add_func ("/service-copy/soa-tells-the-serial-only", test_soa_tells_the_serial_only);
  g_test_add_func ("/service-copy/unreadable-is-kept-literally", test_unreadable_is_kept_literally);
  g_test_add_func ("/service-copy/bad-zone-and-cancel", test_bad_zone_and_cancel);

  return g_test_run ();
}
