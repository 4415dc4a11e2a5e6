/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-fault.h"

static const struct
{
  const char *word;
  ZcSandboxFaultKind kind;
  guint status;
} kinds[] = {
  { "status", ZC_SANDBOX_FAULT_STATUS, 500 },
  { "html", ZC_SANDBOX_FAULT_HTML, 502 },
  { "redirect", ZC_SANDBOX_FAULT_REDIRECT, 307 },
  { "reset", ZC_SANDBOX_FAULT_RESET, 0 },
  { "lost", ZC_SANDBOX_FAULT_LOST, 0 },
  { "hang", ZC_SANDBOX_FAULT_HANG, 0 },
  { "truncated", ZC_SANDBOX_FAULT_TRUNCATED, 0 },
  { "empty", ZC_SANDBOX_FAULT_EMPTY, 0 },
  { "body", ZC_SANDBOX_FAULT_BODY, 0 },
  { "delay", ZC_SANDBOX_FAULT_DELAY, 0 },
};

ZcSandboxFault *
zc_sandbox_fault_new (const char *name)
{
  ZcSandboxFault *self = g_new0 (ZcSandboxFault, 1);

  self->name = g_strdup (name);
  self->method = g_strdup ("*");
  self->path = g_strdup ("*");
  self->count = -1;
  self->kind = ZC_SANDBOX_FAULT_STATUS;
  self->status = 500;

  return self;
}

void
zc_sandbox_fault_free (ZcSandboxFault *self)
{
  g_free (self->name);
  g_free (self->method);
  g_free (self->path);
  g_free (self->code);
  g_free (self->message);
  g_free (self->body);
  g_free (self->content_type);
  g_free (self->retry_after);
  g_free (self->location);
  g_free (self);
}

ZcSandboxFault *
zc_sandbox_fault_copy (const ZcSandboxFault *self)
{
  ZcSandboxFault *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->method = g_strdup (self->method);
  copy->path = g_strdup (self->path);
  copy->code = g_strdup (self->code);
  copy->message = g_strdup (self->message);
  copy->body = g_strdup (self->body);
  copy->content_type = g_strdup (self->content_type);
  copy->retry_after = g_strdup (self->retry_after);
  copy->location = g_strdup (self->location);

  return copy;
}

gboolean
zc_sandbox_fault_set_kind (ZcSandboxFault *self,
                           const char     *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (kinds[i].word, word) == 0)
        {
          self->kind = kinds[i].kind;
          self->status = kinds[i].status;
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
meets (const ZcSandboxFault *self,
       const char           *method,
       const char           *path)
{
  if (g_strcmp0 (self->method, "*") != 0 && g_ascii_strcasecmp (self->method, method) != 0)
    return FALSE;

  return g_pattern_match_simple (self->path, path);
}

ZcSandboxFault *
zc_sandbox_faults_take (GPtrArray  *faults,
                        const char *method,
                        const char *path)
{
  for (guint i = 0; i < faults->len; i++)
    {
      ZcSandboxFault *fault = g_ptr_array_index (faults, i);
      ZcSandboxFault *copy;

      if (!meets (fault, method, path))
        continue;

      if (fault->skip > 0)
        {
          fault->skip--;
          continue;
        }

      copy = zc_sandbox_fault_copy (fault);
      if (fault->count > 0 && --fault->count == 0)
        g_ptr_array_remove_index (faults, i);

      return copy;
    }

  return NULL;
}
