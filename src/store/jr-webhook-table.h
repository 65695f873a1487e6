/* jr-webhook-table.h: where results are sent to, beside the feed
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-database.h"
#include "jr-time.h"

G_BEGIN_DECLS

typedef enum
{
  JR_WEBHOOK_ON,
  JR_WEBHOOK_OFF,  /* by the administrator */
  JR_WEBHOOK_GONE, /* it has answered 410 */
} JrWebhookState;

#define JR_N_WEBHOOK_STATES 3

const char *jr_webhook_state_to_string (JrWebhookState state);

/** JrWebhook: one target. While it is off its results wait; none is lost. */
typedef struct
{
  gint64         number;
  char          *url;
  char          *window; /* NULL: the results of all windows */
  char          *secret;
  char          *old_secret; /* signs too, until old_until; or NULL */
  JrTime         old_until;
  char          *networks; /* CIDR, with a space between; or NULL */
  char          *ca;       /* PEM; NULL for the system's authorities */
  JrWebhookState state;
  JrTime         state_at;
  guint          failures; /* in a row */
  JrTime         rests_until;
} JrWebhook;

void jr_webhook_free (JrWebhook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrWebhook, jr_webhook_free)

/* As it is, but for the number, which is given here. */
gboolean jr_webhook_table_add (JrDatabase      *database,
                               const JrWebhook *webhook,
                               gint64          *out_number,
                               GError         **error);
/* The following return JR_ERROR_NOT_FOUND when there is none of that number. */
JrWebhook *jr_webhook_table_load (JrDatabase *database, gint64 number, GError **error);
/* With all that is still to be delivered there. */
gboolean jr_webhook_table_remove (JrDatabase *database, gint64 number, GError **error);
/* Forgets its failures. */
gboolean jr_webhook_table_set_state (JrDatabase    *database,
                                     gint64         number,
                                     JrWebhookState state,
                                     JrTime         now,
                                     GError       **error);
/* The secret so far signs too until @old_until. */
gboolean jr_webhook_table_rotate (JrDatabase *database,
                                  gint64      number,
                                  const char *secret,
                                  JrTime      old_until,
                                  GError    **error);
/* Does not mind when it was removed meanwhile. */
gboolean jr_webhook_table_set_rest (JrDatabase *database,
                                    gint64      number,
                                    guint       failures,
                                    JrTime      rests_until,
                                    GError    **error);

/* (element-type JrWebhook) by number. */
GPtrArray *jr_webhook_table_load_all (JrDatabase *database, GError **error);

G_END_DECLS
