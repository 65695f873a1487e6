/* test-disk-full.c: the hub's disk is full, and has room again
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who wants to write is told so, who reads is not disturbed, and when there is room again all goes on without a restart:
 * what was refused is carried out once, also by those who had to wait for it. */

#include "hub-cases.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hub-stream.h"
#include "jr-error.h"
#include "own-mounts.h"
#include "test-slowness.h"

/* Room for the write-ahead log beyond the 1000 pages at which SQLite moves it into the database, so that this fails too. */
#define DISK "16m"
#define LEFT (4400 * 1024)
#define PAGES_BYTES (1000 * 4096)
#define COMMENTS_MAXIMUM 1000
#define COMMENT_LENGTH 1900
#define SCAN_LENGTH 300000

typedef struct
{
  JrTestHub *hub;
  char      *a; /* a case in review */
  char      *b; /* a case whose result is to go out */
  char      *ballast;
  char      *scan;
  char      *sha256; /* of @scan */
} Place;

static void
free_some (Place *self, goffset bytes)
{
  struct stat status;

  g_assert_cmpint (g_stat (self->ballast, &status), ==, 0);
  g_assert_cmpint (truncate (self->ballast, status.st_size - bytes), ==, 0);
}

static goffset
size_of (Place *self, const char *name)
{
  g_autofree char *path = g_build_filename (jr_test_hub_get_folder (self->hub), name, NULL);
  struct stat      status;

  return g_stat (path, &status) == 0 ? status.st_size : 0;
}

static guint
count_incoming (Place *self)
{
  g_autofree char *path =
    g_build_filename (jr_test_hub_get_folder (self->hub), "blobs", "incoming", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint            n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static void
expect_page (Place *self, const char *target)
{
  g_autoptr (JrTestReply) reply = jr_test_hub_ask (self->hub, "wang", "GET", target, NULL);

  if (reply->status != 200)
    g_error ("%s: %s%s", target, reply->head, reply->body);
}

/* The same comment again has the same id. */
static guint
send_comment (Place *self, guint number)
{
  g_autofree char *text = g_strnfill (COMMENT_LENGTH, 'x');
  g_autofree char *body =
    g_strdup_printf ("{\"client\":\"filler\",\"number\":%u,\"kind\":\"comment\",\"case_id\":\"%s\","
                     "\"text\":\"%s\"}",
                     number, self->a, text);
  g_autoptr (JrTestReply) reply = jr_test_hub_ask (self->hub, "wang", "POST", "/v1/commands", body);

  if (reply->status != 200)
    g_assert_cmpstr (jr_test_reply_get_word (reply), ==, "disk-full");
  return reply->status;
}

/* How many were accepted before one was refused. */
static guint
comment_until_full (Place *self)
{
  guint n = 0;

  while (send_comment (self, n + 1) == 200)
    g_assert_cmpuint (++n, <, COMMENTS_MAXIMUM);
  return n;
}

static gboolean
put_scan (Place *self, GError **error)
{
  g_autoptr (JrHubClient) client = jr_test_hub_new_client (self->hub, "window1");
  gint64                  size;

  g_clear_pointer (&self->sha256, g_free);
  return jr_hub_client_put_blob (client, self->scan, &self->sha256, &size, NULL, error);
}

static guint
log_in (Place *self)
{
  g_autoptr (JrTestReply) reply =
    jr_test_hub_ask_with (self->hub, NULL, "POST", "/v1/session",
                          "{\"user\":\"li\",\"password\":\"password of li\"}");

  if (reply->status != 201)
    g_assert_cmpstr (jr_test_reply_get_word (reply), ==, "disk-full");
  return reply->status;
}

/* A session is small and may find room where a comment did not. */
static void
log_in_until_full (Place *self)
{
  guint n = 0;

  while (log_in (self) == 201)
    g_assert_cmpuint (++n, <, COMMENTS_MAXIMUM);
}

static void
expect_reads (Place *self)
{
  g_autofree char *page = g_strconcat ("/v1/cases/", self->a, NULL);

  expect_page (self, page);
  expect_page (self, "/v1/cases?filter=pending");
  expect_page (self, "/v1/snapshot");
  expect_page (self, "/v1/me");
  expect_page (self, "/healthz");
}

/* Nobody can write anything, everybody can read. */
static void
test_while_full (Place *self, HubStream *stream)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (put_scan (self, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_FULL);
  g_assert_cmpuint (count_incoming (self), ==, 0);
  log_in_until_full (self);
  expect_reads (self);
  g_assert_false (stream->is_over);
}

static void
run (Place *self)
{
  g_autoptr (HubStream)  stream = hub_stream_open (self->hub, "zhou", "", NULL);
  g_autoptr (GError)     error = NULL;
  g_autoptr (JrCaseFile) file = NULL;
  guint                  n_comments;
  goffset                database;

  self->ballast = jr_test_hub_fill_disk (self->hub);
  free_some (self, LEFT);
  n_comments = comment_until_full (self);
  /* SQLite has tried in vain to make the database larger, and the last of the room has gone as well. */
  g_assert_cmpint (size_of (self, "hub.db-wal"), >, PAGES_BYTES);
  hub_stream_wait_for_cases (stream, n_comments);
  test_while_full (self, stream);
  database = size_of (self, "hub.db");
  g_assert_cmpuint (send_comment (self, n_comments + 1), ==, 507);

  g_assert_cmpint (g_unlink (self->ballast), ==, 0);
  g_assert_cmpuint (send_comment (self, n_comments + 1), ==, 200);
  g_assert_cmpuint (send_comment (self, n_comments + 1), ==, 200);
  hub_stream_wait_for_cases (stream, n_comments + 1);
  g_assert_true (put_scan (self, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (log_in (self), ==, 201);
  expect_reads (self);
  g_assert_cmpint (size_of (self, "hub.db"), >, database);
  file = hub_load_case (self->hub, self->a);
  g_assert_cmpuint (hub_count_events (file, JR_EVENT_CASE_COMMENTED), ==, n_comments + 1);
}

/* A result that is due while there is no room goes out, stamped, when there is. */
static void
run_composer (Place *self)
{
  g_autoptr (JrCaseFile)  file = hub_load_case (self->hub, self->b);
  const JrResultDocument *result;
  g_autoptr (JrCaseFile)  after = NULL;

  /* Little is enough to decide, but not for the stamped file. */
  hub_decide (self->hub, "wang", self->b, JR_DECISION_APPROVE, file->state->documents, 20000);
  g_free (self->ballast);
  self->ballast = jr_test_hub_fill_disk (self->hub);
  /* Past the recall window of a second; there is no event that says that it could not go out. */
  g_usleep (get_slowness () * 3 * G_USEC_PER_SEC);
  g_clear_pointer (&file, jr_case_file_unref);
  file = hub_load_case (self->hub, self->b);
  g_assert_cmpint (file->state->push, !=, JR_PUSH_SENT);
  g_assert_cmpint (g_unlink (self->ballast), ==, 0);
  after = hub_wait_for_push (self->hub, self->b);
  g_assert_cmpuint (hub_count_events (after, JR_EVENT_RESULT_PUSHED), ==, 1);
  result = after->state->results->pdata[0];
  g_assert_nonnull (result->stamped);
  g_assert_null (result->fault);
}

static gboolean
set_up (Place *self)
{
  static const char *const options[] = { "--recall-window", "1", NULL };
  g_autofree char         *bytes = g_strnfill (SCAN_LENGTH, '%');

  self->hub = jr_test_hub_new (options);
  self->a = hub_submit_small (self->hub, "FOOD");
  self->b = hub_submit_small (self->hub, "ONE");
  jr_test_hub_get_secret (self->hub, "wang");
  jr_test_hub_get_secret (self->hub, "zhou");
  jr_test_hub_get_secret (self->hub, "li");
  self->scan = g_build_filename (g_get_tmp_dir (), "jr-scan-XXXXXX", NULL);
  close (g_mkstemp (self->scan));
  g_assert_true (g_file_set_contents (self->scan, bytes, -1, NULL));
  g_assert_cmpint (jr_test_hub_stop (self->hub), ==, 0);
  if (!jr_test_hub_move_to_disk (self->hub, DISK))
    return FALSE;
  jr_test_hub_start (self->hub);
  return TRUE;
}

static void
test_disk_full (void)
{
  Place self = { NULL };

  if (set_up (&self))
    {
      run (&self);
      run_composer (&self);
    }
  else
    g_test_skip ("a file system of its own cannot be mounted here");
  jr_test_hub_free (self.hub);
  g_unlink (self.scan);
  g_free (self.a);
  g_free (self.b);
  g_free (self.ballast);
  g_free (self.scan);
  g_free (self.sha256);
}

int
main (int argc, char **argv)
{
  own_mounts ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/disk-full", test_disk_full);
  return g_test_run ();
}
