/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-run-machine.h"

G_BEGIN_DECLS

struct _ZcRunMachine
{
  ZcRunState state;
  ZcRunProof proof;

  /* Before the start. */
  gboolean has_snapshot;
  gboolean sent;                /* whether the PUT has left */
  GPtrArray *statuses_before;   /* (owned) (nullable) (element-type ZcPrimaryStatus) */
  gboolean served_before_known;
  guint32 served_before;        /* the newest serial of any name server */
  gboolean served_none_before;  /* whether all name servers answered, and none with the zone */
  gboolean agreed_before;       /* whether all that serve the zone had the same serial */
  gboolean in_sync_before;
  gboolean had_target_before;   /* whether every name server had it, over one transport at least */

  /* The newest observations. */
  ZcSerialReport *report;       /* (owned) (nullable) */
  GPtrArray *statuses;          /* (owned) (nullable) (element-type ZcPrimaryStatus) */
  gboolean statuses_are_new;    /* whether they ever differed from those before the start */
  gboolean name_server_answered; /* whether any name server ever answered a question */
  guint n_ok_polls;             /* how often in a row all statuses were "Ok" */
  char *text;                   /* (owned) (nullable): of a rejection, a loss or a passing trouble */

  gboolean target_known;
  guint32 target;               /* the newest serial that a primary ever answered with */
  gboolean accepted;            /* whether the service accepted the PUT */
  gboolean unanswered;          /* whether the answer to the PUT was lost */
  gboolean moved;               /* whether any name server went beyond served_before */
  gint64 answered_us;           /* when the PUT was answered, or its answer was given up */
};

/**
 * zc_run_machine_all_ok:
 * @self: a machine
 *
 * Returns: %TRUE when the service's newest statuses are all "Ok"
 */
gboolean zc_run_machine_all_ok   (ZcRunMachine *self);

/**
 * zc_run_machine_all_fail:
 * @self: a machine
 *
 * Returns: %TRUE when the service's newest statuses all explain an error
 */
gboolean zc_run_machine_all_fail (ZcRunMachine *self);

/**
 * zc_run_machine_dup_next_step:
 * @self: a machine
 *
 * Says what to do about the end of a run, as the table of causes does.
 *
 * Returns: (transfer full) (nullable): translated sentences, %NULL when there is nothing to do, or when what is known
 *   says nothing about it
 */
char    *zc_run_machine_dup_next_step (ZcRunMachine *self);

G_END_DECLS
