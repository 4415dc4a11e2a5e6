/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-session-bars.h"

#include <glib/gi18n-lib.h>

#include "zc-cloud-error.h"
#include "zc-error-text.h"
#include "zc-problem-bar.h"
#include "zc-relative-time.h"
#include "zc-token-info.h"
#include "zc-wait-countdown.h"

/* How often "2 minutes ago" is looked at again. */
#define TIMES_SECONDS 20

struct _ZcSessionBars
{
  GtkWidget parent_instance;

  ZcProblemBar *account_bar; /* (not owned) */
  ZcProblemBar *list_bar; /* (not owned) */
  ZcProblemBar *waiting_bar; /* (not owned) */

  ZcSession *session; /* (owned) (nullable) */
  GSignalGroup *session_signals; /* (owned) */
  GSignalGroup *client_signals; /* (owned) */
  GSignalGroup *list_signals[2]; /* (owned) by ZcZoneKind */

  ZcWaitCountdown *waiting; /* (owned) */
  guint times_id; /* when not 0, a source that brings times up to date */
};

G_DEFINE_FINAL_TYPE (ZcSessionBars, zc_session_bars, GTK_TYPE_WIDGET)

static ZcZoneList *
get_list (ZcSessionBars *self,
          ZcZoneKind     kind)
{
  return zc_session_get_zone_list (self->session, kind);
}

static gboolean
is_refused (ZcSessionBars *self)
{
  for (guint i = ZC_ZONE_KIND_PRIMARY; i <= ZC_ZONE_KIND_SECONDARY; i++)
    if (g_error_matches (zc_zone_list_get_error (get_list (self, i)), ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_UNAUTHORIZED))
      return TRUE;

  return FALSE;
}

/* The account */

static ZcAccount *
get_account (ZcSessionBars *self)
{
  return zc_session_get_account (self->session);
}

/* The token that came with the variable can be replaced as well, until the program ends. */
static gboolean
can_replace_token (ZcSessionBars *self)
{
  return !zc_account_is_demo (get_account (self));
}

/* What the token says about its end is no more than a hint, so it is told only ahead of time and does not stand in
 * the way of anything. Whether a token is still good the service alone knows. */
static char *
describe_expiry (ZcSessionBars *self)
{
  g_autoptr(ZcTokenInfo) info = zc_token_info_new (zc_account_get_token (get_account (self)));
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) local = NULL;
  g_autofree char *date = NULL;
  int days;

  if (!zc_token_info_is_expired (info, now) && !zc_token_info_expires_soon (info, now))
    return NULL;

  local = g_date_time_to_local (zc_token_info_get_expiry (info));
  /* Translators: the date on which a token expires, see strftime(3); such as "3 December 2026". */
  date = g_date_time_format (local, _("%-d %B %Y"));
  if (zc_token_info_is_expired (info, now))
    /* Translators: %s is a date. */
    return g_strdup_printf (_("The token of this account says that it expired on %s."), date);

  days = zc_token_info_get_days_left (info, now);
  if (days == 0)
    /* Translators: %s is a date. */
    return g_strdup_printf (_("The token of this account expires within a day, on %s."), date);

  /* Translators: %d counts days, %s is a date. */
  return g_strdup_printf (ngettext ("The token of this account expires in %d day, on %s.",
                                    "The token of this account expires in %d days, on %s.", days), days, date);
}

static void
update_account (ZcSessionBars *self)
{
  g_autofree char *expiry = NULL;

  if (self->session == NULL)
    {
      zc_problem_bar_hide (self->account_bar);
      return;
    }

  if (zc_account_is_demo (get_account (self)))
    {
      zc_problem_bar_show (self->account_bar, ZC_PROBLEM_LEVEL_INFO,
                           _("Demo account: everything happens on this computer"), NULL);
      return;
    }

  /* Once the service refused it, that is told instead. */
  if (!is_refused (self))
    expiry = describe_expiry (self);
  if (expiry != NULL)
    zc_problem_bar_show (self->account_bar, ZC_PROBLEM_LEVEL_WARNING, expiry, _("Replace token"));
  else
    zc_problem_bar_hide (self->account_bar);
}

static void
account_bar_activated_cb (ZcSessionBars *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.replace-token", NULL);
}

/* The lists */

/* A list that stays as it was read before, since it could not be read again. */
static gboolean
is_old (ZcSessionBars *self,
        ZcZoneKind     kind)
{
  return zc_zone_list_get_error (get_list (self, kind)) != NULL &&
         zc_zone_list_get_loaded (get_list (self, kind)) != NULL;
}

/* The error that is told. The page of a list that was never read says all about its error itself, but a refused
 * token is told here as well: it holds for everything, and is the reason for whatever else went wrong. */
static const GError *
find_error (ZcSessionBars *self)
{
  const GError *found = NULL;

  if (self->session == NULL)
    return NULL;

  for (guint i = ZC_ZONE_KIND_PRIMARY; i <= ZC_ZONE_KIND_SECONDARY; i++)
    {
      const GError *error = zc_zone_list_get_error (get_list (self, i));

      if (g_error_matches (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_UNAUTHORIZED))
        return error;
      if (is_old (self, i))
        found = error;
    }

  return found;
}

/* When the older of the lists that are old was read. */
static GDateTime *
find_oldest (ZcSessionBars *self)
{
  GDateTime *oldest = NULL;

  for (guint i = ZC_ZONE_KIND_PRIMARY; i <= ZC_ZONE_KIND_SECONDARY; i++)
    {
      GDateTime *loaded = is_old (self, i) ? zc_zone_list_get_loaded (get_list (self, i)) : NULL;

      if (loaded != NULL && (oldest == NULL || g_date_time_compare (loaded, oldest) < 0))
        oldest = loaded;
    }

  return oldest;
}

/* The service was not reached. One that answers that it cannot work now was, and its own words say more. */
static gboolean
is_offline (ZcSessionBars *self,
            const GError  *error)
{
  return zc_session_is_offline (self->session) && error->domain != ZC_CLOUD_ERROR;
}

static char *
say_old_lists_stay (ZcSessionBars *self,
                    const GError  *error)
{
  g_autofree char *title = is_offline (self, error) ? g_strdup (_("Offline")) : zc_error_text_get_title (error);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *ago = NULL;
  GDateTime *loaded = find_oldest (self);
  gboolean primary = is_old (self, ZC_ZONE_KIND_PRIMARY);
  gboolean secondary = is_old (self, ZC_ZONE_KIND_SECONDARY);

  if (loaded == NULL)
    return g_steal_pointer (&title);

  ago = zc_relative_time_format_in_sentence (loaded, now);

  if (primary && secondary)
    /* Translators: the first %s is an error in a few words, the second one such as "2 minutes ago". */
    return g_strdup_printf (_("%s. The zones are shown as they were read %s."), title, ago);

  if (secondary)
    /* Translators: the first %s is an error in a few words, the second one such as "2 minutes ago". */
    return g_strdup_printf (_("%s. The secondary zones are shown as they were read %s."), title, ago);

  /* Translators: the first %s is an error in a few words, the second one such as "2 minutes ago". */
  return g_strdup_printf (_("%s. The primary zones are shown as they were read %s."), title, ago);
}

static void
update_lists (ZcSessionBars *self)
{
  const GError *error = find_error (self);
  g_autofree char *text = NULL;
  gboolean replace;

  update_account (self);
  if (error == NULL)
    {
      zc_problem_bar_hide (self->list_bar);
      return;
    }

  text = say_old_lists_stay (self, error);
  replace = is_refused (self) && can_replace_token (self);
  zc_problem_bar_show (self->list_bar, ZC_PROBLEM_LEVEL_WARNING, text, replace ? _("Replace token") : _("Try again"));
}

static void
list_bar_activated_cb (ZcSessionBars *self)
{
  if (is_refused (self) && can_replace_token (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "app.replace-token", NULL);
  else
    zc_session_refresh (self->session);
}

/* Waiting */

static gboolean
is_reading (ZcSessionBars *self)
{
  return zc_zone_list_is_busy (get_list (self, ZC_ZONE_KIND_PRIMARY)) ||
         zc_zone_list_is_busy (get_list (self, ZC_ZONE_KIND_SECONDARY));
}

static void
show_waiting (const char *text,
              gpointer    data)
{
  ZcSessionBars *self = data;

  /* The wait of a transfer that is being watched is ended where the transfer is shown. */
  if (text != NULL)
    zc_problem_bar_show (self->waiting_bar, ZC_PROBLEM_LEVEL_INFO, text, is_reading (self) ? _("Cancel") : NULL);
  else
    zc_problem_bar_hide (self->waiting_bar);
}

static void
waiting_cb (ZcSessionBars *self,
            guint          seconds,
            gboolean       asked)
{
  zc_wait_countdown_start (self->waiting, seconds, asked);
}

static void
busy_cb (ZcSessionBars *self)
{
  if (!is_reading (self))
    zc_wait_countdown_stop (self->waiting);
}

static void
waiting_bar_activated_cb (ZcSessionBars *self)
{
  for (guint i = ZC_ZONE_KIND_PRIMARY; i <= ZC_ZONE_KIND_SECONDARY; i++)
    zc_zone_list_cancel (get_list (self, i));
}

/* The widget */

static gboolean
times_cb (gpointer data)
{
  update_lists (data);

  return G_SOURCE_CONTINUE;
}

static void
zc_session_bars_map (GtkWidget *widget)
{
  ZcSessionBars *self = ZC_SESSION_BARS (widget);

  GTK_WIDGET_CLASS (zc_session_bars_parent_class)->map (widget);

  self->times_id = g_timeout_add_seconds (TIMES_SECONDS, times_cb, self);
}

static void
zc_session_bars_unmap (GtkWidget *widget)
{
  ZcSessionBars *self = ZC_SESSION_BARS (widget);

  g_clear_handle_id (&self->times_id, g_source_remove);

  GTK_WIDGET_CLASS (zc_session_bars_parent_class)->unmap (widget);
}

static void
zc_session_bars_dispose (GObject *object)
{
  ZcSessionBars *self = ZC_SESSION_BARS (object);
  GtkWidget *child;

  g_clear_handle_id (&self->times_id, g_source_remove);
  g_clear_pointer (&self->waiting, zc_wait_countdown_free);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->client_signals);
  for (guint i = 0; i < G_N_ELEMENTS (self->list_signals); i++)
    g_clear_object (&self->list_signals[i]);
  g_clear_object (&self->session);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (zc_session_bars_parent_class)->dispose (object);
}

static void
zc_session_bars_class_init (ZcSessionBarsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = zc_session_bars_dispose;
  widget_class->map = zc_session_bars_map;
  widget_class->unmap = zc_session_bars_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static ZcProblemBar *
create_bar (ZcSessionBars *self,
            GCallback      activated_cb)
{
  ZcProblemBar *bar = g_object_new (ZC_TYPE_PROBLEM_BAR, NULL);

  gtk_widget_set_parent (GTK_WIDGET (bar), GTK_WIDGET (self));
  g_signal_connect_swapped (bar, "activated", activated_cb, self);

  return bar;
}

static void
zc_session_bars_init (ZcSessionBars *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->account_bar = create_bar (self, G_CALLBACK (account_bar_activated_cb));
  self->list_bar = create_bar (self, G_CALLBACK (list_bar_activated_cb));
  self->waiting_bar = create_bar (self, G_CALLBACK (waiting_bar_activated_cb));
  self->waiting = zc_wait_countdown_new (show_waiting, self);

  self->session_signals = g_signal_group_new (ZC_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::account", G_CALLBACK (update_lists), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::offline", G_CALLBACK (update_lists), self);
  self->client_signals = g_signal_group_new (ZC_TYPE_CLOUD_CLIENT);
  g_signal_group_connect_swapped (self->client_signals, "waiting", G_CALLBACK (waiting_cb), self);
  for (guint i = 0; i < G_N_ELEMENTS (self->list_signals); i++)
    {
      self->list_signals[i] = g_signal_group_new (ZC_TYPE_ZONE_LIST);
      g_signal_group_connect_swapped (self->list_signals[i], "notify::error", G_CALLBACK (update_lists), self);
      g_signal_group_connect_swapped (self->list_signals[i], "notify::load-state", G_CALLBACK (update_lists), self);
      g_signal_group_connect_swapped (self->list_signals[i], "notify::busy", G_CALLBACK (busy_cb), self);
    }
}

void
zc_session_bars_set_session (ZcSessionBars *self,
                             ZcSession     *session)
{
  g_return_if_fail (ZC_IS_SESSION_BARS (self));
  g_return_if_fail (session == NULL || ZC_IS_SESSION (session));

  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->client_signals, session != NULL ? zc_session_get_client (session) : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->list_signals); i++)
    g_signal_group_set_target (self->list_signals[i], session != NULL ? get_list (self, i) : NULL);

  zc_wait_countdown_stop (self->waiting);
  update_lists (self);
}
