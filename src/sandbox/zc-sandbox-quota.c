/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-private.h"

static void
write_counts (JsonBuilder *builder,
              const char  *member,
              const guint *counts)
{
  const char * const names[] = { "zones", "secondaryZones", "records", "reverseRecords" };

  json_builder_set_member_name (builder, member);
  json_builder_begin_object (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      json_builder_set_member_name (builder, names[i]);
      json_builder_add_int_value (builder, counts[i]);
    }
  json_builder_end_object (builder);
}

/* INVENTED: that only records of primary zones count. */
void
zc_sandbox_show_quota (ZcSandbox     *self,
                       ZcSandboxCall *call)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GPtrArray) primary = zc_sandbox_store_list (self->store, TRUE, NULL, NULL);
  g_autoptr(GPtrArray) secondary = zc_sandbox_store_list (self->store, FALSE, NULL, NULL);
  const guint limits[] = { self->scenario->quota_zones, self->scenario->quota_secondary_zones,
                           self->scenario->quota_records, self->scenario->quota_reverse_records };
  guint usage[] = { primary->len, secondary->len, 0, self->reverse_records->len };

  for (guint i = 0; i < primary->len; i++)
    usage[2] += zc_sandbox_store_get_records (self->store, g_ptr_array_index (primary, i))->len;

  json_builder_begin_object (builder);
  write_counts (builder, "quotaLimits", limits);
  write_counts (builder, "quotaUsage", usage);
  json_builder_end_object (builder);
  zc_sandbox_call_answer_json (call, 200, builder);
}
