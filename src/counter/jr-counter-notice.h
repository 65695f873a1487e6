/* jr-counter-notice.h: the one supplement notice (一次性补正告知), in words and as JSON
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "jr-case.h"
#include "jr-room.h"

G_BEGIN_DECLS

/* The code itself when the room does not know it (any more). */
const char *jr_counter_department_name (const JrRoom *room, const char *code);

/* Whether there is one that has gone out and waits for an answer. */
gboolean jr_counter_has_notice (const JrCase *state);
/* (transfer full), several lines, the last without an end of line. */
char *jr_counter_write_notice (const JrCase *state, const JrRoom *room);
/* (transfer full): the array of its lines. */
JsonNode *jr_counter_write_notice_json (const JrCase *state, const JrRoom *room);

G_END_DECLS
