/* jr-mark-board.c: all review marks of one case, and the one in hand
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-mark-board.h"

/* The one place that knows which marks there are. Pages ask it what lies on them whenever it says "changed"; the case
 * page saves the drafts whenever it says "edited". */

struct _JrMarkBoard
{
  GObject parent_instance;

  JrCase        *state; /* NULL until the case is known */
  char          *department;
  GPtrArray     *drafts; /* (element-type JrStamp) */
  JrStamp       *ghost;
  int            selected; /* -1: none */
  JrMarkMode     mode;
  JrDecisionKind intent;
};

G_DEFINE_FINAL_TYPE (JrMarkBoard, jr_mark_board, G_TYPE_OBJECT)

enum
{
  CHANGED,
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
jr_mark_board_finalize (GObject *object)
{
  JrMarkBoard *self = JR_MARK_BOARD (object);

  g_clear_pointer (&self->state, jr_case_unref);
  g_clear_pointer (&self->department, g_free);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->ghost, jr_stamp_unref);
  G_OBJECT_CLASS (jr_mark_board_parent_class)->finalize (object);
}

static void
jr_mark_board_class_init (JrMarkBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jr_mark_board_finalize;
  signals[CHANGED] = g_signal_new ("changed", JR_TYPE_MARK_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[EDITED] = g_signal_new ("edited", JR_TYPE_MARK_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
jr_mark_board_init (JrMarkBoard *self)
{
  self->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_stamp_unref);
  self->selected = -1;
  self->intent = JR_DECISION_APPROVE;
}

JrMarkBoard *
jr_mark_board_new (void)
{
  return g_object_new (JR_TYPE_MARK_BOARD, NULL);
}

static void
changed (JrMarkBoard *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
edited (JrMarkBoard *self)
{
  g_signal_emit (self, signals[EDITED], 0);
  changed (self);
}

void
jr_mark_board_set_case (JrMarkBoard *self, const JrCase *state, const char *department)
{
  g_clear_pointer (&self->state, jr_case_unref);
  self->state = jr_case_ref (state);
  g_free (self->department);
  self->department = g_strdup (department);
  changed (self);
}

static gboolean
is_on (const JrStamp *stamp, const char *sha256, guint page)
{
  return stamp->page == page && g_strcmp0 (stamp->sha256, sha256) == 0;
}

static void
list_decided (JrMarkBoard *self, const char *sha256, guint page, GArray *places)
{
  for (guint i = 0; self->state != NULL && i < self->state->reviews->len; i++)
    {
      const JrReview *review = self->state->reviews->pdata[i];
      GPtrArray      *stamps = review->decision != NULL ? review->decision->stamps : NULL;

      for (guint j = 0; stamps != NULL && j < stamps->len; j++)
        {
          JrMarkPlace place = { .stamp = stamps->pdata[j],
                                .decision = review->decision,
                                .department = review->department,
                                .draft = JR_MARK_DECIDED };

          if (is_on (place.stamp, sha256, page))
            g_array_append_val (places, place);
        }
    }
}

GArray *
jr_mark_board_list (JrMarkBoard *self, const char *sha256, guint page)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (JrMarkPlace));

  list_decided (self, sha256, page, places);
  for (guint i = 0; i < self->drafts->len; i++)
    {
      JrMarkPlace place = { .stamp = self->drafts->pdata[i],
                            .department = self->department,
                            .draft = (int) i,
                            .is_selected = self->selected == (int) i };

      if (is_on (place.stamp, sha256, page))
        g_array_append_val (places, place);
    }
  if (self->ghost != NULL && is_on (self->ghost, sha256, page))
    {
      JrMarkPlace place = { .stamp = self->ghost,
                            .department = self->department,
                            .draft = JR_MARK_GHOST };

      g_array_append_val (places, place);
    }
  return places;
}

GPtrArray *
jr_mark_board_get_drafts (JrMarkBoard *self)
{
  return self->drafts;
}

void
jr_mark_board_restore (JrMarkBoard *self, const char *text)
{
  g_ptr_array_unref (self->drafts);
  self->drafts = jr_mark_draft_from_text (text);
  self->selected = -1;
  changed (self);
}

gboolean
jr_mark_board_add (JrMarkBoard *self, JrStamp *stamp)
{
  g_autoptr (JrStamp) taken = stamp;

  if (self->drafts->len >= JR_MARK_DRAFT_MAXIMUM)
    return FALSE;
  g_clear_pointer (&self->ghost, jr_stamp_unref);
  g_ptr_array_add (self->drafts, g_steal_pointer (&taken));
  self->selected = (int) self->drafts->len - 1;
  self->mode = JR_MARK_MODE_ADJUSTING;
  edited (self);
  return TRUE;
}

const JrStamp *
jr_mark_board_get_draft (JrMarkBoard *self, int draft)
{
  return draft >= 0 && (guint) draft < self->drafts->len ? self->drafts->pdata[draft] : NULL;
}

void
jr_mark_board_replace (JrMarkBoard *self, int draft, JrStamp *stamp)
{
  g_autoptr (JrStamp) taken = stamp;

  if (jr_mark_board_get_draft (self, draft) == NULL)
    return;
  jr_stamp_unref (self->drafts->pdata[draft]);
  self->drafts->pdata[draft] = g_steal_pointer (&taken);
  edited (self);
}

void
jr_mark_board_remove (JrMarkBoard *self, int draft)
{
  if (jr_mark_board_get_draft (self, draft) == NULL)
    return;
  g_ptr_array_remove_index (self->drafts, (guint) draft);
  self->selected = -1;
  self->mode = JR_MARK_MODE_OFF;
  edited (self);
}

void
jr_mark_board_clear (JrMarkBoard *self)
{
  g_ptr_array_set_size (self->drafts, 0);
  self->selected = -1;
  self->mode = JR_MARK_MODE_OFF;
  g_clear_pointer (&self->ghost, jr_stamp_unref);
  edited (self);
}

void
jr_mark_board_set_mode (JrMarkBoard *self, JrMarkMode mode)
{
  if (self->mode == mode)
    return;
  self->mode = mode;
  if (mode != JR_MARK_MODE_ADJUSTING)
    self->selected = -1;
  if (mode != JR_MARK_MODE_PLACING)
    g_clear_pointer (&self->ghost, jr_stamp_unref);
  changed (self);
}

JrMarkMode
jr_mark_board_get_mode (JrMarkBoard *self)
{
  return self->mode;
}

void
jr_mark_board_select (JrMarkBoard *self, int draft)
{
  if (self->mode == JR_MARK_MODE_PLACING || self->selected == draft)
    return;
  self->selected = draft;
  self->mode = draft >= 0 ? JR_MARK_MODE_ADJUSTING : JR_MARK_MODE_OFF;
  changed (self);
}

int
jr_mark_board_get_selected (JrMarkBoard *self)
{
  return self->selected;
}

void
jr_mark_board_set_ghost (JrMarkBoard *self, JrStamp *stamp)
{
  g_clear_pointer (&self->ghost, jr_stamp_unref);
  self->ghost = stamp;
  changed (self);
}

void
jr_mark_board_set_intent (JrMarkBoard *self, JrDecisionKind intent)
{
  if (self->intent == intent)
    return;
  self->intent = intent;
  changed (self);
}

JrDecisionKind
jr_mark_board_get_intent (JrMarkBoard *self)
{
  return self->intent;
}
