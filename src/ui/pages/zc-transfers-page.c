/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-transfers-page.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-live-widgets.h"
#include "zc-run-row.h"

struct _ZcTransfersPage
{
  AdwBin parent_instance;

  /* Widgets of the template */
  GtkStack *stack; /* (not owned) */
  GtkListView *list_view; /* (not owned) */

  GListModel *runs; /* (owned) (nullable) */
  GtkSelectionModel *selection; /* (owned) (nullable) */
  ZcLiveWidgets *live_rows; /* (owned): the rows whose times have to be updated */
  guint times_id; /* when not 0, a source that brings times up to date */
};

G_DEFINE_FINAL_TYPE (ZcTransfersPage, zc_transfers_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_RUN_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
update_view (ZcTransfersPage *self)
{
  gboolean empty = self->runs == NULL || g_list_model_get_n_items (self->runs) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "content");
}

static void
activate_run (ZcTransfersPage *self,
              ZcRun           *run)
{
  g_signal_emit (self, signals[SIGNAL_RUN_ACTIVATED], 0, run);
}

static void
setup_cb (ZcTransfersPage *self,
          GtkListItem     *list_item)
{
  GtkWidget *row = zc_run_row_new ();

  g_signal_connect_object (row, "show-details", G_CALLBACK (activate_run), self, G_CONNECT_SWAPPED);
  zc_live_widgets_add (self->live_rows, row);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (ZcTransfersPage *self,
         GtkListItem     *list_item)
{
  zc_run_row_set_run (ZC_RUN_ROW (gtk_list_item_get_child (list_item)), gtk_list_item_get_item (list_item));
}

static void
unbind_cb (ZcTransfersPage *self,
           GtkListItem     *list_item)
{
  zc_run_row_set_run (ZC_RUN_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
activate_cb (ZcTransfersPage *self,
             guint            position)
{
  g_autoptr(ZcRun) run = g_list_model_get_item (self->runs, position);

  if (run != NULL)
    activate_run (self, run);
}

static void
update_times (gpointer row,
              gpointer data)
{
  zc_run_row_update_times (row);
}

static gboolean
times_cb (gpointer data)
{
  ZcTransfersPage *self = data;

  zc_live_widgets_foreach (self->live_rows, update_times, NULL);

  return G_SOURCE_CONTINUE;
}

static void
zc_transfers_page_map (GtkWidget *widget)
{
  ZcTransfersPage *self = ZC_TRANSFERS_PAGE (widget);

  GTK_WIDGET_CLASS (zc_transfers_page_parent_class)->map (widget);

  times_cb (self);
  self->times_id = g_timeout_add_seconds (1, times_cb, self);
}

static void
zc_transfers_page_unmap (GtkWidget *widget)
{
  ZcTransfersPage *self = ZC_TRANSFERS_PAGE (widget);

  g_clear_handle_id (&self->times_id, g_source_remove);

  GTK_WIDGET_CLASS (zc_transfers_page_parent_class)->unmap (widget);
}

static void
forget_runs (ZcTransfersPage *self)
{
  if (self->runs != NULL)
    g_signal_handlers_disconnect_by_func (self->runs, update_view, self);
  g_clear_object (&self->runs);
  g_clear_object (&self->selection);
}

static void
zc_transfers_page_dispose (GObject *object)
{
  ZcTransfersPage *self = ZC_TRANSFERS_PAGE (object);

  g_clear_handle_id (&self->times_id, g_source_remove);
  forget_runs (self);

  /* The list's rows call back while they go, so they go first. */
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  self->list_view = NULL;

  G_OBJECT_CLASS (zc_transfers_page_parent_class)->dispose (object);
}

static void
zc_transfers_page_finalize (GObject *object)
{
  g_clear_pointer (&ZC_TRANSFERS_PAGE (object)->live_rows, zc_live_widgets_free);

  G_OBJECT_CLASS (zc_transfers_page_parent_class)->finalize (object);
}

static void
zc_transfers_page_class_init (ZcTransfersPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = zc_transfers_page_dispose;
  object_class->finalize = zc_transfers_page_finalize;
  widget_class->map = zc_transfers_page_map;
  widget_class->unmap = zc_transfers_page_unmap;

  signals[SIGNAL_RUN_ACTIVATED] = g_signal_new ("run-activated", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                                0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 1, ZC_TYPE_RUN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/zonecourier/ZoneCourier/pages/zc-transfers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcTransfersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ZcTransfersPage, list_view);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
zc_transfers_page_init (ZcTransfersPage *self)
{
  self->live_rows = zc_live_widgets_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  zc_a11y_set_name (GTK_WIDGET (self->list_view), _("Transfers"));
  zc_a11y_repair (GTK_WIDGET (self));
  update_view (self);
}

void
zc_transfers_page_set_session (ZcTransfersPage *self,
                               ZcSession       *session)
{
  g_return_if_fail (ZC_IS_TRANSFERS_PAGE (self));
  g_return_if_fail (session == NULL || ZC_IS_SESSION (session));

  forget_runs (self);
  if (session != NULL)
    {
      self->runs = g_object_ref (zc_session_get_runs (session));
      self->selection = GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (self->runs)));
      gtk_single_selection_set_autoselect (GTK_SINGLE_SELECTION (self->selection), FALSE);
      gtk_single_selection_set_can_unselect (GTK_SINGLE_SELECTION (self->selection), TRUE);
      g_signal_connect_swapped (self->runs, "items-changed", G_CALLBACK (update_view), self);
    }

  gtk_list_view_set_model (self->list_view, self->selection);
  update_view (self);
}

void
zc_transfers_page_show_run (ZcTransfersPage *self,
                            ZcRun           *run)
{
  g_return_if_fail (ZC_IS_TRANSFERS_PAGE (self));
  g_return_if_fail (ZC_IS_RUN (run));

  if (self->runs == NULL)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (self->runs); i++)
    {
      g_autoptr(ZcRun) other = g_list_model_get_item (self->runs, i);

      if (other != run)
        continue;

      gtk_selection_model_select_item (self->selection, i, TRUE);
      gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", i);
      gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
      return;
    }
}
