/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ZcPreferences:
 *
 * The window *Preferences*: how long transfers are watched, how often serials are checked, and how much of the
 * history is kept. Every change is stored at once in the settings, whose ranges keep it sensible.
 */
#define ZC_TYPE_PREFERENCES (zc_preferences_get_type ())
G_DECLARE_FINAL_TYPE (ZcPreferences, zc_preferences, ZC, PREFERENCES, AdwPreferencesWindow)

/**
 * ZC_PREFERENCES_LEAST_INTERVAL:
 *
 * The shortest time between two checks of all serials, in minutes. 0 is for never.
 */
#define ZC_PREFERENCES_LEAST_INTERVAL 5

/**
 * zc_preferences_new:
 * @parent: (nullable): the window it belongs to
 * @settings: the program's settings
 *
 * Returns: (transfer none): a new window, not shown yet
 */
GtkWindow *zc_preferences_new (GtkWindow *parent,
                               GSettings *settings);

G_END_DECLS
