/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-save-toast.h"

#include <glib/gi18n-lib.h>

#include "zc-error-text.h"
#include "zc-text.h"

#define TOAST_SECONDS 5

static void
show (AdwToastOverlay *overlay,
      const char      *text,
      guint            timeout)
{
  /* A toast reads its title as markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, timeout);
  adw_toast_overlay_add_toast (overlay, toast);
}

void
zc_save_toast_show (AdwToastOverlay *overlay,
                    const char      *text)
{
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));
  g_return_if_fail (text != NULL);

  show (overlay, text, TOAST_SECONDS);
}

void
zc_save_toast_show_failure (AdwToastOverlay *overlay,
                            GFile           *file,
                            const GError    *error)
{
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  name = zc_save_toast_dup_name (file);
  title = zc_error_text_get_title (error);
  /* Translators: %s are a file name and why it could not be written. */
  text = g_strdup_printf (_("“%s” was not saved: %s"), name, title);
  show (overlay, text, 0);
}

char *
zc_save_toast_dup_name (GFile *file)
{
  g_autofree char *base = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  base = g_file_get_basename (file);

  return zc_text_make_displayable (base);
}
