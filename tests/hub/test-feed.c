/* test-feed.c: every reader gets every frame once, in order, in the same bytes
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-feed.h"

#include <string.h>

#include "jr-case-table.h"
#include "jr-hub-error.h"
#include "jr-json.h"
#include "jr-log.h"
#include "store-cases.h"

#define ANY_SIZE G_MAXSIZE
/* More than the ring holds, so that slow readers meet the log. */
#define MANY (JR_FEED_RING + 900)

/** Room: a database with a room in it, and its readers. */
typedef struct
{
  Place      place;
  JrReaders *readers;
} Room;

static void
room_set_up (Room *self, gconstpointer data)
{
  place_set_up (&self->place, NULL);
  create_room (&self->place);
  self->readers = jr_readers_new (self->place.path);
}

static void
room_tear_down (Room *self, gconstpointer data)
{
  jr_readers_free (self->readers);
  place_tear_down (&self->place, NULL);
}

static JrFeed *
open_feed (Room *room)
{
  g_autoptr (GError) error = NULL;
  JrFeed            *feed = jr_feed_new (room->readers, &error);

  g_assert_no_error (error);
  return feed;
}

/* Comments on one case, into the log only. */
static GPtrArray *
append_comments (Room *room, guint count)
{
  GPtrArray             *events = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_event_unref);
  g_autoptr (JrActor)    by = jr_actor_new (&(JrActor){ .user = (char *) "wangmin",
                                                        .name = (char *) "王敏",
                                                        .role = JR_ROLE_REVIEWER,
                                                        .department = (char *) "HR" });
  g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;
  g_autoptr (GError)     error = NULL;

  for (guint i = 0; i < count; i++)
    g_ptr_array_add (events, jr_event_new (&(JrEvent){ .kind = JR_EVENT_CASE_COMMENTED,
                                                       .schema = 1,
                                                       .case_id = (char *) case_id ("case-a"),
                                                       .case_version = i + 2,
                                                       .at = MORNING + i,
                                                       .by = by,
                                                       .text = (char *) "请看第二页" }));
  jr_transaction_begin (&txn, room->place.database, &error);
  jr_log_append (room->place.database, events, NULL, &error);
  jr_transaction_commit (&txn, &error);
  g_assert_no_error (error);
  return events;
}

/* As the writer makes them. */
static JrFrame *
new_frame (JrFeed *feed, JrEvent *event, const char *applicant, gint64 sequence)
{
  g_autofree char *cursor = jr_feed_write_cursor (feed, sequence);

  return jr_frame_new (
    &(JrFrame){ .cursor = cursor, .event = event, .applicant = (char *) applicant });
}

static GPtrArray *
new_frames (JrFeed *feed, GPtrArray *events, guint first, guint count, gint64 sequence)
{
  GPtrArray *frames = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_frame_unref);

  for (guint i = first; i < first + count; i++)
    g_ptr_array_add (frames, new_frame (feed, events->pdata[i], NULL, sequence + i - first));
  return frames;
}

static GPtrArray *
read_frames (JrFeed *feed, gint64 after, guint limit, gsize max_bytes, gint64 *out_next)
{
  g_autoptr (GError) error = NULL;
  GPtrArray         *frames = jr_feed_read (feed, after, limit, max_bytes, out_next, &error);

  g_assert_no_error (error);
  return frames;
}

static void
assert_frame (GBytes *bytes, const JrFrame *frame)
{
  g_autoptr (JsonNode) node = jr_frame_write (frame);
  g_autofree char     *text = jr_json_to_canonical (node);
  gsize                length = 0;
  const char          *given = g_bytes_get_data (bytes, &length);

  g_assert_cmpmem (given, length, text, strlen (text));
}

static gint64
sequence_of (GBytes *bytes)
{
  gsize            length = 0;
  const char      *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = g_strndup (data, length);
  char            *cursor = strstr (text, "\"cursor\":\"");
  JrCursor         parts;

  g_assert_nonnull (cursor);
  cursor += strlen ("\"cursor\":\"");
  *strchr (cursor, '"') = '\0';
  g_assert_true (jr_cursor_from_string (cursor, &parts));
  return parts.sequence;
}

static void
test_same_bytes_from_log_and_ring (Room *room, gconstpointer data)
{
  g_autoptr (JrFeed)    ring = NULL;
  g_autoptr (JrFeed)    log = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) published =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_frame_unref);
  g_autoptr (GPtrArray) from_ring = NULL;
  g_autoptr (GPtrArray) from_log = NULL;
  g_autoptr (GError)    error = NULL;
  gint64                next = 0;

  ring = open_feed (room);
  submit_case (&room->place, "case-a", "NW-1", "食品经营许可", MORNING);
  g_assert_true (
    jr_case_table_set_applicant (room->place.database, case_id ("case-a"), "张\"*\"", &error));
  log = open_feed (room);

  events = jr_log_load_case_events (room->place.database, case_id ("case-a"), &error);
  g_assert_no_error (error);
  g_ptr_array_add (published, new_frame (ring, events->pdata[0], "张\"*\"", 1));
  g_ptr_array_add (published, new_frame (ring, events->pdata[1], NULL, 2));
  jr_feed_publish (ring, published);

  from_ring = read_frames (ring, 0, 10, ANY_SIZE, &next);
  g_assert_cmpint (next, ==, 2);
  from_log = read_frames (log, 0, 10, ANY_SIZE, &next);
  g_assert_cmpint (next, ==, 2);
  g_assert_cmpuint (from_ring->len, ==, 2);
  g_assert_cmpuint (from_log->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      assert_frame (from_ring->pdata[i], published->pdata[i]);
      assert_frame (from_log->pdata[i], published->pdata[i]);
    }
}

static void
test_pages_are_limited (Room *room, gconstpointer data)
{
  g_autoptr (JrFeed)    feed = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) frames = NULL;
  gint64                next = 0;

  feed = open_feed (room);
  events = append_comments (room, 10);
  frames = new_frames (feed, events, 0, 10, 1);
  jr_feed_publish (feed, frames);

  g_clear_pointer (&frames, g_ptr_array_unref);
  frames = read_frames (feed, 3, 4, ANY_SIZE, &next);
  g_assert_cmpuint (frames->len, ==, 4);
  g_assert_cmpint (next, ==, 7);
  g_assert_cmpint (sequence_of (frames->pdata[0]), ==, 4);

  g_clear_pointer (&frames, g_ptr_array_unref);
  frames = read_frames (feed, 0, 10, 1, &next);
  g_assert_cmpuint (frames->len, ==, 1);
  g_assert_cmpint (next, ==, 1);

  g_clear_pointer (&frames, g_ptr_array_unref);
  frames = read_frames (feed, 10, 10, ANY_SIZE, &next);
  g_assert_cmpuint (frames->len, ==, 0);
  g_assert_cmpint (next, ==, 10);
}

/* What another process committed is not given before it was published here. */
static void
test_nothing_beyond_head (Room *room, gconstpointer data)
{
  g_autoptr (JrFeed)    feed = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) frames = NULL;
  g_autoptr (GPtrArray) later = NULL;
  gint64                next = 0;

  events = append_comments (room, 3);
  feed = open_feed (room);
  place_tamper (&room->place,
                "INSERT INTO log SELECT room, 4, case_id, 10, json, hash FROM log WHERE "
                "sequence = 1");
  frames = read_frames (feed, 1, 10, ANY_SIZE, &next);
  g_assert_cmpuint (frames->len, ==, 2);
  g_assert_cmpint (next, ==, 3);
  later = read_frames (feed, 3, 10, ANY_SIZE, &next);
  g_assert_cmpuint (later->len, ==, 0);
  g_assert_cmpint (next, ==, 3);
}

static void
assert_gone (JrFeed *feed, const JrCursor *cursor)
{
  g_autofree char   *text = jr_cursor_to_string (cursor);
  g_autoptr (GError) error = NULL;
  gint64             sequence = -1;

  g_assert_false (jr_feed_find (feed, text, &sequence, &error));
  g_assert_error (error, JR_HUB_ERROR, JR_ERROR_NOT_FOUND);
  g_assert_cmpint (sequence, ==, -1);
}

static void
test_cursors (Room *room, gconstpointer data)
{
  g_autoptr (JrFeed)    feed = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autofree char      *text = NULL;
  g_autoptr (GError)    error = NULL;
  JrCursor              head, other;
  gint64                sequence = -1;

  events = append_comments (room, 5);
  feed = open_feed (room);
  jr_feed_get_head (feed, &head);
  g_assert_cmpint (head.sequence, ==, 5);

  text = jr_feed_write_cursor (feed, 4);
  g_assert_true (jr_feed_find (feed, text, &sequence, &error));
  g_assert_cmpint (sequence, ==, 4);
  g_assert_true (jr_feed_find (feed, NULL, &sequence, &error));
  g_assert_cmpint (sequence, ==, 0);
  g_assert_no_error (error);

  other = head;
  other.sequence = 6;
  assert_gone (feed, &other);
  other = head;
  other.epoch[0] = other.epoch[0] == 'a' ? 'b' : 'a';
  assert_gone (feed, &other);
  other = head;
  g_strlcpy (other.room, "ELSE", sizeof other.room);
  assert_gone (feed, &other);
  g_assert_false (jr_feed_find (feed, "nonsense", &sequence, &error));
  g_assert_error (error, JR_HUB_ERROR, JR_ERROR_NOT_FOUND);
}

/* Several threads ---------------------------------------------------------------------------------------------------- */

typedef struct
{
  JrFeed  *feed;
  guint    limit;
  gulong   pause_us; /* after each page */
  GMutex   lock;
  GCond    changed;
  gboolean is_told;
  guint    rounds;
} Reader;

static void
on_news (gpointer data)
{
  Reader                  *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->is_told = TRUE;
  g_cond_signal (&self->changed);
}

static void
wait_for_news (Reader *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (!self->is_told)
    g_cond_wait (&self->changed, &self->lock);
  self->is_told = FALSE;
}

static gpointer
run_reader (gpointer data)
{
  Reader *self = data;
  guint64 watch = jr_feed_watch (self->feed, on_news, self);
  gint64  at = 0;

  while (at < MANY)
    {
      gint64                next = at;
      g_autoptr (GPtrArray) frames = read_frames (self->feed, at, self->limit, 65536, &next);

      for (guint i = 0; i < frames->len; i++)
        g_assert_cmpint (sequence_of (frames->pdata[i]), ==, at + 1 + i);
      g_assert_cmpint (next, ==, at + frames->len);
      if (frames->len == 0)
        wait_for_news (self);
      else if (self->pause_us > 0)
        g_usleep (self->pause_us);
      at = next;
      self->rounds++;
    }
  jr_feed_unwatch (self->feed, watch);
  return NULL;
}

static void
publish_all (JrFeed *feed, GPtrArray *events)
{
  for (guint at = 0; at < MANY;)
    {
      guint                 count = MIN (1 + at % 64, MANY - at);
      g_autoptr (GPtrArray) frames = new_frames (feed, events, at, count, at + 1);

      jr_feed_publish (feed, frames);
      at += count;
    }
}

static void
test_many_readers (Room *room, gconstpointer data)
{
  static const guint    limits[] = { 1, 7, 500, 3000, 40 };
  Reader                readers[G_N_ELEMENTS (limits)] = { 0 };
  GThread              *threads[G_N_ELEMENTS (limits)];
  g_autoptr (JrFeed)    feed = NULL;
  g_autoptr (GPtrArray) events = NULL;

  feed = open_feed (room);
  events = append_comments (room, MANY);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      readers[i].feed = feed;
      readers[i].limit = limits[i];
      g_mutex_init (&readers[i].lock);
      g_cond_init (&readers[i].changed);
    }
  /* The last falls out of the ring while the others are through. */
  readers[G_N_ELEMENTS (limits) - 1].pause_us = 2000;
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    threads[i] = g_thread_new ("reader", run_reader, &readers[i]);
  publish_all (feed, events);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_thread_join (threads[i]);
      g_assert_cmpuint (readers[i].rounds, >=, MANY / MAX (limits[i], 65));
      g_mutex_clear (&readers[i].lock);
      g_cond_clear (&readers[i].changed);
    }
}

static void
on_count (gpointer data)
{
  (*(guint *) data)++;
}

static void
test_unwatch (Room *room, gconstpointer data)
{
  g_autoptr (JrFeed)    feed = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  guint                 a = 0, b = 0;
  guint64               watch;

  feed = open_feed (room);
  events = append_comments (room, 2);
  first = new_frames (feed, events, 0, 1, 1);
  second = new_frames (feed, events, 1, 1, 2);
  watch = jr_feed_watch (feed, on_count, &a);
  jr_feed_watch (feed, on_count, &b);
  jr_feed_publish (feed, first);
  jr_feed_unwatch (feed, watch);
  jr_feed_publish (feed, second);
  g_assert_cmpuint (a, ==, 1);
  g_assert_cmpuint (b, ==, 2);
}

#define room_test(path, function)                                                                  \
  g_test_add (path, Room, NULL, room_set_up, function, room_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  room_test ("/feed/same-bytes-from-log-and-ring", test_same_bytes_from_log_and_ring);
  room_test ("/feed/pages-are-limited", test_pages_are_limited);
  room_test ("/feed/nothing-beyond-head", test_nothing_beyond_head);
  room_test ("/feed/cursors", test_cursors);
  room_test ("/feed/many-readers", test_many_readers);
  room_test ("/feed/unwatch", test_unwatch);
  return g_test_run ();
}
