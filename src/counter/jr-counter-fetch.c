/* jr-counter-fetch.c: the command fetch: a result, or a supplement notice, into a folder
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The papers come first, each checked by its digest, and outcome.json last: where it stands, all is there. To fetch
 * again replaces files by the same files. The hub hears "received" at the end. */

#include "jr-counter.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <string.h>

#include "jr-counter-notice.h"
#include "jr-counter-outcome.h"
#include "jr-counter-report.h"
#include "jr-counter-words.h"
#include "jr-error.h"
#include "jr-json.h"
#include "jr-safe-name.h"

static struct
{
  char *folder;
} options;

static const GOptionEntry fetch_options[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.folder,
    N_ ("where to put the files; made when it is not there"), N_ ("DIR") },
  { NULL },
};

static gboolean
write_file (const char *name, const char *text, GError **error)
{
  g_autofree char   *path = g_build_filename (options.folder, name, NULL);
  g_autoptr (GError) cause = NULL;

  if (g_file_set_contents_full (path, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &cause))
    return TRUE;
  g_set_error (error, JR_COUNTER_ERROR, JR_ERROR_IO, _ ("Could not write %s: %s"), path,
               cause->message);
  return FALSE;
}

static gboolean
write_json_file (const char *name, JsonNode *node, GError **error)
{
  g_autofree char *text = json_to_string (node, TRUE);
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  return write_file (name, line, error);
}

static gboolean
make_folder (GError **error)
{
  if (g_mkdir_with_parents (options.folder, 0700) == 0)
    return TRUE;
  g_set_error (error, JR_COUNTER_ERROR, JR_ERROR_IO, _ ("Could not create %s: %s"), options.folder,
               g_strerror (errno));
  return FALSE;
}

static gboolean
fetch_documents (JrCounter *self, const JrCase *state, GStrvBuilder *names, GError **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < state->results->len; i++)
    {
      const JrResultDocument *result = state->results->pdata[i];
      const char             *digest = result->stamped == NULL ? result->original : result->stamped;
      g_autofree char        *name = jr_safe_name (result->name, taken);
      g_autofree char        *path = g_build_filename (options.folder, name, NULL);

      if (!jr_hub_client_get_blob (self->client, digest, path, NULL, error))
        return FALSE;
      g_strv_builder_add (names, name);
    }
  return TRUE;
}

static gboolean
fetch_result (JrCounter *self, const JrCaseFile *file, const JrRoom *room, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv)           names = NULL;
  g_autoptr (JsonNode)     outcome = NULL;

  if (!fetch_documents (self, file->state, builder, error))
    return FALSE;
  names = g_strv_builder_end (builder);
  outcome = jr_counter_write_outcome (file, room, (const char *const *) names);
  return write_json_file ("outcome.json", outcome, error);
}

static gboolean
fetch_notice (const JrCase *state, const JrRoom *room, GError **error)
{
  g_autofree char     *text = jr_counter_write_notice (state, room);
  g_autofree char     *page = g_strconcat (text, "\n", NULL);
  g_autofree char     *at = jr_time_to_string (state->phase_at);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject          *members = json_object_new ();

  json_node_take_object (node, members);
  json_object_set_string_member (members, "number", state->number);
  json_object_set_string_member (members, "id", state->id);
  json_object_set_string_member (members, "item", state->item_code);
  json_object_set_string_member (members, "item_name", state->item_name);
  json_object_set_string_member (members, "at", at);
  json_object_set_member (members, "notice", jr_counter_write_notice_json (state, room));
  return write_file ("notice.txt", page, error) && write_json_file ("notice.json", node, error);
}

static gboolean
fetch_all (JrCounter *self, const JrCaseFile *file, GError **error)
{
  g_autoptr (JrActor) me = NULL;
  g_autoptr (JrRoom)  room = NULL;

  if (!make_folder (error) || !jr_hub_client_load_me (self->client, &me, &room, NULL, error))
    return FALSE;
  if (jr_counter_has_notice (file->state))
    return fetch_notice (file->state, room, error);
  return fetch_result (self, file, room, error);
}

static gboolean
is_ready (const JrCase *state)
{
  return state->phase == JR_CASE_DELIVERED || jr_counter_has_notice (state);
}

static JrCounterExit
refuse_unready (JrCounter *self, const JrCase *state)
{
  g_autofree char *sentence = NULL;

  if (state->phase == JR_CASE_WITHDRAWN)
    return jr_counter_refuse_because (self, "withdrawn",
                                      _ ("the case was withdrawn, there is no result"));
  /* Translators: followed by where the case stands: "in review". */
  sentence = g_strdup_printf (_ ("not concluded yet: %s"), jr_counter_phase_words (state->phase));
  return jr_counter_refuse_because (self, "not-concluded", sentence);
}

static JrCounterExit
show (JrCounter *self, const JrCase *state)
{
  const char *file = jr_counter_has_notice (state) ? "notice.json" : "outcome.json";
  JsonNode   *report;
  JsonObject *members;

  if (!self->is_json)
    return jr_counter_told (self, jr_counter_say ("%s  %s  %s", state->number,
                                                  state->phase == JR_CASE_DELIVERED
                                                    ? jr_counter_outcome_words (state->outcome)
                                                    : jr_counter_phase_words (state->phase),
                                                  options.folder));
  report = json_node_new (JSON_NODE_OBJECT);
  members = json_object_new ();
  json_node_take_object (report, members);
  json_object_set_string_member (members, "status",
                                 jr_counter_has_notice (state) ? "notice" : "result");
  json_object_set_string_member (members, "number", state->number);
  json_object_set_string_member (members, "id", state->id);
  json_object_set_string_member (members, "file", file);
  return jr_counter_told (self, jr_counter_say_json (report));
}

static JrCounterExit
run (JrCounter *self, GStrv arguments)
{
  g_autoptr (JrCaseFile) file = NULL;
  g_autoptr (GError)     error = NULL;
  JrCounterExit          status;

  if (arguments[0] == NULL || arguments[1] != NULL)
    return jr_counter_misuse (self, _ ("the number of one case is needed"));
  if (options.folder == NULL)
    return jr_counter_misuse (self, _ ("%s is needed"), "--output");
  status = jr_counter_load (self, arguments[0], &file);
  if (status != JR_COUNTER_DONE)
    return status;
  if (!is_ready (file->state))
    return refuse_unready (self, file->state);
  if (!fetch_all (self, file, &error))
    return jr_counter_fail (self, error);
  status = show (self, file->state);
  return status == JR_COUNTER_DONE ? jr_counter_receive (self, file->state) : status;
}

const JrCounterCommand jr_counter_fetch_command = {
  .name = "fetch",
  .arguments = N_ ("NUMBER"),
  .summary = N_ ("get the result, or the supplement notice, with all papers"),
  .description =
    N_ ("Writes the stamped papers (the original where it has no mark), each checked, and then "
        "outcome.json: {\"number\", \"id\", \"item\", \"item_name\", \"outcome\", \"decided_at\", "
        "\"opinions\": [{\"department\", \"department_name\", \"decision\", \"opinion\", "
        "\"missing\", \"by\", \"at\"}], \"documents\": [{\"file\", \"name\", \"sha256\", "
        "\"original\", \"stamped\", \"fault\"}]}. For a supplement notice: notice.txt and "
        "notice.json. What was fetched counts as received.\n\n"
        "Exit 1 while there is no result; with --json {\"status\":\"refused\", "
        "\"reason\":\"not-concluded\", \"detail\"}."),
  .options = fetch_options,
  .run = run,
};
