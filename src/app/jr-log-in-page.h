/* jr-log-in-page.h: hub, user, password
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "jr-desk.h"

G_BEGIN_DECLS

#define JR_TYPE_LOG_IN_PAGE (jr_log_in_page_get_type ())

/**
 * JrLogInPage:
 *
 * Signal: "logged-in" (char *hub, char *user): the desk has begun a session.
 */
G_DECLARE_FINAL_TYPE (JrLogInPage, jr_log_in_page, JR, LOG_IN_PAGE, GtkWidget)

void jr_log_in_page_set_desk (JrLogInPage *self, JrDesk *desk);
/* Fills the fields with what is known and puts the cursor where something is missing. */
void jr_log_in_page_prepare (JrLogInPage *self, const char *hub, const char *user);
/* As if the person had entered it. */
void
jr_log_in_page_log_in (JrLogInPage *self, const char *hub, const char *user, const char *password);
/* Says something and waits: for the keyring, for the sample room. NULL: no longer. */
void jr_log_in_page_set_busy (JrLogInPage *self, const char *words);
/* Why one is here: "Your session is over." NULL for nothing. */
void jr_log_in_page_set_message (JrLogInPage *self, const char *words);

G_END_DECLS
