/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "zc-json-tree-private.h"
#include "zc-test.h"

#define N_DOCUMENTS 2000
#define N_MUTATIONS 20000
#define DEEPEST 6

/* Values as json-glib knows them, which writes them too. */

static char *
make_text (void)
{
  static const gunichar characters[] = { 'a', 'Z', '0', ' ', '"', '\\', '/', '\n', '\t', '\b', 0x1f, 0x7f, 0xfc, 0x20ac, 0xfffd,
                                         0x1f600, 0x10ffff };
  GString *text = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, 8); n > 0; n--)
    g_string_append_unichar (text, characters[g_test_rand_int_range (0, G_N_ELEMENTS (characters))]);

  return g_string_free (text, FALSE);
}

static JsonNode *make_value (guint depth);

static JsonNode *
make_object (guint depth)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(JsonObject) object = json_object_new ();

  for (int n = g_test_rand_int_range (0, 5); n > 0; n--)
    {
      g_autofree char *name = make_text ();

      json_object_set_member (object, name, make_value (depth + 1));
    }
  json_node_set_object (node, object);

  return node;
}

static JsonNode *
make_array (guint depth)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr(JsonArray) array = json_array_new ();

  for (int n = g_test_rand_int_range (0, 5); n > 0; n--)
    json_array_add_element (array, make_value (depth + 1));
  json_node_set_array (node, array);

  return node;
}

static JsonNode *
make_value (guint depth)
{
  g_autofree char *text = NULL;

  switch (g_test_rand_int_range (0, depth < DEEPEST ? 7 : 5))
    {
    case 0:
      return json_node_new (JSON_NODE_NULL);
    case 1:
      return json_node_init_boolean (json_node_alloc (), g_test_rand_int_range (0, 2));
    case 2:
      return json_node_init_int (json_node_alloc (), g_test_rand_int_range (G_MININT32, G_MAXINT32));
    case 3:
      return json_node_init_double (json_node_alloc (), g_test_rand_double ());
    case 4:
      text = make_text ();
      return json_node_init_string (json_node_alloc (), text);
    case 5:
      return make_array (depth);
    default:
      return make_object (depth);
    }
}

static void assert_same (const ZcJsonTree *tree,
                         const ZcJsonNode *node,
                         JsonNode         *expected);

static void
assert_same_object (const ZcJsonTree *tree,
                    const ZcJsonNode *node,
                    JsonObject       *expected)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  g_assert_cmpint (node->kind, ==, ZC_JSON_KIND_OBJECT);
  g_assert_cmpuint (node->length, ==, 2 * json_object_get_size (expected));
  json_object_iter_init (&iter, expected);
  while (json_object_iter_next (&iter, &name, &value))
    {
      const ZcJsonNode *found = zc_json_tree_find_member (tree, node, name);

      g_assert_nonnull (found);
      assert_same (tree, found, value);
    }
  g_assert_null (zc_json_tree_find_member (tree, node, "a name that nothing has"));
}

static void
assert_same_scalar (const ZcJsonTree *tree,
                    const ZcJsonNode *node,
                    JsonNode         *expected)
{
  GType type = json_node_get_value_type (expected);
  g_autofree char *text = NULL;

  if (type == G_TYPE_STRING)
    {
      g_assert_cmpint (node->kind, ==, ZC_JSON_KIND_STRING);
      text = zc_json_tree_dup_string (tree, node);
      g_assert_cmpstr (text, ==, json_node_get_string (expected));
    }
  else if (type == G_TYPE_BOOLEAN)
    {
      g_assert_cmpint (node->kind, ==, json_node_get_boolean (expected) ? ZC_JSON_KIND_TRUE : ZC_JSON_KIND_FALSE);
    }
  else
    {
      g_assert_cmpint (node->kind, ==, ZC_JSON_KIND_NUMBER);
      text = g_strndup (tree->text + node->start, node->length);
      g_assert_cmpfloat_with_epsilon (g_ascii_strtod (text, NULL), json_node_get_double (expected), 1e-9);
    }
}

static void
assert_same (const ZcJsonTree *tree,
             const ZcJsonNode *node,
             JsonNode         *expected)
{
  JsonArray *array;

  switch (json_node_get_node_type (expected))
    {
    case JSON_NODE_NULL:
      g_assert_cmpint (node->kind, ==, ZC_JSON_KIND_NULL);
      break;

    case JSON_NODE_OBJECT:
      assert_same_object (tree, node, json_node_get_object (expected));
      break;

    case JSON_NODE_ARRAY:
      array = json_node_get_array (expected);
      g_assert_cmpint (node->kind, ==, ZC_JSON_KIND_ARRAY);
      g_assert_cmpuint (node->length, ==, json_array_get_length (array));
      for (guint i = 0; i < node->length; i++)
        assert_same (tree, zc_json_tree_get_child (tree, node, i), json_array_get_element (array, i));
      break;

    case JSON_NODE_VALUE:
    default:
      assert_same_scalar (tree, node, expected);
      break;
    }
}

/* What json-glib writes is read as what it wrote, with and without blanks. */
static void
test_random_documents (void)
{
  for (guint i = 0; i < N_DOCUMENTS; i++)
    {
      g_autoptr(JsonNode) expected = make_value (0);
      g_autofree char *text = json_to_string (expected, i % 2 == 0);
      g_autoptr(GError) error = NULL;
      g_autoptr(ZcJsonTree) tree = zc_json_tree_new (text, strlen (text), &error);

      g_assert_no_error (error);
      assert_same (tree, &tree->root, expected);
    }
}

/* Every beginning of a text is refused, but for what is whole already. */
static void
test_truncation (void)
{
  static const char text[] = "{\"items\":[{\"id\":\"a\\u00fc\\\"b\",\"n\":-1.5e+10,\"t\":true,\"f\":false,\"z\":null},[],{}]}";

  for (gsize length = 1; length < sizeof text - 1; length++)
    {
      g_autoptr(GError) error = NULL;
      /* A copy of its own, so that sanitizers see its end. */
      g_autofree char *part = g_memdup2 (text, length);

      g_assert_null (zc_json_tree_new (part, length, &error));
      g_assert_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_SYNTAX);
      g_assert_true (g_str_has_prefix (error->message, "$ is not JSON from line 1, byte "));
    }
}

/* A mutated text is read or refused with a place, and json-glib never refuses what is read. */
static void
test_mutation (void)
{
  static const char text[] = "{\"items\":[{\"id\":\"a\\u00fc\\\"b\",\"n\":-1.5e+10,\"t\":true,\"f\":false,\"z\":null},[],{}],\"x\":[0,1]}";
  static const char characters[] = "{}[]\",:\\u0eE+-. \ntfnx1";
  guint n_read = 0;

  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      g_autofree char *mutated = g_strdup (text);
      g_autoptr(GError) error = NULL;
      g_autoptr(ZcJsonTree) tree = NULL;

      for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
        mutated[g_test_rand_int_range (0, sizeof text - 1)] = characters[g_test_rand_int_range (0, sizeof characters - 1)];

      tree = zc_json_tree_new (mutated, strlen (mutated), &error);
      if (tree == NULL)
        {
          g_assert_true (g_str_has_prefix (error->message, "$ is "));
          continue;
        }

      n_read++;
      {
        g_autoptr(JsonNode) other = json_from_string (mutated, NULL);

        g_assert_nonnull (other);
      }
    }

  g_assert_cmpuint (n_read, >, 0);
  g_assert_cmpuint (n_read, <, N_MUTATIONS);
}

static void
test_numbers (void)
{
  static const char * const good[] = { "0", "-0", "10", "-10.5", "1e1", "1E+1", "1.5e-10", "123456789012345678901234567890" };
  static const char * const bad[] = { "01", "-", "+1", ".5", "1.", "1.e1", "1e", "1e+", "0x10", "1_000", "NaN", "Infinity", "-Infinity" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(ZcJsonTree) tree = zc_json_tree_new (good[i], strlen (good[i]), NULL);

      g_test_message ("%s", good[i]);
      g_assert_nonnull (tree);
      g_assert_cmpuint (tree->root.length, ==, strlen (good[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_null (zc_json_tree_new (bad[i], strlen (bad[i]), NULL));
    }
}

static void
test_members (void)
{
  static const char text[] = "{\"a\":1,\"b\":2,\"a\":3,\"\\u0061b\":4}";
  g_autoptr(ZcJsonTree) tree = zc_json_tree_new (text, strlen (text), NULL);

  /* The last of several, as most readers have it (RFC 8259, section 4), and names whatever way they are written. */
  g_assert_cmpint (tree->text[zc_json_tree_find_member (tree, &tree->root, "a")->start], ==, '3');
  g_assert_cmpint (tree->text[zc_json_tree_find_member (tree, &tree->root, "ab")->start], ==, '4');
  g_assert_null (zc_json_tree_find_member (tree, &tree->root, "c"));
}

static void
test_surrogates (void)
{
  static const struct
  {
    const char *json;
    const char *text;
  } rows[] = {
    { "\"\\ud83d\\ude00\"", "\xf0\x9f\x98\x80" },
    { "\"\\ud83d\"", "\xef\xbf\xbd" },
    { "\"\\ude00\\ud83d\"", "\xef\xbf\xbd\xef\xbf\xbd" },
    { "\"\\ud83d\\u0041\"", "\xef\xbf\xbd" "A" },
    { "\"\\ud83d\\n\"", "\xef\xbf\xbd\n" },
    { "\"a\\u0000b\"", "a\xef\xbf\xbd" "b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcJsonTree) tree = zc_json_tree_new (rows[i].json, strlen (rows[i].json), NULL);
      g_autofree char *text = zc_json_tree_dup_string (tree, &tree->root);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/json-tree/random-documents", test_random_documents);
  g_test_add_func ("/json-tree/truncation", test_truncation);
  g_test_add_func ("/json-tree/mutation", test_mutation);
  g_test_add_func ("/json-tree/numbers", test_numbers);
  g_test_add_func ("/json-tree/members", test_members);
  g_test_add_func ("/json-tree/surrogates", test_surrogates);

  return g_test_run ();
}
