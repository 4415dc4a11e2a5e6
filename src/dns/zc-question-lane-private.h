/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-question-engine.h"

G_BEGIN_DECLS

/* Private to the question engine: the questions to one server. Everything happens in one thread. */

typedef struct _ZcQuestionLane ZcQuestionLane;

/**
 * ZcQuestionLaneSetup:
 * @options: how to ask
 * @asker: who gives the questions and takes the answers
 * @asker_data: what @asker's functions are called with
 * @context: the main context of the engine's thread, which is its thread-default one
 * @ended: called when a question came to its end, and when there are no more
 * @ended_data: data for @ended
 *
 * What the lanes of an engine have in common.
 */
typedef struct
{
  ZcQuestionEngineOptions options;
  const ZcAsker *asker;
  gpointer asker_data;
  GMainContext *context;
  void (*ended) (gpointer data);
  gpointer ended_data;
} ZcQuestionLaneSetup;

/**
 * zc_question_lane_new:
 * @setup: what the lanes have in common; kept by the caller
 * @server: whom to ask
 * @index: the server's place
 *
 * Returns: (transfer full): a new lane, at rest
 */
ZcQuestionLane  *zc_question_lane_new        (const ZcQuestionLaneSetup *setup,
                                              ZcDnsServer               *server,
                                              guint                      index);

/**
 * zc_question_lane_free:
 * @self: (transfer full): a lane in which no exchange over TCP runs
 *
 * Frees the lane without a word to the asker.
 */
void             zc_question_lane_free       (ZcQuestionLane            *self);

/**
 * zc_question_lane_set_paused:
 * @self: a lane
 * @paused: whether new questions have to wait
 *
 * Goes on with what is to do, or stops taking new questions.
 */
void             zc_question_lane_set_paused (ZcQuestionLane            *self,
                                              gboolean                   paused);

/**
 * zc_question_lane_stop:
 * @self: a lane
 *
 * Stops all exchanges. The asker hears nothing more of the lane.
 */
void             zc_question_lane_stop       (ZcQuestionLane            *self);

/**
 * zc_question_lane_is_done:
 * @self: a lane
 *
 * Returns: whether no question waits and none will come
 */
gboolean         zc_question_lane_is_done    (ZcQuestionLane            *self);

/**
 * zc_question_lane_is_quiet:
 * @self: a lane
 *
 * Returns: whether no exchange over TCP runs
 */
gboolean         zc_question_lane_is_quiet   (ZcQuestionLane            *self);

/**
 * zc_question_lane_get_stats:
 * @self: a lane
 *
 * Returns: (transfer none): how it went so far
 */
const ZcQuestionStats *
                 zc_question_lane_get_stats  (ZcQuestionLane            *self);

G_END_DECLS
