/* jr-render-client.c: asks the sandboxed worker about one PDF
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Starts a worker when one is needed, asks it, and turns whatever comes of it into a value or an error. What a worker
 * sends is checked as if a stranger had sent it: sizes against what was asked for, seals before mapping, GVariants for
 * their normal form. Requests hold one lock, so a document has at most one worker and each asks it alone. */

#include "jr-render-client.h"

#include <sys/stat.h>

#include <glib/gstdio.h>

#include "jr-appended-file.h"
#include "jr-memory-file.h"
#include "jr-worker-process.h"

#define DEATHS_UNTIL_POISONED 2

G_STATIC_ASSERT (JR_MARK_TEXT_MAXIMUM == JR_RENDER_MAX_MARK_TEXT);

struct _JrRenderClient
{
  GMutex           lock;
  int              document_fd;
  char            *name;
  JrWorkerProcess *worker; /* NULL: none is running */
  guint            n_deaths;
  guint            limit_seconds;
};

/** Answer: a reply and its body, mapped; @body is NULL when there was none. */
typedef struct
{
  JrRenderReply reply;
  GBytes       *body;
} Answer;

static void
answer_clear (Answer *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

void
jr_document_facts_free (JrDocumentFacts *self)
{
  if (self == NULL)
    return;
  g_free (self->pages);
  g_strfreev (self->faults);
  g_free (self);
}

void
jr_page_pixels_free (JrPagePixels *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->pixels, g_bytes_unref);
  g_free (self);
}

JrRenderClient *
jr_render_client_new (int fd, const char *name)
{
  JrRenderClient *self = g_new0 (JrRenderClient, 1);

  g_mutex_init (&self->lock);
  self->document_fd = fd;
  self->name = g_strdup (name);
  self->limit_seconds = G_MAXUINT;
  return self;
}

void
jr_render_client_set_limit (JrRenderClient *self, guint seconds)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL && seconds > 0);

  locker = g_mutex_locker_new (&self->lock);
  self->limit_seconds = seconds;
}

void
jr_render_client_free (JrRenderClient *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->worker, jr_worker_process_free);
  if (self->document_fd >= 0)
    g_close (self->document_fd, NULL);
  g_mutex_clear (&self->lock);
  g_free (self->name);
  g_free (self);
}

static gboolean
fail (JrRenderClient *self, guint reason, const char *detail, GError **error)
{
  jr_render_reason_set_error (error, reason, self->name, detail);
  return FALSE;
}

/* Looked at here already, for a clear word without the price of a worker. The worker looks again. */
static gboolean
check_file (JrRenderClient *self, GError **error)
{
  struct stat status;

  if (fstat (self->document_fd, &status) != 0 || !S_ISREG (status.st_mode))
    return fail (self, JR_RENDER_NOT_A_FILE, NULL, error);
  if (status.st_size == 0)
    return fail (self, JR_RENDER_EMPTY, NULL, error);
  if (status.st_size > JR_RENDER_MAX_DOCUMENT_BYTES)
    return fail (self, JR_RENDER_FILE_TOO_LARGE, NULL, error);
  return TRUE;
}

static gboolean
ensure_worker (JrRenderClient *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (self->n_deaths >= DEATHS_UNTIL_POISONED)
    return fail (self, JR_RENDER_POISONED, NULL, error);
  if (self->worker != NULL && jr_worker_process_is_tired (self->worker))
    g_clear_pointer (&self->worker, jr_worker_process_free);
  if (self->worker != NULL)
    return TRUE;
  if (!check_file (self, error))
    return FALSE;

  self->worker = jr_worker_process_new (self->document_fd, &local_error);
  return self->worker != NULL || fail (self, JR_RENDER_NO_WORKER, local_error->message, error);
}

static gboolean
bury_worker (JrRenderClient *self, JrWorkerOutcome outcome, GError **error)
{
  g_autoptr (JrWorkerProcess) worker = g_steal_pointer (&self->worker);
  g_autofree char            *words = NULL;
  JrRenderReason              reason = JR_RENDER_CANCELLED;

  if (outcome == JR_WORKER_HUNG)
    reason = JR_RENDER_HUNG;
  else if (outcome != JR_WORKER_CANCELLED)
    reason = jr_worker_process_explain_death (worker, &words);
  if (outcome == JR_WORKER_GONE)
    reason = JR_RENDER_NO_WORKER;
  if (outcome == JR_WORKER_HUNG || outcome == JR_WORKER_DIED)
    self->n_deaths++;
  return fail (self, reason, words, error);
}

static gboolean
take_answer (JrRenderClient      *self,
             const JrRenderReply *reply,
             int                  body_fd,
             Answer              *out_answer,
             GError             **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char   *detail =
    g_utf8_make_valid (reply->detail, strnlen (reply->detail, sizeof reply->detail));

  if (body_fd >= 0)
    {
      body =
        jr_memory_file_read (body_fd, MAX (JR_RENDER_MAX_BODY_BYTES, JR_RENDER_MAX_PIXELS * 4u),
                             &local_error);
      g_close (body_fd, NULL);
      if (body == NULL)
        return fail (self, JR_RENDER_FAILED, local_error->message, error);
    }
  if (reply->version != JR_RENDER_PROTOCOL_VERSION)
    return fail (self, JR_RENDER_FAILED, "the worker is of another version", error);
  if (reply->reason != JR_RENDER_OK)
    return fail (self, reply->reason, detail, error);

  out_answer->reply = *reply;
  out_answer->body = g_steal_pointer (&body);
  return TRUE;
}

/** Question: what is asked of the worker, and how long and how it is waited for. */
typedef struct
{
  const JrRenderRequest *request;
  int                    body_fd;
  guint                  seconds;
  GCancellable          *cancellable;
} Question;

static gboolean
ask_worker (JrRenderClient  *self,
            const Question  *question,
            JrWorkerOutcome *out_outcome,
            JrRenderReply   *out_reply,
            int             *out_body_fd,
            GError         **error)
{
  if (!ensure_worker (self, error))
    return FALSE;
  *out_outcome = jr_worker_process_ask (self->worker, question->request, question->body_fd,
                                        MIN (question->seconds, self->limit_seconds),
                                        question->cancellable, out_reply, out_body_fd);
  return TRUE;
}

/* A worker that was gone before it got the request did not die of it: another one is asked, once. */
static gboolean
ask_until_heard (JrRenderClient *self, const Question *question, Answer *out_answer, GError **error)
{
  JrRenderReply   reply;
  JrWorkerOutcome outcome;
  int             body_fd = -1;

  if (!ask_worker (self, question, &outcome, &reply, &body_fd, error))
    return FALSE;
  if (outcome == JR_WORKER_GONE)
    {
      g_clear_pointer (&self->worker, jr_worker_process_free);
      if (!ask_worker (self, question, &outcome, &reply, &body_fd, error))
        return FALSE;
    }
  if (outcome != JR_WORKER_ANSWERED)
    return bury_worker (self, outcome, error);
  return take_answer (self, &reply, body_fd, out_answer, error);
}

static gboolean
ask (JrRenderClient        *self,
     const JrRenderRequest *request,
     GVariant              *body,
     guint                  seconds,
     GCancellable          *cancellable,
     Answer                *out_answer,
     GError               **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_auto (JrMemoryFile)    file = JR_MEMORY_FILE_INIT;
  Question                 question = { request, -1, seconds, cancellable };

  if (g_cancellable_is_cancelled (cancellable))
    return fail (self, JR_RENDER_CANCELLED, NULL, error);
  if (body != NULL &&
      !jr_memory_file_write (&file, g_variant_get_data (body), g_variant_get_size (body), error))
    return FALSE;
  question.body_fd = file.fd;
  return ask_until_heard (self, &question, out_answer, error);
}

static GVariant *
read_variant (JrRenderClient *self, Answer *answer, const char *type, GError **error)
{
  g_autoptr (GVariant) variant = NULL;

  if (answer->body != NULL)
    variant =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (type), answer->body, FALSE));
  if (variant != NULL && g_variant_is_normal_form (variant))
    return g_steal_pointer (&variant);

  fail (self, JR_RENDER_FAILED, "the worker sent something unreadable", error);
  return NULL;
}

static JrDocumentFacts *
facts_from_variant (GVariant *variant)
{
  JrDocumentFacts     *facts = g_new0 (JrDocumentFacts, 1);
  g_autoptr (GVariant) sizes = NULL;
  gsize                n_pages;

  g_variant_get (variant, "(bbbb@a(xx)^as)", &facts->is_encrypted, &facts->is_signed,
                 &facts->was_repaired, &facts->has_landlock, &sizes, &facts->faults);
  n_pages = MIN (g_variant_n_children (sizes), JR_RENDER_MAX_PAGES);
  facts->n_pages = (guint) n_pages;
  facts->pages = g_new0 (JrPageSize, n_pages);
  for (gsize i = 0; i < n_pages; i++)
    g_variant_get_child (sizes, i, "(xx)", &facts->pages[i].width_um, &facts->pages[i].height_um);
  return facts;
}

JrDocumentFacts *
jr_render_client_check (JrRenderClient *self, GCancellable *cancellable, GError **error)
{
  const JrRenderRequest request = { .version = JR_RENDER_PROTOCOL_VERSION,
                                    .kind = JR_RENDER_CHECK };
  g_auto (Answer)       answer = { 0 };
  g_autoptr (GVariant)  variant = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (!ask (self, &request, NULL, JR_RENDER_CHECK_SECONDS, cancellable, &answer, error))
    return NULL;
  variant = read_variant (self, &answer, JR_RENDER_FACTS_TYPE, error);
  return variant == NULL ? NULL : facts_from_variant (variant);
}

/* The size must be what was asked for, and the bytes must be there: nothing is drawn from what is not ours to read. */
static JrPagePixels *
take_pixels (JrRenderClient *self, Answer *answer, guint width, GError **error)
{
  const JrRenderReply *reply = &answer->reply;
  JrPagePixels        *pixels;

  if (answer->body == NULL || reply->width != width || reply->height == 0 ||
      (guint64) reply->stride != (guint64) width * 4 ||
      (guint64) reply->stride * reply->height != g_bytes_get_size (answer->body))
    {
      fail (self, JR_RENDER_FAILED, "the worker sent a picture of a wrong size", error);
      return NULL;
    }

  pixels = g_new0 (JrPagePixels, 1);
  pixels->pixels = g_steal_pointer (&answer->body);
  pixels->width = reply->width;
  pixels->height = reply->height;
  pixels->stride = reply->stride;
  return pixels;
}

JrPagePixels *
jr_render_client_render (JrRenderClient *self,
                         guint           page,
                         guint           width,
                         GCancellable   *cancellable,
                         GError        **error)
{
  const JrRenderRequest request = {
    .version = JR_RENDER_PROTOCOL_VERSION, .kind = JR_RENDER_PAGE, .page = page, .width = width
  };
  g_auto (Answer) answer = { 0 };

  g_return_val_if_fail (self != NULL, NULL);

  if (!ask (self, &request, NULL, JR_RENDER_PAGE_SECONDS, cancellable, &answer, error))
    return NULL;
  return take_pixels (self, &answer, width, error);
}

static GVariant *
marks_to_variant (const JrMark *marks, guint n_marks)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (JR_RENDER_MARKS_TYPE));
  for (guint i = 0; i < n_marks; i++)
    {
      const JrMark *mark = &marks[i];

      g_variant_builder_add (&builder, "(uxxxxsssss)", mark->page, mark->x_um, mark->y_um,
                             mark->width_um, mark->height_um, mark->kind, mark->word,
                             mark->department, mark->reviewer, mark->date);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

gboolean
jr_render_client_stamp (JrRenderClient *self,
                        const JrMark   *marks,
                        guint           n_marks,
                        int             out_fd,
                        GCancellable   *cancellable,
                        GError        **error)
{
  const JrRenderRequest request = { .version = JR_RENDER_PROTOCOL_VERSION,
                                    .kind = JR_RENDER_UPDATE };
  g_autoptr (GVariant)  body = NULL;
  g_autoptr (GError)    local_error = NULL;
  g_auto (Answer)       answer = { 0 };

  g_return_val_if_fail (self != NULL && n_marks > 0, FALSE);

  body = marks_to_variant (marks, n_marks);
  if (!ask (self, &request, body, JR_RENDER_STAMP_SECONDS, cancellable, &answer, error))
    return FALSE;
  if (answer.body == NULL)
    return fail (self, JR_RENDER_FAILED, "the worker sent no update", error);
  if (jr_appended_file_write (self->document_fd, answer.body, out_fd, &local_error))
    return TRUE;
  g_propagate_prefixed_error (error, g_steal_pointer (&local_error), "%s: ", self->name);
  return FALSE;
}

JrPagePixels *
jr_render_client_draw_mark (JrRenderClient *self,
                            const JrMark   *mark,
                            guint           width,
                            GCancellable   *cancellable,
                            GError        **error)
{
  const JrRenderRequest request = { .version = JR_RENDER_PROTOCOL_VERSION,
                                    .kind = JR_RENDER_MARK,
                                    .width = width };
  g_autoptr (GVariant)  body = NULL;
  g_auto (Answer)       answer = { 0 };

  g_return_val_if_fail (self != NULL && mark != NULL, NULL);

  body = marks_to_variant (mark, 1);
  if (!ask (self, &request, body, JR_RENDER_MARK_SECONDS, cancellable, &answer, error))
    return NULL;
  return take_pixels (self, &answer, width, error);
}

gboolean
jr_render_client_self_test (JrRenderClient *self, GError **error)
{
  const JrRenderRequest request = { .version = JR_RENDER_PROTOCOL_VERSION,
                                    .kind = JR_RENDER_SELF_TEST };
  g_auto (Answer)       answer = { 0 };

  return ask (self, &request, NULL, JR_RENDER_CHECK_SECONDS, NULL, &answer, error);
}
