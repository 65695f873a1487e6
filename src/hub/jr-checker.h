/* jr-checker.h: whether the documents of commands can be used
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-blob-store.h"

G_BEGIN_DECLS

/**
 * JrChecker:
 *
 * Looks at each document that commands bring: it is there, has the size that was given, and is a PDF that can be read
 * without a password; and at each mark of a decision: its document has that page. PDFs are opened in the sandboxed
 * worker only. Looking is done on two threads of its own; what was found is remembered by the document's hash.
 */
typedef struct _JrChecker JrChecker;

/* Calls that wait; a desk that is told "busy" comes back. */
#define JR_CHECKER_QUEUE_MAXIMUM 256

/**
 * JrCheckerFunc:
 * @verdicts: (nullable) (element-type JrProblem): one for each command in their order, NULL where nothing is wrong.
 *   NULL when the hub itself could not look (it stops, a disk fails, the PDF worker does not start; said on stderr):
 *   then no command was refused, and the request as a whole is answered by "internal", so that it is sent again.
 *
 * Called once, on a thread of the checker, or before jr_checker_check() returns when there is nothing to look at.
 */
typedef void (*JrCheckerFunc) (GPtrArray *verdicts, gpointer data);

/* @blobs is borrowed and outlives the checker. */
JrChecker *jr_checker_new (JrBlobStore *blobs);
/* Ends what is under way; every call still gets its answer before this returns. */
void jr_checker_free (JrChecker *self);

/* @commands (element-type JrCommand): kept until it is done. FALSE when too many wait already: @done is not called, and
 * the request is answered by "busy". Any thread. */
gboolean jr_checker_check (JrChecker *self, GPtrArray *commands, JrCheckerFunc done, gpointer data);

/* Before a document is removed. Any thread. */
void jr_checker_forget (JrChecker *self, const char *sha256);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrChecker, jr_checker_free)

G_END_DECLS
