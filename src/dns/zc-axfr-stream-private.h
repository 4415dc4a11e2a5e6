/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-axfr-reader.h"
#include "zc-dns-message-private.h"

G_BEGIN_DECLS

/* Private to dns/: the judge of an AXFR stream. It sees whole messages and no sockets, so that a fuzzer
 * can feed it. */

/* The longest rdata with all its names written out that still could be sent. */
#define ZC_AXFR_RDATA_MOST 65535

/* MNAME, RNAME and five numbers. */
#define ZC_AXFR_SOA_MOST (2 * ZC_DNS_NAME_MOST + 20)

/**
 * ZcAxfrStreamState:
 * @ZC_AXFR_STREAM_MORE: the stream goes on
 * @ZC_AXFR_STREAM_CLOSED: the last message ended in a second SOA; nothing may follow
 * @ZC_AXFR_STREAM_FAILED: the stream is faulty, see the outcome
 */
typedef enum
{
  ZC_AXFR_STREAM_MORE,
  ZC_AXFR_STREAM_CLOSED,
  ZC_AXFR_STREAM_FAILED,
} ZcAxfrStreamState;

/**
 * ZcAxfrStream:
 *
 * The state of one transfer. Callers read the result and nothing else.
 */
typedef struct
{
  ZcDnsQuestion question;
  guint16 id;
  ZcAxfrLimits limits;
  const ZcAxfrSink *sink; /* (unowned) */
  gpointer sink_data;     /* (unowned) */

  ZcAxfrResult *result; /* (unowned) */
  guint64 n_expanded;   /* bytes of the records with their names written out */
  gboolean closed;
  gboolean same_soa;

  guint8 soa[ZC_AXFR_SOA_MOST];
  gsize soa_len;

  /* The owner of the record in work. Most records have the owner of the record before and say so by the
   * same pointer, or a pointer at it. */
  guint8 owner[ZC_DNS_NAME_MOST];
  gsize owner_len;
  gsize owner_offset;
  gsize owner_pointer;

  guint8 rdata[ZC_AXFR_RDATA_MOST + ZC_AXFR_SOA_MOST];
} ZcAxfrStream;

/**
 * zc_axfr_stream_new:
 * @question: what was asked
 * @id: the id it was asked with
 * @limits: where to stop
 * @sink: where records go
 * @sink_data: what the sink's functions are called with
 * @result: where the counts and the outcome are written; kept by the caller
 *
 * Returns: (transfer full): a new stream
 */
ZcAxfrStream      *zc_axfr_stream_new   (const ZcDnsQuestion *question,
                                         guint16              id,
                                         const ZcAxfrLimits  *limits,
                                         const ZcAxfrSink    *sink,
                                         gpointer             sink_data,
                                         ZcAxfrResult        *result);

/**
 * zc_axfr_stream_take:
 * @self: a stream
 * @message: a message, without its length field
 * @length: its length
 *
 * Judges the next message and hands its records to the sink.
 *
 * Returns: how the stream goes on
 */
ZcAxfrStreamState  zc_axfr_stream_take  (ZcAxfrStream        *self,
                                         const guint8        *message,
                                         gsize                length);

/**
 * zc_axfr_stream_close:
 * @self: a stream that is %ZC_AXFR_STREAM_CLOSED
 * @more_came: whether the server sent anything behind the closing SOA
 *
 * Gives the outcome of a stream that came to its end.
 */
void               zc_axfr_stream_close (ZcAxfrStream        *self,
                                         gboolean             more_came);

G_END_DECLS
