/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-transfer-warning.h"

#include <glib/gi18n-lib.h>

#include "zc-zone-diagnosis.h"
#include "zc-zone-words.h"

void
zc_transfer_warning_free (ZcTransferWarning *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->text);
  g_free (self->explanation);
  g_free (self);
}

static void
take_warning (GPtrArray  *warnings,
              char       *text,
              const char *explanation)
{
  ZcTransferWarning *warning = g_new0 (ZcTransferWarning, 1);

  warning->text = text;
  warning->explanation = g_strdup (explanation);
  g_ptr_array_add (warnings, warning);
}

GPtrArray *
zc_transfer_warning_list (GPtrArray *items)
{
  GPtrArray *warnings = NULL;
  g_autofree char *first = NULL;
  guint n_zones = 0;

  g_return_val_if_fail (items != NULL && items->len > 0, NULL);

  warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_transfer_warning_free);
  for (guint i = 0; i < items->len; i++)
    {
      ZcZoneItem *item = g_ptr_array_index (items, i);
      g_autoptr(GPtrArray) findings = zc_zone_diagnosis_list_warnings (item);

      for (guint j = 0; j < findings->len && items->len == 1; j++)
        {
          const ZcFinding *finding = g_ptr_array_index (findings, j);

          take_warning (warnings, g_strdup (finding->text), finding->explanation);
        }
      if (findings->len > 0 && n_zones++ == 0)
        /* Translators: the name of a zone and a warning about it. */
        first = g_strdup_printf (_("%s: %s"), zc_zone_get_display_name (zc_zone_item_get_zone (item)),
                                 ((const ZcFinding *) g_ptr_array_index (findings, 0))->text);
    }

  if (items->len > 1 && n_zones > 0)
    /* Translators: how many zones have a warning, and how many there are. */
    take_warning (warnings, g_strdup_printf (ngettext ("%u of %u zones has a warning", "%u of %u zones have warnings", n_zones),
                                             n_zones, items->len), first);

  return warnings;
}

char *
zc_transfer_warning_describe_obstacle (GPtrArray *items)
{
  guint n_busy = 0;
  guint n_not_ready = 0;
  g_autofree char *state = NULL;

  g_return_val_if_fail (items != NULL && items->len > 0, NULL);

  for (guint i = 0; i < items->len; i++)
    {
      ZcZoneItem *item = g_ptr_array_index (items, i);
      ZcZone *zone = zc_zone_item_get_zone (item);

      if (!zc_zone_item_can_start_transfer (item))
        n_busy++;
      else if (*zc_zone_get_state (zone) != '\0' && !g_str_equal (zc_zone_get_state (zone), "AVAILABLE") &&
               n_not_ready++ == 0)
        state = zc_zone_describe_state (zone);
    }

  if (items->len == 1 && n_busy > 0)
    return g_strdup (_("A transfer of this zone is running. A new one can be started when it has ended."));
  if (items->len == 1 && n_not_ready > 0)
    /* Translators: %s is the state of the zone, such as Provisioning. */
    return g_strdup_printf (_("The state of the zone at IONOS is “%s”; a transfer works when it is “Available”."), state);
  if (n_busy > 0)
    /* Translators: %u counts zones. */
    return g_strdup_printf (ngettext ("A transfer of %u of these zones is running already; it is left out.",
                                      "Transfers of %u of these zones are running already; they are left out.", n_busy),
                            n_busy);
  if (n_not_ready > 0)
    /* Translators: %u counts zones. */
    return g_strdup_printf (ngettext ("%u of these zones is not in the state “Available”, in which transfers work.",
                                      "%u of these zones are not in the state “Available”, in which transfers work.",
                                      n_not_ready),
                            n_not_ready);

  return NULL;
}
