/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-json-rows.h"
#include "zc-test.h"

/* What a list of rows comes to: the member "n" of each, and the texts of the list "l" in "in" when it has one. */
static gboolean
append_row (const ZcJsonValue  *row,
            gpointer            data,
            GError            **error)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) list = NULL;
  ZcJsonValue in;

  if (!zc_json_get_string (row, "n", &text, error) ||
      !zc_json_get_optional_object (row, "in", &in, error) ||
      !zc_json_get_optional_strv (&in, "l", &list, error))
    return FALSE;

  g_string_append (data, text);
  for (guint i = 0; list[i] != NULL; i++)
    g_string_append_printf (data, ",%s", list[i]);
  g_string_append_c (data, ';');

  return TRUE;
}

static ZcJsonRows *
read_rows (const char  *text,
           gsize        length,
           GString     *rows,
           GError     **error)
{
  static const char * const members[] = { "n", "in", "l", NULL };
  g_autoptr(GBytes) bytes = g_bytes_new (text, length);
  g_autoptr(ZcJsonRows) read = zc_json_rows_new (bytes, "items", members, error);

  if (read == NULL || !zc_json_rows_foreach (read, append_row, rows, error))
    return NULL;

  return g_steal_pointer (&read);
}

/* The same without splitting the list, for comparison. */
static gboolean
append_rows_of_whole (const char  *text,
                      gsize        length,
                      GString     *rows,
                      GError     **error)
{
  g_autoptr(ZcJsonDocument) document = zc_json_document_new (text, length, error);
  ZcJsonValue root;
  ZcJsonValue array;

  if (document == NULL || !zc_json_document_get_root (document, &root, error) ||
      !zc_json_get_array (&root, "items", &array, error))
    return FALSE;

  for (guint i = 0; i < zc_json_get_length (&array); i++)
    {
      ZcJsonValue row;

      if (!zc_json_get_element (&array, i, &row, error) || !append_row (&row, rows, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_about_the_text (const GError *error)
{
  return g_error_matches (error, ZC_JSON_ERROR, ZC_JSON_ERROR_SYNTAX) ||
         g_error_matches (error, ZC_JSON_ERROR, ZC_JSON_ERROR_TOO_DEEP);
}

/* Reads @text both ways. Row by row a row that is wrong may be met before text further on that is no JSON; all
 * else must be the same, the place in the message of an error included. */
static void
assert_rows_as_in_whole (const char *text,
                         gsize       length)
{
  g_autoptr(GString) rows = g_string_new (NULL);
  g_autoptr(GString) whole_rows = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) whole_error = NULL;
  g_autoptr(ZcJsonRows) read = read_rows (text, length, rows, &error);
  gboolean is_whole = append_rows_of_whole (text, length, whole_rows, &whole_error);

  g_assert_true ((read != NULL) == is_whole);
  g_assert_true ((read == NULL) == (error != NULL));
  if (is_whole)
    g_assert_cmpstr (rows->str, ==, whole_rows->str);
  else if (is_about_the_text (error) || !is_about_the_text (whole_error))
    g_assert_cmpstr (error->message, ==, whole_error->message);
}

static void
test_rows (void)
{
  static const struct
  {
    const char *text;
    const char *rows;
    const char *message;
  } rows[] = {
    { "{\"items\":[]}", "", NULL },
    { " { \"a\" : [ 1 , [ ] ] , \"items\" : [ { \"n\" : \"1\" } ,\n{\"n\":\"2\"} ] , \"limit\" : 2 } ", "1;2;", NULL },
    { "{\"items\":[{\"n\":\"]},{\\\"[\",\"m\":[{}]},{\"n\":\"2\"}]}", "]},{\"[;2;", NULL },
    { "{\"a\":{\"items\":[{\"n\":\"no\"}]},\"b\":\"items\",\"items\":[{\"n\":\"1\"}]}", "1;", NULL },
    /* The last one of several counts. */
    { "{\"items\":[{\"n\":\"1\"}],\"items\":[{\"n\":\"2\"}]}", "2;", NULL },
    { "{\"items\":[{\"n\":\"1\"}],\"it\\u0065ms\":[{\"n\":\"2\"}]}", "2;", NULL },
    { "{\"items\":[{\"n\":\"1\"}],\"items\":null}", NULL, "$.items is missing" },
    { "{\"items\":[{\"n\":\"1\"},{\"m\":\"2\"}]}", NULL, "$.items[1].n is missing" },
    { "{\"items\":[{\"n\":\"1\"},[]]}", NULL, "$.items[1] is not an object" },
    { "{\"items\":[{\"n\":\"1\"},7]}", NULL, "$.items[1] is not an object" },
    { "{\"items\":[{\"n\":\"1\"},\"2\"]}", NULL, "$.items[1] is not an object" },
    { "{\"items\":{\"n\":\"1\"}}", NULL, "$.items is not a list" },
    { "[{\"n\":\"1\"}]", NULL, "$ is not an object" },
    { "{\"limit\":1}", NULL, "$.items is missing" },
    { "{\"items\":[{\"n\":\"1\"},\n{\"n\":nul}]}", NULL, "$ is not JSON from line 2, byte 8 on" },
    { "{\"items\":[{\"n\":\"1\"}],\n\"limit\":nul}", NULL, "$ is not JSON from line 2, byte 11 on" },
    { "{\"items\":[{\"n\":\"1\"} {\"n\":\"2\"}]}", NULL, NULL },
    { "{\"items\":[{\"n\":\"1\"},]}", NULL, NULL },
    { "{\"items\":[,{\"n\":\"1\"}]}", NULL, NULL },
    { "{\"items\":[{\"n\":\"1\"],{\"n\":\"2\"}]}", NULL, NULL },
    { "{\"items\":[{\"n\":\"1\"}}}", NULL, NULL },
    { "{\"items\" 1:[{\"n\":\"1\"}]}", NULL, NULL },
    { "{:[{\"n\":\"1\"}]}", NULL, NULL },
    /* What is not read is left out when it is a text; it must not hide that something is wrong. */
    { "{\"items\":[{\"a\":\"\\\"},{\",\"n\":\"1\",\"b\":\"\",\"c\":\"\"}]}", "1;", NULL },
    { "{\"items\":[{\"a\" : \"x\" , \"b\":[\"c\",\"d\"],\"n\":\"1\"}]}", "1;", NULL },
    { "{\"items\":[{\"n\":\"a\",\"\\u006e\":\"1\",\"b\":\"c\"}]}", "1;", NULL },
    { "{\"items\":[{\"in\":{\"a\":\"b\",\"n\":\"2\"},\"a\":\"c\",\"n\":\"1\"}]}", "1;", NULL },
    { "{\"items\":[{\"n\":\"1\",\"a\":\"b\",}]}", NULL, NULL },
    { "{\"items\":[{\"a\":\"b\",}]}", NULL, NULL },
    { "{\"items\":[{\"n\":\"1\" \"a\":\"b\",\"c\":\"d\"}]}", NULL, NULL },
    { "{\"items\":[{\"in\":[1,\"a\":\"b\",\"c\"],\"n\":\"1\"}]}", NULL, NULL },
    { "{\"items\":[{\"n\":\"1\",\"a\":\"\xff\",\"b\":\"c\"}]}", NULL, NULL },
    { "", NULL, "$ is empty" },
    /* A list that a row before had is not parsed again; that must not show either. */
    { "{\"items\":[{\"in\":{\"l\":[\"a\",\"b\"],\"m\":1},\"n\":\"1\"},{\"in\":{\"l\":[\"a\",\"b\"],\"m\":1},\"n\":\"2\"},"
      "{\"in\":{\"l\":[],\"m\":1},\"n\":\"3\"}]}", "1,a,b;2,a,b;3;", NULL },
    { "{\"items\":[{\"in\":{\"l\":[\"a\"],\"n\":1},\"n\":\"1\"},{\"in\":{\"n\":1,\"l\" : [\"a\"] , \"x\":\"y\"},\"n\":\"2\"},"
      "{\"n\":\"3\",\"in\":{\"l\":[\"a\"]}}]}", "1,a;2,a;3,a;", NULL },
    { "{\"items\":[{\"in\":{\"l\":[\"a\"],\"n\":1},\"n\":\"1\"},{\"in\":{\"l\":[\"a\"],\"l\":[\"b\"],\"n\":1},\"n\":\"2\"}]}",
      "1,a;2,b;", NULL },
    { "{\"items\":[{\"in\":{\"l\":[\"a\"],\"n\":1},\"n\":\"1\"},{\"in\":{\"l\":null,\"l\":[\"a\"],\"n\":1},\"n\":\"2\"}]}",
      "1,a;2,a;", NULL },
    { "{\"items\":[{\"in\":{\"l\":[\"a\"],\"n\":1},\"n\":\"1\"},{\"in\":{\"l\":[\"a\"],\"n\":1,\"l\":null},\"n\":\"2\"}]}",
      "1,a;2;", NULL },
    { "{\"items\":[{\"in\":{\"l\":[\"a\"],\"n\":1},\"n\":\"1\"},"
      "{\"in\":{\"l\":[\"a\"],\"n\":1,\"\\u006c\":[\"b\"]},\"n\":\"2\"}]}", "1,a;2,b;", NULL },
    { "{\"items\":[{\"in\":{\"l\":[\"a\"],\"n\":1},\"n\":\"1\"},"
      "{\"in\":{\"l\":[\"a\"],\"n\":1},\"in\":{\"n\":1},\"n\":\"2\"}]}", "1,a;2;", NULL },
    { "{\"items\":[{\"in\":{\"l\":[\"a\"],\"n\":1},\"n\":\"1\"},"
      "{\"in\":{\"l\":[\"a\"],\"n\":1},\"\\u0069n\":{\"n\":1},\"n\":\"2\"}]}", "1,a;2;", NULL },
    { "{\"items\":[{\"in\":{\"l\":[\"a\"],\"n\":1},\"n\":\"1\"},"
      "{\"in\":{\"l\":[\"a\"],\"n\":1,\"o\":{\"l\":[\"a\"],\"n\":1}},\"n\":\"2\"}]}", "1,a;2,a;", NULL },
    { "{\"items\":[{\"in\":{\"l\":[\"a\"],\"n\":1},\"n\":\"1\"},{\"in\":{\"l\":[[\"a\"]],\"n\":1},\"n\":\"2\"}]}",
      NULL, "$.items[1].in.l[0] is not a text" },
    { "{\"items\":[{\"in\":{\"l\":[\"a\" \"b\"],\"n\":1},\"n\":\"1\"}]}", NULL, NULL },
    { "{\"items\":[{\"in\":{\"l\":[\"\xff\"],\"n\":1},\"n\":\"1\"}]}", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize length = strlen (rows[i].text);
      g_autoptr(GString) seen = g_string_new (NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(ZcJsonRows) read = read_rows (rows[i].text, length, seen, &error);
      g_autofree char *printable = g_strescape (rows[i].text, NULL);

      g_test_message ("%s", printable);
      if (rows[i].rows != NULL)
        {
          g_assert_no_error (error);
          g_assert_nonnull (read);
          g_assert_cmpstr (seen->str, ==, rows[i].rows);
        }
      else
        {
          g_assert_null (read);
          g_assert_nonnull (error);
          if (rows[i].message != NULL)
            g_assert_cmpstr (error->message, ==, rows[i].message);
        }

      assert_rows_as_in_whole (rows[i].text, length);
      /* Whatever byte is missing or another one. */
      for (gsize at = 0; at < length; at++)
        {
          static const char others[] = " \"\\,:[]{}n7";
          g_autofree char *text = g_strdup (rows[i].text);

          for (gsize j = 0; j < sizeof others - 1; j++)
            {
              text[at] = others[j];
              assert_rows_as_in_whole (text, length);
            }
          memmove (text + at, rows[i].text + at + 1, length - at);
          assert_rows_as_in_whole (text, length - 1);
        }
    }
}

/* The rest of the document is there, and what stands behind the rows. */
static void
test_rows_and_the_rest (void)
{
  const char *text = "{\"limit\":2,\"items\":[{\"n\":\"1\"},{\"n\":\"2\"}],\"_links\":{\"next\":\"/more\"}}";
  g_autoptr(GString) rows = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcJsonRows) read = read_rows (text, strlen (text), rows, &error);
  g_autofree char *next = NULL;
  const ZcJsonValue *root;
  ZcJsonValue links;
  gint64 limit;

  g_assert_no_error (error);
  g_assert_cmpstr (rows->str, ==, "1;2;");
  g_assert_cmpuint (zc_json_rows_get_length (read), ==, 2);
  root = zc_json_rows_get_root (read);
  g_assert_true (zc_json_get_int (root, "limit", 0, 10, &limit, &error));
  g_assert_cmpint (limit, ==, 2);
  g_assert_true (zc_json_get_object (root, "_links", &links, &error));
  g_assert_true (zc_json_get_string (&links, "next", &next, &error));
  g_assert_cmpstr (next, ==, "/more");
}

/* More different lists than are kept, each of them twice. */
static void
test_many_lists (void)
{
  g_autoptr(GString) text = g_string_new ("{\"items\":[");
  g_autoptr(GString) expected = g_string_new (NULL);
  g_autoptr(GString) rows = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcJsonRows) read = NULL;

  for (guint i = 0; i < 400; i++)
    {
      guint number = i % 200;

      g_string_append_printf (text, "%s{\"in\":{\"l\":[\"a%u\",\"b\"],\"m\":0},\"n\":\"%u\"}", i > 0 ? "," : "",
                              number, i);
      g_string_append_printf (expected, "%u,a%u,b;", i, number);
    }
  g_string_append (text, "]}");

  read = read_rows (text->str, text->len, rows, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rows->str, ==, expected->str);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/json-rows/as-in-whole", test_rows);
  g_test_add_func ("/json-rows/and-the-rest", test_rows_and_the_rest);
  g_test_add_func ("/json-rows/many-lists", test_many_lists);

  return g_test_run ();
}
