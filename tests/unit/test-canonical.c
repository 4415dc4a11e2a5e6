/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <ldns/ldns.h>
#include <string.h>

#include "zc-canonical.h"
#include "zc-rdata-text.h"
#include "zc-test.h"

#define SEED 20261122u

static const guint8 apex[] = "\7example\3com";

static gsize
wire (const char *text,
      guint8     *name)
{
  gsize length = zc_canonical_name_from_text (text, name);

  g_assert_cmpuint (length, >, 0);

  return length;
}

static gssize
key_of (const char *text,
        guint8     *key)
{
  guint8 name[ZC_CANONICAL_NAME_MAX];

  return zc_canonical_key_from_wire (name, wire (text, name), apex, sizeof apex, key);
}

/* A random name below the apex, with few different labels, so that names share ancestors, and with
 * every kind of byte. */
static gsize
make_random_name (GRand  *random,
                  guint8 *name)
{
  static const guint8 alphabet[] = { 'a', 'B', 'b', 0, 1, 2, '.', '\\', '*', '-', 0x7f, 0x80, 0xff, 'Z', '[', '@' };
  int n_labels = g_rand_int_range (random, 0, 5);
  gsize at = 0;

  for (int i = 0; i < n_labels; i++)
    {
      guint8 length = (guint8) g_rand_int_range (random, 1, 4);

      name[at++] = length;
      for (guint8 j = 0; j < length; j++)
        name[at++] = alphabet[g_rand_int_range (random, 0, G_N_ELEMENTS (alphabet))];
    }
  memcpy (name + at, apex, sizeof apex);

  return at + sizeof apex;
}

static int
sign (int number)
{
  return (number > 0) - (number < 0);
}

static void
test_key_order_is_canonical (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < 50000; i++)
    {
      guint8 first[ZC_CANONICAL_NAME_MAX];
      guint8 second[ZC_CANONICAL_NAME_MAX];
      guint8 first_key[ZC_CANONICAL_KEY_MAX];
      guint8 second_key[ZC_CANONICAL_KEY_MAX];
      gsize first_len = make_random_name (random, first);
      gsize second_len = make_random_name (random, second);
      gssize first_key_len = zc_canonical_key_from_wire (first, first_len, apex, sizeof apex, first_key);
      gssize second_key_len = zc_canonical_key_from_wire (second, second_len, apex, sizeof apex, second_key);
      ldns_rdf *first_field = ldns_rdf_new_frm_data (LDNS_RDF_TYPE_DNAME, first_len, first);
      ldns_rdf *second_field = ldns_rdf_new_frm_data (LDNS_RDF_TYPE_DNAME, second_len, second);

      g_assert_cmpint (first_key_len, >=, 0);
      g_assert_cmpint (second_key_len, >=, 0);
      g_assert_cmpint (sign (zc_canonical_compare (first_key, (gsize) first_key_len,
                                                   second_key, (gsize) second_key_len)),
                       ==, sign (ldns_dname_compare (first_field, second_field)));
      ldns_rdf_deep_free (first_field);
      ldns_rdf_deep_free (second_field);
    }
}

static void
test_key_leads_back_to_the_name (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (SEED + 1);

  for (guint i = 0; i < 20000; i++)
    {
      guint8 name[ZC_CANONICAL_NAME_MAX];
      guint8 back[ZC_CANONICAL_NAME_MAX];
      guint8 key[ZC_CANONICAL_KEY_MAX];
      gsize name_len = make_random_name (random, name);
      gssize key_len = zc_canonical_key_from_wire (name, name_len, apex, sizeof apex, key);
      gsize back_len = zc_canonical_key_to_wire (key, (gsize) key_len, apex, sizeof apex, back);

      zc_canonical_name_fold (name, name_len);
      g_assert_cmpmem (back, back_len, name, name_len);
    }
}

static void
test_longest_names (void)
{
  guint8 name[ZC_CANONICAL_NAME_MAX];
  guint8 back[ZC_CANONICAL_NAME_MAX];
  guint8 key[ZC_CANONICAL_KEY_MAX];
  gsize at = 0;
  gssize key_len;

  /* 255 bytes, of which as many as possible need two in the key. */
  while (at + 1 + sizeof apex < ZC_CANONICAL_NAME_MAX)
    {
      guint8 length = (guint8) MIN (63, ZC_CANONICAL_NAME_MAX - sizeof apex - at - 1);

      name[at++] = length;
      memset (name + at, 0, length);
      at += length;
    }
  memcpy (name + at, apex, sizeof apex);
  g_assert_cmpuint (at + sizeof apex, ==, ZC_CANONICAL_NAME_MAX);

  key_len = zc_canonical_key_from_wire (name, sizeof name, apex, sizeof apex, key);
  g_assert_cmpint (key_len, >, 400);
  g_assert_cmpint (key_len, <=, ZC_CANONICAL_KEY_MAX);
  g_assert_cmpuint (zc_canonical_key_to_wire (key, (gsize) key_len, apex, sizeof apex, back), ==, sizeof name);
  g_assert_cmpmem (back, sizeof back, name, sizeof name);

  /* As many labels as fit. */
  for (at = 0; at + 2 + 1 <= ZC_CANONICAL_NAME_MAX; at += 2)
    memcpy (name + at, "\1x", 2);
  name[at++] = 0;
  key_len = zc_canonical_key_from_wire (name, at, (const guint8 *) "", 1, key);
  g_assert_cmpint (key_len, ==, 254);
  g_assert_cmpuint (zc_canonical_key_to_wire (key, (gsize) key_len, (const guint8 *) "", 1, back), ==, at);
  g_assert_cmpmem (back, at, name, at);
}

static void
test_names_outside_the_zone (void)
{
  guint8 key[ZC_CANONICAL_KEY_MAX];

  g_assert_cmpint (key_of ("EXAMPLE.com.", key), ==, 0);
  g_assert_cmpint (key_of ("www.Example.COM.", key), ==, 4);
  g_assert_cmpint (key_of ("com.", key), ==, ZC_CANONICAL_KEY_OUT_OF_ZONE);
  g_assert_cmpint (key_of (".", key), ==, ZC_CANONICAL_KEY_OUT_OF_ZONE);
  g_assert_cmpint (key_of ("example.org.", key), ==, ZC_CANONICAL_KEY_OUT_OF_ZONE);
  /* The bytes of the apex at the end are not enough when a label only seems to begin there. */
  g_assert_cmpint (key_of ("xx\\007example.com.", key), ==, ZC_CANONICAL_KEY_OUT_OF_ZONE);
}

static void
test_damaged_names (void)
{
  guint8 key[ZC_CANONICAL_KEY_MAX];
  guint8 too_long[257];

  memset (too_long, 1, sizeof too_long);
  too_long[256] = 0;

  g_assert_cmpint (zc_canonical_key_from_wire ((const guint8 *) "\3www", 4, apex, sizeof apex, key), ==,
                   ZC_CANONICAL_KEY_BAD_NAME);
  g_assert_cmpint (zc_canonical_key_from_wire ((const guint8 *) "", 0, apex, sizeof apex, key), ==,
                   ZC_CANONICAL_KEY_BAD_NAME);
  g_assert_cmpint (zc_canonical_key_from_wire ((const guint8 *) "\300\14", 2, apex, sizeof apex, key), ==,
                   ZC_CANONICAL_KEY_BAD_NAME);
  g_assert_cmpint (zc_canonical_key_from_wire ((const guint8 *) "\1a\0x", 4, apex, sizeof apex, key), ==,
                   ZC_CANONICAL_KEY_BAD_NAME);
  g_assert_cmpint (zc_canonical_key_from_wire (too_long, sizeof too_long, apex, sizeof apex, key), ==,
                   ZC_CANONICAL_KEY_BAD_NAME);
  g_assert_cmpuint (zc_canonical_name_measure (too_long, sizeof too_long), ==, 0);
}

static void
assert_name_text (const char *text,
                  const char *expected)
{
  guint8 name[ZC_CANONICAL_NAME_MAX];
  gsize length = wire (text, name);
  g_autofree char *written = zc_canonical_name_to_text (name, length);

  g_assert_cmpstr (written, ==, expected);
}

static void
test_name_text (void)
{
  guint8 name[ZC_CANONICAL_NAME_MAX];
  g_autofree char *long_label = g_strnfill (64, 'a');
  g_autofree char *long_name = NULL;
  GString *labels = g_string_new (NULL);

  assert_name_text ("www.example.com", "www.example.com.");
  assert_name_text ("www.example.com.", "www.example.com.");
  assert_name_text (".", ".");
  assert_name_text ("a\\.b\\\\c.example.", "a\\.b\\\\c.example.");
  assert_name_text ("\\200\\000\\032x.example.", "\\200\\000\\032x.example.");
  assert_name_text ("\\065bc.example.", "Abc.example.");
  assert_name_text ("*.example.", "*.example.");
  assert_name_text ("_443._tcp.example.", "_443._tcp.example.");
  assert_name_text ("a\\;b\\(c\\)\\\"\\@\\$.example.", "a\\;b\\(c\\)\\\"\\@\\$.example.");

  for (guint i = 0; i < 127; i++)
    g_string_append (labels, "a.");
  g_assert_cmpuint (zc_canonical_name_from_text (labels->str, name), ==, 255);
  g_string_append (labels, "a.");
  long_name = g_string_free (labels, FALSE);

  g_assert_cmpuint (zc_canonical_name_from_text (long_name, name), ==, 0);
  g_assert_cmpuint (zc_canonical_name_from_text (long_label, name), ==, 0);
  g_assert_cmpuint (zc_canonical_name_from_text ("", name), ==, 0);
  g_assert_cmpuint (zc_canonical_name_from_text ("a..b", name), ==, 0);
}

/* Every type that holds names, with the data in mixed case and as it reads in canonical form. */
static const struct
{
  const char *type;
  const char *mixed;
  const char *folded;
  gboolean keeps_case;
} named[] = {
  { "NS", "Ns1.Example.COM.", "ns1.example.com.", FALSE },
  { "MD", "A.B.", "a.b.", FALSE },
  { "MF", "A.B.", "a.b.", FALSE },
  { "CNAME", "Www.Example.COM.", "www.example.com.", FALSE },
  { "SOA", "Ns.Example. Host\\.Master.Example. 1 2 3 4 5", "ns.example. host\\.master.example. 1 2 3 4 5", FALSE },
  { "MB", "A.B.", "a.b.", FALSE },
  { "MG", "A.B.", "a.b.", FALSE },
  { "MR", "A.B.", "a.b.", FALSE },
  { "PTR", "A.B.", "a.b.", FALSE },
  { "MINFO", "A.B. C.D.", "a.b. c.d.", FALSE },
  { "MX", "10 Mail.Example.", "10 mail.example.", FALSE },
  { "RP", "Me.Example. Txt.Example.", "me.example. txt.example.", FALSE },
  { "AFSDB", "1 Afs.Example.", "1 afs.example.", FALSE },
  { "RT", "1 A.B.", "1 a.b.", FALSE },
  { "PX", "1 A.B. C.D.", "1 a.b. c.d.", FALSE },
  { "SRV", "1 2 443 Srv.Example.", "1 2 443 srv.example.", FALSE },
  { "NAPTR", "100 10 \"U\" \"E2U+Sip\" \"!^.*$!Sip:A@B!\" Next.Example.",
    "100 10 \"U\" \"E2U+Sip\" \"!^.*$!Sip:A@B!\" next.example.", FALSE },
  { "KX", "1 Kx.Example.", "1 kx.example.", FALSE },
  { "DNAME", "Other.Example.", "other.example.", FALSE },
  { "RRSIG", "A 13 2 300 20300101000000 20200101000000 1234 Example.COM. AAbbCCdd",
    "A 13 2 300 20300101000000 20200101000000 1234 example.com. AAbbCCdd", FALSE },
  { "NSEC", "Next.Example. A NS RRSIG TYPE1234", "next.example. A NS RRSIG TYPE1234", TRUE },
  { "IPSECKEY", "10 3 2 Gw.Example. AQNRU3mG", "10 3 2 gw.example. AQNRU3mG", TRUE },
  { "IPSECKEY", "10 1 2 192.0.2.65 AQNRU3mG", "10 1 2 192.0.2.65 AQNRU3mG", TRUE },
  { "HIP", "2 200100107b1a74df365639cc39f1d578 AwEAAbdx Rvs1.Example. Rvs2.Example.",
    "2 200100107b1a74df365639cc39f1d578 AwEAAbdx rvs1.example. rvs2.example.", TRUE },
  { "TALINK", "A. B.", "a. b.", TRUE },
  { "SVCB", "1 Svc.Example. alpn=H2,h3 port=53 key667=\"X y\"",
    "1 svc.example. alpn=H2,h3 port=53 key667=\"X y\"", TRUE },
  { "HTTPS", "0 Svc.Example.", "0 svc.example.", TRUE },
  { "LP", "10 Lp.Example.", "10 lp.example.", TRUE },
  /* DSYNC (RFC 9859) and AMTRELAY (RFC 8777), which ldns does not know by name. */
  { "TYPE66", "\\# 10 003b0100350341624300", "\\# 10 003b0100350361626300", TRUE },
  { "TYPE260", "\\# 7 0a030341626300", "\\# 7 0a030361626300", TRUE },
};

static void
test_names_in_every_type_fold (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (named); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) rdata = NULL;
      g_autofree guint8 *copy = NULL;
      g_autofree char *mixed = NULL;
      g_autofree char *folded = NULL;
      guint16 type;
      gsize length;

      g_assert_true (zc_rdata_type_from_text (named[i].type, &type));
      rdata = zc_rdata_from_text (type, named[i].mixed, &error);
      g_assert_no_error (error);

      length = g_bytes_get_size (rdata);
      copy = g_memdup2 (g_bytes_get_data (rdata, NULL), length);
      mixed = zc_rdata_to_text (type, copy, length);
      g_assert_cmpstr (mixed, ==, named[i].mixed);

      g_assert_cmpint (zc_canonical_rdata_fold (type, copy, length), ==,
                       strcmp (named[i].mixed, named[i].folded) != 0);
      folded = zc_rdata_to_text (type, copy, length);
      g_assert_cmpstr (folded, ==, named[i].folded);
      g_assert_cmpint (zc_canonical_rdata_keeps_case (type), ==, named[i].keeps_case);
      g_assert_true (zc_canonical_rdata_has_names (type));
    }
}

static void
test_other_data_does_not_fold (void)
{
  static const struct
  {
    const char *type;
    const char *text;
  } rows[] = {
    { "A", "65.66.67.68" },
    { "AAAA", "4142:4344:4546:4748:494a:4b4c:4d4e:4f50" },
    { "TXT", "\"Mixed Case\" \"ABC\"" },
    { "CAA", "0 issue \"CA.Example; Account=X\"" },
    { "HINFO", "\"PC\" \"UNIX\"" },
    { "URI", "10 1 \"HTTPS://Example/\"" },
    { "DS", "16706 13 2 4142434445464748" },
    { "TYPE65280", "\\# 4 41424344" },
    { "NULL", "\\# 3 414243" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) rdata = NULL;
      g_autofree guint8 *copy = NULL;
      g_autofree char *text = NULL;
      guint16 type;
      gsize length;

      g_assert_true (zc_rdata_type_from_text (rows[i].type, &type));
      rdata = zc_rdata_from_text (type, rows[i].text, &error);
      g_assert_no_error (error);
      length = g_bytes_get_size (rdata);
      copy = g_memdup2 (g_bytes_get_data (rdata, NULL), length);
      g_assert_false (zc_canonical_rdata_fold (type, copy, length));
      text = zc_rdata_to_text (type, copy, length);
      g_assert_cmpstr (text, ==, rows[i].text);
      g_assert_false (zc_canonical_rdata_has_names (type));
      g_assert_false (zc_canonical_rdata_keeps_case (type));
    }
}

static void
test_damaged_rdata_is_shown_generically (void)
{
  guint8 short_mx[] = { 0, 10, 3, 'A' };
  guint8 bytes[] = { 1, 2, 3 };
  g_autofree char *mx = NULL;
  g_autofree char *a = zc_rdata_to_text (LDNS_RR_TYPE_A, bytes, sizeof bytes);
  g_autofree char *empty = zc_rdata_to_text (LDNS_RR_TYPE_A, bytes, 0);
  g_autofree char *unknown = zc_rdata_to_text (65534, bytes, sizeof bytes);
  g_autofree char *unknown_empty = zc_rdata_to_text (65534, NULL, 0);
  g_autofree char *type = zc_rdata_type_to_text (65534);

  g_assert_false (zc_canonical_rdata_fold (LDNS_RR_TYPE_MX, short_mx, sizeof short_mx));
  mx = zc_rdata_to_text (LDNS_RR_TYPE_MX, short_mx, sizeof short_mx);
  g_assert_cmpstr (mx, ==, "\\# 4 000a0341");
  g_assert_cmpstr (a, ==, "\\# 3 010203");
  g_assert_cmpstr (empty, ==, "\\# 0");
  g_assert_cmpstr (unknown, ==, "\\# 3 010203");
  g_assert_cmpstr (unknown_empty, ==, "\\# 0");
  g_assert_cmpstr (type, ==, "TYPE65534");
}

static void
test_rdata_is_written_without_stray_blanks (void)
{
  static const struct
  {
    const char *type;
    const char *text;
  } rows[] = {
    { "NSEC3", "1 0 0 - 2t7b4g4vsa5smi47k61mv5bv1a22bojr A RRSIG" },
    { "NSEC3", "1 1 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr" },
    { "CSYNC", "66 3 A NS AAAA" },
    { "APL", "1:192.168.32.0/21 !1:192.168.38.0/28" },
    { "TXT", "\"two  blanks\" \"a\\\"  b\" \"\\200\\\\\"" },
    { "TXT", "\"\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) rdata = NULL;
      g_autofree char *text = NULL;
      guint16 type;

      g_assert_true (zc_rdata_type_from_text (rows[i].type, &type));
      rdata = zc_rdata_from_text (type, rows[i].text, &error);
      g_assert_no_error (error);
      text = zc_rdata_to_text (type, g_bytes_get_data (rdata, NULL), g_bytes_get_size (rdata));
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
assert_text_becomes (const char *type,
                     const char *text,
                     const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) rdata = NULL;
  g_autofree char *written = NULL;
  guint16 number;

  g_assert_true (zc_rdata_type_from_text (type, &number));
  rdata = zc_rdata_from_text (number, text, &error);
  g_assert_no_error (error);
  written = zc_rdata_to_text (number, g_bytes_get_data (rdata, NULL), g_bytes_get_size (rdata));
  g_assert_cmpstr (written, ==, expected);
}

static void
test_data_as_a_service_words_it (void)
{
  g_autofree char *long_text = g_strnfill (300, 'x');
  g_autofree char *first = g_strnfill (255, 'x');
  g_autofree char *second = g_strnfill (45, 'x');
  g_autofree char *expected = g_strdup_printf ("\"%s\" \"%s\"", first, second);

  assert_text_becomes ("TXT", "v=DMARC1; p=none", "\"v=DMARC1; p=none\"");
  assert_text_becomes ("TXT", "\"v=DMARC1; p=none\"", "\"v=DMARC1; p=none\"");
  assert_text_becomes ("TXT", "back\\slash and \"quote\"", "\"back\\\\slash and \\\"quote\\\"\"");
  assert_text_becomes ("TXT", "", "\"\"");
  assert_text_becomes ("TXT", long_text, expected);
  assert_text_becomes ("CNAME", "example.co.uk", "example.co.uk.");
  assert_text_becomes ("MX", "10 mail.example.com", "10 mail.example.com.");
  assert_text_becomes ("SRV", "1 2 443 srv.example.com", "1 2 443 srv.example.com.");
  assert_text_becomes ("A", " 192.0.2.1 ", "192.0.2.1");
  assert_text_becomes ("AAAA", "2001:DB8:0::1", "2001:db8::1");
  assert_text_becomes ("CAA", "0 issue \"ca.example; a=b\"", "0 issue \"ca.example; a=b\"");
  assert_text_becomes ("URI", "10 1 \"https://example.com/\"", "10 1 \"https://example.com/\"");
  assert_text_becomes ("HTTPS", "1 . alpn=h3,h2", "1 . alpn=h3,h2");
}

static void
test_bad_data_of_a_service (void)
{
  static const struct
  {
    const char *type;
    const char *text;
  } rows[] = {
    { "A", "192.0.2.256" },
    { "A", "" },
    { "A", "192.0.2.1 192.0.2.2" },
    { "A", "192.0.2.1\n. 0 IN A 192.0.2.2" },
    { "MX", "mail.example.com" },
    { "MX", "10 a..b" },
    { "TXT", "\"open" },
    { "TLSA", "3 1" },
    { "TYPE65280", "\\# 4 0102" },
    { "TYPE65280", "text" },
  };
  guint16 type;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) rdata = NULL;

      g_assert_true (zc_rdata_type_from_text (rows[i].type, &type));
      rdata = zc_rdata_from_text (type, rows[i].text, &error);
      if (rdata != NULL)
        g_error ("“%s” was taken as data of %s", rows[i].text, rows[i].type);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }

  g_assert_false (zc_rdata_type_from_text ("ALIAS", &type));
  g_assert_false (zc_rdata_type_from_text ("", &type));
  g_assert_false (zc_rdata_type_from_text ("TYPE", &type));
  g_assert_false (zc_rdata_type_from_text ("TYPE65536", &type));
  g_assert_true (zc_rdata_type_from_text ("type65280", &type));
  g_assert_cmpuint (type, ==, 65280);
  g_assert_true (zc_rdata_type_from_text ("aaaa", &type));
  g_assert_cmpuint (type, ==, LDNS_RR_TYPE_AAAA);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/canonical/name/key-order-is-canonical", test_key_order_is_canonical);
  g_test_add_func ("/canonical/name/key-leads-back-to-the-name", test_key_leads_back_to_the_name);
  g_test_add_func ("/canonical/name/longest", test_longest_names);
  g_test_add_func ("/canonical/name/outside-the-zone", test_names_outside_the_zone);
  g_test_add_func ("/canonical/name/damaged", test_damaged_names);
  g_test_add_func ("/canonical/name/text", test_name_text);
  g_test_add_func ("/canonical/rdata/names-in-every-type-fold", test_names_in_every_type_fold);
  g_test_add_func ("/canonical/rdata/other-data-does-not-fold", test_other_data_does_not_fold);
  g_test_add_func ("/canonical/rdata/damaged-is-shown-generically", test_damaged_rdata_is_shown_generically);
  g_test_add_func ("/canonical/rdata/no-stray-blanks", test_rdata_is_written_without_stray_blanks);
  g_test_add_func ("/canonical/rdata/as-a-service-words-it", test_data_as_a_service_words_it);
  g_test_add_func ("/canonical/rdata/bad-data-of-a-service", test_bad_data_of_a_service);

  return g_test_run ();
}
