/* jr-search-provider.h: cases in the search of the desktop
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "jr-desk.h"

G_BEGIN_DECLS

/** JrSearchProvider: what the desktop's search asks, over org.gnome.Shell.SearchProvider2. */
typedef struct _JrSearchProvider JrSearchProvider;

/* @case_id: the case to open, or NULL: @text is to be searched for. @time is that of the key press or click. */
typedef void (*JrSearchChosenFunc) (const char *case_id,
                                    const char *text,
                                    guint32     time,
                                    gpointer    data);

/* Offers it at @path of @connection until freed. NULL with @error set when something else is there. */
JrSearchProvider *jr_search_provider_new (GDBusConnection   *connection,
                                          const char        *path,
                                          JrSearchChosenFunc chosen,
                                          gpointer           data,
                                          GError           **error);
void              jr_search_provider_free (JrSearchProvider *self);
/* Borrows @desk; before that, and with NULL, nothing is found. */
void jr_search_provider_set_desk (JrSearchProvider *self, JrDesk *desk);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrSearchProvider, jr_search_provider_free)

G_END_DECLS
