/* test-clock.c: a hub whose wall clock is put wrong while it serves
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a wrong clock may cost: what was decided by one that was ahead goes out when the recall window has passed since it
 * was put right, and sessions end at the times that are theirs. Order, copies and numbers are in test-real-hub.c. */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "hub-cases.h"
#include "test-folder.h"

#define HOUR G_GINT64_CONSTANT (3600)
#define DAY (24 * HOUR)
#define TEN_YEARS (3652 * DAY)
/* As in jr-account-table.h. */
#define IDLE_HOURS 12
#define SESSION_DAYS 7
/* Long enough to put the clock right in it. */
#define WINDOW "4"
#define WINDOW_US (4 * G_TIME_SPAN_SECOND)

typedef struct
{
  char      *folder;
  char      *clock;
  JrTestHub *hub;
} Place;

static void
set_clock (Place *self, gint64 shift)
{
  int fd = g_open (self->clock, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (pwrite (fd, &shift, sizeof shift, 0), ==, sizeof shift);
  close (fd);
}

/* Only the hub has the other clock. */
static void
start (Place *self)
{
  g_autofree char *library =
    g_test_build_filename (G_TEST_BUILT, "support", "shifted-clock.so", NULL);

  g_setenv ("LD_PRELOAD", library, TRUE);
  g_setenv ("JR_TEST_CLOCK_FILE", self->clock, TRUE);
  jr_test_hub_start (self->hub);
  g_unsetenv ("LD_PRELOAD");
  g_unsetenv ("JR_TEST_CLOCK_FILE");
}

/* They share it: making one takes longer than a test. */
static Place place;

static void
make_place (void)
{
  static const char *const options[] = { "--recall-window", WINDOW, NULL };

  place.folder = g_dir_make_tmp ("jr-clock-XXXXXX", NULL);
  place.clock = g_build_filename (place.folder, "clock", NULL);
  set_clock (&place, 0);
  place.hub = jr_test_hub_new (options);
  g_assert_cmpint (jr_test_hub_stop (place.hub), ==, 0);
  start (&place);
  /* The first time sets the password. */
  jr_test_hub_get_secret (place.hub, "wang");
  jr_test_hub_get_secret (place.hub, "zhou");
}

static void
clear_place (void)
{
  jr_test_hub_free (place.hub);
  remove_folder (place.folder);
  g_free (place.folder);
  g_free (place.clock);
}

/* The right clock again, and everybody's session is new. */
static void
put_right (void)
{
  set_clock (&place, 0);
  jr_test_hub_forget_secrets (place.hub);
}

/* What was decided by a clock ahead ---------------------------------------------------------------------------------- */

static void
assert_waits (Place *self, const char *id)
{
  g_autoptr (JrCaseFile) file = hub_load_case (self->hub, id);

  g_assert_cmpint (file->state->push, ==, JR_PUSH_DUE);
}

static void
recall (Place *self, const char *id)
{
  g_autoptr (JrCaseFile) file = hub_load_case (self->hub, id);

  hub_do (self->hub, "wang",
          &(JrCommand){ .kind = JR_COMMAND_RECALL,
                        .case_id = (char *) id,
                        .seen_version = file->state->version,
                        .text = (char *) "看错了一页" });
}

/* Ten years ahead, then right: it can be recalled for the whole window, and then it goes out. */
static void
test_decided_ahead (void)
{
  Place                 *self = &place;
  g_autofree char       *id = hub_submit_small (self->hub, "ONE");
  g_autofree char       *recalled = hub_submit_small (self->hub, "ONE");
  g_autoptr (JrCaseFile) file = NULL;
  g_autoptr (JrCaseFile) other = NULL;
  gint64                 right_at;

  set_clock (self, TEN_YEARS);
  jr_test_hub_forget_secrets (self->hub);
  jr_test_hub_get_secret (self->hub, "wang");
  hub_decide (self->hub, "wang", id, JR_DECISION_APPROVE, NULL, 0);
  hub_decide (self->hub, "wang", recalled, JR_DECISION_APPROVE, NULL, 0);
  set_clock (self, 0);
  right_at = g_get_monotonic_time ();

  jr_test_hub_forget_secrets (self->hub);
  assert_waits (self, id);
  recall (self, recalled);
  file = hub_wait_for_push (self->hub, id);
  g_assert_cmpint (g_get_monotonic_time () - right_at, >=, WINDOW_US);
  g_assert_cmpint (file->state->phase, ==, JR_CASE_DELIVERED);
  g_assert_cmpuint (hub_count_events (file, JR_EVENT_RESULT_PUSHED), ==, 1);
  other = hub_load_case (self->hub, recalled);
  g_assert_cmpint (other->state->phase, ==, JR_CASE_IN_REVIEW);
  put_right ();
}

/* A hub that is started with the right clock knows nothing of before; the window begins anew. */
static void
test_decided_ahead_and_restarted (void)
{
  Place                 *self = &place;
  g_autofree char       *id = hub_submit_small (self->hub, "ONE");
  g_autoptr (JrCaseFile) file = NULL;

  set_clock (self, TEN_YEARS);
  jr_test_hub_forget_secrets (self->hub);
  hub_decide (self->hub, "wang", id, JR_DECISION_APPROVE, NULL, 0);
  jr_test_hub_kill (self->hub);
  set_clock (self, 0);
  start (self);
  jr_test_hub_forget_secrets (self->hub);
  assert_waits (self, id);
  file = hub_wait_for_push (self->hub, id);
  g_assert_cmpint (file->state->phase, ==, JR_CASE_DELIVERED);
  put_right ();
}

/* Sessions ----------------------------------------------------------------------------------------------------------- */

static guint
ask_me (Place *self, const char *secret)
{
  g_autoptr (JrTestReply) reply = jr_test_hub_ask_with (self->hub, secret, "GET", "/v1/me", NULL);

  return reply->status;
}

static char *
begin_session (Place *self, const char *user)
{
  jr_test_hub_forget_secrets (self->hub);
  return g_strdup (jr_test_hub_get_secret (self->hub, user));
}

static void
test_idle (void)
{
  Place           *self = &place;
  g_autofree char *secret = begin_session (self, "zhou");

  set_clock (self, IDLE_HOURS * HOUR - 60);
  g_assert_cmpuint (ask_me (self, secret), ==, 200);
  set_clock (self, 2 * IDLE_HOURS * HOUR);
  g_assert_cmpuint (ask_me (self, secret), ==, 401);
  put_right ();
}

/* It is used all the time, by a hub that is started anew each time so that it writes each use down. */
static void
test_absolute (void)
{
  Place           *self = &place;
  const gint64     step = (IDLE_HOURS - 1) * HOUR;
  g_autofree char *secret = begin_session (self, "zhou");
  gint64           at = step;

  for (; at < SESSION_DAYS * DAY; at += step)
    {
      g_assert_cmpint (jr_test_hub_stop (self->hub), ==, 0);
      set_clock (self, at);
      start (self);
      g_assert_cmpuint (ask_me (self, secret), ==, 200);
    }
  set_clock (self, at);
  g_assert_cmpuint (ask_me (self, secret), ==, 401);
  put_right ();
}

/* A day back nobody is sent away. Who came then has been away for a day when the clock is right. */
static void
test_a_day_back (void)
{
  Place           *self = &place;
  g_autofree char *before = begin_session (self, "zhou");
  g_autofree char *back = NULL;

  set_clock (self, -DAY);
  g_assert_cmpuint (ask_me (self, before), ==, 200);
  back = begin_session (self, "zhou");
  g_assert_cmpuint (ask_me (self, back), ==, 200);
  set_clock (self, 0);
  g_assert_cmpuint (ask_me (self, before), ==, 200);
  g_assert_cmpuint (ask_me (self, back), ==, 401);
  put_right ();
}

/* In ten years all have ended; what is begun then does not last until then when the clock is right. */
static void
test_ten_years_ahead (void)
{
  Place           *self = &place;
  g_autofree char *before = begin_session (self, "zhou");
  g_autofree char *ahead = NULL;
  g_autofree char *after = NULL;

  set_clock (self, TEN_YEARS);
  g_assert_cmpuint (ask_me (self, before), ==, 401);
  ahead = begin_session (self, "zhou");
  g_assert_cmpuint (ask_me (self, ahead), ==, 200);
  set_clock (self, 0);
  g_assert_cmpuint (ask_me (self, ahead), ==, 401);
  after = begin_session (self, "zhou");
  g_assert_cmpuint (ask_me (self, after), ==, 200);
  put_right ();
}

int
main (int argc, char **argv)
{
  g_autofree char *worker = g_build_filename (g_getenv ("JR_BUILD_ROOT"), "src", "render", "worker",
                                              "joint-review-render", NULL);
  int              status;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("JOINT_REVIEW_RENDER", worker, TRUE);
  g_test_add_func ("/clock/decided-ahead", test_decided_ahead);
  g_test_add_func ("/clock/decided-ahead-and-restarted", test_decided_ahead_and_restarted);
  g_test_add_func ("/clock/idle", test_idle);
  g_test_add_func ("/clock/absolute", test_absolute);
  g_test_add_func ("/clock/a-day-back", test_a_day_back);
  g_test_add_func ("/clock/ten-years-ahead", test_ten_years_ahead);
  make_place ();
  status = g_test_run ();
  clear_place ();
  return status;
}
