/* jr-mark-list.h: the marks of a request
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-render-client.h"

G_BEGIN_DECLS

/** JrMarkList: marks whose texts live in the variant they were read from. */
typedef struct
{
  GVariant *variant;
  JrMark   *marks;
  guint     n_marks;
} JrMarkList;

/* The body of a request, in its normal form; @body_fd is borrowed. */
GVariant *jr_mark_list_receive (int body_fd, GError **error);
/* Refuses what no honest client sends: too many marks, unknown kinds, endless texts, sizes no page has. */
JrMarkList *jr_mark_list_read (GVariant *variant, GError **error);
void        jr_mark_list_free (JrMarkList *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrMarkList, jr_mark_list_free)

G_END_DECLS
