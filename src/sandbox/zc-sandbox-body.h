/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-sandbox-call.h"

G_BEGIN_DECLS

/*
 * Reading the members of a request's body. Each function answers the call with 400 when a member is
 * not as it must be, and returns FALSE then. The codes and messages are INVENTED, but for that of a
 * missing priority.
 */

/**
 * zc_sandbox_body_refuse:
 * @call: a call
 * @member: the member that is wrong
 * @reason: what is required
 *
 * Answers a call with 400.
 *
 * Returns: %FALSE, for the caller to return
 */
gboolean    zc_sandbox_body_refuse          (ZcSandboxCall *call,
                                             const char    *member,
                                             const char    *reason);

/**
 * zc_sandbox_body_read_properties:
 * @call: a call
 *
 * Reads the object "properties" of a body.
 *
 * Returns: (transfer full) (nullable): the object; %NULL when the call has been answered
 */
JsonObject *zc_sandbox_body_read_properties (ZcSandboxCall *call);

/**
 * zc_sandbox_body_read_string:
 * @call: a call
 * @properties: an object
 * @member: a member
 * @fallback: (nullable): the value when it is missing; %NULL when it must be there
 * @text: (out): the text
 *
 * Reads a text.
 *
 * Returns: %FALSE when the call has been answered
 */
gboolean    zc_sandbox_body_read_string     (ZcSandboxCall  *call,
                                             JsonObject     *properties,
                                             const char     *member,
                                             const char     *fallback,
                                             char          **text);

/**
 * zc_sandbox_body_read_number:
 * @call: a call
 * @properties: an object
 * @member: a member
 * @least: the lowest number allowed
 * @most: the highest number allowed
 * @number: (inout): the number; it stays when the member is missing
 *
 * Reads a number.
 *
 * Returns: %FALSE when the call has been answered
 */
gboolean    zc_sandbox_body_read_number     (ZcSandboxCall *call,
                                             JsonObject    *properties,
                                             const char    *member,
                                             guint          least,
                                             guint          most,
                                             guint         *number);

/**
 * zc_sandbox_body_read_enabled:
 * @call: a call
 * @properties: an object
 * @is_enabled: (out): the member "enabled", true when it is missing
 *
 * Reads whether something shall be enabled.
 *
 * Returns: %FALSE when the call has been answered
 */
gboolean    zc_sandbox_body_read_enabled    (ZcSandboxCall *call,
                                             JsonObject    *properties,
                                             gboolean      *is_enabled);

G_END_DECLS
