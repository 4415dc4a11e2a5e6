/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-zone-copy-builder.h"
#include "zc-zone-copy.h"

G_BEGIN_DECLS

/* Private to dns/: what an answer says about a set of a zone copy. Nothing here touches the network. */

/**
 * ZcRecordAnswer:
 * @ZC_RECORD_ANSWER_SAME: the server has the set
 * @ZC_RECORD_ANSWER_TTL_DIFFERS: the server has the set with another TTL
 * @ZC_RECORD_ANSWER_DIFFERS: the server has other records
 * @ZC_RECORD_ANSWER_MISSING: the server has no such set
 * @ZC_RECORD_ANSWER_OTHER_SERIAL: the set is the SOA, and the server's has another serial
 * @ZC_RECORD_ANSWER_UNUSABLE: the answer says nothing about the set
 *
 * How a set and an answer relate.
 */
typedef enum
{
  ZC_RECORD_ANSWER_SAME,
  ZC_RECORD_ANSWER_TTL_DIFFERS,
  ZC_RECORD_ANSWER_DIFFERS,
  ZC_RECORD_ANSWER_MISSING,
  ZC_RECORD_ANSWER_OTHER_SERIAL,
  ZC_RECORD_ANSWER_UNUSABLE,
} ZcRecordAnswer;

/**
 * ZcRecordQuestion:
 * @set: the set that is asked for
 * @has_signatures: whether the copy has signatures over it
 * @signatures: the set of those signatures
 * @order: its place among all questions
 *
 * What one question is about.
 */
typedef struct
{
  ZcZoneRrset set;
  gboolean has_signatures;
  ZcZoneRrset signatures;
  guint64 order;
} ZcRecordQuestion;

/**
 * zc_record_question_is_askable:
 * @set: a set
 *
 * Tells whether a server can be asked for the set by its owner and type: not for what lies below a
 * delegation or a DNAME, nor for NSEC3, whose owners are no names of the zone. Signatures are asked for with
 * what they sign.
 *
 * Returns: whether it can
 */
gboolean       zc_record_question_is_askable (const ZcZoneRrset      *set);

/**
 * zc_record_answer_judge:
 * @question: what was asked
 * @message: a reply to it, not parsed yet
 * @length: its length
 * @builder: (nullable): gets the records that differ
 * @serial: (out): the serial of the answer when the set is the SOA and there was one
 * @signatures: (out): how the signatures relate; %ZC_RECORD_ANSWER_SAME when the copy has none
 *
 * Compares an answer with the set.
 *
 * Returns: how the set relates
 */
ZcRecordAnswer zc_record_answer_judge        (const ZcRecordQuestion *question,
                                              const guint8           *message,
                                              gsize                   length,
                                              ZcZoneCopyBuilder      *builder,
                                              gint64                 *serial,
                                              ZcRecordAnswer         *signatures);

G_END_DECLS
