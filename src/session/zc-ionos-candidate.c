/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-ionos-config-private.h"

G_DEFINE_FINAL_TYPE (ZcIonosCandidate, zc_ionos_candidate, G_TYPE_OBJECT)

static void
zc_ionos_candidate_finalize (GObject *object)
{
  ZcIonosCandidate *self = ZC_IONOS_CANDIDATE (object);

  g_free (self->label);
  g_free (self->api_url);
  g_clear_pointer (&self->token, zc_secret_unref);
  g_free (self->problem);
  g_strfreev (self->notes);
  g_free (self->path);

  G_OBJECT_CLASS (zc_ionos_candidate_parent_class)->finalize (object);
}

static void
zc_ionos_candidate_class_init (ZcIonosCandidateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_ionos_candidate_finalize;
}

static void
zc_ionos_candidate_init (ZcIonosCandidate *self)
{
}

const char *
zc_ionos_candidate_get_label (ZcIonosCandidate *self)
{
  g_return_val_if_fail (ZC_IS_IONOS_CANDIDATE (self), NULL);

  return self->label;
}

const char *
zc_ionos_candidate_get_api_url (ZcIonosCandidate *self)
{
  g_return_val_if_fail (ZC_IS_IONOS_CANDIDATE (self), NULL);

  return self->api_url;
}

ZcSecret *
zc_ionos_candidate_get_token (ZcIonosCandidate *self)
{
  g_return_val_if_fail (ZC_IS_IONOS_CANDIDATE (self), NULL);

  return self->token;
}

const char *
zc_ionos_candidate_get_problem (ZcIonosCandidate *self)
{
  g_return_val_if_fail (ZC_IS_IONOS_CANDIDATE (self), NULL);

  return self->problem;
}

const char * const *
zc_ionos_candidate_get_notes (ZcIonosCandidate *self)
{
  g_return_val_if_fail (ZC_IS_IONOS_CANDIDATE (self), NULL);

  return (const char * const *) self->notes;
}

const char *
zc_ionos_candidate_get_path (ZcIonosCandidate *self)
{
  g_return_val_if_fail (ZC_IS_IONOS_CANDIDATE (self), NULL);

  return self->path;
}

gboolean
zc_ionos_candidate_is_current (ZcIonosCandidate *self)
{
  g_return_val_if_fail (ZC_IS_IONOS_CANDIDATE (self), FALSE);

  return self->current;
}
