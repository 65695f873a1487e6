/* fuzz-replies.c: what a PDF worker answers, which a document may have taken over
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The client asks as always; instead of a process there is the input: the reply's packet, then its body. One byte before
 * says what is asked and whether the body is sealed. */

#include "fuzz.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "jr-memory-file.h"
#include "jr-render-client.h"
#include "jr-worker-process.h"

#define WIDTH 16
#define SEALS (F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL)

struct _JrWorkerProcess
{
  guint8 unused;
};

static const guint8 *input;
static gsize         input_length;

JrWorkerProcess *
jr_worker_process_new (int document_fd, GError **error)
{
  return g_new0 (JrWorkerProcess, 1);
}

void
jr_worker_process_free (JrWorkerProcess *self)
{
  g_free (self);
}

gboolean
jr_worker_process_is_tired (JrWorkerProcess *self)
{
  return FALSE;
}

JrRenderReason
jr_worker_process_explain_death (JrWorkerProcess *self, char **out_last_words)
{
  g_assert_not_reached ();
}

static int
open_body (const guint8 *bytes, gsize length)
{
  int fd = memfd_create ("fuzz-replies", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  g_assert_true (write (fd, bytes, length) == (gssize) length);
  if ((input[0] & 0x80) == 0)
    g_assert_cmpint (fcntl (fd, F_ADD_SEALS, SEALS), ==, 0);
  return fd;
}

JrWorkerOutcome
jr_worker_process_ask (JrWorkerProcess       *self,
                       const JrRenderRequest *request,
                       int                    body_fd,
                       guint                  seconds,
                       GCancellable          *cancellable,
                       JrRenderReply         *out_reply,
                       int                   *out_body_fd)
{
  gsize size = MIN (input_length - 1, sizeof *out_reply);

  memset (out_reply, 0, sizeof *out_reply);
  memcpy (out_reply, input + 1, size);
  *out_body_fd =
    (input[0] & 0x40) != 0 ? -1 : open_body (input + 1 + size, input_length - 1 - size);
  return JR_WORKER_ANSWERED;
}

/* Every byte that is promised must be there. */
static gboolean
check_pixels (JrPagePixels *pixels)
{
  gsize         size;
  const guint8 *bytes;
  guint         sum = 0;

  if (pixels == NULL)
    return FALSE;
  bytes = g_bytes_get_data (pixels->pixels, &size);
  g_assert_cmpuint (pixels->width, ==, WIDTH);
  g_assert_cmpuint ((guint64) pixels->stride * pixels->height, ==, size);
  for (gsize i = 0; i < size; i++)
    sum += bytes[i];
  g_assert_cmpuint (sum, <=, size * 255);
  return TRUE;
}

static gboolean
check_facts (JrDocumentFacts *facts)
{
  if (facts == NULL)
    return FALSE;
  g_assert_cmpuint (facts->n_pages, <=, JR_RENDER_MAX_PAGES);
  for (char **fault = facts->faults; *fault != NULL; fault++)
    g_assert_true (g_utf8_validate (*fault, -1, NULL));
  return TRUE;
}

static gboolean
ask (JrRenderClient *client, GError **error)
{
  static const JrMark         mark = { 0, 0, 0, 30000, 20000, "approve", "同意", "a", "b", "c" };
  g_autoptr (JrDocumentFacts) facts = NULL;
  g_autoptr (JrPagePixels)    pixels = NULL;

  switch (input[0] % 3)
    {
    case 0:
      facts = jr_render_client_check (client, NULL, error);
      return check_facts (facts);
    case 1:
      pixels = jr_render_client_render (client, 0, WIDTH, NULL, error);
      return check_pixels (pixels);
    default:
      pixels = jr_render_client_draw_mark (client, &mark, WIDTH, NULL, error);
      return check_pixels (pixels);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  static JrRenderClient *client = NULL;
  g_auto (JrMemoryFile)  document = JR_MEMORY_FILE_INIT;
  g_autoptr (GError)     error = NULL;

  if (length < 1)
    return 0;
  if (client == NULL && jr_memory_file_write (&document, "%PDF-1.4", 8, NULL))
    client = jr_render_client_new (dup (document.fd), "a.pdf");
  input = bytes;
  input_length = length;
  g_assert_true (ask (client, &error) == (error == NULL));
  if (error != NULL)
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  return 0;
}
