/* jr-tls.h: what the hub shows of itself on a TLS line, and what it wants to see of the other end
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <microhttpd.h>

#include "jr-hub.h"

G_BEGIN_DECLS

/** JrTls: what is read from the files of the options once, when the hub starts. */
typedef struct _JrTls JrTls;

/* JR_ERROR_INVALID in JR_HUB_ERROR when the options do not belong together. */
JrTls *jr_tls_new (const JrHubOptions *options, GError **error);
void   jr_tls_free (JrTls *self);
/* FALSE: the hub speaks in the clear. */
gboolean jr_tls_is_on (JrTls *self);
/* For MHD_OPTION_ARRAY; they live as long as @self. */
struct MHD_OptionItem *jr_tls_get_options (JrTls *self);
/* A line that has just been opened, before its greeting: without a certificate of the authority that was given with
 * --tls-client-ca there will be none, and not a byte of HTTP is read from it. */
void jr_tls_guard (JrTls *self, struct MHD_Connection *connection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrTls, jr_tls_free)

G_END_DECLS
