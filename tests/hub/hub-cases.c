/* hub-cases.c: what people do with cases, by a real hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "hub-cases.h"

#include "jr-id.h"
#include "test-slowness.h"

#define PATIENCE_US (20 * G_TIME_SPAN_SECOND)

JrAnswer *
hub_send (JrTestHub *hub, const char *user, const JrCommand *fields)
{
  g_autoptr (JrHubClient) client = jr_test_hub_new_client (hub, user);
  g_autofree char        *id = jr_id_new ();
  JrCommand               command = *fields;
  g_autoptr (GPtrArray)   commands =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_command_unref);
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GError)    error = NULL;

  command.client = id;
  command.number = 1;
  g_ptr_array_add (commands, jr_command_new (&command));
  answers = jr_hub_client_send (client, commands, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answers->len, ==, 1);
  return jr_answer_ref (answers->pdata[0]);
}

void
hub_do (JrTestHub *hub, const char *user, const JrCommand *fields)
{
  g_autoptr (JrAnswer) answer = hub_send (hub, user, fields);

  if (answer->problem != NULL)
    g_error ("%s: %s (%s)", jr_command_kind_to_string (fields->kind), answer->problem->title,
             answer->problem->detail);
}

char *
hub_submit (JrTestHub *hub, const char *item, GPtrArray *documents)
{
  g_autoptr (JrApplicant) applicant = jr_applicant_new (
    &(JrApplicant){ .name = (char *) "张伟", .id_number = (char *) "990307199001011234" });
  char *id = jr_id_new ();

  hub_do (hub, "window1",
          &(JrCommand){ .kind = JR_COMMAND_SUBMIT,
                        .case_id = id,
                        .item_code = (char *) item,
                        .applicant = applicant,
                        .documents = documents });
  return id;
}

char *
hub_submit_small (JrTestHub *hub, const char *item)
{
  g_autoptr (GPtrArray) documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);

  g_ptr_array_add (documents, jr_test_hub_put_pdf (hub, 1, "small"));
  return hub_submit (hub, item, documents);
}

void
hub_comment (JrTestHub *hub, const char *user, const char *case_id, const char *text)
{
  hub_do (hub, user,
          &(JrCommand){
            .kind = JR_COMMAND_COMMENT, .case_id = (char *) case_id, .text = (char *) text });
}

JrCaseFile *
hub_load_case (JrTestHub *hub, const char *case_id)
{
  g_autoptr (JrHubClient) client = jr_test_hub_new_client (hub, "zhou");
  g_autoptr (GError)      error = NULL;
  JrCaseFile             *file = jr_hub_client_load_case (client, case_id, NULL, &error);

  g_assert_no_error (error);
  return file;
}

static GPtrArray *
new_stamps (GPtrArray *documents, gint64 x_um)
{
  GPtrArray *stamps = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_stamp_unref);

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    g_ptr_array_add (stamps, jr_stamp_new (
                               &(JrStamp){ .sha256 = ((JrDocument *) documents->pdata[i])->sha256,
                                           .page = 0,
                                           .x_um = x_um,
                                           .y_um = 20000,
                                           .width_um = JR_STAMP_DEFAULT_UM,
                                           .height_um = JR_STAMP_DEFAULT_UM }));
  return stamps;
}

void
hub_decide (JrTestHub     *hub,
            const char    *user,
            const char    *case_id,
            JrDecisionKind kind,
            GPtrArray     *documents,
            gint64         x_um)
{
  g_autoptr (JrCaseFile) file = hub_load_case (hub, case_id);
  g_autoptr (GPtrArray)  stamps = new_stamps (documents, x_um);
  g_autoptr (GPtrArray)  missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JrDecision) decision = NULL;

  if (kind == JR_DECISION_RETURN)
    g_ptr_array_add (missing, g_strdup ("租赁合同"));
  decision = jr_decision_new (&(JrDecision){
    .kind = kind, .opinion = (char *) "按规定办理", .missing = missing, .stamps = stamps });
  hub_do (hub, user,
          &(JrCommand){ .kind = JR_COMMAND_DECIDE,
                        .case_id = (char *) case_id,
                        .seen_version = file->state->version,
                        .decision = decision });
}

JrCaseFile *
hub_wait_for_push (JrTestHub *hub, const char *case_id)
{
  gint64 until = g_get_monotonic_time () + get_slowness () * PATIENCE_US;

  while (TRUE)
    {
      g_autoptr (JrCaseFile) file = hub_load_case (hub, case_id);

      if (file->state->push == JR_PUSH_SENT)
        return g_steal_pointer (&file);
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      g_usleep (50 * G_TIME_SPAN_MILLISECOND);
    }
}

guint
hub_count_events (const JrCaseFile *file, JrEventKind kind)
{
  guint n = 0;

  for (guint i = 0; i < file->events->len; i++)
    n += ((JrEvent *) file->events->pdata[i])->kind == kind;
  return n;
}
