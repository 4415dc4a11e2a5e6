/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-private.h"

#include <string.h>

#include "zc-sandbox-body.h"
#include "zc-sandbox-page.h"

void
zc_sandbox_reverse_free (ZcSandboxReverse *reverse)
{
  g_free (reverse->id);
  g_free (reverse->name);
  g_free (reverse->description);
  g_free (reverse->address);
  g_free (reverse->created);
  g_free (reverse->modified);
  g_free (reverse);
}

static void
add_text (JsonBuilder *builder,
          const char  *member,
          const char  *text)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

static void
write_reverse (gpointer     item,
               JsonBuilder *builder,
               gpointer     data)
{
  const ZcSandboxReverse *reverse = item;
  g_autofree char *href = g_strdup_printf ("/reverserecords/%s", reverse->id);

  json_builder_begin_object (builder);
  add_text (builder, "id", reverse->id);
  add_text (builder, "type", "reverserecord");
  add_text (builder, "href", href);
  json_builder_set_member_name (builder, "metadata");
  json_builder_begin_object (builder);
  add_text (builder, "createdDate", reverse->created);
  add_text (builder, "lastModifiedDate", reverse->modified);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_object (builder);
  add_text (builder, "description", reverse->description);
  add_text (builder, "ip", reverse->address);
  add_text (builder, "name", reverse->name);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
answer_reverse (ZcSandboxCall    *call,
                guint             status,
                ZcSandboxReverse *reverse)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  write_reverse (reverse, builder, NULL);
  zc_sandbox_call_answer_json (call, status, builder);
}

void
zc_sandbox_list_reverse (ZcSandbox     *self,
                         ZcSandboxCall *call)
{
  const char *address = zc_sandbox_call_get_query (call, "filter.recordIp");
  g_autoptr(GPtrArray) found = g_ptr_array_new ();
  ZcSandboxPage page;

  if (!zc_sandbox_page_read (&page, call))
    return;

  for (guint i = 0; i < self->reverse_records->len; i++)
    {
      ZcSandboxReverse *reverse = g_ptr_array_index (self->reverse_records, i);

      if (address == NULL || strcmp (reverse->address, address) == 0)
        g_ptr_array_add (found, reverse);
    }
  zc_sandbox_page_answer (&page, call, found, NULL, write_reverse, NULL);
}

static ZcSandboxReverse *
find_reverse (ZcSandbox  *self,
              const char *id)
{
  for (guint i = 0; i < self->reverse_records->len; i++)
    {
      ZcSandboxReverse *reverse = g_ptr_array_index (self->reverse_records, i);

      if (strcmp (reverse->id, id) == 0)
        return reverse;
    }

  return NULL;
}

static gboolean
check_id (ZcSandboxCall *call)
{
  if (g_uuid_string_is_valid (zc_sandbox_call_get_segment (call, 1)))
    return TRUE;

  zc_sandbox_call_answer_error (call, 400, "sandbox-invalid-id", "the id is not a UUID");

  return FALSE;
}

static ZcSandboxReverse *
find_of_call (ZcSandbox     *self,
              ZcSandboxCall *call)
{
  ZcSandboxReverse *reverse;

  if (!check_id (call))
    return NULL;

  reverse = find_reverse (self, zc_sandbox_call_get_segment (call, 1));
  if (reverse == NULL)
    zc_sandbox_call_answer_error (call, 404, "sandbox-not-found", "there is no reverse record with this id");

  return reverse;
}

/* Reads a body; the address must not have another record. */
static ZcSandboxReverse *
read_reverse (ZcSandbox     *self,
              ZcSandboxCall *call,
              const char    *id)
{
  g_autoptr(JsonObject) properties = zc_sandbox_body_read_properties (call);
  g_autoptr(ZcSandboxReverse) reverse = g_new0 (ZcSandboxReverse, 1);

  if (properties == NULL
      || !zc_sandbox_body_read_string (call, properties, "name", NULL, &reverse->name)
      || !zc_sandbox_body_read_string (call, properties, "description", "", &reverse->description)
      || !zc_sandbox_body_read_string (call, properties, "ip", NULL, &reverse->address))
    return NULL;

  if (!g_hostname_is_ip_address (reverse->address))
    {
      zc_sandbox_body_refuse (call, "ip", "an IPv4 or IPv6 address is required");
      return NULL;
    }

  for (guint i = 0; i < self->reverse_records->len; i++)
    {
      ZcSandboxReverse *other = g_ptr_array_index (self->reverse_records, i);

      if (strcmp (other->address, reverse->address) == 0 && strcmp (other->id, id) != 0)
        {
          zc_sandbox_call_answer_error (call, 409, "sandbox-reverse-conflict", "the address has a record already");
          return NULL;
        }
    }

  reverse->id = g_strdup (id);
  reverse->created = zc_sandbox_zone_make_now ();
  reverse->modified = g_strdup (reverse->created);

  return g_steal_pointer (&reverse);
}

void
zc_sandbox_create_reverse (ZcSandbox     *self,
                           ZcSandboxCall *call)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr(ZcSandboxReverse) reverse = read_reverse (self, call, id);

  if (reverse == NULL)
    return;

  answer_reverse (call, 201, reverse);
  g_ptr_array_add (self->reverse_records, g_steal_pointer (&reverse));
}

void
zc_sandbox_show_reverse (ZcSandbox     *self,
                         ZcSandboxCall *call)
{
  ZcSandboxReverse *reverse = find_of_call (self, call);

  if (reverse != NULL)
    answer_reverse (call, 200, reverse);
}

void
zc_sandbox_ensure_reverse (ZcSandbox     *self,
                           ZcSandboxCall *call)
{
  const char *id = zc_sandbox_call_get_segment (call, 1);
  g_autoptr(ZcSandboxReverse) reverse = NULL;
  ZcSandboxReverse *old;

  if (!check_id (call))
    return;
  reverse = read_reverse (self, call, id);
  if (reverse == NULL)
    return;

  old = find_reverse (self, id);
  if (old != NULL)
    {
      g_free (reverse->created);
      reverse->created = g_strdup (old->created);
      g_ptr_array_remove (self->reverse_records, old);
    }
  answer_reverse (call, 200, reverse);
  g_ptr_array_add (self->reverse_records, g_steal_pointer (&reverse));
}

void
zc_sandbox_delete_reverse (ZcSandbox     *self,
                           ZcSandboxCall *call)
{
  ZcSandboxReverse *reverse = find_of_call (self, call);

  if (reverse == NULL)
    return;

  g_ptr_array_remove (self->reverse_records, reverse);
  zc_sandbox_call_answer_done (call);
}
