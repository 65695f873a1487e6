/* jr-update-writer.c: an incremental update of a PDF, being written
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-update-writer.h"

#include <string.h>
#include <zlib.h>

#define ID_BYTES 16
/* Widths of an entry in a cross-reference stream: kind, offset (files are under 4 GB), generation. */
#define STREAM_ENTRY_BYTES 7

typedef struct
{
  guint number;
  guint generation;
  gsize offset;
} Entry;

struct _JrUpdateWriter
{
  GString *bytes;
  GArray  *entries;
  gsize    base;
  guint    next_number;
};

JrUpdateWriter *
jr_update_writer_new (gsize base, guint next_number)
{
  JrUpdateWriter *self = g_new0 (JrUpdateWriter, 1);

  self->base = base;
  self->next_number = next_number;
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->bytes = g_string_new ("\n"); /* the file may end in the middle of a line */
  return self;
}

void
jr_update_writer_free (JrUpdateWriter *self)
{
  if (self->bytes != NULL)
    g_string_free (self->bytes, TRUE);
  g_array_unref (self->entries);
  g_free (self);
}

guint
jr_update_writer_take_number (JrUpdateWriter *self)
{
  return self->next_number++;
}

static void
begin (JrUpdateWriter *self, guint number, guint generation)
{
  const Entry entry = { .number = number,
                        .generation = generation,
                        .offset = self->base + self->bytes->len };

  g_array_append_val (self->entries, entry);
  g_string_append_printf (self->bytes, "%u %u obj\n", number, generation);
}

void
jr_update_writer_put (JrUpdateWriter *self, guint number, guint generation, const char *body)
{
  begin (self, number, generation);
  g_string_append (self->bytes, body);
  g_string_append (self->bytes, "\nendobj\n");
}

static void
put_plain_stream (JrUpdateWriter *self,
                  guint           number,
                  const char     *dictionary,
                  const void     *bytes,
                  gsize           size)
{
  begin (self, number, 0);
  g_string_append_printf (self->bytes, "<<%s/Length %" G_GSIZE_FORMAT ">>\nstream\n", dictionary,
                          size);
  g_string_append_len (self->bytes, bytes, (gssize) size);
  g_string_append (self->bytes, "\nendstream\nendobj\n");
}

void
jr_update_writer_put_stream (JrUpdateWriter *self,
                             guint           number,
                             const char     *dictionary,
                             const void     *bytes,
                             gsize           size,
                             gboolean        compress)
{
  uLongf             packed_size = compressBound (size);
  g_autofree guint8 *packed = compress ? g_malloc (packed_size) : NULL;
  g_autofree char   *packed_dictionary = g_strconcat (dictionary, "/Filter/FlateDecode", NULL);

  /* Fails only for want of memory or room, and room there is; plain bytes say the same. */
  if (compress && compress2 (packed, &packed_size, bytes, size, Z_BEST_COMPRESSION) == Z_OK)
    put_plain_stream (self, number, packed_dictionary, packed, packed_size);
  else
    put_plain_stream (self, number, dictionary, bytes, size);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *left = a, *right = b;

  return left->number < right->number ? -1 : left->number > right->number;
}

/* @return how many entries from @start have consecutive numbers. */
static guint
measure_run (GArray *entries, guint start)
{
  guint length = 1;

  while (start + length < entries->len && g_array_index (entries, Entry, start + length).number ==
                                            g_array_index (entries, Entry, start).number + length)
    length++;
  return length;
}

/* The changing half of /ID is made from the update itself: the same marks give the same file. */
static char *
make_id (JrUpdateWriter *self, const char *first_id)
{
  g_autofree char *digest = NULL;

  if (first_id == NULL)
    return g_strdup ("");
  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) self->bytes->str,
                                        self->bytes->len);
  digest[2 * ID_BYTES] = '\0';
  return g_strdup_printf ("/ID[%s<%s>]", first_id, digest);
}

static char *
make_trailer (JrUpdateWriter *self, const JrUpdateTail *tail)
{
  g_autofree char *id = make_id (self, tail->first_id);

  return g_strdup_printf ("/Size %u/Root %s%s%s%s/Prev %" G_GINT64_FORMAT, self->next_number,
                          tail->root, tail->info == NULL ? "" : "/Info ",
                          tail->info == NULL ? "" : tail->info, id, tail->previous);
}

static void
append_table (JrUpdateWriter *self, const char *trailer)
{
  g_string_append (self->bytes, "xref\n");
  for (guint start = 0, length; start < self->entries->len; start += length)
    {
      length = measure_run (self->entries, start);
      g_string_append_printf (self->bytes, "%u %u\n",
                              g_array_index (self->entries, Entry, start).number, length);
      for (guint i = start; i < start + length; i++)
        {
          const Entry *entry = &g_array_index (self->entries, Entry, i);

          g_string_append_printf (self->bytes, "%010" G_GSIZE_FORMAT " %05u n \n", entry->offset,
                                  entry->generation);
        }
    }
  g_string_append_printf (self->bytes, "trailer\n<<%s>>\n", trailer);
}

static void
append_big_endian (GByteArray *rows, guint64 value, guint n_bytes)
{
  for (guint shift = 8 * n_bytes; shift > 0; shift -= 8)
    {
      guint8 byte = (guint8) (value >> (shift - 8));

      g_byte_array_append (rows, &byte, 1);
    }
}

static void
append_stream (JrUpdateWriter *self, guint number, const char *trailer)
{
  g_autoptr (GByteArray) rows = g_byte_array_new ();
  g_autoptr (GString)    dictionary = g_string_new ("/Type/XRef/W[1 4 2]/Index[");

  for (guint start = 0, length; start < self->entries->len; start += length)
    {
      length = measure_run (self->entries, start);
      g_string_append_printf (dictionary, "%u %u ",
                              g_array_index (self->entries, Entry, start).number, length);
    }
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      append_big_endian (rows, 1, 1);
      append_big_endian (rows, entry->offset, 4);
      append_big_endian (rows, entry->generation, 2);
    }
  g_assert (rows->len == self->entries->len * STREAM_ENTRY_BYTES);

  g_string_append_printf (dictionary, "]%s", trailer);
  put_plain_stream (self, number, dictionary->str, rows->data, rows->len);
}

GBytes *
jr_update_writer_finish (JrUpdateWriter *self, const JrUpdateTail *tail)
{
  guint            number = tail->as_stream ? jr_update_writer_take_number (self) : 0;
  gsize            offset = self->base + self->bytes->len;
  g_autofree char *trailer = make_trailer (self, tail);

  if (tail->as_stream)
    {
      const Entry own = { .number = number, .offset = offset };

      g_array_append_val (self->entries, own);
    }
  g_array_sort (self->entries, compare_entries);
  if (tail->as_stream)
    append_stream (self, number, trailer);
  else
    append_table (self, trailer);
  g_string_append_printf (self->bytes, "startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", offset);
  return g_string_free_to_bytes (g_steal_pointer (&self->bytes));
}

char *
jr_pdf_text (const char *text)
{
  glong                 n_units = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (text, -1, NULL, &n_units, NULL);
  GString              *result = g_string_new ("<FEFF");

  for (glong i = 0; i < n_units; i++)
    g_string_append_printf (result, "%04X", units[i]);
  g_string_append_c (result, '>');
  return g_string_free (result, FALSE);
}
