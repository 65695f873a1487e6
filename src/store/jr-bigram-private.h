/* jr-bigram-private.h: texts cut into what can be looked up
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As texts are compared: case and width folded (Ｎ, n and N are one). Never NULL; not valid UTF-8 counts as empty. */
char *jr_bigram_fold (const char *text);

/* (element-type utf8) of a folded text, each once: every two neighbouring characters. With @with_single, for the index,
 * also every single one beyond ASCII; without, for a question, only a question of one such character has it. */
GPtrArray *jr_bigram_list (const char *folded, gboolean with_single);

G_END_DECLS
