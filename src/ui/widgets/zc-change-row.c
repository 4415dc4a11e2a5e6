/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-change-row.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-plain-wrap.h"

struct _ZcChangeRow
{
  AdwActionRow parent_instance;

  GtkWidget *arrow; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (ZcChangeRow, zc_change_row, ADW_TYPE_ACTION_ROW)

static void
zc_change_row_class_init (ZcChangeRowClass *klass)
{
}

static GtkWidget *
create_image (const char *icon_name)
{
  return g_object_new (GTK_TYPE_IMAGE,
                       "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                       "icon-name", icon_name,
                       NULL);
}

static void
zc_change_row_init (ZcChangeRow *self)
{
  GtkWidget *image = create_image ("view-list-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("This transfer would change"));
  gtk_widget_add_css_class (image, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), image);
  self->arrow = create_image ("go-next-symbolic");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->arrow);
  gtk_widget_set_visible (self->arrow, FALSE);
}

GtkWidget *
zc_change_row_new (void)
{
  return g_object_new (ZC_TYPE_CHANGE_ROW, NULL);
}

void
zc_change_row_show (ZcChangeRow    *self,
                    ZcTransferLook *look)
{
  ZcZoneChange *change = NULL;
  GListModel *differences = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *summary = NULL;
  gboolean listed;

  g_return_if_fail (ZC_IS_CHANGE_ROW (self));
  g_return_if_fail (ZC_IS_TRANSFER_LOOK (look));

  change = zc_transfer_look_get_change (look);
  if (zc_transfer_look_is_busy (look) || change == NULL)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _("Being compared…"));
      return;
    }

  differences = zc_zone_change_get_differences (change);
  listed = differences != NULL && g_list_model_get_n_items (differences) > 0;
  sentence = zc_transfer_look_dup_sentence (look);
  summary = listed ? zc_zone_change_dup_summary (change) : NULL;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), summary != NULL ? summary : sentence);
  /* Signs and numbers are for the eye. */
  zc_a11y_set_description (GTK_WIDGET (self), sentence);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), listed);
  gtk_widget_set_visible (self->arrow, listed);
  zc_plain_wrap (GTK_WIDGET (self));
}
