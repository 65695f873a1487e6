/* test-kill.c: the hub is killed at random moments while everybody works
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of fifty clients some hand cases in, some decide them, some upload, some follow the feed; each sends a command again under
 * the same id until it has an answer, as every real client does, and goes on in the feed where it was cut. What was
 * answered or shown must be true ever after: nothing lost, nothing done twice. */

#include "jr-test-hub.h"

#include <string.h>

#include "jr-blob-store.h"
#include "jr-id.h"
#include "jr-log.h"
#include "test-slowness.h"

/* Fewer of a hub that is slow, and after longer, so that something has been done. */
#define KILLS (200 / get_slowness ())
/* All of the room is proved so often. */
#define KILLS_PER_VERIFICATION 20
/* Of one client: the hub keeps the answers to its last 1000. */
#define COMMANDS_MAXIMUM 900
/* Between two commands of one client; with them the room stays small enough for 200 kills. */
#define REST_MAXIMUM_MS 700
#define PAUSE_MINIMUM_MS 30
#define PAUSE_MAXIMUM_MS 400
#define RESTART_MAXIMUM_US G_TIME_SPAN_SECOND
#define UPLOAD_MAXIMUM (200 * 1000)

static JrTestHub *hub;

/* What the threads share with whoever kills. */
static struct
{
  GMutex     lock;
  char      *url;
  gboolean   is_over;
  GPtrArray *open;     /* ids of cases that nobody has decided yet */
  GPtrArray *accepted; /* (element-type Accepted) */
  GPtrArray *uploaded; /* (element-type utf8) */
  guint      n_frames; /* that followers were shown */
  guint      n_repeated;
  guint      n_refused;
} shared;

typedef struct
{
  JrCommand *command;
  JrAnswer  *answer;
  char      *user;
} Accepted;

typedef struct _Client Client;

struct _Client
{
  guint index;
  void (*act) (Client *self);
  const char *user;
  char       *secret;
  char       *client;
  guint64     number;
  JrDocument *document; /* of who hands cases in */
  GRand      *random;
  char       *cursor;   /* of who follows */
  GHashTable *versions; /* case id → the last one that was shown */
};

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
      g_usleep (g_rand_int_range (self->random, 20, 200) * 1000);
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

static void
rest (Client *self)
{
  g_usleep ((gulong) g_rand_int_range (self->random, 1, REST_MAXIMUM_MS) * 1000);
}

static void
send_one (Client *self, JrCommand *command)
{
  g_autoptr (JrAnswer) answer = command == NULL ? NULL : send (self, command);

  if (answer != NULL)
    note (self, command, answer);
  rest (self);
}

static void
hand_in (Client *self)
{
  g_autoptr (JrCommand) command = make_submit (self);

  send_one (self, command);
}

static void
decide (Client *self)
{
  g_autoptr (JrCommand) command = make_decide (self);

  send_one (self, command);
}

static JrHubClient *
new_client (Client *self)
{
  gboolean         is_over;
  g_autofree char *url = dup_url (&is_over);
  JrHubClient     *client = jr_hub_client_new (url, NULL, NULL);

  jr_hub_client_set_secret (client, self->secret);
  return client;
}

/* Once; what breaks off is given up. */
static void
upload (Client *self)
{
  g_autoptr (JrHubClient) client = new_client (self);
  g_autofree char        *name = g_strdup_printf ("upload %u", self->index);
  g_autofree char        *path = g_build_filename (jr_test_hub_get_folder (hub), "..", name, NULL);
  gsize                   length = (gsize) g_rand_int_range (self->random, 1000, UPLOAD_MAXIMUM);
  g_autofree char        *bytes = g_malloc (length);
  g_autofree char        *sha256 = NULL;
  gint64                  size;

  for (gsize i = 0; i < length; i++)
    bytes[i] = (char) g_rand_int (self->random);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  if (jr_hub_client_put_blob (client, path, &sha256, &size, NULL, NULL))
    {
      g_mutex_lock (&shared.lock);
      g_ptr_array_add (shared.uploaded, g_steal_pointer (&sha256));
      g_mutex_unlock (&shared.lock);
    }
  rest (self);
}

/* Each case goes on by one version, across all the lines that were cut. */
static gboolean
take_frame (JrFrame *frame, gpointer data)
{
  Client  *self = data;
  gboolean is_over;

  g_free (dup_url (&is_over));
  g_free (self->cursor);
  self->cursor = g_strdup (frame->cursor);
  if (frame->event == NULL)
    return !is_over;
  g_assert_cmpuint (frame->event->case_version, ==,
                    GPOINTER_TO_UINT (g_hash_table_lookup (self->versions, frame->event->case_id)) +
                      1);
  g_hash_table_insert (self->versions, g_strdup (frame->event->case_id),
                       GUINT_TO_POINTER (frame->event->case_version));
  g_mutex_lock (&shared.lock);
  shared.n_frames++;
  g_mutex_unlock (&shared.lock);
  return !is_over;
}

static void
follow (Client *self)
{
  g_autoptr (JrHubClient) client = new_client (self);
  g_autoptr (GPtrArray)   page = NULL;
  g_autofree char        *from = g_strdup (self->cursor);

  if (self->index % 2 == 0)
    jr_hub_client_follow (client, from, take_frame, self, NULL, NULL);
  else
    page = jr_hub_client_poll (client, from, 1, NULL, NULL);
  for (guint i = 0; page != NULL && i < page->len; i++)
    take_frame (page->pdata[i], self);
  g_usleep (100 * 1000);
}

/* How many do what. */
static const struct
{
  guint       n;
  const char *user;
  void (*act) (Client *self);
} kinds[] = {
  { 17, "window1", hand_in },
  { 17, "wang", decide },
  { 8, "window2", upload },
  { 8, "zhou", follow },
};
#define CLIENTS 50

static gpointer
work (gpointer data)
{
  Client  *self = data;
  gboolean is_over = FALSE;

  while (!is_over && self->number < COMMANDS_MAXIMUM)
    {
      self->act (self);
      g_free (dup_url (&is_over));
    }
  return NULL;
}

/* From the beginning of the log on. */
static char *
dup_start (Client *self)
{
  g_autoptr (JrHubClient) client = new_client (self);
  g_autoptr (GPtrArray)   page = jr_hub_client_poll (client, NULL, 0, NULL, NULL);

  g_assert_nonnull (page);
  return g_strdup (((JrFrame *) page->pdata[page->len - 1])->cursor);
}

static Client *
client_new (guint kind, guint index, guint32 seed)
{
  Client *self = g_new0 (Client, 1);

  self->index = index;
  self->act = kinds[kind].act;
  self->user = kinds[kind].user;
  self->secret = g_strdup (jr_test_hub_get_secret (hub, self->user));
  self->client = g_strdup_printf ("client %u", index);
  self->random = g_rand_new_with_seed (seed + index);
  self->versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (self->act == hand_in)
    self->document = jr_test_hub_put_pdf (hub, 1, "form");
  if (self->act == follow)
    self->cursor = dup_start (self);
  return self;
}

static void
client_free (Client *self)
{
  g_clear_pointer (&self->document, jr_document_unref);
  g_rand_free (self->random);
  g_hash_table_unref (self->versions);
  g_free (self->cursor);
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

/* The last that was told, by a hub that has just been started. */
static void
assert_last (void)
{
  g_autoptr (JrHubClient) client = jr_test_hub_new_client (hub, "wang");
  const Accepted         *last = NULL;

  g_mutex_lock (&shared.lock);
  if (shared.accepted->len > 0)
    last = shared.accepted->pdata[shared.accepted->len - 1];
  g_mutex_unlock (&shared.lock);
  if (last == NULL)
    return;
  assert_case (client, last);
  assert_same_answer (last);
}

static gboolean
keep_case (const JrLogRow *row, gpointer cases)
{
  g_ptr_array_add (cases, g_strdup (row->case_id));
  return TRUE;
}

/* The case of each event of the log, in their order. */
static GPtrArray *
load_cases (void)
{
  g_autofree char       *path = g_build_filename (jr_test_hub_get_folder (hub), "hub.db", NULL);
  g_autoptr (GError)     error = NULL;
  g_autoptr (JrDatabase) database = jr_database_open (path, JR_DATABASE_READ_ONLY, &error);
  GPtrArray             *cases = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (error);
  jr_log_read (database, 0, G_MAXINT, keep_case, cases, &error);
  g_assert_no_error (error);
  return cases;
}

/* Every command that was accepted has its own place in the log. */
static void
assert_all (void)
{
  g_autoptr (JrHubClient) client = jr_test_hub_new_client (hub, "wang");
  g_autoptr (GPtrArray)   cases = load_cases ();
  g_autoptr (GHashTable)  sequences = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable)  numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < shared.accepted->len; i++)
    {
      const Accepted *accepted = shared.accepted->pdata[i];

      g_assert_true (g_hash_table_add (sequences, &accepted->answer->sequence));
      g_assert_cmpint (accepted->answer->sequence, <=, cases->len);
      g_assert_cmpstr (cases->pdata[accepted->answer->sequence - 1], ==, accepted->answer->case_id);
      if (accepted->command->kind == JR_COMMAND_SUBMIT)
        g_assert_true (g_hash_table_add (numbers, accepted->answer->case_number));
      if (i % 11 == 0)
        assert_case (client, accepted);
      if (i % 7 == 0)
        assert_same_answer (accepted);
    }
}

/* Their bytes are proved with the rest of the room. A part ("OWNER-SHA256") that a kill has left is of no such upload. */
static void
assert_uploads (void)
{
  g_autofree char        *folder = g_build_filename (jr_test_hub_get_folder (hub), "blobs", NULL);
  g_autofree char        *incoming = g_build_filename (folder, "incoming", NULL);
  g_autoptr (JrBlobStore) store = jr_blob_store_open (folder, NULL);
  g_autoptr (GDir)        left = g_dir_open (incoming, 0, NULL);
  const char             *name;

  while ((name = g_dir_read_name (left)) != NULL)
    g_assert_false (g_ptr_array_find_with_equal_func (shared.uploaded, strrchr (name, '-') + 1,
                                                      g_str_equal, NULL));
  for (guint i = 0; i < shared.uploaded->len; i++)
    g_assert_cmpint (jr_blob_store_get_size (store, shared.uploaded->pdata[i]), >, 0);
}

static void
set_url (gboolean is_over)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&shared.lock);

  g_free (shared.url);
  shared.url = g_strdup (jr_test_hub_get_url (hub));
  shared.is_over = is_over;
}

static gint64
start_again (void)
{
  gint64 start = g_get_monotonic_time ();

  jr_test_hub_start (hub);
  set_url (FALSE);
  return g_get_monotonic_time () - start;
}

/* A machine that is busy with other things may be slow once; it is not each other time. */
static void
kill_often (void)
{
  gint64 longest = 0, sum = 0;
  guint  n_slow = 0;

  for (guint i = 1; i <= KILLS; i++)
    {
      guint  pause_ms = (guint) g_test_rand_int_range (PAUSE_MINIMUM_MS, PAUSE_MAXIMUM_MS);
      gint64 span;

      g_usleep (get_slowness () * pause_ms * 1000);
      jr_test_hub_kill (hub);
      if (i % KILLS_PER_VERIFICATION == 0)
        assert_verifies ();
      span = start_again ();
      sum += span;
      longest = MAX (longest, span);
      n_slow += span > get_slowness () * RESTART_MAXIMUM_US;
      assert_last ();
    }
  g_test_message ("started again in %.0f ms, at most %.0f ms", (double) sum / 1000 / KILLS,
                  (double) longest / 1000);
  g_assert_cmpuint (n_slow, <, KILLS / 2);
}

static void
test_kill (void)
{
  guint32  seed = (guint32) g_test_rand_int ();
  GThread *threads[CLIENTS];
  Client  *clients[CLIENTS];
  guint    n = 0;

  g_test_message ("seed %u", seed);
  set_url (FALSE);
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    for (guint i = 0; i < kinds[kind].n; i++, n++)
      clients[n] = client_new (kind, n, seed);
  g_assert_cmpuint (n, ==, CLIENTS);
  for (guint i = 0; i < CLIENTS; i++)
    threads[i] = g_thread_new ("client", work, clients[i]);
  kill_often ();
  g_usleep (get_slowness () * PAUSE_MAXIMUM_MS * 1000);
  set_url (TRUE);
  /* Followers wait for a frame, or until the line breaks. */
  g_assert_cmpint (jr_test_hub_stop (hub), ==, 0);
  for (guint i = 0; i < CLIENTS; i++)
    {
      g_thread_join (threads[i]);
      client_free (clients[i]);
    }
  jr_test_hub_start (hub);
  g_test_message ("%u accepted, %u refused, %u sent again, %u uploaded, %u frames",
                  shared.accepted->len, shared.n_refused, shared.n_repeated, shared.uploaded->len,
                  shared.n_frames);
  g_assert_cmpuint (shared.accepted->len, >, 5 * KILLS);
  g_assert_cmpuint (shared.n_repeated, >, KILLS / 2);
  g_assert_cmpuint (shared.uploaded->len, >, KILLS / 2);
  g_assert_cmpuint (shared.n_frames, >, shared.accepted->len);
  assert_all ();
  assert_uploads ();
}

int
main (int argc, char **argv)
{
  static const char *const options[] = { "--recall-window", "1", NULL };
  int                      status;

  g_test_init (&argc, &argv, NULL);
  g_mutex_init (&shared.lock);
  shared.open = g_ptr_array_new_with_free_func (g_free);
  shared.accepted = g_ptr_array_new_with_free_func (accepted_free);
  shared.uploaded = g_ptr_array_new_with_free_func (g_free);
  hub = jr_test_hub_new (options);
  g_test_add_func ("/hub/kill", test_kill);
  status = g_test_run ();
  jr_test_hub_free (hub);
  g_ptr_array_unref (shared.open);
  g_ptr_array_unref (shared.accepted);
  g_ptr_array_unref (shared.uploaded);
  g_free (shared.url);
  g_mutex_clear (&shared.lock);
  return status;
}
