/* test-openings.c: what the auditor can read of who opened what, and of the log
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "hub-cases.h"

#include <string.h>

static JrTestHub *hub;
static char      *case_id;
static char      *other_id;
static char      *sha256;

static void
assert_get (const char *user, const char *method, const char *target, const char *range)
{
  g_autofree char *request =
    g_strdup_printf ("%s %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%s"
                     "Authorization: Bearer %s\r\n\r\n",
                     method, target, range, jr_test_hub_get_secret (hub, user));
  g_autofree char *answer = jr_test_hub_exchange (hub, request, -1);

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 20"));
}

static JsonArray *
get_rows (JrTestReply *reply, const char *name)
{
  g_assert_cmpuint (reply->status, ==, 200);
  return json_object_get_array_member (json_node_get_object (reply->json), name);
}

static void
assert_count (const char *query, guint n)
{
  g_autofree char        *target = g_strconcat ("/v1/openings", query, NULL);
  g_autoptr (JrTestReply) reply = jr_test_hub_ask (hub, "shen", "GET", target, NULL);

  if (json_array_get_length (get_rows (reply, "openings")) != n)
    g_test_fail_printf ("%s: %s", query, reply->body);
}

/* Two people, one case, one scan in three pieces: three rows, however often. What shows nothing leaves none. */
static void
test_once (void)
{
  g_autofree char *page = g_strdup_printf ("/v1/cases/%s", case_id);
  g_autofree char *scan = g_strdup_printf ("/v1/blobs/%s", sha256);
  g_autofree char *of_case = g_strdup_printf ("?case=%s", case_id);

  assert_get ("wang", "HEAD", page, "");
  assert_get ("wang", "HEAD", scan, "");
  assert_count ("", 0);
  for (guint i = 0; i < 3; i++)
    {
      assert_get ("wang", "GET", page, "");
      assert_get ("wang", "GET", scan, "Range: bytes=0-99\r\n");
    }
  assert_get ("wang", "GET", "/v1/cases", "");
  assert_get ("zhou", "GET", page, "");
  assert_count ("", 3);
  assert_count ("?user=wang", 2);
  assert_count (of_case, 3);
  assert_count ("?limit=2", 2);
  assert_count ("?after=2", 1);
}

static void
test_of_case (void)
{
  g_autofree char *page = g_strdup_printf ("/v1/cases/%s", other_id);
  g_autofree char *of_other = g_strdup_printf ("?case=%s", other_id);
  g_autofree char *of_both = g_strdup_printf ("?case=%s&user=li", other_id);

  assert_get ("li", "GET", page, "");
  assert_get ("zhou", "GET", page, "");
  assert_count (of_other, 2);
  assert_count (of_both, 1);
}

static void
test_pages (void)
{
  gint64 after = 0;
  guint  n = 0;

  while (TRUE)
    {
      g_autofree char *target =
        g_strdup_printf ("/v1/openings?limit=2&after=%" G_GINT64_FORMAT, after);
      g_autoptr (JrTestReply) reply = jr_test_hub_ask (hub, "shen", "GET", target, NULL);
      JsonObject             *members = json_node_get_object (reply->json);

      n += json_array_get_length (get_rows (reply, "openings"));
      if (!json_object_has_member (members, "next"))
        break;
      after = json_object_get_int_member (members, "next");
    }
  g_assert_cmpuint (n, ==, 5);
}

/* What was shown is on record, whatever becomes of the hub in the next moment. */
static void
test_kill (void)
{
  g_autofree char *page = g_strdup_printf ("/v1/cases/%s", case_id);

  jr_test_hub_get_secret (hub, "chen");
  assert_get ("chen", "GET", page, "");
  jr_test_hub_kill (hub);
  jr_test_hub_start (hub);
  assert_count ("?user=chen", 1);
}

static void
test_administration (void)
{
  g_autoptr (JrTestReply) reply = jr_test_hub_ask (hub, "shen", "GET", "/v1/administration", NULL);
  JsonArray              *acts = get_rows (reply, "acts");
  JsonObject             *first = json_array_get_object_element (acts, 0);

  g_assert_cmpstr (json_object_get_string_member (first, "act"), ==, "department add");
  g_assert_cmpstr (json_object_get_string_member (first, "subject"), ==, "HR");
  g_assert_nonnull (strstr (reply->body, "\"user add\""));
  g_assert_nonnull (strstr (reply->body, "\"item import\""));
}

/* As an auditor does it who trusts nothing but SHA-256: page by page, from the answers alone. */
static void
test_chain (void)
{
  g_autofree char *hash = NULL;
  g_autofree char *verified = NULL;
  gint64           after = 0;
  guint            n_rows = 1;
  int              status;

  while (n_rows > 0)
    {
      g_autofree char *target = g_strdup_printf ("/v1/log?limit=3&after=%" G_GINT64_FORMAT, after);
      g_autoptr (JrTestReply) reply = jr_test_hub_ask (hub, "shen", "GET", target, NULL);
      JsonArray              *rows = get_rows (reply, "rows");
      const char             *previous =
        json_object_get_string_member (json_node_get_object (reply->json), "previous");

      if (hash != NULL)
        g_assert_cmpstr (previous, ==, hash);
      else
        hash = g_strdup (previous);
      n_rows = json_array_get_length (rows);
      for (guint i = 0; i < n_rows; i++)
        {
          JsonObject      *row = json_array_get_object_element (rows, i);
          g_autofree char *text =
            g_strconcat (hash, json_object_get_string_member (row, "event"), NULL);

          g_free (hash);
          hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
          g_assert_cmpstr (hash, ==, json_object_get_string_member (row, "hash"));
          g_assert_cmpint (json_object_get_int_member (row, "sequence"), ==, ++after);
        }
    }
  g_assert_cmpint (after, >=, 4);
  verified = jr_test_hub_run (&status, "verify", jr_test_hub_get_folder (hub), NULL);
  g_assert_nonnull (strstr (verified, hash));
}

int
main (int argc, char **argv)
{
  g_autoptr (JrDocument) document = NULL;
  g_autoptr (GPtrArray)  documents = g_ptr_array_new ();
  int                    status;

  g_test_init (&argc, &argv, NULL);
  hub = jr_test_hub_new (NULL);
  document = jr_test_hub_put_pdf (hub, 1, "opened");
  sha256 = g_strdup (document->sha256);
  g_ptr_array_add (documents, document);
  case_id = hub_submit (hub, "ONE", documents);
  other_id = hub_submit_small (hub, "ONE");
  g_test_add_func ("/hub/openings/once", test_once);
  g_test_add_func ("/hub/openings/of-case", test_of_case);
  g_test_add_func ("/hub/openings/pages", test_pages);
  g_test_add_func ("/hub/openings/kill", test_kill);
  g_test_add_func ("/hub/openings/administration", test_administration);
  g_test_add_func ("/hub/openings/chain", test_chain);
  status = g_test_run ();
  jr_test_hub_free (hub);
  g_free (case_id);
  g_free (other_id);
  g_free (sha256);
  return status;
}
