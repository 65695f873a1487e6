/* raw-hub.h: a hub that says exactly what a test wants, also what no hub should
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** RawCall: one request on one connection, which is closed when the handler returns. */
typedef struct
{
  char          *method;
  char          *target; /* path and query */
  char          *head;   /* all of it */
  GByteArray    *body;
  GOutputStream *out;
  GCancellable  *stop; /* the test is over */
} RawCall;

/* Runs on a thread of its own for each connection. */
typedef void (*RawHandler) (RawCall *call, gpointer data);

typedef struct _RawHub RawHub;

/* @certificate (nullable): a PEM file with a key, to speak TLS. */
RawHub     *raw_hub_new (RawHandler handler, gpointer data, const char *certificate);
void        raw_hub_free (RawHub *self);
const char *raw_hub_get_url (RawHub *self);
guint       raw_hub_get_calls (RawHub *self);

/* NULL: to the end of the string. What cannot be written any more is dropped. */
void raw_write (RawCall *call, const char *bytes, gssize length);
void raw_reply (RawCall *call, guint status, const char *type, const char *body);
/* The head of an answer whose body ends with the connection. */
void raw_open (RawCall *call, guint status, const char *type);
void raw_problem (RawCall *call, const char *word, const char *detail);
/* Says nothing until the test is over or that long has passed. */
void raw_be_silent (RawCall *call, guint ms);
/* The value of a header of the request, or NULL. (transfer full) */
char *raw_header (RawCall *call, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawHub, raw_hub_free)

G_END_DECLS
