/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-account-row.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-error-text.h"
#include "zc-plain-wrap.h"
#include "zc-relative-time.h"
#include "zc-token-info.h"

struct _ZcAccountRow
{
  AdwExpanderRow parent_instance;

  /* Widgets of the template */
  GtkWidget *name_row; /* (not owned) */
  GtkWidget *problem_row; /* (not owned) */
  AdwActionRow *url_row; /* (not owned) */
  AdwActionRow *keeping_row; /* (not owned) */
  AdwActionRow *expiry_row; /* (not owned) */
  AdwActionRow *contract_row; /* (not owned) */
  AdwActionRow *user_row; /* (not owned) */
  GtkWidget *replace_row; /* (not owned) */
  GtkWidget *remove_row; /* (not owned) */

  ZcAccountStore *store; /* (owned) (nullable) */
  ZcAccountEntry *entry; /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  gboolean asked; /* the token was asked for */
};

G_DEFINE_FINAL_TYPE (ZcAccountRow, zc_account_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  SIGNAL_RENAME,
  SIGNAL_REPLACE_TOKEN,
  SIGNAL_REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What the token says */

static void
show_property (AdwActionRow *row,
               const char   *text)
{
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL);
  adw_action_row_set_subtitle (row, text != NULL ? text : "");
}

static char *
describe_expiry (ZcTokenInfo *info)
{
  GDateTime *expiry = info != NULL ? zc_token_info_get_expiry (info) : NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *when = NULL;
  int days;

  if (expiry == NULL)
    return g_strdup (_("It does not say"));

  when = zc_relative_time_format_exact (expiry);
  if (zc_token_info_is_expired (info, now))
    /* Translators: %s is a date and time. */
    return g_strdup_printf (_("%s (expired)"), when);

  days = zc_token_info_get_days_left (info, now);

  /* Translators: %s is a date and time, %d counts days. */
  return g_strdup_printf (ngettext ("%s (in %d day)", "%s (in %d days)", days), when, days);
}

static void
token_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(ZcAccountRow) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcAccount) account = zc_account_store_open_finish (ZC_ACCOUNT_STORE (source), result, &error);
  g_autoptr(ZcTokenInfo) info = NULL;
  g_autofree char *expiry = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (account == NULL)
    {
      show_property (self->expiry_row, error->message);
      return;
    }

  info = zc_token_info_new (zc_account_get_token (account));
  expiry = describe_expiry (info);
  show_property (self->expiry_row, expiry);
  show_property (self->contract_row, info != NULL ? zc_token_info_get_contract (info) : NULL);
  show_property (self->user_row, info != NULL ? zc_token_info_get_user (info) : NULL);
  zc_plain_wrap (GTK_WIDGET (self));
}

/* The keyring may have to be unlocked for it, so the token is read only when somebody wants to know. */
static void
expanded_cb (ZcAccountRow *self)
{
  if (self->asked || self->store == NULL || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;

  self->asked = TRUE;
  show_property (self->expiry_row, _("Reading the token…"));
  zc_account_store_open_async (self->store, zc_account_entry_get_id (self->entry), self->cancellable,
                               token_read_cb, g_object_ref (self));
}

/* Callbacks of the template */

static void
apply_cb (ZcAccountRow *self)
{
  g_signal_emit (self, signals[SIGNAL_RENAME], 0, gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
}

static void
name_changed_cb (ZcAccountRow *self)
{
  gtk_widget_remove_css_class (self->name_row, "error");
  gtk_widget_set_visible (self->problem_row, FALSE);
  zc_a11y_set_description (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->name_row))), NULL);
}

static void
replace_cb (ZcAccountRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REPLACE_TOKEN], 0);
}

static void
remove_cb (ZcAccountRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

/* The widget */

static void
zc_account_row_dispose (GObject *object)
{
  ZcAccountRow *self = ZC_ACCOUNT_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (zc_account_row_parent_class)->dispose (object);
}

static void
zc_account_row_finalize (GObject *object)
{
  ZcAccountRow *self = ZC_ACCOUNT_ROW (object);

  g_clear_object (&self->entry);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (zc_account_row_parent_class)->finalize (object);
}

static void
zc_account_row_class_init (ZcAccountRowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = zc_account_row_dispose;
  object_class->finalize = zc_account_row_finalize;

  signals[SIGNAL_RENAME] = g_signal_new ("rename", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_REPLACE_TOKEN] = g_signal_new ("replace-token", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                                0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/zonecourier/ZoneCourier/dialogs/zc-account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcAccountRow, name_row);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountRow, problem_row);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountRow, url_row);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountRow, keeping_row);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountRow, expiry_row);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountRow, contract_row);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountRow, user_row);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountRow, replace_row);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountRow, remove_row);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, replace_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
zc_account_row_init (ZcAccountRow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

static const char *
describe_keeping (ZcAccountKind kind)
{
  switch (kind)
    {
    case ZC_ACCOUNT_KIND_SAVED:
      return _("In the keyring of this desktop");
    case ZC_ACCOUNT_KIND_ENVIRONMENT:
      return _("In memory; it came from the environment variable IONOS_TOKEN");
    case ZC_ACCOUNT_KIND_DEMO:
      return _("In memory; the demo made it");
    case ZC_ACCOUNT_KIND_SESSION_ONLY:
    default:
      return _("In memory until Zone Courier ends");
    }
}

GtkWidget *
zc_account_row_new (ZcAccountStore *store,
                    ZcAccountEntry *entry,
                    gboolean        open)
{
  ZcAccountKind kind = zc_account_entry_get_kind (entry);
  gboolean own = kind == ZC_ACCOUNT_KIND_SAVED || kind == ZC_ACCOUNT_KIND_SESSION_ONLY;
  ZcAccountRow *self = g_object_new (ZC_TYPE_ACCOUNT_ROW, NULL);

  self->store = g_object_ref (store);
  self->entry = g_object_ref (entry);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), zc_account_entry_get_name (entry));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 open ? _("Its zones are shown now") : zc_account_entry_get_api_url (entry));
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), zc_account_entry_get_name (entry));
  show_property (self->url_row, zc_account_entry_get_api_url (entry));
  show_property (self->keeping_row, describe_keeping (kind));
  show_property (self->expiry_row, NULL);
  show_property (self->contract_row, NULL);
  show_property (self->user_row, NULL);
  gtk_widget_set_visible (self->name_row, own);
  gtk_widget_set_visible (self->replace_row, kind != ZC_ACCOUNT_KIND_DEMO);
  gtk_widget_set_visible (self->remove_row, own);
  name_changed_cb (self);
  zc_a11y_repair (GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

ZcAccountEntry *
zc_account_row_get_entry (ZcAccountRow *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT_ROW (self), NULL);

  return self->entry;
}

void
zc_account_row_show_error (ZcAccountRow *self,
                           const GError *error)
{
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (ZC_IS_ACCOUNT_ROW (self));
  g_return_if_fail (error != NULL);

  title = zc_error_text_get_title (error);
  text = zc_error_text_describe (error);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->problem_row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->problem_row), text);
  gtk_widget_set_visible (self->problem_row, TRUE);
  gtk_widget_add_css_class (self->name_row, "error");
  zc_a11y_set_description (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->name_row))), text);
  gtk_widget_grab_focus (self->name_row);
}
