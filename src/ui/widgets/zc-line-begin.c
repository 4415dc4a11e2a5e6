/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-line-begin.h"

#define RIGHT_TO_LEFT_MARK 0x200f

/* The first letter decides, as in the bidirectional algorithm (UAX 9, rule P2). */
static gboolean
runs_from_right (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);
      GUnicodeScript script = g_unichar_get_script (character);

      if (script == G_UNICODE_SCRIPT_HEBREW || script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_SYRIAC ||
          script == G_UNICODE_SCRIPT_THAANA || script == G_UNICODE_SCRIPT_NKO || script == G_UNICODE_SCRIPT_ADLAM ||
          character == RIGHT_TO_LEFT_MARK)
        return TRUE;
      if (g_unichar_isalpha (character))
        return FALSE;
    }

  return FALSE;
}

void
zc_line_begin_set_text (GtkInscription *inscription,
                        const char     *text)
{
  GtkWidget *widget = NULL;
  gboolean is_turned;

  g_return_if_fail (GTK_IS_INSCRIPTION (inscription));

  if (text == NULL)
    text = "";
  widget = GTK_WIDGET (inscription);
  /* The widget's own direction may be that of the text before. */
  is_turned = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL && !runs_from_right (text);
  gtk_widget_set_direction (widget, is_turned ? GTK_TEXT_DIR_LTR : GTK_TEXT_DIR_NONE);
  gtk_inscription_set_xalign (inscription, is_turned ? 1.0f : 0.0f);
  gtk_inscription_set_text (inscription, text);
}
