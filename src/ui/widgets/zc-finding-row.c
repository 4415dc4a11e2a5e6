/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-finding-row.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-diagnosis.h"
#include "zc-help.h"
#include "zc-plain-wrap.h"
#include "zc-severity-look.h"
#include "zc-snippet-view.h"
#include "zc-text.h"

#define DNS_PORT 53

struct _ZcFindingRow
{
  AdwExpanderRow parent_instance;

  ZcSeverity severity;
  const char *id; /* (not owned) (nullable) a static string */
};

G_DEFINE_FINAL_TYPE (ZcFindingRow, zc_finding_row, ADW_TYPE_EXPANDER_ROW)

static void
zc_finding_row_class_init (ZcFindingRowClass *klass)
{
}

static void
zc_finding_row_init (ZcFindingRow *self)
{
  /* What servers say is no markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

static char *
describe_server (const ZcFinding *finding)
{
  const char *word = zc_severity_look_get_word (finding);
  g_autofree char *server = zc_text_make_displayable (finding->server);

  if (*server == '\0')
    return g_strdup (word);
  if (finding->port != 0 && finding->port != DNS_PORT)
    /* Translators: how bad a finding is, such as Warning, the address of a server, and its port. */
    return g_strdup_printf (_("%s · %s, port %u"), word, server, finding->port);

  /* Translators: how bad a finding is, such as Warning, and the address of a server. */
  return g_strdup_printf (_("%s · %s"), word, server);
}

static void
add_text_row (ZcFindingRow *self,
              const char   *title,
              const char   *text)
{
  GtkWidget *row = NULL;

  if (text == NULL || *text == '\0')
    return;

  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_widget_add_css_class (row, "property");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_snippets (ZcFindingRow    *self,
              const ZcFinding *finding,
              const char      *zone)
{
  GtkWidget *row = NULL;
  GtkWidget *view = NULL;

  if (finding->snippets == ZC_SNIPPET_NONE)
    return;

  view = zc_snippet_view_new (finding->snippets, zone);
  gtk_widget_add_css_class (view, "snippet-row");
  row = g_object_new (ADW_TYPE_PREFERENCES_ROW,
                      "title", _("Configuration"),
                      "activatable", FALSE,
                      "focusable", FALSE,
                      "child", view,
                      NULL);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
help_activated_cb (ZcFindingRow *self)
{
  zc_help_show_cause (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->id);
}

static void
add_help_row (ZcFindingRow *self)
{
  GtkWidget *row = NULL;

  if (zc_diagnosis_get_area (self->id) == NULL)
    return;

  row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("More about this in the help"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("help-browser-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (help_activated_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

GtkWidget *
zc_finding_row_new (const ZcFinding *finding,
                    const char      *zone)
{
  ZcFindingRow *self = NULL;
  GtkWidget *image = NULL;
  g_autofree char *subtitle = NULL;

  g_return_val_if_fail (finding != NULL, NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  self = g_object_new (ZC_TYPE_FINDING_ROW, NULL);
  self->severity = finding->severity;
  self->id = finding->id;
  image = gtk_image_new ();
  zc_severity_look_mark (GTK_IMAGE (image), finding);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), image);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), finding->text);
  subtitle = describe_server (finding);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);

  add_text_row (self, _("What it means"), finding->explanation);
  add_text_row (self, _("Next step"), finding->remedy);
  add_snippets (self, finding, zone);
  add_help_row (self);

  zc_a11y_repair (GTK_WIDGET (self));
  zc_plain_wrap (GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

ZcSeverity
zc_finding_row_get_severity (ZcFindingRow *self)
{
  g_return_val_if_fail (ZC_IS_FINDING_ROW (self), ZC_SEVERITY_INFO);

  return self->severity;
}
