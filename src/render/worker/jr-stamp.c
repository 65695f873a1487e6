/* jr-stamp.c: review marks as an incremental update
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Every mark is a /Stamp annotation whose appearance is one image with a soft mask, so that every viewer shows the same
 * picture and needs no font. The annotation carries in words what the picture says. The page's object is written anew
 * with the longer list of annotations; everything else of the file stays where it is, and signatures stay valid because
 * adding annotations by an incremental update is what they allow (PDF 1.7, 12.8.2.2). */

#include "jr-stamp.h"

#include <math.h>
#include <string.h>

#include "jr-mark-picture.h"
#include "jr-page-painter.h"
#include "jr-page-place.h"
#include "jr-stamp-base.h"
#include "jr-stamp-proof.h"
#include "jr-trouble.h"
#include "jr-update-writer.h"

/* Print (bit 3) and Locked (bit 8): a viewer neither leaves it out nor drags it about by mistake. */
#define ANNOTATION_FLAGS (4 | 128)
#define NAME_HEX_DIGITS 24

typedef struct
{
  JrPdfDocument    *document;
  const JrMarkList *list;
  JrStampBase      *base;
  JrUpdateWriter   *writer;
  GPtrArray        *names; /* /NM of each mark */
} Stamping;

/* A number as PDF wants it: no exponent, no comma, whatever the locale. */
static const char *
format_number (char buffer[G_ASCII_DTOSTR_BUF_SIZE], double value)
{
  return g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.3f", value);
}

static guint
put_picture (Stamping *self, const JrMark *mark, GError **error)
{
  g_auto (JrMarkPicture) picture = { 0 };
  g_autofree char       *mask = NULL, *image = NULL;
  guint                  mask_number, image_number;
  gsize                  n_pixels;

  if (!jr_mark_picture_draw (&picture, mark, error))
    return 0;

  n_pixels = (gsize) picture.width * picture.height;
  mask_number = jr_update_writer_take_number (self->writer);
  image_number = jr_update_writer_take_number (self->writer);
  mask = g_strdup_printf (
    "/Type/XObject/Subtype/Image/Width %u/Height %u/ColorSpace/DeviceGray/BitsPerComponent 8",
    picture.width, picture.height);
  image = g_strdup_printf (
    "/Type/XObject/Subtype/Image/Width %u/Height %u/ColorSpace/DeviceRGB/BitsPerComponent 8/SMask %u 0 R",
    picture.width, picture.height, mask_number);
  jr_update_writer_put_stream (self->writer, mask_number, mask, picture.alpha, n_pixels, TRUE);
  jr_update_writer_put_stream (self->writer, image_number, image, picture.rgb, n_pixels * 3, TRUE);
  return image_number;
}

/* The form is drawn upright and turned by /Matrix against the page's own turn; the viewer then fits it into /Rect. */
static guint
put_appearance (Stamping *self, const JrPagePlace *place, guint image_number)
{
  static const char *const matrices[] = { "1 0 0 1 0 0", "0 1 -1 0 0 0", "-1 0 0 -1 0 0",
                                          "0 -1 1 0 0 0" };
  char                     w[G_ASCII_DTOSTR_BUF_SIZE], h[G_ASCII_DTOSTR_BUF_SIZE];
  guint                    number = jr_update_writer_take_number (self->writer);
  g_autofree char         *content = NULL, *dictionary = NULL;

  format_number (w, place->width);
  format_number (h, place->height);
  content = g_strdup_printf ("q %s 0 0 %s 0 0 cm /I Do Q", w, h);
  dictionary = g_strdup_printf (
    "/Type/XObject/Subtype/Form/BBox[0 0 %s %s]/Matrix[%s]/Resources<</XObject<</I %u 0 R>>>>", w,
    h, matrices[place->rotation / 90], image_number);
  jr_update_writer_put_stream (self->writer, number, dictionary, content, strlen (content), FALSE);
  return number;
}

static char *
describe (const JrMark *mark)
{
  return g_strdup_printf ("审核标记 %s · %s · %s · %s", mark->word, mark->department,
                          mark->reviewer, mark->date);
}

static void
name_marks (Stamping *self)
{
  gsize size = g_bytes_get_size (jr_pdf_document_get_bytes (self->document));

  for (guint i = 0; i < self->list->n_marks; i++)
    {
      const JrMark    *mark = &self->list->marks[i];
      g_autofree char *words = describe (mark);
      g_autofree char *all =
        g_strdup_printf ("%" G_GSIZE_FORMAT " %u %u %s", size, i, mark->page, words);
      g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);

      g_ptr_array_add (self->names, g_strdup_printf ("joint-review-%.*s", NAME_HEX_DIGITS, digest));
    }
}

static guint
put_annotation (Stamping          *self,
                guint              index,
                qpdf_oh            page,
                const JrPagePlace *place,
                guint              form_number)
{
  const JrMark    *mark = &self->list->marks[index];
  char             x1[G_ASCII_DTOSTR_BUF_SIZE], y1[G_ASCII_DTOSTR_BUF_SIZE];
  char             x2[G_ASCII_DTOSTR_BUF_SIZE], y2[G_ASCII_DTOSTR_BUF_SIZE];
  guint            number = jr_update_writer_take_number (self->writer);
  g_autofree char *words = describe (mark);
  g_autofree char *contents = jr_pdf_text (words);
  g_autofree char *author = jr_pdf_text (mark->reviewer);
  g_autofree char *subject = jr_pdf_text (mark->department);
  g_autofree char *body = NULL;

  body = g_strdup_printf (
    "<</Type/Annot/Subtype/Stamp/Rect[%s %s %s %s]/F %d/P %d %d R/AP<</N %u 0 R>>/Contents%s/T%s/Subj%s/NM(%s)>>",
    format_number (x1, place->left), format_number (y1, place->bottom),
    format_number (x2, place->right), format_number (y2, place->top), ANNOTATION_FLAGS,
    qpdf_oh_get_object_id (self->base->qpdf, page), qpdf_oh_get_generation (self->base->qpdf, page),
    form_number, contents, author, subject, (const char *) g_ptr_array_index (self->names, index));
  jr_update_writer_put (self->writer, number, 0, body);
  return number;
}

/* @return the annotation's object number, or 0. */
static guint
put_mark (Stamping *self, guint index, PopplerPage *loaded, qpdf_oh page, GError **error)
{
  const JrMark *mark = &self->list->marks[index];
  JrPagePlace   place;
  guint         image_number;

  if (!jr_page_place_find (loaded, self->base->qpdf, page, mark, &place, error))
    return 0;
  image_number = put_picture (self, mark, error);
  if (image_number == 0)
    return 0;
  return put_annotation (self, index, page, &place, put_appearance (self, &place, image_number));
}

/* qpdf cannot refer to an object that it does not know, so its own text of the page is continued by hand: the page
 * without its list, then the list, always in place (a list of its own may be shared with other pages). */
static gboolean
put_page (Stamping *self, qpdf_oh page, const char *references, GError **error)
{
  qpdf_data        qpdf = self->base->qpdf;
  qpdf_oh          annotations = qpdf_oh_get_key (qpdf, page, "/Annots");
  g_autofree char *list = g_strdup ("[");
  g_autofree char *dictionary = NULL;
  g_autofree char *body = NULL;

  if (qpdf_oh_is_array (qpdf, annotations))
    {
      g_free (list);
      list = g_strdup (qpdf_oh_unparse_resolved (qpdf, annotations));
      g_strchomp (list);
      if (!g_str_has_suffix (list, "]"))
        return jr_trouble_set (error, JR_RENDER_STAMP_ODD_PAGE, "/Annots");
      list[strlen (list) - 1] = '\0';
    }

  qpdf_oh_remove_key (qpdf, page, "/Annots");
  dictionary = g_strdup (qpdf_oh_unparse_resolved (qpdf, page));
  g_strchomp (dictionary);
  if (!g_str_has_suffix (dictionary, ">>"))
    return jr_trouble_set (error, JR_RENDER_STAMP_ODD_PAGE, NULL);
  dictionary[strlen (dictionary) - 2] = '\0';

  body = g_strdup_printf ("%s /Annots %s%s]>>", dictionary, list, references);
  jr_update_writer_put (self->writer, (guint) qpdf_oh_get_object_id (qpdf, page),
                        (guint) qpdf_oh_get_generation (qpdf, page), body);
  return TRUE;
}

/* All marks of the page on which mark @first stands; nothing if an earlier mark stood there too. */
static gboolean
put_marks_of_page (Stamping *self, guint first, GError **error)
{
  guint                     number = self->list->marks[first].page;
  qpdf_oh                   page = qpdf_get_page_n (self->base->qpdf, number);
  g_autoptr (JrPopplerPage) loaded = NULL;
  g_autoptr (GString)       references = g_string_new (NULL);

  for (guint i = 0; i < first; i++)
    if (self->list->marks[i].page == number)
      return TRUE;

  loaded = jr_pdf_document_load_page (self->document, number, error);
  if (loaded == NULL || !jr_page_painter_can_paint (self->document, number, error))
    return FALSE;
  if (!qpdf_oh_is_dictionary (self->base->qpdf, page) ||
      qpdf_oh_get_object_id (self->base->qpdf, page) == 0)
    return jr_trouble_set (error, JR_RENDER_STAMP_ODD_PAGE, NULL);

  for (guint i = first; i < self->list->n_marks; i++)
    if (self->list->marks[i].page == number)
      {
        guint annotation = put_mark (self, i, loaded, page, error);

        if (annotation == 0)
          return FALSE;
        g_string_append_printf (references, " %u 0 R", annotation);
      }
  return put_page (self, page, references->str, error);
}

static char *
dup_trailer_entry (qpdf_data qpdf, const char *key)
{
  qpdf_oh value = qpdf_oh_get_key_if_dict (qpdf, qpdf_get_trailer (qpdf), key);

  return qpdf_oh_is_indirect (qpdf, value) ? g_strdup (qpdf_oh_unparse (qpdf, value)) : NULL;
}

static char *
dup_first_id (qpdf_data qpdf)
{
  qpdf_oh id = qpdf_oh_get_key_if_dict (qpdf, qpdf_get_trailer (qpdf), "/ID");
  qpdf_oh first;

  if (!qpdf_oh_is_array (qpdf, id) || qpdf_oh_get_array_n_items (qpdf, id) < 1)
    return NULL;
  first = qpdf_oh_get_array_item (qpdf, id, 0);
  return qpdf_oh_is_string (qpdf, first) ? g_strdup (qpdf_oh_unparse_binary (qpdf, first)) : NULL;
}

static GBytes *
finish (Stamping *self, GError **error)
{
  qpdf_data          qpdf = self->base->qpdf;
  g_autofree char   *root = dup_trailer_entry (qpdf, "/Root");
  g_autofree char   *info = dup_trailer_entry (qpdf, "/Info");
  g_autofree char   *first_id = dup_first_id (qpdf);
  const JrUpdateTail tail = { .as_stream = self->base->section_is_stream,
                              .previous = self->base->section_offset,
                              .root = root,
                              .info = info,
                              .first_id = first_id };

  if (root != NULL)
    return jr_update_writer_finish (self->writer, &tail);
  jr_trouble_set (error, JR_RENDER_STAMP_REPAIRED, "/Root");
  return NULL;
}

static GBytes *
write_update (Stamping *self, GError **error)
{
  name_marks (self);
  for (guint i = 0; i < self->list->n_marks; i++)
    if (!put_marks_of_page (self, i, error))
      return NULL;
  return finish (self, error);
}

static GBytes *
join (GBytes *document, GBytes *update)
{
  gsize       document_size, update_size;
  const void *document_bytes = g_bytes_get_data (document, &document_size);
  const void *update_bytes = g_bytes_get_data (update, &update_size);
  guint8     *whole = g_malloc (document_size + update_size);

  memcpy (whole, document_bytes, document_size);
  memcpy (whole + document_size, update_bytes, update_size);
  return g_bytes_new_take (whole, document_size + update_size);
}

GBytes *
jr_stamp_compose (JrPdfDocument *document, const JrMarkList *list, GError **error)
{
  GBytes                    *bytes = jr_pdf_document_get_bytes (document);
  g_auto (JrStampBase)       base = { 0 };
  g_autoptr (JrUpdateWriter) writer = NULL;
  g_autoptr (GPtrArray)      names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes)         update = NULL;
  g_autoptr (GBytes)         whole = NULL;
  Stamping self = { .document = document, .list = list, .base = &base, .names = names };

  if (jr_pdf_document_get_poppler (document, error) == NULL ||
      !jr_stamp_base_read (&base, bytes, error))
    return NULL;
  if ((guint) qpdf_get_num_pages (base.qpdf) != jr_pdf_document_get_n_pages (document))
    {
      jr_trouble_set (error, JR_RENDER_STAMP_REPAIRED, "number of pages");
      return NULL;
    }

  self.writer = writer = jr_update_writer_new (g_bytes_get_size (bytes), base.next_number);
  update = write_update (&self, error);
  if (update == NULL)
    return NULL;
  whole = join (bytes, update);
  if (!jr_stamp_proof_read (whole, jr_pdf_document_get_n_pages (document), list, names, error))
    return NULL;
  return g_steal_pointer (&update);
}
