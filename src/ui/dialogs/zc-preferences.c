/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-preferences.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-plain-wrap.h"

struct _ZcPreferences
{
  AdwPreferencesWindow parent_instance;

  /* Objects of the template */
  GtkAdjustment *deadline; /* (not owned) */
  GtkAdjustment *interval; /* (not owned) */
  GtkAdjustment *days; /* (not owned) */
  GtkAdjustment *runs; /* (not owned) */
  GtkWidget *deadline_spin; /* (not owned) */
  GtkWidget *interval_spin; /* (not owned) */
  GtkWidget *days_spin; /* (not owned) */
  GtkWidget *runs_spin; /* (not owned) */
};

G_DEFINE_FINAL_TYPE (ZcPreferences, zc_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* Shows 0 as a word. The word is told to screen readers as well, which would read the number. */
static gboolean
output (GtkSpinButton *spin,
        const char    *word)
{
  double value = gtk_adjustment_get_value (gtk_spin_button_get_adjustment (spin));
  g_autofree char *text = value > 0 ? g_strdup_printf ("%.0f", value) : g_strdup (word);

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (spin)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);

  return TRUE;
}

static gboolean
output_never_cb (GtkSpinButton *spin)
{
  return output (spin, C_("interval", "Never"));
}

static gboolean
output_no_limit_cb (GtkSpinButton *spin)
{
  return output (spin, _("No limit"));
}

/* What is no number is 0, so that the word for it, or an emptied field, can be left as it is. */
static int
input_cb (GtkSpinButton *spin,
          double        *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));

  *value = (double) g_ascii_strtoull (text, NULL, 10);

  return TRUE;
}

static void
interval_changed_cb (ZcPreferences *self,
                     GtkAdjustment *interval)
{
  double value = gtk_adjustment_get_value (interval);

  if (value > 0 && value < ZC_PREFERENCES_LEAST_INTERVAL)
    gtk_adjustment_set_value (interval, ZC_PREFERENCES_LEAST_INTERVAL);
}

static void
name_spin (GtkWidget *spin)
{
  GtkWidget *row = gtk_widget_get_ancestor (spin, ADW_TYPE_ACTION_ROW);

  zc_a11y_set_name (spin, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  /* The row is its label as well, and GTK 4.8 would say both. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  zc_a11y_set_description (spin, adw_action_row_get_subtitle (ADW_ACTION_ROW (row)));

  /* The buttons have nothing but an icon. */
  for (GtkWidget *child = gtk_widget_get_first_child (spin); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_BUTTON (child))
        zc_a11y_name_icon_button (child, gtk_widget_has_css_class (child, "down") ? _("Decrease") : _("Increase"));
    }
}

static void
zc_preferences_class_init (ZcPreferencesClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/zonecourier/ZoneCourier/dialogs/zc-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcPreferences, deadline);
  gtk_widget_class_bind_template_child (widget_class, ZcPreferences, interval);
  gtk_widget_class_bind_template_child (widget_class, ZcPreferences, days);
  gtk_widget_class_bind_template_child (widget_class, ZcPreferences, runs);
  gtk_widget_class_bind_template_child (widget_class, ZcPreferences, deadline_spin);
  gtk_widget_class_bind_template_child (widget_class, ZcPreferences, interval_spin);
  gtk_widget_class_bind_template_child (widget_class, ZcPreferences, days_spin);
  gtk_widget_class_bind_template_child (widget_class, ZcPreferences, runs_spin);
  gtk_widget_class_bind_template_callback (widget_class, interval_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, input_cb);
  gtk_widget_class_bind_template_callback (widget_class, output_never_cb);
  gtk_widget_class_bind_template_callback (widget_class, output_no_limit_cb);
}

static void
zc_preferences_init (ZcPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  name_spin (self->deadline_spin);
  name_spin (self->interval_spin);
  name_spin (self->days_spin);
  name_spin (self->runs_spin);
  zc_a11y_repair (GTK_WIDGET (self));
  zc_plain_wrap (GTK_WIDGET (self));
}

GtkWindow *
zc_preferences_new (GtkWindow *parent,
                    GSettings *settings)
{
  ZcPreferences *self;

  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (ZC_TYPE_PREFERENCES, "transient-for", parent, NULL);
  g_settings_bind (settings, "deadline-minutes", self->deadline, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "check-interval-minutes", self->interval, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "history-days", self->days, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "history-runs", self->runs, "value", G_SETTINGS_BIND_DEFAULT);

  return GTK_WINDOW (self);
}
