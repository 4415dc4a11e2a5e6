/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-ui.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "zc-test.h"

/* No widget is ever called this; asking whether one is gives its real name. */
#define NO_NAME "\001"

/* The resolution at which texts have the size they were made for, as the setting counts it. */
#define NORMAL_DPI (96 * 1024)

/* How many problems a failure lists. */
#define MOST_PROBLEMS 12

/* The size in pixels at which icons are looked at. */
#define ICON_SIZE 16

/* How often a window is drawn until there is something to see. */
#define MOST_DRAWINGS 20

static void
use_language (void)
{
  const char *locale_dir = g_getenv ("ZC_TEST_LOCALEDIR");

  if (locale_dir == NULL)
    return;

  setlocale (LC_ALL, "");
  bindtextdomain ("zone-courier", locale_dir);
  bind_textdomain_codeset ("zone-courier", "UTF-8");
  textdomain ("zone-courier");
}

/* What the desktop's "Large Text" does, which makes texts a quarter larger, and what goes beyond it. */
static void
use_text_size (void)
{
  const char *factor = g_getenv ("ZC_TEST_TEXT_FACTOR");

  if (factor != NULL)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (g_ascii_strtod (factor, NULL) * NORMAL_DPI), NULL);
}

void
zc_test_ui_init (int    *argc,
                 char ***argv)
{
  /* Not zc_test_init(): directories for each test would hide the icons and types of files of the system. Such a
   * program runs in a session of its own anyway. */
  g_test_init (argc, argv, NULL);
  /* g_test_init() makes warnings fatal. Without animations libadwaita 1.2 lets GTK warn about the size of a view
   * switcher whenever a window narrows, so here they are not. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  use_language ();
  gtk_init ();
  adw_init ();
  g_object_set (gtk_settings_get_default (),
                "gtk-enable-animations", FALSE,
                /* As in GNOME; two more buttons would keep windows from getting as narrow as there. */
                "gtk-decoration-layout", ":close",
                NULL);
  use_text_size ();
}

/* Returns: (transfer full) (nullable): what was set as the accessible label */
static char *
get_label (GtkWidget *widget)
{
  g_autofree char *text = NULL;

  if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return NULL;

  text = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, NO_NAME, NULL);

  return text != NULL && text[0] != '\0' ? g_steal_pointer (&text) : NULL;
}

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));

  return NULL;
}

static const char *
find_text (GtkWidget *widget)
{
  const char *text = get_text (widget);

  if (text != NULL && text[0] != '\0')
    return text;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      text = find_text (child);
      if (text != NULL)
        return text;
    }

  return NULL;
}

static gboolean
has_label_relation (GtkWidget *widget)
{
  return gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

char *
zc_test_ui_get_name (GtkWidget *widget)
{
  char *label = get_label (widget);

  if (label != NULL)
    return label;
  if (get_text (widget) != NULL)
    return g_strdup (get_text (widget));
  if (has_label_relation (widget))
    return g_strdup (find_text (widget));

  return NULL;
}

/* Whether a widget is a part of a composite one that stands for it. */
static gboolean
is_inner (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  /* The text field in an entry is not told of apart from the entry, what is in a button is the button, nothing
   * scrolls by having the focus itself, and no key leads to the headers of columns. */
  return GTK_IS_TEXT (widget) || GTK_IS_SCROLLED_WINDOW (widget) ||
         (parent != NULL && gtk_widget_get_ancestor (parent, GTK_TYPE_BUTTON) != NULL) ||
         (parent != NULL && GTK_IS_COLUMN_VIEW (parent) && gtk_widget_get_first_child (parent) == widget);
}

static gboolean
is_type_name (const char *name)
{
  return g_regex_match_simple ("^(Gtk|Adw|Zc)[A-Z][A-Za-z]+$", name, 0, 0);
}

static void
add_problem (GPtrArray  *problems,
             GtkWidget  *widget,
             const char *problem)
{
  g_autoptr(GString) place = g_string_new (NULL);

  for (GtkWidget *at = widget; at != NULL; at = gtk_widget_get_parent (at))
    {
      g_string_prepend (place, G_OBJECT_TYPE_NAME (at));
      g_string_prepend (place, " > ");
    }
  g_ptr_array_add (problems, g_strdup_printf ("%s:%s", problem, place->str));
}

static gboolean
is_table_row (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  return child != NULL && g_str_equal (G_OBJECT_TYPE_NAME (child), "GtkColumnViewCell");
}

/* A list around the only row that says what is in it would say the same once more. */
static gboolean
was_left_nameless (GtkWidget *widget)
{
  return GTK_IS_LIST_BOX (widget) &&
         gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static gboolean
is_icon_button (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL;
}

static void
check_name (GtkWidget *widget,
            GPtrArray *problems)
{
  g_autofree char *name = zc_test_ui_get_name (widget);
  g_autofree char *label = get_label (widget);

  if (label == NULL && was_left_nameless (widget))
    return;

  if (name == NULL || g_str_equal (g_strstrip (name), ""))
    {
      add_problem (problems, widget, "no name");
      return;
    }

  if (is_type_name (name))
    add_problem (problems, widget, "the name of a type");
  /* A row is named by what it shows, and names such as _dmarc have underscores; so have the paths of files. */
  if (strchr (name, '_') != NULL && !is_table_row (widget) && strchr (name, G_DIR_SEPARATOR) == NULL)
    add_problem (problems, widget, "an underscore in the name");
  if (label != NULL && has_label_relation (widget) && find_text (widget) != NULL)
    add_problem (problems, widget, "a name that is read twice");
  if (label != NULL && has_label_relation (widget) && is_icon_button (widget))
    add_problem (problems, widget, "an icon that is read as the name of its type");
}

/* Draws an icon, so that it is known what a user sees. */
static GBytes *
draw_icon (GtkWidget  *widget,
           const char *icon_name)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr(GtkIconPaintable) icon = NULL;
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  guchar *pixels = g_new0 (guchar, 4 * ICON_SIZE * ICON_SIZE);

  icon = gtk_icon_theme_lookup_icon (theme, icon_name, NULL, ICON_SIZE, 1, gtk_widget_get_direction (widget), 0);
  gdk_paintable_snapshot (GDK_PAINTABLE (icon), snapshot, ICON_SIZE, ICON_SIZE);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node != NULL)
    {
      texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                             &GRAPHENE_RECT_INIT (0, 0, ICON_SIZE, ICON_SIZE));
      gdk_texture_download (texture, pixels, 4 * ICON_SIZE);
    }

  return g_bytes_new_take (pixels, 4 * ICON_SIZE * ICON_SIZE);
}

/* The theme may list an icon that cannot be read here, such as an SVG file without the loader for it. What
 * is drawn then is the picture for a missing one. */
static gboolean
is_drawn (GtkWidget  *widget,
          const char *icon_name)
{
  g_autoptr(GBytes) icon = draw_icon (widget, icon_name);
  g_autoptr(GBytes) missing = draw_icon (widget, "image-missing");

  return !g_bytes_equal (icon, missing);
}

static void
check_icon (GtkWidget  *widget,
            const char *icon_name,
            GPtrArray  *problems)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));

  if (icon_name == NULL)
    return;

  if (!gtk_icon_theme_has_icon (theme, icon_name))
    add_problem (problems, widget, icon_name);
  else if (!is_drawn (widget, icon_name))
    add_problem (problems, widget, "an icon that cannot be drawn");
}

static void
check_tooltip (GtkWidget *widget,
               GPtrArray *problems)
{
  /* A tooltip may also be made when it is about to be shown. */
  if (!gtk_widget_get_has_tooltip (widget))
    add_problem (problems, widget, "an icon without a tooltip");
}

/* What the translation into no language puts around every message, see pseudo-locale.py. */
#define OPENING "⟦"

/* The names of the tests' account and zones are nobody's to translate. */
static gboolean
is_translated (const char *text)
{
  gboolean has_letter = FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    has_letter = has_letter || g_unichar_isalpha (g_utf8_get_char (at));

  return !has_letter || strstr (text, OPENING) != NULL || g_str_equal (text, "Test") ||
         (strchr (text, ' ') == NULL && strchr (text, '.') != NULL);
}

/* With every message in brackets, what is not was not marked for translation. */
static void
check_translation (GtkWidget *widget,
                   GPtrArray *problems)
{
  const char *text = get_text (widget);
  g_autofree char *label = gtk_widget_get_focusable (widget) ? get_label (widget) : NULL;

  if (text != NULL && !is_translated (text))
    add_problem (problems, widget, text);
  if (label != NULL && !is_translated (label))
    add_problem (problems, widget, label);
}

/* Words of a language may be longer than the room for them. What a drop-down's button cuts, its list shows. */
static void
check_room (GtkWidget *widget,
            GPtrArray *problems)
{
  g_autofree char *problem = NULL;

  if (!GTK_IS_LABEL (widget) || gtk_widget_get_has_tooltip (widget) ||
      gtk_widget_get_ancestor (widget, GTK_TYPE_DROP_DOWN) != NULL ||
      !pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    return;

  problem = g_strdup_printf ("a text that is cut, “%s”", gtk_label_get_text (GTK_LABEL (widget)));
  add_problem (problems, widget, problem);
}

static void
check_widget (GtkWidget *widget,
              GPtrArray *problems)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  /* Rows show what servers say, and the buttons of the window's manager are GTK's own. */
  if (g_getenv ("ZC_TEST_LOCALEDIR") != NULL && gtk_widget_get_ancestor (widget, GTK_TYPE_COLUMN_VIEW) == NULL &&
      gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) == NULL)
    {
      check_room (widget, problems);
      if (g_getenv ("ZC_TEST_PSEUDO") != NULL)
        check_translation (widget, problems);
    }

  if (gtk_widget_get_focusable (widget) && !is_inner (widget))
    check_name (widget, problems);
  else if (is_table_row (widget))
    check_name (widget, problems);

  if (GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL)
    check_tooltip (widget, problems);
  if (GTK_IS_MENU_BUTTON (widget) && gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (widget)) != NULL)
    check_tooltip (widget, problems);
  if (GTK_IS_IMAGE (widget))
    check_icon (widget, gtk_image_get_icon_name (GTK_IMAGE (widget)), problems);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    check_widget (child, problems);
}

void
zc_test_ui_assert_accessible (GtkWindow *window)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  zc_test_ui_settle (window);
  check_widget (GTK_WIDGET (window), problems);
  if (problems->len == 0)
    return;

  /* A row's mistake is the mistake of all rows. */
  g_ptr_array_set_size (problems, MIN (problems->len, MOST_PROBLEMS));
  g_ptr_array_add (problems, NULL);
  text = g_strjoinv ("\n", (char **) problems->pdata);
  g_error ("the window \"%s\" is not accessible:\n%s", gtk_window_get_title (window), text);
}

GtkWidget *
zc_test_ui_find (GtkWidget  *root,
                 GType       type,
                 const char *name)
{
  g_autofree char *own_name = NULL;

  if (!gtk_widget_get_mapped (root))
    return NULL;

  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    {
      own_name = zc_test_ui_get_name (root);
      if (name == NULL || g_strcmp0 (own_name, name) == 0)
        return root;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = zc_test_ui_find (child, type, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
find_pressable (GtkWidget  *root,
                const char *name)
{
  GtkWidget *button = zc_test_ui_find (root, GTK_TYPE_BUTTON, name);

  return button != NULL && gtk_widget_is_sensitive (button) ? button : NULL;
}

void
zc_test_ui_click (GtkWidget  *root,
                  const char *name)
{
  g_test_message ("press %s", name);
  ZC_WAIT_UNTIL (find_pressable (root, name) != NULL);
  g_signal_emit_by_name (find_pressable (root, name), "clicked");
}

void
zc_test_ui_settle (GtkWindow *window)
{
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (window)));

  /* Whatever is pending now may queue more, and what it changed is drawn with the next frame. */
  for (guint i = 0; i < 3; i++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      gtk_widget_queue_draw (GTK_WIDGET (window));
      gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
    }
}

/* The display may tell of a size that the window had asked for just before, which GTK then keeps instead of this one; so
 * this one is asked for until it is taken. */
static gboolean
take_size (GtkWindow *window,
           int        width,
           int        height)
{
  gtk_window_set_default_size (window, width, height);
  zc_test_ui_settle (window);

  return gdk_surface_get_width (gtk_native_get_surface (GTK_NATIVE (window))) == width;
}

void
zc_test_ui_resize (GtkWindow *window,
                   int        width,
                   int        height)
{
  /* A window that has not been drawn with its first size yet would take that one after all. */
  zc_test_ui_settle (window);
  ZC_WAIT_UNTIL (take_size (window, width, height));
  zc_test_ui_settle (window);
}

/* Returns: (transfer full) (nullable): what the window shows, nothing when it is not laid out */
static GskRenderNode *
draw (GtkWindow *window,
      int        width,
      int        height)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, width, height);

  return gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}

void
zc_test_ui_screenshot (GtkWindow  *window,
                       const char *name)
{
  const char *directory = g_getenv ("ZC_TEST_SCREENSHOTS");
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autofree char *file_name = NULL;
  g_autofree char *path = NULL;
  int width = 0;
  int height = 0;

  if (directory == NULL)
    return;

  /* What comes in between may have changed the layout again. */
  for (guint i = 0; node == NULL && i < MOST_DRAWINGS; i++)
    {
      zc_test_ui_settle (window);
      width = gtk_widget_get_width (GTK_WIDGET (window));
      height = gtk_widget_get_height (GTK_WIDGET (window));
      node = draw (window, width, height);
    }
  g_assert_nonnull (node);

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  g_assert_cmpint (g_mkdir_with_parents (directory, 0755), ==, 0);
  file_name = g_strconcat (name, ".png", NULL);
  path = g_build_filename (directory, file_name, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

gboolean
zc_test_ui_is_drawn (GtkWindow *window,
                     GtkWidget *widget)
{
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = NULL;
  graphene_rect_t bounds;
  gsize width;
  gsize n_pixels;

  zc_test_ui_settle (window);
  node = draw (window, gtk_widget_get_width (GTK_WIDGET (window)), gtk_widget_get_height (GTK_WIDGET (window)));
  if (node == NULL || !gtk_widget_compute_bounds (widget, GTK_WIDGET (window), &bounds))
    return FALSE;

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, &bounds);
  width = (gsize) gdk_texture_get_width (texture);
  n_pixels = width * (gsize) gdk_texture_get_height (texture);
  pixels = g_new (guint32, n_pixels);
  gdk_texture_download (texture, (guchar *) pixels, width * sizeof *pixels);
  for (gsize i = 1; i < n_pixels; i++)
    {
      if (pixels[i] != pixels[0])
        return TRUE;
    }

  return FALSE;
}
