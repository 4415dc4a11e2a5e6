/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <pango/pangocairo.h>
#include <string.h>

#include "zc-domain-wrap.h"
#include "zc-test.h"

/* Wide enough for anything. */
#define WIDE 10000

static PangoLayout *
lay_out_with (const char    *name,
              PangoAttrList *attributes)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoLayout *layout = pango_layout_new (context);

  g_object_unref (context);
  pango_layout_set_text (layout, name, -1);
  pango_layout_set_attributes (layout, attributes);

  return layout;
}

static PangoLayout *
lay_out (const char *name)
{
  g_autoptr(PangoAttrList) attributes = zc_domain_wrap_create_attributes (name);

  return lay_out_with (name, attributes);
}

/* How wide a part of a name is, with a pixel to spare. */
static int
measure (const char *text)
{
  g_autoptr(PangoLayout) layout = lay_out (text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return width + 1;
}

static void
assert_line (PangoLayout *layout,
             int          line,
             const char  *expected)
{
  PangoLayoutLine *found = pango_layout_get_line_readonly (layout, line);
  g_autofree char *text = NULL;

  g_assert_nonnull (found);
  text = g_strndup (pango_layout_get_text (layout) + found->start_index, (gsize) found->length);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_breaks_behind_dots (void)
{
  const char *names[] = { "intranet.example.com", "my-host.very-long-label.example.com", "10.0.168.192.in-addr.arpa",
                          "münchen.example", "_dmarc.a_b.example", "a&b<i>.example", "no-dot-at-all", "ends.with.dot." };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(PangoLayout) layout = lay_out (names[i]);
      const PangoLogAttr *characters;
      int n_characters;

      g_test_message ("%s", names[i]);
      characters = pango_layout_get_log_attrs_readonly (layout, &n_characters);
      for (int at = 1; at < n_characters - 1; at++)
        {
          const char *before = g_utf8_offset_to_pointer (names[i], at - 1);

          g_assert_cmpint (characters[at].is_line_break, ==, *before == '.');
        }
    }
}

/* However narrow it gets, the lines of a layout hold the name and nothing else. */
static void
test_no_hyphens (void)
{
  g_autoptr(PangoLayout) layout = lay_out ("intranet.example.com");

  for (int width = 1; width < measure ("intranet.example.com"); width += 3)
    {
      zc_domain_wrap_count_lines (layout, width, 2, NULL);
      g_assert_cmpint (pango_layout_get_unknown_glyphs_count (layout), ==, 0);
      for (int i = 0; i < pango_layout_get_line_count (layout); i++)
        {
          PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
          int n_glyphs = 0;

          for (GSList *run = line->runs; run != NULL; run = run->next)
            n_glyphs += ((PangoGlyphItem *) run->data)->glyphs->num_glyphs;
          g_assert_cmpint (n_glyphs, <=, line->length);
        }
    }
}

static void
test_fits_in_one_line (void)
{
  g_autoptr(PangoLayout) layout = lay_out ("intranet.example.com");
  gboolean is_cut = TRUE;

  g_assert_cmpuint (zc_domain_wrap_count_lines (layout, WIDE, 2, &is_cut), ==, 1);
  g_assert_false (is_cut);
  g_assert_cmpuint (zc_domain_wrap_count_lines (layout, measure ("intranet.example.com"), 2, &is_cut), ==, 1);
  g_assert_false (is_cut);
}

static void
test_second_line (void)
{
  g_autoptr(PangoLayout) layout = lay_out ("intranet.example.com");
  gboolean is_cut = TRUE;

  g_assert_cmpuint (zc_domain_wrap_count_lines (layout, measure ("intranet.exampl"), 2, &is_cut), ==, 2);
  g_assert_false (is_cut);
  assert_line (layout, 0, "intranet.");
  assert_line (layout, 1, "example.com");
}

static void
test_only_one_line_there (void)
{
  g_autoptr(PangoLayout) layout = lay_out ("intranet.example.com");
  gboolean is_cut = FALSE;

  g_assert_cmpuint (zc_domain_wrap_count_lines (layout, measure ("intranet.exampl"), 1, &is_cut), ==, 1);
  g_assert_true (is_cut);
}

/* The last line is cut, but only there, and the labels before it are whole. */
static void
test_too_long_for_two (void)
{
  g_autoptr(PangoLayout) layout = lay_out ("intranet.a-quite-long-second-label.example.com");
  gboolean is_cut = FALSE;

  g_assert_cmpuint (zc_domain_wrap_count_lines (layout, measure ("intranet.exampl"), 2, &is_cut), ==, 2);
  g_assert_true (is_cut);
  assert_line (layout, 0, "intranet.");
}

/* A label that sticks out of its line would be clipped at its end instead of cut in its middle. */
static void
test_first_label_too_long (void)
{
  g_autoptr(PangoLayout) layout = lay_out ("a-quite-long-first-label.example.com");
  gboolean is_cut = FALSE;

  g_assert_cmpuint (zc_domain_wrap_count_lines (layout, measure ("a-quite-long"), 2, &is_cut), ==, 1);
  g_assert_true (is_cut);
}

static void
test_empty (void)
{
  g_autoptr(PangoLayout) layout = lay_out ("");
  gboolean is_cut = TRUE;

  g_assert_cmpuint (zc_domain_wrap_count_lines (layout, 0, 2, &is_cut), ==, 1);
  g_assert_false (is_cut);
}

/* Pango breaks behind the hyphens of a name as well, if nobody tells it not to. */
static void
test_list_breaks_between_names (void)
{
  const char *lists[][2] = { { "ns-ic.ui-dns.de, ns-ic.ui-dns.org, 2001:db8::1, 192.0.2.1", ", " },
                             { "ns-ic.ui-dns.de、ns-ic.ui-dns.org、my-host.example", "、" },
                             { "a-b", ", " }, { "", ", " } };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr(PangoAttrList) attributes = zc_domain_wrap_create_list_attributes (lists[i][0], lists[i][1]);
      g_autoptr(PangoLayout) layout = lay_out_with (lists[i][0], attributes);
      g_autofree char *without_blank = g_strchomp (g_strdup (lists[i][1]));
      const PangoLogAttr *characters;
      int n_characters;

      g_test_message ("%s", lists[i][0]);
      characters = pango_layout_get_log_attrs_readonly (layout, &n_characters);
      for (int at = 1; at < n_characters - 1; at++)
        {
          const char *here = g_utf8_offset_to_pointer (lists[i][0], at);
          gsize passed = (gsize) (here - lists[i][0]);
          gboolean is_begin = passed >= strlen (lists[i][1]) && g_str_has_prefix (here - strlen (lists[i][1]), without_blank) &&
                              *here != ' ';

          g_assert_cmpint (characters[at].is_line_break, ==, is_begin);
        }
    }
}

/* A name that is wider than the column is not lost. */
static void
test_long_name_of_list (void)
{
  const char *list = "a-quite-long-first-label.example.com, b.example";
  g_autoptr(PangoAttrList) attributes = zc_domain_wrap_create_list_attributes (list, ", ");
  g_autoptr(PangoLayout) layout = lay_out_with (list, attributes);
  int width = measure ("a-quite-long-first");

  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  g_assert_cmpint (pango_layout_get_line_count (layout), >=, 3);
  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    {
      PangoRectangle logical;

      pango_layout_line_get_pixel_extents (pango_layout_get_line_readonly (layout, i), NULL, &logical);
      g_assert_cmpint (logical.width, <=, width);
    }
}

int
main (int   argc,
      char *argv[])
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/domain-wrap/breaks-behind-dots-only", test_breaks_behind_dots);
  g_test_add_func ("/domain-wrap/adds-no-hyphens", test_no_hyphens);
  g_test_add_func ("/domain-wrap/fits-in-one-line", test_fits_in_one_line);
  g_test_add_func ("/domain-wrap/goes-on-in-a-second-line", test_second_line);
  g_test_add_func ("/domain-wrap/is-cut-where-there-is-one-line", test_only_one_line_there);
  g_test_add_func ("/domain-wrap/is-cut-in-the-second-line", test_too_long_for_two);
  g_test_add_func ("/domain-wrap/long-first-label-stays-in-one-line", test_first_label_too_long);
  g_test_add_func ("/domain-wrap/nothing-is-one-line", test_empty);
  g_test_add_func ("/domain-wrap/list-breaks-between-names-only", test_list_breaks_between_names);
  g_test_add_func ("/domain-wrap/long-name-of-a-list-takes-lines-of-its-own", test_long_name_of_list);

  return g_test_run ();
}
