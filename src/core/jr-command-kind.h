/* jr-command-kind.h: the kinds of change that can be asked for
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  JR_COMMAND_SUBMIT,
  JR_COMMAND_CLAIM,
  JR_COMMAND_RELEASE,
  JR_COMMAND_DECIDE,
  JR_COMMAND_RECALL,
  JR_COMMAND_COMMENT,
  JR_COMMAND_SUPPLEMENT,
  JR_COMMAND_WITHDRAW,
  JR_COMMAND_PUSH,    /* the hub: the recall window is over, the result or the notice goes out */
  JR_COMMAND_RECEIVE, /* the counter: the result or the notice has arrived */
} JrCommandKind;

#define JR_N_COMMAND_KINDS 10

const char *jr_command_kind_to_string (JrCommandKind kind);
gboolean    jr_command_kind_from_string (const char *text, JrCommandKind *out_kind);

G_END_DECLS
