/* store-cases.c: cases as the hub would write them, without a hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "store-cases.h"

#include "jr-case-table.h"
#include "jr-error.h"
#include "jr-id.h"
#include "jr-log.h"

#include <string.h>

#define SCAN "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
/* Of 张伟 with the number 440307199001011234, no phone, and the salt "salt". */
#define APPLICANT_HASH "770de66aa185a59dbbfb6af66f259c54dbf3db4c7ae89e18aac958f27d3ef3bd"

static GHashTable *
names (void)
{
  static GHashTable *ids_to_names;

  if (ids_to_names == NULL)
    ids_to_names = g_hash_table_new (g_str_hash, g_str_equal);
  return ids_to_names;
}

const char *
case_id (const char *name)
{
  g_autofree char *digest = jr_sha256_of (name, strlen (name));
  g_autofree char *id = g_strdup_printf ("%.8s-%.4s-4%.3s-8%.3s-%.12s", digest, digest + 8,
                                         digest + 12, digest + 15, digest + 18);
  const char      *kept = g_intern_string (id);

  g_hash_table_insert (names (), (gpointer) kept, (gpointer) g_intern_string (name));
  return kept;
}

const char *
case_name (const char *id)
{
  return g_hash_table_lookup (names (), id);
}

void
create_room (Place *place)
{
  const JrDepartment departments[] = {
    { .code = (char *) "HR", .name = (char *) "人力资源和社会保障" },
    { .code = (char *) "MK", .name = (char *) "市场监督" },
  };
  g_autoptr (GError) error = NULL;

  jr_log_create (place->database, "NW", "南湾街道联审室", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (departments); i++)
    {
      g_autoptr (JrDepartment) department = jr_department_new (&departments[i]);

      jr_log_add_department (place->database, department, &error);
      g_assert_no_error (error);
    }
}

static guint
next_version (Place *place, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JrCase) state = jr_case_table_load (place->database, id, &error);

  if (state == NULL)
    g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
  return state == NULL ? 1 : state->version + 1;
}

static void
happen (Place *place, const char *name, JrEvent fields)
{
  g_autoptr (JrActor)    by = jr_actor_new (&(JrActor){ .user = (char *) "wangmin",
                                                        .name = (char *) "王敏",
                                                        .role = JR_ROLE_REVIEWER,
                                                        .department = (char *) "HR" });
  g_autoptr (GPtrArray)  events = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_event_unref);
  g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;
  g_autoptr (GError)     error = NULL;
  gint64                 sequence = 0;

  fields.schema = 1;
  fields.case_id = (char *) case_id (name);
  fields.case_version = next_version (place, fields.case_id);
  if (fields.at == 0)
    fields.at = MORNING + fields.case_version * JR_TIME_MINUTE;
  if (fields.by == NULL)
    fields.by = by;
  g_ptr_array_add (events, jr_event_new (&fields));

  jr_transaction_begin (&txn, place->database, &error);
  g_assert_no_error (error);
  jr_log_append (place->database, events, &sequence, &error);
  g_assert_no_error (error);
  jr_case_table_apply (place->database, g_ptr_array_index (events, 0), sequence, NULL, &error);
  g_assert_no_error (error);
  jr_transaction_commit (&txn, &error);
  g_assert_no_error (error);
}

void
submit_case (Place *place, const char *name, const char *number, const char *item_name, JrTime at)
{
  g_autoptr (JrActor)    counter = jr_actor_new (&(JrActor){ .user = (char *) "window-3",
                                                             .name = (char *) "综合窗口",
                                                             .role = JR_ROLE_COUNTER,
                                                             .window = (char *) "3" });
  g_autoptr (JrDocument) scan = jr_document_new (
    &(JrDocument){ .sha256 = (char *) SCAN, .name = (char *) "申请表.pdf", .size = 3 });
  g_autoptr (GPtrArray) documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);
  g_autoptr (GPtrArray) stages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_ptr_array_add (documents, jr_document_ref (scan));
  g_ptr_array_add (stages, g_strsplit ("HR MK", " ", -1));
  happen (place, name,
          (JrEvent){ .kind = JR_EVENT_CASE_SUBMITTED,
                     .at = at,
                     .by = counter,
                     .number = (char *) number,
                     .item_code = (char *) "440307-0231",
                     .item_name = (char *) item_name,
                     .item_version = 1,
                     .window = (char *) "3",
                     .applicant_hash = (char *) APPLICANT_HASH,
                     .stages = stages,
                     .documents = documents });
  happen (place, name,
          (JrEvent){ .kind = JR_EVENT_STAGE_OPENED, .stage = 0, .at = at, .by = counter });
}

void
claim_review (Place *place, const char *name, const char *department, const char *user)
{
  g_autoptr (JrActor) by = jr_actor_new (&(JrActor){ .user = (char *) user,
                                                     .name = (char *) user,
                                                     .role = JR_ROLE_REVIEWER,
                                                     .department = (char *) department });

  happen (place, name,
          (JrEvent){ .kind = JR_EVENT_REVIEW_CLAIMED,
                     .by = by,
                     .department = (char *) department,
                     .until = MORNING + 8 * JR_TIME_HOUR });
}

void
decide_review (Place *place, const char *name, const char *department, JrDecisionKind kind)
{
  g_autoptr (JrActor)    by = jr_actor_new (&(JrActor){ .user = (char *) "lina",
                                                        .name = (char *) "李娜",
                                                        .role = JR_ROLE_REVIEWER,
                                                        .department = (char *) department });
  g_autoptr (GPtrArray)  missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JrDecision) decision = NULL;

  if (kind == JR_DECISION_RETURN)
    g_ptr_array_add (missing, g_strdup ("身份证复印件"));
  decision = jr_decision_new (&(JrDecision){ .kind = kind,
                                             .opinion = (char *) "材料已核",
                                             .missing = missing,
                                             .by = by,
                                             .at = MORNING + JR_TIME_HOUR });
  happen (place, name,
          (JrEvent){ .kind = JR_EVENT_REVIEW_DECIDED,
                     .by = by,
                     .department = (char *) department,
                     .at = MORNING + JR_TIME_HOUR,
                     .decision = decision });
}

void
request_supplement (Place *place, const char *name)
{
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) notice =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_notice_line_unref);

  g_ptr_array_add (missing, g_strdup ("身份证复印件"));
  g_ptr_array_add (notice, jr_notice_line_new (
                             &(JrNoticeLine){ .department = (char *) "MK", .missing = missing }));
  happen (place, name,
          (JrEvent){ .kind = JR_EVENT_SUPPLEMENT_REQUESTED,
                     .until = MORNING + 2 * JR_TIME_HOUR,
                     .notice = notice });
}

void
decide_case (Place *place, const char *name, JrTime push_at)
{
  happen (place, name,
          (JrEvent){
            .kind = JR_EVENT_CASE_DECIDED, .until = push_at, .outcome = JR_OUTCOME_APPROVED });
}

void
push_result (Place *place, const char *name)
{
  g_autoptr (JrActor) hub = jr_actor_new (
    &(JrActor){ .user = (char *) "hub", .name = (char *) "hub", .role = JR_ROLE_HUB });

  happen (place, name, (JrEvent){ .kind = JR_EVENT_RESULT_PUSHED, .by = hub });
}

void
withdraw_case (Place *place, const char *name)
{
  happen (place, name, (JrEvent){ .kind = JR_EVENT_CASE_WITHDRAWN, .text = (char *) "申请人改期" });
}

void
comment_case (Place *place, const char *name, const char *text)
{
  happen (place, name, (JrEvent){ .kind = JR_EVENT_CASE_COMMENTED, .text = (char *) text });
}
