/* jr-delivery-table.h: which results have gone out to which target
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-database.h"
#include "jr-time.h"

G_BEGIN_DECLS

typedef enum
{
  JR_DELIVERY_WAITING,
  JR_DELIVERY_DONE,   /* the target has said so */
  JR_DELIVERY_FAILED, /* tried as often as it is tried; jr_delivery_table_redeliver() begins anew */
} JrDeliveryState;

#define JR_N_DELIVERY_STATES 3

const char *jr_delivery_state_to_string (JrDeliveryState state);

/** JrDeliveryEntry: one result for one target. */
typedef struct
{
  gint64          webhook;
  gint64          sequence; /* of its event in the log */
  char           *case_id;
  char           *case_number;
  JrDeliveryState state;
  guint           attempts;
  JrTime          due_at;
  JrTime          tried_at; /* 0 before the first attempt */
  char           *fault;    /* of the last attempt, or NULL */
} JrDeliveryEntry;

void jr_delivery_entry_free (JrDeliveryEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrDeliveryEntry, jr_delivery_entry_free)

/* In the transaction that appends the event: one row for each target that wants the results of this window. */
gboolean jr_delivery_table_add (JrDatabase *database,
                                gint64      sequence,
                                const char *case_id,
                                const char *window,
                                JrTime      now,
                                GError    **error);

/* (element-type JrDeliveryEntry) of one target, due longest first; of each case only the first that waits, so that they
 * arrive in their order. */
GPtrArray *jr_delivery_table_list_due (JrDatabase *database,
                                       gint64      webhook,
                                       JrTime      now,
                                       guint       limit,
                                       GError    **error);
/* When the next one after @now is due; 0 when none is. */
gboolean jr_delivery_table_get_next_due (JrDatabase *database,
                                         gint64      webhook,
                                         JrTime      now,
                                         JrTime     *out_at,
                                         GError    **error);
/* After an attempt. @due_at: of the next one, when it goes on waiting. Does not mind when it does not wait any more. */
gboolean jr_delivery_table_settle (JrDatabase     *database,
                                   gint64          webhook,
                                   gint64          sequence,
                                   JrDeliveryState state,
                                   JrTime          due_at,
                                   JrTime          now,
                                   const char     *fault,
                                   GError        **error);

/* Begins anew, as if it had never been tried, whatever became of it. JR_ERROR_NOT_FOUND when there is none. */
gboolean jr_delivery_table_redeliver (JrDatabase *database,
                                      gint64      webhook,
                                      gint64      sequence,
                                      JrTime      now,
                                      GError    **error);
gboolean jr_delivery_table_redeliver_failed (JrDatabase *database,
                                             JrTime      now,
                                             gint64     *out_count,
                                             GError    **error);

/* (element-type JrDeliveryEntry) the newest results first. */
GPtrArray *
jr_delivery_table_list (JrDatabase *database, gboolean only_failed, guint limit, GError **error);
gboolean jr_delivery_table_count (JrDatabase     *database,
                                  gint64          webhook,
                                  JrDeliveryState state,
                                  gint64         *out_count,
                                  GError        **error);
/* Of all targets; those that are DONE are too many to be counted. */
gboolean jr_delivery_table_count_all (JrDatabase     *database,
                                      JrDeliveryState state,
                                      gint64         *out_count,
                                      GError        **error);

/* How long a delivery that the target has taken stays in the table. One that has failed stays until it is redelivered or
 * its target is removed, since nobody else knows of it. */
#define JR_DELIVERY_KEPT (G_GINT64_CONSTANT (90) * 24 * 60 * 60 * JR_TIME_SECOND)

typedef struct
{
  gint64 webhook;
  gint64 sequence;
} JrDeliveryKey;

/* (element-type JrDeliveryKey) those that are DONE since before @before; may look at many. */
GArray *
jr_delivery_table_find_old (JrDatabase *database, JrTime before, guint limit, GError **error);
/* Those of them that still are. @out_count (nullable): how many. */
gboolean jr_delivery_table_remove_old (JrDatabase *database,
                                       GArray     *keys,
                                       JrTime      before,
                                       guint      *out_count,
                                       GError    **error);

G_END_DECLS
