/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-transfers-page.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-run-list.h"

struct _ZcTransfersPage
{
  AdwBin parent_instance;

  /* Widgets of the template */
  GtkRevealer *revealer; /* (not owned) */
  GtkProgressBar *progress_bar; /* (not owned) */
  ZcRunList *list; /* (not owned) */

  GListModel *batches; /* (owned) (nullable) (element-type ZcTransferBatch) */
  GPtrArray *followed_batches; /* (owned) (element-type ZcTransferBatch) those whose signals are connected */
};

G_DEFINE_FINAL_TYPE (ZcTransfersPage, zc_transfers_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_SEARCH_MODE_ENABLED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* How far all that was confirmed together has come. One look at the bar has to do, so there is one bar for all. */
static void
update_progress (ZcTransfersPage *self)
{
  guint n_zones = 0;
  guint n_ended = 0;
  guint n_done = 0;
  guint n_failed = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->followed_batches->len; i++)
    {
      ZcTransferBatch *batch = g_ptr_array_index (self->followed_batches, i);

      n_zones += zc_transfer_batch_get_n_zones (batch);
      n_ended += zc_transfer_batch_get_n_ended (batch);
      n_done += zc_transfer_batch_count (batch, ZC_RUN_STATE_DONE) +
                zc_transfer_batch_count (batch, ZC_RUN_STATE_NOTHING_TO_TRANSFER);
      n_failed += zc_transfer_batch_count (batch, ZC_RUN_STATE_FAILED);
    }

  gtk_revealer_set_reveal_child (self->revealer, n_zones > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), n_zones > 0);
  if (n_zones == 0)
    return;

  if (n_failed > 0)
    /* Translators: how many of how many transfers are done, and how many failed. */
    text = g_strdup_printf (_("%u of %u done, %u failed"), n_done, n_zones, n_failed);
  else
    /* Translators: how many of how many transfers are done. */
    text = g_strdup_printf (_("%u of %u done"), n_done, n_zones);
  gtk_progress_bar_set_fraction (self->progress_bar, (double) n_ended / n_zones);
  gtk_progress_bar_set_text (self->progress_bar, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress_bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
unfollow_batches (ZcTransfersPage *self)
{
  for (guint i = 0; i < self->followed_batches->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->followed_batches, i), update_progress, self);
  g_ptr_array_set_size (self->followed_batches, 0);
}

static void
batches_changed_cb (ZcTransfersPage *self)
{
  unfollow_batches (self);
  for (guint i = 0; self->batches != NULL && i < g_list_model_get_n_items (self->batches); i++)
    {
      ZcTransferBatch *batch = g_list_model_get_item (self->batches, i);

      g_signal_connect_swapped (batch, "notify::n-ended", G_CALLBACK (update_progress), self);
      g_ptr_array_add (self->followed_batches, batch);
    }

  update_progress (self);
}

static void
search_mode_cb (ZcTransfersPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_MODE_ENABLED]);
}

static void
zc_transfers_page_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  ZcTransfersPage *self = ZC_TRANSFERS_PAGE (object);

  if (property_id == PROP_SEARCH_MODE_ENABLED)
    g_object_get_property (G_OBJECT (self->list), "search-mode-enabled", value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
zc_transfers_page_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  ZcTransfersPage *self = ZC_TRANSFERS_PAGE (object);

  if (property_id == PROP_SEARCH_MODE_ENABLED)
    g_object_set_property (G_OBJECT (self->list), "search-mode-enabled", value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
zc_transfers_page_dispose (GObject *object)
{
  zc_transfers_page_set_batches (ZC_TRANSFERS_PAGE (object), NULL);

  G_OBJECT_CLASS (zc_transfers_page_parent_class)->dispose (object);
}

static void
zc_transfers_page_finalize (GObject *object)
{
  g_ptr_array_unref (ZC_TRANSFERS_PAGE (object)->followed_batches);

  G_OBJECT_CLASS (zc_transfers_page_parent_class)->finalize (object);
}

static void
zc_transfers_page_class_init (ZcTransfersPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = zc_transfers_page_get_property;
  object_class->set_property = zc_transfers_page_set_property;
  object_class->dispose = zc_transfers_page_dispose;
  object_class->finalize = zc_transfers_page_finalize;

  properties[PROP_SEARCH_MODE_ENABLED] = g_param_spec_boolean ("search-mode-enabled", NULL, NULL, FALSE,
                                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                               G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (ZC_TYPE_RUN_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/zonecourier/ZoneCourier/pages/zc-transfers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcTransfersPage, revealer);
  gtk_widget_class_bind_template_child (widget_class, ZcTransfersPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, ZcTransfersPage, list);
}

static void
zc_transfers_page_init (ZcTransfersPage *self)
{
  self->followed_batches = g_ptr_array_new_with_free_func (g_object_unref);

  gtk_widget_init_template (GTK_WIDGET (self));
  zc_a11y_set_name (GTK_WIDGET (self->progress_bar), _("Progress of the transfers started together"));
  update_progress (self);
  g_signal_connect_object (self->list, "notify::search-mode-enabled", G_CALLBACK (search_mode_cb), self,
                           G_CONNECT_SWAPPED);
}

void
zc_transfers_page_set_session (ZcTransfersPage *self,
                               ZcSession       *session)
{
  g_return_if_fail (ZC_IS_TRANSFERS_PAGE (self));
  g_return_if_fail (session == NULL || ZC_IS_SESSION (session));

  zc_run_list_set_session (self->list, session, NULL);
}

void
zc_transfers_page_set_batches (ZcTransfersPage *self,
                               GListModel      *batches)
{
  g_return_if_fail (ZC_IS_TRANSFERS_PAGE (self));
  g_return_if_fail (batches == NULL || G_IS_LIST_MODEL (batches));

  if (self->batches != NULL)
    g_signal_handlers_disconnect_by_func (self->batches, batches_changed_cb, self);
  g_set_object (&self->batches, batches);
  if (batches != NULL)
    g_signal_connect_swapped (batches, "items-changed", G_CALLBACK (batches_changed_cb), self);
  if (batches == NULL)
    unfollow_batches (self);
  else
    batches_changed_cb (self);
}

void
zc_transfers_page_show_run (ZcTransfersPage *self,
                            ZcRun           *run)
{
  g_return_if_fail (ZC_IS_TRANSFERS_PAGE (self));
  g_return_if_fail (ZC_IS_RUN (run));

  zc_run_list_show_run (self->list, zc_run_get_id (run));
}

void
zc_transfers_page_search (ZcTransfersPage *self)
{
  g_return_if_fail (ZC_IS_TRANSFERS_PAGE (self));

  zc_run_list_search (self->list);
}

void
zc_transfers_page_set_key_capture_widget (ZcTransfersPage *self,
                                          GtkWidget       *widget)
{
  g_return_if_fail (ZC_IS_TRANSFERS_PAGE (self));
  g_return_if_fail (widget == NULL || GTK_IS_WIDGET (widget));

  zc_run_list_set_key_capture_widget (self->list, widget);
}
