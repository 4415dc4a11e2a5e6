/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-name-server.h"

#include <string.h>

struct _ZcNameServer
{
  GObject parent_instance;

  ZcNsd *nsd;       /* (owned) */
  ZcGate *gate;     /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ZcNameServer, zc_name_server, G_TYPE_OBJECT)

char *
zc_name_server_make_inside (const char        *address,
                            const ZcGateRules *rules)
{
  g_autoptr(GInetAddress) outside = g_inet_address_new_from_string (address);
  g_autoptr(GInetAddress) inside = NULL;
  guint8 bytes[4];

  if (!zc_gate_rules_need_gate (rules))
    return g_strdup (address);

  /* The next network: 127.0.10.1 has its NSD at 127.0.11.1. */
  memcpy (bytes, g_inet_address_to_bytes (outside), sizeof bytes);
  bytes[2] ^= 1;
  inside = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV4);

  return g_inet_address_to_string (inside);
}

static void
nsd_started_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZcNameServer *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!zc_nsd_start_finish (self->nsd, result, &error))
    {
      g_task_return_error (task, error);
    }
  else if (self->gate != NULL && !zc_gate_open (self->gate, &error))
    {
      zc_nsd_kill (self->nsd);
      g_task_return_error (task, error);
    }
  else
    {
      g_task_return_boolean (task, TRUE);
    }
}

void
zc_name_server_start_async (ZcNameServer        *self,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, zc_name_server_start_async);
  zc_nsd_start_async (self->nsd, nsd_started_cb, task);
}

gboolean
zc_name_server_start_finish (ZcNameServer  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
zc_name_server_kill (ZcNameServer *self)
{
  if (self->gate != NULL)
    zc_gate_close (self->gate);
  zc_nsd_kill (self->nsd);
}

ZcNsd *
zc_name_server_get_nsd (ZcNameServer *self)
{
  return self->nsd;
}

static void
zc_name_server_finalize (GObject *object)
{
  ZcNameServer *self = ZC_NAME_SERVER (object);

  zc_name_server_kill (self);
  g_clear_object (&self->gate);
  g_object_unref (self->nsd);

  G_OBJECT_CLASS (zc_name_server_parent_class)->finalize (object);
}

static void
zc_name_server_class_init (ZcNameServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_name_server_finalize;
}

static void
zc_name_server_init (ZcNameServer *self)
{
}

ZcNameServer *
zc_name_server_new (ZcNsd             *nsd,
                    const char        *address,
                    guint16            port,
                    const ZcGateRules *rules)
{
  ZcNameServer *self = g_object_new (ZC_TYPE_NAME_SERVER, NULL);

  self->nsd = nsd;
  if (zc_gate_rules_need_gate (rules))
    self->gate = zc_gate_new (rules, address, zc_nsd_get_address (nsd), port);

  return self;
}
