/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-delegation.h"
#include "zc-diagnosis.h"
#include "zc-dns-config.h"
#include "zc-finding-item.h"
#include "zc-observations.h"
#include "zc-service-copy.h"
#include "zc-verification-cell.h"
#include "zc-verification-difference.h"

G_BEGIN_DECLS

/**
 * ZcVerificationRecords:
 * @ZC_VERIFICATION_RECORDS_NONE: look at serials only
 * @ZC_VERIFICATION_RECORDS_AXFR: transfer the zone from the first primary and from every name server
 * @ZC_VERIFICATION_RECORDS_QUERY: ask every name server for every RRset of the primary's copy
 * @ZC_VERIFICATION_RECORDS_SERVICE: transfer the zone from the first primary, and leave the name servers alone
 *
 * What the primary's records are compared with. The service's records, when they were handed in, are compared
 * as well with all but the first.
 */
typedef enum
{
  ZC_VERIFICATION_RECORDS_NONE,
  ZC_VERIFICATION_RECORDS_AXFR,
  ZC_VERIFICATION_RECORDS_QUERY,
  ZC_VERIFICATION_RECORDS_SERVICE,
} ZcVerificationRecords;

/**
 * ZC_VERIFICATION_USUAL_TIMEOUT_MS:
 *
 * The time for questions and transfers together when nothing else is said.
 */
#define ZC_VERIFICATION_USUAL_TIMEOUT_MS (60 * 1000)

/**
 * ZcVerificationOptions:
 * @records: what records are compared with
 * @max_qps: how many questions a second one name server is asked with %ZC_VERIFICATION_RECORDS_QUERY, 0 for no
 *   limit
 * @timeout_ms: the time for questions and transfers together, in milliseconds. Questions for records have no
 *   overall limit: they end when nothing was answered for so long
 * @ask_udp: whether serials are asked for over UDP
 * @ask_tcp: whether serials are asked for over TCP
 * @every_primary: try a copy from every primary, not only from the first one that answers; the first that
 *   answers remains the one that others are compared with
 * @limits: where a transfer is stopped as too large
 *
 * How a zone is verified.
 */
typedef struct
{
  ZcVerificationRecords records;
  guint max_qps;
  guint timeout_ms;
  gboolean ask_udp;
  gboolean ask_tcp;
  gboolean every_primary;
  ZcAxfrLimits limits;
} ZcVerificationOptions;

/**
 * zc_verification_options_init:
 * @self: (out caller-allocates): options
 *
 * Sets what is usual: copies from all, 200 questions a second, a minute, both transports, one primary.
 */
void             zc_verification_options_init (ZcVerificationOptions *self);

/**
 * ZcVerificationState:
 * @ZC_VERIFICATION_STATE_NEW: it did not begin
 * @ZC_VERIFICATION_STATE_RUNNING: it runs
 * @ZC_VERIFICATION_STATE_ENDED: it came to its end, the verdict is there
 * @ZC_VERIFICATION_STATE_CANCELLED: it was cancelled; what was found until then stays, without a verdict
 *
 * How far a verification is.
 */
typedef enum
{
  ZC_VERIFICATION_STATE_NEW,
  ZC_VERIFICATION_STATE_RUNNING,
  ZC_VERIFICATION_STATE_ENDED,
  ZC_VERIFICATION_STATE_CANCELLED,
} ZcVerificationState;

#define ZC_TYPE_VERIFICATION_STATE (zc_verification_state_get_type ())
GType            zc_verification_state_get_type (void) G_GNUC_CONST;

/**
 * ZcVerificationCounts:
 * @asked: how many RRsets were compared, or were to be
 * @missing: how many the others lack
 * @extra: how many only the others have
 * @changed: how many have other content or another TTL
 * @unverified: how many could not be compared
 * @n_servers: how many were compared with the primary: name servers, and the service's records
 *
 * The differences of all sides together; a set counts once for each of them.
 */
typedef struct
{
  guint64 asked;
  guint64 missing;
  guint64 extra;
  guint64 changed;
  guint64 unverified;
  guint n_servers;
} ZcVerificationCounts;

/**
 * ZcVerification:
 *
 * The verification of one zone, for one run: asks, transfers, compares and concludes, all of it at once as far
 * as one step does not need another. The window and the command line show the same one.
 *
 * Read-only properties, notified at most ten times a second: "state" (#ZcVerificationState), "phase" (string:
 * what is done at the moment, in translated words), "n-done" and "n-total" (guint64; "n-total" is 0 when it is
 * not known), "fraction" (double, -1 when it is not known), "can-pause" (boolean), "verdict" (#ZcFinding, %NULL
 * until the end), "reference" (#ZcZoneCopy, notified at once). "paused" (boolean) can be set.
 */
#define ZC_TYPE_VERIFICATION (zc_verification_get_type ())
G_DECLARE_FINAL_TYPE (ZcVerification, zc_verification, ZC, VERIFICATION, GObject)

/**
 * zc_verification_new:
 * @zone: the zone's name, in either spelling
 * @config: who resolves names, and the port of servers without a port of their own
 * @options: (nullable): how to verify, %NULL for what is usual
 *
 * Returns: (transfer full): a new verification without servers
 */
ZcVerification  *zc_verification_new             (const char                  *zone,
                                                  ZcDnsConfig                 *config,
                                                  const ZcVerificationOptions *options);

/**
 * zc_verification_add_server:
 * @self: a verification that did not begin
 * @role: what the server is to the zone
 * @name: its name or address
 * @port: its port, 0 for the usual one
 *
 * Adds a server behind the others. A primary is known by its address; a name in its place is shown as a
 * server without address.
 */
void             zc_verification_add_server      (ZcVerification              *self,
                                                  ZcServerRole                 role,
                                                  const char                  *name,
                                                  guint16                      port);

/**
 * zc_verification_add_servers:
 * @self: a verification that did not begin
 * @role: what the servers are to the zone
 * @names: (nullable) (array zero-terminated=1): their names or addresses
 *
 * Adds servers at the usual port. A name that comes twice is added once.
 */
void             zc_verification_add_servers     (ZcVerification              *self,
                                                  ZcServerRole                 role,
                                                  const char * const          *names);

/**
 * zc_verification_set_service_copy:
 * @self: a verification that did not begin
 * @copy: (nullable): the zone as the service's interface shows it
 *
 * Hands in the third side of the comparison; see zc_service_records_read_async().
 */
void             zc_verification_set_service_copy (ZcVerification             *self,
                                                   ZcServiceCopy              *copy);

/**
 * zc_verification_set_service_fault:
 * @self: a verification that did not begin
 * @fault: how the service's interface answered
 * @text: (nullable): the zone's state or the service's own words
 *
 * Hands in that the service did not do what it was asked for. The graver of two faults counts.
 */
void             zc_verification_set_service_fault (ZcVerification            *self,
                                                    ZcServiceFault             fault,
                                                    const char                *text);

/**
 * zc_verification_set_late_arrivals:
 * @self: a verification that did not begin
 * @n_arrivals: how many of the last changes, one after the other, were late at all name servers
 * @longest_seconds: for how long, at least, the one that took longest was seen at the primary alone
 *
 * Hands in what looking at the zone for long has shown, and a verification cannot see.
 */
void             zc_verification_set_late_arrivals (ZcVerification            *self,
                                                    guint                      n_arrivals,
                                                    gint64                     longest_seconds);

/**
 * zc_verification_add_service_status:
 * @self: a verification that did not begin
 * @primary_ip: the primary's address
 * @status: the service's word
 * @error_message: (nullable): the service's explanation
 *
 * Hands in what the service reports about transfers from one primary.
 */
void             zc_verification_add_service_status (ZcVerification           *self,
                                                     const char               *primary_ip,
                                                     const char               *status,
                                                     const char               *error_message);

/**
 * zc_verification_add_note:
 * @self: a verification
 * @note: a whole translated sentence
 *
 * Adds something that was left undone to zc_verification_get_notes().
 */
void             zc_verification_add_note        (ZcVerification              *self,
                                                  const char                  *note);

/**
 * zc_verification_run_async:
 * @self: a verification that did not begin
 * @cancellable: (nullable): a cancellable
 * @callback: called when all is known, at the latest when the time of the options is up, but for questions
 *   about records
 * @user_data: data for @callback
 *
 * Verifies.
 */
void             zc_verification_run_async       (ZcVerification              *self,
                                                  GCancellable                *cancellable,
                                                  GAsyncReadyCallback          callback,
                                                  gpointer                     user_data);

/**
 * zc_verification_run_finish:
 * @self: a verification
 * @result: the result
 * @error: return location for an error: %G_IO_ERROR_CANCELLED, or %G_IO_ERROR_INVALID_ARGUMENT when the zone's
 *   name is no domain name. What servers do is never an error
 *
 * Returns: whether the verification came to its end
 */
gboolean         zc_verification_run_finish      (ZcVerification              *self,
                                                  GAsyncResult                *result,
                                                  GError                     **error);

/**
 * zc_verification_set_paused:
 * @self: a verification
 * @paused: whether to pause
 *
 * Pauses the questions about records or goes on with them, as often as wanted. Everything else goes on in a
 * pause. The time of a pause counts for no timeout.
 */
void             zc_verification_set_paused      (ZcVerification              *self,
                                                  gboolean                     paused);

/**
 * zc_verification_get_paused:
 * @self: a verification
 *
 * Returns: whether questions about records pause, or will when they begin
 */
gboolean         zc_verification_get_paused      (ZcVerification              *self);

/**
 * zc_verification_can_pause:
 * @self: a verification
 *
 * Returns: whether questions about records are under way
 */
gboolean         zc_verification_can_pause       (ZcVerification              *self);

/**
 * zc_verification_get_state:
 * @self: a verification
 *
 * Returns: how far it is
 */
ZcVerificationState zc_verification_get_state    (ZcVerification              *self);

/**
 * zc_verification_get_phase:
 * @self: a verification
 *
 * Returns: (transfer none): what is done at the moment, in translated words with counts
 */
const char      *zc_verification_get_phase       (ZcVerification              *self);

/**
 * zc_verification_get_progress:
 * @self: a verification
 * @n_done: (out) (optional): how much of the phase is done: questions, records or names
 * @n_total: (out) (optional): how much there is, 0 when it is not known
 *
 * Returns: the share that is done, from 0 to 1; -1 when it is not known
 */
double           zc_verification_get_progress    (ZcVerification              *self,
                                                  guint64                     *n_done,
                                                  guint64                     *n_total);

/**
 * zc_verification_get_zone:
 * @self: a verification
 *
 * Returns: (transfer none): the zone's name in ASCII; as it was given when it is no domain name
 */
const char      *zc_verification_get_zone        (ZcVerification              *self);

/**
 * zc_verification_get_options:
 * @self: a verification
 *
 * Returns: (transfer none): how it verifies
 */
const ZcVerificationOptions *
                 zc_verification_get_options     (ZcVerification              *self);

/**
 * zc_verification_get_config:
 * @self: a verification
 *
 * Returns: (transfer none): who resolves names
 */
ZcDnsConfig     *zc_verification_get_config      (ZcVerification              *self);

/**
 * zc_verification_get_matrix:
 * @self: a verification
 *
 * Returns: (transfer none): a list of #ZcVerificationCell, in the order of servers, addresses and probes. A row
 *   comes when its probe begins
 */
GListModel      *zc_verification_get_matrix      (ZcVerification              *self);

/**
 * zc_verification_get_findings:
 * @self: a verification
 *
 * Returns: (transfer none): a list of #ZcFindingItem, in the order of the table of causes. It is kept current
 *   while answers come in; a conclusion that needs all answers comes when all are there
 */
GListModel      *zc_verification_get_findings    (ZcVerification              *self);

/**
 * zc_verification_get_differences:
 * @self: a verification
 *
 * Returns: (transfer none): a list of #ZcVerificationDifference, server by server, each in canonical order. The
 *   items are made when they are asked for, so a million of them are no burden
 */
GListModel      *zc_verification_get_differences (ZcVerification              *self);

/**
 * zc_verification_count:
 * @self: a verification
 * @counts: (out caller-allocates): the counts
 *
 * Counts the differences found so far.
 *
 * Returns: whether anything was compared; without it the counts of differences mean nothing
 */
gboolean         zc_verification_count           (ZcVerification              *self,
                                                  ZcVerificationCounts        *counts);

/**
 * zc_verification_get_verdict:
 * @self: a verification
 *
 * Returns: (transfer none) (nullable): the verdict, %NULL before the end
 */
const ZcFinding *zc_verification_get_verdict     (ZcVerification              *self);

/**
 * zc_verification_get_observations:
 * @self: a verification
 *
 * Returns: (transfer none): everything that was seen so far
 */
ZcObservations  *zc_verification_get_observations (ZcVerification             *self);

/**
 * zc_verification_get_delegation:
 * @self: a verification
 *
 * Returns: (transfer none) (nullable): what the parent says, %NULL when it was not asked or did not answer
 */
const ZcDelegation *zc_verification_get_delegation (ZcVerification            *self);

/**
 * zc_verification_get_reference:
 * @self: a verification
 *
 * Returns: (transfer none) (nullable): the primary's copy, which all is compared with, once it was read
 */
ZcZoneCopy      *zc_verification_get_reference   (ZcVerification              *self);

/**
 * zc_verification_get_notes:
 * @self: a verification
 *
 * Returns: (transfer none) (element-type utf8): what was left undone, in whole translated sentences
 */
GPtrArray       *zc_verification_get_notes       (ZcVerification              *self);

/**
 * zc_verification_get_started:
 * @self: a verification
 *
 * Returns: (transfer none) (nullable): when it began
 */
GDateTime       *zc_verification_get_started     (ZcVerification              *self);

/**
 * zc_verification_get_ended:
 * @self: a verification
 *
 * Returns: (transfer none) (nullable): when it ended or was cancelled
 */
GDateTime       *zc_verification_get_ended       (ZcVerification              *self);

/**
 * zc_verification_list_snippets:
 * @self: a verification
 *
 * Gathers the configuration that remedies what was found, each kind once. What is only worth knowing needs none.
 *
 * Returns: (transfer full) (element-type ZcSnippet): the snippets, often none
 */
GPtrArray       *zc_verification_list_snippets   (ZcVerification              *self);

/**
 * zc_verification_explain:
 * @self: a verification
 *
 * Writes the commands that repeat each question; they run as pasted into a shell.
 *
 * Returns: (transfer full): one command a line
 */
char            *zc_verification_explain         (ZcVerification              *self);

G_END_DECLS
