/* test-case-list.c: filters, pages, search
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-case-table.h"
#include "jr-database-private.h"
#include "store-cases.h"

#include <string.h>

static void
set_up_room (Place *place, gconstpointer data)
{
  place_set_up (place, data);
  create_room (place);
}

static char *
list (Place *place, JrCaseFilter filter)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) ids = jr_case_table_list (place->database, &filter, NULL, 100, &error);
  g_autoptr (GString)   names = g_string_new (NULL);
  gint64                count;

  g_assert_no_error (error);
  count = jr_case_table_count (place->database, &filter, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count, ==, ids->len);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (names, "%s%s", i == 0 ? "" : " ", case_name (ids->pdata[i]));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

#define assert_list(place, expected, ...)                                                          \
  {                                                                                                \
    g_autofree char *listed = list (place, (JrCaseFilter){ __VA_ARGS__ });                         \
    g_assert_cmpstr (listed, ==, expected);                                                        \
  }

static void
assert_next_push (Place *place, JrTime now, JrTime expected)
{
  g_autoptr (GError) error = NULL;
  JrTime             at = -1;

  g_assert_true (jr_case_table_get_next_push (place->database, now, &at, &error));
  g_assert_no_error (error);
  g_assert_cmpint (at, ==, expected);
}

static void
test_filters (Place *place, gconstpointer data)
{
  submit_case (place, "open", "NW-1", "食品经营许可", MORNING);
  submit_case (place, "claimed", "NW-2", "食品经营许可", MORNING + 1);
  claim_review (place, "claimed", "HR", "wangmin");
  submit_case (place, "half", "NW-3", "食品经营许可", MORNING + 2);
  decide_review (place, "half", "HR", JR_DECISION_APPROVE);
  submit_case (place, "supplement", "NW-4", "食品经营许可", MORNING + 3);
  decide_review (place, "supplement", "HR", JR_DECISION_APPROVE);
  decide_review (place, "supplement", "MK", JR_DECISION_RETURN);
  request_supplement (place, "supplement");
  submit_case (place, "decided", "NW-5", "食品经营许可", MORNING + 4);
  decide_review (place, "decided", "HR", JR_DECISION_APPROVE);
  decide_review (place, "decided", "MK", JR_DECISION_APPROVE);
  decide_case (place, "decided", MORNING + 3 * JR_TIME_HOUR);
  submit_case (place, "delivered", "NW-6", "食品经营许可", MORNING + 5);
  decide_review (place, "delivered", "HR", JR_DECISION_APPROVE);
  decide_review (place, "delivered", "MK", JR_DECISION_APPROVE);
  decide_case (place, "delivered", MORNING + 3 * JR_TIME_HOUR);
  push_result (place, "delivered");
  submit_case (place, "withdrawn", "NW-7", "食品经营许可", MORNING + 6);
  withdraw_case (place, "withdrawn");

  assert_list (place, "open claimed half supplement decided delivered withdrawn",
               .kind = JR_CASE_FILTER_ALL);
  assert_list (place, "open claimed half supplement decided", .kind = JR_CASE_FILTER_PENDING);
  assert_list (place, "open claimed", .kind = JR_CASE_FILTER_DEPARTMENT, .department = "HR");
  assert_list (place, "open claimed half", .kind = JR_CASE_FILTER_DEPARTMENT, .department = "MK");
  assert_list (place, "claimed", .kind = JR_CASE_FILTER_MINE, .user = "wangmin");
  assert_list (place, "", .kind = JR_CASE_FILTER_MINE, .user = "lina");
  assert_list (place, "supplement", .kind = JR_CASE_FILTER_SUPPLEMENT);
  assert_list (place, "delivered withdrawn", .kind = JR_CASE_FILTER_CONCLUDED);
  assert_list (place, "", .kind = JR_CASE_FILTER_PUSH_DUE, .now = MORNING);
  assert_list (place, "supplement", .kind = JR_CASE_FILTER_PUSH_DUE,
               .now = MORNING + 2 * JR_TIME_HOUR);
  assert_list (place, "supplement decided", .kind = JR_CASE_FILTER_PUSH_DUE,
               .now = MORNING + 3 * JR_TIME_HOUR);
  assert_list (place, "decided", .kind = JR_CASE_FILTER_PUSH_FAR,
               .now = MORNING + 2 * JR_TIME_HOUR);
  assert_list (place, "", .kind = JR_CASE_FILTER_PUSH_FAR, .now = MORNING + 3 * JR_TIME_HOUR);
  assert_next_push (place, MORNING, MORNING + 2 * JR_TIME_HOUR);
  assert_next_push (place, MORNING + 2 * JR_TIME_HOUR, MORNING + 3 * JR_TIME_HOUR);
  assert_next_push (place, MORNING + 3 * JR_TIME_HOUR, 0);
}

/* One user who holds two reviews of a case has one case. */
static void
test_mine_names_a_case_once (Place *place, gconstpointer data)
{
  submit_case (place, "case-a", "NW-1", "食品经营许可", MORNING);
  claim_review (place, "case-a", "HR", "wangmin");
  claim_review (place, "case-a", "MK", "wangmin");
  assert_list (place, "case-a", .kind = JR_CASE_FILTER_MINE, .user = "wangmin");
}

/* Many cases of one instant, as an import makes them: every page goes on exactly where the last one ended. */
static void
test_pages_have_no_gaps_or_doubles (Place *place, gconstpointer data)
{
  const JrCaseFilter filters[] = {
    { .kind = JR_CASE_FILTER_ALL },
    { .kind = JR_CASE_FILTER_PENDING },
    { .kind = JR_CASE_FILTER_DEPARTMENT, .department = "MK" },
    { .kind = JR_CASE_FILTER_ALL, .search = "食品" },
  };

  for (guint i = 0; i < 53; i++)
    {
      g_autofree char *id = g_strdup_printf ("case-%02u", (i * 37) % 53);
      g_autofree char *number = g_strdup_printf ("NW-%u", i);

      submit_case (place, id, number, "食品经营许可", MORNING + i / 20);
    }
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (GError)    error = NULL;
      g_autoptr (GPtrArray) all =
        jr_case_table_list (place->database, &filters[i], NULL, 99, &error);
      g_autofree char *after = NULL;
      guint            seen = 0;

      g_assert_cmpuint (all->len, ==, 53);
      while (TRUE)
        {
          g_autoptr (GPtrArray) page =
            jr_case_table_list (place->database, &filters[i], after, 7, &error);

          g_assert_no_error (error);
          for (guint j = 0; j < page->len; j++)
            g_assert_cmpstr (page->pdata[j], ==, all->pdata[seen++]);
          if (page->len < 7)
            break;
          g_free (after);
          after = g_strdup (page->pdata[6]);
        }
      g_assert_cmpuint (seen, ==, 53);
    }
}

static void
test_unknown_place_is_said (Place *place, gconstpointer data)
{
  const JrCaseFilter all = { .kind = JR_CASE_FILTER_ALL };
  g_autoptr (GError) error = NULL;

  g_assert_null (jr_case_table_list (place->database, &all, case_id ("case-gone"), 10, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
}

static void
set_applicant (Place *place, const char *id, const char *name)
{
  g_autoptr (GError) error = NULL;

  jr_case_table_set_applicant (place->database, case_id (id), name, &error);
  g_assert_no_error (error);
}

static void
test_search (Place *place, gconstpointer data)
{
  submit_case (place, "a", "NW-20261124-00031", "食品经营许可证新办", MORNING);
  submit_case (place, "b", "NW-20261124-00044", "灵活就业社保补贴", MORNING + 1);
  submit_case (place, "c", "NW-20261125-00031", "户口迁移", MORNING + 2);
  set_applicant (place, "a", "张伟");
  set_applicant (place, "b", "欧*");
  set_applicant (place, "c", "伟张餐饮店");

  assert_list (place, "a", .search = "张伟");
  assert_list (place, "c", .search = "迁移");
  assert_list (place, "a c", .search = "张");
  assert_list (place, "b", .search = "欧*");
  assert_list (place, "a", .search = "许可证");
  assert_list (place, "a c", .search = "00031");
  assert_list (place, "c", .search = "nw-20261125");
  assert_list (place, "c", .search = "ＮＷ－２０２６１１２５");
  assert_list (place, "a b c", .search = "W");
  assert_list (place, "a b c", .search = "");
  assert_list (place, "", .search = "李娜");
  assert_list (place, "", .search = "%");
  /* Has all pairs of the question, but not the question. */
  assert_list (place, "", .search = "00031-2026");
  assert_list (place, "b", .kind = JR_CASE_FILTER_PENDING, .search = "社保");
  assert_list (place, "b", .kind = JR_CASE_FILTER_DEPARTMENT, .department = "HR", .search = "社保");
  assert_list (place, "", .kind = JR_CASE_FILTER_CONCLUDED, .search = "社保");
}

static void
test_search_forgets_old_names (Place *place, gconstpointer data)
{
  submit_case (place, "a", "NW-1", "户口迁移", MORNING);
  set_applicant (place, "a", "张伟");
  set_applicant (place, "a", "李娜");
  assert_list (place, "", .search = "张伟");
  assert_list (place, "a", .search = "李娜");
  assert_list (place, "a", .search = "迁移");
  g_assert_cmpint (place_ask (place, "SELECT COUNT(*) FROM case_bigrams WHERE bigram = '张伟'"), ==,
                   0);
  set_applicant (place, "a", NULL);
  g_assert_cmpint (place_ask (place, "SELECT COUNT(*) FROM case_bigrams WHERE bigram = '李娜'"), ==,
                   0);
  assert_list (place, "a", .search = "迁移");
}

static int
status_of_all (Place *place, int counter)
{
  int sum = 0;

  for (sqlite3_stmt *statement = sqlite3_next_stmt (place->database->handle, NULL);
       statement != NULL; statement = sqlite3_next_stmt (place->database->handle, statement))
    sum += sqlite3_stmt_status (statement, counter, TRUE);
  return sum;
}

/* No page may cost more the more cases there are: SQLite must not look at rows that are not on it, and sort only where
 * few rows can be. */
static void
test_pages_go_by_an_index (Place *place, gconstpointer data)
{
  const struct
  {
    JrCaseFilter filter;
    int          sorts;
  } pages[] = {
    { { .kind = JR_CASE_FILTER_PENDING }, 0 },
    { { .kind = JR_CASE_FILTER_DEPARTMENT, .department = "HR" }, 0 },
    { { .kind = JR_CASE_FILTER_SUPPLEMENT }, 0 },
    { { .kind = JR_CASE_FILTER_CONCLUDED }, 0 },
    { { .kind = JR_CASE_FILTER_ALL }, 0 },
    { { .kind = JR_CASE_FILTER_MINE, .user = "wangmin" }, 1 },
    { { .kind = JR_CASE_FILTER_PUSH_DUE, .now = MORNING }, 1 },
    { { .kind = JR_CASE_FILTER_PUSH_FAR, .now = MORNING }, 1 },
  };

  submit_case (place, "a", "NW-1", "户口迁移", MORNING);
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *id = g_strdup_printf ("case-%u", i);
      g_autofree char *number = g_strdup_printf ("NW-1%u", i);

      submit_case (place, id, number, "户口迁移", MORNING + i);
    }
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (GError)    error = NULL;
      g_autoptr (GPtrArray) page = NULL;

      status_of_all (place, SQLITE_STMTSTATUS_FULLSCAN_STEP);
      status_of_all (place, SQLITE_STMTSTATUS_SORT);
      page = jr_case_table_list (place->database, &pages[i].filter, case_id ("a"), 9, &error);
      g_assert_no_error (error);
      g_assert_cmpint (status_of_all (place, SQLITE_STMTSTATUS_FULLSCAN_STEP), ==, 0);
      g_assert_cmpint (status_of_all (place, SQLITE_STMTSTATUS_SORT), <=, pages[i].sorts);
    }
}

int
main (int argc, char **argv)
{
  const struct
  {
    const char *path;
    void (*function) (Place *, gconstpointer);
  } tests[] = {
    { "/case-list/filters", test_filters },
    { "/case-list/mine-names-a-case-once", test_mine_names_a_case_once },
    { "/case-list/pages-have-no-gaps-or-doubles", test_pages_have_no_gaps_or_doubles },
    { "/case-list/unknown-place-is-said", test_unknown_place_is_said },
    { "/case-list/search", test_search },
    { "/case-list/search-forgets-old-names", test_search_forgets_old_names },
    { "/case-list/pages-go-by-an-index", test_pages_go_by_an_index },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Place, NULL, set_up_room, tests[i].function, place_tear_down);
  return g_test_run ();
}
