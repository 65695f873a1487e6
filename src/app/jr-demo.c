/* jr-demo.c: the sample room of joint-review --demo
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-demo.h"

#include "jr-error.h"
#include "jr-hub-client.h"
#include "jr-json.h"

/* The program joint-review-sample-room makes the room, says in one line of JSON where it is, and ends when its standard
 * input is closed, which happens whatever becomes of us. */

static const JrJsonLimits ready_limits = { .max_bytes = 64 * 1024,
                                           .max_depth = 4,
                                           .max_values = 1000,
                                           .max_string = 1000 };

struct _JrDemo
{
  char             *folder;
  GSubprocess      *room;
  GDataInputStream *output;
};

void
jr_demo_account_free (JrDemoAccount *self)
{
  g_free (self->url);
  g_free (self->user);
  g_free (self->password);
  g_free (self);
}

JrDemo *
jr_demo_new (const char *folder)
{
  JrDemo *self = g_new0 (JrDemo, 1);

  self->folder = g_strdup (folder);
  return self;
}

void
jr_demo_free (JrDemo *self)
{
  if (self->room != NULL)
    g_subprocess_send_signal (self->room, SIGTERM);
  g_clear_object (&self->output);
  g_clear_object (&self->room);
  g_free (self->folder);
  g_free (self);
}

/* Named by the environment, beside this program's build folder, or installed. */
static char *
find_program (void)
{
  const char      *named = g_getenv ("JOINT_REVIEW_SAMPLE_ROOM");
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self == NULL ? g_strdup (".") : g_path_get_dirname (self);
  g_autofree char *in_build =
    g_build_filename (folder, "..", "..", "data", "demo", "joint-review-sample-room", NULL);

  if (named != NULL)
    return g_strdup (named);
  if (g_file_test (in_build, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&in_build);
  return g_build_filename (JR_LIBEXECDIR, "joint-review-sample-room", NULL);
}

static JsonObject *
find_first_reviewer (JsonObject *room)
{
  g_autoptr (GError) error = NULL;
  JsonArray         *users = jr_json_read_array (room, "users", 100, &error);

  for (guint i = 0; users != NULL && i < json_array_get_length (users); i++)
    {
      JsonObject *user = jr_json_read_element_object (users, i, "users", NULL);
      const char *department = NULL;

      if (user != NULL &&
          jr_json_read_optional_string (user, "department", 100, &department, NULL) &&
          department != NULL)
        return user;
    }
  return NULL;
}

static JrDemoAccount *
read_account (const char *line, gsize length, GError **error)
{
  g_autoptr (JsonNode) node = jr_json_parse (line, length, &ready_limits, error);
  JsonObject          *user = NULL;
  const char          *url = NULL;
  const char          *name = NULL;
  const char          *password = NULL;
  JrDemoAccount       *account;

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    user = find_first_reviewer (json_node_get_object (node));
  if (user == NULL)
    {
      g_set_error_literal (error, JR_SYNC_ERROR, JR_ERROR_CORRUPT,
                           "the sample room did not say who can log in");
      return NULL;
    }
  if (!jr_json_read_string (json_node_get_object (node), "url", 1000, &url, error) ||
      !jr_json_read_string (user, "user", 100, &name, error) ||
      !jr_json_read_string (user, "password", 1000, &password, error))
    return NULL;
  account = g_new0 (JrDemoAccount, 1);
  account->url = g_strdup (url);
  account->user = g_strdup (name);
  account->password = g_strdup (password);
  return account;
}

static void
on_line (GObject *output, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError           *error = NULL;
  gsize             length = 0;
  g_autofree char  *line =
    g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (output), result, &length, &error);
  JrDemoAccount *account = NULL;

  if (line != NULL)
    account = read_account (line, length, &error);
  else if (error == NULL)
    g_set_error_literal (&error, JR_SYNC_ERROR, JR_ERROR_OFFLINE,
                         "the sample room ended before it was ready");
  if (account != NULL)
    g_task_return_pointer (task, account, (GDestroyNotify) jr_demo_account_free);
  else
    g_task_return_error (task, error);
}

void
jr_demo_start_async (JrDemo *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);
  g_autofree char  *program = find_program ();
  GError           *error = NULL;

  self->room = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                 &error, program, "--live", self->folder, NULL);
  if (self->room == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->room));
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, NULL, on_line,
                                       g_steal_pointer (&task));
}

JrDemoAccount *
jr_demo_start_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
