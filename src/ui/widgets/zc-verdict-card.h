/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-finding.h"

G_BEGIN_DECLS

/**
 * ZcVerdictCard:
 *
 * What came of a verification, at a glance: an icon, a word or two, one sentence, and when that was.
 */
#define ZC_TYPE_VERDICT_CARD (zc_verdict_card_get_type ())
G_DECLARE_FINAL_TYPE (ZcVerdictCard, zc_verdict_card, ZC, VERDICT_CARD, AdwBin)

/**
 * zc_verdict_card_show_verdict:
 * @self: a card
 * @verdict: the verdict
 * @note: (nullable): when and how long, translated plain text
 *
 * Shows a verdict.
 */
void zc_verdict_card_show_verdict (ZcVerdictCard   *self,
                                   const ZcFinding *verdict,
                                   const char      *note);

/**
 * zc_verdict_card_show_words:
 * @self: a card
 * @icon_name: a symbolic icon
 * @title: a word or two, translated
 * @text: a sentence, translated plain text
 * @note: (nullable): when and how long, translated plain text
 *
 * Shows that there is no verdict, or none yet.
 */
void zc_verdict_card_show_words   (ZcVerdictCard   *self,
                                   const char      *icon_name,
                                   const char      *title,
                                   const char      *text,
                                   const char      *note);

/**
 * zc_verdict_card_announce:
 * @self: a card
 *
 * Has a screen reader say the sentence, when the card is on the screen.
 */
void zc_verdict_card_announce     (ZcVerdictCard   *self);

G_END_DECLS
