/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-window.h"

#include "zc-test.h"

void
zc_test_window_init (int    *argc,
                     char ***argv)
{
  g_test_init (argc, argv, NULL);
  adw_init ();
}

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

/* Tells whether something in the window is still on its way to its place. */
static gboolean
is_moving (GtkWidget *widget)
{
  if (GTK_IS_REVEALER (widget) &&
      gtk_revealer_get_reveal_child (GTK_REVEALER (widget)) != gtk_revealer_get_child_revealed (GTK_REVEALER (widget)))
    return TRUE;
  if (GTK_IS_STACK (widget) && gtk_stack_get_transition_running (GTK_STACK (widget)))
    return TRUE;
  if (ADW_IS_SQUEEZER (widget) && adw_squeezer_get_transition_running (ADW_SQUEEZER (widget)))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child) && is_moving (child))
      return TRUE;

  return FALSE;
}

static void
draw (GtkWindow *window)
{
  gtk_widget_queue_draw (GTK_WIDGET (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
}

void
zc_test_window_shoot (GtkWindow  *window,
                      int         width,
                      int         height,
                      const char *name)
{
  const char *directory = g_getenv ("ZC_TEST_SCREENSHOTS");
  g_autofree char *path = NULL;
  g_autoptr(GdkPaintable) paintable = NULL;
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  g_assert_nonnull (directory);
  g_assert_cmpint (g_mkdir_with_parents (directory, 0755), ==, 0);
  path = g_strdup_printf ("%s/%s.png", directory, name);

  gtk_window_set_default_size (window, width, height);
  gtk_window_present (window);
  ZC_WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (window)));
  /* What changes with the size, such as a bar at the bottom, begins to move with the first frame. */
  draw (window);
  draw (window);
  ZC_WAIT_UNTIL (!is_moving (GTK_WIDGET (window)));
  draw (window);

  paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static gboolean
is_named (GtkWidget     *widget,
          gconstpointer  data)
{
  const char *name = data;
  g_autofree char *other = NULL;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), name) == 0)
    return TRUE;
  if (ADW_IS_PREFERENCES_ROW (widget))
    return g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), name) == 0;
  if (!GTK_IS_BUTTON (widget) && !GTK_IS_EDITABLE (widget) && !GTK_IS_DROP_DOWN (widget))
    return FALSE;

  other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name);

  return other == NULL;
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
