/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-verification.h"

G_BEGIN_DECLS

/**
 * ZcVerificationFormat:
 * @ZC_VERIFICATION_FORMAT_CSV: all differences as a table (RFC 4180)
 * @ZC_VERIFICATION_FORMAT_JSON: everything, as zone-courier-check writes it, with all differences
 * @ZC_VERIFICATION_FORMAT_MARKDOWN: the evidence report for people
 *
 * As what a verification is saved.
 */
typedef enum
{
  ZC_VERIFICATION_FORMAT_CSV,
  ZC_VERIFICATION_FORMAT_JSON,
  ZC_VERIFICATION_FORMAT_MARKDOWN,
} ZcVerificationFormat;

/**
 * zc_verification_export_async:
 * @self: a verification; what it found so far is written
 * @format: as what
 * @stream: where to; it is neither flushed nor closed
 * @cancellable: (nullable): a cancellable
 * @callback: called when all was written
 * @user_data: data for @callback
 *
 * Saves a verification. Differences are written piece by piece, a few milliseconds at a time, so that a million
 * of them neither fill the memory nor hold up the main loop.
 */
void      zc_verification_export_async  (ZcVerification        *self,
                                         ZcVerificationFormat   format,
                                         GOutputStream         *stream,
                                         GCancellable          *cancellable,
                                         GAsyncReadyCallback    callback,
                                         gpointer               user_data);

/**
 * zc_verification_export_finish:
 * @self: a verification
 * @result: the result
 * @error: return location for an error: %G_IO_ERROR_CANCELLED, or what the stream says
 *
 * Returns: whether all was written
 */
gboolean  zc_verification_export_finish (ZcVerification        *self,
                                         GAsyncResult          *result,
                                         GError               **error);

/**
 * zc_verification_export_save_async:
 * @file: where to; one that exists is replaced only when all was written
 * @self: a verification
 * @format: as what
 * @cancellable: (nullable): a cancellable
 * @callback: called when the file is there
 * @user_data: data for @callback
 *
 * Saves a verification to a file.
 */
void      zc_verification_export_save_async  (GFile                 *file,
                                              ZcVerification        *self,
                                              ZcVerificationFormat   format,
                                              GCancellable          *cancellable,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);

/**
 * zc_verification_export_save_finish:
 * @file: the file
 * @result: the result
 * @error: return location for an error, see zc_verification_export_finish()
 *
 * Returns: whether the file is there
 */
gboolean  zc_verification_export_save_finish (GFile                 *file,
                                              GAsyncResult          *result,
                                              GError               **error);

/**
 * zc_verification_format_get_ending:
 * @format: a format
 *
 * Returns: (transfer none): how the names of such files end, such as "md"
 */
const char *zc_verification_format_get_ending (ZcVerificationFormat  format);

/**
 * zc_verification_dup_report:
 * @self: a verification
 *
 * Writes the evidence report in Markdown: the zone, the times, what each address answered, the findings with
 * their remedies, the first differences, and a line for kdig for every question. Texts of servers cannot break
 * its form. It holds no secret, because a verification knows none.
 *
 * Returns: (transfer full): the report
 */
char     *zc_verification_dup_report    (ZcVerification        *self);

G_END_DECLS
