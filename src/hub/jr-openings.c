/* jr-openings.c: writes down who opens which case and which document
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first time in an hour that somebody opens something, the answer waits for the commit of its row, which it shares
 * with the commands of that moment: what was shown is on record, also after a power cut. What follows within the hour,
 * such as the parts of a long scan, waits for nothing. Only when the disk is full is something shown before it is
 * written down, since reading has to go on then: such rows are kept in memory, up to a limit, and written as soon as one
 * can be. */

#include "jr-openings.h"

#include "jr-opening-table.h"

/* A hall has a few hundred people, each of whom opens some hundred things an hour. */
#define SEEN_MAXIMUM 100000
#define UNWRITTEN_MAXIMUM 10000

struct _JrOpenings
{
  JrWriter *writer;

  GMutex      lock;
  gint64      hour;
  GHashTable *seen;      /* set of "user what" that were written down in that hour */
  GPtrArray  *unwritten; /* (element-type JrOpening) */
};

/**
 * Note:
 * @request, @response: (nullable): who waits for it
 */
typedef struct
{
  JrOpenings *openings;
  JrOpening  *opening;
  JrRequest  *request;
  JrResponse *response;
} Note;

JrOpenings *
jr_openings_new (JrWriter *writer)
{
  JrOpenings *self = g_new0 (JrOpenings, 1);

  g_mutex_init (&self->lock);
  self->writer = writer;
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unwritten = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_opening_free);
  return self;
}

void
jr_openings_free (JrOpenings *self)
{
  g_return_if_fail (self != NULL);

  if (self->unwritten->len > 0)
    g_message ("%u openings could not be written down", self->unwritten->len);
  g_ptr_array_unref (self->unwritten);
  g_hash_table_unref (self->seen);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* No user has a space in his name. */
static char *
make_key (const JrOpening *opening)
{
  return g_strdup_printf ("%s %s", opening->user,
                          opening->case_id != NULL ? opening->case_id : opening->sha256);
}

/* With the lock held. */
static void
begin_hour (JrOpenings *self, JrTime at)
{
  if (at / JR_TIME_HOUR == self->hour && g_hash_table_size (self->seen) < SEEN_MAXIMUM)
    return;
  self->hour = at / JR_TIME_HOUR;
  g_hash_table_remove_all (self->seen);
}

static gboolean
was_seen (JrOpenings *self, const JrOpening *opening)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autofree char         *key = make_key (opening);

  begin_hour (self, opening->at);
  return g_hash_table_contains (self->seen, key);
}

static void
note_seen (JrOpenings *self, const JrOpening *opening)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  begin_hour (self, opening->at);
  g_hash_table_add (self->seen, make_key (opening));
}

static void
keep (JrOpenings *self, JrOpening *opening)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->unwritten->len < UNWRITTEN_MAXIMUM)
    g_ptr_array_add (self->unwritten, opening);
  else
    jr_opening_free (opening);
}

/* On the writer's thread --------------------------------------------------------------------------------------------- */

static gboolean
write_down (JrDatabase *database, GPtrArray *frames, gpointer data, GError **error)
{
  return jr_opening_table_add (database, ((Note *) data)->opening, error);
}

static void push_unwritten (JrOpenings *self);

static void
on_written (gpointer data, const GError *error)
{
  g_autofree Note *self = data;
  JrOpenings      *openings = self->openings;

  if (error == NULL)
    {
      note_seen (openings, self->opening);
      jr_opening_free (self->opening);
    }
  else
    keep (openings, self->opening);
  if (self->request != NULL)
    jr_request_answer (self->request, self->response);
  if (error == NULL)
    push_unwritten (openings);
}

static gboolean
push (JrOpenings *self, JrOpening *opening, JrRequest *request, JrResponse *response)
{
  Note *note = g_new (Note, 1);

  *note = (Note){ .openings = self, .opening = opening, .request = request, .response = response };
  if (jr_writer_push (self->writer, write_down, on_written, note))
    return TRUE;
  g_free (note);
  return FALSE;
}

/* There is room on the disk again. */
static void
push_unwritten (JrOpenings *self)
{
  g_autoptr (GPtrArray) late = NULL;

  g_mutex_lock (&self->lock);
  if (self->unwritten->len > 0)
    {
      late = g_steal_pointer (&self->unwritten);
      self->unwritten = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_opening_free);
    }
  g_mutex_unlock (&self->lock);
  while (late != NULL && late->len > 0)
    {
      JrOpening *opening = g_ptr_array_steal_index (late, 0);

      if (!push (self, opening, NULL, NULL))
        keep (self, opening);
    }
}

/* -------------------------------------------------------------------------------------------------------------------- */

JrResponse *
jr_openings_note (JrOpenings *self,
                  JrRequest  *request,
                  const char *case_id,
                  const char *sha256,
                  JrResponse *response)
{
  const JrOpening opening = { .at = jr_time_now (),
                              .user = request->actor->user,
                              .role = request->actor->role,
                              .case_id = (char *) case_id,
                              .sha256 = (char *) sha256 };
  JrOpening      *copy;

  g_return_val_if_fail (self != NULL && response != NULL, response);
  g_return_val_if_fail ((case_id == NULL) != (sha256 == NULL), response);

  if (was_seen (self, &opening))
    return response;
  copy = jr_opening_copy (&opening);
  jr_request_suspend (request);
  if (push (self, copy, request, response))
    return NULL;
  jr_opening_free (copy);
  jr_response_free (response);
  jr_request_answer (request, jr_response_new_problem_for ("busy", NULL));
  return NULL;
}
