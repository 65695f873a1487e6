/* test-record.c: records copy what they hold and give it back
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-record.h"

JR_DECLARE_RECORD (Leaflet, leaflet)

struct _Leaflet
{
  char      *title;
  GPtrArray *pages;
};

static void
leaflet_copy (Leaflet *self)
{
  self->title = g_strdup (self->title);
  self->pages = jr_record_array (self->pages, g_free);
}

static void
leaflet_clear (Leaflet *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->pages);
}

JR_DEFINE_RECORD (Leaflet, leaflet, leaflet_copy, leaflet_clear)

static void
test_new_copies_strings_and_shares_arrays (void)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func (g_free);
  char                  title[] = "notice";
  g_autoptr (Leaflet)   leaflet = leaflet_new (&(Leaflet){ .title = title, .pages = pages });

  title[0] = 'N';
  g_assert_cmpstr (leaflet->title, ==, "notice");
  g_assert_true (leaflet->pages == pages);
}

static void
test_absent_array_is_empty (void)
{
  g_autoptr (Leaflet) leaflet = leaflet_new (&(Leaflet){ .title = NULL });

  g_assert_nonnull (leaflet->pages);
  g_assert_cmpuint (leaflet->pages->len, ==, 0);
}

static void
test_ref_keeps_it (void)
{
  g_autoptr (Leaflet) leaflet = leaflet_new (&(Leaflet){ .title = (char *) "kept" });
  Leaflet            *again = leaflet_ref (leaflet);

  leaflet_unref (again);
  g_assert_cmpstr (leaflet->title, ==, "kept");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/new-copies-strings-and-shares-arrays",
                   test_new_copies_strings_and_shares_arrays);
  g_test_add_func ("/record/absent-array-is-empty", test_absent_array_is_empty);
  g_test_add_func ("/record/ref-keeps-it", test_ref_keeps_it);
  return g_test_run ();
}
