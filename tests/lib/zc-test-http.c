/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-http.h"

#include <libsoup/soup.h>
#include <string.h>
#include <sys/socket.h>

#define DRIBBLE_MS 20
#define FLOOD_BLOCK (64 * 1024)
/* A client that neither reads nor closes must not keep a test waiting. */
#define FLOOD_PATIENCE_SECONDS 5

typedef struct
{
  guint status;             /* 0 for a raw answer */
  char *headers;            /* (owned) (nullable) */
  char *body;               /* (owned) (nullable) */
  gsize length;             /* of the body of a raw answer */
  ZcTestHttpEnding ending;
  ZcTestHttpFunc function;  /* (nullable) */
  gpointer data;            /* (unowned) */
} Reply;

typedef struct
{
  char *route;   /* (owned) */
  char *text;    /* (owned): the line and the header fields */
  GHashTable *headers; /* (owned) (element-type utf8 utf8) */
  gint64 time;
} Entry;

struct _ZcTestHttp
{
  char *address;                /* (owned) */
  GTlsCertificate *certificate; /* (owned) (nullable) */
  GThread *thread;              /* (owned) */
  GMainContext *context;        /* (owned) */
  GMainLoop *loop;              /* (owned) */
  SoupServer *server;           /* (owned): used in the thread only */
  GPtrArray *held;              /* (owned) (element-type GIOStream): used in the thread only */

  GMutex mutex;
  GCond cond;
  char *url;                    /* (owned) (mutex mutex) */
  GHashTable *replies;          /* (owned) (mutex mutex) (element-type utf8 GQueue) */
  GPtrArray *journal;           /* (owned) (mutex mutex) (element-type Entry) */
  Reply *fallback;              /* (owned) (mutex mutex) */
  gboolean is_http2;            /* (mutex mutex) */
  guint delay_ms;               /* (mutex mutex) */
  guint n_parallel;             /* (mutex mutex) */
  guint most_parallel;          /* (mutex mutex) */
  gsize n_flooded;              /* (mutex mutex) */
  gboolean flooding;            /* (mutex mutex) */
};

typedef struct
{
  ZcTestHttp *server;         /* (unowned) */
  SoupServerMessage *message; /* (owned) */
  Reply *reply;               /* (unowned) */
} Answering;

static void
reply_free (gpointer data)
{
  Reply *reply = data;

  g_free (reply->headers);
  g_free (reply->body);
  g_free (reply);
}

static void
replies_free (gpointer data)
{
  g_queue_free_full (data, reply_free);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->route);
  g_free (entry->text);
  g_hash_table_unref (entry->headers);
  g_free (entry);
}

static Entry *
entry_new (SoupServerMessage *message)
{
  Entry *entry = g_new0 (Entry, 1);
  GUri *uri = soup_server_message_get_uri (message);
  GString *text = g_string_new (NULL);
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  entry->time = g_get_monotonic_time ();
  entry->route = g_strdup_printf ("%s %s", soup_server_message_get_method (message), g_uri_get_path (uri));
  entry->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_string_append (text, entry->route);
  if (g_uri_get_query (uri) != NULL)
    g_string_append_printf (text, "?%s", g_uri_get_query (uri));

  soup_message_headers_iter_init (&iter, soup_server_message_get_request_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      g_string_append_printf (text, "\n%s: %s", name, value);
      g_hash_table_insert (entry->headers, g_ascii_strdown (name, -1), g_strdup (value));
    }
  entry->text = g_string_free (text, FALSE);

  return entry;
}

static void
answer_properly (SoupServerMessage *message,
                 Reply             *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_auto(GStrv) lines = g_strsplit (reply->headers != NULL ? reply->headers : "", "\n", -1);
  char *body;

  if (reply->function != NULL)
    body = reply->function (g_uri_get_query (soup_server_message_get_uri (message)), reply->data);
  else
    body = g_strdup (reply->body != NULL ? reply->body : "");

  soup_server_message_set_status (message, reply->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, body, strlen (body));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *colon = strstr (lines[i], ": ");

      if (colon == NULL)
        continue;
      *colon = '\0';
      soup_message_headers_replace (headers, lines[i], colon + 2);
    }
}

static gboolean
dribble_cb (gpointer data)
{
  GOutputStream *output = g_io_stream_get_output_stream (data);

  return g_output_stream_write_all (output, " ", 1, NULL, NULL, NULL);
}

static void
flood (ZcTestHttp *self,
       GIOStream  *stream)
{
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  g_autofree char *block = g_strnfill (FLOOD_BLOCK, ' ');
  gssize n_written;

  g_mutex_lock (&self->mutex);
  self->flooding = TRUE;
  g_mutex_unlock (&self->mutex);

  while ((n_written = g_output_stream_write (output, block, FLOOD_BLOCK, NULL, NULL)) > 0)
    {
      g_mutex_lock (&self->mutex);
      self->n_flooded += (gsize) n_written;
      g_mutex_unlock (&self->mutex);
    }

  g_mutex_lock (&self->mutex);
  self->flooding = FALSE;
  g_mutex_unlock (&self->mutex);
  g_main_context_wakeup (NULL);
}

static void
answer_raw (ZcTestHttp        *self,
            SoupServerMessage *message,
            Reply             *reply)
{
  g_autoptr(GSocket) socket = g_object_ref (soup_server_message_get_socket (message));
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);
  struct linger no_linger = { .l_onoff = 1, .l_linger = 0 };

  g_socket_set_timeout (socket, FLOOD_PATIENCE_SECONDS);
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), reply->body, reply->length,
                             NULL, NULL, NULL);

  switch (reply->ending)
    {
    case ZC_TEST_HTTP_HOLD:
      g_ptr_array_add (self->held, g_steal_pointer (&stream));
      return;

    case ZC_TEST_HTTP_DRIBBLE:
      {
        g_autoptr(GSource) source = g_timeout_source_new (DRIBBLE_MS);

        g_source_set_callback (source, dribble_cb, g_object_ref (stream), g_object_unref);
        g_source_attach (source, self->context);
        return;
      }

    case ZC_TEST_HTTP_FLOOD:
      flood (self, stream);
      break;

    case ZC_TEST_HTTP_RESET:
      setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &no_linger, sizeof no_linger);
      break;

    case ZC_TEST_HTTP_CLOSE:
    default:
      break;
    }

  g_io_stream_close (stream, NULL, NULL);
}

static gboolean
answer_cb (gpointer data)
{
  Answering *answering = data;
  ZcTestHttp *self = answering->server;

  g_mutex_lock (&self->mutex);
  self->n_parallel--;
  g_mutex_unlock (&self->mutex);

  answer_properly (answering->message, answering->reply);
  soup_server_message_unpause (answering->message);

  return G_SOURCE_REMOVE;
}

static void
answering_free (gpointer data)
{
  Answering *answering = data;

  g_object_unref (answering->message);
  g_free (answering);
}

static Reply *
take_reply (ZcTestHttp *self,
            const char *route)
{
  GQueue *queue = g_hash_table_lookup (self->replies, route);
  Reply *reply;

  if (queue == NULL)
    return self->fallback;

  /* Replies that were given go to the queue of no route, so that they live as long as the server; the last one stays. */
  reply = g_queue_peek_head (queue);
  if (reply != g_queue_peek_tail (queue))
    {
      g_queue_pop_head (queue);
      g_queue_push_head (g_hash_table_lookup (self->replies, ""), reply);
    }

  return reply;
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  ZcTestHttp *self = data;
  Entry *entry = entry_new (message);
  Answering *answering;
  g_autoptr(GSource) source = NULL;
  Reply *reply;
  guint delay_ms;

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->journal, entry);
  reply = take_reply (self, entry->route);
  delay_ms = self->delay_ms;
  self->is_http2 = soup_server_message_get_http_version (message) == SOUP_HTTP_2_0;
  if (reply->status != 0)
    {
      self->n_parallel++;
      self->most_parallel = MAX (self->most_parallel, self->n_parallel);
    }
  g_mutex_unlock (&self->mutex);
  g_main_context_wakeup (NULL);

  if (reply->status == 0)
    {
      answer_raw (self, message, reply);
      return;
    }

  answering = g_new0 (Answering, 1);
  answering->server = self;
  answering->message = g_object_ref (message);
  answering->reply = reply;
  soup_server_message_pause (message);
  source = g_timeout_source_new (delay_ms);
  g_source_set_callback (source, answer_cb, answering, answering_free);
  g_source_attach (source, self->context);
}

static gpointer
run_thread (gpointer data)
{
  ZcTestHttp *self = data;
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string (self->address, 0);
  g_autoptr(GError) error = NULL;
  GSList *uris;
  char *url;

  g_main_context_push_thread_default (self->context);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  /* Paths stay as they were sent, so that the journal shows every escaped character. */
  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  if (self->certificate != NULL)
    soup_server_set_tls_certificate (self->server, self->certificate);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  if (!soup_server_listen (self->server, address,
                           self->certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0, &error))
    g_error ("%s", error->message);

  uris = soup_server_get_uris (self->server);
  url = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_assert (g_str_has_suffix (url, "/"));
  url[strlen (url) - 1] = '\0';

  g_mutex_lock (&self->mutex);
  self->url = url;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);

  g_main_loop_run (self->loop);

  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  /* What was going to be answered later is freed with its sources. */
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

ZcTestHttp *
zc_test_http_new (GTlsCertificate *certificate)
{
  return zc_test_http_new_at ("127.0.0.1", certificate);
}

ZcTestHttp *
zc_test_http_new_at (const char      *address,
                     GTlsCertificate *certificate)
{
  ZcTestHttp *self = g_new0 (ZcTestHttp, 1);

  self->address = g_strdup (address);
  self->fallback = g_new0 (Reply, 1);
  self->fallback->status = SOUP_STATUS_NOT_FOUND;
  g_set_object (&self->certificate, certificate);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->replies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, replies_free);
  g_hash_table_insert (self->replies, g_strdup (""), g_queue_new ());
  self->journal = g_ptr_array_new_with_free_func (entry_free);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);

  self->thread = g_thread_new ("test-http", run_thread, self);

  g_mutex_lock (&self->mutex);
  while (self->url == NULL)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);

  return self;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

void
zc_test_http_free (ZcTestHttp *self)
{
  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (self->thread);

  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_clear_object (&self->certificate);
  g_free (self->address);
  reply_free (self->fallback);
  g_hash_table_unref (self->replies);
  g_ptr_array_unref (self->journal);
  g_free (self->url);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

const char *
zc_test_http_get_url (ZcTestHttp *self)
{
  return self->url;
}

static void
add_reply (ZcTestHttp *self,
           const char *route,
           Reply      *reply)
{
  GQueue *queue;

  g_mutex_lock (&self->mutex);
  queue = g_hash_table_lookup (self->replies, route);
  if (queue == NULL)
    {
      queue = g_queue_new ();
      g_hash_table_insert (self->replies, g_strdup (route), queue);
    }
  g_queue_push_tail (queue, reply);
  g_mutex_unlock (&self->mutex);
}

void
zc_test_http_add_answer (ZcTestHttp *self,
                         const char *route,
                         guint       status,
                         const char *headers,
                         const char *body)
{
  Reply *reply = g_new0 (Reply, 1);

  reply->status = status;
  reply->headers = g_strdup (headers);
  reply->body = g_strdup (body);
  add_reply (self, route, reply);
}

void
zc_test_http_add_raw (ZcTestHttp       *self,
                      const char       *route,
                      const char       *bytes,
                      gssize            length,
                      ZcTestHttpEnding  ending)
{
  Reply *reply = g_new0 (Reply, 1);

  reply->length = length >= 0 ? (gsize) length : strlen (bytes);
  reply->body = g_memdup2 (bytes, reply->length);
  reply->ending = ending;
  add_reply (self, route, reply);
}

void
zc_test_http_add_function (ZcTestHttp     *self,
                           const char     *route,
                           ZcTestHttpFunc  function,
                           gpointer        data)
{
  Reply *reply = g_new0 (Reply, 1);

  reply->status = SOUP_STATUS_OK;
  reply->function = function;
  reply->data = data;
  add_reply (self, route, reply);
}

void
zc_test_http_set_fallback (ZcTestHttp *self,
                           guint       status,
                           const char *headers)
{
  g_mutex_lock (&self->mutex);
  self->fallback->status = status;
  g_free (self->fallback->headers);
  self->fallback->headers = g_strdup (headers);
  g_mutex_unlock (&self->mutex);
}

void
zc_test_http_set_delay (ZcTestHttp *self,
                        guint       milliseconds)
{
  g_mutex_lock (&self->mutex);
  self->delay_ms = milliseconds;
  g_mutex_unlock (&self->mutex);
}

guint
zc_test_http_count (ZcTestHttp *self,
                    const char *route)
{
  guint count = 0;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->journal->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->journal, i);

      if (route == NULL || strcmp (route, entry->route) == 0)
        count++;
    }
  g_mutex_unlock (&self->mutex);

  return count;
}

guint
zc_test_http_get_most_parallel (ZcTestHttp *self)
{
  guint most;

  g_mutex_lock (&self->mutex);
  most = self->most_parallel;
  g_mutex_unlock (&self->mutex);

  return most;
}

gboolean
zc_test_http_is_http2 (ZcTestHttp *self)
{
  gboolean is_http2;

  g_mutex_lock (&self->mutex);
  is_http2 = self->is_http2;
  g_mutex_unlock (&self->mutex);

  return is_http2;
}

gsize
zc_test_http_get_n_flooded (ZcTestHttp *self)
{
  gsize n;

  g_mutex_lock (&self->mutex);
  n = self->n_flooded;
  g_mutex_unlock (&self->mutex);

  return n;
}

gboolean
zc_test_http_is_flooding (ZcTestHttp *self)
{
  gboolean flooding;

  g_mutex_lock (&self->mutex);
  flooding = self->flooding;
  g_mutex_unlock (&self->mutex);

  return flooding;
}

char *
zc_test_http_dup_request (ZcTestHttp *self,
                          guint       index)
{
  char *text;

  g_mutex_lock (&self->mutex);
  g_assert_cmpuint (index, <, self->journal->len);
  text = g_strdup (((Entry *) g_ptr_array_index (self->journal, index))->text);
  g_mutex_unlock (&self->mutex);

  return text;
}

char *
zc_test_http_dup_header (ZcTestHttp *self,
                         guint       index,
                         const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  char *value;

  g_mutex_lock (&self->mutex);
  g_assert_cmpuint (index, <, self->journal->len);
  value = g_strdup (g_hash_table_lookup (((Entry *) g_ptr_array_index (self->journal, index))->headers, lower));
  g_mutex_unlock (&self->mutex);

  return value;
}

gint64
zc_test_http_get_time (ZcTestHttp *self,
                       guint       index)
{
  gint64 time;

  g_mutex_lock (&self->mutex);
  g_assert_cmpuint (index, <, self->journal->len);
  time = ((Entry *) g_ptr_array_index (self->journal, index))->time;
  g_mutex_unlock (&self->mutex);

  return time;
}

GTlsCertificate *
zc_test_http_new_certificate (void)
{
  g_autofree char *key_path = g_build_filename (g_get_user_cache_dir (), "test-http-key.pem", NULL);
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "test-http.pem", NULL);
  const char *argv[] = {
    "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
    "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost",
    "-keyout", key_path, "-out", path, NULL
  };
  g_autoptr(GSubprocess) subprocess = NULL;
  g_autoptr(GError) error = NULL;
  GTlsCertificate *certificate;

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_cache_dir (), 0700), ==, 0);
  subprocess = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (subprocess, NULL, &error));
  g_assert_no_error (error);

  certificate = g_tls_certificate_new_from_files (path, key_path, &error);
  g_assert_no_error (error);

  return certificate;
}
