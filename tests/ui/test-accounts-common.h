/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "test-ui-common.h"
#include "zc-test-ui.h"

G_BEGIN_DECLS

/* Accounts on screen. Tokens are kept by libsecret in a file of its own, so that no keyring of a desktop is needed. */

#define ADD(path, function) \
  g_test_add ("/accounts/" path, TestUi, "default", accounts_set_up, function, test_ui_tear_down)

void        accounts_set_keyring              (gboolean works);
void        accounts_open_first_start         (TestUi *ui);
void        accounts_set_up                   (TestUi        *ui,
                                               gconstpointer  scenario);
void        accounts_activate                 (TestUi     *ui,
                                               const char *action,
                                               GVariant   *parameter);
GtkWidget  *accounts_wait_for_window          (TestUi     *ui,
                                               const char *title);
GtkWidget  *accounts_find_row                 (GtkWidget  *root,
                                               const char *title);
GtkWidget  *accounts_get_row                  (GtkWidget  *root,
                                               const char *title);
void        accounts_type_into                (GtkWidget  *root,
                                               const char *title,
                                               const char *text);
GtkWidget  *accounts_open_add_dialog          (TestUi *ui);
void        accounts_fill_in                  (TestUi     *ui,
                                               GtkWidget  *dialog,
                                               const char *name,
                                               const char *token);
const char *accounts_get_session_name         (TestUi *ui);
gboolean    accounts_has_title                (GtkWidget  *dialog,
                                               const char *title);
void        accounts_wait_for_written_keyring (TestUi     *ui,
                                               const char *name);
void        accounts_look_at                  (GtkWidget  *dialog,
                                               const char *name);
void        accounts_add                      (TestUi     *ui,
                                               const char *name);

G_END_DECLS
