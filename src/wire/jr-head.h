/* jr-head.h: a signed place in the log
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "jr-cursor.h"
#include "jr-id.h"
#include "jr-time.h"

G_BEGIN_DECLS

/** JrHead: the log of that epoch had that hash after that sequence. Key and signature (Ed25519) in hexadecimal. */
typedef struct
{
  JrCursor cursor;
  char     hash[JR_SHA256_HEX_LENGTH + 1];
  JrTime   signed_at;
  char     public_key[65];
  char     signature[129];
} JrHead;

/* What is signed: one line of words, so that it can be checked with any Ed25519 program. (transfer full) */
char *jr_head_to_line (const JrHead *head);
/* The first digits of the SHA-256 of a public key, for people to compare. (transfer full) */
char *jr_head_key_id (const char *public_key);

/* A head as it is handed out and kept by witnesses. */
JsonNode *jr_head_write (const JrHead *head);
gboolean  jr_head_read (JsonNode *node, JrHead *out_head, GError **error);
/* The same as text: of an untrusted file or answer, with limits. */
gboolean jr_head_parse (const char *text, gsize length, JrHead *out_head, GError **error);

/* JR_ERROR_CORRUPT unless signed with the key that it names; with @public_key (nullable) it must name that one. */
gboolean jr_head_check_signature (const JrHead *head, const char *public_key, GError **error);

/* JR_ERROR_CORRUPT when no log can have had @newer after @older: both of one epoch, and it went back, or has two hashes
 * at one sequence. */
gboolean jr_head_check_follows (const JrHead *newer, const JrHead *older, GError **error);

G_END_DECLS
