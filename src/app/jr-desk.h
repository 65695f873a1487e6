/* jr-desk.h: what the windows know: who is logged in, the cases, the scans, the line to the hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "jr-case-item.h"
#include "jr-desk-table.h"
#include "jr-hub-client.h"
#include "jr-item.h"
#include "jr-render-client.h"
#include "jr-sync-engine.h"

G_BEGIN_DECLS

#define JR_TYPE_DESK (jr_desk_get_type ())

/**
 * JrDesk:
 *
 * The model of the whole app; widgets hold a reference and never speak to store, sync or worker themselves. Lives on
 * the main thread and never blocks it.
 *
 * Properties: "link" (JrLinkState as uint), "last-live" (int64, JrTime), "outbox-size" (uint).
 * Signals: "hub-restored" (): it goes on from a backup; "case-changed" (char *id) also when its place in the outbox changed, "logged-out" (), "refused" (uint64 number,
 * char *case_number, char *words): a queued command was refused; it comes again at every log-in until
 * jr_desk_forget_refused().
 */
G_DECLARE_FINAL_TYPE (JrDesk, jr_desk, JR, DESK, GObject)

/* @folder is where the local copy and the scans live (0700). */
JrDesk *jr_desk_new (const char *folder);

/* Error JR_SYNC_ERROR/JR_ERROR_DENIED with jr_desk_needs_new_password() TRUE: ask for one and call again. */
void     jr_desk_log_in_async (JrDesk             *self,
                               const char         *url,
                               const char         *user,
                               const char         *password,
                               const char         *new_password,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            data);
gboolean jr_desk_log_in_finish (JrDesk *self, GAsyncResult *result, GError **error);
gboolean jr_desk_needs_new_password (JrDesk *self);
/* What the hub said when the last log-in failed; NULL when it said nothing. (transfer full) */
JrProblem *jr_desk_dup_log_in_problem (JrDesk *self);
/* With the token of an earlier session instead of a password; starts from the local copy when the hub is not reached.
 * Ends with jr_desk_log_in_finish(). */
void jr_desk_resume_async (JrDesk             *self,
                           const char         *url,
                           const char         *user,
                           const char         *token,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            data);
/* For the keyring; NULL while logged out. */
char *jr_desk_dup_token (JrDesk *self);
void  jr_desk_log_out (JrDesk *self);
/* Ends all sessions of the person, at other desks too, and then this one here. When it fails the person stays logged in. */
void jr_desk_log_out_everywhere_async (JrDesk *self, GAsyncReadyCallback callback, gpointer data);
gboolean jr_desk_log_out_everywhere_finish (JrDesk *self, GAsyncResult *result, GError **error);

/* NULL while logged out. */
const JrActor *jr_desk_get_me (JrDesk *self);
const JrRoom  *jr_desk_get_room (JrDesk *self);
JrLinkState    jr_desk_get_link (JrDesk *self);
/* NONE unless the link is distrusted. */
JrDistrust jr_desk_get_distrust (JrDesk *self);
/* Begins anew with a hub that is refused: the person has said that it is the right one. */
void jr_desk_trust_hub (JrDesk *self);

/* (element-type JrCaseItem): every case of the local copy that is pending or was concluded today, oldest first;
 * filters and sorters sit on top of it. The item object of a case stays the same for its life. */
GListModel *jr_desk_get_cases (JrDesk *self);
/* (nullable) (transfer none) */
JrCaseItem *jr_desk_find_case (JrDesk *self, const char *id);

/* The whole of one case from the hub. When offline from the local copy: no events, masked applicant, and an item that
 * is the newest known or NULL. */
void        jr_desk_load_case_async (JrDesk             *self,
                                     const char         *id,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            data);
JrCaseFile *jr_desk_load_case_finish (JrDesk *self, GAsyncResult *result, GError **error);

/* Durable in the outbox at once; finishes when the hub has answered, or with JR_ERROR_OFFLINE when it is queued because
 * there is no line. A refusal comes as an answer with a problem. */
void      jr_desk_send_async (JrDesk             *self,
                              const JrCommand    *command,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            data);
JrAnswer *jr_desk_send_finish (JrDesk *self, GAsyncResult *result, GError **error);

/* The last command for this case that the hub has not answered yet, or has refused without anybody having seen it. (nullable)
 * (transfer none): until the main loop runs again. */
const JrOutboxEntry *jr_desk_find_queued (JrDesk *self, const char *case_id);
const JrOutboxEntry *jr_desk_find_refused (JrDesk *self, const char *case_id);
/* "refused" for each that nobody has seen yet. */
void jr_desk_tell_refusals (JrDesk *self);
/* The person has seen why. */
void jr_desk_forget_refused (JrDesk *self, guint64 number);
/* For a sender whose widget is gone: somebody else tells the person, by "refused". */
void jr_desk_pass_on_refusal (JrDesk *self, const JrAnswer *answer);

/* Fetches the scan into the local copy if it is not there. (transfer full): an open document; its calls block, use
 * jr_desk_render_page_async(). */
void jr_desk_open_document_async (JrDesk             *self,
                                  const JrDocument   *document,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            data);
/* Facts are borrowed from the desk and live as long as the document is open there. */
const JrDocumentFacts               *
jr_desk_open_document_finish (JrDesk *self, GAsyncResult *result, GError **error);
void          jr_desk_render_page_async (JrDesk             *self,
                                         const char         *sha256,
                                         guint               page,
                                         guint               width,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            data);
JrPagePixels *jr_desk_render_page_finish (JrDesk *self, GAsyncResult *result, GError **error);

/* Writes the scan, or a stamped file, to @file: whole, or not at all. */
void     jr_desk_save_document_async (JrDesk             *self,
                                      const JrDocument   *document,
                                      GFile              *file,
                                      GAsyncReadyCallback callback,
                                      gpointer            data);
gboolean jr_desk_save_document_finish (JrDesk *self, GAsyncResult *result, GError **error);

/* The picture of a review mark for the overlay, @width pixels wide; nothing of @mark is kept but what is drawn. */
void          jr_desk_draw_mark_async (JrDesk             *self,
                                       const JrMark       *mark,
                                       guint               width,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            data);
JrPagePixels *jr_desk_draw_mark_finish (JrDesk *self, GAsyncResult *result, GError **error);

/* Typed text, saved as it is typed. (transfer full) (nullable) */
char *jr_desk_get_draft (JrDesk *self, const char *case_id, const char *field);
void  jr_desk_set_draft (JrDesk *self, const char *case_id, const char *field, const char *text);
/* Opinion, what is missing, marks. */
void jr_desk_clear_drafts (JrDesk *self, const char *case_id);

/* A problem in the words of the person's language: what happened, who and when if known, what to do. (transfer full) */
char       *jr_desk_describe_problem (JrDesk *self, const JrProblem *problem);
char       *jr_desk_describe_error (JrDesk *self, const GError *error);
const char *jr_desk_get_department_name (JrDesk *self, const char *code);

G_END_DECLS
