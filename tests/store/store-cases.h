/* store-cases.h: cases as the hub would write them, without a hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-event.h"
#include "store-testing.h"

G_BEGIN_DECLS

/* 2026-11-24 08:00 at the hall */
#define MORNING G_GINT64_CONSTANT (1795478400000)

/* Tests speak of cases by short names; their ids are UUIDs made of those. Both are borrowed and stay for ever. */
const char *case_id (const char *name);
const char *case_name (const char *id);

/* Makes the room NW with the departments HR and MK. */
void create_room (Place *place);

/* Each appends one event to the log and applies it, in a transaction of its own; the version is the next of the case.
 * A new case has one stage with HR and MK, and its item is @item_name. */
void
submit_case (Place *place, const char *name, const char *number, const char *item_name, JrTime at);
void claim_review (Place *place, const char *name, const char *department, const char *user);
void decide_review (Place *place, const char *name, const char *department, JrDecisionKind kind);
void request_supplement (Place *place, const char *name);
void decide_case (Place *place, const char *name, JrTime push_at);
void push_result (Place *place, const char *name);
void withdraw_case (Place *place, const char *name);
void comment_case (Place *place, const char *name, const char *text);

G_END_DECLS
