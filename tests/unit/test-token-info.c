/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-account.h"
#include "zc-test.h"
#include "zc-token-info.h"

#define HEADER "{\"typ\":\"JWT\",\"kid\":\"k-1\"}"
#define CLAIMS "{\"exp\":1800000000,\"identity\":{\"contractNumber\":31960002,\"role\":\"owner\"," \
               "\"uuid\":\"a1bc82de-4cc5-40ca-bfb3-4e93bd9a367c\",\"privileges\":[\"A\"]}}"
#define EXPIRY G_GINT64_CONSTANT (1800000000)

#define N_MUTATIONS 20000

static char *
encode (const char *text,
        gboolean    padded)
{
  char *encoded = g_base64_encode ((const guchar *) text, strlen (text));

  g_strdelimit (encoded, "+", '-');
  g_strdelimit (encoded, "/", '_');
  if (!padded)
    *strchrnul (encoded, '=') = '\0';

  return encoded;
}

static char *
make_token_text (const char *claims,
                 gboolean    padded)
{
  g_autofree char *header_part = encode (HEADER, padded);
  g_autofree char *claims_part = encode (claims, padded);

  return g_strdup_printf ("%s.%s.c2lnbmF0dXJl", header_part, claims_part);
}

static ZcTokenInfo *
read_token (const char *text)
{
  g_autoptr(ZcSecret) token = zc_secret_new (text);

  return zc_token_info_new (token);
}

static ZcTokenInfo *
read_claims (const char *claims)
{
  g_autofree char *text = make_token_text (claims, FALSE);

  return read_token (text);
}

static void
test_claims_are_read (void)
{
  for (int padded = 0; padded < 2; padded++)
    {
      g_autofree char *text = make_token_text (CLAIMS, padded);
      g_autoptr(ZcTokenInfo) info = read_token (text);

      g_assert_nonnull (info);
      g_assert_cmpint (g_date_time_to_unix (zc_token_info_get_expiry (info)), ==, EXPIRY);
      g_assert_cmpstr (zc_token_info_get_contract (info), ==, "31960002");
      g_assert_cmpstr (zc_token_info_get_user (info), ==, "a1bc82de-4cc5-40ca-bfb3-4e93bd9a367c");
      g_assert_cmpstr (zc_token_info_get_role (info), ==, "owner");
    }
}

/* The claims of "\xfb\xff" need the two characters in which base64url differs. */
static void
test_both_alphabets_are_read (void)
{
  static const char * const texts[] = { "e30.eyJpZGVudGl0eSI6eyJyb2xlIjoiw78-Pz4_In19.e30", "e30.eyJpZGVudGl0eSI6eyJyb2xlIjoiw78+Pz4/In19.e30" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(ZcTokenInfo) info = read_token (texts[i]);

      g_assert_nonnull (info);
      g_assert_cmpstr (zc_token_info_get_role (info), ==, "ÿ>?>?");
    }
}

static void
test_what_is_no_token_says_nothing (void)
{
  static const char * const texts[] = { "", ".", "..", "...", "a.b", "prefix.secret", "a.b.c.d", "e30.!!!.e30", "e30..e30",
                                        "e30.W10.e30", "e30.Im8i.e30", "e30.eyJ.e30", "e30.=.e30", "e30.A.e30" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(ZcTokenInfo) info = read_token (texts[i]);

      g_assert_null (info);
    }
}

static void
test_a_huge_token_says_nothing (void)
{
  g_autofree char *role = g_strnfill (100 * 1024, 'x');
  g_autofree char *claims = g_strdup_printf ("{\"identity\":{\"role\":\"%s\"}}", role);
  g_autoptr(ZcTokenInfo) info = read_claims (claims);

  g_assert_null (info);
}

/* A claim that is not what it should be is left out, and the others are read all the same. */
static void
test_odd_claims_are_left_out (void)
{
  static const char * const odd[] = {
    "{\"exp\":\"soon\",\"identity\":{\"contractNumber\":-1,\"uuid\":7,\"role\":\"owner\"}}",
    "{\"exp\":-5,\"identity\":{\"contractNumber\":null,\"uuid\":null,\"role\":\"owner\"}}",
    "{\"exp\":1e300,\"identity\":{\"contractNumber\":[],\"uuid\":{},\"role\":\"owner\"}}",
    "{\"exp\":253402300800,\"identity\":{\"contractNumber\":true,\"uuid\":\"\",\"role\":\"owner\"}}",
    "{\"exp\":[1800000000],\"identity\":{\"role\":\"owner\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr(ZcTokenInfo) info = read_claims (odd[i]);

      g_assert_nonnull (info);
      g_assert_null (zc_token_info_get_expiry (info));
      g_assert_null (zc_token_info_get_contract (info));
      g_assert_null (zc_token_info_get_user (info));
      g_assert_cmpstr (zc_token_info_get_role (info), ==, "owner");
    }
}

static void
test_texts_are_one_plain_line (void)
{
  g_autoptr(ZcTokenInfo) info = read_claims ("{\"identity\":{\"role\":\"a\\nb\\u202e<b>\",\"contractNumber\":\"12\\t3\"}}");

  g_assert_cmpstr (zc_token_info_get_role (info), ==, "a b\xef\xbf\xbd<b>");
  g_assert_cmpstr (zc_token_info_get_contract (info), ==, "12 3");
}

static void
test_expiry_by_the_given_clock (void)
{
  static const struct
  {
    gint64 seconds_before;
    gboolean expired;
    gboolean soon;
    int days;
  } rows[] = {
    { 30 * 86400, FALSE, FALSE, 30 },
    { 7 * 86400 + 1, FALSE, FALSE, 7 },
    { 7 * 86400, FALSE, TRUE, 7 },
    { 86399, FALSE, TRUE, 0 },
    { 1, FALSE, TRUE, 0 },
    { 0, TRUE, FALSE, 0 },
    { -86400, TRUE, FALSE, 0 },
  };
  g_autoptr(ZcTokenInfo) info = read_claims (CLAIMS);
  g_autoptr(ZcTokenInfo) silent = read_claims ("{}");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (EXPIRY - rows[i].seconds_before);

      g_assert_cmpint (zc_token_info_is_expired (info, now), ==, rows[i].expired);
      g_assert_cmpint (zc_token_info_expires_soon (info, now), ==, rows[i].soon);
      g_assert_cmpint (zc_token_info_get_days_left (info, now), ==, rows[i].days);

      g_assert_false (zc_token_info_is_expired (silent, now));
      g_assert_false (zc_token_info_expires_soon (silent, now));
      g_assert_cmpint (zc_token_info_get_days_left (silent, now), ==, -1);
      g_assert_false (zc_token_info_is_expired (NULL, now));
      g_assert_false (zc_token_info_expires_soon (NULL, now));
    }
}

static void
mutate (GString *text)
{
  guint n_changes = 1 + (guint) g_test_rand_int_range (0, 4);

  for (guint i = 0; i < n_changes && text->len > 0; i++)
    {
      int position = g_test_rand_int_range (0, (int) text->len);

      switch (g_test_rand_int_range (0, 4))
        {
        case 0:
          text->str[position] = (char) g_test_rand_int_range (1, 256);
          break;
        case 1:
          g_string_truncate (text, (gsize) position);
          break;
        case 2:
          g_string_erase (text, position, 1);
          break;
        default:
          g_string_insert_c (text, position, "\"{}[].,:=-_09"[g_test_rand_int_range (0, 13)]);
          break;
        }
    }
}

/* Whatever stands in a token, before or after it was encoded: reading ends, and what was read is one valid line. */
static void
test_mutated_tokens_are_survived (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (EXPIRY);
  guint n_read = 0;

  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      g_autoptr(GString) claims = g_string_new (CLAIMS);
      g_autoptr(GString) text = NULL;
      g_autofree char *encoded = NULL;
      g_autoptr(ZcTokenInfo) info = NULL;

      if (i % 2 == 0)
        mutate (claims);
      encoded = make_token_text (claims->str, i % 3 == 0);
      text = g_string_new (encoded);
      if (i % 2 == 1)
        mutate (text);

      info = read_token (text->str);
      if (info == NULL)
        continue;

      n_read++;
      zc_token_info_is_expired (info, now);
      zc_token_info_expires_soon (info, now);
      if (zc_token_info_get_role (info) != NULL)
        {
          g_assert_true (g_utf8_validate (zc_token_info_get_role (info), -1, NULL));
          g_assert_null (strchr (zc_token_info_get_role (info), '\n'));
        }
    }

  /* A mutation that no reader could survive would make the test one of nothing. */
  g_assert_cmpuint (n_read, >, N_MUTATIONS / 100);
}

/* What people paste. */

static void
test_pasted_tokens_are_cleaned (void)
{
  static const char * const texts[] = { "a.b.c", " a.b.c\n", "\t\r\na.b.c ", "Bearer a.b.c", "bearer\ta.b.c\n",
                                        "Authorization: Bearer a.b.c", "authorization:Bearer  a.b.c" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(ZcSecret) token = zc_account_read_token (texts[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (zc_secret_peek (token), ==, "a.b.c");
    }
}

static void
test_broken_pastes_are_refused (void)
{
  static const char * const texts[] = { "", "  \n", "Bearer", "Bearer ", "Authorization:", "zq1 zq2", "zq1\nzq2", "zq1\tzq2",
                                        "Bearer zq1 zq2", "zq\x01", "zq\x7f", "zq\xc3\xb6", "zq\xe2\x80\x8b", "\xff\xfe",
                                        /* Out of files that are no shell's, and out of answers. */
                                        "\"zq.b.c\"", "'zq.b.c'", "{\"token\":\"zq.b.c\"}", "zq.b.c;", "token:zq.b.c", "<zq>" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(ZcSecret) token = zc_account_read_token (texts[i], &error);

      g_assert_null (token);
      g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_BAD_TOKEN);
      g_assert_null (strstr (error->message, "zq"));
    }
}

/* "Bearer" is left out in front of a token, not within one; not all are JSON Web Tokens (RFC 6750, section 2.1). */
static void
test_tokens_stay_as_they_are (void)
{
  static const char * const texts[] = { "bearerx.b.c", "not-the~right_token/+==" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(ZcSecret) token = zc_account_read_token (texts[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (zc_secret_peek (token), ==, texts[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/token-info/claims-are-read", test_claims_are_read);
  g_test_add_func ("/token-info/both-alphabets-are-read", test_both_alphabets_are_read);
  g_test_add_func ("/token-info/what-is-no-token-says-nothing", test_what_is_no_token_says_nothing);
  g_test_add_func ("/token-info/a-huge-token-says-nothing", test_a_huge_token_says_nothing);
  g_test_add_func ("/token-info/odd-claims-are-left-out", test_odd_claims_are_left_out);
  g_test_add_func ("/token-info/texts-are-one-plain-line", test_texts_are_one_plain_line);
  g_test_add_func ("/token-info/expiry-by-the-given-clock", test_expiry_by_the_given_clock);
  g_test_add_func ("/token-info/mutated-tokens-are-survived", test_mutated_tokens_are_survived);
  g_test_add_func ("/token/pasted-tokens-are-cleaned", test_pasted_tokens_are_cleaned);
  g_test_add_func ("/token/broken-pastes-are-refused", test_broken_pastes_are_refused);
  g_test_add_func ("/token/tokens-stay-as-they-are", test_tokens_stay_as_they_are);

  return g_test_run ();
}
