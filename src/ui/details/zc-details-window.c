/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-details-window.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-details-page.h"
#include "zc-focus.h"
#include "zc-history-page.h"
#include "zc-record-list.h"
#include "zc-records-page.h"
#include "zc-server-view.h"
#include "zc-verification-page.h"

/* Below this width the pages are arranged for the window of a phone. */
#define NARROW_WIDTH 560

/* A title in the header bar asks for as much room as it has letters, even where it can be shortened, and the
 * buttons would pay for it. */
#define TITLE_CHARACTERS 30

struct _ZcDetailsWindow
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkWidget *header_bar;
  AdwViewSwitcherTitle *switcher_title;
  GtkWidget *transfer_button;
  GtkWidget *verify_button;
  AdwViewStack *stack;
  ZcDetailsPage *details_page;
  ZcRecordsPage *records_page;
  ZcVerificationPage *verification_page;
  ZcHistoryPage *history_page;
  AdwViewStackPage *history_stack_page;

  ZcSession *session;         /* (owned) (nullable) */
  ZcZoneItem *item;           /* (owned) (nullable) */
  ZcRecordList *records;      /* (owned) (nullable) */
  GSignalGroup *item_signals; /* (owned) */
  GSignalGroup *list_signals; /* (owned) */
  gboolean narrow;
  gboolean icons;
  int words_width;            /* of the header bar with words on its buttons, in pixels, as last seen */
  guint narrow_id;            /* the source that changes the buttons, 0 without one */
};

G_DEFINE_FINAL_TYPE (ZcDetailsWindow, zc_details_window, ADW_TYPE_WINDOW)

static gboolean
is_secondary (ZcDetailsWindow *self)
{
  return zc_zone_get_kind (zc_zone_item_get_zone (self->item)) == ZC_ZONE_KIND_SECONDARY;
}

static gboolean
shows (ZcDetailsWindow *self,
       const char      *page)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->stack), page) == 0;
}

/* The text of a button in the header bar gives way to an icon; the name stays. A label that may be
 * shortened lets the window become narrow in the first place. */
static void
dress_button (GtkWidget  *button,
              gboolean    icons,
              const char *text,
              const char *icon_name)
{
  if (icons)
    {
      gtk_button_set_icon_name (GTK_BUTTON (button), icon_name);
      gtk_widget_set_tooltip_text (button, text);
    }
  else
    {
      GtkWidget *label = gtk_label_new (text);

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 3);
      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_widget_set_tooltip_text (button, text);
    }
  zc_a11y_set_name (button, text);
}

static void
dress_buttons (ZcDetailsWindow *self)
{
  dress_button (self->transfer_button, self->icons, _("Start zone transfer"), "zone-transfer-symbolic");
  dress_button (self->verify_button, self->icons, _("Verify"), "security-high-symbolic");
}

static gboolean
narrow_cb (gpointer data)
{
  ZcDetailsWindow *self = data;

  self->narrow_id = 0;
  dress_buttons (self);
  /* Where three window controls are beside the title, there is no room for as much on its other side. */
  adw_header_bar_set_centering_policy (ADW_HEADER_BAR (self->header_bar),
                                       self->icons ? ADW_CENTERING_POLICY_LOOSE : ADW_CENTERING_POLICY_STRICT);
  zc_records_page_set_narrow (self->records_page, self->narrow);
  zc_verification_page_set_narrow (self->verification_page, self->narrow);

  return G_SOURCE_REMOVE;
}

static void
zc_details_window_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  ZcDetailsWindow *self = ZC_DETAILS_WINDOW (widget);
  gboolean narrow = width < NARROW_WIDTH;
  gboolean icons;

  GTK_WIDGET_CLASS (zc_details_window_parent_class)->size_allocate (widget, width, height, baseline);

  /* How much room words need is another matter in every language, and with every set of window controls. */
  if (!self->icons && self->narrow_id == 0)
    gtk_widget_measure (self->header_bar, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &self->words_width, NULL, NULL);
  icons = width < self->words_width;

  /* Widgets must not change while they are being placed. */
  if (narrow != self->narrow || icons != self->icons)
    {
      self->narrow = narrow;
      self->icons = icons;
      if (self->narrow_id == 0)
        self->narrow_id = g_idle_add_full (G_PRIORITY_DEFAULT, narrow_cb, self, NULL);
    }
}

/* The item outlives its place in the list: windows stay open when a zone was deleted. */
static gboolean
is_gone (ZcDetailsWindow *self)
{
  ZcZone *zone = zc_zone_item_get_zone (self->item);
  ZcZoneList *list = zc_session_get_zone_list (self->session, zc_zone_get_kind (zone));

  return zc_zone_list_get_loaded (list) != NULL && zc_zone_list_find_by_id (list, zc_zone_get_id (zone)) == NULL;
}

static void
update_actions (ZcDetailsWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean secondary = is_secondary (self);
  gboolean gone = is_gone (self);

  gtk_widget_set_visible (self->transfer_button, secondary);
  zc_details_page_set_gone (self->details_page, gone);
  gtk_widget_action_set_enabled (widget, "details.start-zone-transfer",
                                 !gone && zc_zone_item_can_start_transfer (self->item));
}

static void
update_title (ZcDetailsWindow *self)
{
  const char *name = zc_zone_get_display_name (zc_zone_item_get_zone (self->item));

  gtk_window_set_title (GTK_WINDOW (self), name);

  if (g_utf8_strlen (name, -1) <= TITLE_CHARACTERS)
    {
      adw_view_switcher_title_set_title (self->switcher_title, name);
    }
  else
    {
      g_autofree char *begin = g_utf8_substring (name, 0, TITLE_CHARACTERS);
      g_autofree char *title = g_strconcat (begin, "…", NULL);

      adw_view_switcher_title_set_title (self->switcher_title, title);
    }
}

static void
zone_cb (ZcDetailsWindow *self)
{
  update_title (self);
  update_actions (self);
}

/* Records are read when they are looked at first: most visits are about the servers. */
static void
visible_child_cb (ZcDetailsWindow *self)
{
  if (self->records != NULL && shows (self, "records") &&
      zc_record_list_get_load_state (self->records) == ZC_LOAD_STATE_EMPTY)
    zc_record_list_refresh (self->records);
}

static void
start_action_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  ZcDetailsWindow *self = ZC_DETAILS_WINDOW (widget);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  /* The application has the one place that starts transfers, after its dialog was confirmed. */
  if (application != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (application), "start-zone-transfer",
                                    g_variant_new_string (zc_zone_get_name (zc_zone_item_get_zone (self->item))));
}

static void
verify_action_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  ZcDetailsWindow *self = ZC_DETAILS_WINDOW (widget);

  adw_view_stack_set_visible_child_name (self->stack, "verification");
  zc_verification_page_run (self->verification_page);
}

static void
refresh_action_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  ZcDetailsWindow *self = ZC_DETAILS_WINDOW (widget);

  if (shows (self, "records"))
    zc_record_list_refresh (self->records);
  else if (shows (self, "verification"))
    zc_verification_page_run (self->verification_page);
  else if (is_secondary (self))
    zc_details_page_check (self->details_page);
  else
    /* A primary zone has no primaries to ask: what there is to know of it is in the list. */
    zc_zone_list_refresh (zc_session_get_zone_list (self->session, ZC_ZONE_KIND_PRIMARY));
}

/* Searching and saving are about records, but where one looks at what a verification found or at past transfers. */
static void
find_action_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ZcDetailsWindow *self = ZC_DETAILS_WINDOW (widget);
  gboolean search = g_str_equal (name, "details.search");

  if (shows (self, "verification"))
    {
      gtk_widget_activate_action (GTK_WIDGET (self->verification_page),
                                  search ? "verification.show-differences" : "verification.save-report", NULL);
      return;
    }

  if (search && shows (self, "history"))
    {
      zc_history_page_search (self->history_page);
      return;
    }

  adw_view_stack_set_visible_child_name (self->stack, "records");
  gtk_widget_activate_action (GTK_WIDGET (self->records_page), search ? "records.search" : "records.save-zone-file", NULL);
}

static void
show_page_action_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  ZcDetailsWindow *self = ZC_DETAILS_WINDOW (widget);
  const char *page = g_variant_get_string (parameter, NULL);

  /* The stack would show a page that the switcher does not offer as well. */
  if (!g_str_equal (page, "history") || is_secondary (self))
    adw_view_stack_set_visible_child_name (self->stack, page);
}

static void
zc_details_window_dispose (GObject *object)
{
  ZcDetailsWindow *self = ZC_DETAILS_WINDOW (object);

  if (self->narrow_id != 0)
    g_source_remove (self->narrow_id);
  self->narrow_id = 0;
  g_clear_object (&self->item_signals);
  g_clear_object (&self->list_signals);
  g_clear_object (&self->records);
  g_clear_object (&self->item);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (zc_details_window_parent_class)->dispose (object);
}

static void
zc_details_window_class_init (ZcDetailsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = zc_details_window_dispose;
  widget_class->size_allocate = zc_details_window_size_allocate;

  g_type_ensure (ZC_TYPE_DETAILS_PAGE);
  g_type_ensure (ZC_TYPE_HISTORY_PAGE);
  g_type_ensure (ZC_TYPE_RECORDS_PAGE);
  g_type_ensure (ZC_TYPE_VERIFICATION_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/zonecourier/ZoneCourier/details/zc-details-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsWindow, header_bar);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsWindow, switcher_title);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsWindow, transfer_button);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsWindow, verify_button);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsWindow, details_page);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsWindow, records_page);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsWindow, verification_page);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsWindow, history_page);
  gtk_widget_class_bind_template_child (widget_class, ZcDetailsWindow, history_stack_page);

  gtk_widget_class_install_action (widget_class, "details.start-zone-transfer", NULL, start_action_cb);
  gtk_widget_class_install_action (widget_class, "details.verify", NULL, verify_action_cb);
  gtk_widget_class_install_action (widget_class, "details.refresh", NULL, refresh_action_cb);
  gtk_widget_class_install_action (widget_class, "details.search", NULL, find_action_cb);
  gtk_widget_class_install_action (widget_class, "details.save", NULL, find_action_cb);
  gtk_widget_class_install_action (widget_class, "details.show-page", "s", show_page_action_cb);

  /* Every shortcut of the window. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "details.start-zone-transfer", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "details.refresh", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "details.refresh", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "details.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "details.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, GDK_ALT_MASK, "details.show-page", "s", "details");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_2, GDK_ALT_MASK, "details.show-page", "s", "records");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_3, GDK_ALT_MASK, "details.show-page", "s", "verification");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_4, GDK_ALT_MASK, "details.show-page", "s", "history");
}

static void
zc_details_window_init (ZcDetailsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dress_buttons (self);

  self->item_signals = g_signal_group_new (ZC_TYPE_ZONE_ITEM);
  g_signal_group_connect_swapped (self->item_signals, "notify::zone", G_CALLBACK (zone_cb), self);
  g_signal_group_connect_swapped (self->item_signals, "notify::run", G_CALLBACK (update_actions), self);
  g_signal_group_connect_swapped (self->item_signals, "notify::health", G_CALLBACK (update_actions), self);
  self->list_signals = g_signal_group_new (ZC_TYPE_ZONE_LIST);
  g_signal_group_connect_swapped (self->list_signals, "notify::loaded", G_CALLBACK (update_actions), self);
  g_signal_connect_swapped (self->stack, "notify::visible-child", G_CALLBACK (visible_child_cb), self);
}

GtkWindow *
zc_details_window_new (GtkApplication *application,
                       ZcSession      *session,
                       ZcZoneItem     *item)
{
  ZcDetailsWindow *self = NULL;

  g_return_val_if_fail (application == NULL || GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (ZC_IS_SESSION (session), NULL);
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (item), NULL);

  self = g_object_new (ZC_TYPE_DETAILS_WINDOW, "application", application, NULL);
  self->session = g_object_ref (session);
  self->item = g_object_ref (item);
  self->records = zc_record_list_new (zc_session_get_client (session), zc_zone_item_get_zone (item));

  zc_details_page_set_item (self->details_page, session, item);
  zc_records_page_set_zone (self->records_page, zc_zone_item_get_zone (item), self->records);
  zc_verification_page_set_item (self->verification_page, session, item);
  zc_history_page_set_zone (self->history_page, session, zc_zone_item_get_zone (item));
  /* Only secondary zones are transferred. */
  adw_view_stack_page_set_visible (self->history_stack_page,
                                   zc_zone_get_kind (zc_zone_item_get_zone (item)) == ZC_ZONE_KIND_SECONDARY);
  g_signal_group_set_target (self->item_signals, item);
  g_signal_group_set_target (self->list_signals,
                             zc_session_get_zone_list (session, zc_zone_get_kind (zc_zone_item_get_zone (item))));
  zone_cb (self);
  zc_a11y_repair (GTK_WIDGET (self));
  zc_focus_keep (GTK_WINDOW (self));
  if (!zc_server_view_is_fresh (zc_zone_item_get_report (item), zc_zone_item_get_checked (item)))
    zc_details_page_check (self->details_page);

  return GTK_WINDOW (self);
}

ZcZoneItem *
zc_details_window_get_item (ZcDetailsWindow *self)
{
  g_return_val_if_fail (ZC_IS_DETAILS_WINDOW (self), NULL);

  return self->item;
}
