/* jr-window.c: the window of the desk
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-window.h"

#include <glib/gi18n.h>

#include "jr-case-page.h"
#include "jr-dashboard.h"
#include "jr-keyring.h"
#include "jr-log-in-page.h"
#include "jr-seen.h"

/* Holds the pages one can be on: log-in, or room; in the room the dashboard and above it at most one case. A case page is
 * made when the case is opened and goes when it was left and the transition is over. */

struct _JrWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack        *stack;
  JrLogInPage     *log_in_page;
  AdwLeaflet      *pages;
  JrDashboard     *dashboard;

  JrDesk     *desk;
  JrSettings *settings;
  GtkWidget  *case_page; /* NULL on the dashboard */
  GtkWidget  *refusal;   /* the message that is open, or NULL; owned by GTK */
  guint64     refused;   /* of which command it tells */
  char       *hub;
  char       *user;
  gboolean    is_remembered; /* the session's token belongs into the keyring */
  gboolean    is_leaving;    /* the person asked to log out */
};

G_DEFINE_FINAL_TYPE (JrWindow, jr_window, ADW_TYPE_APPLICATION_WINDOW)

static gboolean
is_on_case (JrWindow *self)
{
  return self->case_page != NULL && adw_leaflet_get_visible_child (self->pages) == self->case_page;
}

static void
remove_left_page (JrWindow *self)
{
  if (self->case_page == NULL || adw_leaflet_get_child_transition_running (self->pages) ||
      is_on_case (self))
    return;
  adw_leaflet_remove (self->pages, g_steal_pointer (&self->case_page));
}

static void
show_dashboard (JrWindow *self)
{
  adw_leaflet_set_visible_child (self->pages, GTK_WIDGET (self->dashboard));
  remove_left_page (self);
  jr_dashboard_focus (self->dashboard);
}

static void
on_transition_changed (AdwLeaflet *pages, GParamSpec *pspec, JrWindow *self)
{
  remove_left_page (self);
}

static void
on_case_left (GtkWidget *page, JrWindow *self)
{
  show_dashboard (self);
}

static void
on_next_case (GtkWidget *page, JrWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->dashboard), "dashboard.next-case", NULL);
}

static void
on_said (GtkWidget *page, const char *words, JrWindow *self)
{
  jr_window_say (self, words);
}

static void
on_open_case (JrDashboard *dashboard, const char *id, JrWindow *self)
{
  g_autofree char *kept_id = g_strdup (id);

  if (self->case_page != NULL)
    adw_leaflet_remove (self->pages, g_steal_pointer (&self->case_page));
  self->case_page = jr_case_page_new (self->desk, kept_id);
  g_signal_connect_object (self->case_page, "back", G_CALLBACK (on_case_left), self, 0);
  g_signal_connect_object (self->case_page, "next", G_CALLBACK (on_next_case), self, 0);
  g_signal_connect_object (self->case_page, "said", G_CALLBACK (on_said), self, 0);
  adw_leaflet_append (self->pages, self->case_page);
  adw_leaflet_set_visible_child (self->pages, self->case_page);
}

static void
show_log_in (JrWindow *self)
{
  if (self->case_page != NULL)
    show_dashboard (self);
  gtk_stack_set_visible_child_name (self->stack, "log-in");
  jr_log_in_page_prepare (self->log_in_page, self->hub == NULL ? "" : self->hub,
                          self->user == NULL ? "" : self->user);
}

static void
remember (JrWindow *self, const char *hub, const char *user)
{
  g_free (self->hub);
  g_free (self->user);
  self->hub = g_strdup (hub);
  self->user = g_strdup (user);
}

static void
enter_room (JrWindow *self)
{
  jr_log_in_page_set_message (self->log_in_page, NULL);
  gtk_stack_set_visible_child_name (self->stack, "room");
  jr_dashboard_begin (self->dashboard);
}

static void
on_logged_in (JrLogInPage *page, const char *hub, const char *user, JrWindow *self)
{
  g_autofree char *token = jr_desk_dup_token (self->desk);

  remember (self, hub, user);
  if (self->is_remembered)
    {
      jr_settings_set_last (self->settings, hub, user);
      jr_keyring_store (hub, user, token);
    }
  enter_room (self);
}

static void
on_logged_out (JrDesk *desk, JrWindow *self)
{
  if (self->is_remembered && self->hub != NULL)
    jr_keyring_forget (self->hub, self->user);
  jr_log_in_page_set_busy (self->log_in_page, NULL);
  show_log_in (self);
  jr_log_in_page_set_message (self->log_in_page,
                              self->is_leaving ? NULL : _ ("Your session is over. Log in again."));
  self->is_leaving = FALSE;
}

/* Those that came meanwhile are told now, one after the other. */
static void
on_refusal_seen (AdwMessageDialog *dialog, const char *response, JrWindow *self)
{
  self->refusal = NULL;
  jr_desk_forget_refused (self->desk, self->refused);
  jr_desk_tell_refusals (self->desk);
}

static void
on_refused (JrDesk     *desk,
            guint64     number,
            const char *case_number,
            const char *words,
            JrWindow   *self)
{
  if (self->refusal != NULL)
    return;
  self->refused = number;
  self->refusal = adw_message_dialog_new (GTK_WINDOW (self), NULL, words);
  /* Translators: the heading of a message; %s is the number of a case. */
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (self->refusal), _ ("Not Accepted: %s"),
                                     case_number == NULL ? "" : case_number);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (self->refusal), "seen", _ ("_OK"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self->refusal), "seen");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self->refusal), "seen");
  g_signal_connect_object (self->refusal, "response", G_CALLBACK (on_refusal_seen), self, 0);
  gtk_window_present (GTK_WINDOW (self->refusal));
}

/* The hub's trust ------------------------------------------------------------------------------------------------------ */

static void
on_hub_restored (JrDesk *desk, JrWindow *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
    GTK_WINDOW (self), _ ("The Hub Was Restored"),
    _ ("It goes on from a backup. What was done after that backup may be missing: look at your "
       "cases of the last days again."));

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "seen", _ ("_OK"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "seen");
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A question about what cannot be taken back: Cancel, or @label, whose response is @name. */
static void
ask (JrWindow *self, GtkWidget *dialog, const char *name, const char *label, GCallback on_answered)
{
  AdwMessageDialog *question = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (question, "cancel", _ ("_Cancel"), name, label, NULL);
  adw_message_dialog_set_response_appearance (question, name, ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (question, "cancel");
  g_signal_connect_object (question, "response", on_answered, self, 0);
  gtk_window_present (GTK_WINDOW (question));
}

static void
on_trust_answered (AdwMessageDialog *dialog, const char *response, JrWindow *self)
{
  if (g_str_equal (response, "trust"))
    jr_desk_trust_hub (self->desk);
}

static void
trust_hub (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrWindow  *self = JR_WINDOW (widget);
  GtkWidget *dialog = adw_message_dialog_new (
    GTK_WINDOW (self), _ ("Trust This Hub Again?"),
    _ ("Only when the administrator has told you why it is another one. What waits here is then "
       "sent to it."));

  ask (self, dialog, "trust", _ ("_Trust"), G_CALLBACK (on_trust_answered));
}

static void
log_out (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrWindow *self = JR_WINDOW (widget);

  self->is_leaving = TRUE;
  jr_desk_log_out (self->desk);
}

static void
tell_still_logged_in (JrWindow *self, const char *why)
{
  GtkWidget *dialog =
    adw_message_dialog_new (GTK_WINDOW (self), _ ("Not Logged Out Everywhere"), why);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "seen", _ ("_OK"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "seen");
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_logged_out_everywhere (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (JrWindow) self = JR_WINDOW (data);
  g_autoptr (GError)   error = NULL;
  g_autofree char     *why = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.log-out-everywhere", TRUE);
  if (jr_desk_log_out_everywhere_finish (JR_DESK (object), result, &error))
    {
      jr_window_say (self, _ ("You are logged out everywhere."));
      return;
    }
  self->is_leaving = FALSE;
  why = jr_desk_describe_error (JR_DESK (object), error);
  tell_still_logged_in (self, why);
}

static void
on_leave_answered (AdwMessageDialog *dialog, const char *response, JrWindow *self)
{
  if (!g_str_equal (response, "leave"))
    return;
  self->is_leaving = TRUE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.log-out-everywhere", FALSE);
  jr_desk_log_out_everywhere_async (self->desk, on_logged_out_everywhere, g_object_ref (self));
}

static void
log_out_everywhere (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrWindow  *self = JR_WINDOW (widget);
  GtkWidget *dialog = adw_message_dialog_new (
    GTK_WINDOW (self), _ ("Log Out Everywhere?"),
    _ ("You are logged out at every desk where you are logged in, at this one as well. What you "
       "wrote there, and what waits there to be sent, is kept until you log in again."));

  ask (self, dialog, "leave", _ ("Log _Out"), G_CALLBACK (on_leave_answered));
}

/* The keys of the page one is on first. Made anew each time: GTK 4.8 dies when a screen reader asks for a dialog that has
 * just been closed and there is a window that was never shown, as GtkApplication's own help is until then. */
static void
show_help (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrWindow              *self = JR_WINDOW (widget);
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/org/jointreview/JointReview/help.ui");
  GtkWindow *help = GTK_WINDOW (gtk_builder_get_object (builder, "help"));

  g_object_set (help, "section-name", is_on_case (self) ? "case" : "dashboard", NULL);
  gtk_window_set_transient_for (help, GTK_WINDOW (self));
  gtk_window_present (help);
}

static void
jr_window_dispose (GObject *object)
{
  JrWindow *self = JR_WINDOW (object);

  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (jr_window_parent_class)->dispose (object);
}

static void
jr_window_finalize (GObject *object)
{
  JrWindow *self = JR_WINDOW (object);

  g_free (self->hub);
  g_free (self->user);
  G_OBJECT_CLASS (jr_window_parent_class)->finalize (object);
}

static void
jr_window_class_init (JrWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jr_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = jr_window_finalize;

  g_type_ensure (JR_TYPE_DASHBOARD);
  g_type_ensure (JR_TYPE_LOG_IN_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/jointreview/JointReview/jr-window.ui");
  gtk_widget_class_bind_template_child (widget_class, JrWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, JrWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, JrWindow, log_in_page);
  gtk_widget_class_bind_template_child (widget_class, JrWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, JrWindow, dashboard);
  gtk_widget_class_bind_template_callback (widget_class, on_logged_in);
  gtk_widget_class_bind_template_callback (widget_class, on_open_case);
  gtk_widget_class_bind_template_callback (widget_class, on_said);
  gtk_widget_class_bind_template_callback (widget_class, on_transition_changed);
  gtk_widget_class_install_action (widget_class, "win.log-out", NULL, log_out);
  gtk_widget_class_install_action (widget_class, "win.log-out-everywhere", NULL,
                                   log_out_everywhere);
  gtk_widget_class_install_action (widget_class, "win.show-help", NULL, show_help);
  gtk_widget_class_install_action (widget_class, "win.trust-hub", NULL, trust_hub);
}

static void
jr_window_init (JrWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  jr_seen_follow_stack (self->stack);
  jr_seen_follow_leaflet (self->pages);
}

JrWindow *
jr_window_new (GtkApplication *app, JrDesk *desk, JrSettings *settings)
{
  JrWindow *self = g_object_new (JR_TYPE_WINDOW, "application", app, NULL);

  self->desk = g_object_ref (desk);
  self->settings = settings;
  self->is_remembered = TRUE;
  jr_log_in_page_set_desk (self->log_in_page, desk);
  jr_dashboard_set_desk (self->dashboard, desk);
  g_signal_connect (desk, "logged-out", G_CALLBACK (on_logged_out), self);
  g_signal_connect (desk, "refused", G_CALLBACK (on_refused), self);
  g_signal_connect (desk, "hub-restored", G_CALLBACK (on_hub_restored), self);
  jr_settings_bind_window (settings, GTK_WINDOW (self));
  return self;
}

void
jr_window_ask (JrWindow *self, const char *hub, const char *user)
{
  remember (self, hub, user);
  show_log_in (self);
}

static void
on_resumed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (JrWindow) self = JR_WINDOW (data);
  g_autoptr (GError)   error = NULL;

  jr_log_in_page_set_busy (self->log_in_page, NULL);
  if (jr_desk_log_in_finish (JR_DESK (object), result, &error))
    enter_room (self);
  else
    {
      g_debug ("the kept session is of no use: %s", error->message);
      show_log_in (self);
    }
}

static void
on_token_loaded (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (JrWindow) self = JR_WINDOW (data);
  gboolean             has_keyring;
  g_autofree char     *token = jr_keyring_load_finish (result, &has_keyring);

  if (token != NULL)
    jr_desk_resume_async (self->desk, self->hub, self->user, token, NULL, on_resumed,
                          g_object_ref (self));
  else
    {
      jr_log_in_page_set_busy (self->log_in_page, NULL);
      show_log_in (self);
      if (!has_keyring)
        jr_log_in_page_set_message (
          self->log_in_page,
          _ ("This computer has no open keyring to keep your session in, so log in at each start. "
             "Without a line to the hub nobody can log in: then leave the app open. What you had "
             "written and decided is still here."));
    }
}

void
jr_window_resume (JrWindow *self, const char *hub, const char *user)
{
  remember (self, hub, user);
  if (hub[0] == '\0' || user[0] == '\0')
    {
      show_log_in (self);
      return;
    }
  jr_log_in_page_set_busy (self->log_in_page, _ ("Logging in…"));
  jr_keyring_load_async (hub, user, on_token_loaded, g_object_ref (self));
}

void
jr_window_log_in (JrWindow *self, const char *hub, const char *user, const char *password)
{
  self->is_remembered = FALSE;
  jr_log_in_page_log_in (self->log_in_page, hub, user, password);
}

void
jr_window_set_busy (JrWindow *self, const char *words)
{
  jr_log_in_page_set_busy (self->log_in_page, words);
}

void
jr_window_say (JrWindow *self, const char *words)
{
  AdwToast *toast = adw_toast_new ("");

  /* A name may have an ampersand in it; the title of a toast is markup. */
  g_autofree char *markup = g_markup_escape_text (words, -1);

  adw_toast_set_title (toast, markup);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static gboolean
is_in_room (JrWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "room") == 0;
}

void
jr_window_open_case (JrWindow *self, const char *id)
{
  if (is_in_room (self) && jr_desk_find_case (self->desk, id) != NULL)
    on_open_case (self->dashboard, id, self);
}

void
jr_window_search (JrWindow *self, const char *text)
{
  if (!is_in_room (self))
    return;
  show_dashboard (self);
  jr_dashboard_search (self->dashboard, text);
}
