/* jr-password.h: passwords as the hub keeps and checks them
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JR_PASSWORD_MINIMUM 8
#define JR_PASSWORD_MAXIMUM 200

/* Groups of letters and digits that are not mistaken for each other when read aloud. (transfer full) */
char *jr_password_make_once (void);
/* A counter's key, jrk_ and 256 random bits. (transfer full) */
char *jr_password_make_key (void);

/* Argon2id (RFC 9106) in its own text form; JR_ERROR_FULL when there is no memory for it. Takes some 50 ms and 64 MB. */
char *jr_password_hash (const char *password, GError **error);
/* @hash NULL does the same work and is FALSE, so that nobody learns from the time which accounts exist. */
gboolean jr_password_verify (const char *hash, const char *password);

G_END_DECLS
