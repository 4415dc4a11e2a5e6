/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * LLVMFuzzerTestOneInput:
 * @data: the input
 * @size: its length
 *
 * The entry point that libFuzzer and the replay call; each target defines it.
 *
 * Returns: 0
 */
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);
