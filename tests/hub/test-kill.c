/* test-kill.c: the hub is killed at random moments while everybody works
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Half of the clients hand cases in, half decide them; each sends a command again under the same id until it has an
 * answer, as every real client does. What was answered must be true ever after: nothing lost, nothing done twice. */

#include "jr-test-hub.h"

#include <string.h>

#include "jr-id.h"
#include "test-slowness.h"

#define CLIENTS 20
/* Fewer of a hub that is slow, and after longer, so that something has been done. */
#define KILLS (15 / get_slowness ())
/* Of one client: the hub keeps the answers to its last 1000. */
#define COMMANDS_MAXIMUM 900
#define PAUSE_MINIMUM_MS 150
#define PAUSE_MAXIMUM_MS 1200

static JrTestHub *hub;

/* What the threads share with whoever kills. */
static struct
{
  GMutex     lock;
  char      *url;
  gboolean   is_over;
  GPtrArray *open;     /* ids of cases that nobody has decided yet */
  GPtrArray *accepted; /* (element-type Accepted) */
  guint      n_repeated;
  guint      n_refused;
} shared;

typedef struct
{
  JrCommand *command;
  JrAnswer  *answer;
  char      *user;
} Accepted;

typedef struct
{
  guint       index;
  const char *user;
  char       *secret;
  char       *client;
  guint64     number;
  JrDocument *document;
  GRand      *random;
} Client;

static void
accepted_free (gpointer data)
{
  Accepted *self = data;

  jr_command_unref (self->command);
  jr_answer_unref (self->answer);
  g_free (self->user);
  g_free (self);
}

/* The clients -------------------------------------------------------------------------------------------------------- */

static char *
dup_url (gboolean *out_is_over)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&shared.lock);

  *out_is_over = shared.is_over;
  return g_strdup (shared.url);
}

static JrAnswer *
try_once (Client *self, const char *url, JrCommand *command, GError **error)
{
  g_autoptr (JrHubClient) client = jr_hub_client_new (url, NULL, NULL);
  g_autoptr (GPtrArray)   commands = g_ptr_array_new ();
  g_autoptr (GPtrArray)   answers = NULL;

  jr_hub_client_set_secret (client, self->secret);
  g_ptr_array_add (commands, command);
  answers = jr_hub_client_send (client, commands, NULL, error);
  return answers == NULL ? NULL : jr_answer_ref (answers->pdata[0]);
}

/* NULL when the test is over before there was an answer. */
static JrAnswer *
send (Client *self, JrCommand *command)
{
  JrAnswer *answer = NULL;
  gboolean  is_over = FALSE;

  while (answer == NULL && !is_over)
    {
      g_autofree char *url = dup_url (&is_over);

      answer = try_once (self, url, command, NULL);
      if (answer != NULL)
        break;
      g_mutex_lock (&shared.lock);
      shared.n_repeated++;
      g_mutex_unlock (&shared.lock);
      g_usleep (g_rand_int_range (self->random, 5, 50) * 1000);
    }
  return answer;
}

static void
note (Client *self, JrCommand *command, JrAnswer *answer)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&shared.lock);
  Accepted                *accepted;

  if (answer->problem != NULL)
    {
      shared.n_refused++;
      return;
    }
  accepted = g_new (Accepted, 1);
  *accepted = (Accepted){ .command = jr_command_ref (command),
                          .answer = jr_answer_ref (answer),
                          .user = g_strdup (self->user) };
  g_ptr_array_add (shared.accepted, accepted);
  if (command->kind == JR_COMMAND_SUBMIT)
    g_ptr_array_add (shared.open, g_strdup (answer->case_id));
}

static JrCommand *
make_submit (Client *self)
{
  g_autofree char        *id = jr_id_new ();
  g_autoptr (JrApplicant) applicant = jr_applicant_new (&(JrApplicant){ .name = (char *) "张伟" });
  g_autoptr (GPtrArray)   documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);

  g_ptr_array_add (documents, jr_document_ref (self->document));
  return jr_command_new (&(JrCommand){ .client = self->client,
                                       .number = ++self->number,
                                       .kind = JR_COMMAND_SUBMIT,
                                       .case_id = id,
                                       .item_code = (char *) "ONE",
                                       .applicant = applicant,
                                       .documents = documents });
}

/* NULL when there is none to decide. Two may go for the same case; the hub lets one have it. */
static JrCommand *
make_decide (Client *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&shared.lock);
  g_autoptr (JrDecision) decision = jr_decision_new (&(JrDecision){ .kind = JR_DECISION_APPROVE });
  const char            *id;

  if (shared.open->len == 0)
    return NULL;
  id = shared.open->pdata[(guint) g_rand_int (self->random) % shared.open->len];
  return jr_command_new (&(JrCommand){ .client = self->client,
                                       .number = ++self->number,
                                       .kind = JR_COMMAND_DECIDE,
                                       .case_id = (char *) id,
                                       .seen_version = 2,
                                       .decision = decision });
}

static gpointer
work (gpointer data)
{
  Client  *self = data;
  gboolean is_over = FALSE;

  while (!is_over && self->number < COMMANDS_MAXIMUM)
    {
      g_autoptr (JrCommand) command =
        self->document != NULL ? make_submit (self) : make_decide (self);
      g_autoptr (JrAnswer) answer = command == NULL ? NULL : send (self, command);

      if (answer != NULL)
        note (self, command, answer);
      else
        g_usleep (10 * 1000);
      g_free (dup_url (&is_over));
    }
  return NULL;
}

static Client *
client_new (guint index, guint32 seed)
{
  Client *self = g_new0 (Client, 1);

  self->index = index;
  self->user = index % 2 == 0 ? "window1" : "wang";
  self->secret = g_strdup (jr_test_hub_get_secret (hub, self->user));
  self->client = g_strdup_printf ("client %u", index);
  self->random = g_rand_new_with_seed (seed + index);
  if (index % 2 == 0)
    self->document = jr_test_hub_put_pdf (hub, 1, "form");
  return self;
}

static void
client_free (Client *self)
{
  g_clear_pointer (&self->document, jr_document_unref);
  g_rand_free (self->random);
  g_free (self->secret);
  g_free (self->client);
  g_free (self);
}

/* Afterwards --------------------------------------------------------------------------------------------------------- */

static void
assert_verifies (void)
{
  int              status;
  g_autofree char *out = jr_test_hub_run (&status, "verify", jr_test_hub_get_folder (hub), NULL);

  if (status != 0)
    g_error ("%s", out);
}

/* The same id is told the same again, which also means that it was carried out once. */
static void
assert_same_answer (const Accepted *accepted)
{
  Client               self = { .secret = (char *) jr_test_hub_get_secret (hub, accepted->user) };
  g_autoptr (GError)   error = NULL;
  g_autoptr (JrAnswer) again =
    try_once (&self, jr_test_hub_get_url (hub), accepted->command, &error);

  g_assert_no_error (error);
  g_assert_null (again->problem);
  g_assert_cmpstr (again->case_number, ==, accepted->answer->case_number);
  g_assert_cmpuint (again->case_version, ==, accepted->answer->case_version);
  g_assert_cmpint (again->sequence, ==, accepted->answer->sequence);
}

static guint
count_kind (JrCaseFile *file, JrEventKind kind)
{
  guint n = 0;

  for (guint i = 0; i < file->events->len; i++)
    n += ((JrEvent *) file->events->pdata[i])->kind == kind;
  return n;
}

static void
assert_case (JrHubClient *client, const Accepted *accepted)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (JrCaseFile) file =
    jr_hub_client_load_case (client, accepted->answer->case_id, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (file->state->number, ==, accepted->answer->case_number);
  g_assert_cmpuint (file->state->version, >=, accepted->answer->case_version);
  g_assert_cmpuint (count_kind (file, JR_EVENT_CASE_SUBMITTED), ==, 1);
  g_assert_cmpstr (file->applicant->name, ==, "张伟");
  if (accepted->command->kind == JR_COMMAND_DECIDE)
    g_assert_cmpuint (count_kind (file, JR_EVENT_REVIEW_DECIDED), ==, 1);
}

/* Every command that was accepted has its own place in the log. */
static void
assert_all (void)
{
  g_autoptr (JrHubClient) client = jr_test_hub_new_client (hub, "wang");
  g_autoptr (GHashTable)  sequences = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable)  numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < shared.accepted->len; i++)
    {
      const Accepted *accepted = shared.accepted->pdata[i];

      g_assert_true (g_hash_table_add (sequences, &accepted->answer->sequence));
      if (accepted->command->kind == JR_COMMAND_SUBMIT)
        g_assert_true (g_hash_table_add (numbers, accepted->answer->case_number));
      assert_case (client, accepted);
      if (i % 7 == 0)
        assert_same_answer (accepted);
    }
}

static void
set_url (gboolean is_over)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&shared.lock);

  g_free (shared.url);
  shared.url = g_strdup (jr_test_hub_get_url (hub));
  shared.is_over = is_over;
}

static void
test_kill (void)
{
  guint32  seed = (guint32) g_test_rand_int ();
  GThread *threads[CLIENTS];
  Client  *clients[CLIENTS];
  guint    pause_ms;

  g_test_message ("seed %u", seed);
  set_url (FALSE);
  for (guint i = 0; i < CLIENTS; i++)
    clients[i] = client_new (i, seed);
  for (guint i = 0; i < CLIENTS; i++)
    threads[i] = g_thread_new ("client", work, clients[i]);
  for (guint i = 0; i < KILLS; i++)
    {
      pause_ms = (guint) g_test_rand_int_range (PAUSE_MINIMUM_MS, PAUSE_MAXIMUM_MS);
      g_usleep (get_slowness () * pause_ms * 1000);
      jr_test_hub_kill (hub);
      assert_verifies ();
      jr_test_hub_start (hub);
      set_url (FALSE);
    }
  g_usleep (get_slowness () * PAUSE_MAXIMUM_MS * 1000);
  set_url (TRUE);
  for (guint i = 0; i < CLIENTS; i++)
    {
      g_thread_join (threads[i]);
      client_free (clients[i]);
    }
  g_test_message ("%u accepted, %u refused, %u sent again", shared.accepted->len, shared.n_refused,
                  shared.n_repeated);
  g_assert_cmpuint (shared.accepted->len, >, 10 * KILLS);
  g_assert_cmpuint (shared.n_repeated, >, KILLS);
  assert_all ();
}

int
main (int argc, char **argv)
{
  static const char *const options[] = { "--recall-window", "3600", NULL };
  int                      status;

  g_test_init (&argc, &argv, NULL);
  g_mutex_init (&shared.lock);
  shared.open = g_ptr_array_new_with_free_func (g_free);
  shared.accepted = g_ptr_array_new_with_free_func (accepted_free);
  hub = jr_test_hub_new (options);
  g_test_add_func ("/hub/kill", test_kill);
  status = g_test_run ();
  jr_test_hub_free (hub);
  g_ptr_array_unref (shared.open);
  g_ptr_array_unref (shared.accepted);
  g_free (shared.url);
  g_mutex_clear (&shared.lock);
  return status;
}
