/* jr-case-words.h: what a row says of its case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-case.h"
#include "jr-room.h"

G_BEGIN_DECLS

/* All in the person's language and (transfer full), unless they are const. */

/* "42 min", "2 h 10 min", "1 d 3 h": short enough for a narrow column. */
char *jr_case_words_for_elapsed (JrTime since, JrTime now);
/* "14:03" of the local time. */
char *jr_case_words_for_time_of_day (JrTime time);
/* "24 Nov 14:03". */
char       *jr_case_words_for_moment (JrTime time);
const char *jr_case_words_for_status (const JrCase *state);
/* Who has claimed a review, separated by commas; "" for nobody. */
char *jr_case_words_for_holders (const JrCase *state);
/* The whole row for a screen reader. */
char *
jr_case_words_for_row (const JrCase *state, const char *applicant, const JrRoom *room, JrTime now);

G_END_DECLS
