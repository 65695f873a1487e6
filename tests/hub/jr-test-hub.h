/* jr-test-hub.h: a real hub for a test: the built program, on a folder and a port of its own
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "jr-document.h"
#include "jr-hub-client.h"

G_BEGIN_DECLS

/**
 * JrTestHub:
 *
 * The room NW with the departments HR, FP, MK; the items ONE (HR) and FOOD (HR and FP, then MK) with the material "form";
 * the reviewers wang (HR), li (FP), chen (MK), the supervisor zhou, the administrator root, the auditor shen, and the
 * counters window1 and window2. Set up and run by its own command line. All functions end the test when it does not do
 * what it should.
 */
typedef struct _JrTestHub JrTestHub;

/* @options (nullable): further ones of serve, NULL-terminated static strings. Serves when it returns. */
JrTestHub *jr_test_hub_new (const char *const *options);
/* Stops it if it runs, verifies what is left, and removes the folder. */
void        jr_test_hub_free (JrTestHub *self);
const char *jr_test_hub_get_folder (JrTestHub *self);
const char *jr_test_hub_get_url (JrTestHub *self);
guint16     jr_test_hub_get_port (JrTestHub *self);
/* CPU time of the program so far, in microseconds. */
gint64 jr_test_hub_get_cpu_time (JrTestHub *self);
/* What of the program is in memory now, in bytes. */
gint64 jr_test_hub_get_memory (JrTestHub *self);
/* Its share of the machine's memory (Pss), in bytes: what is its own, and its part of what others use too. */
gint64 jr_test_hub_get_share (JrTestHub *self);
/* How many lines the program holds. */
guint jr_test_hub_count_lines (JrTestHub *self);

void jr_test_hub_start (JrTestHub *self);
/* SIGTERM; the exit status. */
int  jr_test_hub_stop (JrTestHub *self);
void jr_test_hub_send_signal (JrTestHub *self, int signal);
/* Waits for its end; the exit status. */
int jr_test_hub_wait (JrTestHub *self);
/* SIGKILL, as when the power goes. */
void jr_test_hub_kill (JrTestHub *self);

/* A hub that does not run: its folder moves to a file system of @size, as "2m". FALSE where that cannot be mounted. */
gboolean jr_test_hub_move_to_disk (JrTestHub *self, const char *size);

/* joint-review-hub with these words, up to NULL. What it printed, both streams. (transfer full) */
char *jr_test_hub_run (int *out_status, ...) G_GNUC_NULL_TERMINATED;

/* A counter's key, or a token of a session that is begun at the first call. The passwords are "password of USER". */
const char *jr_test_hub_get_secret (JrTestHub *self, const char *user);
/* The sessions so far have ended: everybody logs in again. */
void jr_test_hub_forget_secrets (JrTestHub *self);
/* What user add has printed: a key or a one-time password. */
const char  *jr_test_hub_get_first_secret (JrTestHub *self, const char *user);
JrHubClient *jr_test_hub_new_client (JrTestHub *self, const char *user);

/* A PDF of its own, in the hub's store already. */
JrDocument *jr_test_hub_put_pdf (JrTestHub *self, guint n_pages, const char *word);

typedef struct
{
  guint     status;
  char     *head; /* with the status line */
  char     *body;
  JsonNode *json; /* of the body, when it is JSON */
} JrTestReply;

void jr_test_reply_free (JrTestReply *self);
/* The last part of a problem's type, or "". */
const char *jr_test_reply_get_word (JrTestReply *self);
/* (transfer full) (nullable) */
char *jr_test_reply_get_header (JrTestReply *self, const char *name);

/* One request on a line of its own. @user (nullable) says whose secret goes with it; @body (nullable) is JSON. */
JrTestReply *jr_test_hub_ask (JrTestHub  *self,
                              const char *user,
                              const char *method,
                              const char *target,
                              const char *body);
/* The same with a secret that is given. */
JrTestReply *jr_test_hub_ask_with (JrTestHub  *self,
                                   const char *secret,
                                   const char *method,
                                   const char *target,
                                   const char *body);
/* Sends just these bytes and reads to the end of the line. (transfer full) */
char *jr_test_hub_exchange (JrTestHub *self, const char *bytes, gssize length);
/* The same, for an answer that is one. */
JrTestReply       *jr_test_hub_send_bytes (JrTestHub *self, const char *bytes, gsize length);
GSocketConnection *jr_test_hub_connect (JrTestHub *self);

/* Fills what is left of the hub's file system with one file; removing it gives the space back. (transfer full) */
char *jr_test_hub_fill_disk (JrTestHub *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrTestHub, jr_test_hub_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrTestReply, jr_test_reply_free)

G_END_DECLS
