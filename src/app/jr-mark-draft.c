/* jr-mark-draft.c: where a review mark goes before it is sent
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-mark-draft.h"

#include <string.h>

#include "jr-id.h"
#include "jr-json.h"
#include "jr-limits.h"

/* A draft mark is a JrStamp that nobody but its reviewer has seen. It always lies wholly on its page and within the
 * sizes that the hub accepts. Its text form is for the drafts of the local copy, so that it survives a restart. */

#define EDGE_UM 15000 /* from the lower right corner to a mark put by keyboard */
#define GAP_UM 3000
#define WIDTH_MINIMUM_UM (JR_STAMP_MINIMUM_UM * 8 / 5) /* its height is the smallest allowed */

static const JrJsonLimits draft_limits = { .max_bytes = 64 * 1024,
                                           .max_depth = 3,
                                           .max_values = 8 * JR_MARK_DRAFT_MAXIMUM,
                                           .max_string = 128 };

static JrStamp *
put_within (const JrStamp *fields, const JrPageSize *size)
{
  JrStamp stamp = *fields;

  stamp.width_um = CLAMP (stamp.width_um, WIDTH_MINIMUM_UM, JR_STAMP_MAXIMUM_UM);
  stamp.width_um = MAX (JR_STAMP_MINIMUM_UM, MIN (stamp.width_um, size->width_um));
  stamp.height_um = MAX (JR_STAMP_MINIMUM_UM, JR_MARK_HEIGHT_OF (stamp.width_um));
  stamp.x_um = CLAMP (stamp.x_um, 0, MAX (0, size->width_um - stamp.width_um));
  stamp.y_um = CLAMP (stamp.y_um, 0, MAX (0, size->height_um - stamp.height_um));
  return jr_stamp_new (&stamp);
}

JrStamp *
jr_mark_draft_put (const char *sha256, guint page, const JrPageSize *size, gint64 x_um, gint64 y_um)
{
  JrStamp fields = {
    .sha256 = (char *) sha256,
    .page = page,
    .x_um = x_um - JR_STAMP_DEFAULT_UM / 2,
    .y_um = y_um - JR_MARK_HEIGHT_OF (JR_STAMP_DEFAULT_UM) / 2,
    .width_um = JR_STAMP_DEFAULT_UM,
  };

  return put_within (&fields, size);
}

static gboolean
overlaps (const JrStamp *a, const JrStamp *b)
{
  return a->x_um < b->x_um + b->width_um + GAP_UM && b->x_um < a->x_um + a->width_um + GAP_UM &&
         a->y_um < b->y_um + b->height_um + GAP_UM && b->y_um < a->y_um + a->height_um + GAP_UM;
}

static gboolean
is_free (const JrStamp *mark, GPtrArray *others)
{
  for (guint i = 0; others != NULL && i < others->len; i++)
    if (overlaps (mark, others->pdata[i]))
      return FALSE;
  return TRUE;
}

/* The marks of a page stand side by side, and then above one another, as people put theirs next to the last one's. */
JrStamp *
jr_mark_draft_put_default (const char       *sha256,
                           guint             page,
                           const JrPageSize *size,
                           GPtrArray        *others)
{
  gint64 width = JR_STAMP_DEFAULT_UM;
  gint64 height = JR_MARK_HEIGHT_OF (JR_STAMP_DEFAULT_UM);
  gint64 first_x = size->width_um - EDGE_UM - width / 2;
  gint64 first_y = size->height_um - EDGE_UM - height / 2;

  for (gint64 y = first_y; y >= height / 2; y -= height + GAP_UM)
    for (gint64 x = first_x; x >= width / 2; x -= width + GAP_UM)
      {
        g_autoptr (JrStamp) mark = jr_mark_draft_put (sha256, page, size, x, y);

        if (is_free (mark, others))
          return g_steal_pointer (&mark);
      }
  return jr_mark_draft_put (sha256, page, size, first_x, first_y);
}

JrStamp *
jr_mark_draft_move (const JrStamp *self, const JrPageSize *size, gint64 dx_um, gint64 dy_um)
{
  JrStamp fields = *self;

  fields.x_um += dx_um;
  fields.y_um += dy_um;
  return put_within (&fields, size);
}

JrStamp *
jr_mark_draft_resize (const JrStamp *self, const JrPageSize *size, gint64 by_um)
{
  JrStamp fields = *self;

  fields.width_um = CLAMP (self->width_um + by_um, WIDTH_MINIMUM_UM, JR_STAMP_MAXIMUM_UM);
  fields.x_um -= (fields.width_um - self->width_um) / 2;
  fields.y_um -= (JR_MARK_HEIGHT_OF (fields.width_um) - self->height_um) / 2;
  return put_within (&fields, size);
}

static JsonNode *
write_mark (const JrStamp *mark)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonNode              *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "sha256", mark->sha256);
  json_object_set_int_member (object, "page", mark->page);
  json_object_set_int_member (object, "x", mark->x_um);
  json_object_set_int_member (object, "y", mark->y_um);
  json_object_set_int_member (object, "width", mark->width_um);
  json_object_set_int_member (object, "height", mark->height_um);
  json_node_set_object (node, object);
  return node;
}

char *
jr_mark_draft_to_text (GPtrArray *marks)
{
  g_autoptr (JsonNode)  node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonArray) array = json_array_new ();

  if (marks->len == 0)
    return NULL;
  for (guint i = 0; i < marks->len; i++)
    json_array_add_element (array, write_mark (marks->pdata[i]));
  json_node_set_array (node, array);
  return jr_json_to_canonical (node);
}

static JrStamp *
read_mark (JsonArray *array, guint index)
{
  JsonObject *object = jr_json_read_element_object (array, index, "mark", NULL);
  const char *sha256 = NULL;
  gint64      page, x, y, width, height;
  gint64      least = JR_STAMP_MINIMUM_UM, most = JR_STAMP_MAXIMUM_UM;

  if (object == NULL || !jr_json_read_string (object, "sha256", 64, &sha256, NULL) ||
      !jr_sha256_is_valid (sha256) ||
      !jr_json_read_int (object, "page", 0, JR_DOCUMENT_PAGES_MAXIMUM - 1, &page, NULL) ||
      !jr_json_read_int (object, "x", 0, JR_PAGE_SIDE_MAXIMUM_UM, &x, NULL) ||
      !jr_json_read_int (object, "y", 0, JR_PAGE_SIDE_MAXIMUM_UM, &y, NULL) ||
      !jr_json_read_int (object, "width", least, most, &width, NULL) ||
      !jr_json_read_int (object, "height", least, most, &height, NULL))
    return NULL;
  return jr_stamp_new (&(JrStamp){
    .sha256 = (char *) sha256,
    .page = (guint) page,
    .x_um = x,
    .y_um = y,
    .width_um = width,
    .height_um = height,
  });
}

GPtrArray *
jr_mark_draft_from_text (const char *text)
{
  GPtrArray           *marks = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_stamp_unref);
  g_autoptr (JsonNode) node = NULL;
  JsonArray           *array;

  /* A draft that cannot be read is none: it was ours, and the person sees at once that no mark is there. */
  if (text != NULL)
    node = jr_json_parse (text, strlen (text), &draft_limits, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return marks;
  array = json_node_get_array (node);
  for (guint i = 0; i < MIN (json_array_get_length (array), JR_MARK_DRAFT_MAXIMUM); i++)
    {
      JrStamp *mark = read_mark (array, i);

      if (mark != NULL)
        g_ptr_array_add (marks, mark);
    }
  return marks;
}
