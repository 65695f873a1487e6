/* fake-hub.c: a small hub in the test's own process, which can be made to misbehave
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Events go through the real reducer and the real wire, so that what it serves is what a hub could serve. The real hub
 * is met in test-contract.c. */

#include "fake-hub.h"

#include <string.h>

#include "jr-cursor.h"
#include "jr-id.h"
#include "jr-json.h"
#include "jr-reducer.h"
#include "jr-wire.h"
#include "raw-hub.h"

#define HARMLESS "harmless"

struct _FakeHub
{
  RawHub     *raw;
  GMutex      lock;
  GCond       changed;
  FakeMode    mode;
  char       *epoch;
  GPtrArray  *log;     /* (element-type JrEvent) */
  GHashTable *cases;   /* id to JrCase */
  GHashTable *answers; /* "client number" to JrAnswer */
  GString    *comments;
  JrActor    *staff;
  guint       snapshots;
  guint       streams;
  guint       opened;
  guint       cuts;
};

static const JrJsonLimits limits = { .max_bytes = 16 << 20,
                                     .max_depth = 24,
                                     .max_values = 1 << 20,
                                     .max_string = 1 << 20 };

/* The log, with the lock held --------------------------------------------------------------------------------------- */

static void
append (FakeHub *self, const JrEvent *event)
{
  g_autoptr (GError) error = NULL;
  JrCase            *current = g_hash_table_lookup (self->cases, event->case_id);
  JrCase            *next = jr_reducer_apply (current, event, &error);

  g_assert_no_error (error);
  g_hash_table_insert (self->cases, g_strdup (event->case_id), next);
  g_ptr_array_add (self->log, jr_event_ref (event));
  g_cond_broadcast (&self->changed);
}

static guint
next_version (FakeHub *self, const char *id)
{
  const JrCase *current = g_hash_table_lookup (self->cases, id);

  return current == NULL ? 1 : current->version + 1;
}

static void
append_comment (FakeHub *self, const char *id, const char *text)
{
  g_autoptr (JrEvent) event = jr_event_new (&(JrEvent){ .kind = JR_EVENT_CASE_COMMENTED,
                                                        .schema = 1,
                                                        .case_id = (char *) id,
                                                        .case_version = next_version (self, id),
                                                        .at = jr_time_now (),
                                                        .by = self->staff,
                                                        .text = (char *) text });

  append (self, event);
  g_string_append_printf (self->comments, "%s%s", self->comments->len > 0 ? "|" : "", text);
}

static char *
cursor_of (FakeHub *self, gint64 sequence)
{
  JrCursor cursor = { .room = "NW", .sequence = sequence };

  g_strlcpy (cursor.epoch, self->epoch, sizeof cursor.epoch);
  return jr_cursor_to_string (&cursor);
}

static char *
write_frame (FakeHub *self, const JrFrame *fields, gint64 sequence)
{
  g_autofree char     *cursor = cursor_of (self, sequence);
  JrFrame              with_cursor = *fields;
  g_autoptr (JrFrame)  frame = NULL;
  g_autoptr (JsonNode) node = NULL;

  with_cursor.cursor = cursor;
  frame = jr_frame_new (&with_cursor);
  node = jr_frame_write (frame);
  return jr_json_to_canonical (node);
}

static char *
write_event_frame (FakeHub *self, guint index)
{
  JrEvent *event = self->log->pdata[index];

  return write_frame (self,
                      &(JrFrame){ .event = event,
                                  .applicant = event->case_version == 1 ? (char *) "张*" : NULL },
                      index + 1);
}

/* FALSE: gone. */
static gboolean
read_after (FakeHub *self, RawCall *call, guint *out_index)
{
  g_autofree char *text = NULL;
  const char      *after = strstr (call->target, "after=");
  JrCursor         cursor;

  *out_index = 0;
  if (after == NULL)
    return TRUE;
  text = g_uri_unescape_segment (after + 6, strchr (after, '&'), NULL);
  if (!jr_cursor_from_string (text, &cursor) || strcmp (cursor.epoch, self->epoch) != 0 ||
      cursor.sequence > self->log->len)
    return FALSE;
  *out_index = (guint) cursor.sequence;
  return TRUE;
}

/* Reading ----------------------------------------------------------------------------------------------------------- */

static void
serve_me (FakeHub *self, RawCall *call)
{
  g_autoptr (JrDepartment) department =
    jr_department_new (&(JrDepartment){ .code = (char *) "HR", .name = (char *) "人力资源" });
  g_autoptr (GPtrArray) departments = g_ptr_array_new ();
  g_autoptr (JrRoom)    room = NULL;
  g_autoptr (JsonNode)  me_node = jr_wire_write_actor (self->staff);
  g_autoptr (JsonNode)  room_node = NULL;
  g_autofree char      *me_text = jr_json_to_canonical (me_node);
  g_autofree char      *room_text = NULL;
  g_autofree char      *reply = NULL;

  g_ptr_array_add (departments, department);
  room = jr_room_new (
    &(JrRoom){ .code = (char *) "NW", .name = (char *) "南湾", .departments = departments });
  room_node = jr_wire_write_room (room);
  room_text = jr_json_to_canonical (room_node);
  reply = g_strdup_printf ("{\"me\":%s,\"room\":%s}", me_text, room_text);
  raw_reply (call, 200, "application/json", reply);
}

static char *
write_snapshot (FakeHub *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GString                 *lines = g_string_new (NULL);
  g_autofree char         *first = write_frame (self, &(JrFrame){ 0 }, self->log->len);
  g_autofree char         *last = write_frame (self, &(JrFrame){ .is_end = TRUE }, self->log->len);
  GHashTableIter           iter;
  gpointer                 state;

  self->snapshots++;
  g_string_append_printf (lines, "%s\n", first);
  g_hash_table_iter_init (&iter, self->cases);
  while (g_hash_table_iter_next (&iter, NULL, &state))
    {
      g_autofree char *line =
        write_frame (self, &(JrFrame){ .state = state, .applicant = (char *) "张*" },
                     self->log->len);

      g_string_append_printf (lines, "%s\n", line);
    }
  g_string_append_printf (lines, "%s\n", last);
  return g_string_free (lines, FALSE);
}

static void
serve_snapshot (FakeHub *self, RawCall *call)
{
  g_autofree char *lines = write_snapshot (self);

  raw_open (call, 200, "application/x-ndjson");
  raw_write (call, lines, -1);
}

/* Three events a page, so that there are many pages. */
static char *
write_page (FakeHub *self, guint first)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  guint                    end = MIN (first + 3, self->log->len);
  g_autofree char         *cursor = cursor_of (self, end);
  GString                 *page = g_string_new ("{\"frames\":[");

  for (guint i = first; i < end; i++)
    {
      g_autofree char *frame = write_event_frame (self, i);

      g_string_append_printf (page, "%s%s", i > first ? "," : "", frame);
    }
  g_string_append_printf (page, "],\"cursor\":\"%s\"}", cursor);
  return g_string_free (page, FALSE);
}

static gboolean
has_streams (FakeHub *self)
{
  return self->mode == FAKE_WORKS || self->mode == FAKE_LOSES_ANSWERS ||
         self->mode == FAKE_CANNOT_READ;
}

/* The text of the next frame, waiting for one; NULL when the stream has to end. */
static char *
wait_for_frame (FakeHub *self, RawCall *call, guint *index, guint cuts, gboolean *out_is_cut)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (*index >= self->log->len && self->cuts == cuts &&
         !g_cancellable_is_cancelled (call->stop) && has_streams (self))
    g_cond_wait_until (&self->changed, &self->lock, g_get_monotonic_time () + 20 * 1000);
  *out_is_cut = self->cuts != cuts;
  if (*out_is_cut || *index >= self->log->len)
    return NULL;
  return write_event_frame (self, (*index)++);
}

static void
count_stream (FakeHub *self, gint change)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->streams = (guint) ((gint) self->streams + change);
  self->opened += change > 0 ? 1 : 0;
}

static void
serve_stream (FakeHub *self, RawCall *call, guint index, guint cuts)
{
  gboolean is_cut = FALSE;
  char    *text;

  raw_open (call, 200, "text/event-stream");
  count_stream (self, 1);
  while ((text = wait_for_frame (self, call, &index, cuts, &is_cut)) != NULL)
    {
      g_autofree char *event = g_strdup_printf ("event: case\ndata: %s\n\n", text);

      g_free (text);
      raw_write (call, event, -1);
    }
  if (is_cut)
    raw_write (call, "event: case\ndata: {\"cursor\":\"", -1);
  count_stream (self, -1);
}

/* Both at one moment, so that no cut falls between them. */
static gboolean
find_place (FakeHub *self, RawCall *call, guint *out_index, guint *out_cuts)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  *out_cuts = self->cuts;
  return read_after (self, call, out_index);
}

static void
serve_events (FakeHub *self, RawCall *call)
{
  g_autofree char *accept = raw_header (call, "Accept");
  g_autofree char *page = NULL;
  guint            index, cuts;

  if (!find_place (self, call, &index, &cuts))
    raw_problem (call, "cursor-gone", NULL);
  else if (strcmp (accept, "text/event-stream") == 0)
    serve_stream (self, call, index, cuts);
  else
    {
      page = write_page (self, index);
      raw_reply (call, 200, "application/json", page);
    }
}

/* Commands ---------------------------------------------------------------------------------------------------------- */

static JrAnswer *
carry_out (FakeHub *self, const JrCommand *command)
{
  g_autoptr (JrProblem) problem = NULL;
  JrCase               *current = g_hash_table_lookup (self->cases, command->case_id);

  if (command->kind != JR_COMMAND_COMMENT || current == NULL)
    problem = jr_problem_new_for ("unknown-case", NULL);
  else
    append_comment (self, command->case_id, command->text);
  return jr_answer_new (
    &(JrAnswer){ .number = command->number, .case_id = command->case_id, .problem = problem });
}

static JrAnswer *
answer_command (FakeHub *self, const JrCommand *command)
{
  char     *id = g_strdup_printf ("%s %" G_GUINT64_FORMAT, command->client, command->number);
  JrAnswer *answer = g_hash_table_lookup (self->answers, id);

  if (answer != NULL)
    {
      g_free (id);
      return answer;
    }
  answer = carry_out (self, command);
  g_hash_table_insert (self->answers, id, answer);
  return answer;
}

static char *
answer_batch (FakeHub *self, JsonArray *batch)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (JsonNode)     reply = json_node_new (JSON_NODE_ARRAY);
  JsonArray               *answers = json_array_new ();

  json_node_take_array (reply, answers);
  for (guint i = 0; i < json_array_get_length (batch); i++)
    {
      g_autoptr (GError)    error = NULL;
      g_autoptr (JrCommand) command =
        jr_wire_read_command (json_array_get_element (batch, i), &error);

      g_assert_no_error (error);
      json_array_add_element (answers, jr_answer_write (answer_command (self, command)));
    }
  return jr_json_to_canonical (reply);
}

static void
serve_commands (FakeHub *self, RawCall *call, FakeMode mode)
{
  g_autoptr (GError)   error = NULL;
  const char          *text = (const char *) call->body->data;
  g_autoptr (JsonNode) node = jr_json_parse (text, call->body->len, &limits, &error);
  JsonArray           *batch;
  g_autofree char     *reply = NULL;

  g_assert_no_error (error);
  batch = json_node_get_array (node);
  if (mode == FAKE_CANNOT_READ &&
      (json_array_get_length (batch) > 1 || strstr (text, HARMLESS) == NULL))
    {
      raw_problem (call, "too-large", NULL);
      return;
    }
  reply = answer_batch (self, batch);
  if (mode != FAKE_LOSES_ANSWERS)
    raw_reply (call, 200, "application/json", reply);
}

/* All --------------------------------------------------------------------------------------------------------------- */

static FakeMode
get_mode (FakeHub *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->mode;
}

static void
serve_route (FakeHub *self, RawCall *call, FakeMode mode)
{
  if (strcmp (call->target, "/v1/me") == 0)
    serve_me (self, call);
  else if (strcmp (call->target, "/v1/snapshot") == 0)
    serve_snapshot (self, call);
  else if (g_str_has_prefix (call->target, "/v1/events"))
    serve_events (self, call);
  else if (strcmp (call->target, "/v1/commands") == 0)
    serve_commands (self, call, mode);
  else
    raw_problem (call, "not-found", NULL);
}

static void
serve (RawCall *call, gpointer data)
{
  FakeHub *self = data;
  FakeMode mode = get_mode (self);

  switch (mode)
    {
    case FAKE_IS_DOWN:
      return;
    case FAKE_IS_BUSY:
      raw_reply (call, 503, "text/html", "<h1>Busy</h1>");
      return;
    case FAKE_KNOWS_NOBODY:
      raw_problem (call, "log-in-required", NULL);
      return;
    case FAKE_WORKS:
    case FAKE_LOSES_ANSWERS:
    case FAKE_DROPS_STREAMS:
    case FAKE_CANNOT_READ:
      serve_route (self, call, mode);
      return;
    }
}

static char *
new_epoch (void)
{
  g_autofree char *id = jr_id_new ();
  g_autofree char *digest = jr_sha256_of (id, strlen (id));

  return g_strndup (digest, 32);
}

FakeHub *
fake_hub_new (void)
{
  FakeHub *self = g_new0 (FakeHub, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->epoch = new_epoch ();
  self->log = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_event_unref);
  self->cases =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) jr_case_unref);
  self->answers =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) jr_answer_unref);
  self->comments = g_string_new (NULL);
  self->staff = jr_actor_new (&(JrActor){ .user = (char *) "wang",
                                          .name = (char *) "王敏",
                                          .role = JR_ROLE_REVIEWER,
                                          .department = (char *) "HR" });
  self->raw = raw_hub_new (serve, self, NULL);
  return self;
}

void
fake_hub_free (FakeHub *self)
{
  raw_hub_free (self->raw);
  g_free (self->epoch);
  g_ptr_array_unref (self->log);
  g_hash_table_unref (self->cases);
  g_hash_table_unref (self->answers);
  g_string_free (self->comments, TRUE);
  jr_actor_unref (self->staff);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}

JrHubClient *
fake_hub_new_client (FakeHub *self)
{
  JrHubClient *client = jr_hub_client_new (raw_hub_get_url (self->raw), NULL, NULL);

  g_assert_nonnull (client);
  jr_hub_client_set_secret (client, "token");
  return client;
}

void
fake_hub_set_mode (FakeHub *self, FakeMode mode)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->mode = mode;
  g_cond_broadcast (&self->changed);
}

void
fake_hub_submit (FakeHub *self, const char *id, const char *number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GPtrArray)    stages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GPtrArray)    documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);
  g_autofree char    *digest = jr_sha256_of (id, strlen (id));
  g_autoptr (JrEvent) submitted = NULL;
  g_autoptr (JrEvent) opened = NULL;

  g_ptr_array_add (stages, g_strsplit ("HR", ",", -1));
  g_ptr_array_add (documents, jr_document_new (&(JrDocument){
                                .sha256 = digest, .name = (char *) "申请表.pdf", .size = 812 }));
  submitted = jr_event_new (&(JrEvent){ .kind = JR_EVENT_CASE_SUBMITTED,
                                        .schema = 1,
                                        .case_id = (char *) id,
                                        .case_version = 1,
                                        .at = jr_time_now (),
                                        .by = self->staff,
                                        .number = (char *) number,
                                        .item_code = (char *) "FOOD-1",
                                        .item_name = (char *) "食品经营许可证 新办",
                                        .item_version = 1,
                                        .applicant_hash = digest,
                                        .stages = stages,
                                        .documents = documents });
  opened = jr_event_new (&(JrEvent){ .kind = JR_EVENT_STAGE_OPENED,
                                     .schema = 1,
                                     .case_id = (char *) id,
                                     .case_version = 2,
                                     .at = jr_time_now (),
                                     .by = self->staff });
  append (self, submitted);
  append (self, opened);
}

void
fake_hub_comment (FakeHub *self, const char *id, const char *text)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  append_comment (self, id, text);
}

void
fake_hub_skip_an_event (FakeHub *self, const char *id)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  append_comment (self, id, "lost");
  append_comment (self, id, "after the gap");
  /* The feed has it no more; the case has. */
  g_ptr_array_remove_index (self->log, self->log->len - 2);
}

void
fake_hub_change_epoch (FakeHub *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_free (self->epoch);
  self->epoch = new_epoch ();
  self->cuts++;
  g_cond_broadcast (&self->changed);
}

void
fake_hub_cut_streams (FakeHub *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->cuts++;
  g_cond_broadcast (&self->changed);
}

JrCase *
fake_hub_dup_case (FakeHub *self, const char *id)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return jr_case_ref (g_hash_table_lookup (self->cases, id));
}

char *
fake_hub_dup_comments (FakeHub *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_strdup (self->comments->str);
}

guint
fake_hub_get_snapshots (FakeHub *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->snapshots;
}

guint
fake_hub_get_streams (FakeHub *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->streams;
}

guint
fake_hub_get_calls (FakeHub *self)
{
  return raw_hub_get_calls (self->raw);
}

guint
fake_hub_get_opened (FakeHub *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->opened;
}
