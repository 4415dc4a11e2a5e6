/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-snippet.h"

G_BEGIN_DECLS

/**
 * ZcSeverity:
 * @ZC_SEVERITY_INFO: neutral: worth knowing, nothing is wrong
 * @ZC_SEVERITY_WARNING: something will go wrong, or does so in part
 * @ZC_SEVERITY_UNKNOWN: this computer could not find out
 * @ZC_SEVERITY_CRITICAL: something is wrong now
 *
 * How bad something is, in rising order. What is known to be broken counts more than what could not be
 * found out.
 */
typedef enum
{
  ZC_SEVERITY_INFO,
  ZC_SEVERITY_WARNING,
  ZC_SEVERITY_UNKNOWN,
  ZC_SEVERITY_CRITICAL,
} ZcSeverity;

/**
 * zc_severity_get_id:
 * @severity: a severity
 *
 * Returns: (transfer none): the stable name that programs rely on, such as "warning"
 */
const char *zc_severity_get_id        (ZcSeverity severity);

/**
 * zc_severity_get_exit_code:
 * @severity: a severity
 *
 * Returns: the exit code that monitoring programs expect: 0, 1, 2 or 3
 */
int         zc_severity_get_exit_code (ZcSeverity severity);

/**
 * ZcFinding:
 * @id: the stable id of the cause, "ok" when nothing is wrong (unowned)
 * @severity: how bad it is
 * @server: (nullable): the address of the server, its name when it has no address, %NULL when the finding
 *   is about no single server (owned)
 * @port: the server's port, 0 when the finding is about no address
 * @text: who, what was seen, and where it is not plain, what it means (owned)
 * @explanation: (nullable): what it means for the transfer, translated (unowned)
 * @remedy: (nullable): the one next step, translated (unowned)
 * @snippets: the kind of configuration that remedies it
 *
 * One conclusion. All texts are translated plain text.
 */
typedef struct
{
  const char *id;
  ZcSeverity severity;
  char *server;
  guint16 port;
  char *text;
  const char *explanation;
  const char *remedy;
  ZcSnippetKind snippets;
} ZcFinding;

#define ZC_TYPE_FINDING (zc_finding_get_type ())
GType      zc_finding_get_type (void) G_GNUC_CONST;

/**
 * zc_finding_copy:
 * @self: a finding
 *
 * Returns: (transfer full): a copy
 */
ZcFinding *zc_finding_copy     (const ZcFinding *self);

/**
 * zc_finding_free:
 * @self: (transfer full): a finding
 *
 * Frees the finding and what it owns.
 */
void       zc_finding_free     (ZcFinding       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcFinding, zc_finding_free)

G_END_DECLS
