/* jr-image-check.c: whether the pictures of a page are whole
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Poppler fills what it cannot decode with white and says nothing, or too little to rely on: a truncated group 4 or
 * Flate scan is a white page with success. So each picture is decoded a second time, in the cheapest way that shows
 * whether all of it is there. Costs 20 to 60 ms for a 300-dpi page, once: sound pictures are remembered. Filters that
 * are not in the table (run length, LZW, group 3, chains) go through qpdf or are left to Poppler's own complaints. */

#include "jr-image-check.h"

#include "jr-content-names.h"
#include "jr-fault-log.h"
#include "jr-image-data.h"
#include "jr-trouble.h"

#define MAX_DEPTH 8
/* Pictures and forms of one page; a page cut into 10-pixel strips stays below. Beyond it, Poppler's word must do. */
#define MAX_OBJECTS 1000
#define MAX_SIDE 1000000
#define FAX_DEFAULT_COLUMNS 1728

typedef struct
{
  qpdf_data   qpdf;
  GHashTable *sound; /* object numbers of pictures known to be whole */
  GHashTable *seen;  /* object numbers met on this page */
} Walk;

static const struct
{
  const char *filter;
  JrImageTest test;
} tests[] = {
  { "/FlateDecode", jr_image_test_flate },  { "/DCTDecode", jr_image_test_jpeg },
  { "/CCITTFaxDecode", jr_image_test_fax }, { "/JBIG2Decode", jr_image_test_jbig2 },
  { "/JPXDecode", jr_image_test_jpx },      { "/Fl", jr_image_test_flate },
  { "/DCT", jr_image_test_jpeg },           { "/CCF", jr_image_test_fax },
};

static gboolean
fail (Walk *self, const char *what, GError **error)
{
  g_autofree char *words = jr_qpdf_dup_error (self->qpdf);
  const char      *detail = words == NULL ? what : words;

  if (jr_fault_judge (detail) == JR_FAULT_MEMORY)
    return jr_trouble_set (error, JR_RENDER_OUT_OF_MEMORY, detail);
  return jr_trouble_set (error, JR_RENDER_IMAGE_LOST, detail);
}

static int
get_int (Walk *self, qpdf_oh dictionary, const char *key, const char *short_key, int fallback)
{
  int     value = fallback;
  qpdf_oh found = qpdf_oh_get_key_if_dict (self->qpdf, dictionary, key);

  if (qpdf_oh_is_null (self->qpdf, found) && short_key != NULL)
    found = qpdf_oh_get_key_if_dict (self->qpdf, dictionary, short_key);
  if (!qpdf_oh_get_value_as_int (self->qpdf, found, &value))
    return fallback;
  return value;
}

/* A lone value, or an array of one. @return FALSE for a chain. */
static gboolean
get_single (Walk *self, qpdf_oh dictionary, const char *key, qpdf_oh *out_value)
{
  qpdf_oh value = qpdf_oh_get_key_if_dict (self->qpdf, dictionary, key);

  if (qpdf_oh_is_array (self->qpdf, value))
    {
      if (qpdf_oh_get_array_n_items (self->qpdf, value) != 1)
        return FALSE;
      value = qpdf_oh_get_array_item (self->qpdf, value, 0);
    }
  *out_value = value;
  return TRUE;
}

static guint
count_components (Walk *self, qpdf_oh space)
{
  static const struct
  {
    const char *name;
    guint       n;
  } known[] = { { "/DeviceGray", 1 }, { "/CalGray", 1 }, { "/Indexed", 1 }, { "/Separation", 1 },
                { "/DeviceRGB", 3 },  { "/CalRGB", 3 },  { "/Lab", 3 },     { "/DeviceCMYK", 4 } };
  qpdf_oh family = space;

  if (qpdf_oh_is_array (self->qpdf, space))
    family = qpdf_oh_get_array_item (self->qpdf, space, 0);
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (qpdf_oh_is_name_and_equals (self->qpdf, family, known[i].name))
      return known[i].n;
  if (qpdf_oh_is_name_and_equals (self->qpdf, family, "/ICCBased"))
    {
      qpdf_oh profile = qpdf_oh_get_array_item (self->qpdf, space, 1);

      return qpdf_oh_is_stream (self->qpdf, profile)
               ? (guint) CLAMP (get_int (self, qpdf_oh_get_dict (self->qpdf, profile), "/N", NULL,
                                         0),
                                0, 4)
               : 0;
    }
  return 0;
}

static gsize
measure_row (Walk *self, qpdf_oh dictionary, guint width)
{
  QPDF_BOOL is_mask = QPDF_FALSE;
  guint     n_components = 1;
  int       bits = 1;

  qpdf_oh_get_value_as_bool (self->qpdf, qpdf_oh_get_key (self->qpdf, dictionary, "/ImageMask"),
                             &is_mask);
  if (!is_mask)
    {
      n_components =
        count_components (self, qpdf_oh_get_key (self->qpdf, dictionary, "/ColorSpace"));
      bits = get_int (self, dictionary, "/BitsPerComponent", NULL, 0);
    }
  return bits < 1 || bits > 16 ? 0 : ((gsize) width * n_components * (guint) bits + 7) / 8;
}

static gboolean
load_stream (Walk                           *self,
             qpdf_oh                         stream,
             enum qpdf_stream_decode_level_e level,
             JrQpdfBytes                   **out_bytes,
             gsize                          *out_size)
{
  QPDF_BOOL filtered = QPDF_FALSE;

  return (qpdf_oh_get_stream_data (self->qpdf, stream, level, &filtered, out_bytes, out_size) &
          QPDF_ERRORS) == 0;
}

/* Group 3 and rows padded to whole bytes are beyond libtiff's decoder of bare data. */
static gboolean
is_group_4 (Walk *self, qpdf_oh parameters)
{
  QPDF_BOOL is_aligned = QPDF_FALSE;

  qpdf_oh_get_value_as_bool (self->qpdf,
                             qpdf_oh_get_key_if_dict (self->qpdf, parameters, "/EncodedByteAlign"),
                             &is_aligned);
  return !is_aligned && get_int (self, parameters, "/K", NULL, 0) < 0;
}

static gboolean
run_test (Walk        *self,
          qpdf_oh      stream,
          JrImageTest  test,
          JrImageData *data,
          qpdf_oh      parameters,
          GError     **error)
{
  qpdf_oh globals = qpdf_oh_get_key_if_dict (self->qpdf, parameters, "/JBIG2Globals");
  g_autoptr (JrQpdfBytes) bytes = NULL;
  const char             *what = "";

  if (test == jr_image_test_fax && !is_group_4 (self, parameters))
    return TRUE;
  if (test == jr_image_test_jbig2 && !qpdf_oh_is_null (self->qpdf, globals) &&
      !qpdf_oh_is_stream (self->qpdf, globals))
    return fail (self, "JBIG2 dictionary is missing", error);

  data->has_predictor = get_int (self, parameters, "/Predictor", NULL, 1) >= 10;
  data->fax_columns = get_int (self, parameters, "/Columns", NULL, FAX_DEFAULT_COLUMNS);
  if (!load_stream (self, stream, qpdf_dl_none, &bytes, &data->size))
    return fail (self, "the data cannot be read", error);
  data->bytes = bytes;
  return test (data, &what) || fail (self, what, error);
}

static gboolean
test_image (Walk *self, qpdf_oh stream, GError **error)
{
  qpdf_oh     dictionary = qpdf_oh_get_dict (self->qpdf, stream);
  int         width = get_int (self, dictionary, "/Width", "/W", 0);
  int         height = get_int (self, dictionary, "/Height", "/H", 0);
  qpdf_oh     filter = 0, parameters = 0;
  JrImageData data = { 0 };

  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE)
    return fail (self, "a picture has no usable size", error);
  if (!get_single (self, dictionary, "/Filter", &filter) ||
      !get_single (self, dictionary, "/DecodeParms", &parameters))
    return TRUE;

  data.width = (guint) width;
  data.height = (guint) height;
  data.row_bytes = measure_row (self, dictionary, data.width);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    if (qpdf_oh_is_name_and_equals (self->qpdf, filter, tests[i].filter))
      return run_test (self, stream, tests[i].test, &data, parameters, error);
  return TRUE;
}

static gboolean
check_image (Walk *self, qpdf_oh stream, GError **error)
{
  gpointer key = GINT_TO_POINTER (qpdf_oh_get_object_id (self->qpdf, stream));
  qpdf_oh  dictionary = qpdf_oh_get_dict (self->qpdf, stream);
  qpdf_oh  mask = qpdf_oh_get_key_if_dict (self->qpdf, dictionary, "/SMask");

  if (g_hash_table_contains (self->sound, key))
    return TRUE;
  if (!test_image (self, stream, error))
    return FALSE;
  if (qpdf_oh_is_stream (self->qpdf, mask) && !test_image (self, mask, error))
    return FALSE;
  g_hash_table_add (self->sound, key);
  return TRUE;
}

static gboolean check_content (Walk         *self,
                               qpdf_oh       resources,
                               const guint8 *content,
                               gsize         size,
                               guint         depth,
                               GError      **error);

static gboolean
check_form (Walk *self, qpdf_oh form, qpdf_oh resources, guint depth, GError **error)
{
  qpdf_oh own_resources =
    qpdf_oh_get_key_if_dict (self->qpdf, qpdf_oh_get_dict (self->qpdf, form), "/Resources");
  g_autoptr (JrQpdfBytes) content = NULL;
  gsize                   size = 0;

  if (depth >= MAX_DEPTH)
    return TRUE;
  if (qpdf_oh_is_dictionary (self->qpdf, own_resources))
    resources = own_resources;
  if (!load_stream (self, form, qpdf_dl_generalized, &content, &size))
    return fail (self, "a form cannot be decoded", error);
  return check_content (self, resources, content, size, depth + 1, error);
}

static gboolean
check_object (Walk *self, qpdf_oh object, qpdf_oh resources, guint depth, GError **error)
{
  qpdf_oh subtype;

  if (!qpdf_oh_is_stream (self->qpdf, object) || g_hash_table_size (self->seen) >= MAX_OBJECTS ||
      !g_hash_table_add (self->seen, GINT_TO_POINTER (qpdf_oh_get_object_id (self->qpdf, object))))
    return TRUE;

  subtype = qpdf_oh_get_key_if_dict (self->qpdf, qpdf_oh_get_dict (self->qpdf, object), "/Subtype");
  if (qpdf_oh_is_name_and_equals (self->qpdf, subtype, "/Image"))
    return check_image (self, object, error);
  if (qpdf_oh_is_name_and_equals (self->qpdf, subtype, "/Form"))
    return check_form (self, object, resources, depth, error);
  return TRUE;
}

static gboolean
check_content (Walk         *self,
               qpdf_oh       resources,
               const guint8 *content,
               gsize         size,
               guint         depth,
               GError      **error)
{
  g_autoptr (GPtrArray) names = jr_content_names_find (content, size, MAX_OBJECTS);
  qpdf_oh               objects = qpdf_oh_get_key_if_dict (self->qpdf, resources, "/XObject");

  for (guint i = 0; i < names->len; i++)
    {
      qpdf_oh object = qpdf_oh_get_key_if_dict (self->qpdf, objects, g_ptr_array_index (names, i));

      if (!check_object (self, object, resources, depth, error))
        return FALSE;
    }
  return TRUE;
}

/* /Resources is inherited. */
static qpdf_oh
find_resources (Walk *self, qpdf_oh page)
{
  qpdf_oh node = page;

  for (guint i = 0; i < 50 && qpdf_oh_is_dictionary (self->qpdf, node); i++)
    {
      qpdf_oh resources = qpdf_oh_get_key (self->qpdf, node, "/Resources");

      if (qpdf_oh_is_dictionary (self->qpdf, resources))
        return resources;
      node = qpdf_oh_get_key (self->qpdf, node, "/Parent");
    }
  return qpdf_oh_new_null (self->qpdf);
}

static gboolean
check_page (Walk *self, qpdf_oh page, GError **error)
{
  g_autoptr (JrQpdfBytes) content = NULL;
  gsize                   size = 0;

  if ((qpdf_oh_get_page_content_data (self->qpdf, page, &content, &size) & QPDF_ERRORS) != 0)
    {
      g_autofree char *words = jr_qpdf_dup_error (self->qpdf);

      return jr_trouble_set (error,
                             jr_fault_judge (words) == JR_FAULT_MEMORY ? JR_RENDER_OUT_OF_MEMORY
                                                                       : JR_RENDER_CONTENT_LOST,
                             words);
    }
  return check_content (self, find_resources (self, page), content, size, 0, error);
}

gboolean
jr_image_check_page (JrPdfDocument *document, guint page, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Walk     self = { .seen = seen, .sound = jr_pdf_document_get_sound_images (document) };
  gboolean whole;

  self.qpdf = jr_pdf_document_get_qpdf (document, NULL);
  if (self.qpdf == NULL || page >= (guint) qpdf_get_num_pages (self.qpdf))
    return TRUE;
  whole = check_page (&self, qpdf_get_page_n (self.qpdf, page), error);
  g_free (jr_qpdf_dup_error (self.qpdf));
  qpdf_oh_release_all (self.qpdf);
  return whole;
}
