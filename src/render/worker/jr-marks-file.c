/* jr-marks-file.c: marks in a JSON file
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-marks-file.h"

#include "jr-json.h"
#include "jr-render-protocol.h"

/* A page of the largest PDF (14,400 units of 1/72 inch, and more with /UserUnit). */
#define MAX_LENGTH_UM G_GINT64_CONSTANT (100000000)

static const JrJsonLimits limits = { .max_bytes = 1024 * 1024,
                                     .max_depth = 3,
                                     .max_values = 20 * JR_RENDER_MAX_MARKS,
                                     .max_string = JR_RENDER_MAX_MARK_TEXT };

void
jr_marks_file_free (JrMarksFile *self)
{
  g_free (self->marks);
  json_node_unref (self->root);
  g_free (self);
}

static gboolean
read_lengths (JsonObject *object, JrMark *mark, GError **error)
{
  return jr_json_read_int (object, "x_um", 0, MAX_LENGTH_UM, &mark->x_um, error) &&
         jr_json_read_int (object, "y_um", 0, MAX_LENGTH_UM, &mark->y_um, error) &&
         jr_json_read_int (object, "width_um", 1, MAX_LENGTH_UM, &mark->width_um, error) &&
         jr_json_read_int (object, "height_um", 1, MAX_LENGTH_UM, &mark->height_um, error);
}

static gboolean
read_texts (JsonObject *object, JrMark *mark, GError **error)
{
  return jr_json_read_string (object, "kind", JR_RENDER_MAX_MARK_TEXT, &mark->kind, error) &&
         jr_json_read_string (object, "word", JR_RENDER_MAX_MARK_TEXT, &mark->word, error) &&
         jr_json_read_string (object, "department", JR_RENDER_MAX_MARK_TEXT, &mark->department,
                              error) &&
         jr_json_read_string (object, "reviewer", JR_RENDER_MAX_MARK_TEXT, &mark->reviewer,
                              error) &&
         jr_json_read_string (object, "date", JR_RENDER_MAX_MARK_TEXT, &mark->date, error);
}

static gboolean
read_mark (JsonObject *object, JrMark *mark, GError **error)
{
  gint64 page;

  if (object == NULL || !jr_json_read_int (object, "page", 1, JR_RENDER_MAX_PAGES, &page, error))
    return FALSE;
  mark->page = (guint) page - 1;
  return read_lengths (object, mark, error) && read_texts (object, mark, error);
}

static gboolean
read_marks (JrMarksFile *self, GError **error)
{
  JsonArray *array;
  guint      length;

  if (!JSON_NODE_HOLDS_ARRAY (self->root))
    {
      g_set_error (error, JR_RENDER_ERROR, JR_ERROR_INVALID, "The marks are not an array");
      return FALSE;
    }

  array = json_node_get_array (self->root);
  length = json_array_get_length (array);
  if (length < 1 || length > JR_RENDER_MAX_MARKS)
    {
      g_set_error (error, JR_RENDER_ERROR, JR_ERROR_INVALID, "There must be 1 to %d marks",
                   JR_RENDER_MAX_MARKS);
      return FALSE;
    }

  self->marks = g_new0 (JrMark, length);
  self->n_marks = length;
  for (guint i = 0; i < length; i++)
    if (!read_mark (jr_json_read_element_object (array, i, "marks", error), &self->marks[i], error))
      return FALSE;
  return TRUE;
}

JrMarksFile *
jr_marks_file_load (const char *path, GError **error)
{
  g_autoptr (JrMarksFile) self = NULL;
  g_autoptr (JsonNode)    root = NULL;
  g_autofree char        *text = NULL;
  gsize                   length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  root = jr_json_parse (text, length, &limits, error);
  if (root != NULL)
    {
      self = g_new0 (JrMarksFile, 1);
      self->root = g_steal_pointer (&root);
      if (read_marks (self, error))
        return g_steal_pointer (&self);
    }
  g_prefix_error (error, "%s: ", path);
  return NULL;
}
