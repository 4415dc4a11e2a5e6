/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-history-page.h"

#include "zc-run-list.h"

struct _ZcHistoryPage
{
  AdwBin parent_instance;

  ZcRunList *list; /* (not owned) */
};

G_DEFINE_FINAL_TYPE (ZcHistoryPage, zc_history_page, ADW_TYPE_BIN)

static void
zc_history_page_class_init (ZcHistoryPageClass *class)
{
}

static void
zc_history_page_init (ZcHistoryPage *self)
{
  self->list = g_object_new (ZC_TYPE_RUN_LIST, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

void
zc_history_page_set_zone (ZcHistoryPage *self,
                          ZcSession     *session,
                          ZcZone        *zone)
{
  g_return_if_fail (ZC_IS_HISTORY_PAGE (self));
  g_return_if_fail (ZC_IS_SESSION (session));
  g_return_if_fail (ZC_IS_ZONE (zone));

  zc_run_list_set_session (self->list, session, zc_zone_get_id (zone));
}

void
zc_history_page_search (ZcHistoryPage *self)
{
  g_return_if_fail (ZC_IS_HISTORY_PAGE (self));

  zc_run_list_search (self->list);
}
