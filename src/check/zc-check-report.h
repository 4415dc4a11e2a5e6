/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-check-options.h"
#include "zc-delegation.h"
#include "zc-diagnosis.h"
#include "zc-dns-config.h"
#include "zc-observations.h"

G_BEGIN_DECLS

/**
 * ZC_CHECK_MOST_ITEMS:
 *
 * How many differences are written one by one; all of them are counted.
 */
#define ZC_CHECK_MOST_ITEMS 1000

/**
 * ZcCheckDifferences:
 * @server: the secondary that differs (unowned)
 * @items: (element-type ZcDifference): the differences (owned)
 *
 * How the zone on one secondary differs from the primary's.
 */
typedef struct
{
  const ZcObservedServer *server;
  GListModel *items;
} ZcCheckDifferences;

/**
 * ZcCheckReport:
 * @observations: everything that was seen (owned)
 * @diagnosis: what it means (owned)
 * @differences: (element-type ZcCheckDifferences): the secondaries that were compared with the primary,
 *   empty when nothing was compared (owned)
 * @delegation: (nullable): what the parent says (owned)
 * @notes: (element-type utf8): what was left undone, in whole sentences (owned)
 *
 * The result of a check.
 */
typedef struct
{
  ZcObservations *observations;
  ZcDiagnosis *diagnosis;
  GPtrArray *differences;
  ZcDelegation *delegation;
  GPtrArray *notes;
} ZcCheckReport;

/**
 * ZcCheckCounts:
 * @asked: how many RRsets were compared, or were to be
 * @missing: how many secondaries lack
 * @extra: how many only secondaries have
 * @changed: how many have other content
 * @unverified: how many could not be compared
 * @n_servers: how many secondaries were compared
 *
 * The differences of all secondaries together; a set counts once for each of them.
 */
typedef struct
{
  guint64 asked;
  guint64 missing;
  guint64 extra;
  guint64 changed;
  guint64 unverified;
  guint n_servers;
} ZcCheckCounts;

/**
 * zc_check_report_count:
 * @self: a report
 * @counts: (out caller-allocates): the counts
 *
 * Counts the differences.
 */
void  zc_check_report_count   (const ZcCheckReport  *self,
                               ZcCheckCounts        *counts);

/**
 * zc_check_report_new:
 * @zone: the zone's name in ASCII
 *
 * Returns: (transfer full): a report without observations, of this moment
 */
ZcCheckReport *zc_check_report_new (const char *zone);

/**
 * zc_check_report_free:
 * @self: (transfer full): a report
 *
 * Frees the report and what it owns.
 */
void  zc_check_report_free    (ZcCheckReport        *self);

/**
 * zc_check_report_get_exit_code:
 * @self: a report
 *
 * Returns: the exit code of the program
 */
int   zc_check_report_get_exit_code (const ZcCheckReport *self);

/**
 * zc_check_report_to_json:
 * @self: a report
 *
 * Returns: (transfer full): the report as one JSON object on one line
 */
char *zc_check_report_to_json (const ZcCheckReport  *self);

/**
 * zc_check_report_to_text:
 * @self: a report
 * @in_colour: whether severities are coloured by the escape sequences of terminals
 *
 * Returns: (transfer full): the report for people, in several lines
 */
char *zc_check_report_to_text (const ZcCheckReport  *self,
                               gboolean              in_colour);

/**
 * zc_check_report_explain:
 * @self: a report
 * @options: what was asked for
 * @config: who resolves names
 *
 * Writes the commands that repeat each question; they run as pasted into a shell.
 *
 * Returns: (transfer full): one command a line
 */
char *zc_check_report_explain (const ZcCheckReport  *self,
                               const ZcCheckOptions *options,
                               ZcDnsConfig          *config);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcCheckReport, zc_check_report_free)

G_END_DECLS
