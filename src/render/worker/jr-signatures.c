/* jr-signatures.c: the digital signatures of a PDF
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A signature is the value of a form field. By itself it covers the bytes that were there, and more may be appended; an
 * author who certifies a file, or a signer who locks it, says what may follow: a reference with the transform method
 * /DocMDP, in the certificate that /Perms names (PDF 1.7, 12.8.4) or in an approval (PDF 2.0, 12.8.2.2). Whether a
 * signature is valid is not asked here: a mark changes nothing about it. */

#include "jr-signatures.h"

/* Form fields form a tree that a hostile file can make endless. */
#define MAX_FIELD_DEPTH 16
#define MAX_FIELDS 5000
/* /DocMDP: 1 no change at all, 2 filling in forms and signing, 3 annotations too (PDF 1.7, table 254). */
#define DOCMDP_ANNOTATIONS 3
#define DOCMDP_DEFAULT 2

typedef gboolean (*Predicate) (qpdf_data qpdf, qpdf_oh signature);

static int
count (qpdf_data qpdf, qpdf_oh array)
{
  return qpdf_oh_is_array (qpdf, array) ? qpdf_oh_get_array_n_items (qpdf, array) : 0;
}

static gboolean
find_in_field (qpdf_data qpdf, qpdf_oh field, Predicate matches)
{
  qpdf_oh type = qpdf_oh_get_key_if_dict (qpdf, field, "/FT");
  qpdf_oh value = qpdf_oh_get_key_if_dict (qpdf, field, "/V");

  return qpdf_oh_is_name_and_equals (qpdf, type, "/Sig") && qpdf_oh_is_dictionary (qpdf, value) &&
         matches (qpdf, value);
}

static gboolean
find_in_fields (qpdf_data qpdf, qpdf_oh fields, Predicate matches, guint depth, guint *budget)
{
  for (int i = 0; i < count (qpdf, fields) && *budget > 0; i++)
    {
      qpdf_oh field = qpdf_oh_get_array_item (qpdf, fields, i);

      (*budget)--;
      if (find_in_field (qpdf, field, matches))
        return TRUE;
      if (depth < MAX_FIELD_DEPTH &&
          find_in_fields (qpdf, qpdf_oh_get_key_if_dict (qpdf, field, "/Kids"), matches, depth + 1,
                          budget))
        return TRUE;
    }
  return FALSE;
}

static gboolean
find (qpdf_data qpdf, Predicate matches)
{
  qpdf_oh form = qpdf_oh_get_key_if_dict (qpdf, qpdf_get_root (qpdf), "/AcroForm");
  guint   budget = MAX_FIELDS;

  return find_in_fields (qpdf, qpdf_oh_get_key_if_dict (qpdf, form, "/Fields"), matches, 0,
                         &budget);
}

static gboolean
is_any (qpdf_data qpdf, qpdf_oh signature)
{
  return TRUE;
}

static int
get_permission (qpdf_data qpdf, qpdf_oh reference)
{
  qpdf_oh method = qpdf_oh_get_key_if_dict (qpdf, reference, "/TransformMethod");
  qpdf_oh parameters = qpdf_oh_get_key_if_dict (qpdf, reference, "/TransformParams");
  int     permission = DOCMDP_DEFAULT;

  if (!qpdf_oh_is_name_and_equals (qpdf, method, "/DocMDP"))
    return DOCMDP_ANNOTATIONS;
  qpdf_oh_get_value_as_int (qpdf, qpdf_oh_get_key_if_dict (qpdf, parameters, "/P"), &permission);
  return permission;
}

static gboolean
forbids_annotations (qpdf_data qpdf, qpdf_oh signature)
{
  qpdf_oh references = qpdf_oh_get_key_if_dict (qpdf, signature, "/Reference");

  for (int i = 0; i < count (qpdf, references); i++)
    if (get_permission (qpdf, qpdf_oh_get_array_item (qpdf, references, i)) < DOCMDP_ANNOTATIONS)
      return TRUE;
  return FALSE;
}

gboolean
jr_signatures_exist (qpdf_data qpdf)
{
  return find (qpdf, is_any);
}

gboolean
jr_signatures_forbid_annotations (qpdf_data qpdf)
{
  qpdf_oh permissions = qpdf_oh_get_key_if_dict (qpdf, qpdf_get_root (qpdf), "/Perms");

  return forbids_annotations (qpdf, qpdf_oh_get_key_if_dict (qpdf, permissions, "/DocMDP")) ||
         find (qpdf, forbids_annotations);
}
