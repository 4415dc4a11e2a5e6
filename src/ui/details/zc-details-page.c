/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-details-page.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-allow-list.h"
#include "zc-copy-button.h"
#include "zc-health.h"
#include "zc-plain-wrap.h"
#include "zc-relative-time.h"
#include "zc-run-steps.h"
#include "zc-server-row.h"
#include "zc-text.h"
#include "zc-zone-words.h"

/* A check of a healthy zone is over before a spinner could be recognised. */
#define SPINNER_DELAY_MS 300

/* Names above this length get a smaller heading, or they would fill the window of a phone. */
#define LONG_NAME_CHARACTERS 40

struct _ZcDetailsPage
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkLabel *heading_label;
  GtkWidget *gone_group;
  GtkImage *gone_image;
  GtkWidget *status_group;
  AdwActionRow *status_row;
  GtkImage *status_image;
  GtkSpinner *spinner;
  AdwPreferencesGroup *run_group;
  AdwActionRow *run_row;
  GtkImage *run_image;
  GtkWidget *stop_button;
  GtkWidget *steps_row;
  ZcRunSteps *steps;
  AdwActionRow *name_row;
  AdwActionRow *ascii_row;
  AdwActionRow *state_row;
  AdwActionRow *description_row;
  AdwActionRow *created_row;
  AdwActionRow *modified_row;
  AdwActionRow *id_row;
  AdwPreferencesGroup *primaries_group;
  AdwPreferencesGroup *name_servers_group;
  GtkWidget *allow_list;

  /* Widgets made in code */
  GtkWidget *name_button;         /* (unowned) (nullable) */
  GtkWidget *ascii_button;        /* (unowned) (nullable) */
  GtkWidget *id_button;           /* (unowned) (nullable) */
  GPtrArray *primary_rows;        /* (owned) (element-type ZcServerRow) */
  GPtrArray *name_server_rows;    /* (owned) (element-type ZcServerRow) */
  GtkWidget *no_name_servers_row; /* (unowned) (nullable) */

  ZcSession *session;             /* (owned) (nullable) */
  ZcZoneItem *item;               /* (owned) (nullable) */
  GSignalGroup *session_signals;  /* (owned) */
  GSignalGroup *item_signals;     /* (owned) */
  GSignalGroup *run_signals;      /* (owned) */
  gboolean checking;
  guint spinner_id;               /* the source that shows the spinner, 0 without one */
};

G_DEFINE_FINAL_TYPE (ZcDetailsPage, zc_details_page, ADW_TYPE_BIN)

static void
show_look (GtkImage           *image,
           const ZcHealthLook *look,
           const char         *name)
{
  static const char * const classes[] = { "success", "warning", "error", "accent", "dim-label" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (image), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (image), look->css_class);
  gtk_image_set_from_icon_name (image, look->icon_name);
  zc_a11y_set_name (GTK_WIDGET (image), name);
}

/* Shows a value, or no row at all when there is nothing to show. */
static void
show_value (AdwActionRow *row,
            const char   *value)
{
  gtk_widget_set_visible (GTK_WIDGET (row), value != NULL && *value != '\0');
  adw_action_row_set_subtitle (row, value != NULL ? value : "");
}

static void
show_copy_button (AdwActionRow  *row,
                  GtkWidget    **button,
                  const char    *text,
                  const char    *name)
{
  if (*button == NULL)
    {
      *button = zc_copy_button_new (text, name);
      adw_action_row_add_suffix (row, *button);
    }
  else
    {
      zc_copy_button_set_text (ZC_COPY_BUTTON (*button), text, name);
    }
}

static void
show_time (AdwActionRow *row,
           GDateTime    *when)
{
  g_autoptr(GDateTime) local = when != NULL ? g_date_time_to_local (when) : NULL;
  /* Translators: a point in time to the minute, for g_date_time_format(), such as 22 November 2026, 18:02. */
  g_autofree char *text = local != NULL ? g_date_time_format (local, _("%-e %B %Y, %H:%M")) : NULL;
  g_autofree char *exact = when != NULL ? zc_relative_time_format_exact (when) : NULL;

  show_value (row, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), exact);
}

static void
update_zone (ZcDetailsPage *self)
{
  ZcZone *zone = zc_zone_item_get_zone (self->item);
  const char *name = zc_zone_get_display_name (zone);
  const char *ascii = zc_zone_get_name (zone);
  g_autofree char *shown_ascii = zc_text_make_displayable (ascii);
  g_autofree char *description = zc_text_make_displayable (zc_zone_get_description (zone));
  g_autofree char *id = zc_text_make_displayable (zc_zone_get_id (zone));
  g_autofree char *state = zc_zone_describe_state (zone);

  gtk_label_set_text (self->heading_label, name);
  if (g_utf8_strlen (name, -1) > LONG_NAME_CHARACTERS)
    gtk_widget_set_css_classes (GTK_WIDGET (self->heading_label), (const char *[]) { "title-3", NULL });
  show_value (self->name_row, name);
  show_copy_button (self->name_row, &self->name_button, name, _("Copy the name"));
  show_value (self->ascii_row, g_str_equal (name, shown_ascii) ? NULL : shown_ascii);
  show_copy_button (self->ascii_row, &self->ascii_button, ascii, _("Copy the name in ASCII"));
  show_value (self->state_row, state);
  show_value (self->description_row, description);
  show_time (self->created_row, zc_zone_get_created (zone));
  show_time (self->modified_row, zc_zone_get_last_modified (zone));
  show_value (self->id_row, id);
  show_copy_button (self->id_row, &self->id_button, zc_zone_get_id (zone), _("Copy the id"));
}

static void
update_status (ZcDetailsPage *self)
{
  const char *explanation = zc_zone_item_get_status_explanation (self->item);
  GDateTime *checked = zc_zone_item_get_checked (self->item);
  ZcRun *run = zc_zone_item_get_run (self->item);
  g_autoptr(GString) subtitle = g_string_new (NULL);
  g_autofree char *when = NULL;

  show_look (self->status_image, zc_health_get_zone_look (zc_zone_item_get_health (self->item)),
             zc_zone_item_get_status_text (self->item));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->status_row), zc_zone_item_get_status_text (self->item));

  if (self->checking)
    {
      g_string_append (subtitle, _("Asking the servers…"));
    }
  else if (checked != NULL)
    {
      g_autoptr(GDateTime) local = g_date_time_to_local (checked);
      g_autofree char *time = g_date_time_format (local, "%X");

      /* Translators: %s is a time of day. */
      when = g_strdup_printf (_("Checked from this computer at %s"), time);
    }

  if (*explanation != '\0')
    g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? "\n" : "", explanation);
  if (when != NULL)
    g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? "\n" : "", when);
  adw_action_row_set_subtitle (self->status_row, subtitle->str);

  /* While a run is active, and until the zone is looked at again, the item's status is the run's, which has a
   * group of its own. */
  gtk_widget_set_visible (self->status_group, run == NULL || (!zc_run_is_active (run) &&
                                                              !g_str_equal (zc_zone_item_get_status_text (self->item),
                                                                            zc_run_get_words (run))));
}

static char *
describe_run_times (ZcRun *run)
{
  g_autoptr(GDateTime) started = NULL;
  g_autofree char *start = NULL;
  g_autofree char *duration = NULL;

  /* An item gets its run a moment before the run begins. */
  if (zc_run_get_started (run) == NULL)
    return g_strdup ("");

  started = g_date_time_to_local (zc_run_get_started (run));
  start = g_date_time_format (started, "%X");
  if (zc_run_get_ended (run) == NULL)
    /* Translators: %s is a time of day. */
    return g_strdup_printf (_("Started at %s"), start);

  duration = zc_relative_time_format_duration (g_date_time_difference (zc_run_get_ended (run), zc_run_get_started (run)) /
                                               G_TIME_SPAN_SECOND);

  /* Translators: the first %s is a time of day, the second a duration such as 12 seconds. */
  return g_strdup_printf (_("Started at %s, watched for %s"), start, duration);
}

static void
update_run (ZcDetailsPage *self)
{
  ZcRun *run = zc_zone_item_get_run (self->item);
  gboolean active = run != NULL && zc_run_is_active (run);

  gtk_widget_set_visible (GTK_WIDGET (self->run_group), run != NULL);
  gtk_widget_set_visible (self->steps_row, active);
  gtk_widget_set_visible (self->stop_button, active);

  if (run != NULL)
    {
      const char *explanation = zc_run_get_explanation (run);
      g_autofree char *times = describe_run_times (run);
      const char *separator = *explanation != '\0' && *times != '\0' ? "\n" : "";
      g_autofree char *subtitle = g_strconcat (explanation, separator, times, NULL);

      adw_preferences_group_set_title (self->run_group, active ? _("Transfer") : _("Last transfer"));
      show_look (self->run_image, zc_health_get_run_look (zc_run_get_state (run), zc_run_get_proof (run)),
                 zc_run_get_words (run));
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->run_row), zc_run_get_words (run));
      adw_action_row_set_subtitle (self->run_row, subtitle);
      zc_run_steps_show (self->steps, zc_run_get_state (run));
    }

  update_status (self);
}

static ZcPrimaryStatus *
find_status (GPtrArray  *statuses,
             const char *address)
{
  for (guint i = 0; statuses != NULL && i < statuses->len; i++)
    {
      ZcPrimaryStatus *status = g_ptr_array_index (statuses, i);

      if (g_str_equal (zc_primary_status_get_primary_ip (status), address))
        return status;
    }

  return NULL;
}

/* Shows servers in a group. Rows are kept while their number stays, so that neither the focus nor what a
 * screen reader is reading gets lost when an answer comes in. */
static void
show_servers (ZcDetailsPage       *self,
              AdwPreferencesGroup *group,
              GPtrArray           *rows,
              ZcServerRole         role)
{
  GPtrArray *statuses = role == ZC_SERVER_ROLE_PRIMARY ? zc_zone_item_get_statuses (self->item) : NULL;
  g_autoptr(GPtrArray) views =
    zc_server_view_list (zc_zone_item_get_zone (self->item), zc_zone_item_get_report (self->item), role, self->checking);

  while (rows->len > views->len)
    {
      adw_preferences_group_remove (group, g_ptr_array_index (rows, rows->len - 1));
      g_ptr_array_set_size (rows, rows->len - 1);
    }

  for (guint i = 0; i < views->len; i++)
    {
      const ZcServerView *view = g_ptr_array_index (views, i);

      if (i == rows->len)
        {
          GtkWidget *row = zc_server_row_new (TRUE);

          g_ptr_array_add (rows, g_object_ref_sink (row));
          adw_preferences_group_add (group, row);
          zc_a11y_repair (row);
        }
      zc_server_row_show (g_ptr_array_index (rows, i), view, find_status (statuses, view->name),
                          zc_zone_item_get_statuses_age (self->item));
    }
}

static void
update_servers (ZcDetailsPage *self)
{
  gboolean secondary = zc_zone_get_kind (zc_zone_item_get_zone (self->item)) == ZC_ZONE_KIND_SECONDARY;

  gtk_widget_set_visible (GTK_WIDGET (self->primaries_group), secondary);
  gtk_widget_set_visible (self->allow_list, secondary);
  show_servers (self, self->primaries_group, self->primary_rows, ZC_SERVER_ROLE_PRIMARY);
  show_servers (self, self->name_servers_group, self->name_server_rows, ZC_SERVER_ROLE_SECONDARY);

  if (self->name_server_rows->len == 0 && self->no_name_servers_row == NULL)
    {
      self->no_name_servers_row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->no_name_servers_row), _("No name servers"));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->no_name_servers_row),
                                   _("IONOS has assigned no name server to this zone, so nobody can ask for it"));
      adw_preferences_group_add (self->name_servers_group, self->no_name_servers_row);
      zc_a11y_repair (self->no_name_servers_row);
    }
  if (self->no_name_servers_row != NULL)
    gtk_widget_set_visible (self->no_name_servers_row, self->name_server_rows->len == 0);
}

static void
show_spinner (ZcDetailsPage *self,
              gboolean       show)
{
  if (self->spinner_id != 0)
    g_source_remove (self->spinner_id);
  self->spinner_id = 0;

  gtk_widget_set_visible (GTK_WIDGET (self->spinner), show);
  gtk_spinner_set_spinning (self->spinner, show);
}

static void
spinner_due_cb (gpointer data)
{
  ZcDetailsPage *self = data;

  self->spinner_id = 0;
  show_spinner (self, TRUE);
}

static void
set_checking (ZcDetailsPage *self,
              gboolean       checking)
{
  if (self->checking == checking)
    return;

  self->checking = checking;
  show_spinner (self, FALSE);
  if (checking)
    self->spinner_id = g_timeout_add_once (SPINNER_DELAY_MS, spinner_due_cb, self);
  update_status (self);
  update_servers (self);
}

static void
report_cb (ZcDetailsPage *self)
{
  ZcSerialReport *report = zc_zone_item_get_report (self->item);
  gboolean active = zc_zone_item_get_run (self->item) != NULL && zc_run_is_active (zc_zone_item_get_run (self->item));

  if (report != NULL && zc_server_view_is_thorough (report))
    set_checking (self, FALSE);
  update_servers (self);
  update_status (self);

  /* A quick look at all zones, as after a refresh, would leave less on this page than was there before. A
   * run asks often enough by itself. */
  if (report != NULL && !zc_server_view_is_thorough (report) && !active && gtk_widget_get_mapped (GTK_WIDGET (self)))
    zc_details_page_check (self);
}

/* A check that ends without a result, for a name that is no domain name, ends here. */
static void
session_checking_cb (ZcDetailsPage *self)
{
  gboolean checking;

  g_object_get (self->session, "checking", &checking, NULL);
  if (!checking)
    set_checking (self, FALSE);
}

static void
zone_cb (ZcDetailsPage *self)
{
  update_zone (self);
  update_servers (self);
  update_status (self);
}

static void
item_run_cb (ZcDetailsPage *self)
{
  g_signal_group_set_target (self->run_signals, zc_zone_item_get_run (self->item));
  update_run (self);
}

static void
stop_clicked_cb (ZcDetailsPage *self)
{
  ZcRun *run = zc_zone_item_get_run (self->item);

  if (run != NULL)
    zc_run_stop_watching (run);
}

static void
zc_details_page_dispose (GObject *object)
{
  ZcDetailsPage *self = ZC_DETAILS_PAGE (object);

  if (self->spinner_id != 0)
    g_source_remove (self->spinner_id);
  self->spinner_id = 0;

  g_clear_object (&self->run_signals);
  g_clear_object (&self->item_signals);
  g_clear_object (&self->session_signals);
  g_clear_pointer (&self->primary_rows, g_ptr_array_unref);
  g_clear_pointer (&self->name_server_rows, g_ptr_array_unref);
  g_clear_object (&self->item);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (zc_details_page_parent_class)->dispose (object);
}

static void
zc_details_page_class_init (ZcDetailsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = zc_details_page_dispose;

  g_type_ensure (ZC_TYPE_ALLOW_LIST);
  g_type_ensure (ZC_TYPE_RUN_STEPS);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/zonecourier/ZoneCourier/details/zc-details-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, heading_label);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, gone_group);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, gone_image);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, status_group);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, status_row);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, status_image);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, run_group);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, run_row);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, run_image);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, stop_button);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, steps_row);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, steps);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, ascii_row);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, state_row);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, description_row);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, created_row);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, modified_row);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, id_row);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, primaries_group);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, name_servers_group);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsPage, allow_list);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
}

static void
zc_details_page_init (ZcDetailsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  zc_a11y_set_name (GTK_WIDGET (self->spinner), _("Asking the servers…"));
  zc_server_row_mark (self->gone_image, ZC_SERVER_TONE_WARNING);
  zc_a11y_repair (GTK_WIDGET (self));
  zc_plain_wrap (GTK_WIDGET (self));

  self->primary_rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->name_server_rows = g_ptr_array_new_with_free_func (g_object_unref);

  self->session_signals = g_signal_group_new (ZC_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::checking", G_CALLBACK (session_checking_cb), self);

  self->item_signals = g_signal_group_new (ZC_TYPE_ZONE_ITEM);
  g_signal_group_connect_swapped (self->item_signals, "notify::zone", G_CALLBACK (zone_cb), self);
  g_signal_group_connect_swapped (self->item_signals, "notify::report", G_CALLBACK (report_cb), self);
  g_signal_group_connect_swapped (self->item_signals, "notify::statuses", G_CALLBACK (update_servers), self);
  g_signal_group_connect_swapped (self->item_signals, "notify::health", G_CALLBACK (update_status), self);
  g_signal_group_connect_swapped (self->item_signals, "notify::status-text", G_CALLBACK (update_status), self);
  g_signal_group_connect_swapped (self->item_signals, "notify::status-explanation", G_CALLBACK (update_status), self);
  g_signal_group_connect_swapped (self->item_signals, "notify::checked", G_CALLBACK (update_status), self);
  g_signal_group_connect_swapped (self->item_signals, "notify::run", G_CALLBACK (item_run_cb), self);

  self->run_signals = g_signal_group_new (ZC_TYPE_RUN);
  g_signal_group_connect_swapped (self->run_signals, "notify::state", G_CALLBACK (update_run), self);
  g_signal_group_connect_swapped (self->run_signals, "notify::words", G_CALLBACK (update_run), self);
  g_signal_group_connect_swapped (self->run_signals, "notify::explanation", G_CALLBACK (update_run), self);
  g_signal_group_connect_swapped (self->run_signals, "notify::active", G_CALLBACK (update_run), self);
}

void
zc_details_page_set_item (ZcDetailsPage *self,
                          ZcSession     *session,
                          ZcZoneItem    *item)
{
  g_return_if_fail (ZC_IS_DETAILS_PAGE (self));
  g_return_if_fail (ZC_IS_SESSION (session));
  g_return_if_fail (ZC_IS_ZONE_ITEM (item));
  g_return_if_fail (self->item == NULL);

  self->session = g_object_ref (session);
  self->item = g_object_ref (item);
  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->item_signals, item);
  zone_cb (self);
  item_run_cb (self);
}

void
zc_details_page_check (ZcDetailsPage *self)
{
  g_return_if_fail (ZC_IS_DETAILS_PAGE (self));
  g_return_if_fail (self->item != NULL);

  if (zc_zone_get_kind (zc_zone_item_get_zone (self->item)) != ZC_ZONE_KIND_SECONDARY || self->checking)
    return;

  set_checking (self, TRUE);
  zc_session_check_zone (self->session, self->item);
}

void
zc_details_page_set_gone (ZcDetailsPage *self,
                          gboolean       gone)
{
  g_return_if_fail (ZC_IS_DETAILS_PAGE (self));

  gtk_widget_set_visible (self->gone_group, gone);
}
