/* jr-lines.h: the open lines to clients, and how long each may take
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** JrLines: any thread. libmicrohttpd's own limit starts anew with every byte, so that it holds nobody back. */
typedef struct _JrLines JrLines;
/* One line; lives from jr_lines_add() to jr_lines_remove(). */
typedef struct _JrLine JrLine;

JrLines *jr_lines_new (void);
/* All must have been removed. */
void jr_lines_free (JrLines *self);

/* @fd stays the caller's, and must be open until it is removed. The line waits for a request: see jr_lines_wait(). */
JrLine *jr_lines_add (JrLines *self, int fd);
void    jr_lines_remove (JrLines *self, JrLine *line);

guint jr_lines_get_count (JrLines *self);

/* The line waits for the head of the next request, which must be there in a while or the line is cut. */
void jr_lines_wait (JrLines *self, JrLine *line);
/* The head is there; a body of so many bytes must follow at a walking pace. 0: none, and no limit any more. */
void jr_lines_receive (JrLines *self, JrLine *line, guint64 length);

/* What is being sent must be taken within @seconds, counted anew with each call; until the line waits again. */
void jr_lines_send (JrLines *self, JrLine *line, guint seconds);

/* The hub is stopping: cuts the lines that wait for a request, now and from now on. */
void jr_lines_stop (JrLines *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrLines, jr_lines_free)

G_END_DECLS
