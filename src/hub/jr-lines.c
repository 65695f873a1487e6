/* jr-lines.c: the open lines to clients, and how long each may take
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who sends a byte every ten seconds keeps a line for ever, and a few hundred such lines are all there are. So each line
 * has an end by the clock: for the head of a request, and for its body at a pace that any real line keeps. One thread
 * sleeps until the first of them is over and cuts what is overdue, by shutting the socket down: libmicrohttpd then sees
 * its end and tidies up itself. */

#include "jr-lines.h"

#include <sys/socket.h>

/* From connecting, so with the TLS handshake in it. */
#define FIRST_HEAD_SECONDS 15
/* A client may keep its line for the next request; libsoup and browsers do. */
#define NEXT_HEAD_SECONDS 60
#define BODY_SECONDS 20
#define BODY_BYTES_PER_SECOND (16 * 1024)
/* Lines that end within this time are cut together. */
#define STEP (G_USEC_PER_SEC / 4)

struct _JrLine
{
  int      fd;
  gint64   until; /* monotonic; 0: no limit now */
  gboolean is_waiting;
  GList    link;
};

struct _JrLines
{
  GMutex   lock;
  GCond    changed;
  GQueue   lines;
  gint64   next;        /* when the thread wakes; G_MAXINT64: never by itself */
  gboolean is_stopping; /* lines that wait are cut */
  gboolean is_ending;   /* the thread ends */
  GThread *thread;
};

static void
cut (JrLine *line)
{
  shutdown (line->fd, SHUT_RDWR);
  line->until = 0;
}

/* Under the lock. Gives when the next line is due. */
static gint64
sweep (JrLines *self, gint64 now)
{
  gint64 next = G_MAXINT64;

  for (GList *link = self->lines.head; link != NULL; link = link->next)
    {
      JrLine *line = link->data;

      if (line->until == 0)
        continue;
      if (line->until <= now)
        cut (line);
      else
        next = MIN (next, line->until);
    }
  return next;
}

static gpointer
run (gpointer data)
{
  JrLines                 *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (!self->is_ending)
    {
      self->next = sweep (self, g_get_monotonic_time ());
      if (self->next == G_MAXINT64)
        g_cond_wait (&self->changed, &self->lock);
      else
        g_cond_wait_until (&self->changed, &self->lock, self->next + STEP);
    }
  return NULL;
}

JrLines *
jr_lines_new (void)
{
  JrLines *self = g_new0 (JrLines, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->lines);
  self->next = G_MAXINT64;
  self->thread = g_thread_new ("lines", run, self);
  return self;
}

void
jr_lines_free (JrLines *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->lock);
  g_assert (self->lines.length == 0);
  self->is_ending = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/* Under the lock. The thread is only woken for an end that is earlier than the one it sleeps for. */
static void
set_end (JrLines *self, JrLine *line, gint64 seconds)
{
  line->until = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  if (line->until < self->next)
    g_cond_signal (&self->changed);
}

static void
begin_waiting (JrLines *self, JrLine *line, gint64 seconds)
{
  line->is_waiting = TRUE;
  if (self->is_stopping)
    cut (line);
  else
    set_end (self, line, seconds);
}

JrLine *
jr_lines_add (JrLines *self, int fd)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  JrLine                  *line = g_new0 (JrLine, 1);

  line->fd = fd;
  line->link.data = line;
  g_queue_push_tail_link (&self->lines, &line->link);
  begin_waiting (self, line, FIRST_HEAD_SECONDS);
  return line;
}

void
jr_lines_remove (JrLines *self, JrLine *line)
{
  g_mutex_lock (&self->lock);
  g_queue_unlink (&self->lines, &line->link);
  g_mutex_unlock (&self->lock);
  g_free (line);
}

guint
jr_lines_get_count (JrLines *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->lines.length;
}

void
jr_lines_wait (JrLines *self, JrLine *line)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  begin_waiting (self, line, NEXT_HEAD_SECONDS);
}

void
jr_lines_receive (JrLines *self, JrLine *line, guint64 length)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  line->is_waiting = FALSE;
  if (length == 0)
    line->until = 0;
  else
    set_end (self, line, BODY_SECONDS + (gint64) (length / BODY_BYTES_PER_SECOND));
}

void
jr_lines_send (JrLines *self, JrLine *line, guint seconds)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  set_end (self, line, seconds);
}

void
jr_lines_stop (JrLines *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->is_stopping = TRUE;
  for (GList *link = self->lines.head; link != NULL; link = link->next)
    if (((JrLine *) link->data)->is_waiting)
      cut (link->data);
}
