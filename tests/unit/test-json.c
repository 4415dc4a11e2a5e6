/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-json.h"
#include "zc-test.h"

static ZcJsonDocument *
read_document (const char *text)
{
  g_autoptr(GError) error = NULL;
  ZcJsonDocument *document = zc_json_document_new (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (document);

  return document;
}

static void
test_syntax (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } rows[] = {
    { "", "$ is empty" },
    { "  \n ", "$ is not JSON from line 2, byte 2 on" },
    { "<html>", "$ is not JSON from line 1, byte 1 on" },
    { "{\"a\":1", "$ is not JSON from line 1, byte 7 on" },
    { "{\"a\":\"x", "$ is not JSON from line 1, byte 8 on" },
    { "{\"a\":\"x\\", "$ is not JSON from line 1, byte 9 on" },
    { "{\"a\":\"\\x41\"}", "$ is not JSON from line 1, byte 8 on" },
    { "{\"a\":\"\\u00e\"}", "$ is not JSON from line 1, byte 12 on" },
    { "{\"a\":\"\\u", "$ is not JSON from line 1, byte 9 on" },
    { "{\"a\":1}}", "$ is not JSON from line 1, byte 8 on" },
    { "{\"a\":1}\n{\"a\":2}", "$ is not JSON from line 2, byte 1 on" },
    { "{\"a\":1} true", "$ is not JSON from line 1, byte 9 on" },
    { "{\"a\":/*\"*/1}", "$ is not JSON from line 1, byte 6 on" },
    { "{\"a\":1} // end", "$ is not JSON from line 1, byte 9 on" },
    { "{'a':1}", "$ is not JSON from line 1, byte 2 on" },
    { "var a = {}", NULL },
    { "{\"a\"=1}", NULL },
    { "{\"a\":1,}", NULL },
    { "{\"a\" 1}", NULL },
    { "{a:1}", NULL },
    { "[1 2]", NULL },
    { "{\"a\":nul}", "$ is not JSON from line 1, byte 8 on" },
    { "{\n  \"a\": nul}", "$ is not JSON from line 2, byte 10 on" },
    { "[}", NULL },
    { "]", NULL },
    { "{\"a\":\"\xff\"}", "$ is not JSON from line 1, byte 7 on" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(ZcJsonDocument) document = zc_json_document_new (rows[i].text, strlen (rows[i].text), &error);
      g_autofree char *printable = g_strescape (rows[i].text, NULL);

      g_test_message ("%s", printable);
      g_assert_null (document);
      g_assert_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_SYNTAX);
      g_assert_true (g_str_has_prefix (error->message, "$ is "));
      if (rows[i].message != NULL)
        g_assert_cmpstr (error->message, ==, rows[i].message);
    }
}

static void
test_syntax_error_does_not_repeat_the_text (void)
{
  g_autoptr(GError) error = NULL;
  const char *text = "{\"a\": secretword}";

  g_assert_null (zc_json_document_new (text, strlen (text), &error));
  g_assert_null (strstr (error->message, "secretword"));
}

static void
test_embedded_nul (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (zc_json_document_new ("{\"a\":1}\0{}", 10, &error));
  g_assert_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_SYNTAX);
}

static void
test_depth (void)
{
  /* Ten million brackets took json-glib's recursion through the end of the stack. */
  const gsize n_brackets = 10 * 1000 * 1000;
  g_autofree char *brackets = g_strnfill (n_brackets, '[');
  g_autofree char *opening = g_strnfill (ZC_JSON_MOST_DEPTH, '[');
  g_autofree char *closing = g_strnfill (ZC_JSON_MOST_DEPTH, ']');
  g_autofree char *deepest = g_strconcat (opening, closing, NULL);
  g_autofree char *deeper = g_strconcat ("[", opening, closing, "]", NULL);
  g_autoptr(ZcJsonDocument) document = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (zc_json_document_new (brackets, n_brackets, &error));
  g_assert_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_TOO_DEEP);
  g_assert_cmpstr (error->message, ==, "$ is nested more than 64 levels deep");
  g_clear_error (&error);

  g_assert_null (zc_json_document_new (deeper, strlen (deeper), &error));
  g_assert_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_TOO_DEEP);
  g_clear_error (&error);

  document = zc_json_document_new (deepest, strlen (deepest), &error);
  g_assert_no_error (error);
  g_assert_nonnull (document);
}

static void
test_root (void)
{
  g_autoptr(ZcJsonDocument) object = read_document ("{}");
  g_autoptr(ZcJsonDocument) array = read_document ("[{\"a\":1}]");
  g_autoptr(ZcJsonDocument) number = read_document ("3");
  g_autoptr(GError) error = NULL;
  ZcJsonValue root;
  ZcJsonValue element;
  gint64 one;

  g_assert_true (zc_json_document_get_root (object, &root, NULL));
  g_assert_false (zc_json_document_get_root (array, &root, &error));
  g_assert_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_TYPE);
  g_assert_cmpstr (error->message, ==, "$ is not an object");
  g_clear_error (&error);

  g_assert_false (zc_json_document_get_root_array (object, &root, &error));
  g_assert_cmpstr (error->message, ==, "$ is not a list");
  g_clear_error (&error);

  g_assert_false (zc_json_document_get_root (number, &root, &error));
  g_assert_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_TYPE);

  g_assert_true (zc_json_document_get_root_array (array, &root, NULL));
  g_assert_true (zc_json_get_element (&root, 0, &element, NULL));
  g_assert_true (zc_json_get_int (&element, "a", 0, 9, &one, NULL));
  g_assert_cmpint (one, ==, 1);
}

static void
test_path (void)
{
  g_autoptr(ZcJsonDocument) document =
    read_document ("{\"items\":[{},{},{},{\"properties\":{\"zoneName\":7,\"ips\":[\"a\",{}]}},4]}");
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) strv = NULL;
  g_autofree char *text = NULL;
  ZcJsonValue root, items, item, inner, last;

  g_assert_true (zc_json_document_get_root (document, &root, NULL));
  g_assert_true (zc_json_get_array (&root, "items", &items, NULL));
  g_assert_cmpuint (zc_json_get_length (&items), ==, 5);
  g_assert_true (zc_json_get_element (&items, 3, &item, NULL));
  g_assert_true (zc_json_get_object (&item, "properties", &inner, NULL));

  g_assert_false (zc_json_get_string (&inner, "zoneName", &text, &error));
  g_assert_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_TYPE);
  g_assert_cmpstr (error->message, ==, "$.items[3].properties.zoneName is not a text");
  g_clear_error (&error);

  g_assert_false (zc_json_get_optional_strv (&inner, "ips", &strv, &error));
  g_assert_cmpstr (error->message, ==, "$.items[3].properties.ips[1] is not a text");
  g_clear_error (&error);

  g_assert_false (zc_json_get_element (&items, 4, &last, &error));
  g_assert_cmpstr (error->message, ==, "$.items[4] is not an object");
  g_clear_error (&error);

  zc_json_set_member_error (&error, &inner, "zoneName");
  g_assert_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, "$.items[3].properties.zoneName has a value that it cannot have");
}

static void
test_missing_and_null (void)
{
  g_autoptr(ZcJsonDocument) document = read_document ("{\"null\":null}");
  static const char * const members[] = { "absent", "null" };
  ZcJsonValue root;

  g_assert_true (zc_json_document_get_root (document, &root, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *member = members[i];
      g_autofree char *expected = g_strdup_printf ("$.%s is missing", member);
      g_autofree char *text = NULL;
      g_auto(GStrv) strv = NULL;
      ZcJsonValue value;
      gint64 number = 0;
      gboolean boolean = FALSE;
      GError *errors[4] = { NULL };

      g_assert_false (zc_json_get_string (&root, member, &text, &errors[0]));
      g_assert_false (zc_json_get_int (&root, member, 0, 1, &number, &errors[1]));
      g_assert_false (zc_json_get_object (&root, member, &value, &errors[2]));
      g_assert_false (zc_json_get_array (&root, member, &value, &errors[3]));
      for (guint j = 0; j < G_N_ELEMENTS (errors); j++)
        {
          g_assert_error (errors[j], ZC_JSON_ERROR, ZC_JSON_ERROR_MISSING);
          g_assert_cmpstr (errors[j]->message, ==, expected);
          g_clear_error (&errors[j]);
        }

      g_assert_true (zc_json_get_optional_string (&root, member, "fallback", &text, NULL));
      g_assert_cmpstr (text, ==, "fallback");
      g_assert_true (zc_json_get_optional_int (&root, member, 0, 1, -5, &number, NULL));
      g_assert_cmpint (number, ==, -5);
      g_assert_true (zc_json_get_optional_boolean (&root, member, TRUE, &boolean, NULL));
      g_assert_true (boolean);
      g_assert_true (zc_json_get_optional_strv (&root, member, &strv, NULL));
      g_assert_cmpuint (g_strv_length (strv), ==, 0);
      g_assert_true (zc_json_get_optional_array (&root, member, &value, NULL));
      g_assert_cmpuint (zc_json_get_length (&value), ==, 0);

      /* What is looked up in something absent is absent as well, with its whole path. */
      g_assert_true (zc_json_get_optional_object (&root, member, &value, NULL));
      g_assert_false (zc_json_get_string (&value, "inner", &text, &errors[0]));
      g_assert_true (g_str_has_suffix (errors[0]->message, ".inner is missing"));
      g_clear_error (&errors[0]);
    }
}

static void
test_wrong_types (void)
{
  g_autoptr(ZcJsonDocument) document =
    read_document ("{\"text\":\"x\",\"number\":1,\"true\":true,\"list\":[],\"object\":{}}");
  static const char * const members[] = { "text", "number", "true", "list", "object" };
  ZcJsonValue root;

  g_assert_true (zc_json_document_get_root (document, &root, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *member = members[i];
      g_autofree char *text = NULL;
      ZcJsonValue value;
      gint64 number;
      gboolean boolean;

      g_assert_cmpint (zc_json_get_optional_string (&root, member, NULL, &text, NULL), ==, i == 0);
      g_assert_cmpint (zc_json_get_optional_int (&root, member, 0, 9, 0, &number, NULL), ==, i == 1);
      g_assert_cmpint (zc_json_get_optional_boolean (&root, member, FALSE, &boolean, NULL), ==, i == 2);
      g_assert_cmpint (zc_json_get_optional_array (&root, member, &value, NULL), ==, i == 3);
      g_assert_cmpint (zc_json_get_optional_object (&root, member, &value, NULL), ==, i == 4);
    }
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *json;
    gboolean fits;
    gint64 number;
  } rows[] = {
    { "0", TRUE, 0 },
    { "-0", TRUE, 0 },
    { "3600", TRUE, 3600 },
    { "3600.0", TRUE, 3600 },
    { "3.6e3", TRUE, 3600 },
    { "1e3", TRUE, 1000 },
    { "2147483647", TRUE, 2147483647 },
    { "2147483648", FALSE, 0 },
    { "2147483648.0", FALSE, 0 },
    { "-1", FALSE, 0 },
    { "-1.0", FALSE, 0 },
    { "3600.5", FALSE, 0 },
    { "1e-3", FALSE, 0 },
    { "1e300", FALSE, 0 },
    { "-1e300", FALSE, 0 },
    { "9223372036854775808", FALSE, 0 },
    { "99999999999999999999999999", FALSE, 0 },
    { "1e400", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"n\":%s}", rows[i].json);
      g_autoptr(ZcJsonDocument) document = NULL;
      g_autoptr(GError) error = NULL;
      ZcJsonValue root;
      gint64 number = -7;

      g_test_message ("%s", rows[i].json);
      document = read_document (text);
      g_assert_true (zc_json_document_get_root (document, &root, NULL));
      g_assert_cmpint (zc_json_get_int (&root, "n", 0, G_MAXINT32, &number, &error), ==, rows[i].fits);
      if (rows[i].fits)
        {
          g_assert_no_error (error);
          g_assert_cmpint (number, ==, rows[i].number);
        }
      else
        {
          g_assert_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_RANGE);
          g_assert_cmpstr (error->message, ==, "$.n is not a whole number from 0 to 2147483647");
        }
    }
}

static void
test_strings (void)
{
  g_autoptr(ZcJsonDocument) document =
    read_document ("{\"plain\":\"a\\\"b\\\\c\\n\\u00fc\",\"pair\":\"\\ud83d\\ude00\",\"half\":\"x\\ud800y\","
                   "\"list\":[\"a\",null,\"b\"]}");
  g_autofree char *plain = NULL;
  g_autofree char *pair = NULL;
  g_autofree char *half = NULL;
  g_auto(GStrv) list = NULL;
  ZcJsonValue root;

  g_assert_true (zc_json_document_get_root (document, &root, NULL));
  g_assert_true (zc_json_get_string (&root, "plain", &plain, NULL));
  g_assert_cmpstr (plain, ==, "a\"b\\c\nü");
  g_assert_true (zc_json_get_string (&root, "pair", &pair, NULL));
  g_assert_cmpstr (pair, ==, "😀");
  g_assert_true (zc_json_get_string (&root, "half", &half, NULL));
  g_assert_true (g_utf8_validate (half, -1, NULL));
  g_assert_true (g_str_has_prefix (half, "x"));
  g_assert_true (zc_json_get_optional_strv (&root, "list", &list, NULL));
  g_assert_cmpuint (g_strv_length (list), ==, 2);
  g_assert_cmpstr (list[1], ==, "b");
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/json/syntax", test_syntax);
  g_test_add_func ("/json/syntax/error-does-not-repeat-the-text", test_syntax_error_does_not_repeat_the_text);
  g_test_add_func ("/json/syntax/embedded-nul", test_embedded_nul);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/root", test_root);
  g_test_add_func ("/json/path", test_path);
  g_test_add_func ("/json/missing-and-null", test_missing_and_null);
  g_test_add_func ("/json/wrong-types", test_wrong_types);
  g_test_add_func ("/json/numbers", test_numbers);
  g_test_add_func ("/json/strings", test_strings);

  return g_test_run ();
}
