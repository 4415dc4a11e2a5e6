/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-live-widgets.h"

struct _ZcLiveWidgets
{
  GPtrArray *widgets; /* (owned) (element-type GtkWidget): weakly held */
};

static void
forget_cb (gpointer  data,
           GObject  *where_the_widget_was)
{
  ZcLiveWidgets *self = data;

  g_ptr_array_remove_fast (self->widgets, where_the_widget_was);
}

ZcLiveWidgets *
zc_live_widgets_new (void)
{
  ZcLiveWidgets *self = g_new0 (ZcLiveWidgets, 1);

  self->widgets = g_ptr_array_new ();

  return self;
}

void
zc_live_widgets_free (ZcLiveWidgets *self)
{
  for (guint i = 0; i < self->widgets->len; i++)
    g_object_weak_unref (self->widgets->pdata[i], forget_cb, self);
  g_ptr_array_unref (self->widgets);
  g_free (self);
}

void
zc_live_widgets_add (ZcLiveWidgets *self,
                     GtkWidget     *widget)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_object_weak_ref (G_OBJECT (widget), forget_cb, self);
  g_ptr_array_add (self->widgets, widget);
}

void
zc_live_widgets_foreach (ZcLiveWidgets *self,
                         GFunc          function,
                         gpointer       user_data)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_foreach (self->widgets, function, user_data);
}
