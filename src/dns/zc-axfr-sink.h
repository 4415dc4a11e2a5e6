/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZcAxfrSinkError:
 * @ZC_AXFR_SINK_ERROR_BAD_RECORD: the record cannot be what its type says (outcome axfr-bad-msg)
 * @ZC_AXFR_SINK_ERROR_OUT_OF_ZONE: content that no secondary loads (outcome axfr-out-of-zone)
 * @ZC_AXFR_SINK_ERROR_TOO_LARGE: more than the sink can hold (outcome too-large)
 *
 * Why a sink stops the transfer. An error of another domain is a fault of this computer.
 */
typedef enum
{
  ZC_AXFR_SINK_ERROR_BAD_RECORD,
  ZC_AXFR_SINK_ERROR_OUT_OF_ZONE,
  ZC_AXFR_SINK_ERROR_TOO_LARGE,
} ZcAxfrSinkError;

#define ZC_AXFR_SINK_ERROR (zc_axfr_sink_error_quark ())
GQuark zc_axfr_sink_error_quark (void);

/**
 * ZcAxfrSink:
 * @record: takes one record
 *
 * Where an AXFR reader puts the records of a zone: functions over a pointer that the caller of the
 * reader hands along. They are called in the reader's thread, one after the other, and everything
 * they did happened before the reader's callback. The pointer stays the caller's, who keeps it
 * valid until then.
 *
 * @record gets the opening SOA first, then every other record in the order of the stream; the
 * closing SOA, which the reader compared with the opening one, is not handed on. Owner and rdata are
 * in wire form, with every compressed name written out but in the spelling of the server, and the
 * buffers are valid during the call only. The reader has checked that the owner lies in the zone,
 * that the class is IN, that rdata of well-known types has its length and its names, and that the
 * bounds on records and bytes hold. %FALSE with an error stops the transfer.
 */
typedef struct
{
  gboolean (*record) (gpointer       sink,
                      const guint8  *owner,
                      gsize          owner_len,
                      guint16        type,
                      guint16        klass,
                      guint32        ttl,
                      const guint8  *rdata,
                      gsize          rdata_len,
                      GError       **error);
} ZcAxfrSink;

G_END_DECLS
