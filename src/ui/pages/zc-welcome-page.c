/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-welcome-page.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-error-text.h"
#include "zc-keyring.h"

struct _ZcWelcomePage
{
  AdwBin parent_instance;

  /* Widgets of the template */
  AdwStatusPage *status_page; /* (not owned) */
  GtkWidget *try_again_button; /* (not owned) */
  GtkWidget *replace_button; /* (not owned) */
  GtkWidget *add_button; /* (not owned) */
  GtkWidget *import_button; /* (not owned) */
  GtkWidget *demo_button; /* (not owned) */
};

G_DEFINE_FINAL_TYPE (ZcWelcomePage, zc_welcome_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_DEMO_REQUESTED,
  SIGNAL_TRY_AGAIN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
demo_clicked_cb (ZcWelcomePage *self)
{
  g_signal_emit (self, signals[SIGNAL_DEMO_REQUESTED], 0);
}

static void
try_again_clicked_cb (ZcWelcomePage *self)
{
  g_signal_emit (self, signals[SIGNAL_TRY_AGAIN], 0);
}

static void
zc_welcome_page_class_init (ZcWelcomePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  signals[SIGNAL_DEMO_REQUESTED] = g_signal_new ("demo-requested", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                                 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 0);
  signals[SIGNAL_TRY_AGAIN] = g_signal_new ("try-again", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/zonecourier/ZoneCourier/pages/zc-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcWelcomePage, status_page);
  gtk_widget_class_bind_template_child (widget_class, ZcWelcomePage, try_again_button);
  gtk_widget_class_bind_template_child (widget_class, ZcWelcomePage, replace_button);
  gtk_widget_class_bind_template_child (widget_class, ZcWelcomePage, add_button);
  gtk_widget_class_bind_template_child (widget_class, ZcWelcomePage, import_button);
  gtk_widget_class_bind_template_child (widget_class, ZcWelcomePage, demo_button);
  gtk_widget_class_bind_template_callback (widget_class, demo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_again_clicked_cb);
}

static void
zc_welcome_page_init (ZcWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  zc_a11y_repair (GTK_WIDGET (self));
}

void
zc_welcome_page_set_can_import (ZcWelcomePage *self,
                                gboolean       can_import)
{
  g_return_if_fail (ZC_IS_WELCOME_PAGE (self));

  gtk_widget_set_visible (self->import_button, can_import);
}

/* Of all that can be pressed one button stands out, and Enter presses it. */
static void
suggest (ZcWelcomePage *self,
         GtkWidget     *suggested)
{
  GtkWidget *buttons[] = { self->try_again_button, self->add_button };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      if (buttons[i] == suggested)
        gtk_widget_add_css_class (buttons[i], "suggested-action");
      else
        gtk_widget_remove_css_class (buttons[i], "suggested-action");
    }

  gtk_widget_set_visible (self->try_again_button, suggested == self->try_again_button);
  gtk_widget_set_visible (self->replace_button, suggested == self->try_again_button);
  gtk_widget_grab_focus (suggested);
}

void
zc_welcome_page_show_no_account (ZcWelcomePage *self)
{
  g_return_if_fail (ZC_IS_WELCOME_PAGE (self));

  adw_status_page_set_icon_name (self->status_page, ZC_APPLICATION_ID);
  adw_status_page_set_title (self->status_page, _("Welcome to Zone Courier"));
  adw_status_page_set_description (self->status_page,
                                   _("Start zone transfers of IONOS Cloud DNS and see them arrive. Add an account with "
                                     "its token to see its zones."));
  suggest (self, self->add_button);
}

void
zc_welcome_page_show_error (ZcWelcomePage *self,
                            const GError  *error)
{
  g_autofree char *title = NULL;
  g_autofree char *description = NULL;
  g_autofree char *escaped = NULL;

  g_return_if_fail (ZC_IS_WELCOME_PAGE (self));
  g_return_if_fail (error != NULL);

  title = zc_error_text_get_title (error);
  description = zc_error_text_describe (error);
  escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_icon_name (self->status_page, "dialog-error-symbolic");
  adw_status_page_set_title (self->status_page, title);
  adw_status_page_set_description (self->status_page, escaped);
  suggest (self, error->domain == ZC_KEYRING_ERROR ? self->try_again_button : self->add_button);
}
