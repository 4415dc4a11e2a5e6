/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-verification-page-private.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-choice.h"
#include "zc-error-text.h"
#include "zc-matrix-view.h"
#include "zc-plain-wrap.h"
#include "zc-relative-time.h"
#include "zc-server-row.h"
#include "zc-zone-verification.h"

/* Answers come in by the dozen; the matrix is drawn anew for all of them together. */
#define MATRIX_DELAY_MS 50

#define PULSE_MS 100

G_DEFINE_FINAL_TYPE (ZcVerificationPage, zc_verification_page, ADW_TYPE_BIN)

/* The ways to compare, in the order of the drop-down. */
static const struct
{
  const char *title;
  ZcVerificationRecords records;
} ways[] = {
  { N_("Name servers, by transfer"), ZC_VERIFICATION_RECORDS_AXFR },
  { N_("Name servers, by questions"), ZC_VERIFICATION_RECORDS_QUERY },
  { N_("Records at IONOS"), ZC_VERIFICATION_RECORDS_SERVICE },
};

static gboolean
is_secondary (ZcVerificationPage *self)
{
  return zc_zone_get_kind (zc_zone_item_get_zone (self->item)) == ZC_ZONE_KIND_SECONDARY;
}

static gboolean
has_servers (ZcVerificationPage *self)
{
  ZcZone *zone = zc_zone_item_get_zone (self->item);

  return zc_zone_get_primary_ips (zone)[0] != NULL || zc_zone_get_name_servers (zone)[0] != NULL;
}

static void
enable (ZcVerificationPage *self,
        const char         *action,
        gboolean            enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), action)), enabled);
}

static gboolean
pulse_cb (gpointer data)
{
  ZcVerificationPage *self = data;

  gtk_progress_bar_pulse (self->progress_bar);

  return G_SOURCE_CONTINUE;
}

/* A bar that moves without end says that something goes on; where nothing is to move it is left out. */
static void
show_pulse (ZcVerificationPage *self,
            gboolean            show)
{
  show = show && adw_get_enable_animations (GTK_WIDGET (self)) && gtk_widget_get_mapped (GTK_WIDGET (self));

  if (show && self->pulse_id == 0)
    self->pulse_id = g_timeout_add (PULSE_MS, pulse_cb, self);
  else if (!show)
    g_clear_handle_id (&self->pulse_id, g_source_remove);
}

static void
update_progress (ZcVerificationPage *self)
{
  gboolean running = self->running;
  gboolean can_pause = running && zc_verification_can_pause (self->verification);
  gboolean paused = can_pause && zc_verification_get_paused (self->verification);
  double fraction = running ? zc_verification_get_progress (self->verification, NULL, NULL) : -1;

  gtk_widget_set_visible (self->progress_box, running);
  enable (self, "cancel", running);
  enable (self, "pause", can_pause);
  gtk_widget_set_visible (GTK_WIDGET (self->pause_button), can_pause);
  gtk_button_set_label (self->pause_button, paused ? _("Continue") : _("Pause"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pause_button),
                               paused ? _("Go on asking for records") : _("Ask for no more records for now"));
  show_pulse (self, running && fraction < 0);
  if (!running)
    return;

  if (zc_verification_get_state (self->verification) == ZC_VERIFICATION_STATE_NEW)
    gtk_label_set_text (self->phase_label, _("Reading the records at IONOS"));
  else
    gtk_label_set_text (self->phase_label, zc_verification_get_phase (self->verification));
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress_bar, fraction);
}

static char *
describe_when (ZcVerification *verification)
{
  GDateTime *started = zc_verification_get_started (verification);
  GDateTime *ended = zc_verification_get_ended (verification);
  g_autofree char *time = NULL;
  g_autofree char *duration = NULL;

  if (started == NULL || ended == NULL)
    return NULL;

  time = g_date_time_format (ended, "%X");
  if (g_date_time_difference (ended, started) < G_TIME_SPAN_SECOND)
    /* Translators: %s is a time of day. */
    return g_strdup_printf (_("Seen from this computer at %s"), time);

  duration = zc_relative_time_format_duration (g_date_time_difference (ended, started) / G_TIME_SPAN_SECOND);

  /* Translators: the first %s is a time of day, the second a duration such as 12 seconds. */
  return g_strdup_printf (_("Seen from this computer at %s, in %s"), time, duration);
}

static void
update_verdict (ZcVerificationPage *self)
{
  const ZcFinding *verdict = self->verification != NULL ? zc_verification_get_verdict (self->verification) : NULL;
  g_autofree char *when = NULL;

  if (self->running)
    {
      zc_verdict_card_show_words (self->verdict_card, "content-loading-symbolic", _("Verifying"),
                                  _("The servers are being asked; what they answer shows below as it comes in."), NULL);
      return;
    }
  if (self->verification == NULL)
    return;

  when = describe_when (self->verification);
  if (verdict != NULL)
    zc_verdict_card_show_verdict (self->verdict_card, verdict, when);
  else
    /* A verification that was cancelled has none. */
    zc_verdict_card_show_words (self->verdict_card, "media-playback-stop-symbolic", _("Cancelled"),
                                _("The verification was cancelled, so there is no verdict. What was found until then stays below."),
                                when);
}

static void
matrix_due_cb (gpointer data)
{
  ZcVerificationPage *self = data;
  g_autoptr(GPtrArray) rows = NULL;

  self->matrix_id = 0;
  if (self->verification == NULL)
    return;

  rows = zc_matrix_view_list (zc_verification_get_matrix (self->verification));
  zc_server_matrix_show (self->matrix, rows);
}

static void
queue_matrix (ZcVerificationPage *self)
{
  if (self->matrix_id == 0)
    self->matrix_id = g_timeout_add_once (MATRIX_DELAY_MS, matrix_due_cb, self);
}

static void
show_matrix_now (ZcVerificationPage *self)
{
  g_clear_handle_id (&self->matrix_id, g_source_remove);
  matrix_due_cb (self);
}

/* A cell is there when its question is asked, and tells when the answer has come. */
static void
matrix_changed_cb (GListModel         *cells,
                   guint               position,
                   guint               removed,
                   guint               added,
                   ZcVerificationPage *self)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(GObject) cell = g_list_model_get_item (cells, i);

      g_signal_connect_object (cell, "notify", G_CALLBACK (queue_matrix), self, G_CONNECT_SWAPPED);
    }
  queue_matrix (self);
}

/* A number of 64 bits for ngettext(), which takes an unsigned long. */
static gulong
clamp_count (guint64 n)
{
  return (gulong) MIN (n, G_MAXULONG);
}

static char *
describe_counts (const ZcVerificationCounts *counts)
{
  /* Translators: how many record sets differ: those that servers lack, those that only servers have, and those with
   * other content. */
  return g_strdup_printf (_("%'lu missing, %'lu extra, %'lu changed"), clamp_count (counts->missing),
                          clamp_count (counts->extra), clamp_count (counts->changed));
}

static char *
describe_compared (const ZcVerificationCounts *counts)
{
  gulong n_asked = clamp_count (counts->asked);
  gulong n_unverified = clamp_count (counts->unverified);
  g_autofree char *compared = NULL;
  g_autofree char *unverified = NULL;

  /* Translators: how many comparisons of record sets were made. */
  compared = g_strdup_printf (ngettext ("%'lu record set compared", "%'lu record sets compared", n_asked), n_asked);
  if (n_unverified == 0)
    return g_steal_pointer (&compared);

  unverified = g_strdup_printf (ngettext ("%'lu could not be checked", "%'lu could not be checked", n_unverified),
                                n_unverified);

  /* Translators: how many record sets were compared, and how many of them could not be checked. */
  return g_strdup_printf (_("%s, %s"), compared, unverified);
}

static void
update_notes (ZcVerificationPage *self)
{
  GPtrArray *notes = zc_verification_get_notes (self->verification);

  for (guint i = self->note_rows->len; i < notes->len; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *image = g_object_new (GTK_TYPE_IMAGE,
                                       "icon-name", "dialog-information-symbolic",
                                       "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                       NULL);

      gtk_widget_add_css_class (image, "dim-label");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), g_ptr_array_index (notes, i));
      zc_plain_wrap (row);
      zc_a11y_repair (row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->records_group), row);
      g_ptr_array_add (self->note_rows, g_object_ref_sink (row));
    }
}

static void
forget_notes (ZcVerificationPage *self)
{
  for (guint i = 0; i < self->note_rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->records_group), g_ptr_array_index (self->note_rows, i));
  g_ptr_array_set_size (self->note_rows, 0);
}

static void
update_records (ZcVerificationPage *self)
{
  ZcVerificationCounts counts;
  guint64 n_differences;
  guint n_listed;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  ZcServerTone tone = ZC_SERVER_TONE_NEUTRAL;

  if (self->verification == NULL || !is_secondary (self))
    return;

  n_listed = g_list_model_get_n_items (zc_verification_get_differences (self->verification));
  if (zc_verification_count (self->verification, &counts))
    {
      n_differences = counts.missing + counts.extra + counts.changed;
      title = n_differences == 0 ? g_strdup (_("No differences")) : describe_counts (&counts);
      subtitle = describe_compared (&counts);
      tone = n_differences == 0 ? ZC_SERVER_TONE_GOOD : ZC_SERVER_TONE_WARNING;
    }
  else if (self->running)
    {
      title = g_strdup (_("Nothing compared yet"));
      tone = ZC_SERVER_TONE_UNSEEN;
    }
  else
    {
      title = g_strdup (_("Nothing was compared"));
      subtitle = g_strdup (_("For a comparison the primary has to hand out a copy of the zone to this computer"));
    }

  zc_server_row_mark (self->result_image, tone);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result_row), title);
  adw_action_row_set_subtitle (self->result_row, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->result_row), TRUE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->result_row), n_listed > 0);
  gtk_widget_set_visible (self->result_arrow, n_listed > 0);
  enable (self, "show-differences", n_listed > 0);
  update_notes (self);
}

static void
update_state (ZcVerificationPage *self)
{
  gboolean running = self->running;
  gboolean begun = self->verification != NULL && zc_verification_get_started (self->verification) != NULL;
  gboolean over = begun && !running;

  update_progress (self);
  update_verdict (self);
  update_records (self);
  enable (self, "save-report", over);
  enable (self, "copy-report", over);
  enable (self, "save-json", over);
  enable (self, "save-csv", over);
  gtk_widget_set_visible (self->csv_row, is_secondary (self));
}

static void
show_failure (ZcVerificationPage *self,
              const GError       *error)
{
  g_autofree char *text = zc_error_text_describe (error);
  /* A status page reads its description as markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->failed_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/* Whether not a single server could be reached because this computer has no network at all. */
static gboolean
is_offline (ZcVerification *verification)
{
  GPtrArray *servers = zc_observations_get_servers (zc_verification_get_observations (verification));

  if (g_network_monitor_get_network_available (g_network_monitor_get_default ()))
    return FALSE;
  for (guint i = 0; i < servers->len; i++)
    if (zc_observed_server_was_answered (g_ptr_array_index (servers, i)))
      return FALSE;

  return TRUE;
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(ZcVerificationPage) self = data;
  g_autoptr(GError) error = NULL;
  gboolean ended = zc_zone_verification_run_finish (result, &error);

  /* Another one began meanwhile, or the window was closed. */
  if (self->verification != ZC_VERIFICATION (source))
    return;

  self->running = FALSE;
  show_matrix_now (self);
  if (ended)
    {
      g_autoptr(ZcSerialReport) report = zc_zone_verification_make_report (self->verification);

      /* What was just seen is news for the list and for the other pages as well. */
      if (is_secondary (self))
        zc_zone_item_set_report (self->item, report);
      if (is_offline (self->verification))
        gtk_stack_set_visible_child_name (self->stack, "offline");
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_failure (self, error);
    }
  update_state (self);
  zc_verdict_card_announce (self->verdict_card);
}

static void
follow (ZcVerificationPage *self,
        ZcVerification     *verification)
{
  GListModel *matrix = zc_verification_get_matrix (verification);
  GListModel *differences = zc_verification_get_differences (verification);
  ZcZone *zone = zc_zone_item_get_zone (self->item);

  forget_notes (self);
  g_set_object (&self->verification, verification);
  g_signal_group_set_target (self->verification_signals, verification);
  g_signal_group_set_target (self->matrix_signals, matrix);
  g_signal_group_set_target (self->difference_signals, differences);
  zc_difference_list_set_model (self->difference_list, differences, zc_zone_get_name_servers (zone));
  zc_finding_list_set_model (self->finding_list, zc_verification_get_findings (verification), zc_zone_get_name (zone));
  zc_finding_list_set_model (self->note_list, zc_verification_get_findings (verification), zc_zone_get_name (zone));
  matrix_changed_cb (matrix, 0, 0, g_list_model_get_n_items (matrix), self);
}

void
zc_verification_page_run (ZcVerificationPage *self)
{
  g_autoptr(ZcVerification) verification = NULL;
  ZcVerificationOptions options;

  g_return_if_fail (ZC_IS_VERIFICATION_PAGE (self));
  g_return_if_fail (self->item != NULL);

  if (!has_servers (self))
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }

  if (self->run_cancellable != NULL)
    g_cancellable_cancel (self->run_cancellable);
  g_clear_object (&self->run_cancellable);
  self->run_cancellable = g_cancellable_new ();

  /* The primaries of a primary zone are the service's own, and hidden. */
  zc_verification_options_init (&options);
  options.records = is_secondary (self) ? ways[gtk_drop_down_get_selected (self->way_drop_down)].records
                                        : ZC_VERIFICATION_RECORDS_NONE;
  verification = zc_zone_verification_new (self->session, self->item, &options);
  follow (self, verification);
  self->running = TRUE;
  gtk_stack_set_visible_child_name (self->stack, "content");
  zc_zone_verification_run_async (self->session, self->item, verification, self->run_cancellable, verified_cb,
                                  g_object_ref (self));
  update_state (self);
}

/* Whoever chooses another way wants to see what it shows. */
static void
way_changed_cb (ZcVerificationPage *self)
{
  if (self->verification != NULL)
    zc_verification_page_run (self);
}

static gboolean
back_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   data)
{
  ZcVerificationPage *self = ZC_VERIFICATION_PAGE (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "differences") != 0)
    return FALSE;

  gtk_widget_activate_action (widget, "verification.show-overview", NULL);

  return TRUE;
}

static void
zc_verification_page_unmap (GtkWidget *widget)
{
  ZcVerificationPage *self = ZC_VERIFICATION_PAGE (widget);

  GTK_WIDGET_CLASS (zc_verification_page_parent_class)->unmap (widget);
  /* Nothing moves where nobody looks. */
  g_clear_handle_id (&self->pulse_id, g_source_remove);
}

static void
zc_verification_page_map (GtkWidget *widget)
{
  ZcVerificationPage *self = ZC_VERIFICATION_PAGE (widget);

  GTK_WIDGET_CLASS (zc_verification_page_parent_class)->map (widget);
  update_progress (self);
}

static void
zc_verification_page_dispose (GObject *object)
{
  ZcVerificationPage *self = ZC_VERIFICATION_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->run_cancellable != NULL)
    g_cancellable_cancel (self->run_cancellable);
  g_clear_handle_id (&self->matrix_id, g_source_remove);
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  g_clear_object (&self->verification_signals);
  g_clear_object (&self->matrix_signals);
  g_clear_object (&self->difference_signals);
  g_clear_object (&self->verification);
  g_clear_object (&self->item);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (zc_verification_page_parent_class)->dispose (object);
}

static void
zc_verification_page_finalize (GObject *object)
{
  ZcVerificationPage *self = ZC_VERIFICATION_PAGE (object);

  g_ptr_array_unref (self->note_rows);
  g_clear_object (&self->run_cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (zc_verification_page_parent_class)->finalize (object);
}

static void
zc_verification_page_class_init (ZcVerificationPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = zc_verification_page_dispose;
  object_class->finalize = zc_verification_page_finalize;
  widget_class->map = zc_verification_page_map;
  widget_class->unmap = zc_verification_page_unmap;

  g_type_ensure (ZC_TYPE_DIFFERENCE_LIST);
  g_type_ensure (ZC_TYPE_FINDING_LIST);
  g_type_ensure (ZC_TYPE_SERVER_MATRIX);
  g_type_ensure (ZC_TYPE_VERDICT_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/zonecourier/ZoneCourier/details/zc-verification-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, progress_box);
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, phase_label);
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, pause_button);
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, verdict_card);
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, finding_list);
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, note_list);
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, matrix);
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, records_group);
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, way_drop_down);
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, result_row);
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, result_image);
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, result_arrow);
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, csv_row);
  gtk_widget_class_bind_template_child (widget_class, ZcVerificationPage, difference_list);
  gtk_widget_class_bind_template_callback (widget_class, way_changed_cb);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, back_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, back_cb, NULL);
}

static void
add_signals (ZcVerificationPage *self)
{
  static const char * const progress[] = {
    "notify::phase", "notify::n-done", "notify::fraction", "notify::can-pause", "notify::paused",
  };

  self->verification_signals = g_signal_group_new (ZC_TYPE_VERIFICATION);
  for (guint i = 0; i < G_N_ELEMENTS (progress); i++)
    g_signal_group_connect_swapped (self->verification_signals, progress[i], G_CALLBACK (update_progress), self);
  g_signal_group_connect_swapped (self->verification_signals, "notify::state", G_CALLBACK (update_state), self);
  g_signal_group_connect_swapped (self->verification_signals, "notify::verdict", G_CALLBACK (update_state), self);

  self->matrix_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect (self->matrix_signals, "items-changed", G_CALLBACK (matrix_changed_cb), self);
  self->difference_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->difference_signals, "items-changed", G_CALLBACK (update_records), self);
}

static void
zc_verification_page_init (ZcVerificationPage *self)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->note_rows = g_ptr_array_new_with_free_func (g_object_unref);
  zc_verification_page_add_actions (self);
  add_signals (self);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    gtk_string_list_append (titles, _(ways[i].title));
  gtk_drop_down_set_model (self->way_drop_down, G_LIST_MODEL (titles));
  zc_choice_set_up (self->way_drop_down, _("Compare the primary with"));

  zc_a11y_repair (GTK_WIDGET (self));
  zc_plain_wrap (GTK_WIDGET (self));
}

void
zc_verification_page_set_item (ZcVerificationPage *self,
                               ZcSession          *session,
                               ZcZoneItem         *item)
{
  g_return_if_fail (ZC_IS_VERIFICATION_PAGE (self));
  g_return_if_fail (ZC_IS_SESSION (session));
  g_return_if_fail (ZC_IS_ZONE_ITEM (item));
  g_return_if_fail (self->item == NULL);

  self->session = g_object_ref (session);
  self->item = g_object_ref (item);
  gtk_widget_set_visible (self->records_group, is_secondary (self));
  gtk_stack_set_visible_child_name (self->stack, has_servers (self) ? "never-run" : "empty");
  enable (self, "run", has_servers (self));
  update_state (self);
}

ZcVerification *
zc_verification_page_get_verification (ZcVerificationPage *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_PAGE (self), NULL);

  return self->verification;
}

void
zc_verification_page_set_narrow (ZcVerificationPage *self,
                                 gboolean            narrow)
{
  g_return_if_fail (ZC_IS_VERIFICATION_PAGE (self));

  zc_server_matrix_set_narrow (self->matrix, narrow);
}
