/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-nsd.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "zc-nsd-control.h"
#include "zc-sandbox-dns.h"

#define START_MOST_MICROSECONDS (10 * G_USEC_PER_SEC)
#define ASK_AGAIN_MICROSECONDS 5000
#define KILL_MOST_MS 5000
#define RELOAD_MOST_MS 3000
/* The file descriptors that NSD's processes hold without knowing. */
#define LIFELINE_FD 3
#define PULSE_FD 4

struct _ZcNsd
{
  GObject parent_instance;

  char *program;            /* (owned) */
  char *directory;          /* (owned) */
  char *address;            /* (owned) */
  guint16 port;
  ZcNsdConfig *config;      /* (owned) */
  ZcWorkerPool *pool;       /* (owned) */

  GSubprocess *process;     /* (owned) (nullable) */
  pid_t group;              /* its process group, 0 while there is none */
  int lifeline;             /* (unowned): -1 for none */
  int pulse;                /* (owned): ends when all its processes have, -1 while there are none */
  GMutex mutex;
  GCond ended;              /* signalled when is_running becomes false */
  gboolean is_running;      /* (mutex mutex) */
  gboolean is_silent;
};

G_DEFINE_FINAL_TYPE (ZcNsd, zc_nsd, G_TYPE_OBJECT)

char *
zc_nsd_find_program (void)
{
  char *path = g_find_program_in_path ("nsd");

  if (path == NULL && g_file_test ("/usr/sbin/nsd", G_FILE_TEST_IS_EXECUTABLE))
    path = g_strdup ("/usr/sbin/nsd");

  return path;
}

/* Between fork and exec. The group lets all of NSD's processes be ended at once and keeps the
 * terminal's Ctrl+C from them. */
static void
prepare_child (gpointer data)
{
  setpgid (0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != GPOINTER_TO_INT (data))
    _exit (1);
}

static void
set_running (ZcNsd    *self,
             gboolean  is_running)
{
  g_mutex_lock (&self->mutex);
  self->is_running = is_running;
  if (!is_running)
    g_cond_broadcast (&self->ended);
  g_mutex_unlock (&self->mutex);
}

gboolean
zc_nsd_is_running (ZcNsd *self)
{
  gboolean is_running;

  g_mutex_lock (&self->mutex);
  is_running = self->is_running;
  g_mutex_unlock (&self->mutex);

  return is_running;
}

/* Ends what is left of its processes. */
static void
end_group (ZcNsd *self)
{
  GPollFD poll_fd = { .fd = self->pulse, .events = G_IO_HUP };

  kill (-self->group, SIGKILL);
  g_subprocess_wait (self->process, NULL, NULL);
  /* The processes below the first are not ours to wait for. */
  g_poll (&poll_fd, 1, KILL_MOST_MS);
  close (self->pulse);

  self->pulse = -1;
  self->group = 0;
  self->is_silent = FALSE;
  set_running (self, FALSE);
}

static void
process_ended_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(ZcNsd) self = data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  /* It may have been killed, and even started again, before this is told. */
  if (self->process == G_SUBPROCESS (source) && self->group != 0)
    end_group (self);
}

static gboolean
spawn (ZcNsd   *self,
       GError **error)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autofree char *output = g_build_filename (self->directory, "output", NULL);
  int pulse[2];

  if (!zc_nsd_config_write (self->config, NULL, error) || !zc_nsd_config_write_zones (self->config, error))
    return FALSE;

  if (!g_unix_open_pipe (pulse, FD_CLOEXEC, error))
    return FALSE;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_subprocess_launcher_take_fd (launcher, pulse[1], PULSE_FD);
  if (self->lifeline >= 0)
    g_subprocess_launcher_take_fd (launcher, dup (self->lifeline), LIFELINE_FD);
  g_subprocess_launcher_set_stderr_file_path (launcher, output);
  g_subprocess_launcher_set_child_setup (launcher, prepare_child, GINT_TO_POINTER (getpid ()), NULL);
  g_clear_object (&self->process);
  self->process = g_subprocess_launcher_spawn (launcher, error, self->program, "-d",
                                               "-c", zc_nsd_config_get_path (self->config), NULL);
  /* From here on only NSD's processes hold the pulse's other end. */
  g_subprocess_launcher_close (launcher);
  if (self->process == NULL)
    {
      close (pulse[0]);
      return FALSE;
    }
  self->pulse = pulse[0];

  self->group = (pid_t) g_ascii_strtoll (g_subprocess_get_identifier (self->process), NULL, 10);
  set_running (self, TRUE);
  g_subprocess_wait_async (self->process, NULL, process_ended_cb, g_object_ref (self));

  return TRUE;
}

/* Why NSD ended at once, from the last lines it wrote. */
static GError *
explain_end (ZcNsd *self)
{
  const char * const files[] = { "log", "output" };
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (self->directory, files[i], NULL);
      g_autofree char *contents = NULL;

      if (g_file_get_contents (path, &contents, NULL, NULL))
        g_string_append (text, contents);
    }

  return g_error_new (G_IO_ERROR,
                      strstr (text->str, "in use") != NULL ? G_IO_ERROR_ADDRESS_IN_USE : G_IO_ERROR_FAILED,
                      /* Translators: an address, and what NSD said. */
                      _("NSD on %s did not start: %s"), self->address, g_strstrip (text->str));
}

static void
wait_for_end (ZcNsd  *self,
              gint64  microseconds)
{
  gint64 end = g_get_monotonic_time () + microseconds;

  g_mutex_lock (&self->mutex);
  while (self->is_running && g_cond_wait_until (&self->ended, &self->mutex, end))
    continue;
  g_mutex_unlock (&self->mutex);
}

static void
wait_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  ZcNsd *self = source;
  const ZcSandboxServer server = { ZC_SANDBOX_OWN_ADDRESS, self->address, self->port, 200 };
  const char *control = zc_nsd_config_get_control_path (self->config);
  gint64 end = g_get_monotonic_time () + START_MOST_MICROSECONDS;

  while (g_get_monotonic_time () < end)
    {
      ldns_pkt_rcode rcode;
      gint64 serial;
      g_autofree char *answer = NULL;

      if (!zc_nsd_is_running (self))
        {
          g_task_return_error (task, explain_end (self));
          return;
        }

      if (zc_sandbox_dns_ask_soa (&server, ".", &rcode, &serial, NULL)
          && (answer = zc_nsd_control_call (control, "status", NULL)) != NULL)
        {
          g_task_return_boolean (task, TRUE);
          return;
        }

      wait_for_end (self, ASK_AGAIN_MICROSECONDS);
    }

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _("NSD on %s does not answer"), self->address);
}

void
zc_nsd_start_async (ZcNsd               *self,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, zc_nsd_start_async);
  if (spawn (self, &error))
    zc_worker_pool_run (self->pool, task, wait_thread);
  else
    g_task_return_error (task, error);
}

gboolean
zc_nsd_start_finish (ZcNsd         *self,
                     GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
zc_nsd_kill (ZcNsd *self)
{
  if (self->group != 0)
    end_group (self);
}

void
zc_nsd_set_silent (ZcNsd    *self,
                   gboolean  silent)
{
  g_return_if_fail (self->group != 0);

  kill (-self->group, silent ? SIGSTOP : SIGCONT);
  self->is_silent = silent;
}

gboolean
zc_nsd_can_answer (ZcNsd *self)
{
  return zc_nsd_is_running (self) && !self->is_silent;
}

static gboolean
run_commands (ZcNsd   *self,
              GStrv    commands,
              GError **error)
{
  for (gsize i = 0; commands[i] != NULL; i++)
    {
      g_autofree char *answer = zc_nsd_control_call (zc_nsd_config_get_control_path (self->config), commands[i], error);

      if (answer == NULL)
        return FALSE;
    }

  return TRUE;
}

static void
run_thread (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  GError *error = NULL;

  if (run_commands (source, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* A process that is just being relieved, by another command, cuts the connection before it has answered; its successor
 * takes the next one. */
static GSocket *
hold_connection (const ZcSandboxServer  *server,
                 GError                **error)
{
  gint64 deadline_us = g_get_monotonic_time () + RELOAD_MOST_MS * 1000;

  for (;;)
    {
      g_autoptr(GError) cut = NULL;
      GSocket *connection = zc_sandbox_dns_hold_connection (server, &cut);

      if (connection != NULL)
        return connection;
      if ((!g_error_matches (cut, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) &&
           !g_error_matches (cut, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)) ||
          g_get_monotonic_time () > deadline_us)
        {
          g_propagate_error (error, g_steal_pointer (&cut));
          return NULL;
        }
    }
}

/* The processes that are relieved cut their connections as the last thing they do. Where nothing that is served has
 * changed they stay, and there is nothing to wait for. */
static void
run_until_reload_thread (GTask        *task,
                         gpointer      source,
                         gpointer      data,
                         GCancellable *cancellable)
{
  ZcNsd *self = source;
  const ZcSandboxServer server = { ZC_SANDBOX_OWN_ADDRESS, self->address, self->port, RELOAD_MOST_MS };
  GError *error = NULL;
  g_autoptr(GSocket) connection = hold_connection (&server, &error);

  if (connection == NULL || !run_commands (self, data, &error) ||
      (!zc_sandbox_dns_wait_for_close (&server, connection, &error) &&
       !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)))
    {
      g_task_return_error (task, error);
      return;
    }

  g_clear_error (&error);
  g_task_return_boolean (task, TRUE);
}

static void
run_async (ZcNsd               *self,
           const char * const  *commands,
           GTaskThreadFunc      thread,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, run_async);
  g_task_set_task_data (task, g_strdupv ((char **) commands), (GDestroyNotify) g_strfreev);
  /* A silent server would keep the caller waiting for its answer. */
  if (zc_nsd_can_answer (self))
    zc_worker_pool_run (self->pool, task, thread);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The server on %s does not answer", self->address);
}

void
zc_nsd_run_async (ZcNsd               *self,
                  const char * const  *commands,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  run_async (self, commands, run_thread, callback, user_data);
}

void
zc_nsd_run_until_reload_async (ZcNsd               *self,
                               const char * const  *commands,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  run_async (self, commands, run_until_reload_thread, callback, user_data);
}

gboolean
zc_nsd_run_finish (ZcNsd         *self,
                   GAsyncResult  *result,
                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
zc_nsd_set_lifeline (ZcNsd *self,
                     int    lifeline)
{
  self->lifeline = lifeline;
}

ZcNsdConfig *
zc_nsd_get_config (ZcNsd *self)
{
  return self->config;
}

const char *
zc_nsd_get_address (ZcNsd *self)
{
  return self->address;
}

static void
zc_nsd_finalize (GObject *object)
{
  ZcNsd *self = ZC_NSD (object);

  zc_nsd_kill (self);
  g_free (self->program);
  g_free (self->directory);
  g_free (self->address);
  zc_nsd_config_free (self->config);
  g_object_unref (self->pool);
  g_clear_object (&self->process);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->ended);

  G_OBJECT_CLASS (zc_nsd_parent_class)->finalize (object);
}

static void
zc_nsd_class_init (ZcNsdClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_nsd_finalize;
}

static void
zc_nsd_init (ZcNsd *self)
{
  self->lifeline = -1;
  self->pulse = -1;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->ended);
}

ZcNsd *
zc_nsd_new (const char   *program,
            const char   *directory,
            const char   *address,
            guint16       port,
            const char   *identity,
            ZcWorkerPool *pool)
{
  ZcNsd *self = g_object_new (ZC_TYPE_NSD, NULL);

  self->program = g_strdup (program);
  self->directory = g_strdup (directory);
  self->address = g_strdup (address);
  self->port = port;
  self->config = zc_nsd_config_new (directory, address, port, identity);
  self->pool = g_object_ref (pool);

  return self;
}
