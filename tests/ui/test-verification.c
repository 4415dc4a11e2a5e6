/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-ui-common.h"
#include "zc-finding-row.h"
#include "zc-test-ui.h"
#include "zc-test-window.h"
#include "zc-test.h"
#include "zc-verification-page.h"

static ZcVerificationPage *
find_page (GtkWindow *window)
{
  return test_ui_find_type (GTK_WIDGET (window), ZC_TYPE_VERIFICATION_PAGE);
}

static GtkWindow *
show_zone (TestUi     *self,
           const char *name)
{
  ZcZoneList *list = zc_session_get_zone_list (zc_application_get_session (self->application), ZC_ZONE_KIND_SECONDARY);

  ZC_WAIT_UNTIL (zc_zone_list_get_loaded (list) != NULL);
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "show-zone", g_variant_new_string (name));
  ZC_WAIT_UNTIL (test_ui_find_window (self, name) != NULL);

  return test_ui_find_window (self, name);
}

static ZcVerificationState
get_state (GtkWindow *window)
{
  ZcVerification *verification = zc_verification_page_get_verification (find_page (window));

  return verification != NULL ? zc_verification_get_state (verification) : ZC_VERIFICATION_STATE_NEW;
}

static GtkWindow *
verify_zone (TestUi     *self,
             const char *name)
{
  GtkWindow *window = show_zone (self, name);

  zc_test_ui_click (GTK_WIDGET (window), "Verify");
  ZC_WAIT_UNTIL (get_state (window) == ZC_VERIFICATION_STATE_ENDED);
  zc_test_ui_settle (window);

  return window;
}

static void
test_zone_that_is_behind (TestUi        *self,
                          gconstpointer  data)
{
  GtkWindow *window = verify_zone (self, "example.com");

  zc_test_ui_assert_accessible (window);
  zc_test_ui_resize (window, 860, 1300);
  zc_test_ui_screenshot (window, "verification");
  zc_test_ui_resize (window, 360, 1900);
  zc_test_ui_screenshot (window, "verification-narrow");
}

int
main (int    argc,
      char **argv)
{
  zc_test_ui_init (&argc, &argv);

#define ADD(name, test) g_test_add ("/verification/" name, TestUi, "default", test_ui_set_up, test, test_ui_tear_down)
  ADD ("zone-that-is-behind", test_zone_that_is_behind);
#undef ADD

  return g_test_run ();
}
