/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-ui-common.h"

#include "zc-test-ui.h"
#include "zc-test.h"
#include "zc-window.h"

static ZcAccount *
create_account (ZcTestSandbox *sandbox)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcSecret) token = zc_secret_new (zc_test_sandbox_get_token (sandbox));
  g_autoptr(ZcDnsConfig) config = NULL;

  config = zc_dns_config_new (zc_test_sandbox_get_dns_port (sandbox), zc_test_sandbox_get_resolver (sandbox), &error);
  g_assert_no_error (error);

  /* One id a sandbox, so that a program that is started again finds what the former one kept, and another test does
   * not. */
  return zc_account_new_full (ZC_ACCOUNT_KIND_ENVIRONMENT, zc_test_sandbox_get_url (sandbox), "Test",
                              zc_test_sandbox_get_url (sandbox), token, config);
}

void
test_ui_open (TestUi *self)
{
  g_autoptr(GError) error = NULL;

  self->application = zc_application_new (G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (self->application), NULL, &error);
  g_assert_no_error (error);

  if (self->sandbox != NULL)
    {
      g_autoptr(ZcAccount) account = create_account (self->sandbox);

      zc_application_open_account (self->application, account);
    }

  g_application_activate (G_APPLICATION (self->application));
  self->window = gtk_application_get_active_window (GTK_APPLICATION (self->application));
  g_assert_true (ZC_IS_WINDOW (self->window));
  self->page = test_ui_find_type (GTK_WIDGET (self->window), ZC_TYPE_ZONES_PAGE);
  self->table = test_ui_find_type (GTK_WIDGET (self->window), ZC_TYPE_ZONE_TABLE);
  ZC_WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
}

void
test_ui_forget (void)
{
  const char *keys[] = { "window-width", "window-height", "window-maximized", "zone-kind", "sort-column",
                         "sort-descending", "deadline-minutes", "check-interval-minutes", "history-days",
                         "history-runs" };
  g_autoptr(GSettings) settings = g_settings_new ("io.github.zonecourier.ZoneCourier");

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i]);
}

void
test_ui_set_up (TestUi        *self,
                gconstpointer  scenario)
{
  test_ui_forget ();
  if (scenario != NULL)
    self->sandbox = zc_test_sandbox_start (scenario);
  test_ui_open (self);
}

void
test_ui_close (TestUi *self)
{
  ZcApplication *application = NULL;

  /* There is no g_application_run() to tell the application that the program ends. */
  g_signal_emit_by_name (self->application, "shutdown");
  while (g_main_context_iteration (NULL, FALSE))
    ;

  /* What a thread was asked for before keeps the application until the thread has come to it. */
  g_set_weak_pointer (&application, self->application);
  g_clear_object (&self->application);
  ZC_WAIT_UNTIL (application == NULL);
}

void
test_ui_tear_down (TestUi        *self,
                   gconstpointer  scenario)
{
  test_ui_close (self);
  if (self->sandbox != NULL)
    zc_test_sandbox_stop (self->sandbox);
}

guint
test_ui_count_rows (TestUi *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (zc_zone_table_get_model (self->table)));
}

ZcZoneItem *
test_ui_get_row (TestUi *self,
                 guint   position)
{
  g_autoptr(ZcZoneItem) item = g_list_model_get_item (G_LIST_MODEL (zc_zone_table_get_model (self->table)), position);

  g_assert_nonnull (item);

  return item;
}

void
test_ui_select (TestUi     *self,
                const char *zone_name)
{
  for (guint i = 0; i < test_ui_count_rows (self); i++)
    {
      if (!g_str_equal (zc_zone_get_name (zc_zone_item_get_zone (test_ui_get_row (self, i))), zone_name))
        continue;

      g_assert_true (gtk_selection_model_select_item (zc_zone_table_get_model (self->table), i, FALSE));
      return;
    }

  g_error ("there is no row of %s", zone_name);
}

void
test_ui_show_secondary (TestUi *self)
{
  zc_zones_page_set_kind (self->page, ZC_ZONE_KIND_SECONDARY);
  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (self), "loading") != 0);
}

const char *
test_ui_get_view (TestUi *self)
{
  GtkWidget *stack = gtk_widget_get_ancestor (GTK_WIDGET (self->table), GTK_TYPE_STACK);

  return gtk_stack_get_visible_child_name (GTK_STACK (stack));
}

/* The status line is the last thing on the page. */
const char *
test_ui_get_status (TestUi *self)
{
  GtkWidget *box = gtk_widget_get_last_child (gtk_widget_get_first_child (GTK_WIDGET (self->page)));

  return gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (box)));
}

static gboolean
is_checking (TestUi *self)
{
  gboolean checking;
  g_autoptr(GDateTime) checked = NULL;

  g_object_get (zc_application_get_session (self->application), "checking", &checking, "checked", &checked, NULL);

  return checking || checked == NULL;
}

void
test_ui_wait_for_serials (TestUi *self)
{
  ZC_WAIT_UNTIL (!is_checking (self));
}

GtkWindow *
test_ui_find_window (TestUi     *self,
                     const char *title)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_strcmp0 (gtk_window_get_title (window), title) == 0 && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }

  return NULL;
}

GtkWindow *
test_ui_find_window_of_type (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }

  return NULL;
}

GtkWindow *
test_ui_find_dialog (TestUi *self)
{
  return test_ui_find_window_of_type (ADW_TYPE_MESSAGE_DIALOG);
}

gpointer
test_ui_find_type (GtkWidget *root,
                   GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = test_ui_find_type (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}
