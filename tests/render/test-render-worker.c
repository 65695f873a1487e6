/* test-render-worker.c: whatever a worker does, its client goes on
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "jr-test-pdf.h"
#include "jr-test-worker.h"
#include "test-slowness.h"

#define WIDTH 120
/* Of a request, in these tests; a worker that has not worked gets three times that. */
#define LIMIT_SECONDS 2
#define LIMIT_FACTOR 3
#define N_DOCUMENTS 300
#define N_THREADS 6
#define N_REQUESTS 15

/* Until a request has been given up, with time to spare. */
static gint64
get_longest_us (void)
{
  return get_slowness () * (LIMIT_FACTOR * LIMIT_SECONDS + 5) * G_USEC_PER_SEC;
}

static JrRenderClient *
open_page (void)
{
  const JrTestPage   page = { 0 };
  g_autoptr (GBytes) pdf = jr_test_pdf_make_page (&page);

  return jr_test_open (pdf);
}

static void
assert_answers (JrRenderClient *client)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (JrDocumentFacts) facts = jr_render_client_check (client, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (facts->n_pages, ==, 1);
}

static void
assert_fails (JrRenderClient *client, JrErrorCode code)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (JrPagePixels) pixels = jr_render_client_render (client, 0, WIDTH, NULL, &error);

  g_assert_error (error, JR_RENDER_ERROR, (int) code);
  g_assert_null (pixels);
  g_assert_true (g_str_has_prefix (error->message, "test.pdf: "));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_test_message ("%s", error->message);
}

/* A worker that was stopped from outside is given up after its limit; the next request is answered by another. */
static void
test_watchdog (void)
{
  g_autoptr (JrRenderClient) client = open_page ();
  gint64                     start;
  GPid                       stopped;

  assert_answers (client);
  stopped = jr_test_worker_find ();
  g_assert_cmpint (stopped, >, 0);
  g_assert_cmpint (kill (stopped, SIGSTOP), ==, 0);

  jr_render_client_set_limit (client, LIMIT_SECONDS);
  start = g_get_monotonic_time ();
  assert_fails (client, JR_ERROR_TIMED_OUT);
  g_assert_cmpint (g_get_monotonic_time () - start, <, get_longest_us ());
  g_assert_cmpint (jr_test_worker_find (), ==, 0);
  g_assert_cmpint (kill (stopped, 0), ==, -1);

  assert_answers (client);
}

/* One that works is given up after the limit itself. */
static void
test_watchdog_of_busy_worker (void)
{
  g_autoptr (GBytes)         pdf = jr_test_pdf_make_endless ();
  g_autoptr (JrRenderClient) client = jr_test_open (pdf);
  gint64                     start;

  jr_render_client_set_limit (client, LIMIT_SECONDS);
  start = g_get_monotonic_time ();
  assert_fails (client, JR_ERROR_TIMED_OUT);
  g_assert_cmpint (g_get_monotonic_time () - start, <, get_longest_us ());
}

/* Killed while idle: no request has been lost, and none is. */
static void
test_death_while_idle (void)
{
  g_autoptr (JrRenderClient) client = open_page ();

  for (guint i = 0; i < 5; i++)
    {
      GPid first;

      assert_answers (client);
      first = jr_test_worker_find ();
      g_assert_cmpint (kill (first, SIGKILL), ==, 0);
      while (jr_test_worker_find () == first)
        g_usleep (1000);
    }
  assert_answers (client);
}

/* Over its CPU limit the kernel ends the worker; that reads as what it is. */
static void
test_cpu_limit (void)
{
  const struct rlimit        limit = { 1, 2 };
  struct rlimit              born;
  g_autoptr (JrRenderClient) client = open_page ();
  GPid                       worker;

  assert_answers (client);
  worker = jr_test_worker_find ();
  g_assert_cmpint (prlimit (worker, RLIMIT_CPU, NULL, &born), ==, 0);
  g_assert_cmpuint (born.rlim_cur, <=, 120);
  g_assert_cmpint (prlimit (worker, RLIMIT_CORE, NULL, &born), ==, 0);
  g_assert_cmpuint (born.rlim_max, ==, 0);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpint (prlimit (worker, RLIMIT_AS, NULL, &born), ==, 0);
  g_assert_cmpuint (born.rlim_max, <=, 1 << 30);
#endif

  g_assert_cmpint (prlimit (worker, RLIMIT_CPU, &limit, NULL), ==, 0);
  for (gint64 start = g_get_monotonic_time (); jr_test_worker_find () == worker;)
    {
      g_autoptr (GError)       error = NULL;
      g_autoptr (JrPagePixels) pixels = jr_render_client_render (client, 0, 2000, NULL, &error);

      g_assert_cmpint (g_get_monotonic_time () - start, <, get_slowness () * 60 * G_USEC_PER_SEC);
      if (pixels == NULL)
        g_assert_error (error, JR_RENDER_ERROR, JR_ERROR_TIMED_OUT);
    }
  assert_answers (client);
}

static void
test_two_deaths_poison (void)
{
  g_autoptr (JrRenderClient) client = open_page ();
  g_autoptr (GError)         error = NULL;

  {
    g_auto (JrTestStrange) strange = { 0 };

    jr_test_worker_become_strange (&strange, "crashes");
    assert_fails (client, JR_ERROR_CORRUPT);
    assert_fails (client, JR_ERROR_CORRUPT);
  }

  /* Not even with a worker that would do better. */
  g_assert_null (jr_render_client_check (client, NULL, &error));
  g_assert_error (error, JR_RENDER_ERROR, JR_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "twice"));
  g_assert_cmpint (jr_test_worker_find (), ==, 0);
}

static void
test_one_death_does_not_poison (void)
{
  g_autoptr (JrRenderClient) client = open_page ();

  {
    g_auto (JrTestStrange) strange = { 0 };

    jr_test_worker_become_strange (&strange, "crashes");
    assert_fails (client, JR_ERROR_CORRUPT);
  }
  assert_answers (client);
  assert_answers (client);
}

static void
test_lying_workers (void)
{
  static const struct
  {
    const char *behaviour;
    JrErrorCode code;
  } rows[] = {
    { "leaves", JR_ERROR_CORRUPT },
    { "sends-unsealed", JR_ERROR_IO },
    { "sends-no-memory-file", JR_ERROR_IO },
    { "sends-too-few-pixels", JR_ERROR_IO },
    { "sends-another-width", JR_ERROR_IO },
    { "sends-overflow", JR_ERROR_IO },
    { "sends-nothing", JR_ERROR_IO },
    { "sends-another-version", JR_ERROR_IO },
    { "sends-unknown-reason", JR_ERROR_IO },
    { "sends-short-packet", JR_ERROR_CORRUPT },
    { "sends-two-descriptors", JR_ERROR_CORRUPT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint                  n_descriptors = jr_test_count_descriptors ();
      g_auto (JrTestStrange) strange = { 0 };
      g_autoptr (GError)     error = NULL;
      g_autoptr (GError)     check_error = NULL;
      JrRenderClient        *client = open_page ();

      g_test_message ("%s", rows[i].behaviour);
      jr_test_worker_become_strange (&strange, rows[i].behaviour);
      assert_fails (client, rows[i].code);
      g_assert_null (jr_render_client_check (client, NULL, &check_error));
      g_assert_nonnull (check_error);
      jr_render_client_free (client);
      g_assert_cmpuint (jr_test_count_descriptors (), ==, n_descriptors);
    }
}

static void
test_no_worker (void)
{
  g_autoptr (JrRenderClient) client = open_page ();
  g_autofree char           *usual = g_strdup (g_getenv ("JOINT_REVIEW_RENDER"));

  g_setenv ("JOINT_REVIEW_RENDER", "/nonexistent/joint-review-render", TRUE);
  for (guint i = 0; i < 3; i++)
    assert_fails (client, JR_ERROR_IO);
  g_setenv ("JOINT_REVIEW_RENDER", usual, TRUE);
  assert_answers (client);
}

static void
test_sandbox (void)
{
  g_autoptr (JrRenderClient) client = open_page ();
  g_autoptr (GError)         error = NULL;

  jr_render_client_self_test (client, &error);
  g_assert_no_error (error);
  assert_answers (client);
}

/* On a kernel without Landlock seccomp holds all but reading; the facts say so. */
static void
test_sandbox_without_landlock (void)
{
  g_auto (JrTestStrange)      strange = { 0 };
  g_autoptr (JrRenderClient)  client = open_page ();
  g_autoptr (JrDocumentFacts) facts = NULL;
  g_autoptr (JrPagePixels)    pixels = NULL;
  g_autoptr (GError)          error = NULL;

  jr_test_worker_become_strange (&strange, "has-no-landlock");
  facts = jr_render_client_check (client, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (facts->has_landlock);
  g_assert_true (jr_render_client_self_test (client, &error));
  g_assert_no_error (error);
  pixels = jr_render_client_render (client, 0, WIDTH, NULL, &error);
  g_assert_no_error (error);
}

static void
test_no_leaks (void)
{
  guint n_descriptors;

  {
    g_autoptr (JrRenderClient) client = open_page ();

    assert_answers (client);
  }
  n_descriptors = jr_test_count_descriptors ();
  for (guint i = 0; i < N_DOCUMENTS / get_slowness (); i++)
    {
      g_autoptr (JrRenderClient) client = open_page ();
      g_autoptr (GError)         error = NULL;
      g_autoptr (JrPagePixels)   pixels = jr_render_client_render (client, 0, WIDTH, NULL, &error);

      g_assert_no_error (error);
    }
  g_assert_cmpuint (jr_test_count_descriptors (), ==, n_descriptors);
  g_assert_cmpint (jr_test_worker_find (), ==, 0);
}

static gpointer
ask_often (gpointer client)
{
  for (guint i = 0; i < N_REQUESTS; i++)
    {
      g_autoptr (GError)       error = NULL;
      guint                    width = 50 + (guint) g_random_int_range (0, 200);
      g_autoptr (JrPagePixels) pixels = jr_render_client_render (client, 0, width, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (pixels->width, ==, width);
      g_assert_cmpuint (g_bytes_get_size (pixels->pixels), ==, pixels->stride * pixels->height);
      g_assert_cmpuint (jr_test_count_ink (pixels), >, 10);
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (JrRenderClient) client = open_page ();
  GThread                   *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("ask", ask_often, client);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/worker/watchdog", test_watchdog);
  g_test_add_func ("/render/worker/watchdog-of-busy-worker", test_watchdog_of_busy_worker);
  g_test_add_func ("/render/worker/death-while-idle", test_death_while_idle);
  g_test_add_func ("/render/worker/cpu-limit", test_cpu_limit);
  g_test_add_func ("/render/worker/two-deaths-poison", test_two_deaths_poison);
  g_test_add_func ("/render/worker/one-death-does-not-poison", test_one_death_does_not_poison);
  g_test_add_func ("/render/worker/lying-workers", test_lying_workers);
  g_test_add_func ("/render/worker/no-worker", test_no_worker);
  g_test_add_func ("/render/worker/sandbox", test_sandbox);
  g_test_add_func ("/render/worker/sandbox-without-landlock", test_sandbox_without_landlock);
  g_test_add_func ("/render/worker/no-leaks", test_no_leaks);
  g_test_add_func ("/render/worker/threads", test_threads);
  return g_test_run ();
}
