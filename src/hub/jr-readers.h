/* jr-readers.h: connections for reading, lent out
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-database.h"

G_BEGIN_DECLS

/** JrReaders: any thread may take and give back; what is taken is used by one thread at a time. */
typedef struct _JrReaders JrReaders;

JrReaders *jr_readers_new (const char *database_path);
/* Everything must have been given back. */
void jr_readers_free (JrReaders *self);

/* Never waits; (nullable) with an error when the database cannot be opened. */
JrDatabase *jr_readers_take (JrReaders *self, GError **error);
/* Without a transaction. */
void jr_readers_give (JrReaders *self, JrDatabase *database);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrReaders, jr_readers_free)

G_END_DECLS
