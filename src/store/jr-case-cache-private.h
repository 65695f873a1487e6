/* jr-case-cache-private.h: cases that were read or written lately, by the text that they have in the database
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-case.h"

G_BEGIN_DECLS

typedef struct _JrCaseCache JrCaseCache;

/* NULL is one that remembers nothing. */
JrCaseCache *jr_case_cache_new (void);
void         jr_case_cache_free (JrCaseCache *self);

/* (transfer full) (nullable): what @text was or became when it was put here for the case @id. */
JrCase *jr_case_cache_find (JrCaseCache *self, const char *id, const char *text);
/* @text must be the stored form of @state. Forgets the cases longest unused when it holds too much. */
void jr_case_cache_put (JrCaseCache *self, const char *text, const JrCase *state);

G_END_DECLS
