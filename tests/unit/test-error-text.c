/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-account.h"
#include "zc-cloud-error-private.h"
#include "zc-error-text.h"
#include "zc-keyring.h"
#include "zc-test.h"

static void
assert_title (GQuark      domain,
              int         code,
              const char *expected)
{
  g_autoptr(GError) error = g_error_new_literal (domain, code, "message");
  g_autofree char *title = zc_error_text_get_title (error);

  g_assert_cmpstr (title, ==, expected);
}

static void
test_every_error_of_the_client_has_its_own_words (void)
{
  g_autoptr(GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int code = ZC_CLOUD_ERROR_UNAUTHORIZED; code <= ZC_CLOUD_ERROR_NO_ANSWER; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (ZC_CLOUD_ERROR, code, "message");
      g_autofree char *text = zc_error_text_describe (error);
      char *title = zc_error_text_get_title (error);

      g_assert_cmpstr (title, !=, "Something went wrong");
      /* About an address the client says all itself, with the address in it; nothing is said twice. */
      if (code == ZC_CLOUD_ERROR_INSECURE || code == ZC_CLOUD_ERROR_BAD_ADDRESS)
        g_assert_cmpstr (text, ==, "message");
      else
        g_assert_cmpuint (strlen (text), >, 40);
      g_assert_true (g_hash_table_add (titles, title));
    }
}

static void
test_other_domains_have_words (void)
{
  assert_title (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stopped");
  assert_title (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "The server cannot be reached");
  assert_title (G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, "No network");
  assert_title (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "No answer in time");
  assert_title (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "No space left");
  assert_title (G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "The server’s name is not known");
  assert_title (G_RESOLVER_ERROR, G_RESOLVER_ERROR_INTERNAL, "Names cannot be resolved");
  assert_title (G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "The server’s identity could not be verified");
  assert_title (G_TLS_ERROR, G_TLS_ERROR_HANDSHAKE, "No secure connection");
  assert_title (ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NONE, "No account");
  assert_title (G_MARKUP_ERROR, G_MARKUP_ERROR_PARSE, "Something went wrong");
}

/* Which of them, what that means, and what to do about it. */
static void
test_keyring_errors_end_in_advice (void)
{
  for (int code = ZC_KEYRING_ERROR_NO_SERVICE; code <= ZC_KEYRING_ERROR_FAILED; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (ZC_KEYRING_ERROR, code, "message");
      g_autofree char *expected = g_strdup_printf ("message\n\n%s", zc_keyring_error_get_advice (error));
      g_autofree char *title = zc_error_text_get_title (error);
      g_autofree char *text = zc_error_text_describe (error);

      g_assert_cmpstr (title, !=, "Something went wrong");
      g_assert_cmpstr (text, ==, expected);
    }
}

static void
test_unknown_errors_keep_their_message (void)
{
  g_autoptr(GError) error = g_error_new_literal (G_MARKUP_ERROR, G_MARKUP_ERROR_PARSE, "Line 3:\n<b> is not closed");
  g_autofree char *text = zc_error_text_describe (error);

  g_assert_cmpstr (text, ==, "Line 3: <b> is not closed");
}

static void
test_what_the_system_said_is_quoted (void)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "Socket I/O timed out");
  g_autofree char *text = zc_error_text_describe (error);

  g_assert_true (g_str_has_suffix (text, "\n\nReported: “Socket I/O timed out”"));
}

static void
test_own_messages_are_not_repeated (void)
{
  static const int codes[] = { G_IO_ERROR_CANCELLED, G_IO_ERROR_BUSY, G_IO_ERROR_NOT_SUPPORTED };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, codes[i], "Zq");
      g_autofree char *text = zc_error_text_describe (error);

      g_assert_null (strstr (text, "Zq"));
    }
}

static GError *
make_answer_error (guint       status,
                   const char *body)
{
  g_autoptr(ZcSecret) token = zc_secret_new ("s3cret");
  g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));
  ZcCloudAnswer answer = { .http_status = status, .retry_after = -1, .content_type = (char *) "application/json", .body = bytes };

  return zc_cloud_error_new_for_answer ("dns.example", token, &answer);
}

static void
test_words_of_the_service_are_literal (void)
{
  g_autoptr(GError) error = make_answer_error (409,
    "{\"httpStatus\":409,\"messages\":[{\"errorCode\":\"paas-dns-rest-0513\",\"message\":\"<b>busy</b> \\u202e & s3cret\"}]}");
  g_autofree char *text = zc_error_text_describe (error);

  g_assert_true (g_str_has_prefix (text, "Another operation on the zone is in progress"));
  g_assert_true (g_str_has_suffix (text, "\n\nIONOS says: “<b>busy</b> \xef\xbf\xbd & [token]”"
                                         "\n\nHTTP status 409, error code paas-dns-rest-0513"));
}

static void
test_a_silent_service_shows_its_status (void)
{
  g_autoptr(GError) error = make_answer_error (500, "<html>Oops</html>");
  g_autofree char *text = zc_error_text_describe (error);

  g_assert_nonnull (strstr (text, "HTTP status 500"));
  g_assert_null (strstr (text, "IONOS says"));
}

/* Anything on the way refuses requests as well; that the service knew who asked is not seen then. */
static void
test_a_refusal_claims_nothing_about_who_asked (void)
{
  g_autoptr(GError) error = make_answer_error (418, "<html>Blocked</html>");
  g_autofree char *text = zc_error_text_describe (error);

  g_assert_true (g_str_has_prefix (text, "The server did not accept the request."));
  g_assert_null (strstr (text, "IONOS"));
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/error-text/every-error-of-the-client-has-its-own-words", test_every_error_of_the_client_has_its_own_words);
  g_test_add_func ("/error-text/other-domains-have-words", test_other_domains_have_words);
  g_test_add_func ("/error-text/keyring", test_keyring_errors_end_in_advice);
  g_test_add_func ("/error-text/unknown-errors-keep-their-message", test_unknown_errors_keep_their_message);
  g_test_add_func ("/error-text/what-the-system-said-is-quoted", test_what_the_system_said_is_quoted);
  g_test_add_func ("/error-text/own-messages-are-not-repeated", test_own_messages_are_not_repeated);
  g_test_add_func ("/error-text/words-of-the-service-are-literal", test_words_of_the_service_are_literal);
  g_test_add_func ("/error-text/a-silent-service-shows-its-status", test_a_silent_service_shows_its_status);
  g_test_add_func ("/error-text/a-refusal-claims-nothing-about-who-asked", test_a_refusal_claims_nothing_about_who_asked);

  return g_test_run ();
}
