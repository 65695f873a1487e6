/* jr-subscribers.h: everybody who waits for something new
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-feed.h"
#include "jr-readers.h"

G_BEGIN_DECLS

typedef struct _JrSubscribers JrSubscribers;
typedef struct _JrSubscriber  JrSubscriber;

/* Why a subscriber is woken; several at once are possible. */
typedef enum
{
  JR_WAKE_NEWS = 1 << 0, /* something was published */
  JR_WAKE_DUE = 1 << 1,  /* its time has come */
  JR_WAKE_DENIED =
    1 << 2, /* its session has ended or its account was disabled; comes with DUE only */
  JR_WAKE_FAREWELL = 1 << 3, /* the hub stops */
} JrWake;

/**
 * JrSubscriberType:
 * @take: with the list locked: notes why; TRUE when run() is to be called
 * @run: on the list's own thread, with nothing locked; may end the subscriber
 */
typedef struct
{
  gboolean (*take) (JrSubscriber *self, JrWake wake);
  void (*run) (JrSubscriber *self);
} JrSubscriberType;

/** JrSubscriber: the first part of what waits. Written to with the list locked only, once it is in it. */
struct _JrSubscriber
{
  const JrSubscriberType *type;
  JrSubscribers          *list;
  guint64                 id; /* set by the list */
  char                   *secret;
  gint64                  due; /* monotonic; whoever is woken by DUE sets the next */
};

/**
 * JrSubscribers: a list with a thread of its own, which is told of news by the feed, so that who publishes is not held
 * up by how many listen. It sleeps until there is news or somebody's time has come.
 */
JrSubscribers *jr_subscribers_new (JrFeed *feed, JrReaders *readers);
/* Nobody may be left. */
void    jr_subscribers_free (JrSubscribers *self);
JrFeed *jr_subscribers_get_feed (JrSubscribers *self);

/* Lets everybody go, and whoever comes later. */
void jr_subscribers_say_farewell (JrSubscribers *self);

/* Asks for everybody's secret again, as if their time had come: an account has changed. Any thread. */
void jr_subscribers_check_all (JrSubscribers *self);

void jr_subscribers_lock (JrSubscribers *self);
void jr_subscribers_unlock (JrSubscribers *self);
/* With the list locked. Who is added after the farewell is woken by it. */
void jr_subscribers_add (JrSubscribers *self, JrSubscriber *subscriber);
void jr_subscribers_remove (JrSubscribers *self, JrSubscriber *subscriber);

/* Whether who has this secret may still be told anything. Also when it cannot be found out now. */
gboolean jr_subscribers_is_welcome (JrSubscribers *self, const char *secret);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrSubscribers, jr_subscribers_free)

G_END_DECLS
