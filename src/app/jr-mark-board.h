/* jr-mark-board.h: all review marks of one case, and the one in hand
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "jr-case.h"
#include "jr-mark-draft.h"

G_BEGIN_DECLS

#define JR_TYPE_MARK_BOARD (jr_mark_board_get_type ())

/**
 * JrMarkBoard:
 *
 * Decided marks come with the case, draft marks from the person; at most one of the drafts is selected. Knows no
 * widgets.
 *
 * Signals: "changed" (): what is to be seen changed; "edited" (): the drafts changed by the person's hand, save them.
 */
G_DECLARE_FINAL_TYPE (JrMarkBoard, jr_mark_board, JR, MARK_BOARD, GObject)

typedef enum
{
  JR_MARK_MODE_OFF,
  JR_MARK_MODE_PLACING,   /* the next click or Enter puts a mark */
  JR_MARK_MODE_ADJUSTING, /* the selected draft moves by arrows */
} JrMarkMode;

/** JrMarkPlace: a mark to be drawn. Borrowed from the board until it changes. */
typedef struct
{
  const JrStamp    *stamp;
  const JrDecision *decision;   /* NULL: a draft */
  const char       *department; /* code */
  int               draft;      /* number of the draft; -1: decided; -2: follows the pointer */
  gboolean          is_selected;
} JrMarkPlace;

#define JR_MARK_DECIDED (-1)
#define JR_MARK_GHOST (-2)

JrMarkBoard *jr_mark_board_new (void);
/* @department (nullable): whose drafts these are. */
void jr_mark_board_set_case (JrMarkBoard *self, const JrCase *state, const char *department);
/* (element-type JrMarkPlace) of one page, drafts last. (transfer full) */
GArray *jr_mark_board_list (JrMarkBoard *self, const char *sha256, guint page);

/* (element-type JrStamp) (transfer none) */
GPtrArray *jr_mark_board_get_drafts (JrMarkBoard *self);
/* From the drafts of the local copy; does not count as edited. */
void jr_mark_board_restore (JrMarkBoard *self, const char *text);
/* Selects it; FALSE when there are too many. Takes @stamp. */
gboolean jr_mark_board_add (JrMarkBoard *self, JrStamp *stamp);
/* Takes @stamp. */
void           jr_mark_board_replace (JrMarkBoard *self, int draft, JrStamp *stamp);
void           jr_mark_board_remove (JrMarkBoard *self, int draft);
void           jr_mark_board_clear (JrMarkBoard *self);
const JrStamp *jr_mark_board_get_draft (JrMarkBoard *self, int draft);

void       jr_mark_board_set_mode (JrMarkBoard *self, JrMarkMode mode);
JrMarkMode jr_mark_board_get_mode (JrMarkBoard *self);
/* -1: none. Selecting turns adjusting on, except while placing. */
void jr_mark_board_select (JrMarkBoard *self, int draft);
int  jr_mark_board_get_selected (JrMarkBoard *self);
/* The mark under the pointer while placing; takes @stamp (nullable). */
void jr_mark_board_set_ghost (JrMarkBoard *self, JrStamp *stamp);
/* What the drafts will say. */
void           jr_mark_board_set_intent (JrMarkBoard *self, JrDecisionKind intent);
JrDecisionKind jr_mark_board_get_intent (JrMarkBoard *self);

G_END_DECLS
