/* jr-stamp-base.c: whether and how a PDF can be appended to
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* An incremental update stands on what is already there: on its offsets, its cross-reference section, its numbers. So
 * a file that a reader had to reconstruct is refused, and one whose offsets do not count from the first byte; encrypted
 * files too, because new objects would have to be encrypted with a key we must not need. */

#include "jr-stamp-base.h"

#include <stdlib.h>
#include <string.h>

#include "jr-signatures.h"
#include "jr-trouble.h"

/* "startxref\n1234567890" and line ends. */
#define MAX_NUMBER_BYTES 24
/* PDF 1.7, annex C. */
#define MAX_OBJECTS 8388607

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

/* Not g_strrstr_len(), which stops at the first NUL. */
static const char *
find_last (const char *bytes, gsize size, const char *word)
{
  gsize length = strlen (word);

  for (gsize i = size >= length ? size - length + 1 : 0; i > 0; i--)
    if (memcmp (bytes + i - 1, word, length) == 0)
      return bytes + i - 1;
  return NULL;
}

/* @return the number at @text, or -1. */
static gint64
read_number (const char *text, const char *end)
{
  char   digits[MAX_NUMBER_BYTES + 1] = { 0 };
  char  *stop;
  gint64 number;

  while (text < end && is_space (*text))
    text++;
  memcpy (digits, text, MIN ((gsize) (end - text), MAX_NUMBER_BYTES));
  number = g_ascii_strtoll (digits, &stop, 10);
  return stop == digits ? -1 : number;
}

/* A section is the word "xref", or an object, which starts with a digit. qpdf has read it: here only the kind is asked. */
static gboolean
find_section (JrStampBase *self, GBytes *bytes, GError **error)
{
  gsize       size;
  const char *start = g_bytes_get_data (bytes, &size);
  const char *word = find_last (start, size, "startxref");
  gsize       offset;

  self->section_offset =
    word == NULL ? -1 : read_number (word + strlen ("startxref"), start + size);
  if (self->section_offset < 0 || (gsize) self->section_offset >= size ||
      memcmp (start, "%PDF-", 5) != 0)
    return jr_trouble_set (error, JR_RENDER_STAMP_JUNK, NULL);

  offset = (gsize) self->section_offset;
  while (offset < size && is_space (start[offset]))
    offset++;
  self->section_is_stream = offset < size && g_ascii_isdigit (start[offset]);
  if (self->section_is_stream || (offset + 4 <= size && memcmp (start + offset, "xref", 4) == 0))
    return TRUE;
  return jr_trouble_set (error, JR_RENDER_STAMP_JUNK, NULL);
}

/* qpdf makes an object of its own for a page that the tree names twice or holds in place. In the file there is then no
 * object that is this one page and no other. */
static gboolean
has_own_pages (qpdf_data qpdf, int size)
{
  int n_pages = qpdf_get_num_pages (qpdf);

  for (int i = 0; i < n_pages; i++)
    if (qpdf_oh_get_object_id (qpdf, qpdf_get_page_n (qpdf, (size_t) i)) >= size)
      return FALSE;
  return TRUE;
}

/* What the file says of itself, and what qpdf, having seen all its objects, would take next: files lie about the one. */
static gboolean
find_next_number (JrStampBase *self, GError **error)
{
  int     size = 0;
  qpdf_oh fresh = qpdf_make_indirect_object (self->qpdf, qpdf_oh_new_null (self->qpdf));
  int     number = qpdf_oh_get_object_id (self->qpdf, fresh);

  qpdf_oh_get_value_as_int (self->qpdf,
                            qpdf_oh_get_key_if_dict (self->qpdf, qpdf_get_trailer (self->qpdf),
                                                     "/Size"),
                            &size);
  if (number < 1 || size < 1 || MAX (size, number) > MAX_OBJECTS)
    return jr_trouble_set (error, JR_RENDER_STAMP_REPAIRED, "/Size");
  if (!has_own_pages (self->qpdf, size))
    return jr_trouble_set (error, JR_RENDER_STAMP_ODD_PAGE, "one page object for several pages");
  self->next_number = (guint) MAX (size, number);
  return TRUE;
}

gboolean
jr_stamp_base_read (JrStampBase *self, GBytes *bytes, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean           was_repaired = FALSE;

  self->qpdf = jr_qpdf_read (bytes, &was_repaired, &local_error);
  if (self->qpdf == NULL && jr_trouble_get_reason (local_error) == JR_RENDER_PASSWORD)
    return jr_trouble_set (error, JR_RENDER_STAMP_ENCRYPTED, NULL);
  if (self->qpdf == NULL)
    return jr_trouble_set (error, JR_RENDER_STAMP_REPAIRED, local_error->message);
  if (qpdf_is_encrypted (self->qpdf))
    return jr_trouble_set (error, JR_RENDER_STAMP_ENCRYPTED, NULL);
  if (was_repaired)
    return jr_trouble_set (error, JR_RENDER_STAMP_REPAIRED, NULL);
  if (jr_signatures_forbid_annotations (self->qpdf))
    return jr_trouble_set (error, JR_RENDER_STAMP_LOCKED, NULL);
  return find_section (self, bytes, error) && find_next_number (self, error);
}

void
jr_stamp_base_clear (JrStampBase *self)
{
  if (self->qpdf != NULL)
    qpdf_cleanup (&self->qpdf);
}
