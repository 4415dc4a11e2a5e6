/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-nsd-control.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

/* The version of the protocol that NSD speaks since 4.0. */
#define PREFACE "NSDCT1 "
#define WAIT_SECONDS 10

char *
zc_nsd_control_call (const char  *socket_path,
                     const char  *command,
                     GError     **error)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketAddress) address = g_unix_socket_address_new (socket_path);
  g_autoptr(GSocketConnection) connection = NULL;
  g_autoptr(GString) answer = g_string_new (NULL);
  g_autofree char *request = g_strconcat (PREFACE, command, "\n", NULL);
  GInputStream *input;

  g_socket_client_set_timeout (client, WAIT_SECONDS);
  connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, error);
  if (connection == NULL)
    return NULL;

  if (!g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                                  request, strlen (request), NULL, NULL, error))
    return NULL;

  input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  for (;;)
    {
      char buffer[4096];
      gssize n = g_input_stream_read (input, buffer, sizeof buffer, NULL, error);

      if (n < 0)
        return NULL;
      if (n == 0)
        break;
      g_string_append_len (answer, buffer, n);
    }

  if (g_str_has_prefix (answer->str, "error"))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", command, g_strchomp (answer->str));
      return NULL;
    }

  return g_strdup (answer->str);
}
