/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZcCloudLimits:
 * @connect_ms: until a connection stands: resolving, connecting and the TLS handshake together
 * @idle_s: between two signs of life of the server, in seconds, since libsoup counts in seconds
 * @request_ms: one request, from its start to the last byte of the answer
 * @operation_ms: all tries of one request together with the waiting between them
 * @first_delay_ms: the upper bound of the wait before the second try
 * @most_delay_ms: the upper bound of every wait that the server did not ask for
 * @most_tries: how often one request is sent at most
 * @most_bytes: the size of the largest answer
 * @page_size: how many items are asked for at a time; 1000 is the most the service gives
 * @most_items: how many items a list may have
 *
 * What bounds a client. Tests use smaller ones than people.
 */
typedef struct
{
  guint connect_ms;
  guint idle_s;
  guint request_ms;
  guint operation_ms;
  guint first_delay_ms;
  guint most_delay_ms;
  guint most_tries;
  gsize most_bytes;
  guint page_size;
  guint most_items;
} ZcCloudLimits;

/**
 * ZC_CLOUD_LIMITS_DEFAULT:
 *
 * The limits of every client outside of tests.
 */
#define ZC_CLOUD_LIMITS_DEFAULT { \
  .connect_ms = 10 * 1000,        \
  .idle_s = 30,                   \
  .request_ms = 60 * 1000,        \
  .operation_ms = 90 * 1000,      \
  .first_delay_ms = 500,          \
  .most_delay_ms = 8 * 1000,      \
  .most_tries = 4,                \
  .most_bytes = 64 * 1024 * 1024, \
  .page_size = 1000,              \
  .most_items = 1000 * 1000,      \
}

G_END_DECLS
