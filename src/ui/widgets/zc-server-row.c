/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-server-row.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-copy-button.h"
#include "zc-plain-wrap.h"
#include "zc-relative-time.h"
#include "zc-text.h"

struct _ZcServerRow
{
  AdwActionRow parent_instance;

  GtkWidget *image;  /* (unowned) */
  GtkWidget *button; /* (unowned) (nullable): copies the name */
  gboolean copyable;
};

G_DEFINE_FINAL_TYPE (ZcServerRow, zc_server_row, ADW_TYPE_ACTION_ROW)

static const struct
{
  const char *icon_name;
  const char *css_class;
  const char *name;
} looks[] = {
  [ZC_SERVER_TONE_UNSEEN] = { "content-loading-symbolic", "dim-label", N_("Not asked yet") },
  [ZC_SERVER_TONE_NEUTRAL] = { "dialog-question-symbolic", "dim-label", N_("Not known") },
  [ZC_SERVER_TONE_NOTE] = { "action-unavailable-symbolic", "dim-label", N_("Note") },
  [ZC_SERVER_TONE_GOOD] = { "object-select-symbolic", "success", N_("Good") },
  [ZC_SERVER_TONE_BEHIND] = { "zone-behind-symbolic", "warning", N_("Behind") },
  [ZC_SERVER_TONE_WARNING] = { "dialog-warning-symbolic", "warning", N_("Warning") },
  [ZC_SERVER_TONE_BAD] = { "dialog-error-symbolic", "error", N_("Problem") },
};

void
zc_server_row_mark (GtkImage     *image,
                    ZcServerTone  tone)
{
  GtkWidget *widget = GTK_WIDGET (image);

  g_return_if_fail (GTK_IS_IMAGE (image));
  g_return_if_fail ((gsize) tone < G_N_ELEMENTS (looks));

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (widget, looks[i].css_class);

  gtk_image_set_from_icon_name (image, looks[tone].icon_name);
  gtk_widget_add_css_class (widget, looks[tone].css_class);
  zc_a11y_set_name (widget, _(looks[tone].name));
}

static void
zc_server_row_class_init (ZcServerRowClass *klass)
{
}

static void
zc_server_row_init (ZcServerRow *self)
{
  /* Names come from the service, texts from servers: none of it is markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);

  self->image = gtk_image_new ();
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), self->image);
  zc_server_row_mark (GTK_IMAGE (self->image), ZC_SERVER_TONE_UNSEEN);
  zc_plain_wrap (GTK_WIDGET (self));
}

GtkWidget *
zc_server_row_new (gboolean copyable)
{
  ZcServerRow *self = g_object_new (ZC_TYPE_SERVER_ROW, NULL);

  self->copyable = copyable;

  return GTK_WIDGET (self);
}

static void
show_button (ZcServerRow *self,
             const char  *text)
{
  /* Translators: %s is the address or the name of a server. */
  g_autofree char *name = g_strdup_printf (_("Copy %s"), text);

  if (!self->copyable)
    return;

  if (self->button == NULL)
    {
      self->button = zc_copy_button_new (text, name);
      adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->button);
    }
  else
    {
      zc_copy_button_set_text (ZC_COPY_BUTTON (self->button), text, name);
    }
}

static char *
describe_status (ZcPrimaryStatus *status)
{
  const char *message = zc_primary_status_get_error_message (status);
  g_autofree char *word = zc_text_make_displayable (zc_primary_status_get_status (status));
  g_autofree char *shown = zc_text_make_displayable (message);

  if (message == NULL)
    /* Translators: %s is the service's own word for the last transfer, verbatim, such as Ok. */
    return g_strdup_printf (_("IONOS reports: %s"), word);
  if (*word == '\0')
    /* Translators: %s is the service's own explanation of an error, verbatim. */
    return g_strdup_printf (_("IONOS reports: “%s”"), shown);

  /* Translators: the service's own word for the last transfer and its explanation, both verbatim. */
  return g_strdup_printf (_("IONOS reports: %s, “%s”"), word, shown);
}

static char *
describe_age (GDateTime *age)
{
  g_autofree char *when = zc_relative_time_format_exact (age);

  /* Translators: stands below what IONOS reports about a server; %s is a date and time. */
  return g_strdup_printf (_("Last read: %s"), when);
}

void
zc_server_row_show (ZcServerRow        *self,
                    const ZcServerView *view,
                    ZcPrimaryStatus    *status,
                    GDateTime          *age)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  ZcServerTone tone;

  g_return_if_fail (ZC_IS_SERVER_ROW (self));
  g_return_if_fail (view != NULL);

  name = zc_text_make_displayable (view->name);
  tone = view->tone;

  if (status != NULL)
    {
      g_autofree char *reported = describe_status (status);

      g_autofree char *since = age != NULL ? describe_age (age) : NULL;

      text = g_strjoin ("\n", view->text, reported, since, NULL);
      /* What the service says about a primary counts more than what this computer sees of it. */
      if (zc_primary_status_is_error (status))
        tone = ZC_SERVER_TONE_BAD;
    }

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text != NULL ? text : view->text);
  zc_server_row_mark (GTK_IMAGE (self->image), tone);
  show_button (self, view->name);
}
