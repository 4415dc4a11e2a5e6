/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-run-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-health.h"
#include "zc-plain-wrap.h"
#include "zc-relative-time.h"
#include "zc-run-steps.h"
#include "zc-toolbar-layout.h"

struct _ZcRunRow
{
  GtkWidget parent_instance;

  /* Widgets of the template */
  GtkImage *image; /* (not owned) */
  GtkLabel *name_label; /* (not owned) */
  GtkLabel *words_label; /* (not owned) */
  GtkLabel *explanation_label; /* (not owned) */
  GtkLabel *times_label; /* (not owned) */
  GtkWidget *squeezer; /* (not owned) */
  ZcRunSteps *steps; /* (not owned) */
  GtkWidget *stop_button; /* (not owned) */
  GtkWidget *details_button; /* (not owned) */

  ZcRun *run; /* (owned) (nullable) */
  const ZcHealthLook *look; /* (not owned) (nullable) what is shown, to take its style class off again */
};

G_DEFINE_FINAL_TYPE (ZcRunRow, zc_run_row, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SHOW_DETAILS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_look (ZcRunRow           *self,
           const ZcHealthLook *look)
{
  if (self->look == look)
    return;

  if (self->look != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->image), self->look->css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->image), look->css_class);
  gtk_image_set_from_icon_name (self->image, look->icon_name);
  self->look = look;
}

static void
name_for_readers (ZcRunRow *self)
{
  const char *name = zc_zone_get_display_name (zc_run_get_zone (self->run));
  g_autofree char *row_name = NULL;
  g_autofree char *details = NULL;
  g_autofree char *stop = NULL;
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  /* Translators: how screen readers call a row: the zone and its status, such as "example.com, In sync". */
  row_name = g_strdup_printf (C_("row", "%s, %s"), name, zc_run_get_words (self->run));
  if (row != NULL)
    zc_a11y_set_name (row, row_name);

  /* Translators: names of buttons for screen readers; %s is the zone's name. */
  details = g_strdup_printf (_("Details & Records of %s"), name);
  zc_a11y_set_name (self->details_button, details);
  /* Translators: names of buttons for screen readers; %s is the zone's name. */
  stop = g_strdup_printf (_("Stop watching the transfer of %s"), name);
  zc_a11y_set_name (self->stop_button, stop);
}

static void
update (ZcRunRow *self)
{
  const char *explanation = zc_run_get_explanation (self->run);

  show_look (self, zc_health_get_run_look (zc_run_get_state (self->run), zc_run_get_proof (self->run)));
  gtk_label_set_text (self->name_label, zc_zone_get_display_name (zc_run_get_zone (self->run)));
  gtk_label_set_text (self->words_label, zc_run_get_words (self->run));
  gtk_label_set_text (self->explanation_label, explanation);
  gtk_widget_set_visible (GTK_WIDGET (self->explanation_label), explanation[0] != '\0');
  gtk_widget_set_visible (self->stop_button, zc_run_is_active (self->run));
  gtk_widget_set_visible (self->squeezer, zc_run_is_active (self->run));
  if (zc_run_is_active (self->run))
    zc_run_steps_show (self->steps, zc_run_get_state (self->run));
  name_for_readers (self);
  zc_run_row_update_times (self);
}

static void
forget_run (ZcRunRow *self)
{
  if (self->run != NULL)
    g_signal_handlers_disconnect_by_func (self->run, update, self);
  g_clear_object (&self->run);
}

static void
stop_clicked_cb (ZcRunRow *self)
{
  if (self->run != NULL)
    zc_run_stop_watching (self->run);
}

static void
details_clicked_cb (ZcRunRow *self)
{
  if (self->run != NULL)
    g_signal_emit (self, signals[SIGNAL_SHOW_DETAILS], 0, self->run);
}

static void
zc_run_row_dispose (GObject *object)
{
  ZcRunRow *self = ZC_RUN_ROW (object);
  GtkWidget *child;

  forget_run (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (zc_run_row_parent_class)->dispose (object);
}

static void
zc_run_row_class_init (ZcRunRowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = zc_run_row_dispose;

  signals[SIGNAL_SHOW_DETAILS] = g_signal_new ("show-details", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                               0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 1, ZC_TYPE_RUN);

  g_type_ensure (ZC_TYPE_RUN_STEPS);
  g_type_ensure (ZC_TYPE_TOOLBAR_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/zonecourier/ZoneCourier/widgets/zc-run-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, image);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, words_label);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, times_label);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, squeezer);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, steps);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, stop_button);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, details_button);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, details_clicked_cb);
}

static void
zc_run_row_init (ZcRunRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  zc_plain_wrap (GTK_WIDGET (self));
}

GtkWidget *
zc_run_row_new (void)
{
  return g_object_new (ZC_TYPE_RUN_ROW, NULL);
}

void
zc_run_row_set_run (ZcRunRow *self,
                    ZcRun    *run)
{
  g_return_if_fail (ZC_IS_RUN_ROW (self));
  g_return_if_fail (run == NULL || ZC_IS_RUN (run));

  if (self->run == run)
    return;

  forget_run (self);
  if (run == NULL)
    return;

  self->run = g_object_ref (run);
  g_signal_connect_swapped (run, "notify::state", G_CALLBACK (update), self);
  g_signal_connect_swapped (run, "notify::words", G_CALLBACK (update), self);
  g_signal_connect_swapped (run, "notify::explanation", G_CALLBACK (update), self);
  g_signal_connect_swapped (run, "notify::active", G_CALLBACK (update), self);
  update (self);
}

ZcRun *
zc_run_row_get_run (ZcRunRow *self)
{
  g_return_val_if_fail (ZC_IS_RUN_ROW (self), NULL);

  return self->run;
}

void
zc_run_row_update_times (ZcRunRow *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *started = NULL;
  g_autofree char *duration = NULL;
  g_autofree char *exact = NULL;
  g_autofree char *text = NULL;
  GDateTime *begin;
  GDateTime *end;

  g_return_if_fail (ZC_IS_RUN_ROW (self));

  begin = self->run != NULL ? zc_run_get_started (self->run) : NULL;
  if (begin == NULL)
    {
      gtk_label_set_text (self->times_label, "");
      return;
    }

  end = zc_run_get_ended (self->run);
  started = zc_relative_time_format_in_sentence (begin, now);
  exact = zc_relative_time_format_exact (begin);
  duration = zc_relative_time_format_duration (g_date_time_difference (end != NULL ? end : now, begin) /
                                               G_TIME_SPAN_SECOND);

  /* Translators: the first %s is such as "2 minutes ago", the second one a duration such as "12 seconds". */
  text = g_strdup_printf (end != NULL ? _("Started %s, took %s") : _("Started %s, watched for %s"),
                          started, duration);
  gtk_label_set_text (self->times_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->times_label), exact);
}
