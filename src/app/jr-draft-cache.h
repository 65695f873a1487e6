/* jr-draft-cache.h: typed text, read at once and written behind
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-desk-table.h"

G_BEGIN_DECLS

/** JrDraftCache: all drafts of a local copy in memory. Any thread may use it. */
typedef struct _JrDraftCache JrDraftCache;

JrDraftCache *jr_draft_cache_new (void);
void          jr_draft_cache_free (JrDraftCache *self);
gboolean      jr_draft_cache_load (JrDraftCache *self, JrDatabase *database, GError **error);

/* (transfer full) (nullable) */
char *jr_draft_cache_get (JrDraftCache *self, const char *case_id, const char *field);
/* TRUE when jr_draft_cache_write() must be run because none is under way. NULL or "" removes. */
gboolean
jr_draft_cache_set (JrDraftCache *self, const char *case_id, const char *field, const char *text);
/* Writes what was set since the last time. */
gboolean jr_draft_cache_write (JrDraftCache *self, JrDatabase *database, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrDraftCache, jr_draft_cache_free)

G_END_DECLS
