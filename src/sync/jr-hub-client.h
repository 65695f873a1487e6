/* jr-hub-client.h: blocking calls to a hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "jr-answer.h"
#include "jr-case.h"
#include "jr-command.h"
#include "jr-frame.h"
#include "jr-head.h"
#include "jr-item.h"
#include "jr-room.h"

G_BEGIN_DECLS

#define JR_SYNC_ERROR (jr_sync_error_quark ())

GQuark jr_sync_error_quark (void);

/**
 * JrHubClient:
 *
 * Speaks DESIGN §7 over libsoup without a main loop: any thread may call, one call at a time for each client; long
 * ones (the stream) want a client of their own (jr_hub_client_copy()). Errors are of JR_SYNC_ERROR: OFFLINE when there
 * was no answer, DENIED for 401 and 403, else by the problem's meaning; jr_hub_client_dup_problem() has the whole.
 */
typedef struct _JrHubClient JrHubClient;

/* @ca_file (nullable): the only certificates to trust. Clear http is refused except to loopback. */
JrHubClient *jr_hub_client_new (const char *url, const char *ca_file, GError **error);
/* What this client shows to a hub that wants to see a certificate: @file holds it and its key, as PEM. Before the first
 * call. JR_ERROR_INVALID when it cannot be used. */
gboolean jr_hub_client_use_certificate (JrHubClient *self, const char *file, GError **error);
/* Same hub, same secret and certificate, own connections. */
JrHubClient *jr_hub_client_copy (JrHubClient *self);
void         jr_hub_client_free (JrHubClient *self);
const char  *jr_hub_client_get_url (JrHubClient *self);
/* A session's token or a counter's key. */
void  jr_hub_client_set_secret (JrHubClient *self, const char *secret);
char *jr_hub_client_dup_secret (JrHubClient *self);
/* The problem of the last call that failed, or NULL. (transfer full) */
JrProblem *jr_hub_client_dup_problem (JrHubClient *self);
/* The same when it is the hub itself that will not take such a request, now or later; NULL when it helps to wait or to
 * log in, or when something between us and the hub said it. (transfer full) */
JrProblem *jr_hub_client_dup_lasting_problem (JrHubClient *self);

/* @new_password (nullable): needed when the problem was "new-password-required". Keeps the token on success. */
gboolean jr_hub_client_log_in (JrHubClient  *self,
                               const char   *user,
                               const char   *password,
                               const char   *new_password,
                               GCancellable *cancellable,
                               GError      **error);
/* The last call on this client: gives a hub that hangs a few seconds, then leaves the session to end by its age. */
gboolean jr_hub_client_log_out (JrHubClient *self, GCancellable *cancellable, GError **error);
/* Ends every session of the person, this one as well. With the usual patience, since it matters whether it succeeded. */
gboolean
jr_hub_client_log_out_everywhere (JrHubClient *self, GCancellable *cancellable, GError **error);
/* Who I am, and the room. Both (transfer full). */
gboolean jr_hub_client_load_me (JrHubClient  *self,
                                JrActor     **out_me,
                                JrRoom      **out_room,
                                GCancellable *cancellable,
                                GError      **error);
/* (element-type JrItem) newest versions. */
GPtrArray *jr_hub_client_load_items (JrHubClient *self, GCancellable *cancellable, GError **error);

/* (element-type JrAnswer), one for each command in the same order. An error means that no answer came: the same
 * commands can be sent again without a second effect. */
GPtrArray *jr_hub_client_send (JrHubClient  *self,
                               GPtrArray    *commands,
                               GCancellable *cancellable,
                               GError      **error);

JR_DECLARE_RECORD (JrCaseFile, jr_case_file)

/** JrCaseFile: all of one case: state, applicant as far as the role is shown, history. */
struct _JrCaseFile
{
  JrCase      *state;
  JrApplicant *applicant;
  gboolean     is_masked;
  GPtrArray   *events; /* (element-type JrEvent) */
  JrItem      *item;   /* the version under which it was accepted */
};

JrCaseFile *jr_hub_client_load_case (JrHubClient  *self,
                                     const char   *id_or_number,
                                     GCancellable *cancellable,
                                     GError      **error);

/* Return FALSE to stop. */
typedef gboolean (*JrFrameFunc) (JrFrame *frame, gpointer data);
/* Open cases as of the last frame's cursor. Fails unless the end frame came. */
gboolean jr_hub_client_load_snapshot (JrHubClient  *self,
                                      JrFrameFunc   func,
                                      gpointer      data,
                                      GCancellable *cancellable,
                                      GError      **error);
/* The live feed after @cursor, until @func says stop, the line breaks or is silent for 40 s. JR_ERROR_NOT_FOUND for 410:
 * take a snapshot. Bookmarks come as frames without event; the first of them is @cursor itself as soon as the line is
 * open. */
gboolean jr_hub_client_follow (JrHubClient  *self,
                               const char   *cursor,
                               JrFrameFunc   func,
                               gpointer      data,
                               GCancellable *cancellable,
                               GError      **error);
/* What is signed of the log; @sequence (or -1) is a place whose hash is asked for, "" when the log does not go so far. */
gboolean jr_hub_client_load_head (JrHubClient  *self,
                                  gint64        sequence,
                                  JrHead       *out_head,
                                  char          out_hash[JR_SHA256_HEX_LENGTH + 1],
                                  GCancellable *cancellable,
                                  GError      **error);
/* The last one that came along with a page or a stream, each once; not looked at yet. */
gboolean jr_hub_client_take_head (JrHubClient *self, JrHead *out_head);
/* One page of the feed as JSON, waiting up to @wait_seconds for something. (element-type JrFrame); the last frame's
 * cursor is where to go on. Never empty: at least a bookmark. */
GPtrArray *jr_hub_client_poll (JrHubClient  *self,
                               const char   *cursor, /* NULL: from the beginning */
                               guint         wait_seconds,
                               GCancellable *cancellable,
                               GError      **error);

/* Streams the file; nothing is sent when the hub has it already. */
gboolean jr_hub_client_put_blob (JrHubClient  *self,
                                 const char   *path,
                                 char        **out_sha256,
                                 gint64       *out_size,
                                 GCancellable *cancellable,
                                 GError      **error);
/* Into @path by way of a temporary file beside it; the digest is checked. */
gboolean jr_hub_client_get_blob (JrHubClient  *self,
                                 const char   *sha256,
                                 const char   *path,
                                 GCancellable *cancellable,
                                 GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrHubClient, jr_hub_client_free)

G_END_DECLS
