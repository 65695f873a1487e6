/* benchmark-hub-size.c: a hub with the cases of a whole city's year, beside one with those of one subdistrict
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Both rooms have the same open cases; the others are concluded, and are copies, made in the database, of one that the
 * hub has concluded. Their log has no chain, so the rooms are put back as they were before anybody proves them. What is
 * measured is how long the hub takes to start, and to give a desk its snapshot. */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jr-command.h"
#include "jr-id.h"
#include "jr-test-hub.h"
#include "jr-wire.h"

#define CASES_SMALL 40000
#define CASES_LARGE 3200000
#define CASES_OPEN 300
#define SNAPSHOTS 21
/* What the project holds itself to. */
#define START_MAXIMUM_S 2.0
#define RATIO_MAXIMUM 1.5

typedef struct
{
  double start;    /* seconds */
  double snapshot; /* seconds, the shortest of some */
  gsize  length;   /* of a snapshot */
} Measured;

/* Making rooms ------------------------------------------------------------------------------------------------------- */

static void
send (JrTestHub *hub, const JrCommand *fields)
{
  g_autoptr (JrCommand)   command = jr_command_new (fields);
  g_autofree char        *body = jr_wire_command_to_text (command);
  g_autoptr (JrTestReply) reply = jr_test_hub_ask (hub, "window1", "POST", "/v1/commands", body);

  if (reply->status != 200)
    g_error ("A command was refused: %s", reply->body);
}

static void
submit (JrTestHub *hub, JrDocument *document, guint number, const char *id)
{
  g_autoptr (JrApplicant) applicant = jr_applicant_new (&(JrApplicant){ .name = (char *) "张伟" });
  g_autoptr (GPtrArray)   documents = g_ptr_array_new ();

  g_ptr_array_add (documents, document);
  send (hub, &(JrCommand){ .client = (char *) "window",
                           .number = number,
                           .kind = JR_COMMAND_SUBMIT,
                           .case_id = (char *) id,
                           .item_code = (char *) "ONE",
                           .applicant = applicant,
                           .documents = documents });
}

/* The open ones, and one that was withdrawn. */
static void
make_cases (JrTestHub *hub)
{
  g_autoptr (JrDocument) document = jr_test_hub_put_pdf (hub, 1, "form");

  for (guint i = 1; i <= CASES_OPEN + 1; i++)
    {
      g_autofree char *id = jr_id_new ();

      submit (hub, document, i, id);
      if (i > CASES_OPEN)
        send (hub, &(JrCommand){ .client = (char *) "window",
                                 .number = i + 1,
                                 .kind = JR_COMMAND_WITHDRAW,
                                 .case_id = id,
                                 .text = (char *) "申请人撤回" });
    }
}

/* $1 is how many; a copy has the time of the one before it less a minute. */
static const char *const copying[] = {
  "CREATE TEMP TABLE model AS SELECT * FROM cases WHERE is_concluded = 1",
  "CREATE TEMP TABLE events AS SELECT l.room, l.sequence, l.case_version, l.json, l.hash, "
  "  (SELECT MAX (sequence) FROM log) AS last FROM log l, model m WHERE l.case_id = m.id",
  "CREATE TEMP TABLE copies AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
  "  WHERE i < $1) SELECT i, substr (id, 1, 24) || printf ('%012x', i) AS id FROM n, model",
  "INSERT INTO cases (id, number, item_name, applicant, submitted_at, is_concluded, is_awaiting, "
  "  sequence, json) SELECT c.id, m.number || '-' || c.i, m.item_name, m.applicant, "
  "  m.submitted_at - c.i * 60000, 1, 0, m.sequence, replace (m.json, m.id, c.id) "
  "  FROM copies c, model m",
  "INSERT INTO log (room, sequence, case_id, case_version, json, hash) "
  "  SELECT e.room, e.last + c.i * 2 - 2 + e.case_version, c.id, e.case_version, "
  "  replace (e.json, m.id, c.id), e.hash FROM copies c, events e, model m",
  "INSERT INTO persons (case_id, salt, name) SELECT c.id, p.salt, p.name "
  "  FROM copies c, model m, persons p WHERE p.case_id = m.id",
};

static void
run (sqlite3 *handle, const char *sql, guint n)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (handle));
  if (sqlite3_bind_parameter_count (statement) == 1)
    sqlite3_bind_int64 (statement, 1, n);
  if (sqlite3_step (statement) == SQLITE_ERROR)
    g_error ("%s: %s", sql, sqlite3_errmsg (handle));
  sqlite3_finalize (statement);
}

/* Or the hub would wait for what was written before it. */
static void
sync_file (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd < 0 || fsync (fd) != 0)
    g_error ("%s cannot be synced", path);
  close (fd);
}

static void
copy_cases (const char *path, guint n)
{
  sqlite3 *handle = NULL;

  if (sqlite3_open (path, &handle) != SQLITE_OK)
    g_error ("%s cannot be opened", path);
  run (handle, "PRAGMA journal_mode = OFF", 0);
  run (handle, "PRAGMA synchronous = OFF", 0);
  run (handle, "PRAGMA cache_size = -200000", 0);
  for (guint i = 0; i < G_N_ELEMENTS (copying); i++)
    run (handle, copying[i], n);
  sqlite3_close (handle);
  sync_file (path);
}

static void
copy_file (const char *from, const char *to)
{
  g_autoptr (GFile)  source = g_file_new_for_path (from);
  g_autoptr (GFile)  target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  if (!g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
}

/* Measuring ---------------------------------------------------------------------------------------------------------- */

static double
take_snapshot (JrTestHub *hub, gsize *out_length)
{
  gint64                  begin = g_get_monotonic_time ();
  g_autoptr (JrTestReply) reply = jr_test_hub_ask (hub, "wang", "GET", "/v1/snapshot", NULL);

  if (reply->status != 200)
    g_error ("No snapshot: %s", reply->body);
  *out_length = strlen (reply->body);
  return (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
}

static Measured
measure_serving (JrTestHub *hub)
{
  Measured measured = { .snapshot = G_MAXDOUBLE };
  gint64   begin = g_get_monotonic_time ();

  jr_test_hub_start (hub);
  measured.start = (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
  for (guint i = 0; i < SNAPSHOTS; i++)
    {
      double seconds = take_snapshot (hub, &measured.length);

      measured.snapshot = MIN (measured.snapshot, seconds);
    }
  g_assert_cmpint (jr_test_hub_stop (hub), ==, 0);
  return measured;
}

static Measured
measure (guint n_cases)
{
  g_autoptr (JrTestHub) hub = jr_test_hub_new (NULL);
  g_autofree char      *path = g_build_filename (jr_test_hub_get_folder (hub), "hub.db", NULL);
  g_autofree char      *kept = g_strconcat (path, ".kept", NULL);
  Measured              measured;

  make_cases (hub);
  jr_test_hub_get_secret (hub, "wang");
  g_assert_cmpint (jr_test_hub_stop (hub), ==, 0);
  copy_file (path, kept);
  copy_cases (path, n_cases - CASES_OPEN - 1);
  measured = measure_serving (hub);
  g_assert_cmpint (g_rename (kept, path), ==, 0);
  g_print ("%8u cases: started in %.3f s, snapshot of %zu kB in %.1f ms\n", n_cases, measured.start,
           measured.length / 1024, measured.snapshot * 1000);
  return measured;
}

int
main (void)
{
  Measured small = measure (CASES_SMALL);
  Measured large = measure (CASES_LARGE);
  double   ratio = large.snapshot / small.snapshot;

  g_print ("start %.2f s (at most %.0f), snapshot ratio %.2f (at most %.1f)\n", large.start,
           START_MAXIMUM_S, ratio, RATIO_MAXIMUM);
  return large.start < START_MAXIMUM_S && ratio <= RATIO_MAXIMUM ? EXIT_SUCCESS : EXIT_FAILURE;
}
