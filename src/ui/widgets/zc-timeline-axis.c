/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-timeline-layout.h"

#define LEAST_EXTENT_US G_USEC_PER_SEC

/* The steps people count in, in milliseconds. */
static const gint64 steps_ms[] = {
  100, 200, 500,
  1000, 2000, 5000, 10000, 15000, 30000,
  60000, 120000, 300000, 600000, 900000, 1800000,
  3600000,
};

ZcTimelineAxis
zc_timeline_axis_choose (gint64 duration_us,
                         double width,
                         double least_distance)
{
  ZcTimelineAxis axis = { MAX (duration_us, LEAST_EXTENT_US), 0, 0 };
  double pixels_per_us = MAX (width, 1) / (double) axis.extent_us;

  for (guint i = 0; i < G_N_ELEMENTS (steps_ms) && axis.step_us == 0; i++)
    {
      gint64 step_us = steps_ms[i] * 1000;

      if ((double) step_us * pixels_per_us >= least_distance)
        axis.step_us = step_us;
    }

  /* Of a time that is longer than all steps fit only the begin is marked. */
  if (axis.step_us == 0)
    axis.step_us = axis.extent_us + 1;
  axis.n_ticks = (guint) (axis.extent_us / axis.step_us) + 1;

  return axis;
}

double
zc_timeline_axis_place (const ZcTimelineAxis *axis,
                        gint64                offset_us)
{
  g_return_val_if_fail (axis != NULL && axis->extent_us > 0, 0);

  return CLAMP ((double) offset_us / (double) axis->extent_us, 0.0, 1.0);
}

void
zc_timeline_spread (double *places,
                    guint   n_places,
                    double  width,
                    double  distance)
{
  double limit = width;

  if (n_places < 2)
    return;

  g_return_if_fail (places != NULL);

  distance = MIN (distance, width / (n_places - 1));
  for (guint i = 1; i < n_places; i++)
    places[i] = MAX (places[i], places[i - 1] + distance);

  /* What was pushed over the end pushes back. */
  for (guint i = n_places; i > 0 && places[i - 1] > limit; i--)
    {
      places[i - 1] = MAX (limit, 0);
      limit = places[i - 1] - distance;
    }
}

void
zc_timeline_place_labels (const double *wanted,
                          const double *widths,
                          guint         n_labels,
                          double        width,
                          double        distance,
                          double       *places)
{
  double end = 0;
  double limit;

  if (n_labels == 0)
    return;

  g_return_if_fail (wanted != NULL && widths != NULL && places != NULL);

  limit = MAX (MIN (wanted[n_labels - 1], width - widths[n_labels - 1]), 0);
  places[n_labels - 1] = limit;

  for (guint i = 0; i + 1 < n_labels; i++)
    {
      if (wanted[i] >= end && wanted[i] + widths[i] + distance <= limit)
        {
          places[i] = wanted[i];
          end = wanted[i] + widths[i] + distance;
        }
      else
        {
          places[i] = -1;
        }
    }
}
