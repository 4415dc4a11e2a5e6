/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-account-trial.h"
#include "zc-cloud-error.h"
#include "zc-test-http.h"
#include "zc-test-sandbox.h"
#include "zc-test.h"

#define QUOTA "GET /quota"
/* Claims without anything to say, and claims that expired in 2001. */
#define TOKEN "e30.e30.zq1"
#define EXPIRED_TOKEN "e30.eyJleHAiOjEwMDAwMDAwMDB9.zq1"
#define NO_TOKEN "prefix.zq1"

#define QUOTA_BODY \
  "{\"quotaUsage\":{\"zones\":1,\"secondaryZones\":2,\"records\":3,\"reverseRecords\":4}," \
  "\"quotaLimits\":{\"zones\":10,\"secondaryZones\":20,\"records\":30,\"reverseRecords\":40}}"
#define EMPTY_QUOTA_BODY \
  "{\"quotaUsage\":{\"zones\":0,\"secondaryZones\":0,\"records\":0,\"reverseRecords\":0}," \
  "\"quotaLimits\":{\"zones\":10,\"secondaryZones\":20,\"records\":30,\"reverseRecords\":40}}"
#define CLOUD_ERROR(code, text) "{\"messages\":[{\"errorCode\":\"" code "\",\"message\":\"" text "\"}]}"
#define HOSTING_ERROR "[{\"code\":\"UNAUTHORIZED\",\"message\":\"The customer is not authorized to do this operation.\"}]"

/* A resolver to which no name is known. */

typedef struct { GResolver parent_instance; } NobodyResolver;
typedef struct { GResolverClass parent_class; } NobodyResolverClass;
static GType nobody_resolver_get_type (void);
G_DEFINE_TYPE (NobodyResolver, nobody_resolver, G_TYPE_RESOLVER)

static void
nobody_resolver_lookup_async (GResolver                *resolver,
                              const char               *name,
                              GResolverNameLookupFlags  flags,
                              GCancellable             *cancellable,
                              GAsyncReadyCallback       callback,
                              gpointer                  data)
{
  g_autoptr(GTask) task = g_task_new (resolver, cancellable, callback, data);

  g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "Nobody knows %s", name);
}

static GList *
nobody_resolver_lookup_finish (GResolver     *resolver,
                               GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
nobody_resolver_class_init (NobodyResolverClass *klass)
{
  G_RESOLVER_CLASS (klass)->lookup_by_name_with_flags_async = nobody_resolver_lookup_async;
  G_RESOLVER_CLASS (klass)->lookup_by_name_with_flags_finish = nobody_resolver_lookup_finish;
}

static void
nobody_resolver_init (NobodyResolver *self)
{
}

/* The proxy of a trial is that of the computer, so the tests' computer gets one that they choose: GLib's simple resolver,
 * which cannot be an extension as it is, since it does not say that it is supported. */

typedef struct { GSimpleProxyResolver parent_instance; } ChosenProxyResolver;
typedef struct { GSimpleProxyResolverClass parent_class; } ChosenProxyResolverClass;
static GType chosen_proxy_resolver_get_type (void);
static void chosen_proxy_resolver_interface_init (GProxyResolverInterface *iface);
G_DEFINE_TYPE_WITH_CODE (ChosenProxyResolver, chosen_proxy_resolver, G_TYPE_SIMPLE_PROXY_RESOLVER,
                         G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, chosen_proxy_resolver_interface_init))

static gboolean
chosen_proxy_resolver_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static void
chosen_proxy_resolver_interface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = chosen_proxy_resolver_is_supported;
}

static void
chosen_proxy_resolver_class_init (ChosenProxyResolverClass *klass)
{
}

static void
chosen_proxy_resolver_init (ChosenProxyResolver *self)
{
}

static void
use_chosen_proxy_resolver (void)
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "chosen", TRUE);
  /* GIO makes its extension points when it is first asked for anything that has one. */
  g_network_monitor_get_default ();
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, chosen_proxy_resolver_get_type (), "chosen", 0);
}

static ZcAccountTrial *
finish (GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;
  ZcAccountTrial *trial = zc_account_trial_finish (result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (trial);
  g_assert_null (strstr (zc_account_trial_get_explanation (trial), "zq1"));
  g_assert_true (strlen (zc_account_trial_get_title (trial)) > 0);
  g_assert_cmpint (zc_account_trial_get_next_step (trial) == NULL, ==,
                   zc_account_trial_get_outcome (trial) == ZC_TRIAL_ACCEPTED);

  return trial;
}

static ZcAccountTrial *
try_token (const char *url,
           const char *token_text)
{
  g_autoptr(ZcSecret) token = zc_secret_new (token_text);
  g_autoptr(GAsyncResult) result = NULL;

  zc_account_trial_async (url, token, NULL, NULL, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);

  return finish (result);
}

static const struct
{
  guint status;
  const char *headers;
  const char *body;
  const char *token;
  ZcTrialOutcome outcome;
  const char *words;
} answers[] = {
  { 200, NULL, QUOTA_BODY, TOKEN, ZC_TRIAL_ACCEPTED, "Secondary zones: 2, primary zones: 1" },
  { 200, NULL, EMPTY_QUOTA_BODY, TOKEN, ZC_TRIAL_ACCEPTED, "no zones yet" },
  { 200, NULL, QUOTA_BODY, EXPIRED_TOKEN, ZC_TRIAL_ACCEPTED, "Check this computer" },
  { 200, NULL, QUOTA_BODY, NO_TOKEN, ZC_TRIAL_ACCEPTED, "accepted the token" },
  { 401, NULL, CLOUD_ERROR ("paas-auth-1", "Unauthorized"), TOKEN, ZC_TRIAL_TOKEN_REFUSED, "The server says: “Unauthorized”" },
  { 401, NULL, CLOUD_ERROR ("paas-auth-1", "zq1 <b>"), TOKEN, ZC_TRIAL_TOKEN_REFUSED, "“zq1 <b>”" },
  { 401, NULL, NULL, TOKEN, ZC_TRIAL_TOKEN_REFUSED, "deleted" },
  { 401, NULL, NULL, NO_TOKEN, ZC_TRIAL_TOKEN_REFUSED, "three parts" },
  { 401, NULL, NULL, EXPIRED_TOKEN, ZC_TRIAL_TOKEN_EXPIRED, "2001" },
  { 401, NULL, HOSTING_ERROR, EXPIRED_TOKEN, ZC_TRIAL_HOSTING_API, "another product" },
  { 404, NULL, HOSTING_ERROR, TOKEN, ZC_TRIAL_HOSTING_API, "another product" },
  { 403, NULL, CLOUD_ERROR ("x-1", "Forbidden"), TOKEN, ZC_TRIAL_NO_PRIVILEGE, "“Access and manage DNS”" },
  { 403, "Content-Type: text/html", "<html>Blocked</html>", TOKEN, ZC_TRIAL_OTHER_SERVICE, "not the API" },
  { 403, NULL, NULL, TOKEN, ZC_TRIAL_NO_PRIVILEGE, "“Access and manage DNS”" },
  { 404, NULL, "<html>", TOKEN, ZC_TRIAL_OTHER_SERVICE, "not the API of IONOS Cloud DNS" },
  { 404, NULL, CLOUD_ERROR ("x-1", "Strange"), TOKEN, ZC_TRIAL_FAILED, "Strange" },
  { 301, "Location: https://example.com/", NULL, TOKEN, ZC_TRIAL_OTHER_SERVICE, "not the API" },
  { 200, "Content-Type: text/html", "<html>log in</html>", TOKEN, ZC_TRIAL_OTHER_SERVICE, "not the API" },
  { 200, NULL, "[]", TOKEN, ZC_TRIAL_OTHER_SERVICE, "not the API" },
  { 400, NULL, NULL, TOKEN, ZC_TRIAL_OTHER_SERVICE, "not the API" },
  { 500, NULL, NULL, TOKEN, ZC_TRIAL_UNAVAILABLE, "cannot work at the moment" },
  { 503, "Retry-After: 600", NULL, TOKEN, ZC_TRIAL_UNAVAILABLE, "cannot work at the moment" },
  { 429, "Retry-After: 600", NULL, TOKEN, ZC_TRIAL_TOO_MANY_REQUESTS, "asked too often. Nothing is known" },
};

static void
test_every_answer_is_explained (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcSecret) token = zc_secret_new (answers[i].token);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(ZcAccountTrial) trial = NULL;
      g_autoptr(GError) error = NULL;

      zc_test_http_add_answer (server, QUOTA, answers[i].status, answers[i].headers, answers[i].body);
      zc_account_trial_async (zc_test_http_get_url (server), token, NULL, NULL, NULL, zc_test_keep_result_cb, &result);
      ZC_WAIT_UNTIL (result != NULL);
      trial = zc_account_trial_finish (result, &error);
      g_assert_no_error (error);
      g_test_message ("%u %s: %s. %s", answers[i].status, answers[i].body, zc_account_trial_get_title (trial),
                      zc_account_trial_get_explanation (trial));

      g_assert_cmpint (zc_account_trial_get_outcome (trial), ==, answers[i].outcome);
      g_assert_nonnull (strstr (zc_account_trial_get_explanation (trial), answers[i].words));
      g_assert_cmpint (zc_account_trial_get_quota (trial) != NULL, ==, answers[i].outcome == ZC_TRIAL_ACCEPTED);
      g_assert_cmpint (zc_account_trial_get_error (trial) == NULL, ==, answers[i].outcome == ZC_TRIAL_ACCEPTED);
      g_assert_cmpint (zc_account_trial_get_token_info (trial) != NULL, ==, strcmp (answers[i].token, NO_TOKEN) != 0);
    }
}

/* A server that repeats the token does not bring it onto the screen. */
static void
test_a_repeated_token_is_redacted (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcAccountTrial) trial = NULL;

  zc_test_http_add_answer (server, QUOTA, 401, NULL, CLOUD_ERROR ("x", "Bad token " TOKEN));
  trial = try_token (zc_test_http_get_url (server), TOKEN);
  g_assert_nonnull (strstr (zc_account_trial_get_explanation (trial), "Bad token [token]"));
}

static void
test_the_sandbox_accepts_its_token (void)
{
  ZcTestSandbox *sandbox = zc_test_sandbox_start ("default");
  g_autoptr(ZcAccountTrial) trial = NULL;

  trial = try_token (zc_test_sandbox_get_url (sandbox), zc_test_sandbox_get_token (sandbox));
  g_assert_cmpint (zc_account_trial_get_outcome (trial), ==, ZC_TRIAL_ACCEPTED);
  g_assert_nonnull (zc_token_info_get_contract (zc_account_trial_get_token_info (trial)));
  g_assert_nonnull (zc_token_info_get_expiry (zc_account_trial_get_token_info (trial)));
  g_clear_object (&trial);

  trial = try_token (zc_test_sandbox_get_url (sandbox), "e30.e30.zq1");
  g_assert_cmpint (zc_account_trial_get_outcome (trial), ==, ZC_TRIAL_TOKEN_REFUSED);
  zc_test_sandbox_stop (sandbox);
}

/* The token stays here where the address is bad or known to be another product's. */
static void
test_nothing_is_sent_to_wrong_addresses (void)
{
  static const struct
  {
    const char *url;
    ZcTrialOutcome outcome;
  } rows[] = {
    { "https://api.hosting.ionos.com/dns/v1", ZC_TRIAL_HOSTING_API },
    { " https://API.hosting.ionos.com ", ZC_TRIAL_HOSTING_API },
    { "https://api.ionos.com/cloudapi/v6", ZC_TRIAL_OTHER_SERVICE },
    { "http://dns.de-fra.ionos.com", ZC_TRIAL_BAD_ADDRESS },
    { "http://0.0.0.0:1", ZC_TRIAL_BAD_ADDRESS },
    { "dns.de-fra.ionos.com", ZC_TRIAL_BAD_ADDRESS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcAccountTrial) trial = try_token (rows[i].url, TOKEN);

      g_assert_cmpint (zc_account_trial_get_outcome (trial), ==, rows[i].outcome);
    }
}

static void
test_an_unknown_certificate_gets_no_token (void)
{
  g_autoptr(GTlsCertificate) certificate = zc_test_http_new_certificate ();
  g_autoptr(ZcTestHttp) server = zc_test_http_new (certificate);
  g_autoptr(ZcAccountTrial) trial = try_token (zc_test_http_get_url (server), TOKEN);

  g_assert_cmpint (zc_account_trial_get_outcome (trial), ==, ZC_TRIAL_CERTIFICATE);
  g_assert_cmpuint (zc_test_http_count (server, NULL), ==, 0);
}

static void
test_nobody_there (void)
{
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  g_autoptr(ZcAccountTrial) trial = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *url = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);

  g_assert_no_error (error);
  g_socket_listener_close (listener);
  url = g_strdup_printf ("http://127.0.0.1:%u", port);
  trial = try_token (url, TOKEN);
  g_assert_cmpint (zc_account_trial_get_outcome (trial), ==, ZC_TRIAL_UNREACHABLE);
}

static void
test_an_unknown_host (void)
{
  g_autoptr(GResolver) before = g_resolver_get_default ();
  g_autoptr(GResolver) nobody = g_object_new (nobody_resolver_get_type (), NULL);
  g_autoptr(ZcAccountTrial) trial = NULL;

  g_resolver_set_default (nobody);
  trial = try_token ("https://dns.example.com", TOKEN);
  g_resolver_set_default (before);
  g_assert_cmpint (zc_account_trial_get_outcome (trial), ==, ZC_TRIAL_HOST_NOT_FOUND);
  g_assert_nonnull (strstr (zc_account_trial_get_explanation (trial), "dns.example.com"));
}

/* A proxy that does not connect says nothing about the service, its address or the token. */
static void
test_a_proxy_that_refuses (void)
{
  static const guint refusals[] = { 403, 407 };
  GSimpleProxyResolver *resolver = G_SIMPLE_PROXY_RESOLVER (g_proxy_resolver_get_default ());

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr(ZcTestHttp) proxy = zc_test_http_new (NULL);
      g_autoptr(ZcAccountTrial) trial = NULL;
      g_autofree char *status = g_strdup_printf ("(%u)", refusals[i]);

      zc_test_http_set_fallback (proxy, refusals[i], NULL);
      g_simple_proxy_resolver_set_default_proxy (resolver, zc_test_http_get_url (proxy));
      trial = try_token ("https://dns.example.test", TOKEN);
      g_simple_proxy_resolver_set_default_proxy (resolver, NULL);

      g_assert_cmpint (zc_account_trial_get_outcome (trial), ==, ZC_TRIAL_PROXY);
      g_assert_nonnull (strstr (zc_account_trial_get_explanation (trial), "dns.example.test"));
      g_assert_nonnull (strstr (zc_account_trial_get_explanation (trial), status));
      g_assert_null (strstr (zc_account_trial_get_next_step (trial), "API address"));
      for (guint j = 0; j < zc_test_http_count (proxy, NULL); j++)
        {
          g_autofree char *request = zc_test_http_dup_request (proxy, j);

          g_assert_true (g_str_has_prefix (request, "CONNECT "));
          g_assert_null (strstr (request, "zq1"));
        }
    }
}

static void
note_wait_cb (guint    seconds,
              gboolean asked,
              gpointer data)
{
  guint *noted = data;

  g_assert_true (asked);
  *noted = seconds;
}

static void
test_a_wait_is_told (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(ZcSecret) token = zc_secret_new (TOKEN);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  guint seconds = 0;

  zc_test_http_add_answer (server, QUOTA, 429, "Retry-After: 17", NULL);
  zc_account_trial_async (zc_test_http_get_url (server), token, cancellable, note_wait_cb, &seconds,
                          zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (seconds == 17);
  g_assert_null (result);
  g_cancellable_cancel (cancellable);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_null (zc_account_trial_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_a_cancelled_trial_has_no_outcome (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(ZcSecret) token = zc_secret_new (TOKEN);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  zc_test_http_add_raw (server, QUOTA, "HTTP/1.1 ", -1, ZC_TEST_HTTP_HOLD);
  zc_account_trial_async (zc_test_http_get_url (server), token, cancellable, NULL, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (zc_test_http_count (server, QUOTA) == 1);
  g_cancellable_cancel (cancellable);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_null (zc_account_trial_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);
  use_chosen_proxy_resolver ();

  g_test_add_func ("/account-trial/every-answer-is-explained", test_every_answer_is_explained);
  g_test_add_func ("/account-trial/a-repeated-token-is-redacted", test_a_repeated_token_is_redacted);
  g_test_add_func ("/account-trial/the-sandbox-accepts-its-token", test_the_sandbox_accepts_its_token);
  g_test_add_func ("/account-trial/nothing-is-sent-to-wrong-addresses", test_nothing_is_sent_to_wrong_addresses);
  g_test_add_func ("/account-trial/an-unknown-certificate-gets-no-token", test_an_unknown_certificate_gets_no_token);
  g_test_add_func ("/account-trial/nobody-there", test_nobody_there);
  g_test_add_func ("/account-trial/an-unknown-host", test_an_unknown_host);
  g_test_add_func ("/account-trial/a-proxy-that-refuses", test_a_proxy_that_refuses);
  g_test_add_func ("/account-trial/a-wait-is-told", test_a_wait_is_told);
  g_test_add_func ("/account-trial/a-cancelled-trial-has-no-outcome", test_a_cancelled_trial_has_no_outcome);

  return g_test_run ();
}
