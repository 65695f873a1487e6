/* core-testing.h: a case that is played through, command by command
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-decider.h"
#include "jr-reducer.h"

#define CASE_ID "11111111-2222-4333-8444-555555555555"
#define FIRST_SCAN "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SECOND_SCAN "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define NOON (1790000000 * JR_TIME_SECOND)

/* HR and GR look first, side by side; then PS. */
JrItem *make_item (void);

extern const JrActor wang; /* HR */
extern const JrActor zhou; /* HR */
extern const JrActor li;   /* GR */
extern const JrActor luo;  /* PS */
extern const JrActor fang; /* supervisor */
extern const JrActor window_3;
extern const JrActor admin;
extern const JrActor auditor;
extern const JrActor hub;

typedef struct
{
  JrItem    *item;
  JrCase    *state;
  GPtrArray *events; /* all so far */
  JrTime     now;
} Play;

Play *play_new (void);
void  play_free (Play *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Play, play_free)

/* Sends a command; case, and seen version unless set, are filled in. NULL when it was accepted. Whatever is accepted is
 * reduced, and must be taken. */
JrRefusal *play_try (Play *self, const JrActor *actor, const JrCommand *fields);
void       play (Play *self, const JrActor *actor, const JrCommand *fields);
/* Must be refused with @code; says who and when. */
JrRefusal *
play_refused (Play *self, const JrActor *actor, const JrCommand *fields, JrRefusalCode code);

/* Without which a play cannot begin. */
void play_submit (Play *self);
void play_decide (Play *self, const JrActor *actor, JrDecisionKind kind);
void play_simple (Play *self, const JrActor *actor, JrCommandKind kind);
/* Lets the recall window pass. */
void play_push (Play *self);

/* With all that the law asks for. (transfer full) */
JrDecision *make_decision (JrDecisionKind kind);
/* (transfer full) (element-type JrDocument): one scan */
GPtrArray *make_documents (const char *sha256);
/* A command of that kind as @actor would well send it. (transfer full) */
JrCommand *make_command (JrCommandKind kind);

const JrReview *play_review (Play *self, const char *department);
void            assert_replays (GPtrArray *events, const JrCase *state);
