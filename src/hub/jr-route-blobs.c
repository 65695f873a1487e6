/* jr-route-blobs.c: scans and stamped files over HTTP
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A body goes to the disk piece by piece as it comes and is never held. Syncing the last of it may take seconds for a
 * large file, during which a thread of the server would serve nobody else, so that a thread of its own does it. What is
 * there already is not written again, but its bytes are still taken in: closing the line on a client that is sending
 * makes it lose the answer. */

#include <string.h>
#include <unistd.h>

#include "jr-error.h"
#include "jr-hub.h"
#include "jr-id.h"
#include "jr-metrics.h"
#include "jr-range.h"
#include "jr-routes.h"

#define PDF_SIGNATURE "%PDF-"

static JrResponse *
refuse_name (void)
{
  return jr_response_new_problem_for (
    "not-found", "A document is named by its SHA-256, 64 lower-case hexadecimal digits");
}

/* Up ----------------------------------------------------------------------------------------------------------------- */

/**
 * Upload:
 * @writer: NULL when it is there already
 * @total: of a document that comes in parts, when all are there; -1: it comes whole
 */
typedef struct
{
  JrBlobWriter *writer;
  gint64        total;
} Upload;

#define OFFSET "Upload-Offset"

static void
add_offset (JrResponse *response, gint64 offset)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, offset);

  jr_response_add_header (response, OFFSET, text);
}

static JrResponse *
new_error (const GError *error)
{
  if (g_error_matches (error, JR_STORE_ERROR, JR_ERROR_CORRUPT))
    return jr_response_new_problem_for ("wrong-hash", error->message);
  if (g_error_matches (error, JR_STORE_ERROR, JR_ERROR_TOO_LARGE))
    return jr_response_new_problem_for ("too-large", error->message);
  if (g_error_matches (error, JR_STORE_ERROR, JR_ERROR_CONFLICT))
    return jr_response_new_problem_for ("busy", error->message);
  return jr_response_new_error (error);
}

static JrResponse *
new_stored (JrRequest *request, guint status)
{
  JsonObject *members = json_object_new ();

  json_object_set_string_member (members, "sha256", request->parameter);
  json_object_set_int_member (members, "size",
                              jr_blob_store_get_size (request->hub->folder->blobs,
                                                      request->parameter));
  return jr_response_new_object (status, members);
}

static JrResponse *
new_wrong_offset (gint64 offset)
{
  JrResponse *response = jr_response_new_problem_for ("wrong-offset", NULL);

  add_offset (response, offset);
  return response;
}

static JrResponse *
read_content_range (JrRequest *request, const char *header, JrContentRange *out_range)
{
  if (!jr_content_range_read (header, out_range) ||
      out_range->length != jr_request_get_length (request))
    return jr_response_new_problem_for (
      "invalid", "Content-Range is “bytes FIRST-LAST/TOTAL”, and as long as the body");
  if (out_range->total > JR_BLOB_MAXIMUM_BYTES)
    return jr_response_new_problem_for ("too-large", NULL);
  return NULL;
}

static JrBlobWriter *
open_part (JrRequest *request, const char *header, gint64 *out_total, JrResponse **out_response)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (JrBlobWriter) writer = NULL;
  JrContentRange           range;

  *out_response = read_content_range (request, header, &range);
  if (*out_response != NULL)
    return NULL;
  writer = jr_blob_writer_resume (request->hub->folder->blobs, request->actor->user,
                                  request->parameter, &error);
  if (writer == NULL)
    *out_response = new_error (error);
  else if (jr_blob_writer_get_size (writer) != range.offset)
    *out_response = new_wrong_offset (jr_blob_writer_get_size (writer));
  *out_total = range.total;
  return *out_response == NULL ? g_steal_pointer (&writer) : NULL;
}

static JrBlobWriter *
open_whole (JrRequest *request, JrResponse **out_response)
{
  g_autoptr (GError) error = NULL;
  JrBlobWriter      *writer =
    jr_blob_writer_new (request->hub->folder->blobs, request->parameter, &error);

  if (writer == NULL)
    *out_response = new_error (error);
  return writer;
}

static gpointer
begin_upload (JrRequest *request, JrResponse **out_response)
{
  const char   *range = jr_request_get_header (request, MHD_HTTP_HEADER_CONTENT_RANGE);
  JrBlobWriter *writer = NULL;
  gint64        total = -1;
  Upload       *upload;

  if (!jr_sha256_is_valid (request->parameter))
    {
      *out_response = refuse_name ();
      return NULL;
    }
  if (!jr_blob_store_use (request->hub->folder->blobs, request->parameter))
    {
      writer = range == NULL ? open_whole (request, out_response)
                             : open_part (request, range, &total, out_response);
      if (writer == NULL)
        return NULL;
    }
  upload = g_new0 (Upload, 1);
  upload->writer = writer;
  upload->total = total;
  jr_metrics_add (JR_METRIC_UPLOADS, 1);
  return upload;
}

static gboolean
take_piece (JrRequest *request, const void *bytes, gsize length, JrResponse **out_response)
{
  Upload            *upload = request->upload;
  g_autoptr (GError) error = NULL;

  jr_metrics_add (JR_METRIC_UPLOAD_BYTES, (gint64) length);
  if (upload->writer == NULL || jr_blob_writer_write (upload->writer, bytes, length, &error))
    return TRUE;
  *out_response = new_error (error);
  return FALSE;
}

/* On the thread that syncs. */
static void
store (gpointer data)
{
  JrRequest         *request = data;
  Upload            *upload = request->upload;
  g_autoptr (GError) error = NULL;
  gboolean           is_new = upload->writer != NULL;
  gboolean           is_stored =
    is_new ? jr_blob_writer_finish (upload->writer, NULL, &error)
                     : jr_blob_store_secure (request->hub->folder->blobs, request->parameter, &error);

  g_clear_pointer (&upload->writer, jr_blob_writer_free);
  jr_metrics_add (!is_stored ? JR_METRIC_UPLOADS_FAILED
                  : is_new   ? JR_METRIC_UPLOADS_STORED
                             : JR_METRIC_UPLOADS_KNOWN,
                  1);
  if (is_stored)
    jr_request_answer (request, new_stored (request, is_new ? MHD_HTTP_CREATED : MHD_HTTP_OK));
  else
    jr_request_answer (request, new_error (error));
}

static JrResponse *
new_part (Upload *upload)
{
  JsonObject *members = json_object_new ();
  gint64      offset = jr_blob_writer_get_size (upload->writer);
  JrResponse *response;

  /* Whoever has the answer may send the next part at once. */
  g_clear_pointer (&upload->writer, jr_blob_writer_free);
  json_object_set_int_member (members, "offset", offset);
  response = jr_response_new_object (MHD_HTTP_ACCEPTED, members);
  add_offset (response, offset);
  return response;
}

static JrResponse *
finish_upload (JrRequest *request)
{
  Upload *upload = request->upload;

  if (upload->writer != NULL && upload->total > jr_blob_writer_get_size (upload->writer))
    return new_part (upload);
  jr_request_suspend (request);
  jr_worker_push (request->hub->disk, store, request, NULL);
  return NULL;
}

static void
abandon_upload (gpointer data)
{
  Upload *upload = data;

  jr_metrics_add (JR_METRIC_UPLOADS, -1);
  g_clear_pointer (&upload->writer, jr_blob_writer_free);
  g_free (upload);
}

const JrUpload jr_route_put_blob = { begin_upload, take_piece, finish_upload, abandon_upload };

/* Down --------------------------------------------------------------------------------------------------------------- */

/* A name of the bytes, as strong as an ETag can be. */
static char *
write_etag (const char *sha256)
{
  return g_strdup_printf ("\"%s\"", sha256);
}

static const char *
get_content_type (int fd)
{
  char start[sizeof PDF_SIGNATURE - 1];

  return pread (fd, start, sizeof start, 0) == (gssize) sizeof start &&
             memcmp (start, PDF_SIGNATURE, sizeof start) == 0
           ? "application/pdf"
           : "application/octet-stream";
}

static JrByteRangeKind
find_range (JrRequest *request, const char *etag, gint64 size, JrByteRange *out_range)
{
  const char *condition = jr_request_get_header (request, MHD_HTTP_HEADER_IF_RANGE);
  const char *range = jr_request_get_header (request, MHD_HTTP_HEADER_RANGE);

  *out_range = (JrByteRange){ 0, size };
  if (range == NULL || !g_str_equal (request->method, "GET") ||
      (condition != NULL && !g_str_equal (condition, etag)))
    return JR_BYTE_RANGE_WHOLE;
  return jr_byte_range_read (range, size, out_range);
}

static JrResponse *
new_unsatisfiable (gint64 size)
{
  JrResponse      *response = jr_response_new_problem_for ("range-not-satisfiable", NULL);
  g_autofree char *unit = g_strdup_printf ("bytes */%" G_GINT64_FORMAT, size);

  jr_response_add_header (response, MHD_HTTP_HEADER_CONTENT_RANGE, unit);
  return response;
}

/* @fd is given up. */
static JrResponse *
new_bytes (JrRequest *request, const char *etag, int fd, gint64 size)
{
  JrByteRange      range;
  JrByteRangeKind  kind = find_range (request, etag, size, &range);
  g_autofree char *unit = NULL;
  JrResponse      *response;

  if (kind == JR_BYTE_RANGE_OUTSIDE)
    {
      close (fd);
      return new_unsatisfiable (size);
    }
  response =
    jr_response_new_fd (kind == JR_BYTE_RANGE_PART ? MHD_HTTP_PARTIAL_CONTENT : MHD_HTTP_OK,
                        get_content_type (fd), fd, (guint64) range.offset, (guint64) range.length);
  if (kind == JR_BYTE_RANGE_PART)
    {
      unit = g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                              range.offset, range.offset + range.length - 1, size);
      jr_response_add_header (response, MHD_HTTP_HEADER_CONTENT_RANGE, unit);
    }
  return response;
}

static JrResponse *
new_download (JrRequest *request, const char *etag)
{
  g_autoptr (GError) error = NULL;
  gint64             size = 0;
  int fd = jr_blob_store_open_fd (request->hub->folder->blobs, request->parameter, &size, &error);

  if (g_error_matches (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND))
    return jr_response_new_problem_for ("not-found", "There is no such document");
  if (fd < 0)
    return jr_response_new_error (error);
  /* Whoever asks whether it is there may name it next. */
  jr_blob_store_use (request->hub->folder->blobs, request->parameter);
  if (!jr_etag_list_has (jr_request_get_header (request, MHD_HTTP_HEADER_IF_NONE_MATCH), etag))
    return new_bytes (request, etag, fd, size);
  close (fd);
  return jr_response_new_bare (MHD_HTTP_NOT_MODIFIED);
}

JrResponse *
jr_route_get_blob (JrRequest *request)
{
  g_autofree char *etag = write_etag (request->parameter);
  JrResponse      *response =
    jr_sha256_is_valid (request->parameter) ? new_download (request, etag) : refuse_name ();

  /* Whoever asks before he sends it learns where to go on. */
  if (jr_response_get_status (response) == MHD_HTTP_NOT_FOUND)
    add_offset (response, jr_blob_store_get_part_size (request->hub->folder->blobs,
                                                       request->actor->user, request->parameter));
  if (jr_response_get_status (response) >= 400)
    return response;
  jr_response_add_header (response, MHD_HTTP_HEADER_ETAG, etag);
  jr_response_add_header (response, MHD_HTTP_HEADER_ACCEPT_RANGES, "bytes");
  /* Papers of people: on no disk but those they were meant for. */
  jr_response_add_header (response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
  if (g_str_equal (request->method, "HEAD"))
    return response;
  return jr_openings_note (request->hub->openings, request, NULL, request->parameter, response);
}
