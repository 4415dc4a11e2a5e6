/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-welcome-page.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-error-text.h"
#include "zc-late-spinner.h"

struct _ZcWelcomePage
{
  AdwBin parent_instance;

  /* Widgets of the template */
  GtkStack *stack; /* (not owned) */
  AdwStatusPage *status_page; /* (not owned) */
  GtkLabel *steps_label; /* (not owned) */
  GtkWidget *demo_button; /* (not owned) */
};

G_DEFINE_FINAL_TYPE (ZcWelcomePage, zc_welcome_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_DEMO_REQUESTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
demo_clicked_cb (ZcWelcomePage *self)
{
  g_signal_emit (self, signals[SIGNAL_DEMO_REQUESTED], 0);
}

static void
zc_welcome_page_class_init (ZcWelcomePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  signals[SIGNAL_DEMO_REQUESTED] = g_signal_new ("demo-requested", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                                 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 0);

  g_type_ensure (ZC_TYPE_LATE_SPINNER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/zonecourier/ZoneCourier/pages/zc-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcWelcomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, ZcWelcomePage, status_page);
  gtk_widget_class_bind_template_child (widget_class, ZcWelcomePage, steps_label);
  gtk_widget_class_bind_template_child (widget_class, ZcWelcomePage, demo_button);
  gtk_widget_class_bind_template_callback (widget_class, demo_clicked_cb);
}

static void
zc_welcome_page_init (ZcWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  zc_a11y_repair (GTK_WIDGET (self));
}

void
zc_welcome_page_show_no_account (ZcWelcomePage *self)
{
  g_return_if_fail (ZC_IS_WELCOME_PAGE (self));

  adw_status_page_set_icon_name (self->status_page, ZC_APPLICATION_ID);
  adw_status_page_set_title (self->status_page, _("Welcome to Zone Courier"));
  adw_status_page_set_description (self->status_page,
                                   _("Zone Courier needs a token of IONOS Cloud to show the zones of an account. "
                                     "It takes the token from the environment variable IONOS_TOKEN, and there is "
                                     "none."));
  /* Translators: IONOS_TOKEN and zone-courier are typed as they are. */
  gtk_label_set_text (self->steps_label,
                      _("1. Make a token in the Data Center Designer: Menu › Management › Token Manager.\n"
                        "2. In a terminal: export IONOS_TOKEN=…\n"
                        "3. Start Zone Courier from that terminal: zone-courier"));
  gtk_widget_show (GTK_WIDGET (self->steps_label));
  gtk_stack_set_visible_child_name (self->stack, "message");
  gtk_widget_grab_focus (self->demo_button);
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
  gtk_widget_hide (GTK_WIDGET (self->steps_label));
  gtk_stack_set_visible_child_name (self->stack, "message");
  gtk_widget_grab_focus (self->demo_button);
}

void
zc_welcome_page_show_starting (ZcWelcomePage *self)
{
  g_return_if_fail (ZC_IS_WELCOME_PAGE (self));

  gtk_stack_set_visible_child_name (self->stack, "starting");
}
