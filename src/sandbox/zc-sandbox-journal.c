/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-journal.h"

#define MOST_ENTRIES 100000

struct _ZcSandboxJournal
{
  GQueue entries;           /* (owned) (element-type ZcSandboxEntry): oldest first */
  guint64 last_number;
};

static void
entry_free (ZcSandboxEntry *entry)
{
  g_free (entry->method);
  g_free (entry->path);
  g_free (entry->user_agent);
  g_free (entry->fault);
  g_free (entry);
}

ZcSandboxJournal *
zc_sandbox_journal_new (void)
{
  ZcSandboxJournal *self = g_new0 (ZcSandboxJournal, 1);

  g_queue_init (&self->entries);

  return self;
}

void
zc_sandbox_journal_free (ZcSandboxJournal *self)
{
  zc_sandbox_journal_clear (self);
  g_free (self);
}

ZcSandboxEntry *
zc_sandbox_journal_add (ZcSandboxJournal *self,
                        const char       *method,
                        const char       *path)
{
  ZcSandboxEntry *entry = g_new0 (ZcSandboxEntry, 1);

  entry->number = ++self->last_number;
  entry->time = g_get_real_time ();
  entry->duration = -1;
  entry->method = g_strdup (method);
  entry->path = g_strdup (path);
  g_queue_push_tail (&self->entries, entry);
  if (self->entries.length > MOST_ENTRIES)
    entry_free (g_queue_pop_head (&self->entries));

  return entry;
}

ZcSandboxEntry *
zc_sandbox_journal_find (ZcSandboxJournal *self,
                         guint64           number)
{
  /* Answers mostly belong to the latest requests. */
  for (GList *link = self->entries.tail; link != NULL; link = link->prev)
    {
      ZcSandboxEntry *entry = link->data;

      if (entry->number == number)
        return entry;
      if (entry->number < number)
        break;
    }

  return NULL;
}

void
zc_sandbox_journal_clear (ZcSandboxJournal *self)
{
  g_queue_clear_full (&self->entries, (GDestroyNotify) entry_free);
}

static void
write_entry (const ZcSandboxEntry *entry,
             JsonBuilder          *builder)
{
  g_autoptr(GDateTime) second = g_date_time_new_from_unix_utc (entry->time / G_USEC_PER_SEC);
  g_autofree char *second_text = g_date_time_format (second, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *time = g_strdup_printf ("%s.%06dZ", second_text, (int) (entry->time % G_USEC_PER_SEC));

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "number");
  json_builder_add_int_value (builder, (gint64) entry->number);
  json_builder_set_member_name (builder, "time");
  json_builder_add_string_value (builder, time);
  json_builder_set_member_name (builder, "method");
  json_builder_add_string_value (builder, entry->method);
  json_builder_set_member_name (builder, "path");
  json_builder_add_string_value (builder, entry->path);
  json_builder_set_member_name (builder, "status");
  json_builder_add_int_value (builder, entry->status);
  json_builder_set_member_name (builder, "microseconds");
  if (entry->duration < 0)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, entry->duration);
  json_builder_set_member_name (builder, "request_bytes");
  json_builder_add_int_value (builder, (gint64) entry->request_bytes);
  json_builder_set_member_name (builder, "response_bytes");
  json_builder_add_int_value (builder, (gint64) entry->response_bytes);
  json_builder_set_member_name (builder, "authorized");
  json_builder_add_boolean_value (builder, entry->is_authorized);
  json_builder_set_member_name (builder, "user_agent");
  json_builder_add_string_value (builder, entry->user_agent != NULL ? entry->user_agent : "");
  json_builder_set_member_name (builder, "fault");
  if (entry->fault == NULL)
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, entry->fault);
  json_builder_end_object (builder);
}

void
zc_sandbox_journal_write (ZcSandboxJournal *self,
                          JsonBuilder      *builder)
{
  json_builder_begin_array (builder);
  for (GList *link = self->entries.head; link != NULL; link = link->next)
    write_entry (link->data, builder);
  json_builder_end_array (builder);
}
