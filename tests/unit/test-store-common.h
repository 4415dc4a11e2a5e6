/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-history.h"
#include "zc-run-journal-private.h"
#include "zc-store-private.h"
#include "zc-test.h"

G_BEGIN_DECLS

/* A store in a folder of its own, and runs without servers. */

#define ACCOUNT "environment"
#define SECOND G_USEC_PER_SEC

typedef struct
{
  char *folder;   /* (owned) */
  char *path;     /* (owned) */
  ZcStore *store; /* (owned) */
} Fixture;

/* A run without its servers: what is applied is what the test says. */
typedef struct
{
  ZcRunJournal *journal; /* (owned) */
  ZcRunMachine *machine; /* (owned) */
  gint64 now_us;
} Run;

void            store_set_up           (Fixture       *fixture,
                                        gconstpointer  data);
void            store_tear_down        (Fixture       *fixture,
                                        gconstpointer  data);
void            store_reopen           (Fixture *fixture);
ZcSerialReport *store_make_report      (guint32 primary,
                                        guint32 secondary);
ZcSerialReport *store_make_full_report (guint32 primary,
                                        guint32 secondary);
GPtrArray      *store_make_statuses    (const char *status,
                                        const char *message);
void            store_apply            (Run            *run,
                                        ZcRunEventType  type,
                                        ZcSerialReport *report,
                                        GPtrArray      *statuses,
                                        const char     *text);
Run            *store_begin            (ZcStore    *store,
                                        const char *zone_name);
void            store_run_free         (Run *run);
void            store_start            (Run *run);
void            store_end              (Run *run);
gint64          store_add_ended_run    (ZcStore    *store,
                                        const char *zone_name);
GListModel     *store_load_entries     (ZcStore *store,
                                        gint64   id);
GPtrArray      *store_list_unfinished  (ZcStore *store);
gboolean        store_is_loaded        (ZcHistory *history);
ZcHistory      *store_open_history     (ZcStore *store);
guint           store_count_items      (gpointer model);
void            store_execute          (const char *path,
                                        const char *sql);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, store_run_free)

G_END_DECLS
