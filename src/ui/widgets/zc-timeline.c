/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-timeline.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-plain-wrap.h"
#include "zc-timeline-picture.h"
#include "zc-timeline-text.h"

/* How many sentences the picture's description has at most: a screen reader reads it in one go. */
#define MOST_SENTENCES 24

struct _ZcTimeline
{
  GtkWidget parent_instance;

  GtkWidget *picture; /* (not owned) */
  GtkLabel *current_label; /* (not owned) */
  GtkWidget *legend_label; /* (not owned) */
  GtkWidget *expander; /* (not owned) */
  GtkListBox *list_box; /* (not owned) */
};

G_DEFINE_FINAL_TYPE (ZcTimeline, zc_timeline, GTK_TYPE_WIDGET)

/* As text */

static GtkWidget *
create_row (void)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *time_label = gtk_label_new (NULL);
  GtkWidget *text_label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (time_label), 1);
  gtk_label_set_width_chars (GTK_LABEL (time_label), 7);
  gtk_widget_set_valign (time_label, GTK_ALIGN_BASELINE);
  gtk_widget_add_css_class (time_label, "dim-label");
  gtk_widget_add_css_class (time_label, "numeric");
  gtk_label_set_xalign (GTK_LABEL (text_label), 0);
  gtk_label_set_wrap (GTK_LABEL (text_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text_label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (text_label, TRUE);
  gtk_widget_set_valign (text_label, GTK_ALIGN_BASELINE);
  gtk_box_append (GTK_BOX (box), time_label);
  gtk_box_append (GTK_BOX (box), text_label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  zc_plain_wrap (row);

  return row;
}

static void
fill_row (GtkListBoxRow        *row,
          const ZcTimelineLane *lane,
          const ZcTimelineItem *item)
{
  GtkWidget *time_label = gtk_widget_get_first_child (gtk_list_box_row_get_child (row));
  g_autofree char *when = zc_timeline_format_offset (item->first_us);
  g_autofree char *text = zc_timeline_item_dup_text (lane, item);
  g_autofree char *sentence = zc_timeline_item_dup_sentence (lane, item);

  gtk_label_set_text (GTK_LABEL (time_label), when);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (time_label)), text);
  zc_a11y_set_name (GTK_WIDGET (row), sentence);
}

/* Rows stay when something is added, so that the one with the focus keeps it. Nothing is made before somebody
 * wants to read it. */
static void
update_text (ZcTimeline *self)
{
  ZcTimelineLayout *layout = zc_timeline_picture_get_layout (ZC_TIMELINE_PICTURE (self->picture));
  g_autoptr(GPtrArray) lanes = NULL;
  g_autoptr(GPtrArray) items = NULL;
  GtkListBoxRow *row;

  if (!gtk_expander_get_expanded (GTK_EXPANDER (self->expander)))
    return;

  if (layout != NULL)
    items = zc_timeline_layout_list (layout, &lanes);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      row = gtk_list_box_get_row_at_index (self->list_box, (int) i);
      if (row == NULL)
        {
          row = GTK_LIST_BOX_ROW (create_row ());
          gtk_list_box_append (self->list_box, GTK_WIDGET (row));
        }
      fill_row (row, g_ptr_array_index (lanes, i), g_ptr_array_index (items, i));
    }

  while ((row = gtk_list_box_get_row_at_index (self->list_box, items != NULL ? (int) items->len : 0)) != NULL)
    gtk_list_box_remove (self->list_box, GTK_WIDGET (row));
}

/* What happened in order, for those who cannot see the picture. */
static char *
describe (ZcTimelineLayout *layout)
{
  g_autoptr(GPtrArray) lanes = NULL;
  g_autoptr(GPtrArray) items = zc_timeline_layout_list (layout, &lanes);
  GString *text = g_string_new (NULL);
  guint n_left;

  for (guint i = 0; i < MIN (items->len, MOST_SENTENCES); i++)
    {
      g_autofree char *sentence = zc_timeline_item_dup_sentence (g_ptr_array_index (lanes, i),
                                                                 g_ptr_array_index (items, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", sentence);
    }

  n_left = items->len - MIN (items->len, MOST_SENTENCES);
  if (n_left > 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("%u more observation is in the text", "%u more observations are in the text",
                                              n_left), n_left);
    }

  return g_string_free (text, FALSE);
}

static void
show_hint (ZcTimeline *self)
{
  ZcTimelineLayout *layout = zc_timeline_picture_get_layout (ZC_TIMELINE_PICTURE (self->picture));
  guint n_left_out = layout != NULL ? zc_timeline_layout_get_n_left_out (layout) : 0;
  g_autofree char *text = NULL;

  if (n_left_out > 0)
    text = g_strdup_printf (ngettext ("%u more server is not in the picture", "%u more servers are not in the picture",
                                      n_left_out), n_left_out);
  gtk_label_set_text (self->current_label, text != NULL ? text : _("Point at a mark or move to it with the arrow keys "
                                                                   "to read what was seen."));
}

static void
current_changed_cb (ZcTimeline *self,
                    const char *sentence)
{
  if (sentence != NULL)
    gtk_label_set_text (self->current_label, sentence);
  else
    show_hint (self);
}

static GtkWidget *
create_caption (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "caption");

  return label;
}

static void
zc_timeline_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (zc_timeline_parent_class)->dispose (object);
}

static void
zc_timeline_class_init (ZcTimelineClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = zc_timeline_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
zc_timeline_init (ZcTimeline *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);

  self->picture = zc_timeline_picture_new ();
  gtk_widget_set_parent (self->picture, GTK_WIDGET (self));
  g_signal_connect_object (self->picture, "current-changed", G_CALLBACK (current_changed_cb), self, G_CONNECT_SWAPPED);

  /* Translators: what the signs in the picture of a transfer mean. */
  self->legend_label = create_caption (_("◆ newest serial   ◇ older serial   ◈ UDP and TCP differ   ✕ no answer"));
  gtk_widget_add_css_class (self->legend_label, "dim-label");
  gtk_widget_set_parent (self->legend_label, GTK_WIDGET (self));

  self->current_label = GTK_LABEL (create_caption (NULL));
  gtk_widget_set_parent (GTK_WIDGET (self->current_label), GTK_WIDGET (self));

  self->expander = gtk_expander_new (_("Show as text"));
  zc_a11y_set_name (self->expander, _("Show as text"));
  self->list_box = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list_box, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list_box), "timeline-text");
  gtk_expander_set_child (GTK_EXPANDER (self->expander), GTK_WIDGET (self->list_box));
  gtk_widget_set_parent (self->expander, GTK_WIDGET (self));
  g_signal_connect_object (self->expander, "notify::expanded", G_CALLBACK (update_text), self, G_CONNECT_SWAPPED);

  zc_plain_wrap (GTK_WIDGET (self));
  show_hint (self);
}

GtkWidget *
zc_timeline_new (void)
{
  return g_object_new (ZC_TYPE_TIMELINE, NULL);
}

void
zc_timeline_set_layout (ZcTimeline       *self,
                        const char       *zone_name,
                        ZcTimelineLayout *layout)
{
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;

  g_return_if_fail (ZC_IS_TIMELINE (self));
  g_return_if_fail (zone_name != NULL);

  zc_timeline_picture_set_layout (ZC_TIMELINE_PICTURE (self->picture), layout);

  /* Translators: %s is a zone's name. */
  name = g_strdup_printf (_("Timeline of %s"), zone_name);
  description = layout != NULL ? describe (layout) : g_strdup ("");
  zc_a11y_set_name (self->picture, name);
  zc_a11y_set_description (self->picture, description);

  g_free (name);
  /* Translators: %s is a zone's name. */
  name = g_strdup_printf (_("What happened to %s"), zone_name);
  zc_a11y_set_name (GTK_WIDGET (self->list_box), name);

  update_text (self);
}
