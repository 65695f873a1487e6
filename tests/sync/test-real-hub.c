/* test-real-hub.c: the engine and the hub's own program, over a line and in a world that break
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What test-engine.c shows with a hub that is made up, here with the one that people use. Versions of a case grow by one
 * with each event, so a copy that equals the hub's case has lost none of them and has seen none twice. */

#include "desk-place.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "../hub/hub-cases.h"
#include "jr-error.h"
#include "own-mounts.h"
#include "relay.h"
#include "test-folder.h"

#define DAY (24 * 60 * 60)
#define SESSION_LASTS (7 * DAY)
#define TEN_YEARS (G_GINT64_CONSTANT (3652) * DAY)

typedef struct
{
  JrTestHub *hub;
  Relay     *relay;
  DeskPlace  desk;
  char      *a; /* cases in review */
  char      *b;
} Place;

static JrHubClient *
new_client (Place *self, const char *secret)
{
  JrHubClient *client = jr_hub_client_new (relay_get_url (self->relay), NULL, NULL);

  jr_hub_client_set_secret (client, secret);
  return client;
}

/* A session of its own for wang, through the relay. */
static JrHubClient *
log_in (Place *self)
{
  JrHubClient       *client = new_client (self, NULL);
  g_autoptr (GError) error = NULL;

  jr_hub_client_log_in (client, "wang", "password of wang", NULL, NULL, &error);
  g_assert_no_error (error);
  return client;
}

static void
start (Place *self)
{
  g_autoptr (JrHubClient) client = new_client (self, jr_test_hub_get_secret (self->hub, "wang"));

  desk_place_start (&self->desk, client);
}

static void
start_hub (Place *self)
{
  jr_test_hub_start (self->hub);
  relay_lead_to (self->relay, jr_test_hub_get_port (self->hub));
}

static void
stop_hub (Place *self)
{
  relay_lead_to (self->relay, 0);
  g_assert_cmpint (jr_test_hub_stop (self->hub), ==, 0);
}

static void
kill_hub (Place *self)
{
  jr_test_hub_kill (self->hub);
  relay_lead_to (self->relay, 0);
}

static void
set_up (Place *self, gconstpointer data)
{
  self->hub = jr_test_hub_new (NULL);
  self->relay = relay_new ();
  relay_lead_to (self->relay, jr_test_hub_get_port (self->hub));
  desk_place_init (&self->desk);
  self->a = hub_submit_small (self->hub, "ONE");
  self->b = hub_submit_small (self->hub, "FOOD");
  /* Their sessions are as old as the room, so that a room that is set back knows them. */
  jr_test_hub_get_secret (self->hub, "zhou");
  jr_test_hub_get_secret (self->hub, "wang");
}

static void
tear_down (Place *self, gconstpointer data)
{
  desk_place_clear (&self->desk);
  relay_free (self->relay);
  jr_test_hub_free (self->hub);
  g_free (self->a);
  g_free (self->b);
}

static gboolean
is_equal (Place *self, const char *id)
{
  g_autoptr (JrCaseFile) file = hub_load_case (self->hub, id);

  return desk_place_has (&self->desk, file->state);
}

static gboolean
is_in_step (Place *self)
{
  return desk_place_is_live (&self->desk) && desk_place_count_outbox (&self->desk) == 0 &&
         is_equal (self, self->a) && is_equal (self, self->b);
}

static guint
count (Place *self, const char *id, JrEventKind kind)
{
  g_autoptr (JrCaseFile) file = hub_load_case (self->hub, id);

  return hub_count_events (file, kind);
}

/* The copy ---------------------------------------------------------------------------------------------------------- */

static void
test_snapshot_and_live (Place *self, gconstpointer data)
{
  g_autofree char *late = NULL;

  start (self);
  wait_until (is_in_step (self));
  g_assert_cmpuint (self->desk.reloads, ==, 1);

  late = hub_submit_small (self->hub, "FOOD");
  hub_comment (self->hub, "zhou", self->a, "请尽快");
  desk_place_enqueue (&self->desk, &(JrCommand){ .kind = JR_COMMAND_CLAIM, .case_id = self->a });
  wait_until (is_in_step (self) && is_equal (self, late));
  g_assert_cmpuint (count (self, self->a, JR_EVENT_REVIEW_CLAIMED), ==, 1);
  g_assert_cmpuint (self->desk.reloads, ==, 1);
}

/* Killed while commands are under way, and things happen and are done while it is down. */
static void
test_hub_killed (Place *self, gconstpointer data)
{
  start (self);
  wait_until (is_in_step (self));
  for (guint round = 0; round < 4; round++)
    {
      hub_comment (self->hub, "zhou", self->b, "before");
      for (guint i = 0; i < 10; i++)
        desk_place_comment (&self->desk, i % 2 == 0 ? self->a : self->b, "under way");
      g_usleep ((gulong) g_test_rand_int_range (0, 30000));
      kill_hub (self);
      desk_place_comment (&self->desk, self->a, "while down");
      wait_until (!desk_place_is_live (&self->desk));
      start_hub (self);
      hub_comment (self->hub, "zhou", self->b, "after");
    }
  wait_until (is_in_step (self));
  g_assert_cmpuint (count (self, self->a, JR_EVENT_CASE_COMMENTED), ==, 4 * 6);
  g_assert_cmpuint (count (self, self->b, JR_EVENT_CASE_COMMENTED), ==, 4 * 7);
  g_assert_cmpuint (self->desk.reloads, ==, 1);
}

static guint
count_at_hub (Place *self, JrEventKind kind)
{
  return count (self, self->a, kind);
}

/* A head that this desk has kept, against the hub's folder. */
static void
verify_kept_head (Place *self)
{
  g_autofree char *file = g_build_filename (self->desk.folder, "head.json", NULL);
  g_autofree char *words = NULL;
  int              status = 1;

  words =
    jr_test_hub_run (&status, "verify", jr_test_hub_get_folder (self->hub), "--head", file, NULL);
  g_test_message ("%s", words);
  g_assert_cmpint (status, ==, 0);
}

/* The folder is put back to what it was: the log has not reached the desk's place any more. With @beyond it has gone on
 * past that place, with other events. Nothing is taken from such a hub and nothing sent to it, until a person says so. */
static void
set_back (Place *self, gboolean beyond)
{
  const char      *folder = jr_test_hub_get_folder (self->hub);
  g_autofree char *kept = g_strconcat (folder, ".kept", NULL);
  g_autofree char *copy = g_strdup_printf ("cp -a %s %s", folder, kept);

  stop_hub (self);
  g_assert_true (g_spawn_command_line_sync (copy, NULL, NULL, NULL, NULL));
  start_hub (self);
  start (self);
  wait_until (is_in_step (self));
  hub_comment (self->hub, "zhou", self->a, "that will never have been");
  wait_until (is_in_step (self));

  relay_lead_to (self->relay, 0);
  kill_hub (self);
  remove_folder (folder);
  g_assert_cmpint (g_rename (kept, folder), ==, 0);
  jr_test_hub_start (self->hub);
  for (guint i = 0; beyond && i < 3; i++)
    hub_comment (self->hub, "zhou", self->a, "another history");
  desk_place_comment (&self->desk, self->a, "not for this one");
  relay_lead_to (self->relay, jr_test_hub_get_port (self->hub));
  wait_until (jr_sync_engine_get_link (self->desk.engine) == JR_LINK_DISTRUSTED);
  g_assert_cmpint (jr_sync_engine_get_distrust (self->desk.engine), ==,
                   beyond ? JR_DISTRUST_FORKED : JR_DISTRUST_WENT_BACK);
  g_assert_cmpuint (self->desk.reloads, ==, 1);
  g_assert_cmpuint (desk_place_count_outbox (&self->desk), ==, 1);
  g_assert_cmpuint (count_at_hub (self, JR_EVENT_CASE_COMMENTED), ==, beyond ? 3 : 0);

  /* Also after the desk was started again. */
  desk_place_stop (&self->desk);
  start (self);
  wait_until (jr_sync_engine_get_link (self->desk.engine) == JR_LINK_DISTRUSTED);

  jr_sync_engine_trust_again (self->desk.engine);
  wait_until (self->desk.reloads == 2 && is_in_step (self));
  g_assert_cmpuint (count_at_hub (self, JR_EVENT_CASE_COMMENTED), ==, beyond ? 4 : 1);
  hub_comment (self->hub, "zhou", self->a, "again");
  wait_until (is_in_step (self));
  g_assert_cmpuint (self->desk.reloads, ==, 2);
}

static void
test_hub_set_back (Place *self, gconstpointer data)
{
  set_back (self, FALSE);
}

static void
test_hub_forked (Place *self, gconstpointer data)
{
  set_back (self, TRUE);
}

static void
on_restored (JrSyncEngine *engine, guint *n_restored)
{
  (*n_restored)++;
}

/* Its file says so to whoever has kept one; a restoration ends the sessions. */
static void
restore (Place *self, const char *backup)
{
  const char      *folder = jr_test_hub_get_folder (self->hub);
  g_autofree char *key = g_build_filename (folder, "head.key", NULL);
  g_autofree char *seed = NULL;
  int              status = 1;

  g_assert_true (g_file_get_contents (key, &seed, NULL, NULL));
  remove_folder (folder);
  g_free (jr_test_hub_run (&status, "restore", backup, folder, NULL));
  g_assert_cmpint (status, ==, 0);
  g_assert_true (g_file_set_contents (key, seed, -1, NULL));
  jr_test_hub_forget_secrets (self->hub);
}

/* From a backup, with its key: the desk says so, and begins anew. With another key it is another hub. */
static void
test_hub_restored (Place *self, gconstpointer data)
{
  const char      *folder = jr_test_hub_get_folder (self->hub);
  g_autofree char *backup = g_strconcat (folder, ".tar", NULL);
  g_autofree char *key = g_build_filename (folder, "head.key", NULL);
  guint            n_restored = 0;
  int              status = 1;

  start (self);
  wait_until (is_in_step (self));
  verify_kept_head (self);
  g_free (jr_test_hub_run (&status, "backup", folder, backup, NULL));
  g_assert_cmpint (status, ==, 0);
  hub_comment (self->hub, "zhou", self->a, "after the backup");
  wait_until (is_in_step (self));
  desk_place_stop (&self->desk);
  stop_hub (self);
  restore (self, backup);
  start_hub (self);
  start (self);
  g_signal_connect (self->desk.engine, "restored", G_CALLBACK (on_restored), &n_restored);
  wait_until (n_restored == 1 && is_in_step (self));
  g_assert_cmpuint (count_at_hub (self, JR_EVENT_CASE_COMMENTED), ==, 0);

  stop_hub (self);
  g_assert_cmpint (g_unlink (key), ==, 0);
  start_hub (self);
  wait_until (jr_sync_engine_get_link (self->desk.engine) == JR_LINK_DISTRUSTED);
  g_assert_cmpint (jr_sync_engine_get_distrust (self->desk.engine), ==, JR_DISTRUST_OTHER_HUB);
  g_assert_cmpint (g_unlink (backup), ==, 0);
}

/* The outbox -------------------------------------------------------------------------------------------------------- */

static void
test_answers_lost (Place *self, gconstpointer data)
{
  start (self);
  wait_until (is_in_step (self));
  relay_lose_answers (self->relay, 3);
  desk_place_enqueue (&self->desk, &(JrCommand){ .kind = JR_COMMAND_CLAIM, .case_id = self->a });
  desk_place_comment (&self->desk, self->a, "once");
  wait_until (relay_get_lost (self->relay) == 3 && is_in_step (self));
  wait_until (strcmp (self->desk.answered->str, "1 2 ") == 0);
  g_assert_cmpuint (count (self, self->a, JR_EVENT_CASE_COMMENTED), ==, 1);
  g_assert_cmpuint (count (self, self->a, JR_EVENT_REVIEW_CLAIMED), ==, 1);
}

static void
end_session (Place *self, const char *secret)
{
  g_autoptr (JrTestReply) reply =
    jr_test_hub_ask_with (self->hub, secret, "DELETE", "/v1/session", NULL);

  g_assert_cmpuint (reply->status, ==, 204);
}

/* The session is over: the person has to log in, what was done is kept, and goes out once afterwards. */
static void
test_session_revoked (Place *self, gconstpointer data)
{
  g_autoptr (JrHubClient) client = log_in (self);
  g_autofree char        *secret = jr_hub_client_dup_secret (client);
  g_autoptr (JrHubClient) again = NULL;

  desk_place_start (&self->desk, client);
  wait_until (is_in_step (self));
  end_session (self, secret);
  desk_place_comment (&self->desk, self->a, "kept");
  wait_until (jr_sync_engine_get_link (self->desk.engine) == JR_LINK_DENIED);
  g_assert_cmpuint (desk_place_count_outbox (&self->desk), ==, 1);
  desk_place_stop (&self->desk);

  again = log_in (self);
  desk_place_start (&self->desk, again);
  wait_until (is_in_step (self));
  g_assert_cmpuint (count (self, self->a, JR_EVENT_CASE_COMMENTED), ==, 1);
  g_assert_cmpuint (self->desk.reloads, ==, 1);
}

/* The clock --------------------------------------------------------------------------------------------------------- */

static void
start_hub_with_clock (Place *self, gint64 shift)
{
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "support", "shifted-clock.so", NULL);
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, shift);

  g_setenv ("LD_PRELOAD", path, TRUE);
  g_setenv ("JR_TEST_CLOCK_SHIFT", seconds, TRUE);
  start_hub (self);
  g_unsetenv ("LD_PRELOAD");
  g_unsetenv ("JR_TEST_CLOCK_SHIFT");
}

static gboolean
is_welcome (Place *self, const char *user)
{
  g_autoptr (JrTestReply) reply = jr_test_hub_ask (self->hub, user, "GET", "/v1/me", NULL);

  return reply->status == 200;
}

/* zhou's session has ended as well; whoever asks in these tests needs one. */
static void
test_session_expired (Place *self, gconstpointer data)
{
  g_autoptr (JrHubClient) client = log_in (self);

  desk_place_start (&self->desk, client);
  wait_until (is_in_step (self));
  stop_hub (self);
  start_hub_with_clock (self, SESSION_LASTS + DAY);
  g_assert_false (is_welcome (self, "zhou"));
  desk_place_comment (&self->desk, self->a, "kept");
  wait_until (jr_sync_engine_get_link (self->desk.engine) == JR_LINK_DENIED);
  g_assert_cmpuint (desk_place_count_outbox (&self->desk), ==, 1);
  desk_place_stop (&self->desk);

  /* The clock is put right: the old session would still count, the new one does. */
  stop_hub (self);
  start_hub (self);
  start (self);
  wait_until (is_in_step (self));
  g_assert_cmpuint (count (self, self->a, JR_EVENT_CASE_COMMENTED), ==, 1);
}

/* A year behind and then an hour ahead: order is by sequence, so nothing is lost, doubled or put elsewhere. */
static void
test_clock_wrong (Place *self, gconstpointer data)
{
  static const gint64 shifts[] = { -365 * DAY, 60 * 60 };

  start (self);
  wait_until (is_in_step (self));
  for (guint i = 0; i < G_N_ELEMENTS (shifts); i++)
    {
      stop_hub (self);
      desk_place_comment (&self->desk, self->a, "while down");
      start_hub_with_clock (self, shifts[i]);
      hub_comment (self->hub, "zhou", self->b, "by a wrong clock");
      desk_place_comment (&self->desk, self->b, "to a wrong clock");
      wait_until (is_in_step (self));
    }
  g_assert_cmpuint (count (self, self->a, JR_EVENT_CASE_COMMENTED), ==, 2);
  g_assert_cmpuint (count (self, self->b, JR_EVENT_CASE_COMMENTED), ==, 4);
  g_assert_cmpuint (self->desk.reloads, ==, 1);
}

/* The hub's clock from now on, while it serves. */
static void
set_clock (const char *path, gint64 shift)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (pwrite (fd, &shift, sizeof shift, 0), ==, sizeof shift);
  close (fd);
}

/* A new case has the hall's day, UTC+8, in its number. */
static void
assert_numbered_by (Place *self, gint64 shift)
{
  g_autofree char       *id = hub_submit_small (self->hub, "ONE");
  g_autoptr (JrCaseFile) file = hub_load_case (self->hub, id);
  g_autoptr (GDateTime)  now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime)  shifted = g_date_time_add_seconds (now, (double) (shift + 8 * 60 * 60));
  g_autofree char       *prefix = g_date_time_format (shifted, "NW-%Y%m%d-");

  g_assert_true (g_str_has_prefix (file->state->number, prefix));
  wait_until (is_equal (self, id));
}

static void
claim_as_wang (Place *self, const char *id)
{
  hub_do (self->hub, "wang", &(JrCommand){ .kind = JR_COMMAND_CLAIM, .case_id = (char *) id });
}

static gboolean
is_free_for_others (Place *self, const char *id)
{
  g_autoptr (JrCaseFile) file = hub_load_case (self->hub, id);

  return jr_review_is_free_for (jr_case_find_review (file->state, "HR"), "somebody",
                                jr_time_now ());
}

static void
log_in_again (Place *self)
{
  g_autoptr (JrHubClient) client = NULL;

  jr_test_hub_forget_secrets (self->hub);
  client = new_client (self, jr_test_hub_get_secret (self->hub, "wang"));
  desk_place_stop (&self->desk);
  desk_place_start (&self->desk, client);
}

/* One day back and ten years ahead, while the hub serves. */
static void
test_clock_jumps (Place *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->desk.folder, "clock", NULL);

  stop_hub (self);
  set_clock (path, 0);
  g_setenv ("JR_TEST_CLOCK_FILE", path, TRUE);
  start_hub_with_clock (self, 0);
  g_unsetenv ("JR_TEST_CLOCK_FILE");
  start (self);
  wait_until (is_in_step (self));

  /* Back: nobody is sent away. */
  claim_as_wang (self, self->a);
  set_clock (path, -DAY);
  g_assert_true (is_welcome (self, "zhou"));
  g_assert_cmpuint (count (self, self->a, JR_EVENT_REVIEW_CLAIMED), ==, 1);
  hub_comment (self->hub, "zhou", self->b, "yesterday");
  desk_place_comment (&self->desk, self->b, "yesterday");
  wait_until (is_in_step (self));
  assert_numbered_by (self, -DAY);

  /* Ahead: sessions have ended; who logs in works on. */
  set_clock (path, TEN_YEARS);
  g_assert_false (is_welcome (self, "zhou"));
  log_in_again (self);
  hub_comment (self->hub, "zhou", self->b, "in ten years");
  desk_place_comment (&self->desk, self->b, "in ten years");
  claim_as_wang (self, self->b);
  wait_until (is_in_step (self));
  assert_numbered_by (self, TEN_YEARS);

  /* Put right: what was begun in ten years does not last until then. */
  set_clock (path, 0);
  g_assert_false (is_welcome (self, "zhou"));
  log_in_again (self);
  g_assert_true (is_free_for_others (self, self->b));
  hub_comment (self->hub, "zhou", self->b, "today");
  wait_until (is_in_step (self));
  assert_numbered_by (self, 0);
  g_assert_cmpuint (count (self, self->b, JR_EVENT_CASE_COMMENTED), ==, 5);
  g_assert_cmpuint (self->desk.reloads, ==, 1);
}

/* The disk ---------------------------------------------------------------------------------------------------------- */

static gboolean
put_scan (Place *self, const char *path, GError **error)
{
  g_autoptr (JrHubClient) client = new_client (self, jr_test_hub_get_secret (self->hub, "wang"));
  g_autofree char        *sha256 = NULL;
  gint64                  size;

  return jr_hub_client_put_blob (client, path, &sha256, &size, NULL, error);
}

static gboolean
says_disk_full (Place *self)
{
  g_autofree char *fault = jr_sync_engine_dup_fault (self->desk.engine);

  return fault != NULL && strstr (fault, "507") != NULL;
}

static void
test_disk_full (Place *self, gconstpointer data)
{
  g_autofree char   *scan = g_build_filename (self->desk.folder, "scan.pdf", NULL);
  g_autofree char   *bytes = g_strnfill (200 * 1000, '%');
  g_autofree char   *text = g_strnfill (1900, 'x');
  g_autofree char   *ballast = NULL;
  g_autoptr (GError) error = NULL;
  guint              sent = 0;

  stop_hub (self);
  if (!jr_test_hub_move_to_disk (self->hub, "2m"))
    {
      g_test_skip ("a file system of its own cannot be mounted here");
      start_hub (self);
      return;
    }
  start_hub (self);
  start (self);
  wait_until (is_in_step (self));
  g_assert_true (g_file_set_contents (scan, bytes, -1, NULL));
  ballast = jr_test_hub_fill_disk (self->hub);
  g_assert_false (put_scan (self, scan, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, "507"));
  for (; !says_disk_full (self) && sent < 500; sent++)
    {
      desk_place_comment (&self->desk, self->a, text);
      wait_until (desk_place_count_outbox (&self->desk) == 0 || says_disk_full (self));
    }
  g_assert_true (says_disk_full (self));
  g_assert_true (desk_place_is_live (&self->desk));
  g_assert_cmpuint (desk_place_count_outbox (&self->desk), ==, 1);

  g_assert_cmpint (g_unlink (ballast), ==, 0);
  wait_until (is_in_step (self));
  g_assert_cmpuint (count (self, self->a, JR_EVENT_CASE_COMMENTED), ==, sent);
  g_assert_true (put_scan (self, scan, NULL));
}

#define hub_test(path, function) g_test_add (path, Place, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  own_mounts ();
  g_test_init (&argc, &argv, NULL);
  hub_test ("/sync/real-hub/snapshot-and-live", test_snapshot_and_live);
  hub_test ("/sync/real-hub/hub-killed", test_hub_killed);
  hub_test ("/sync/real-hub/hub-set-back", test_hub_set_back);
  hub_test ("/sync/real-hub/hub-forked", test_hub_forked);
  hub_test ("/sync/real-hub/hub-restored", test_hub_restored);
  hub_test ("/sync/real-hub/answers-lost", test_answers_lost);
  hub_test ("/sync/real-hub/session-revoked", test_session_revoked);
  hub_test ("/sync/real-hub/session-expired", test_session_expired);
  hub_test ("/sync/real-hub/clock-wrong", test_clock_wrong);
  hub_test ("/sync/real-hub/clock-jumps", test_clock_jumps);
  hub_test ("/sync/real-hub/disk-full", test_disk_full);
  return g_test_run ();
}
