/* benchmark-hub-commands.c: durable commands a second through the whole hub, beside SQLite and PostgreSQL
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each client hands a case in at a window, has a reviewer claim and decide it, and begins anew: HTTP, rights, decider,
 * hash chain, projections, index of texts and the stored answer included. The databases get one small row a transaction,
 * which is what a service on them would at least do for a command. */

#include "bench-load.h"
#include "bench-reference.h"
#include "jr-command.h"
#include "jr-id.h"
#include "jr-test-hub.h"
#include "jr-wire.h"
#include "sqlite-reference.h"
#include "test-folder.h"

#define CLIENTS 50
#define COMMANDS_ALONE 400
#define COMMANDS_TOGETHER 12000
/* What the project holds itself to, at 50 clients. */
#define RATIO_MINIMUM 4.0
#define CPU_MAXIMUM_US 80.0

typedef enum
{
  SUBMIT,
  CLAIM,
  DECIDE,
  N_STEPS,
} Step;

typedef struct
{
  Step    step;
  char   *case_id;
  guint64 numbers[2]; /* of the window and of the reviewer */
} Client;

typedef struct
{
  JrTestHub  *hub;
  JrDocument *document;
  Client      clients[CLIENTS];
  guint       n_left;
} Bench;

static JrCommand *
make_command (Bench *self, Client *client, const char *name, guint64 number)
{
  g_autoptr (JrApplicant) applicant = jr_applicant_new (&(JrApplicant){ .name = (char *) "张伟" });
  g_autoptr (JrDecision)  decision = jr_decision_new (&(JrDecision){ .kind = JR_DECISION_APPROVE });
  g_autoptr (GPtrArray)   documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);
  JrCommand fields = { .client = (char *) name, .number = number, .case_id = client->case_id };

  g_ptr_array_add (documents, jr_document_ref (self->document));
  if (client->step == SUBMIT)
    {
      fields.kind = JR_COMMAND_SUBMIT;
      fields.item_code = (char *) "ONE";
      fields.applicant = applicant;
      fields.documents = documents;
    }
  else if (client->step == CLAIM)
    {
      fields.kind = JR_COMMAND_CLAIM;
      fields.department = (char *) "HR";
    }
  else
    {
      fields.kind = JR_COMMAND_DECIDE;
      fields.seen_version = 3;
      fields.decision = decision;
    }
  return jr_command_new (&fields);
}

static char *
make (guint line, gpointer data)
{
  Bench                *self = data;
  Client               *client = &self->clients[line];
  guint                 who = client->step == SUBMIT ? 0 : 1;
  g_autofree char      *name = g_strdup_printf ("%s-%u", who == 0 ? "window" : "desk", line);
  g_autoptr (JrCommand) command = NULL;
  g_autofree char      *text = NULL;

  if (self->n_left == 0)
    return NULL;
  self->n_left--;
  if (client->step == SUBMIT)
    {
      g_free (client->case_id);
      client->case_id = jr_id_new ();
    }
  command = make_command (self, client, name, ++client->numbers[who]);
  text = jr_wire_command_to_text (command);
  return bench_load_request ("POST", "/v1/commands",
                             jr_test_hub_get_secret (self->hub, who == 0 ? "window1" : "wang"),
                             text);
}

static void
take (guint line, guint status, const char *body, gpointer data)
{
  Bench  *self = data;
  Client *client = &self->clients[line];

  if (status != 200)
    g_error ("A command was refused: %s", body);
  client->step = (client->step + 1) % N_STEPS;
}

/* Commands a second, and the hub's CPU time of one, in microseconds. */
static double
measure (Bench *self, guint n_clients, guint n_commands, double *out_cpu)
{
  BenchLoad       load = { .port = jr_test_hub_get_port (self->hub),
                           .n_lines = n_clients,
                           .make = make,
                           .take = take,
                           .data = self };
  gint64          cpu = jr_test_hub_get_cpu_time (self->hub);
  BenchLoadResult result;

  self->n_left = n_commands;
  result = bench_load_run (&load);
  cpu = jr_test_hub_get_cpu_time (self->hub) - cpu;
  *out_cpu = (double) cpu / (double) result.n_answers;
  return (double) result.n_answers / result.seconds;
}

static void
tell (const char *what, double per_second, double cpu)
{
  g_print ("%-36s %8.0f /s", what, per_second);
  if (cpu > 0)
    g_print ("   %.1f us CPU of the hub each", cpu);
  g_print ("\n");
}

int
main (void)
{
  /* Nothing is pushed meanwhile: composing stamped papers is measured elsewhere. */
  const char *const options[] = { "--recall-window", "3600", "--request-rate", "1000000", NULL };
  Bench             self = { .hub = jr_test_hub_new (options) };
  g_autofree char  *folder = g_dir_make_tmp ("jr-bench-XXXXXX", NULL);
  double            sqlite = measure_sqlite_rows (folder);
  double            postgres = bench_postgres_rows (folder, CLIENTS);
  double            alone, together, cpu_alone, cpu_together;

  self.document = jr_test_hub_put_pdf (self.hub, 1, "form");
  jr_test_hub_get_secret (self.hub, "wang");
  alone = measure (&self, 1, COMMANDS_ALONE, &cpu_alone);
  together = measure (&self, CLIENTS, COMMANDS_TOGETHER, &cpu_together);
  tell ("hub, 1 client", alone, cpu_alone);
  tell ("hub, 50 clients", together, cpu_together);
  tell ("SQLite, one row a commit", sqlite, 0);
  if (postgres > 0)
    tell ("PostgreSQL, 50 clients, one row each", postgres, 0);
  g_print ("ratio to SQLite %.1f (at least %.1f)%s; CPU %.1f us (at most %.1f)\n",
           together / sqlite, RATIO_MINIMUM, postgres > 0 ? "" : ", PostgreSQL not measured",
           cpu_together, CPU_MAXIMUM_US);
  if (postgres > 0)
    g_print ("ratio to PostgreSQL %.2f\n", together / postgres);
  for (guint i = 0; i < CLIENTS; i++)
    g_free (self.clients[i].case_id);
  jr_document_unref (self.document);
  jr_test_hub_free (self.hub);
  remove_folder (folder);
  return together / sqlite >= RATIO_MINIMUM && cpu_together <= CPU_MAXIMUM_US ? 0 : 1;
}
