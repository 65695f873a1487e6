/* jr-route.h: what can be asked of the hub, where and by whom: one table
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-request.h"
#include "jr-role.h"

G_BEGIN_DECLS

/**
 * JrUpload: a body that is taken in piece by piece instead of being held in memory. All run on threads of the server.
 * @begin: gives what request->upload will be, or NULL with *out_response: then no byte is read
 * @chunk: FALSE with *out_response when it cannot go on; the rest of the body is thrown away then
 * @finish: after the last byte; gives the answer, or NULL after jr_request_suspend()
 * @abandon: gives request->upload back, also after finish()
 */
typedef struct
{
  gpointer (*begin) (JrRequest *request, JrResponse **out_response);
  gboolean (*chunk) (JrRequest   *request,
                     const void  *bytes,
                     gsize        length,
                     JrResponse **out_response);
  JrResponse *(*finish) (JrRequest *request);
  void (*abandon) (gpointer upload);
} JrUpload;

/* Who may: a bit for each role. Nobody is the server's own role on the network. */
#define JR_ROUTE_ROLE(role) (1u << JR_ROLE_##role)
#define JR_ROUTE_LOGGED_IN                                                                         \
  (JR_ROUTE_ROLE (REVIEWER) | JR_ROUTE_ROLE (SUPERVISOR) | JR_ROUTE_ROLE (COUNTER) |               \
   JR_ROUTE_ROLE (ADMINISTRATOR) | JR_ROUTE_ROLE (AUDITOR))
/* Anybody, without a secret. */
#define JR_ROUTE_OPEN (1u << JR_N_ROLES)
/* With OPEN: only programs of this machine, not through a proxy; for all others the address is not there. */
#define JR_ROUTE_LOCAL (1u << (JR_N_ROLES + 1))

/**
 * JrRoute:
 * @method: a route with GET also serves HEAD
 * @path: one segment may be {…}, any text without a slash
 * @roles: who may
 * @body_maximum: bytes of the body; more is 413 before one is read
 * @handle: gives the answer, or NULL after jr_request_suspend(); NULL for an upload
 */
struct _JrRoute
{
  const char *method;
  const char *path;
  guint       roles;
  gint64      body_maximum;
  JrResponse *(*handle) (JrRequest *request);
  const JrUpload *upload;
};

/* All of them, and their number. */
const JrRoute *jr_router_get_routes (guint *out_n_routes);

/* NULL with the problem's answer when there is none: 404, or 405 with Allow.
 * @out_parameter (transfer full): what stood at {…}, or NULL */
const JrRoute *jr_router_find (const char  *method,
                               const char  *path,
                               char       **out_parameter,
                               JrResponse **out_response);

G_END_DECLS
