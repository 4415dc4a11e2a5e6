/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-zones-page-private.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-error-text.h"
#include "zc-zones-summary.h"

static guint
count_items (ZcZoneList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static guint
count_shown (ZcZonesPage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (zc_zone_table_get_model (self->table)));
}

/* The list, or what stands in its place */

static char *
say_progress (ZcZoneList *list)
{
  guint n_read = 0;
  guint n_expected = 0;

  if (list != NULL)
    g_object_get (list, "n-read", &n_read, "n-expected", &n_expected, NULL);
  if (n_read == 0)
    return NULL;

  /* The quota counts by itself, and zones come and go meanwhile. */
  if (n_expected > n_read)
    /* Translators: how many zones were read and about how many there are, such as "3,000 of about 10,000 zones
     * read". %' has the number grouped as the language does. */
    return g_strdup_printf (ngettext ("%'u of about %'u zone read", "%'u of about %'u zones read", n_expected),
                            n_read, n_expected);

  return g_strdup_printf (ngettext ("%'u zone read so far", "%'u zones read so far", n_read), n_read);
}

static void
show_loading (ZcZonesPage *self,
              ZcZoneList  *list)
{
  g_autofree char *text = say_progress (list);

  zc_late_spinner_set_text (self->spinner, text != NULL ? text : _("Reading the list of zones…"));
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

/* What stands in place of the list is made when it is first shown: hardly any start needs it. Its button is the child
 * of the page. */
static AdwStatusPage *
ensure_status_page (ZcZonesPage *self,
                    AdwBin      *place,
                    const char  *icon_name,
                    const char  *button_label,
                    GCallback    clicked_cb)
{
  GtkWidget *page = adw_bin_get_child (place);

  if (page == NULL)
    {
      GtkWidget *button = gtk_button_new_with_label (button_label);

      gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "pill");
      g_signal_connect_swapped (button, "clicked", clicked_cb, self);

      page = adw_status_page_new ();
      adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon_name);
      adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
      zc_a11y_repair (page);
      adw_bin_set_child (place, page);
    }

  return ADW_STATUS_PAGE (page);
}

static void
try_again_clicked_cb (ZcZonesPage *self)
{
  zc_zone_list_refresh (_zc_zones_page_get_list (self));
}

static void
show_error (ZcZonesPage  *self,
            const GError *error)
{
  AdwStatusPage *page = ensure_status_page (self, self->error_place, "dialog-error-symbolic", _("Try again"),
                                            G_CALLBACK (try_again_clicked_cb));
  g_autofree char *title = zc_error_text_get_title (error);
  g_autofree char *description = zc_error_text_describe (error);
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_title (page, title);
  adw_status_page_set_description (page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
show_secondary_clicked_cb (ZcZonesPage *self)
{
  zc_zones_page_set_kind (self, ZC_ZONE_KIND_SECONDARY);
}

static void
show_empty (ZcZonesPage *self,
            ZcZoneList  *list)
{
  AdwStatusPage *page = ensure_status_page (self, self->empty_place, "public-zones-symbolic", _("Show secondary zones"),
                                            G_CALLBACK (show_secondary_clicked_cb));
  ZcZoneList *secondary = zc_session_get_zone_list (self->session, ZC_ZONE_KIND_SECONDARY);
  gboolean primary = zc_zone_list_get_kind (list) == ZC_ZONE_KIND_PRIMARY;
  gboolean others = primary && count_items (secondary) > 0;

  adw_status_page_set_title (page, primary ? _("No primary zones") : _("No secondary zones"));
  if (others)
    adw_status_page_set_description (page,
                                     _("This account has secondary zones only: IONOS Cloud DNS copies them from "
                                       "primary name servers that are run elsewhere."));
  else if (primary)
    adw_status_page_set_description (page,
                                     _("Zones that are edited at IONOS Cloud DNS appear here. They are created in "
                                       "the Data Center Designer or through the API."));
  else
    adw_status_page_set_description (page,
                                     _("Zones that IONOS Cloud DNS copies from other name servers appear here. "
                                       "They are created in the Data Center Designer or through the API."));
  gtk_widget_add_css_class (adw_status_page_get_child (page), "suggested-action");
  gtk_widget_set_visible (adw_status_page_get_child (page), others);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_no_match (ZcZonesPage *self)
{
  AdwStatusPage *page = ensure_status_page (self, self->no_match_place, "edit-find-symbolic", _("Show all zones"),
                                            G_CALLBACK (_zc_zones_page_show_all));

  adw_status_page_set_title (page, _("No zones found"));
  adw_status_page_set_description (page, _("Try another search or another state."));
  gtk_stack_set_visible_child_name (self->stack, "no-match");
}

/* The first frame comes before the first zones, and need not know how the table looks. */
static void
show_table (ZcZonesPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->table), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "content");
}

static gboolean
is_visible (ZcZonesPage *self,
            const char  *view)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), view) == 0;
}

void
_zc_zones_page_update_view (ZcZonesPage *self)
{
  ZcZoneList *list = _zc_zones_page_get_list (self);
  ZcLoadState state = list != NULL ? zc_zone_list_get_load_state (list) : ZC_LOAD_STATE_EMPTY;

  if (state == ZC_LOAD_STATE_EMPTY || state == ZC_LOAD_STATE_LOADING)
    {
      show_loading (self, list);
      return;
    }

  if (state == ZC_LOAD_STATE_FAILED && zc_zone_list_get_error (list) != NULL)
    show_error (self, zc_zone_list_get_error (list));
  else if (count_items (list) == 0)
    show_empty (self, list);
  else if (count_shown (self) > 0)
    show_table (self);
  else if (!zc_zone_table_is_pending (self->table))
    show_no_match (self);
  /* The rows of a long list come a moment later. */
  else if (!is_visible (self, "no-match"))
    show_loading (self, list);
}

/* The line below */

static char *
summarize (ZcZonesPage *self,
           ZcZoneList  *list)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) checked = NULL;
  gboolean is_checking;
  ZcZonesSummary summary = {
    .kind = zc_zone_list_get_kind (list),
    .n_zones = count_items (list),
    .n_shown = count_shown (self),
    .n_need_attention = zc_zone_list_get_n_need_attention (list),
    .is_reading = zc_zone_list_is_busy (list),
  };

  g_object_get (self->session, "checking", &is_checking, "checked", &checked, NULL);
  summary.is_checking = is_checking;
  summary.when = summary.kind == ZC_ZONE_KIND_PRIMARY ? zc_zone_list_get_loaded (list) : checked;

  return zc_zones_summary_format (&summary, now);
}

void
_zc_zones_page_update_status (ZcZonesPage *self)
{
  ZcZoneList *list = _zc_zones_page_get_list (self);
  g_autofree char *text = NULL;
  g_autofree char *selected = NULL;
  guint n_selected;
  guint n_startable;

  g_object_get (self->table, "n-selected", &n_selected, "n-startable", &n_startable, NULL);

  if (list != NULL && zc_zone_list_get_load_state (list) == ZC_LOAD_STATE_READY && !is_visible (self, "loading"))
    text = summarize (self, list);
  gtk_label_set_text (self->status_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->status_line, text != NULL);

  if (n_selected > 0)
    selected = g_strdup_printf (ngettext ("%u selected", "%u selected", n_selected), n_selected);
  gtk_label_set_text (self->selection_label, selected != NULL ? selected : "");

  gtk_widget_set_sensitive (self->start_button, n_startable > 0);
  gtk_widget_set_tooltip_text (self->start_button,
                               n_startable > 0 ? NULL : _("Select the secondary zones to transfer first"));
}
