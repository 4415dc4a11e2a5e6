/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-verification-export.h"

#include <string.h>

#include "zc-text.h"
#include "zc-verification-json.h"
#include "zc-verification-private.h"

/* What is written at once: so much, or what a few milliseconds of the main loop allow. */
#define PIECE_BYTES (64 * 1024)
#define PIECE_US 4000

/* The JSON of a verification is cut open where its differences belong. */
#define JSON_GAP "\"items\":[]"

typedef struct
{
  ZcVerificationFormat format;
  GOutputStream *stream;  /* (owned) */
  GListModel *items;      /* (owned) */
  guint n_written;
  GString *piece;         /* (owned) */
  char *tail;             /* (owned) (nullable): what follows the last difference */
} Export;

static void write_piece (GTask *task);

static void
export_free (gpointer data)
{
  Export *self = data;

  g_object_unref (self->stream);
  g_object_unref (self->items);
  g_string_free (self->piece, TRUE);
  g_free (self->tail);
  g_free (self);
}

static void
append_joined (GString  *line,
               char    **texts)
{
  g_auto(GStrv) owned = texts;
  g_autofree char *joined = g_strjoinv ("\n", owned);

  g_string_append_c (line, ',');
  zc_text_append_csv (line, joined);
}

static void
append_row (GString                  *line,
            ZcVerificationDifference *item)
{
  ZcDifference *difference = zc_verification_difference_get_difference (item);

  zc_text_append_csv (line, zc_verification_difference_get_server_name (item));
  g_string_append_printf (line, ",%s,%u,%s,", zc_verification_difference_get_address (item),
                          zc_verification_difference_get_port (item),
                          zc_difference_kind_get_id (zc_difference_get_kind (difference)));
  zc_text_append_csv (line, zc_difference_get_owner (difference));
  g_string_append_printf (line, ",%s", zc_difference_get_record_type (difference));
  append_joined (line, zc_difference_dup_reference_texts (difference));
  append_joined (line, zc_difference_dup_other_texts (difference));
  g_string_append (line, "\r\n");
}

static void
append_item (Export *self)
{
  g_autoptr(ZcVerificationDifference) item = g_list_model_get_item (self->items, self->n_written);
  g_autofree char *json = NULL;

  if (self->format == ZC_VERIFICATION_FORMAT_CSV)
    {
      append_row (self->piece, item);
    }
  else
    {
      json = zc_verification_difference_to_json (item);
      if (self->n_written > 0)
        g_string_append_c (self->piece, ',');
      g_string_append (self->piece, json);
    }
  self->n_written++;
}

/* The sequence cannot stand inside a text, where quotation marks have backslashes before them. */
static void
begin_json (Export         *self,
            ZcVerification *verification)
{
  g_autofree char *json = zc_verification_to_json (verification, 0);
  const char *gap = strstr (json, JSON_GAP);
  gsize head = (gsize) (gap - json) + strlen (JSON_GAP) - 1;

  g_string_append_len (self->piece, json, (gssize) head);
  self->tail = g_strconcat (json + head, "\n", NULL);
}

static void
begin (Export         *self,
       ZcVerification *verification)
{
  switch (self->format)
    {
    case ZC_VERIFICATION_FORMAT_CSV:
      g_string_append (self->piece, "server,address,port,kind,owner,type,primary,secondary\r\n");
      break;

    case ZC_VERIFICATION_FORMAT_JSON:
      begin_json (self, verification);
      break;

    case ZC_VERIFICATION_FORMAT_MARKDOWN:
    default:
      self->tail = zc_verification_dup_report (verification);
      /* It has those that people read. */
      self->n_written = g_list_model_get_n_items (self->items);
      break;
    }
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_string_truncate (self->piece, 0);
  write_piece (task);
}

static void
write_piece (GTask *task)
{
  Export *self = g_task_get_task_data (task);
  guint n_items = g_list_model_get_n_items (self->items);
  gint64 end_us = g_get_monotonic_time () + PIECE_US;

  while (self->n_written < n_items && self->piece->len < PIECE_BYTES && g_get_monotonic_time () < end_us)
    append_item (self);
  if (self->n_written == n_items && self->tail != NULL)
    {
      g_string_append (self->piece, self->tail);
      g_clear_pointer (&self->tail, g_free);
    }
  if (self->piece->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_output_stream_write_all_async (self->stream, self->piece->str, self->piece->len, g_task_get_priority (task),
                                   g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

void
zc_verification_export_async (ZcVerification       *self,
                              ZcVerificationFormat  format,
                              GOutputStream        *stream,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  Export *export;

  g_return_if_fail (ZC_IS_VERIFICATION (self));
  g_return_if_fail (G_IS_OUTPUT_STREAM (stream));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_verification_export_async);

  export = g_new0 (Export, 1);
  export->format = format;
  export->stream = g_object_ref (stream);
  export->items = G_LIST_MODEL (zc_verification_differences_copy (self->differences));
  export->piece = g_string_new (NULL);
  begin (export, self);
  g_task_set_task_data (task, export, export_free);
  write_piece (task);
}

gboolean
zc_verification_export_finish (ZcVerification  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_verification_export_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Files */

typedef struct
{
  ZcVerification *verification; /* (owned) */
  ZcVerificationFormat format;
  GOutputStream *stream;        /* (owned) (nullable) */
  GError *error;                /* (owned) (nullable): why not all was written */
} Save;

static void
save_free (gpointer data)
{
  Save *self = data;

  g_object_unref (self->verification);
  g_clear_object (&self->stream);
  g_clear_error (&self->error);
  g_free (self);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Save *save = g_task_get_task_data (task);
  GError *error = NULL;

  /* What went wrong first says more than that the closing was cancelled for it. */
  if (save->error != NULL)
    g_task_return_error (task, g_steal_pointer (&save->error));
  else if (g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  Save *save = g_task_get_task_data (task);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  /* A file that is closed without being whole would take the place of the one before. */
  if (!zc_verification_export_finish (ZC_VERIFICATION (source), result, &save->error))
    g_cancellable_cancel (cancellable);
  g_output_stream_close_async (save->stream, g_task_get_priority (task), cancellable, closed_cb, g_object_ref (task));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Save *save = g_task_get_task_data (task);
  GError *error = NULL;

  save->stream = G_OUTPUT_STREAM (g_file_replace_finish (G_FILE (source), result, &error));
  if (save->stream == NULL)
    g_task_return_error (task, error);
  else
    zc_verification_export_async (save->verification, save->format, save->stream,
                                  g_task_get_cancellable (task), exported_cb, g_object_ref (task));
}

void
zc_verification_export_save_async (GFile                *file,
                                   ZcVerification       *self,
                                   ZcVerificationFormat  format,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  Save *save;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (ZC_IS_VERIFICATION (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_verification_export_save_async);
  save = g_new0 (Save, 1);
  save->verification = g_object_ref (self);
  save->format = format;
  g_task_set_task_data (task, save, save_free);
  /* Without the cancellable: a stream that is dropped on the way here would be closed, and an empty file take the
   * place of the old one. */
  g_file_replace_async (file, NULL, FALSE, G_FILE_CREATE_NONE, g_task_get_priority (task), NULL, opened_cb,
                        g_object_ref (task));
}

gboolean
zc_verification_export_save_finish (GFile         *file,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (G_IS_FILE (file), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, file), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_verification_export_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
zc_verification_format_get_ending (ZcVerificationFormat format)
{
  switch (format)
    {
    case ZC_VERIFICATION_FORMAT_MARKDOWN:
      return "md";
    case ZC_VERIFICATION_FORMAT_JSON:
      return "json";
    case ZC_VERIFICATION_FORMAT_CSV:
    default:
      return "csv";
    }
}
