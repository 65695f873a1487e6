/* test-render-commands.c: the command line of joint-review-render
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "jr-test-pdf.h"
#include "jr-test-stamp.h"

#define MARK                                                                                          \
  "{\"page\":1,\"x_um\":10000,\"y_um\":20000,\"width_um\":40000,\"height_um\":25000,"                 \
  "\"kind\":\"approve\",\"word\":\"同意\",\"department\":\"市场监管\",\"reviewer\":\"王敏\"," \
  "\"date\":\"2026-11-24 14:03\"}"

/** Desk: a folder with a document, marks and whatever is written there. */
typedef struct
{
  char   *folder;
  char   *pdf;
  char   *marks;
  char   *output;
  GBytes *bytes;
} Desk;

/** Run: what came of one. */
typedef struct
{
  int   status;
  char *output;
  char *errors;
} Run;

static void
run_clear (Run *self)
{
  g_clear_pointer (&self->output, g_free);
  g_clear_pointer (&self->errors, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
save (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
desk_set_up (Desk *self, gconstpointer data)
{
  const JrTestPage   page = { 0 };
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("joint-review-desk-XXXXXX", &error);
  g_assert_no_error (error);
  self->pdf = g_build_filename (self->folder, "form 表.pdf", NULL);
  self->marks = g_build_filename (self->folder, "marks.json", NULL);
  self->output = g_build_filename (self->folder, "output", NULL);
  self->bytes = jr_test_pdf_make_page (&page);
  g_file_set_contents (self->pdf, g_bytes_get_data (self->bytes, NULL),
                       (gssize) g_bytes_get_size (self->bytes), &error);
  g_assert_no_error (error);
  save (self->marks, "[" MARK "]");
}

/* Nothing half-written is left: only what the test itself knows of can be removed. */
static void
desk_tear_down (Desk *self, gconstpointer data)
{
  g_unlink (self->pdf);
  g_unlink (self->marks);
  g_unlink (self->output);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->pdf);
  g_free (self->marks);
  g_free (self->output);
  g_bytes_unref (self->bytes);
}

static Run
run (const char *first, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GError)    error = NULL;
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "LC_ALL", "C.UTF-8", TRUE);
  Run            self = { 0 };
  va_list        more;

  g_ptr_array_add (arguments, (char *) g_getenv ("JOINT_REVIEW_RENDER"));
  va_start (more, first);
  for (const char *argument = first; argument != NULL; argument = va_arg (more, const char *))
    g_ptr_array_add (arguments, (char *) argument);
  va_end (more);
  g_ptr_array_add (arguments, NULL);

  g_spawn_sync (NULL, (char **) arguments->pdata, environment, 0, NULL, NULL, &self.output,
                &self.errors, &self.status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (self.status));
  self.status = WEXITSTATUS (self.status);
  return self;
}

static void
assert_run (const Run *self, int status, const char *words)
{
  if (self->status != status || strstr (self->errors, words) == NULL)
    g_test_message ("%d: %s%s", self->status, self->output, self->errors);
  g_assert_cmpint (self->status, ==, status);
  g_assert_nonnull (strstr (self->errors, words));
}

static JsonObject *
parse (const Run *self, JsonParser *parser)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, self->output, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static void
assert_file_is (const char *path, const char *wanted, gsize size)
{
  g_autofree char *found = NULL;
  gsize            length;

  g_assert_true (g_file_get_contents (path, &found, &length, NULL));
  g_assert_cmpmem (found, length, wanted, size);
}

static void
test_usage (Desk *desk, gconstpointer data)
{
  static const char *const rows[][6] = {
    { NULL },
    { "chek", NULL },
    { "check", NULL },
    { "check", "a", "b", NULL },
    { "check", "a", "--no-such-option", NULL },
    { "page", "a", NULL },
    { "page", "a", "1", "--output", "x", NULL },
    { "page", "a", "1", "--width", "100", NULL },
    { "stamp", "a", "--output", "x", NULL },
    { "stamp", "a", "--marks", "x", NULL },
    { "--json", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Run) self = run (rows[i][0], rows[i][1], rows[i][2], rows[i][3], rows[i][4], NULL);

      assert_run (&self, 2, "");
      g_assert_cmpstr (self.output, ==, "");
      g_assert_cmpuint (strlen (self.errors), >, 20);
    }
}

static void
test_numbers (Desk *desk, gconstpointer data)
{
  static const char *const pages[] = { "0", "-1", "1x", "", "20001", "99999999999999999999" };
  static const char *const widths[] = { "0", "-5", "10001", "x", "99999999999999999999" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_auto (Run) self =
        run ("page", "--width", "100", "--output", desk->output, "--", desk->pdf, pages[i], NULL);

      g_assert_cmpint (self.status, ==, 2);
    }
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *width = g_strconcat ("--width=", widths[i], NULL);
      g_auto (Run)     self = run ("page", desk->pdf, "1", width, "--output", desk->output, NULL);

      g_assert_cmpint (self.status, ==, 2);
    }
  g_assert_false (g_file_test (desk->output, G_FILE_TEST_EXISTS));
}

static void
test_help (Desk *desk, gconstpointer data)
{
  g_auto (Run) help = run ("--help", NULL);
  g_auto (Run) version = run ("--version", NULL);

  assert_run (&help, 0, "");
  g_assert_nonnull (strstr (help.output, "stamp FILE --marks JSON --output PDF"));
  assert_run (&version, 0, "");
  g_assert_true (g_str_has_prefix (version.output, "joint-review-render "));
}

static void
test_check (Desk *desk, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (Run)           text = run ("check", desk->pdf, NULL);
  g_auto (Run)           json = run ("check", desk->pdf, "--json", NULL);
  JsonObject            *facts;

  assert_run (&text, 0, "");
  g_assert_nonnull (strstr (text.output, "page 1: 209.9 × 297.0 mm\n"));
  g_assert_nonnull (strstr (text.output, "encrypted: no\n"));
  assert_run (&json, 0, "");
  facts = parse (&json, parser);
  g_assert_cmpstr (json_object_get_string_member (facts, "status"), ==, "done");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (facts, "pages")), ==, 1);
  g_assert_false (json_object_get_boolean_member (facts, "encrypted"));
}

static void
test_refusals (Desk *desk, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (Run)           missing = run ("check", "/nonexistent/a.pdf", NULL);
  g_auto (Run)           folder = run ("check", desk->folder, NULL);
  g_auto (Run)           device = run ("check", "/dev/zero", NULL);
  g_auto (Run)           no_pdf = run ("check", desk->marks, "--json", NULL);
  g_auto (Run)           beyond =
    run ("page", desk->pdf, "2", "--width", "99", "--output", desk->output, NULL);
  JsonObject *report;

  assert_run (&missing, 1, "/nonexistent/a.pdf: No such file");
  assert_run (&folder, 1, "not a regular file");
  assert_run (&device, 1, "not a regular file");
  assert_run (&no_pdf, 1, "not a PDF");
  assert_run (&beyond, 1, "no such page");
  report = parse (&no_pdf, parser);
  g_assert_cmpstr (json_object_get_string_member (report, "status"), ==, "refused");
  g_assert_cmpstr (json_object_get_string_member (report, "reason"), ==, "invalid");
  g_assert_nonnull (strstr (json_object_get_string_member (report, "detail"), "not a PDF"));
  g_assert_false (g_file_test (desk->output, G_FILE_TEST_EXISTS));
}

static void
test_page (Desk *desk, gconstpointer data)
{
  g_auto (Run) self = run ("page", desk->pdf, "1", "--width", "99", "--output", desk->output, NULL);
  g_autofree char *png = NULL;
  gsize            size;
  struct stat      status;
  mode_t           mask = umask (0);

  umask (mask);
  assert_run (&self, 0, "");
  g_assert_cmpstr (self.output, ==, "");
  g_assert_true (g_file_get_contents (desk->output, &png, &size, NULL));
  g_assert_cmpuint (size, >, 24);
  g_assert_cmpmem (png, 8, "\x89PNG\r\n\x1a\n", 8);
  g_assert_cmpmem (png + 16, 8, "\0\0\0\x63\0\0\0\x8c", 8); /* 99 × 140 */
  g_assert_cmpint (g_stat (desk->output, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0666 & ~mask);
}

static void
test_stamp (Desk *desk, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (Run)           self =
    run ("stamp", desk->pdf, "--marks", desk->marks, "--output", desk->output, "--json", NULL);
  g_autofree char *stamped = NULL;
  gsize            size, original = g_bytes_get_size (desk->bytes);

  assert_run (&self, 0, "");
  g_assert_cmpstr (json_object_get_string_member (parse (&self, parser), "output"), ==,
                   desk->output);
  g_assert_true (g_file_get_contents (desk->output, &stamped, &size, NULL));
  g_assert_cmpuint (size, >, original);
  g_assert_cmpmem (stamped, original, g_bytes_get_data (desk->bytes, NULL), original);
  assert_file_is (desk->pdf, g_bytes_get_data (desk->bytes, NULL), original);
}

static void
test_bad_marks (Desk *desk, gconstpointer data)
{
  static const char *const rows[][2] = {
    { "", "marks.json" },         { "[]", "1 to 100 marks" },
    { "{}", "not an array" },     { "[1]", "marks.json" },
    { "[{}]", "page" },           { "[" MARK "," MARK, "marks.json" },
    { "[{\"page\":0}]", "page" }, { "[{\"page\":1,\"x_um\":1.5}]", "x_um" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Run) self = { 0 };

      save (desk->marks, rows[i][0]);
      self = run ("stamp", desk->pdf, "--marks", desk->marks, "--output", desk->output, NULL);
      assert_run (&self, 1, rows[i][1]);
      g_assert_false (g_file_test (desk->output, G_FILE_TEST_EXISTS));
    }
}

/* An older output is replaced by a whole new one, or stays. */
static void
test_older_output (Desk *desk, gconstpointer data)
{
  g_auto (Run) refused = { 0 };
  g_auto (Run) done = { 0 };

  save (desk->output, "older");
  refused = run ("page", desk->pdf, "7", "--width", "99", "--output", desk->output, NULL);
  assert_run (&refused, 1, "no such page");
  assert_file_is (desk->output, "older", 5);
  done = run ("stamp", desk->pdf, "--marks", desk->marks, "--output", desk->output, NULL);
  assert_run (&done, 0, "");
  {
    g_autofree char *text = NULL;

    g_assert_true (g_file_get_contents (desk->output, &text, NULL, NULL));
    g_assert_true (g_str_has_prefix (text, "%PDF-"));
  }
}

/* What must not be replaced: the scan itself, by whatever name, devices and folders. */
static void
test_protected_outputs (Desk *desk, gconstpointer data)
{
  g_autofree char   *link = g_build_filename (desk->folder, "link.pdf", NULL);
  const char *const  outputs[] = { desk->pdf, link, "/dev/null", desk->folder,
                                   "/nonexistent/folder/x.pdf" };
  static const char *words[] = { "input itself", "input itself", "not a regular file",
                                 "not a regular file", "No such file" };

  g_assert_cmpint (symlink (desk->pdf, link), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (outputs); i++)
    {
      g_auto (Run) stamp =
        run ("stamp", desk->pdf, "--marks", desk->marks, "--output", outputs[i], NULL);
      g_auto (Run) page =
        run ("page", desk->pdf, "1", "--width", "9", "--output", outputs[i], NULL);

      assert_run (&stamp, 1, words[i]);
      assert_run (&page, 1, words[i]);
    }
  assert_file_is (desk->pdf, g_bytes_get_data (desk->bytes, NULL), g_bytes_get_size (desk->bytes));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_unlink (link);
}

static void
test_self_test (Desk *desk, gconstpointer data)
{
  g_auto (Run) self = run ("self-test", desk->pdf, NULL);

  assert_run (&self, 0, "");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Desk *, gconstpointer);
  } tests[] = {
    { "/render/commands/usage", test_usage },
    { "/render/commands/numbers", test_numbers },
    { "/render/commands/help", test_help },
    { "/render/commands/check", test_check },
    { "/render/commands/refusals", test_refusals },
    { "/render/commands/page", test_page },
    { "/render/commands/stamp", test_stamp },
    { "/render/commands/bad-marks", test_bad_marks },
    { "/render/commands/older-output", test_older_output },
    { "/render/commands/protected-outputs", test_protected_outputs },
    { "/render/commands/self-test", test_self_test },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Desk, NULL, desk_set_up, tests[i].test, desk_tear_down);
  return g_test_run ();
}
