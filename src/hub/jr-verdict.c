/* jr-verdict.c: what the PDF worker said of a document
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The bytes behind a hash never change, so a verdict holds for ever and can be remembered; only that a document is not
 * there, or that looking at it took too long on this busy machine, may be otherwise next time. The table forgets its
 * oldest entries, since anybody with a key can fill it. What is there is on the disk, name and all, before a command may
 * name it, and is noted as used each time, so that no sweep takes it from the command. A sweep makes us forget before it
 * removes: so what is still remembered after its use is the file that was secured. */

#include "jr-verdict.h"

#include <string.h>
#include <unistd.h>

#include "jr-database.h"
#include "jr-error.h"
#include "jr-render-client.h"

/* A day of a busy hall; 300 bytes each. */
#define REMEMBERED_MAXIMUM 4096

struct _JrVerdicts
{
  JrBlobStore *blobs;
  GMutex       lock;
  GHashTable  *known; /* SHA-256 → JrVerdict */
  GQueue       order; /* the keys of @known, oldest first */
};

static void
copy (JrVerdict *self)
{
  self->detail = g_strdup (self->detail);
}

static void
clear (JrVerdict *self)
{
  g_free (self->detail);
}

JR_DEFINE_RECORD (JrVerdict, jr_verdict, copy, clear)

JrVerdicts *
jr_verdicts_new (JrBlobStore *blobs)
{
  JrVerdicts *self = g_new0 (JrVerdicts, 1);

  self->blobs = blobs;
  g_mutex_init (&self->lock);
  g_queue_init (&self->order);
  self->known =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) jr_verdict_unref);
  return self;
}

void
jr_verdicts_free (JrVerdicts *self)
{
  if (self == NULL)
    return;
  g_queue_clear (&self->order);
  g_hash_table_unref (self->known);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static JrVerdict *
recall (JrVerdicts *self, const char *sha256)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  JrVerdict               *known = g_hash_table_lookup (self->known, sha256);

  return known == NULL ? NULL : jr_verdict_ref (known);
}

static void
remember (JrVerdicts *self, const char *sha256, const JrVerdict *verdict)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  char                    *key;

  if (g_hash_table_contains (self->known, sha256))
    return;
  key = g_strdup (sha256);
  g_hash_table_insert (self->known, key, jr_verdict_ref (verdict));
  g_queue_push_tail (&self->order, key);
  if (g_hash_table_size (self->known) > REMEMBERED_MAXIMUM)
    g_hash_table_remove (self->known, g_queue_pop_head (&self->order));
}

void
jr_verdicts_forget (JrVerdicts *self, const char *sha256)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GList *link = g_queue_find_custom (&self->order, sha256, (GCompareFunc) g_strcmp0);

  if (link == NULL)
    return;
  g_queue_delete_link (&self->order, link);
  g_hash_table_remove (self->known, sha256);
}

static JrVerdict *
new_bad (const char *word, const char *detail, gint64 size)
{
  return jr_verdict_new (
    &(JrVerdict){ .word = word, .detail = (char *) detail, .size = size, .n_pages = 0 });
}

/* The worker's sentence begins with the name it was given: the hash. */
static const char *
skip_name (const char *message, const char *sha256)
{
  gsize length = strlen (sha256);

  return strncmp (message, sha256, length) == 0 && g_str_has_prefix (message + length, ": ")
           ? message + length + 2
           : message;
}

/* NULL when the fault is not the document's. */
static const char *
get_word (const GError *cause)
{
  if (cause->domain != JR_RENDER_ERROR)
    return NULL;
  switch ((JrErrorCode) cause->code)
    {
    case JR_ERROR_REFUSED:
      return "encrypted-pdf";
    case JR_ERROR_INVALID:
    case JR_ERROR_CORRUPT:
    case JR_ERROR_TOO_LARGE:
    case JR_ERROR_TOO_DEEP:
    case JR_ERROR_TIMED_OUT:
      return "not-pdf";
    case JR_ERROR_CONFLICT:
    case JR_ERROR_NOT_FOUND:
    case JR_ERROR_DENIED:
    case JR_ERROR_OFFLINE:
    case JR_ERROR_FULL:
    case JR_ERROR_TOO_NEW:
    case JR_ERROR_CANCELLED:
    case JR_ERROR_IO:
      break;
    }
  return NULL;
}

/* Takes over @fd. */
static JrVerdict *
look (JrVerdicts   *self,
      const char   *sha256,
      int           fd,
      gint64        size,
      GCancellable *cancellable,
      GError      **error)
{
  g_autoptr (JrRenderClient)  client = jr_render_client_new (fd, sha256);
  g_autoptr (GError)          cause = NULL;
  g_autoptr (JrDocumentFacts) facts = jr_render_client_check (client, cancellable, &cause);
  g_autoptr (JrVerdict)       verdict = NULL;

  if (facts != NULL && facts->is_encrypted)
    verdict = new_bad ("encrypted-pdf", "the file is encrypted", size);
  else if (facts != NULL)
    verdict = jr_verdict_new (&(JrVerdict){ .size = size, .n_pages = facts->n_pages });
  else if (get_word (cause) != NULL)
    verdict = new_bad (get_word (cause), skip_name (cause->message, sha256), size);
  else
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (!g_error_matches (cause, JR_RENDER_ERROR, JR_ERROR_TIMED_OUT))
    remember (self, sha256, verdict);
  return g_steal_pointer (&verdict);
}

JrVerdict *
jr_verdicts_get (JrVerdicts *self, const char *sha256, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  JrVerdict         *known;
  gint64             size = 0;
  int                fd;

  if (jr_blob_store_use (self->blobs, sha256) && (known = recall (self, sha256)) != NULL)
    return known;
  fd = jr_blob_store_open_fd (self->blobs, sha256, &size, &cause);
  if (fd >= 0 && jr_blob_store_secure (self->blobs, sha256, &cause))
    return look (self, sha256, fd, size, cancellable, error);
  if (fd >= 0)
    close (fd);
  if (g_error_matches (cause, JR_STORE_ERROR, JR_ERROR_NOT_FOUND))
    return new_bad ("missing-blob", "it was not uploaded", 0);
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

gboolean
jr_verdicts_remember (JrVerdicts *self, const char *sha256)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_hash_table_contains (self->known, sha256);
}
