/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-port.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

int
zc_port_bind (const char *address,
              guint16     port,
              int         type)
{
  const int yes = 1;
  struct sockaddr_in name = { .sin_family = AF_INET, .sin_port = htons (port) };
  int fd = socket (AF_INET, type | SOCK_CLOEXEC, 0);

  if (fd < 0)
    return -1;

  /* Connections that linger after their server's end do not keep a port; NSD thinks so too. */
  if (type == SOCK_STREAM)
    setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);

  if (inet_pton (AF_INET, address, &name.sin_addr) != 1 || bind (fd, (struct sockaddr *) &name, sizeof name) != 0)
    {
      close (fd);
      return -1;
    }

  return fd;
}

gboolean
zc_port_is_free (const char *address,
                 guint16     port)
{
  const int types[] = { SOCK_DGRAM, SOCK_STREAM };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      int fd = zc_port_bind (address, port, types[i]);

      if (fd < 0)
        return FALSE;
      close (fd);
    }

  return TRUE;
}
