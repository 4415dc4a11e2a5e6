/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-record-columns.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-column-order.h"
#include "zc-domain-name.h"
#include "zc-line-begin.h"
#include "zc-record-order.h"
#include "zc-text.h"

typedef struct
{
  const char *title;
  guint n_chars; /* how many characters the column has room for at least */
  gboolean expand;
} ColumnLook;

static const ColumnLook looks[] = {
  [ZC_RECORD_COLUMN_NAME] = { N_("Name"), 12, TRUE },
  [ZC_RECORD_COLUMN_TYPE] = { N_("Type"), 9, FALSE },
  [ZC_RECORD_COLUMN_TTL] = { N_("TTL"), 7, FALSE },
  [ZC_RECORD_COLUMN_PRIORITY] = { N_("Priority"), 7, FALSE },
  [ZC_RECORD_COLUMN_CONTENT] = { N_("Content"), 14, TRUE },
  [ZC_RECORD_COLUMN_STATE] = { N_("State"), 8, FALSE },
};

static char *
dup_text (ZcRecord       *record,
          ZcRecordColumn  column)
{
  switch (column)
    {
    case ZC_RECORD_COLUMN_NAME:
      {
        g_autofree char *name = zc_domain_name_to_display (zc_record_get_fqdn (record));

        return zc_text_make_displayable (name);
      }
    case ZC_RECORD_COLUMN_TYPE:
      return zc_text_make_displayable (zc_record_get_record_type (record));
    case ZC_RECORD_COLUMN_TTL:
      return g_strdup_printf ("%u", zc_record_get_ttl (record));
    case ZC_RECORD_COLUMN_PRIORITY:
      return zc_record_get_priority (record) >= 0 ? g_strdup_printf ("%d", zc_record_get_priority (record)) : g_strdup ("");
    case ZC_RECORD_COLUMN_CONTENT:
      return zc_text_make_displayable (zc_record_get_content (record));
    case ZC_RECORD_COLUMN_STATE:
      /* Translators: a record is. */
      return g_strdup (zc_record_get_enabled (record) ? "" : C_ ("record", "Disabled"));
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

static void
name_row (GtkWidget *cell,
          ZcRecord  *record,
          const char *owner)
{
  g_autofree char *type = zc_text_make_displayable (zc_record_get_record_type (record));
  g_autofree char *content = zc_text_make_displayable (zc_record_get_content (record));
  /* Translators: what a screen reader calls a record: its name, its type, and its content. */
  g_autofree char *name = g_strdup_printf (_("%s, %s, %s"), owner, type, content);

  zc_a11y_name_row (cell, name);
}

/* A tooltip is made when it is about to be shown; binding a row must stay cheap. */
static gboolean
query_tooltip_cb (GtkWidget  *cell,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip,
                  gpointer    data)
{
  const char *text = gtk_inscription_get_text (GTK_INSCRIPTION (cell));

  if (text == NULL || *text == '\0')
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          gpointer                  data)
{
  const ColumnLook *look = &looks[GPOINTER_TO_UINT (data)];
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), look->n_chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), look->n_chars);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_add_css_class (text, "numeric");
  gtk_widget_set_has_tooltip (text, TRUE);
  g_signal_connect (text, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  gtk_list_item_set_child (list_item, text);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         gpointer                  data)
{
  ZcRecordColumn column = GPOINTER_TO_UINT (data);
  ZcRecord *record = gtk_list_item_get_item (list_item);
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  g_autofree char *text = dup_text (record, column);
  gboolean dim = !zc_record_get_enabled (record);

  zc_line_begin_set_text (GTK_INSCRIPTION (cell), text);

  /* Touching a style class costs even when it changes nothing. */
  if (dim != gtk_widget_has_css_class (cell, "dim-label"))
    {
      if (dim)
        gtk_widget_add_css_class (cell, "dim-label");
      else
        gtk_widget_remove_css_class (cell, "dim-label");
    }

  if (column == ZC_RECORD_COLUMN_NAME)
    name_row (cell, record, text);
}

void
zc_record_columns_add (GtkColumnView *view)
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (_(looks[i].title), factory);

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (i));
      zc_column_order_add (column, i);
      gtk_column_view_column_set_expand (column, looks[i].expand);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_append_column (view, column);
    }
}

static void
show_column (GtkColumnView  *view,
             ZcRecordColumn  index,
             gboolean        show)
{
  g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (gtk_column_view_get_columns (view), index);

  gtk_column_view_column_set_visible (column, show);
}

void
zc_record_columns_sort (GtkColumnView  *view,
                        ZcRecordColumn  column,
                        gboolean        descending)
{
  g_autoptr(GtkColumnViewColumn) object = NULL;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  object = g_list_model_get_item (gtk_column_view_get_columns (view), column);
  gtk_column_view_sort_by_column (view, object, descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

void
zc_record_columns_update (GtkColumnView *view,
                          GPtrArray     *records,
                          gboolean       narrow)
{
  gboolean priorities = FALSE;
  gboolean disabled = FALSE;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));
  g_return_if_fail (records != NULL);

  for (guint i = 0; i < records->len && !(priorities && disabled); i++)
    {
      ZcRecord *record = g_ptr_array_index (records, i);

      priorities = priorities || zc_record_get_priority (record) >= 0;
      disabled = disabled || !zc_record_get_enabled (record);
    }

  show_column (view, ZC_RECORD_COLUMN_TTL, !narrow);
  show_column (view, ZC_RECORD_COLUMN_PRIORITY, priorities && !narrow);
  show_column (view, ZC_RECORD_COLUMN_STATE, disabled);
}
