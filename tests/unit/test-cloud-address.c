/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-cloud-address.h"
#include "zc-cloud-answer-private.h"
#include "zc-cloud-client.h"
#include "zc-cloud-error.h"
#include "zc-test.h"

static void
test_accepted (void)
{
  static const struct
  {
    const char *text;
    const char *url;
    const char *host;
    gboolean is_loopback_http;
  } rows[] = {
    { ZC_CLOUD_DEFAULT_URL, "https://dns.de-fra.ionos.com", "dns.de-fra.ionos.com", FALSE },
    { "  https://dns.de-fra.ionos.com/ \n", "https://dns.de-fra.ionos.com", "dns.de-fra.ionos.com", FALSE },
    { "HTTPS://dns.example", "https://dns.example", "dns.example", FALSE },
    { "https://dns.example:443/", "https://dns.example", "dns.example", FALSE },
    { "https://dns.example:8443/api//", "https://dns.example:8443/api", "dns.example:8443", FALSE },
    { "https://münchen.example", "https://xn--mnchen-3ya.example", "xn--mnchen-3ya.example", FALSE },
    { "https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443", "[2001:db8::1]:8443", FALSE },
    { "https://0.0.0.0", "https://0.0.0.0", "0.0.0.0", FALSE },
    { "http://127.0.0.1:41234", "http://127.0.0.1:41234", "127.0.0.1:41234", TRUE },
    { "http://127.255.255.254/", "http://127.255.255.254", "127.255.255.254", TRUE },
    { "http://[::1]:8080", "http://[::1]:8080", "[::1]:8080", TRUE },
    { "http://localhost:80", "http://localhost", "localhost", TRUE },
    { "http://LOCALHOST:8080", "http://LOCALHOST:8080", "LOCALHOST:8080", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(ZcCloudAddress) address = zc_cloud_address_new (rows[i].text, &error);

      g_test_message ("%s", rows[i].text);
      g_assert_no_error (error);
      g_assert_cmpstr (address->url, ==, rows[i].url);
      g_assert_cmpstr (address->host, ==, rows[i].host);
      g_assert_cmpint (address->is_loopback_http, ==, rows[i].is_loopback_http);
    }
}

static void
test_insecure (void)
{
  static const char * const rows[] = {
    "http://dns.de-fra.ionos.com",
    "http://0.0.0.0:8080",
    "http://[::]",
    "http://128.0.0.1",
    "http://127.1",
    "http://2130706433",
    "http://0x7f000001",
    "http://0177.0.0.1",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://mylocalhost",
    "http://localhost.",
    "http://[::ffff:127.0.0.1]",
    "http://192.168.0.1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcSecret) token = zc_secret_new ("abc");
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", rows[i]);
      g_assert_null (zc_cloud_client_new (rows[i], token, &error));
      g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_INSECURE);
      g_assert_nonnull (strstr (error->message, rows[i]));
    }
}

static void
test_unusable (void)
{
  static const char * const rows[] = {
    "",
    " ",
    "/",
    "dns.de-fra.ionos.com",
    "dns.de-fra.ionos.com:443",
    "https://",
    "https:///zones",
    "https://user@dns.example",
    "https://user:password@dns.example",
    "http://user:password@127.0.0.1",
    "https://dns.example/?a=b",
    "https://dns.example/#top",
    "https://dns.example:0",
    "https://dns.example:99999",
    "https://dns.example:x",
    "https://dns example",
    "https://dns\"example",
    "https://dns%2fexample",
    "https://dns<b>example",
    "https://[::1",
    "ftp://dns.example",
    "file:///etc/passwd",
    "javascript:alert(1)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", rows[i]);
      g_assert_null (zc_cloud_address_new (rows[i], &error));
      g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_BAD_ADDRESS);
    }
}

/* What is wrong is told on the terminal and in the log as well. */
static void
test_secrets_in_addresses_are_not_repeated (void)
{
  static const struct
  {
    const char *text;
    const char *shown;
  } rows[] = {
    { "https://user:zq@dns.example/api", "“https://…@dns.example/api”" },
    { "https://user:z@zq/zq@dns.example", "“https://…@dns.example”" },
    { "user:zq@dns.example", "“…@dns.example”" },
    { "https://dns.example/?token=zq", "“https://dns.example/?…”" },
    { "https://dns.example/#zq", "“https://dns.example/#…”" },
    /* A token in the place of the address. */
    { "eyJ0eXAiOiJKV1QiLCJraWQiOiIxIn0.eyJpZGVudGl0eSI6eyJjb250cmFjdE51bWJlciI6MX19.zqzqzqzqzqzqzq",
      "“eyJ0eXAiOiJKV1QiLCJraWQiOiIxIn0.eyJpZGVudGl0eSI6eyJjb250cmFj…”" },
    { "dns.example", "“dns.example”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (zc_cloud_address_new (rows[i].text, &error));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, rows[i].shown));
      g_assert_null (strstr (error->message, "zq"));
    }
}

static void
test_retry_after (void)
{
  static const struct
  {
    const char *value;
    const char *date;
    int seconds;
  } rows[] = {
    { NULL, NULL, -1 },
    { "0", NULL, 0 },
    { " 12 ", NULL, 12 },
    { "3600", NULL, 3600 },
    { "99999999999", NULL, G_MAXINT },
    { "18446744073709551615", NULL, G_MAXINT },
    { "18446744073709551616", NULL, G_MAXINT },
    { " 100000000000000000000000000000000000000000 ", NULL, G_MAXINT },
    { "100000000000000000000000000000000000000000s", NULL, -1 },
    { "-100000000000000000000000000000000000000000", NULL, -1 },
    { "-1", NULL, -1 },
    { "1.5", NULL, -1 },
    { "soon", NULL, -1 },
    { "", NULL, -1 },
    /* The server's own clock counts, however wrong it is. */
    { "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:30 GMT", 7 },
    { "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:30 GMT", 7 },
    { "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:50:00 GMT", 0 },
    { "Sun, 06 Nov 1994 08:49:37 GMT", NULL, 0 },
    { "Sun, 06 Nov 1994 08:49:37 GMT", "nonsense", 0 },
  };
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) later = g_date_time_add_seconds (now, 100);
  g_autofree char *text = g_date_time_format (later, "%a, %d %b %Y %T GMT");
  int seconds;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (zc_cloud_answer_parse_retry_after (rows[i].value, rows[i].date), ==, rows[i].seconds);

  seconds = zc_cloud_answer_parse_retry_after (text, NULL);
  g_assert_cmpint (seconds, >=, 90);
  g_assert_cmpint (seconds, <=, 100);
}

static void
test_cut_bodies (void)
{
  static const struct
  {
    const char *text;
    gboolean end_is_noticed;
    gboolean is_cut;
  } rows[] = {
    { "{\"a\":1}", FALSE, FALSE },
    { " [1] \n", FALSE, FALSE },
    { "{\"a\":", FALSE, TRUE },
    { "{", FALSE, TRUE },
    { "[", FALSE, TRUE },
    { "[{}", FALSE, TRUE },
    /* A complete body that is no JSON is another fault. */
    { "{\"a\":", TRUE, FALSE },
    { "<html>", FALSE, FALSE },
    { "", TRUE, FALSE },
    { "", FALSE, TRUE },
    { " ", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) body = g_bytes_new_static (rows[i].text, strlen (rows[i].text));
      ZcCloudAnswer answer = { .http_status = 200, .end_is_noticed = rows[i].end_is_noticed, .body = body };

      g_assert_cmpint (zc_cloud_answer_seems_cut (&answer), ==, rows[i].is_cut);
    }
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/cloud/address/accepted", test_accepted);
  g_test_add_func ("/cloud/address/insecure", test_insecure);
  g_test_add_func ("/cloud/address/unusable", test_unusable);
  g_test_add_func ("/cloud/address/secrets-are-not-repeated", test_secrets_in_addresses_are_not_repeated);
  g_test_add_func ("/cloud/answer/retry-after", test_retry_after);
  g_test_add_func ("/cloud/answer/cut-bodies", test_cut_bodies);

  return g_test_run ();
}
