/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-focus.h"

/* What is remembered about the focus of a window, for as long as there is that. */
typedef struct
{
  GtkWindow *window; /* (not owned) */
  GPtrArray *path; /* (owned) (element-type GWeakRef) what had the focus last, and all it was part of */
  guint find_id; /* the source that finds a new place, 0 without one */
} ZcFocus;

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
focus_free (gpointer data)
{
  ZcFocus *focus = data;

  g_clear_handle_id (&focus->find_id, g_source_remove);
  g_ptr_array_unref (focus->path);
  g_free (focus);
}

/* The parents are remembered as well: what goes has none any more. */
static void
remember (ZcFocus   *focus,
          GtkWidget *widget)
{
  g_ptr_array_set_size (focus->path, 0);
  for (GtkWidget *at = widget; at != NULL; at = gtk_widget_get_parent (at))
    {
      GWeakRef *ref = g_new0 (GWeakRef, 1);

      g_weak_ref_init (ref, at);
      g_ptr_array_add (focus->path, ref);
    }
}

static gboolean
can_have_focus (GtkWindow *window,
                GtkWidget *widget)
{
  return widget != NULL && gtk_widget_get_root (widget) == GTK_ROOT (window) && gtk_widget_get_mapped (widget) &&
         gtk_widget_is_visible (widget) && gtk_widget_is_sensitive (widget);
}

/* Gives the focus to what the lost one was part of, such as a row. */
static gboolean
find_around (GtkWindow *window,
             GPtrArray *path)
{
  for (guint i = 0; i < path->len; i++)
    {
      g_autoptr(GtkWidget) widget = g_weak_ref_get (g_ptr_array_index (path, i));

      if (can_have_focus (window, widget) && gtk_widget_get_focusable (widget) && gtk_widget_grab_focus (widget))
        return TRUE;
    }

  return FALSE;
}

/* Gives the focus to what is in the same box, or else in the next one around that. Where the focus is in that box
 * already, somebody gave it a place on purpose, as a drop-down does when its list closes. */
static void
find_beside (GtkWindow *window,
             GPtrArray *path)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  for (guint i = 0; i < path->len; i++)
    {
      g_autoptr(GtkWidget) widget = g_weak_ref_get (g_ptr_array_index (path, i));

      if (can_have_focus (window, widget) &&
          ((focus != NULL && gtk_widget_is_ancestor (focus, widget)) ||
           gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD)))
        return;
    }
}

static gboolean
find_cb (gpointer data)
{
  ZcFocus *focus = data;
  g_autoptr(GPtrArray) path = g_steal_pointer (&focus->path);

  focus->find_id = 0;
  focus->path = g_ptr_array_new_with_free_func (free_weak_ref);
  if (!find_around (focus->window, path))
    find_beside (focus->window, path);

  return G_SOURCE_REMOVE;
}

static gboolean
was_lost (ZcFocus *focus)
{
  g_autoptr(GtkWidget) last = focus->path->len > 0 ? g_weak_ref_get (g_ptr_array_index (focus->path, 0)) : NULL;

  return focus->path->len > 0 && !can_have_focus (focus->window, last);
}

static void
focus_widget_cb (GtkWindow  *window,
                 GParamSpec *pspec,
                 ZcFocus    *focus)
{
  GtkWidget *widget = gtk_window_get_focus (window);

  /* What cannot be used any more leaves no focus behind. For what is hidden GTK begins at the top of the window, and
   * then it may turn out that somebody knows a better place. */
  if (focus->find_id == 0 && was_lost (focus))
    {
      focus->find_id = g_idle_add_full (G_PRIORITY_DEFAULT, find_cb, focus, NULL);
      return;
    }

  if (widget != NULL)
    {
      g_clear_handle_id (&focus->find_id, g_source_remove);
      remember (focus, widget);
    }
}

void
zc_focus_keep (GtkWindow *window)
{
  ZcFocus *focus;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (g_object_get_data (G_OBJECT (window), "zc-focus") == NULL);

  focus = g_new0 (ZcFocus, 1);
  focus->window = window;
  focus->path = g_ptr_array_new_with_free_func (free_weak_ref);
  g_object_set_data_full (G_OBJECT (window), "zc-focus", focus, focus_free);
  g_signal_connect (window, "notify::focus-widget", G_CALLBACK (focus_widget_cb), focus);
}

static void
popover_mapped_cb (GtkWidget *popover,
                   GWeakRef  *before)
{
  g_weak_ref_set (before, gtk_root_get_focus (gtk_widget_get_root (popover)));
}

static void
popover_closed_cb (GtkWidget *popover,
                   GWeakRef  *before)
{
  g_autoptr(GtkWidget) widget = g_weak_ref_get (before);

  if (widget != NULL && gtk_widget_get_mapped (widget))
    gtk_widget_grab_focus (widget);
}

void
zc_focus_return_from (GtkWidget *popover)
{
  GWeakRef *before;

  g_return_if_fail (GTK_IS_POPOVER (popover));
  g_return_if_fail (g_object_get_data (G_OBJECT (popover), "zc-before") == NULL);

  before = g_new0 (GWeakRef, 1);
  g_weak_ref_init (before, NULL);
  g_object_set_data_full (G_OBJECT (popover), "zc-before", before, free_weak_ref);
  g_signal_connect (popover, "map", G_CALLBACK (popover_mapped_cb), before);
  g_signal_connect (popover, "closed", G_CALLBACK (popover_closed_cb), before);
}

gboolean
zc_focus_leave_list (GtkWidget        *list,
                     GtkWidget        *before,
                     GtkDirectionType  direction,
                     gboolean         *found)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_val_if_fail (GTK_IS_WIDGET (list), FALSE);
  g_return_val_if_fail (GTK_IS_WIDGET (before), FALSE);
  g_return_val_if_fail (found != NULL, FALSE);

  root = gtk_widget_get_root (list);
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus == NULL || !gtk_widget_is_ancestor (focus, list) ||
      (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD))
    return FALSE;

  *found = direction == GTK_DIR_TAB_BACKWARD && gtk_widget_child_focus (before, direction);

  return TRUE;
}
