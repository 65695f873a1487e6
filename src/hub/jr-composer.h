/* jr-composer.h: tells the counters what was decided, once it stands
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-feed.h"
#include "jr-hub-folder.h"
#include "jr-readers.h"
#include "jr-writer.h"

G_BEGIN_DECLS

/**
 * JrComposer:
 *
 * A thread that sleeps until the recall window of some case is over, composes its stamped files, and sends the hub's own
 * command that pushes them. Whatever fails is tried again later and holds up no other case; the same case is never
 * pushed twice, since the second push is refused.
 */
typedef struct _JrComposer JrComposer;

/* All are borrowed and outlive it. @window: for recalls. */
JrComposer *jr_composer_new (JrHubFolder *folder,
                             JrReaders   *readers,
                             JrFeed      *feed,
                             JrWriter    *writer,
                             JrTime       window);
/* Gives up what is under way; it is done again at the next start. */
void jr_composer_free (JrComposer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrComposer, jr_composer_free)

G_END_DECLS
