/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-store-health.h"

#include "zc-store-private.h"

typedef struct
{
  char *account_id; /* (owned) */
  GPtrArray *notes; /* (owned) (element-type ZcHealthNote) */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_free (saving->account_id);
  g_ptr_array_unref (saving->notes);
  g_free (saving);
}

ZcHealthNote *
zc_health_note_new (const char *zone_id,
                    const char *health,
                    gint64      seen_us)
{
  ZcHealthNote *self = g_new0 (ZcHealthNote, 1);

  self->zone_id = g_strdup (zone_id);
  self->health = g_strdup (health);
  self->seen_us = seen_us;

  return self;
}

void
zc_health_note_free (ZcHealthNote *self)
{
  g_free (self->zone_id);
  g_free (self->health);
  g_free (self);
}

static gboolean
save (ZcDatabase  *database,
      gpointer     data,
      GError     **error)
{
  Saving *saving = data;

  for (guint i = 0; i < saving->notes->len; i++)
    {
      const ZcHealthNote *note = saving->notes->pdata[i];

      if (!zc_database_execute (database, error,
                                "INSERT OR REPLACE INTO zone_health VALUES (?, ?, ?, ?)", "sssx",
                                saving->account_id, note->zone_id, note->health, note->seen_us))
        return FALSE;
    }

  return TRUE;
}

void
zc_store_save_health (ZcStore    *self,
                      const char *account_id,
                      GPtrArray  *notes)
{
  Saving *saving;

  g_return_if_fail (ZC_IS_STORE (self));
  g_return_if_fail (account_id != NULL);
  g_return_if_fail (notes != NULL);

  saving = g_new0 (Saving, 1);
  saving->account_id = g_strdup (account_id);
  saving->notes = notes;
  zc_store_write (self, zc_store_save_health, save, saving, saving_free, NULL, NULL);
}
