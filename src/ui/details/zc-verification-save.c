/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-verification-save.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "zc-text.h"
#include "zc-verification-json.h"

/* How many differences are written one by one; all of them are counted. */
#define MOST_ITEMS 100000

const char *
zc_verification_save_get_ending (ZcVerificationFormat format)
{
  switch (format)
    {
    case ZC_VERIFICATION_FORMAT_REPORT:
      return "md";
    case ZC_VERIFICATION_FORMAT_JSON:
      return "json";
    case ZC_VERIFICATION_FORMAT_CSV:
    default:
      return "csv";
    }
}

/* A text as a field of RFC 4180. */
static void
add_field (GString    *line,
           const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *quoted = g_strjoinv ("\"\"", parts);

  g_string_append_printf (line, "%s\"%s\"", line->len > 0 ? "," : "", quoted);
}

static void
add_row (GString            *csv,
         const char * const *fields,
         guint               n_fields)
{
  g_autoptr(GString) line = g_string_new (NULL);

  for (guint i = 0; i < n_fields; i++)
    add_field (line, fields[i]);
  g_string_append_printf (csv, "%s\r\n", line->str);
}

static char *
make_csv (ZcVerification *verification)
{
  static const char * const titles[] = { "server", "address", "kind", "owner", "type", "primary", "secondary" };
  GListModel *differences = zc_verification_get_differences (verification);
  guint n = MIN (g_list_model_get_n_items (differences), MOST_ITEMS);
  g_autoptr(GString) csv = g_string_new (NULL);

  add_row (csv, titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(ZcVerificationDifference) item = g_list_model_get_item (differences, i);
      ZcDifference *difference = zc_verification_difference_get_difference (item);
      g_auto(GStrv) reference = zc_difference_dup_reference_texts (difference);
      g_auto(GStrv) other = zc_difference_dup_other_texts (difference);
      g_autofree char *primary = g_strjoinv ("\n", reference);
      g_autofree char *secondary = g_strjoinv ("\n", other);
      const char *fields[] = {
        zc_verification_difference_get_server_name (item),
        zc_verification_difference_get_address (item),
        zc_difference_kind_get_id (zc_difference_get_kind (difference)),
        zc_difference_get_owner (difference),
        zc_difference_get_record_type (difference),
        primary,
        secondary,
      };

      add_row (csv, fields, G_N_ELEMENTS (fields));
    }

  return g_string_free (g_steal_pointer (&csv), FALSE);
}

static char *
make_report (ZcVerification *verification)
{
  const ZcFinding *verdict = zc_verification_get_verdict (verification);
  GListModel *findings = zc_verification_get_findings (verification);
  g_autoptr(GString) report = g_string_new (NULL);
  g_autofree char *zone = zc_text_make_displayable (zc_verification_get_zone (verification));
  g_autofree char *when = g_date_time_format_iso8601 (zc_verification_get_ended (verification));
  g_autofree char *commands = zc_verification_explain (verification);

  g_string_append_printf (report, "# %s\n\n%s\n\n", zone, when);
  g_string_append_printf (report, "%s\n\n", verdict != NULL ? verdict->text : _("The verification was cancelled."));
  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr(ZcFindingItem) item = g_list_model_get_item (findings, i);
      const ZcFinding *finding = zc_finding_item_get_finding (item);

      g_string_append_printf (report, "- %s: %s\n", zc_severity_get_id (finding->severity), finding->text);
    }
  g_string_append_printf (report, "\n```sh\n%s```\n", commands);

  return g_string_free (g_steal_pointer (&report), FALSE);
}

char *
zc_verification_save_to_text (ZcVerification       *verification,
                              ZcVerificationFormat  format)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (verification), NULL);

  switch (format)
    {
    case ZC_VERIFICATION_FORMAT_JSON:
      return zc_verification_to_json (verification, MOST_ITEMS);
    case ZC_VERIFICATION_FORMAT_CSV:
      return make_csv (verification);
    case ZC_VERIFICATION_FORMAT_REPORT:
    default:
      return make_report (verification);
    }
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
zc_verification_save_async (GFile                *file,
                            ZcVerificationFormat  format,
                            ZcVerification       *verification,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GBytes) bytes = NULL;
  char *text = NULL;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (ZC_IS_VERIFICATION (verification));

  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_verification_save_async);
  text = zc_verification_save_to_text (verification, format);
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, written_cb,
                                       g_steal_pointer (&task));
}

gboolean
zc_verification_save_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_verification_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
