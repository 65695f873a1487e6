/* jr-id.h: identifiers, secrets and digests
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JR_SHA256_HEX_LENGTH 64

/* A UUID of version 7 (RFC 9562): the time in milliseconds, then 74 random bits. What was made at one time lies side by
 * side in an index, so that a day's cases touch a few of its pages instead of as many as there are cases. */
char    *jr_id_new (void);
gboolean jr_id_is_valid (const char *text);

/* 256 random bits as 43 base64url characters. */
char *jr_token_new (void);

char    *jr_sha256_of (const void *data, gsize length);
gboolean jr_sha256_is_valid (const char *text);

G_END_DECLS
