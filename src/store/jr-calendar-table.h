/* jr-calendar-table.h: the days and hours of the hall, every version kept
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-calendar.h"
#include "jr-database.h"
#include "jr-time.h"

G_BEGIN_DECLS

/* The version is given by the table: 1 for the first, the next when something changed, none when nothing did.
 * @out_version: the one that counts now */
gboolean jr_calendar_table_put (JrDatabase       *database,
                                const JrCalendar *calendar,
                                JrTime            now,
                                guint            *out_version,
                                gboolean         *out_changed,
                                GError          **error);
/* (nullable): NULL without an error when none was ever imported. */
gboolean jr_calendar_table_load (JrDatabase  *database,
                                 JrCalendar **out_calendar,
                                 JrTime      *out_imported_at,
                                 GError     **error);

G_END_DECLS
