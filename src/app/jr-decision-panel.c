/* jr-decision-panel.c: my department's review of a case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-decision-panel.h"

#include <glib/gi18n.h>

#include "jr-decision-missing.h"
#include "jr-decision-rules.h"
#include "jr-decision-words.h"
#include "jr-error.h"
#include "jr-opinion-words.h"

/* What was typed is a draft of the local copy from the first letter on and stays one until the hub has taken the
 * decision; a refusal, or a colleague who was faster, is said beside it and takes nothing away. What can be done follows
 * from the case by jr-decision-rules and from whether an answer is being waited for: one enum each. What waits in the
 * outbox is asked of the desk each time, so that it is the same after a restart. */

typedef enum
{
  SENDING_NOTHING,
  SENDING, /* waiting for the answer */
  QUEUED,  /* in the outbox, no line */
} Sending;

struct _JrDecisionPanel
{
  AdwBin parent_instance;

  GtkLabel          *title;
  GtkLabel          *state_words;
  GtkWidget         *claim;
  GtkWidget         *release;
  GtkWidget         *form;
  GtkWidget         *opinion_frame;
  GtkTextView       *opinion;
  GtkMenuButton     *phrases;
  JrDecisionMissing *missing;
  GtkLabel          *marks;
  GtkWidget         *marks_row;
  GtkWidget         *fault_box;
  GtkLabel          *fault;
  GtkWidget         *look_again;
  GtkWidget         *decisions;
  GtkWidget         *done;
  GtkWidget         *unsent;
  GtkButton         *recall;

  JrDesk        *desk;
  JrMarkBoard   *board;
  char          *case_id;
  JrCaseFile    *file; /* NULL until loaded */
  JrPanelState   state;
  Sending        sending;
  JrCommandKind  sending_kind;
  JrDecisionKind sending_decision;
  guint64        told;         /* number of the refused command whose reason is shown */
  gboolean       is_restoring; /* a draft is being put into the widgets: not to be saved again */
  guint          countdown_id;
  GCancellable  *cancellable; /* ends with the panel; a command that is on its way goes on */
};

G_DEFINE_FINAL_TYPE (JrDecisionPanel, jr_decision_panel, ADW_TYPE_BIN)

enum
{
  CHANGED,
  TOLD,
  RELOAD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
get_opinion (JrDecisionPanel *self)
{
  char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (self->opinion), "text", &text, NULL);
  return text;
}

static void
show_fault (JrDecisionPanel *self, const char *words, gboolean can_look_again)
{
  if (words != NULL)
    gtk_label_set_label (self->fault, words);
  gtk_widget_remove_css_class (self->opinion_frame, "error");
  gtk_widget_set_visible (self->look_again, can_look_again);
  gtk_widget_set_visible (self->fault_box, words != NULL);
}

static void
show_suggestions (JrDecisionPanel *self)
{
  g_autoptr (GPtrArray) lines = jr_decision_missing_get_lines (self->missing);
  g_autoptr (GPtrArray) names = NULL;

  if (self->file == NULL)
    return;
  names = jr_decision_rules_suggest (self->file->state, self->file->item, lines);
  jr_decision_missing_set_suggestions (self->missing, names);
}

static void
on_opinion_changed (GtkTextBuffer *buffer, JrDecisionPanel *self)
{
  g_autofree char *text = get_opinion (self);

  if (self->is_restoring)
    return;
  jr_desk_set_draft (self->desk, self->case_id, "opinion", text);
  show_fault (self, NULL, FALSE);
}

static void
on_missing_changed (JrDecisionMissing *missing, JrDecisionPanel *self)
{
  g_autoptr (GPtrArray) lines = jr_decision_missing_get_lines (missing);
  g_autofree char      *text = jr_decision_rules_join (lines);

  if (self->is_restoring)
    return;
  jr_desk_set_draft (self->desk, self->case_id, "missing", text);
  show_suggestions (self);
  show_fault (self, NULL, FALSE);
}

static void
on_marks_edited (JrMarkBoard *board, JrDecisionPanel *self)
{
  g_autofree char *text = jr_mark_draft_to_text (jr_mark_board_get_drafts (board));

  jr_desk_set_draft (self->desk, self->case_id, "marks", text);
}

static void
show_marks (JrDecisionPanel *self)
{
  g_autofree char *words =
    jr_decision_words_for_marks (jr_mark_board_get_drafts (self->board)->len);

  gtk_label_set_label (self->marks, words);
}

static void
restore_drafts (JrDecisionPanel *self)
{
  g_autofree char      *opinion = jr_desk_get_draft (self->desk, self->case_id, "opinion");
  g_autofree char      *missing = jr_desk_get_draft (self->desk, self->case_id, "missing");
  g_autofree char      *marks = jr_desk_get_draft (self->desk, self->case_id, "marks");
  g_autoptr (GPtrArray) lines = jr_decision_rules_split (missing);

  self->is_restoring = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->opinion),
                            opinion != NULL ? opinion : "", -1);
  jr_decision_missing_set_lines (self->missing, lines);
  gtk_widget_set_visible (GTK_WIDGET (self->missing), lines->len > 0);
  jr_mark_board_restore (self->board, marks);
  self->is_restoring = FALSE;
}

static void
clear_drafts (JrDecisionPanel *self)
{
  jr_desk_clear_drafts (self->desk, self->case_id);
  jr_mark_board_clear (self->board);
  jr_mark_board_set_intent (self->board, JR_DECISION_APPROVE);
  restore_drafts (self);
}

static void
show_recall (JrDecisionPanel *self)
{
  g_autofree char *label = jr_decision_words_for_recall (self->file->state, jr_time_now ());

  gtk_button_set_label (self->recall, label);
}

static gboolean
on_second_passed (gpointer data)
{
  JrDecisionPanel *self = data;

  show_recall (self);
  if (jr_decision_rules_get_recall_left (self->file->state, jr_time_now ()) > 0)
    return G_SOURCE_CONTINUE;
  self->countdown_id = 0;
  return G_SOURCE_REMOVE;
}

/* Whether there is something typed that nobody else has seen; marks are made again in a moment. */
static gboolean
has_unsent (JrDecisionPanel *self)
{
  g_autofree char      *opinion = get_opinion (self);
  g_autoptr (GPtrArray) missing = jr_decision_missing_get_lines (self->missing);

  return *opinion != '\0' || missing->len > 0;
}

static void
update (JrDecisionPanel *self)
{
  g_autofree char *words = NULL;
  gboolean         is_writable;

  if (self->file == NULL)
    return;
  self->state =
    jr_decision_rules_get_state (self->file->state, jr_desk_get_me (self->desk), jr_time_now ());
  words = jr_decision_words_for_state (self->file->state, self->state,
                                       jr_desk_find_queued (self->desk, self->case_id),
                                       jr_desk_get_me (self->desk), jr_time_now ());
  is_writable = jr_panel_state_can_decide (self->state);
  gtk_label_set_label (self->state_words, words);
  gtk_widget_set_visible (self->claim, jr_decision_panel_can_claim (self));
  gtk_widget_set_visible (self->release, self->state == JR_PANEL_MINE);
  gtk_widget_set_visible (self->form, is_writable || has_unsent (self));
  gtk_text_view_set_editable (self->opinion, is_writable);
  gtk_widget_set_visible (self->unsent, !is_writable);
  gtk_widget_set_visible (GTK_WIDGET (self->phrases), is_writable);
  gtk_widget_set_visible (self->marks_row, is_writable);
  gtk_widget_set_visible (self->decisions, is_writable);
  gtk_widget_set_visible (self->done, !is_writable || self->sending == QUEUED);
  gtk_widget_set_visible (GTK_WIDGET (self->recall), self->state == JR_PANEL_RECALLABLE);
  gtk_widget_set_sensitive (self->form, self->sending == SENDING_NOTHING);
  show_recall (self);
  if (self->countdown_id == 0 &&
      jr_decision_rules_get_recall_left (self->file->state, jr_time_now ()) > 0)
    self->countdown_id = g_timeout_add_seconds (1, on_second_passed, self);
  show_marks (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
jr_decision_panel_dispose (GObject *object)
{
  JrDecisionPanel *self = JR_DECISION_PANEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->countdown_id, g_source_remove);
  g_clear_object (&self->desk);
  g_clear_object (&self->board);
  g_clear_pointer (&self->case_id, g_free);
  g_clear_pointer (&self->file, jr_case_file_unref);
  G_OBJECT_CLASS (jr_decision_panel_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, title);
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, state_words);
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, claim);
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, release);
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, form);
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, opinion_frame);
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, opinion);
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, phrases);
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, missing);
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, marks);
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, marks_row);
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, fault_box);
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, fault);
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, look_again);
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, decisions);
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, done);
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, recall);
  gtk_widget_class_bind_template_child (klass, JrDecisionPanel, unsent);
  gtk_widget_class_bind_template_callback (klass, on_missing_changed);
}

static void
jr_decision_panel_class_init (JrDecisionPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (JR_TYPE_DECISION_MISSING);
  G_OBJECT_CLASS (klass)->dispose = jr_decision_panel_dispose;
  signals[CHANGED] = g_signal_new ("changed", JR_TYPE_DECISION_PANEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[TOLD] = g_signal_new ("told", JR_TYPE_DECISION_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[RELOAD] = g_signal_new ("reload", JR_TYPE_DECISION_PANEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/jointreview/JointReview/jr-decision-panel.ui");
  bind_children (widget_class);
}

static void
jr_decision_panel_init (JrDecisionPanel *self)
{
  g_autoptr (GMenuModel) menu = jr_decision_words_make_phrases ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_menu_button_set_menu_model (self->phrases, menu);
  g_signal_connect (gtk_text_view_get_buffer (self->opinion), "changed",
                    G_CALLBACK (on_opinion_changed), self);
}

void
jr_decision_panel_set_up (JrDecisionPanel *self,
                          JrDesk          *desk,
                          JrMarkBoard     *board,
                          const char      *case_id)
{
  const JrActor   *me = jr_desk_get_me (desk);
  g_autofree char *title = NULL;

  self->desk = g_object_ref (desk);
  self->board = g_object_ref (board);
  self->case_id = g_strdup (case_id);
  g_signal_connect_object (board, "edited", G_CALLBACK (on_marks_edited), self, 0);
  g_signal_connect_object (board, "changed", G_CALLBACK (show_marks), self, G_CONNECT_SWAPPED);
  title = jr_decision_words_for_title (
    me == NULL ? NULL : jr_desk_get_department_name (desk, me->department));
  gtk_label_set_label (self->title, title);
  restore_drafts (self);
}

/* An accepted decision has taken its drafts along. */
static void
read_outbox (JrDecisionPanel *self)
{
  gboolean is_queued = jr_desk_find_queued (self->desk, self->case_id) != NULL;

  if (self->sending == SENDING)
    return;
  if (self->sending == QUEUED && !is_queued)
    restore_drafts (self);
  self->sending = is_queued ? QUEUED : SENDING_NOTHING;
}

/* Why what was queued did not go; who was faster says it best. */
static void
tell_refused (JrDecisionPanel *self)
{
  const JrOutboxEntry *refused = jr_desk_find_refused (self->desk, self->case_id);
  g_autofree char     *words = NULL;

  if (refused == NULL || refused->command->number == self->told || self->sending == SENDING)
    return;
  self->told = refused->command->number;
  if (!jr_panel_state_can_decide (self->state))
    words = jr_decision_words_for_overtaken (self->file->state, jr_desk_get_me (self->desk),
                                             jr_time_now ());
  if (words == NULL)
    words = jr_desk_describe_problem (self->desk, refused->answer->problem);
  show_fault (self, words, FALSE);
}

/* Somebody else was faster while the form was open, or has given the case back. */
static void
tell_overtaken (JrDecisionPanel *self, JrPanelState before)
{
  g_autofree char *words = NULL;

  if (jr_panel_state_can_decide (before) == jr_panel_state_can_decide (self->state) ||
      self->sending != SENDING_NOTHING)
    return;
  if (!jr_panel_state_can_decide (self->state))
    words = jr_decision_words_for_overtaken (self->file->state, jr_desk_get_me (self->desk),
                                             jr_time_now ());
  show_fault (self, words, FALSE);
}

void
jr_decision_panel_show (JrDecisionPanel *self, const JrCaseFile *file)
{
  g_autoptr (JrCaseFile) taken = jr_case_file_ref (file);
  gboolean               is_first = self->file == NULL;
  JrPanelState           before = self->state;

  g_clear_pointer (&self->file, jr_case_file_unref);
  self->file = g_steal_pointer (&taken);
  read_outbox (self);
  show_suggestions (self);
  update (self);
  if (!is_first)
    tell_overtaken (self, before);
  tell_refused (self);
}

gboolean
jr_decision_panel_can_claim (JrDecisionPanel *self)
{
  return self->file != NULL && self->sending == SENDING_NOTHING &&
         jr_panel_state_can_claim (self->state);
}

gboolean
jr_decision_panel_can_release (JrDecisionPanel *self)
{
  return self->file != NULL && self->sending == SENDING_NOTHING && self->state == JR_PANEL_MINE;
}

gboolean
jr_decision_panel_can_decide (JrDecisionPanel *self)
{
  return self->file != NULL && self->sending == SENDING_NOTHING &&
         jr_panel_state_can_decide (self->state);
}

gboolean
jr_decision_panel_can_recall (JrDecisionPanel *self)
{
  return self->file != NULL && self->sending == SENDING_NOTHING &&
         self->state == JR_PANEL_RECALLABLE;
}

static void
tell_success (JrDecisionPanel *self)
{
  const char *word = jr_opinion_word_for_decision (self->sending_decision);

  if (self->sending_kind == JR_COMMAND_DECIDE)
    g_signal_emit (self, signals[TOLD], 0, word, TRUE);
  else if (self->sending_kind == JR_COMMAND_RECALL)
    g_signal_emit (self, signals[TOLD], 0, _ ("Decision taken back"), FALSE);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (JrDecisionPanel) self = data;
  g_autoptr (GError)          error = NULL;
  g_autoptr (JrAnswer)        answer = jr_desk_send_finish (JR_DESK (source), result, &error);
  g_autofree char            *words = NULL;

  if (g_cancellable_is_cancelled (self->cancellable) || self->desk == NULL)
    {
      /* The page was left; the desk goes on with the command. */
      if (answer != NULL)
        jr_desk_pass_on_refusal (JR_DESK (source), answer);
      return;
    }
  self->sending = SENDING_NOTHING;
  if (answer != NULL && answer->problem == NULL)
    {
      if (self->sending_kind == JR_COMMAND_DECIDE)
        clear_drafts (self);
      show_fault (self, NULL, FALSE);
      tell_success (self);
    }
  else if (answer != NULL)
    {
      words = jr_desk_describe_problem (self->desk, answer->problem);
      show_fault (self, words, TRUE);
      jr_desk_forget_refused (self->desk, answer->number);
    }
  else if (g_error_matches (error, JR_SYNC_ERROR, JR_ERROR_OFFLINE))
    self->sending = QUEUED;
  else
    {
      words = jr_desk_describe_error (self->desk, error);
      show_fault (self, words, FALSE);
    }
  update (self);
  g_signal_emit (self, signals[RELOAD], 0);
}

static void
send (JrDecisionPanel *self, JrCommandKind kind, JrDecision *decision)
{
  g_autoptr (JrCommand) command = jr_command_new (&(JrCommand){
    .kind = kind,
    .case_id = self->case_id,
    .seen_version = self->file->state->version,
    .decision = decision,
  });

  self->sending = SENDING;
  self->sending_kind = kind;
  if (decision != NULL)
    self->sending_decision = decision->kind;
  show_fault (self, NULL, FALSE);
  update (self);
  jr_desk_send_async (self->desk, command, NULL, on_sent, g_object_ref (self));
}

void
jr_decision_panel_claim (JrDecisionPanel *self)
{
  if (jr_decision_panel_can_claim (self))
    send (self, JR_COMMAND_CLAIM, NULL);
}

void
jr_decision_panel_release (JrDecisionPanel *self)
{
  if (jr_decision_panel_can_release (self))
    send (self, JR_COMMAND_RELEASE, NULL);
}

void
jr_decision_panel_recall (JrDecisionPanel *self)
{
  if (jr_decision_panel_can_recall (self))
    send (self, JR_COMMAND_RECALL, NULL);
}

/* FALSE: said what is lacking. */
static gboolean
check (JrDecisionPanel *self, JrDecisionKind kind, const char *opinion, GPtrArray *missing)
{
  switch (jr_decision_rules_check (kind, opinion, missing))
    {
    case JR_DECISION_FAULT_NEEDS_REASONS:
      show_fault (self, _ ("A rejection must give its reasons. Write them in your opinion."),
                  FALSE);
      gtk_widget_add_css_class (self->opinion_frame, "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->opinion));
      return FALSE;
    case JR_DECISION_FAULT_NEEDS_MISSING:
      /* Who asks for the list the first time has made no mistake. */
      if (gtk_widget_get_visible (GTK_WIDGET (self->missing)))
        show_fault (self, _ ("List what is missing: the applicant gets one complete notice."),
                    FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->missing), TRUE);
      jr_decision_missing_grab_focus (self->missing);
      return FALSE;
    case JR_DECISION_FAULT_TOO_LONG:
      show_fault (self, _ ("The opinion is too long."), FALSE);
      gtk_widget_grab_focus (GTK_WIDGET (self->opinion));
      return FALSE;
    case JR_DECISION_FAULT_NONE:
    default:
      return TRUE;
    }
}

void
jr_decision_panel_decide (JrDecisionPanel *self, JrDecisionKind kind)
{
  g_autofree char       *text = get_opinion (self);
  g_autofree char       *opinion = jr_decision_rules_strip (text);
  g_autoptr (GPtrArray)  missing = jr_decision_missing_get_lines (self->missing);
  g_autoptr (GPtrArray)  marks = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_stamp_unref);
  g_autoptr (JrDecision) decision = NULL;

  if (!jr_decision_panel_can_decide (self))
    return;
  jr_mark_board_set_intent (self->board, kind);
  show_fault (self, NULL, FALSE);
  if (!check (self, kind, opinion, missing))
    return;
  g_ptr_array_extend (marks, jr_mark_board_get_drafts (self->board), (GCopyFunc) jr_stamp_ref,
                      NULL);
  decision = jr_decision_new (&(JrDecision){
    .kind = kind,
    .opinion = opinion,
    .missing = kind == JR_DECISION_RETURN ? missing : NULL,
    .stamps = marks,
  });
  send (self, JR_COMMAND_DECIDE, decision);
}

void
jr_decision_panel_discard (JrDecisionPanel *self)
{
  clear_drafts (self);
  show_fault (self, NULL, FALSE);
  update (self);
}

void
jr_decision_panel_insert_phrase (JrDecisionPanel *self, const char *phrase)
{
  GtkTextBuffer   *buffer = gtk_text_view_get_buffer (self->opinion);
  g_autofree char *text = get_opinion (self);

  if (*text != '\0' && !g_str_has_suffix (text, "\n"))
    gtk_text_buffer_insert_at_cursor (buffer, "\n", -1);
  gtk_text_buffer_insert_at_cursor (buffer, phrase, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->opinion));
}

void
jr_decision_panel_add_missing (JrDecisionPanel *self, const char *line)
{
  jr_decision_missing_add (self->missing, line);
}

void
jr_decision_panel_write_opinion (JrDecisionPanel *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->opinion));
}

void
jr_decision_panel_look_again (JrDecisionPanel *self)
{
  show_fault (self, NULL, FALSE);
  g_signal_emit (self, signals[RELOAD], 0);
}
