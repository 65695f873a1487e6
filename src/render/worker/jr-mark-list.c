/* jr-mark-list.c: the marks of a request
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-mark-list.h"

#include <string.h>

#include "jr-mark-drawing.h"
#include "jr-memory-file.h"
#include "jr-render-protocol.h"
#include "jr-trouble.h"

/* The desk offers 8 to 80 mm. Smaller cannot be read, larger is no mark. */
#define MINIMUM_UM 2000
#define MAXIMUM_UM 300000
/* A side 20 times the other would make an absurdly high picture. */
#define MAXIMUM_RATIO 20
/* A place far outside is found when the page is known; here only arithmetic must be kept from overflowing. */
#define FARTHEST_UM G_GINT64_CONSTANT (100000000000)

static gboolean
is_text (const char *text)
{
  return strlen (text) <= JR_RENDER_MAX_MARK_TEXT;
}

static gboolean
is_near (gint64 place_um)
{
  return place_um > -FARTHEST_UM && place_um < FARTHEST_UM;
}

static gboolean
is_sane (const JrMark *mark)
{
  return mark->width_um >= MINIMUM_UM && mark->width_um <= MAXIMUM_UM &&
         mark->height_um >= MINIMUM_UM && mark->height_um <= MAXIMUM_UM &&
         mark->width_um <= mark->height_um * MAXIMUM_RATIO &&
         mark->height_um <= mark->width_um * MAXIMUM_RATIO && is_near (mark->x_um) &&
         is_near (mark->y_um) && jr_mark_drawing_knows (mark->kind) && is_text (mark->word) &&
         is_text (mark->department) && is_text (mark->reviewer) && is_text (mark->date);
}

GVariant *
jr_mark_list_receive (int body_fd, GError **error)
{
  g_autoptr (GBytes)   bytes = jr_memory_file_read (body_fd, JR_RENDER_MAX_BODY_BYTES, error);
  g_autoptr (GVariant) marks = NULL;

  if (bytes == NULL)
    return NULL;
  marks = g_variant_ref_sink (
    g_variant_new_from_bytes (G_VARIANT_TYPE (JR_RENDER_MARKS_TYPE), bytes, FALSE));
  if (g_variant_is_normal_form (marks))
    return g_steal_pointer (&marks);
  jr_trouble_set (error, JR_RENDER_BAD_REQUEST, "marks");
  return NULL;
}

JrMarkList *
jr_mark_list_read (GVariant *variant, GError **error)
{
  g_autoptr (JrMarkList) self = NULL;
  gsize                  n_marks = variant == NULL ? 0 : g_variant_n_children (variant);

  if (n_marks < 1 || n_marks > JR_RENDER_MAX_MARKS)
    {
      jr_trouble_set (error, JR_RENDER_BAD_REQUEST, "number of marks");
      return NULL;
    }

  self = g_new0 (JrMarkList, 1);
  self->variant = g_variant_ref (variant);
  self->marks = g_new0 (JrMark, n_marks);
  self->n_marks = (guint) n_marks;
  for (guint i = 0; i < self->n_marks; i++)
    {
      JrMark *mark = &self->marks[i];

      g_variant_get_child (variant, i, "(uxxxx&s&s&s&s&s)", &mark->page, &mark->x_um, &mark->y_um,
                           &mark->width_um, &mark->height_um, &mark->kind, &mark->word,
                           &mark->department, &mark->reviewer, &mark->date);
      if (is_sane (mark))
        continue;
      jr_trouble_set (error, JR_RENDER_STAMP_BAD_PLACE, "size, kind or text of a mark");
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
jr_mark_list_free (JrMarkList *self)
{
  g_variant_unref (self->variant);
  g_free (self->marks);
  g_free (self);
}
