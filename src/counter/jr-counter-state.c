/* jr-counter-state.c: what a counter remembers between two runs
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lock is a file of its own beside the state, since the state is replaced by a rename and a lock on a file that is
 * gone locks nothing. A state that cannot be read is an error, not a reason to begin anew: under it may be a command
 * whose answer nobody has seen. */

#include "jr-counter-state.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "jr-error.h"
#include "jr-id.h"
#include "jr-json.h"
#include "jr-wire.h"

#define STATE_VERSION 1
#define CURSOR_MAXIMUM_LENGTH 120
#define NAME_DIGITS 16

G_DEFINE_QUARK (jr - counter - error - quark, jr_counter_error)

/* A pending command is the most of it. */
static const JrJsonLimits state_limits = { .max_bytes = 1024 * 1024,
                                           .max_depth = 16,
                                           .max_values = 20000,
                                           .max_string = 65536 };

static gboolean
fail_os (const char *attempt, const char *path, GError **error)
{
  int         saved = errno;
  JrErrorCode code = saved == ENOSPC || saved == EDQUOT ? JR_ERROR_FULL : JR_ERROR_IO;

  g_set_error (error, JR_COUNTER_ERROR, (int) code, "Could not %s %s: %s", attempt, path,
               g_strerror (saved));
  return FALSE;
}

JrCounterState *
jr_counter_state_new (const char *url, const char *key)
{
  g_autofree char *key_digest = jr_sha256_of (key, strlen (key));
  g_autofree char *both = g_strconcat (url, "\n", key_digest, NULL);
  g_autofree char *digest = jr_sha256_of (both, strlen (both));
  g_autofree char *name = g_strdup_printf ("counter-%.*s.json", NAME_DIGITS, digest);
  JrCounterState  *self = g_new0 (JrCounterState, 1);

  self->lock_fd = -1;
  self->path = g_build_filename (g_get_user_state_dir (), "joint-review", name, NULL);
  return self;
}

static void
forget (JrCounterState *self)
{
  g_clear_pointer (&self->client, g_free);
  g_clear_pointer (&self->cursor, g_free);
  g_clear_pointer (&self->fingerprint, g_free);
  g_clear_pointer (&self->pending, jr_command_unref);
  self->number = 0;
}

void
jr_counter_state_release (JrCounterState *self)
{
  g_return_if_fail (self != NULL);

  if (self->lock_fd >= 0)
    close (self->lock_fd);
  self->lock_fd = -1;
}

void
jr_counter_state_free (JrCounterState *self)
{
  g_return_if_fail (self != NULL);

  jr_counter_state_release (self);
  forget (self);
  g_free (self->path);
  g_free (self);
}

gboolean
jr_counter_state_is_held (JrCounterState *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->lock_fd >= 0;
}

static gboolean
take_lock (JrCounterState *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *path = g_strconcat (self->path, ".lock", NULL);
  int              status;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_os ("create", folder, error);
  self->lock_fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->lock_fd < 0)
    return fail_os ("open", path, error);
  do
    status = flock (self->lock_fd, LOCK_EX);
  while (status != 0 && errno == EINTR);
  return status == 0 || fail_os ("lock", path, error);
}

static gboolean
read_pending (JrCounterState *self, JsonObject *state, GError **error)
{
  JsonNode   *node = json_object_get_member (state, "pending");
  const char *fingerprint = NULL;

  if (node == NULL)
    return TRUE;
  if (!jr_json_read_string (state, "fingerprint", JR_SHA256_HEX_LENGTH, &fingerprint, error))
    return FALSE;
  self->pending = jr_wire_read_command (node, error);
  self->fingerprint = g_strdup (fingerprint);
  return self->pending != NULL;
}

static gboolean
read_members (JrCounterState *self, JsonObject *state, GError **error)
{
  const char *client = NULL, *cursor = NULL;
  gint64      version = 0, number = 0;

  if (!jr_json_read_int (state, "version", 1, STATE_VERSION, &version, error) ||
      !jr_json_read_string (state, "client", 64, &client, error) ||
      !jr_json_read_int (state, "number", 0, G_MAXINT64 - 1, &number, error) ||
      !jr_json_read_optional_string (state, "cursor", CURSOR_MAXIMUM_LENGTH, &cursor, error))
    return FALSE;
  self->client = g_strdup (client);
  self->number = (guint64) number;
  self->cursor = g_strdup (cursor);
  return read_pending (self, state, error);
}

static gboolean
parse (JrCounterState *self, const char *text, gsize length, GError **error)
{
  g_autoptr (GError)   cause = NULL;
  g_autoptr (JsonNode) node = jr_json_parse (text, length, &state_limits, &cause);

  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    g_set_error_literal (&cause, JR_COUNTER_ERROR, JR_ERROR_CORRUPT, "it is no object");
  else if (node != NULL && read_members (self, json_node_get_object (node), &cause))
    return TRUE;
  g_set_error (error, JR_COUNTER_ERROR, JR_ERROR_CORRUPT,
               "%s is damaged (%s). It may hold a command whose answer nobody has seen: look with "
               "“status” whether the last case is there, then remove the file",
               self->path, cause->message);
  return FALSE;
}

static gboolean
load (JrCounterState *self, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char   *text = NULL;
  gsize              length;

  forget (self);
  if (g_file_get_contents (self->path, &text, &length, &cause))
    return parse (self, text, length, error);
  if (!g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_set_error_literal (error, JR_COUNTER_ERROR, JR_ERROR_IO, cause->message);
      return FALSE;
    }
  self->client = jr_id_new ();
  return TRUE;
}

gboolean
jr_counter_state_hold (JrCounterState *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->lock_fd < 0, FALSE);

  if (take_lock (self, error) && load (self, error))
    return TRUE;
  jr_counter_state_release (self);
  return FALSE;
}

static JsonNode *
write_state (JrCounterState *self)
{
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *state = json_object_new ();

  json_node_take_object (node, state);
  json_object_set_int_member (state, "version", STATE_VERSION);
  json_object_set_string_member (state, "client", self->client);
  json_object_set_int_member (state, "number", (gint64) self->number);
  if (self->cursor != NULL)
    json_object_set_string_member (state, "cursor", self->cursor);
  if (self->pending != NULL)
    {
      json_object_set_member (state, "pending", jr_wire_write_command (self->pending));
      json_object_set_string_member (state, "fingerprint", self->fingerprint);
    }
  return node;
}

gboolean
jr_counter_state_save (JrCounterState *self, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char     *text = NULL;
  g_autoptr (GError)   cause = NULL;

  g_return_val_if_fail (self != NULL && self->lock_fd >= 0, FALSE);

  node = write_state (self);
  text = jr_json_to_canonical (node);
  if (g_file_set_contents_full (self->path, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &cause))
    return TRUE;
  g_set_error (error, JR_COUNTER_ERROR, JR_ERROR_IO, "Could not write %s: %s", self->path,
               cause->message);
  return FALSE;
}

void
jr_counter_state_set_pending (JrCounterState  *self,
                              const JrCommand *command,
                              const char      *fingerprint)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->pending, jr_command_unref);
  g_clear_pointer (&self->fingerprint, g_free);
  if (command == NULL)
    return;
  self->pending = jr_command_ref (command);
  self->fingerprint = g_strdup (fingerprint);
}

void
jr_counter_state_set_cursor (JrCounterState *self, const char *cursor)
{
  g_return_if_fail (self != NULL);

  g_free (self->cursor);
  self->cursor = g_strdup (cursor);
}

void
jr_counter_state_renew (JrCounterState *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->client);
  self->client = jr_id_new ();
  self->number = 0;
}

char *
jr_counter_fingerprint (const JrCommand *command)
{
  JrCommand            fields = *command;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char     *text = NULL;

  fields.client = NULL;
  fields.number = 0;
  /* The others name a case that is there; a new one's id is made for each try. */
  if (fields.kind == JR_COMMAND_SUBMIT)
    fields.case_id = NULL;
  node = jr_wire_write_command (&fields);
  text = jr_json_to_canonical (node);
  return jr_sha256_of (text, strlen (text));
}
