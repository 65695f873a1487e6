/* jr-test-corpus.c: PDFs of other makers' test suites, and what is known of them
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-test-corpus.h"

#include <string.h>

/* Columns of index.csv. */
enum
{
  PAGES = 5,
  TAGS = 9,
  NAME = 10,
  N_COLUMNS,
};

void
jr_test_corpus_file_free (JrTestCorpusFile *self)
{
  g_free (self->path);
  g_free (self->name);
  g_free (self->tags);
  g_free (self);
}

gboolean
jr_test_corpus_file_is (const JrTestCorpusFile *self, const char *tag)
{
  g_auto (GStrv) tags = g_strsplit (self->tags, " ", -1);

  return g_strv_contains ((const char *const *) tags, tag);
}

/* RFC 4180 without line ends in fields, which no file of the index has. */
static char **
split_line (const char *line)
{
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();
  g_autoptr (GString)      field = g_string_new (NULL);
  gboolean                 quoted = FALSE;

  for (; *line != '\0'; line++)
    if (*line == '"')
      quoted = !quoted;
    else if (*line == ',' && !quoted)
      {
        g_strv_builder_add (fields, field->str);
        g_string_truncate (field, 0);
      }
    else
      g_string_append_c (field, *line);
  g_strv_builder_add (fields, field->str);
  return g_strv_builder_end (fields);
}

static void
add_line (GPtrArray *files, const char *folder, const char *line)
{
  g_auto (GStrv)    fields = split_line (line);
  JrTestCorpusFile *file;

  if (*line == '\0')
    return;
  g_assert_cmpuint (g_strv_length (fields), ==, N_COLUMNS);
  file = g_new0 (JrTestCorpusFile, 1);
  file->name = g_strdup (fields[NAME]);
  file->path = g_build_filename (folder, file->name, NULL);
  file->tags = g_strdup (fields[TAGS]);
  file->n_pages = (guint) g_ascii_strtoull (fields[PAGES], NULL, 10);
  g_ptr_array_add (files, file);
}

static char *
find_folder (void)
{
  const char *shared = g_getenv ("JR_SHARED");
  const char *data = g_getenv ("JR_SHARED_DATA");

  if (shared != NULL && *shared != '\0')
    return g_build_filename (shared, "data", "pdf", NULL);
  return g_build_filename (data == NULL ? "" : data, "pdf", NULL);
}

GPtrArray *
jr_test_corpus_load (void)
{
  GPtrArray       *files = NULL;
  g_autofree char *folder = find_folder ();
  g_autofree char *path = g_build_filename (folder, "index.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv)   lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  g_strdelimit (text, "\r", ' ');
  lines = g_strsplit (text, "\n", -1);
  files = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_test_corpus_file_free);
  for (char **line = lines + 1; *line != NULL; line++)
    add_line (files, folder, g_strchomp (*line));
  return files;
}
