/* jr-fault-log.h: what the PDF libraries complained about
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** JrFaultLoss: what a complaint means for what is seen. */
typedef enum
{
  JR_FAULT_HARMLESS, /* repaired or irrelevant */
  JR_FAULT_IMAGE,    /* a picture is missing, whole or in part */
  JR_FAULT_CONTENT,  /* something else that should be there is not */
  JR_FAULT_MEMORY,   /* an allocation failed; anything may be missing */
} JrFaultLoss;

/* @complaint may be NULL: harmless. */
JrFaultLoss jr_fault_judge (const char *complaint);

/* From now on all of GLib's log goes here: poppler-glib reports nothing in any other way. Once, before any PDF. */
void jr_fault_log_start (void);
/* Forgets everything, and empties standard error if that is a memory file (libjpeg and others write there). */
void jr_fault_log_clear (void);
void jr_fault_log_add (const char *complaint);
/* First complaints, harmless ones too; NULL-terminated. */
char **jr_fault_log_dup_all (void);
/* FALSE and an error when anything heard since the last clear means that content is missing. */
gboolean jr_fault_log_check (GError **error);

G_END_DECLS
