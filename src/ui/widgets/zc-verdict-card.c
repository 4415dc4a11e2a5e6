/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-verdict-card.h"

#include "zc-a11y.h"
#include "zc-plain-wrap.h"
#include "zc-severity-look.h"

#define SPACING 18
#define LINE_SPACING 6
#define ICON_SIZE 32

struct _ZcVerdictCard
{
  AdwBin parent_instance;

  GtkWidget *image; /* (unowned) */
  GtkLabel *title;  /* (unowned) */
  GtkLabel *text;   /* (unowned) */
  GtkLabel *note;   /* (unowned) */
};

G_DEFINE_FINAL_TYPE (ZcVerdictCard, zc_verdict_card, ADW_TYPE_BIN)

static void
zc_verdict_card_class_init (ZcVerdictCardClass *klass)
{
  /* Screen readers tell of a change here by themselves. */
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static GtkLabel *
append_label (GtkWidget  *box,
              const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "xalign", 0.0f,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}

static void
zc_verdict_card_init (ZcVerdictCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, LINE_SPACING);

  self->image = g_object_new (GTK_TYPE_IMAGE, "pixel-size", ICON_SIZE, "valign", GTK_ALIGN_START, NULL);
  gtk_box_append (GTK_BOX (box), self->image);
  gtk_widget_set_hexpand (words, TRUE);
  self->title = append_label (words, "title-2");
  self->text = append_label (words, NULL);
  self->note = append_label (words, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "numeric");
  gtk_box_append (GTK_BOX (box), words);

  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "verdict");
  zc_plain_wrap (box);
}

static void
show_texts (ZcVerdictCard *self,
            const char    *title,
            const char    *text,
            const char    *note)
{
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->text, text);
  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  zc_a11y_set_name (GTK_WIDGET (self), title);
  zc_a11y_set_description (GTK_WIDGET (self), text);
}

void
zc_verdict_card_show_verdict (ZcVerdictCard   *self,
                              const ZcFinding *verdict,
                              const char      *note)
{
  g_return_if_fail (ZC_IS_VERDICT_CARD (self));
  g_return_if_fail (verdict != NULL);

  zc_severity_look_mark (GTK_IMAGE (self->image), verdict);
  show_texts (self, zc_severity_look_get_word (verdict), verdict->text, note);
}

void
zc_verdict_card_announce (ZcVerdictCard *self)
{
  g_return_if_fail (ZC_IS_VERDICT_CARD (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    zc_a11y_announce (GTK_WIDGET (self), gtk_label_get_text (self->text));
}

void
zc_verdict_card_show_words (ZcVerdictCard *self,
                            const char    *icon_name,
                            const char    *title,
                            const char    *text,
                            const char    *note)
{
  static const char * const classes[] = { "dim-label", NULL };

  g_return_if_fail (ZC_IS_VERDICT_CARD (self));
  g_return_if_fail (title != NULL);
  g_return_if_fail (text != NULL);

  gtk_widget_set_css_classes (self->image, (const char **) classes);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon_name);
  zc_a11y_set_name (self->image, title);
  show_texts (self, title, text, note);
}
