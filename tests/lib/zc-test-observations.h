/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-diagnosis.h"

G_BEGIN_DECLS

/* Invented observations, and what is concluded from them. */

#define ZC_TEST_NOW G_GINT64_CONSTANT (1795000000) /* in November 2026 */
#define ZC_TEST_HOUR 3600
#define ZC_TEST_DAY (24 * ZC_TEST_HOUR)
#define ZC_TEST_EXPIRE (7 * ZC_TEST_DAY)

/* Not asked. */
#define ZC_TEST_NONE (-1)

/**
 * ZcTestSeen:
 * @udp: what the question for the SOA over UDP showed
 * @tcp: the same over TCP
 * @axfr: what a transfer showed
 * @serial: the serial in all answers
 *
 * What one server showed; each a #ZcDnsOutcome or %ZC_TEST_NONE.
 */
typedef struct
{
  int udp;
  int tcp;
  int axfr;
  guint32 serial;
} ZcTestSeen;

#define FINE(serial_) { ZC_DNS_OUTCOME_OK, ZC_DNS_OUTCOME_OK, ZC_TEST_NONE, serial_ }
#define SOA(udp_, tcp_) { ZC_DNS_OUTCOME_##udp_, ZC_DNS_OUTCOME_##tcp_, ZC_TEST_NONE, 42 }
#define AXFR(outcome_) { ZC_DNS_OUTCOME_OK, ZC_DNS_OUTCOME_OK, ZC_DNS_OUTCOME_##outcome_, 42 }
#define ALL(udp_, tcp_, axfr_) { ZC_DNS_OUTCOME_##udp_, ZC_DNS_OUTCOME_##tcp_, ZC_DNS_OUTCOME_##axfr_, 42 }

/**
 * zc_test_add_server:
 * @observations: observations
 * @role: what the server is to the zone
 * @name: its name
 * @address: its address
 * @seen: what it showed
 *
 * Adds a server on port 53 with a SOA that expires after %ZC_TEST_EXPIRE.
 *
 * Returns: (transfer none): its row
 */
ZcObservedServer *zc_test_add_server   (ZcObservations   *observations,
                                        ZcServerRole      role,
                                        const char       *name,
                                        const char       *address,
                                        const ZcTestSeen *seen);

/**
 * zc_test_find_finding:
 * @diagnosis: a diagnosis
 * @id: an id
 *
 * Returns: (transfer none) (nullable): the first finding with this id
 */
const ZcFinding  *zc_test_find_finding (ZcDiagnosis      *diagnosis,
                                        const char       *id);

/**
 * zc_test_assert_words:
 * @text: a text
 * @words: parts of it, separated by "|"
 *
 * Ends the test when the text lacks one of the parts.
 */
void              zc_test_assert_words (const char       *text,
                                        const char       *words);

G_END_DECLS
