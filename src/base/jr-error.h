/* jr-error.h: the error domains of the layers and the codes they share
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * JrErrorCode:
 *
 * What a caller can do about an error. Every layer has its own domain (who failed) and all share these codes
 * (what to do); the message says what was tried on what.
 */
typedef enum
{
  JR_ERROR_INVALID,   /* the input is wrong: tell the person who gave it */
  JR_ERROR_REFUSED,   /* understood, but a rule forbids it */
  JR_ERROR_CONFLICT,  /* something changed meanwhile: look again, then decide */
  JR_ERROR_NOT_FOUND, /* no such thing */
  JR_ERROR_DENIED,    /* log in, or ask somebody who may */
  JR_ERROR_OFFLINE,   /* no answer from the other side: try again later */
  JR_ERROR_TIMED_OUT, /* it took longer than its limit */
  JR_ERROR_TOO_LARGE, /* over a named limit */
  JR_ERROR_TOO_DEEP,  /* the same, of what is nested in one another */
  JR_ERROR_FULL,      /* no space left: free some, nothing was changed */
  JR_ERROR_CORRUPT,   /* stored or received bytes are not what they should be */
  JR_ERROR_TOO_NEW,   /* written by a newer version of this program */
  JR_ERROR_CANCELLED, /* the caller asked for it to stop */
  JR_ERROR_IO,        /* the operating system said no */
} JrErrorCode;

#define JR_BASE_ERROR (jr_base_error_quark ())

GQuark jr_base_error_quark (void);

G_END_DECLS
