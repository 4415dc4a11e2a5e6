/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zc-keeper.h"
#include "zc-nsd.h"
#include "zc-sandbox.h"

/* The exit codes that callers rely on. */
#define EXIT_OTHER 1
#define EXIT_BAD_INPUT 2
#define EXIT_NO_NSD 3

/* Leaves room in sockaddr_un.sun_path for "/127.0.255.255/control" below the directory. */
#define MOST_DIRECTORY_BYTES 70

typedef struct
{
  GMainLoop *loop;      /* (owned) */
  ZcSandbox *sandbox;   /* (owned) */
  int exit_code;
} Program;

typedef struct
{
  char *scenario;       /* (owned) (nullable) */
  char *listen;         /* (owned) (nullable) */
  char *directory;      /* (owned) (nullable) */
  gboolean version;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->scenario);
  g_free (options->listen);
  g_free (options->directory);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
complain (const char *message)
{
  fprintf (stderr, "zone-courier-sandbox: %s\n", message);
}

static gboolean
quit_cb (gpointer data)
{
  Program *program = data;

  g_main_loop_quit (program->loop);

  return G_SOURCE_CONTINUE;
}

static gboolean
input_cb (int          fd,
          GIOCondition condition,
          gpointer     data)
{
  Program *program = data;
  char buffer[256];
  gssize n = read (fd, buffer, sizeof buffer);

  if (n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR)))
    return G_SOURCE_CONTINUE;

  g_main_loop_quit (program->loop);

  return G_SOURCE_REMOVE;
}

/* The end of standard input ends the program. A device such as /dev/null, which shells give to
 * programs in the background, is not somebody who could close it. */
static void
watch_input (Program *program)
{
  struct stat info;

  if (fstat (STDIN_FILENO, &info) == 0 && (S_ISFIFO (info.st_mode) || S_ISSOCK (info.st_mode)))
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, input_cb, program);
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Program *program = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;

  if (!zc_sandbox_start_finish (program->sandbox, result, &error))
    {
      complain (error->message);
      program->exit_code = EXIT_OTHER;
      g_main_loop_quit (program->loop);
      return;
    }

  line = zc_sandbox_make_ready_line (program->sandbox);
  printf ("%s\n", line);
  fflush (stdout);
}

static GSocketAddress *
parse_listen (const char *text)
{
  const char *colon = text != NULL ? strrchr (text, ':') : NULL;
  g_autofree char *host = colon != NULL ? g_strndup (text, colon - text) : g_strdup ("127.0.0.1");
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);
  guint64 port = 0;

  if ((text != NULL && colon == NULL)
      || (colon != NULL && !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
      || address == NULL || g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV4
      || !g_inet_address_get_is_loopback (address))
    return NULL;

  return g_inet_socket_address_new (address, (guint16) port);
}

static char *
make_directory (const char  *parent,
                int         *lifeline,
                GError     **error)
{
  g_autofree char *template = g_build_filename (parent != NULL ? parent : g_get_tmp_dir (), "zcs-XXXXXX", NULL);

  if (strlen (template) > MOST_DIRECTORY_BYTES)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FILENAME_TOO_LONG,
                   _("The path of the directory “%s” is too long for sockets; choose another with --directory"), template);
      return NULL;
    }
  *lifeline = zc_keeper_start (template, error);
  if (*lifeline < 0)
    return NULL;

  return g_steal_pointer (&template);
}

static const int end_signals[] = { SIGTERM, SIGINT, SIGHUP };

/* From the making of the directory until somebody is there to remove it, and until the main loop
 * can stop the servers, the signals that end the program wait. */
static void
let_end_signals (gboolean pass)
{
  sigset_t set;

  sigemptyset (&set);
  for (gsize i = 0; i < G_N_ELEMENTS (end_signals); i++)
    sigaddset (&set, end_signals[i]);
  sigprocmask (pass ? SIG_UNBLOCK : SIG_BLOCK, &set, NULL);
}

static int
run (ZcScenario     *scenario,
     const char     *nsd,
     const char     *directory,
     int             lifeline,
     GSocketAddress *address)
{
  Program program = { .loop = g_main_loop_new (NULL, FALSE), .exit_code = 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (end_signals); i++)
    g_unix_signal_add (end_signals[i], quit_cb, &program);
  let_end_signals (TRUE);
  watch_input (&program);

  program.sandbox = zc_sandbox_new (scenario, nsd, directory, lifeline);
  zc_sandbox_start_async (program.sandbox, address, started_cb, &program);
  g_main_loop_run (program.loop);

  zc_sandbox_stop (program.sandbox);
  g_main_loop_unref (program.loop);

  return program.exit_code;
}

static gboolean
parse_options (Options  *options,
               int      *argc,
               char   ***argv)
{
  const GOptionEntry entries[] = {
    { "scenario", 0, 0, G_OPTION_ARG_STRING, &options->scenario, N_("What to play: a built-in name or a file"), N_("NAME-OR-FILE") },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &options->listen, N_("Where the API listens, a loopback address"), N_("ADDRESS:PORT") },
    { "directory", 0, 0, G_OPTION_ARG_FILENAME, &options->directory, N_("Where to make a private directory"), N_("DIRECTORY") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_("Show the version"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;

  g_option_context_set_summary (context, _("A stand-in for IONOS Cloud DNS on this computer, over real name servers"));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      complain (error->message);
      return FALSE;
    }
  if (*argc > 1)
    {
      g_autofree char *message = g_strdup_printf (_("There is no argument “%s”"), (*argv)[1]);

      complain (message);
      return FALSE;
    }

  return TRUE;
}

/* A caller may have closed them; then the next file opened would take their place. */
static void
open_standard_files (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    {
      if (fcntl (fd, F_GETFD) < 0 && open ("/dev/null", O_RDWR) != fd)
        abort ();
    }
}

int
main (int    argc,
      char **argv)
{
  g_auto(Options) options = { NULL };
  g_autoptr(ZcScenario) scenario = NULL;
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *directory = NULL;
  g_autofree char *nsd = NULL;
  int lifeline;
  int exit_code;

  open_standard_files ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, ZC_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (!parse_options (&options, &argc, &argv))
    return EXIT_BAD_INPUT;
  if (options.version)
    {
      printf ("zone-courier-sandbox %s\n", ZC_VERSION);
      return 0;
    }

  address = parse_listen (options.listen);
  if (address == NULL)
    {
      complain (_("--listen takes a loopback address and a port, such as 127.0.0.1:8080"));
      return EXIT_BAD_INPUT;
    }

  scenario = zc_scenario_load (options.scenario != NULL ? options.scenario : "default", &error);
  if (scenario == NULL)
    {
      complain (error->message);
      return EXIT_BAD_INPUT;
    }

  nsd = zc_nsd_find_program ();
  if (nsd == NULL)
    {
      complain (_("The name server NSD is not installed; install the package “nsd”."));
      return EXIT_NO_NSD;
    }

  let_end_signals (FALSE);
  directory = make_directory (options.directory, &lifeline, &error);
  if (directory == NULL)
    {
      complain (error->message);
      return EXIT_BAD_INPUT;
    }

  exit_code = run (g_steal_pointer (&scenario), nsd, directory, lifeline, address);
  /* The keeper would do it too, a moment after this program's end. */
  zc_keeper_remove (directory);

  return exit_code;
}
