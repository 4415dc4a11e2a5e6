/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * zc_test_get_wait_seconds:
 *
 * The longest that a test waits for a condition. It is a bound against hanging, not an expectation. ZC_TEST_PATIENCE in the
 * environment says how many times as long it is where everything takes longer.
 *
 * Returns: the time in seconds
 */
guint    zc_test_get_wait_seconds (void);

/**
 * ZC_WAIT_UNTIL:
 * @cond: a condition
 *
 * Runs the default main context until @cond holds; ends the test with the condition's text when it
 * does not come true in time.
 */
#define ZC_WAIT_UNTIL(cond) G_STMT_START { \
  gboolean late_ = FALSE; \
  guint id_ = g_timeout_add_seconds (zc_test_get_wait_seconds (), zc_test_set_true_cb, &late_); \
  while (!(cond) && !late_) \
    g_main_context_iteration (NULL, TRUE); \
  g_source_remove (id_); \
  if (!(cond)) \
    g_error ("%s:%d: timed out waiting for: %s", __FILE__, __LINE__, #cond); \
} G_STMT_END

/**
 * zc_test_init:
 * @argc: the program's argument count
 * @argv: the program's arguments
 *
 * Wraps g_test_init(): private directories for each test, fatal criticals, no way to the network's
 * settings of the machine. Every test program begins with it.
 */
void     zc_test_init        (int      *argc,
                              char   ***argv);

/**
 * zc_test_set_true_cb:
 * @data: (type gboolean*): what to set
 *
 * A GSourceFunc that sets a flag and stays installed.
 *
 * Returns: %G_SOURCE_CONTINUE
 */
gboolean zc_test_set_true_cb (gpointer  data);

/**
 * zc_test_keep_result_cb:
 * @source: the source object
 * @result: the result
 * @data: (type GAsyncResult**): where to keep it
 *
 * A GAsyncReadyCallback that keeps the result for the test to finish.
 */
void     zc_test_keep_result_cb (GObject      *source,
                                 GAsyncResult *result,
                                 gpointer      data);

G_END_DECLS
