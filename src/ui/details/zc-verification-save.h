/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-verification.h"

G_BEGIN_DECLS

/**
 * ZcVerificationFormat:
 * @ZC_VERIFICATION_FORMAT_REPORT: Markdown, for people
 * @ZC_VERIFICATION_FORMAT_JSON: JSON as zone-courier-check writes it
 * @ZC_VERIFICATION_FORMAT_CSV: the differences as comma-separated values
 *
 * What can be saved of a verification.
 */
typedef enum
{
  ZC_VERIFICATION_FORMAT_REPORT,
  ZC_VERIFICATION_FORMAT_JSON,
  ZC_VERIFICATION_FORMAT_CSV,
} ZcVerificationFormat;

/**
 * zc_verification_save_get_ending:
 * @format: a format
 *
 * Returns: (transfer none): how the names of such files end, such as "md"
 */
const char *zc_verification_save_get_ending (ZcVerificationFormat  format);

/**
 * zc_verification_save_to_text:
 * @verification: a verification that ended or was cancelled
 * @format: a format
 *
 * Returns: (transfer full): what is saved
 */
char       *zc_verification_save_to_text    (ZcVerification       *verification,
                                             ZcVerificationFormat  format);

/**
 * zc_verification_save_async:
 * @file: where to save
 * @format: what to save
 * @verification: a verification that ended or was cancelled
 * @cancellable: (nullable): a cancellable
 * @callback: called when the file was written
 * @user_data: data for @callback
 *
 * Saves what a verification found. A file that is there is replaced as a whole or not at all.
 */
void        zc_verification_save_async      (GFile                *file,
                                             ZcVerificationFormat  format,
                                             ZcVerification       *verification,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);

/**
 * zc_verification_save_finish:
 * @result: the result
 * @error: return location for an error of GIO
 *
 * Returns: whether the file was written
 */
gboolean    zc_verification_save_finish     (GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
