/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-nsd-config.h"
#include "zc-worker-pool.h"

G_BEGIN_DECLS

/**
 * ZcNsd:
 *
 * One NSD, a group of processes that end with this one, however this one ends.
 */
#define ZC_TYPE_NSD (zc_nsd_get_type ())
G_DECLARE_FINAL_TYPE (ZcNsd, zc_nsd, ZC, NSD, GObject)

/**
 * zc_nsd_find_program:
 *
 * Looks for the program "nsd" in PATH and in /usr/sbin, which ordinary users' PATH leaves out.
 *
 * Returns: (transfer full) (nullable): its path
 */
char        *zc_nsd_find_program (void);

/**
 * zc_nsd_new:
 * @program: the path of the program
 * @directory: a private directory for its files
 * @address: where it listens
 * @port: on which port
 * @identity: its name
 * @pool: (transfer none): threads to wait in
 *
 * Returns: (transfer full): an NSD that does not run yet
 */
ZcNsd       *zc_nsd_new          (const char   *program,
                                  const char   *directory,
                                  const char   *address,
                                  guint16       port,
                                  const char   *identity,
                                  ZcWorkerPool *pool);

/**
 * zc_nsd_set_lifeline:
 * @self: an NSD
 * @lifeline: a file descriptor, -1 for none
 *
 * Sets a file descriptor that its processes hold open, see zc_keeper_start().
 */
void         zc_nsd_set_lifeline (ZcNsd *self,
                                  int    lifeline);

/**
 * zc_nsd_get_config:
 * @self: an NSD
 *
 * Returns: (transfer none): its configuration, to be changed in the main thread; an NSD that runs takes
 *   changed patterns over on the command "reconfig"
 */
ZcNsdConfig *zc_nsd_get_config   (ZcNsd *self);

/**
 * zc_nsd_get_address:
 * @self: an NSD
 *
 * Returns: (transfer none): where it listens
 */
const char  *zc_nsd_get_address  (ZcNsd *self);

/**
 * zc_nsd_is_running:
 * @self: an NSD
 *
 * Returns: whether it was started, and has neither been stopped nor ended by itself
 */
gboolean     zc_nsd_is_running   (ZcNsd *self);

/**
 * zc_nsd_can_answer:
 * @self: an NSD
 *
 * Returns: whether it runs and is not silent
 */
gboolean     zc_nsd_can_answer   (ZcNsd *self);

/**
 * zc_nsd_start_async:
 * @self: an NSD
 * @callback: called when it answers
 * @user_data: data for @callback
 *
 * Writes the configuration, starts the program and waits until it answers, at most ten seconds.
 * Call it in the main thread: the processes die with the thread that starts them.
 */
void         zc_nsd_start_async  (ZcNsd               *self,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);

/**
 * zc_nsd_start_finish:
 * @self: an NSD
 * @result: the result
 * @error: return location for an error: %G_IO_ERROR_ADDRESS_IN_USE when its port is taken
 *
 * Returns: %FALSE with @error set when it does not run
 */
gboolean     zc_nsd_start_finish (ZcNsd         *self,
                                  GAsyncResult  *result,
                                  GError       **error);

/**
 * zc_nsd_kill:
 * @self: an NSD
 *
 * Ends all its processes and waits until they are gone. Nothing it has is worth a farewell.
 */
void         zc_nsd_kill         (ZcNsd *self);

/**
 * zc_nsd_set_silent:
 * @self: an NSD that runs
 * @silent: whether it shall be silent
 *
 * Halts its processes, or lets them go on. Its ports stay open meanwhile.
 */
void         zc_nsd_set_silent   (ZcNsd    *self,
                                  gboolean  silent);

/**
 * zc_nsd_run_async:
 * @self: an NSD
 * @commands: commands as nsd-control(8) describes them
 * @callback: called when all were answered
 * @user_data: data for @callback
 *
 * Sends commands one after the other; the first that NSD refuses ends the sequence.
 */
void         zc_nsd_run_async    (ZcNsd               *self,
                                  const char * const  *commands,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);

/**
 * zc_nsd_run_until_reload_async:
 * @self: an NSD
 * @commands: commands as nsd-control(8) describes them, which change what it serves or how
 * @callback: called when all were answered and carried out
 * @user_data: data for @callback
 *
 * As zc_nsd_run_async(), which see for the end. NSD answers a command before it carries it out: then other processes
 * take over, and those that did the work until then cut their connections. That is over when this is.
 */
void         zc_nsd_run_until_reload_async (ZcNsd               *self,
                                            const char * const  *commands,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);

/**
 * zc_nsd_run_finish:
 * @self: an NSD
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %FALSE with @error set when a command was refused or NSD does not run
 */
gboolean     zc_nsd_run_finish   (ZcNsd         *self,
                                  GAsyncResult  *result,
                                  GError       **error);

G_END_DECLS
