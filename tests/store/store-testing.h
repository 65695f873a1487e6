/* store-testing.h: a folder and a database of their own for each test
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-blob-store.h"
#include "jr-database.h"
#include "test-folder.h"

G_BEGIN_DECLS

typedef struct
{
  char       *folder;
  char       *path; /* of the database */
  JrDatabase *database;
} Place;

void place_set_up (Place *self, gconstpointer data);
void place_tear_down (Place *self, gconstpointer data);
/* Closes and opens again, as a restart would. */
void place_reopen (Place *self);
/* Changes the file behind the program's back, with a connection of its own. */
void place_tamper (Place *self, const char *sql);
/* Another program's question, one number. */
gint64 place_ask (Place *self, const char *sql);

/* A document that the log names and that is not there; NULL when all are. (transfer full) */
char *find_missing_document (JrDatabase *database, JrBlobStore *blobs);

#define place_test(path, function)                                                                 \
  g_test_add (path, Place, NULL, place_set_up, function, place_tear_down)

G_END_DECLS
