/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-store-private.h"

#include <json-glib/json-glib.h>

#include "zc-run-entry-private.h"
#include "zc-text.h"

#define PAGE_SIZE 200

/* What the thread does for one page. */
typedef struct
{
  ZcHistoryPage *page;     /* (owned) */
  ZcHistoryFormat format;
  gboolean first;
  GString *text;           /* (owned) (nullable) */
} Part;

typedef struct
{
  char *account_id;        /* (owned) */
  ZcHistoryFormat format;
  GOutputStream *stream;   /* (owned) (nullable) */
  GBytes *text;            /* (owned) (nullable): what is being written */
  gboolean last;           /* whether that is the last of it */
  gint64 before_us;
  gint64 before_id;
  int n_runs;
  GError *error;           /* (owned) (nullable): why the file is given up */
} Export;

static void
part_free (gpointer data)
{
  Part *part = data;

  zc_history_page_free (part->page);
  if (part->text != NULL)
    g_string_free (part->text, TRUE);
  g_free (part);
}

static void
export_free (gpointer data)
{
  Export *export = data;

  g_free (export->account_id);
  g_clear_object (&export->stream);
  g_clear_pointer (&export->text, g_bytes_unref);
  g_clear_error (&export->error);
  g_free (export);
}

static char *
format_date (GDateTime *date)
{
  g_autoptr(GDateTime) utc = g_date_time_to_utc (date);

  return g_date_time_format_iso8601 (utc);
}

static void
append_number (GString  *line,
               gboolean  known,
               guint     number)
{
  g_string_append_c (line, ',');
  if (known)
    g_string_append_printf (line, "%u", number);
}

static void
append_text (GString    *line,
             const char *text)
{
  g_string_append_c (line, ',');
  zc_text_append_csv (line, text);
}

static void
append_csv (GString     *text,
            ZcRunRecord *record)
{
  g_autofree char *started = format_date (zc_run_record_get_started (record));
  g_autofree char *ended = format_date (zc_run_record_get_ended (record));
  const ZcRunDelta *delta = zc_run_record_get_delta (record);
  char seconds[G_ASCII_DTOSTR_BUF_SIZE];
  guint32 before = 0, after = 0;
  gboolean has_before = zc_run_record_get_serial_before (record, &before);
  gboolean has_after = zc_run_record_get_serial_after (record, &after);

  g_ascii_formatd (seconds, sizeof seconds, "%.3f", zc_run_record_get_duration_seconds (record));
  zc_text_append_csv (text, zc_run_record_get_zone_name (record));
  append_text (text, started);
  append_text (text, ended);
  append_text (text, seconds);
  append_text (text, zc_run_record_get_words (record));
  append_text (text, zc_run_record_get_explanation (record));
  append_text (text, zc_run_record_was_accepted (record) ? "yes" : "no");
  append_number (text, has_before, before);
  append_number (text, has_after, after);
  append_number (text, delta != NULL, delta != NULL ? delta->missing : 0);
  append_number (text, delta != NULL, delta != NULL ? delta->extra : 0);
  append_number (text, delta != NULL, delta != NULL ? delta->changed : 0);
  g_string_append (text, "\r\n");
}

static void
set_string (JsonBuilder *builder,
            const char  *member,
            const char  *value)
{
  json_builder_set_member_name (builder, member);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
set_number (JsonBuilder *builder,
            const char  *member,
            gboolean     known,
            gint64       number)
{
  json_builder_set_member_name (builder, member);
  if (known)
    json_builder_add_int_value (builder, number);
  else
    json_builder_add_null_value (builder);
}

static void
set_seconds (JsonBuilder *builder,
             const char  *member,
             double       seconds)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_double_value (builder, seconds);
}

static void
set_nick (JsonBuilder *builder,
          const char  *member,
          GType        type,
          int          value)
{
  g_autoptr(GTypeClass) klass = g_type_class_ref (type);

  set_string (builder, member, g_enum_get_value (G_ENUM_CLASS (klass), value)->value_nick);
}

static void
add_entry (JsonBuilder *builder,
           ZcRunEntry  *entry)
{
  ZcRunEntryKind kind = zc_run_entry_get_kind (entry);
  gboolean has_server = zc_run_entry_get_server_name (entry) != NULL;
  gboolean was_asked = zc_run_entry_get_address (entry) != NULL;
  guint32 serial = 0;
  gboolean has_serial = zc_run_entry_get_serial (entry, &serial);

  json_builder_begin_object (builder);
  set_seconds (builder, "offset_seconds", (double) zc_run_entry_get_offset_us (entry) / G_USEC_PER_SEC);
  set_nick (builder, "kind", ZC_TYPE_RUN_ENTRY_KIND, (int) kind);
  if (has_server)
    {
      set_string (builder, "role",
                  zc_run_entry_get_role (entry) == ZC_SERVER_ROLE_PRIMARY ? "primary" : "secondary");
      set_string (builder, "server", zc_run_entry_get_server_name (entry));
    }
  if (kind == ZC_RUN_ENTRY_SERIAL && was_asked)
    {
      set_string (builder, "address", zc_run_entry_get_address (entry));
      set_string (builder, "transport",
                  zc_run_entry_get_transport (entry) == ZC_DNS_TRANSPORT_UDP ? "udp" : "tcp");
      set_string (builder, "outcome", zc_dns_outcome_get_id (zc_run_entry_get_outcome (entry)));
      set_number (builder, "serial", has_serial, serial);
    }
  set_string (builder, "text", zc_run_entry_get_text (entry));
  json_builder_end_object (builder);
}

static void
add_entry_cb (const ZcRunEvent *event,
              ZcRunMachine     *machine,
              gpointer          data)
{
  zc_run_entry_list_add (data, event, machine);
}

static void
add_entries (JsonBuilder *builder,
             GPtrArray   *observations)
{
  g_autoptr(ZcRunEntryList) list = zc_run_entry_list_new ();
  g_autoptr(ZcRunMachine) machine = zc_run_machine_new ();
  GListModel *model = zc_run_entry_list_get_model (list);

  zc_store_replay (observations, machine, add_entry_cb, list);
  json_builder_set_member_name (builder, "observations");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(ZcRunEntry) entry = g_list_model_get_item (model, i);

      add_entry (builder, entry);
    }
  json_builder_end_array (builder);
}

static void
append_json (GString     *text,
             ZcRunRecord *record,
             GPtrArray   *observations)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonGenerator) generator = json_generator_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *started = format_date (zc_run_record_get_started (record));
  g_autofree char *ended = format_date (zc_run_record_get_ended (record));
  /* Numbers of JSON lose what is beyond 53 bits. */
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, zc_run_record_get_id (record));
  const ZcRunDelta *delta = zc_run_record_get_delta (record);
  guint32 before = 0, after = 0;
  gboolean has_before = zc_run_record_get_serial_before (record, &before);
  gboolean has_after = zc_run_record_get_serial_after (record, &after);

  json_builder_begin_object (builder);
  set_string (builder, "id", id);
  set_string (builder, "zone", zc_run_record_get_zone_name (record));
  set_string (builder, "zone_id", zc_run_record_get_zone_id (record));
  set_string (builder, "started", started);
  set_string (builder, "ended", ended);
  set_seconds (builder, "duration_seconds", zc_run_record_get_duration_seconds (record));
  set_nick (builder, "state", ZC_TYPE_RUN_STATE, (int) zc_run_record_get_state (record));
  set_nick (builder, "proof", ZC_TYPE_RUN_PROOF, (int) zc_run_record_get_proof (record));
  json_builder_set_member_name (builder, "accepted");
  json_builder_add_boolean_value (builder, zc_run_record_was_accepted (record));
  set_string (builder, "words", zc_run_record_get_words (record));
  set_string (builder, "explanation", zc_run_record_get_explanation (record));
  set_number (builder, "serial_before", has_before, before);
  set_number (builder, "serial_after", has_after, after);
  set_number (builder, "missing", delta != NULL, delta != NULL ? delta->missing : 0);
  set_number (builder, "extra", delta != NULL, delta != NULL ? delta->extra : 0);
  set_number (builder, "changed", delta != NULL, delta != NULL ? delta->changed : 0);
  add_entries (builder, observations);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_to_gstring (generator, text);
}

static void
append_begin (GString         *text,
              ZcHistoryFormat  format)
{
  if (format == ZC_HISTORY_FORMAT_CSV)
    g_string_append (text, "zone,started,ended,duration_seconds,end,explanation,accepted,serial_before,serial_after,"
                           "missing,extra,changed\r\n");
  else
    g_string_append (text, "[\n");
}

static gboolean
make_text (ZcDatabase  *database,
           gpointer     data,
           GError     **error)
{
  Part *part = data;

  if (part->text != NULL)
    g_string_free (part->text, TRUE);
  part->text = g_string_new (NULL);

  if (!zc_store_read_page (database, part->page, error))
    return FALSE;

  if (part->first)
    append_begin (part->text, part->format);
  for (guint i = 0; i < part->page->records->len; i++)
    {
      ZcRunRecord *record = part->page->records->pdata[i];
      g_autoptr(GPtrArray) observations = NULL;

      if (part->format == ZC_HISTORY_FORMAT_CSV)
        {
          append_csv (part->text, record);
          continue;
        }
      if (!zc_store_read_observations (database, zc_run_record_get_id (record), &observations, error))
        return FALSE;
      if (!part->first || i > 0)
        g_string_append (part->text, ",\n");
      append_json (part->text, record, observations);
    }
  if (part->page->records->len < part->page->n_most && part->format == ZC_HISTORY_FORMAT_JSON)
    g_string_append (part->text, "\n]\n");

  return TRUE;
}

static void make_part (GTask *task);

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  if (export->error != NULL)
    g_task_return_error (task, g_steal_pointer (&export->error));
  else if (!g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_int (task, export->n_runs);
}

/* A stream that replaces a file and is closed with a cancelled cancellable leaves the old file in its place. */
static void
give_up (GTask  *task,
         GError *error)
{
  Export *export = g_task_get_task_data (task);
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  export->error = error;
  g_output_stream_close_async (export->stream, G_PRIORITY_DEFAULT, cancelled, closed_cb, g_object_ref (task));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    give_up (task, error);
  else if (export->last)
    g_output_stream_close_async (export->stream, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), closed_cb,
                                 g_object_ref (task));
  else
    make_part (task);
}

static void
part_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  Export *export = g_task_get_task_data (task);
  GPtrArray *records;
  GError *error = NULL;
  Part *part;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      give_up (task, error);
      return;
    }

  part = zc_store_get_task_data (G_TASK (result));
  records = part->page->records;
  export->n_runs += (int) records->len;
  export->last = records->len < part->page->n_most;
  if (records->len > 0)
    {
      export->before_us = zc_run_record_get_started_us (records->pdata[records->len - 1]);
      export->before_id = zc_run_record_get_id (records->pdata[records->len - 1]);
    }
  g_clear_pointer (&export->text, g_bytes_unref);
  export->text = g_string_free_to_bytes (g_steal_pointer (&part->text));
  g_output_stream_write_all_async (export->stream, g_bytes_get_data (export->text, NULL),
                                   g_bytes_get_size (export->text), G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                   written_cb, g_object_ref (task));
}

static void
make_part (GTask *task)
{
  Export *export = g_task_get_task_data (task);
  ZcStore *self = g_task_get_source_object (task);
  g_autoptr(GTask) part_task = g_task_new (self, g_task_get_cancellable (task), part_cb, g_object_ref (task));
  Part *part = g_new0 (Part, 1);

  part->format = export->format;
  part->first = export->text == NULL;
  part->page = g_new0 (ZcHistoryPage, 1);
  part->page->account_id = g_strdup (export->account_id);
  part->page->before_us = export->before_us;
  part->page->before_id = export->before_id;
  part->page->n_most = PAGE_SIZE;
  g_task_set_source_tag (part_task, make_part);
  zc_store_run (self, part_task, FALSE, make_text, part, part_free);
}

static void
replaced_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  export->stream = G_OUTPUT_STREAM (g_file_replace_finish (G_FILE (source), result, &error));
  if (export->stream == NULL)
    g_task_return_error (task, error);
  else if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    give_up (task, error);
  else
    make_part (task);
}

void
zc_store_export_async (ZcStore             *self,
                       const char          *account_id,
                       GFile               *file,
                       ZcHistoryFormat      format,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Export *export;

  g_return_if_fail (ZC_IS_STORE (self));
  g_return_if_fail (account_id != NULL);
  g_return_if_fail (G_IS_FILE (file));

  export = g_new0 (Export, 1);
  export->account_id = g_strdup (account_id);
  export->format = format;
  export->before_us = G_MAXINT64;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_store_export_async);
  g_task_set_task_data (task, export, export_free);
  /* Without the cancellable: a stream that is dropped on the way here would be closed, and an empty file take the
   * place of the old one. */
  g_file_replace_async (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT, NULL, replaced_cb,
                        g_object_ref (task));
}

int
zc_store_export_finish (ZcStore       *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_store_export_async), -1);

  return (int) g_task_propagate_int (G_TASK (result), error);
}
