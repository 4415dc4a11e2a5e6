/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-transfer-look.h"

#include <glib/gi18n-lib.h>

#include "zc-service-records.h"

struct _ZcTransferLook
{
  GObject parent_instance;

  ZcZoneItem *item;          /* (owned) */
  ZcZone *zone;              /* (owned) */
  ZcDnsConfig *config;       /* (owned) */
  GCancellable *cancellable; /* (owned) */
  ZcZoneChange *change;      /* (owned) (nullable) */
  gboolean over;             /* whether nothing more will be learnt */
};

G_DEFINE_FINAL_TYPE (ZcTransferLook, zc_transfer_look, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is under way holds no reference to the look, so that closing a dialog ends it. */
static GWeakRef *
weak_ref_new (gpointer object)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, object);

  return weak;
}

static ZcTransferLook *
take_strong (gpointer data)
{
  GWeakRef *weak = data;
  ZcTransferLook *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);

  return self;
}

static void
emit_changed (ZcTransferLook *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(ZcTransferLook) self = take_strong (data);
  g_autoptr(GError) error = NULL;

  /* Whatever the end is, the state of the change tells what is known. */
  zc_zone_change_run_finish (ZC_ZONE_CHANGE (source), result, &error);
  if (self == NULL)
    return;

  self->over = TRUE;
  emit_changed (self);
}

static void
matrix_changed_cb (GListModel     *cells,
                   guint           position,
                   guint           removed,
                   guint           added,
                   ZcTransferLook *self)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(ZcVerificationCell) cell = g_list_model_get_item (cells, i);

      if (zc_verification_cell_get_kind (cell) == ZC_VERIFICATION_CELL_COPY)
        g_signal_connect_object (cell, "notify::outcome", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
    }
  emit_changed (self);
}

static void
begin (ZcTransferLook *self,
       ZcServiceCopy  *present)
{
  static const char * const none[] = { NULL };

  /* The session asks the name servers for their serials. Here they are only good for a copy of what the service has. */
  self->change = zc_zone_change_new (zc_zone_get_name (self->zone), zc_zone_get_primary_ips (self->zone),
                                     present != NULL ? none : zc_zone_get_name_servers (self->zone), self->config, NULL,
                                     present);
  g_signal_connect_object (self->change, "notify::state", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (zc_verification_get_matrix (zc_zone_change_get_verification (self->change)), "items-changed",
                           G_CALLBACK (matrix_changed_cb), self, 0);
  zc_zone_change_run_async (self->change, self->cancellable, looked_cb, weak_ref_new (self));
  emit_changed (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(ZcTransferLook) self = take_strong (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcServiceCopy) present = zc_service_records_read_finish (result, &error);

  if (self != NULL)
    begin (self, present);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(ZcTransferLook) self = take_strong (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = zc_cloud_client_list_records_finish (ZC_CLOUD_CLIENT (source), result, &error);

  if (self == NULL)
    return;

  /* Without the service's records the primaries are still worth a look. */
  if (records != NULL)
    zc_service_records_read_async (zc_zone_get_name (self->zone), records, self->cancellable, read_cb, weak_ref_new (self));
  else
    begin (self, NULL);
}

static void
zc_transfer_look_dispose (GObject *object)
{
  ZcTransferLook *self = ZC_TRANSFER_LOOK (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (zc_transfer_look_parent_class)->dispose (object);
}

static void
zc_transfer_look_finalize (GObject *object)
{
  ZcTransferLook *self = ZC_TRANSFER_LOOK (object);

  g_clear_object (&self->item);
  g_clear_object (&self->zone);
  g_clear_object (&self->config);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->change);

  G_OBJECT_CLASS (zc_transfer_look_parent_class)->finalize (object);
}

static void
zc_transfer_look_class_init (ZcTransferLookClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = zc_transfer_look_dispose;
  object_class->finalize = zc_transfer_look_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
zc_transfer_look_init (ZcTransferLook *self)
{
  self->cancellable = g_cancellable_new ();
}

ZcTransferLook *
zc_transfer_look_new (ZcSession  *session,
                      ZcZoneItem *item)
{
  ZcTransferLook *self = NULL;

  g_return_val_if_fail (ZC_IS_SESSION (session), NULL);
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (item), NULL);

  self = g_object_new (ZC_TYPE_TRANSFER_LOOK, NULL);
  self->item = g_object_ref (item);
  self->zone = g_object_ref (zc_zone_item_get_zone (item));
  self->config = g_object_ref (zc_account_get_dns_config (zc_session_get_account (session)));
  zc_cloud_client_list_records_async (zc_session_get_client (session), self->zone, NULL, NULL, self->cancellable, listed_cb,
                                      weak_ref_new (self));

  return self;
}

gboolean
zc_transfer_look_is_busy (ZcTransferLook *self)
{
  g_return_val_if_fail (ZC_IS_TRANSFER_LOOK (self), FALSE);

  return !self->over && (self->change == NULL || zc_zone_change_get_state (self->change) == ZC_ZONE_CHANGE_UNKNOWN);
}

ZcZoneChange *
zc_transfer_look_get_change (ZcTransferLook *self)
{
  g_return_val_if_fail (ZC_IS_TRANSFER_LOOK (self), NULL);

  return self->change;
}

static gboolean
have_one_serial (ZcSerialReport *report,
                 guint32        *serial)
{
  guint32 oldest, newest;

  return report != NULL && zc_serial_report_get_target (report, serial) && !zc_serial_report_primaries_differ (report) &&
         zc_serial_report_get_served (report, &oldest, &newest) && oldest == *serial && newest == *serial;
}

char *
zc_transfer_look_dup_sentence (ZcTransferLook *self)
{
  ZcZoneChangeCounts counts;
  guint32 serial;

  g_return_val_if_fail (ZC_IS_TRANSFER_LOOK (self), NULL);

  if (self->change == NULL)
    return NULL;
  if (zc_zone_change_get_counts (self->change, &counts) && counts.n_added + counts.n_removed + counts.n_changed == 0 &&
      have_one_serial (zc_zone_item_get_report (self->item), &serial))
    /* Translators: %u is a serial of a zone. */
    return g_strdup_printf (_("Nothing to transfer: all servers have serial %u. If you changed records, raise the serial in "
                              "the SOA."), serial);

  return zc_zone_change_dup_sentence (self->change);
}

static char *
describe_cell (ZcVerificationCell *cell,
               ZcServerTone       *tone)
{
  g_autofree char *word = NULL;
  guint64 n = zc_verification_cell_get_n_records (cell);

  if (zc_verification_cell_is_pending (cell))
    {
      *tone = ZC_SERVER_TONE_UNSEEN;
      return g_strdup (_("Being asked for a copy (AXFR)…"));
    }
  if (g_str_equal (zc_verification_cell_get_outcome (cell), "ok"))
    {
      *tone = ZC_SERVER_TONE_GOOD;
      /* Translators: %u counts the records of a zone. */
      return g_strdup_printf (ngettext ("Gives a copy (AXFR): %'u record", "Gives a copy (AXFR): %'u records", (gulong) n),
                              (guint) n);
    }

  switch (zc_verification_cell_get_severity (cell))
    {
    case ZC_SEVERITY_WARNING:
      *tone = ZC_SERVER_TONE_WARNING;
      break;
    case ZC_SEVERITY_CRITICAL:
      *tone = ZC_SERVER_TONE_BAD;
      break;
    case ZC_SEVERITY_INFO:
    case ZC_SEVERITY_UNKNOWN:
    default:
      /* The service is another computer. */
      *tone = ZC_SERVER_TONE_NEUTRAL;
      break;
    }

  word = zc_verification_cell_dup_word (cell);
  if (*tone == ZC_SERVER_TONE_NEUTRAL)
    /* Translators: %s says in a word or two why a primary gives no copy of the zone, such as "Refused to this computer". */
    return g_strdup_printf (_("Copy (AXFR): %s, which says nothing about IONOS"), word);

  /* Translators: %s says in a word or two what came of asking a primary for a copy of the zone, such as "Closed". */
  return g_strdup_printf (_("Copy (AXFR): %s"), word);
}

char *
zc_transfer_look_describe_copy (ZcTransferLook *self,
                                const char     *address,
                                ZcServerTone   *tone)
{
  GListModel *cells = NULL;

  g_return_val_if_fail (ZC_IS_TRANSFER_LOOK (self), NULL);
  g_return_val_if_fail (address != NULL, NULL);
  g_return_val_if_fail (tone != NULL, NULL);

  if (self->change == NULL)
    return NULL;

  cells = zc_verification_get_matrix (zc_zone_change_get_verification (self->change));
  for (guint i = 0; i < g_list_model_get_n_items (cells); i++)
    {
      g_autoptr(ZcVerificationCell) cell = g_list_model_get_item (cells, i);

      if (zc_verification_cell_get_kind (cell) == ZC_VERIFICATION_CELL_COPY &&
          zc_verification_cell_get_role (cell) == ZC_SERVER_ROLE_PRIMARY &&
          g_strcmp0 (zc_verification_cell_get_address (cell), address) == 0)
        return describe_cell (cell, tone);
    }

  return NULL;
}
