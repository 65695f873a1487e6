/* jr-desk-private.h: what the files of JrDesk share
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-desk.h"
#include "jr-draft-cache.h"
#include "jr-local-copy.h"
#include "jr-pixel-cache.h"
#include "jr-worker.h"

G_BEGIN_DECLS

/* So many PDF workers run at once: the pages of three or four cases; each may take 1 GB before it is stopped. */
#define JR_DESK_OPEN_DOCUMENTS 8

/* About 16 pages of A4 at 1000 pixels. */
#define JR_DESK_CACHE_BYTES (96 * 1024 * 1024)

/** JrDocumentSlot: a thread that owns at most one PDF worker. */
typedef struct
{
  JrWorker       *worker;
  char           *sha256;        /* main thread: the document that has the slot */
  gint64          last_used;     /* main thread, monotonic */
  gint            n_asked;       /* atomic: pages somebody waits for */
  JrRenderClient *client;        /* worker only, as the rest */
  char           *client_sha256; /* what the client has open */
} JrDocumentSlot;

struct _JrDesk
{
  GObject parent_instance;

  char *folder;

  /* jr-desk-session.c */
  JrWorker     *line;      /* short calls to the hub */
  JrWorker     *farewells; /* says log-outs to hubs */
  JrHubClient  *client;    /* used on the line; NULL while logged out */
  JrActor      *me;
  JrRoom       *room;
  JrLocalCopy  *copy;
  JrSyncEngine *engine;
  guint         session; /* grows with every session, so that a late callback knows it is late */
  JrProblem    *log_in_problem; /* of the last log-in */

  /* jr-desk-cases.c */
  GListStore *cases;       /* oldest first */
  GHashTable *cases_by_id; /* borrowed from the item's state → JrCaseItem, borrowed from cases */
  GPtrArray  *items;       /* (element-type JrItem) newest versions, as of the log-in */

  /* jr-desk-outbox.c */
  GHashTable   *waiting; /* number → GTask that waits for the hub's answer */
  GHashTable   *early;   /* number → JrAnswer that came before its number was known here */
  guint         n_enqueuing;
  GPtrArray    *outbox; /* (element-type JrOutboxEntry); NULL while logged out */
  JrDraftCache *drafts; /* NULL while logged out */

  /* jr-desk-documents.c */
  JrWorker       *fetch;        /* scans from the hub */
  JrHubClient    *fetch_client; /* used on fetch */
  JrPixelCache   *pixels;
  GHashTable     *facts; /* sha256 → JrDocumentFacts */
  GHashTable     *names; /* sha256 → name for messages */
  JrDocumentSlot  slots[JR_DESK_OPEN_DOCUMENTS];
  JrWorker       *mark_worker;
  JrRenderClient *mark_client; /* used on mark_worker */
};

void jr_desk_emit_case_changed (JrDesk *self, const char *id);
void jr_desk_emit_logged_out (JrDesk *self);
void jr_desk_emit_hub_restored (JrDesk *self);
void
jr_desk_emit_refused (JrDesk *self, guint64 number, const char *case_number, const char *words);
void jr_desk_notify_link (JrDesk *self);
void jr_desk_notify_outbox (JrDesk *self);

/* Ends engine and local copy; the desk is as new. */
void jr_desk_close_session (JrDesk *self);

void jr_desk_init_cases (JrDesk *self);
void jr_desk_clear_cases (JrDesk *self);
/* Reads all, or one, from the local copy again. */
void jr_desk_reload_cases (JrDesk *self);
void jr_desk_reload_case (JrDesk *self, const char *id);

void jr_desk_init_outbox (JrDesk *self);
void jr_desk_clear_outbox (JrDesk *self);
void jr_desk_on_answered (JrDesk *self, const JrAnswer *answer);
/* Whoever waits for an answer is told that there is no line. */
void  jr_desk_give_up_waiting (JrDesk *self);
guint jr_desk_count_queued (JrDesk *self);

void jr_desk_init_documents (JrDesk *self);
void jr_desk_clear_documents (JrDesk *self);
void jr_desk_free_documents (JrDesk *self);

G_END_DECLS
