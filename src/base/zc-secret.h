/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ZcSecret:
 *
 * A reference-counted text that is wiped from memory when its last reference is dropped. It holds
 * an account's token.
 */
typedef struct _ZcSecret ZcSecret;

#define ZC_TYPE_SECRET (zc_secret_get_type ())
GType       zc_secret_get_type (void) G_GNUC_CONST;

/**
 * zc_secret_new:
 * @text: the secret; blanks around it are left out, since pasted tokens often carry them
 *
 * Copies @text into a new secret. The caller's copy stays the caller's to wipe.
 *
 * Returns: (transfer full): a new secret
 */
ZcSecret   *zc_secret_new      (const char *text);

/**
 * zc_secret_ref:
 * @self: a secret
 *
 * Adds a reference. Secrets may be shared between threads.
 *
 * Returns: (transfer full): @self
 */
ZcSecret   *zc_secret_ref      (ZcSecret *self);

/**
 * zc_secret_unref:
 * @self: (transfer full): a secret
 *
 * Drops a reference and, with the last one, wipes and frees the text.
 */
void        zc_secret_unref    (ZcSecret *self);

/**
 * zc_secret_peek:
 * @self: a secret
 *
 * Gives the text for the one use it is for. Do not copy it anywhere that is not wiped.
 *
 * Returns: (transfer none): the text
 */
const char *zc_secret_peek     (ZcSecret *self);

/**
 * zc_secret_redact:
 * @self: (nullable): a secret
 * @text: (nullable): a text from outside, such as a server's message
 *
 * Replaces every occurrence of the secret in @text by "[token]", so that a server that repeats
 * the token in a message does not bring it onto the screen or into a log.
 *
 * Returns: (transfer full) (nullable): the text without the secret; %NULL for %NULL
 */
char       *zc_secret_redact   (ZcSecret   *self,
                                const char *text);

/**
 * zc_secret_redact_bytes:
 * @self: a secret
 * @bytes: what came from outside, such as the body of an answer
 *
 * Does the same for data of any kind, with a secret that is long enough not to be found in it by chance.
 *
 * Returns: (transfer full): the data without the secret, which is @bytes itself when there is nothing to replace
 */
GBytes     *zc_secret_redact_bytes (ZcSecret *self,
                                    GBytes   *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcSecret, zc_secret_unref)

G_END_DECLS
