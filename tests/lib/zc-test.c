/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test.h"

#define WAIT_SECONDS 60

guint
zc_test_get_wait_seconds (void)
{
  const char *patience = g_getenv ("ZC_TEST_PATIENCE");

  return (guint) (WAIT_SECONDS * (patience != NULL ? g_ascii_strtod (patience, NULL) : 1));
}

void
zc_test_init (int    *argc,
              char ***argv)
{
  /* GNOME's proxy resolver ends the process where the schemas of the machine cannot be seen. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
}

gboolean
zc_test_set_true_cb (gpointer data)
{
  gboolean *flag = data;

  *flag = TRUE;

  return G_SOURCE_CONTINUE;
}

void
zc_test_keep_result_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      data)
{
  GAsyncResult **place = data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}
