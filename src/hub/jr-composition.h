/* jr-composition.h: the stamped files of a decided case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-blob-store.h"
#include "jr-case.h"
#include "jr-room.h"

G_BEGIN_DECLS

/**
 * jr_composition_make:
 * @folder: where temporary files may be, on the same disk
 *
 * One result for each document of the case, in their order, as the counter fetches them: with the marks of all
 * departments' standing decisions set into it where there are any, else as it was submitted. What cannot be stamped is
 * a result with its fault. An error means that the hub could not do its work now and may try again: nothing is lost.
 *
 * Returns: (transfer full) (element-type JrResultDocument)
 */
GPtrArray *jr_composition_make (JrBlobStore  *blobs,
                                const char   *folder,
                                const JrRoom *room,
                                const JrCase *state,
                                GCancellable *cancellable,
                                GError      **error);

/* Whether the stamped file, where there is one, is the submitted one and then something: JR_ERROR_CORRUPT when not. */
gboolean jr_composition_verify (JrBlobStore *blobs, const JrResultDocument *result, GError **error);

G_END_DECLS
