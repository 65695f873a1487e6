/* jr-account-private.h: accounts as the table of secrets reads them
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-actor.h"
#include "jr-database.h"

G_BEGIN_DECLS

/* The first columns of a row that jr_account_read_actor() reads; the table is called a. */
#define JR_ACCOUNT_ACTOR_COLUMNS "a.user_name, a.display_name, a.role, a.department, a.window_code"

JrActor *jr_account_read_actor (JrStatement *row, GError **error);

G_END_DECLS
