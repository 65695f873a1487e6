/* jr-desk-documents.c: scans and their pages
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-desk-private.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "jr-error.h"

/* A document needs a PDF worker, a process that waits for requests one at a time; so it gets a thread that waits with
 * it. Threads are few and kept (slots); the document that was not looked at for the longest time gives its slot to the
 * next. It keeps its facts, and gets a worker again when one of its pages is wanted. Rendered pages are kept up to a
 * number of bytes. After each page the next one is rendered too, unless somebody waits for another. */

static void
close_client (gpointer data)
{
  JrDocumentSlot *slot = data;

  g_clear_pointer (&slot->client, jr_render_client_free);
  g_clear_pointer (&slot->client_sha256, g_free);
}

/** JrPageRequest: page @page of a document, or (@width 0) only its facts. */
typedef struct
{
  JrDocumentSlot *slot;
  JrBlobStore    *blobs;
  JrPixelCache   *pixels;
  JrHubClient    *client; /* fetch only */
  char           *sha256;
  char           *name;
  char           *scratch; /* fetch only: where it may lie until it is whole */
  guint           page;
  guint           width;
} JrPageRequest;

static void
page_request_free (JrPageRequest *self)
{
  g_free (self->sha256);
  g_free (self->name);
  g_free (self->scratch);
  g_free (self);
}

/* On the slot's worker: the client that has the request's document open. */
static JrRenderClient *
use_client (JrPageRequest *self, GError **error)
{
  JrDocumentSlot *slot = self->slot;
  int             fd;

  g_assert (jr_worker_is_current (slot->worker));

  if (g_strcmp0 (slot->client_sha256, self->sha256) == 0)
    return slot->client;

  close_client (slot);
  fd = jr_blob_store_open_fd (self->blobs, self->sha256, NULL, error);
  if (fd < 0)
    return NULL;
  slot->client = jr_render_client_new (fd, self->name);
  slot->client_sha256 = g_strdup (self->sha256);
  return slot->client;
}

static JrPagePixels *
render (JrPageRequest *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (JrPagePixels) pixels =
    jr_pixel_cache_find (self->pixels, self->sha256, self->page, self->width);
  JrRenderClient *client;

  if (pixels != NULL)
    return g_steal_pointer (&pixels);

  client = use_client (self, error);
  if (client == NULL)
    return NULL;
  pixels = jr_render_client_render (client, self->page, self->width, cancellable, error);
  if (pixels != NULL)
    jr_pixel_cache_put (self->pixels, self->sha256, self->page, self->width, pixels);
  return g_steal_pointer (&pixels);
}

static void
render_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JrPageRequest *self = data;
  GError        *error = NULL;
  JrPagePixels  *pixels = NULL;

  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    pixels = render (self, cancellable, &error);
  g_atomic_int_add (&self->slot->n_asked, -1);
  if (pixels != NULL)
    g_task_return_pointer (task, pixels, (GDestroyNotify) jr_page_pixels_free);
  else
    g_task_return_error (task, error);
}

static void
prefetch (gpointer data)
{
  JrPageRequest           *self = data;
  g_autoptr (GError)       error = NULL;
  g_autoptr (JrPagePixels) pixels = NULL;

  if (g_atomic_int_get (&self->slot->n_asked) > 0)
    return;
  pixels = render (self, NULL, &error);
  if (pixels == NULL)
    g_debug ("page %u was not rendered ahead: %s", self->page, error->message);
}

static void
check_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JrPageRequest   *self = data;
  GError          *error = NULL;
  JrRenderClient  *client = use_client (self, &error);
  JrDocumentFacts *facts = NULL;

  if (client != NULL)
    facts = jr_render_client_check (client, cancellable, &error);
  if (facts != NULL)
    g_task_return_pointer (task, facts, (GDestroyNotify) jr_document_facts_free);
  else
    g_task_return_error (task, error);
}

/* On the fetch worker. */
static gboolean
fetch (JrPageRequest *self, GCancellable *cancellable, GError **error)
{
  gboolean is_there = jr_blob_store_get_size (self->blobs, self->sha256) >= 0;

  if (!is_there)
    is_there =
      jr_hub_client_get_blob (self->client, self->sha256, self->scratch, cancellable, error) &&
      jr_blob_store_put_file (self->blobs, self->scratch, NULL, NULL, error);
  /* Nobody looks for it there; what is left is written over by the next. */
  g_unlink (self->scratch);
  return is_there;
}

static void
fetch_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (fetch (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static JrDocumentSlot *
find_slot (JrDesk *self, const char *sha256)
{
  JrDocumentSlot *oldest = &self->slots[0];

  for (guint i = 0; i < JR_DESK_OPEN_DOCUMENTS; i++)
    {
      JrDocumentSlot *slot = &self->slots[i];

      if (g_strcmp0 (slot->sha256, sha256) == 0)
        return slot;
      if (slot->last_used < oldest->last_used)
        oldest = slot;
    }
  return oldest;
}

static JrDocumentSlot *
take_slot (JrDesk *self, const char *sha256)
{
  JrDocumentSlot *slot = find_slot (self, sha256);

  if (slot->worker == NULL)
    slot->worker = jr_worker_new ("document");
  if (g_strcmp0 (slot->sha256, sha256) != 0)
    {
      g_free (slot->sha256);
      slot->sha256 = g_strdup (sha256);
    }
  slot->last_used = g_get_monotonic_time ();
  return slot;
}

static JrPageRequest *
page_request_new (JrDesk *self, const char *sha256, guint page, guint width, GError **error)
{
  JrBlobStore   *blobs = NULL;
  JrPageRequest *request;

  if (self->copy == NULL)
    g_set_error_literal (error, JR_SYNC_ERROR, JR_ERROR_DENIED, "nobody is logged in");
  else
    blobs = jr_local_copy_get_blobs (self->copy, error);
  if (blobs == NULL)
    return NULL;

  request = g_new0 (JrPageRequest, 1);
  request->blobs = blobs;
  request->pixels = self->pixels;
  request->client = self->fetch_client;
  request->sha256 = g_strdup (sha256);
  request->name = g_strdup (g_hash_table_lookup (self->names, sha256));
  request->scratch = g_strdup (jr_local_copy_get_scratch_path (self->copy));
  request->page = page;
  request->width = width;
  return request;
}

static void
on_checked (GObject *object, GAsyncResult *result, gpointer data)
{
  JrDesk            *self = JR_DESK (object);
  g_autoptr (GTask)  outer = data;
  JrPageRequest     *request = g_task_get_task_data (outer);
  g_autoptr (GError) error = NULL;
  JrDocumentFacts   *facts = g_task_propagate_pointer (G_TASK (result), &error);

  if (facts == NULL)
    {
      g_task_return_error (outer, g_steal_pointer (&error));
      return;
    }
  /* Asked twice at once: the first facts stay, they may be borrowed already. */
  if (g_hash_table_contains (self->facts, request->sha256))
    jr_document_facts_free (facts);
  else
    g_hash_table_insert (self->facts, g_strdup (request->sha256), facts);
  g_task_return_boolean (outer, TRUE);
}

static void
on_fetched (GObject *object, GAsyncResult *result, gpointer data)
{
  JrDesk            *self = JR_DESK (object);
  g_autoptr (GTask)  outer = data;
  JrPageRequest     *request = g_task_get_task_data (outer);
  g_autoptr (GTask)  next = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (outer, g_steal_pointer (&error));
  else if (self->copy == NULL)
    g_task_return_new_error (outer, JR_SYNC_ERROR, JR_ERROR_DENIED, "nobody is logged in");
  else
    {
      request->slot = take_slot (self, request->sha256);
      next = g_task_new (self, g_task_get_cancellable (outer), on_checked, g_object_ref (outer));
      g_task_set_task_data (next, request, NULL);
      jr_worker_run_task (request->slot->worker, next, check_thread);
    }
}

void
jr_desk_open_document_async (JrDesk             *self,
                             const JrDocument   *document,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            data)
{
  g_autoptr (GTask) outer = g_task_new (self, cancellable, callback, data);
  g_autoptr (GTask) next = NULL;
  GError           *error = NULL;
  JrPageRequest    *request;

  g_hash_table_replace (self->names, g_strdup (document->sha256), g_strdup (document->name));
  request = page_request_new (self, document->sha256, 0, 0, &error);
  if (request == NULL)
    {
      g_task_return_error (outer, error);
      return;
    }
  g_task_set_task_data (outer, request, (GDestroyNotify) page_request_free);
  if (g_hash_table_contains (self->facts, document->sha256))
    {
      g_task_return_boolean (outer, TRUE);
      return;
    }
  next = g_task_new (self, cancellable, on_fetched, g_object_ref (outer));
  g_task_set_task_data (next, request, NULL);
  jr_worker_run_task (self->fetch, next, fetch_thread);
}

const JrDocumentFacts *
jr_desk_open_document_finish (JrDesk *self, GAsyncResult *result, GError **error)
{
  JrPageRequest *request = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_hash_table_lookup (self->facts, request->sha256);
}

/** JrSaveRequest: a scan that becomes a file of the person's own. */
typedef struct
{
  JrPageRequest *request;
  GFile         *file;
  GMappedFile   *scan; /* NULL until it is here */
} JrSaveRequest;

static void
save_request_free (JrSaveRequest *self)
{
  page_request_free (self->request);
  g_object_unref (self->file);
  g_clear_pointer (&self->scan, g_mapped_file_unref);
  g_free (self);
}

/* On the fetch worker: afterwards the local copy may go. */
static void
fetch_to_save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JrSaveRequest *self = data;
  GError        *error = NULL;
  int            fd = -1;

  if (fetch (self->request, cancellable, &error))
    fd = jr_blob_store_open_fd (self->request->blobs, self->request->sha256, NULL, &error);
  if (fd >= 0)
    {
      self->scan = g_mapped_file_new_from_fd (fd, FALSE, &error);
      close (fd);
    }
  if (self->scan != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Under a name of its own first, then in its place and on the disk: whatever happens, a file of this name is whole. Only
 * the person can read a new one, as with the copy here. */
static gboolean
write_copy (GFile *file, GMappedFile *scan, GCancellable *cancellable, GError **error)
{
  const char *bytes = g_mapped_file_get_contents (scan);
  gsize       length = g_mapped_file_get_length (scan);
  const char *path = g_file_peek_path (file);

  if (path == NULL)
    return g_file_replace_contents (file, bytes, length, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                    cancellable, error);
  return g_file_set_contents_full (path, bytes, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JrSaveRequest *self = data;
  GError        *error = NULL;

  if (write_copy (self->file, self->scan, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_fetched_to_save (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  GError           *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    /* Not on the thread that fetches: a slow disk must not keep others from their scans. */
    g_task_run_in_thread (outer, save_thread);
  else
    g_task_return_error (outer, error);
}

void
jr_desk_save_document_async (JrDesk             *self,
                             const JrDocument   *document,
                             GFile              *file,
                             GAsyncReadyCallback callback,
                             gpointer            data)
{
  g_autoptr (GTask) outer = g_task_new (self, NULL, callback, data);
  g_autoptr (GTask) next = NULL;
  GError           *error = NULL;
  JrPageRequest    *request = page_request_new (self, document->sha256, 0, 0, &error);
  JrSaveRequest    *saving;

  if (request == NULL)
    {
      g_task_return_error (outer, error);
      return;
    }
  saving = g_new0 (JrSaveRequest, 1);
  saving->request = request;
  saving->file = g_object_ref (file);
  g_task_set_task_data (outer, saving, (GDestroyNotify) save_request_free);
  next = g_task_new (self, NULL, on_fetched_to_save, g_object_ref (outer));
  g_task_set_task_data (next, saving, NULL);
  jr_worker_run_task (self->fetch, next, fetch_to_save_thread);
}

gboolean
jr_desk_save_document_finish (JrDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
push_prefetch (JrDesk *self, const JrPageRequest *shown)
{
  const JrDocumentFacts *facts = g_hash_table_lookup (self->facts, shown->sha256);
  JrPageRequest         *next;

  if (facts == NULL || shown->page + 1 >= facts->n_pages)
    return;
  next = page_request_new (self, shown->sha256, shown->page + 1, shown->width, NULL);
  if (next == NULL)
    return;
  next->slot = shown->slot;
  jr_worker_push (next->slot->worker, prefetch, next, (GDestroyNotify) page_request_free);
}

void
jr_desk_render_page_async (JrDesk             *self,
                           const char         *sha256,
                           guint               page,
                           guint               width,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            data)
{
  g_autoptr (GTask)        task = g_task_new (self, cancellable, callback, data);
  g_autoptr (JrPagePixels) known = jr_pixel_cache_find (self->pixels, sha256, page, width);
  GError                  *error = NULL;
  JrPageRequest           *request = page_request_new (self, sha256, page, width, &error);

  if (request == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, request, (GDestroyNotify) page_request_free);
  request->slot = take_slot (self, sha256);
  if (known != NULL)
    g_task_return_pointer (task, g_steal_pointer (&known), (GDestroyNotify) jr_page_pixels_free);
  else
    {
      g_atomic_int_inc (&request->slot->n_asked);
      jr_worker_run_task (request->slot->worker, task, render_thread);
    }
  push_prefetch (self, request);
}

JrPagePixels *
jr_desk_render_page_finish (JrDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
jr_desk_init_documents (JrDesk *self)
{
  self->fetch = jr_worker_new ("fetch");
  self->mark_worker = jr_worker_new ("marks");
  self->pixels = jr_pixel_cache_new (JR_DESK_CACHE_BYTES);
  self->facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) jr_document_facts_free);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* Every thread that could use the local copy or the line ends before they go. */
void
jr_desk_clear_documents (JrDesk *self)
{
  for (guint i = 0; i < JR_DESK_OPEN_DOCUMENTS; i++)
    {
      JrDocumentSlot *slot = &self->slots[i];

      g_clear_pointer (&slot->worker, jr_worker_free);
      close_client (slot);
      g_clear_pointer (&slot->sha256, g_free);
    }
  jr_worker_free (self->fetch);
  self->fetch = jr_worker_new ("fetch");
  g_clear_pointer (&self->fetch_client, jr_hub_client_free);
}

void
jr_desk_free_documents (JrDesk *self)
{
  g_clear_pointer (&self->fetch, jr_worker_free);
  g_clear_pointer (&self->mark_worker, jr_worker_free);
  g_clear_pointer (&self->mark_client, jr_render_client_free);
  g_clear_pointer (&self->pixels, jr_pixel_cache_free);
  g_clear_pointer (&self->facts, g_hash_table_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
}
