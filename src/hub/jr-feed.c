/* jr-feed.c: the one source of frames for page, long poll and live stream
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The last frames stand in a ring as the bytes that go out; a reader takes references to them under a short lock. What
 * fell out of the ring is read from the log again, a page at a time on a connection of its own, and put into the same
 * form by the same function. A reader never sees more than was published, so that a place is the same for the ring and
 * for the log. */

#include "jr-feed.h"

#include <string.h>

#include "jr-case-table.h"
#include "jr-hub-error.h"
#include "jr-json.h"
#include "jr-log.h"
#include "jr-wire.h"

/* How a frame begins, with a name and behind it. */
#define APPLICANT "{\"applicant\":"
#define CURSOR ",\"cursor\":\""

typedef struct
{
  guint64    id;
  JrFeedFunc func;
  gpointer   data;
} Watcher;

struct _JrFeed
{
  JrReaders *readers;
  JrCursor   origin; /* epoch and room; its sequence does not count */

  GMutex  lock;
  GBytes *ring[JR_FEED_RING]; /* frame of sequence s at s % JR_FEED_RING */
  gint64  first;              /* in the ring; head + 1 while it is empty */
  gint64  head;

  GMutex  watch_lock;
  GArray *watchers; /* (element-type Watcher) */
  guint64 last_watcher;
};

static gboolean
load_head (JrReaders *readers, JrCursor *out_head, GError **error)
{
  JrDatabase *database = jr_readers_take (readers, error);
  gboolean    is_loaded = database != NULL && jr_log_get_head (database, out_head, error);

  if (database != NULL)
    jr_readers_give (readers, database);
  return is_loaded;
}

JrFeed *
jr_feed_new (JrReaders *readers, GError **error)
{
  JrFeed  *self = NULL;
  JrCursor head;

  g_return_val_if_fail (readers != NULL, NULL);

  if (!load_head (readers, &head, error))
    return NULL;
  self = g_new0 (JrFeed, 1);
  self->readers = readers;
  self->origin = head;
  self->head = head.sequence;
  self->first = head.sequence + 1;
  g_mutex_init (&self->lock);
  g_mutex_init (&self->watch_lock);
  self->watchers = g_array_new (FALSE, FALSE, sizeof (Watcher));
  return self;
}

void
jr_feed_free (JrFeed *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < JR_FEED_RING; i++)
    g_clear_pointer (&self->ring[i], g_bytes_unref);
  g_array_unref (self->watchers);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->watch_lock);
  g_free (self);
}

/* Cursors ------------------------------------------------------------------------------------------------------------ */

char *
jr_feed_write_cursor (JrFeed *self, gint64 sequence)
{
  JrCursor cursor = self->origin;

  cursor.sequence = sequence;
  return jr_cursor_to_string (&cursor);
}

void
jr_feed_get_head (JrFeed *self, JrCursor *out_head)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  *out_head = self->origin;
  out_head->sequence = self->head;
}

gboolean
jr_feed_find (JrFeed *self, const char *text, gint64 *out_sequence, GError **error)
{
  JrCursor cursor = { .sequence = 0 };
  JrCursor head;

  jr_feed_get_head (self, &head);
  if (text != NULL &&
      (!jr_cursor_from_string (text, &cursor) || !g_str_equal (cursor.epoch, head.epoch) ||
       !g_str_equal (cursor.room, head.room) || cursor.sequence > head.sequence))
    {
      g_set_error_literal (error, JR_HUB_ERROR, JR_ERROR_NOT_FOUND,
                           "This is not a place in the feed of this hub");
      return FALSE;
    }
  *out_sequence = cursor.sequence;
  return TRUE;
}

/* Frames ------------------------------------------------------------------------------------------------------------- */

/* The canonical form of the frame, from that of its event, which need not be taken apart for it. */
static GBytes *
write_frame (const char *cursor, const char *applicant, const char *event_json)
{
  GString *text = g_string_new ("{");

  if (applicant != NULL)
    {
      g_string_append (text, APPLICANT + 1);
      jr_json_append_string (text, applicant);
    }
  g_string_append_printf (text, "%s%s\",\"event\":%s}", applicant != NULL ? CURSOR : CURSOR + 1,
                          cursor, event_json);
  return g_string_free_to_bytes (text);
}

static GBytes *
write_published (const JrFrame *frame)
{
  g_autofree char *json = jr_wire_event_to_text (frame->event);

  return write_frame (frame->cursor, frame->applicant, json);
}

/* Publishing --------------------------------------------------------------------------------------------------------- */

/* With the lock held. */
static void
put (JrFeed *self, gint64 sequence, GBytes *frame)
{
  GBytes **place = &self->ring[sequence % JR_FEED_RING];

  /* Behind a gap the ring begins anew; the log has what is missing. */
  if (sequence != self->head + 1)
    self->first = sequence;
  g_clear_pointer (place, g_bytes_unref);
  *place = g_bytes_ref (frame);
  self->head = sequence;
  self->first = MAX (self->first, sequence - JR_FEED_RING + 1);
}

static void
tell_watchers (JrFeed *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->watch_lock);

  for (guint i = 0; i < self->watchers->len; i++)
    {
      const Watcher *watcher = &g_array_index (self->watchers, Watcher, i);

      watcher->func (watcher->data);
    }
}

void
jr_feed_publish (JrFeed *self, GPtrArray *frames)
{
  g_autoptr (GPtrArray) written = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  g_return_if_fail (self != NULL && frames != NULL);

  for (guint i = 0; i < frames->len; i++)
    g_ptr_array_add (written, write_published (frames->pdata[i]));
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < frames->len; i++)
    {
      const JrFrame *frame = frames->pdata[i];
      JrCursor       cursor;

      if (jr_cursor_from_string (frame->cursor, &cursor) && cursor.sequence > self->head)
        put (self, cursor.sequence, written->pdata[i]);
    }
  g_mutex_unlock (&self->lock);
  tell_watchers (self);
}

guint64
jr_feed_watch (JrFeed *self, JrFeedFunc func, gpointer data)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->watch_lock);
  Watcher                  watcher = { ++self->last_watcher, func, data };

  g_array_append_val (self->watchers, watcher);
  return watcher.id;
}

void
jr_feed_unwatch (JrFeed *self, guint64 id)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->watch_lock);

  for (guint i = 0; i < self->watchers->len; i++)
    if (g_array_index (self->watchers, Watcher, i).id == id)
      {
        g_array_remove_index (self->watchers, i);
        return;
      }
}

/* Reading ------------------------------------------------------------------------------------------------------------ */

/** Page: what one reader is given at once. */
typedef struct
{
  JrFeed     *feed;
  JrDatabase *database;
  GPtrArray  *frames;
  guint       limit;
  gsize       bytes_left;
  gint64      next;
} Page;

/* FALSE: it did not fit any more. */
static gboolean
page_add (Page *self, gint64 sequence, GBytes *frame)
{
  gsize size = g_bytes_get_size (frame);

  if (self->frames->len >= self->limit || (self->frames->len > 0 && size > self->bytes_left))
    return FALSE;
  g_ptr_array_add (self->frames, g_bytes_ref (frame));
  self->bytes_left -= MIN (size, self->bytes_left);
  self->next = sequence;
  return TRUE;
}

static gboolean
on_row (const JrLogRow *row, gpointer data)
{
  Page            *page = data;
  g_autofree char *cursor = jr_feed_write_cursor (page->feed, row->sequence);
  g_autofree char *applicant =
    row->case_version == 1 ? jr_case_table_get_applicant (page->database, row->case_id) : NULL;
  g_autoptr (GBytes) frame = write_frame (cursor, applicant, row->json);

  return page_add (page, row->sequence, frame);
}

/* Up to @last at most. */
static gboolean
read_log (JrFeed *self, Page *page, gint64 last, GError **error)
{
  guint    limit = (guint) MIN ((gint64) page->limit, last - page->next);
  gboolean is_read;

  page->database = jr_readers_take (self->readers, error);
  if (page->database == NULL)
    return FALSE;
  is_read = jr_log_read (page->database, page->next, limit, on_row, page, error);
  jr_readers_give (self->readers, page->database);
  return is_read;
}

/* FALSE when the place is no longer in the ring; *out_head is where the log may be read to. */
static gboolean
read_ring (JrFeed *self, Page *page, gint64 *out_head)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  *out_head = self->head;
  if (page->next >= self->head)
    return TRUE;
  if (page->next + 1 < self->first)
    return FALSE;
  while (page->next < self->head &&
         page_add (page, page->next + 1, self->ring[(page->next + 1) % JR_FEED_RING]))
    continue;
  return TRUE;
}

GPtrArray *
jr_feed_read (JrFeed  *self,
              gint64   after,
              guint    limit,
              gsize    max_bytes,
              gint64  *out_next,
              GError **error)
{
  g_autoptr (GPtrArray) frames = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  Page                  page = {
                     .feed = self, .frames = frames, .limit = limit, .bytes_left = max_bytes, .next = after
  };
  gint64 head;

  g_return_val_if_fail (self != NULL && limit > 0, NULL);

  if (!read_ring (self, &page, &head) && !read_log (self, &page, head, error))
    return NULL;
  *out_next = page.next;
  return g_steal_pointer (&frames);
}

/* As write_frame() has put it. Within a string a quotation mark has a backslash before it, so that the first place that
 * looks like the end of the name is it. */
static GBytes *
remove_name (GBytes *frame)
{
  gsize            length = 0;
  const char      *json = g_bytes_get_data (frame, &length);
  g_autofree char *text = g_strndup (json, length);
  const char      *rest = g_str_has_prefix (text, APPLICANT) ? strstr (text, CURSOR) : NULL;

  if (rest == NULL)
    return g_bytes_ref (frame);
  return g_string_free_to_bytes (g_string_prepend_c (g_string_new (rest + 1), '{'));
}

void
jr_feed_remove_names (GPtrArray *frames)
{
  g_return_if_fail (frames != NULL);

  for (guint i = 0; i < frames->len; i++)
    {
      g_autoptr (GBytes) frame = frames->pdata[i];

      frames->pdata[i] = remove_name (frame);
    }
}
