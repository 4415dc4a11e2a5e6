/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-transfer-batch.h"

#include "zc-config.h"

#include <glib/gi18n-lib.h>

struct _ZcTransferBatch
{
  GObject parent_instance;

  GPtrArray *runs; /* (owned) (element-type ZcRun) */
  guint n_ended;
};

enum
{
  PROP_0,
  PROP_N_ENDED,
  PROP_N_DONE,
  PROP_N_FAILED,
  PROP_ENDED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZcTransferBatch, zc_transfer_batch, G_TYPE_OBJECT,
  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
run_active_cb (ZcRun           *run,
               GParamSpec      *property,
               ZcTransferBatch *self)
{
  if (zc_run_is_active (run))
    return;

  g_signal_handlers_disconnect_by_func (run, run_active_cb, self);
  self->n_ended++;
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ENDED]);
  if (zc_run_get_state (run) == ZC_RUN_STATE_DONE)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DONE]);
  if (zc_run_get_state (run) == ZC_RUN_STATE_FAILED)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_FAILED]);
  if (zc_transfer_batch_has_ended (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENDED]);
  g_object_thaw_notify (G_OBJECT (self));
}

static GType
zc_transfer_batch_get_item_type (GListModel *model)
{
  return ZC_TYPE_RUN;
}

static guint
zc_transfer_batch_get_n_items (GListModel *model)
{
  return ZC_TRANSFER_BATCH (model)->runs->len;
}

static gpointer
zc_transfer_batch_get_item (GListModel *model,
                            guint       position)
{
  ZcTransferBatch *self = ZC_TRANSFER_BATCH (model);

  return position < self->runs->len ? g_object_ref (self->runs->pdata[position]) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = zc_transfer_batch_get_item_type;
  iface->get_n_items = zc_transfer_batch_get_n_items;
  iface->get_item = zc_transfer_batch_get_item;
}

static void
zc_transfer_batch_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  ZcTransferBatch *self = ZC_TRANSFER_BATCH (object);

  switch (prop_id)
    {
    case PROP_N_ENDED:
      g_value_set_uint (value, self->n_ended);
      break;
    case PROP_N_DONE:
      g_value_set_uint (value, zc_transfer_batch_count (self, ZC_RUN_STATE_DONE));
      break;
    case PROP_N_FAILED:
      g_value_set_uint (value, zc_transfer_batch_count (self, ZC_RUN_STATE_FAILED));
      break;
    case PROP_ENDED:
      g_value_set_boolean (value, zc_transfer_batch_has_ended (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_transfer_batch_finalize (GObject *object)
{
  ZcTransferBatch *self = ZC_TRANSFER_BATCH (object);

  for (guint i = 0; i < self->runs->len; i++)
    g_signal_handlers_disconnect_by_func (self->runs->pdata[i], run_active_cb, self);
  g_ptr_array_unref (self->runs);

  G_OBJECT_CLASS (zc_transfer_batch_parent_class)->finalize (object);
}

static void
zc_transfer_batch_class_init (ZcTransferBatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_transfer_batch_get_property;
  object_class->finalize = zc_transfer_batch_finalize;

  properties[PROP_N_ENDED] = g_param_spec_uint ("n-ended", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_DONE] = g_param_spec_uint ("n-done", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_FAILED] = g_param_spec_uint ("n-failed", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ENDED] = g_param_spec_boolean ("ended", NULL, NULL, TRUE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zc_transfer_batch_init (ZcTransferBatch *self)
{
  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
}

ZcTransferBatch *
zc_transfer_batch_new (void)
{
  return g_object_new (ZC_TYPE_TRANSFER_BATCH, NULL);
}

void
zc_transfer_batch_add (ZcTransferBatch *self,
                       ZcRun           *run)
{
  g_return_if_fail (ZC_IS_TRANSFER_BATCH (self));
  g_return_if_fail (ZC_IS_RUN (run));

  g_ptr_array_add (self->runs, g_object_ref (run));
  g_signal_connect (run, "notify::active", G_CALLBACK (run_active_cb), self);
  g_list_model_items_changed (G_LIST_MODEL (self), self->runs->len - 1, 0, 1);
  run_active_cb (run, NULL, self);
}

guint
zc_transfer_batch_get_n_zones (ZcTransferBatch *self)
{
  g_return_val_if_fail (ZC_IS_TRANSFER_BATCH (self), 0);

  return self->runs->len;
}

guint
zc_transfer_batch_get_n_ended (ZcTransferBatch *self)
{
  g_return_val_if_fail (ZC_IS_TRANSFER_BATCH (self), 0);

  return self->n_ended;
}

guint
zc_transfer_batch_count (ZcTransferBatch *self,
                         ZcRunState       state)
{
  guint n_runs = 0;

  g_return_val_if_fail (ZC_IS_TRANSFER_BATCH (self), 0);

  for (guint i = 0; i < self->runs->len; i++)
    n_runs += zc_run_get_state (self->runs->pdata[i]) == state;

  return n_runs;
}

gboolean
zc_transfer_batch_has_ended (ZcTransferBatch *self)
{
  g_return_val_if_fail (ZC_IS_TRANSFER_BATCH (self), TRUE);

  return self->n_ended == self->runs->len;
}

/* An end that is not fully proven is counted apart, since it is not claimed to be one. */
static guint
count_verdict (ZcTransferBatch *self,
               ZcRunState       state,
               ZcRunProof       proof)
{
  guint n_runs = 0;

  for (guint i = 0; i < self->runs->len; i++)
    n_runs += zc_run_get_state (self->runs->pdata[i]) == state && zc_run_get_proof (self->runs->pdata[i]) == proof;

  return n_runs;
}

/* The words of name servers that agree are about one serial, and without it no sentence is left in some languages. */
static char *
dup_words (ZcRunState state,
           ZcRunProof proof)
{
  if (state == ZC_RUN_STATE_DONE && proof == ZC_RUN_PROOF_AGREED)
    return g_strdup (_("Name servers agree, the primary could not be asked"));

  return zc_run_state_dup_words (state, proof);
}

char *
zc_transfer_batch_dup_summary (ZcTransferBatch *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) parts = NULL;
  g_autofree char *list = NULL;

  g_return_val_if_fail (ZC_IS_TRANSFER_BATCH (self), NULL);

  for (ZcRunState state = ZC_RUN_STATE_DONE; state <= ZC_RUN_STATE_STOPPED; state++)
    for (int proof = ZC_RUN_PROOF_FULL; proof >= ZC_RUN_PROOF_NONE; proof--)
      {
        guint n_runs = count_verdict (self, state, (ZcRunProof) proof);
        g_autofree char *words = dup_words (state, (ZcRunProof) proof);
        g_autofree char *part = NULL;

        if (n_runs == 0)
          continue;

        /* Translators: how many transfers ended how, such as "47 Done". */
        part = g_strdup_printf (C_("summary", "%u %s"), n_runs, words);
        g_strv_builder_add (builder, part);
      }

  parts = g_strv_builder_end (builder);
  /* Translators: this separates the items of a list. */
  list = g_strjoinv (_(", "), parts);

  /* Translators: %u is a count of transfers, %s a list such as "47 Done, 3 Failed". */
  return g_strdup_printf (ngettext ("%u transfer: %s", "%u transfers: %s", self->runs->len), self->runs->len, list);
}
