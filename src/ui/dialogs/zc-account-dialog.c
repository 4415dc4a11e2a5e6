/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-account-dialog.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-account-trial.h"
#include "zc-cloud-client.h"
#include "zc-cloud-error.h"
#include "zc-error-text.h"
#include "zc-focus.h"
#include "zc-plain-wrap.h"
#include "zc-wait-countdown.h"

struct _ZcAccountDialog
{
  AdwWindow parent_instance;

  /* Widgets of the template */
  GtkWidget *cancel_button; /* (not owned) */
  GtkWidget *confirm_button; /* (not owned) */
  GtkScrolledWindow *scrolled_window; /* (not owned) */
  GtkWidget *result_box; /* (not owned) */
  GtkWidget *result_row; /* (not owned) */
  GtkStack *result_stack; /* (not owned) */
  GtkWidget *result_image; /* (not owned) */
  GtkWidget *result_spinner; /* (not owned) */
  GtkWidget *anyway_button; /* (not owned) */
  GtkWidget *session_button; /* (not owned) */
  GtkWidget *fields_group; /* (not owned) */
  GtkWidget *name_row; /* (not owned) */
  GtkWidget *token_row; /* (not owned) */
  GtkWidget *keeping_label; /* (not owned) */
  GtkWidget *advanced_group; /* (not owned) */
  GtkWidget *advanced_row; /* (not owned) */
  GtkWidget *url_row; /* (not owned) */

  ZcAccountStore *store; /* (owned) (nullable) */
  ZcAccountEntry *entry; /* (owned) (nullable) the account that gets another token, NULL for a new one */
  GTask *task; /* (owned) (nullable) until the dialog ends */
  GSource *cancelled; /* (owned) (nullable) ends the dialog with the caller's cancellable */

  GCancellable *busy; /* (owned) (nullable) while the token is being tried or saved */
  ZcWaitCountdown *wait; /* (owned) (nullable) while the token is being tried */
  ZcSecret *token; /* (owned) (nullable) what is being tried or saved */
};

G_DEFINE_FINAL_TYPE (ZcAccountDialog, zc_account_dialog, ADW_TYPE_WINDOW)

/* The end */

static void
finish (ZcAccountDialog *self,
        ZcAccount       *account)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  /* Whatever comes second, such as the close after the answer, finds no task. */
  if (task == NULL)
    return;

  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  if (self->busy != NULL)
    g_cancellable_cancel (self->busy);
  gtk_window_destroy (GTK_WINDOW (self));

  if (account != NULL)
    g_task_return_pointer (task, g_object_ref (account), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The account was given up");
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  finish (data, NULL);

  return G_SOURCE_REMOVE;
}

/* What is shown */

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
is_blank (GtkWidget *row)
{
  g_autofree char *text = g_strstrip (g_strdup (get_text (row)));

  return text[0] == '\0';
}

static const char *
get_url (ZcAccountDialog *self)
{
  return self->entry != NULL ? zc_account_entry_get_api_url (self->entry) : get_text (self->url_row);
}

static void
update_controls (ZcAccountDialog *self)
{
  gboolean busy = self->busy != NULL;
  gboolean complete = get_text (self->token_row)[0] != '\0' && (self->entry != NULL || !is_blank (self->name_row));

  gtk_widget_set_sensitive (self->fields_group, !busy);
  gtk_widget_set_sensitive (self->advanced_group, !busy);
  gtk_widget_set_sensitive (self->anyway_button, !busy);
  gtk_widget_set_sensitive (self->session_button, !busy);
  gtk_widget_set_sensitive (self->confirm_button, !busy && complete);
  gtk_button_set_label (GTK_BUTTON (self->cancel_button), busy ? _("_Stop") : _("_Cancel"));
  zc_a11y_repair (self->cancel_button);
}

static void
hide_result (ZcAccountDialog *self)
{
  GtkWidget *rows[] = { self->name_row, self->token_row, self->url_row };

  gtk_spinner_stop (GTK_SPINNER (self->result_spinner));
  gtk_widget_set_visible (self->result_box, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gtk_widget_remove_css_class (rows[i], "error");
      zc_a11y_set_description (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (rows[i]))), NULL);
    }
}

/* The dialog grows and shrinks with what it has to say, and begins with it. */
static void
fit (ZcAccountDialog *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, -1);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled_window), 0);
}

static void
set_result (ZcAccountDialog *self,
            GtkWidget       *mark,
            const char      *title,
            const char      *text)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result_row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->result_row), text != NULL ? text : "");
  gtk_stack_set_visible_child (self->result_stack, mark);
  gtk_widget_set_visible (self->anyway_button, FALSE);
  gtk_widget_set_visible (self->session_button, FALSE);
  gtk_widget_set_visible (self->result_box, TRUE);
  zc_plain_wrap (self->result_row);
  fit (self);
}

static void
show_busy (ZcAccountDialog *self,
           const char      *text)
{
  hide_result (self);
  gtk_spinner_start (GTK_SPINNER (self->result_spinner));
  set_result (self, self->result_spinner, text, NULL);
  update_controls (self);
  gtk_widget_grab_focus (self->cancel_button);
}

/* Shows what went wrong, at the field it is about. Whoever cannot see it hears it with that field, which gets the
 * focus. */
static void
show_failure (ZcAccountDialog *self,
              GtkWidget       *row,
              const char      *title,
              const char      *text)
{
  hide_result (self);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->result_image), "dialog-warning-symbolic");
  gtk_widget_add_css_class (self->result_image, "warning");
  set_result (self, self->result_image, title, text);
  update_controls (self);

  if (row == self->url_row)
    {
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->advanced_row), TRUE);
      gtk_widget_set_visible (self->advanced_group, TRUE);
    }
  if (row != NULL && gtk_widget_get_visible (row))
    {
      g_autofree char *description = g_strdup_printf ("%s. %s", title, text);

      gtk_widget_add_css_class (row, "error");
      zc_a11y_set_description (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row))), description);
      gtk_widget_grab_focus (row);
    }
  else
    {
      gtk_widget_grab_focus (self->result_row);
    }
}

static void
show_error (ZcAccountDialog *self,
            GtkWidget       *row,
            const GError    *error)
{
  g_autofree char *title = zc_error_text_get_title (error);
  g_autofree char *text = zc_error_text_describe (error);

  show_failure (self, row, title, text);
}

/* Saving */

static void
end_busy (ZcAccountDialog *self)
{
  g_clear_object (&self->busy);
  update_controls (self);
}

static void
save_failed (ZcAccountDialog *self,
             const GError    *error)
{
  end_busy (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      hide_result (self);
      gtk_widget_grab_focus (self->token_row);
      return;
    }

  if (error->domain == ZC_ACCOUNT_ERROR &&
      (error->code == ZC_ACCOUNT_ERROR_BAD_NAME || error->code == ZC_ACCOUNT_ERROR_NAME_TAKEN))
    show_error (self, self->name_row, error);
  else if (error->domain == ZC_CLOUD_ERROR)
    show_error (self, self->url_row, error);
  else
    show_error (self, NULL, error);

  /* The account works, only nothing can be kept: that is the user's to decide. */
  if (error->domain == ZC_KEYRING_ERROR || g_error_matches (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_SAVED))
    {
      gtk_widget_set_visible (self->session_button, TRUE);
      gtk_widget_grab_focus (self->session_button);
    }
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(ZcAccountDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcAccount) account = zc_account_store_add_finish (ZC_ACCOUNT_STORE (source), result, &error);

  if (account != NULL)
    finish (self, account);
  else if (self->task != NULL)
    save_failed (self, error);
}

static void
replaced_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(ZcAccountDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcAccount) account = zc_account_store_replace_token_finish (ZC_ACCOUNT_STORE (source), result, &error);

  if (account != NULL)
    finish (self, account);
  else if (self->task != NULL)
    save_failed (self, error);
}

static void
save_for_session (ZcAccountDialog *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcAccount) account = NULL;

  if (self->entry != NULL)
    account = zc_account_store_use_for_session (self->store, zc_account_entry_get_id (self->entry), self->token, &error);
  else
    account = zc_account_store_add_session_only (self->store, get_text (self->name_row), get_url (self), self->token,
                                                 &error);

  if (account != NULL)
    finish (self, account);
  else
    save_failed (self, error);
}

static gboolean
is_kept (ZcAccountDialog *self)
{
  return self->entry == NULL || zc_account_entry_get_kind (self->entry) == ZC_ACCOUNT_KIND_SAVED;
}

static void
save (ZcAccountDialog *self)
{
  if (!is_kept (self))
    {
      save_for_session (self);
      return;
    }

  g_clear_object (&self->busy);
  self->busy = g_cancellable_new ();
  show_busy (self, _("Storing the token in the keyring…"));
  if (self->entry != NULL)
    zc_account_store_replace_token_async (self->store, zc_account_entry_get_id (self->entry), self->token,
                                          self->busy, replaced_cb, g_object_ref (self));
  else
    zc_account_store_add_async (self->store, get_text (self->name_row), get_url (self), self->token,
                                self->busy, added_cb, g_object_ref (self));
}

/* Trying */

static GtkWidget *
find_row_in_question (ZcAccountDialog *self,
                      ZcTrialOutcome   outcome)
{
  switch (outcome)
    {
    case ZC_TRIAL_TOKEN_REFUSED:
    case ZC_TRIAL_TOKEN_EXPIRED:
    case ZC_TRIAL_NO_PRIVILEGE:
      return self->token_row;
    case ZC_TRIAL_BAD_ADDRESS:
    case ZC_TRIAL_HOST_NOT_FOUND:
    case ZC_TRIAL_CERTIFICATE:
    case ZC_TRIAL_HOSTING_API:
    case ZC_TRIAL_OTHER_SERVICE:
      /* The address of an account that exists is not changed here. */
      return self->entry == NULL ? self->url_row : NULL;
    case ZC_TRIAL_ACCEPTED:
    case ZC_TRIAL_UNREACHABLE:
    case ZC_TRIAL_PROXY:
    case ZC_TRIAL_TOO_MANY_REQUESTS:
    case ZC_TRIAL_UNAVAILABLE:
    case ZC_TRIAL_FAILED:
    default:
      return NULL;
    }
}

/* Where the service did not get to say anything about the token, the user may know better. */
static gboolean
may_be_saved_anyway (ZcTrialOutcome outcome)
{
  return outcome == ZC_TRIAL_HOST_NOT_FOUND || outcome == ZC_TRIAL_UNREACHABLE || outcome == ZC_TRIAL_PROXY ||
         outcome == ZC_TRIAL_TOO_MANY_REQUESTS || outcome == ZC_TRIAL_UNAVAILABLE || outcome == ZC_TRIAL_FAILED;
}

static const char *
get_trying_text (void)
{
  return _("Asking IONOS Cloud DNS whether it accepts the token…");
}

static void
show_wait (const char *text,
           gpointer    data)
{
  ZcAccountDialog *self = data;

  set_result (self, self->result_spinner, text != NULL ? text : get_trying_text (), NULL);
}

static void
waiting_cb (guint    seconds,
            gboolean asked,
            gpointer data)
{
  ZcAccountDialog *self = data;

  if (self->wait != NULL)
    zc_wait_countdown_start (self->wait, seconds, asked);
}

static void
show_trial (ZcAccountDialog *self,
            ZcAccountTrial  *trial)
{
  ZcTrialOutcome outcome = zc_account_trial_get_outcome (trial);
  const char *next_step = zc_account_trial_get_next_step (trial);
  g_autofree char *text = NULL;

  if (next_step != NULL)
    text = g_strdup_printf ("%s\n\n%s", zc_account_trial_get_explanation (trial), next_step);
  else
    text = g_strdup (zc_account_trial_get_explanation (trial));

  show_failure (self, find_row_in_question (self, outcome), zc_account_trial_get_title (trial), text);
  gtk_widget_set_visible (self->anyway_button, may_be_saved_anyway (outcome));
}

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(ZcAccountDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcAccountTrial) trial = zc_account_trial_finish (result, &error);

  g_clear_pointer (&self->wait, zc_wait_countdown_free);
  if (self->task == NULL)
    return;

  end_busy (self);
  if (trial == NULL)
    {
      hide_result (self);
      gtk_widget_grab_focus (self->token_row);
      return;
    }

  if (zc_account_trial_get_outcome (trial) == ZC_TRIAL_ACCEPTED)
    save (self);
  else
    show_trial (self, trial);
}

static gboolean
take_token (ZcAccountDialog *self)
{
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->token, zc_secret_unref);
  self->token = zc_account_read_token (get_text (self->token_row), &error);
  if (self->token == NULL)
    show_error (self, self->token_row, error);

  return self->token != NULL;
}

static void
confirm_cb (ZcAccountDialog *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *host = NULL;
  g_autofree char *text = NULL;

  if (self->busy != NULL)
    return;

  if (self->entry == NULL && !zc_account_store_check_name (self->store, get_text (self->name_row), NULL, &error))
    {
      show_error (self, self->name_row, error);
      return;
    }
  if (!take_token (self))
    return;

  self->busy = g_cancellable_new ();
  show_busy (self, get_trying_text ());
  self->wait = zc_wait_countdown_new (show_wait, self);
  zc_account_trial_async (get_url (self), self->token, self->busy, waiting_cb, self, tried_cb, g_object_ref (self));
}

/* Callbacks of the template */

static void
anyway_cb (ZcAccountDialog *self)
{
  if (take_token (self))
    save (self);
}

static void
session_only_cb (ZcAccountDialog *self)
{
  save_for_session (self);
}

static void
changed_cb (ZcAccountDialog *self)
{
  /* The template's objects are made one after the other, and the first ones notify already. */
  if (self->store == NULL || self->busy != NULL)
    return;

  /* What was said about the other text does not hold for this one. */
  hide_result (self);
  update_controls (self);
}

/* Stops what is under way first; with nothing under way it is the end. */
static void
cancel_cb (ZcAccountDialog *self)
{
  if (self->busy != NULL)
    g_cancellable_cancel (self->busy);
  else
    finish (self, NULL);
}

static gboolean
zc_account_dialog_close_request (GtkWindow *window)
{
  cancel_cb (ZC_ACCOUNT_DIALOG (window));

  return GDK_EVENT_STOP;
}

/* The widget */

/* A dialog that was destroyed may live on until what it waits for has ended, and GTK 4.8 would look at its parent once
 * more at the end, which may be gone by then. */
static void
zc_account_dialog_unrealize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (zc_account_dialog_parent_class)->unrealize (widget);

  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);
}

static void
zc_account_dialog_dispose (GObject *object)
{
  ZcAccountDialog *self = ZC_ACCOUNT_DIALOG (object);

  /* A dialog that goes with its parent was given up. */
  if (self->task != NULL)
    g_task_return_new_error (self->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The dialog went away");
  g_clear_object (&self->task);

  if (self->busy != NULL)
    g_cancellable_cancel (self->busy);
  g_clear_object (&self->busy);
  g_clear_pointer (&self->wait, zc_wait_countdown_free);
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
  g_clear_pointer (&self->token, zc_secret_unref);
  g_clear_object (&self->entry);

  G_OBJECT_CLASS (zc_account_dialog_parent_class)->dispose (object);

  /* The fields notify while they go, and nothing is done then without a store. */
  g_clear_object (&self->store);
}

static void
zc_account_dialog_class_init (ZcAccountDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = zc_account_dialog_dispose;
  GTK_WINDOW_CLASS (class)->close_request = zc_account_dialog_close_request;
  widget_class->unrealize = zc_account_dialog_unrealize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/zonecourier/ZoneCourier/dialogs/zc-account-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcAccountDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountDialog, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountDialog, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountDialog, result_box);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountDialog, result_row);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountDialog, result_stack);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountDialog, result_image);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountDialog, result_spinner);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountDialog, anyway_button);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountDialog, session_button);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountDialog, fields_group);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountDialog, token_row);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountDialog, keeping_label);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountDialog, advanced_group);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountDialog, advanced_row);
  gtk_widget_class_bind_template_child (widget_class, ZcAccountDialog, url_row);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, confirm_cb);
  gtk_widget_class_bind_template_callback (widget_class, anyway_cb);
  gtk_widget_class_bind_template_callback (widget_class, session_only_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
zc_account_dialog_init (ZcAccountDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->advanced_row, "notify::expanded", G_CALLBACK (fit), self);
}

/* Running */

static ZcAccountDialog *
create (GtkWindow           *parent,
        ZcAccountStore      *store,
        ZcAccountEntry      *entry,
        GCancellable        *cancellable,
        gpointer             tag,
        GAsyncReadyCallback  callback,
        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  ZcAccountDialog *self;

  g_task_set_source_tag (task, tag);
  if (g_task_return_error_if_cancelled (task))
    return NULL;

  self = g_object_new (ZC_TYPE_ACCOUNT_DIALOG,
                       "transient-for", parent,
                       "application", gtk_window_get_application (parent),
                       NULL);
  self->task = g_steal_pointer (&task);
  self->store = g_object_ref (store);
  self->entry = entry != NULL ? g_object_ref (entry) : NULL;
  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancelled, NULL);
    }

  return self;
}

static void
present (ZcAccountDialog *self,
         GtkWidget       *row)
{
  gtk_label_set_text (GTK_LABEL (self->keeping_label),
                      is_kept (self)
                      ? _("The token is kept in the keyring of this desktop. It is sent to the API address only.")
                      : _("The token is kept in memory until Zone Courier ends. It is sent to the API address only."));
  update_controls (self);
  zc_a11y_repair (GTK_WIDGET (self));
  zc_focus_keep (GTK_WINDOW (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->confirm_button);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (row);
}

void
zc_account_dialog_add_async (GtkWindow           *parent,
                             ZcAccountStore      *store,
                             const char          *name,
                             const char          *api_url,
                             ZcSecret            *token,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  ZcAccountDialog *self;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (ZC_IS_ACCOUNT_STORE (store));

  self = create (parent, store, NULL, cancellable, zc_account_dialog_add_async, callback, user_data);
  if (self == NULL)
    return;

  /* Translators: the title of a window, with a button on either side: on a phone there is room for some 14 Latin letters. */
  gtk_window_set_title (GTK_WINDOW (self), C_("title", "Add account"));
  gtk_button_set_label (GTK_BUTTON (self->confirm_button), _("_Add"));
  gtk_button_set_label (GTK_BUTTON (self->anyway_button), _("Add a_nyway"));

  /* Most people have one account, and need not think of a name for it. */
  if (name == NULL && zc_account_store_check_name (store, _("IONOS Cloud"), NULL, NULL))
    name = _("IONOS Cloud");
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), name != NULL ? name : "");
  gtk_editable_set_text (GTK_EDITABLE (self->url_row), api_url != NULL ? api_url : ZC_CLOUD_DEFAULT_URL);
  if (token != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->token_row), zc_secret_peek (token));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->advanced_row),
                                 api_url != NULL && !g_str_equal (api_url, ZC_CLOUD_DEFAULT_URL));
  present (self, name != NULL && token == NULL ? self->token_row : self->name_row);
}

void
zc_account_dialog_replace_token_async (GtkWindow           *parent,
                                       ZcAccountStore      *store,
                                       ZcAccountEntry      *entry,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  ZcAccountDialog *self;
  g_autofree char *title = NULL;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (ZC_IS_ACCOUNT_STORE (store));
  g_return_if_fail (ZC_IS_ACCOUNT_ENTRY (entry));

  self = create (parent, store, entry, cancellable, zc_account_dialog_add_async, callback, user_data);
  if (self == NULL)
    return;

  /* Translators: the title of a window, with a button on either side: on a phone there is room for some 14 Latin letters. */
  gtk_window_set_title (GTK_WINDOW (self), C_("title", "Replace token"));
  /* Translators: the title of the field for a new token; %s is the name of an account. */
  title = g_strdup_printf (_("New token of “%s”"), zc_account_entry_get_name (entry));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self->token_row), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->token_row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->token_row), title);
  gtk_button_set_label (GTK_BUTTON (self->confirm_button), _("_Replace"));
  gtk_button_set_label (GTK_BUTTON (self->anyway_button), _("Replace a_nyway"));
  gtk_widget_set_visible (self->name_row, FALSE);
  gtk_widget_set_visible (self->advanced_group, FALSE);
  present (self, self->token_row);
}

ZcAccount *
zc_account_dialog_run_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_account_dialog_add_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
