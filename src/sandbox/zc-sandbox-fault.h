/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZcSandboxFaultKind:
 * @ZC_SANDBOX_FAULT_STATUS: an HTTP status with an error body; the call has no effect
 * @ZC_SANDBOX_FAULT_HTML: an HTTP status with a proxy's HTML page; the call has no effect
 * @ZC_SANDBOX_FAULT_REDIRECT: an HTTP status with a Location header; the call has no effect
 * @ZC_SANDBOX_FAULT_RESET: the connection is reset; the call has no effect
 * @ZC_SANDBOX_FAULT_LOST: the call takes effect, and the connection is reset instead of an answer
 * @ZC_SANDBOX_FAULT_HANG: the call takes effect, and no answer ever comes
 * @ZC_SANDBOX_FAULT_TRUNCATED: the call takes effect, and half of the body arrives
 * @ZC_SANDBOX_FAULT_EMPTY: the call takes effect, and the body is empty
 * @ZC_SANDBOX_FAULT_BODY: the call takes effect, and another body is sent
 * @ZC_SANDBOX_FAULT_DELAY: the answer comes late
 *
 * What goes wrong with a call of the API.
 */
typedef enum
{
  ZC_SANDBOX_FAULT_STATUS,
  ZC_SANDBOX_FAULT_HTML,
  ZC_SANDBOX_FAULT_REDIRECT,
  ZC_SANDBOX_FAULT_RESET,
  ZC_SANDBOX_FAULT_LOST,
  ZC_SANDBOX_FAULT_HANG,
  ZC_SANDBOX_FAULT_TRUNCATED,
  ZC_SANDBOX_FAULT_EMPTY,
  ZC_SANDBOX_FAULT_BODY,
  ZC_SANDBOX_FAULT_DELAY,
} ZcSandboxFaultKind;

/**
 * ZcSandboxFault:
 *
 * One fault: which calls it meets, how many of them, and what happens to them.
 */
typedef struct
{
  char *name;               /* (owned): for the journal */
  char *method;             /* (owned): a method, or "*" */
  char *path;               /* (owned): a path without query; "*" stands for any characters */
  guint skip;               /* matching calls that pass before the first that fails */
  int count;                /* how many more calls fail; -1 is for ever */
  ZcSandboxFaultKind kind;
  guint status;             /* the HTTP status */
  char *code;               /* (owned) (nullable): errorCode */
  char *message;            /* (owned) (nullable): message */
  char *body;               /* (owned) (nullable): a body to send instead */
  char *content_type;       /* (owned) (nullable): its type */
  char *retry_after;        /* (owned) (nullable): a Retry-After header */
  char *location;           /* (owned) (nullable): a Location header */
  guint delay_ms;           /* before the answer */
} ZcSandboxFault;

/**
 * zc_sandbox_fault_new:
 * @name: a name for the journal
 *
 * Creates a fault that meets every call for ever with status 500.
 *
 * Returns: (transfer full): a new fault
 */
ZcSandboxFault *zc_sandbox_fault_new     (const char *name);

/**
 * zc_sandbox_fault_free:
 * @self: (transfer full): a fault
 *
 * Frees a fault.
 */
void            zc_sandbox_fault_free    (ZcSandboxFault *self);

/**
 * zc_sandbox_fault_copy:
 * @self: a fault
 *
 * Returns: (transfer full): a copy
 */
ZcSandboxFault *zc_sandbox_fault_copy    (const ZcSandboxFault *self);

/**
 * zc_sandbox_fault_set_kind:
 * @self: a fault
 * @word: a kind's name, as in README.md
 *
 * Sets the kind, and the HTTP status that goes with it.
 *
 * Returns: %FALSE when there is no such kind
 */
gboolean        zc_sandbox_fault_set_kind (ZcSandboxFault *self,
                                           const char     *word);

/**
 * zc_sandbox_faults_take:
 * @faults: (element-type ZcSandboxFault): faults, the first that matches wins
 * @method: the method of a call
 * @path: its path
 *
 * Finds the fault that meets a call, and counts the call. A fault that has met its last call is
 * removed.
 *
 * Returns: (transfer full) (nullable): a copy of the fault
 */
ZcSandboxFault *zc_sandbox_faults_take   (GPtrArray  *faults,
                                          const char *method,
                                          const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcSandboxFault, zc_sandbox_fault_free)

G_END_DECLS
