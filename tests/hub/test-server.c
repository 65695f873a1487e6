/* test-server.c: what strangers and odd requests meet at the hub's door
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-test-hub.h"

#include <glib/gstdio.h>
#include <string.h>

#include "test-folder.h"
#include "test-slowness.h"

static JrTestHub *hub;

static void
test_addresses (void)
{
  static const struct
  {
    const char *method, *target;
    guint       status;
    const char *word;
  } rows[] = {
    { "GET", "/", 404, "not-found" },
    { "GET", "/v1", 404, "not-found" },
    { "GET", "/v1/", 404, "not-found" },
    { "GET", "/v1/me/", 404, "not-found" },
    { "GET", "/v1/cases/", 404, "not-found" },
    { "GET", "/v1/cases/a/b", 404, "not-found" },
    { "GET", "//healthz", 404, "not-found" },
    { "GET", "/healthz", 200, "" },
    { "POST", "/healthz", 405, "method-not-allowed" },
    { "TRACE", "/healthz", 405, "method-not-allowed" },
    { "GET", "/v1/commands", 405, "method-not-allowed" },
    { "PUT", "/v1/session", 405, "method-not-allowed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JrTestReply) reply =
        jr_test_hub_ask (hub, NULL, rows[i].method, rows[i].target, NULL);
      g_autofree char *allow = jr_test_reply_get_header (reply, "Allow");

      g_test_message ("%s %s", rows[i].method, rows[i].target);
      g_assert_cmpuint (reply->status, ==, rows[i].status);
      g_assert_cmpstr (jr_test_reply_get_word (reply), ==, rows[i].word);
      g_assert_true ((allow != NULL) == (rows[i].status == 405));
    }
}

static void
test_allow (void)
{
  g_autoptr (JrTestReply) reply = jr_test_hub_ask (hub, NULL, "GET", "/v1/session", NULL);
  g_autofree char        *allow = jr_test_reply_get_header (reply, "Allow");
  g_autoptr (JrTestReply) head = jr_test_hub_ask (hub, NULL, "HEAD", "/healthz", NULL);

  g_assert_cmpstr (allow, ==, "POST, DELETE");
  g_assert_cmpuint (head->status, ==, 200);
  g_assert_cmpstr (head->body, ==, "");
}

#define HEAD "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
#define POST "POST /v1/commands HTTP/1.1\r\nHost: a\r\n"

static void
test_guard (void)
{
  static const struct
  {
    const char *request;
    guint       status;
  } rows[] = {
    { HEAD "\r\n", 200 },
    { "GET /healthz HTTP/1.0\r\n\r\n", 200 },
    { HEAD "Host: b\r\n\r\n", 400 },
    { "GET /healthz HTTP/1.1\r\nHost: a,b\r\n\r\n", 400 },
    { "GET /healthz HTTP/1.1\r\n\r\n", 400 },
    { "GET /healthz HTTP/2.0\r\nHost: a\r\n\r\n", 505 },
    { "GET http://a/healthz HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "GET /healthz%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "GET /healthz\x01 HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "GET /v1/cases?number=%ff HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { "GET /v1/cases?number=%0a HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
    { HEAD "A: b\x01\r\n\r\n", 400 },
    { HEAD "A\x01: b\r\n\r\n", 400 },
    { HEAD "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n", 400 },
    { POST "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400 },
    { POST "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400 },
    { POST "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400 },
    { POST "Content-Length: 2, 2\r\n\r\n{}", 400 },
    { POST "Content-Length: +2\r\n\r\n{}", 400 },
    { POST "Content-Length: -2\r\n\r\n{}", 400 },
    { POST "Content-Length: 0x2\r\n\r\n{}", 400 },
    { POST "Content-Length:\r\n\r\n{}", 400 },
    { POST "Transfer-Encoding: gzip\r\n\r\n{}", 400 },
    { POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *request = g_strconcat (rows[i].request, HEAD, "\r\n", NULL);
      g_autofree char *answer = jr_test_hub_exchange (hub, request, -1);
      guint            status = (guint) g_ascii_strtoull (answer + strlen ("HTTP/1.1 "), NULL, 10);

      /* What follows is no second request. Of some errors that libmicrohttpd finds itself it says the same twice, and
       * closes the line: that is not nice, but nobody else's answer. */
      if (status != rows[i].status || strstr (answer + 1, "HTTP/1.1 200") != NULL)
        g_test_fail_printf ("%s -> %s", rows[i].request, answer);
    }
}

/* Two requests on one line, the first refused with a body that is thrown away. */
static void
test_refused_body (void)
{
  g_autofree char *answer =
    jr_test_hub_exchange (hub, POST "Content-Length: 11\r\n\r\nGET / HTTP/" HEAD "\r\n", -1);

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 401"));
  g_assert_nonnull (strstr (answer, "HTTP/1.1 200"));
}

static void
test_large (void)
{
  g_autofree char *request =
    g_strdup_printf (POST "Authorization: Bearer %s\r\nContent-Length: 99999999\r\n\r\n[",
                     jr_test_hub_get_secret (hub, "window1"));
  g_autofree char        *answer = jr_test_hub_exchange (hub, request, -1);
  g_autofree char        *long_body = g_strnfill (10000, ' ');
  g_autoptr (JrTestReply) session = jr_test_hub_ask (hub, NULL, "POST", "/v1/session", long_body);
  g_autoptr (JrTestReply) me = jr_test_hub_ask (hub, "window1", "GET", "/v1/me", "{}");

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 413"));
  g_assert_cmpstr (jr_test_reply_get_word (session), ==, "too-large");
  g_assert_cmpstr (jr_test_reply_get_word (me), ==, "too-large");
}

/* Chunks do not say beforehand how much they are. */
static void
test_large_chunks (void)
{
  g_autofree char *body = g_strnfill (9000, ' ');
  g_autofree char *request = g_strdup_printf (
    "POST /v1/session HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
    "\r\n%x\r\n%s\r\n0\r\n\r\n",
    9000, body);
  g_autofree char *answer = jr_test_hub_exchange (hub, request, -1);

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 413"));
}

static void
test_second_hub (void)
{
  int              status;
  g_autofree char *out = jr_test_hub_run (&status, "serve", jr_test_hub_get_folder (hub),
                                          "--listen", "127.0.0.1:0", NULL);

  g_assert_cmpint (status, ==, 1);
  g_assert_nonnull (strstr (out, "Another hub serves"));
}

static void
test_refused_options (void)
{
  static const struct
  {
    const char *listen;
    const char *words;
  } rows[] = {
    { "0.0.0.0:0", "--tls-cert" },    { "[::]:0", "--tls-cert" },
    { "192.0.2.1:80", "--tls-cert" }, { "hub.example:80", "no address" },
    { "127.0.0.1", "no address" },    { "127.0.0.1:99999", "no address" },
  };
  g_autoptr (JrTestHub) other = jr_test_hub_new (NULL);

  g_assert_cmpint (jr_test_hub_stop (other), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int              status;
      g_autofree char *out = jr_test_hub_run (&status, "serve", jr_test_hub_get_folder (other),
                                              "--listen", rows[i].listen, NULL);

      g_test_message ("%s: %s", rows[i].listen, out);
      g_assert_cmpint (status, ==, 1);
      g_assert_nonnull (strstr (out, rows[i].words));
    }
}

/* A command is on its way and a line is idle when the signal comes: the one is answered, the other closed. */
static void
test_drain (void)
{
  g_autoptr (JrTestHub)         other = jr_test_hub_new (NULL);
  g_autoptr (GSocketConnection) idle = jr_test_hub_connect (other);
  g_autoptr (JrTestReply)       reply = NULL;
  char                          byte;
  gint64                        begin;

  reply = jr_test_hub_ask (other, "window1", "GET", "/v1/items", NULL);
  g_assert_cmpuint (reply->status, ==, 200);
  begin = g_get_monotonic_time ();
  g_assert_cmpint (jr_test_hub_stop (other), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, get_slowness () * 5 * G_USEC_PER_SEC);
  g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (idle)), &byte, 1,
                                        NULL, NULL),
                   <=, 0);
}

/* What is there already is not touched, not even its mode. */
static void
test_init_refuses (void)
{
  g_autofree char *path = g_dir_make_tmp ("jr-init-XXXXXX", NULL);
  g_autofree char *other = g_build_filename (path, "thesis.txt", NULL);
  g_autofree char *out = NULL;
  g_autofree char *twice = NULL;
  g_autofree char *empty = NULL;
  GStatBuf         before, after;
  int              status;

  g_assert_true (g_file_set_contents (other, "years", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0755), ==, 0);
  g_assert_cmpint (g_stat (path, &before), ==, 0);
  out = jr_test_hub_run (&status, "init", path, NULL);
  g_assert_cmpint (status, ==, 1);
  g_assert_nonnull (strstr (out, "not empty"));
  g_assert_cmpint (g_stat (path, &after), ==, 0);
  g_assert_cmpuint (before.st_mode, ==, after.st_mode);
  g_assert_cmpint (g_unlink (other), ==, 0);

  empty = jr_test_hub_run (&status, "init", path, NULL);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpint (g_stat (path, &after), ==, 0);
  g_assert_cmpuint (after.st_mode & 0777, ==, 0700);
  twice = jr_test_hub_run (&status, "init", path, NULL);
  g_assert_cmpint (status, ==, 1);
  g_assert_nonnull (strstr (twice, "already"));
  remove_folder (path);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  hub = jr_test_hub_new (NULL);
  g_test_add_func ("/hub/server/addresses", test_addresses);
  g_test_add_func ("/hub/server/allow", test_allow);
  g_test_add_func ("/hub/server/guard", test_guard);
  g_test_add_func ("/hub/server/refused-body", test_refused_body);
  g_test_add_func ("/hub/server/large", test_large);
  g_test_add_func ("/hub/server/large-chunks", test_large_chunks);
  g_test_add_func ("/hub/server/second-hub", test_second_hub);
  g_test_add_func ("/hub/server/refused-options", test_refused_options);
  g_test_add_func ("/hub/server/drain", test_drain);
  g_test_add_func ("/hub/server/init-refuses", test_init_refuses);
  status = g_test_run ();
  jr_test_hub_free (hub);
  return status;
}
