/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-window.h"

#include "zc-a11y.h"
#include "zc-focus.h"
#include "zc-late-menu.h"
#include "zc-late-spinner.h"
#include "zc-session-bars.h"
#include "zc-transfers-page.h"
#include "zc-welcome-page.h"
#include "zc-zones-page.h"

#define LEAST_WIDTH 360
#define LEAST_HEIGHT 294

struct _ZcWindow
{
  AdwApplicationWindow parent_instance;

  /* Widgets of the template */
  AdwViewSwitcherTitle *switcher_title; /* (not owned) */
  AdwViewSwitcherBar *switcher_bar; /* (not owned) */
  GtkWidget *add_button; /* (not owned) */
  GtkWidget *refresh_button; /* (not owned) */
  GtkWidget *search_button; /* (not owned) */
  ZcSessionBars *bars; /* (not owned) */
  GtkMenuButton *menu_button; /* (not owned) */
  GMenu *primary_menu; /* (not owned) */
  GtkStack *stack; /* (not owned) */
  ZcLateSpinner *spinner; /* (not owned) */
  AdwBin *welcome_place; /* (not owned) */
  AdwViewStack *view_stack; /* (not owned) */
  AdwViewStackPage *transfers_stack_page; /* (not owned) */
  ZcZonesPage *zones_page; /* (not owned) */
  AdwBin *transfers_place; /* (not owned) */

  /* Widgets that are made when they are first shown */
  ZcWelcomePage *welcome_page; /* (not owned) (nullable) */
  ZcTransfersPage *transfers_page; /* (not owned) (nullable) */

  GSettings *settings; /* (owned) (nullable) */
  ZcSession *session; /* (owned) (nullable) */
  GListModel *batches; /* (owned) (nullable) (element-type ZcTransferBatch) */
  gboolean can_import;
  GSignalGroup *session_signals; /* (owned) */
  GPtrArray *followed_runs; /* (owned) (element-type ZcRun) the runs, whose signals are connected */
  GBinding *search_binding; /* (owned) (nullable) of the button that shows the search */
  gpointer search_page; /* (not owned) (nullable) the page whose search it shows */
  guint switchers_source; /* while the switchers wait for the end of a layout */
};

G_DEFINE_FINAL_TYPE (ZcWindow, zc_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  SIGNAL_SHOW_ZONE,
  SIGNAL_START_TRANSFERS,
  SIGNAL_DEMO_REQUESTED,
  SIGNAL_TRY_AGAIN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
shows_view (ZcWindow   *self,
            const char *name)
{
  return self->session != NULL &&
         g_strcmp0 (adw_view_stack_get_visible_child_name (self->view_stack), name) == 0;
}

/* The button is for the search of the view that is shown. */
static void
bind_search (ZcWindow *self,
             gpointer  page)
{
  if (self->search_page == page)
    return;

  /* A binding lives as long as what it binds: without a reference it would still bind. */
  if (self->search_binding != NULL)
    g_binding_unbind (self->search_binding);
  g_clear_object (&self->search_binding);
  self->search_page = page;
  if (page != NULL)
    self->search_binding = g_object_ref (g_object_bind_property (page, "search-mode-enabled", self->search_button, "active",
                                                                 G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE));
}

static void
update_controls (ZcWindow *self)
{
  gboolean zones = shows_view (self, "zones");
  gboolean transfers = shows_view (self, "transfers");

  gtk_widget_set_visible (self->refresh_button, self->session != NULL);
  gtk_widget_set_visible (self->search_button, self->session != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.search", zones || transfers);
  /* Typing anywhere begins a search, but only where the search can be seen. */
  zc_zones_page_set_key_capture_widget (self->zones_page, zones ? GTK_WIDGET (self) : NULL);
  if (self->transfers_page != NULL)
    zc_transfers_page_set_key_capture_widget (self->transfers_page, transfers ? GTK_WIDGET (self) : NULL);
  bind_search (self, transfers ? (gpointer) self->transfers_page : (gpointer) self->zones_page);
}

/* A window that never was narrow does without its buttons. */
static void
ensure_switcher_bar (ZcWindow *self)
{
  if (adw_view_switcher_bar_get_stack (self->switcher_bar) != NULL)
    return;

  adw_view_switcher_bar_set_stack (self->switcher_bar, self->view_stack);
  zc_a11y_repair (GTK_WIDGET (self->switcher_bar));
  gtk_widget_set_visible (GTK_WIDGET (self->switcher_bar), TRUE);
}

/* Where there is no room for the switcher, the name of the account is below the title; otherwise it is in the status
 * line. */
static void
update_account (ZcWindow *self)
{
  ZcAccount *account = self->session != NULL ? zc_session_get_account (self->session) : NULL;
  const char *name = account != NULL ? zc_account_get_name (account) : NULL;

  adw_view_switcher_title_set_subtitle (self->switcher_title, name);
  zc_zones_page_set_account_name (self->zones_page,
                                  adw_view_switcher_title_get_title_visible (self->switcher_title) ? NULL : name);
}

/* The switcher has no place in a window that shows only the welcome page. */
static void
update_switchers (ZcWindow *self)
{
  gboolean has_views = self->session != NULL;
  gboolean narrow = has_views && adw_view_switcher_title_get_title_visible (self->switcher_title);

  adw_view_switcher_title_set_view_switcher_enabled (self->switcher_title, has_views);
  if (narrow)
    ensure_switcher_bar (self);
  adw_view_switcher_bar_set_reveal (self->switcher_bar, narrow);
  /* Where the window is narrow the title needs the room, and the main menu has the same. */
  gtk_widget_set_visible (self->add_button,
                          has_views && !adw_view_switcher_title_get_title_visible (self->switcher_title));
  update_account (self);
}

static gboolean
update_switchers_later_cb (gpointer data)
{
  ZcWindow *self = data;

  self->switchers_source = 0;
  update_switchers (self);

  return G_SOURCE_REMOVE;
}

/* The title comes and goes in the middle of a layout. A button that did so then would have the whole start of the
 * header bar left out of it. */
static void
title_visible_cb (ZcWindow *self)
{
  if (self->switchers_source == 0)
    self->switchers_source = g_idle_add_full (G_PRIORITY_DEFAULT, update_switchers_later_cb, self, NULL);
}

/* The badge of the view "Transfers" */

static void
update_badge (ZcWindow *self)
{
  guint n_active = 0;

  for (guint i = 0; i < self->followed_runs->len; i++)
    {
      if (zc_run_is_active (g_ptr_array_index (self->followed_runs, i)))
        n_active++;
    }

  adw_view_stack_page_set_badge_number (self->transfers_stack_page, n_active);
}

static void
unfollow_runs (ZcWindow *self)
{
  for (guint i = 0; i < self->followed_runs->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->followed_runs, i), update_badge, self);
  g_ptr_array_set_size (self->followed_runs, 0);
}

static void
leave_session (ZcWindow *self)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (zc_session_get_runs (self->session), self);
  unfollow_runs (self);
  g_clear_object (&self->session);
}

static void
runs_changed_cb (ZcWindow   *self,
                 guint       position,
                 guint       removed,
                 guint       added,
                 GListModel *runs)
{
  unfollow_runs (self);
  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      ZcRun *run = g_list_model_get_item (runs, i);

      g_signal_connect_swapped (run, "notify::active", G_CALLBACK (update_badge), self);
      g_ptr_array_add (self->followed_runs, run);
    }

  update_badge (self);
}

/* What is not in sight when the program starts */

static void
ensure_transfers_page (ZcWindow *self)
{
  if (self->transfers_page != NULL)
    return;

  self->transfers_page = g_object_new (ZC_TYPE_TRANSFERS_PAGE, NULL);
  if (self->batches != NULL)
    zc_transfers_page_set_batches (self->transfers_page, self->batches);
  zc_transfers_page_set_session (self->transfers_page, self->session);
  adw_bin_set_child (self->transfers_place, GTK_WIDGET (self->transfers_page));
}

static void
demo_requested_cb (ZcWindow *self)
{
  g_signal_emit (self, signals[SIGNAL_DEMO_REQUESTED], 0);
}

static void
try_again_cb (ZcWindow *self)
{
  g_signal_emit (self, signals[SIGNAL_TRY_AGAIN], 0);
}

static void
ensure_welcome_page (ZcWindow *self)
{
  if (self->welcome_page != NULL)
    return;

  self->welcome_page = g_object_new (ZC_TYPE_WELCOME_PAGE, NULL);
  zc_welcome_page_set_can_import (self->welcome_page, self->can_import);
  g_signal_connect_swapped (self->welcome_page, "demo-requested", G_CALLBACK (demo_requested_cb), self);
  g_signal_connect_swapped (self->welcome_page, "try-again", G_CALLBACK (try_again_cb), self);
  adw_bin_set_child (self->welcome_place, GTK_WIDGET (self->welcome_page));
}

/* Callbacks of the template */

static void
view_changed_cb (ZcWindow *self)
{
  /* The template's objects are made one after the other, and the first ones notify already. */
  if (self->zones_page == NULL || self->transfers_place == NULL || self->search_button == NULL)
    return;

  if (g_strcmp0 (adw_view_stack_get_visible_child_name (self->view_stack), "transfers") == 0)
    ensure_transfers_page (self);
  update_controls (self);
}

static void
show_zone_cb (ZcWindow   *self,
              ZcZoneItem *item)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_ZONE], 0, item);
}

static void
start_transfers_cb (ZcWindow  *self,
                    GPtrArray *items)
{
  g_signal_emit (self, signals[SIGNAL_START_TRANSFERS], 0, items);
}

static void
search_action_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  ZcWindow *self = ZC_WINDOW (widget);

  if (shows_view (self, "transfers"))
    zc_transfers_page_search (self->transfers_page);
  else
    zc_zones_page_search (self->zones_page);
}

static void
show_view_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  ZcWindow *self = ZC_WINDOW (widget);

  if (self->session != NULL)
    adw_view_stack_set_visible_child_name (self->view_stack, g_variant_get_string (parameter, NULL));
}

/* Size and choices */

static void
restore_state (ZcWindow *self)
{
  if (self->settings == NULL)
    return;

  gtk_window_set_default_size (GTK_WINDOW (self),
                               MAX (g_settings_get_int (self->settings, "window-width"), LEAST_WIDTH),
                               MAX (g_settings_get_int (self->settings, "window-height"), LEAST_HEIGHT));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  zc_zones_page_bind_settings (self->zones_page, self->settings);
}

static void
save_state (ZcWindow *self)
{
  int width;
  int height;

  if (self->settings == NULL)
    return;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", MAX (width, LEAST_WIDTH));
  g_settings_set_int (self->settings, "window-height", MAX (height, LEAST_HEIGHT));
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
}

static gboolean
zc_window_close_request (GtkWindow *window)
{
  save_state (ZC_WINDOW (window));

  return GTK_WINDOW_CLASS (zc_window_parent_class)->close_request (window);
}

static void
zc_window_dispose (GObject *object)
{
  ZcWindow *self = ZC_WINDOW (object);

  g_clear_handle_id (&self->switchers_source, g_source_remove);
  leave_session (self);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->search_binding);
  g_clear_object (&self->settings);
  g_clear_object (&self->batches);

  G_OBJECT_CLASS (zc_window_parent_class)->dispose (object);
}

static void
zc_window_finalize (GObject *object)
{
  g_clear_pointer (&ZC_WINDOW (object)->followed_runs, g_ptr_array_unref);

  G_OBJECT_CLASS (zc_window_parent_class)->finalize (object);
}

static void
zc_window_class_init (ZcWindowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (class);

  object_class->dispose = zc_window_dispose;
  object_class->finalize = zc_window_finalize;
  window_class->close_request = zc_window_close_request;

  signals[SIGNAL_SHOW_ZONE] = g_signal_new ("show-zone", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, ZC_TYPE_ZONE_ITEM);
  signals[SIGNAL_START_TRANSFERS] = g_signal_new ("start-transfers", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                                  0, NULL, NULL, NULL,
                                                  G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SIGNAL_DEMO_REQUESTED] = g_signal_new ("demo-requested", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                                 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 0);

  signals[SIGNAL_TRY_AGAIN] = g_signal_new ("try-again", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action_cb);
  gtk_widget_class_install_action (widget_class, "win.show-view", "s", show_view_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "win.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, GDK_ALT_MASK, "win.show-view", "s", "zones");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_2, GDK_ALT_MASK, "win.show-view", "s", "transfers");

  g_type_ensure (ZC_TYPE_LATE_SPINNER);
  g_type_ensure (ZC_TYPE_SESSION_BARS);
  g_type_ensure (ZC_TYPE_ZONES_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/zonecourier/ZoneCourier/zc-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcWindow, switcher_title);
  gtk_widget_class_bind_template_child (widget_class, ZcWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, ZcWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, ZcWindow, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, ZcWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, ZcWindow, bars);
  gtk_widget_class_bind_template_child (widget_class, ZcWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, ZcWindow, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, ZcWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ZcWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, ZcWindow, welcome_place);
  gtk_widget_class_bind_template_child (widget_class, ZcWindow, view_stack);
  gtk_widget_class_bind_template_child (widget_class, ZcWindow, transfers_stack_page);
  gtk_widget_class_bind_template_child (widget_class, ZcWindow, zones_page);
  gtk_widget_class_bind_template_child (widget_class, ZcWindow, transfers_place);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_zone_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_transfers_cb);
}

static void
zc_window_init (ZcWindow *self)
{
  self->followed_runs = g_ptr_array_new_with_free_func (g_object_unref);
  self->session_signals = g_signal_group_new (ZC_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::account", G_CALLBACK (update_account), self);

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_swapped (self->switcher_title, "notify::title-visible", G_CALLBACK (title_visible_cb), self);
  zc_late_menu_set (self->menu_button, G_MENU_MODEL (self->primary_menu));
  zc_a11y_repair (GTK_WIDGET (self));
  zc_focus_keep (GTK_WINDOW (self));
  update_controls (self);
  update_switchers (self);
}

ZcWindow *
zc_window_new (GtkApplication *application,
               GSettings      *settings)
{
  ZcWindow *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (settings == NULL || G_IS_SETTINGS (settings), NULL);

  self = g_object_new (ZC_TYPE_WINDOW, "application", application, NULL);
  g_set_object (&self->settings, settings);
  restore_state (self);

  return self;
}

void
zc_window_set_session (ZcWindow  *self,
                       ZcSession *session)
{
  g_return_if_fail (ZC_IS_WINDOW (self));
  g_return_if_fail (session == NULL || ZC_IS_SESSION (session));

  if (self->session == session)
    return;

  leave_session (self);
  if (session != NULL)
    {
      GListModel *runs = zc_session_get_runs (session);

      self->session = g_object_ref (session);
      g_signal_connect_swapped (runs, "items-changed", G_CALLBACK (runs_changed_cb), self);
      runs_changed_cb (self, 0, 0, 0, runs);
    }
  else
    {
      update_badge (self);
    }

  zc_session_bars_set_session (self->bars, session);
  zc_zones_page_set_session (self->zones_page, session);
  if (self->transfers_page != NULL)
    zc_transfers_page_set_session (self->transfers_page, session);
  g_signal_group_set_target (self->session_signals, session);
  gtk_stack_set_visible_child_name (self->stack, session != NULL ? "session" : "starting");
  update_controls (self);
  update_switchers (self);
}

void
zc_window_show_problem (ZcWindow     *self,
                        const GError *error)
{
  g_return_if_fail (ZC_IS_WINDOW (self));
  g_return_if_fail (error != NULL);

  zc_window_set_session (self, NULL);
  ensure_welcome_page (self);
  gtk_stack_set_visible_child_name (self->stack, "welcome");
  if (g_error_matches (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NONE))
    zc_welcome_page_show_no_account (self->welcome_page);
  else
    zc_welcome_page_show_error (self->welcome_page, error);
}

void
zc_window_show_starting (ZcWindow   *self,
                         const char *text)
{
  g_return_if_fail (ZC_IS_WINDOW (self));
  g_return_if_fail (text != NULL);

  zc_late_spinner_set_text (self->spinner, text);
  gtk_stack_set_visible_child_name (self->stack, "starting");
}

void
zc_window_set_accounts_menu (ZcWindow   *self,
                             GMenuModel *menu)
{
  g_return_if_fail (ZC_IS_WINDOW (self));
  g_return_if_fail (G_IS_MENU_MODEL (menu));

  g_menu_prepend_section (self->primary_menu, NULL, menu);
}

void
zc_window_set_can_import (ZcWindow *self,
                          gboolean  can_import)
{
  g_return_if_fail (ZC_IS_WINDOW (self));

  self->can_import = can_import;
  if (self->welcome_page != NULL)
    zc_welcome_page_set_can_import (self->welcome_page, can_import);
}

void
zc_window_set_batches (ZcWindow   *self,
                       GListModel *batches)
{
  g_return_if_fail (ZC_IS_WINDOW (self));
  g_return_if_fail (G_IS_LIST_MODEL (batches));

  g_set_object (&self->batches, batches);
  if (self->transfers_page != NULL)
    zc_transfers_page_set_batches (self->transfers_page, batches);
}

void
zc_window_show_transfers (ZcWindow *self,
                          ZcRun    *run)
{
  g_return_if_fail (ZC_IS_WINDOW (self));
  g_return_if_fail (run == NULL || ZC_IS_RUN (run));

  if (self->session == NULL)
    return;

  adw_view_stack_set_visible_child_name (self->view_stack, "transfers");
  if (run != NULL)
    zc_transfers_page_show_run (self->transfers_page, run);
}

void
zc_window_show_view (ZcWindow   *self,
                     const char *name)
{
  g_return_if_fail (ZC_IS_WINDOW (self));
  g_return_if_fail (name != NULL);

  adw_view_stack_set_visible_child_name (self->view_stack, name);
}

void
zc_window_find_zones (ZcWindow   *self,
                      const char *text)
{
  g_return_if_fail (ZC_IS_WINDOW (self));
  g_return_if_fail (text != NULL);

  zc_window_show_view (self, "zones");
  zc_zones_page_find (self->zones_page, text);
}
