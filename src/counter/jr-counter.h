/* jr-counter.h: what the commands of the counter's command line share
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-counter-state.h"
#include "jr-hub-client.h"

G_BEGIN_DECLS

/** JrCounterExit: a stable interface (DESIGN §3). */
typedef enum
{
  JR_COUNTER_DONE = 0,
  JR_COUNTER_REFUSED = 1, /* with a reason: by the hub, or by this computer (a file, the disk) */
  JR_COUNTER_WRONG_USAGE = 2, /* nothing was tried */
  JR_COUNTER_UNREACHABLE = 3, /* no answer of the hub: the same again, later */
} JrCounterExit;

/** JrCounter: one run of the program. */
typedef struct
{
  const char     *command; /* its name */
  char           *url;
  char           *key_file;
  char           *ca_file;          /* or NULL */
  char           *certificate_file; /* or NULL */
  gboolean        is_json;
  JrHubClient    *client; /* the three below: once jr_counter_connect() was called */
  JrCounterState *state;
  char           *key;
} JrCounter;

/** JrCounterCommand: a row of the table of commands. */
typedef struct
{
  const char         *name;
  const char         *arguments;   /* "NUMBER FILE…" */
  const char         *summary;     /* one line, not yet translated */
  const char         *description; /* more for its --help, not yet translated */
  const GOptionEntry *options;
  JrCounterExit (*run) (JrCounter *self, GStrv arguments);
} JrCounterCommand;

extern const JrCounterCommand jr_counter_submit_command;
extern const JrCounterCommand jr_counter_status_command;
extern const JrCounterCommand jr_counter_watch_command;
extern const JrCounterCommand jr_counter_fetch_command;
extern const JrCounterCommand jr_counter_supplement_command;
extern const JrCounterCommand jr_counter_withdraw_command;

int jr_counter_main (int argc, char **argv);

/* Sends a command so that it has exactly one effect, whatever breaks and however often it is repeated: see
 * jr-counter-send.c. On success *out_answer (transfer full) may hold a problem; the caller shows it and then calls
 * jr_counter_settle(). On failure everything has been said, and what is returned is how to exit. */
JrCounterExit jr_counter_send (JrCounter *self, const JrCommand *command, JrAnswer **out_answer);
/* The answer was shown: the next command like this one is a new one. */
JrCounterExit jr_counter_settle (JrCounter *self);

/* The case and its history; says what was wrong itself. */
JrCounterExit jr_counter_load (JrCounter *self, const char *number, JrCaseFile **out_file);
/* Uploads and describes the files. @materials (nullable) are "CODE=FILE". (element-type JrDocument) */
JrCounterExit
jr_counter_upload (JrCounter *self, GStrv materials, GStrv files, GPtrArray **out_documents);
/* Tells the hub that a result or a notice is here. That it knew already is no fault. */
JrCounterExit jr_counter_receive (JrCounter *self, const JrCase *state);

G_END_DECLS
