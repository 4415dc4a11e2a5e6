/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-window.h"

#include "zc-test-ui.h"

AdwApplication *
zc_test_window_start (void)
{
  AdwApplication *application = adw_application_new ("io.github.zonecourier.ZoneCourier", G_APPLICATION_NON_UNIQUE);
  g_autoptr(GError) error = NULL;

  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  /* As in GNOME; two more buttons would keep windows from getting as narrow as there. */
  g_object_set (gtk_settings_get_default (), "gtk-decoration-layout", ":close", NULL);

  return application;
}

/* A port that was free a moment ago. */
static guint16
find_closed_port (void)
{
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  g_autoptr(GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);

  g_assert_no_error (error);
  g_socket_listener_close (listener);

  return port;
}

ZcSession *
zc_test_window_new_session (void)
{
  guint16 port = find_closed_port ();
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr(ZcSecret) token = zc_secret_new ("token");
  g_autofree char *resolver = g_strdup_printf ("127.0.0.1@%u", port);
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (port, resolver, &error);
  g_autoptr(ZcAccount) account = NULL;
  ZcSession *session = NULL;

  g_assert_no_error (error);
  account = zc_account_new ("Test", url, token, config, FALSE);
  session = zc_session_new (account, &error);
  g_assert_no_error (error);

  return session;
}

static gboolean
is_named (GtkWidget     *widget,
          gconstpointer  name)
{
  g_autofree char *other = NULL;

  if (ADW_IS_PREFERENCES_ROW (widget))
    return g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), name) == 0;
  if (!GTK_IS_BUTTON (widget) && !GTK_IS_EDITABLE (widget) && !GTK_IS_DROP_DOWN (widget))
    return FALSE;

  other = zc_test_ui_get_name (widget);

  return g_strcmp0 (other, name) == 0;
}

static gboolean
is_of_type (GtkWidget     *widget,
            gconstpointer  data)
{
  const GType *type = data;

  return G_TYPE_CHECK_INSTANCE_TYPE (widget, *type);
}

static GtkWidget *
find_widget (GtkWidget      *root,
             gboolean      (*matches) (GtkWidget     *widget,
                                       gconstpointer  data),
             gconstpointer   data)
{
  if (matches (root, data))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, matches, data);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
zc_test_window_find (GtkWidget  *root,
                     const char *name)
{
  return find_widget (root, is_named, name);
}

GtkWidget *
zc_test_window_find_type (GtkWidget *root,
                          GType      type)
{
  return find_widget (root, is_of_type, &type);
}
