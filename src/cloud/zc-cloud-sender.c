/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zc-cloud"

#include "zc-config.h"

#include "zc-cloud-sender-private.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "zc-backoff.h"
#include "zc-cloud-address.h"
#include "zc-cloud-error-private.h"
#include "zc-cloud-exchange-private.h"

/* libsoup's own default of two connections to a host would make the pages of a list and the polls of
 * several runs wait for each other. */
#define MOST_CONNECTIONS 12

/* RFC 6585, section 4; libsoup has no name for it. */
#define HTTP_TOO_MANY_REQUESTS 429

struct _ZcCloudSender
{
  GObject parent_instance;

  ZcCloudAddress *address; /* (owned) */
  ZcSecret *token;         /* (owned) */
  SoupSession *session;    /* (owned) */
  ZcCloudLimits limits;
};

G_DEFINE_FINAL_TYPE (ZcCloudSender, zc_cloud_sender, G_TYPE_OBJECT)

enum
{
  SIGNAL_WAITING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  ZcCloudMethod method;
  char *path;           /* (owned) */
  ZcSecret *token;      /* (owned): the one that this request is sent with, also when there is another since */
  guint n_tries;
  gint64 deadline;      /* monotonic, in microseconds */
  gint64 try_started;   /* monotonic, in microseconds */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->path);
  zc_secret_unref (request->token);
  g_free (request);
}

static void
zc_cloud_sender_finalize (GObject *object)
{
  ZcCloudSender *self = ZC_CLOUD_SENDER (object);

  g_clear_pointer (&self->address, zc_cloud_address_free);
  g_clear_pointer (&self->token, zc_secret_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (zc_cloud_sender_parent_class)->finalize (object);
}

static void
zc_cloud_sender_class_init (ZcCloudSenderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_cloud_sender_finalize;

  signals[SIGNAL_WAITING] =
    g_signal_new ("waiting", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
}

static void
zc_cloud_sender_init (ZcCloudSender *self)
{
}

static const char *
get_method_name (ZcCloudMethod method)
{
  return method == ZC_CLOUD_METHOD_PUT ? SOUP_METHOD_PUT : SOUP_METHOD_GET;
}

/* A line feed in a header would begin another header, so only what tokens consist of is sent. */
static gboolean
token_can_be_sent (ZcSecret *token)
{
  const char *text = zc_secret_peek (token);

  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isgraph (*at))
      return FALSE;

  return *text != '\0';
}

/* libsoup keeps and writes copies of its own that nobody can wipe; this one is wiped. */
static void
add_token (SoupMessage *message,
           ZcSecret    *token)
{
  char *value = g_strconcat ("Bearer ", zc_secret_peek (token), NULL);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
  explicit_bzero (value, strlen (value));
  g_free (value);
}

static SoupMessage *
make_message (ZcCloudSender *self,
              Request       *request)
{
  g_autofree char *url = g_strconcat (self->address->url, request->path, NULL);
  SoupMessage *message = soup_message_new (get_method_name (request->method), url);
  SoupMessageHeaders *headers;

  if (message == NULL)
    return NULL;

  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Accept", "application/json");
  add_token (message, request->token);

  /* A redirect would carry the token to another place. The features are switched off for the message
   * instead of removed from the session: without an authentication manager libsoup 3.2 gathers the
   * body of every 401 in memory, however long it is, before it hands it out. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_disable_feature (message, SOUP_TYPE_AUTH_MANAGER);
  soup_message_disable_feature (message, SOUP_TYPE_CONTENT_SNIFFER);
  soup_message_disable_feature (message, SOUP_TYPE_COOKIE_JAR);
  soup_message_disable_feature (message, SOUP_TYPE_CACHE);
  soup_message_disable_feature (message, SOUP_TYPE_HSTS_ENFORCER);

  if (request->method == ZC_CLOUD_METHOD_PUT)
    soup_message_headers_set_content_length (headers, 0);

  /* On a kept connection that the server is just closing, libsoup would send the request once more
   * by itself. A kept connection is no help to a try after a failure either. */
  if (request->method == ZC_CLOUD_METHOD_PUT || request->n_tries > 1)
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);

  return message;
}

static gboolean
connection_error_may_pass (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_FAILED) ||
         g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE) ||
         g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF) ||
         /* A header that is cut by the end of the connection; also what is no HTTP at all. */
         g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING);
}

static gboolean
answer_may_be_repeated (ZcCloudMethod        method,
                        const ZcCloudAnswer *answer)
{
  switch (answer->http_status)
    {
    case HTTP_TOO_MANY_REQUESTS:
    case SOUP_STATUS_SERVICE_UNAVAILABLE:
      return method == ZC_CLOUD_METHOD_GET || answer->retry_after >= 0;
    case SOUP_STATUS_BAD_GATEWAY:
    case SOUP_STATUS_GATEWAY_TIMEOUT:
      return method == ZC_CLOUD_METHOD_GET;
    default:
      return FALSE;
    }
}

static void try_once (GTask *task);

static gboolean
try_again_cb (gpointer data)
{
  GTask *task = data;

  if (!g_task_return_error_if_cancelled (task))
    try_once (task);

  return G_SOURCE_REMOVE;
}

static gboolean
wake_up_cb (GCancellable *cancellable,
            gpointer      data)
{
  return G_SOURCE_REMOVE;
}

/* Waits and tries again; when no try or no time is left, @error is the end. */
static void
try_later (GTask  *task,
           GError *error,
           int     retry_after)
{
  ZcCloudSender *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GSource) source = NULL;
  gint64 delay_ms;

  delay_ms = zc_backoff_delay (request->n_tries, self->limits.first_delay_ms, self->limits.most_delay_ms);
  if (retry_after > 0)
    delay_ms = MAX (delay_ms, (gint64) retry_after * 1000);

  if (request->n_tries >= self->limits.most_tries ||
      g_get_monotonic_time () + delay_ms * 1000 >= request->deadline)
    {
      g_task_return_error (task, error);
      return;
    }

  g_error_free (error);
  source = g_timeout_source_new ((guint) delay_ms);
  if (cancellable != NULL)
    {
      g_autoptr(GSource) cancel_source = g_cancellable_source_new (cancellable);

      g_source_set_callback (cancel_source, G_SOURCE_FUNC (wake_up_cb), NULL, NULL);
      g_source_add_child_source (source, cancel_source);
    }
  g_task_attach_source (task, source, try_again_cb);

  g_signal_emit (self, signals[SIGNAL_WAITING], 0, (guint) ((delay_ms + 999) / 1000), retry_after > 0);
}

static void
handle_connection_error (GTask    *task,
                         GError   *error,
                         gboolean  sent)
{
  ZcCloudSender *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  gboolean may_pass;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }

  if (request->method == ZC_CLOUD_METHOD_PUT)
    {
      if (sent)
        {
          g_error_free (error);
          error = zc_cloud_error_new_no_answer (self->address->host);
        }
      g_task_return_error (task, error);
      return;
    }

  may_pass = connection_error_may_pass (error);

  if (error->domain == SOUP_SESSION_ERROR)
    {
      g_autoptr(GError) soup_error = error;

      error = zc_cloud_error_new_bad_answer (self->address->host, 0, _("its header is cut or is not HTTP"));
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    {
      g_autoptr(GError) coding_error = error;

      error = zc_cloud_error_new_bad_answer (self->address->host, 0, _("its compression is damaged"));
    }

  if (may_pass)
    try_later (task, error, -1);
  else
    g_task_return_error (task, error);
}

static void
handle_answer (GTask         *task,
               ZcCloudAnswer *answer)
{
  ZcCloudSender *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  g_autoptr(ZcCloudAnswer) owned = answer;
  g_autoptr(GBytes) body = NULL;
  GError *error;

  if (!zc_cloud_answer_is_success (answer))
    {
      error = zc_cloud_error_new_for_answer (self->address->host, request->token, answer);
      if (answer_may_be_repeated (request->method, answer))
        try_later (task, error, answer->retry_after);
      else
        g_task_return_error (task, error);
      return;
    }

  if (request->method == ZC_CLOUD_METHOD_GET)
    {
      if (answer->body_error == NULL && zc_cloud_answer_seems_cut (answer))
        answer->body_error = g_error_new (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
                                          /* Translators: %s is a host name. */
                                          _("The answer of %s ends in the middle."), self->address->host);
      if (answer->body_error != NULL)
        {
          handle_connection_error (task, g_steal_pointer (&answer->body_error), TRUE);
          return;
        }
    }

  /* What is read goes onto the screen and into the file of what was listed last. */
  body = answer->body;
  answer->body = zc_secret_redact_bytes (request->token, body);

  g_task_return_pointer (task, g_steal_pointer (&owned), (GDestroyNotify) zc_cloud_answer_free);
}

static void
exchange_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  Request *request = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean sent;
  ZcCloudAnswer *answer = zc_cloud_exchange_finish (result, &sent, &error);
  double seconds = (double) (g_get_monotonic_time () - request->try_started) / G_USEC_PER_SEC;

  /* Neither headers nor bodies are ever logged: both may hold the token. */
  if (answer != NULL)
    g_debug ("%s %s: try %u, status %u, %.3f s", get_method_name (request->method), request->path,
             request->n_tries, answer->http_status, seconds);
  else
    g_debug ("%s %s: try %u, no answer (%s %d), %.3f s", get_method_name (request->method), request->path,
             request->n_tries, g_quark_to_string (error->domain), error->code, seconds);

  if (answer != NULL)
    handle_answer (task, answer);
  else
    handle_connection_error (task, error, sent);
}

static void
try_once (GTask *task)
{
  ZcCloudSender *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  g_autoptr(SoupMessage) message = NULL;
  ZcCloudLimits limits = self->limits;
  gint64 left_ms;

  request->n_tries++;
  request->try_started = g_get_monotonic_time ();

  left_ms = MAX ((request->deadline - request->try_started) / 1000, 1);
  limits.request_ms = (guint) MIN ((gint64) limits.request_ms, left_ms);

  message = make_message (self, request);
  if (message == NULL)
    {
      g_task_return_new_error (task, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_BAD_ADDRESS,
                               /* Translators: %s is an address. */
                               _("“%s” cannot be used as the API address. Give one such as https://dns.de-fra.ionos.com."),
                               self->address->url);
      return;
    }

  zc_cloud_exchange_async (self->session, message, self->address->host, &limits,
                           g_task_get_cancellable (task), exchange_cb, g_object_ref (task));
}

ZcCloudSender *
zc_cloud_sender_new (const char           *base_url,
                     ZcSecret             *token,
                     SoupSession          *session,
                     const ZcCloudLimits  *limits,
                     GError              **error)
{
  g_autoptr(ZcCloudAddress) address = zc_cloud_address_new (base_url, error);
  ZcCloudSender *self;

  g_return_val_if_fail (token != NULL, NULL);

  if (address == NULL)
    return NULL;

  self = g_object_new (ZC_TYPE_CLOUD_SENDER, NULL);
  self->token = zc_secret_ref (token);
  self->limits = *limits;
  self->session = session != NULL ? g_object_ref (session)
                                  : soup_session_new_with_options ("max-conns", MOST_CONNECTIONS,
                                                                   "max-conns-per-host", MOST_CONNECTIONS,
                                                                   NULL);
  soup_session_set_timeout (self->session, limits->idle_s);
  soup_session_set_user_agent (self->session, "ZoneCourier/" ZC_VERSION);
  /* Plain HTTP is for this computer only; a proxy would read the token. */
  if (address->is_loopback_http)
    soup_session_set_proxy_resolver (self->session, NULL);
  self->address = g_steal_pointer (&address);

  return self;
}

const char *
zc_cloud_sender_get_host (ZcCloudSender *self)
{
  g_return_val_if_fail (ZC_IS_CLOUD_SENDER (self), NULL);

  return self->address->host;
}

void
zc_cloud_sender_set_token (ZcCloudSender *self,
                           ZcSecret      *token)
{
  g_return_if_fail (ZC_IS_CLOUD_SENDER (self));
  g_return_if_fail (token != NULL);

  zc_secret_ref (token);
  zc_secret_unref (self->token);
  self->token = token;
}

const ZcCloudLimits *
zc_cloud_sender_get_limits (ZcCloudSender *self)
{
  g_return_val_if_fail (ZC_IS_CLOUD_SENDER (self), NULL);

  return &self->limits;
}

void
zc_cloud_sender_send_async (ZcCloudSender       *self,
                            ZcCloudMethod        method,
                            const char          *path,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Request *request;

  g_return_if_fail (ZC_IS_CLOUD_SENDER (self));
  g_return_if_fail (path != NULL && *path == '/');

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_cloud_sender_send_async);

  request = g_new0 (Request, 1);
  request->method = method;
  request->path = g_strdup (path);
  request->token = zc_secret_ref (self->token);
  request->deadline = g_get_monotonic_time () + (gint64) self->limits.operation_ms * 1000;
  g_task_set_task_data (task, request, request_free);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (!token_can_be_sent (request->token))
    {
      g_task_return_new_error (task, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_UNAUTHORIZED,
                               _("The token of this account is empty or holds characters that no token has, so nothing was sent. Replace the token."));
      return;
    }

  try_once (task);
}

ZcCloudAnswer *
zc_cloud_sender_send_finish (ZcCloudSender  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
