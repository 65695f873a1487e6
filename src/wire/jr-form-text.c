/* jr-form-text.c: records to canonical JSON text, without a tree between
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log, the table of cases and the feed only ever need the text, and the tree cost more than everything else about
 * it. The same bytes as jr_json_to_canonical() of jr_form_write(); a test compares them for every record there is. */

#include <string.h>

#include "jr-form-private.h"
#include "jr-json.h"
#include "jr-time.h"

#define AT(Type, record, field) (*(Type *) G_STRUCT_MEMBER_P (record, (field)->offset))

static int
compare_members (gconstpointer a, gconstpointer b, gpointer fields)
{
  const JrField *table = fields;

  return strcmp (table[*(const guint8 *) a].member, table[*(const guint8 *) b].member);
}

static guint8 *
make_order (const JrForm *form)
{
  guint8 *order = g_new (guint8, form->n_fields);

  for (guint i = 0; i < form->n_fields; i++)
    order[i] = (guint8) i;
  g_qsort_with_data (order, (int) form->n_fields, sizeof *order, compare_members,
                     (gpointer) form->fields);
  return order;
}

/* In which order a form's fields are written; made once for each form, and kept. */
static const guint8 *
get_order (const JrForm *form)
{
  static GMutex      mutex;
  static GHashTable *orders;
  const guint8      *order;

  g_mutex_lock (&mutex);
  if (orders == NULL)
    orders = g_hash_table_new (NULL, NULL);
  order = g_hash_table_lookup (orders, form);
  if (order == NULL)
    {
      order = make_order (form);
      g_hash_table_insert (orders, (gpointer) form, (gpointer) order);
    }
  g_mutex_unlock (&mutex);
  return order;
}

static void
append_stage (GString *text, const char *const *departments)
{
  g_string_append_c (text, '[');
  for (guint i = 0; departments[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      jr_json_append_string (text, departments[i]);
    }
  g_string_append_c (text, ']');
}

static void
append_array (GString *text, const JrField *field, GPtrArray *elements)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < elements->len; i++)
    {
      gconstpointer element = g_ptr_array_index (elements, i);

      if (i > 0)
        g_string_append_c (text, ',');
      if (field->type == JR_FIELD_RECORDS)
        jr_form_append (field->form, element, text);
      else if (field->type == JR_FIELD_STAGES)
        append_stage (text, element);
      else
        jr_json_append_string (text, element);
    }
  g_string_append_c (text, ']');
}

static void
append_int (GString *text, gint64 value)
{
  char digits[24];

  g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, value);
  g_string_append (text, digits);
}

static void
append_time (GString *text, JrTime time)
{
  g_autofree char *words = jr_time_to_string (time);

  jr_json_append_string (text, words);
}

/* What jr-form-write.c leaves out is left out here. */
static gboolean
is_set (const JrField *field, gconstpointer record, gboolean is_required)
{
  switch (field->type)
    {
    case JR_FIELD_LABEL:
    case JR_FIELD_FILE_NAME:
    case JR_FIELD_TEXT:
    case JR_FIELD_SHA256:
    case JR_FIELD_ID:
      return AT (char *, record, field) != NULL && *AT (char *, record, field) != '\0';
    case JR_FIELD_COUNT:
      return is_required || AT (guint, record, field) != 0;
    case JR_FIELD_INTEGER:
      return is_required || AT (gint64, record, field) != 0;
    case JR_FIELD_TIME:
      return AT (JrTime, record, field) != 0;
    case JR_FIELD_FLAG:
      return AT (gboolean, record, field);
    case JR_FIELD_WORD:
      return TRUE;
    case JR_FIELD_RECORD:
      return AT (gpointer, record, field) != NULL;
    case JR_FIELD_RECORDS:
    case JR_FIELD_TEXTS:
    case JR_FIELD_STAGES:
      return is_required || AT (GPtrArray *, record, field)->len > 0;
    }
  g_return_val_if_reached (FALSE);
}

static void
append_field (GString *text, const JrField *field, gconstpointer record)
{
  switch (field->type)
    {
    case JR_FIELD_LABEL:
    case JR_FIELD_FILE_NAME:
    case JR_FIELD_TEXT:
    case JR_FIELD_SHA256:
    case JR_FIELD_ID:
      jr_json_append_string (text, AT (char *, record, field));
      break;
    case JR_FIELD_COUNT:
      append_int (text, AT (guint, record, field));
      break;
    case JR_FIELD_INTEGER:
      append_int (text, AT (gint64, record, field));
      break;
    case JR_FIELD_TIME:
      append_time (text, AT (JrTime, record, field));
      break;
    case JR_FIELD_FLAG:
      g_string_append (text, "true");
      break;
    case JR_FIELD_WORD:
      jr_json_append_string (text, field->words->to_string (AT (guint, record, field)));
      break;
    case JR_FIELD_RECORD:
      jr_form_append (field->form, AT (gpointer, record, field), text);
      break;
    case JR_FIELD_RECORDS:
    case JR_FIELD_TEXTS:
    case JR_FIELD_STAGES:
      append_array (text, field, AT (GPtrArray *, record, field));
      break;
    }
}

void
jr_form_append (const JrForm *form, gconstpointer record, GString *text)
{
  const guint8 *order = get_order (form);
  guint         kind = jr_form_get_kind_bit (form, record);
  gboolean      is_first = TRUE;

  g_string_append_c (text, '{');
  for (guint i = 0; i < form->n_fields; i++)
    {
      const JrField *field = &form->fields[order[i]];

      if ((field->kinds & kind) == 0 || !is_set (field, record, (field->required & kind) != 0))
        continue;
      if (!is_first)
        g_string_append_c (text, ',');
      is_first = FALSE;
      jr_json_append_string (text, field->member);
      g_string_append_c (text, ':');
      append_field (text, field, record);
    }
  g_string_append_c (text, '}');
}

char *
jr_form_to_text (const JrForm *form, gconstpointer record)
{
  GString *text = g_string_sized_new (1024);

  jr_form_append (form, record, text);
  return g_string_free (text, FALSE);
}
