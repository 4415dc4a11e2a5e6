/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * zc_release_later:
 * @object: (transfer full) (type GObject): an object that nobody may be left to need
 *
 * Lets go of @object by and by, in the main loop's idle time and a few milliseconds in one turn. It is what to free the
 * elements of long arrays with: a hundred thousand objects that end at once are a standstill that can be seen.
 *
 * It can be called in any thread; the objects end in the thread of the main loop.
 */
void zc_release_later (gpointer object);

G_END_DECLS
