/* jr-link-words.h: what is said of the line to the hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-sync-engine.h"

G_BEGIN_DECLS

/* For the header: a shape, a word and the time since when: "● Live", "○ Offline since 14:03". (transfer full) */
char       *jr_link_words_for_state (JrLinkState link, JrTime last_live);
const char *jr_link_words_get_style (JrLinkState link, JrTime last_live);
/* For the bar under the header; NULL when there is nothing to say. @since: when the line was last live, or when this
 * desk began to try. (transfer full) */
char *jr_link_words_for_bar (JrLinkState link, JrTime since, JrTime now);
/* What is said while the hub is refused; NULL while it is not. */
const char *jr_link_words_for_distrust (JrDistrust distrust);
/* "2 waiting to be sent"; NULL for none. (transfer full) */
char *jr_link_words_for_outbox (guint size);

G_END_DECLS
