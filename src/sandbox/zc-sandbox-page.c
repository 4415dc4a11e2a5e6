/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-page.h"

#define DEFAULT_LIMIT 100
#define MOST_LIMIT 1000

/* The parameters that the service knows, in the order of its hrefs. */
static const char * const known_parameters[] = {
  "filter.state", "filter.zoneName", "filter.zoneId", "filter.name", "filter.type", "filter.recordIp"
};

static gboolean
read_number (ZcSandboxCall *call,
             const char    *name,
             guint          least,
             guint          most,
             guint         *number)
{
  const char *text = zc_sandbox_call_get_query (call, name);
  guint64 value;

  if (text == NULL)
    return TRUE;

  if (!g_ascii_string_to_unsigned (text, 10, least, most, &value, NULL))
    {
      zc_sandbox_call_answer_error (call, 400, "sandbox-invalid-page", "%s must be a number from %u to %u",
                                    name, least, most);
      return FALSE;
    }
  *number = (guint) value;

  return TRUE;
}

gboolean
zc_sandbox_page_read (ZcSandboxPage *page,
                      ZcSandboxCall *call)
{
  page->offset = 0;
  page->limit = DEFAULT_LIMIT;

  return read_number (call, "offset", 0, G_MAXINT32, &page->offset)
         && read_number (call, "limit", 1, MOST_LIMIT, &page->limit);
}

static void
write_href (ZcSandboxCall *call,
            JsonBuilder   *builder,
            const char    *member,
            guint          offset,
            guint          limit)
{
  g_autoptr(GString) href = g_string_new (zc_sandbox_call_get_path (call));

  g_string_append_printf (href, "?limit=%u&offset=%u", limit, offset);
  for (gsize i = 0; i < G_N_ELEMENTS (known_parameters); i++)
    {
      const char *value = zc_sandbox_call_get_query (call, known_parameters[i]);

      if (value == NULL)
        continue;
      g_string_append_printf (href, "&%s=", known_parameters[i]);
      g_string_append_uri_escaped (href, value, NULL, FALSE);
    }

  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, href->str);
}

void
zc_sandbox_page_answer (const ZcSandboxPage *page,
                        ZcSandboxCall       *call,
                        GPtrArray           *items,
                        const char * const  *primaries,
                        ZcSandboxWriteItem   write_item,
                        gpointer             data)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *id = g_uuid_string_random ();
  guint offset = page != NULL ? page->offset : 0;
  guint limit = page != NULL ? page->limit : MAX (items->len, DEFAULT_LIMIT);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_string_value (builder, id);
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, "collection");
  write_href (call, builder, "href", offset, limit);

  if (primaries != NULL)
    {
      json_builder_set_member_name (builder, "metadata");
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "primaryIps");
      json_builder_begin_array (builder);
      for (gsize i = 0; primaries[i] != NULL; i++)
        json_builder_add_string_value (builder, primaries[i]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }

  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = offset; i < items->len && i - offset < limit; i++)
    write_item (g_ptr_array_index (items, i), builder, data);
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "limit");
  json_builder_add_int_value (builder, limit);
  json_builder_set_member_name (builder, "offset");
  json_builder_add_int_value (builder, offset);
  json_builder_set_member_name (builder, "_links");
  json_builder_begin_object (builder);
  if (offset > 0)
    write_href (call, builder, "prev", offset > limit ? offset - limit : 0, limit);
  write_href (call, builder, "self", offset, limit);
  if (offset + limit < items->len)
    write_href (call, builder, "next", offset + limit, limit);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  zc_sandbox_call_answer_json (call, 200, builder);
}
