/* jr-case-table.h: the projection of the log: where each case stands now
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-case.h"
#include "jr-command.h"
#include "jr-database.h"
#include "jr-event.h"

G_BEGIN_DECLS

/* All return JR_ERROR_NOT_FOUND when there is no such case. */
JrCase *jr_case_table_load (JrDatabase *database, const char *id, GError **error);
JrCase *jr_case_table_load_by_number (JrDatabase *database, const char *number, GError **error);
/* Reduces @event over the stored state and stores the result; @out_next (nullable) (transfer full) is the new state.
 * @sequence is remembered so that a reader knows how far the projection goes. */
gboolean jr_case_table_apply (JrDatabase    *database,
                              const JrEvent *event,
                              gint64         sequence,
                              JrCase       **out_next,
                              GError       **error);
/* The same for all events of one command, written once. @current: (nullable): the stored state, as it was loaded in this
 * transaction; @sequence is that of the last event. */
gboolean jr_case_table_apply_all (JrDatabase   *database,
                                  const JrCase *current,
                                  GPtrArray    *events,
                                  gint64        sequence,
                                  JrCase      **out_next,
                                  GError      **error);
/* The desk: a case from a snapshot, with the masked name of its applicant. */
gboolean jr_case_table_put (JrDatabase   *database,
                            const JrCase *state,
                            const char   *applicant,
                            GError      **error);
gboolean jr_case_table_set_applicant (JrDatabase *database,
                                      const char *case_id,
                                      const char *masked_name,
                                      GError    **error);
char    *jr_case_table_get_applicant (JrDatabase *database, const char *case_id);
/* Forgets all cases: before a snapshot. */
gboolean jr_case_table_clear (JrDatabase *database, GError **error);

typedef enum
{
  JR_CASE_FILTER_ALL,
  JR_CASE_FILTER_PENDING,    /* in review or awaiting supplement or decided but not pushed */
  JR_CASE_FILTER_DEPARTMENT, /* pending with an open or claimed review of @department */
  JR_CASE_FILTER_MINE,       /* claimed by @user */
  JR_CASE_FILTER_SUPPLEMENT,
  JR_CASE_FILTER_CONCLUDED, /* delivered or withdrawn */
  JR_CASE_FILTER_PUSH_DUE,  /* push due at or before @now */
  JR_CASE_FILTER_PUSH_FAR,  /* push due after @now */
} JrCaseFilterKind;

typedef struct
{
  JrCaseFilterKind kind;
  const char      *department;
  const char      *user;
  JrTime           now;
  const char      *search; /* number, item name or masked applicant contains it; NULL for all */
} JrCaseFilter;

/* (element-type utf8) ids, oldest submission first; keyset paging by @after_id (NULL to begin). */
GPtrArray *jr_case_table_list (JrDatabase         *database,
                               const JrCaseFilter *filter,
                               const char         *after_id,
                               guint               limit,
                               GError            **error);
gint64     jr_case_table_count (JrDatabase *database, const JrCaseFilter *filter, GError **error);
/* When the first push after @now is due; 0 when none waits. */
gboolean
jr_case_table_get_next_push (JrDatabase *database, JrTime now, JrTime *out_at, GError **error);
/* The room's pattern with date and a running number that never repeats: NW-20261124-00031. In the caller's
 * transaction. */
char *
jr_case_table_next_number (JrDatabase *database, const char *room_code, JrTime now, GError **error);

/* Personal values, outside the log so that they can be erased. The hash that stands in the log is
 * SHA-256 (salt ‖ name ‖ NUL ‖ id number ‖ NUL ‖ phone). */
char    *jr_person_hash (const JrApplicant *applicant, const char *salt);
gboolean jr_person_put (JrDatabase        *database,
                        const char        *case_id,
                        const JrApplicant *applicant,
                        const char        *salt,
                        GError           **error);
/* JR_ERROR_NOT_FOUND when there is none, or no longer. */
JrApplicant *jr_person_load (JrDatabase *database, const char *case_id, GError **error);
/* When the law asks for it: the values and the masked name are gone, the log stays whole. In the caller's transaction. */
gboolean jr_person_erase (JrDatabase *database, const char *case_id, GError **error);

G_END_DECLS
