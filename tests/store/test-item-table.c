/* test-item-table.c: every version of a service item is kept
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-error.h"
#include "jr-item-table.h"
#include "store-testing.h"

static JrItem *
make_item (const char *code, const char *name)
{
  g_autoptr (GPtrArray) stages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_ptr_array_add (stages, g_strsplit ("HR MK", " ", -1));
  return jr_item_new (
    &(JrItem){ .code = (char *) code, .name = (char *) name, .version = 77, .stages = stages });
}

static gboolean
put (Place *place, const char *code, const char *name)
{
  g_autoptr (JrItem) item = make_item (code, name);
  g_autoptr (GError) error = NULL;
  gboolean           is_changed = FALSE;

  g_assert_true (jr_item_table_put (place->database, item, &is_changed, &error));
  g_assert_no_error (error);
  return is_changed;
}

static void
test_versions (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JrItem) first = NULL;
  g_autoptr (JrItem) newest = NULL;

  g_assert_true (put (place, "440307-0231", "食品经营许可证"));
  g_assert_false (put (place, "440307-0231", "食品经营许可证"));
  g_assert_true (put (place, "440307-0231", "食品经营许可证 新办"));
  g_assert_false (put (place, "440307-0231", "食品经营许可证 新办"));
  place_reopen (place);

  first = jr_item_table_load (place->database, "440307-0231", 1, &error);
  newest = jr_item_table_load (place->database, "440307-0231", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->version, ==, 1);
  g_assert_cmpstr (first->name, ==, "食品经营许可证");
  g_assert_cmpuint (newest->version, ==, 2);
  g_assert_cmpstr (newest->name, ==, "食品经营许可证 新办");
  g_assert_cmpstr (((char **) newest->stages->pdata[0])[1], ==, "MK");
  g_assert_null (jr_item_table_load (place->database, "440307-0231", 3, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
}

static void
test_all_are_newest_by_code (Place *place, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) items = NULL;

  put (place, "B", "second");
  put (place, "A", "old");
  put (place, "A", "new");
  items = jr_item_table_load_all (place->database, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpstr (((JrItem *) items->pdata[0])->name, ==, "new");
  g_assert_cmpstr (((JrItem *) items->pdata[1])->name, ==, "second");
}

static void
test_damaged_item_is_said (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put (place, "A", "old");
  place_tamper (place, "UPDATE items SET json = '{'");
  g_assert_null (jr_item_table_load (place->database, "A", 0, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  place_test ("/item-table/versions", test_versions);
  place_test ("/item-table/all-are-newest-by-code", test_all_are_newest_by_code);
  place_test ("/item-table/damaged-item-is-said", test_damaged_item_is_said);
  return g_test_run ();
}
