/* make-desk.c: a desk's database with something in everything that only a desk keeps
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For rooms/make.py, which keeps it as a room of its schema version. Three cases of a snapshot, commands in each state of
 * the outbox, drafts, and the place in the feed. */

#include "jr-case-table.h"
#include "jr-desk-table.h"
#include "jr-error.h"
#include "store-cases.h"

/* As a snapshot would bring it. */
static void
put_case (Place *hub, Place *desk, const char *name, const char *number, const char *applicant)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JrCase) state = NULL;

  submit_case (hub, name, number, "食品经营许可", MORNING);
  state = jr_case_table_load (hub->database, case_id (name), &error);
  g_assert_no_error (error);
  jr_case_table_put (desk->database, state, applicant, &error);
  g_assert_no_error (error);
}

/* The number of the command. */
static guint64
add_comment (Place *desk, const char *name, const char *text)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (JrCommand) numbered = NULL;
  g_autoptr (JrCommand) command = jr_command_new (&(JrCommand){
    .kind = JR_COMMAND_COMMENT, .case_id = (char *) case_id (name), .text = (char *) text });

  numbered = jr_outbox_add (desk->database, command, MORNING, &error);
  g_assert_no_error (error);
  return numbered->number;
}

static void
fill_outbox (Place *desk)
{
  g_autoptr (JrProblem) problem = jr_problem_new_for ("not-allowed", "这件已由他人处理");
  g_autoptr (JrAnswer)  refusal = NULL;
  g_autoptr (GError)    error = NULL;

  refusal = jr_answer_new (
    &(JrAnswer){ .number = add_comment (desk, "case-a", "请看第二页"), .problem = problem });
  jr_outbox_set_sending (desk->database, add_comment (desk, "case-b", "已联系申请人"), TRUE,
                         &error);
  g_assert_no_error (error);
  add_comment (desk, "case-c", "明天再看");
  jr_outbox_settle (desk->database, refusal, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  Place              hub = { NULL, NULL, NULL };
  Place              desk = { NULL, argv[1], NULL };
  g_autoptr (GError) error = NULL;

  place_set_up (&hub, NULL);
  create_room (&hub);
  desk.database = jr_database_open (desk.path, JR_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
  put_case (&hub, &desk, "case-a", "NW-20261124-00001", "张*");
  put_case (&hub, &desk, "case-b", "NW-20261124-00002", "欧阳**");
  put_case (&hub, &desk, "case-c", "NW-20261124-00003", NULL);
  fill_outbox (&desk);
  jr_draft_put (desk.database, case_id ("case-a"), "opinion", "材料齐全，\n但租赁合同缺一页",
                &error);
  jr_draft_put (desk.database, case_id ("case-b"), "comment", "等待", &error);
  jr_desk_table_set (desk.database, "cursor", "0123456789abcdef0123456789abcdef.NW.17", &error);
  jr_desk_table_set (desk.database, "url", "http://127.0.0.1:8440/", &error);
  jr_desk_table_set (desk.database, "user", "wangmin", &error);
  g_assert_no_error (error);
  jr_database_close (desk.database);
  place_tear_down (&hub, NULL);
  return 0;
}
