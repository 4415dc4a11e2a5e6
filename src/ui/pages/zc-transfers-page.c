/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-transfers-page.h"

#include "zc-run-list.h"

struct _ZcTransfersPage
{
  AdwBin parent_instance;

  /* Widgets of the template */
  ZcRunList *list; /* (not owned) */
};

G_DEFINE_FINAL_TYPE (ZcTransfersPage, zc_transfers_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_SEARCH_MODE_ENABLED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

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
zc_transfers_page_class_init (ZcTransfersPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = zc_transfers_page_get_property;
  object_class->set_property = zc_transfers_page_set_property;

  properties[PROP_SEARCH_MODE_ENABLED] = g_param_spec_boolean ("search-mode-enabled", NULL, NULL, FALSE,
                                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                               G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (ZC_TYPE_RUN_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/zonecourier/ZoneCourier/pages/zc-transfers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZcTransfersPage, list);
}

static void
zc_transfers_page_init (ZcTransfersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
