/* test-cases.c: what a real hub shows of its cases, and to whom
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-test-hub.h"

#include <string.h>

#include "jr-id.h"
#include "jr-json.h"

#define CASES 120

static JrTestHub *hub;
static guint64    last_number;
static char      *ids[CASES];

static void
submit_all (void)
{
  g_autoptr (JrHubClient) client = jr_test_hub_new_client (hub, "window1");
  g_autoptr (JrDocument)  document = jr_test_hub_put_pdf (hub, 1, "form");
  g_autoptr (GPtrArray)   documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);
  g_autoptr (JrApplicant) applicant =
    jr_applicant_new (&(JrApplicant){ .name = (char *) "张伟",
                                      .id_number = (char *) "440106199001011234",
                                      .phone = (char *) "13800138000" });
  g_autoptr (GPtrArray) commands =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_command_unref);
  g_autoptr (GPtrArray) answers = NULL;

  g_ptr_array_add (documents, jr_document_ref (document));
  for (guint i = 0; i < CASES; i++)
    {
      ids[i] = jr_id_new ();
      g_ptr_array_add (commands, jr_command_new (&(JrCommand){ .client = (char *) "window of cases",
                                                               .number = ++last_number,
                                                               .kind = JR_COMMAND_SUBMIT,
                                                               .case_id = ids[i],
                                                               .item_code = (char *) "FOOD",
                                                               .applicant = applicant,
                                                               .documents = documents }));
    }
  answers = jr_hub_client_send (client, commands, NULL, NULL);
  for (guint i = 0; i < CASES; i++)
    g_assert_null (((JrAnswer *) answers->pdata[i])->problem);
}

static JsonObject *
get_object (JrTestReply *reply)
{
  g_assert_cmpuint (reply->status, ==, 200);
  return json_node_get_object (reply->json);
}

/* All pages together have every case once. */
static void
test_pages (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char       *target = g_strdup ("/v1/cases?filter=pending&limit=50");
  guint                  n_pages = 0;

  while (target != NULL)
    {
      g_autoptr (JrTestReply) reply = jr_test_hub_ask (hub, "zhou", "GET", target, NULL);
      JsonArray              *rows = json_object_get_array_member (get_object (reply), "cases");
      const char             *next =
        json_object_get_string_member_with_default (get_object (reply), "next", NULL);

      for (guint i = 0; i < json_array_get_length (rows); i++)
        {
          JsonObject *row = json_array_get_object_element (rows, i);
          JsonObject *state = json_object_get_object_member (row, "case");

          g_assert_cmpstr (json_object_get_string_member (row, "applicant"), ==, "张*");
          g_assert_true (
            g_hash_table_add (seen, g_strdup (json_object_get_string_member (state, "id"))));
        }
      n_pages++;
      g_free (target);
      target =
        next == NULL ? NULL : g_strdup_printf ("/v1/cases?filter=pending&limit=50&after=%s", next);
    }
  g_assert_cmpuint (n_pages, ==, 3);
  g_assert_cmpuint (g_hash_table_size (seen), ==, CASES);
}

static void
test_questions (void)
{
  static const struct
  {
    const char *user, *query;
    guint       status, n_cases;
  } rows[] = {
    { "wang", "filter=all&limit=500", 200, CASES },
    { "wang", "filter=department&limit=500", 200, CASES },
    { "zhou", "filter=department&department=FP&limit=500", 200, CASES },
    { "zhou", "filter=department&department=MK", 200, 0 },
    { "zhou", "filter=department", 422, 0 },
    { "wang", "filter=mine", 200, 0 },
    { "wang", "filter=concluded", 200, 0 },
    { "wang", "filter=nothing", 422, 0 },
    { "wang", "limit=7", 200, 7 },
    { "wang", "limit=0", 422, 0 },
    { "wang", "limit=501", 422, 0 },
    { "wang", "limit=x", 422, 0 },
    { "wang", "after=x", 422, 0 },
    { "wang", "after=00000000-0000-4000-8000-000000000000", 404, 0 },
    { "wang", "search=%E9%A3%9F%E5%93%81&limit=500", 200, CASES },
    { "wang", "search=%E6%B2%A1%E6%9C%89", 200, 0 },
    { "wang", "number=NW-none", 200, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char        *target = g_strconcat ("/v1/cases?", rows[i].query, NULL);
      g_autoptr (JrTestReply) reply = jr_test_hub_ask (hub, rows[i].user, "GET", target, NULL);

      g_test_message ("%s", target);
      g_assert_cmpuint (reply->status, ==, rows[i].status);
      if (reply->status == 200)
        g_assert_cmpuint (json_array_get_length (
                            json_object_get_array_member (get_object (reply), "cases")),
                          ==, rows[i].n_cases);
    }
}

/* Full on the desk and at the window, masked for those who only watch, nothing for who runs the machine. */
static void
test_disclosure (void)
{
  static const struct
  {
    const char *user, *name, *phone;
    gboolean    is_masked;
  } rows[] = {
    { "wang", "张伟", "13800138000", FALSE },
    { "window2", "张伟", "13800138000", FALSE },
    { "zhou", "张*", "138****8000", TRUE },
    { "shen", "张*", "138****8000", TRUE },
    { "root", NULL, NULL, TRUE },
  };
  g_autofree char *target = g_strconcat ("/v1/cases/", ids[0], NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JrTestReply) reply = jr_test_hub_ask (hub, rows[i].user, "GET", target, NULL);
      JsonObject             *members = get_object (reply);

      g_test_message ("%s", rows[i].user);
      g_assert_true (json_object_get_boolean_member (members, "masked") == rows[i].is_masked);
      g_assert_true (json_object_has_member (members, "applicant") == (rows[i].name != NULL));
      if (rows[i].is_masked)
        {
          g_assert_null (strstr (reply->body, "张伟"));
          g_assert_null (strstr (reply->body, "13800138000"));
          g_assert_null (strstr (reply->body, "440106199001011234"));
        }
      if (rows[i].name == NULL)
        continue;
      members = json_object_get_object_member (members, "applicant");
      g_assert_cmpstr (json_object_get_string_member (members, "name"), ==, rows[i].name);
      g_assert_cmpstr (json_object_get_string_member (members, "phone"), ==, rows[i].phone);
    }
}

/* No personal value leaves by the feed. */
static void
test_feed_is_masked (void)
{
  g_autoptr (JrTestReply) snapshot = jr_test_hub_ask (hub, "window1", "GET", "/v1/snapshot", NULL);
  g_autoptr (JrTestReply) events =
    jr_test_hub_ask (hub, "window1", "GET", "/v1/events?limit=500", NULL);

  g_assert_cmpuint (snapshot->status, ==, 200);
  g_assert_nonnull (strstr (snapshot->body, "张*"));
  g_assert_null (strstr (snapshot->body, "张伟"));
  g_assert_cmpuint (events->status, ==, 200);
  g_assert_nonnull (strstr (events->body, "张*"));
  g_assert_null (strstr (events->body, "张伟"));
  g_assert_null (strstr (events->body, "13800138000"));
}

typedef struct
{
  guint n_frames;
  guint n_cases;
  char *first;
  char *last;
} Snapshot;

static gboolean
on_frame (JrFrame *frame, gpointer data)
{
  Snapshot *self = data;

  if (self->n_frames++ == 0)
    self->first = g_strdup (frame->cursor);
  self->n_cases += frame->state != NULL;
  if (frame->is_end)
    self->last = g_strdup (frame->cursor);
  return TRUE;
}

/* More cases than one piece of it has. */
static void
test_snapshot (void)
{
  g_autoptr (JrHubClient) client = jr_test_hub_new_client (hub, "wang");
  g_autoptr (GError)      error = NULL;
  Snapshot                snapshot = { 0 };

  jr_hub_client_load_snapshot (client, on_frame, &snapshot, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (snapshot.n_cases, ==, CASES);
  g_assert_cmpuint (snapshot.n_frames, ==, CASES + 2);
  g_assert_nonnull (snapshot.first);
  g_assert_cmpstr (snapshot.first, ==, snapshot.last);
  g_free (snapshot.first);
  g_free (snapshot.last);
}

static void
test_items (void)
{
  g_autoptr (JrHubClient) client = jr_test_hub_new_client (hub, "window1");
  g_autoptr (GPtrArray)   items = jr_hub_client_load_items (client, NULL, NULL);

  g_assert_nonnull (items);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpstr (((JrItem *) items->pdata[0])->code, ==, "FOOD");
}

static void
test_unknown (void)
{
  g_autoptr (JrTestReply) reply =
    jr_test_hub_ask (hub, "wang", "GET", "/v1/cases/00000000-0000-4000-8000-000000000000", NULL);

  g_assert_cmpuint (reply->status, ==, 404);
  g_assert_cmpstr (jr_test_reply_get_word (reply), ==, "unknown-case");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  hub = jr_test_hub_new (NULL);
  submit_all ();
  g_test_add_func ("/hub/cases/pages", test_pages);
  g_test_add_func ("/hub/cases/questions", test_questions);
  g_test_add_func ("/hub/cases/disclosure", test_disclosure);
  g_test_add_func ("/hub/cases/feed-is-masked", test_feed_is_masked);
  g_test_add_func ("/hub/cases/snapshot", test_snapshot);
  g_test_add_func ("/hub/cases/items", test_items);
  g_test_add_func ("/hub/cases/unknown", test_unknown);
  status = g_test_run ();
  jr_test_hub_free (hub);
  for (guint i = 0; i < CASES; i++)
    g_free (ids[i]);
  return status;
}
