/* run-corpus.c: a fuzz target without a fuzz engine: run-corpus FOLDER
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each file of the corpus as it is, and so many times with a few bytes changed, cut, doubled or taken from another file:
 * always the same ones, so that a fault comes again. */

#include "fuzz.h"

#include <string.h>

#define MUTATIONS 400
#define CHANGES_MAXIMUM 4

static GPtrArray *
load_corpus (const char *path)
{
  GPtrArray         *corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir)   folder = g_dir_open (path, 0, &error);
  const char        *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      char            *bytes = NULL;
      gsize            length = 0;

      g_file_get_contents (file, &bytes, &length, &error);
      g_assert_no_error (error);
      g_ptr_array_add (corpus, g_bytes_new_take (bytes, length));
    }
  return corpus;
}

static void
change (GByteArray *bytes, GBytes *other, GRand *random)
{
  guint         at = (guint) g_rand_int_range (random, 0, (gint32) bytes->len);
  guint         left = bytes->len - at;
  guint         some = g_rand_int (random) % 16;
  gsize         other_length;
  const guint8 *other_bytes = g_bytes_get_data (other, &other_length);

  switch (g_rand_int_range (random, 0, 5))
    {
    case 0:
      bytes->data[at] = (guint8) g_rand_int (random);
      break;
    case 1:
      bytes->data[at] ^= (guint8) (1 << g_rand_int_range (random, 0, 8));
      break;
    case 2:
      g_byte_array_remove_range (bytes, at, CLAMP (some, 1, left));
      break;
    case 3:
      g_byte_array_append (bytes, other_bytes, (guint) other_length);
      break;
    default:
      memcpy (bytes->data + at, other_bytes, MIN (left, other_length));
    }
}

static void
run_mutations (GPtrArray *corpus, GBytes *seed, GRand *random)
{
  for (guint i = 0; i < MUTATIONS; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      gint32                 n = g_rand_int_range (random, 1, CHANGES_MAXIMUM + 1);

      g_byte_array_append (bytes, g_bytes_get_data (seed, NULL), (guint) g_bytes_get_size (seed));
      for (gint32 j = 0; j < n && bytes->len > 0; j++)
        change (bytes, corpus->pdata[g_rand_int (random) % corpus->len], random);
      LLVMFuzzerTestOneInput (bytes->data, bytes->len);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) corpus = load_corpus (argv[argc - 1]);
  GRand                *random = g_rand_new_with_seed (1);

  g_assert_cmpuint (corpus->len, >, 0);
  g_print ("1..%u\n", corpus->len);
  for (guint i = 0; i < corpus->len; i++)
    {
      GBytes *seed = corpus->pdata[i];

      LLVMFuzzerTestOneInput (g_bytes_get_data (seed, NULL), g_bytes_get_size (seed));
      run_mutations (corpus, seed, random);
      g_print ("ok %u\n", i + 1);
    }
  g_rand_free (random);
  return 0;
}
