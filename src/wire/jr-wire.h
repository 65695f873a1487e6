/* jr-wire.h: the one JSON form of the domain, the same on disk and on the network
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "jr-calendar.h"
#include "jr-case.h"
#include "jr-command.h"
#include "jr-event.h"
#include "jr-item.h"
#include "jr-json.h"
#include "jr-refusal.h"
#include "jr-room.h"

G_BEGIN_DECLS

#define JR_WIRE_ERROR (jr_wire_error_quark ())

GQuark jr_wire_error_quark (void);

/* Writers never fail; readers give JR_ERROR_INVALID with the member's name. Absent and null are the same; a writer
 * leaves out what is not set. Times are RFC 3339 in UTC, enums are their lower-case words. */
JsonNode *jr_wire_write_command (const JrCommand *command);
JsonNode *jr_wire_write_event (const JrEvent *event);
JsonNode *jr_wire_write_case (const JrCase *state);
JsonNode *jr_wire_write_item (const JrItem *item);
JsonNode *jr_wire_write_calendar (const JrCalendar *calendar);
JsonNode *jr_wire_write_room (const JrRoom *room);
JsonNode *jr_wire_write_actor (const JrActor *actor);
JsonNode *jr_wire_write_applicant (const JrApplicant *applicant);

/* The canonical text at once, for what is kept and hashed; the same bytes as jr_json_to_canonical() of the above.
 * (transfer full) */
char *jr_wire_command_to_text (const JrCommand *command);
char *jr_wire_event_to_text (const JrEvent *event);
char *jr_wire_case_to_text (const JrCase *state);

JrCommand   *jr_wire_read_command (JsonNode *node, GError **error);
JrEvent     *jr_wire_read_event (JsonNode *node, GError **error);
JrCase      *jr_wire_read_case (JsonNode *node, GError **error);
JrItem      *jr_wire_read_item (JsonNode *node, GError **error);
JrCalendar  *jr_wire_read_calendar (JsonNode *node, GError **error);
JrRoom      *jr_wire_read_room (JsonNode *node, GError **error);
JrActor     *jr_wire_read_actor (JsonNode *node, GError **error);
JrApplicant *jr_wire_read_applicant (JsonNode *node, GError **error);

/* The limits of one command, a batch, a stored event. */
extern const JrJsonLimits jr_wire_command_limits;
extern const JrJsonLimits jr_wire_stored_limits;

G_END_DECLS
