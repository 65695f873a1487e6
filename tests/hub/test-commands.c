/* test-commands.c: commands to a real hub: once, in batches, refused, and after the power went
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-test-hub.h"

#include <string.h>

#include "jr-error.h"
#include "jr-id.h"
#include "jr-wire.h"

static JrTestHub *hub;
static guint64    last_number;

#define CLIENT "the client of the test"

/* @fields without client and number gets the next. (transfer full) */
static JrCommand *
make (const JrCommand *fields)
{
  JrCommand command = *fields;

  if (command.client == NULL)
    command.client = (char *) CLIENT;
  if (command.number == 0)
    command.number = ++last_number;
  return jr_command_new (&command);
}

static char *
write_command (JrCommand *command)
{
  g_autoptr (JsonNode) node = jr_wire_write_command (command);

  return jr_json_to_canonical (node);
}

/* Client ids belong to their users. */
static JrTestReply *
send (const char *user, const JrCommand *fields)
{
  g_autofree char      *client = g_strconcat (CLIENT, " ", user, NULL);
  JrCommand             named = *fields;
  g_autoptr (JrCommand) command = NULL;
  g_autofree char      *body = NULL;

  if (named.client == NULL)
    named.client = client;
  command = make (&named);
  body = write_command (command);
  return jr_test_hub_ask (hub, user, "POST", "/v1/commands", body);
}

static JrAnswer *
read_answer (JrTestReply *reply)
{
  g_autoptr (GError) error = NULL;
  JrAnswer          *answer = NULL;

  if (reply->status == 200)
    answer = jr_answer_read (reply->json, &error);
  if (answer == NULL)
    g_error ("%s\n%s", reply->head, reply->body);
  return answer;
}

/* A submit of the item ONE, or another, with one document. */
static JrCommand *
make_submit (const char *id, const char *item)
{
  g_autoptr (JrDocument)  document = jr_test_hub_put_pdf (hub, 2, "form");
  g_autoptr (JrApplicant) applicant =
    jr_applicant_new (&(JrApplicant){ .name = (char *) "张伟",
                                      .id_number = (char *) "440106199001011234",
                                      .phone = (char *) "13800138000" });
  g_autoptr (GPtrArray) documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);

  g_ptr_array_add (documents, jr_document_ref (document));
  return make (&(JrCommand){ .kind = JR_COMMAND_SUBMIT,
                             .client = (char *) CLIENT " window1",
                             .case_id = (char *) id,
                             .item_code = (char *) item,
                             .applicant = applicant,
                             .documents = documents });
}

/* (transfer full): the id of a case in review */
static char *
submit (const char *item)
{
  char                   *id = jr_id_new ();
  g_autoptr (JrCommand)   command = make_submit (id, item);
  g_autoptr (JrTestReply) reply = send ("window1", command);
  g_autoptr (JrAnswer)    answer = read_answer (reply);

  g_assert_cmpstr (answer->case_id, ==, id);
  return id;
}

static JrDecision *
make_decision (JrDecisionKind kind)
{
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();

  if (kind == JR_DECISION_RETURN)
    g_ptr_array_add (missing, (gpointer) "户口簿");
  return jr_decision_new (
    &(JrDecision){ .kind = kind, .opinion = (char *) "说明", .missing = missing });
}

static JrTestReply *
decide (const char *user, const char *id, guint seen, JrDecisionKind kind)
{
  g_autoptr (JrDecision) decision = make_decision (kind);

  return send (user, &(JrCommand){ .kind = JR_COMMAND_DECIDE,
                                   .case_id = (char *) id,
                                   .seen_version = seen,
                                   .decision = decision });
}

static guint
count_events (const char *id)
{
  g_autofree char        *target = g_strconcat ("/v1/cases/", id, NULL);
  g_autoptr (JrTestReply) reply = jr_test_hub_ask (hub, "wang", "GET", target, NULL);

  g_assert_cmpuint (reply->status, ==, 200);
  return json_array_get_length (
    json_object_get_array_member (json_node_get_object (reply->json), "events"));
}

static void
test_submit (void)
{
  g_autofree char        *id = jr_id_new ();
  g_autoptr (JrCommand)   command = make_submit (id, "ONE");
  g_autoptr (JrTestReply) reply = send ("window1", command);
  g_autoptr (JrAnswer)    answer = read_answer (reply);

  g_assert_cmpstr (answer->case_id, ==, id);
  g_assert_true (g_regex_match_simple ("^NW-[0-9]{8}-[0-9]{5}$", answer->case_number, 0, 0));
  g_assert_cmpuint (answer->case_version, ==, 2);
  g_assert_cmpint (answer->sequence, >=, 2);
  g_assert_cmpuint (count_events (id), ==, 2);
}

/* The same id: the same answer, no second effect; not even when the case has gone on. */
static void
test_same_id (void)
{
  g_autofree char        *id = jr_id_new ();
  g_autoptr (JrCommand)   command = make_submit (id, "ONE");
  g_autoptr (JrTestReply) first = send ("window1", command);
  g_autoptr (JrTestReply) second = send ("window1", command);
  g_autoptr (JrTestReply) decided = decide ("wang", id, 2, JR_DECISION_APPROVE);
  g_autoptr (JrTestReply) third = NULL;
  guint                   n_events = count_events (id);

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpuint (decided->status, ==, 200);
  g_assert_cmpstr (first->body, ==, second->body);
  third = send ("window1", command);
  g_assert_cmpstr (first->body, ==, third->body);
  g_assert_cmpuint (count_events (id), ==, n_events);
}

/* A refusal too stays what it was. */
static void
test_same_refusal (void)
{
  g_autofree char        *id = submit ("ONE");
  g_autoptr (JrTestReply) decided = decide ("wang", id, 2, JR_DECISION_APPROVE);
  JrCommand               claim = { .client = (char *) CLIENT " wang",
                                    .number = ++last_number,
                                    .kind = JR_COMMAND_CLAIM,
                                    .case_id = id };
  g_autoptr (JrTestReply) first = send ("wang", &claim);
  g_autoptr (JrTestReply) recalled =
    send ("wang", &(JrCommand){ .kind = JR_COMMAND_RECALL, .case_id = id, .seen_version = 4 });
  g_autoptr (JrTestReply) second = send ("wang", &claim);
  g_autoptr (JrTestReply) again =
    send ("wang", &(JrCommand){ .kind = JR_COMMAND_CLAIM, .case_id = id });

  g_assert_cmpuint (decided->status, ==, 200);
  g_assert_cmpstr (jr_test_reply_get_word (first), ==, "wrong-phase");
  g_assert_cmpuint (recalled->status, ==, 200);
  g_assert_cmpstr (first->body, ==, second->body);
  g_assert_cmpuint (again->status, ==, 200);
}

static void
test_foreign_client (void)
{
  g_autofree char        *id = submit ("ONE");
  g_autoptr (JrTestReply) reply =
    send ("window2", &(JrCommand){ .client = (char *) CLIENT " window1",
                                   .kind = JR_COMMAND_WITHDRAW,
                                   .case_id = id,
                                   .text = (char *) "不办了" });

  g_assert_cmpuint (reply->status, ==, 403);
  g_assert_cmpuint (count_events (id), ==, 2);
}

static void
test_forgotten (void)
{
  g_autofree char        *id = submit ("ONE");
  JrCommand               comment = { .client = (char *) "one that jumps",
                                      .kind = JR_COMMAND_COMMENT,
                                      .number = 5000,
                                      .case_id = id,
                                      .text = (char *) "一" };
  g_autoptr (JrTestReply) high = send ("zhou", &comment);
  g_autoptr (JrTestReply) low = NULL;

  g_assert_cmpuint (high->status, ==, 200);
  comment.number = 1;
  low = send ("zhou", &comment);
  g_assert_cmpstr (jr_test_reply_get_word (low), ==, "forgotten");
  g_assert_cmpuint (low->status, ==, 409);
}

static void
test_stale_version (void)
{
  g_autofree char        *id = submit ("ONE");
  g_autoptr (JrTestReply) comment =
    send ("zhou", &(JrCommand){ .kind = JR_COMMAND_COMMENT, .case_id = id, .text = (char *) "快" });
  g_autoptr (JrTestReply) withdrawn = NULL;
  g_autoptr (JrTestReply) late = NULL;

  g_assert_cmpuint (comment->status, ==, 200);
  withdrawn =
    send ("window1",
          &(JrCommand){ .kind = JR_COMMAND_WITHDRAW, .case_id = id, .text = (char *) "不办了" });
  g_assert_cmpuint (withdrawn->status, ==, 200);
  late = decide ("wang", id, 2, JR_DECISION_APPROVE);
  g_assert_cmpuint (late->status, ==, 409);
  g_assert_cmpstr (jr_test_reply_get_word (late), ==, "changed");
  /* Who, and when. */
  g_assert_nonnull (strstr (late->body, "\"user\":\"window1\""));
  g_assert_nonnull (strstr (late->body, "\"at\":"));
}

/* A comment is no conflict. */
static void
test_comment_is_no_conflict (void)
{
  g_autofree char        *id = submit ("ONE");
  g_autoptr (JrTestReply) comment =
    send ("zhou", &(JrCommand){ .kind = JR_COMMAND_COMMENT, .case_id = id, .text = (char *) "快" });
  g_autoptr (JrTestReply) decided = decide ("wang", id, 2, JR_DECISION_APPROVE);

  g_assert_cmpuint (comment->status, ==, 200);
  g_assert_cmpuint (decided->status, ==, 200);
}

static void
test_refusals (void)
{
  g_autofree char        *id = jr_id_new ();
  g_autofree char        *known = submit ("ONE");
  g_autoptr (JrCommand)   unknown_item = make_submit (id, "NONE");
  g_autoptr (JrCommand)   duplicate = make_submit (known, "ONE");
  g_autoptr (JrTestReply) item = send ("window1", unknown_item);
  g_autoptr (JrTestReply) twice = send ("window1", duplicate);
  g_autoptr (JrTestReply) nowhere =
    send ("zhou", &(JrCommand){ .kind = JR_COMMAND_COMMENT, .case_id = id, .text = (char *) "一" });
  g_autoptr (JrTestReply) role = decide ("zhou", known, 2, JR_DECISION_APPROVE);
  g_autoptr (JrTestReply) department = decide ("chen", known, 2, JR_DECISION_APPROVE);

  g_assert_cmpstr (jr_test_reply_get_word (item), ==, "unknown-item");
  g_assert_cmpuint (item->status, ==, 422);
  g_assert_cmpstr (jr_test_reply_get_word (twice), ==, "duplicate");
  g_assert_cmpuint (twice->status, ==, 409);
  g_assert_cmpstr (jr_test_reply_get_word (nowhere), ==, "unknown-case");
  g_assert_cmpuint (nowhere->status, ==, 404);
  g_assert_cmpstr (jr_test_reply_get_word (role), ==, "not-allowed");
  g_assert_cmpuint (role->status, ==, 403);
  g_assert_cmpuint (department->status, >=, 400);
  g_assert_cmpuint (count_events (known), ==, 2);
}

/* A number from above is kept, and never given to a second case. */
static void
test_given_number (void)
{
  g_autofree char        *first_id = jr_id_new ();
  g_autofree char        *second_id = jr_id_new ();
  g_autoptr (JrCommand)   command = make_submit (first_id, "ONE");
  JrCommand               named = *command;
  g_autoptr (JrTestReply) first = NULL;
  g_autoptr (JrTestReply) second = NULL;
  g_autoptr (JrTestReply) found = NULL;
  g_autoptr (JrAnswer)    answer = NULL;

  named.case_number = (char *) "4403-2026-号-7";
  first = send ("window1", &named);
  answer = read_answer (first);
  g_assert_cmpstr (answer->case_number, ==, "4403-2026-号-7");
  named.case_id = second_id;
  named.number = ++last_number;
  second = send ("window1", &named);
  g_assert_cmpstr (jr_test_reply_get_word (second), ==, "duplicate");
  found = jr_test_hub_ask (hub, "wang", "GET", "/v1/cases?number=4403-2026-%E5%8F%B7-7", NULL);
  g_assert_nonnull (strstr (found->body, first_id));
}

static void
test_documents (void)
{
  g_autofree char      *id = jr_id_new ();
  g_autoptr (JrCommand) command = make_submit (id, "ONE");
  JrCommand             changed = *command;
  JrDocument            absent = *(JrDocument *) command->documents->pdata[0];
  g_autoptr (GPtrArray) documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);
  g_autoptr (JrTestReply) reply = NULL;
  g_autoptr (JrTestReply) same = NULL;

  absent.size++;
  g_ptr_array_add (documents, jr_document_new (&absent));
  changed.documents = documents;
  reply = send ("window1", &changed);
  g_assert_cmpstr (jr_test_reply_get_word (reply), ==, "missing-blob");
  /* What was never carried out may be sent again, put right, under the same id. */
  same = send ("window1", command);
  g_assert_cmpuint (same->status, ==, 200);
}

static void
test_bad_bodies (void)
{
  static const struct
  {
    const char *body;
    guint       status;
    const char *word;
  } rows[] = {
    { "", 400, "not-json" },
    { "{", 400, "not-json" },
    { "{\"a\":1,\"a\":2}", 400, "not-json" },
    { "[[[[[[[[[[[]]]]]]]]]]]", 400, "too-deep" },
    { "7", 422, "invalid" },
    { "{}", 422, "invalid" },
    { "{\"kind\":\"fly\",\"client\":\"a\",\"number\":1}", 422, "invalid" },
    { "{\"kind\":\"comment\",\"client\":\"a\",\"number\":0,\"case_number\":\"1\",\"text\":\"a\"}",
      422, "invalid" },
    { "{\"kind\":\"comment\",\"client\":\"a\",\"number\":1,\"text\":\"a\"}", 422, "invalid" },
    { "{\"kind\":\"push\",\"client\":\"a\",\"number\":1,\"case_number\":\"1\"}", 403,
      "not-allowed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JrTestReply) reply =
        jr_test_hub_ask (hub, "root", "POST", "/v1/commands", rows[i].body);

      g_test_message ("%s: %s", rows[i].body, reply->body);
      g_assert_cmpuint (reply->status, ==, rows[i].status);
      g_assert_cmpstr (jr_test_reply_get_word (reply), ==, rows[i].word);
    }
}

static void
test_content_type (void)
{
  g_autofree char *request = g_strdup_printf (
    "POST /v1/commands HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer %s\r\n"
    "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n[]",
    jr_test_hub_get_secret (hub, "window1"));
  g_autofree char *answer = jr_test_hub_exchange (hub, request, -1);

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 415"));
}

/* One refusal stops none of the others; each answer stands in its command's place. */
static void
test_batch (void)
{
  g_autofree char      *id = submit ("FOOD");
  g_autoptr (JrCommand) first =
    make (&(JrCommand){ .kind = JR_COMMAND_COMMENT, .case_id = id, .text = (char *) "一" });
  g_autoptr (JrCommand) wrong = make (&(JrCommand){
    .kind = JR_COMMAND_COMMENT, .case_number = (char *) "none", .text = (char *) "二" });
  g_autoptr (JrCommand) last =
    make (&(JrCommand){ .kind = JR_COMMAND_COMMENT, .case_id = id, .text = (char *) "三" });
  g_autofree char *one = write_command (first);
  g_autofree char *two = write_command (wrong);
  g_autofree char *three = write_command (last);
  g_autofree char *body = g_strdup_printf ("[%s,%s,{\"number\":77},%s,%s]", one, two, three, one);
  g_autoptr (JrTestReply)  reply = jr_test_hub_ask (hub, "zhou", "POST", "/v1/commands", body);
  static const char *const words[] = { NULL, "unknown-case", "invalid", NULL, NULL };
  const guint64 numbers[] = { first->number, wrong->number, 77, last->number, first->number };
  JsonArray    *answers;

  g_assert_cmpuint (reply->status, ==, 200);
  answers = json_node_get_array (reply->json);
  g_assert_cmpuint (json_array_get_length (answers), ==, G_N_ELEMENTS (words));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (JrAnswer) answer = jr_answer_read (json_array_get_element (answers, i), NULL);

      g_assert_cmpuint (answer->number, ==, numbers[i]);
      g_assert_cmpstr (answer->problem == NULL ? NULL : jr_problem_get_word (answer->problem), ==,
                       words[i]);
    }
  g_assert_cmpuint (count_events (id), ==, 4);
}

static void
test_batch_limits (void)
{
  g_autoptr (GString)     body = g_string_new ("[{}");
  g_autoptr (JrTestReply) full = NULL;
  g_autoptr (JrTestReply) over = NULL;
  g_autoptr (JrTestReply) empty = jr_test_hub_ask (hub, "zhou", "POST", "/v1/commands", "[]");

  for (guint i = 1; i < 200; i++)
    g_string_append (body, ",{}");
  g_string_append (body, "]");
  full = jr_test_hub_ask (hub, "zhou", "POST", "/v1/commands", body->str);
  g_string_insert (body, 1, "{},");
  over = jr_test_hub_ask (hub, "zhou", "POST", "/v1/commands", body->str);

  g_assert_cmpuint (full->status, ==, 200);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (full->json)), ==, 200);
  g_assert_cmpstr (jr_test_reply_get_word (over), ==, "too-large");
  g_assert_cmpstr (empty->body, ==, "[]");
}

/* The power goes behind the commit: the same id again gives the same answer. */
static void
test_kill (void)
{
  g_autofree char        *id = jr_id_new ();
  g_autoptr (JrCommand)   command = make_submit (id, "ONE");
  g_autoptr (JrTestReply) first = send ("window1", command);
  g_autoptr (JrTestReply) second = NULL;

  jr_test_hub_kill (hub);
  jr_test_hub_start (hub);
  second = send ("window1", command);
  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpstr (first->body, ==, second->body);
  g_assert_cmpuint (count_events (id), ==, 2);
}

int
main (int argc, char **argv)
{
  static const char *const options[] = { "--recall-window", "3600", NULL };
  int                      status;

  g_test_init (&argc, &argv, NULL);
  hub = jr_test_hub_new (options);
  g_test_add_func ("/hub/commands/submit", test_submit);
  g_test_add_func ("/hub/commands/same-id", test_same_id);
  g_test_add_func ("/hub/commands/same-refusal", test_same_refusal);
  g_test_add_func ("/hub/commands/foreign-client", test_foreign_client);
  g_test_add_func ("/hub/commands/forgotten", test_forgotten);
  g_test_add_func ("/hub/commands/stale-version", test_stale_version);
  g_test_add_func ("/hub/commands/comment-is-no-conflict", test_comment_is_no_conflict);
  g_test_add_func ("/hub/commands/refusals", test_refusals);
  g_test_add_func ("/hub/commands/given-number", test_given_number);
  g_test_add_func ("/hub/commands/documents", test_documents);
  g_test_add_func ("/hub/commands/bad-bodies", test_bad_bodies);
  g_test_add_func ("/hub/commands/content-type", test_content_type);
  g_test_add_func ("/hub/commands/batch", test_batch);
  g_test_add_func ("/hub/commands/batch-limits", test_batch_limits);
  g_test_add_func ("/hub/commands/kill", test_kill);
  status = g_test_run ();
  jr_test_hub_free (hub);
  return status;
}
