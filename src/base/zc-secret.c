/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-secret.h"

#include <string.h>

#define REPLACEMENT "[token]"

/* A name or a number may look like a secret that is shorter than this. */
#define LEAST_LENGTH_IN_DATA 16

struct _ZcSecret
{
  char *text; /* (owned), wiped before it is freed */
  gsize length;
};

G_DEFINE_BOXED_TYPE (ZcSecret, zc_secret, zc_secret_ref, zc_secret_unref)

static void
wipe (gpointer data)
{
  ZcSecret *self = data;

  explicit_bzero (self->text, self->length);
  g_free (self->text);
}

ZcSecret *
zc_secret_new (const char *text)
{
  ZcSecret *self;
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  while (g_ascii_isspace (*text))
    text++;
  length = strlen (text);
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;

  self = g_atomic_rc_box_new0 (ZcSecret);
  self->text = g_strndup (text, length);
  self->length = length;

  return self;
}

ZcSecret *
zc_secret_ref (ZcSecret *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
zc_secret_unref (ZcSecret *self)
{
  g_atomic_rc_box_release_full (self, wipe);
}

const char *
zc_secret_peek (ZcSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

char *
zc_secret_redact (ZcSecret   *self,
                  const char *text)
{
  g_autoptr(GString) redacted = NULL;

  if (text == NULL)
    return NULL;

  redacted = g_string_new (text);
  if (self != NULL && self->length > 0)
    g_string_replace (redacted, self->text, REPLACEMENT, 0);

  return g_string_free (g_steal_pointer (&redacted), FALSE);
}

GBytes *
zc_secret_redact_bytes (ZcSecret *self,
                        GBytes   *bytes)
{
  g_autoptr(GByteArray) redacted = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  const char *end = data + length;
  const char *found;

  g_return_val_if_fail (self != NULL, NULL);

  if (length == 0 || self->length < LEAST_LENGTH_IN_DATA || memmem (data, length, self->text, self->length) == NULL)
    return g_bytes_ref (bytes);

  redacted = g_byte_array_new ();
  while ((found = memmem (data, (gsize) (end - data), self->text, self->length)) != NULL)
    {
      g_byte_array_append (redacted, (const guint8 *) data, (guint) (found - data));
      g_byte_array_append (redacted, (const guint8 *) REPLACEMENT, strlen (REPLACEMENT));
      data = found + self->length;
    }
  g_byte_array_append (redacted, (const guint8 *) data, (guint) (end - data));

  return g_byte_array_free_to_bytes (g_steal_pointer (&redacted));
}
