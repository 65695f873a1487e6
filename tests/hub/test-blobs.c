/* test-blobs.c: files to and from a real hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-test-hub.h"

#include <string.h>

#include "jr-id.h"
#include "small-pdf.h"
#include "test-folder.h"
#include "test-slowness.h"

static JrTestHub *hub;

/* Some megabytes that are different in every test. */
#define LARGE ((gsize) 5 * 1024 * 1024)

static char *
make_large (const char *word)
{
  char *bytes = g_malloc (LARGE);

  for (gsize i = 0; i < LARGE; i++)
    bytes[i] = (char) (i * 7 + i / 4096);
  memcpy (bytes, word, strlen (word));
  return bytes;
}

/* The head of a request; a header line (nullable) ends with CRLF. */
static char *
write_head (const char *user, const char *method, const char *sha256, const char *headers)
{
  return g_strdup_printf ("%s /v1/blobs/%s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                          "Authorization: Bearer %s\r\n%s\r\n",
                          method, sha256, jr_test_hub_get_secret (hub, user),
                          headers == NULL ? "" : headers);
}

static JrTestReply *
get (const char *sha256, const char *headers)
{
  g_autofree char *head = write_head ("wang", "GET", sha256, headers);

  return jr_test_hub_send_bytes (hub, head, strlen (head));
}

static JrTestReply *
put_as (const char *user, const char *sha256, const char *bytes, gsize length)
{
  g_autofree char    *fields = g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT "\r\n", length);
  g_autofree char    *head = write_head (user, "PUT", sha256, fields);
  g_autoptr (GString) request = g_string_new (head);

  g_string_append_len (request, bytes, (gssize) length);
  return jr_test_hub_send_bytes (hub, request->str, request->len);
}

static JrTestReply *
put (const char *sha256, const char *bytes, gsize length)
{
  return put_as ("window1", sha256, bytes, length);
}

static void
assert_put (const char *sha256, const char *bytes, gsize length, guint status, const char *word)
{
  g_autoptr (JrTestReply) reply = put (sha256, bytes, length);

  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpstr (jr_test_reply_get_word (reply), ==, word);
}

static void
assert_header (JrTestReply *reply, const char *name, const char *value)
{
  g_autofree char *found = jr_test_reply_get_header (reply, name);

  g_assert_cmpstr (found, ==, value);
}

static char *
store_text (const char *text)
{
  char                   *sha256 = jr_sha256_of (text, strlen (text));
  g_autoptr (JrTestReply) reply = put (sha256, text, strlen (text));

  g_assert_cmpuint (reply->status / 100, ==, 2);
  return sha256;
}

/* Up ----------------------------------------------------------------------------------------------------------------- */

static void
test_put_and_get (void)
{
  g_autofree char        *bytes = make_large ("put and get");
  g_autofree char        *sha256 = jr_sha256_of (bytes, LARGE);
  g_autofree char        *folder = g_dir_make_tmp ("jr-blob-XXXXXX", NULL);
  g_autofree char        *path = g_build_filename (folder, "blob", NULL);
  g_autofree char        *got = NULL;
  g_autoptr (JrHubClient) client = jr_test_hub_new_client (hub, "chen");
  g_autoptr (GError)      error = NULL;
  gsize                   length = 0;

  assert_put (sha256, bytes, LARGE, 201, "");
  assert_put (sha256, bytes, LARGE, 200, "");
  jr_hub_client_get_blob (client, sha256, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &got, &length, NULL));
  g_assert_cmpmem (got, length, bytes, LARGE);
  remove_folder (folder);
}

static void
test_wrong_hash (void)
{
  g_autofree char        *sha256 = jr_sha256_of ("something else", 14);
  g_autoptr (JrTestReply) after = NULL;

  assert_put (sha256, "this", 4, 422, "wrong-hash");
  after = get (sha256, NULL);
  g_assert_cmpuint (after->status, ==, 404);
  assert_put ("ABCDEF", "this", 4, 404, "not-found");
}

/* Refused from its head; not a byte of the body is wanted. */
static void
test_too_large (void)
{
  g_autofree char *sha256 = jr_sha256_of ("large", 5);
  g_autofree char *head = write_head ("window1", "PUT", sha256,
                                      "Content-Length: 268435457\r\n"
                                      "Expect: 100-continue\r\n");
  g_autofree char *open_end =
    write_head ("window1", "PUT", sha256, "Transfer-Encoding: chunked\r\n");
  g_autofree char        *chunked = g_strconcat (open_end, "3\r\nabc\r\n0\r\n\r\n", NULL);
  g_autoptr (JrTestReply) reply = jr_test_hub_send_bytes (hub, head, strlen (head));
  g_autoptr (JrTestReply) unknown = jr_test_hub_send_bytes (hub, chunked, strlen (chunked));

  g_assert_cmpuint (reply->status, ==, 413);
  g_assert_cmpstr (jr_test_reply_get_word (reply), ==, "too-large");
  g_assert_cmpuint (unknown->status, ==, 411);
}

static void
test_who_may (void)
{
  g_autofree char *sha256 = jr_sha256_of ("who", 3);

  for (guint i = 0; i < 5; i++)
    {
      static const char *const users[] = { "zhou", "root", "shen", "wang", "window2" };
      g_autoptr (JrTestReply)  reply = put_as (users[i], sha256, "who", 3);

      g_test_message ("%s", users[i]);
      g_assert_cmpuint (reply->status / 100, ==, i < 3 ? 4 : 2);
    }
}

static guint
count_incoming (void)
{
  g_autofree char *path =
    g_build_filename (jr_test_hub_get_folder (hub), "blobs", "incoming", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint            n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static void
wait_for_incoming (guint expected)
{
  gint64 until = g_get_monotonic_time () + get_slowness () * 10 * G_TIME_SPAN_SECOND;

  while (count_incoming () != expected)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      g_usleep (10 * G_TIME_SPAN_MILLISECOND);
    }
}

/* The line is cut in the middle: nothing is left behind, and the next attempt succeeds. */
static void
test_cut_line (void)
{
  g_autofree char *bytes = make_large ("cut");
  g_autofree char *sha256 = jr_sha256_of (bytes, LARGE);
  g_autofree char *fields = g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT "\r\n", LARGE);
  g_autofree char *head = write_head ("window1", "PUT", sha256, fields);

  {
    g_autoptr (GSocketConnection) connection = jr_test_hub_connect (hub);
    GOutputStream                *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));

    g_assert_true (g_output_stream_write_all (out, head, strlen (head), NULL, NULL, NULL));
    g_assert_true (g_output_stream_write_all (out, bytes, LARGE / 2, NULL, NULL, NULL));
    wait_for_incoming (1);
  }
  wait_for_incoming (0);
  assert_put (sha256, bytes, LARGE, 201, "");
}

typedef struct
{
  const char *sha256;
  const char *bytes;
} Putting;

static gpointer
put_in_thread (gpointer data)
{
  const Putting          *putting = data;
  g_autoptr (JrTestReply) reply = put (putting->sha256, putting->bytes, LARGE);

  return GUINT_TO_POINTER (reply->status);
}

static void
test_the_same_at_once (void)
{
  g_autofree char *bytes = make_large ("at once");
  g_autofree char *sha256 = jr_sha256_of (bytes, LARGE);
  Putting          putting = { sha256, bytes };
  GThread         *threads[6];

  /* Before the threads ask for it. */
  jr_test_hub_get_secret (hub, "window1");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("put", put_in_thread, &putting);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])) / 100, ==, 2);
  g_assert_cmpuint (count_incoming (), ==, 0);
}

/* Down --------------------------------------------------------------------------------------------------------------- */

static void
test_headers (void)
{
  g_autofree char        *pdf = small_pdf_new (1, "headers");
  g_autofree char        *sha256 = store_text (pdf);
  g_autofree char        *etag = g_strdup_printf ("\"%s\"", sha256);
  g_autofree char        *length = g_strdup_printf ("%" G_GSIZE_FORMAT, strlen (pdf));
  g_autofree char        *plain = store_text ("no PDF");
  g_autofree char        *head = write_head ("wang", "HEAD", sha256, NULL);
  g_autoptr (JrTestReply) all = get (sha256, NULL);
  g_autoptr (JrTestReply) only_head = jr_test_hub_send_bytes (hub, head, strlen (head));
  g_autoptr (JrTestReply) other = get (plain, NULL);

  g_assert_cmpstr (all->body, ==, pdf);
  g_assert_cmpuint (only_head->status, ==, 200);
  g_assert_cmpstr (only_head->body, ==, "");
  for (guint i = 0; i < 2; i++)
    {
      JrTestReply *reply = i == 0 ? all : only_head;

      assert_header (reply, "Content-Type", "application/pdf");
      assert_header (reply, "Content-Length", length);
      assert_header (reply, "ETag", etag);
      assert_header (reply, "Accept-Ranges", "bytes");
      assert_header (reply, "X-Content-Type-Options", "nosniff");
      assert_header (reply, "Cache-Control", "no-store");
    }
  assert_header (other, "Content-Type", "application/octet-stream");
}

/* @tag: as it is sent, with the hash for each #. */
static void
assert_conditional (const char *sha256, const char *tag, guint status)
{
  g_auto (GStrv)          parts = g_strsplit (tag, "#", -1);
  g_autofree char        *value = g_strjoinv (sha256, parts);
  g_autofree char        *header = g_strdup_printf ("If-None-Match: %s\r\n", value);
  g_autoptr (JrTestReply) reply = get (sha256, header);

  g_test_message ("%s", header);
  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpint (reply->body[0] == '\0', ==, status == 304);
}

static void
test_conditions (void)
{
  g_autofree char *sha256 = store_text ("conditions");

  assert_conditional (sha256, "\"#\"", 304);
  assert_conditional (sha256, "W/\"#\"", 304);
  assert_conditional (sha256, "\"a\", \"#\"", 304);
  assert_conditional (sha256, "*", 304);
  assert_conditional (sha256, "\"a#\"", 200);
  assert_conditional (sha256, "#", 200);
}

static void
assert_range (const char *sha256,
              const char *headers,
              guint       status,
              const char *body,
              const char *range)
{
  g_autoptr (JrTestReply) reply = get (sha256, headers);

  g_test_message ("%s", headers);
  g_assert_cmpuint (reply->status, ==, status);
  if (body != NULL)
    g_assert_cmpstr (reply->body, ==, body);
  assert_header (reply, "Content-Range", range);
}

static void
test_ranges (void)
{
  g_autofree char *sha256 = store_text ("0123456789");
  g_autofree char *matching = g_strdup_printf ("Range: bytes=2-3\r\nIf-Range: \"%s\"\r\n", sha256);

  assert_range (sha256, "Range: bytes=2-4\r\n", 206, "234", "bytes 2-4/10");
  assert_range (sha256, "Range: bytes=7-\r\n", 206, "789", "bytes 7-9/10");
  assert_range (sha256, "Range: bytes=-4\r\n", 206, "6789", "bytes 6-9/10");
  assert_range (sha256, "Range: bytes=10-\r\n", 416, NULL, "bytes */10");
  assert_range (sha256, "Range: bytes=1-2,4-5\r\n", 200, "0123456789", NULL);
  assert_range (sha256, "Range: pages=1\r\n", 200, "0123456789", NULL);
  assert_range (sha256, matching, 206, "23", "bytes 2-3/10");
  assert_range (sha256, "Range: bytes=2-3\r\nIf-Range: \"other\"\r\n", 200, "0123456789", NULL);
}

/* What a reader whose line was cut does. */
static void
test_resume (void)
{
  g_autofree char        *bytes = make_large ("resume");
  g_autofree char        *sha256 = NULL;
  g_autoptr (JrTestReply) rest = NULL;
  g_autofree char *range = g_strdup_printf ("Range: bytes=%" G_GSIZE_FORMAT "-\r\n", LARGE - 7);

  memset (bytes, 'x', LARGE);
  memcpy (bytes + LARGE - 7, "the end", 7);
  sha256 = jr_sha256_of (bytes, LARGE);
  assert_put (sha256, bytes, LARGE, 201, "");
  rest = get (sha256, range);
  g_assert_cmpuint (rest->status, ==, 206);
  g_assert_cmpstr (rest->body, ==, "the end");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  hub = jr_test_hub_new (NULL);
  g_test_add_func ("/blobs/put-and-get", test_put_and_get);
  g_test_add_func ("/blobs/wrong-hash", test_wrong_hash);
  g_test_add_func ("/blobs/too-large", test_too_large);
  g_test_add_func ("/blobs/who-may", test_who_may);
  g_test_add_func ("/blobs/cut-line", test_cut_line);
  g_test_add_func ("/blobs/the-same-at-once", test_the_same_at_once);
  g_test_add_func ("/blobs/headers", test_headers);
  g_test_add_func ("/blobs/conditions", test_conditions);
  g_test_add_func ("/blobs/ranges", test_ranges);
  g_test_add_func ("/blobs/resume", test_resume);
  status = g_test_run ();
  jr_test_hub_free (hub);
  return status;
}
