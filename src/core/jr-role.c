/* jr-role.c: who may send which command, and who is shown what of a person: one table
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hub asks it for every command, the desk asks it to show only what can succeed. The administrator runs the server
 * and so sees no personal value and decides nothing. Supervisor and auditor see no more than masked values on the way,
 * but may open a scan: that is done on purpose, one at a time, and is on record. */

#include "jr-role.h"

#define MAY(kind) (1u << JR_COMMAND_##kind)

typedef struct
{
  guint        commands; /* a bit for each kind */
  JrDisclosure disclosures[JR_N_PLACES];
} Row;

#define SHOWN(list, in_case, document)                                                             \
  {                                                                                                \
    JR_DISCLOSURE_##list, JR_DISCLOSURE_##in_case, JR_DISCLOSURE_##document                        \
  }

static const Row rows[JR_N_ROLES] = {
  [JR_ROLE_REVIEWER] = { MAY (CLAIM) | MAY (RELEASE) | MAY (DECIDE) | MAY (RECALL) | MAY (COMMENT),
                         SHOWN (MASKED, FULL, FULL) },
  [JR_ROLE_SUPERVISOR] = { MAY (COMMENT), SHOWN (MASKED, MASKED, FULL) },
  [JR_ROLE_COUNTER] = { MAY (SUBMIT) | MAY (SUPPLEMENT) | MAY (WITHDRAW) | MAY (RECEIVE),
                        SHOWN (MASKED, FULL, FULL) },
  [JR_ROLE_ADMINISTRATOR] = { 0, SHOWN (NONE, NONE, NONE) },
  [JR_ROLE_AUDITOR] = { 0, SHOWN (MASKED, MASKED, FULL) },
  [JR_ROLE_HUB] = { MAY (PUSH), SHOWN (FULL, FULL, FULL) },
};

gboolean
jr_role_may (JrRole role, JrCommandKind kind)
{
  g_return_val_if_fail ((guint) role < JR_N_ROLES, FALSE);
  g_return_val_if_fail ((guint) kind < JR_N_COMMAND_KINDS, FALSE);

  return (rows[role].commands & (1u << kind)) != 0;
}

JrDisclosure
jr_role_get_disclosure (JrRole role, JrPlace place)
{
  g_return_val_if_fail ((guint) role < JR_N_ROLES, JR_DISCLOSURE_NONE);
  g_return_val_if_fail ((guint) place < JR_N_PLACES, JR_DISCLOSURE_NONE);

  return rows[role].disclosures[place];
}
