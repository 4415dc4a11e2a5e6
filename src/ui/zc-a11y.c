/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-a11y.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Every workaround for what GTK 4.8 and libadwaita 1.2 tell assistive technologies lives in this file. Each
 * was found by reading the tree of a running program through AT-SPI; newer versions need fewer of them, and
 * none of them does harm there. */

static GQuark
named_quark (void)
{
  return g_quark_from_static_string ("zc-a11y-named");
}

static GQuark
followed_quark (void)
{
  return g_quark_from_static_string ("zc-a11y-followed");
}

static GQuark
described_quark (void)
{
  return g_quark_from_static_string ("zc-a11y-described");
}

static GQuark
announcing_quark (void)
{
  return g_quark_from_static_string ("zc-a11y-announcing");
}

static gboolean
is_named (GtkWidget *widget)
{
  return g_object_get_qdata (G_OBJECT (widget), named_quark ()) != NULL;
}

static void
update_label (GtkWidget  *widget,
              const char *name)
{
  if (name != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static void
update_description (GtkWidget  *widget,
                    const char *description)
{
  if (description != NULL && description[0] != '\0')
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                    -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/* A button with nothing but an icon says that it is labelled by it, and Orca reads "GtkImage" before the name. One
 * that got a text instead stays labelled by what is in it, and its name would be read twice. */
static void
forget_contents (GtkWidget *button)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* Without its icon the inner button, which has the focus, has no name of its own left. It also says that the outer
 * one describes it, so its name is read again. */
static void
forget_icon_of_menu_button (GtkWidget  *button,
                            const char *name)
{
  GtkWidget *inner = gtk_widget_get_first_child (button);

  forget_contents (inner);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
  update_label (inner, name);
}

/* The list that a drop-down opens says nothing: the drop-down has said it. */
static void
silence_list_views (GtkWidget *root)
{
  if (GTK_IS_LIST_VIEW (root))
    update_label (root, "");

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    silence_list_views (child);
}

void
zc_a11y_set_name (GtkWidget  *widget,
                  const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  update_label (widget, name);

  if (GTK_IS_DROP_DOWN (widget))
    silence_list_views (widget);
  /* The rows are in an inner list, which is read when the focus comes into it. */
  else if (GTK_IS_COLUMN_VIEW (widget))
    update_label (gtk_widget_get_last_child (widget), name);
  else if (GTK_IS_BUTTON (widget) && name != NULL)
    forget_contents (widget);
  else if (GTK_IS_MENU_BUTTON (widget) && gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (widget)) != NULL)
    forget_icon_of_menu_button (widget, name);

  /* A tooltip is a description as well, and one that repeats the name is read as an answer to the focus. */
  if (name != NULL && g_strcmp0 (gtk_widget_get_tooltip_text (widget), name) == 0)
    update_description (widget, NULL);

  g_object_set_qdata (G_OBJECT (widget), named_quark (), GINT_TO_POINTER (name != NULL));
}

void
zc_a11y_set_description (GtkWidget  *widget,
                         const char *description)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_object_set_qdata_full (G_OBJECT (widget), described_quark (), g_strdup (description), g_free);
  update_description (widget, description);
}

/* Gives what had the focus its own description back. */
static void
focus_left_cb (GtkWindow  *window,
               GParamSpec *pspec,
               GtkWidget  *widget)
{
  const char *description = g_object_get_qdata (G_OBJECT (widget), described_quark ());

  g_signal_handlers_disconnect_by_func (window, focus_left_cb, widget);
  g_object_set_qdata (G_OBJECT (widget), announcing_quark (), NULL);
  update_description (widget, description != NULL ? description : gtk_widget_get_tooltip_text (widget));
}

void
zc_a11y_announce (GtkWidget  *widget,
                  const char *text)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

  /* GTK tells readers about announcements since 4.14 only. What is said here at once is a new description of the
   * widget that has the focus. It stays until the focus leaves, since taking it back would be said too. */
  root = gtk_widget_get_root (widget);
  focus = GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root)) ? gtk_root_get_focus (root) : NULL;
  /* The text field in an entry stands behind the entry. */
  if (focus != NULL && GTK_IS_TEXT (focus))
    focus = gtk_widget_get_parent (focus);
  if (focus == NULL)
    return;

  update_description (focus, text);
  if (g_object_get_qdata (G_OBJECT (focus), announcing_quark ()) == NULL)
    {
      g_object_set_qdata (G_OBJECT (focus), announcing_quark (), GINT_TO_POINTER (TRUE));
      g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (focus_left_cb), focus, 0);
    }
}

void
zc_a11y_name_icon_button (GtkWidget  *button,
                          const char *name)
{
  gtk_widget_set_tooltip_text (button, name);
  zc_a11y_set_name (button, name);
}

/* The inner button has the focus, and does not say what it shows. */
static void
drop_down_selected_cb (GtkDropDown *drop_down)
{
  GObject *selected = gtk_drop_down_get_selected_item (drop_down);
  g_autofree char *choice = NULL;

  if (selected != NULL && g_object_class_find_property (G_OBJECT_GET_CLASS (selected), "string") != NULL)
    g_object_get (selected, "string", &choice, NULL);
  update_label (gtk_widget_get_first_child (GTK_WIDGET (drop_down)), choice);
}

void
zc_a11y_name_drop_down (GtkDropDown *drop_down,
                        const char  *name)
{
  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));

  zc_a11y_set_name (GTK_WIDGET (drop_down), name);
  g_signal_connect (drop_down, "notify::selected-item", G_CALLBACK (drop_down_selected_cb), NULL);
  drop_down_selected_cb (drop_down);
}

void
zc_a11y_name_row (GtkWidget  *cell,
                  const char *name)
{
  GtkWidget *row;

  g_return_if_fail (GTK_IS_WIDGET (cell));

  /* The cell widget of GtkColumnView is between the child and the row, and neither has public API. */
  row = gtk_widget_get_parent (cell);
  row = row != NULL ? gtk_widget_get_parent (row) : NULL;
  if (row != NULL)
    update_label (row, name);
}

static char *
without_mnemonic (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      if (at[0] == '_' && at[1] != '\0')
        at++;
      g_string_append_c (plain, *at);
    }

  return g_string_free (plain, FALSE);
}

static void
name_by_tooltip (GtkWidget *widget)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (tooltip != NULL)
    zc_a11y_set_name (widget, tooltip);
}

static void
repair_button (GtkWidget *button)
{
  const char *label = gtk_button_get_label (GTK_BUTTON (button));
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));

  /* A button with a mnemonic is called by what was set, underscore included, and by the label it holds. With
   * nothing set only the label remains. A button without a mnemonic has no such relation to its label. */
  if (label != NULL && gtk_button_get_use_underline (GTK_BUTTON (button)))
    update_label (button, NULL);
  else if (label == NULL && gtk_button_get_icon_name (GTK_BUTTON (button)) != NULL)
    name_by_tooltip (button);
  else if (label == NULL && GTK_IS_LABEL (child))
    zc_a11y_set_name (button, gtk_label_get_text (GTK_LABEL (child)));
}

/* Other than a button it has no relation to its label, so the name is all there is. */
static void
repair_check_button (GtkWidget *button)
{
  const char *label = gtk_check_button_get_label (GTK_CHECK_BUTTON (button));

  if (label != NULL && gtk_check_button_get_use_underline (GTK_CHECK_BUTTON (button)))
    {
      g_autofree char *plain = without_mnemonic (label);

      zc_a11y_set_name (button, plain);
    }
}

static void
repair_menu_button (GtkWidget *button)
{
  const char *label = gtk_menu_button_get_label (GTK_MENU_BUTTON (button));

  if (label != NULL)
    {
      g_autofree char *plain = gtk_menu_button_get_use_underline (GTK_MENU_BUTTON (button))
                               ? without_mnemonic (label)
                               : g_strdup (label);

      zc_a11y_set_name (button, plain);
    }
  else
    {
      name_by_tooltip (button);
    }
}

static void
subtitle_changed_cb (AdwActionRow *row)
{
  zc_a11y_set_description (GTK_WIDGET (row), adw_action_row_get_subtitle (row));
}

static void
repair_row (GtkWidget *row)
{
  g_signal_handlers_disconnect_by_func (row, subtitle_changed_cb, NULL);
  g_signal_connect (row, "notify::subtitle", G_CALLBACK (subtitle_changed_cb), NULL);
  subtitle_changed_cb (ADW_ACTION_ROW (row));
}

/* The lists of an expander row: the one around its own title, which says that already, and the one of its rows. */
static void
name_lists (GtkWidget  *root,
            const char *name,
            gboolean    is_hidden)
{
  if (GTK_IS_LIST_BOX (root))
    zc_a11y_set_name (root, is_hidden ? name : "");

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_lists (child, name, is_hidden || GTK_IS_REVEALER (root));
}

/* An expander row holds two lists, and neither they nor the row have a name. */
static void
repair_expander_row (GtkWidget *row)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_autofree char *plain = adw_preferences_row_get_use_underline (ADW_PREFERENCES_ROW (row)) ? without_mnemonic (title)
                                                                                             : g_strdup (title);

  update_label (row, plain);
  name_lists (row, plain, FALSE);
}

static void
name_untitled_lists (GtkWidget *root)
{
  if (GTK_IS_LIST_BOX (root))
    {
      update_label (root, "");
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_untitled_lists (child);
}

/* A group's title names its list; where there is none the list is called by its type. */
static void
repair_group (GtkWidget *group)
{
  const char *title = adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (group));

  for (GtkWidget *child = gtk_widget_get_first_child (group);
       child != NULL && title[0] == '\0';
       child = gtk_widget_get_next_sibling (child))
    name_untitled_lists (child);
}

/* Toasts come later; those after the first wait until there is room for them. */
static void
overlay_children_cb (GListModel *children,
                     guint       position,
                     guint       removed,
                     guint       added,
                     GtkWidget  *overlay)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(GtkWidget) child = g_list_model_get_item (children, i);

      zc_a11y_repair (child);
    }
}

static void
repair_toast_overlay (GtkWidget *overlay)
{
  g_autoptr(GListModel) children = NULL;

  if (g_object_get_qdata (G_OBJECT (overlay), followed_quark ()) != NULL)
    return;

  children = gtk_widget_observe_children (overlay);
  g_signal_connect_object (children, "items-changed", G_CALLBACK (overlay_children_cb), overlay, 0);
  g_object_set_qdata_full (G_OBJECT (overlay), followed_quark (), g_object_ref (children), g_object_unref);
}

static void
announce_labels (GtkWidget *root)
{
  if (GTK_IS_LABEL (root))
    zc_a11y_announce (root, gtk_label_get_text (GTK_LABEL (root)));

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_BUTTON (child))
        announce_labels (child);
    }
}

/* The button that closes a toast is nothing but an icon, and a toast goes before anybody comes to it. */
static void
repair_toast (GtkWidget *toast)
{
  for (GtkWidget *child = gtk_widget_get_first_child (toast); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_BUTTON (child) && gtk_button_get_icon_name (GTK_BUTTON (child)) != NULL)
        zc_a11y_name_icon_button (child, _("Close"));
    }

  announce_labels (toast);
}

/* Where the focus comes into a page, its name is read; without one that would be the name of its type. */
static void
repair_stack (GtkStack *stack)
{
  g_autoptr(GtkSelectionModel) pages = gtk_stack_get_pages (stack);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr(GtkAccessible) page = g_list_model_get_item (G_LIST_MODEL (pages), i);
      g_autofree char *title = NULL;

      g_object_get (page, "title", &title, NULL);
      gtk_accessible_update_property (page, GTK_ACCESSIBLE_PROPERTY_LABEL, title != NULL ? title : "", -1);
    }
}


/* The text field of the row has the focus, but nobody is told of a text field, so nothing would be read. Its role can
 * be set for as long as the window was not shown. */
static void
repair_entry_row (GtkWidget *row)
{
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row)));
  g_autofree char *plain = without_mnemonic (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  if (!gtk_widget_get_realized (text))
    {
      g_object_set (text, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
      update_label (text, plain);
    }
}

static void
repair_search_entry (GtkWidget *entry)
{
  g_autofree char *placeholder = NULL;

  g_object_get (entry, "placeholder-text", &placeholder, NULL);
  if (placeholder != NULL && placeholder[0] != '\0')
    zc_a11y_set_name (entry, placeholder);
}

static void
repair_one (GtkWidget *widget)
{
  if (is_named (widget))
    return;

  if (GTK_IS_BUTTON (widget))
    repair_button (widget);
  else if (GTK_IS_CHECK_BUTTON (widget))
    repair_check_button (widget);
  else if (GTK_IS_MENU_BUTTON (widget))
    repair_menu_button (widget);
  else if (ADW_IS_ACTION_ROW (widget))
    repair_row (widget);
  else if (ADW_IS_EXPANDER_ROW (widget))
    repair_expander_row (widget);
  else if (ADW_IS_TOAST_OVERLAY (widget))
    repair_toast_overlay (widget);
  else if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "AdwToastWidget"))
    repair_toast (widget);
  else if (GTK_IS_SEARCH_ENTRY (widget))
    repair_search_entry (widget);
  else if (ADW_IS_ENTRY_ROW (widget))
    repair_entry_row (widget);
  else if (GTK_IS_STACK (widget))
    repair_stack (GTK_STACK (widget));
  else if (ADW_IS_PREFERENCES_GROUP (widget))
    repair_group (widget);
  else if (ADW_IS_VIEW_SWITCHER (widget) || GTK_IS_POPOVER (widget))
    update_label (widget, "");
}

void
zc_a11y_repair (GtkWidget *root)
{
  g_return_if_fail (GTK_IS_WIDGET (root));

  repair_one (root);

  if (GTK_IS_MENU_BUTTON (root) && gtk_menu_button_get_popover (GTK_MENU_BUTTON (root)) != NULL)
    zc_a11y_repair (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (root))));

  /* What is inside these is theirs: a menu button's inner toggle button has no words of its own. */
  if (GTK_IS_MENU_BUTTON (root) || GTK_IS_DROP_DOWN (root))
    return;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    zc_a11y_repair (child);
}
