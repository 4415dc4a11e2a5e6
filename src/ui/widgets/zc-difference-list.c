/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-difference-list.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-choice.h"
#include "zc-focus.h"
#include "zc-toolbar-layout.h"
#include "zc-verification-difference.h"

struct _ZcDifferenceList
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkEditable *search_entry;
  GtkDropDown *kind_drop_down;
  GtkDropDown *server_drop_down;
  GtkStack *stack;
  GtkListView *view;
  GtkLabel *status_label;

  GtkFilterListModel *shown; /* (owned) */
  GtkCustomFilter *filter;   /* (owned) */
  GtkStringList *servers;    /* (owned): "All servers", the service, then who may differ */
  char *search;              /* (owned) (nullable): what is looked for */
  GSignalGroup *model_signals; /* (owned) */
  ZcDifferencePurpose purpose;
};

G_DEFINE_FINAL_TYPE (ZcDifferenceList, zc_difference_list, ADW_TYPE_BIN)

typedef enum
{
  PROP_PURPOSE = 1,
} ZcDifferenceListProperty;

/* What the drop-downs begin with. */
#define ALL 0
#define SERVICE 1

#define N_KINDS 3

static ZcDifference *
get_difference (gpointer item)
{
  if (ZC_IS_VERIFICATION_DIFFERENCE (item))
    return zc_verification_difference_get_difference (item);

  return ZC_DIFFERENCE (item);
}

static char *
dup_server (gpointer item)
{
  return ZC_IS_VERIFICATION_DIFFERENCE (item) ? zc_verification_difference_dup_server (item) : NULL;
}

/* Whether the item is about the server that is chosen; behind "all" stands the service, before the names. */
static gboolean
matches_server (ZcDifferenceList *self,
                gpointer          item)
{
  guint selected = gtk_drop_down_get_selected (self->server_drop_down);

  if (selected == ALL || selected == GTK_INVALID_LIST_POSITION || !ZC_IS_VERIFICATION_DIFFERENCE (item))
    return TRUE;
  if (selected == SERVICE)
    return zc_verification_difference_is_service (item);

  return g_strcmp0 (zc_verification_difference_get_server_name (item),
                    gtk_string_list_get_string (self->servers, selected)) == 0;
}

static gboolean
contains (const char *text,
          const char *folded)
{
  g_autofree char *own = g_utf8_casefold (text, -1);

  return strstr (own, folded) != NULL;
}

static gboolean
any_contains (char       **texts,
              const char  *folded)
{
  for (; *texts != NULL; texts++)
    if (contains (*texts, folded))
      return TRUE;

  return FALSE;
}

static gboolean
matches_search (ZcDifferenceList *self,
                gpointer          item)
{
  g_autofree char *folded = NULL;
  g_auto(GStrv) reference = NULL;
  g_auto(GStrv) other = NULL;
  ZcDifference *difference = NULL;

  if (self->search == NULL)
    return TRUE;
  if (ZC_IS_VERIFICATION_DIFFERENCE (item))
    return zc_verification_difference_matches (item, self->search);

  difference = get_difference (item);
  folded = g_utf8_casefold (self->search, -1);
  reference = zc_difference_dup_reference_texts (difference);
  other = zc_difference_dup_other_texts (difference);

  return contains (zc_difference_get_owner (difference), folded) ||
         contains (zc_difference_get_record_type (difference), folded) ||
         any_contains (reference, folded) || any_contains (other, folded);
}

static gboolean
filter_cb (gpointer item,
           gpointer data)
{
  ZcDifferenceList *self = data;
  guint kind = gtk_drop_down_get_selected (self->kind_drop_down);

  if (kind != ALL && kind <= N_KINDS && zc_difference_get_kind (get_difference (item)) != kind - 1)
    return FALSE;

  return matches_server (self, item) && matches_search (self, item);
}

static void
update (ZcDifferenceList *self)
{
  GListModel *model = gtk_filter_list_model_get_model (self->shown);
  guint n_all = model != NULL ? g_list_model_get_n_items (model) : 0;
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  gboolean pending = gtk_filter_list_model_get_pending (self->shown) > 0;
  const char *page = "content";
  g_autofree char *text = NULL;

  if (n_all == 0)
    page = "empty";
  else if (n_shown == 0 && !pending)
    page = "no-match";
  gtk_stack_set_visible_child_name (self->stack, page);

  if (n_all == 0)
    text = g_strdup ("");
  else if (pending)
    /* Translators: %u counts differences between copies of a zone. */
    text = g_strdup_printf (ngettext ("%'u difference, searching…", "%'u differences, searching…", n_all), n_all);
  else if (n_shown == n_all)
    /* Translators: %u counts differences between copies of a zone. */
    text = g_strdup_printf (ngettext ("%'u difference", "%'u differences", n_all), n_all);
  else
    /* Translators: %u count differences between copies of a zone: those that are shown, and all. */
    text = g_strdup_printf (ngettext ("%'u of %'u difference shown", "%'u of %'u differences shown", n_all), n_shown, n_all);
  gtk_label_set_text (self->status_label, text);
}

static void
filter_changed_cb (ZcDifferenceList *self)
{
  g_autofree char *search = g_strstrip (g_strdup (gtk_editable_get_text (self->search_entry)));

  g_free (self->search);
  self->search = *search != '\0' ? g_steal_pointer (&search) : NULL;
  /* The drop-downs say that they changed while the list is still being built. */
  if (self->filter != NULL)
    gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
show_all_cb (ZcDifferenceList *self)
{
  gtk_editable_set_text (self->search_entry, "");
  gtk_drop_down_set_selected (self->kind_drop_down, 0);
  gtk_drop_down_set_selected (self->server_drop_down, 0);
  /* The entry tells of changes only after a while. */
  filter_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
stop_search_cb (ZcDifferenceList *self)
{
  gtk_editable_set_text (self->search_entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
setup_cb (ZcDifferenceList *self,
          GtkListItem      *list_item)
{
  gtk_list_item_set_child (list_item, zc_difference_row_new (self->purpose));
}

static void
bind_cb (ZcDifferenceList *self,
         GtkListItem      *list_item)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);
  gpointer item = gtk_list_item_get_item (list_item);
  g_autofree char *server = dup_server (item);
  g_autofree char *sentence = zc_difference_row_show (ZC_DIFFERENCE_ROW (row), get_difference (item), server);

  /* What has the focus is the list's own widget around the row, and GTK 4.8 does not let the list item name it. */
  if (gtk_widget_get_parent (row) != NULL)
    zc_a11y_set_name (gtk_widget_get_parent (row), sentence);
}

static void
zc_difference_list_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  ZcDifferenceList *self = ZC_DIFFERENCE_LIST (object);

  switch ((ZcDifferenceListProperty) prop_id)
    {
    case PROP_PURPOSE:
      self->purpose = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_difference_list_constructed (GObject *object)
{
  ZcDifferenceList *self = ZC_DIFFERENCE_LIST (object);
  g_autoptr(GtkStringList) kinds = NULL;

  G_OBJECT_CLASS (zc_difference_list_parent_class)->constructed (object);

  kinds = gtk_string_list_new ((const char *[]) { _("All kinds"), NULL });
  for (guint i = 0; i < N_KINDS; i++)
    gtk_string_list_append (kinds, zc_difference_purpose_get_word (self->purpose, i));
  gtk_drop_down_set_model (self->kind_drop_down, G_LIST_MODEL (kinds));
}

static void
zc_difference_list_dispose (GObject *object)
{
  ZcDifferenceList *self = ZC_DIFFERENCE_LIST (object);

  g_clear_object (&self->model_signals);
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);

  G_OBJECT_CLASS (zc_difference_list_parent_class)->dispose (object);
}

static void
zc_difference_list_finalize (GObject *object)
{
  ZcDifferenceList *self = ZC_DIFFERENCE_LIST (object);

  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->servers);
  g_free (self->search);

  G_OBJECT_CLASS (zc_difference_list_parent_class)->finalize (object);
}

static gboolean
zc_difference_list_focus (GtkWidget        *widget,
                          GtkDirectionType  direction)
{
  ZcDifferenceList *self = ZC_DIFFERENCE_LIST (widget);
  gboolean found;

  if (zc_focus_leave_list (GTK_WIDGET (self->view), gtk_widget_get_prev_sibling (GTK_WIDGET (self->stack)), direction,
                           &found))
    return found;

  return GTK_WIDGET_CLASS (zc_difference_list_parent_class)->focus (widget, direction);
}

static void
zc_difference_list_class_init (ZcDifferenceListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = zc_difference_list_set_property;
  object_class->constructed = zc_difference_list_constructed;
  object_class->dispose = zc_difference_list_dispose;
  object_class->finalize = zc_difference_list_finalize;
  widget_class->focus = zc_difference_list_focus;

  g_object_class_install_property (object_class, PROP_PURPOSE,
                                   g_param_spec_int ("purpose", NULL, NULL,
                                                     ZC_DIFFERENCE_PURPOSE_COMPARE, ZC_DIFFERENCE_PURPOSE_PREVIEW,
                                                     ZC_DIFFERENCE_PURPOSE_COMPARE,
                                                     G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));

  g_type_ensure (ZC_TYPE_TOOLBAR_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/zonecourier/ZoneCourier/widgets/zc-difference-list.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcDifferenceList, search_entry);
  gtk_widget_class_bind_template_child (widget_class, ZcDifferenceList, kind_drop_down);
  gtk_widget_class_bind_template_child (widget_class, ZcDifferenceList, server_drop_down);
  gtk_widget_class_bind_template_child (widget_class, ZcDifferenceList, stack);
  gtk_widget_class_bind_template_child (widget_class, ZcDifferenceList, view);
  gtk_widget_class_bind_template_child (widget_class, ZcDifferenceList, status_label);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
}

static void
zc_difference_list_init (ZcDifferenceList *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkSelectionModel) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->servers = gtk_string_list_new ((const char *[]) { _("All servers"), _("Records at IONOS"), NULL });
  gtk_drop_down_set_model (self->server_drop_down, G_LIST_MODEL (self->servers));
  self->filter = gtk_custom_filter_new (filter_cb, self, NULL);
  self->shown = gtk_filter_list_model_new (NULL, g_object_ref (GTK_FILTER (self->filter)));
  gtk_filter_list_model_set_incremental (self->shown, TRUE);
  g_signal_connect_swapped (self->shown, "notify::pending", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->shown, "items-changed", G_CALLBACK (update), self);
  self->model_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->model_signals, "items-changed", G_CALLBACK (update), self);

  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->shown))));
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, selection);

  zc_a11y_set_name (GTK_WIDGET (self->view), _("Differences"));
  zc_choice_set_up (self->kind_drop_down, _("Kind of difference"));
  zc_choice_set_up (self->server_drop_down, _("Server"));
  zc_a11y_repair (GTK_WIDGET (self));
  update (self);
}

void
zc_difference_list_set_model (ZcDifferenceList   *self,
                              GListModel         *model,
                              const char * const *servers)
{
  static const char * const nobody[] = { NULL };

  g_return_if_fail (ZC_IS_DIFFERENCE_LIST (self));
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  gtk_string_list_splice (self->servers, SERVICE + 1, g_list_model_get_n_items (G_LIST_MODEL (self->servers)) - SERVICE - 1,
                          servers != NULL ? servers : nobody);
  gtk_widget_set_visible (GTK_WIDGET (self->server_drop_down), servers != NULL);
  gtk_filter_list_model_set_model (self->shown, model);
  g_signal_group_set_target (self->model_signals, model);
  update (self);
}

GListModel *
zc_difference_list_get_shown (ZcDifferenceList *self)
{
  g_return_val_if_fail (ZC_IS_DIFFERENCE_LIST (self), NULL);

  return G_LIST_MODEL (self->shown);
}

void
zc_difference_list_search (ZcDifferenceList *self)
{
  g_return_if_fail (ZC_IS_DIFFERENCE_LIST (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (self->search_entry, 0, -1);
}
