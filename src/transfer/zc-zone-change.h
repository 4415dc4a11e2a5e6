/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-verification.h"

G_BEGIN_DECLS

/**
 * ZcZoneChangeState:
 * @ZC_ZONE_CHANGE_UNKNOWN: not known yet
 * @ZC_ZONE_CHANGE_KNOWN: both copies were read and compared
 * @ZC_ZONE_CHANGE_REFUSED: no primary gives this computer a copy. That is usual and says nothing about IONOS
 * @ZC_ZONE_CHANGE_TOO_LARGE: a copy is larger than what is read for a preview
 * @ZC_ZONE_CHANGE_NO_COPY: no copy could be read from a primary; the findings of the verification tell why
 * @ZC_ZONE_CHANGE_NOTHING_PRESENT: neither the service's records nor a copy from a name server could be had
 *
 * Whether it is known what a transfer would change.
 */
typedef enum
{
  ZC_ZONE_CHANGE_UNKNOWN,
  ZC_ZONE_CHANGE_KNOWN,
  ZC_ZONE_CHANGE_REFUSED,
  ZC_ZONE_CHANGE_TOO_LARGE,
  ZC_ZONE_CHANGE_NO_COPY,
  ZC_ZONE_CHANGE_NOTHING_PRESENT,
} ZcZoneChangeState;

#define ZC_TYPE_ZONE_CHANGE_STATE (zc_zone_change_state_get_type ())
GType            zc_zone_change_state_get_type (void) G_GNUC_CONST;

/**
 * ZcZoneChangeCounts:
 * @n_added: how many record sets would come
 * @n_removed: how many would go
 * @n_changed: how many would have other records or another TTL
 * @n_records: how many records there are now
 * @n_records_removed: how many of them would go without another one in their place
 *
 * What a transfer would change, without the SOA. The last two leave out what a signer makes.
 */
typedef struct
{
  guint n_added;
  guint n_removed;
  guint n_changed;
  guint64 n_records;
  guint64 n_records_removed;
} ZcZoneChangeCounts;

/**
 * ZcZoneChangeLimits:
 * @timeout_ms: the time for everything, in milliseconds
 * @most_records: the most records of a copy, both SOAs included
 * @most_bytes: the most bytes of a copy
 *
 * The bounds of a look.
 */
typedef struct
{
  guint timeout_ms;
  guint64 most_records;
  guint64 most_bytes;
} ZcZoneChangeLimits;

/**
 * ZcZoneChange:
 *
 * What a transfer of a zone would change: the copy of a primary held against what the service has now, for one
 * look. It asks and transfers within bounds, and changes nothing anywhere. Its property "state" (#ZcZoneChangeState,
 * read-only) is notified once, as soon as the answer is there; the verification that it makes on the way may go on
 * for a while, because other servers are slow.
 */
#define ZC_TYPE_ZONE_CHANGE (zc_zone_change_get_type ())
G_DECLARE_FINAL_TYPE (ZcZoneChange, zc_zone_change, ZC, ZONE_CHANGE, GObject)

/**
 * zc_zone_change_new:
 * @zone: the zone's name
 * @primaries: (array zero-terminated=1): the addresses of the primaries
 * @name_servers: (array zero-terminated=1): the names or addresses of the service's name servers
 * @config: who resolves names
 * @limits: (nullable): the bounds, %NULL for 20 seconds, a million records and 256 MiB
 * @present: (nullable): the records that the service holds now; without them a name server is asked for a copy,
 *   which few give
 *
 * Returns: (transfer full): a new look that did not begin
 */
ZcZoneChange    *zc_zone_change_new             (const char               *zone,
                                                 const char * const       *primaries,
                                                 const char * const       *name_servers,
                                                 ZcDnsConfig              *config,
                                                 const ZcZoneChangeLimits *limits,
                                                 ZcServiceCopy            *present);

/**
 * zc_zone_change_run_async:
 * @self: a look that did not begin
 * @cancellable: (nullable): a cancellable
 * @callback: called when all servers answered or the time is up
 * @user_data: data for @callback
 *
 * Looks.
 */
void             zc_zone_change_run_async       (ZcZoneChange         *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);

/**
 * zc_zone_change_run_finish:
 * @self: a look
 * @result: the result
 * @error: return location for an error, see zc_verification_run_finish()
 *
 * Returns: whether it came to its end; what is known then is the state
 */
gboolean         zc_zone_change_run_finish      (ZcZoneChange         *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

/**
 * zc_zone_change_get_verification:
 * @self: a look
 *
 * Gives the verification behind it, from the beginning on: what each primary address answers over UDP and TCP and
 * whether it gives a copy, the serials of all, and findings such as primaries that disagree ("primaries-differ")
 * or a primary that is behind ("serial-behind", "serial-undefined").
 *
 * Returns: (transfer none): the verification
 */
ZcVerification  *zc_zone_change_get_verification (ZcZoneChange        *self);

/**
 * zc_zone_change_get_state:
 * @self: a look
 *
 * Returns: whether it is known what would change
 */
ZcZoneChangeState zc_zone_change_get_state      (ZcZoneChange         *self);

/**
 * zc_zone_change_get_counts:
 * @self: a look
 * @counts: (out caller-allocates): the counts
 *
 * Returns: %FALSE when they are not known
 */
gboolean         zc_zone_change_get_counts      (ZcZoneChange         *self,
                                                 ZcZoneChangeCounts   *counts);

/**
 * zc_zone_change_removes_most:
 * @self: a look
 *
 * Returns: whether the transfer would remove more than half of the records
 */
gboolean         zc_zone_change_removes_most    (ZcZoneChange         *self);

/**
 * zc_zone_change_get_differences:
 * @self: a look
 *
 * Returns: (transfer none) (nullable): a list of #ZcDifference without the SOA, %NULL when it is not known. The
 *   reference is the primary: what is missing would come, what is extra would go
 */
GListModel      *zc_zone_change_get_differences (ZcZoneChange         *self);

/**
 * zc_zone_change_dup_summary:
 * @self: a look
 *
 * Returns: (transfer full) (nullable): "+3 -1 ~2 records" in the language of the user, %NULL when it is not known
 */
char            *zc_zone_change_dup_summary     (ZcZoneChange         *self);

/**
 * zc_zone_change_dup_sentence:
 * @self: a look
 *
 * Returns: (transfer full): what would change, or why that is not known, in one translated sentence
 */
char            *zc_zone_change_dup_sentence    (ZcZoneChange         *self);

/**
 * zc_zone_change_dup_warning:
 * @self: a look
 *
 * Returns: (transfer full) (nullable): the warning to show when zc_zone_change_removes_most(), else %NULL
 */
char            *zc_zone_change_dup_warning     (ZcZoneChange         *self);

G_END_DECLS
