/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-run-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-health.h"
#include "zc-plain-wrap.h"
#include "zc-relative-time.h"
#include "zc-run-facts.h"
#include "zc-run-steps.h"
#include "zc-timeline-entries.h"
#include "zc-timeline.h"
#include "zc-toolbar-layout.h"

struct _ZcRunRow
{
  GtkWidget parent_instance;

  /* Widgets of the template */
  GtkImage *image; /* (not owned) */
  GtkLabel *name_label; /* (not owned) */
  GtkLabel *words_label; /* (not owned) */
  GtkLabel *explanation_label; /* (not owned) */
  GtkLabel *result_label; /* (not owned) */
  GtkLabel *times_label; /* (not owned) */
  GtkWidget *resumed_label; /* (not owned) */
  GtkWidget *squeezer; /* (not owned) */
  ZcRunSteps *steps; /* (not owned) */
  GtkWidget *stop_button; /* (not owned) */
  GtkWidget *again_button; /* (not owned) */
  GtkWidget *details_button; /* (not owned) */
  GtkWidget *delete_button; /* (not owned) */
  GtkExpander *expander; /* (not owned) */

  GObject *run; /* (owned) (nullable) a ZcRun or ZcRunRecord */
  ZcStore *store; /* (owned) (nullable) */
  GListModel *entries; /* (owned) (nullable) what was seen, once somebody wants to see it */
  GCancellable *cancellable; /* (owned) (nullable) of the reading of the entries */
  const ZcHealthLook *look; /* (not owned) (nullable) what is shown, to take its style class off again */
  guint position; /* in the queue, 0 when it does not wait */
  gboolean in_zone; /* the list is about one zone */
};

G_DEFINE_FINAL_TYPE (ZcRunRow, zc_run_row, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_UNFOLDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The timeline */

static ZcTimeline *
get_timeline (ZcRunRow *self)
{
  GtkWidget *child = gtk_expander_get_child (self->expander);

  return ZC_IS_TIMELINE (child) ? ZC_TIMELINE (child) : NULL;
}

static void
update_timeline (ZcRunRow *self)
{
  ZcTimeline *timeline = get_timeline (self);
  ZcRunFacts facts;

  if (timeline == NULL || self->entries == NULL)
    return;

  facts = zc_run_facts_read (self->run);
  zc_timeline_set_layout (timeline, facts.display_name,
                          zc_timeline_layout_new_from_entries (self->entries, facts.elapsed_us));
}

/* Shows a timeline, or says why there is none. */
static void
set_contents (ZcRunRow   *self,
              const char *text)
{
  GtkWidget *label;

  if (text == NULL)
    {
      if (get_timeline (self) == NULL)
        gtk_expander_set_child (self->expander, zc_timeline_new ());
      gtk_widget_set_margin_top (gtk_expander_get_child (self->expander), 12);
      return;
    }

  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  zc_plain_wrap (label);
  gtk_expander_set_child (self->expander, label);
}

static void
take_entries (ZcRunRow   *self,
              GListModel *entries)
{
  g_set_object (&self->entries, entries);
  if (g_list_model_get_n_items (entries) == 0 && !ZC_IS_RUN (self->run))
    {
      set_contents (self, _("Nothing was kept of what was seen during this transfer."));
      return;
    }

  set_contents (self, NULL);
  update_timeline (self);
}

static void
entries_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(ZcRunRow) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) entries = zc_store_load_entries_finish (ZC_STORE (source), result, &error);
  g_autofree char *text = NULL;

  /* The row shows another run by now, or none. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (entries != NULL)
    {
      take_entries (self, entries);
      return;
    }

  /* Translators: %s is a reason. */
  text = g_strdup_printf (_("What was seen during this transfer could not be read: %s"), error->message);
  set_contents (self, text);
}

/* Nothing is read or drawn before somebody wants to see it. */
static void
load_timeline (ZcRunRow *self)
{
  if (self->run == NULL || self->entries != NULL || self->cancellable != NULL ||
      !gtk_expander_get_expanded (self->expander))
    return;

  if (ZC_IS_RUN (self->run))
    {
      take_entries (self, zc_run_get_entries (ZC_RUN (self->run)));
    }
  else if (self->store != NULL)
    {
      self->cancellable = g_cancellable_new ();
      zc_store_load_entries_async (self->store, zc_run_record_get_id (ZC_RUN_RECORD (self->run)), self->cancellable,
                                   entries_loaded_cb, g_object_ref (self));
    }
}

static void
expanded_cb (ZcRunRow *self)
{
  load_timeline (self);
  g_signal_emit (self, signals[SIGNAL_UNFOLDED], 0);
}

/* The run */

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
name_for_readers (ZcRunRow         *self,
                  const ZcRunFacts *facts,
                  const char       *words)
{
  g_autofree char *row_name = NULL;
  g_autofree char *details = NULL;
  g_autofree char *stop = NULL;
  g_autofree char *again = NULL;
  g_autofree char *delete = NULL;
  g_autofree char *timeline = NULL;
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  /* Translators: how screen readers call a row: the zone and its status, such as "example.com, In sync". */
  row_name = g_strdup_printf (C_("row", "%s, %s"), facts->display_name, words);
  if (row != NULL)
    zc_a11y_set_name (row, row_name);

  /* Translators: names of buttons for screen readers; %s is the zone's name. */
  details = g_strdup_printf (_("Details & Records of %s"), facts->display_name);
  zc_a11y_set_name (self->details_button, details);
  /* Translators: names of buttons for screen readers; %s is the zone's name. */
  stop = g_strdup_printf (_("Stop watching the transfer of %s"), facts->display_name);
  zc_a11y_set_name (self->stop_button, stop);
  /* Translators: names of buttons for screen readers; %s is the zone's name. */
  again = g_strdup_printf (_("Transfer %s again"), facts->display_name);
  zc_a11y_set_name (self->again_button, again);
  /* Translators: names of buttons for screen readers; %s is the zone's name. */
  delete = g_strdup_printf (_("Delete the transfer of %s from the history"), facts->display_name);
  zc_a11y_set_name (self->delete_button, delete);
  /* Translators: names of buttons for screen readers; %s is the zone's name. */
  timeline = g_strdup_printf (_("Timeline of the transfer of %s"), facts->display_name);
  zc_a11y_set_name (GTK_WIDGET (self->expander), timeline);
}

/* The words with what else belongs to them: the place in the queue, or how well the end is proven. */
static char *
dup_words (ZcRunRow         *self,
           const ZcRunFacts *facts)
{
  if (facts->state == ZC_RUN_STATE_QUEUED && self->position > 0)
    /* Translators: %s is the word for "Queued", the number the place in the queue, beginning with 1. */
    return g_strdup_printf (_("%s (number %u in the queue)"), facts->words, self->position);

  return g_strdup (facts->words);
}

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), text[0] != '\0');
}

static void
update (ZcRunRow *self)
{
  ZcRunFacts facts = zc_run_facts_read (self->run);
  g_autofree char *words = dup_words (self, &facts);
  g_autofree char *result = zc_run_facts_dup_result (&facts);

  show_look (self, zc_health_get_run_look (facts.state, facts.proof));
  gtk_label_set_text (self->name_label, facts.display_name);
  gtk_label_set_text (self->words_label, words);
  show_text (self->explanation_label, facts.explanation);
  show_text (self->result_label, result);
  gtk_widget_set_visible (self->resumed_label, facts.active && zc_run_facts_was_resumed (ZC_RUN (self->run)));
  gtk_widget_set_visible (self->stop_button, facts.active);
  gtk_widget_set_visible (self->squeezer, facts.active && facts.state != ZC_RUN_STATE_QUEUED);
  gtk_widget_set_visible (GTK_WIDGET (self->expander), facts.state != ZC_RUN_STATE_QUEUED);
  gtk_widget_set_visible (self->again_button, !facts.active);
  gtk_widget_set_visible (self->details_button, !self->in_zone);
  gtk_widget_set_visible (self->delete_button, ZC_IS_RUN_RECORD (self->run));
  if (facts.active)
    zc_run_steps_show (self->steps, facts.state);
  /* An action with a parameter must not stand there without one, so the names come second. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->again_button), "s", facts.zone_name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->again_button), "app.start-zone-transfer");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->details_button), "s", facts.zone_name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->details_button), "app.show-zone");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->delete_button), "x", facts.id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->delete_button), "runs.delete");
  name_for_readers (self, &facts, words);
  zc_run_row_update_times (self);
}

static void
forget_run (ZcRunRow *self)
{
  if (self->run != NULL)
    g_signal_handlers_disconnect_by_func (self->run, update, self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->entries);
  g_clear_object (&self->store);
  g_clear_object (&self->run);
}

static void
stop_clicked_cb (ZcRunRow *self)
{
  if (ZC_IS_RUN (self->run))
    zc_run_stop_watching (ZC_RUN (self->run));
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

  signals[SIGNAL_UNFOLDED] = g_signal_new ("unfolded", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);

  g_type_ensure (ZC_TYPE_RUN_STEPS);
  g_type_ensure (ZC_TYPE_TOOLBAR_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/zonecourier/ZoneCourier/widgets/zc-run-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, image);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, words_label);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, result_label);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, times_label);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, resumed_label);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, squeezer);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, steps);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, stop_button);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, again_button);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, details_button);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, delete_button);
  gtk_widget_class_bind_template_child (widget_class, ZcRunRow, expander);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, expanded_cb);
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
                    gpointer  run,
                    ZcStore  *store,
                    gboolean  unfolded)
{
  g_return_if_fail (ZC_IS_RUN_ROW (self));
  g_return_if_fail (run == NULL || ZC_IS_RUN (run) || ZC_IS_RUN_RECORD (run));
  g_return_if_fail (store == NULL || ZC_IS_STORE (store));

  forget_run (self);

  /* Folding what belongs to the run before is not the user's doing. */
  g_signal_handlers_block_by_func (self->expander, expanded_cb, self);
  gtk_expander_set_child (self->expander, NULL);
  gtk_expander_set_expanded (self->expander, run != NULL && unfolded);
  g_signal_handlers_unblock_by_func (self->expander, expanded_cb, self);
  if (run == NULL)
    return;

  self->run = g_object_ref (run);
  g_set_object (&self->store, store);
  self->position = 0;
  if (ZC_IS_RUN (run))
    {
      g_signal_connect_swapped (run, "notify::state", G_CALLBACK (update), self);
      g_signal_connect_swapped (run, "notify::words", G_CALLBACK (update), self);
      g_signal_connect_swapped (run, "notify::explanation", G_CALLBACK (update), self);
      g_signal_connect_swapped (run, "notify::active", G_CALLBACK (update), self);
    }
  update (self);
  load_timeline (self);
}

void
zc_run_row_unfold (ZcRunRow *self,
                   gboolean  unfolded)
{
  g_return_if_fail (ZC_IS_RUN_ROW (self));

  gtk_expander_set_expanded (self->expander, unfolded);
}

void
zc_run_row_set_position (ZcRunRow *self,
                         guint     position)
{
  g_return_if_fail (ZC_IS_RUN_ROW (self));

  if (self->position == position || self->run == NULL)
    return;

  self->position = position;
  update (self);
}

void
zc_run_row_set_in_zone (ZcRunRow *self,
                        gboolean  in_zone)
{
  g_return_if_fail (ZC_IS_RUN_ROW (self));

  self->in_zone = in_zone;
  gtk_widget_set_visible (GTK_WIDGET (self->name_label), !in_zone);
  if (in_zone)
    gtk_widget_add_css_class (GTK_WIDGET (self->words_label), "heading");
  if (self->run != NULL)
    update (self);
}

gpointer
zc_run_row_get_run (ZcRunRow *self)
{
  g_return_val_if_fail (ZC_IS_RUN_ROW (self), NULL);

  return self->run;
}

gboolean
zc_run_row_is_unfolded (ZcRunRow *self)
{
  g_return_val_if_fail (ZC_IS_RUN_ROW (self), FALSE);

  return gtk_expander_get_expanded (self->expander);
}

void
zc_run_row_update_times (ZcRunRow *self)
{
  g_autoptr(GDateTime) now = NULL;
  g_autofree char *text = NULL;
  g_autofree char *exact = NULL;
  ZcRunFacts facts;

  g_return_if_fail (ZC_IS_RUN_ROW (self));

  if (self->run == NULL)
    return;

  facts = zc_run_facts_read (self->run);
  now = g_date_time_new_now_utc ();
  text = zc_run_facts_dup_times (&facts, now);
  show_text (self->times_label, text);
  if (facts.started != NULL)
    exact = zc_relative_time_format_exact (facts.started);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->times_label), exact);

  /* Time goes on in the picture as well. */
  if (facts.active)
    update_timeline (self);
}
