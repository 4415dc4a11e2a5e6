/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dns-server.h"
#include "zc-question-engine.h"
#include "zc-zone-copy.h"

G_BEGIN_DECLS

/**
 * ZC_RECORD_CHECK_MOST_ITEMS:
 *
 * How many differences of one server are kept one by one; all of them are counted.
 */
#define ZC_RECORD_CHECK_MOST_ITEMS 10000

/**
 * ZcRecordVerdict:
 * @server: who was asked (owned)
 * @n_asked: how many sets were to be asked for; signatures are sets of their own
 * @n_unverified: for how many of them there was no usable answer
 * @n_missing: how many sets the server does not have
 * @n_changed: how many sets it has with other records or another TTL, those of @n_ttl_only included
 * @n_ttl_only: how many sets differ in nothing but the TTL
 * @has_serial: whether the server answered with a SOA
 * @serial: its serial
 * @differences: (element-type ZcDifference): the first %ZC_RECORD_CHECK_MOST_ITEMS of the sets that are
 *   missing or changed, in canonical order (owned)
 *
 * What one server answers for the sets of a zone copy.
 */
typedef struct
{
  ZcDnsServer *server;
  guint64 n_asked;
  guint64 n_unverified;
  guint64 n_missing;
  guint64 n_changed;
  guint64 n_ttl_only;
  gboolean has_serial;
  guint32 serial;
  GListModel *differences;
} ZcRecordVerdict;

/**
 * zc_record_verdict_free:
 * @self: (transfer full): a verdict
 *
 * Frees the verdict and what it owns.
 */
void             zc_record_verdict_free       (ZcRecordVerdict               *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcRecordVerdict, zc_record_verdict_free)

/**
 * ZcRecordCheck:
 *
 * Verifies by questions: every RRset of a zone copy is asked of every server, and the answers are compared
 * with it, where no copies of the servers can be had.
 */
#define ZC_TYPE_RECORD_CHECK (zc_record_check_get_type ())
G_DECLARE_FINAL_TYPE (ZcRecordCheck, zc_record_check, ZC, RECORD_CHECK, GObject)

/**
 * zc_record_check_new:
 * @copy: the copy that counts as right
 * @servers: (element-type ZcDnsServer): whom to ask
 * @options: how to ask; whether to ask for signatures is decided by the copy
 *
 * Returns: (transfer full): a new check, for one run
 */
ZcRecordCheck   *zc_record_check_new          (ZcZoneCopy                    *copy,
                                               GPtrArray                     *servers,
                                               const ZcQuestionEngineOptions *options);

/**
 * zc_record_check_run_async:
 * @self: a check that did not run yet
 * @progress: (nullable): called from time to time
 * @cancellable: (nullable): a cancellable
 * @callback: called when all sets were asked for
 * @user_data: data for @callback and @progress
 *
 * Asks. Each set is asked for by its owner and type; its signatures come with it. The NS records of a
 * delegation are taken from the referral. Not asked for is what a server cannot answer by name: what lies
 * below a delegation or a DNAME, such as glue, and the NSEC3 records. What a wildcard answers counts as the
 * answer. The SOA is compared only when its serial is that of the copy.
 *
 * There is no limit of time: the run ends when every server has answered or is given up.
 */
void             zc_record_check_run_async    (ZcRecordCheck                 *self,
                                               ZcQuestionProgressFunc         progress,
                                               GCancellable                  *cancellable,
                                               GAsyncReadyCallback            callback,
                                               gpointer                       user_data);

/**
 * zc_record_check_run_finish:
 * @self: a check
 * @result: the result
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type ZcRecordVerdict) (nullable): one verdict a server, in their order
 */
GPtrArray       *zc_record_check_run_finish   (ZcRecordCheck                 *self,
                                               GAsyncResult                  *result,
                                               GError                       **error);

/**
 * zc_record_check_set_paused:
 * @self: a check
 * @paused: whether to pause
 *
 * Pauses or goes on, as often as wanted. In a pause no new question is asked.
 */
void             zc_record_check_set_paused   (ZcRecordCheck                 *self,
                                               gboolean                       paused);

/**
 * zc_record_check_count_questions:
 * @self: a check
 *
 * Walks over the copy and counts, for a progress bar. A question is for a set and its signatures together.
 *
 * Returns: how many questions each server is asked
 */
guint64          zc_record_check_count_questions (ZcRecordCheck              *self);

G_END_DECLS
