/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-zones-summary.h"

#include <glib/gi18n-lib.h>

#include "zc-relative-time.h"

static char *
say_count (const ZcZonesSummary *self)
{
  if (self->kind == ZC_ZONE_KIND_SECONDARY)
    {
      if (self->n_shown == self->n_zones)
        return g_strdup_printf (ngettext ("%u secondary zone", "%u secondary zones", self->n_zones), self->n_zones);

      /* Translators: how many zones match the search, and how many there are. */
      return g_strdup_printf (ngettext ("%u of %u secondary zone", "%u of %u secondary zones", self->n_zones),
                              self->n_shown, self->n_zones);
    }

  if (self->n_shown == self->n_zones)
    return g_strdup_printf (ngettext ("%u primary zone", "%u primary zones", self->n_zones), self->n_zones);

  /* Translators: how many zones match the search, and how many there are. */
  return g_strdup_printf (ngettext ("%u of %u primary zone", "%u of %u primary zones", self->n_zones),
                          self->n_shown, self->n_zones);
}

static char *
say_attention (const ZcZonesSummary *self)
{
  if (self->n_need_attention == 0)
    return NULL;

  return g_strdup_printf (ngettext ("%u needs attention", "%u need attention", self->n_need_attention),
                          self->n_need_attention);
}

static char *
say_time (const ZcZonesSummary *self,
          GDateTime            *now)
{
  g_autofree char *ago = NULL;

  if (self->is_reading)
    return g_strdup (_("reading the list…"));
  if (self->kind == ZC_ZONE_KIND_SECONDARY && self->is_checking)
    return g_strdup (_("checking serials…"));
  if (self->when == NULL)
    return NULL;

  ago = zc_relative_time_format_in_sentence (self->when, now);
  if (self->kind == ZC_ZONE_KIND_PRIMARY)
    /* Translators: in the line below the list of zones; %s is such as "1 minute ago". */
    return g_strdup_printf (_("read %s"), ago);

  /* Translators: in the line below the list of zones; %s is such as "1 minute ago". */
  return g_strdup_printf (_("checked %s"), ago);
}

static void
take_part (GPtrArray *parts,
           char      *part)
{
  if (part != NULL)
    g_ptr_array_add (parts, part);
}

char *
zc_zones_summary_format (const ZcZonesSummary *self,
                         GDateTime            *now)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (now != NULL, NULL);

  take_part (parts, say_count (self));
  take_part (parts, say_attention (self));
  take_part (parts, say_time (self, now));
  g_ptr_array_add (parts, NULL);

  /* Translators: what stands between the parts of "12 secondary zones, 2 need attention, checked 1 minute ago". */
  return g_strjoinv (C_("status line", ", "), (char **) parts->pdata);
}
