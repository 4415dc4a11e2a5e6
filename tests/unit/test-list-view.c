/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-list-view.h"
#include "zc-release.h"
#include "zc-zone-merge.h"
#include "zc-test.h"

#include <string.h>

/* A list of things with a value each, which are sorted by it or by what is left of it when it is divided by ten. */

#define TEST_TYPE_THING (test_thing_get_type ())
G_DECLARE_FINAL_TYPE (TestThing, test_thing, TEST, THING, GObject)

struct _TestThing
{
  GObject parent_instance;

  int value; /* read and written atomically */
};

G_DEFINE_FINAL_TYPE (TestThing, test_thing, G_TYPE_OBJECT)

static void
test_thing_class_init (TestThingClass *klass)
{
}

static void
test_thing_init (TestThing *self)
{
}

#define TEST_TYPE_VIEW (test_view_get_type ())
G_DECLARE_FINAL_TYPE (TestView, test_view, TEST, VIEW, ZcListView)

struct _TestView
{
  ZcListView parent_instance;
};

G_DEFINE_FINAL_TYPE (TestView, test_view, ZC_TYPE_LIST_VIEW)

static gpointer
test_view_dup_picture (gpointer item)
{
  int *value = g_new (int, 1);

  *value = g_atomic_int_get (&TEST_THING (item)->value);

  return value;
}

static int
compare_values (int   first,
                int   second,
                guint column)
{
  if (column == 1 && first % 10 != second % 10)
    return first % 10 - second % 10;

  return column == 1 ? 0 : first - second;
}

static int
test_view_compare (gpointer first,
                   gpointer second,
                   guint    column)
{
  return compare_values (*(int *) first, *(int *) second, column);
}

static gboolean
test_view_match (gpointer      picture,
                 gconstpointer wish)
{
  return *(int *) picture % *(const int *) wish == 0;
}

static void
test_view_class_init (TestViewClass *klass)
{
  ZcListViewClass *view_class = ZC_LIST_VIEW_CLASS (klass);

  view_class->item_type = TEST_TYPE_THING;
  view_class->dup_picture = test_view_dup_picture;
  view_class->free_picture = g_free;
  view_class->compare = test_view_compare;
  view_class->match = test_view_match;
}

static void
test_view_init (TestView *self)
{
}

/* What the view ought to be, found in the plain way. */
typedef struct
{
  ZcListView *view;     /* (owned) */
  GPtrArray *items;     /* (owned) (element-type TestThing) */
  GPtrArray *told;      /* (owned) (element-type TestThing): the rows as somebody knows them who believes what is told */
  GHashTable *selected; /* (owned) (element-type TestThing) */
  guint column;
  gboolean descending;
  int divisor;          /* 1 when all are wanted */
  guint most;           /* how many items there are at most */
} Model;

static void
told_cb (Model *model,
         guint  position,
         guint  removed,
         guint  added)
{
  g_assert_cmpuint (position + removed, <=, model->told->len);
  g_assert_cmpuint (removed + added, >, 0);
  if (removed > 0)
    g_ptr_array_remove_range (model->told, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (model->told, position + i,
                        g_list_model_get_item (G_LIST_MODEL (model->view), position + i));
}

static int
compare_things (gconstpointer first,
                gconstpointer second,
                gpointer      data)
{
  Model *model = data;
  TestThing *a = *(TestThing * const *) first, *b = *(TestThing * const *) second;
  int order = compare_values (a->value, b->value, model->column);
  guint first_place, second_place;

  if (order == 0)
    {
      g_assert_true (g_ptr_array_find (model->items, a, &first_place));
      g_assert_true (g_ptr_array_find (model->items, b, &second_place));
      order = (int) first_place - (int) second_place;
    }

  return model->descending ? -order : order;
}

/* One of all items: each would take long. */
static void
assert_finds_row (Model     *model,
                  GPtrArray *expected)
{
  gpointer item;
  guint position, place;
  gboolean found;

  if (model->items->len == 0)
    return;

  item = model->items->pdata[g_test_rand_int_range (0, (int) model->items->len)];
  found = zc_list_view_find_row (model->view, item, &position);
  g_assert_cmpint (found, ==, g_ptr_array_find (expected, item, &place));
  if (found)
    g_assert_cmpuint (position, ==, place);
}

static void
assert_as_expected (Model *model)
{
  g_autoptr(GPtrArray) expected = g_ptr_array_new ();
  guint n_selected = 0;

  for (guint i = 0; i < model->items->len; i++)
    if (TEST_THING (model->items->pdata[i])->value % model->divisor == 0)
      g_ptr_array_add (expected, model->items->pdata[i]);
    else
      g_hash_table_remove (model->selected, model->items->pdata[i]);
  g_ptr_array_sort_with_data (expected, compare_things, model);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model->view)), ==, expected->len);
  g_assert_cmpuint (model->told->len, ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (model->view), i);
      gboolean selected = g_hash_table_contains (model->selected, item);

      g_assert_true (item == expected->pdata[i]);
      g_assert_true (item == model->told->pdata[i]);
      g_assert_cmpint (zc_list_view_is_selected (model->view, i), ==, selected);
      n_selected += selected;
    }
  g_assert_cmpuint (zc_list_view_count_selected (model->view), ==, n_selected);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model->view), expected->len));
  assert_finds_row (model, expected);
}

/* Some go, some come, and the others are the same ones at other places. */
static void
change_items (Model *model)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (zc_release_later);
  guint n_new = (guint) g_test_rand_int_range (0, (int) model->most / 2);

  for (guint i = 0; i < model->items->len && items->len + n_new < model->most; i++)
    if (g_test_rand_int_range (0, 5) > 0)
      g_ptr_array_insert (items, g_test_rand_int_range (0, (int) items->len + 1), g_object_ref (model->items->pdata[i]));
    else
      g_hash_table_remove (model->selected, model->items->pdata[i]);
  for (guint i = 0; i < n_new; i++)
    {
      TestThing *thing = g_object_new (TEST_TYPE_THING, NULL);

      thing->value = g_test_rand_int_range (0, 1000);
      g_ptr_array_insert (items, g_test_rand_int_range (0, (int) items->len + 1), thing);
    }
  /* Whoever did not get a place any more. */
  for (guint i = 0; i < model->items->len; i++)
    if (!g_ptr_array_find (items, model->items->pdata[i], NULL))
      g_hash_table_remove (model->selected, model->items->pdata[i]);

  g_ptr_array_unref (model->items);
  model->items = items;
  zc_list_view_set_items (model->view, items);
}

static void
change_wish (Model *model)
{
  int *wish = NULL;

  model->divisor = g_test_rand_int_range (1, 5);
  if (model->divisor > 1)
    {
      wish = g_atomic_rc_box_new (int);
      *wish = model->divisor;
    }
  zc_list_view_set_wish (model->view, wish, g_atomic_rc_box_release);
}

static void
change_selection (Model *model)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (model->view));
  guint position = (guint) g_test_rand_int_range (0, (int) n_items + 1);
  guint n = (guint) g_test_rand_int_range (0, (int) (n_items - position) + 1);
  gboolean selected = g_test_rand_bit ();

  switch (g_test_rand_int_range (0, 5))
    {
    case 0:
      zc_list_view_unselect_all (model->view);
      g_hash_table_remove_all (model->selected);
      return;
    case 1:
      position = 0;
      n = n_items;
      break;
    default:
      break;
    }

  zc_list_view_select_range (model->view, position, n, selected);
  for (guint i = position; i < position + n; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (model->view), i);

      if (selected)
        g_hash_table_add (model->selected, item);
      else
        g_hash_table_remove (model->selected, item);
    }
}

static void
change_values (Model *model)
{
  for (guint i = 0; i < model->items->len; i++)
    if (g_test_rand_int_range (0, 20) == 0)
      g_atomic_int_set (&TEST_THING (model->items->pdata[i])->value, g_test_rand_int_range (0, 1000));
  zc_list_view_look_again (model->view, TRUE);
}

static void
change_something (Model *model)
{
  switch (g_test_rand_int_range (0, 5))
    {
    case 0:
      change_items (model);
      break;
    case 1:
      change_wish (model);
      break;
    case 2:
      change_values (model);
      break;
    case 3:
      model->descending = !model->descending;
      zc_list_view_set_order (model->view, model->column, model->descending);
      break;
    default:
      model->column = (guint) g_test_rand_int_range (0, 2);
      zc_list_view_set_order (model->view, model->column, model->descending);
      break;
    }
}

/* Whatever happens in whatever order, also while a thread is still at work on what happened before. */
static void
test_changes (gconstpointer most)
{
  Model model = {
    .view = g_object_new (TEST_TYPE_VIEW, NULL),
    .items = g_ptr_array_new_with_free_func (zc_release_later),
    .told = g_ptr_array_new_with_free_func (g_object_unref),
    .selected = g_hash_table_new (NULL, NULL),
    .divisor = 1,
    .most = GPOINTER_TO_UINT (most),
  };
  gboolean was_pending = FALSE;

  g_signal_connect_swapped (model.view, "items-changed", G_CALLBACK (told_cb), &model);

  for (guint round = 0; round < 120; round++)
    {
      guint n_changes = (guint) g_test_rand_int_range (1, 4);

      change_selection (&model);
      for (guint i = 0; i < n_changes; i++)
        {
          change_something (&model);
          if (!zc_list_view_is_pending (model.view))
            {
              assert_as_expected (&model);
              continue;
            }
          was_pending = TRUE;
          /* What is selected meanwhile counts as well, while the rows are those that there still are. */
          if (model.items == zc_list_view_get_items (model.view))
            change_selection (&model);
        }
      ZC_WAIT_UNTIL (!zc_list_view_is_pending (model.view));
      assert_as_expected (&model);
    }
  g_assert_cmpint (was_pending, ==, model.most > 2 * ZC_LIST_VIEW_AT_ONCE);

  g_signal_handlers_disconnect_by_data (model.view, &model);
  g_assert_finalize_object (model.view);
  g_ptr_array_unref (model.items);
  g_ptr_array_unref (model.told);
  g_hash_table_unref (model.selected);
}

/* A view that nobody needs any more ends with its work. */
static void
test_left (void)
{
  ZcListView *view = g_object_new (TEST_TYPE_VIEW, NULL);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (zc_release_later);

  for (guint i = 0; i < 5000; i++)
    g_ptr_array_add (items, g_object_new (TEST_TYPE_THING, NULL));
  zc_list_view_set_items (view, items);
  zc_list_view_set_order (view, 1, FALSE);
  g_assert_true (zc_list_view_is_pending (view));
  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &view);
  g_object_unref (view);
  ZC_WAIT_UNTIL (view == NULL);
}

static void
test_bits (void)
{
  g_autoptr(ZcBits) first = zc_bits_new (200);
  g_autoptr(ZcBits) second = zc_bits_new (200);
  gboolean in_first[200] = { FALSE, }, in_second[200] = { FALSE, };
  guint n = 0;

  for (guint i = 0; i < 500; i++)
    {
      guint a = (guint) g_test_rand_int_range (0, 200), b = (guint) g_test_rand_int_range (0, 200);

      in_first[a] = g_test_rand_bit ();
      in_second[b] = g_test_rand_bit ();
      zc_bits_set (first, a, in_first[a]);
      zc_bits_set (second, b, in_second[b]);
    }
  for (guint i = 0; i < 200; i++)
    {
      g_assert_cmpint (zc_bits_contains (first, i), ==, in_first[i]);
      n += in_first[i];
    }
  g_assert_cmpuint (zc_bits_count (first), ==, n);

  zc_bits_unite (second, first);
  for (guint i = 0; i < 200; i++)
    g_assert_cmpint (zc_bits_contains (second, i), ==, in_first[i] || in_second[i]);
  zc_bits_intersect (second, first);
  for (guint i = 0; i < 200; i++)
    g_assert_cmpint (zc_bits_contains (second, i), ==, in_first[i]);
  zc_bits_clear (second);
  g_assert_cmpuint (zc_bits_count (second), ==, 0);
  g_assert_cmpuint (zc_bits_get_bound (second), ==, 200);
}

/* Objects end in the main loop, wherever they were let go of, and those as well that end with others. */

static void
holder_ended_cb (gpointer data,
                 GObject *where)
{
  zc_release_later (data);
}

static gpointer
release_in_thread (gpointer object)
{
  zc_release_later (object);

  return NULL;
}

static void
test_release (void)
{
  GObject *outer = g_object_new (G_TYPE_OBJECT, NULL);
  GObject *inner = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_weak_ref (outer, holder_ended_cb, inner);
  g_object_add_weak_pointer (outer, (gpointer *) &outer);
  g_object_add_weak_pointer (inner, (gpointer *) &inner);
  g_thread_join (g_thread_new ("release", release_in_thread, outer));
  g_assert_nonnull (outer);
  ZC_WAIT_UNTIL (inner == NULL);
  g_assert_null (outer);
}

/* What is read anew is brought together with what was there. */

static ZcZone *
make_zone (guint number,
           guint description)
{
  g_autofree char *id = g_strdup_printf ("id-%u", number);
  g_autofree char *name = g_strdup_printf ("%s%u.example", number % 2 == 0 ? "b\303\274cher-" : "a", number);
  g_autofree char *text = g_strdup_printf ("%u", description);

  return zc_zone_new (&(ZcZoneFields) {
    .kind = ZC_ZONE_KIND_SECONDARY,
    .id = id,
    .name = name,
    .description = text,
    .state = number % 7 == 0 ? "FAILED" : "AVAILABLE",
    .enabled = TRUE,
  });
}

static GPtrArray *
make_zones (void)
{
  GPtrArray *zones = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 100; i++)
    if (g_test_rand_int_range (0, 3) > 0)
      g_ptr_array_insert (zones, g_test_rand_int_range (0, (int) zones->len + 1),
                          make_zone (i, (guint) g_test_rand_int_range (0, 2)));

  return zones;
}

static void
assert_merged (const ZcZoneMerge *merge,
               GPtrArray         *zones)
{
  guint n_kept = 0, n_need_attention = 0;

  g_assert_cmpuint (merge->items->len, ==, zones->len);
  g_assert_cmpuint (merge->listed->len, ==, zones->len);
  g_assert_cmpuint (merge->by_name->len, ==, zones->len);
  for (guint i = 0; i < zones->len; i++)
    {
      const char *id = zc_zone_get_id (zones->pdata[i]);
      guint place, place_before;

      g_assert_true (zc_zone_merge_find_id (merge->items, id, &place));
      g_assert_true (zc_zone_is_same (merge->listed->pdata[place], zones->pdata[i]));
      if (zc_zone_merge_find_id (merge->before, id, &place_before))
        {
          g_assert_true (merge->items->pdata[place] == merge->before->pdata[place_before]);
          n_kept++;
        }
      else
        n_need_attention += zc_zone_item_needs_attention (merge->items->pdata[place]);
    }
  g_assert_cmpuint (merge->gone->len, ==, merge->before->len - n_kept);
  g_assert_cmpuint (merge->n_new_need_attention, ==, n_need_attention);
  for (guint i = 0; i < merge->n_same_first; i++)
    g_assert_true (merge->items->pdata[i] == merge->before->pdata[i]);
  for (guint i = 1; i <= merge->n_same_last; i++)
    g_assert_true (merge->items->pdata[merge->items->len - i] == merge->before->pdata[merge->before->len - i]);
}

static void
test_merge (void)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new ();

  for (guint round = 0; round < 50; round++)
    {
      g_autoptr(GPtrArray) zones = make_zones ();
      GPtrArray *given = g_ptr_array_copy (zones, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
      ZcZoneMerge *merge;

      merge = zc_zone_merge_new (g_ptr_array_ref (items), given, NULL);
      assert_merged (merge, zones);
      for (guint i = 0; i < merge->news->len; i++)
        {
          const ZcZoneNews *news = &g_array_index (merge->news, ZcZoneNews, i);

          g_assert_false (zc_zone_is_same (zc_zone_item_get_zone (news->item), news->zone));
          zc_zone_item_set_zone (news->item, news->zone);
        }
      for (guint i = 0; i < merge->items->len; i++)
        g_assert_true (zc_zone_item_get_zone (merge->items->pdata[i]) == merge->listed->pdata[i]);

      g_ptr_array_unref (items);
      items = g_ptr_array_ref (merge->items);
      zc_zone_merge_free (merge);
    }
}

static void
merged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* All zones changed: each item is told before anybody else is, unless nobody wants to know any more. */
static void
test_merge_tells (void)
{
  g_autoptr(ZcWorkerPool) pool = zc_worker_pool_new ("merge", 1);
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(GPtrArray) first = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) second = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) late_result = NULL;
  g_autoptr(ZcZoneMerge) before = NULL;
  g_autoptr(ZcZoneMerge) merge = NULL;
  g_autoptr(ZcZoneMerge) late = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 3000; i++)
    {
      g_ptr_array_add (first, make_zone (i, 1));
      g_ptr_array_add (second, make_zone (i, 2));
    }
  before = zc_zone_merge_new (g_ptr_array_ref (none), g_ptr_array_ref (first), NULL);

  zc_zone_merge_async (pool, g_ptr_array_ref (before->items), g_ptr_array_ref (second), NULL, NULL, merged_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  merge = zc_zone_merge_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (merge->news->len, ==, 3000);
  for (guint i = 0; i < merge->items->len; i++)
    g_assert_cmpstr (zc_zone_get_description (zc_zone_item_get_zone (merge->items->pdata[i])), ==, "2");

  g_cancellable_cancel (cancellable);
  zc_zone_merge_async (pool, g_ptr_array_ref (merge->items), g_ptr_array_ref (first), NULL, cancellable, merged_cb,
                       &late_result);
  ZC_WAIT_UNTIL (late_result != NULL);
  late = zc_zone_merge_finish (late_result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (late);
  g_assert_cmpstr (zc_zone_get_description (zc_zone_item_get_zone (merge->items->pdata[0])), ==, "2");
}

int
main (int   argc,
      char *argv[])
{
  zc_test_init (&argc, &argv);

  g_test_add_data_func ("/list-view/changes-in-place", GUINT_TO_POINTER (ZC_LIST_VIEW_AT_ONCE), test_changes);
  g_test_add_data_func ("/list-view/changes-in-a-thread", GUINT_TO_POINTER (5 * ZC_LIST_VIEW_AT_ONCE), test_changes);
  g_test_add_func ("/list-view/ends-while-at-work", test_left);
  g_test_add_func ("/list-view/sets-of-places", test_bits);
  g_test_add_func ("/list-view/objects-end-by-and-by", test_release);
  g_test_add_func ("/list-view/zones-read-anew", test_merge);
  g_test_add_func ("/list-view/zones-are-told-what-is-new", test_merge_tells);

  return g_test_run ();
}
