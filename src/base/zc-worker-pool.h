/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ZC_TYPE_WORKER_POOL (zc_worker_pool_get_type ())
G_DECLARE_FINAL_TYPE (ZcWorkerPool, zc_worker_pool, ZC, WORKER_POOL, GObject)

/**
 * zc_worker_pool_new:
 * @name: the name of the threads, 15 bytes at most, as debuggers show it
 * @n_threads: how many threads, at least 1
 *
 * Creates named threads for blocking work. GTask's own pool is shared with GLib's resolver and file
 * operations, which a slow name server would starve.
 *
 * Returns: (transfer full): a new pool
 */
ZcWorkerPool *zc_worker_pool_new (const char *name,
                                  guint       n_threads);

/**
 * zc_worker_pool_run:
 * @self: a pool
 * @task: a task
 * @function: the work, called in one of the pool's threads; it must return the task's result
 *
 * Queues @function. As with g_task_run_in_thread() the task's callback is called in the main
 * context in which the task was created. A task whose cancellable is cancelled before its turn
 * returns %G_IO_ERROR_CANCELLED without the function being called.
 */
void          zc_worker_pool_run (ZcWorkerPool    *self,
                                  GTask           *task,
                                  GTaskThreadFunc  function);

/**
 * zc_worker_pool_run_first:
 * @self: a pool
 * @task: a task
 * @function: the work, called in one of the pool's threads; it must return the task's result
 *
 * Queues @function as zc_worker_pool_run() does, but before all that waits already.
 */
void          zc_worker_pool_run_first (ZcWorkerPool    *self,
                                        GTask           *task,
                                        GTaskThreadFunc  function);

/**
 * zc_worker_pool_close:
 * @self: a pool, not called in one of its threads
 *
 * Does what is queued, ends the threads and waits for their end: for callers whose work is done, so that the wait
 * is short. Who drops the last reference does not wait, and then threads can still be ending when the program
 * does, which libraries with data for each thread (OpenSSL) do not bear. The pool takes no more work.
 */
void          zc_worker_pool_close (ZcWorkerPool  *self);

G_END_DECLS
