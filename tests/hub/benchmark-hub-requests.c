/* benchmark-hub-requests.c: small answers a second, beside nginx with a static file of the same size
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /healthz is what a load balancer asks; /v1/me looks up the session and the account in the database first. nginx looks
 * up nothing. One worker there, a pool of two threads here; the clients take from the same machine in both cases. */

#include <stdlib.h>
#include <string.h>

#include "bench-load.h"
#include "bench-reference.h"
#include "jr-test-hub.h"
#include "test-folder.h"

#define CLIENTS 50
#define REQUESTS 30000

typedef struct
{
  const char *target;
  const char *secret;
  guint       n_left;
} Bench;

typedef struct
{
  double per_second;
  double cpu; /* of the server, in microseconds a request */
} Measured;

static char *
make (guint line, gpointer data)
{
  Bench *self = data;

  if (self->n_left == 0)
    return NULL;
  self->n_left--;
  return bench_load_request ("GET", self->target, self->secret, NULL);
}

static void
take (guint line, guint status, const char *body, gpointer data)
{
  if (status != 200)
    g_error ("%s: %u", ((Bench *) data)->target, status);
}

static Measured
measure (guint16     port,
         const char *target,
         const char *secret,
         gint64 (*get_cpu) (gpointer),
         gpointer server)
{
  Bench           bench = { target, secret, REQUESTS };
  BenchLoad       load = { port, CLIENTS, make, take, &bench };
  gint64          cpu = get_cpu (server);
  BenchLoadResult result = bench_load_run (&load);

  cpu = get_cpu (server) - cpu;
  return (Measured){ (double) result.n_answers / result.seconds,
                     (double) cpu / (double) result.n_answers };
}

static gint64
get_hub_cpu (gpointer server)
{
  return jr_test_hub_get_cpu_time (server);
}

static gint64
get_nginx_cpu (gpointer server)
{
  return bench_nginx_get_cpu_time (server);
}

static void
tell (const char *what, Measured measured)
{
  g_print ("%-28s %8.0f /s   %.1f us CPU each\n", what, measured.per_second, measured.cpu);
}

int
main (void)
{
  const char *const       options[] = { "--request-rate", "1000000", NULL };
  g_autoptr (JrTestHub)   hub = jr_test_hub_new (options);
  g_autofree char        *folder = g_dir_make_tmp ("jr-bench-XXXXXX", NULL);
  const char             *secret = jr_test_hub_get_secret (hub, "wang");
  g_autoptr (JrTestReply) me = jr_test_hub_ask (hub, "wang", "GET", "/v1/me", NULL);
  guint16                 port = jr_test_hub_get_port (hub);
  BenchNginx             *nginx = bench_nginx_new (folder, me->body);
  Measured                health = measure (port, "/healthz", secret, get_hub_cpu, hub);
  Measured                who = measure (port, "/v1/me", secret, get_hub_cpu, hub);

  tell ("hub, /healthz", health);
  tell ("hub, /v1/me", who);
  if (nginx != NULL)
    {
      Measured reference =
        measure (bench_nginx_get_port (nginx), "/file", secret, get_nginx_cpu, nginx);

      tell ("nginx, a file", reference);
      g_print ("ratio to nginx %.2f and %.2f; of CPU %.2f and %.2f\n",
               health.per_second / reference.per_second, who.per_second / reference.per_second,
               health.cpu / reference.cpu, who.cpu / reference.cpu);
      bench_nginx_free (nginx);
    }
  remove_folder (folder);
  return EXIT_SUCCESS;
}
