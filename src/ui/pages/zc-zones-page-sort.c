/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-zones-page-private.h"

/* Sorting by keyboard: the titles of a column view of GTK 4.8 cannot have the focus. */

/* The targets of the action sort-by, by ZcZoneColumn. */
static const char * const column_names[] = {
  [ZC_ZONE_COLUMN_NAME] = "name",
  [ZC_ZONE_COLUMN_STATUS] = "status",
  [ZC_ZONE_COLUMN_SERIAL] = "serial",
  [ZC_ZONE_COLUMN_SERVERS] = "servers",
  [ZC_ZONE_COLUMN_LAST_MODIFIED] = "modified",
  [ZC_ZONE_COLUMN_DESCRIPTION] = "description",
};

void
_zc_zones_page_sort_by_name (ZcZonesPage *self,
                             const char  *name,
                             gboolean     descending)
{
  for (guint i = 0; i < G_N_ELEMENTS (column_names); i++)
    {
      if (g_str_equal (column_names[i], name))
        zc_zone_table_sort (self->table, i, descending);
    }
}

static void
sort_by_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  ZcZonesPage *self = data;
  gboolean descending;

  g_object_get (self->table, "sort-descending", &descending, NULL);
  _zc_zones_page_sort_by_name (self, g_variant_get_string (parameter, NULL), descending);
}

static void
sort_descending_cb (GSimpleAction *action,
                    GVariant      *value,
                    gpointer       data)
{
  ZcZonesPage *self = data;
  guint column;

  g_object_get (self->table, "sort-column", &column, NULL);
  zc_zone_table_sort (self->table, column, g_variant_get_boolean (value));
}

void
_zc_zones_page_sorted (ZcZonesPage *self)
{
  GAction *sort_by = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "sort-by");
  GAction *descending = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "sort-descending");
  guint column;
  gboolean is_descending;

  g_object_get (self->table, "sort-column", &column, "sort-descending", &is_descending, NULL);
  g_simple_action_set_state (G_SIMPLE_ACTION (sort_by), g_variant_new_string (column_names[column]));
  g_simple_action_set_state (G_SIMPLE_ACTION (descending), g_variant_new_boolean (is_descending));

  if (self->settings != NULL)
    {
      g_settings_set_string (self->settings, "sort-column", column_names[column]);
      g_settings_set_boolean (self->settings, "sort-descending", is_descending);
    }
}

static const GActionEntry entries[] = {
  { "sort-by", sort_by_cb, "s", "'name'", NULL, { 0 } },
  { "sort-descending", NULL, NULL, "false", sort_descending_cb, { 0 } },
};

void
_zc_zones_page_add_sort_actions (ZcZonesPage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}
