/* benchmark-commands.c: durable commands a second, beside SQLite committing one row at a time
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <sys/resource.h>

#include "core-testing.h"
#include "jr-answer-table.h"
#include "jr-case-table.h"
#include "jr-id.h"
#include "jr-log.h"
#include "sqlite-reference.h"
#include "store-testing.h"

/* What the hub's writer does, without HTTP: find the answer, load the case, decide, append to the chained log, project,
 * keep the answer; 64 commands a commit, synchronous=FULL. Each case is submitted, looked at by three departments, and
 * pushed. The reference is one small table of the same SQLite on the same disk in the same run, one commit a row. */

#define N_CASES 400
#define COMMANDS_PER_COMMIT 64
#define SALT "0123456789abcdef0123456789abcdef"
/* What the project holds itself to. */
#define RATIO_MINIMUM 4.0
#define CPU_MAXIMUM_US 80.0

typedef struct
{
  Place         place;
  JrTransaction transaction;
  guint         n_in_transaction;
  guint64       n_commands;
  JrItem       *item;
  JrTime        now;
} Bench;

static double
cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
commit (Bench *self)
{
  g_autoptr (GError) error = NULL;

  if (self->n_in_transaction == 0)
    return;
  jr_transaction_commit (&self->transaction, &error);
  g_assert_no_error (error);
  self->n_in_transaction = 0;
}

static void
begin (Bench *self)
{
  g_autoptr (GError) error = NULL;

  if (self->n_in_transaction++ > 0)
    return;
  jr_transaction_begin (&self->transaction, self->place.database, &error);
  g_assert_no_error (error);
}

static JrCase *
load (Bench *self, const char *case_id, JrCommandKind kind)
{
  g_autoptr (GError) error = NULL;
  JrCase            *current = NULL;

  if (kind == JR_COMMAND_SUBMIT)
    return NULL;
  current = jr_case_table_load (self->place.database, case_id, &error);
  g_assert_no_error (error);
  return current;
}

/* The person of a new case, and what the log says of her. */
static char *
put_person (Bench *self, const JrCommand *command)
{
  g_autoptr (GError) error = NULL;

  if (command->kind != JR_COMMAND_SUBMIT)
    return NULL;
  jr_person_put (self->place.database, command->case_id, command->applicant, SALT, &error);
  g_assert_no_error (error);
  return jr_person_hash (command->applicant, SALT);
}

static void
write_events (Bench *self, const JrCommand *command, const JrCase *current, GPtrArray *events)
{
  JrDatabase          *database = self->place.database;
  g_autoptr (GError)   error = NULL;
  g_autoptr (JrCase)   next = NULL;
  g_autoptr (JrAnswer) answer = NULL;
  gint64               sequence;

  jr_log_append (database, events, &sequence, &error);
  g_assert_no_error (error);
  jr_case_table_apply_all (database, current, events, sequence, &next, &error);
  g_assert_no_error (error);
  if (command->kind == JR_COMMAND_SUBMIT)
    jr_case_table_set_applicant (database, next->id, "张*", &error);
  g_assert_no_error (error);
  answer = jr_answer_new (&(JrAnswer){ .number = command->number,
                                       .case_id = next->id,
                                       .case_number = next->number,
                                       .case_version = next->version,
                                       .sequence = sequence });
  jr_answer_table_put (database, command->client, "somebody", answer, &error);
  g_assert_no_error (error);
}

static void
send (Bench         *self,
      const JrActor *actor,
      const char    *case_id,
      JrCommandKind  kind,
      JrDecision    *decision)
{
  g_autoptr (JrCommand) plain = make_command (kind);
  JrCommand             fields = *plain;
  g_autoptr (JrCommand) command = NULL;
  g_autoptr (JrActor)   sender = jr_actor_new (actor);
  g_autoptr (JrAnswer)  before = NULL;
  g_autoptr (JrCase)    current = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (JrRefusal) refusal = NULL;
  g_autoptr (GError)    error = NULL;
  g_autofree char      *hash = NULL;
  g_autofree char      *number = NULL;
  JrDeciderContext      context;

  begin (self);
  current = load (self, case_id, kind);
  fields.client = (char *) "benchmark";
  fields.number = ++self->n_commands;
  fields.case_id = (char *) case_id;
  fields.seen_version = current == NULL ? 0 : current->version;
  fields.decision = decision != NULL ? decision : fields.decision;
  command = jr_command_new (&fields);
  jr_answer_table_find (self->place.database, command->client, command->number, "somebody", &before,
                        &error);
  g_assert_no_error (error);
  g_assert_null (before);
  hash = put_person (self, command);
  if (kind == JR_COMMAND_SUBMIT)
    number = jr_case_table_next_number (self->place.database, "NW", self->now, &error);
  context = (JrDeciderContext){ .now = self->now += 10,
                                .claim_lease = JR_CLAIM_LEASE_DEFAULT,
                                .recall_window = 0,
                                .actor = sender,
                                .item = self->item,
                                .number = number,
                                .applicant_hash = hash };
  events = jr_decider_decide (current, command, &context, &refusal);
  g_assert_null (refusal);
  write_events (self, command, current, events);
  if (self->n_in_transaction == COMMANDS_PER_COMMIT)
    commit (self);
}

/* As in an ordinary room: seven commands a case. */
static void
work (Bench *self)
{
  g_autoptr (JrDecision) approval = make_decision (JR_DECISION_APPROVE);

  for (guint i = 0; i < N_CASES; i++)
    {
      g_autofree char *id = jr_id_new ();

      send (self, &window_3, id, JR_COMMAND_SUBMIT, NULL);
      send (self, &wang, id, JR_COMMAND_CLAIM, NULL);
      send (self, &wang, id, JR_COMMAND_DECIDE, approval);
      send (self, &li, id, JR_COMMAND_DECIDE, approval);
      send (self, &luo, id, JR_COMMAND_CLAIM, NULL);
      send (self, &luo, id, JR_COMMAND_DECIDE, approval);
      send (self, &hub, id, JR_COMMAND_PUSH, NULL);
    }
  commit (self);
}

int
main (void)
{
  Bench              self = { .now = NOON };
  g_autoptr (GError) error = NULL;
  double             rows_per_second, commands_per_second, cpu;
  gint64             start;

  place_set_up (&self.place, NULL);
  self.item = make_item ();
  jr_log_create (self.place.database, "NW", "南湾", &error);
  g_assert_no_error (error);
  rows_per_second = measure_sqlite_rows (self.place.folder);
  cpu = cpu_seconds ();
  start = g_get_monotonic_time ();
  work (&self);
  start = g_get_monotonic_time () - start;
  cpu = (cpu_seconds () - cpu) * 1e6 / (double) self.n_commands;
  commands_per_second = (double) self.n_commands * 1e6 / (double) start;
  g_print ("durable commands: %.0f/s, %.1f µs CPU a command\n", commands_per_second, cpu);
  g_print ("SQLite, one commit a row: %.0f/s\n", rows_per_second);
  g_print ("ratio %.1f (at least %.1f); CPU %.1f µs (at most %.1f)\n",
           commands_per_second / rows_per_second, RATIO_MINIMUM, cpu, CPU_MAXIMUM_US);
  jr_item_unref (self.item);
  place_tear_down (&self.place, NULL);
  return commands_per_second / rows_per_second >= RATIO_MINIMUM && cpu <= CPU_MAXIMUM_US ? 0 : 1;
}
