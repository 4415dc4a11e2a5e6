/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dns-outcome.h"
#include "zc-dns-server.h"

G_BEGIN_DECLS

/**
 * ZcQuestion:
 * @owner: the name to ask for, in wire form without compression
 * @owner_len: its length
 * @type: the record type to ask for
 * @tag: what the asker knows the question by
 *
 * One question, class IN.
 */
typedef struct
{
  const guint8 *owner;
  gsize owner_len;
  guint16 type;
  guint64 tag;
} ZcQuestion;

/**
 * ZcAsker:
 * @next: gives the next question for a server. %FALSE when there is none now; it is called again
 *   behind each answer, so an answer may lead to more questions. The name is copied
 * @answer: takes the end of a question. @outcome is %ZC_DNS_OUTCOME_OK when an answer came, whatever its
 *   RCODE says, else @message is %NULL. The message was checked for ID, QR, opcode and question and
 *   nothing else; it is valid during the call
 *
 * Who knows the questions and what to make of the answers: functions over a pointer. They are called in
 * the engine's thread, never two at a time, and everything they did happened before the engine's callback.
 */
typedef struct
{
  gboolean (*next)   (gpointer          asker,
                      guint             server,
                      ZcQuestion       *question);
  void     (*answer) (gpointer          asker,
                      guint             server,
                      const ZcQuestion *question,
                      ZcDnsOutcome      outcome,
                      ZcDnsTransport    transport,
                      const guint8     *message,
                      gsize             length);
} ZcAsker;

/**
 * ZcQuestionEngineOptions:
 * @max_qps: how many questions a second one server is asked at most, 0 for no limit
 * @max_in_flight: how many questions wait for one server's answer at most, 0 for the usual number
 * @timeout_ms: the time after which a server that answered nothing is given up, in milliseconds. One try
 *   of a question waits for a sixth of it, 2 s at most
 * @dnssec: ask for signatures (RFC 3225)
 * @transport: %ZC_DNS_TRANSPORT_UDP with TCP where UDP does not do, or TCP only
 *
 * How questions are asked.
 */
typedef struct
{
  guint max_qps;
  guint max_in_flight;
  guint timeout_ms;
  gboolean dnssec;
  ZcDnsTransport transport;
} ZcQuestionEngineOptions;

/**
 * ZC_QUESTION_ENGINE_USUAL_QPS:
 *
 * The rate that most servers' limits allow to one client.
 */
#define ZC_QUESTION_ENGINE_USUAL_QPS 200

/**
 * ZcQuestionStats:
 * @n_asked: how many questions were asked
 * @n_answered: how many of them were answered, whatever the answer says
 * @n_unanswered: how many of them ended without an answer
 * @n_sent: how many messages were sent for them, repetitions included
 * @n_tcp: how many of them went over TCP in the end
 * @gave_up: whether the server was given up before all questions were asked
 * @failure: why the last unanswered question ended, %ZC_DNS_OUTCOME_OK when there is none
 *
 * How it went with one server.
 */
typedef struct
{
  guint64 n_asked;
  guint64 n_answered;
  guint64 n_unanswered;
  guint64 n_sent;
  guint64 n_tcp;
  gboolean gave_up;
  ZcDnsOutcome failure;
} ZcQuestionStats;

/**
 * ZcQuestionProgressFunc:
 * @n_ended: how many questions came to their end, on all servers together
 * @n_answered: how many of these were answered
 * @user_data: the data of the run
 *
 * Called in the caller's main context while questions are asked, ten times a second at most, and never
 * after the end.
 */
typedef void (*ZcQuestionProgressFunc) (guint64  n_ended,
                                        guint64  n_answered,
                                        gpointer user_data);

/**
 * ZcQuestionEngine:
 *
 * Asks many questions of several servers at once, as fast as each server and the limit allow, in a thread
 * of its own. A question goes over UDP; it is repeated when nothing comes, asked without EDNS when the
 * server does not bear that, and asked over TCP when the answer was truncated or the server stays silent.
 */
#define ZC_TYPE_QUESTION_ENGINE (zc_question_engine_get_type ())
G_DECLARE_FINAL_TYPE (ZcQuestionEngine, zc_question_engine, ZC, QUESTION_ENGINE, GObject)

/**
 * zc_question_engine_new:
 * @servers: (element-type ZcDnsServer): whom to ask; the asker knows them by their place
 * @options: how to ask
 *
 * Returns: (transfer full): a new engine, for one run
 */
ZcQuestionEngine *zc_question_engine_new        (GPtrArray                     *servers,
                                                 const ZcQuestionEngineOptions *options);

/**
 * zc_question_engine_run_async:
 * @self: an engine that did not run yet
 * @asker: who gives the questions and takes the answers
 * @asker_data: what @asker's functions are called with; kept by the caller until @callback
 * @progress: (nullable): called from time to time
 * @cancellable: (nullable): a cancellable; questions that wait then end without a word to the asker
 * @callback: called when all questions came to their end
 * @user_data: data for @callback and @progress
 *
 * Asks until the asker has no more questions for any server. There is no limit of time: the run ends when
 * every server has answered, or is given up.
 */
void              zc_question_engine_run_async  (ZcQuestionEngine              *self,
                                                 const ZcAsker                 *asker,
                                                 gpointer                       asker_data,
                                                 ZcQuestionProgressFunc         progress,
                                                 GCancellable                  *cancellable,
                                                 GAsyncReadyCallback            callback,
                                                 gpointer                       user_data);

/**
 * zc_question_engine_run_finish:
 * @self: the engine
 * @result: the result
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE when the run came to its end
 */
gboolean          zc_question_engine_run_finish (ZcQuestionEngine              *self,
                                                 GAsyncResult                  *result,
                                                 GError                       **error);

/**
 * zc_question_engine_set_paused:
 * @self: an engine
 * @paused: whether to pause
 *
 * Pauses or goes on, from any thread and as often as wanted. In a pause no new question is asked; those
 * that were asked come to their end. The time of a pause counts for no timeout.
 */
void              zc_question_engine_set_paused (ZcQuestionEngine              *self,
                                                 gboolean                       paused);

/**
 * zc_question_engine_get_stats:
 * @self: an engine that does not run
 * @server: the place of a server
 *
 * Returns: (transfer none): how it went with the server
 */
const ZcQuestionStats *
                  zc_question_engine_get_stats  (ZcQuestionEngine              *self,
                                                 guint                          server);

G_END_DECLS
