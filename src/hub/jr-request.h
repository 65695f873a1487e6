/* jr-request.h: an incoming request as handlers see it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <microhttpd.h>

#include "jr-actor.h"
#include "jr-database.h"
#include "jr-response.h"

G_BEGIN_DECLS

typedef struct _JrHub     JrHub;
typedef struct _JrRoute   JrRoute;
typedef struct _JrRequest JrRequest;

/**
 * JrRequest:
 * @method: "GET" or "HEAD" for a route with GET
 * @parameter: what stood at the route's {…}, or NULL
 * @actor: who asks; NULL on an open route
 * @secret: its session's token or counter's key; NULL on an open route
 * @address: of who asks, without its port; also when a proxy on this machine is between
 * @is_local: it was sent by a program of this machine, and for nobody else
 * @body: of a route without @upload, once it is there
 * @upload: what begin() of the route's upload made, until finish() has been called
 * @connection: for handlers that stream
 *
 * Read-only for handlers, but for @upload.
 */
struct _JrRequest
{
  JrHub                 *hub;
  const JrRoute         *route;
  struct MHD_Connection *connection;
  const char            *method;
  char                  *parameter;
  char                  *secret;
  char                  *address;
  gboolean               is_local;
  JrActor               *actor;
  GBytes                *body;
  gpointer               upload;
};

/* NULL when it is not there. Always UTF-8 without control characters. */
const char *jr_request_get_query (JrRequest *self, const char *name);
/* FALSE when it is there and is no number within these; *out_value stays when it is absent. */
gboolean    jr_request_get_query_int (JrRequest  *self,
                                      const char *name,
                                      gint64      minimum,
                                      gint64      maximum,
                                      gint64     *out_value);
const char *jr_request_get_header (JrRequest *self, const char *name);
/* Whether an Accept header asks for this type by its name. */
gboolean jr_request_accepts (JrRequest *self, const char *content_type);
/* Length of the body as announced; -1 when it comes in chunks. */
gint64 jr_request_get_length (JrRequest *self);

/* A connection for reading, in one read transaction; the server takes both back when the handler returns. On the
 * handler's thread only. NULL with an error when the database cannot be read. */
JrDatabase *jr_request_get_database (JrRequest *self, GError **error);

/* The answer will come later: the handler calls this, which takes its database back, hands the request to whoever will answer it, and returns NULL.
 * The request lives until it is answered, even when the other end is gone; who has it must answer it, once. */
void jr_request_suspend (JrRequest *self);
/* From any thread; @response is given up, and the request is not the caller's any more. */
void jr_request_answer (JrRequest *self, JrResponse *response);

/* While a streamed answer is made, on its threads: what has been made must be taken within so many seconds, or the line is
 * cut. A reader that stops would otherwise hold for ever what the answer is made from. */
void jr_request_limit_sending (JrRequest *self, guint seconds);

G_END_DECLS
