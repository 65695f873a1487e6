/* jr-frame.c: what travels in snapshot and feed
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-frame.h"

#include "jr-form-private.h"
#include "jr-json.h"

/* Of the text of a cursor; see jr-cursor.h. */
#define CURSOR_LENGTH_MAXIMUM 120

static void
copy (JrFrame *self)
{
  self->cursor = g_strdup (self->cursor);
  self->event_json = g_strdup (self->event_json);
  self->event = self->event != NULL ? jr_event_ref (self->event) : NULL;
  self->state = self->state != NULL ? jr_case_ref (self->state) : NULL;
  self->applicant = g_strdup (self->applicant);
}

static void
clear (JrFrame *self)
{
  g_free (self->cursor);
  g_free (self->event_json);
  g_clear_pointer (&self->event, jr_event_unref);
  g_clear_pointer (&self->state, jr_case_unref);
  g_free (self->applicant);
}

JR_DEFINE_RECORD (JrFrame, jr_frame, copy, clear)

static const JrField frame_fields[] = {
  JR_FIELD (JrFrame, cursor, LABEL, JR_FIELD_OPTIONAL, .maximum = CURSOR_LENGTH_MAXIMUM),
  JR_FIELD (JrFrame, event, RECORD, JR_FIELD_OPTIONAL, .form = &jr_event_form),
  { .member = "case",
    .type = JR_FIELD_RECORD,
    .offset = G_STRUCT_OFFSET (JrFrame, state),
    JR_FIELD_OPTIONAL,
    .form = &jr_case_form },
  JR_FIELD (JrFrame, applicant, LABEL, JR_FIELD_OPTIONAL, .maximum = JR_NAME_MAXIMUM),
  { .member = "end",
    .type = JR_FIELD_FLAG,
    .offset = G_STRUCT_OFFSET (JrFrame, is_end),
    JR_FIELD_OPTIONAL },
};

static gboolean
check (gconstpointer record, GError **error)
{
  const JrFrame *frame = record;

  if (frame->event != NULL && (frame->state != NULL || frame->cursor == NULL))
    return jr_form_fail ("“event” must come with “cursor” and without “case”", error);
  return TRUE;
}

const JrForm jr_frame_form = {
  .what = "frame",
  .size = sizeof (JrFrame),
  .fields = frame_fields,
  .n_fields = G_N_ELEMENTS (frame_fields),
  .create = JR_FORM_CREATE (jr_frame_new),
  .unref = (GDestroyNotify) jr_frame_unref,
  .check = check,
};

JsonNode *
jr_frame_write (const JrFrame *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return jr_form_write (&jr_frame_form, self);
}

char *
jr_frame_to_text (const JrFrame *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return jr_form_to_text (&jr_frame_form, self);
}

JrFrame *
jr_frame_read (JsonNode *node, GError **error)
{
  JrFrame *self = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  self = jr_form_read (&jr_frame_form, node, error);
  /* Nobody else has it yet. */
  if (self != NULL && self->event != NULL)
    self->event_json =
      jr_json_to_canonical (json_object_get_member (json_node_get_object (node), "event"));
  return self;
}
