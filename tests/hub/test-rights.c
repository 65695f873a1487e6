/* test-rights.c: who may do what, and who sees what of a person: the hub's tables tried from outside
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything here goes through the router's table and the table of roles, so that a route or a command that is added is
 * tried with every role and every kind of session without a line here. Sessions are written into the hub's database
 * beside it, as its own program would, to have some of any age. */

#include "hub-cases.h"

#include <string.h>

#include "jr-account-table.h"
#include "jr-error.h"
#include "jr-id.h"
#include "jr-log.h"
#include "jr-route.h"

#define NAME "张伟明"
#define MASKED_NAME "张*"
#define ID_NUMBER "990307199001011234"
#define PHONE "13800001234"

typedef struct
{
  JrRole      role;
  const char *user, *disabled, *option, *value;
} Tester;

static const Tester testers[] = {
  { JR_ROLE_REVIEWER, "wang", "gone-reviewer", "--department", "HR" },
  { JR_ROLE_SUPERVISOR, "zhou", "gone-supervisor", NULL, NULL },
  { JR_ROLE_COUNTER, "window1", "gone-counter", "--window", "9" },
  { JR_ROLE_ADMINISTRATOR, "root", "gone-administrator", NULL, NULL },
  { JR_ROLE_AUDITOR, "shen", "gone-auditor", NULL, NULL },
};

static JrTestHub  *hub;
static JrDatabase *database;

/* Secrets ------------------------------------------------------------------------------------------------------------ */

static JrDatabase *
open_database (JrTestHub *of)
{
  g_autofree char   *path = g_build_filename (jr_test_hub_get_folder (of), "hub.db", NULL);
  g_autoptr (GError) error = NULL;
  JrDatabase        *opened = jr_database_open (path, JR_DATABASE_READ_WRITE, &error);

  g_assert_no_error (error);
  return opened;
}

/* Last used @idle ago; of a session that has @left before it ends, or a key with 0. */
static char *
make_secret (JrDatabase *in, const char *user, JrTime idle, JrTime left)
{
  char              *secret = jr_token_new ();
  JrTime             now = jr_time_now ();
  g_autoptr (GError) error = NULL;

  jr_secret_table_put (in, secret, user, now - idle, left == 0 ? 0 : now + left, &error);
  g_assert_no_error (error);
  return secret;
}

static char *
make_live (const Tester *tester)
{
  return make_secret (database, tester->user, 0,
                      tester->role == JR_ROLE_COUNTER ? 0 : JR_TIME_HOUR);
}

static char *
make_none (const Tester *tester)
{
  return NULL;
}

static char *
make_odd (const Tester *tester)
{
  return g_strdup ("' OR 1=1 --");
}

static char *
make_unknown (const Tester *tester)
{
  return jr_token_new ();
}

/* As long as any, and then over for a minute. */
static char *
make_expired (const Tester *tester)
{
  return make_secret (database, tester->user, JR_TIME_HOUR, -JR_TIME_MINUTE);
}

static char *
make_idle (const Tester *tester)
{
  return make_secret (database, tester->user, JR_SESSION_IDLE_MAXIMUM + JR_TIME_MINUTE,
                      JR_TIME_HOUR);
}

/* In use with another hub, which has the same users. */
static char *
make_foreign (const Tester *tester)
{
  static JrTestHub       *other = NULL;
  static JrDatabase      *others = NULL;
  g_autoptr (JrTestReply) there = NULL;
  g_autofree char        *secret = NULL;

  if (tester == NULL)
    {
      g_clear_pointer (&others, jr_database_close);
      g_clear_pointer (&other, jr_test_hub_free);
      return NULL;
    }
  if (other == NULL)
    {
      other = jr_test_hub_new (NULL);
      others = open_database (other);
    }
  secret =
    make_secret (others, tester->user, 0, tester->role == JR_ROLE_COUNTER ? 0 : JR_TIME_HOUR);
  there = jr_test_hub_ask_with (other, secret, "GET", "/v1/me", NULL);
  g_assert_cmpuint (there->status, ==, 200);
  return g_steal_pointer (&secret);
}

/* It has ended before, since a disabled account has none; so one is put beside it that has not. */
static char *
make_disabled (const Tester *tester)
{
  return make_secret (database, tester->disabled, 0,
                      tester->role == JR_ROLE_COUNTER ? 0 : JR_TIME_HOUR);
}

static char *
make_removed (const Tester *tester)
{
  char              *secret = make_live (tester);
  g_autoptr (GError) error = NULL;

  jr_secret_table_remove (database, secret, &error);
  g_assert_no_error (error);
  return secret;
}

static const struct
{
  const char *what;
  char *(*make) (const Tester *tester);
} dead[] = {
  { "no", make_none },
  { "an odd", make_odd },
  { "an unknown", make_unknown },
  { "an expired", make_expired },
  { "an idle", make_idle },
  { "a foreign", make_foreign },
  { "a disabled", make_disabled },
  { "an ended", make_removed },
};

static void
set_up_disabled (const Tester *tester)
{
  const char      *folder = jr_test_hub_get_folder (hub);
  int              status;
  g_autofree char *added =
    jr_test_hub_run (&status, "user", "add", folder, tester->disabled, "--role",
                     jr_role_to_string (tester->role), tester->option, tester->value, NULL);
  g_autofree char *disabled = NULL;

  g_assert_cmpint (status, ==, 0);
  disabled = jr_test_hub_run (&status, "user", "disable", folder, tester->disabled, NULL);
  g_assert_cmpint (status, ==, 0);
}

/* Routes ------------------------------------------------------------------------------------------------------------- */

static char *
make_target (const JrRoute *route, const char *parameter)
{
  const char *brace = strchr (route->path, '{');

  return brace == NULL ? g_strdup (route->path)
                       : g_strdup_printf ("%.*s%s%s", (int) (brace - route->path), route->path,
                                          parameter, strchr (brace, '}') + 1);
}

static JrTestReply *
ask (const JrRoute *route, const char *method, const char *secret)
{
  g_autofree char *target = make_target (route, "nothing");

  return jr_test_hub_ask_with (hub, secret, method, target, route->body_maximum > 0 ? "x" : NULL);
}

static void
assert_shut (const JrRoute *route, const char *method, const Tester *tester, guint i)
{
  g_autofree char        *secret = dead[i].make (tester);
  g_autoptr (JrTestReply) reply = ask (route, method, secret);
  gboolean                is_open = (route->roles & JR_ROUTE_OPEN) != 0;
  gboolean                is_head = g_str_equal (method, "HEAD");
  g_autofree char        *scheme = jr_test_reply_get_header (reply, "WWW-Authenticate");

  if (is_open ? reply->status == 401 || reply->status == 403 || reply->status >= 500
              : reply->status != 401 || g_strcmp0 (scheme, "Bearer") != 0 ||
                  (!is_head && !g_str_equal (jr_test_reply_get_word (reply), "log-in-required")))
    g_test_fail_printf ("%s %s with %s session of %s: %s", method, route->path, dead[i].what,
                        tester->user, reply->head);
}

static void
assert_live (const JrRoute *route, const char *method, const Tester *tester)
{
  g_autofree char        *secret = make_live (tester);
  g_autoptr (JrTestReply) reply = ask (route, method, secret);
  gboolean                may = (route->roles & (JR_ROUTE_OPEN | (1u << tester->role))) != 0;

  if (may ? reply->status == 401 || reply->status == 403 || reply->status >= 500
          : reply->status != 403)
    g_test_fail_printf ("%s %s as %s: %s", method, route->path, tester->user, reply->head);
}

static void
try_route (const JrRoute *route, const char *method)
{
  for (guint i = 0; i < G_N_ELEMENTS (testers); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (dead); j++)
        assert_shut (route, method, &testers[i], j);
      assert_live (route, method, &testers[i]);
    }
}

static void
test_routes (void)
{
  guint          n_routes;
  const JrRoute *routes = jr_router_get_routes (&n_routes);

  g_assert_cmpuint (n_routes, >, 10);
  for (guint i = 0; i < n_routes; i++)
    {
      try_route (&routes[i], routes[i].method);
      if (g_str_equal (routes[i].method, "GET"))
        try_route (&routes[i], "HEAD");
    }
  make_foreign (NULL);
}

/* Through a proxy no role gets to what is for this machine only; without one it is there. */
static void
assert_local (const JrRoute *route, const Tester *tester, const char *header, guint status)
{
  g_autofree char *secret = make_live (tester);
  g_autofree char *request = g_strdup_printf ("%s %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                                              "%sAuthorization: Bearer %s\r\n\r\n",
                                              route->method, route->path, header, secret);
  g_autoptr (JrTestReply) reply = jr_test_hub_send_bytes (hub, request, strlen (request));

  g_assert_cmpuint (reply->status, ==, status);
}

static void
test_local (void)
{
  guint          n_routes, n_local = 0;
  const JrRoute *routes = jr_router_get_routes (&n_routes);

  for (guint i = 0; i < n_routes; i++)
    for (guint j = 0; (routes[i].roles & JR_ROUTE_LOCAL) != 0 && j < G_N_ELEMENTS (testers); j++)
      {
        assert_local (&routes[i], &testers[j], "X-Forwarded-For: 127.0.0.1\r\n", 404);
        assert_local (&routes[i], &testers[j], "Forwarded: for=_hidden\r\n", 404);
        assert_local (&routes[i], &testers[j], "", 200);
        n_local++;
      }
  g_assert_cmpuint (n_local, ==, G_N_ELEMENTS (testers));
}

/* What counts is the whole of what was tried above: each kind with a minute less is let in. */
static void
test_just_in_time (void)
{
  g_autofree char *idle =
    make_secret (database, "wang", JR_SESSION_IDLE_MAXIMUM - JR_TIME_MINUTE, JR_TIME_HOUR);
  g_autofree char        *late = make_secret (database, "wang", JR_TIME_HOUR, JR_TIME_MINUTE);
  g_autoptr (JrTestReply) first = jr_test_hub_ask_with (hub, idle, "GET", "/v1/me", NULL);
  g_autoptr (JrTestReply) second = jr_test_hub_ask_with (hub, late, "GET", "/v1/me", NULL);

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpuint (second->status, ==, 200);
}

/* Scans have a row in both tables. */
static void
test_documents_agree (void)
{
  guint          n_routes, n_found = 0;
  const JrRoute *routes = jr_router_get_routes (&n_routes);

  for (guint i = 0; i < n_routes; i++)
    if (g_str_equal (routes[i].method, "GET") && g_str_has_prefix (routes[i].path, "/v1/blobs/"))
      for (guint j = 0; j < G_N_ELEMENTS (testers); j++, n_found++)
        g_assert_true (
          ((routes[i].roles & (1u << testers[j].role)) != 0) ==
          (jr_role_get_disclosure (testers[j].role, JR_PLACE_DOCUMENT) != JR_DISCLOSURE_NONE));
  g_assert_cmpuint (n_found, ==, G_N_ELEMENTS (testers));
}

/* Commands ----------------------------------------------------------------------------------------------------------- */

/* Complete, of a case that is not there: only the role can be a reason for "not-allowed". */
static char *
write_command (JrCommandKind kind)
{
  g_autofree char *client = jr_id_new ();
  g_autofree char *case_id = jr_id_new ();

  return g_strdup_printf (
    "{\"kind\":\"%s\",\"client\":\"%s\",\"number\":1,\"case_id\":\"%s\",\"seen_version\":1,"
    "\"item_code\":\"NONE\",\"applicant\":{\"name\":\"李四\"},\"documents\":[],"
    "\"decision\":{\"kind\":\"approve\"},\"text\":\"好\",\"results\":[]}",
    jr_command_kind_to_string (kind), client, case_id);
}

static void
test_commands (void)
{
  for (guint kind = 0; kind < JR_N_COMMAND_KINDS; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (testers); i++)
      {
        g_autofree char        *body = write_command (kind);
        g_autofree char        *secret = make_live (&testers[i]);
        g_autoptr (JrTestReply) reply =
          jr_test_hub_ask_with (hub, secret, "POST", "/v1/commands", body);
        const char *word = jr_test_reply_get_word (reply);
        gboolean    is_refused = g_str_equal (word, "not-allowed") && reply->status == 403;

        g_assert_cmpuint (reply->status, >=, 400);
        g_assert_cmpstr (word, !=, "not-json");
        if (is_refused == jr_role_may (testers[i].role, kind))
          g_test_fail_printf ("%s as %s: %s %s", jr_command_kind_to_string (kind), testers[i].user,
                              reply->head, reply->body);
      }
}

/* What is refused has left nothing behind. */
static void
test_nothing_done (void)
{
  g_autoptr (GError) error = NULL;
  JrCursor           head;

  jr_log_get_head (database, &head, &error);
  g_assert_no_error (error);
  g_assert_cmpint (head.sequence, ==, 0);
}

/* A person's values -------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *id;
  char *sha256;
} Submitted;

static Submitted
submit (void)
{
  g_autoptr (JrApplicant) applicant = jr_applicant_new (&(JrApplicant){
    .name = (char *) NAME, .id_number = (char *) ID_NUMBER, .phone = (char *) PHONE });
  g_autoptr (GPtrArray)   documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);
  Submitted done = { .id = jr_id_new () };

  g_ptr_array_add (documents, jr_test_hub_put_pdf (hub, 1, "rights"));
  done.sha256 = g_strdup (((JrDocument *) documents->pdata[0])->sha256);
  hub_do (hub, "window1",
          &(JrCommand){ .kind = JR_COMMAND_SUBMIT,
                        .case_id = done.id,
                        .item_code = (char *) "ONE",
                        .applicant = applicant,
                        .documents = documents });
  return done;
}

/* The most that one may find in what a place gives to who is shown so much there. */
static void
assert_shown (const char *place, const Tester *tester, JrDisclosure disclosure, const char *text)
{
  gboolean has_full =
    strstr (text, NAME) != NULL || strstr (text, ID_NUMBER) != NULL || strstr (text, PHONE) != NULL;
  gboolean has_masked = strstr (text, MASKED_NAME) != NULL || strstr (text, "990***********1234");

  if (has_full != (disclosure == JR_DISCLOSURE_FULL) ||
      (has_masked && disclosure == JR_DISCLOSURE_NONE))
    g_test_fail_printf ("%s as %s: %s", place, tester->user, text);
}

/* Every place that can be read, with the case in it; the page of the case is the only one that may show all. */
static void
assert_route_shows (const JrRoute *route, const Tester *tester, const Submitted *done)
{
  gboolean         is_page = g_str_equal (route->path, "/v1/cases/{id}");
  g_autofree char *target =
    make_target (route, strstr (route->path, "{sha256}") != NULL ? done->sha256 : done->id);
  g_autofree char        *secret = make_live (tester);
  g_autoptr (JrTestReply) reply = jr_test_hub_ask_with (hub, secret, "GET", target, NULL);
  JrDisclosure            disclosure =
    jr_role_get_disclosure (tester->role, is_page ? JR_PLACE_CASE : JR_PLACE_LIST);

  if ((route->roles & (JR_ROUTE_OPEN | (1u << tester->role))) != 0)
    g_assert_cmpuint (reply->status, ==, 200);
  assert_shown (target, tester, disclosure, reply->body);
}

/* So that there is something to be shown everywhere. */
static void
load_calendar (void)
{
  g_autofree char *path =
    g_build_filename (g_getenv ("JR_SOURCE_ROOT"), "data/demo/calendar.json", NULL);
  g_autofree char *out = NULL;
  int              status;

  out = jr_test_hub_run (&status, "calendar", "import", jr_test_hub_get_folder (hub), path, NULL);
  g_assert_cmpint (status, ==, 0);
}

static void
test_places (void)
{
  Submitted      done = submit ();
  guint          n_routes;
  const JrRoute *routes = jr_router_get_routes (&n_routes);

  load_calendar ();
  for (guint i = 0; i < n_routes; i++)
    for (guint j = 0; g_str_equal (routes[i].method, "GET") && j < G_N_ELEMENTS (testers); j++)
      assert_route_shows (&routes[i], &testers[j], &done);
  g_free (done.id);
  g_free (done.sha256);
}

/* Lists by other words, and the feed as it waits. A masked name is there for who may have it: what was looked for above
 * was there to be found. */
static void
test_lists (void)
{
  static const char *const targets[] = {
    "/v1/cases?filter=all", "/v1/cases?search=%E5%BC%A0", "/v1/snapshot",
    "/v1/events",           "/v1/events?wait=5",
  };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    for (guint j = 0; j < G_N_ELEMENTS (testers); j++)
      {
        g_autofree char        *secret = make_live (&testers[j]);
        g_autoptr (JrTestReply) reply = jr_test_hub_ask_with (hub, secret, "GET", targets[i], NULL);
        JrDisclosure disclosure = jr_role_get_disclosure (testers[j].role, JR_PLACE_LIST);

        g_assert_cmpuint (reply->status, ==, 200);
        assert_shown (targets[i], &testers[j], disclosure, reply->body);
        g_assert_true ((strstr (reply->body, MASKED_NAME) != NULL) ==
                       (disclosure != JR_DISCLOSURE_NONE));
      }
}

static void
assert_stream_shows (const Tester *tester)
{
  g_autofree char              *secret = make_live (tester);
  g_autofree char              *request = g_strdup_printf ("GET /v1/events HTTP/1.1\r\nHost: a\r\n"
                                                                        "Accept: text/event-stream\r\n"
                                                                        "Authorization: Bearer %s\r\n\r\n",
                                                           secret);
  g_autoptr (GSocketConnection) line = jr_test_hub_connect (hub);
  GIOStream                    *stream = G_IO_STREAM (line);
  g_autoptr (GString)           text = g_string_new (NULL);
  char                          piece[4096];
  JrDisclosure                  disclosure = jr_role_get_disclosure (tester->role, JR_PLACE_LIST);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), request, strlen (request),
                             NULL, NULL, NULL);
  while (strstr (text->str, "stage-opened") == NULL)
    {
      gssize length = g_input_stream_read (g_io_stream_get_input_stream (stream), piece,
                                           sizeof piece, NULL, NULL);

      g_assert_cmpint (length, >, 0);
      g_string_append_len (text, piece, length);
    }
  assert_shown ("the stream", tester, disclosure, text->str);
  g_assert_true ((strstr (text->str, MASKED_NAME) != NULL) == (disclosure != JR_DISCLOSURE_NONE));
}

static void
test_stream (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (testers); i++)
    assert_stream_shows (&testers[i]);
}

/* On the page of the case: all, the masked form of each value, or nothing, and it says which. */
static void
test_case_page (void)
{
  g_autoptr (JrTestReply) list = jr_test_hub_ask (hub, "shen", "GET", "/v1/cases", NULL);
  JsonArray  *rows = json_object_get_array_member (json_node_get_object (list->json), "cases");
  JsonObject *row = json_object_get_object_member (json_array_get_object_element (rows, 0), "case");
  g_autofree char *target =
    g_strdup_printf ("/v1/cases/%s", json_object_get_string_member (row, "id"));

  for (guint i = 0; i < G_N_ELEMENTS (testers); i++)
    {
      g_autofree char        *secret = make_live (&testers[i]);
      g_autoptr (JrTestReply) reply = jr_test_hub_ask_with (hub, secret, "GET", target, NULL);
      JsonObject             *members = json_node_get_object (reply->json);
      JrDisclosure            disclosure = jr_role_get_disclosure (testers[i].role, JR_PLACE_CASE);
      JsonObject             *applicant = json_object_has_member (members, "applicant")
                                            ? json_object_get_object_member (members, "applicant")
                                            : NULL;

      g_assert_true (json_object_get_boolean_member (members, "masked") ==
                     (disclosure != JR_DISCLOSURE_FULL));
      g_assert_true ((applicant == NULL) == (disclosure == JR_DISCLOSURE_NONE));
      if (disclosure != JR_DISCLOSURE_MASKED)
        continue;
      g_assert_cmpstr (json_object_get_string_member (applicant, "name"), ==, MASKED_NAME);
      g_assert_cmpstr (json_object_get_string_member (applicant, "phone"), ==, "138****1234");
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  hub = jr_test_hub_new (NULL);
  database = open_database (hub);
  for (guint i = 0; i < G_N_ELEMENTS (testers); i++)
    set_up_disabled (&testers[i]);
  g_test_add_func ("/hub/rights/routes", test_routes);
  g_test_add_func ("/hub/rights/local", test_local);
  g_test_add_func ("/hub/rights/just-in-time", test_just_in_time);
  g_test_add_func ("/hub/rights/documents-agree", test_documents_agree);
  g_test_add_func ("/hub/rights/commands", test_commands);
  g_test_add_func ("/hub/rights/nothing-done", test_nothing_done);
  g_test_add_func ("/hub/rights/places", test_places);
  g_test_add_func ("/hub/rights/lists", test_lists);
  g_test_add_func ("/hub/rights/stream", test_stream);
  g_test_add_func ("/hub/rights/case-page", test_case_page);
  status = g_test_run ();
  jr_database_close (database);
  jr_test_hub_free (hub);
  return status;
}
