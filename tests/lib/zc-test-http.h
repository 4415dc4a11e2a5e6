/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZcTestHttp:
 *
 * A small HTTP server on a loopback address, in a thread and a main context of its own, which
 * answers as a test tells it to and keeps a journal of the requests. A route is a method and a path
 * without its query, such as "GET /quota". The answers added to a route are given in their order;
 * the last one is given again and again. A route without an answer is answered by 404. The default
 * main context is woken up when a request arrives, so a test may wait for one.
 */
typedef struct _ZcTestHttp ZcTestHttp;

/**
 * ZcTestHttpEnding:
 * @ZC_TEST_HTTP_CLOSE: the connection is closed
 * @ZC_TEST_HTTP_RESET: the connection is reset
 * @ZC_TEST_HTTP_HOLD: nothing more is sent, the connection stays open
 * @ZC_TEST_HTTP_DRIBBLE: a blank is sent every 20 milliseconds, for ever
 * @ZC_TEST_HTTP_FLOOD: blanks are sent as fast as the client takes them, for ever
 *
 * What follows the bytes of a raw answer.
 */
typedef enum
{
  ZC_TEST_HTTP_CLOSE,
  ZC_TEST_HTTP_RESET,
  ZC_TEST_HTTP_HOLD,
  ZC_TEST_HTTP_DRIBBLE,
  ZC_TEST_HTTP_FLOOD,
} ZcTestHttpEnding;

/**
 * ZcTestHttpFunc:
 * @query: (nullable): the query of the request
 * @data: the data given with the function
 *
 * Makes the JSON body of an answer; called in the thread of the server.
 *
 * Returns: (transfer full): a body
 */
typedef char *(*ZcTestHttpFunc) (const char *query,
                                 gpointer    data);

/**
 * zc_test_http_new:
 * @certificate: (nullable): the certificate to speak TLS with
 *
 * Starts a server.
 *
 * Returns: (transfer full): a running server
 */
ZcTestHttp *zc_test_http_new               (GTlsCertificate  *certificate);

/**
 * zc_test_http_new_at:
 * @address: an IPv4 address of this computer
 * @certificate: (nullable): the certificate to speak TLS with
 *
 * Starts a server at another address than 127.0.0.1.
 *
 * Returns: (transfer full): a running server
 */
ZcTestHttp *zc_test_http_new_at            (const char       *address,
                                            GTlsCertificate  *certificate);

/**
 * zc_test_http_free:
 * @self: (transfer full): a server
 *
 * Closes all connections and ends the server.
 */
void        zc_test_http_free              (ZcTestHttp       *self);

/**
 * zc_test_http_get_url:
 * @self: a server
 *
 * Returns: (transfer none): its base address, such as "http://127.0.0.1:41234"
 */
const char *zc_test_http_get_url           (ZcTestHttp       *self);

/**
 * zc_test_http_add_answer:
 * @self: a server
 * @route: a route
 * @status: the HTTP status
 * @headers: (nullable): header fields, "Name: value", a line each
 * @body: (nullable): the body; JSON unless @headers tell another Content-Type
 *
 * Adds a well-formed answer.
 */
void        zc_test_http_add_answer        (ZcTestHttp       *self,
                                            const char       *route,
                                            guint             status,
                                            const char       *headers,
                                            const char       *body);

/**
 * zc_test_http_add_raw:
 * @self: a server
 * @route: a route
 * @bytes: what is sent as it is, from the status line on
 * @length: how many bytes, -1 when they end in a zero
 * @ending: what follows
 *
 * Adds an answer that is not as HTTP wants it.
 */
void        zc_test_http_add_raw           (ZcTestHttp       *self,
                                            const char       *route,
                                            const char       *bytes,
                                            gssize            length,
                                            ZcTestHttpEnding  ending);

/**
 * zc_test_http_add_function:
 * @self: a server
 * @route: a route
 * @function: makes the body
 * @data: data for @function
 *
 * Adds an answer with status 200 whose body depends on the query.
 */
void        zc_test_http_add_function      (ZcTestHttp       *self,
                                            const char       *route,
                                            ZcTestHttpFunc    function,
                                            gpointer          data);

/**
 * zc_test_http_set_fallback:
 * @self: a server
 * @status: the HTTP status
 * @headers: (nullable): header fields, "Name: value", a line each
 *
 * Sets what routes without an answer are answered.
 */
void        zc_test_http_set_fallback      (ZcTestHttp       *self,
                                            guint             status,
                                            const char       *headers);

/**
 * zc_test_http_set_delay:
 * @self: a server
 * @milliseconds: how long every well-formed answer is held back
 *
 * Makes the server slow.
 */
void        zc_test_http_set_delay         (ZcTestHttp       *self,
                                            guint             milliseconds);

/**
 * zc_test_http_count:
 * @self: a server
 * @route: (nullable): a route, %NULL for all of them
 *
 * Returns: how many requests for @route arrived
 */
guint       zc_test_http_count             (ZcTestHttp       *self,
                                            const char       *route);

/**
 * zc_test_http_get_most_parallel:
 * @self: a server
 *
 * Returns: how many requests waited for their answers at the same time at most
 */
guint       zc_test_http_get_most_parallel (ZcTestHttp       *self);

/**
 * zc_test_http_is_http2:
 * @self: a server
 *
 * Returns: whether the last request came over HTTP/2
 */
gboolean    zc_test_http_is_http2          (ZcTestHttp       *self);

/**
 * zc_test_http_get_n_flooded:
 * @self: a server
 *
 * Returns: how many bytes the client took of floods
 */
gsize       zc_test_http_get_n_flooded     (ZcTestHttp       *self);

/**
 * zc_test_http_is_flooding:
 * @self: a server
 *
 * The default main context is woken up when this changes to %FALSE.
 *
 * Returns: whether a flood goes on: no client closed its connection yet
 */
gboolean    zc_test_http_is_flooding       (ZcTestHttp       *self);

/**
 * zc_test_http_dup_request:
 * @self: a server
 * @index: which request of the journal, from 0
 *
 * Returns: (transfer full): its request line without the version and its header fields, a line each
 */
char       *zc_test_http_dup_request       (ZcTestHttp       *self,
                                            guint             index);

/**
 * zc_test_http_dup_header:
 * @self: a server
 * @index: which request of the journal, from 0
 * @name: the name of a header field
 *
 * Returns: (transfer full) (nullable): the field's value
 */
char       *zc_test_http_dup_header        (ZcTestHttp       *self,
                                            guint             index,
                                            const char       *name);

/**
 * zc_test_http_get_time:
 * @self: a server
 * @index: which request of the journal, from 0
 *
 * Returns: when it arrived, in monotonic microseconds
 */
gint64      zc_test_http_get_time          (ZcTestHttp       *self,
                                            guint             index);

/**
 * zc_test_http_new_certificate:
 *
 * Makes a certificate for 127.0.0.1 and localhost that is valid today and known to nobody.
 *
 * Returns: (transfer full): a certificate with its key
 */
GTlsCertificate *zc_test_http_new_certificate (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcTestHttp, zc_test_http_free)

G_END_DECLS
