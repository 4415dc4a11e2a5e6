/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-finding-list.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-finding-item.h"
#include "zc-finding-row.h"

struct _ZcFindingList
{
  AdwPreferencesGroup parent_instance;

  GtkListBox *box;       /* (unowned) */
  GPtrArray *rows;       /* (owned) (element-type GtkWidget) (nullable elements): a row a finding, %NULL for those
                          * that the other list shows */
  GListModel *findings;  /* (owned) (nullable) */
  char *zone;            /* (owned) (nullable) */
  gboolean notes;
};

G_DEFINE_FINAL_TYPE (ZcFindingList, zc_finding_list, ADW_TYPE_PREFERENCES_GROUP)

typedef enum
{
  PROP_NOTES = 1,
} ZcFindingListProperty;

static void
items_changed_cb (GListModel    *findings,
                  guint          position,
                  guint          removed,
                  guint          added,
                  ZcFindingList *self)
{
  for (guint i = 0; i < removed; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, position);

      if (row != NULL)
        gtk_list_box_remove (self->box, row);
      g_ptr_array_remove_index (self->rows, position);
    }

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(ZcFindingItem) item = g_list_model_get_item (findings, i);
      const ZcFinding *finding = zc_finding_item_get_finding (item);
      GtkWidget *row = NULL;

      if ((finding->severity == ZC_SEVERITY_INFO) == self->notes)
        {
          row = zc_finding_row_new (finding, self->zone);
          gtk_list_box_append (self->box, row);
        }
      g_ptr_array_insert (self->rows, (int) i, row);
    }

  gtk_widget_set_visible (GTK_WIDGET (self), gtk_list_box_get_row_at_index (self->box, 0) != NULL);
}

static int
compare_rows_cb (GtkListBoxRow *first,
                 GtkListBoxRow *second,
                 gpointer       data)
{
  return (int) zc_finding_row_get_severity (ZC_FINDING_ROW (second)) -
         (int) zc_finding_row_get_severity (ZC_FINDING_ROW (first));
}

static void
zc_finding_list_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  ZcFindingList *self = ZC_FINDING_LIST (object);

  switch ((ZcFindingListProperty) prop_id)
    {
    case PROP_NOTES:
      self->notes = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_finding_list_constructed (GObject *object)
{
  ZcFindingList *self = ZC_FINDING_LIST (object);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  G_OBJECT_CLASS (zc_finding_list_parent_class)->constructed (object);

  adw_preferences_group_set_title (group, self->notes ? _("Notes") : _("Findings"));
  if (self->notes)
    adw_preferences_group_set_description (group, _("Good to know; nothing is wrong with it"));
  zc_a11y_set_name (GTK_WIDGET (self->box), adw_preferences_group_get_title (group));
}

static void
zc_finding_list_dispose (GObject *object)
{
  ZcFindingList *self = ZC_FINDING_LIST (object);

  if (self->findings != NULL)
    g_signal_handlers_disconnect_by_data (self->findings, self);
  g_clear_object (&self->findings);

  G_OBJECT_CLASS (zc_finding_list_parent_class)->dispose (object);
}

static void
zc_finding_list_finalize (GObject *object)
{
  ZcFindingList *self = ZC_FINDING_LIST (object);

  g_ptr_array_unref (self->rows);
  g_free (self->zone);

  G_OBJECT_CLASS (zc_finding_list_parent_class)->finalize (object);
}

static void
zc_finding_list_class_init (ZcFindingListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = zc_finding_list_set_property;
  object_class->constructed = zc_finding_list_constructed;
  object_class->dispose = zc_finding_list_dispose;
  object_class->finalize = zc_finding_list_finalize;

  g_object_class_install_property (object_class, PROP_NOTES,
                                   g_param_spec_boolean ("notes", NULL, NULL, FALSE,
                                                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
}

static void
zc_finding_list_init (ZcFindingList *self)
{
  GtkWidget *box = gtk_list_box_new ();

  self->rows = g_ptr_array_new ();
  self->box = GTK_LIST_BOX (box);
  gtk_list_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_list_box_set_sort_func (self->box, compare_rows_cb, NULL, NULL);
  gtk_widget_add_css_class (box, "boxed-list");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
zc_finding_list_set_model (ZcFindingList *self,
                           GListModel    *findings,
                           const char    *zone)
{
  g_return_if_fail (ZC_IS_FINDING_LIST (self));
  g_return_if_fail (findings == NULL || G_IS_LIST_MODEL (findings));
  g_return_if_fail (zone != NULL);

  if (self->findings != NULL)
    g_signal_handlers_disconnect_by_data (self->findings, self);
  items_changed_cb (NULL, 0, self->rows->len, 0, self);

  g_free (self->zone);
  self->zone = g_strdup (zone);
  g_set_object (&self->findings, findings);
  if (findings == NULL)
    return;
  g_signal_connect (findings, "items-changed", G_CALLBACK (items_changed_cb), self);
  items_changed_cb (findings, 0, 0, g_list_model_get_n_items (findings), self);
}
