/* test-sample-plan.c: room.json is a room that can be set up, and its people have papers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "jr-error.h"
#include "jr-sample-papers.h"

static JrSamplePlan *
load_plan (void)
{
  g_autofree char *path =
    g_build_filename (g_getenv ("JR_SOURCE_ROOT"), "data/demo/room.json", NULL);
  g_autoptr (GError) error = NULL;
  JrSamplePlan      *plan = jr_sample_plan_load (path, &error);

  g_assert_no_error (error);
  return plan;
}

static gboolean
has_department (JrSamplePlan *plan, const char *code)
{
  for (guint i = 0; i < plan->departments->len; i++)
    if (g_str_equal (((JrSampleDepartment *) plan->departments->pdata[i])->code, code))
      return TRUE;
  return FALSE;
}

static gboolean
has_reviewer (JrSamplePlan *plan, const char *department)
{
  for (guint i = 0; i < plan->users->len; i++)
    if (g_strcmp0 (((JrSampleUser *) plan->users->pdata[i])->department, department) == 0)
      return TRUE;
  return FALSE;
}

/* The first is the desk a newcomer sits down at; whoever reviews does so for a department that exists. */
static void
test_users (void)
{
  g_autoptr (JrSamplePlan) plan = load_plan ();
  const JrSampleUser      *first = plan->users->pdata[0];

  g_assert_cmpstr (first->role, ==, "reviewer");
  for (guint i = 0; i < plan->users->len; i++)
    {
      const JrSampleUser *user = plan->users->pdata[i];

      g_assert_cmpint (g_str_equal (user->role, "reviewer"), ==, user->department != NULL);
      if (user->department != NULL)
        g_assert_true (has_department (plan, user->department));
    }
}

/* Every case can be decided to its end: each department of each stage exists and has somebody. */
static void
test_stages (void)
{
  g_autoptr (JrSamplePlan) plan = load_plan ();
  JsonArray *items = json_object_get_array_member (json_node_get_object (plan->root), "items");

  g_assert_cmpuint (plan->items->len, >=, 12);
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      JsonArray  *stages = json_object_get_array_member (item, "stages");

      g_assert_cmpuint (json_array_get_length (stages), >, 0);
      for (guint j = 0; j < json_array_get_length (stages); j++)
        {
          JsonArray *stage = json_array_get_array_element (stages, j);

          g_assert_cmpuint (json_array_get_length (stage), >, 0);
          for (guint k = 0; k < json_array_get_length (stage); k++)
            g_assert_true (has_reviewer (plan, json_array_get_string_element (stage, k)));
        }
    }
}

static void
test_words (void)
{
  g_autoptr (JrSamplePlan) plan = load_plan ();
  g_autoptr (GRand)        rand = g_rand_new_with_seed (1);

  g_assert_cmpstr (jr_sample_plan_pick (plan, rand, "surnames"), !=, "");
  g_assert_cmpstr (jr_sample_plan_pick (plan, rand, "no such list"), ==, "");
  g_assert_cmpstr (jr_sample_plan_pick_opinion (plan, rand, "reject"), !=, "");
  /* A return must list what is missing, whichever paper it is about. */
  for (guint i = 0; i < plan->items->len; i++)
    {
      const JrSampleItem *item = plan->items->pdata[i];

      for (guint j = 0; j < item->materials->len; j++)
        {
          const JrSampleMaterial *material = item->materials->pdata[j];

          g_assert_cmpstr (jr_sample_plan_pick_missing (plan, rand, material->scan), !=, "");
        }
    }
}

/* Papers that say nothing of the item are scanned once a person, the others once an item; a second making makes none. */
static void
test_papers (void)
{
  g_autoptr (GError)         error = NULL;
  g_autofree char           *folder = g_dir_make_tmp ("jr-papers-XXXXXX", &error);
  g_autoptr (JrSamplePlan)   plan = load_plan ();
  g_autoptr (GRand)          rand = g_rand_new_with_seed (1);
  g_autoptr (JrSamplePerson) person = jr_sample_person_new (plan, rand, 1);
  g_autoptr (JrSamplePapers) papers = jr_sample_papers_new (folder);
  const JrSampleItem        *item = plan->items->pdata[0];
  const JrSampleItem        *other = plan->items->pdata[1];
  const JrSampleMaterial    *form = item->materials->pdata[0];
  const JrSampleMaterial    *card = item->materials->pdata[1];
  const char                *paths[4];
  GStatBuf                   before, after;

  paths[0] = jr_sample_papers_want (papers, person, item, form, 0);
  paths[1] = jr_sample_papers_want (papers, person, other, form, 0);
  paths[2] = jr_sample_papers_want (papers, person, item, card, 0);
  paths[3] = jr_sample_papers_want (papers, person, item, form, 1);
  g_assert_true (jr_sample_papers_want (papers, person, other, card, 0) == paths[2]);
  g_assert_cmpuint (g_hash_table_size (papers->scans), ==, 4);

  g_assert_true (jr_sample_papers_make (papers, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (paths[0], &before), ==, 0);
  g_assert_true (jr_sample_papers_make (papers, &error));
  g_assert_cmpint (g_stat (paths[0], &after), ==, 0);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_assert_cmpint (g_remove (paths[i]), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A copy of the plan that somebody spoilt is refused with what is wrong. */
static void
test_bad_plan (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *path = NULL;
  int                fd = g_file_open_tmp ("jr-plan-XXXXXX", &path, &error);

  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, "{\"code\": \"NW\", \"name\": 7}", -1, &error));
  g_assert_null (jr_sample_plan_load (path, &error));
  g_assert_error (error, JR_BASE_ERROR, JR_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "name"));
  g_assert_cmpint (g_remove (path), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-plan/users", test_users);
  g_test_add_func ("/sample-plan/stages", test_stages);
  g_test_add_func ("/sample-plan/words", test_words);
  g_test_add_func ("/sample-plan/papers", test_papers);
  g_test_add_func ("/sample-plan/bad", test_bad_plan);
  return g_test_run ();
}
