/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-transfer-queue.h"

#include <gio/gio.h>

struct _ZcTransferQueue
{
  GObject parent_instance;

  GPtrArray *waiting; /* (owned) (element-type ZcRun), the first to come first */
  GPtrArray *running; /* (owned) (element-type ZcRun) */
  guint begin_id;
};

enum
{
  PROP_0,
  PROP_N_QUEUED,
  PROP_N_ACTIVE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ZcTransferQueue, zc_transfer_queue, G_TYPE_OBJECT)

/* The primaries of a run, each spelled in one way and named once. */
static GHashTable *
list_primaries (ZcRun *run)
{
  GHashTable *primaries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char * const *ips = zc_zone_get_primary_ips (zc_run_get_zone (run));

  for (guint i = 0; ips[i] != NULL; i++)
    {
      g_autoptr(GInetAddress) address = g_inet_address_new_from_string (ips[i]);

      g_hash_table_add (primaries, address != NULL ? g_inet_address_to_string (address) : g_strdup (ips[i]));
    }

  return primaries;
}

static guint
count_uses (GHashTable *uses,
            const char *primary)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (uses, primary));
}

static void
add_uses (GHashTable *uses,
          GHashTable *primaries)
{
  GHashTableIter iter;
  gpointer primary;

  g_hash_table_iter_init (&iter, primaries);
  while (g_hash_table_iter_next (&iter, &primary, NULL))
    g_hash_table_insert (uses, g_strdup (primary), GUINT_TO_POINTER (count_uses (uses, primary) + 1));
}

static gboolean
has_room (GHashTable *uses,
          GHashTable *primaries)
{
  GHashTableIter iter;
  gpointer primary;

  g_hash_table_iter_init (&iter, primaries);
  while (g_hash_table_iter_next (&iter, &primary, NULL))
    if (count_uses (uses, primary) >= ZC_TRANSFER_QUEUE_MOST_PER_PRIMARY)
      return FALSE;

  return TRUE;
}

/* What runs uses its primaries, and so does what waits in front: nobody takes a place that it waits for. */
static ZcRun *
take_next (ZcTransferQueue *self)
{
  g_autoptr(GHashTable) uses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (self->running->len >= ZC_TRANSFER_QUEUE_MOST)
    return NULL;

  for (guint i = 0; i < self->running->len; i++)
    {
      g_autoptr(GHashTable) primaries = list_primaries (self->running->pdata[i]);

      add_uses (uses, primaries);
    }

  for (guint i = 0; i < self->waiting->len; i++)
    {
      g_autoptr(GHashTable) primaries = list_primaries (self->waiting->pdata[i]);

      if (has_room (uses, primaries))
        return g_ptr_array_steal_index (self->waiting, i);
      add_uses (uses, primaries);
    }

  return NULL;
}

static void
notify_counts (ZcTransferQueue *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_QUEUED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ACTIVE]);
}

static gboolean
begin_cb (gpointer data)
{
  ZcTransferQueue *self = data;
  ZcRun *run;

  self->begin_id = 0;
  while ((run = take_next (self)) != NULL)
    {
      g_ptr_array_add (self->running, run);
      zc_run_begin (run, NULL);
    }
  notify_counts (self);

  return G_SOURCE_REMOVE;
}

/* Not from within the end of another run: whoever stops all of them at once does not want the next to begin. */
static void
begin_later (ZcTransferQueue *self)
{
  if (self->begin_id == 0 && self->waiting->len > 0)
    self->begin_id = g_idle_add_full (G_PRIORITY_DEFAULT, begin_cb, self, NULL);
}

static void
run_active_cb (ZcRun           *run,
               GParamSpec      *property,
               ZcTransferQueue *self)
{
  g_autoptr(ZcRun) kept = g_object_ref (run);

  if (zc_run_is_active (run))
    return;

  g_signal_handlers_disconnect_by_func (run, run_active_cb, self);
  if (!g_ptr_array_remove (self->running, run))
    g_ptr_array_remove (self->waiting, run);
  begin_later (self);
  notify_counts (self);
}

static void
zc_transfer_queue_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  ZcTransferQueue *self = ZC_TRANSFER_QUEUE (object);

  switch (prop_id)
    {
    case PROP_N_QUEUED:
      g_value_set_uint (value, self->waiting->len);
      break;
    case PROP_N_ACTIVE:
      g_value_set_uint (value, self->running->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
disconnect_all (ZcTransferQueue *self,
                GPtrArray       *runs)
{
  for (guint i = 0; i < runs->len; i++)
    g_signal_handlers_disconnect_by_func (runs->pdata[i], run_active_cb, self);
}

static void
zc_transfer_queue_finalize (GObject *object)
{
  ZcTransferQueue *self = ZC_TRANSFER_QUEUE (object);

  g_clear_handle_id (&self->begin_id, g_source_remove);
  disconnect_all (self, self->waiting);
  disconnect_all (self, self->running);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->running);

  G_OBJECT_CLASS (zc_transfer_queue_parent_class)->finalize (object);
}

static void
zc_transfer_queue_class_init (ZcTransferQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_transfer_queue_get_property;
  object_class->finalize = zc_transfer_queue_finalize;

  properties[PROP_N_QUEUED] = g_param_spec_uint ("n-queued", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_ACTIVE] = g_param_spec_uint ("n-active", NULL, NULL, 0, G_MAXUINT, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zc_transfer_queue_init (ZcTransferQueue *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->running = g_ptr_array_new_with_free_func (g_object_unref);
}

ZcTransferQueue *
zc_transfer_queue_new (void)
{
  return g_object_new (ZC_TYPE_TRANSFER_QUEUE, NULL);
}

void
zc_transfer_queue_add (ZcTransferQueue *self,
                       ZcRun           *run)
{
  ZcRun *next;

  g_return_if_fail (ZC_IS_TRANSFER_QUEUE (self));
  g_return_if_fail (ZC_IS_RUN (run));

  g_signal_connect (run, "notify::active", G_CALLBACK (run_active_cb), self);
  g_ptr_array_add (self->waiting, g_object_ref (run));

  /* Those in front that could begin have done so, or will in a moment. */
  next = self->begin_id == 0 ? take_next (self) : NULL;
  if (next != NULL)
    {
      g_ptr_array_add (self->running, next);
      zc_run_begin (next, NULL);
    }
  if (next != run)
    zc_run_enqueue (run, NULL);
  notify_counts (self);
}

void
zc_transfer_queue_add_running (ZcTransferQueue *self,
                               ZcRun           *run)
{
  g_return_if_fail (ZC_IS_TRANSFER_QUEUE (self));
  g_return_if_fail (ZC_IS_RUN (run));
  g_return_if_fail (zc_run_is_active (run));

  g_signal_connect (run, "notify::active", G_CALLBACK (run_active_cb), self);
  g_ptr_array_add (self->running, g_object_ref (run));
  notify_counts (self);
}

guint
zc_transfer_queue_get_n_queued (ZcTransferQueue *self)
{
  g_return_val_if_fail (ZC_IS_TRANSFER_QUEUE (self), 0);

  return self->waiting->len;
}

guint
zc_transfer_queue_get_n_active (ZcTransferQueue *self)
{
  g_return_val_if_fail (ZC_IS_TRANSFER_QUEUE (self), 0);

  return self->running->len;
}
