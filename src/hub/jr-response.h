/* jr-response.h: an answer on its way to the network
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <microhttpd.h>

#include "jr-problem.h"

G_BEGIN_DECLS

/** JrResponse: status, headers and body; queued once, by the server, and then gone. */
typedef struct _JrResponse JrResponse;

/* @node is given up. */
JrResponse *jr_response_new_json (guint status, JsonNode *node);
/* The same for an object; @members is given up. */
JrResponse *jr_response_new_object (guint status, JsonObject *members);
/* @text is given up; for JSON that is text already. */
JrResponse *jr_response_new_json_text (guint status, char *text);
/* Of any type. */
JrResponse *jr_response_new_text (guint status, const char *content_type, char *text);
/* application/problem+json with the problem's own status. */
JrResponse *jr_response_new_problem (const JrProblem *problem);
/* The same for a word of the table in jr-problem.c. */
JrResponse *jr_response_new_problem_for (const char *word, const char *detail);
/* What went wrong inside: a full disk is said, all else is "internal" and the error goes to the hub's own log. */
JrResponse *jr_response_new_error (const GError *error);
/* Of a status that has no body. */
JrResponse *jr_response_new_bare (guint status);
/* 204. */
JrResponse *jr_response_new_empty (void);
/* A body of unknown length that @read makes piece by piece on the threads of the server (see libmicrohttpd for its
 * rules and for what it returns); @data is freed with @destroy when the last byte is out or the line has broken. */
JrResponse *jr_response_new_stream (const char                   *content_type,
                                    MHD_ContentReaderCallback     read,
                                    gpointer                      data,
                                    MHD_ContentReaderFreeCallback destroy);
/* @length bytes of @fd from @offset on; @fd is given up. */
JrResponse *
jr_response_new_fd (guint status, const char *content_type, int fd, guint64 offset, guint64 length);
void jr_response_free (JrResponse *self);

void  jr_response_add_header (JrResponse *self, const char *name, const char *value);
guint jr_response_get_status (const JrResponse *self);
/* The line is closed behind it. */
void jr_response_set_is_last (JrResponse *self);
/* For the server. */
enum MHD_Result jr_response_queue (JrResponse *self, struct MHD_Connection *connection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrResponse, jr_response_free)

G_END_DECLS
