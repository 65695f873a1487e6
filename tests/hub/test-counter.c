/* test-counter.c: the counter's program and a real hub: one case from window to window
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-test-hub.h"

#include <glib/gstdio.h>
#include <string.h>

#include "jr-json.h"
#include "small-pdf.h"
#include "test-folder.h"

#define TRIES_MAXIMUM 300

static JrTestHub *hub;
static char      *folder;
static guint64    last_number;

static const JrJsonLimits limits = { 1 << 20, 24, 100000, 1 << 16 };

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static char *
write_file (const char *name, const char *text)
{
  char *path = path_of (name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static char *
write_pdf (const char *name)
{
  g_autofree char *pdf = small_pdf_new (2, name);

  return write_file (name, pdf);
}

/* joint-review-counter with these words, up to NULL. (transfer full): the first line it printed */
static JsonObject *
run (int wanted_status, ...)
{
  g_autoptr (GPtrArray)           words = g_ptr_array_new ();
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *program =
    g_build_filename (g_getenv ("JR_BUILD_ROOT"), "src", "counter", "joint-review-counter", NULL);
  g_autofree char        *key = path_of ("key");
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (JsonNode)    node = NULL;
  g_autofree char        *out = NULL;
  const char             *word;
  va_list                 rest;

  g_ptr_array_add (words, program);
  va_start (rest, wanted_status);
  while ((word = va_arg (rest, const char *)) != NULL)
    g_ptr_array_add (words, (gpointer) word);
  va_end (rest);
  g_ptr_array_add (words, (gpointer) "--json");
  g_ptr_array_add (words, NULL);
  g_subprocess_launcher_setenv (launcher, "HOME", folder, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "XDG_STATE_HOME");
  g_subprocess_launcher_unsetenv (launcher, "XDG_DATA_HOME");
  g_subprocess_launcher_setenv (launcher, "JOINT_REVIEW_HUB", jr_test_hub_get_url (hub), TRUE);
  g_subprocess_launcher_setenv (launcher, "JOINT_REVIEW_KEY_FILE", key, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words->pdata, NULL);
  g_assert_nonnull (process);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, NULL));
  g_test_message ("%s: %s", (char *) words->pdata[1], out);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, wanted_status);
  if (strchr (out, '\n') != NULL)
    *strchr (out, '\n') = '\0';
  if (out[0] == '\0')
    return NULL;
  node = jr_json_parse (out, strlen (out), &limits, NULL);
  g_assert_nonnull (node);
  return json_node_dup_object (node);
}

static char *
dup_member (JsonObject *object, const char *member)
{
  return g_strdup (json_object_get_string_member_with_default (object, member, ""));
}

static void
assert_status (const char *number, const char *phase)
{
  g_autoptr (JsonObject) status = run (0, "status", number, NULL);

  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (status, "case"),
                                                  "phase"),
                   ==, phase);
}

/* The reviewer looks at the case and decides. */
static void
decide (const char *id, JrDecisionKind kind)
{
  g_autoptr (JrHubClient) client = jr_test_hub_new_client (hub, "wang");
  g_autoptr (GError)      error = NULL;
  g_autoptr (JrCaseFile)  file = jr_hub_client_load_case (client, id, NULL, &error);
  g_autoptr (GPtrArray)   missing = g_ptr_array_new ();
  g_autoptr (GPtrArray)   stamps = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_stamp_unref);
  g_autoptr (GPtrArray)   commands =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_command_unref);
  g_autoptr (GPtrArray)  answers = NULL;
  g_autoptr (JrDecision) decision = NULL;
  const JrDocument      *first;

  g_assert_no_error (error);
  g_assert_false (file->is_masked);
  g_assert_cmpstr (file->applicant->name, ==, "张伟");
  first = file->state->documents->pdata[0];
  if (kind == JR_DECISION_RETURN)
    g_ptr_array_add (missing, (gpointer) "户口簿复印件");
  if (kind == JR_DECISION_APPROVE)
    g_ptr_array_add (stamps, jr_stamp_new (&(JrStamp){ .sha256 = first->sha256,
                                                       .x_um = 20000,
                                                       .y_um = 30000,
                                                       .width_um = JR_STAMP_DEFAULT_UM,
                                                       .height_um = JR_STAMP_DEFAULT_UM }));
  decision = jr_decision_new (&(JrDecision){
    .kind = kind, .opinion = (char *) "看过了", .missing = missing, .stamps = stamps });
  g_ptr_array_add (commands, jr_command_new (&(JrCommand){ .client = (char *) "desk of wang",
                                                           .number = ++last_number,
                                                           .kind = JR_COMMAND_DECIDE,
                                                           .case_id = (char *) id,
                                                           .seen_version = file->state->version,
                                                           .decision = decision }));
  answers = jr_hub_client_send (client, commands, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (((JrAnswer *) answers->pdata[0])->problem);
}

/* (transfer full): the first thing that the watch shows */
static JsonObject *
watch (void)
{
  for (guint i = 0; i < TRIES_MAXIMUM; i++)
    {
      JsonObject *shown = run (0, "watch", "--once", NULL);

      if (shown != NULL)
        return shown;
      g_usleep (100 * 1000);
    }
  g_error ("the watch shows nothing");
}

static char *
submit (char **out_id)
{
  g_autofree char       *form = write_pdf ("form.pdf");
  g_autofree char       *material = g_strconcat ("form=", form, NULL);
  g_autoptr (JsonObject) accepted = run (0, "submit", "--item", "ONE", "--applicant", "张伟",
                                         "--phone", "13800138000", "--material", material, NULL);

  *out_id = dup_member (accepted, "id");
  return dup_member (accepted, "number");
}

/* The stamped file begins with the scan as it was handed in. */
static void
assert_stamped (const char *output)
{
  g_autofree char     *outcome_path = g_build_filename (output, "outcome.json", NULL);
  g_autofree char     *text = NULL;
  g_autofree char     *scan_path = path_of ("form.pdf");
  g_autofree char     *scan = NULL;
  g_autofree char     *stamped_path = NULL;
  g_autofree char     *stamped = NULL;
  g_autoptr (JsonNode) outcome = NULL;
  JsonObject          *members, *document;
  gsize                length, scan_length, stamped_length;

  g_assert_true (g_file_get_contents (outcome_path, &text, &length, NULL));
  outcome = jr_json_parse (text, length, &limits, NULL);
  members = json_node_get_object (outcome);
  g_assert_cmpstr (json_object_get_string_member (members, "outcome"), ==, "approved");
  document = json_array_get_object_element (json_object_get_array_member (members, "documents"), 0);
  stamped_path = g_build_filename (output, json_object_get_string_member (document, "file"), NULL);
  g_assert_true (g_file_get_contents (scan_path, &scan, &scan_length, NULL));
  g_assert_true (g_file_get_contents (stamped_path, &stamped, &stamped_length, NULL));
  g_assert_cmpuint (stamped_length, >, scan_length);
  g_assert_cmpmem (stamped, scan_length, scan, scan_length);
}

static void
test_case (void)
{
  g_autofree char *id = NULL;
  g_autofree char *number = submit (&id);
  g_autofree char *output = path_of ("output");
  g_autofree char *household = write_pdf ("household.pdf");
  JsonObject      *shown;

  assert_status (number, "in-review");
  json_object_unref (run (1, "fetch", number, "--output", output, NULL));

  decide (id, JR_DECISION_RETURN);
  shown = watch ();
  g_assert_cmpstr (json_object_get_string_member (shown, "status"), ==, "notice");
  g_assert_cmpstr (json_object_get_string_member (shown, "number"), ==, number);
  json_object_unref (shown);
  assert_status (number, "awaiting-supplement");
  json_object_unref (run (0, "supplement", number, household, NULL));
  assert_status (number, "in-review");

  decide (id, JR_DECISION_APPROVE);
  shown = watch ();
  g_assert_cmpstr (json_object_get_string_member (shown, "status"), ==, "result");
  g_assert_cmpstr (json_object_get_string_member (shown, "outcome"), ==, "approved");
  json_object_unref (shown);
  json_object_unref (run (0, "fetch", number, "--output", output, NULL));
  assert_stamped (output);
  assert_status (number, "delivered");
}

static void
test_withdraw (void)
{
  g_autofree char *id = NULL;
  g_autofree char *number = submit (&id);

  json_object_unref (run (0, "withdraw", number, "--reason", "申请人不办了", NULL));
  assert_status (number, "withdrawn");
  json_object_unref (run (1, "withdraw", number, "--reason", "申请人不办了", NULL));
  json_object_unref (run (1, "status", "NW-19990101-00001", NULL));
}

static void
test_refused (void)
{
  g_autofree char *no_pdf = write_file ("no.pdf", "this is not one");

  json_object_unref (run (1, "submit", "--item", "ONE", "--applicant", "张伟", no_pdf, NULL));
  json_object_unref (run (1, "submit", "--item", "NONE", "--applicant", "张伟", no_pdf, NULL));
}

static void
test_stopped (void)
{
  g_autofree char *id = NULL;
  g_autofree char *number = submit (&id);

  g_assert_cmpint (jr_test_hub_stop (hub), ==, 0);
  json_object_unref (run (3, "status", number, NULL));
  jr_test_hub_start (hub);
  assert_status (number, "in-review");
}

int
main (int argc, char **argv)
{
  static const char *const options[] = { "--recall-window", "0", NULL };
  g_autofree char         *key = NULL;
  int                      status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("jr-counter-XXXXXX", NULL);
  hub = jr_test_hub_new (options);
  key = write_file ("key", jr_test_hub_get_secret (hub, "window1"));
  g_test_add_func ("/hub/counter/case", test_case);
  g_test_add_func ("/hub/counter/withdraw", test_withdraw);
  g_test_add_func ("/hub/counter/refused", test_refused);
  g_test_add_func ("/hub/counter/stopped", test_stopped);
  status = g_test_run ();
  jr_test_hub_free (hub);
  remove_folder (folder);
  g_free (folder);
  return status;
}
