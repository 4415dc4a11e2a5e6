/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-body.h"

gboolean
zc_sandbox_body_refuse (ZcSandboxCall *call,
                        const char    *member,
                        const char    *reason)
{
  zc_sandbox_call_answer_error (call, 400, "sandbox-invalid-property", "%s: %s", member, reason);

  return FALSE;
}

JsonObject *
zc_sandbox_body_read_properties (ZcSandboxCall *call)
{
  g_autoptr(JsonObject) body = zc_sandbox_call_get_object (call);
  JsonNode *properties;

  if (body == NULL)
    return NULL;

  properties = json_object_get_member (body, "properties");
  if (properties == NULL || !JSON_NODE_HOLDS_OBJECT (properties))
    {
      zc_sandbox_body_refuse (call, "properties", "an object is required");
      return NULL;
    }

  return json_object_ref (json_node_get_object (properties));
}

gboolean
zc_sandbox_body_read_string (ZcSandboxCall  *call,
                             JsonObject     *properties,
                             const char     *member,
                             const char     *fallback,
                             char          **text)
{
  JsonNode *node = json_object_get_member (properties, member);

  if (node == NULL && fallback != NULL)
    {
      *text = g_strdup (fallback);
      return TRUE;
    }

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return zc_sandbox_body_refuse (call, member, "a string is required");

  *text = json_node_dup_string (node);

  return TRUE;
}

gboolean
zc_sandbox_body_read_number (ZcSandboxCall *call,
                             JsonObject    *properties,
                             const char    *member,
                             guint          least,
                             guint          most,
                             guint         *number)
{
  JsonNode *node = json_object_get_member (properties, member);

  if (node == NULL)
    return TRUE;

  if (json_node_get_value_type (node) != G_TYPE_INT64
      || json_node_get_int (node) < least || json_node_get_int (node) > most)
    {
      g_autofree char *reason = g_strdup_printf ("a number from %u to %u is required", least, most);

      return zc_sandbox_body_refuse (call, member, reason);
    }

  *number = (guint) json_node_get_int (node);

  return TRUE;
}

gboolean
zc_sandbox_body_read_enabled (ZcSandboxCall *call,
                              JsonObject    *properties,
                              gboolean      *is_enabled)
{
  JsonNode *node = json_object_get_member (properties, "enabled");

  if (node != NULL && json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return zc_sandbox_body_refuse (call, "enabled", "true or false is required");

  *is_enabled = node == NULL || json_node_get_boolean (node);

  return TRUE;
}
