/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-demo.h"

#include "zc-config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#define SANDBOX_NAME "zone-courier-sandbox"

/* How long the sandbox may take until it is ready. */
#define READY_TIMEOUT_SECONDS 30

/* How many bytes of its complaints are thrown away at once. */
#define DRAIN_SIZE 4096

struct _ZcDemo
{
  GObject parent_instance;

  GSubprocess *process;      /* (owned) (nullable) */
  ZcAccount *account;        /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): cancelled when nobody waits for its end any more */
};

enum
{
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZcDemo, zc_demo, G_TYPE_OBJECT)

/* What is needed while waiting for the sandbox. */
typedef struct
{
  ZcDemo *demo;                /* (owned) */
  GDataInputStream *output;    /* (owned) */
  GCancellable *cancellable;   /* (owned): cancelled by the caller's, and when time is up */
  gulong cancelled_id;
  guint timeout_id;
} Start;

static void
start_free (gpointer data)
{
  Start *start = data;

  g_clear_object (&start->demo);
  g_clear_object (&start->output);
  g_clear_object (&start->cancellable);
  g_clear_handle_id (&start->timeout_id, g_source_remove);
  g_free (start);
}

static void
zc_demo_finalize (GObject *object)
{
  ZcDemo *self = ZC_DEMO (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  /* The sandbox ends itself when its standard input closes, and leaves nothing behind. Dropping the object
   * would not close it: GSubprocess keeps itself alive until the process has ended. */
  if (self->process != NULL)
    g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_clear_object (&self->process);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (zc_demo_parent_class)->finalize (object);
}

static void
zc_demo_class_init (ZcDemoClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_demo_finalize;

  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 0);
}

static void
zc_demo_init (ZcDemo *self)
{
  self->cancellable = g_cancellable_new ();
}

/* Finds the sandbox beside this program's build, then where it is installed. */
static char *
find_sandbox (void)
{
  g_autofree char *self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *built = g_build_filename (ZC_BUILDDIR, "src", "sandbox", SANDBOX_NAME, NULL);
  g_autofree char *installed = NULL;

  if (self_path != NULL && g_str_has_prefix (self_path, ZC_BUILDDIR G_DIR_SEPARATOR_S) &&
      g_file_test (built, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&built);

  installed = g_build_filename (ZC_BINDIR, SANDBOX_NAME, NULL);
  if (g_file_test (installed, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&installed);

  return g_find_program_in_path (SANDBOX_NAME);
}

static ZcAccount *
read_ready_line (const char  *line,
                 GError     **error)
{
  g_autoptr(JsonNode) root = json_from_string (line, error);
  g_autoptr(ZcDnsConfig) config = NULL;
  g_autoptr(ZcSecret) token = NULL;
  JsonObject *object;
  const char *api_url, *token_text, *resolver;
  gint64 port;

  if (root == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("The demo's first line is empty."));
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("The demo's first line is not a JSON object."));
      return NULL;
    }

  object = json_node_get_object (root);
  api_url = json_object_get_string_member_with_default (object, "api_url", NULL);
  token_text = json_object_get_string_member_with_default (object, "token", NULL);
  resolver = json_object_get_string_member_with_default (object, "resolver", NULL);
  port = json_object_get_int_member_with_default (object, "dns_port", 0);
  if (api_url == NULL || token_text == NULL || port <= 0 || port > G_MAXUINT16)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _("The demo's first line lacks its address, its token or its DNS port."));
      return NULL;
    }

  config = zc_dns_config_new ((guint) port, resolver, error);
  if (config == NULL)
    return NULL;

  token = zc_secret_new (token_text);

  return zc_account_new (_("Demo"), api_url, token, config, TRUE);
}

static void
read_complaint_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *complaint = NULL;

  complaint = g_data_input_stream_read_upto_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);
  if (complaint != NULL)
    g_strstrip (complaint);

  if (complaint != NULL && *complaint != '\0')
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", complaint);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, _("The demo ended before it was ready."));
}

/* The sandbox ended without its line: what it printed on its standard error says why. */
static void
return_complaint (GTask *task)
{
  Start *start = g_task_get_task_data (task);
  g_autoptr(GDataInputStream) complaints = NULL;

  complaints = g_data_input_stream_new (g_subprocess_get_stderr_pipe (start->demo->process));
  g_data_input_stream_read_upto_async (complaints, "", 1, G_PRIORITY_DEFAULT, start->cancellable, read_complaint_cb,
                                       g_object_ref (task));
}

static void drain_complaints (GInputStream *complaints);

static void
drained_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GError) error = NULL;
  gssize n_skipped = g_input_stream_skip_finish (G_INPUT_STREAM (source), result, &error);

  if (n_skipped > 0)
    drain_complaints (G_INPUT_STREAM (source));
  else if (n_skipped < 0)
    g_debug ("The demo's standard error could not be read: %s", error->message);
}

/* Whatever the sandbox complains about later must not fill the pipe and block it. */
static void
drain_complaints (GInputStream *complaints)
{
  g_input_stream_skip_async (complaints, DRAIN_SIZE, G_PRIORITY_LOW, NULL, drained_cb, NULL);
}

/* Waiting does not keep the demo alive: when it is gone, the wait was cancelled. */
static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GError) error = NULL;

  if (g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error))
    g_signal_emit (data, signals[ENDED], 0);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("The end of the demo cannot be waited for: %s", error->message);
}

static void
read_line_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  Start *start = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;

  line = g_data_input_stream_read_line_finish_utf8 (start->output, result, NULL, &error);
  if (start->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), start->cancelled_id);

  if (line == NULL && error == NULL)
    {
      return_complaint (task);
      return;
    }
  if (line == NULL && start->timeout_id == 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _("The demo was not ready in time."));
      return;
    }
  if (line != NULL)
    start->demo->account = read_ready_line (line, &error);
  if (start->demo->account == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  drain_complaints (g_subprocess_get_stderr_pipe (start->demo->process));
  g_subprocess_wait_async (start->demo->process, start->demo->cancellable, ended_cb, start->demo);
  g_task_return_pointer (task, g_object_ref (start->demo), g_object_unref);
}

static gboolean
timeout_cb (gpointer data)
{
  Start *start = data;

  start->timeout_id = 0;
  g_cancellable_cancel (start->cancellable);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  g_cancellable_cancel (data);
}

void
zc_demo_start_async (const char          *scenario,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(GError) error = NULL;
  g_autofree char *sandbox = find_sandbox ();
  const char *arguments[] = { sandbox, scenario != NULL ? "--scenario" : NULL, scenario, NULL };
  Start *start;

  g_task_set_source_tag (task, zc_demo_start_async);

  if (sandbox == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                               /* Translators: %s is the name of a program. */
                               _("The demo needs the program %s, which is not installed."), SANDBOX_NAME);
      return;
    }

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_unsetenv (launcher, "IONOS_TOKEN");

  start = g_new0 (Start, 1);
  start->demo = g_object_new (ZC_TYPE_DEMO, NULL);
  start->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, start, start_free);

  start->demo->process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  if (start->demo->process == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  start->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (start->demo->process));
  start->timeout_id = g_timeout_add_seconds (READY_TIMEOUT_SECONDS, timeout_cb, start);
  if (cancellable != NULL)
    start->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                 g_object_ref (start->cancellable), g_object_unref);
  g_data_input_stream_read_line_async (start->output, G_PRIORITY_DEFAULT, start->cancellable, read_line_cb,
                                       g_steal_pointer (&task));
}

ZcDemo *
zc_demo_start_finish (GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

ZcAccount *
zc_demo_get_account (ZcDemo *self)
{
  g_return_val_if_fail (ZC_IS_DEMO (self), NULL);

  return self->account;
}
