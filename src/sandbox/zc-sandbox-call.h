/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "zc-sandbox-fault.h"
#include "zc-sandbox-journal.h"

G_BEGIN_DECLS

/**
 * ZcSandboxCall:
 *
 * One call of the API, from its arrival to its answer, which may come later. Exactly one of the
 * answering functions is called for each.
 */
typedef struct _ZcSandboxCall ZcSandboxCall;

/**
 * zc_sandbox_call_new:
 * @message: the request
 * @journal: (nullable): where it is entered, if anywhere; it must outlive the call
 *
 * Begins a call: enters it in the journal and keeps the connection waiting.
 *
 * Returns: (transfer full): a new call
 */
ZcSandboxCall *zc_sandbox_call_new            (SoupServerMessage *message,
                                               ZcSandboxJournal  *journal);

/**
 * zc_sandbox_call_ref:
 * @self: a call
 *
 * Returns: (transfer full): @self
 */
ZcSandboxCall *zc_sandbox_call_ref            (ZcSandboxCall *self);

/**
 * zc_sandbox_call_unref:
 * @self: (transfer full): a call
 *
 * Drops a reference.
 */
void           zc_sandbox_call_unref          (ZcSandboxCall *self);

/**
 * zc_sandbox_call_set_fault:
 * @self: a call
 * @fault: (transfer full) (nullable): what goes wrong with it
 * @delay_ms: how long every answer takes at least
 *
 * Sets how the answer is changed on its way.
 */
void           zc_sandbox_call_set_fault      (ZcSandboxCall  *self,
                                               ZcSandboxFault *fault,
                                               guint           delay_ms);

/**
 * zc_sandbox_call_answer_without_effect:
 * @self: a call
 *
 * Answers a call whose fault keeps it from having an effect.
 *
 * Returns: %FALSE when it has no such fault: then the call goes on
 */
gboolean       zc_sandbox_call_answer_without_effect (ZcSandboxCall *self);

/**
 * zc_sandbox_call_set_authorized:
 * @self: a call
 *
 * Notes in the journal that the call had the right token.
 */
void           zc_sandbox_call_set_authorized (ZcSandboxCall *self);

/**
 * zc_sandbox_call_get_method:
 * @self: a call
 *
 * Returns: (transfer none): the method
 */
const char    *zc_sandbox_call_get_method     (ZcSandboxCall *self);

/**
 * zc_sandbox_call_get_path:
 * @self: a call
 *
 * Returns: (transfer none): the path without its query, as it was sent
 */
const char    *zc_sandbox_call_get_path       (ZcSandboxCall *self);

/**
 * zc_sandbox_call_get_segment:
 * @self: a call
 * @index: which part of the path
 *
 * Returns: (transfer none) (nullable): the part between slashes, decoded; %NULL behind the last
 */
const char    *zc_sandbox_call_get_segment    (ZcSandboxCall *self,
                                               guint          index);

/**
 * zc_sandbox_call_get_query:
 * @self: a call
 * @name: a query parameter
 *
 * Returns: (transfer none) (nullable): its value
 */
const char    *zc_sandbox_call_get_query      (ZcSandboxCall *self,
                                               const char    *name);

/**
 * zc_sandbox_call_get_header:
 * @self: a call
 * @name: a header
 *
 * Returns: (transfer none) (nullable): its value
 */
const char    *zc_sandbox_call_get_header     (ZcSandboxCall *self,
                                               const char    *name);

/**
 * zc_sandbox_call_get_text:
 * @self: a call
 *
 * Returns: (transfer full): the request's body
 */
char          *zc_sandbox_call_get_text       (ZcSandboxCall *self);

/**
 * zc_sandbox_call_get_object:
 * @self: a call
 *
 * Reads the request's body as a JSON object. When it is none, the call is answered with 400.
 *
 * Returns: (transfer full) (nullable): the object; %NULL when the call has been answered
 */
JsonObject    *zc_sandbox_call_get_object     (ZcSandboxCall *self);

/**
 * zc_sandbox_call_answer_json:
 * @self: a call
 * @status: the HTTP status
 * @builder: a complete JSON value
 *
 * Answers with JSON.
 */
void           zc_sandbox_call_answer_json    (ZcSandboxCall *self,
                                               guint          status,
                                               JsonBuilder   *builder);

/**
 * zc_sandbox_call_answer_text:
 * @self: a call
 * @status: the HTTP status
 * @content_type: the type
 * @text: the body
 *
 * Answers with any body.
 */
void           zc_sandbox_call_answer_text    (ZcSandboxCall *self,
                                               guint          status,
                                               const char    *content_type,
                                               const char    *text);

/**
 * zc_sandbox_call_answer_done:
 * @self: a call
 *
 * Answers 202 with an empty object, as the service does for every DELETE and for PUT axfr.
 */
void           zc_sandbox_call_answer_done    (ZcSandboxCall *self);

/**
 * zc_sandbox_call_answer_error:
 * @self: a call
 * @status: the HTTP status
 * @code: the errorCode
 * @format: a printf() format of the message
 * @...: its arguments
 *
 * Answers with the service's error body.
 */
void           zc_sandbox_call_answer_error   (ZcSandboxCall *self,
                                               guint          status,
                                               const char    *code,
                                               const char    *format,
                                               ...) G_GNUC_PRINTF (4, 5);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcSandboxCall, zc_sandbox_call_unref)

G_END_DECLS
