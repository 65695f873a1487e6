/* test-hub-client.c: what the client makes of answers, good and bad
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-hub-client.h"

#include <glib/gstdio.h>
#include <string.h>

#include "jr-error.h"
#include "jr-hub-client-private.h"
#include "jr-wire.h"
#include "raw-hub.h"

/* Long enough for a busy machine, short enough to wait for. */
static const JrHubLimits short_limits = { .connect = 2000, .response = 400, .silence = 400 };

/* For what is about something else than time. */
static const JrHubLimits long_limits = { .connect = 20000, .response = 20000, .silence = 20000 };

static JrHubClient *
new_client (RawHub *hub)
{
  g_autoptr (GError) error = NULL;
  JrHubClient       *client = jr_hub_client_new (raw_hub_get_url (hub), NULL, &error);

  g_assert_no_error (error);
  jr_hub_client_set_limits (client, &short_limits);
  jr_hub_client_set_secret (client, "jrk_secret");
  return client;
}

static void
assert_problem (JrHubClient *client, const char *word)
{
  g_autoptr (JrProblem) problem = jr_hub_client_dup_problem (client);

  g_assert_nonnull (problem);
  g_assert_cmpstr (jr_problem_get_word (problem), ==, word);
}

/* Addresses --------------------------------------------------------------------------------------------------------- */

static void
test_addresses (void)
{
  static const char *const good[] = {
    "https://hub.example.org", "https://hub.example.org/room/",
    "https://10.1.2.3:8443",   "http://localhost:8080",
    "http://127.0.0.1:1",      "http://127.9.9.9",
    "http://[::1]:8080",       "https://[2001:db8::1]/",
    "HTTPS://HUB.example.org",
  };
  static const char *const bad[] = {
    "http://hub.example.org",
    "http://10.1.2.3:8080",
    "http://localhost.example.org",
    "http://0.0.0.0:80",
    "http://[2001:db8::1]",
    "ftp://localhost",
    "localhost:8080",
    "",
    "https://",
    "https:///v1",
    "https://me:pw@hub.example",
    "https://hub.example/?room=1",
    "https://hub.example/#x",
    "file:///etc/passwd",
    "http://127.0.0.1.example.org",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError)      error = NULL;
      g_autoptr (JrHubClient) client = jr_hub_client_new (good[i], NULL, &error);

      g_assert_no_error (error);
      g_assert_false (g_str_has_suffix (jr_hub_client_get_url (client), "/"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (jr_hub_client_new (bad[i], NULL, &error));
      g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, bad[i]));
    }
}

static void
test_missing_certificates (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (jr_hub_client_new ("https://localhost", "/nowhere/ca.pem", &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "/nowhere/ca.pem"));
}

/* Session ----------------------------------------------------------------------------------------------------------- */

/* @data: what a session is ended by. */
static void
serve_session (RawCall *call, gpointer data)
{
  g_autofree char *body = g_strndup ((const char *) call->body->data, call->body->len);

  if (strcmp (call->method, "DELETE") == 0)
    {
      g_autofree char *secret = raw_header (call, "Authorization");

      g_assert_cmpstr (call->target, ==, data);
      g_assert_cmpstr (secret, ==, "Bearer token-1");
      raw_reply (call, 204, "text/plain", "");
      return;
    }
  g_assert_cmpstr (call->target, ==, "/v1/session");
  if (strstr (body, "wrong") != NULL)
    raw_problem (call, "wrong-credentials", NULL);
  else if (strstr (body, "new_password") == NULL)
    raw_problem (call, "new-password-required", NULL);
  else
    raw_reply (call, 201, "application/json", "{\"token\":\"token-1\"}");
}

static void
test_session (void)
{
  g_autoptr (RawHub)      hub = raw_hub_new (serve_session, (gpointer) "/v1/session", NULL);
  g_autoptr (JrHubClient) client = new_client (hub);
  g_autoptr (GError)      error = NULL;
  g_autofree char        *secret = NULL;
  g_autofree char        *none = NULL;

  g_assert_false (jr_hub_client_log_in (client, "wang", "wrong", NULL, NULL, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_DENIED);
  assert_problem (client, "wrong-credentials");
  g_clear_error (&error);

  g_assert_false (jr_hub_client_log_in (client, "wang", "once", NULL, NULL, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_DENIED);
  assert_problem (client, "new-password-required");
  g_clear_error (&error);

  g_assert_true (jr_hub_client_log_in (client, "wang", "once", "new one", NULL, &error));
  g_assert_no_error (error);
  g_assert_null (jr_hub_client_dup_problem (client));
  secret = jr_hub_client_dup_secret (client);
  g_assert_cmpstr (secret, ==, "token-1");

  g_assert_true (jr_hub_client_log_out (client, NULL, &error));
  g_assert_no_error (error);
  none = jr_hub_client_dup_secret (client);
  g_assert_null (none);
}

static void
test_log_out_everywhere (void)
{
  g_autoptr (RawHub) hub = raw_hub_new (serve_session, (gpointer) "/v1/session?all=true", NULL);
  g_autoptr (JrHubClient) client = new_client (hub);
  g_autoptr (GError)      error = NULL;
  g_autofree char        *none = NULL;

  g_assert_true (jr_hub_client_log_in (client, "wang", "once", "new one", NULL, &error));
  g_assert_true (jr_hub_client_log_out_everywhere (client, NULL, &error));
  g_assert_no_error (error);
  none = jr_hub_client_dup_secret (client);
  g_assert_null (none);
}

static void
serve_headers (RawCall *call, gpointer data)
{
  g_autofree char *secret = raw_header (call, "Authorization");
  g_autofree char *evil = raw_header (call, "X-Evil");

  g_assert_null (evil);
  g_assert_cmpstr (secret, ==, data);
  raw_problem (call, "log-in-required", NULL);
}

static void
test_secret_is_a_token (void)
{
  g_autoptr (RawHub)      hub = raw_hub_new (serve_headers, NULL, NULL);
  g_autoptr (JrHubClient) client = new_client (hub);
  g_autoptr (GError)      error = NULL;

  jr_hub_client_set_secret (client, "jrk_x\r\nX-Evil: yes");
  g_assert_null (jr_hub_client_load_items (client, NULL, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_DENIED);
}

static void
serve_redirect (RawCall *call, gpointer data)
{
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 302 Found\r\nLocation: %s/v1/elsewhere\r\n"
                                           "Content-Length: 0\r\nConnection: close\r\n\r\n",
                                           "http://127.0.0.1:9");

  raw_write (call, head, -1);
}

static void
test_redirects_are_not_followed (void)
{
  g_autoptr (RawHub)      hub = raw_hub_new (serve_redirect, NULL, NULL);
  g_autoptr (JrHubClient) client = new_client (hub);
  g_autoptr (GError)      error = NULL;

  g_assert_null (jr_hub_client_load_items (client, NULL, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_REFUSED);
  g_assert_cmpuint (raw_hub_get_calls (hub), ==, 1);
}

/* Bad lines --------------------------------------------------------------------------------------------------------- */

static void
serve_close (RawCall *call, gpointer data)
{
}

static void
serve_garbage (RawCall *call, gpointer data)
{
  raw_write (call, "SSH-2.0-OpenSSH_9.2p1 Debian\r\n", -1);
  raw_be_silent (call, 200);
}

static void
serve_silence (RawCall *call, gpointer data)
{
  raw_be_silent (call, 30000);
}

static void
serve_dribble (RawCall *call, gpointer data)
{
  raw_write (call, "HTTP/1.1 200 OK\r\n", -1);
  for (guint i = 0; i < 100 && !g_cancellable_is_cancelled (call->stop); i++)
    {
      raw_write (call, "X: y\r\n", -1);
      raw_be_silent (call, 50);
    }
}

static void
serve_dribbled_body (RawCall *call, gpointer data)
{
  raw_open (call, 200, "application/json");
  for (guint i = 0; i < 100 && !g_cancellable_is_cancelled (call->stop); i++)
    {
      raw_write (call, " ", -1);
      raw_be_silent (call, 50);
    }
}

static void
serve_cut_body (RawCall *call, gpointer data)
{
  raw_write (call,
             "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
             "{\"items\":[",
             -1);
}

static void
serve_cut_body_and_close (RawCall *call, gpointer data)
{
  raw_write (call,
             "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n"
             "Connection: close\r\n\r\n{\"items\":[]}",
             -1);
}

static void
serve_cut_chunk (RawCall *call, gpointer data)
{
  raw_write (call,
             "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
             "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n100\r\n{\"items\":[",
             -1);
}

static void
serve_wrong_json (RawCall *call, gpointer data)
{
  raw_reply (call, 200, "application/json", "{\"items\": [} ");
}

static void
serve_array (RawCall *call, gpointer data)
{
  raw_reply (call, 200, "application/json", "[]");
}

static void
serve_no_items (RawCall *call, gpointer data)
{
  raw_reply (call, 200, "application/json", "{\"items\": 7}");
}

static void
serve_nothing (RawCall *call, gpointer data)
{
  raw_reply (call, 200, "application/json", "");
}

static void
serve_flood (RawCall *call, gpointer data)
{
  g_autofree char *spaces = g_strnfill (1024 * 1024, ' ');

  raw_open (call, 200, "application/json");
  for (guint i = 0; i < 40 && !g_cancellable_is_cancelled (call->stop); i++)
    raw_write (call, spaces, -1);
}

static void
serve_proxy_error (RawCall *call, gpointer data)
{
  raw_reply (call, 503, "text/html", "<h1>No server is available</h1>");
}

static void
serve_broken_problem (RawCall *call, gpointer data)
{
  raw_reply (call, 500, "application/problem+json", "{");
}

static void
test_bad_answers (void)
{
  static const struct
  {
    const char *name;
    RawHandler  handler;
    JrErrorCode code;
  } rows[] = {
    { "closes at once", serve_close, JR_ERROR_OFFLINE },
    { "is no web server", serve_garbage, JR_ERROR_CORRUPT },
    { "is silent", serve_silence, JR_ERROR_OFFLINE },
    { "never ends its head", serve_dribble, JR_ERROR_OFFLINE },
    { "never ends its body", serve_dribbled_body, JR_ERROR_OFFLINE },
    { "breaks off", serve_cut_body, JR_ERROR_OFFLINE },
    { "breaks off and had said so", serve_cut_body_and_close, JR_ERROR_OFFLINE },
    { "breaks off in a chunk", serve_cut_chunk, JR_ERROR_OFFLINE },
    { "sends what is no JSON", serve_wrong_json, JR_ERROR_CORRUPT },
    { "sends an array", serve_array, JR_ERROR_CORRUPT },
    { "sends no list", serve_no_items, JR_ERROR_CORRUPT },
    { "sends nothing", serve_nothing, JR_ERROR_CORRUPT },
    { "does not stop", serve_flood, JR_ERROR_TOO_LARGE },
    { "is behind a proxy that says no", serve_proxy_error, JR_ERROR_OFFLINE },
    { "sends a broken problem", serve_broken_problem, JR_ERROR_IO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (RawHub)      hub = raw_hub_new (rows[i].handler, NULL, NULL);
      g_autoptr (JrHubClient) client = new_client (hub);
      g_autoptr (GError)      error = NULL;
      gint64                  begun = g_get_monotonic_time ();

      g_test_message ("a hub that %s", rows[i].name);
      if (rows[i].handler == serve_flood)
        jr_hub_client_set_limits (client, &long_limits);
      g_assert_null (jr_hub_client_load_items (client, NULL, &error));
      g_assert_error (error, JR_SYNC_ERROR, (int) rows[i].code);
      g_assert_cmpint (g_get_monotonic_time () - begun, <, 20 * G_USEC_PER_SEC);
      g_test_message ("%s", error->message);
    }
}

static void
test_nobody_there (void)
{
  RawHub                 *hub = raw_hub_new (serve_close, NULL, NULL);
  g_autoptr (JrHubClient) client = new_client (hub);
  g_autoptr (GError)      error = NULL;

  raw_hub_free (hub);
  g_assert_null (jr_hub_client_load_items (client, NULL, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_OFFLINE);
  g_assert_null (jr_hub_client_dup_problem (client));
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (100 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (RawHub)       hub = raw_hub_new (serve_silence, NULL, NULL);
  g_autoptr (JrHubClient)  client = new_client (hub);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError)       error = NULL;
  gint64                   begun = g_get_monotonic_time ();
  GThread                 *thread;

  jr_hub_client_set_limits (client, &long_limits);
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_null (jr_hub_client_load_items (client, cancellable, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 10 * G_USEC_PER_SEC);
  g_thread_join (thread);
}

/* Problems ---------------------------------------------------------------------------------------------------------- */

static void
serve_status (RawCall *call, gpointer data)
{
  g_autofree char *body =
    g_strdup_printf ("{\"type\":\"urn:joint-review:problem:invalid\",\"status\":%u,"
                     "\"title\":\"Why\",\"detail\":\"because\"}",
                     GPOINTER_TO_UINT (data));

  raw_reply (call, GPOINTER_TO_UINT (data), "application/problem+json", body);
}

static void
test_problems (void)
{
  static const struct
  {
    guint       status;
    JrErrorCode code;
    gboolean    is_lasting;
  } rows[] = {
    { 400, JR_ERROR_INVALID, TRUE },   { 401, JR_ERROR_DENIED, FALSE },
    { 403, JR_ERROR_DENIED, TRUE },    { 404, JR_ERROR_NOT_FOUND, TRUE },
    { 408, JR_ERROR_OFFLINE, FALSE },  { 409, JR_ERROR_CONFLICT, TRUE },
    { 410, JR_ERROR_NOT_FOUND, TRUE }, { 413, JR_ERROR_TOO_LARGE, TRUE },
    { 422, JR_ERROR_INVALID, TRUE },   { 429, JR_ERROR_OFFLINE, FALSE },
    { 500, JR_ERROR_IO, FALSE },       { 503, JR_ERROR_OFFLINE, FALSE },
    { 507, JR_ERROR_FULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (RawHub) hub = raw_hub_new (serve_status, GUINT_TO_POINTER (rows[i].status), NULL);
      g_autoptr (JrHubClient) client = new_client (hub);
      g_autoptr (GError)      error = NULL;
      g_autoptr (JrProblem)   lasting = NULL;

      g_assert_null (jr_hub_client_load_items (client, NULL, &error));
      g_assert_error (error, JR_SYNC_ERROR, (int) rows[i].code);
      g_assert_nonnull (strstr (error->message, "Why: because"));
      assert_problem (client, "invalid");
      lasting = jr_hub_client_dup_lasting_problem (client);
      g_assert_cmpint (lasting != NULL, ==, rows[i].is_lasting);
    }
}

/* Cases ------------------------------------------------------------------------------------------------------------- */

static void
serve_no_case (RawCall *call, gpointer data)
{
  g_assert_cmpstr (call->target, ==, "/v1/cases?number=NW-1%26x%20%E5%8F%B7");
  raw_reply (call, 200, "application/json", "{\"cases\":[]}");
}

static void
test_case_without_match (void)
{
  g_autoptr (RawHub)      hub = raw_hub_new (serve_no_case, NULL, NULL);
  g_autoptr (JrHubClient) client = new_client (hub);
  g_autoptr (GError)      error = NULL;

  g_assert_null (jr_hub_client_load_case (client, "NW-1&x 号", NULL, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_NOT_FOUND);
}

/* TLS --------------------------------------------------------------------------------------------------------------- */

static void
serve_no_items_yet (RawCall *call, gpointer data)
{
  raw_reply (call, 200, "application/json", "{\"items\":[]}");
}

static void
test_certificates (void)
{
  g_autofree char   *ours = g_test_build_filename (G_TEST_DIST, "sync", "tls-hub.pem", NULL);
  g_autofree char   *other = g_test_build_filename (G_TEST_DIST, "sync", "tls-other.pem", NULL);
  g_autoptr (RawHub) hub = raw_hub_new (serve_no_items_yet, NULL, ours);
  g_autoptr (GError) error = NULL;
  g_autoptr (JrHubClient) trusting = jr_hub_client_new (raw_hub_get_url (hub), ours, &error);
  g_autoptr (JrHubClient) copy = NULL;
  g_autoptr (JrHubClient) wary = NULL;
  g_autoptr (GPtrArray)   items = NULL;
  g_autoptr (GPtrArray)   again = NULL;

  g_assert_no_error (error);
  items = jr_hub_client_load_items (trusting, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 0);
  copy = jr_hub_client_copy (trusting);
  again = jr_hub_client_load_items (copy, NULL, &error);
  g_assert_no_error (error);

  wary = jr_hub_client_new (raw_hub_get_url (hub), other, &error);
  g_assert_no_error (error);
  g_assert_null (jr_hub_client_load_items (wary, NULL, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_OFFLINE);
  g_assert_nonnull (strstr (error->message, "certificate"));
  g_assert_cmpuint (raw_hub_get_calls (hub), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sync/client/addresses", test_addresses);
  g_test_add_func ("/sync/client/missing-certificates", test_missing_certificates);
  g_test_add_func ("/sync/client/session", test_session);
  g_test_add_func ("/sync/client/log-out-everywhere", test_log_out_everywhere);
  g_test_add_func ("/sync/client/secret-is-a-token", test_secret_is_a_token);
  g_test_add_func ("/sync/client/redirects-are-not-followed", test_redirects_are_not_followed);
  g_test_add_func ("/sync/client/bad-answers", test_bad_answers);
  g_test_add_func ("/sync/client/nobody-there", test_nobody_there);
  g_test_add_func ("/sync/client/cancel", test_cancel);
  g_test_add_func ("/sync/client/problems", test_problems);
  g_test_add_func ("/sync/client/case-without-match", test_case_without_match);
  g_test_add_func ("/sync/client/certificates", test_certificates);
  return g_test_run ();
}
