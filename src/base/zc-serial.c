/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-serial.h"

ZcSerialOrder
zc_serial_compare (guint32 first,
                   guint32 second)
{
  guint32 distance = first - second;

  if (distance == 0)
    return ZC_SERIAL_EQUAL;
  if (distance == 0x80000000u)
    return ZC_SERIAL_UNDEFINED;

  return distance < 0x80000000u ? ZC_SERIAL_NEWER : ZC_SERIAL_OLDER;
}

gboolean
zc_serial_reaches (guint32 serial,
                   guint32 target)
{
  ZcSerialOrder order = zc_serial_compare (serial, target);

  return order == ZC_SERIAL_EQUAL || order == ZC_SERIAL_NEWER;
}

/* The longest step that is still newer (RFC 1982, section 3.1). */
#define LONGEST_STEP 0x7fffffffu

guint
zc_serial_plan (guint32 serial,
                guint32 served,
                guint32 steps[2])
{
  guint32 between = served + LONGEST_STEP;

  if (zc_serial_reaches (serial, served))
    return 0;

  if ((zc_serial_compare (serial, served) == ZC_SERIAL_UNDEFINED || serial > served) &&
      zc_serial_compare (serial, between) == ZC_SERIAL_NEWER)
    {
      steps[0] = between;
      steps[1] = serial;
      return 2;
    }

  steps[0] = served + 1;

  return 1;
}
