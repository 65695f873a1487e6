/* fake-hub.h: a small hub in the test's own process, which can be made to misbehave
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-hub-client.h"

G_BEGIN_DECLS

typedef enum
{
  FAKE_WORKS,
  FAKE_IS_DOWN,       /* closes every connection at once */
  FAKE_IS_BUSY,       /* 503 of a proxy */
  FAKE_KNOWS_NOBODY,  /* 401 */
  FAKE_LOSES_ANSWERS, /* carries commands out and closes without an answer */
  FAKE_DROPS_STREAMS, /* opens each and closes it without a word */
  FAKE_CANNOT_READ,   /* 413 to every request with commands but those of one harmless command */
} FakeMode;

/** FakeHub: one room with the department HR, a log, idempotent commands: comments, and nothing else. */
typedef struct _FakeHub FakeHub;

FakeHub     *fake_hub_new (void);
void         fake_hub_free (FakeHub *self);
JrHubClient *fake_hub_new_client (FakeHub *self);
void         fake_hub_set_mode (FakeHub *self, FakeMode mode);

/* A case in review. */
void fake_hub_submit (FakeHub *self, const char *id, const char *number);
void fake_hub_comment (FakeHub *self, const char *id, const char *text);
/* An event that cannot follow: one is missing before it. It stands in the feed only. */
void fake_hub_skip_an_event (FakeHub *self, const char *id);
/* All cursors are gone, as after a restore. */
void fake_hub_change_epoch (FakeHub *self);
/* Cuts open streams in the middle of a frame. */
void fake_hub_cut_streams (FakeHub *self);

JrCase *fake_hub_dup_case (FakeHub *self, const char *id);
/* Texts of the case's comments, joined by "|". (transfer full) */
char *fake_hub_dup_comments (FakeHub *self);
guint fake_hub_get_snapshots (FakeHub *self);
guint fake_hub_get_streams (FakeHub *self); /* open now */
guint fake_hub_get_opened (FakeHub *self);  /* so far */
guint fake_hub_get_calls (FakeHub *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeHub, fake_hub_free)

G_END_DECLS
