/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-sandbox.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "zc-test.h"

/* What happens in the sandbox wakes nobody here. */
#define LOOK_AGAIN_MS 20

struct _ZcTestSandbox
{
  GSubprocess *process;     /* (owned) */
  SoupSession *session;     /* (owned) */
  JsonParser *ready;        /* (owned): the ready line */
};

static JsonObject *
get_ready (ZcTestSandbox *self)
{
  return json_node_get_object (json_parser_get_root (self->ready));
}

ZcTestSandbox *
zc_test_sandbox_start (const char *scenario)
{
  ZcTestSandbox *self = g_new0 (ZcTestSandbox, 1);
  const char *program = g_getenv ("ZONE_COURIER_SANDBOX");
  g_autoptr(GDataInputStream) output = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;

  g_assert_nonnull (program);
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                    program, "--scenario", scenario, NULL);
  g_assert_no_error (error);

  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);

  self->ready = json_parser_new ();
  json_parser_load_from_data (self->ready, line, -1, &error);
  g_assert_no_error (error);
  self->session = soup_session_new ();
  soup_session_set_proxy_resolver (self->session, NULL);

  return self;
}

void
zc_test_sandbox_stop (ZcTestSandbox *self)
{
  g_autoptr(GError) error = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (self->process));
  g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, 0);

  g_object_unref (self->process);
  g_object_unref (self->session);
  g_object_unref (self->ready);
  g_free (self);
}

const char *
zc_test_sandbox_get_url (ZcTestSandbox *self)
{
  return json_object_get_string_member (get_ready (self), "api_url");
}

const char *
zc_test_sandbox_get_token (ZcTestSandbox *self)
{
  return json_object_get_string_member (get_ready (self), "token");
}

guint16
zc_test_sandbox_get_dns_port (ZcTestSandbox *self)
{
  return (guint16) json_object_get_int_member (get_ready (self), "dns_port");
}

const char *
zc_test_sandbox_get_resolver (ZcTestSandbox *self)
{
  return json_object_get_string_member (get_ready (self), "resolver");
}

const char *
zc_test_sandbox_get_address (ZcTestSandbox *self,
                             const char    *name)
{
  JsonArray *secondaries = json_object_get_array_member (get_ready (self), "secondaries");

  for (guint i = 0; i < json_array_get_length (secondaries); i++)
    {
      JsonObject *secondary = json_array_get_object_element (secondaries, i);

      if (g_strcmp0 (json_object_get_string_member (secondary, "name"), name) == 0)
        return json_object_get_string_member (secondary, "address");
    }

  g_error ("the sandbox has no name server %s", name);
}

void
zc_test_sandbox_set_environment (ZcTestSandbox *self)
{
  g_autofree char *port = g_strdup_printf ("%u", zc_test_sandbox_get_dns_port (self));

  g_setenv ("IONOS_TOKEN", zc_test_sandbox_get_token (self), TRUE);
  g_setenv ("IONOS_API_URL_DNS", zc_test_sandbox_get_url (self), TRUE);
  g_setenv ("ZONE_COURIER_DNS_PORT", port, TRUE);
  g_setenv ("ZONE_COURIER_DNS_RESOLVER", zc_test_sandbox_get_resolver (self), TRUE);
}

static char *
request (ZcTestSandbox *self,
         const char    *method,
         const char    *path,
         const char    *body)
{
  g_autofree char *uri = g_strconcat (zc_test_sandbox_get_url (self), path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", zc_test_sandbox_get_token (self), NULL);
  g_autoptr(SoupMessage) message = soup_message_new (method, uri);
  g_autoptr(GBytes) answer = NULL;
  g_autoptr(GError) error = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  if (body != NULL)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }

  answer = soup_session_send_and_read (self->session, message, NULL, &error);
  g_assert_no_error (error);
  if (soup_message_get_status (message) != SOUP_STATUS_OK)
    g_error ("%s %s: %u %.*s", method, path, soup_message_get_status (message),
             (int) g_bytes_get_size (answer), (const char *) g_bytes_get_data (answer, NULL));

  return g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
}

char *
zc_test_sandbox_control (ZcTestSandbox *self,
                         const char    *method,
                         const char    *word,
                         const char    *body)
{
  g_autofree char *path = g_strconcat ("/_sandbox/", word, NULL);

  return request (self, method, path, body);
}

void
zc_test_sandbox_post (ZcTestSandbox *self,
                      const char    *word,
                      const char    *format,
                      ...)
{
  g_autofree char *answer = NULL;
  g_autofree char *body = NULL;
  va_list arguments;

  va_start (arguments, format);
  body = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  answer = zc_test_sandbox_control (self, "POST", word, body);
}

static JsonParser *
parse (const char *text)
{
  JsonParser *parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);

  return parser;
}

guint
zc_test_sandbox_count (ZcTestSandbox *self,
                       const char    *method,
                       const char    *path)
{
  g_autofree char *text = zc_test_sandbox_control (self, "GET", "journal", NULL);
  g_autoptr(JsonParser) parser = parse (text);
  JsonArray *entries = json_node_get_array (json_parser_get_root (parser));
  guint count = 0;

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);

      if (g_pattern_match_simple (method, json_object_get_string_member (entry, "method"))
          && g_pattern_match_simple (path, json_object_get_string_member (entry, "path")))
        count++;
    }

  return count;
}

char *
zc_test_sandbox_get_zone_id (ZcTestSandbox *self,
                             const char    *collection,
                             const char    *name)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/%s?filter.zoneName=%s&limit=1", collection, escaped);
  g_autofree char *text = request (self, "GET", path, NULL);
  g_autoptr(JsonParser) parser = parse (text);
  JsonObject *root = json_node_get_object (json_parser_get_root (parser));
  JsonArray *items = json_object_get_array_member (root, "items");

  g_assert_cmpuint (json_array_get_length (items), ==, 1);

  return g_strdup (json_object_get_string_member (json_array_get_object_element (items, 0), "id"));
}

gint64
zc_test_sandbox_get_serial (ZcTestSandbox *self,
                            const char    *zone,
                            const char    *server)
{
  g_autofree char *escaped = g_uri_escape_string (zone, NULL, FALSE);
  g_autofree char *word = g_strconcat ("serials?zone=", escaped, NULL);
  g_autofree char *text = zc_test_sandbox_control (self, "GET", word, NULL);
  g_autoptr(JsonParser) parser = parse (text);
  JsonArray *rows = json_node_get_array (json_parser_get_root (parser));

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      if (g_strcmp0 (json_object_get_string_member (row, "server"), server) == 0)
        return json_object_get_null_member (row, "serial") ? -1 : json_object_get_int_member (row, "serial");
    }

  return -1;
}

static gboolean
look_again_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
zc_test_sandbox_wait_serial (ZcTestSandbox *self,
                             const char    *zone,
                             const char    *server,
                             gint64         serial)
{
  guint id = g_timeout_add (LOOK_AGAIN_MS, look_again_cb, NULL);

  ZC_WAIT_UNTIL (zc_test_sandbox_get_serial (self, zone, server) == serial);
  g_source_remove (id);
}
