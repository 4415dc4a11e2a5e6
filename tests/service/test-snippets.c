/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gstdio.h>

#include "zc-snippet.h"
#include "zc-test.h"

/* The configuration that people are told to copy is held to the checkers of the servers it is for. */
typedef struct
{
  const char *software;
  const char *before; /* what stands before the snippet in a whole configuration */
  const char *after;
  const char *file;
  const char *command[6]; /* "@" stands for the file, "%" for its directory */
} Make;

static const Make makes[] = {
  { "BIND", "zone \"example.com\" { type primary; file \"zone\";\n", "\n};\n", "named.conf",
    { "named-checkconf", "@", NULL } },
  { "NSD", "zone:\n name: \"example.com\"\n zonefile: \"zone\"\n", "\n", "nsd.conf", { "nsd-checkconf", "@", NULL } },
  { "Knot DNS", "", "\n", "knot.conf", { "knotc", "-c", "@", "conf-check", NULL } },
  { "PowerDNS", "launch=bind\n", "\n", "pdns.conf", { "pdns_server", "--config-dir=%", "--config=check", NULL } },
};

static const Make *
find_make (const char *software)
{
  for (guint i = 0; i < G_N_ELEMENTS (makes); i++)
    if (g_str_equal (makes[i].software, software))
      return &makes[i];

  return NULL;
}

static char *
find_tool (const char *name)
{
  g_autofree char *path = g_find_program_in_path (name);
  g_autofree char *system_path = g_build_filename ("/usr/sbin", name, NULL);

  return path != NULL ? g_steal_pointer (&path) : g_steal_pointer (&system_path);
}

static gboolean
accepts (const Make *make,
         const char *text)
{
  g_autofree char *directory = g_dir_make_tmp ("zc-snippet-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (directory, make->file, NULL);
  g_autofree char *content = g_strconcat (make->before, text, make->after, NULL);
  g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  gboolean accepted;

  g_assert_true (g_file_set_contents (file, content, -1, NULL));
  g_ptr_array_add (arguments, find_tool (make->command[0]));
  for (const char *const *word = make->command + 1; *word != NULL; word++)
    {
      g_autoptr(GString) argument = g_string_new (*word);

      g_string_replace (argument, "@", file, 0);
      g_string_replace (argument, "%", directory, 0);
      g_ptr_array_add (arguments, g_string_free (g_steal_pointer (&argument), FALSE));
    }
  g_ptr_array_add (arguments, NULL);

  process = g_subprocess_newv ((const char * const *) arguments->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  accepted = g_subprocess_wait_check (process, NULL, NULL);

  g_remove (file);
  g_rmdir (directory);

  return accepted;
}

static void
test_kind (gconstpointer data)
{
  g_autoptr(GPtrArray) snippets = zc_snippet_list_new (GPOINTER_TO_UINT (data), "example.com");
  guint n_checked = 0;

  for (guint i = 0; i < snippets->len; i++)
    {
      const ZcSnippet *snippet = snippets->pdata[i];
      const Make *make = find_make (snippet->software);
      g_autofree char *damaged = NULL;

      /* Windows has no file to configure. */
      if (make == NULL)
        continue;
      g_test_message ("%s: %s", snippet->software, snippet->text);
      g_assert_true (accepts (make, snippet->text));
      damaged = g_strconcat ("x", snippet->text, NULL);
      g_assert_false (accepts (make, damaged));
      n_checked++;
    }
  g_assert_cmpuint (n_checked, ==, G_N_ELEMENTS (makes));
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_data_func ("/snippets/allow-transfer", GUINT_TO_POINTER (ZC_SNIPPET_ALLOW_TRANSFER), test_kind);
  g_test_add_data_func ("/snippets/send-notify", GUINT_TO_POINTER (ZC_SNIPPET_SEND_NOTIFY), test_kind);

  return g_test_run ();
}
