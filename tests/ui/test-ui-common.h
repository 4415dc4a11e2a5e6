/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-application.h"
#include "zc-test-sandbox.h"
#include "zc-zone-table.h"
#include "zc-zones-page.h"

G_BEGIN_DECLS

/* The application with its main window, over a sandbox of its own. */
typedef struct
{
  ZcTestSandbox *sandbox; /* (owned) (nullable) */
  ZcApplication *application; /* (owned) (nullable) */
  GtkWindow *window; /* the main window */
  ZcZonesPage *page; /* its view "Public zones" */
  ZcZoneTable *table; /* the table in it */
} TestUi;

/* Set-up and tear-down of g_test_add(). The scenario is a sandbox's, NULL for no account. */
void        test_ui_set_up           (TestUi        *self,
                                      gconstpointer  scenario);
void        test_ui_tear_down        (TestUi        *self,
                                      gconstpointer  scenario);

/* Opens application and window after the sandbox was prepared; test_ui_set_up() does it all at once. */
void        test_ui_open             (TestUi        *self);

/* Ends the application; the sandbox stays, so that it can be opened again. */
void        test_ui_close            (TestUi        *self);

/* Puts what the program remembers back to its first run. */
void        test_ui_forget           (void);

guint       test_ui_count_rows       (TestUi        *self);
ZcZoneItem *test_ui_get_row          (TestUi        *self,
                                      guint          position);
void        test_ui_select           (TestUi        *self,
                                      const char    *zone_name);
void        test_ui_show_secondary   (TestUi        *self);
const char *test_ui_get_view         (TestUi        *self);
const char *test_ui_get_status       (TestUi        *self);
void        test_ui_wait_for_serials (TestUi        *self);
GtkWindow  *test_ui_find_window      (TestUi        *self,
                                      const char    *title);

/* The first window of a type that is shown. */
GtkWindow  *test_ui_find_window_of_type (GType type);

/* The question that is being asked. */
GtkWindow  *test_ui_find_dialog      (TestUi        *self);

gpointer    test_ui_find_type        (GtkWidget     *root,
                                      GType          type);

G_END_DECLS
