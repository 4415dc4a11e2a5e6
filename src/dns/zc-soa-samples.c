/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-soa-samples.h"

typedef struct
{
  ZcDnsServer *server;   /* (owned) */
  char *zone;            /* (owned) */
  ZcDnsTransport transport;
  guint n_left;
  guint interval_ms;
  gint64 deadline_us;
  GPtrArray *answers;    /* (owned) (element-type ZcSoaAnswer) */
} Sampling;

static void ask (GTask *task);

static void
sampling_free (gpointer data)
{
  Sampling *self = data;

  zc_dns_server_unref (self->server);
  g_free (self->zone);
  g_ptr_array_unref (self->answers);
  g_free (self);
}

static guint
get_time_left (Sampling *self)
{
  gint64 left_us = self->deadline_us - g_get_monotonic_time ();

  return (guint) MAX (left_us / 1000, 0);
}

static gboolean
interval_over_cb (gpointer data)
{
  GTask *task = data;

  if (!g_task_return_error_if_cancelled (task))
    ask (task);

  return G_SOURCE_REMOVE;
}

static void
wait_for_next (GTask *task)
{
  Sampling *self = g_task_get_task_data (task);
  g_autoptr(GSource) source = g_timeout_source_new (self->interval_ms);

  g_source_set_callback (source, interval_over_cb, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  Sampling *self = g_task_get_task_data (task);
  g_autoptr(ZcSoaAnswer) answer = NULL;
  GError *error = NULL;
  gboolean is_usable;

  answer = zc_soa_query_finish (result, &error);
  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  is_usable = answer->outcome == ZC_DNS_OUTCOME_OK;
  if (is_usable)
    g_ptr_array_add (self->answers, g_steal_pointer (&answer));

  if (is_usable && --self->n_left > 0 && get_time_left (self) > self->interval_ms)
    wait_for_next (task);
  else
    g_task_return_pointer (task, g_ptr_array_ref (self->answers), (GDestroyNotify) g_ptr_array_unref);
}

static void
ask (GTask *task)
{
  Sampling *self = g_task_get_task_data (task);

  zc_soa_query_async (self->server, self->zone, self->transport, MAX (get_time_left (self), 1),
                      g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

void
zc_soa_samples_async (ZcDnsServer         *server,
                      const char          *zone,
                      ZcDnsTransport       transport,
                      guint                n_samples,
                      guint                interval_ms,
                      guint                timeout_ms,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Sampling *self;

  g_return_if_fail (server != NULL);
  g_return_if_fail (zone != NULL);
  g_return_if_fail (n_samples > 0);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_soa_samples_async);

  self = g_new0 (Sampling, 1);
  self->server = zc_dns_server_ref (server);
  self->zone = g_strdup (zone);
  self->transport = transport;
  self->n_left = n_samples;
  self->interval_ms = interval_ms;
  self->deadline_us = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_soa_answer_free);
  g_task_set_task_data (task, self, sampling_free);

  ask (task);
}

GPtrArray *
zc_soa_samples_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_soa_samples_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
