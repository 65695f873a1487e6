/* jr-notifier.c: tells the desktop of work that came while nobody looked
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-notifier.h"

#include <glib/gi18n.h>

#include "jr-case-view.h"

/* A case is news when it becomes work of one's department while the desk is live and no window of it is active; it is
 * news no longer once it was decided, claimed by a colleague, or a window was looked at. What a desk catches up on after
 * a night is no news: the dashboard shows it. The words never name an applicant, for a notification is seen by all. */

#define NOTIFICATION "new-cases"
/* One notification for what arrives together. */
#define GATHER_MS 1500

struct _JrNotifier
{
  GtkApplication *app;
  JrDesk         *desk;
  GHashTable     *known; /* ids of the cases that are work of the department */
  GHashTable     *news;  /* ids of those nobody has looked at */
  guint           timer;
};

static const JrCase *
find_work (JrNotifier *self, const char *id)
{
  const JrActor *me = jr_desk_get_me (self->desk);
  JrCaseItem    *item = jr_desk_find_case (self->desk, id);
  const JrCase  *state = item == NULL ? NULL : jr_case_item_get_state (item);

  return me != NULL && state != NULL && jr_case_is_next_for (state, me, jr_time_now ()) ? state
                                                                                        : NULL;
}

static char *
write_title (JrNotifier *self)
{
  guint n = g_hash_table_size (self->news);

  return g_strdup_printf (ngettext ("%u new case for your department",
                                    "%u new cases for your department", n),
                          n);
}

static void
show (JrNotifier *self)
{
  g_autofree char          *title = write_title (self);
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autoptr (GIcon)         icon = g_themed_icon_new (JR_APP_ID);
  GHashTableIter            iter;
  const char               *id = "";
  gpointer                  key;

  g_hash_table_iter_init (&iter, self->news);
  if (g_hash_table_size (self->news) == 1 && g_hash_table_iter_next (&iter, &key, NULL))
    {
      const JrCase    *state = find_work (self, key);
      g_autofree char *body =
        state == NULL ? NULL : g_strdup_printf ("%s · %s", state->number, state->item_name);

      id = key;
      g_notification_set_body (notification, body);
    }
  g_notification_set_icon (notification, icon);
  g_notification_set_default_action_and_target (notification, "app.open-case", "s", id);
  g_application_send_notification (G_APPLICATION (self->app), NOTIFICATION, notification);
}

static gboolean
on_gathered (gpointer data)
{
  JrNotifier *self = data;

  self->timer = 0;
  if (g_hash_table_size (self->news) > 0)
    show (self);
  else
    g_application_withdraw_notification (G_APPLICATION (self->app), NOTIFICATION);
  return G_SOURCE_REMOVE;
}

static void
update_soon (JrNotifier *self)
{
  if (self->timer == 0)
    self->timer = g_timeout_add (GATHER_MS, on_gathered, self);
}

static gboolean
is_looked_at (JrNotifier *self)
{
  GtkWindow *window = gtk_application_get_active_window (self->app);

  return window != NULL && gtk_window_is_active (window);
}

static void
on_case_changed (JrDesk *desk, const char *id, JrNotifier *self)
{
  gboolean is_work = find_work (self, id) != NULL;
  gboolean was_work = g_hash_table_contains (self->known, id);

  if (is_work && !was_work)
    {
      g_hash_table_add (self->known, g_strdup (id));
      if (jr_desk_get_link (desk) == JR_LINK_LIVE && !is_looked_at (self))
        {
          g_hash_table_add (self->news, g_strdup (id));
          update_soon (self);
        }
    }
  else if (!is_work && was_work)
    {
      g_hash_table_remove (self->known, id);
      if (g_hash_table_remove (self->news, id))
        update_soon (self);
    }
}

static void
forget_news (JrNotifier *self)
{
  if (g_hash_table_size (self->news) == 0)
    return;
  g_hash_table_remove_all (self->news);
  update_soon (self);
}

static void
on_window_active (GtkWindow *window, GParamSpec *pspec, JrNotifier *self)
{
  if (gtk_window_is_active (window))
    forget_news (self);
}

static void
on_window_added (GtkApplication *app, GtkWindow *window, JrNotifier *self)
{
  g_signal_connect (window, "notify::is-active", G_CALLBACK (on_window_active), self);
}

static void
on_window_removed (GtkApplication *app, GtkWindow *window, JrNotifier *self)
{
  g_signal_handlers_disconnect_by_data (window, self);
}

/* The local copy is read, or what was missed comes in: nothing of that is news. */
static void
on_cases_changed (GListModel *cases, guint position, guint removed, guint added, JrNotifier *self)
{
  if (added == 1 && jr_desk_get_link (self->desk) == JR_LINK_LIVE)
    return;
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (JrCaseItem) item = g_list_model_get_item (cases, i);
      const char            *id = jr_case_item_get_state (item)->id;

      if (find_work (self, id) != NULL)
        g_hash_table_add (self->known, g_strdup (id));
    }
}

static void
on_logged_out (JrDesk *desk, JrNotifier *self)
{
  g_hash_table_remove_all (self->known);
  forget_news (self);
}

JrNotifier *
jr_notifier_new (GtkApplication *app, JrDesk *desk)
{
  JrNotifier *self = g_new0 (JrNotifier, 1);

  self->app = app;
  self->desk = desk;
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->news = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect (desk, "case-changed", G_CALLBACK (on_case_changed), self);
  g_signal_connect (desk, "logged-out", G_CALLBACK (on_logged_out), self);
  g_signal_connect (jr_desk_get_cases (desk), "items-changed", G_CALLBACK (on_cases_changed), self);
  g_signal_connect (app, "window-added", G_CALLBACK (on_window_added), self);
  g_signal_connect (app, "window-removed", G_CALLBACK (on_window_removed), self);
  return self;
}

void
jr_notifier_free (JrNotifier *self)
{
  g_return_if_fail (self != NULL);

  for (GList *link = gtk_application_get_windows (self->app); link != NULL; link = link->next)
    g_signal_handlers_disconnect_by_data (link->data, self);
  g_signal_handlers_disconnect_by_data (jr_desk_get_cases (self->desk), self);
  g_signal_handlers_disconnect_by_data (self->desk, self);
  g_signal_handlers_disconnect_by_data (self->app, self);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->news);
  g_free (self);
}
