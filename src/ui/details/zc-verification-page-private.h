/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-difference-list.h"
#include "zc-finding-list.h"
#include "zc-server-matrix.h"
#include "zc-verdict-card.h"
#include "zc-verification-page.h"

G_BEGIN_DECLS

/* Private to the page "Verification": zc-verification-page.c shows what is found, and
 * zc-verification-page-actions.c does what is asked for. */

struct _ZcVerificationPage
{
  AdwBin parent_instance;

  /* Template widgets */
  AdwToastOverlay *toast_overlay;
  GtkWidget *progress_box;
  GtkLabel *phase_label;
  GtkProgressBar *progress_bar;
  GtkButton *pause_button;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  ZcVerdictCard *verdict_card;
  ZcFindingList *finding_list;
  ZcFindingList *note_list;
  ZcServerMatrix *matrix;
  GtkWidget *records_group;
  GtkDropDown *way_drop_down;
  AdwActionRow *result_row;
  GtkImage *result_image;
  GtkWidget *result_arrow;
  GtkWidget *csv_row;
  ZcDifferenceList *difference_list;

  GPtrArray *note_rows;               /* (owned) (element-type GtkWidget): what was left undone */

  ZcSession *session;                 /* (owned) (nullable) */
  ZcZoneItem *item;                   /* (owned) (nullable) */
  ZcVerification *verification;       /* (owned) (nullable): the newest one */
  GCancellable *run_cancellable;      /* (owned) (nullable): ends the verification that runs */
  GCancellable *cancellable;          /* (owned): ends everything else that the page began */
  GSignalGroup *verification_signals; /* (owned) */
  GSignalGroup *matrix_signals;       /* (owned) */
  GSignalGroup *difference_signals;   /* (owned) */
  GSimpleActionGroup *actions;        /* (owned) */
  guint matrix_id;                    /* the source that draws the matrix, 0 without one */
  guint pulse_id;                     /* the source that moves the bar when no share is known, 0 without one */
  gboolean running;                   /* whether a verification runs, or what it needs is being read */
};

/**
 * zc_verification_page_add_actions:
 * @self: a page
 *
 * Makes the actions of the page.
 */
void zc_verification_page_add_actions (ZcVerificationPage *self);

G_END_DECLS
