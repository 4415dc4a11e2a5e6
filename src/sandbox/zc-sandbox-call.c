/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-call.h"

#include <string.h>
#include <sys/socket.h>

#define JSON_TYPE "application/json"

/* What is known of the service's own words for a status (api.ionos.com's clients show them); the
 * words for other statuses are INVENTED. */
static const struct
{
  guint status;
  const char *code;
  const char *message;
} known_errors[] = {
  { 401, "paas-auth-1", "Unauthorized, wrong or no api key provided to process this request" },
  { 409, "paas-dns-rest-0513", "the zone has too many operations in progress, please retry later" },
};

struct _ZcSandboxCall
{
  gatomicrefcount references;
  SoupServerMessage *message;   /* (owned) */
  ZcSandboxJournal *journal;    /* (unowned) (nullable) */
  ZcSandboxFault *fault;        /* (owned) (nullable) */
  GHashTable *query;            /* (owned) (nullable) */
  GStrv segments;               /* (owned) */
  guint64 number;               /* of its entry in the journal */
  gint64 arrival;               /* monotonic microseconds */
  gulong finished_id;
  guint delay_ms;
  gboolean has_gone;            /* the client closed the connection */
  gboolean has_answer;

  guint status;
  char *content_type;           /* (owned) (nullable) */
  GBytes *body;                 /* (owned) (nullable) */
};

static ZcSandboxEntry *
find_entry (ZcSandboxCall *self)
{
  return self->journal != NULL ? zc_sandbox_journal_find (self->journal, self->number) : NULL;
}

static void
finished_cb (SoupServerMessage *message,
             gpointer           data)
{
  ZcSandboxCall *self = data;

  self->has_gone = TRUE;
}

ZcSandboxCall *
zc_sandbox_call_new (SoupServerMessage *message,
                     ZcSandboxJournal  *journal)
{
  ZcSandboxCall *self = g_new0 (ZcSandboxCall, 1);
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  g_autofree char *path = g_strconcat (g_uri_get_path (uri), query != NULL ? "?" : "", query, NULL);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  g_atomic_ref_count_init (&self->references);
  self->message = g_object_ref (message);
  self->journal = journal;
  self->arrival = g_get_monotonic_time ();
  self->query = query != NULL ? soup_form_decode (query) : NULL;
  self->segments = g_strsplit (g_uri_get_path (uri) + 1, "/", -1);
  for (gsize i = 0; self->segments[i] != NULL; i++)
    {
      char *decoded = g_uri_unescape_string (self->segments[i], NULL);

      if (decoded == NULL)
        continue;
      g_free (self->segments[i]);
      self->segments[i] = decoded;
    }

  if (journal != NULL)
    {
      ZcSandboxEntry *entry = zc_sandbox_journal_add (journal, soup_server_message_get_method (message), path);

      entry->request_bytes = (gsize) soup_server_message_get_request_body (message)->length;
      entry->user_agent = g_strdup (soup_message_headers_get_one (headers, "User-Agent"));
      self->number = entry->number;
    }

  self->finished_id = g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);
  soup_server_message_pause (message);

  return self;
}

ZcSandboxCall *
zc_sandbox_call_ref (ZcSandboxCall *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
zc_sandbox_call_unref (ZcSandboxCall *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_signal_handler (&self->finished_id, self->message);
  g_object_unref (self->message);
  g_clear_pointer (&self->fault, zc_sandbox_fault_free);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_strfreev (self->segments);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

void
zc_sandbox_call_set_fault (ZcSandboxCall  *self,
                           ZcSandboxFault *fault,
                           guint           delay_ms)
{
  ZcSandboxEntry *entry = find_entry (self);

  self->fault = fault;
  self->delay_ms = delay_ms;
  if (fault == NULL)
    return;

  self->delay_ms = MAX (delay_ms, fault->delay_ms);
  if (entry != NULL)
    entry->fault = g_strdup (fault->name);
}

void
zc_sandbox_call_set_authorized (ZcSandboxCall *self)
{
  ZcSandboxEntry *entry = find_entry (self);

  if (entry != NULL)
    entry->is_authorized = TRUE;
}

const char *
zc_sandbox_call_get_method (ZcSandboxCall *self)
{
  return soup_server_message_get_method (self->message);
}

const char *
zc_sandbox_call_get_path (ZcSandboxCall *self)
{
  return g_uri_get_path (soup_server_message_get_uri (self->message));
}

const char *
zc_sandbox_call_get_segment (ZcSandboxCall *self,
                             guint          index)
{
  return index < g_strv_length (self->segments) ? self->segments[index] : NULL;
}

const char *
zc_sandbox_call_get_query (ZcSandboxCall *self,
                           const char    *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

const char *
zc_sandbox_call_get_header (ZcSandboxCall *self,
                            const char    *name)
{
  return soup_message_headers_get_one (soup_server_message_get_request_headers (self->message), name);
}

char *
zc_sandbox_call_get_text (ZcSandboxCall *self)
{
  g_autoptr(GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (self->message));

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

JsonObject *
zc_sandbox_call_get_object (ZcSandboxCall *self)
{
  g_autofree char *text = zc_sandbox_call_get_text (self);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  JsonNode *root;

  if (!json_parser_load_from_data (parser, text, -1, &error))
    {
      zc_sandbox_call_answer_error (self, 400, "sandbox-invalid-json", "the body is not JSON: %s", error->message);
      return NULL;
    }

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      zc_sandbox_call_answer_error (self, 400, "sandbox-invalid-json", "the body is not a JSON object");
      return NULL;
    }

  return json_object_ref (json_node_get_object (root));
}

/* Takes the connection from libsoup, writes @text to it and closes it: with a reset, or as it
 * should be. */
static void
break_connection (ZcSandboxCall *self,
                  const char    *text,
                  gboolean       with_reset)
{
  g_autoptr(GSocket) socket = g_object_ref (soup_server_message_get_socket (self->message));
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (self->message);
  const struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  /* Closing a socket that lingers for no time resets the connection. */
  if (with_reset)
    setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  else
    g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static void
note_answer (ZcSandboxCall *self,
             guint          status,
             gsize          response_bytes)
{
  ZcSandboxEntry *entry = find_entry (self);

  if (entry == NULL)
    return;

  entry->status = status;
  entry->response_bytes = response_bytes;
  entry->duration = g_get_monotonic_time () - self->arrival;
}

static void
send_truncated (ZcSandboxCall *self)
{
  const char *body = g_bytes_get_data (self->body, NULL);
  gsize length = g_bytes_get_size (self->body);
  g_autofree char *half = g_strndup (body, length / 2);
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 %u %s\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT
                                           "\r\n\r\n%s",
                                           self->status, soup_status_get_phrase (self->status),
                                           self->content_type, length, half);

  break_connection (self, text, FALSE);
}

static void
send_answer (ZcSandboxCall *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  gsize length = g_bytes_get_size (self->body);

  if (self->fault != NULL && self->fault->retry_after != NULL)
    soup_message_headers_replace (headers, "Retry-After", self->fault->retry_after);
  if (self->fault != NULL && self->fault->location != NULL)
    soup_message_headers_replace (headers, "Location", self->fault->location);

  soup_server_message_set_status (self->message, self->status, NULL);
  if (length > 0)
    {
      soup_message_headers_set_content_type (headers, self->content_type, NULL);
      soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), self->body);
    }
  soup_message_body_complete (soup_server_message_get_response_body (self->message));
  soup_server_message_unpause (self->message);
}

static gboolean
finish_cb (gpointer data)
{
  ZcSandboxCall *self = data;
  ZcSandboxFaultKind kind = self->fault != NULL ? self->fault->kind : ZC_SANDBOX_FAULT_DELAY;

  if (self->has_gone)
    return G_SOURCE_REMOVE;

  switch (kind)
    {
    case ZC_SANDBOX_FAULT_RESET:
    case ZC_SANDBOX_FAULT_LOST:
      note_answer (self, 0, 0);
      break_connection (self, "", TRUE);
      break;
    case ZC_SANDBOX_FAULT_HANG:
      break;
    case ZC_SANDBOX_FAULT_TRUNCATED:
      note_answer (self, self->status, g_bytes_get_size (self->body) / 2);
      send_truncated (self);
      break;
    case ZC_SANDBOX_FAULT_STATUS:
    case ZC_SANDBOX_FAULT_HTML:
    case ZC_SANDBOX_FAULT_REDIRECT:
    case ZC_SANDBOX_FAULT_EMPTY:
    case ZC_SANDBOX_FAULT_BODY:
    case ZC_SANDBOX_FAULT_DELAY:
    default:
      note_answer (self, self->status, g_bytes_get_size (self->body));
      send_answer (self);
      break;
    }

  return G_SOURCE_REMOVE;
}

/* Keeps the answer until its time has come, and lets the fault change it. */
static void
finish (ZcSandboxCall *self,
        guint          status,
        const char    *content_type,
        const char    *body)
{
  g_return_if_fail (!self->has_answer);

  self->has_answer = TRUE;
  self->status = status;
  if (self->fault != NULL && self->fault->kind == ZC_SANDBOX_FAULT_EMPTY)
    body = "";
  if (self->fault != NULL && self->fault->kind == ZC_SANDBOX_FAULT_BODY)
    {
      body = self->fault->body != NULL ? self->fault->body : "";
      content_type = self->fault->content_type != NULL ? self->fault->content_type : content_type;
      self->status = self->fault->status != 0 ? self->fault->status : status;
    }
  self->content_type = g_strdup (content_type);
  self->body = g_bytes_new (body, strlen (body));

  if (self->delay_ms == 0)
    finish_cb (self);
  else
    g_timeout_add_full (G_PRIORITY_DEFAULT, self->delay_ms, finish_cb, zc_sandbox_call_ref (self),
                        (GDestroyNotify) zc_sandbox_call_unref);
}

static void
answer_known_error (ZcSandboxCall *self)
{
  const ZcSandboxFault *fault = self->fault;
  const char *code = "sandbox-fault";
  const char *message = soup_status_get_phrase (fault->status);

  for (gsize i = 0; i < G_N_ELEMENTS (known_errors); i++)
    {
      if (known_errors[i].status != fault->status)
        continue;
      code = known_errors[i].code;
      message = known_errors[i].message;
    }

  zc_sandbox_call_answer_error (self, fault->status, fault->code != NULL ? fault->code : code,
                                "%s", fault->message != NULL ? fault->message : message);
}

gboolean
zc_sandbox_call_answer_without_effect (ZcSandboxCall *self)
{
  const ZcSandboxFault *fault = self->fault;

  if (fault == NULL)
    return FALSE;

  switch (fault->kind)
    {
    case ZC_SANDBOX_FAULT_STATUS:
    case ZC_SANDBOX_FAULT_REDIRECT:
      if (fault->body != NULL)
        finish (self, fault->status, fault->content_type != NULL ? fault->content_type : JSON_TYPE, fault->body);
      else
        answer_known_error (self);
      return TRUE;

    case ZC_SANDBOX_FAULT_HTML:
      finish (self, fault->status, "text/html",
              fault->body != NULL ? fault->body
                                  : "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
                                    "<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n");
      return TRUE;

    case ZC_SANDBOX_FAULT_RESET:
      finish (self, 0, NULL, "");
      return TRUE;

    case ZC_SANDBOX_FAULT_LOST:
    case ZC_SANDBOX_FAULT_HANG:
    case ZC_SANDBOX_FAULT_TRUNCATED:
    case ZC_SANDBOX_FAULT_EMPTY:
    case ZC_SANDBOX_FAULT_BODY:
    case ZC_SANDBOX_FAULT_DELAY:
    default:
      return FALSE;
    }
}

void
zc_sandbox_call_answer_text (ZcSandboxCall *self,
                             guint          status,
                             const char    *content_type,
                             const char    *text)
{
  finish (self, status, content_type, text);
}

void
zc_sandbox_call_answer_json (ZcSandboxCall *self,
                             guint          status,
                             JsonBuilder   *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  finish (self, status, JSON_TYPE, text);
}

void
zc_sandbox_call_answer_done (ZcSandboxCall *self)
{
  finish (self, 202, JSON_TYPE, "{}");
}

void
zc_sandbox_call_answer_error (ZcSandboxCall *self,
                              guint          status,
                              const char    *code,
                              const char    *format,
                              ...)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "httpStatus");
  json_builder_add_int_value (builder, status);
  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "errorCode");
  json_builder_add_string_value (builder, code);
  json_builder_set_member_name (builder, "message");
  json_builder_add_string_value (builder, message);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  zc_sandbox_call_answer_json (self, status, builder);
}
