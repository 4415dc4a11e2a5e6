/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-snippet-view.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-choice.h"
#include "zc-copy-button.h"
#include "zc-plain-wrap.h"

#define SPACING 6

struct _ZcSnippetView
{
  AdwBin parent_instance;

  GPtrArray *snippets;    /* (owned) (nullable) (element-type ZcSnippet) */
  GtkDropDown *drop_down; /* (unowned) */
  GtkLabel *place;        /* (unowned) */
  GtkLabel *text;         /* (unowned) */
  GtkWidget *copy_button; /* (unowned) (nullable) */
  GtkBox *top;            /* (unowned): drop-down and button */
};

G_DEFINE_FINAL_TYPE (ZcSnippetView, zc_snippet_view, ADW_TYPE_BIN)

static void
selected_cb (ZcSnippetView *self)
{
  guint selected = gtk_drop_down_get_selected (self->drop_down);
  const ZcSnippet *snippet = NULL;
  g_autofree char *name = NULL;

  if (self->snippets == NULL || selected >= self->snippets->len)
    return;

  snippet = g_ptr_array_index (self->snippets, selected);
  gtk_label_set_text (self->place, snippet->place);
  gtk_label_set_text (self->text, snippet->text);

  /* Translators: %s is the name of a make of name server, such as BIND. */
  name = g_strdup_printf (_("Copy the configuration for %s"), snippet->software);
  if (self->copy_button == NULL)
    {
      self->copy_button = zc_copy_button_new (snippet->text, name);
      gtk_box_append (self->top, self->copy_button);
    }
  else
    {
      zc_copy_button_set_text (ZC_COPY_BUTTON (self->copy_button), snippet->text, name);
    }
}

static void
zc_snippet_view_finalize (GObject *object)
{
  ZcSnippetView *self = ZC_SNIPPET_VIEW (object);

  g_clear_pointer (&self->snippets, g_ptr_array_unref);

  G_OBJECT_CLASS (zc_snippet_view_parent_class)->finalize (object);
}

static void
zc_snippet_view_class_init (ZcSnippetViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_snippet_view_finalize;
}

static void
zc_snippet_view_init (ZcSnippetView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);
  GtkWidget *place = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, NULL);
  GtkWidget *text = g_object_new (GTK_TYPE_LABEL,
                                  "xalign", 0.0f,
                                  "selectable", TRUE,
                                  "wrap", TRUE,
                                  "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                  NULL);

  self->drop_down = GTK_DROP_DOWN (drop_down);
  self->place = GTK_LABEL (place);
  self->text = GTK_LABEL (text);
  self->top = GTK_BOX (top);

  gtk_widget_set_hexpand (drop_down, TRUE);
  gtk_widget_set_halign (drop_down, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (top), drop_down);
  gtk_box_append (GTK_BOX (box), top);
  gtk_widget_add_css_class (place, "caption");
  gtk_widget_add_css_class (place, "dim-label");
  gtk_box_append (GTK_BOX (box), place);
  /* Configuration reads from left to right in every language. */
  gtk_widget_set_direction (text, GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (text, "snippet");
  gtk_widget_add_css_class (text, "monospace");
  gtk_box_append (GTK_BOX (box), text);
  zc_plain_wrap (box);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
zc_snippet_view_new (ZcSnippetKind  kind,
                     const char    *zone)
{
  ZcSnippetView *self = NULL;
  g_autoptr(GtkStringList) makes = gtk_string_list_new (NULL);

  g_return_val_if_fail (kind != ZC_SNIPPET_NONE, NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  self = g_object_new (ZC_TYPE_SNIPPET_VIEW, NULL);
  self->snippets = zc_snippet_list_new (kind, zone);
  for (guint i = 0; i < self->snippets->len; i++)
    gtk_string_list_append (makes, ((const ZcSnippet *) g_ptr_array_index (self->snippets, i))->software);
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (makes));
  zc_choice_set_up (self->drop_down, _("Name server software"));
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  selected_cb (self);

  return GTK_WIDGET (self);
}
