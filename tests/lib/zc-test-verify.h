/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-cloud-client.h"
#include "zc-test-sandbox.h"
#include "zc-verification.h"

G_BEGIN_DECLS

/**
 * ZcTestVerify:
 * @sandbox: the servers, with zones that are the same everywhere or differ (unowned)
 * @client: the account (unowned)
 * @config: where questions go (unowned)
 * @zones: (element-type ZcZone): the secondary zones (unowned)
 *
 * Real name servers for the tests of the verification: same.example, diff.example (three differences at an equal
 * serial), lost.example (the primary lost most records), closed.example (the primary gives this computer no copy),
 * behind.example (the primary is behind) and split.example (the primaries disagree).
 */
typedef struct
{
  ZcTestSandbox *sandbox;
  ZcCloudClient *client;
  ZcDnsConfig *config;
  GPtrArray *zones;
} ZcTestVerify;

/**
 * zc_test_verify_set_up:
 * @self: a fixture
 * @data: not used
 *
 * Starts the servers for the first test, and lends them to every other; the set-up function of a test.
 */
void            zc_test_verify_set_up    (ZcTestVerify          *self,
                                          gconstpointer          data);

/**
 * zc_test_verify_stop:
 *
 * Ends the servers, behind the last test.
 */
void            zc_test_verify_stop      (void);

/**
 * zc_test_verify_find_zone:
 * @self: a fixture
 * @name: the name of a zone
 *
 * Returns: (transfer none): the zone as the service has it
 */
ZcZone         *zc_test_verify_find_zone (ZcTestVerify          *self,
                                          const char            *name);

/**
 * zc_test_verify_read_service:
 * @self: a fixture
 * @name: the name of a zone
 *
 * Returns: (transfer full): the records that the service's interface shows
 */
ZcServiceCopy  *zc_test_verify_read_service (ZcTestVerify       *self,
                                             const char         *name);

/**
 * zc_test_verify_new:
 * @self: a fixture
 * @name: the name of a zone
 * @records: what its records are compared with
 * @with_service: whether the service's records are handed in
 *
 * Returns: (transfer full): a verification of the zone at its primaries and name servers
 */
ZcVerification *zc_test_verify_new       (ZcTestVerify          *self,
                                          const char            *name,
                                          ZcVerificationRecords  records,
                                          gboolean               with_service);

/**
 * zc_test_verify_new_slow:
 * @self: a fixture
 * @name: the name of a zone
 * @max_qps: how many questions a second
 *
 * Returns: (transfer full): a verification by questions
 */
ZcVerification *zc_test_verify_new_slow  (ZcTestVerify          *self,
                                          const char            *name,
                                          guint                  max_qps);

/**
 * zc_test_verify_run:
 * @verification: a verification
 *
 * Runs it to its end.
 */
void            zc_test_verify_run       (ZcVerification        *verification);

G_END_DECLS
