/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test.h"
#include "zc-timeline-layout.h"
#include "zc-timeline-text.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define OLD 2026112201u
#define NEW 2026112202u

static void
answer (ZcTimelineLayout   *layout,
        gint64              offset_us,
        ZcTimelineLaneKind  kind,
        const char         *name,
        gboolean            tcp,
        guint32             serial)
{
  zc_timeline_layout_add_answer (layout, offset_us, kind, name, "192.0.2.1", tcp, serial != 0 ? &serial : NULL, NULL,
                                 "timeout");
}

static const ZcTimelineLane *
get_lane (ZcTimelineLayout *layout,
          guint             position)
{
  g_assert_cmpuint (position, <, zc_timeline_layout_get_lanes (layout)->len);

  return g_ptr_array_index (zc_timeline_layout_get_lanes (layout), position);
}

static const ZcTimelineItem *
get_item (ZcTimelineLayout *layout,
          guint             lane,
          guint             item)
{
  g_assert_cmpuint (item, <, get_lane (layout, lane)->items->len);

  return g_ptr_array_index (get_lane (layout, lane)->items, item);
}

static void
assert_sentence (ZcTimelineLayout *layout,
                 guint             lane,
                 guint             item,
                 const char       *wanted)
{
  g_autofree char *sentence = zc_timeline_item_dup_sentence (get_lane (layout, lane), get_item (layout, lane, item));

  g_assert_cmpstr (sentence, ==, wanted);
}

/* Lanes go the way of the data, whatever was seen first; servers keep the order of the service. */
static void
test_lanes (void)
{
  g_autoptr(ZcTimelineLayout) layout = zc_timeline_layout_new ();

  answer (layout, 0, ZC_TIMELINE_LANE_NAME_SERVER, "z.example", FALSE, OLD);
  answer (layout, 0, ZC_TIMELINE_LANE_NAME_SERVER, "a.example", FALSE, OLD);
  zc_timeline_layout_add_mark (layout, 0, ZC_TIMELINE_ITEM_STEP, NULL, "Start", "The start was sent.");
  answer (layout, 0, ZC_TIMELINE_LANE_PRIMARY, "192.0.2.1", FALSE, NEW);
  zc_timeline_layout_finish (layout, SECOND);

  g_assert_cmpuint (zc_timeline_layout_get_lanes (layout)->len, ==, 4);
  g_assert_cmpstr (get_lane (layout, 0)->name, ==, "192.0.2.1");
  g_assert_cmpstr (get_lane (layout, 0)->address, ==, "");
  g_assert_cmpint (get_lane (layout, 1)->kind, ==, ZC_TIMELINE_LANE_SERVICE);
  g_assert_cmpstr (get_lane (layout, 2)->name, ==, "z.example");
  g_assert_cmpstr (get_lane (layout, 2)->address, ==, "192.0.2.1");
  g_assert_cmpstr (get_lane (layout, 3)->name, ==, "a.example");
}

static void
test_change (void)
{
  g_autoptr(ZcTimelineLayout) layout = zc_timeline_layout_new ();

  answer (layout, 0, ZC_TIMELINE_LANE_PRIMARY, "192.0.2.1", FALSE, NEW);
  for (int i = 0; i < 5; i++)
    {
      guint32 serial = i < 2 ? OLD : NEW;

      answer (layout, 2 * i * SECOND, ZC_TIMELINE_LANE_NAME_SERVER, "ns.example", FALSE, serial);
      answer (layout, i * 2 * SECOND + 1000, ZC_TIMELINE_LANE_NAME_SERVER, "ns.example", TRUE, serial);
    }
  zc_timeline_layout_finish (layout, 9 * SECOND);

  g_assert_cmpuint (get_lane (layout, 1)->items->len, ==, 2);
  g_assert_cmpint (get_item (layout, 1, 0)->kind, ==, ZC_TIMELINE_ITEM_OLDER);
  g_assert_cmpint (get_item (layout, 1, 0)->first_us, ==, 0);
  g_assert_cmpint (get_item (layout, 1, 0)->last_us, ==, 4 * SECOND);
  g_assert_cmpint (get_item (layout, 1, 1)->kind, ==, ZC_TIMELINE_ITEM_NEWEST);
  g_assert_cmpint (get_item (layout, 1, 1)->last_us, ==, 9 * SECOND);
  g_assert_true (get_item (layout, 1, 1)->before == get_item (layout, 1, 0));
  assert_sentence (layout, 1, 0, "0.0 s: ns.example (192.0.2.1) answers with serial 2026112201");
  assert_sentence (layout, 1, 1, "4.0 s: ns.example (192.0.2.1) answers with serial 2026112202 instead of 2026112201");
}

/* One transport that is behind keeps the server from having arrived. */
static void
test_transports (void)
{
  g_autoptr(ZcTimelineLayout) layout = zc_timeline_layout_new ();

  answer (layout, 0, ZC_TIMELINE_LANE_NAME_SERVER, "ns.example", FALSE, OLD);
  answer (layout, 0, ZC_TIMELINE_LANE_NAME_SERVER, "ns.example", TRUE, OLD);
  answer (layout, 2 * SECOND, ZC_TIMELINE_LANE_NAME_SERVER, "ns.example", FALSE, NEW);
  answer (layout, 4 * SECOND, ZC_TIMELINE_LANE_NAME_SERVER, "ns.example", TRUE, 0);
  answer (layout, 6 * SECOND, ZC_TIMELINE_LANE_NAME_SERVER, "ns.example", FALSE, 0);
  answer (layout, 8 * SECOND, ZC_TIMELINE_LANE_NAME_SERVER, "ns.example", FALSE, NEW);
  answer (layout, 8 * SECOND, ZC_TIMELINE_LANE_NAME_SERVER, "ns.example", TRUE, NEW);
  zc_timeline_layout_finish (layout, 8 * SECOND);

  g_assert_cmpuint (get_lane (layout, 0)->items->len, ==, 5);
  g_assert_cmpint (get_item (layout, 0, 1)->kind, ==, ZC_TIMELINE_ITEM_DIFFERENT);
  g_assert_cmpuint (get_item (layout, 0, 1)->serial, ==, OLD);
  g_assert_cmpuint (get_item (layout, 0, 1)->other, ==, NEW);
  assert_sentence (layout, 0, 1, "2.0 s: ns.example (192.0.2.1) does not answer alike over UDP and TCP: "
                                 "serial 2026112201 and serial 2026112202");
  assert_sentence (layout, 0, 2, "4.0 s: ns.example (192.0.2.1) answers with serial 2026112202 over one transport only; "
                                 "over the other: timeout");
  g_assert_cmpint (get_item (layout, 0, 3)->kind, ==, ZC_TIMELINE_ITEM_SILENT);
  assert_sentence (layout, 0, 3, "6.0 s: ns.example (192.0.2.1) gives no answer that can be used: timeout");
  g_assert_cmpint (get_item (layout, 0, 4)->kind, ==, ZC_TIMELINE_ITEM_NEWEST);
}

/* Serials go round: 5 is newer than 4294967290 (RFC 1982). */
static void
test_wrapped_serial (void)
{
  g_autoptr(ZcTimelineLayout) layout = zc_timeline_layout_new ();

  answer (layout, 0, ZC_TIMELINE_LANE_NAME_SERVER, "ns.example", FALSE, 4294967290u);
  answer (layout, SECOND, ZC_TIMELINE_LANE_NAME_SERVER, "ns.example", FALSE, 5);
  zc_timeline_layout_finish (layout, SECOND);

  g_assert_cmpint (get_item (layout, 0, 0)->kind, ==, ZC_TIMELINE_ITEM_OLDER);
  g_assert_cmpint (get_item (layout, 0, 1)->kind, ==, ZC_TIMELINE_ITEM_NEWEST);
}

/* Name servers that have more than the primary are not behind it. */
static void
test_newer_than_primary (void)
{
  g_autoptr(ZcTimelineLayout) layout = zc_timeline_layout_new ();

  answer (layout, 0, ZC_TIMELINE_LANE_PRIMARY, "192.0.2.1", FALSE, OLD);
  answer (layout, 0, ZC_TIMELINE_LANE_NAME_SERVER, "ns.example", FALSE, NEW);
  zc_timeline_layout_finish (layout, SECOND);

  g_assert_cmpint (get_item (layout, 0, 0)->kind, ==, ZC_TIMELINE_ITEM_NEWEST);
  g_assert_cmpint (get_item (layout, 1, 0)->kind, ==, ZC_TIMELINE_ITEM_NEWEST);
}

/* Two primaries' words take turns, and are still merged each by itself. */
static void
test_words (void)
{
  g_autoptr(ZcTimelineLayout) layout = zc_timeline_layout_new ();

  for (int i = 0; i < 50; i++)
    {
      zc_timeline_layout_add_mark (layout, i * SECOND, ZC_TIMELINE_ITEM_OK, "192.0.2.1", "Ok", "one: Ok");
      if (i < 30)
        zc_timeline_layout_add_mark (layout, i * SECOND, ZC_TIMELINE_ITEM_WORD, "192.0.2.2", "Pending", "two: Pending");
      else
        zc_timeline_layout_add_mark (layout, i * SECOND, ZC_TIMELINE_ITEM_OK, "192.0.2.2", "Ok", "two: Ok");
    }
  zc_timeline_layout_finish (layout, 50 * SECOND);

  g_assert_cmpuint (get_lane (layout, 0)->items->len, ==, 3);
  assert_sentence (layout, 0, 2, "30 s: two: Ok");
}

/* Thousands of changes are bounded, what is left out is told, and the end is what is kept. */
static void
test_bounds (void)
{
  g_autoptr(ZcTimelineLayout) layout = zc_timeline_layout_new ();
  g_autoptr(GPtrArray) items = NULL;
  g_autofree char *text = NULL;
  const ZcTimelineItem *last;

  for (guint32 i = 0; i < 10000; i++)
    answer (layout, i * SECOND, ZC_TIMELINE_LANE_NAME_SERVER, "ns.example", FALSE, i + 1);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("ns%u.example", i);

      answer (layout, 0, ZC_TIMELINE_LANE_NAME_SERVER, name, FALSE, NEW);
    }
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *word = g_strdup_printf ("word %u", i);

      zc_timeline_layout_add_mark (layout, i, ZC_TIMELINE_ITEM_WORD, "192.0.2.1", word, word);
    }
  zc_timeline_layout_finish (layout, 10000 * SECOND);

  g_assert_cmpuint (zc_timeline_layout_get_lanes (layout)->len, ==, ZC_TIMELINE_MOST_LANES);
  /* 201 servers, and the service's lane found no place either. */
  g_assert_cmpuint (zc_timeline_layout_get_n_left_out (layout), ==, 201 + 1 - ZC_TIMELINE_MOST_LANES);
  g_assert_cmpuint (get_lane (layout, 0)->items->len, ==, ZC_TIMELINE_MOST_ITEMS);
  last = get_item (layout, 0, ZC_TIMELINE_MOST_ITEMS - 1);
  g_assert_cmpuint (last->serial, ==, 10000);
  g_assert_cmpuint (last->n_left_out, ==, 10000 - ZC_TIMELINE_MOST_ITEMS);
  text = zc_timeline_item_dup_text (get_lane (layout, 0), last);
  g_assert_true (g_str_has_suffix (text, "(9936 changes before are not shown)"));

  items = zc_timeline_layout_list (layout, NULL);
  g_assert_cmpuint (items->len, ==, 2 * ZC_TIMELINE_MOST_ITEMS - 1);
}

/* The words of the service are bounded as well, also when two primaries take turns. */
static void
test_bounded_words (void)
{
  g_autoptr(ZcTimelineLayout) layout = zc_timeline_layout_new ();

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *word = g_strdup_printf ("word %u", i);

      zc_timeline_layout_add_mark (layout, i, ZC_TIMELINE_ITEM_WORD, i % 2 != 0 ? "192.0.2.1" : "192.0.2.2", word, word);
    }
  zc_timeline_layout_add_mark (layout, 2000, ZC_TIMELINE_ITEM_WORD, "192.0.2.1", "word 999", "word 999");
  zc_timeline_layout_finish (layout, SECOND);

  g_assert_cmpuint (get_lane (layout, 0)->items->len, ==, ZC_TIMELINE_MOST_ITEMS);
  g_assert_cmpstr (get_item (layout, 0, ZC_TIMELINE_MOST_ITEMS - 1)->label, ==, "word 999");
}

static void
test_list_order (void)
{
  g_autoptr(ZcTimelineLayout) layout = zc_timeline_layout_new ();
  g_autoptr(GPtrArray) lanes = NULL;
  g_autoptr(GPtrArray) items = NULL;

  answer (layout, 3 * SECOND, ZC_TIMELINE_LANE_NAME_SERVER, "ns.example", FALSE, NEW);
  answer (layout, 0, ZC_TIMELINE_LANE_PRIMARY, "192.0.2.1", FALSE, NEW);
  zc_timeline_layout_add_mark (layout, SECOND, ZC_TIMELINE_ITEM_STEP, NULL, "Start", "The start was sent.");
  zc_timeline_layout_add_mark (layout, 3 * SECOND, ZC_TIMELINE_ITEM_END, NULL, "Done", "Done");
  zc_timeline_layout_finish (layout, 3 * SECOND);

  items = zc_timeline_layout_list (layout, &lanes);
  g_assert_cmpuint (items->len, ==, 4);
  g_assert_cmpuint (lanes->len, ==, 4);
  g_assert_true (items->pdata[0] == get_item (layout, 0, 0));
  g_assert_true (items->pdata[1] == get_item (layout, 1, 0));
  g_assert_true (items->pdata[2] == get_item (layout, 1, 1));
  g_assert_true (items->pdata[3] == get_item (layout, 2, 0));
  g_assert_true (lanes->pdata[3] == (gpointer) get_lane (layout, 2));
}

static void
test_axis (void)
{
  static const struct
  {
    gint64 duration_us;
    double width;
    gint64 step_us;
    guint n_ticks;
    const char *last;
  } rows[] = {
    { 0, 600, 200000, 6, "1.0 s" },
    { SECOND, 200, 500000, 3, "1.0 s" },
    { 10 * SECOND, 600, 2 * SECOND, 6, "10 s" },
    { 30 * SECOND, 600, 5 * SECOND, 7, "30 s" },
    { 100 * SECOND, 400, 30 * SECOND, 4, "90 s" },
    { 150 * SECOND, 600, 30 * SECOND, 6, "2:30 min" },
    { 600 * SECOND, 600, 120 * SECOND, 6, "10 min" },
    { 600 * SECOND, 200, 300 * SECOND, 3, "10 min" },
    { 7200 * SECOND, 200, 3600 * SECOND, 3, "120 min" },
    { 72000 * SECOND, 200, 72000 * SECOND + 1, 1, "0 s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ZcTimelineAxis axis = zc_timeline_axis_choose (rows[i].duration_us, rows[i].width, 64);
      g_autofree char *last = zc_timeline_format_tick (&axis, axis.n_ticks - 1);

      g_assert_cmpint (axis.step_us, ==, rows[i].step_us);
      g_assert_cmpuint (axis.n_ticks, ==, rows[i].n_ticks);
      g_assert_cmpstr (last, ==, rows[i].last);
      g_assert_cmpfloat (zc_timeline_axis_place (&axis, 0), ==, 0);
      g_assert_cmpfloat (zc_timeline_axis_place (&axis, axis.extent_us), ==, 1);
      g_assert_cmpfloat (zc_timeline_axis_place (&axis, 2 * axis.extent_us), ==, 1);
    }
}

static void
test_spread (void)
{
  double apart[] = { 0, 50, 100 };
  double close[] = { 0, 1, 2, 99, 100 };
  double crowded[] = { 100, 100, 100, 100 };

  zc_timeline_spread (apart, G_N_ELEMENTS (apart), 100, 10);
  g_assert_cmpfloat (apart[1], ==, 50);

  zc_timeline_spread (close, G_N_ELEMENTS (close), 100, 10);
  g_assert_cmpfloat (close[0], ==, 0);
  g_assert_cmpfloat (close[1], ==, 10);
  g_assert_cmpfloat (close[2], ==, 20);
  g_assert_cmpfloat (close[3], ==, 90);
  g_assert_cmpfloat (close[4], ==, 100);

  zc_timeline_spread (crowded, G_N_ELEMENTS (crowded), 100, 50);
  for (guint i = 0; i < G_N_ELEMENTS (crowded); i++)
    g_assert_cmpfloat_with_epsilon (crowded[i], i * 100.0 / 3, 0.001);
}

static void
test_labels (void)
{
  double wanted[] = { 0, 30, 60, 95 };
  double widths[] = { 25, 25, 25, 25 };
  double places[G_N_ELEMENTS (wanted)];

  /* The last one is moved into the lane, and the one it would cover goes. */
  zc_timeline_place_labels (wanted, widths, G_N_ELEMENTS (wanted), 100, 5, places);
  g_assert_cmpfloat (places[0], ==, 0);
  g_assert_cmpfloat (places[1], ==, 30);
  g_assert_cmpfloat (places[2], ==, -1);
  g_assert_cmpfloat (places[3], ==, 75);

  /* Where there is room for one it is the last one. */
  zc_timeline_place_labels (wanted, widths, G_N_ELEMENTS (wanted), 20, 5, places);
  g_assert_cmpfloat (places[0], ==, -1);
  g_assert_cmpfloat (places[3], ==, 0);
}

static void
test_offsets (void)
{
  static const struct
  {
    gint64 offset_us;
    const char *text;
  } rows[] = {
    { 0, "0.0 s" }, { 440000, "0.4 s" }, { 10 * SECOND, "10 s" }, { 59999999, "59 s" },
    { 60 * SECOND, "1 min" }, { 65 * SECOND, "1 min 5 s" }, { 7200 * SECOND, "120 min" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = zc_timeline_format_offset (rows[i].offset_us);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/timeline/lanes-go-the-way-of-the-data", test_lanes);
  g_test_add_func ("/timeline/a-change-makes-a-new-item", test_change);
  g_test_add_func ("/timeline/both-transports-count", test_transports);
  g_test_add_func ("/timeline/serials-go-round", test_wrapped_serial);
  g_test_add_func ("/timeline/newer-than-the-primary-is-not-behind", test_newer_than_primary);
  g_test_add_func ("/timeline/words-of-two-primaries-are-merged", test_words);
  g_test_add_func ("/timeline/thousands-of-changes-are-bounded", test_bounds);
  g_test_add_func ("/timeline/thousands-of-words-are-bounded", test_bounded_words);
  g_test_add_func ("/timeline/text-is-in-the-order-of-time", test_list_order);
  g_test_add_func ("/timeline/ticks-are-in-steps-people-count-in", test_axis);
  g_test_add_func ("/timeline/marks-do-not-cover-each-other", test_spread);
  g_test_add_func ("/timeline/labels-do-not-cover-each-other", test_labels);
  g_test_add_func ("/timeline/offsets-in-words", test_offsets);

  return g_test_run ();
}
