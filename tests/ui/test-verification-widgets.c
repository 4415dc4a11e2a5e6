/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-a11y.h"
#include "zc-finding-row.h"
#include "zc-run-row.h"
#include "zc-server-matrix.h"
#include "zc-snippet-view.h"
#include "zc-test-observations.h"
#include "zc-test-ui.h"
#include "zc-test-window.h"
#include "zc-test.h"
#include "zc-verdict-card.h"
#include "zc-verification-cell-private.h"

/* A window for what is tested, wide and narrow. */
static GtkWindow *
open_window (GtkWidget *child)
{
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "title", "Test", "default-width", 760, "default-height", 560, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_widget_set_margin_top (child, 18);
  gtk_widget_set_margin_bottom (child, 18);
  gtk_widget_set_margin_start (child, 12);
  gtk_widget_set_margin_end (child, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), child);
  adw_window_set_content (ADW_WINDOW (window), scrolled);
  gtk_window_present (GTK_WINDOW (window));
  ZC_WAIT_UNTIL (gtk_widget_get_mapped (window));

  return GTK_WINDOW (window);
}

static void
close_window (GtkWindow *window)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (window);
  ZC_WAIT_UNTIL (window == NULL);
}

/* A zone of which something is wrong at every second server. */
static ZcObservations *
make_observations (void)
{
  ZcObservations *observations = zc_observations_new ("example.com", ZC_TEST_NOW);
  static const ZcTestSeen whole = ALL (OK, OK, REFUSED);
  static const ZcTestSeen closed = ALL (OK, TCP_CLOSED, TCP_CLOSED);
  static const ZcTestSeen fine = FINE (42);
  static const ZcTestSeen older = FINE (41);
  static const ZcTestSeen silent = SOA (TIMEOUT_ANSWER, TCP_FILTERED);

  zc_test_add_server (observations, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", &whole);
  zc_test_add_server (observations, ZC_SERVER_ROLE_PRIMARY, "2001:db8:10::1", "2001:db8:10::1", &closed);
  zc_test_add_server (observations, ZC_SERVER_ROLE_SECONDARY, "nscs.ui-dns.com", "192.0.2.53", &fine);
  zc_test_add_server (observations, ZC_SERVER_ROLE_SECONDARY, "nscs.ui-dns.com", "2001:db8:fe:53:0:d9a0:5001:100", &fine);
  zc_test_add_server (observations, ZC_SERVER_ROLE_SECONDARY, "nscs.ui-dns.org", "192.0.2.55", &older);
  zc_test_add_server (observations, ZC_SERVER_ROLE_SECONDARY, "nscs.ui-dns.biz", "192.0.2.56", &silent);
  zc_observations_add_unresolved (observations, ZC_SERVER_ROLE_SECONDARY, "nscs.example", "The name is not known");

  return observations;
}

/* The cells that a verification would have made of it. */
static GListModel *
make_cells (ZcObservations *observations)
{
  GListStore *cells = g_list_store_new (ZC_TYPE_VERIFICATION_CELL);
  GPtrArray *servers = zc_observations_get_servers (observations);

  for (guint i = 0; i < servers->len; i++)
    {
      const ZcObservedServer *server = g_ptr_array_index (servers, i);

      if (server->server == NULL)
        {
          g_autoptr(ZcVerificationCell) cell =
            zc_verification_cell_new (server->role, server->name, NULL, ZC_VERIFICATION_CELL_ADDRESS, i);

          g_list_store_append (cells, cell);
        }
      for (guint j = 0; j < server->answers->len; j++)
        {
          const ZcSoaAnswer *answer = g_ptr_array_index (server->answers, j);
          ZcVerificationCellKind kind = answer->transport == ZC_DNS_TRANSPORT_UDP ? ZC_VERIFICATION_CELL_UDP
                                                                                  : ZC_VERIFICATION_CELL_TCP;
          g_autoptr(ZcVerificationCell) cell = zc_verification_cell_new (server->role, server->name, server->server, kind, i);

          zc_verification_cell_set_answer (cell, answer, zc_observed_server_get_answer_id (server, answer));
          g_list_store_append (cells, cell);
        }
      if (server->transfer != NULL)
        {
          g_autoptr(ZcVerificationCell) cell =
            zc_verification_cell_new (server->role, server->name, server->server, ZC_VERIFICATION_CELL_COPY, i);

          zc_verification_cell_set_transfer (cell, server->transfer, zc_observed_server_get_transfer_id (server));
          g_list_store_append (cells, cell);
        }
    }

  return G_LIST_MODEL (cells);
}

static GtkWidget *
make_matrix (ZcObservations *observations)
{
  GtkWidget *matrix = g_object_new (ZC_TYPE_SERVER_MATRIX, NULL);
  g_autoptr(GListModel) cells = make_cells (observations);
  g_autoptr(GPtrArray) rows = zc_matrix_view_list (cells);

  zc_server_matrix_show (ZC_SERVER_MATRIX (matrix), rows);

  return matrix;
}

static void
test_matrix_reads_as_sentences (void)
{
  g_autoptr(ZcObservations) observations = make_observations ();
  GtkWidget *matrix = make_matrix (observations);
  GtkWindow *window = open_window (matrix);

  static const char * const sentences[] = {
    "192.0.2.1, IPv4, copy: Refused to this computer, serial 42",
    "2001:db8:10::1, IPv6, TCP: Closed",
    "nscs.ui-dns.org, 192.0.2.55, IPv4, UDP: Answers, serial 41, older than 42",
    "nscs.ui-dns.biz, 192.0.2.56, IPv4, TCP: No answer",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_test_message ("look for “%s”", sentences[i]);
      g_assert_nonnull (zc_test_ui_find (matrix, GTK_TYPE_WIDGET, sentences[i]));
    }
  zc_test_ui_assert_accessible (window);
  close_window (window);
}

static void
assert_focus (GtkWindow  *window,
              const char *sentence)
{
  g_autofree char *name = zc_test_ui_get_name (gtk_window_get_focus (window));

  g_assert_cmpstr (name, ==, sentence);
}

/* The matrix is one stop for Tab, and the arrow keys go from cell to cell. */
static void
test_matrix_is_walked_by_keys (void)
{
  g_autoptr(ZcObservations) observations = make_observations ();
  GtkWidget *matrix = make_matrix (observations);
  GtkWindow *window = open_window (matrix);

  zc_test_ui_settle (window);
  /* A window that opens gives the focus to the first thing that takes it. */
  gtk_window_set_focus (window, NULL);
  g_assert_true (gtk_widget_child_focus (matrix, GTK_DIR_TAB_FORWARD));
  assert_focus (window, "192.0.2.1, IPv4, UDP: Answers, serial 42");
  g_assert_true (gtk_widget_child_focus (matrix, GTK_DIR_RIGHT));
  assert_focus (window, "192.0.2.1, IPv4, TCP: Answers, serial 42");
  g_assert_true (gtk_widget_child_focus (matrix, GTK_DIR_DOWN));
  assert_focus (window, "2001:db8:10::1, IPv6, TCP: Closed");
  g_assert_false (gtk_widget_child_focus (matrix, GTK_DIR_TAB_FORWARD));

  /* One comes back to where one was. */
  gtk_window_set_focus (window, NULL);
  g_assert_true (gtk_widget_child_focus (matrix, GTK_DIR_TAB_BACKWARD));
  assert_focus (window, "2001:db8:10::1, IPv6, TCP: Closed");
  close_window (window);
}

/* What was shown stays the same widget when more comes in. */
static void
test_cells_stay_when_answers_come_in (void)
{
  g_autoptr(ZcObservations) observations = make_observations ();
  static const ZcTestSeen fine = FINE (43);
  GtkWidget *matrix = make_matrix (observations);
  GtkWindow *window = open_window (matrix);
  GtkWidget *cell = zc_test_ui_find (matrix, GTK_TYPE_WIDGET, "2001:db8:10::1, IPv6, TCP: Closed");
  g_autoptr(GListModel) cells = NULL;
  g_autoptr(GPtrArray) rows = NULL;

  g_assert_true (gtk_widget_grab_focus (cell));
  zc_test_add_server (observations, ZC_SERVER_ROLE_PRIMARY, "192.0.2.9", "192.0.2.9", &fine);
  cells = make_cells (observations);
  rows = zc_matrix_view_list (cells);
  zc_server_matrix_show (ZC_SERVER_MATRIX (matrix), rows);

  g_assert_nonnull (zc_test_ui_find (matrix, GTK_TYPE_WIDGET, "192.0.2.9, IPv4, UDP: Answers, serial 43"));
  /* What was the newest is not any more. */
  g_assert_nonnull (zc_test_ui_find (matrix, GTK_TYPE_WIDGET, "192.0.2.1, IPv4, UDP: Answers, serial 42, older than 43"));
  g_assert_true (gtk_window_get_focus (window) == cell);
  close_window (window);
}

static GtkWidget *
make_findings (ZcObservations *observations)
{
  g_autoptr(ZcDiagnosis) diagnosis = zc_diagnosis_new (observations);
  GPtrArray *findings = zc_diagnosis_get_findings (diagnosis);
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  zc_a11y_set_name (list, "Findings");
  for (guint i = 0; i < findings->len; i++)
    {
      GtkWidget *row = zc_finding_row_new (g_ptr_array_index (findings, i), "example.com");

      gtk_list_box_append (GTK_LIST_BOX (list), row);
      if (((const ZcFinding *) g_ptr_array_index (findings, i))->snippets != ZC_SNIPPET_NONE)
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
    }

  return list;
}

static void
test_pictures (void)
{
  g_autoptr(ZcObservations) observations = make_observations ();
  GtkWidget *matrix = make_matrix (observations);
  GtkWidget *findings = make_findings (observations);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWindow *window = NULL;

  gtk_box_append (GTK_BOX (box), matrix);
  gtk_box_append (GTK_BOX (box), findings);
  window = open_window (box);
  zc_test_ui_resize (window, 760, 1100);
  zc_test_ui_assert_accessible (window);
  zc_test_ui_screenshot (window, "verification-widgets");
  zc_server_matrix_set_narrow (ZC_SERVER_MATRIX (matrix), TRUE);
  zc_test_ui_resize (window, 360, 1100);
  zc_test_ui_screenshot (window, "verification-widgets-narrow");
  close_window (window);
}

/* A box hands a height to its children and asks them how wide they are then: never wider than they were to have it. */
static void
assert_keeps_to_its_width (GtkWidget *widget)
{
  int minimum;
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <, natural);
  for (int width = minimum; width <= natural; width++)
    {
      int height;
      int width_for_height;

      gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
      gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, height, &width_for_height, NULL, NULL, NULL);
      g_test_message ("%d wide and %d high: %d wide", width, height, width_for_height);
      g_assert_cmpint (width_for_height, <=, width);
    }
}

static void
show_in_row (GtkWidget  *row,
             const char *label,
             const char *text)
{
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_template_child (row, ZC_TYPE_RUN_ROW, label)), text);
}

/* Lines of Arabic and of Latin letters are not equally high, so that GTK 4.8 may ask for a text's whole width. */
static void
test_two_fonts_keep_to_their_width (void)
{
  static const char *const hidden[] = { "squeezer", "resumed_label", "stop_button", "details_button" };
  const char *explanation = "يجيب كل خادم أسماء بالرقم التسلسلي 2026112302، عبر UDP وTCP.";
  const char *result = "ثبت عبر DNS · الرقم التسلسلي \u20662026112201 → 2026112302\u2069";
  const char *times = "بدأ الآن، واستغرق 4 ثوانٍ";
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *card = g_object_new (ZC_TYPE_VERDICT_CARD, NULL);
  GtkWidget *row = g_object_new (ZC_TYPE_RUN_ROW, NULL);
  GtkWindow *window = open_window (box);

  gtk_box_append (GTK_BOX (box), card);
  zc_verdict_card_show_words (ZC_VERDICT_CARD (card), "dialog-warning-symbolic", explanation, result, times);
  assert_keeps_to_its_width (card);

  /* A transfer of this zone that is over. */
  gtk_box_append (GTK_BOX (box), row);
  zc_run_row_set_in_zone (ZC_RUN_ROW (row), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    gtk_widget_set_visible (GTK_WIDGET (gtk_widget_get_template_child (row, ZC_TYPE_RUN_ROW, hidden[i])), FALSE);
  show_in_row (row, "words_label", "تم");
  show_in_row (row, "explanation_label", explanation);
  show_in_row (row, "result_label", result);
  show_in_row (row, "times_label", times);
  assert_keeps_to_its_width (row);
  close_window (window);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(AdwApplication) application = NULL;

  zc_test_ui_init (&argc, &argv);
  application = zc_test_window_start ();

  g_test_add_func ("/verification-widgets/matrix-reads-as-sentences", test_matrix_reads_as_sentences);
  g_test_add_func ("/verification-widgets/matrix-is-walked-by-keys", test_matrix_is_walked_by_keys);
  g_test_add_func ("/verification-widgets/cells-stay-when-answers-come-in", test_cells_stay_when_answers_come_in);
  g_test_add_func ("/verification-widgets/two-fonts-keep-to-their-width", test_two_fonts_keep_to_their_width);
  g_test_add_func ("/verification-widgets/pictures", test_pictures);

  return g_test_run ();
}
