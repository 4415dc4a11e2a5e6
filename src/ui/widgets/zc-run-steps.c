/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-run-steps.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"

static const struct
{
  ZcRunState state;
  const char *word;
} steps[] = {
  { ZC_RUN_STATE_PREPARING, N_("Preparing") },
  { ZC_RUN_STATE_REQUESTED, N_("Requested") },
  { ZC_RUN_STATE_TRANSFERRING, N_("Transferring") },
  { ZC_RUN_STATE_PROPAGATING, N_("Propagating") },
  { ZC_RUN_STATE_DONE, N_("Done") },
};

struct _ZcRunSteps
{
  GtkBox parent_instance;

  GtkWidget *images[G_N_ELEMENTS (steps)]; /* (unowned) */
  GtkWidget *labels[G_N_ELEMENTS (steps)]; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (ZcRunSteps, zc_run_steps, GTK_TYPE_BOX)

static void
zc_run_steps_class_init (ZcRunStepsClass *klass)
{
}

static void
zc_run_steps_init (ZcRunSteps *self)
{
  gtk_box_set_homogeneous (GTK_BOX (self), TRUE);
  gtk_box_set_spacing (GTK_BOX (self), 3);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

      /* The label's name tells what the image shows. Without that addition the word of a step to come would be
       * heard as if it had been reached. */
      self->images[i] = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      self->labels[i] = gtk_label_new (_(steps[i].word));
      gtk_widget_add_css_class (self->labels[i], "caption");
      gtk_label_set_wrap (GTK_LABEL (self->labels[i]), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (self->labels[i]), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_justify (GTK_LABEL (self->labels[i]), GTK_JUSTIFY_CENTER);
      gtk_box_append (GTK_BOX (box), self->images[i]);
      gtk_box_append (GTK_BOX (box), self->labels[i]);
      gtk_box_append (GTK_BOX (self), box);
    }
}

static void
mark_step (ZcRunSteps *self,
           guint       index,
           ZcRunState  state)
{
  gboolean behind = steps[index].state < state;
  gboolean now = steps[index].state == state;
  const char *icon_name = behind ? "object-select-symbolic" : now ? "zone-transfer-symbolic" : "content-loading-symbolic";
  const char *word = behind ? _("past") : now ? _("now") : _("to come");
  g_autofree char *name = NULL;

  gtk_image_set_from_icon_name (GTK_IMAGE (self->images[index]), icon_name);
  /* Translators: a step of a transfer for screen readers, such as "Propagating: to come". */
  name = g_strdup_printf (C_("step", "%s: %s"), _(steps[index].word), word);
  zc_a11y_set_name (self->labels[index], name);

  if (now)
    gtk_widget_add_css_class (self->images[index], "accent");
  else
    gtk_widget_remove_css_class (self->images[index], "accent");

  if (behind || now)
    {
      gtk_widget_remove_css_class (self->images[index], "dim-label");
      gtk_widget_remove_css_class (self->labels[index], "dim-label");
    }
  else
    {
      gtk_widget_add_css_class (self->images[index], "dim-label");
      gtk_widget_add_css_class (self->labels[index], "dim-label");
    }
}

void
zc_run_steps_show (ZcRunSteps *self,
                   ZcRunState  state)
{
  g_return_if_fail (ZC_IS_RUN_STEPS (self));

  /* The steps are in the order of the states, and an active run never goes back. */
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    mark_step (self, i, state);
}
