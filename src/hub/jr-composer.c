/* jr-composer.c: tells the counters what was decided, once it stands
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is due stands in the database, so there is nothing to keep: after a crash the same cases are due again, files that
 * were stored already are found by their hash, and a case that was pushed is not due. Between composing and pushing a
 * decision may be recalled or a case withdrawn; then the push is refused, which is no fault. What a clock ahead has decided
 * waits no longer than the recall window once the clock is right (jr-far-pushes.h). */

#include "jr-composer.h"

#include "jr-backoff.h"
#include "jr-case-table.h"
#include "jr-composition.h"
#include "jr-far-pushes.h"
#include "jr-hub-error.h"
#include "jr-id.h"

/* Cases of one round; what is due behind them waits for the next. */
#define ROUND 64
/* Commits come in quick succession, and most make nothing due. */
#define PAUSE_US (100 * G_TIME_SPAN_MILLISECOND)
/* The clock of the room may be set, so nobody sleeps longer by it. */
#define SLEEP_MAXIMUM_US G_TIME_SPAN_MINUTE
#define RETRY_BASE_MS 1000
#define RETRY_CAP_MS (10 * 60 * 1000)

/** Retry: of a case that failed. */
typedef struct
{
  JrBackoff backoff;
  gint64    not_before; /* monotonic */
} Retry;

struct _JrComposer
{
  JrHubFolder  *folder;
  JrReaders    *readers;
  JrFeed       *feed;
  JrWriter     *writer;
  JrActor      *actor;
  GThread      *thread;
  GCancellable *stopping;
  guint64       watch;
  JrTime        window;  /* for recalls */
  GHashTable   *retries; /* case id → Retry; of the thread */
  JrFarPushes  *far;     /* of the thread */
  char         *client;  /* new at each start: whether a case was pushed is for the case to say */
  guint64       number;

  GMutex    lock;
  GCond     changed;
  gboolean  has_news;
  gboolean  is_ending;
  gboolean  is_answered;
  JrAnswer *answer; /* to the push that is under way */
};

/* Reading ------------------------------------------------------------------------------------------------------------ */

/** Due: what one look into the database found. */
typedef struct
{
  GPtrArray *ids;  /* (element-type utf8) due now */
  GPtrArray *far;  /* (element-type utf8) due later than what is decided now */
  JrTime     next; /* when the next one will be; 0 when nothing waits */
} Due;

static gboolean
load_due (JrComposer *self, JrTime now, Due *out_due, GError **error)
{
  const JrCaseFilter filter = { .kind = JR_CASE_FILTER_PUSH_DUE, .now = now };
  const JrCaseFilter far = { .kind = JR_CASE_FILTER_PUSH_FAR, .now = now + self->window };
  JrDatabase        *database = jr_readers_take (self->readers, error);
  gboolean           is_loaded;

  if (database == NULL)
    return FALSE;
  out_due->ids = jr_case_table_list (database, &filter, NULL, G_MAXUINT, error);
  if (out_due->ids != NULL)
    out_due->far = jr_case_table_list (database, &far, NULL, G_MAXUINT, error);
  is_loaded = out_due->ids != NULL && out_due->far != NULL &&
              jr_case_table_get_next_push (database, now, &out_due->next, error);
  jr_readers_give (self->readers, database);
  return is_loaded;
}

static gboolean
load_case (JrComposer *self, const char *id, JrCase **out_state, JrRoom **out_room, GError **error)
{
  JrDatabase *database = jr_readers_take (self->readers, error);

  if (database == NULL)
    return FALSE;
  *out_state = jr_case_table_load (database, id, error);
  *out_room = *out_state == NULL ? NULL : jr_log_load_room (database, error);
  jr_readers_give (self->readers, database);
  return *out_room != NULL;
}

/* Pushing ------------------------------------------------------------------------------------------------------------ */

/* On the writer's thread. */
static void
on_answered (GPtrArray *answers, gpointer data)
{
  JrComposer              *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->answer = jr_answer_ref (answers->pdata[0]);
  self->is_answered = TRUE;
  g_cond_signal (&self->changed);
}

/* NULL when the writer has too much to do. */
static JrAnswer *
ask_writer (JrComposer *self, const JrCommand *command)
{
  g_autoptr (GPtrArray) commands =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_command_unref);
  g_autoptr (GMutexLocker) locker = NULL;

  g_ptr_array_add (commands, jr_command_ref (command));
  self->is_answered = FALSE;
  if (!jr_writer_submit (self->writer, self->actor, commands, on_answered, self))
    return NULL;
  locker = g_mutex_locker_new (&self->lock);
  while (!self->is_answered)
    g_cond_wait (&self->changed, &self->lock);
  return g_steal_pointer (&self->answer);
}

/* When it was refused, something has happened to the case meanwhile: then it is for the next round. If nothing has, it
 * would only be refused again. */
static gboolean
check_gone_on (JrComposer *self, const JrCase *state, const JrProblem *problem, GError **error)
{
  g_autoptr (JrCase) current = NULL;
  g_autoptr (JrRoom) room = NULL;

  if (!load_case (self, state->id, &current, &room, error))
    return FALSE;
  if (current->version != state->version)
    return TRUE;
  g_set_error (error, JR_HUB_ERROR, JR_ERROR_IO, "it was refused: %s",
               problem->detail != NULL ? problem->detail : problem->title);
  return FALSE;
}

static gboolean
push (JrComposer *self, const JrCase *state, GPtrArray *results, GError **error)
{
  g_autoptr (JrCommand) command = jr_command_new (&(JrCommand){ .client = self->client,
                                                                .number = ++self->number,
                                                                .kind = JR_COMMAND_PUSH,
                                                                .case_id = state->id,
                                                                .results = results });
  g_autoptr (JrAnswer)  answer = ask_writer (self, command);

  if (answer == NULL)
    {
      g_set_error_literal (error, JR_HUB_ERROR, JR_ERROR_OFFLINE, "the hub has too much to do");
      return FALSE;
    }
  return answer->problem == NULL || check_gone_on (self, state, answer->problem, error);
}

static gboolean
conclude (JrComposer *self, const char *id, GError **error)
{
  g_autoptr (JrCase)    state = NULL;
  g_autoptr (JrRoom)    room = NULL;
  g_autoptr (GPtrArray) results = NULL;

  if (!load_case (self, id, &state, &room, error))
    return FALSE;
  /* A room whose window was longer before has cases that only seem to be of a clock ahead. */
  if (!jr_case_may_be_pushed (state, jr_time_now ()))
    return TRUE;
  /* A supplement notice stands in the case itself. */
  if (state->phase == JR_CASE_DECIDED)
    {
      results = jr_composition_make (self->folder->blobs, self->folder->path, room, state,
                                     self->stopping, error);
      if (results == NULL)
        return FALSE;
    }
  return push (self, state, results, error);
}

/* Rounds ------------------------------------------------------------------------------------------------------------- */

static gboolean
is_ending (JrComposer *self)
{
  return g_cancellable_is_cancelled (self->stopping);
}

static gboolean
is_resting (JrComposer *self, const char *id)
{
  const Retry *retry = g_hash_table_lookup (self->retries, id);

  return retry != NULL && retry->not_before > g_get_monotonic_time ();
}

static void
note_failure (JrComposer *self, const char *id, const GError *error)
{
  Retry *retry = g_hash_table_lookup (self->retries, id);
  guint  delay_ms;

  if (is_ending (self))
    return;
  if (retry == NULL)
    {
      retry = g_new0 (Retry, 1);
      retry->backoff = (JrBackoff){ .base_ms = RETRY_BASE_MS, .cap_ms = RETRY_CAP_MS };
      g_hash_table_insert (self->retries, g_strdup (id), retry);
    }
  delay_ms = jr_backoff_next_ms (&retry->backoff, g_random_int ());
  retry->not_before = g_get_monotonic_time () + delay_ms * G_TIME_SPAN_MILLISECOND;
  g_message ("The result of case %s could not go out, trying again in %u s: %s", id,
             delay_ms / 1000 + 1, error->message);
}

/* FALSE when more is due than was done. */
static gboolean
conclude_all (JrComposer *self, GPtrArray *ids)
{
  guint n_done = 0;

  for (guint i = 0; i < ids->len && !is_ending (self); i++)
    {
      const char        *id = ids->pdata[i];
      g_autoptr (GError) error = NULL;

      if (is_resting (self, id))
        continue;
      if (++n_done > ROUND)
        return FALSE;
      if (conclude (self, id, &error))
        g_hash_table_remove (self->retries, id);
      else
        note_failure (self, id, error);
    }
  return TRUE;
}

/* Those that are not due any more were recalled or withdrawn. */
static void
forget_retries (JrComposer *self, GPtrArray *ids)
{
  GHashTableIter iter;
  gpointer       id;

  g_hash_table_iter_init (&iter, self->retries);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
      g_hash_table_iter_remove (&iter);
}

/* Monotonic. */
static gint64
find_wake_up (JrComposer *self, const Due *due, JrTime now)
{
  gint64         start = g_get_monotonic_time ();
  gint64         wake_up = G_MAXINT64;
  GHashTableIter iter;
  gpointer       retry;

  if (due->next != 0)
    wake_up = start + MIN ((due->next - now) * G_TIME_SPAN_MILLISECOND, SLEEP_MAXIMUM_US);
  g_hash_table_iter_init (&iter, self->retries);
  while (g_hash_table_iter_next (&iter, NULL, &retry))
    wake_up = MIN (wake_up, ((Retry *) retry)->not_before);
  return wake_up;
}

/* One look at what is due. Returns when to look again, if nothing is published before. */
static gint64
run_round (JrComposer *self)
{
  JrTime             now = jr_time_now ();
  Due                due = { NULL, NULL, 0 };
  g_autoptr (GError) error = NULL;
  gint64             wake_up;

  if (load_due (self, now, &due, &error))
    {
      gint64   next = jr_far_pushes_look (self->far, due.far, g_get_monotonic_time (), due.ids);
      gboolean is_all = conclude_all (self, due.ids);

      forget_retries (self, due.ids);
      wake_up = is_all ? MIN (next, find_wake_up (self, &due, now)) : 0;
    }
  else
    {
      g_message ("Cannot see which results are due: %s", error->message);
      wake_up = g_get_monotonic_time () + SLEEP_MAXIMUM_US;
    }
  g_clear_pointer (&due.ids, g_ptr_array_unref);
  g_clear_pointer (&due.far, g_ptr_array_unref);
  return wake_up;
}

/* FALSE at the end. */
static gboolean
sleep_until (JrComposer *self, gint64 wake_up)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64                   pause = g_get_monotonic_time () + PAUSE_US;

  while (!self->is_ending && g_cond_wait_until (&self->changed, &self->lock, pause))
    continue;
  while (!self->is_ending && !self->has_news && g_get_monotonic_time () < wake_up)
    {
      if (wake_up == G_MAXINT64)
        g_cond_wait (&self->changed, &self->lock);
      else
        g_cond_wait_until (&self->changed, &self->lock, wake_up);
    }
  self->has_news = FALSE;
  return !self->is_ending;
}

static gpointer
run (gpointer data)
{
  JrComposer *self = data;

  while (sleep_until (self, run_round (self)))
    continue;
  return NULL;
}

/* Life --------------------------------------------------------------------------------------------------------------- */

static void
on_news (gpointer data)
{
  JrComposer              *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  /* It pauses anyway before it looks again. */
  if (!self->has_news)
    g_cond_signal (&self->changed);
  self->has_news = TRUE;
}

JrComposer *
jr_composer_new (JrHubFolder *folder,
                 JrReaders   *readers,
                 JrFeed      *feed,
                 JrWriter    *writer,
                 JrTime       window)
{
  JrComposer *self = g_new0 (JrComposer, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->folder = folder;
  self->readers = readers;
  self->feed = feed;
  self->writer = writer;
  self->actor = jr_actor_new (
    &(JrActor){ .user = (char *) "hub", .name = (char *) "hub", .role = JR_ROLE_HUB });
  self->window = window;
  self->far = jr_far_pushes_new (window * G_TIME_SPAN_MILLISECOND);
  self->stopping = g_cancellable_new ();
  self->client = jr_id_new ();
  self->retries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->watch = jr_feed_watch (feed, on_news, self);
  self->thread = g_thread_new ("jr-composer", run, self);
  return self;
}

void
jr_composer_free (JrComposer *self)
{
  if (self == NULL)
    return;
  jr_feed_unwatch (self->feed, self->watch);
  g_cancellable_cancel (self->stopping);
  g_mutex_lock (&self->lock);
  self->is_ending = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_hash_table_unref (self->retries);
  jr_far_pushes_free (self->far);
  g_object_unref (self->stopping);
  jr_actor_unref (self->actor);
  g_free (self->client);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}
