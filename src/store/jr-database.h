/* jr-database.h: a thin statement layer over one SQLite connection
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define JR_STORE_ERROR (jr_store_error_quark ())

GQuark jr_store_error_quark (void);

/**
 * JrDatabase:
 *
 * One connection, used by one thread. SQL is written once for SQLite and PostgreSQL ($1 … $n, common subset only:
 * DESIGN §12). Statements are prepared once and cached by their text, which must be static.
 */
typedef struct _JrDatabase  JrDatabase;
typedef struct _JrStatement JrStatement;

typedef enum
{
  JR_DATABASE_READ_WRITE, /* creates and migrates; WAL, synchronous=FULL */
  JR_DATABASE_READ_ONLY,  /* must exist and be of this version */
} JrDatabaseMode;

/* JR_ERROR_TOO_NEW for a database of a newer version; JR_ERROR_CORRUPT when it is none of ours; JR_ERROR_REFUSED when it
 * is older and may only be read. A new file can be read by its owner only. */
JrDatabase *jr_database_open (const char *path, JrDatabaseMode mode, GError **error);
void        jr_database_close (JrDatabase *self);
guint       jr_database_get_schema_version (void);

/* The statement is borrowed and reset; use it in the function that holds its SQL, and reset it when done:
 *   g_auto (JrStatementUse) use = jr_database_use (db, sql, error); if (use == NULL) return FALSE;
 * No statement may still be in use at a commit. */
typedef JrStatement *JrStatementUse;
JrStatementUse       jr_database_use (JrDatabase *self, const char *sql, GError **error);
void                 jr_statement_done (JrStatementUse use);
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (JrStatementUse, jr_statement_done, NULL)

/* Parameters count from 1; text and blobs are copied; NULL text binds NULL. */
void jr_statement_bind_int (JrStatement *self, int parameter, gint64 value);
void jr_statement_bind_text (JrStatement *self, int parameter, const char *text);
void jr_statement_bind_blob (JrStatement *self, int parameter, const void *bytes, gsize length);
/* *out_row FALSE at the end. */
gboolean jr_statement_step (JrStatement *self, gboolean *out_row, GError **error);
/* For statements without rows; @out_changed (nullable) is the number of changed rows. */
gboolean    jr_statement_run (JrStatement *self, gint64 *out_changed, GError **error);
gint64      jr_statement_get_int (JrStatement *self, int column);
const char *jr_statement_get_text (JrStatement *self, int column);
const void *jr_statement_get_blob (JrStatement *self, int column, gsize *out_length);
gboolean    jr_statement_is_null (JrStatement *self, int column);

/* A guard: rolls back on every path that did not commit. Transactions do not nest. */
typedef struct
{
  JrDatabase *database;
} JrTransaction;

#define JR_TRANSACTION_INIT                                                                        \
  {                                                                                                \
    NULL                                                                                           \
  }

gboolean jr_transaction_begin (JrTransaction *self, JrDatabase *database, GError **error);
/* Sees one state of the database until it is cleared; for answers that take several reads. */
gboolean jr_transaction_begin_read (JrTransaction *self, JrDatabase *database, GError **error);
gboolean jr_transaction_commit (JrTransaction *self, GError **error);
void     jr_transaction_clear (JrTransaction *self);

/* Inside a transaction: undo part of it, so that one refused command of a batch leaves the others. */
gboolean jr_transaction_savepoint (JrTransaction *self, GError **error);
gboolean jr_transaction_release (JrTransaction *self, GError **error);
gboolean jr_transaction_rollback_to_savepoint (JrTransaction *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrDatabase, jr_database_close)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JrTransaction, jr_transaction_clear)

G_END_DECLS
