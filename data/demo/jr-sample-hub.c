/* jr-sample-hub.c: the hub of the sample room, set up and run by its own command line
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-sample-hub.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "jr-error.h"
#include "jr-hub-client.h"
#include "jr-id.h"
#include "jr-json.h"

/* Done as an administrator would: init, departments, items, users, serve, each a run of joint-review-hub whose answer is
 * read as JSON. The sample room hands out passwords, which a real one never does: they are in accounts.json, readable by
 * its owner only, so that a second start and a newcomer can use them. */

static const JrJsonLimits limits = { 1 << 20, 8, 20000, 2000 };

#define WORD_MAXIMUM 500
#define ACCOUNTS "accounts.json"
#define PASSWORD_LENGTH 12

JrSampleHub *
jr_sample_hub_new (const char *folder, const char *program)
{
  JrSampleHub *self = g_new0 (JrSampleHub, 1);

  self->folder = g_strdup (folder);
  self->hub_folder = g_build_filename (folder, "hub", NULL);
  self->program = g_strdup (program);
  return self;
}

void
jr_sample_hub_free (JrSampleHub *self)
{
  if (self->server != NULL)
    {
      g_subprocess_send_signal (self->server, SIGTERM);
      g_subprocess_wait (self->server, NULL, NULL);
      g_object_unref (self->server);
    }
  g_clear_pointer (&self->accounts, json_node_unref);
  g_free (self->folder);
  g_free (self->hub_folder);
  g_free (self->program);
  g_free (self->url);
  g_free (self);
}

/* Runs joint-review-hub with these arguments and --json. (transfer full) (nullable): what it printed */
static JsonNode *
run_hub (JrSampleHub *self, GError **error, ...)
{
  g_autoptr (GPtrArray)   words = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char        *out = NULL;
  g_autofree char        *err = NULL;
  va_list                 arguments;
  const char             *word;

  g_ptr_array_add (words, self->program);
  va_start (arguments, error);
  while ((word = va_arg (arguments, const char *)) != NULL)
    g_ptr_array_add (words, (gpointer) word);
  va_end (arguments);
  g_ptr_array_add (words, (gpointer) "--json");
  g_ptr_array_add (words, NULL);
  process =
    g_subprocess_newv ((const char *const *) words->pdata,
                       G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, error);
  if (process == NULL || !g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &err, error))
    return NULL;
  if (!g_subprocess_get_successful (process))
    {
      g_set_error (error, JR_BASE_ERROR, JR_ERROR_REFUSED, "%s %s %s: %s", self->program,
                   (const char *) words->pdata[1], (const char *) words->pdata[2], err);
      return NULL;
    }
  return jr_json_parse (out, strlen (out), &limits, error);
}

gboolean
jr_sample_hub_is_new (JrSampleHub *self, gboolean *out_is_new, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, ACCOUNTS, NULL);
  g_autofree char *text = NULL;
  gsize            length;

  *out_is_new = !g_file_test (path, G_FILE_TEST_EXISTS);
  if (*out_is_new)
    return TRUE;
  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  self->accounts = jr_json_parse (text, length, &limits, error);
  return self->accounts != NULL;
}

/* The hub's import reads what an item is; what its scans look like is only ours. json_node_copy() would share the
 * objects of the plan, from which strings are borrowed. */
static gboolean
import_items (JrSampleHub *self, JrSamplePlan *plan, GError **error)
{
  g_autofree char     *path = g_build_filename (self->folder, "items.json", NULL);
  g_autofree char     *whole = json_to_string (plan->root, FALSE);
  g_autoptr (JsonNode) copy = jr_json_parse (whole, strlen (whole), &limits, error);
  g_autoptr (JsonNode) array = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autofree char     *text = NULL;
  JsonArray           *items;

  if (copy == NULL)
    return FALSE;
  items = json_object_get_array_member (json_node_get_object (copy), "items");
  array = json_node_init_array (json_node_alloc (), items);
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      JsonArray  *materials = json_object_get_array_member (item, "materials");

      json_object_remove_member (item, "reason");
      for (guint j = 0; j < json_array_get_length (materials); j++)
        json_object_remove_member (json_array_get_object_element (materials, j), "scan");
    }
  text = json_to_string (array, TRUE);
  if (!g_file_set_contents (path, text, -1, error))
    return FALSE;
  answer = run_hub (self, error, "item", "import", self->hub_folder, path, NULL);
  return answer != NULL;
}

/* (transfer full): the account as accounts.json has it */
static JsonNode *
add_user (JrSampleHub *self, const JrSampleUser *user, GError **error)
{
  g_autoptr (JsonNode) answer = NULL;
  JsonObject          *account;
  const char          *password = NULL;

  if (user->department != NULL)
    answer = run_hub (self, error, "user", "add", self->hub_folder, user->user, "--shown",
                      user->name, "--role", user->role, "--department", user->department, NULL);
  else
    answer = run_hub (self, error, "user", "add", self->hub_folder, user->user, "--shown",
                      user->name, "--role", user->role, NULL);
  if (answer == NULL || !jr_json_read_string (json_node_get_object (answer), "password",
                                              WORD_MAXIMUM, &password, error))
    return NULL;
  account = json_object_new ();
  json_object_set_string_member (account, "user", user->user);
  json_object_set_string_member (account, "password", password);
  json_object_set_string_member (account, "name", user->name);
  if (user->department != NULL)
    json_object_set_string_member (account, "department", user->department);
  json_object_set_string_member (account, "role", user->role);
  return json_node_init_object (json_node_alloc (), account);
}

/* The key of a window goes into a file that only its owner can read. */
static JsonNode *
add_counter (JrSampleHub *self, const char *window, GError **error)
{
  g_autofree char     *name = g_strconcat ("window", window, NULL);
  g_autofree char     *file = g_strconcat (name, ".key", NULL);
  g_autofree char     *path = g_build_filename (self->folder, file, NULL);
  g_autofree char     *shown = g_strconcat (window, "号窗口", NULL);
  g_autoptr (JsonNode) answer =
    run_hub (self, error, "user", "add", self->hub_folder, name, "--shown", shown, "--role",
             "counter", "--window", window, NULL);
  const char *key = NULL;
  JsonObject *counter;

  if (answer == NULL ||
      !jr_json_read_string (json_node_get_object (answer), "key", WORD_MAXIMUM, &key, error) ||
      !g_file_set_contents_full (path, key, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return NULL;
  counter = json_object_new ();
  json_object_set_string_member (counter, "window", window);
  json_object_set_string_member (counter, "key_file", path);
  return json_node_init_object (json_node_alloc (), counter);
}

static gboolean
save_accounts (JrSampleHub *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, ACCOUNTS, NULL);
  g_autofree char *text = json_to_string (self->accounts, TRUE);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
add_accounts (JrSampleHub *self, JrSamplePlan *plan, GError **error)
{
  JsonObject *accounts = json_object_new ();
  JsonArray  *users = json_array_new ();
  JsonArray  *counters = json_array_new ();

  self->accounts = json_node_init_object (json_node_alloc (), accounts);
  json_object_set_array_member (accounts, "users", users);
  json_object_set_array_member (accounts, "counters", counters);
  json_object_unref (accounts);
  for (guint i = 0; i < plan->users->len; i++)
    {
      JsonNode *user = add_user (self, plan->users->pdata[i], error);

      if (user == NULL)
        return FALSE;
      json_array_add_element (users, user);
    }
  for (guint i = 0; i < json_array_get_length (plan->windows); i++)
    {
      const char *window = json_array_get_string_element (plan->windows, i);
      JsonNode   *counter = add_counter (self, window, error);

      if (counter == NULL)
        return FALSE;
      json_array_add_element (counters, counter);
    }
  return TRUE;
}

gboolean
jr_sample_hub_set_up (JrSampleHub *self, JrSamplePlan *plan, GError **error)
{
  g_autoptr (JsonNode) answer = NULL;

  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      g_set_error (error, JR_BASE_ERROR, JR_ERROR_IO, "cannot make the folder %s", self->folder);
      return FALSE;
    }
  answer = run_hub (self, error, "init", self->hub_folder, "--name", plan->name, "--code",
                    plan->code, NULL);
  if (answer == NULL)
    return FALSE;
  for (guint i = 0; i < plan->departments->len; i++)
    {
      const JrSampleDepartment *department = plan->departments->pdata[i];

      g_clear_pointer (&answer, json_node_unref);
      answer = run_hub (self, error, "department", "add", self->hub_folder, department->code,
                        department->name, NULL);
      if (answer == NULL)
        return FALSE;
    }
  g_clear_pointer (&answer, json_node_unref);
  answer = run_hub (self, error, "calendar", "import", self->hub_folder, plan->calendar_path, NULL);
  return answer != NULL && import_items (self, plan, error) && add_accounts (self, plan, error);
}

/* serve says where it listens once it does. */
static char *
read_url (GSubprocess *server, GError **error)
{
  g_autoptr (GDataInputStream) out =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  g_autoptr (GRegex) pattern = g_regex_new ("http://[0-9.]+:[0-9]+", 0, 0, NULL);

  /* The pipe stays with the process: what it says later is not read, and is little. */
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (out), FALSE);
  while (TRUE)
    {
      g_autofree char       *line = g_data_input_stream_read_line_utf8 (out, NULL, NULL, error);
      g_autoptr (GMatchInfo) match = NULL;

      if (line == NULL)
        break;
      if (g_regex_match (pattern, line, 0, &match))
        return g_match_info_fetch (match, 0);
    }
  if (error != NULL && *error == NULL)
    g_set_error (error, JR_BASE_ERROR, JR_ERROR_OFFLINE, "the hub ended before it served");
  return NULL;
}

gboolean
jr_sample_hub_serve (JrSampleHub *self, guint recall_window, GError **error)
{
  g_autofree char *seconds = g_strdup_printf ("%u", recall_window);

  self->server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, error, self->program, "serve",
                                   self->hub_folder, "--listen", "127.0.0.1:0", "--recall-window",
                                   seconds, NULL);
  if (self->server == NULL)
    return FALSE;
  self->url = read_url (self->server, error);
  return self->url != NULL;
}

/* Four groups that can be typed without looking twice. */
static char *
make_password (void)
{
  static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
  GString          *password = g_string_new (NULL);

  for (guint i = 0; i < PASSWORD_LENGTH; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (password, '-');
      g_string_append_c (password, letters[g_random_int_range (0, sizeof letters - 1)]);
    }
  return g_string_free (password, FALSE);
}

gboolean
jr_sample_hub_choose_passwords (JrSampleHub *self, GError **error)
{
  JsonArray *users = json_object_get_array_member (json_node_get_object (self->accounts), "users");

  for (guint i = 0; i < json_array_get_length (users); i++)
    {
      JsonObject             *account = json_array_get_object_element (users, i);
      g_autoptr (JrHubClient) client = jr_hub_client_new (self->url, NULL, error);
      g_autofree char        *password = make_password ();

      if (client == NULL ||
          !jr_hub_client_log_in (client, json_object_get_string_member (account, "user"),
                                 json_object_get_string_member (account, "password"), password,
                                 NULL, error))
        return FALSE;
      json_object_set_string_member (account, "password", password);
      jr_hub_client_log_out (client, NULL, NULL);
    }
  return save_accounts (self, error);
}
