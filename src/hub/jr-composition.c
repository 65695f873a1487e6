/* jr-composition.c: the stamped files of a decided case
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The PDF worker says what to append, the render client puts it behind the bytes that were submitted, and the blob store
 * keeps the whole under its own hash; the same marks on the same file give one file however often it is composed. The
 * words of a mark are those of the room's papers, whatever language the server speaks. */

#include "jr-composition.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "jr-database.h"
#include "jr-hub-error.h"
#include "jr-render-client.h"

/* Of what the PDF libraries say; a hostile file can make them say much. */
#define FAULT_MAXIMUM_LENGTH 500
#define COMPARED_AT_ONCE ((gsize) 64 * 1024)

/* Marks -------------------------------------------------------------------------------------------------------------- */

/** Marks: of one document; @texts owns what the marks borrow. */
typedef struct
{
  GArray       *marks; /* (element-type JrMark) */
  GStringChunk *texts;
} Marks;

static void
marks_clear (Marks *self)
{
  g_array_unref (self->marks);
  g_string_chunk_free (self->texts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Marks, marks_clear)

/* As much of @text as a mark can hold. */
static const char *
keep_text (Marks *self, const char *text)
{
  gsize       length = strlen (text);
  const char *end = text + MIN (length, JR_MARK_TEXT_MAXIMUM);

  if (*end != '\0' && (*end & 0xC0) == 0x80)
    end = g_utf8_find_prev_char (text, end);
  return g_string_chunk_insert_len (self->texts, text, end - text);
}

static const char *
keep_date (Marks *self, JrTime time)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (time / JR_TIME_SECOND);
  g_autofree char      *text =
    moment == NULL ? g_strdup ("") : g_date_time_format (moment, "%Y-%m-%d %H:%M");

  return keep_text (self, text);
}

static void
add_mark (Marks *self, const JrStamp *stamp, const JrReview *review, const JrRoom *room)
{
  const JrDecision   *decision = review->decision;
  const JrDepartment *department = jr_room_find_department (room, review->department);
  JrMark              mark = {
                 .page = stamp->page,
                 .x_um = stamp->x_um,
                 .y_um = stamp->y_um,
                 .width_um = stamp->width_um,
                 .height_um = stamp->height_um,
                 .kind = jr_decision_kind_to_string (decision->kind),
                 .word = jr_decision_kind_get_mark_word (decision->kind),
                 .department = keep_text (self, department != NULL ? department->name : review->department),
                 .reviewer = keep_text (self, decision->by != NULL ? decision->by->name : ""),
                 .date = keep_date (self, decision->at),
  };

  g_array_append_val (self->marks, mark);
}

/* Only what a department stands for at the end; a return is answered by its supplement. */
static gboolean
is_standing (const JrReview *review)
{
  return review->phase == JR_REVIEW_DECIDED && review->decision->kind != JR_DECISION_RETURN;
}

static void
collect_marks (Marks *self, const JrCase *state, const JrRoom *room, const char *sha256)
{
  self->marks = g_array_new (FALSE, FALSE, sizeof (JrMark));
  self->texts = g_string_chunk_new (1024);
  for (guint i = 0; i < state->reviews->len; i++)
    {
      const JrReview *review = state->reviews->pdata[i];
      GPtrArray      *stamps = is_standing (review) ? review->decision->stamps : NULL;

      for (guint j = 0; stamps != NULL && j < stamps->len; j++)
        if (g_str_equal (((const JrStamp *) stamps->pdata[j])->sha256, sha256))
          add_mark (self, stamps->pdata[j], review, room);
    }
}

/* Stamping ----------------------------------------------------------------------------------------------------------- */

/** Scratch: a file without a name, gone with its descriptor. */
typedef struct
{
  int fd;
} Scratch;

static void
scratch_clear (Scratch *self)
{
  if (self->fd >= 0)
    close (self->fd);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scratch, scratch_clear)

static gboolean
scratch_open (Scratch *self, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, ".compose-XXXXXX", NULL);
  int              saved;

  self->fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  saved = errno;
  if (self->fd >= 0 && g_unlink (path) == 0)
    return TRUE;
  g_set_error (error, JR_HUB_ERROR,
               saved == ENOSPC || saved == EDQUOT ? JR_ERROR_FULL : JR_ERROR_IO,
               "Cannot make a temporary file in %s: %s", folder, g_strerror (saved));
  return FALSE;
}

static gboolean
scratch_store (const Scratch *self,
               JrBlobStore   *blobs,
               char         **out_sha256,
               gint64        *out_size,
               GError       **error)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", self->fd);

  return jr_blob_store_put_file (blobs, path, out_sha256, out_size, error);
}

/* Whether it is the document that is at fault; else it is the hub, and it may be otherwise later. */
static gboolean
is_lasting (const GError *cause)
{
  if (cause->domain == JR_STORE_ERROR)
    return cause->code == JR_ERROR_NOT_FOUND;
  if (cause->domain != JR_RENDER_ERROR)
    return FALSE;
  switch ((JrErrorCode) cause->code)
    {
    case JR_ERROR_INVALID:
    case JR_ERROR_REFUSED:
    case JR_ERROR_CORRUPT:
    case JR_ERROR_TOO_LARGE:
    case JR_ERROR_TOO_DEEP:
    case JR_ERROR_NOT_FOUND:
    case JR_ERROR_TIMED_OUT:
      return TRUE;
    case JR_ERROR_CONFLICT:
    case JR_ERROR_DENIED:
    case JR_ERROR_OFFLINE:
    case JR_ERROR_FULL:
    case JR_ERROR_TOO_NEW:
    case JR_ERROR_CANCELLED:
    case JR_ERROR_IO:
      break;
    }
  return FALSE;
}

/* Takes over @fd. A worker that took too long gets a second chance: the machine may have been busy. */
static gboolean
stamp_fd (int           fd,
          const char   *name,
          const Marks  *marks,
          int           out_fd,
          GCancellable *cancellable,
          GError      **error)
{
  g_autoptr (JrRenderClient) client = jr_render_client_new (fd, name);
  g_autoptr (GError)         cause = NULL;
  const JrMark              *first = &g_array_index (marks->marks, JrMark, 0);
  guint                      n_marks = marks->marks->len;

  if (jr_render_client_stamp (client, first, n_marks, out_fd, cancellable, &cause))
    return TRUE;
  if (g_error_matches (cause, JR_RENDER_ERROR, JR_ERROR_TIMED_OUT) && ftruncate (out_fd, 0) == 0)
    return jr_render_client_stamp (client, first, n_marks, out_fd, cancellable, error);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
stamp (JrBlobStore      *blobs,
       const char       *folder,
       const JrDocument *document,
       const Marks      *marks,
       char            **out_sha256,
       gint64           *out_size,
       GCancellable     *cancellable,
       GError          **error)
{
  g_auto (Scratch) scratch = { .fd = -1 };
  int              fd;

  if (!scratch_open (&scratch, folder, error))
    return FALSE;
  fd = jr_blob_store_open_fd (blobs, document->sha256, NULL, error);
  return fd >= 0 && stamp_fd (fd, document->name, marks, scratch.fd, cancellable, error) &&
         scratch_store (&scratch, blobs, out_sha256, out_size, error);
}

/* Results ------------------------------------------------------------------------------------------------------------ */

/* Goes into the log, where only clean text is: without what a hostile file put into it, and without the name, which
 * stands beside it. */
static char *
write_fault (const char *message, const char *name)
{
  gsize    name_length = strlen (name);
  gboolean has_name =
    g_str_has_prefix (message, name) && g_str_has_prefix (message + name_length, ": ");
  g_autofree char *valid = g_utf8_make_valid (has_name ? message + name_length + 2 : message, -1);
  GString         *fault = g_string_new (NULL);
  guint            n = 0;

  for (const char *at = valid; *at != '\0' && n < FAULT_MAXIMUM_LENGTH;
       at = g_utf8_next_char (at), n++)
    g_string_append_unichar (fault,
                             g_unichar_iscntrl (g_utf8_get_char (at)) ? ' ' : g_utf8_get_char (at));
  return g_string_free (fault, FALSE);
}

static JrResultDocument *
new_result (const JrDocument *document, const char *stamped, gint64 size, const char *fault)
{
  return jr_result_document_new (&(JrResultDocument){ .original = document->sha256,
                                                      .stamped = (char *) stamped,
                                                      .name = document->name,
                                                      .size = size,
                                                      .fault = (char *) fault });
}

static JrResultDocument *
compose (JrBlobStore      *blobs,
         const char       *folder,
         const JrRoom     *room,
         const JrCase     *state,
         const JrDocument *document,
         GCancellable     *cancellable,
         GError          **error)
{
  g_auto (Marks)     marks = { NULL, NULL };
  g_autoptr (GError) cause = NULL;
  g_autofree char   *sha256 = NULL;
  g_autofree char   *fault = NULL;
  gint64             size = 0;

  collect_marks (&marks, state, room, document->sha256);
  if (marks.marks->len == 0)
    return new_result (document, NULL, 0, NULL);
  if (stamp (blobs, folder, document, &marks, &sha256, &size, cancellable, &cause))
    return new_result (document, sha256, size, NULL);
  if (!is_lasting (cause))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  fault = write_fault (cause->message, document->name);
  return new_result (document, NULL, 0, fault);
}

GPtrArray *
jr_composition_make (JrBlobStore  *blobs,
                     const char   *folder,
                     const JrRoom *room,
                     const JrCase *state,
                     GCancellable *cancellable,
                     GError      **error)
{
  g_autoptr (GPtrArray) results =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_result_document_unref);

  g_return_val_if_fail (blobs != NULL && folder != NULL && room != NULL && state != NULL, NULL);

  for (guint i = 0; i < state->documents->len; i++)
    {
      JrResultDocument *result =
        compose (blobs, folder, room, state, state->documents->pdata[i], cancellable, error);

      if (result == NULL)
        return NULL;
      g_ptr_array_add (results, result);
    }
  return g_steal_pointer (&results);
}

/* Proof -------------------------------------------------------------------------------------------------------------- */

static gboolean
fail_proof (const JrResultDocument *result, const char *how, GError **error)
{
  g_set_error (error, JR_HUB_ERROR, JR_ERROR_CORRUPT, "The stamped file %s of “%s” %s",
               result->stamped, result->name, how);
  return FALSE;
}

/* -1 on an error of the disk; fewer than @size at the end only. */
static gssize
read_fully (int fd, guint8 *buffer, gsize size)
{
  gsize done = 0;

  while (done < size)
    {
      gssize n = read (fd, buffer + done, size - done);

      if (n == 0)
        break;
      if (n < 0 && errno != EINTR)
        return -1;
      done += (gsize) MAX (n, 0);
    }
  return (gssize) done;
}

static gboolean
has_same_start (int whole_fd, int start_fd)
{
  g_autofree guint8 *whole = g_malloc (COMPARED_AT_ONCE);
  g_autofree guint8 *start = g_malloc (COMPARED_AT_ONCE);
  gssize             n;

  while ((n = read_fully (start_fd, start, COMPARED_AT_ONCE)) > 0)
    if (read_fully (whole_fd, whole, (gsize) n) != n || memcmp (whole, start, (gsize) n) != 0)
      return FALSE;
  return n == 0;
}

gboolean
jr_composition_verify (JrBlobStore *blobs, const JrResultDocument *result, GError **error)
{
  g_auto (Scratch) stamped = { .fd = -1 };
  g_auto (Scratch) original = { .fd = -1 };
  gint64           stamped_size = 0, original_size = 0;

  g_return_val_if_fail (blobs != NULL && result != NULL, FALSE);

  if (result->stamped == NULL)
    return TRUE;
  stamped.fd = jr_blob_store_open_fd (blobs, result->stamped, &stamped_size, NULL);
  original.fd = jr_blob_store_open_fd (blobs, result->original, &original_size, NULL);
  if (stamped.fd < 0 || original.fd < 0)
    return fail_proof (result, "or the file it was made of is not there", error);
  if (stamped_size != result->size)
    return fail_proof (result, "has another size than the log says", error);
  if (stamped_size <= original_size || !has_same_start (stamped.fd, original.fd))
    return fail_proof (result, "does not begin with the file that was submitted", error);
  return TRUE;
}
