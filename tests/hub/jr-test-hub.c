/* jr-test-hub.c: a real hub for a test: the built program, on a folder and a port of its own
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-test-hub.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "jr-blob-store.h"
#include "jr-json.h"
#include "small-pdf.h"
#include "test-folder.h"
#include "test-slowness.h"

#define SECONDS_MAXIMUM 30

static const JrJsonLimits limits = { 32 << 20, 24, 2000000, 1 << 20 };

struct _JrTestHub
{
  char              *base;
  char              *folder;
  char              *disk; /* where a file system of its own is mounted, or NULL */
  const char *const *options;
  GSubprocess       *process;
  char              *url;
  guint16            port;
  GHashTable        *first_secrets; /* user → key or one-time password */
  GHashTable        *secrets;       /* user → key or token */
  GHashTable        *enrolled;      /* users with a password of their own; interned */
};

static const struct
{
  const char *user, *role, *option, *value;
} users[] = {
  { "wang", "reviewer", "--department", "HR" }, { "li", "reviewer", "--department", "FP" },
  { "chen", "reviewer", "--department", "MK" }, { "zhou", "supervisor", NULL, NULL },
  { "root", "administrator", NULL, NULL },      { "shen", "auditor", NULL, NULL },
  { "window1", "counter", "--window", "1" },    { "window2", "counter", "--window", "2" },
};

static const char items[] =
  "[{\"code\":\"ONE\",\"name\":\"一事\",\"stages\":[[\"HR\"]],"
  "\"materials\":[{\"code\":\"form\",\"name\":\"申请表\",\"required\":true}]},"
  "{\"code\":\"FOOD\",\"name\":\"食品经营许可证\",\"stages\":[[\"HR\",\"FP\"],[\"MK\"]],"
  "\"materials\":[{\"code\":\"form\",\"name\":\"申请表\",\"required\":true}]}]";

/* The command line --------------------------------------------------------------------------------------------------- */

static char *
get_program (void)
{
  return g_build_filename (g_getenv ("JR_BUILD_ROOT"), "src", "hub", "joint-review-hub", NULL);
}

static char *
run_words (GPtrArray *words, int *out_status)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError)      error = NULL;
  char                   *out = NULL;

  g_ptr_array_add (words, NULL);
  process =
    g_subprocess_newv ((const char *const *) words->pdata,
                       G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  *out_status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
  return out;
}

char *
jr_test_hub_run (int *out_status, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char      *program = get_program ();
  const char           *word;
  va_list               rest;

  g_ptr_array_add (words, program);
  va_start (rest, out_status);
  while ((word = va_arg (rest, const char *)) != NULL)
    g_ptr_array_add (words, (gpointer) word);
  va_end (rest);
  return run_words (words, out_status);
}

static void
add_user (JrTestHub *self, guint i)
{
  g_autofree char     *out = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject          *members;
  int                  status;

  out = jr_test_hub_run (&status, "user", "add", self->folder, users[i].user, "--role",
                         users[i].role, "--json", users[i].option, users[i].value, NULL);
  g_assert_cmpint (status, ==, 0);
  node = jr_json_parse (out, strlen (out), &limits, NULL);
  members = json_node_get_object (node);
  if (json_object_has_member (members, "key"))
    {
      const char *key = json_object_get_string_member (members, "key");

      g_hash_table_insert (self->secrets, (gpointer) users[i].user, g_strdup (key));
      g_hash_table_insert (self->first_secrets, (gpointer) users[i].user, g_strdup (key));
      return;
    }
  g_hash_table_insert (self->first_secrets, (gpointer) users[i].user,
                       g_strdup (json_object_get_string_member (members, "password")));
}

static void
assert_run (JrTestHub *self, const char *a, const char *b, const char *c, const char *d)
{
  g_autofree char *out = NULL;
  int              status;

  if (b == NULL)
    out = jr_test_hub_run (&status, a, self->folder, "--code", c, "--name", d, NULL);
  else
    out = jr_test_hub_run (&status, a, b, self->folder, c, d, NULL);
  if (status != 0)
    g_error ("%s: %s", a, out);
}

static void
set_up (JrTestHub *self)
{
  g_autofree char *path = g_build_filename (self->base, "items.json", NULL);

  assert_run (self, "init", NULL, "NW", "南湾");
  assert_run (self, "department", "add", "HR", "人社");
  assert_run (self, "department", "add", "FP", "计生");
  assert_run (self, "department", "add", "MK", "市场监管");
  g_assert_true (g_file_set_contents (path, items, -1, NULL));
  assert_run (self, "item", "import", path, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    add_user (self, i);
}

/* The process -------------------------------------------------------------------------------------------------------- */

static void
read_url (JrTestHub *self)
{
  g_autoptr (GDataInputStream) out =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_autoptr (GUri) uri = NULL;
  g_autofree char *line = NULL;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (out), FALSE);
  line = g_data_input_stream_read_line (out, NULL, NULL, NULL);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "listening on "));
  g_free (self->url);
  self->url = g_strdup (line + strlen ("listening on "));
  uri = g_uri_parse (self->url, G_URI_FLAGS_NONE, NULL);
  self->port = (guint16) g_uri_get_port (uri);
}

/* A test that fails leaves no hub behind. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

void
jr_test_hub_start (JrTestHub *self)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char      *program = get_program ();
  g_autoptr (GError)    error = NULL;

  g_assert_null (self->process);
  g_ptr_array_add (words, program);
  g_ptr_array_add (words, (gpointer) "serve");
  g_ptr_array_add (words, self->folder);
  g_ptr_array_add (words, (gpointer) "--listen");
  g_ptr_array_add (words, (gpointer) "127.0.0.1:0");
  for (guint i = 0; self->options != NULL && self->options[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer) self->options[i]);
  g_ptr_array_add (words, NULL);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  self->process =
    g_subprocess_launcher_spawnv (launcher, (const char *const *) words->pdata, &error);
  g_assert_no_error (error);
  read_url (self);
}

void
jr_test_hub_send_signal (JrTestHub *self, int signal)
{
  g_subprocess_send_signal (self->process, signal);
}

int
jr_test_hub_wait (JrTestHub *self)
{
  g_autoptr (GSubprocess) process = g_steal_pointer (&self->process);

  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  return g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process)
                                              : -g_subprocess_get_term_sig (process);
}

int
jr_test_hub_stop (JrTestHub *self)
{
  jr_test_hub_send_signal (self, SIGTERM);
  return jr_test_hub_wait (self);
}

void
jr_test_hub_kill (JrTestHub *self)
{
  jr_test_hub_send_signal (self, SIGKILL);
  g_assert_cmpint (jr_test_hub_wait (self), ==, -SIGKILL);
}

JrTestHub *
jr_test_hub_new (const char *const *options)
{
  JrTestHub *self = g_new0 (JrTestHub, 1);

  self->base = g_dir_make_tmp ("jr-hub-XXXXXX", NULL);
  self->folder = g_build_filename (self->base, "room", NULL);
  self->options = options;
  self->first_secrets = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->enrolled = g_hash_table_new (g_str_hash, g_str_equal);
  set_up (self);
  jr_test_hub_start (self);
  return self;
}

gboolean
jr_test_hub_move_to_disk (JrTestHub *self, const char *size)
{
  g_autofree char *disk = g_build_filename (self->base, "disk", NULL);
  g_autofree char *path = g_build_filename (disk, "room", NULL);
  g_autofree char *option = g_strconcat ("size=", size, NULL);
  g_autofree char *command = NULL;

  g_assert_cmpint (g_mkdir (disk, 0700), ==, 0);
  if (mount ("none", disk, "tmpfs", 0, option) != 0)
    return FALSE;
  self->disk = g_steal_pointer (&disk);
  command = g_strdup_printf ("cp -r %s %s", self->folder, path);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_free (self->folder);
  self->folder = g_steal_pointer (&path);
  return TRUE;
}

void
jr_test_hub_free (JrTestHub *self)
{
  g_autofree char *out = NULL;
  int              status;

  if (self->process != NULL)
    g_assert_cmpint (jr_test_hub_stop (self), ==, 0);
  out = jr_test_hub_run (&status, "verify", self->folder, NULL);
  if (status != 0)
    g_error ("%s", out);
  if (self->disk != NULL)
    umount2 (self->disk, MNT_DETACH);
  remove_folder (self->base);
  g_free (self->disk);
  g_hash_table_unref (self->first_secrets);
  g_hash_table_unref (self->enrolled);
  g_hash_table_unref (self->secrets);
  g_free (self->base);
  g_free (self->folder);
  g_free (self->url);
  g_free (self);
}

const char *
jr_test_hub_get_folder (JrTestHub *self)
{
  return self->folder;
}

const char *
jr_test_hub_get_url (JrTestHub *self)
{
  return self->url;
}

guint16
jr_test_hub_get_port (JrTestHub *self)
{
  return self->port;
}

static char *
read_process_file (JrTestHub *self, const char *name)
{
  g_autofree char *path =
    g_strdup_printf ("/proc/%s/%s", g_subprocess_get_identifier (self->process), name);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

gint64
jr_test_hub_get_cpu_time (JrTestHub *self)
{
  g_autofree char *text = read_process_file (self, "stat");
  gint64           user, system;

  /* Behind the name: state and ten numbers, then the two times in ticks. */
  g_assert_cmpint (sscanf (strrchr (text, ')'),
                           ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %" G_GINT64_FORMAT
                           " %" G_GINT64_FORMAT,
                           &user, &system),
                   ==, 2);
  return (user + system) * G_USEC_PER_SEC / sysconf (_SC_CLK_TCK);
}

gint64
jr_test_hub_get_memory (JrTestHub *self)
{
  g_autofree char *text = read_process_file (self, "statm");
  gint64           resident;

  g_assert_cmpint (sscanf (text, "%*d %" G_GINT64_FORMAT, &resident), ==, 1);
  return resident * sysconf (_SC_PAGESIZE);
}

gint64
jr_test_hub_get_share (JrTestHub *self)
{
  g_autofree char *text = read_process_file (self, "smaps_rollup");
  const char      *line = strstr (text, "\nPss:");

  g_assert_nonnull (line);
  return g_ascii_strtoll (line + strlen ("\nPss:"), NULL, 10) * 1024;
}

guint
jr_test_hub_count_lines (JrTestHub *self)
{
  g_autofree char *path =
    g_strdup_printf ("/proc/%s/fd", g_subprocess_get_identifier (self->process));
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char      *name;
  guint            n = 0;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *link = g_build_filename (path, name, NULL);
      g_autofree char *target = g_file_read_link (link, NULL);

      n += target != NULL && g_str_has_prefix (target, "socket:");
    }
  return n;
}

/* Who ---------------------------------------------------------------------------------------------------------------- */

const char *
jr_test_hub_get_first_secret (JrTestHub *self, const char *user)
{
  return g_hash_table_lookup (self->first_secrets, user);
}

const char *
jr_test_hub_get_secret (JrTestHub *self, const char *user)
{
  g_autoptr (JrHubClient) client = NULL;
  g_autofree char        *password = NULL;
  g_autoptr (GError)      error = NULL;
  const char             *secret = g_hash_table_lookup (self->secrets, user);

  if (secret != NULL)
    return secret;
  client = jr_hub_client_new (self->url, NULL, NULL);
  password = g_strdup_printf ("password of %s", user);
  /* The first time the password is new, unless the test has done that; failures count, so it is tried once only. */
  if (g_hash_table_contains (self->enrolled, user) ||
      !jr_hub_client_log_in (client, user, jr_test_hub_get_first_secret (self, user), password,
                             NULL, NULL))
    jr_hub_client_log_in (client, user, password, NULL, NULL, &error);
  g_assert_no_error (error);
  g_hash_table_add (self->enrolled, (gpointer) g_intern_string (user));
  g_hash_table_insert (self->secrets, (gpointer) g_intern_string (user),
                       jr_hub_client_dup_secret (client));
  return g_hash_table_lookup (self->secrets, user);
}

static gboolean
is_session (gpointer user, gpointer secret, gpointer data)
{
  return !g_str_has_prefix (secret, "jrk_");
}

void
jr_test_hub_forget_secrets (JrTestHub *self)
{
  g_hash_table_foreach_remove (self->secrets, is_session, NULL);
}

JrHubClient *
jr_test_hub_new_client (JrTestHub *self, const char *user)
{
  JrHubClient *client = jr_hub_client_new (self->url, NULL, NULL);

  jr_hub_client_set_secret (client, jr_test_hub_get_secret (self, user));
  return client;
}

JrDocument *
jr_test_hub_put_pdf (JrTestHub *self, guint n_pages, const char *word)
{
  g_autofree char         *blobs = g_build_filename (self->folder, "blobs", NULL);
  g_autofree char         *pdf = small_pdf_new (n_pages, word);
  g_autofree char         *name = g_strdup_printf ("%s.pdf", word);
  g_autofree char         *sha256 = NULL;
  g_autoptr (JrBlobStore)  store = jr_blob_store_open (blobs, NULL);
  g_autoptr (JrBlobWriter) writer = jr_blob_writer_new (store, NULL, NULL);

  g_assert_true (jr_blob_writer_write (writer, pdf, strlen (pdf), NULL));
  g_assert_true (jr_blob_writer_finish (writer, &sha256, NULL));
  return jr_document_new (&(JrDocument){
    .sha256 = sha256, .name = name, .material = (char *) "form", .size = (gint64) strlen (pdf) });
}

/* The wire ----------------------------------------------------------------------------------------------------------- */

GSocketConnection *
jr_test_hub_connect (JrTestHub *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError)        error = NULL;
  GSocketConnection        *connection;

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_timeout (client, get_slowness () * SECONDS_MAXIMUM);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

/* A line that is cut in the middle of a write or a read ends the answer, too. */
char *
jr_test_hub_exchange (JrTestHub *self, const char *bytes, gssize length)
{
  g_autoptr (GSocketConnection) connection = jr_test_hub_connect (self);
  GIOStream                    *stream = G_IO_STREAM (connection);
  GString                      *answer = g_string_new (NULL);
  char                          piece[4096];
  gssize                        n_read;

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes,
                             length < 0 ? strlen (bytes) : (gsize) length, NULL, NULL, NULL);
  while ((n_read = g_input_stream_read (g_io_stream_get_input_stream (stream), piece, sizeof piece,
                                        NULL, NULL)) > 0)
    g_string_append_len (answer, piece, n_read);
  return g_string_free (answer, FALSE);
}

static JrTestReply *
parse_reply (const char *text)
{
  JrTestReply *self = g_new0 (JrTestReply, 1);
  const char  *end = strstr (text, "\r\n\r\n");

  g_assert_nonnull (end);
  self->head = g_strndup (text, end - text);
  self->body = g_strdup (end + 4);
  self->status = (guint) g_ascii_strtoull (self->head + strlen ("HTTP/1.1 "), NULL, 10);
  self->json = jr_json_parse (self->body, strlen (self->body), &limits, NULL);
  return self;
}

JrTestReply *
jr_test_hub_send_bytes (JrTestHub *self, const char *bytes, gsize length)
{
  g_autofree char *answer = jr_test_hub_exchange (self, bytes, (gssize) length);

  return parse_reply (answer);
}

JrTestReply *
jr_test_hub_ask_with (JrTestHub  *self,
                      const char *secret,
                      const char *method,
                      const char *target,
                      const char *body)
{
  g_autoptr (GString) request = g_string_new (NULL);
  g_autofree char    *answer = NULL;

  g_string_append_printf (request, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n",
                          method, target);
  if (secret != NULL)
    g_string_append_printf (request, "Authorization: Bearer %s\r\n", secret);
  if (body != NULL)
    g_string_append_printf (request,
                            "Content-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT
                            "\r\n",
                            strlen (body));
  g_string_append_printf (request, "\r\n%s", body == NULL ? "" : body);
  answer = jr_test_hub_exchange (self, request->str, (gssize) request->len);
  return parse_reply (answer);
}

JrTestReply *
jr_test_hub_ask (JrTestHub  *self,
                 const char *user,
                 const char *method,
                 const char *target,
                 const char *body)
{
  return jr_test_hub_ask_with (self, user == NULL ? NULL : jr_test_hub_get_secret (self, user),
                               method, target, body);
}

void
jr_test_reply_free (JrTestReply *self)
{
  g_free (self->head);
  g_free (self->body);
  g_clear_pointer (&self->json, json_node_unref);
  g_free (self);
}

const char *
jr_test_reply_get_word (JrTestReply *self)
{
  const char *type = NULL;

  if (self->json != NULL && JSON_NODE_HOLDS_OBJECT (self->json))
    type =
      json_object_get_string_member_with_default (json_node_get_object (self->json), "type", NULL);
  return type == NULL ? "" : strrchr (type, ':') + 1;
}

char *
jr_test_reply_get_header (JrTestReply *self, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (self->head, "\r\n", -1);

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], ": ", 2);

      if (parts[1] != NULL && g_ascii_strcasecmp (parts[0], name) == 0)
        return g_strdup (parts[1]);
    }
  return NULL;
}

char *
jr_test_hub_fill_disk (JrTestHub *self)
{
  char            *path = g_build_filename (jr_test_hub_get_folder (self), "ballast", NULL);
  g_autofree char *block = g_malloc0 (4096);
  FILE            *file = g_fopen (path, "w");

  g_assert_nonnull (file);
  setvbuf (file, NULL, _IONBF, 0);
  while (fwrite (block, 4096, 1, file) == 1)
    continue;
  fclose (file);
  return path;
}
