/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-help.h"

#include <glib/gi18n-lib.h>

#include "zc-application-private.h"
#include "zc-diagnosis.h"

#define INSTALLED_HELP "help:zone-courier"
#define INDEX_FILE "/index.page"

/* A dialog is not always one of the application's windows itself, but it stands before one. */
static ZcApplication *
find_application (GtkWindow *window)
{
  for (GtkWindow *at = window; at != NULL; at = gtk_window_get_transient_for (at))
    {
      GtkApplication *application = gtk_window_get_application (at);

      if (ZC_IS_APPLICATION (application))
        return ZC_APPLICATION (application);
    }

  return NULL;
}

char *
zc_help_get_uri (GtkWindow  *window,
                 const char *page)
{
  ZcApplication *application;
  const char *base;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);

  application = find_application (window);
  base = application != NULL ? zc_application_get_help_uri (application) : INSTALLED_HELP;
  if (page == NULL)
    return g_strdup (base);

  /* Not installed, the help is a folder of files. */
  if (g_str_has_suffix (base, INDEX_FILE))
    {
      g_auto(GStrv) parts = g_strsplit (page, "#", 2);
      int folder_length = (int) (strlen (base) - strlen (INDEX_FILE));

      return g_strdup_printf ("%.*s/%s.page%s%s", folder_length, base, parts[0], parts[1] != NULL ? "#" : "",
                              parts[1] != NULL ? parts[1] : "");
    }

  return g_strdup_printf ("%s/%s", base, page);
}

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  GtkWindow *window = GTK_WINDOW (source);
  ZcApplication *application = find_application (window);
  g_autoptr(GError) error = NULL;

  if (gtk_show_uri_full_finish (window, result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_message ("The help could not be opened: %s", error->message);
  if (application != NULL)
    _zc_application_say (application, window,
                         _("The help could not be opened. Is a help viewer such as Yelp installed?"), NULL, NULL);
}

void
zc_help_show (GtkWindow  *window,
              const char *page)
{
  g_autofree char *uri = NULL;

  g_return_if_fail (GTK_IS_WINDOW (window));

  uri = zc_help_get_uri (window, page);
  gtk_show_uri_full (window, uri, GDK_CURRENT_TIME, NULL, shown_cb, NULL);
}

void
zc_help_show_cause (GtkWindow  *window,
                    const char *id)
{
  const char *area;
  g_autofree char *page = NULL;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (id != NULL);

  area = zc_diagnosis_get_area (id);
  page = area != NULL ? g_strdup_printf ("cause-%s#%s", area, id) : g_strdup ("verify-zone");
  zc_help_show (window, page);
}
