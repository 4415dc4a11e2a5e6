/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-timeline-text.h"

#include <glib/gi18n-lib.h>

char *
zc_timeline_format_offset (gint64 offset_us)
{
  gint64 seconds = offset_us / G_USEC_PER_SEC;

  if (offset_us < 10 * G_USEC_PER_SEC)
    /* Translators: a time after the begin of a transfer, in seconds. */
    return g_strdup_printf (_("%.1f s"), (double) offset_us / G_USEC_PER_SEC);

  if (seconds < 60)
    /* Translators: a time after the begin of a transfer, in seconds. */
    return g_strdup_printf (C_("time", "%d s"), (int) seconds);

  if (seconds % 60 == 0)
    /* Translators: a time after the begin of a transfer, in minutes. */
    return g_strdup_printf (C_("time", "%d min"), (int) (seconds / 60));

  /* Translators: a time after the begin of a transfer, in minutes and seconds. */
  return g_strdup_printf (_("%d min %d s"), (int) (seconds / 60), (int) (seconds % 60));
}

char *
zc_timeline_format_tick (const ZcTimelineAxis *axis,
                         guint                 tick)
{
  gint64 offset_us = axis->step_us * tick;
  gint64 seconds = offset_us / G_USEC_PER_SEC;

  if (tick == 0)
    return g_strdup (C_("time", "0 s"));

  if (axis->step_us < G_USEC_PER_SEC)
    return g_strdup_printf (_("%.1f s"), (double) offset_us / G_USEC_PER_SEC);

  if (axis->step_us % (60 * G_USEC_PER_SEC) == 0)
    return g_strdup_printf (C_("time", "%d min"), (int) (seconds / 60));

  /* One way of counting along the whole axis. */
  if (axis->extent_us <= 2 * 60 * G_USEC_PER_SEC)
    return g_strdup_printf (C_("time", "%d s"), (int) seconds);

  /* Translators: a time after the begin of a transfer, in minutes and seconds. */
  return g_strdup_printf (C_("time", "%d:%02d min"), (int) (seconds / 60), (int) (seconds % 60));
}

char *
zc_timeline_lane_dup_name (const ZcTimelineLane *lane)
{
  if (lane->kind == ZC_TIMELINE_LANE_SERVICE)
    return g_strdup (_("IONOS"));

  if (lane->address[0] == '\0')
    return g_strdup (lane->name);

  /* Translators: a server's name and its address. */
  return g_strdup_printf (C_("server", "%s (%s)"), lane->name, lane->address);
}

char *
zc_timeline_item_dup_label (const ZcTimelineItem *item)
{
  if (item->label != NULL)
    return g_strdup (item->label);

  if (item->kind == ZC_TIMELINE_ITEM_SILENT)
    return g_strdup (_("No answer"));

  /* Translators: two serials of one server, the older one first. */
  if (item->has_other)
    return g_strdup_printf (C_("serial", "%u, %u"), item->serial, item->other);

  return g_strdup_printf ("%u", item->serial);
}

static char *
say_serial (const ZcTimelineLane *lane,
            const ZcTimelineItem *item)
{
  g_autofree char *name = zc_timeline_lane_dup_name (lane);
  gboolean was_other = item->before != NULL && item->before->has_serial && !item->before->has_other &&
                       item->before->serial != item->serial;

  if (item->has_other)
    /* Translators: %s is a server, the first number the older serial. */
    return g_strdup_printf (_("%s does not answer alike over UDP and TCP: serial %u and serial %u"),
                            name, item->serial, item->other);

  if (item->kind == ZC_TIMELINE_ITEM_DIFFERENT && item->text != NULL)
    /* Translators: the first %s is a server, the last one what was seen, such as "timeout". */
    return g_strdup_printf (_("%s answers with serial %u over one transport only; over the other: %s"),
                            name, item->serial, item->text);

  if (item->kind == ZC_TIMELINE_ITEM_DIFFERENT)
    return g_strdup_printf (_("%s answers with serial %u over one transport only"), name, item->serial);

  if (was_other)
    /* Translators: %s is a server; the first number is the new serial, the second one the serial before. */
    return g_strdup_printf (_("%s answers with serial %u instead of %u"), name, item->serial, item->before->serial);

  return g_strdup_printf (_("%s answers with serial %u"), name, item->serial);
}

static char *
say (const ZcTimelineLane *lane,
     const ZcTimelineItem *item)
{
  g_autofree char *name = NULL;

  if (lane->kind == ZC_TIMELINE_LANE_SERVICE)
    return g_strdup (item->text);

  if (item->kind != ZC_TIMELINE_ITEM_SILENT)
    return say_serial (lane, item);

  name = zc_timeline_lane_dup_name (lane);
  if (item->text != NULL && item->text[0] != '\0')
    /* Translators: the first %s is a server, the second one what was seen, such as "timeout". */
    return g_strdup_printf (_("%s gives no answer that can be used: %s"), name, item->text);

  return g_strdup_printf (_("%s gives no answer that can be used"), name);
}

char *
zc_timeline_item_dup_text (const ZcTimelineLane *lane,
                           const ZcTimelineItem *item)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (lane != NULL, NULL);
  g_return_val_if_fail (item != NULL, NULL);

  text = say (lane, item);
  if (item->n_left_out == 0)
    return g_steal_pointer (&text);

  /* Translators: %s is a sentence about a server. */
  return g_strdup_printf (ngettext ("%s (%u change before is not shown)", "%s (%u changes before are not shown)",
                                    item->n_left_out), text, item->n_left_out);
}

char *
zc_timeline_item_dup_sentence (const ZcTimelineLane *lane,
                               const ZcTimelineItem *item)
{
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (lane != NULL, NULL);
  g_return_val_if_fail (item != NULL, NULL);

  when = zc_timeline_format_offset (item->first_us);
  text = zc_timeline_item_dup_text (lane, item);

  /* Translators: the first %s is a time such as "12 s", the second one what happened then. */
  return g_strdup_printf (C_("timeline", "%s: %s"), when, text);
}
