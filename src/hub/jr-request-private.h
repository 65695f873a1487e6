/* jr-request-private.h: a request as the server carries it through
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-lines.h"
#include "jr-route.h"

G_BEGIN_DECLS

typedef enum
{
  JR_CALL_NEW,       /* only its first line has come */
  JR_CALL_RECEIVING, /* its body is coming */
  JR_CALL_REFUSED,   /* @response is what it will get; its body is thrown away */
  JR_CALL_HANDLED,   /* the handler has run; @response comes now or later */
} JrCallPhase;

/**
 * JrCall:
 * @target: what stood in the first line
 * @target_end: where it ended in libmicrohttpd's memory; never read
 * @lines, @line: where it has come in
 * @begun_at: monotonic; when its first line had come
 * @received: bytes of the body so far
 * @database: lent for the handler that is running
 */
typedef struct
{
  JrRequest     request; /* first, so that one is the other */
  JrCallPhase   phase;
  JrLines      *lines;
  JrLine       *line;
  char         *target;
  const char   *target_end;
  GByteArray   *buffer;
  gint64        begun_at;
  gint64        received;
  JrResponse   *response;
  JrDatabase   *database;
  JrTransaction transaction;
} JrCall;

JrCall *jr_call_new (JrHub *hub, const char *target);
/* Gives back the upload too. */
void jr_call_free (JrCall *self);
/* After a handler has run. */
void jr_call_end_reading (JrCall *self);

G_END_DECLS
