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
