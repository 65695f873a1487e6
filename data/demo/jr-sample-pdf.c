/* jr-sample-pdf.c: a PDF of scans, as office scanners write it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-sample-pdf.h"

#include <gio/gio.h>

#include "jr-sample-sheet.h"

/* The least that is valid: catalog, page tree, and for each page a dictionary, a content stream that paints the image,
 * and the image. Scanners differ in how they write the cross-reference table, so both forms are made here. */

#define WIDTH_POINTS "595.2"
#define HEIGHT_POINTS "841.92"
#define OBJECTS_PER_PAGE 3

typedef struct
{
  GByteArray *bytes;
  GArray     *offsets; /* of objects 1, 2, … (element-type guint32) */
} JrPdfWriter;

static void
put (JrPdfWriter *self, const char *text)
{
  g_byte_array_append (self->bytes, (const guint8 *) text, strlen (text));
}

G_GNUC_PRINTF (2, 3)
static void
put_format (JrPdfWriter *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list          arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  put (self, text);
}

static guint
begin_object (JrPdfWriter *self)
{
  guint32 offset = self->bytes->len;

  g_array_append_val (self->offsets, offset);
  put_format (self, "%u 0 obj\n", self->offsets->len);
  return self->offsets->len;
}

static void
put_image (JrPdfWriter *self, const JrScanPage *page)
{
  static const char *const formats[] = {
    [JR_SCAN_COLOUR] = "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
    [JR_SCAN_GREY] = "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode",
    [JR_SCAN_BILEVEL] = "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode "
                        "/DecodeParms << /K -1 /Columns " G_STRINGIFY (
                          JR_SHEET_WIDTH_PX) " /Rows " G_STRINGIFY (JR_SHEET_HEIGHT_PX) " >>",
  };

  begin_object (self);
  put_format (self,
              "<< /Type /XObject /Subtype /Image /Width %d /Height %d %s /Length %" G_GSIZE_FORMAT
              " >>\nstream\n",
              JR_SHEET_WIDTH_PX, JR_SHEET_HEIGHT_PX, formats[page->mode],
              g_bytes_get_size (page->image));
  g_byte_array_append (self->bytes, g_bytes_get_data (page->image, NULL),
                       g_bytes_get_size (page->image));
  put (self, "\nendstream\nendobj\n");
}

static void
put_page (JrPdfWriter *self, const JrScanPage *page)
{
  static const char content[] = "q " WIDTH_POINTS " 0 0 " HEIGHT_POINTS " 0 0 cm /Im0 Do Q";
  guint             number = begin_object (self);

  put (self, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " WIDTH_POINTS " " HEIGHT_POINTS "]");
  if (page->rotation != 0)
    put_format (self, " /Rotate %u", page->rotation);
  put_format (self, " /Resources << /XObject << /Im0 %u 0 R >> >> /Contents %u 0 R >>\nendobj\n",
              number + 2, number + 1);
  begin_object (self);
  put_format (self, "<< /Length %" G_GSIZE_FORMAT " >>\nstream\n%s\nendstream\nendobj\n",
              sizeof content - 1, content);
  put_image (self, page);
}

static void
put_xref_table (JrPdfWriter *self)
{
  guint32 start = self->bytes->len;

  put_format (self, "xref\n0 %u\n0000000000 65535 f \n", self->offsets->len + 1);
  for (guint i = 0; i < self->offsets->len; i++)
    put_format (self, "%010u 00000 n \n", g_array_index (self->offsets, guint32, i));
  put_format (self, "trailer\n<< /Size %u /Root 1 0 R >>\nstartxref\n%u\n%%%%EOF\n",
              self->offsets->len + 1, start);
}

/* Entries of one byte for the type, four for the offset, one for the generation. */
static void
put_xref_stream (JrPdfWriter *self)
{
  g_autoptr (GByteArray) entries = g_byte_array_new ();
  const guint8           first[] = { 0, 0, 0, 0, 0, 255 };
  guint32                start = self->bytes->len;

  begin_object (self);
  g_byte_array_append (entries, first, sizeof first);
  for (guint i = 0; i < self->offsets->len; i++)
    {
      guint32      offset = g_array_index (self->offsets, guint32, i);
      const guint8 entry[] = { 1, offset >> 24, offset >> 16, offset >> 8, offset, 0 };

      g_byte_array_append (entries, entry, sizeof entry);
    }
  put_format (self, "<< /Type /XRef /Size %u /W [1 4 1] /Root 1 0 R /Length %u >>\nstream\n",
              self->offsets->len + 1, entries->len);
  g_byte_array_append (self->bytes, entries->data, entries->len);
  put_format (self, "\nendstream\nendobj\nstartxref\n%u\n%%%%EOF\n", start);
}

gboolean
jr_sample_pdf_write (const char       *path,
                     const JrScanPage *pages,
                     guint             n_pages,
                     gboolean          uses_stream,
                     GError          **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GArray)     offsets = g_array_new (FALSE, FALSE, sizeof (guint32));
  JrPdfWriter            writer = { bytes, offsets };

  put (&writer, uses_stream ? "%PDF-1.5\n%\xe2\xe3\xcf\xd3\n" : "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n");
  begin_object (&writer);
  put (&writer, "<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
  begin_object (&writer);
  put (&writer, "<< /Type /Pages /Kids [");
  for (guint i = 0; i < n_pages; i++)
    put_format (&writer, " %u 0 R", 3 + i * OBJECTS_PER_PAGE);
  put_format (&writer, " ] /Count %u >>\nendobj\n", n_pages);
  for (guint i = 0; i < n_pages; i++)
    put_page (&writer, &pages[i]);
  if (uses_stream)
    put_xref_stream (&writer);
  else
    put_xref_table (&writer);
  return g_file_set_contents (path, (const char *) bytes->data, bytes->len, error);
}
