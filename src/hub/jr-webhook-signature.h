/* jr-webhook-signature.h: how a counter's system knows that a result is from this hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JR_WEBHOOK_SECRET_PREFIX "whsec_"

/* 256 random bits: whsec_ and their Base64. (transfer full) */
char *jr_webhook_secret_new (void);
/* Base64 of 24 to 64 bytes, with or without the prefix. */
gboolean jr_webhook_secret_is_valid (const char *secret);

/**
 * jr_webhook_sign:
 * @secrets: NULL-terminated, the newest first; two while one takes the place of the other
 * @timestamp: seconds since 1970
 *
 * The value of the header webhook-signature as Standard Webhooks asks: for each secret "v1," and the Base64 of
 * HMAC-SHA256 (secret, ID "." TIMESTAMP "." BODY), with a space between.
 *
 * Returns: (transfer full) (nullable): NULL when a secret or @id is none
 */
char *jr_webhook_sign (const char *const *secrets,
                       const char        *id,
                       gint64             timestamp,
                       const char        *body,
                       gsize              length);

G_END_DECLS
