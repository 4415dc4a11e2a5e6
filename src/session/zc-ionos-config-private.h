/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-ionos-config.h"

G_BEGIN_DECLS

struct _ZcIonosCandidate
{
  GObject parent_instance;

  char *label;     /* (owned) */
  char *api_url;   /* (owned) */
  ZcSecret *token; /* (owned) (nullable) */
  char *problem;   /* (owned) (nullable) */
  char **notes;    /* (owned) */
  char *path;      /* (owned) */
  gboolean current;
};

/**
 * zc_ionos_config_read:
 * @path: the file's name
 * @text: what is in it
 * @length: its length in bytes
 * @current_profile: (nullable): the profile in use, which the file names otherwise
 * @error: return location for %G_IO_ERROR_INVALID_DATA
 *
 * Reads the accounts of a configuration; see zc_ionos_config_load_async().
 *
 * Returns: (transfer container) (element-type ZcIonosCandidate) (nullable): the candidates
 */
GPtrArray *zc_ionos_config_read (const char  *path,
                                 const char  *text,
                                 gsize        length,
                                 const char  *current_profile,
                                 GError     **error);

G_END_DECLS
