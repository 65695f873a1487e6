/* benchmark-hub-streams.c: from a window's command to 500 desks that follow the feed, in the clear and with TLS
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window hands cases in, one after the other, on a line of its own; each event goes to all desks. A delivery is
 * measured from the first byte of the command to the last event of it at that desk, so the commit is in it. All desks are
 * one thread here, which takes its time from the same machine; the window's own answer is shown beside. */

#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "bench-line.h"
#include "jr-command.h"
#include "jr-id.h"
#include "jr-test-hub.h"
#include "jr-wire.h"

#define DESKS 500
#define ROUNDS 200
#define EVENTS 64
#define PAUSE_US 10000
#define CASE_LINE "\nevent: case\n"
/* What the project holds itself to. */
#define P99_MAXIMUM_PLAIN_MS 20.0
#define P99_MAXIMUM_TLS_MS 40.0
#define CPU_MAXIMUM_US 20.0
#define IDLE_MAXIMUM_MB 10.0
#define LOADED_MAXIMUM_MB 40.0

typedef struct
{
  BenchLine *line;
  GString   *text;
  guint      n_cases; /* events so far */
} Desk;

typedef struct
{
  JrTestHub  *hub;
  JrDocument *document;
  Desk        desks[DESKS];
  Desk        window;
  int         poll;
  guint       n_expected; /* events at each desk */
  guint       n_behind;   /* desks that do not have them */
  gint64      sent_at;
  GArray     *delays;  /* (element-type gint64) of deliveries, in microseconds */
  GArray     *answers; /* of the window's commands */
} Bench;

/* Desks -------------------------------------------------------------------------------------------------------------- */

/* Counts what is whole, and keeps what may be the beginning of more. */
static void
count_cases (Desk *self)
{
  const char *rest = self->text->str;
  const char *found;
  gsize       kept;

  while ((found = strstr (rest, CASE_LINE)) != NULL)
    {
      self->n_cases++;
      rest = found + strlen (CASE_LINE);
    }
  kept = MIN (strlen (rest), strlen (CASE_LINE) - 1);
  g_string_erase (self->text, 0, (gssize) (self->text->len - kept));
}

static void
open_desk (Bench *self, guint index, gboolean is_secret)
{
  Desk              *desk = &self->desks[index];
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = desk };
  g_autofree char   *request =
    g_strdup_printf ("GET /v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n"
                     "Accept: text/event-stream\r\n\r\n",
                     jr_test_hub_get_secret (self->hub, "window1"));

  *desk =
    (Desk){ bench_line_new (jr_test_hub_get_port (self->hub), is_secret), g_string_new (NULL), 0 };
  bench_line_send (desk->line, request);
  bench_line_wait_for (desk->line, desk->text, "\r\n\r\n");
  if (!g_str_has_prefix (desk->text->str, "HTTP/1.1 200"))
    g_error ("A stream was refused: %s", desk->text->str);
  count_cases (desk);
  if (epoll_ctl (self->poll, EPOLL_CTL_ADD, bench_line_get_fd (desk->line), &event) != 0)
    g_error ("A line cannot be watched");
}

static void
read_desk (Bench *self, Desk *desk)
{
  gboolean was_behind = desk->n_cases < self->n_expected;
  gint64   delay;

  while (bench_line_read (desk->line, desk->text) > 0)
    continue;
  count_cases (desk);
  if (!was_behind || desk->n_cases < self->n_expected)
    return;
  delay = g_get_monotonic_time () - self->sent_at;
  g_array_append_val (self->delays, delay);
  self->n_behind--;
}

/* The window --------------------------------------------------------------------------------------------------------- */

static void
send_case (Bench *self, guint number)
{
  g_autofree char        *id = jr_id_new ();
  g_autoptr (JrApplicant) applicant = jr_applicant_new (&(JrApplicant){ .name = (char *) "张伟" });
  g_autoptr (GPtrArray)   documents = g_ptr_array_new ();
  g_autoptr (JrCommand)   command = NULL;
  g_autofree char        *body = NULL;
  g_autofree char        *request = NULL;

  g_ptr_array_add (documents, self->document);
  command = jr_command_new (&(JrCommand){ .client = (char *) "window",
                                          .number = number,
                                          .kind = JR_COMMAND_SUBMIT,
                                          .case_id = id,
                                          .item_code = (char *) "ONE",
                                          .applicant = applicant,
                                          .documents = documents });
  body = jr_wire_command_to_text (command);
  request = g_strdup_printf ("POST /v1/commands HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n"
                             "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                             jr_test_hub_get_secret (self->hub, "window1"), strlen (body), body);
  g_string_truncate (self->window.text, 0);
  self->sent_at = g_get_monotonic_time ();
  bench_line_send (self->window.line, request);
}

/* The answer's head and body come in one piece, or nearly. */
static void
read_window (Bench *self)
{
  gboolean was_whole = g_str_has_suffix (self->window.text->str, "}");
  gint64   delay = g_get_monotonic_time () - self->sent_at;

  while (bench_line_read (self->window.line, self->window.text) > 0)
    continue;
  if (was_whole || !g_str_has_suffix (self->window.text->str, "}"))
    return;
  if (!g_str_has_prefix (self->window.text->str, "HTTP/1.1 200"))
    g_error ("A command was refused: %s", self->window.text->str);
  g_array_append_val (self->answers, delay);
}

/* Until each desk has all of it, and the window its answer. */
static void
run_round (Bench *self, guint number, guint n_events)
{
  self->n_expected += n_events;
  self->n_behind = DESKS;
  send_case (self, number);
  while (self->n_behind > 0 || self->answers->len < number)
    {
      struct epoll_event events[EVENTS];
      int                n = epoll_wait (self->poll, events, EVENTS, 60000);

      if (n == 0)
        g_error ("%u desks have heard nothing for a minute", self->n_behind);
      for (int i = 0; i < n; i++)
        if (events[i].data.ptr == &self->window)
          read_window (self);
        else
          read_desk (self, events[i].data.ptr);
    }
}

/* Measuring ---------------------------------------------------------------------------------------------------------- */

static int
compare (gconstpointer a, gconstpointer b)
{
  const gint64 *left = a;
  const gint64 *right = b;

  return (*left > *right) - (*left < *right);
}

/* In milliseconds; @values are sorted by it. */
static double
get_quantile (GArray *values, double part)
{
  g_array_sort (values, compare);
  return (double) g_array_index (values, gint64, (guint) (part * (values->len - 1))) / 1000.0;
}

static void
open_all (Bench *self, gboolean is_secret)
{
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = &self->window };

  self->poll = epoll_create1 (EPOLL_CLOEXEC);
  for (guint i = 0; i < DESKS; i++)
    open_desk (self, i, is_secret);
  self->window =
    (Desk){ bench_line_new (jr_test_hub_get_port (self->hub), is_secret), g_string_new (NULL), 0 };
  epoll_ctl (self->poll, EPOLL_CTL_ADD, bench_line_get_fd (self->window.line), &event);
}

static void
close_all (Bench *self)
{
  for (guint i = 0; i < DESKS; i++)
    {
      bench_line_free (self->desks[i].line);
      g_string_free (self->desks[i].text, TRUE);
    }
  bench_line_free (self->window.line);
  g_string_free (self->window.text, TRUE);
  close (self->poll);
}

static double
to_megabytes (gint64 bytes)
{
  return (double) bytes / (1 << 20);
}

/* TRUE when all is as it should be. */
static gboolean
tell (Bench *self, gboolean is_secret, double cpu, double idle)
{
  double maximum = is_secret ? P99_MAXIMUM_TLS_MS : P99_MAXIMUM_PLAIN_MS;
  double p99 = get_quantile (self->delays, 0.99);
  double loaded = to_megabytes (jr_test_hub_get_share (self->hub));

  g_print ("%u desks, %s:\n", DESKS, is_secret ? "TLS" : "in the clear");
  g_print ("  command -> desk   p50 %.1f ms, p99 %.1f ms (at most %.0f)\n",
           get_quantile (self->delays, 0.5), p99, maximum);
  g_print ("  command -> answer p50 %.1f ms, p99 %.1f ms\n", get_quantile (self->answers, 0.5),
           get_quantile (self->answers, 0.99));
  g_print ("  CPU of the hub %.1f us a delivery (at most %.0f), the command's part in it\n", cpu,
           CPU_MAXIMUM_US);
  g_print ("  share of memory %.1f MB idle (at most %.0f), %.1f MB with all desks (at most %.0f)\n",
           idle, IDLE_MAXIMUM_MB, loaded, LOADED_MAXIMUM_MB);
  return p99 <= maximum && cpu <= CPU_MAXIMUM_US && idle <= IDLE_MAXIMUM_MB &&
         loaded <= LOADED_MAXIMUM_MB;
}

static gboolean
measure (gboolean is_secret)
{
  g_autofree char *pem =
    g_build_filename (g_getenv ("JR_SOURCE_ROOT"), "tests", "sync", "tls-hub.pem", NULL);
  const char *const tls[] = { "--tls-cert", pem, "--tls-key", pem, NULL };
  Bench             self = { .hub = jr_test_hub_new (is_secret ? tls : NULL) };
  guint             n_events;
  gint64            cpu;
  double            idle;
  gboolean          is_good;

  jr_test_hub_get_secret (self.hub, "window1");
  idle = to_megabytes (jr_test_hub_get_share (self.hub));
  self.document = jr_test_hub_put_pdf (self.hub, 1, "form");
  self.delays = g_array_new (FALSE, FALSE, sizeof (gint64));
  self.answers = g_array_new (FALSE, FALSE, sizeof (gint64));
  open_all (&self, is_secret);
  /* How many events a case is; and the hub has looked at the document. */
  run_round (&self, 1, 1);
  g_usleep (G_USEC_PER_SEC / 2);
  for (guint i = 0; i < DESKS; i++)
    read_desk (&self, &self.desks[i]);
  n_events = self.desks[0].n_cases;
  self.n_expected = n_events;
  g_array_set_size (self.delays, 0);

  cpu = jr_test_hub_get_cpu_time (self.hub);
  for (guint i = 2; i <= ROUNDS + 1; i++)
    {
      g_usleep (PAUSE_US);
      run_round (&self, i, n_events);
    }
  cpu = jr_test_hub_get_cpu_time (self.hub) - cpu;
  is_good = tell (&self, is_secret, (double) cpu / (ROUNDS * DESKS), idle);

  close_all (&self);
  g_array_unref (self.delays);
  g_array_unref (self.answers);
  jr_document_unref (self.document);
  jr_test_hub_free (self.hub);
  return is_good;
}

int
main (void)
{
  gboolean is_plain_good = measure (FALSE);
  gboolean is_tls_good = measure (TRUE);

  return is_plain_good && is_tls_good ? EXIT_SUCCESS : EXIT_FAILURE;
}
