/* jr-test-worker.c: looks at the worker processes of this test, and puts others in their place
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-test-worker.h"

#include <stdio.h>
#include <unistd.h>

#include <glib/gstdio.h>

/* @return the parent of process @pid and its state, or 0. /proc/N/stat: "N (NAME) STATE PARENT …". */
static GPid
get_parent (GPid pid, char *out_state)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;
  const char      *rest;
  int              parent = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  rest = strrchr (text, ')');
  if (rest == NULL || sscanf (rest + 1, " %c %d", out_state, &parent) != 2)
    return 0;
  return parent;
}

GPid
jr_test_worker_find (void)
{
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char      *name;

  g_assert_nonnull (processes);
  while ((name = g_dir_read_name (processes)) != NULL)
    {
      GPid pid = (GPid) g_ascii_strtoll (name, NULL, 10);
      char state = 0;

      if (pid > 0 && get_parent (pid, &state) == getpid () && state != 'Z')
        return pid;
    }
  return 0;
}

guint
jr_test_count_descriptors (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint            n = 0;

  g_assert_nonnull (folder);
  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

void
jr_test_worker_become_strange (JrTestStrange *self, const char *behaviour)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *program = g_test_build_filename (G_TEST_BUILT, "strange-worker", NULL);

  self->usual = g_strdup (g_getenv ("JOINT_REVIEW_RENDER"));
  self->folder = g_dir_make_tmp ("joint-review-strange-XXXXXX", &error);
  g_assert_no_error (error);
  self->link = g_build_filename (self->folder, behaviour, NULL);
  g_assert_cmpint (symlink (program, self->link), ==, 0);
  g_assert_true (g_setenv ("JOINT_REVIEW_RENDER", self->link, TRUE));
}

void
jr_test_strange_clear (JrTestStrange *self)
{
  g_assert_true (g_setenv ("JOINT_REVIEW_RENDER", self->usual, TRUE));
  g_unlink (self->link);
  g_rmdir (self->folder);
  g_free (self->usual);
  g_free (self->folder);
  g_free (self->link);
}
