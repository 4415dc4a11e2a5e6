/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-copy-button.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"

#define SHOW_COPIED_MS 2000

struct _ZcCopyButton
{
  GtkButton parent_instance;

  char *text;        /* (owned) (nullable) */
  char *name;        /* (owned) (nullable) */
  guint copied_id;   /* the source that ends the sign of success, 0 without one */
};

G_DEFINE_FINAL_TYPE (ZcCopyButton, zc_copy_button, GTK_TYPE_BUTTON)

static void
show_name (ZcCopyButton *self)
{
  gtk_button_set_icon_name (GTK_BUTTON (self), "edit-copy-symbolic");
  zc_a11y_name_icon_button (GTK_WIDGET (self), self->name);
}

static void
copied_over_cb (gpointer data)
{
  ZcCopyButton *self = data;

  self->copied_id = 0;
  show_name (self);
}

static void
zc_copy_button_clicked (GtkButton *button)
{
  ZcCopyButton *self = ZC_COPY_BUTTON (button);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);

  gtk_button_set_icon_name (button, "object-select-symbolic");
  /* Translators: a text is, to the clipboard. */
  zc_a11y_name_icon_button (GTK_WIDGET (self), C_ ("text", "Copied"));
  if (self->copied_id != 0)
    g_source_remove (self->copied_id);
  self->copied_id = g_timeout_add_once (SHOW_COPIED_MS, copied_over_cb, self);
}

static void
zc_copy_button_dispose (GObject *object)
{
  ZcCopyButton *self = ZC_COPY_BUTTON (object);

  if (self->copied_id != 0)
    g_source_remove (self->copied_id);
  self->copied_id = 0;

  G_OBJECT_CLASS (zc_copy_button_parent_class)->dispose (object);
}

static void
zc_copy_button_finalize (GObject *object)
{
  ZcCopyButton *self = ZC_COPY_BUTTON (object);

  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (zc_copy_button_parent_class)->finalize (object);
}

static void
zc_copy_button_class_init (ZcCopyButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkButtonClass *button_class = GTK_BUTTON_CLASS (klass);

  object_class->dispose = zc_copy_button_dispose;
  object_class->finalize = zc_copy_button_finalize;
  button_class->clicked = zc_copy_button_clicked;
}

static void
zc_copy_button_init (ZcCopyButton *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
zc_copy_button_new (const char *text,
                    const char *name)
{
  ZcCopyButton *self = g_object_new (ZC_TYPE_COPY_BUTTON, NULL);

  zc_copy_button_set_text (self, text, name);

  return GTK_WIDGET (self);
}

void
zc_copy_button_set_text (ZcCopyButton *self,
                         const char   *text,
                         const char   *name)
{
  g_return_if_fail (ZC_IS_COPY_BUTTON (self));
  g_return_if_fail (text != NULL);
  g_return_if_fail (name != NULL);

  if (g_strcmp0 (self->text, text) == 0 && g_strcmp0 (self->name, name) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  g_free (self->name);
  self->name = g_strdup (name);

  if (self->copied_id == 0)
    show_name (self);
}
