/* test-hub-blobs.c: scans go up once and come down whole or not at all
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <string.h>

#include "jr-error.h"
#include "jr-hub-client-private.h"
#include "jr-id.h"
#include "raw-hub.h"

/* More than the pieces in which files are read and written. */
#define SCAN_SIZE ((gsize) 300 * 1000 + 7)

typedef struct
{
  char        *folder;
  char        *scan; /* a file */
  char        *bytes;
  char        *sha256;
  char        *blob_path;
  char        *fetched; /* a file that is not there */
  RawHub      *hub;
  JrHubClient *client;

  /* How the hub behaves. */
  gboolean has_it;
  guint    status; /* of PUT */
  guint    puts;
  gsize    sends; /* of GET: so many bytes */
  gboolean is_altered;
} Place;

static void
serve (RawCall *call, gpointer data)
{
  Place *place = data;

  g_assert_cmpstr (call->target, ==, place->blob_path);
  if (strcmp (call->method, "HEAD") == 0)
    raw_reply (call, place->has_it ? 200 : 404, "application/pdf", "");
  else if (strcmp (call->method, "PUT") == 0)
    {
      place->puts++;
      g_assert_cmpmem (call->body->data, call->body->len, place->bytes, SCAN_SIZE);
      if (place->status == 201)
        raw_reply (call, 201, "text/plain", "");
      else
        raw_problem (call, "wrong-hash", NULL);
    }
  else if (!place->has_it)
    raw_problem (call, "not-found", NULL);
  else
    {
      g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Length: %u\r\n"
                                               "Connection: close\r\n\r\n",
                                               (guint) SCAN_SIZE);

      raw_write (call, head, -1);
      raw_write (call, place->bytes, (gssize) place->sends - place->is_altered);
      if (place->is_altered)
        raw_write (call, "!", 1);
    }
}

static void
set_up (Place *self, gconstpointer data)
{
  const JrHubLimits limits = { .connect = 5000, .response = 5000, .silence = 5000 };

  self->folder = g_dir_make_tmp ("jr-blobs-XXXXXX", NULL);
  self->scan = g_build_filename (self->folder, "申请表.pdf", NULL);
  self->fetched = g_build_filename (self->folder, "fetched.pdf", NULL);
  self->bytes = g_malloc (SCAN_SIZE);
  for (gsize i = 0; i < SCAN_SIZE; i++)
    self->bytes[i] = (char) g_test_rand_int_range (0, 255);
  /* Never what an altered scan ends with. */
  self->bytes[SCAN_SIZE - 1] = '?';
  g_assert_true (g_file_set_contents (self->scan, self->bytes, SCAN_SIZE, NULL));
  self->sha256 = jr_sha256_of (self->bytes, SCAN_SIZE);
  self->blob_path = g_strconcat ("/v1/blobs/", self->sha256, NULL);
  self->status = 201;
  self->sends = SCAN_SIZE;
  self->hub = raw_hub_new (serve, self, NULL);
  self->client = jr_hub_client_new (raw_hub_get_url (self->hub), NULL, NULL);
  jr_hub_client_set_limits (self->client, &limits);
}

static void
assert_only_scan_is_there (Place *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char      *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    g_assert_cmpstr (name, ==, "申请表.pdf");
}

static void
tear_down (Place *self, gconstpointer data)
{
  jr_hub_client_free (self->client);
  raw_hub_free (self->hub);
  g_unlink (self->fetched);
  g_assert_cmpint (g_unlink (self->scan), ==, 0);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->scan);
  g_free (self->fetched);
  g_free (self->bytes);
  g_free (self->sha256);
  g_free (self->blob_path);
}

static void
test_put (Place *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *sha256 = NULL;
  gint64             size = 0;

  g_assert_true (jr_hub_client_put_blob (self->client, self->scan, &sha256, &size, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (sha256, ==, self->sha256);
  g_assert_cmpint (size, ==, SCAN_SIZE);
  g_assert_cmpuint (self->puts, ==, 1);
}

static void
test_put_what_is_there (Place *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->has_it = TRUE;
  g_assert_true (jr_hub_client_put_blob (self->client, self->scan, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->puts, ==, 0);
}

static void
test_put_refused (Place *self, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (JrProblem) problem = NULL;

  self->status = 422;
  g_assert_false (jr_hub_client_put_blob (self->client, self->scan, NULL, NULL, NULL, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_INVALID);
  problem = jr_hub_client_dup_problem (self->client);
  g_assert_cmpstr (jr_problem_get_word (problem), ==, "wrong-hash");
}

static void
test_put_no_file (Place *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (jr_hub_client_put_blob (self->client, self->fetched, NULL, NULL, NULL, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (jr_hub_client_put_blob (self->client, self->folder, NULL, NULL, NULL, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_IO);
  g_assert_cmpuint (raw_hub_get_calls (self->hub), ==, 0);
}

static void
test_get (Place *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *bytes = NULL;
  gsize              length;
  GStatBuf           status;

  self->has_it = TRUE;
  g_assert_true (jr_hub_client_get_blob (self->client, self->sha256, self->fetched, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (self->fetched, &bytes, &length, NULL));
  g_assert_cmpmem (bytes, length, self->bytes, SCAN_SIZE);
  g_assert_cmpint (g_stat (self->fetched, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_get_faults (Place *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (jr_hub_client_get_blob (self->client, self->sha256, self->fetched, NULL, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_NOT_FOUND);
  assert_only_scan_is_there (self);
  g_clear_error (&error);

  self->has_it = TRUE;
  self->sends = SCAN_SIZE / 2;
  g_assert_false (jr_hub_client_get_blob (self->client, self->sha256, self->fetched, NULL, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_OFFLINE);
  assert_only_scan_is_there (self);
  g_clear_error (&error);

  self->sends = SCAN_SIZE;
  self->is_altered = TRUE;
  g_assert_false (jr_hub_client_get_blob (self->client, self->sha256, self->fetched, NULL, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_CORRUPT);
  assert_only_scan_is_there (self);
}

static void
test_get_into_nowhere (Place *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->has_it = TRUE;
  g_assert_false (
    jr_hub_client_get_blob (self->client, self->sha256, "/nowhere/scan.pdf", NULL, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_IO);
}

#define blob_test(path, function) g_test_add (path, Place, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  blob_test ("/sync/blobs/put", test_put);
  blob_test ("/sync/blobs/put-what-is-there", test_put_what_is_there);
  blob_test ("/sync/blobs/put-refused", test_put_refused);
  blob_test ("/sync/blobs/put-no-file", test_put_no_file);
  blob_test ("/sync/blobs/get", test_get);
  blob_test ("/sync/blobs/get-faults", test_get_faults);
  blob_test ("/sync/blobs/get-into-nowhere", test_get_into_nowhere);
  return g_test_run ();
}
