/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-run.h"

#include "zc-run-journal-private.h"
#include "zc-run-poller-private.h"

G_BEGIN_DECLS

struct _ZcRun
{
  GObject parent_instance;

  ZcCloudClient *client;      /* (owned) */
  ZcDnsConfig *config;        /* (owned) */
  ZcZone *zone;               /* (owned) */
  ZcStore *store;             /* (owned) (nullable) */
  char *account_id;           /* (owned) (nullable) */
  guint deadline_seconds;

  ZcRunMachine *machine;      /* (owned) */
  ZcRunJournal *journal;      /* (owned) */
  char *words;                /* (owned) */
  char *explanation;          /* (owned) */
  GDateTime *started;         /* (owned) (nullable) */
  GDateTime *ended;           /* (owned) (nullable) */
  gint64 ended_us;            /* how long after the begin that was */
  ZcSerialReport *report;     /* (owned) (nullable) */
  GPtrArray *statuses;        /* (owned) (nullable) (element-type ZcPrimaryStatus) */

  /* In-progress data. */
  ZcSerialReport *before;     /* (owned) (nullable): what a queued run was given */
  GCancellable *cancellable;  /* (owned): of the snapshot; the PUT is never taken back */
  ZcRunPoller *poller;        /* (owned) (nullable): while the run is watched */
  guint deadline_id;
};

/**
 * zc_run_apply:
 * @self: a run
 * @event: what happened; its time is filled in
 * @written: (nullable): called, with a reference to the run as its data, when the event is kept or when it is known
 *   that it cannot be
 *
 * Has the machine judge what happened and the journal keep it, and notifies what changed. After the end it does
 * nothing: whatever comes in then belongs to nothing any more.
 */
void zc_run_apply        (ZcRun               *self,
                          ZcRunEvent           event,
                          GAsyncReadyCallback  written);

/**
 * zc_run_update_texts:
 * @self: a run
 *
 * Takes words and explanation from the machine, and notifies those that are new.
 */
void zc_run_update_texts (ZcRun               *self);

/**
 * zc_run_set_watched:
 * @self: a run
 * @watched: whether this object watches the run from now on
 *
 * Tells the store that this object watches the run, or that nobody does.
 */
void zc_run_set_watched  (ZcRun               *self,
                          gboolean             watched);

G_END_DECLS
