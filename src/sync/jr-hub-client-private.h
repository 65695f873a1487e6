/* jr-hub-client-private.h: one exchange with the hub, and what the calls share
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "jr-deadline-private.h"
#include "jr-hub-client.h"
#include "jr-json.h"
#include "jr-wire.h"

G_BEGIN_DECLS

/* Type of a problem that is not in the hub's form: a proxy's, or another server's. */
#define JR_PROBLEM_OF_OTHERS "about:blank"

/** JrHubLimits: how long to wait, in ms; tests shorten them. */
typedef struct
{
  guint connect;  /* name, TCP, TLS, until the request's head is written */
  guint response; /* from there until the whole of a short answer is here */
  guint silence;  /* between two pieces of a long answer or a long upload */
} JrHubLimits;

struct _JrHubClient
{
  char            *url;         /* without a slash at its end */
  GTlsDatabase    *authorities; /* NULL: the system's */
  GTlsCertificate *certificate; /* (nullable) own one, with its key */
  gboolean         is_local;
  SoupSession     *session;
  JrHubLimits      limits;
  gboolean         has_head;
  JrHead           head; /* that came along; of the calling thread */
  GMutex           lock; /* the two below */
  char            *secret;
  JrProblem       *problem;
};

void jr_hub_client_set_limits (JrHubClient *self, const JrHubLimits *limits);

/** JrRequest: what to ask. Only what differs from GET without a body has to be named. */
typedef struct
{
  const char   *method;
  const char   *path;   /* from "/v1", escaped, with its query */
  const char   *accept; /* NULL: JSON */
  GBytes       *json;   /* (nullable) a body */
  GInputStream *body;   /* (nullable) a body that is streamed, of @length bytes */
  gint64        length;
  const char   *range;   /* (nullable) Content-Range of @body */
  guint         wait_ms; /* the hub may take so much longer to answer */
  gboolean      is_long; /* the answer is a stream: only silence ends it */
} JrRequest;

/** JrExchange: a guard: request sent, head of the answer read, body to be read. */
typedef struct
{
  JrHubClient  *client;
  GCancellable *caller;
  SoupMessage  *message;
  JrDeadline   *deadline;
  GInputStream *body;
  gint64        left; /* of the body, by its Content-Length; -1 when it was not said */
  gboolean      is_long;
} JrExchange;

#define JR_EXCHANGE_INIT                                                                           \
  {                                                                                                \
    NULL                                                                                           \
  }

/* Any answer will do; jr_exchange_check() judges it. */
gboolean jr_exchange_begin (JrExchange      *self,
                            JrHubClient     *client,
                            const JrRequest *request,
                            GCancellable    *cancellable,
                            GError         **error);
/* TRUE for 2xx. Otherwise the problem is read and kept, and becomes the error. */
gboolean jr_exchange_check (JrExchange *self, GError **error);
/* Some bytes of the body; 0 at its end. */
gboolean
jr_exchange_read (JrExchange *self, void *buffer, gsize size, gsize *out_read, GError **error);
/* The whole body, which must be an object (or array) of JSON. */
JsonNode *jr_exchange_read_json (JrExchange *self, JsonNodeType type, GError **error);
void      jr_exchange_clear (JrExchange *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JrExchange, jr_exchange_clear)

/* begin, check and read_json in one. */
JsonNode *jr_hub_client_ask (JrHubClient     *self,
                             const JrRequest *request,
                             JsonNodeType     type,
                             GCancellable    *cancellable,
                             GError         **error);
GBytes   *jr_hub_client_write_body (JsonNode *node);
void      jr_hub_client_keep_problem (JrHubClient *self, JrProblem *problem);

/* Turns an error of reading into "what the hub sent is not understood"; always FALSE. */
gboolean jr_hub_client_fail_corrupt (const char *what, GError *cause, GError **error);

/* The largest line of a snapshot and event of the feed: a case with some hundred documents and marks. */
#define JR_FRAME_MAXIMUM_BYTES ((gsize) 4 * 1024 * 1024)
JrFrame *jr_frame_parse (const char *text, gsize length, GError **error);

G_END_DECLS
