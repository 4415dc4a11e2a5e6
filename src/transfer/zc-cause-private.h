/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-diagnosis.h"

G_BEGIN_DECLS

/* Private to the causes: what the table of zc-diagnosis.c and the functions in it share. */

/**
 * ZcCauseCase:
 * @observations: what was seen (unowned)
 * @servers: (element-type ZcObservedServer): the servers in it (unowned)
 * @zone: the zone's name for display (owned)
 * @has_target: whether a primary answered with authority
 * @target: the newest serial of the primaries
 * @target_server: (nullable): the first primary that answered with @target (unowned)
 * @has_served: whether a secondary answered with authority
 * @served: the newest serial of the secondaries
 * @has_reference: whether any server answered with authority
 * @reference: the newest serial of all: whoever has an older one lags
 * @intercepted: whether all servers gave the same answer without authority
 * @silent: for each role, whether servers were asked and not one answered anything
 *
 * Observations with what several causes need to know about all of them.
 */
typedef struct
{
  ZcObservations *observations;
  GPtrArray *servers;
  char *zone;
  gboolean has_target;
  guint32 target;
  const ZcObservedServer *target_server;
  gboolean has_served;
  guint32 served;
  gboolean has_reference;
  guint32 reference;
  gboolean intercepted;
  gboolean silent[2];
} ZcCauseCase;

/**
 * ZcCauseServerFunc:
 * @self: the case
 * @server: one of its servers
 * @severity: (inout): the severity of the row of the table; to be changed where one kind of the cause
 *   weighs another way
 *
 * Looks for a cause at one server.
 *
 * Returns: (transfer full) (nullable): who and what was seen, %NULL when the cause is not there
 */
typedef char *ZcCauseServerFunc (const ZcCauseCase      *self,
                                 const ZcObservedServer *server,
                                 ZcSeverity             *severity);

/**
 * ZcCauseZoneFunc:
 * @self: the case
 * @about: (out) (nullable): the server that the finding is about, %NULL for none
 *
 * Looks for a cause that no single server shows.
 *
 * Returns: (transfer full) (nullable): what was seen, %NULL when the cause is not there
 */
typedef char *ZcCauseZoneFunc (const ZcCauseCase       *self,
                               const ZcObservedServer **about);

/**
 * ZcCauseArea:
 * @ZC_CAUSE_AREA_SERVICE: the service's interface and permissions
 * @ZC_CAUSE_AREA_REACHABILITY: whether servers can be reached
 * @ZC_CAUSE_AREA_AUTHORITY: whether they serve the zone
 * @ZC_CAUSE_AREA_ACCESS: whether they hand out copies
 * @ZC_CAUSE_AREA_SERIAL: how serials relate
 * @ZC_CAUSE_AREA_STREAM: whether copies come whole
 * @ZC_CAUSE_AREA_DATA: whether the data agrees
 * @ZC_CAUSE_AREA_DNSSEC: whether it validates
 * @ZC_CAUSE_AREA_PROPAGATION: whether changes arrive
 * @ZC_CAUSE_AREA_DELEGATION: whether anyone is sent there
 * @ZC_CAUSE_AREA_WATCHING: whether it was watched to the end
 *
 * What a cause is about, in verdict order.
 */
typedef enum
{
  ZC_CAUSE_AREA_SERVICE,
  ZC_CAUSE_AREA_REACHABILITY,
  ZC_CAUSE_AREA_AUTHORITY,
  ZC_CAUSE_AREA_ACCESS,
  ZC_CAUSE_AREA_SERIAL,
  ZC_CAUSE_AREA_STREAM,
  ZC_CAUSE_AREA_DATA,
  ZC_CAUSE_AREA_DNSSEC,
  ZC_CAUSE_AREA_PROPAGATION,
  ZC_CAUSE_AREA_DELEGATION,
  ZC_CAUSE_AREA_WATCHING,
} ZcCauseArea;

/**
 * ZcCause:
 * @id: the stable id
 * @area: what it is about
 * @severity: how bad it is, where @see_server does not say otherwise
 * @see_server: (nullable): looks for it at each server
 * @see_zone: (nullable): looks for it in what no single server shows; without both functions nothing that
 *   this program does can show the cause
 * @explanation: what it means for the transfer, for gettext
 * @remedy: the one next step, for gettext
 * @snippets: what configuration remedies it
 *
 * A row of the table of causes.
 */
typedef struct
{
  const char *id;
  ZcCauseArea area;
  ZcSeverity severity;
  ZcCauseServerFunc *see_server;
  ZcCauseZoneFunc *see_zone;
  const char *explanation;
  const char *remedy;
  ZcSnippetKind snippets;
} ZcCause;

/**
 * zc_cause_get_table:
 * @n_causes: (out): how many rows there are
 *
 * Returns: (transfer none): the table, in verdict order
 */
const ZcCause *zc_cause_get_table (guint *n_causes);

/**
 * ZcCauseAdvice:
 * @explanation: what it means, for gettext
 * @remedy: the one next step, for gettext
 * @snippets: what configuration remedies it
 *
 * What is said about a cause beside its text.
 */
typedef struct
{
  const char *explanation;
  const char *remedy;
  ZcSnippetKind snippets;
} ZcCauseAdvice;

/**
 * zc_cause_get_advice:
 * @self: a cause
 * @about: (nullable): the server at which it was seen
 *
 * Looks up what is said about a cause. At a name server that serves copies some of them mean something else
 * than at a primary, and the user has nothing to open or to allow there.
 *
 * Returns: the advice
 */
ZcCauseAdvice  zc_cause_get_advice (const ZcCause          *self,
                                    const ZcObservedServer *about);

/* One function a row of the table, named after its id. */

/* zc-cause-service.c */
ZcCauseZoneFunc zc_cause_see_api_auth;
ZcCauseZoneFunc zc_cause_see_api_gone;
ZcCauseZoneFunc zc_cause_see_api_busy;
ZcCauseZoneFunc zc_cause_see_api_unknown;
ZcCauseZoneFunc zc_cause_see_api_stale_ok;
ZcCauseZoneFunc zc_cause_see_cancelled;

/* zc-cause-reach.c */
ZcCauseZoneFunc zc_cause_see_local_blocked;
ZcCauseServerFunc zc_cause_see_no_address;
ZcCauseServerFunc zc_cause_see_no_route;
ZcCauseServerFunc zc_cause_see_udp_closed;
ZcCauseServerFunc zc_cause_see_udp_filtered;
ZcCauseServerFunc zc_cause_see_tcp_closed;
ZcCauseServerFunc zc_cause_see_tcp_filtered;
ZcCauseServerFunc zc_cause_see_tcp_reset;
ZcCauseServerFunc zc_cause_see_timeout_answer;
ZcCauseServerFunc zc_cause_see_bad_answer;

/* zc-cause-authority.c */
ZcCauseServerFunc zc_cause_see_refused_all;
ZcCauseServerFunc zc_cause_see_notauth_zone;
ZcCauseServerFunc zc_cause_see_servfail;
ZcCauseServerFunc zc_cause_see_formerr;
ZcCauseServerFunc zc_cause_see_notimp;
ZcCauseServerFunc zc_cause_see_not_aa;
ZcCauseServerFunc zc_cause_see_nxdomain;
ZcCauseServerFunc zc_cause_see_nodata;

/* zc-cause-access.c */
ZcCauseServerFunc zc_cause_see_refused;
ZcCauseServerFunc zc_cause_see_notauth_acl;
ZcCauseServerFunc zc_cause_see_notauth_tsig;
ZcCauseServerFunc zc_cause_see_badtime;
ZcCauseServerFunc zc_cause_see_xot_only;

/* zc-cause-serial.c */
ZcCauseZoneFunc zc_cause_see_serial_equal;
ZcCauseZoneFunc zc_cause_see_serial_behind;
ZcCauseZoneFunc zc_cause_see_serial_undefined;
ZcCauseZoneFunc zc_cause_see_serial_jump;
ZcCauseZoneFunc zc_cause_see_primaries_differ;

/* zc-cause-stream.c */
ZcCauseServerFunc zc_cause_see_axfr_empty;
ZcCauseServerFunc zc_cause_see_axfr_truncated;
ZcCauseServerFunc zc_cause_see_axfr_soa_mismatch;
ZcCauseServerFunc zc_cause_see_axfr_mid_soa;
ZcCauseServerFunc zc_cause_see_axfr_bad_msg;
ZcCauseServerFunc zc_cause_see_axfr_error_late;
ZcCauseServerFunc zc_cause_see_axfr_out_of_zone;
ZcCauseServerFunc zc_cause_see_too_large;

/* zc-cause-data.c */
ZcCauseServerFunc zc_cause_see_same_serial_diff;
ZcCauseZoneFunc zc_cause_see_same_serial_diff_in_service;
ZcCauseZoneFunc zc_cause_see_api_differs;
ZcCauseZoneFunc zc_cause_see_api_unreadable;
ZcCauseServerFunc zc_cause_see_unverified;
ZcCauseServerFunc zc_cause_see_rrsig_expired;
ZcCauseServerFunc zc_cause_see_rrsig_soon;
ZcCauseServerFunc zc_cause_see_rrsig_future;
ZcCauseServerFunc zc_cause_see_dnssec_broken;
ZcCauseServerFunc zc_cause_see_zonemd_bad;

/* zc-cause-propagation.c */
ZcCauseServerFunc zc_cause_see_secondary_lag;
ZcCauseServerFunc zc_cause_see_secondary_split;
ZcCauseServerFunc zc_cause_see_secondary_expired;
ZcCauseServerFunc zc_cause_see_expire_soon;
ZcCauseZoneFunc zc_cause_see_notify_blocked;
ZcCauseServerFunc zc_cause_see_lame_secondary;
ZcCauseZoneFunc zc_cause_see_not_delegated;

/**
 * zc_cause_who:
 * @server: a server
 *
 * Returns: (transfer full): name, address and, when it is not 53, the port of a server, for a sentence
 */
char       *zc_cause_who             (const ZcObservedServer *server);

/**
 * zc_cause_where:
 * @server: a server with an address
 *
 * Returns: (transfer full): the same without the port
 */
char       *zc_cause_where           (const ZcObservedServer *server);

/**
 * zc_cause_is_primary:
 * @server: a server
 *
 * Returns: whether it is a primary
 */
gboolean    zc_cause_is_primary      (const ZcObservedServer *server);

/**
 * zc_cause_replied:
 * @server: a server
 * @transport: a transport
 *
 * Returns: whether a DNS message came back over this transport
 */
gboolean    zc_cause_replied         (const ZcObservedServer *server,
                                      ZcDnsTransport          transport);

/**
 * zc_cause_find_answer:
 * @server: a server
 * @outcome: an outcome
 *
 * Returns: (transfer none) (nullable): the first answer to the question for the SOA with this outcome
 */
const ZcSoaAnswer *zc_cause_find_answer (const ZcObservedServer *server,
                                         ZcDnsOutcome            outcome);

/**
 * zc_cause_saw:
 * @server: a server
 * @transport: a transport
 * @outcome: an outcome
 *
 * Returns: whether a question for the SOA over this transport had this outcome
 */
gboolean    zc_cause_saw             (const ZcObservedServer *server,
                                      ZcDnsTransport          transport,
                                      ZcDnsOutcome            outcome);

/**
 * zc_cause_transfer_is:
 * @server: a server
 * @outcome: an outcome
 *
 * Returns: whether a transfer from it was tried and had this outcome
 */
gboolean    zc_cause_transfer_is     (const ZcObservedServer *server,
                                      ZcDnsOutcome            outcome);

/**
 * zc_cause_is_up_to_date:
 * @self: a case
 * @server: a server
 * @any: whether one answer of several is enough
 *
 * Returns: whether it answers with authority and with the newest serial of all servers
 */
gboolean    zc_cause_is_up_to_date   (const ZcCauseCase      *self,
                                      const ZcObservedServer *server,
                                      gboolean                any);

/**
 * zc_cause_format_number:
 * @number: a number
 *
 * Returns: (transfer full): the number with the thousands marks of the language
 */
char       *zc_cause_format_number   (guint64 number);

/**
 * zc_cause_format_duration:
 * @seconds: a time
 *
 * Returns: (transfer full): the time in its two largest units, such as "2 d 4 h"
 */
char       *zc_cause_format_duration (gint64 seconds);

/**
 * zc_cause_format_time:
 * @unix_time: a point in time, in seconds since 1970
 *
 * Returns: (transfer full): the day and time in UTC
 */
char       *zc_cause_format_time     (gint64 unix_time);

/**
 * zc_cause_get_rcode_name:
 * @rcode: a response code
 *
 * Returns: (transfer none): its name in the registry of IANA, "?" when it is not known
 */
const char *zc_cause_get_rcode_name  (int rcode);

G_END_DECLS
