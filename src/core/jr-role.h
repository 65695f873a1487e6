/* jr-role.h: who may send which command, and who is shown what of a person: one table
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-command-kind.h"

G_BEGIN_DECLS

typedef enum
{
  JR_ROLE_REVIEWER,
  JR_ROLE_SUPERVISOR,
  JR_ROLE_COUNTER,
  JR_ROLE_ADMINISTRATOR,
  JR_ROLE_AUDITOR,
  JR_ROLE_HUB, /* the server itself: pushes results when the recall window is over */
} JrRole;

#define JR_N_ROLES 6

const char *jr_role_to_string (JrRole role);
gboolean    jr_role_from_string (const char *text, JrRole *out_role);
gboolean    jr_role_may (JrRole role, JrCommandKind kind);

/* What a role is shown of a person's name, number and phone. */
typedef enum
{
  JR_DISCLOSURE_NONE,
  JR_DISCLOSURE_MASKED,
  JR_DISCLOSURE_FULL,
} JrDisclosure;

/* Where it is shown: in what names many cases at once (lists, snapshot, feed), on the page of one case, and in the
 * scans, which can only be shown as they are or not at all. */
typedef enum
{
  JR_PLACE_LIST,
  JR_PLACE_CASE,
  JR_PLACE_DOCUMENT,
} JrPlace;

#define JR_N_PLACES 3

JrDisclosure jr_role_get_disclosure (JrRole role, JrPlace place);

G_END_DECLS
