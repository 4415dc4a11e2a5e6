/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-record.h"

static const char * const known_types[] = {
  "A", "AAAA", "CNAME", "ALIAS", "MX", "NS", "SRV", "TXT", "CAA", "SSHFP", "TLSA", "SMIMEA", "DS",
  "HTTPS", "SVCB", "OPENPGPKEY", "CERT", "URI", "RP", "LOC", NULL
};

void
zc_sandbox_record_free (ZcSandboxRecord *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->type);
  g_free (self->content);
  g_free (self->created);
  g_free (self->modified);
  g_free (self);
}

gboolean
zc_sandbox_record_is_known_type (const char *type)
{
  return g_strv_contains (known_types, type);
}

gboolean
zc_sandbox_record_needs_priority (const char *type)
{
  const char * const types[] = { "MX", "SRV", "URI", NULL };

  return g_strv_contains (types, type);
}
