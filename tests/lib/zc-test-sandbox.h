/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZcTestSandbox:
 *
 * A sandbox of its own for a test, in a process of its own. Whatever goes wrong ends the test.
 * src/sandbox/README.md describes the control calls.
 */
typedef struct _ZcTestSandbox ZcTestSandbox;

/**
 * zc_test_sandbox_start:
 * @scenario: a built-in scenario's name or a file
 *
 * Starts the sandbox that the environment variable ZONE_COURIER_SANDBOX names, and waits until it
 * is ready.
 *
 * Returns: (transfer full): the sandbox
 */
ZcTestSandbox *zc_test_sandbox_start            (const char *scenario);

/**
 * zc_test_sandbox_stop:
 * @self: (transfer full): a sandbox
 *
 * Ends a sandbox and asserts that it ended well.
 */
void           zc_test_sandbox_stop             (ZcTestSandbox *self);

/**
 * zc_test_sandbox_get_url:
 * @self: a sandbox
 *
 * Returns: (transfer none): the API's address
 */
const char    *zc_test_sandbox_get_url          (ZcTestSandbox *self);

/**
 * zc_test_sandbox_get_token:
 * @self: a sandbox
 *
 * Returns: (transfer none): the account's token
 */
const char    *zc_test_sandbox_get_token        (ZcTestSandbox *self);

/**
 * zc_test_sandbox_get_dns_port:
 * @self: a sandbox
 *
 * Returns: the port of all its name servers
 */
guint16        zc_test_sandbox_get_dns_port     (ZcTestSandbox *self);

/**
 * zc_test_sandbox_get_resolver:
 * @self: a sandbox
 *
 * Returns: (transfer none): its resolver, as ADDRESS@PORT
 */
const char    *zc_test_sandbox_get_resolver     (ZcTestSandbox *self);

/**
 * zc_test_sandbox_get_address:
 * @self: a sandbox
 * @name: the name of one of the service's name servers
 *
 * Returns: (transfer none): its address
 */
const char    *zc_test_sandbox_get_address      (ZcTestSandbox *self,
                                                 const char    *name);

/**
 * zc_test_sandbox_set_environment:
 * @self: a sandbox
 *
 * Sets the environment variables that make the programs of this project talk to the sandbox.
 */
void           zc_test_sandbox_set_environment  (ZcTestSandbox *self);

/**
 * zc_test_sandbox_control:
 * @self: a sandbox
 * @method: the HTTP method
 * @word: the control, the part of the path behind "/_sandbox/"
 * @body: (nullable): a JSON object
 *
 * Makes a control call and asserts that it was taken.
 *
 * Returns: (transfer full): the answer, JSON
 */
char          *zc_test_sandbox_control          (ZcTestSandbox *self,
                                                 const char    *method,
                                                 const char    *word,
                                                 const char    *body);

/**
 * zc_test_sandbox_post:
 * @self: a sandbox
 * @word: the control
 * @format: a printf() format of a JSON object
 * @...: its arguments
 *
 * Makes a control call with the method POST, such as
 * zc_test_sandbox_post (sandbox, "hold", "{\"server\":\"%s\"}", name).
 */
void           zc_test_sandbox_post             (ZcTestSandbox *self,
                                                 const char    *word,
                                                 const char    *format,
                                                 ...) G_GNUC_PRINTF (3, 4);

/**
 * zc_test_sandbox_count:
 * @self: a sandbox
 * @method: a method, or "*"
 * @path: a path with its query; "*" stands for any characters
 *
 * Returns: how many requests of the journal match
 */
guint          zc_test_sandbox_count            (ZcTestSandbox *self,
                                                 const char    *method,
                                                 const char    *path);

/**
 * zc_test_sandbox_get_zone_id:
 * @self: a sandbox
 * @collection: "zones" or "secondaryzones"
 * @name: a zone's name
 *
 * Finds a zone's id with a request of its own, which the journal shows too.
 *
 * Returns: (transfer full): the id
 */
char          *zc_test_sandbox_get_zone_id      (ZcTestSandbox *self,
                                                 const char    *collection,
                                                 const char    *name);

/**
 * zc_test_sandbox_get_serial:
 * @self: a sandbox
 * @zone: a zone's name
 * @server: a primary's address or a secondary's name
 *
 * Asks what a server really serves.
 *
 * Returns: the serial, -1 when it serves none
 */
gint64         zc_test_sandbox_get_serial       (ZcTestSandbox *self,
                                                 const char    *zone,
                                                 const char    *server);

/**
 * zc_test_sandbox_wait_serial:
 * @self: a sandbox
 * @zone: a zone's name
 * @server: a primary's address or a secondary's name
 * @serial: a serial
 *
 * Runs the default main context until a server really serves a serial.
 */
void           zc_test_sandbox_wait_serial      (ZcTestSandbox *self,
                                                 const char    *zone,
                                                 const char    *server,
                                                 gint64         serial);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcTestSandbox, zc_test_sandbox_stop)

G_END_DECLS
