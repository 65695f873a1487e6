/* jr-role.c: who may send which command: one table
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hub asks it for every command, the desk asks it to show only what can succeed. The administrator runs the server
 * and so sees no personal value and decides nothing. */

#include "jr-role.h"

#define MAY(kind) (1u << JR_COMMAND_##kind)

typedef struct
{
  guint        commands; /* a bit for each kind */
  JrDisclosure disclosure;
} Row;

static const Row rows[JR_N_ROLES] = {
  [JR_ROLE_REVIEWER] = { MAY (CLAIM) | MAY (RELEASE) | MAY (DECIDE) | MAY (RECALL) | MAY (COMMENT),
                         JR_DISCLOSURE_FULL },
  [JR_ROLE_SUPERVISOR] = { MAY (COMMENT), JR_DISCLOSURE_MASKED },
  [JR_ROLE_COUNTER] = { MAY (SUBMIT) | MAY (SUPPLEMENT) | MAY (WITHDRAW) | MAY (RECEIVE),
                        JR_DISCLOSURE_FULL },
  [JR_ROLE_ADMINISTRATOR] = { 0, JR_DISCLOSURE_NONE },
  [JR_ROLE_AUDITOR] = { 0, JR_DISCLOSURE_MASKED },
  [JR_ROLE_HUB] = { MAY (PUSH), JR_DISCLOSURE_FULL },
};

gboolean
jr_role_may (JrRole role, JrCommandKind kind)
{
  g_return_val_if_fail ((guint) role < JR_N_ROLES, FALSE);
  g_return_val_if_fail ((guint) kind < JR_N_COMMAND_KINDS, FALSE);

  return (rows[role].commands & (1u << kind)) != 0;
}

JrDisclosure
jr_role_get_disclosure (JrRole role)
{
  g_return_val_if_fail ((guint) role < JR_N_ROLES, JR_DISCLOSURE_NONE);

  return rows[role].disclosure;
}
