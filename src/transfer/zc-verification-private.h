/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-record-check.h"
#include "zc-verification-differences-private.h"
#include "zc-verification.h"
#include "zc-worker-pool.h"
#include "zc-zone-copy-builder.h"

G_BEGIN_DECLS

/* Private to the verification: its state. zc-verification.c is what others see of it, zc-verification-run.c who
 * is asked for the SOA, zc-verification-samples.c who is asked again, zc-verification-transfers.c who is asked for a
 * copy, zc-verification-copies.c what is made of copies, zc-verification-records.c who is asked for every set,
 * zc-verification-progress.c how far it is. */

/**
 * ZcVerificationParty:
 * @verification: the verification it belongs to (unowned)
 * @role: what the server is to the zone
 * @name: its name or address (owned)
 * @address: (nullable): the address, %NULL for a name (owned)
 * @port: its port
 * @place: its place among all servers
 * @probes: (element-type ZcVerificationProbe): its addresses (owned)
 * @resolving: whether its addresses are still looked for
 *
 * One server.
 */
typedef struct
{
  ZcVerification *verification;
  ZcServerRole role;
  char *name;
  GInetAddress *address;
  guint16 port;
  guint place;
  GPtrArray *probes;
  gboolean resolving;
} ZcVerificationParty;

/**
 * ZcVerificationProbe:
 * @verification: the verification it belongs to (unowned)
 * @party: the server it belongs to (unowned)
 * @row: what was seen of it; owned as long as @is_observed is not set, and by the observations behind that
 * @is_observed: whether all its questions for the SOA were answered, so that conclusions can be drawn
 * @cells: (nullable): what others see, by #ZcVerificationCellKind (owned)
 * @n_asking: how many questions for the SOA are under way
 * @looked_for_tls: whether transfers over TLS were or are looked for
 * @transfer_state: whether a copy was asked for
 * @builder: (nullable): takes the records of a transfer that runs (owned)
 * @n_received: how many records of it came
 * @copy: (nullable): the whole copy (owned)
 * @judged: whether the copy's signing is or was judged
 * @n_judged: how many of its names were judged
 * @n_to_judge: how many there are, 0 when no judging is under way
 *
 * One address of one server.
 */
typedef struct
{
  ZcVerification *verification;
  ZcVerificationParty *party;
  ZcObservedServer *row;
  gboolean is_observed;
  ZcVerificationCell *cells[ZC_VERIFICATION_CELL_COPY + 1];
  guint n_asking;
  gboolean looked_for_tls;
  enum
  {
    ZC_VERIFICATION_TRANSFER_NONE,
    ZC_VERIFICATION_TRANSFER_WAITS,
    ZC_VERIFICATION_TRANSFER_RUNS,
    ZC_VERIFICATION_TRANSFER_ENDED,
  } transfer_state;
  ZcZoneCopyBuilder *builder;
  guint64 n_received;
  ZcZoneCopy *copy;
  gboolean judged;
  guint64 n_judged;
  guint64 n_to_judge;
} ZcVerificationProbe;

/**
 * ZcVerificationPhase:
 * @ZC_VERIFICATION_PHASE_NONE: nothing goes on
 * @ZC_VERIFICATION_PHASE_DELEGATION: the parent is still asked
 * @ZC_VERIFICATION_PHASE_SERIALS: names are looked up, serials are asked for
 * @ZC_VERIFICATION_PHASE_COPIES: copies are read
 * @ZC_VERIFICATION_PHASE_COMPARISON: copies are compared
 * @ZC_VERIFICATION_PHASE_SIGNATURES: signatures are judged
 * @ZC_VERIFICATION_PHASE_RECORDS: record sets are asked for
 *
 * What goes on. Much of it does at the same time; the last of these that does is shown.
 */
typedef enum
{
  ZC_VERIFICATION_PHASE_NONE,
  ZC_VERIFICATION_PHASE_DELEGATION,
  ZC_VERIFICATION_PHASE_SERIALS,
  ZC_VERIFICATION_PHASE_COPIES,
  ZC_VERIFICATION_PHASE_COMPARISON,
  ZC_VERIFICATION_PHASE_SIGNATURES,
  ZC_VERIFICATION_PHASE_RECORDS,
} ZcVerificationPhase;

struct _ZcVerification
{
  GObject parent_instance;

  char *zone;                  /* (owned) */
  gboolean has_zone;           /* whether @zone is a domain name */
  ZcDnsConfig *config;         /* (owned) */
  ZcVerificationOptions options;
  GPtrArray *parties;          /* (owned) (element-type ZcVerificationParty) */
  ZcServiceCopy *service_copy; /* (owned) (nullable) */

  GTask *task;                 /* (owned) (nullable): while it runs */
  GCancellable *cancellable;   /* (owned): for what does not watch the clock: cancelled by the caller's, and when
                                * the time is up */
  gulong caller_handler;       /* at the caller's cancellable, 0 for none */
  GSource *deadline;           /* (owned) (nullable) */
  gint64 deadline_us;          /* in monotonic time */
  guint n_pending;             /* operations under way */

  guint n_transfers;
  guint n_sealing;
  guint n_comparing;
  guint n_resolving;
  guint n_asking;
  guint n_asked;
  ZcVerificationProbe *reference; /* (unowned) (nullable): the primary whose copy the others are compared with */
  ZcDelegation *delegation;    /* (owned) (nullable) */
  gboolean delegating;
  ZcRecordCheck *record_check; /* (owned) (nullable) */
  GPtrArray *record_probes;    /* (owned) (nullable) (element-type ZcVerificationProbe): whom it asks */
  gboolean asks_for_records;
  guint64 n_questions;
  guint64 n_questions_ended;
  gboolean paused;
  gboolean service_compared;   /* whether that is or was done */
  ZcWorkerPool *pool;          /* (owned) (nullable): where copies are compared and judged */
  GPtrArray *notes;            /* (owned) (element-type utf8) */

  ZcVerificationState state;
  ZcObservations *observations; /* (owned) */
  ZcDiagnosis *diagnosis;      /* (owned) (nullable): at the end */
  GListStore *matrix;          /* (owned) */
  GListStore *findings;        /* (owned) */
  ZcVerificationDifferences *differences; /* (owned) */
  GDateTime *started;          /* (owned) (nullable) */
  GDateTime *ended;            /* (owned) (nullable) */

  GSource *refresh;            /* (owned) (nullable): tells others what is new */
  gint64 refreshed_us;
  ZcVerificationPhase phase;
  char *phase_text;            /* (owned) */
  guint64 n_done;
  guint64 n_total;
};

/**
 * zc_verification_begin_operation:
 * @self: a verification
 *
 * Keeps the verification from its end until zc_verification_end_operation().
 */
void  zc_verification_begin_operation (ZcVerification *self);

/**
 * zc_verification_end_operation:
 * @self: a verification
 *
 * Ends an operation; with the last one the verification ends.
 */
void  zc_verification_end_operation   (ZcVerification *self);

/**
 * zc_verification_get_time_left:
 * @self: a verification
 *
 * Returns: the time until the deadline, in milliseconds, at least 1
 */
guint zc_verification_get_time_left   (ZcVerification *self);

/**
 * zc_verification_party_free:
 * @self: (transfer full): a server
 *
 * Frees the server and what it owns.
 */
void  zc_verification_party_free      (ZcVerificationParty *self);

/**
 * zc_verification_begin:
 * @self: a verification with a task
 *
 * Begins to look up and to ask.
 */
void  zc_verification_begin           (ZcVerification *self);

/**
 * zc_verification_complete:
 * @self: a verification without any operation under way
 *
 * Concludes, and answers the caller.
 */
void  zc_verification_complete        (ZcVerification *self);

/**
 * zc_verification_add_cell:
 * @self: a server
 * @probe: (nullable): one of its addresses, %NULL when it has none
 * @kind: what is tried
 *
 * Shows that something is tried.
 */
void  zc_verification_add_cell        (ZcVerificationParty    *self,
                                       ZcVerificationProbe    *probe,
                                       ZcVerificationCellKind  kind);

/**
 * zc_verification_observe:
 * @self: a verification
 * @party: a server
 * @row: (transfer full): what was seen of one of its addresses, of the server itself when it has none
 * @probe: (nullable): the address
 *
 * Adds a row to the observations, in the order of servers and addresses.
 */
void  zc_verification_observe         (ZcVerification      *self,
                                       ZcVerificationParty *party,
                                       ZcObservedServer    *row,
                                       ZcVerificationProbe *probe);

/**
 * zc_verification_touch:
 * @self: a verification
 *
 * Has what others see brought up to date, within a tenth of a second. Called whenever something was learnt.
 */
void  zc_verification_touch           (ZcVerification *self);

/**
 * zc_verification_refresh:
 * @self: a verification
 *
 * Brings progress and findings up to date at once.
 */
void  zc_verification_refresh         (ZcVerification *self);

/**
 * zc_verification_look_for_tls:
 * @self: a probe
 *
 * Looks whether a primary whose TCP port is closed transfers over TLS. Called whenever something was seen of
 * it.
 */
void  zc_verification_look_for_tls    (ZcVerificationProbe *self);

/**
 * zc_verification_take_samples:
 * @self: a probe whose questions for the SOA were answered
 *
 * Asks a name server some more times, to see whether several machines answer for its address.
 */
void  zc_verification_take_samples    (ZcVerificationProbe *self);

/**
 * zc_verification_consider_transfers:
 * @self: a verification
 *
 * Starts the transfers that are to be made and can be: called whenever something was learnt.
 */
void  zc_verification_consider_transfers (ZcVerification *self);

/**
 * zc_verification_ensure_pool:
 * @self: a verification
 *
 * Returns: (transfer none): threads for work on copies
 */
ZcWorkerPool *zc_verification_ensure_pool (ZcVerification *self);

/**
 * zc_verification_get_copy_serial:
 * @copy: a copy
 *
 * Returns: the serial of its SOA, 0 without one
 */
guint32 zc_verification_get_copy_serial (ZcZoneCopy *copy);

/**
 * zc_verification_take_copy:
 * @self: a probe whose copy has come
 *
 * Looks at the copy, and compares it as soon as both it and the reference are there.
 */
void  zc_verification_take_copy       (ZcVerificationProbe *self);

/**
 * zc_verification_take_differences:
 * @self: a probe
 * @comparison: (transfer full): how its records compare with the reference
 * @items: (transfer full): the differences
 *
 * Keeps the end of a comparison.
 */
void  zc_verification_take_differences (ZcVerificationProbe  *self,
                                        ZcObservedComparison *comparison,
                                        GListModel           *items);

/**
 * zc_verification_judge_copies:
 * @self: a verification
 *
 * Judges the signing of the copies that are there, as soon as it is known what the parent says.
 */
void  zc_verification_judge_copies    (ZcVerification *self);

/**
 * zc_verification_consider_records:
 * @self: a verification
 *
 * Begins to ask the name servers for every set of the reference, once that is there and all serials are in.
 */
void  zc_verification_consider_records (ZcVerification *self);

/**
 * zc_verification_lift_deadline:
 * @self: a verification
 *
 * Ends the watching of the time: what follows ends by itself.
 */
void  zc_verification_lift_deadline   (ZcVerification *self);

/**
 * zc_verification_dup_apex_name_servers:
 * @self: a verification
 *
 * Returns: (transfer full) (nullable): the NS records of the zone itself, from the reference copy
 */
GStrv zc_verification_dup_apex_name_servers (ZcVerification *self);

G_END_DECLS
