/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-run.h"
#include "zc-run-record.h"

G_BEGIN_DECLS

/**
 * ZcRunFacts:
 * @id: the run's id
 * @zone_id: the zone's id
 * @zone_name: the zone's name as the service spells it
 * @display_name: the zone's name as people read it
 * @state: where it stands or how it ended
 * @proof: how well that is proven
 * @active: whether it is not over
 * @words: the state in words
 * @explanation: what was seen and what it means
 * @started: (nullable): when it was begun
 * @elapsed_us: how long it took or has taken so far, in microseconds
 * @has_before: whether @before is known
 * @before: the serial of the name servers before the start
 * @has_after: whether @after is known
 * @after: the serial of the name servers at the end
 * @delta: (nullable): what the transfer was expected to change
 *
 * What a list shows of a run, be it a #ZcRun under way or the #ZcRunRecord of a past one. Everything belongs to
 * the run and is good for as long as that does not change.
 */
typedef struct
{
  gint64 id;
  const char *zone_id;
  const char *zone_name;
  const char *display_name;
  ZcRunState state;
  ZcRunProof proof;
  gboolean active;
  const char *words;
  const char *explanation;
  GDateTime *started;
  gint64 elapsed_us;
  gboolean has_before;
  guint32 before;
  gboolean has_after;
  guint32 after;
  const ZcRunDelta *delta;
} ZcRunFacts;

/**
 * zc_run_facts_read:
 * @run: a #ZcRun or #ZcRunRecord
 *
 * Returns: the facts
 */
ZcRunFacts  zc_run_facts_read        (gpointer          run);

/**
 * zc_run_facts_was_resumed:
 * @run: a run
 *
 * Returns: %TRUE when a former program began it and this one went on watching
 */
gboolean    zc_run_facts_was_resumed (ZcRun            *run);

/**
 * zc_run_facts_dup_result:
 * @facts: facts
 *
 * Returns: (transfer full): how well the end is proven, the serials before and after, and what was expected to
 *   change, in one line; "" when nothing of it is known
 */
char       *zc_run_facts_dup_result  (const ZcRunFacts *facts);

/**
 * zc_run_facts_dup_times:
 * @facts: facts
 * @now: the present
 *
 * Returns: (transfer full): when it was begun and how long it took, in one line
 */
char       *zc_run_facts_dup_times   (const ZcRunFacts *facts,
                                      GDateTime        *now);

G_END_DECLS
