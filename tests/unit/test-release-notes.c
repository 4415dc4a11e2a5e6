/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-release-notes.h"
#include "zc-test.h"

static void
test_extract (void)
{
  static const char metainfo[] =
    "<component><description><p>About it all.</p></description><releases>"
    "<release version='2.0'><description>\n  <p>\n   Two  and\n   <em>more</em> &amp; more. </p>\n"
    "  <ul>\n <li>A</li>\n <li xml:lang='de'>Ein <em>A</em></li>\n <li>B</li>\n </ul>\n</description>"
    "<description xml:lang='fr'><p>Deux</p></description></release>"
    "<release version='1.0'><description><p>One</p></description></release>"
    "<release version='0.9'/></releases></component>";
  g_autofree char *newest = zc_release_notes_extract (metainfo, "2.0");
  g_autofree char *first = zc_release_notes_extract (metainfo, "1.0");

  g_assert_cmpstr (newest, ==, "<p>Two and <em>more</em> &amp; more.</p><ul><li>A</li><li>B</li></ul>");
  g_assert_cmpstr (first, ==, "<p>One</p>");
  g_assert_null (zc_release_notes_extract (metainfo, "0.9"));
  g_assert_null (zc_release_notes_extract (metainfo, "3.0"));
  g_assert_null (zc_release_notes_extract ("<component>", "1.0"));
  g_assert_null (zc_release_notes_extract ("", "1.0"));
}

/* What a release brings is written down before it is released. */
static void
test_own_version (void)
{
  g_autofree char *notes = zc_release_notes_dup (ZC_VERSION);

  g_assert_nonnull (notes);
  g_assert_true (g_str_has_prefix (notes, "<p>"));
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/release-notes/extract", test_extract);
  g_test_add_func ("/release-notes/own-version", test_own_version);

  return g_test_run ();
}
