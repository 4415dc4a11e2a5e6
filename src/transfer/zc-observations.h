/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-axfr-reader.h"
#include "zc-dnssec-report.h"
#include "zc-server-role.h"
#include "zc-soa-query.h"

G_BEGIN_DECLS

/**
 * ZcObservedContent:
 * @n_records: how many records the copy holds
 * @largest_set_owner: (nullable): the owner of the set with most records, in presentation format (owned)
 * @largest_set_type: (nullable): its type's mnemonic (owned)
 * @largest_set_records: how many records it has
 * @has_apex_ns: whether there are NS records at the zone's own name
 * @cname_conflict_owner: (nullable): the first name with a CNAME beside other data (owned)
 *
 * What a whole copy of the zone shows.
 */
typedef struct
{
  guint64 n_records;
  char *largest_set_owner;
  char *largest_set_type;
  guint largest_set_records;
  gboolean has_apex_ns;
  char *cname_conflict_owner;
} ZcObservedContent;

/**
 * ZcObservedComparison:
 * @primary_serial: the serial of the primary's copy
 * @serial: the serial of what it was compared with
 * @n_missing: how many RRsets the secondary lacks
 * @n_extra: how many RRsets only the secondary has
 * @n_changed: how many RRsets differ, those of @n_ttl_only included
 * @n_ttl_only: how many RRsets differ in nothing but the TTL
 * @n_asked: how many RRsets were looked at
 * @n_unverified: how many of them could not be looked at, for want of a usable answer
 * @first_owner: (nullable): the owner of the first difference (owned)
 * @first_type: (nullable): its type's mnemonic (owned)
 *
 * How the zone on one secondary compares with the primary's copy.
 */
typedef struct
{
  guint32 primary_serial;
  guint32 serial;
  guint64 n_missing;
  guint64 n_extra;
  guint64 n_changed;
  guint64 n_ttl_only;
  guint64 n_asked;
  guint64 n_unverified;
  char *first_owner;
  char *first_type;
} ZcObservedComparison;

/**
 * ZcObservedServer:
 * @role: what the server is to the zone
 * @name: the server's name or address as the user or the service spells it (owned)
 * @server: (nullable): the address, %NULL when the name has none (owned)
 * @no_address_text: (nullable): why the name has no address (owned)
 * @answers: (element-type ZcSoaAnswer): what it answered when asked for the SOA, one or more a transport
 *   (owned)
 * @samples: (element-type ZcSoaAnswer): what it answered when it was asked again, in the order the answers came;
 *   evidence of several machines behind one address, often empty (owned)
 * @transfer: (nullable): how a transfer from it went (owned)
 * @content: (nullable): what the transferred copy shows (owned)
 * @comparison: (nullable): how its zone compares with the primary's (owned)
 * @dnssec: (nullable): the judgement on the signing of its zone, %NULL when not judged (owned)
 * @offers_tls: whether it offers transfers over TLS (RFC 9103) at port 853
 *
 * All that was seen of one address of one server. The fields from @answers on belong to who observes;
 * a cause only reads them.
 */
typedef struct
{
  ZcServerRole role;
  char *name;
  ZcDnsServer *server;
  char *no_address_text;
  GPtrArray *answers;
  GPtrArray *samples;
  ZcAxfrResult *transfer;
  ZcObservedContent *content;
  ZcObservedComparison *comparison;
  ZcDnssecReport *dnssec;
  gboolean offers_tls;
} ZcObservedServer;

/**
 * ZcObservedService:
 * @comparison: how the records that the service's interface shows compare with the primary's (owned)
 * @has_serial: whether the interface shows the serial, so that @comparison has it
 * @n_unreadable: how many of its records could not be read
 * @unreadable_owner: (nullable): the name of the first of them, as the service writes it (owned)
 * @unreadable_type: (nullable): its type, as the service writes it (owned)
 * @unreadable_content: (nullable): its data, as the service writes it (owned)
 * @unreadable_reason: (nullable): what is wrong with it, translated (owned)
 *
 * What the records that the service's interface shows are like.
 */
typedef struct
{
  ZcObservedComparison *comparison;
  gboolean has_serial;
  guint n_unreadable;
  char *unreadable_owner;
  char *unreadable_type;
  char *unreadable_content;
  char *unreadable_reason;
} ZcObservedService;

/**
 * ZcServiceFault:
 * @ZC_SERVICE_FAULT_NONE: the service answered
 * @ZC_SERVICE_FAULT_UNAUTHORIZED: the token was not accepted
 * @ZC_SERVICE_FAULT_FORBIDDEN: the user may not do this
 * @ZC_SERVICE_FAULT_GONE: the zone does not exist
 * @ZC_SERVICE_FAULT_BUSY: the service or the zone cannot take the request at the moment
 *
 * How the service's interface answered.
 */
typedef enum
{
  ZC_SERVICE_FAULT_NONE,
  ZC_SERVICE_FAULT_UNAUTHORIZED,
  ZC_SERVICE_FAULT_FORBIDDEN,
  ZC_SERVICE_FAULT_GONE,
  ZC_SERVICE_FAULT_BUSY,
} ZcServiceFault;

/**
 * ZcObservedStatus:
 * @primary_ip: the primary's address (owned)
 * @status: the service's word (owned)
 * @error_message: (nullable): the service's explanation (owned)
 *
 * What the service reports about transfers from one primary.
 */
typedef struct
{
  char *primary_ip;
  char *status;
  char *error_message;
} ZcObservedStatus;

/**
 * ZcObservations:
 *
 * Everything that was seen of one zone at one time, and nothing that was concluded from it. Plain data:
 * filled by who asks servers and the service, read by the causes. Not for use from two threads at once.
 */
#define ZC_TYPE_OBSERVATIONS (zc_observations_get_type ())
G_DECLARE_FINAL_TYPE (ZcObservations, zc_observations, ZC, OBSERVATIONS, GObject)

/**
 * zc_observations_new:
 * @zone: the zone's name in ASCII
 * @now: the time of the observations, in seconds since 1970
 *
 * Returns: (transfer full): observations without any
 */
ZcObservations   *zc_observations_new            (const char           *zone,
                                                  gint64                now);

/**
 * zc_observations_get_zone:
 * @self: observations
 *
 * Returns: (transfer none): the zone's name in ASCII
 */
const char       *zc_observations_get_zone       (ZcObservations       *self);

/**
 * zc_observations_get_now:
 * @self: observations
 *
 * Returns: the time of the observations, in seconds since 1970
 */
gint64            zc_observations_get_now        (ZcObservations       *self);

/**
 * zc_observations_get_servers:
 * @self: observations
 *
 * Returns: (transfer none) (element-type ZcObservedServer): the servers in the order they were added
 */
GPtrArray        *zc_observations_get_servers    (ZcObservations       *self);

/**
 * zc_observed_server_new:
 * @role: what the server is to the zone
 * @name: the server's name or address as the user or the service spells it
 * @server: (nullable): the address, %NULL when the name has none
 *
 * Returns: (transfer full): a row without observations
 */
ZcObservedServer *zc_observed_server_new         (ZcServerRole          role,
                                                  const char           *name,
                                                  ZcDnsServer          *server);

/**
 * zc_observed_server_free:
 * @self: (transfer full): a row
 *
 * Frees the row and what it owns.
 */
void              zc_observed_server_free        (ZcObservedServer     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcObservedServer, zc_observed_server_free)

/**
 * zc_observations_insert_server:
 * @self: observations
 * @place: how many rows stand before it
 * @server: (transfer full): a row
 *
 * Adds a row between the others, so that they keep an order whoever answers first.
 */
void              zc_observations_insert_server  (ZcObservations       *self,
                                                  guint                 place,
                                                  ZcObservedServer     *server);

/**
 * zc_observations_add_server:
 * @self: observations
 * @role: what the server is to the zone
 * @name: the server's name or address as the user or the service spells it
 * @server: the address
 *
 * Gives the row of a server's address, a new one when it is not there yet.
 *
 * Returns: (transfer none): the row
 */
ZcObservedServer *zc_observations_add_server     (ZcObservations       *self,
                                                  ZcServerRole          role,
                                                  const char           *name,
                                                  ZcDnsServer          *server);

/**
 * zc_observations_add_unresolved:
 * @self: observations
 * @role: what the server is to the zone
 * @name: the server's name
 * @text: (nullable): what the resolver said
 *
 * Adds a server that could not be asked, because its name has no address.
 */
void              zc_observations_add_unresolved (ZcObservations       *self,
                                                  ZcServerRole          role,
                                                  const char           *name,
                                                  const char           *text);

/**
 * zc_observed_server_take_answer:
 * @self: a row
 * @answer: (transfer full): an answer to the question for the SOA
 *
 * Adds an answer.
 */
void              zc_observed_server_take_answer (ZcObservedServer     *self,
                                                  ZcSoaAnswer          *answer);

/**
 * zc_observed_server_get_answer_id:
 * @self: a row
 * @answer: one of its answers
 *
 * Gives the id for what one question for the SOA showed, before any conclusion.
 *
 * Returns: (transfer none): an id of the table of causes, or "ok"
 */
const char         *zc_observed_server_get_answer_id     (const ZcObservedServer *self,
                                                          const ZcSoaAnswer      *answer);

/**
 * zc_observed_server_get_transfer_id:
 * @self: a row with a transfer
 *
 * Gives the id for what the transfer showed. The answers to the question for the SOA tell apart what NOTAUTH
 * means, and the content tells faults that only the whole zone shows.
 *
 * Returns: (transfer none): an id of the table of causes, or "ok"
 */
const char         *zc_observed_server_get_transfer_id   (const ZcObservedServer *self);

/**
 * zc_observed_server_get_serial:
 * @self: a row
 * @serial: (out) (optional): the newest serial it answered with authority
 *
 * Returns: whether it answered with authority
 */
gboolean            zc_observed_server_get_serial        (const ZcObservedServer *self,
                                                          guint32                *serial);

/**
 * zc_observed_server_was_answered:
 * @self: a row
 *
 * Returns: whether anything at all came back from the server, be it right or wrong
 */
gboolean            zc_observed_server_was_answered      (const ZcObservedServer *self);

/**
 * zc_observations_set_delegation:
 * @self: observations
 * @parent: (array zero-terminated=1): the name servers that the parent zone sends to
 * @apex: (array zero-terminated=1) (nullable): the name servers in the zone itself, %NULL when not known
 *
 * Tells who is delegated to. Without this call nothing is concluded about the delegation.
 */
void              zc_observations_set_delegation (ZcObservations       *self,
                                                  const char * const   *parent,
                                                  const char * const   *apex);

/**
 * zc_observations_get_parent_name_servers:
 * @self: observations
 *
 * Returns: (transfer none) (nullable): whom the parent sends to, %NULL when not known
 */
const char * const *zc_observations_get_parent_name_servers (ZcObservations *self);

/**
 * zc_observations_get_apex_name_servers:
 * @self: observations
 *
 * Returns: (transfer none) (nullable): the NS records of the zone itself, %NULL when not known
 */
const char * const *zc_observations_get_apex_name_servers (ZcObservations *self);

/**
 * zc_observations_take_service:
 * @self: observations
 * @service: (transfer full): what the service's records are like
 *
 * Tells how the records that the service's interface shows compare with the primary's.
 */
void              zc_observations_take_service   (ZcObservations       *self,
                                                  ZcObservedService    *service);

/**
 * zc_observations_get_service:
 * @self: observations
 *
 * Returns: (transfer none) (nullable): what the service's records are like, %NULL when they were not compared
 */
const ZcObservedService *
                  zc_observations_get_service    (ZcObservations       *self);

/**
 * zc_observations_set_service_fault:
 * @self: observations
 * @fault: how the service answered
 * @text: (nullable): the zone's state or the service's own words
 *
 * Tells that the service's interface did not do what it was asked for.
 */
void              zc_observations_set_service_fault (ZcObservations    *self,
                                                     ZcServiceFault     fault,
                                                     const char        *text);

/**
 * zc_observations_get_service_fault:
 * @self: observations
 * @text: (out) (transfer none) (nullable) (optional): the zone's state or the service's own words
 *
 * Returns: how the service answered
 */
ZcServiceFault    zc_observations_get_service_fault (ZcObservations    *self,
                                                     const char       **text);

/**
 * zc_observations_add_status:
 * @self: observations
 * @primary_ip: the primary's address
 * @status: the service's word
 * @error_message: (nullable): the service's explanation
 *
 * Adds what the service reports about one primary.
 */
void              zc_observations_add_status     (ZcObservations       *self,
                                                  const char           *primary_ip,
                                                  const char           *status,
                                                  const char           *error_message);

/**
 * zc_observations_get_statuses:
 * @self: observations
 *
 * Returns: (transfer none) (element-type ZcObservedStatus): what the service reports, often nothing
 */
GPtrArray        *zc_observations_get_statuses   (ZcObservations       *self);

/**
 * ZcObservationFlags:
 * @ZC_OBSERVATION_NONE: nothing of the below
 * @ZC_OBSERVATION_TRANSFER_RUN: the observations belong to a transfer that was started
 * @ZC_OBSERVATION_NOTHING_MOVED: statuses and serials are what they were before the start
 * @ZC_OBSERVATION_CANCELLED: the user stopped the watching
 *
 * What else is known about the circumstances.
 */
typedef enum
{
  ZC_OBSERVATION_NONE = 0,
  ZC_OBSERVATION_TRANSFER_RUN = 1 << 0,
  ZC_OBSERVATION_NOTHING_MOVED = 1 << 1,
  ZC_OBSERVATION_CANCELLED = 1 << 2,
} ZcObservationFlags;

/**
 * zc_observations_set_flags:
 * @self: observations
 * @flags: the circumstances
 *
 * Sets what else is known.
 */
void              zc_observations_set_flags      (ZcObservations       *self,
                                                  ZcObservationFlags    flags);

/**
 * zc_observations_get_flags:
 * @self: observations
 *
 * Returns: the circumstances
 */
ZcObservationFlags zc_observations_get_flags     (ZcObservations       *self);

/**
 * zc_observations_set_late_arrivals:
 * @self: observations
 * @n_arrivals: how many of the last changes, one after the other, were late at all secondaries
 * @longest_seconds: for how long, at least, the one that took longest was seen at the primary alone
 *
 * Tells that changes arrive late although nobody was seen to hold them up. Only what came by itself counts, not what
 * somebody started a transfer for.
 */
void              zc_observations_set_late_arrivals (ZcObservations    *self,
                                                     guint              n_arrivals,
                                                     gint64             longest_seconds);

/**
 * zc_observations_get_late_arrivals:
 * @self: observations
 * @longest_seconds: (out): for how long, at least, the one that took longest was seen at the primary alone
 *
 * Returns: how many of the last changes, one after the other, were late; 0 when nothing is known of any
 */
guint             zc_observations_get_late_arrivals (ZcObservations    *self,
                                                     gint64            *longest_seconds);

G_END_DECLS
