/* jr-facts.c: what there is to know about a PDF before it is shown
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-facts.h"

#include <math.h>

#include "jr-fault-log.h"
#include "jr-page-place.h"
#include "jr-render-protocol.h"
#include "jr-signatures.h"
#include "jr-trouble.h"

/* For a page that has no size, so that its place among the others can be shown: A4. */
#define A4_WIDTH_UM 210000
#define A4_HEIGHT_UM 297000

static gboolean
measure_page (JrPdfDocument *document,
              qpdf_data      qpdf,
              guint          page,
              double        *out_width,
              double        *out_height)
{
  g_autoptr (JrPopplerPage) loaded = jr_pdf_document_load_page (document, page, NULL);
  double                    unit = 1;

  if (loaded == NULL)
    return FALSE;
  poppler_page_get_size (loaded, out_width, out_height);
  if (qpdf != NULL)
    unit = jr_page_place_get_user_unit (qpdf, qpdf_get_page_n (qpdf, page));
  *out_width = round (*out_width * unit * JR_UM_PER_POINT);
  *out_height = round (*out_height * unit * JR_UM_PER_POINT);
  return *out_width >= 1 && *out_height >= 1 && *out_width < G_MAXINT32 && *out_height < G_MAXINT32;
}

static GVariant *
collect_sizes (JrPdfDocument *document, qpdf_data qpdf)
{
  GVariantBuilder builder;
  guint           n_pages = jr_pdf_document_get_n_pages (document);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(xx)"));
  for (guint i = 0; i < n_pages; i++)
    {
      double width = A4_WIDTH_UM, height = A4_HEIGHT_UM;

      if (!measure_page (document, qpdf, i, &width, &height))
        {
          g_autofree char *complaint = g_strdup_printf ("page %u has no usable size", i + 1);

          jr_fault_log_add (complaint);
          width = A4_WIDTH_UM;
          height = A4_HEIGHT_UM;
        }
      g_variant_builder_add (&builder, "(xx)", (gint64) width, (gint64) height);
      if (qpdf != NULL)
        qpdf_oh_release_all (qpdf);
    }
  return g_variant_builder_end (&builder);
}

GVariant *
jr_facts_collect (JrPdfDocument *document, gboolean has_landlock, GError **error)
{
  GVariant          *sizes;
  qpdf_data          qpdf;
  gboolean           encrypted, with_signature;
  g_autoptr (GError) qpdf_error = NULL;
  g_auto (GStrv)     faults = NULL;

  if (jr_pdf_document_get_poppler (document, error) == NULL)
    return NULL;

  /* What only Poppler can read can be shown; it counts as repaired, so that nobody tries to stamp it. */
  qpdf = jr_pdf_document_get_qpdf (document, &qpdf_error);
  sizes = collect_sizes (document, qpdf);
  encrypted = qpdf != NULL ? qpdf_is_encrypted (qpdf)
                           : jr_trouble_get_reason (qpdf_error) == JR_RENDER_PASSWORD;
  with_signature = qpdf != NULL && jr_signatures_exist (qpdf);
  faults = jr_fault_log_dup_all ();
  return g_variant_ref_sink (g_variant_new ("(bbbb@a(xx)^as)", encrypted, with_signature,
                                            jr_pdf_document_was_repaired (document), has_landlock,
                                            sizes, faults));
}
