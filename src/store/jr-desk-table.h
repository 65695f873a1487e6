/* jr-desk-table.h: what only a client keeps: outbox, drafts, its place in the feed
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-answer.h"
#include "jr-command.h"
#include "jr-database.h"
#include "jr-room.h"

G_BEGIN_DECLS

/* The id of this installation, made at the first call. */
char *jr_desk_table_get_client (JrDatabase *database, GError **error);

/* Small settings of the local copy: "cursor", "room" (JSON), "url", "user". NULL value removes. */
gboolean
      jr_desk_table_set (JrDatabase *database, const char *name, const char *value, GError **error);
char *jr_desk_table_get (JrDatabase *database, const char *name);

typedef enum
{
  JR_OUTBOX_QUEUED,
  JR_OUTBOX_SENDING,
  JR_OUTBOX_REFUSED, /* kept until the person has seen why */
} JrOutboxState;

JR_DECLARE_RECORD (JrOutboxEntry, jr_outbox_entry)

struct _JrOutboxEntry
{
  JrCommand    *command; /* with client and number */
  JrOutboxState state;
  JrTime        queued_at;
  JrAnswer     *answer; /* refused */
};

/* Gives the command client and the next number and stores it, durable before it returns; not within a transaction of the
 * caller's. A number is never given twice, also after its command is forgotten. (transfer full) */
JrCommand *
jr_outbox_add (JrDatabase *database, const JrCommand *command, JrTime now, GError **error);
/* Accepted: forgotten. Refused: kept with its answer. */
gboolean jr_outbox_settle (JrDatabase *database, const JrAnswer *answer, GError **error);
/* On its way, or (FALSE) not any more. A command that was on its way when the program ended is queued again at the next
 * jr_outbox_reset(): its number makes a second sending harmless. */
gboolean
jr_outbox_set_sending (JrDatabase *database, guint64 number, gboolean is_sending, GError **error);
gboolean jr_outbox_reset (JrDatabase *database, GError **error);
gboolean jr_outbox_remove (JrDatabase *database, guint64 number, GError **error);
/* (element-type JrOutboxEntry) by number. */
GPtrArray *jr_outbox_load (JrDatabase *database, GError **error);

/* Text as it is typed, one for each (case, field). NULL or "" removes. */
gboolean jr_draft_put (JrDatabase *database,
                       const char *case_id,
                       const char *field,
                       const char *text,
                       GError    **error);
char    *jr_draft_get (JrDatabase *database, const char *case_id, const char *field);
typedef void (*JrDraftFunc) (const char *case_id,
                             const char *field,
                             const char *text,
                             gpointer    data);
gboolean jr_draft_read_all (JrDatabase *database, JrDraftFunc func, gpointer data, GError **error);

G_END_DECLS
