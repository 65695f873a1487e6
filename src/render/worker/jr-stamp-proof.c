/* jr-stamp-proof.c: reads a stamped PDF back before anybody gets it
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Both libraries open the result anew. qpdf must not have to repair anything and must find each annotation on its page
 * with an appearance that can be decoded; Poppler, which is what people will look at it with, must see the same pages
 * and the same annotations. So a page that one of them knows only from its own repair (one page object used twice, a
 * page written in place) is found out here, whatever the writer believed. */

#include "jr-stamp-proof.h"

#include <string.h>

#include "jr-trouble.h"

#define END_OF_FILE "%%EOF\n"

static gboolean
has_end (GBytes *stamped)
{
  gsize       size, length = strlen (END_OF_FILE);
  const char *bytes = g_bytes_get_data (stamped, &size);

  return size >= length && memcmp (bytes + size - length, END_OF_FILE, length) == 0;
}

static gboolean
decodes (qpdf_data qpdf, qpdf_oh stream)
{
  g_autoptr (JrQpdfBytes) bytes = NULL;
  QPDF_BOOL               filtered = QPDF_FALSE;
  gsize                   length = 0;

  return qpdf_oh_is_stream (qpdf, stream) &&
         (qpdf_oh_get_stream_data (qpdf, stream, qpdf_dl_generalized, &filtered, &bytes, &length) &
          QPDF_ERRORS) == 0 &&
         length > 0;
}

static gboolean
is_whole (qpdf_data qpdf, qpdf_oh annotation)
{
  qpdf_oh form =
    qpdf_oh_get_key_if_dict (qpdf, qpdf_oh_get_key_if_dict (qpdf, annotation, "/AP"), "/N");
  qpdf_oh resources, image, mask;

  if (!decodes (qpdf, form))
    return FALSE;
  resources = qpdf_oh_get_key_if_dict (qpdf, qpdf_oh_get_dict (qpdf, form), "/Resources");
  image =
    qpdf_oh_get_key_if_dict (qpdf, qpdf_oh_get_key_if_dict (qpdf, resources, "/XObject"), "/I");
  if (!decodes (qpdf, image))
    return FALSE;
  mask = qpdf_oh_get_key_if_dict (qpdf, qpdf_oh_get_dict (qpdf, image), "/SMask");
  return decodes (qpdf, mask);
}

static gboolean
qpdf_sees (qpdf_data qpdf, guint page, const char *name)
{
  qpdf_oh annotations = qpdf_oh_get_key_if_dict (qpdf, qpdf_get_page_n (qpdf, page), "/Annots");
  int n = qpdf_oh_is_array (qpdf, annotations) ? qpdf_oh_get_array_n_items (qpdf, annotations) : 0;

  /* Ours are the last. */
  for (int i = n - 1; i >= 0; i--)
    {
      qpdf_oh annotation = qpdf_oh_get_array_item (qpdf, annotations, i);
      qpdf_oh own_name = qpdf_oh_get_key_if_dict (qpdf, annotation, "/NM");

      if (qpdf_oh_is_string (qpdf, own_name) &&
          strcmp (qpdf_oh_get_utf8_value (qpdf, own_name), name) == 0)
        return is_whole (qpdf, annotation);
    }
  return FALSE;
}

static gboolean
poppler_sees (JrPdfDocument *document, guint page, const char *name)
{
  g_autoptr (JrPopplerPage) loaded = jr_pdf_document_load_page (document, page, NULL);
  GList   *mapping = loaded == NULL ? NULL : poppler_page_get_annot_mapping (loaded);
  gboolean found = FALSE;

  for (GList *item = mapping; item != NULL && !found; item = item->next)
    {
      g_autofree char *own_name =
        poppler_annot_get_name (((PopplerAnnotMapping *) item->data)->annot);

      found = g_strcmp0 (own_name, name) == 0;
    }
  poppler_page_free_annot_mapping (mapping);
  return found;
}

static gboolean
sees_all (JrPdfDocument    *document,
          qpdf_data         qpdf,
          const JrMarkList *list,
          GPtrArray        *names,
          GError          **error)
{
  for (guint i = 0; i < list->n_marks; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (!qpdf_sees (qpdf, list->marks[i].page, name))
        return jr_trouble_set (error, JR_RENDER_STAMP_UNVERIFIED, "a mark is not on its page");
      if (!poppler_sees (document, list->marks[i].page, name))
        return jr_trouble_set (error, JR_RENDER_STAMP_UNVERIFIED, "a mark would not be shown");
      qpdf_oh_release_all (qpdf);
    }
  return TRUE;
}

gboolean
jr_stamp_proof_read (GBytes           *stamped,
                     guint             n_pages,
                     const JrMarkList *list,
                     GPtrArray        *names,
                     GError          **error)
{
  g_autoptr (JrPdfDocument) document = jr_pdf_document_new (stamped);
  qpdf_data                 qpdf;

  if (!has_end (stamped))
    return jr_trouble_set (error, JR_RENDER_STAMP_UNVERIFIED, "%%EOF");
  if (jr_pdf_document_get_poppler (document, NULL) == NULL ||
      jr_pdf_document_get_n_pages (document) != n_pages)
    return jr_trouble_set (error, JR_RENDER_STAMP_UNVERIFIED, "Poppler reads other pages");
  qpdf = jr_pdf_document_get_qpdf (document, NULL);
  if (qpdf == NULL || jr_pdf_document_was_repaired (document) ||
      (guint) qpdf_get_num_pages (qpdf) != n_pages)
    return jr_trouble_set (error, JR_RENDER_STAMP_UNVERIFIED, "qpdf reads other pages");
  return sees_all (document, qpdf, list, names, error);
}
