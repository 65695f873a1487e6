/* jr-sessions.h: logging in, and which sessions are in use
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-readers.h"
#include "jr-request.h"
#include "jr-writer.h"

G_BEGIN_DECLS

/** JrSessions: passwords are checked on threads of its own, as many as may do so at once. Any thread may call. */
typedef struct _JrSessions JrSessions;

/* Both are borrowed and outlive it. */
JrSessions *jr_sessions_new (JrReaders *readers, JrWriter *writer);
/* Answers everybody who waits. */
void jr_sessions_free (JrSessions *self);

/* @new_password (nullable). The answer at once when there were too many attempts; else NULL, and @request is suspended
 * and answered later. */
JrResponse *jr_sessions_log_in (JrSessions *self,
                                JrRequest  *request,
                                const char *user,
                                const char *password,
                                const char *new_password);
/* Suspends @request and answers it. @everywhere: all sessions of the account, this one as well. Their lines end at
 * once. */
JrResponse *jr_sessions_log_out (JrSessions *self, JrRequest *request, gboolean everywhere);

/* The session or key is in use; written down once a minute at most. */
void jr_sessions_note_use (JrSessions *self, const char *secret);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrSessions, jr_sessions_free)

G_END_DECLS
