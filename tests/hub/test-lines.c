/* test-lines.c: slow lines, lines under TLS, a hub that goes down, a disk that is full
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-test-hub.h"

#include <glib/gstdio.h>
#include <string.h>

#include "jr-id.h"
#include "own-mounts.h"
#include "test-slowness.h"

#define READ_MAXIMUM 65536

static void
write_text (GSocketConnection *connection, const char *text)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                             strlen (text), NULL, NULL, NULL);
}

/* Up to where @wanted has come, or the end of the line. (transfer full) */
static char *
read_until (GSocketConnection *connection, const char *wanted)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GString      *text = g_string_new (NULL);
  char          byte;

  while (text->len < READ_MAXIMUM && (wanted == NULL || strstr (text->str, wanted) == NULL) &&
         g_input_stream_read (stream, &byte, 1, NULL, NULL) > 0)
    g_string_append_c (text, byte);
  return g_string_free (text, FALSE);
}

/* A byte each second keeps libmicrohttpd's own limit away for ever; the hub's clock goes on. Others are served all
 * the while. */
static void
test_slow_head (void)
{
  g_autoptr (JrTestHub)         hub = jr_test_hub_new (NULL);
  g_autoptr (GSocketConnection) slow = jr_test_hub_connect (hub);
  GSocket                      *socket = g_socket_connection_get_socket (slow);
  gint64                        begin = g_get_monotonic_time ();
  guint                         n_seconds = 0;

  write_text (slow, "GET /healthz HTTP/1.1\r\nHost: a\r\nX: ");
  while (n_seconds < 40 && g_socket_condition_check (socket, G_IO_IN | G_IO_HUP) == 0)
    {
      g_autoptr (JrTestReply) reply = jr_test_hub_ask (hub, NULL, "GET", "/healthz", NULL);

      g_assert_cmpuint (reply->status, ==, 200);
      write_text (slow, "x");
      g_usleep (G_USEC_PER_SEC);
      n_seconds++;
    }
  g_test_message ("cut after %u s", n_seconds);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 25 * G_USEC_PER_SEC);
  g_assert_cmpuint (n_seconds, >=, 10);
}

/* A stream hears "bye", an idle line is closed, and the hub ends well. */
static void
test_drain (void)
{
  g_autoptr (JrTestHub)         hub = jr_test_hub_new (NULL);
  g_autoptr (GSocketConnection) stream = jr_test_hub_connect (hub);
  g_autoptr (GSocketConnection) poll = jr_test_hub_connect (hub);
  const char                   *secret = jr_test_hub_get_secret (hub, "window1");
  g_autofree char              *live =
    g_strdup_printf ("GET /v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n"
                     "Accept: text/event-stream\r\n\r\n",
                     secret);
  g_autofree char *wait = g_strdup_printf (
    "GET /v1/events?wait=30 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n", secret);
  g_autofree char *head = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *page = NULL;
  gint64           begin;

  write_text (stream, live);
  head = read_until (stream, "\r\n\r\n");
  g_assert_true (g_str_has_prefix (head, "HTTP/1.1 200"));
  write_text (poll, wait);
  g_usleep (G_USEC_PER_SEC / 5);

  begin = g_get_monotonic_time ();
  g_assert_cmpint (jr_test_hub_stop (hub), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, get_slowness () * 5 * G_USEC_PER_SEC);
  rest = read_until (stream, NULL);
  page = read_until (poll, NULL);
  g_assert_nonnull (strstr (rest, "event: bye"));
  g_assert_true (g_str_has_prefix (page, "HTTP/1.1 200"));
}

static void
test_tls (void)
{
  g_autofree char *pem =
    g_build_filename (g_getenv ("JR_SOURCE_ROOT"), "tests", "sync", "tls-hub.pem", NULL);
  const char *const       options[] = { "--tls-cert", pem, "--tls-key", pem, NULL };
  g_autoptr (JrTestHub)   hub = jr_test_hub_new (options);
  g_autoptr (JrHubClient) client = jr_hub_client_new (jr_test_hub_get_url (hub), pem, NULL);
  g_autoptr (JrActor)     me = NULL;
  g_autoptr (JrRoom)      room = NULL;
  g_autoptr (GError)      error = NULL;
  g_autofree char        *clear = NULL;

  g_assert_true (g_str_has_prefix (jr_test_hub_get_url (hub), "https://"));
  jr_hub_client_set_secret (client, jr_test_hub_get_secret (hub, "window1"));
  jr_hub_client_load_me (client, &me, &room, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (me->user, ==, "window1");
  clear = jr_test_hub_exchange (hub, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", -1);
  g_assert_null (strstr (clear, "200 OK"));
}

static guint
comment (JrTestHub *hub, guint64 number, const char *case_id, const char *text)
{
  g_autofree char *body =
    g_strdup_printf ("{\"client\":\"full\",\"number\":%" G_GUINT64_FORMAT
                     ",\"kind\":\"comment\",\"case_id\":\"%s\",\"text\":\"%s\"}",
                     number, case_id, text);
  g_autoptr (JrTestReply) reply = jr_test_hub_ask (hub, "zhou", "POST", "/v1/commands", body);

  if (reply->status != 200 && reply->status != 404)
    g_assert_cmpstr (jr_test_reply_get_word (reply), ==, "disk-full");
  return reply->status;
}

/* Whoever writes is told; whoever reads is served; and when there is space again all goes on. */
static void
test_full_disk (void)
{
  g_autoptr (JrTestHub) hub = jr_test_hub_new (NULL);
  g_autofree char      *text = g_strnfill (1900, 'x');
  g_autofree char      *id = jr_id_new ();
  g_autofree char      *ballast = NULL;
  guint                 status = 404;
  guint64               number = 0;

  g_assert_cmpint (jr_test_hub_stop (hub), ==, 0);
  if (!jr_test_hub_move_to_disk (hub, "2m"))
    {
      g_test_skip ("a file system of its own cannot be mounted here");
      return;
    }
  jr_test_hub_start (hub);
  g_assert_cmpuint (comment (hub, ++number, id, text), ==, 404);
  ballast = jr_test_hub_fill_disk (hub);
  while (status != 507 && number < 2000)
    status = comment (hub, ++number, id, text);
  g_assert_cmpuint (status, ==, 507);
  {
    g_autoptr (JrTestReply) items = jr_test_hub_ask (hub, "window1", "GET", "/v1/items", NULL);

    g_assert_cmpuint (items->status, ==, 200);
  }
  g_assert_cmpint (g_unlink (ballast), ==, 0);
  g_assert_cmpuint (comment (hub, number, id, text), ==, 404);
}

int
main (int argc, char **argv)
{
  own_mounts ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/lines/slow-head", test_slow_head);
  g_test_add_func ("/hub/lines/drain", test_drain);
  g_test_add_func ("/hub/lines/tls", test_tls);
  g_test_add_func ("/hub/lines/full-disk", test_full_disk);
  return g_test_run ();
}
