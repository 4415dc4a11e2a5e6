/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-finding.h"

G_DEFINE_BOXED_TYPE (ZcFinding, zc_finding, zc_finding_copy, zc_finding_free)

static const struct
{
  const char *id;
  int exit_code;
} severities[] = {
  [ZC_SEVERITY_INFO] = { "info", 0 },
  [ZC_SEVERITY_WARNING] = { "warning", 1 },
  [ZC_SEVERITY_UNKNOWN] = { "unknown", 3 },
  [ZC_SEVERITY_CRITICAL] = { "critical", 2 },
};

const char *
zc_severity_get_id (ZcSeverity severity)
{
  g_return_val_if_fail (severity < G_N_ELEMENTS (severities), NULL);

  return severities[severity].id;
}

int
zc_severity_get_exit_code (ZcSeverity severity)
{
  g_return_val_if_fail (severity < G_N_ELEMENTS (severities), 3);

  return severities[severity].exit_code;
}

ZcFinding *
zc_finding_copy (const ZcFinding *self)
{
  ZcFinding *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->server = g_strdup (self->server);
  copy->text = g_strdup (self->text);

  return copy;
}

void
zc_finding_free (ZcFinding *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->server);
  g_free (self->text);
  g_free (self);
}
