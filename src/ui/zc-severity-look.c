/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-severity-look.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"

typedef struct
{
  const char *icon_name;
  const char *css_class;
  const char *word;
} Look;

static const Look looks[] = {
  [ZC_SEVERITY_INFO] = { "dialog-information-symbolic", "dim-label", N_("Note") },
  [ZC_SEVERITY_WARNING] = { "dialog-warning-symbolic", "warning", N_("Warning") },
  [ZC_SEVERITY_UNKNOWN] = { "dialog-question-symbolic", "dim-label", N_("Not known") },
  [ZC_SEVERITY_CRITICAL] = { "dialog-error-symbolic", "error", N_("Problem") },
};

static const Look in_order = { "object-select-symbolic", "success", N_("In order") };

static const Look *
get_look (const ZcFinding *finding)
{
  return g_strcmp0 (finding->id, "ok") == 0 ? &in_order : &looks[finding->severity];
}

const char *
zc_severity_look_get_word (const ZcFinding *finding)
{
  g_return_val_if_fail (finding != NULL, NULL);
  g_return_val_if_fail ((gsize) finding->severity < G_N_ELEMENTS (looks), NULL);

  return _(get_look (finding)->word);
}

void
zc_severity_look_mark (GtkImage        *image,
                       const ZcFinding *finding)
{
  const Look *look = NULL;
  GtkWidget *widget = GTK_WIDGET (image);

  g_return_if_fail (GTK_IS_IMAGE (image));
  g_return_if_fail (finding != NULL);
  g_return_if_fail ((gsize) finding->severity < G_N_ELEMENTS (looks));

  look = get_look (finding);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (widget, looks[i].css_class);
  gtk_widget_remove_css_class (widget, in_order.css_class);

  gtk_image_set_from_icon_name (image, look->icon_name);
  gtk_widget_add_css_class (widget, look->css_class);
  zc_a11y_set_name (widget, _(look->word));
}
