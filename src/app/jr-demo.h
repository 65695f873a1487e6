/* jr-demo.h: the sample room of joint-review --demo
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** JrDemo: a hub of its own with a room full of cases, as long as this lives. */
typedef struct _JrDemo JrDemo;

/** JrDemoAccount: where and as whom to log in. */
typedef struct
{
  char *url;
  char *user;
  char *password;
} JrDemoAccount;

void jr_demo_account_free (JrDemoAccount *self);

/* @folder holds the room; one that is there already is taken up again. */
JrDemo *jr_demo_new (const char *folder);
void    jr_demo_free (JrDemo *self);
void    jr_demo_start_async (JrDemo *self, GAsyncReadyCallback callback, gpointer data);
/* The account of the first reviewer. */
JrDemoAccount *jr_demo_start_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrDemo, jr_demo_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrDemoAccount, jr_demo_account_free)

G_END_DECLS
