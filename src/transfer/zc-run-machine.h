/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-primary-status.h"
#include "zc-serial-report.h"

G_BEGIN_DECLS

/**
 * ZcRunState:
 * @ZC_RUN_STATE_QUEUED: it waits for its turn; nothing was read or sent
 * @ZC_RUN_STATE_PREPARING: the serials before the start are being read; nothing was sent
 * @ZC_RUN_STATE_REQUESTED: the start was sent
 * @ZC_RUN_STATE_TRANSFERRING: the service is at work, no name server has the new serial
 * @ZC_RUN_STATE_PROPAGATING: some name servers have the new serial
 * @ZC_RUN_STATE_DONE: over: the name servers have it; how well that is proven is a #ZcRunProof
 * @ZC_RUN_STATE_NOTHING_TO_TRANSFER: over: they had it before the start
 * @ZC_RUN_STATE_NO_CHANGE_SEEN: over: nothing moved, and whether it should cannot be seen from here
 * @ZC_RUN_STATE_FAILED: over: the service said so
 * @ZC_RUN_STATE_NO_RESULT_IN_TIME: over: the time to watch is up
 * @ZC_RUN_STATE_STOPPED: over: the user stopped watching
 *
 * Where a run stands.
 */
typedef enum
{
  ZC_RUN_STATE_QUEUED,
  ZC_RUN_STATE_PREPARING,
  ZC_RUN_STATE_REQUESTED,
  ZC_RUN_STATE_TRANSFERRING,
  ZC_RUN_STATE_PROPAGATING,
  ZC_RUN_STATE_DONE,
  ZC_RUN_STATE_NOTHING_TO_TRANSFER,
  ZC_RUN_STATE_NO_CHANGE_SEEN,
  ZC_RUN_STATE_FAILED,
  ZC_RUN_STATE_NO_RESULT_IN_TIME,
  ZC_RUN_STATE_STOPPED,
} ZcRunState;

#define ZC_TYPE_RUN_STATE (zc_run_state_get_type ())
GType zc_run_state_get_type (void) G_GNUC_CONST;

/**
 * ZcRunProof:
 * @ZC_RUN_PROOF_NONE: not verified from this computer
 * @ZC_RUN_PROOF_AGREED: all name servers agree on a newer serial than before; the primary could not
 *   be asked
 * @ZC_RUN_PROOF_FULL: every name server answers with the primary's serial or a newer one
 *
 * How well the end of a run is proven.
 */
typedef enum
{
  ZC_RUN_PROOF_NONE,
  ZC_RUN_PROOF_AGREED,
  ZC_RUN_PROOF_FULL,
} ZcRunProof;

#define ZC_TYPE_RUN_PROOF (zc_run_proof_get_type ())
GType zc_run_proof_get_type (void) G_GNUC_CONST;

/**
 * zc_run_state_is_final:
 * @state: a state
 *
 * Returns: %TRUE for the states in which a run is over
 */
gboolean zc_run_state_is_final (ZcRunState state);

/**
 * zc_run_state_dup_words:
 * @state: a state
 * @proof: how well it is proven
 *
 * The words of a state are searched for, and shown where they have no number in them: those of name servers that agree
 * name the serial, and without it they are no sentence in every language.
 *
 * Returns: (transfer full): the words of the state without the numbers that only a certain run has, translated
 */
char *zc_run_state_dup_words (ZcRunState state,
                              ZcRunProof proof);

/**
 * ZcRunEventType:
 * @ZC_RUN_EVENT_QUEUED: other runs come first
 * @ZC_RUN_EVENT_BEGUN: its turn has come
 * @ZC_RUN_EVENT_SNAPSHOT: serials and statuses before the start; each may be missing
 * @ZC_RUN_EVENT_SENT: the PUT leaves now; whatever becomes of it, no other one follows
 * @ZC_RUN_EVENT_ACCEPTED: the service accepted the PUT
 * @ZC_RUN_EVENT_UNANSWERED: the PUT was sent, but no answer came
 * @ZC_RUN_EVENT_REJECTED: the PUT was turned away; the text says why
 * @ZC_RUN_EVENT_STATUSES: the service reported its statuses
 * @ZC_RUN_EVENT_SERIALS: the serials were checked
 * @ZC_RUN_EVENT_TROUBLE: a poll failed in a way that may pass; the text says how
 * @ZC_RUN_EVENT_LOST: the service does not let the run be followed any more (401, 403, 404); the text says why
 * @ZC_RUN_EVENT_RESUMED: the program that watched ended without a word, and another one goes on
 * @ZC_RUN_EVENT_DEADLINE: the time to watch is up
 * @ZC_RUN_EVENT_STOPPED: the user stopped watching
 *
 * What can happen to a run.
 */
typedef enum
{
  ZC_RUN_EVENT_QUEUED,
  ZC_RUN_EVENT_BEGUN,
  ZC_RUN_EVENT_SNAPSHOT,
  ZC_RUN_EVENT_SENT,
  ZC_RUN_EVENT_ACCEPTED,
  ZC_RUN_EVENT_UNANSWERED,
  ZC_RUN_EVENT_REJECTED,
  ZC_RUN_EVENT_STATUSES,
  ZC_RUN_EVENT_SERIALS,
  ZC_RUN_EVENT_TROUBLE,
  ZC_RUN_EVENT_LOST,
  ZC_RUN_EVENT_RESUMED,
  ZC_RUN_EVENT_DEADLINE,
  ZC_RUN_EVENT_STOPPED,
} ZcRunEventType;

#define ZC_TYPE_RUN_EVENT_TYPE (zc_run_event_type_get_type ())
GType zc_run_event_type_get_type (void) G_GNUC_CONST;

/**
 * ZcRunEvent:
 * @type: what happened
 * @time_us: when, in microseconds since the run began; never less than that of the event before
 * @report: (nullable): the serials, for snapshots and serials
 * @statuses: (nullable) (element-type ZcPrimaryStatus): for snapshots and statuses
 * @text: (nullable): for rejected, trouble and lost
 *
 * One observation. The machine copies or references what it keeps.
 */
typedef struct
{
  ZcRunEventType type;
  gint64 time_us;
  ZcSerialReport *report;
  GPtrArray *statuses;
  const char *text;
} ZcRunEvent;

/**
 * ZC_RUN_ERROR_ILLEGAL_EVENT:
 *
 * The one error of #ZcRunMachine: the event cannot happen in its state.
 */
#define ZC_RUN_ERROR (zc_run_error_quark ())
#define ZC_RUN_ERROR_ILLEGAL_EVENT 0
GQuark zc_run_error_quark (void);

/**
 * ZcRunMachine:
 *
 * Decides from observations alone where a run stands. It does no input or output and reads no clock, so
 * every path of it is a row in a test.
 */
typedef struct _ZcRunMachine ZcRunMachine;

/**
 * zc_run_machine_new:
 *
 * Returns: (transfer full): a machine that prepares a run, and waits for its snapshot
 */
ZcRunMachine *zc_run_machine_new  (void);

/**
 * zc_run_machine_free:
 * @self: (transfer full): a machine
 *
 * Frees the machine.
 */
void          zc_run_machine_free (ZcRunMachine *self);

/**
 * zc_run_machine_apply:
 * @self: a machine
 * @event: what happened
 * @error: return location for an error: %ZC_RUN_ERROR_ILLEGAL_EVENT, after which nothing has changed
 *
 * Takes an observation in.
 *
 * Returns: %TRUE when the event was legal
 */
gboolean      zc_run_machine_apply (ZcRunMachine      *self,
                                    const ZcRunEvent  *event,
                                    GError           **error);

/**
 * zc_run_machine_get_state:
 * @self: a machine
 *
 * Returns: where the run stands
 */
ZcRunState    zc_run_machine_get_state (ZcRunMachine *self);

/**
 * zc_run_machine_was_accepted:
 * @self: a machine
 *
 * Returns: %TRUE when the service accepted the start; %FALSE before, and when its answer was lost
 */
gboolean      zc_run_machine_was_accepted (ZcRunMachine *self);

/**
 * zc_run_machine_was_sent:
 * @self: a machine
 *
 * Returns: %TRUE when the PUT has left, also when its answer was lost
 */
gboolean      zc_run_machine_was_sent (ZcRunMachine *self);

/**
 * zc_run_machine_get_serial_before:
 * @self: a machine
 * @serial: (out): the newest serial of any name server before the start
 *
 * Returns: %TRUE when a name server was seen with one
 */
gboolean      zc_run_machine_get_serial_before (ZcRunMachine *self,
                                                guint32      *serial);

/**
 * zc_run_machine_get_serial_after:
 * @self: a machine
 * @serial: (out): the oldest serial of any name server as it was seen last: what all of them have
 *
 * Returns: %TRUE when a name server was seen with one
 */
gboolean      zc_run_machine_get_serial_after (ZcRunMachine *self,
                                               guint32      *serial);

/**
 * zc_run_machine_get_proof:
 * @self: a machine
 *
 * Returns: how well %ZC_RUN_STATE_DONE is proven; %ZC_RUN_PROOF_NONE in other states
 */
ZcRunProof    zc_run_machine_get_proof (ZcRunMachine *self);

/**
 * zc_run_machine_count_name_servers:
 * @self: a machine
 * @n_reached: (out): how many of them have the new serial
 *
 * Returns: how many name servers are assigned to the zone, 0 before they were looked at
 */
guint         zc_run_machine_count_name_servers (ZcRunMachine *self,
                                                 guint        *n_reached);

/**
 * zc_run_machine_dup_words:
 * @self: a machine
 *
 * Returns: (transfer full): the state in the words for people, translated, such as
 *   "Propagating (3 of 4 name servers)"
 */
char         *zc_run_machine_dup_words (ZcRunMachine *self);

/**
 * zc_run_machine_dup_explanation:
 * @self: a machine
 *
 * Returns: (transfer full): what was seen and what it means, translated plain text; texts of the service
 *   stand in it literally, made safe to show
 */
char         *zc_run_machine_dup_explanation (ZcRunMachine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcRunMachine, zc_run_machine_free)

G_END_DECLS
