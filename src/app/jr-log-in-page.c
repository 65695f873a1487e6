/* jr-log-in-page.c: hub, user, password
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-log-in-page.h"

#include <glib/gi18n.h>

#include "jr-error.h"
#include "jr-seen.h"

/* Three steps of one form: the fields; the fields with a new password, when the hub asks for one; busy. What went wrong
 * is said above the button, in words, and the cursor goes to what can be mended. */

#define JR_PASSWORD_MINIMUM 8

typedef enum
{
  JR_LOG_IN_FIELDS,
  JR_LOG_IN_NEW_PASSWORD,
} JrLogInStep;

struct _JrLogInPage
{
  GtkWidget parent_instance;

  GtkWidget   *box;
  GtkStack    *stack;
  GtkLabel    *busy_words;
  GtkEditable *hub;
  GtkEditable *user;
  GtkEditable *password;
  GtkWidget   *new_passwords;
  GtkEditable *new_password;
  GtkEditable *repeated;
  GtkWidget   *message_box;
  GtkLabel    *message;
  GtkButton   *button;

  JrDesk     *desk;
  JrLogInStep step;
};

G_DEFINE_FINAL_TYPE (JrLogInPage, jr_log_in_page, GTK_TYPE_WIDGET)

static guint logged_in_signal;

static gboolean
is_empty (GtkEditable *field)
{
  return gtk_editable_get_text (field)[0] == '\0';
}

static void
focus_on (GtkEditable *field)
{
  gtk_widget_grab_focus (GTK_WIDGET (field));
  gtk_editable_select_region (field, 0, -1);
}

static void
show_step (JrLogInPage *self, JrLogInStep step)
{
  self->step = step;
  gtk_widget_set_visible (self->new_passwords, step == JR_LOG_IN_NEW_PASSWORD);
  gtk_button_set_label (self->button, step == JR_LOG_IN_NEW_PASSWORD ? _ ("Set Password and Log In")
                                                                     : _ ("Log In"));
}

/* What the person can mend before the hub is asked. (transfer none) (nullable) */
static const char *
find_fault (JrLogInPage *self, GtkEditable **out_field)
{
  const struct
  {
    GtkEditable *field;
    const char  *words;
  } required[] = {
    { self->hub, N_ ("Enter the address of the hub. The administrator of the room knows it.") },
    { self->user, N_ ("Enter your user name.") },
    { self->password, N_ ("Enter your password.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    if (is_empty (required[i].field))
      {
        *out_field = required[i].field;
        return _ (required[i].words);
      }
  if (self->step == JR_LOG_IN_FIELDS)
    return NULL;

  *out_field = self->new_password;
  if (g_utf8_strlen (gtk_editable_get_text (self->new_password), -1) < JR_PASSWORD_MINIMUM)
    return _ ("Choose a new password of at least 8 characters.");
  *out_field = self->repeated;
  if (!g_str_equal (gtk_editable_get_text (self->new_password),
                    gtk_editable_get_text (self->repeated)))
    return _ ("The two new passwords differ. Enter the second one again.");
  return NULL;
}

/* @has_hub_spoken: then its address is right. */
static GtkEditable *
find_field_for (JrLogInPage *self, const GError *error, gboolean has_hub_spoken)
{
  if (!has_hub_spoken && (g_error_matches (error, JR_SYNC_ERROR, JR_ERROR_INVALID) ||
                          g_error_matches (error, JR_SYNC_ERROR, JR_ERROR_OFFLINE)))
    return self->hub;
  return self->step == JR_LOG_IN_NEW_PASSWORD ? self->new_password : self->password;
}

static void
forget_passwords (JrLogInPage *self)
{
  gtk_editable_set_text (self->password, "");
  gtk_editable_set_text (self->new_password, "");
  gtk_editable_set_text (self->repeated, "");
}

static void
on_failed (JrLogInPage *self, const GError *error)
{
  g_autoptr (JrProblem) problem = jr_desk_dup_log_in_problem (self->desk);
  g_autofree char      *words = NULL;

  if (jr_desk_needs_new_password (self->desk) && self->step == JR_LOG_IN_FIELDS)
    {
      show_step (self, JR_LOG_IN_NEW_PASSWORD);
      jr_log_in_page_set_message (
        self, _ ("This password was for the first time only. Choose one of your own."));
      focus_on (self->new_password);
      return;
    }
  words = problem != NULL ? jr_desk_describe_problem (self->desk, problem)
                          : jr_desk_describe_error (self->desk, error);
  jr_log_in_page_set_message (self, words);
  focus_on (find_field_for (self, error, problem != NULL));
}

static void
on_logged_in (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (JrLogInPage) self = JR_LOG_IN_PAGE (data);
  g_autoptr (GError)      error = NULL;

  jr_log_in_page_set_busy (self, NULL);
  if (!jr_desk_log_in_finish (JR_DESK (object), result, &error))
    {
      on_failed (self, error);
      return;
    }
  show_step (self, JR_LOG_IN_FIELDS);
  forget_passwords (self);
  g_signal_emit (self, logged_in_signal, 0, gtk_editable_get_text (self->hub),
                 gtk_editable_get_text (self->user));
}

static void
on_submitted (GtkWidget *widget, JrLogInPage *self)
{
  GtkEditable *field = NULL;
  const char  *fault = find_fault (self, &field);
  gboolean     has_new = self->step == JR_LOG_IN_NEW_PASSWORD;

  if (fault != NULL)
    {
      jr_log_in_page_set_message (self, fault);
      focus_on (field);
      return;
    }
  jr_log_in_page_set_message (self, NULL);
  jr_log_in_page_set_busy (self, _ ("Logging in…"));
  jr_desk_log_in_async (self->desk, gtk_editable_get_text (self->hub),
                        gtk_editable_get_text (self->user), gtk_editable_get_text (self->password),
                        has_new ? gtk_editable_get_text (self->new_password) : NULL, NULL,
                        on_logged_in, g_object_ref (self));
}

/* What was said of the last try is not said of the next. */
static void
on_edited (GtkEditable *field, JrLogInPage *self)
{
  jr_log_in_page_set_message (self, NULL);
}

static void
on_identity_changed (GtkEditable *field, JrLogInPage *self)
{
  on_edited (field, self);
  if (self->step == JR_LOG_IN_NEW_PASSWORD)
    show_step (self, JR_LOG_IN_FIELDS);
}

static void
jr_log_in_page_dispose (GObject *object)
{
  JrLogInPage *self = JR_LOG_IN_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (jr_log_in_page_parent_class)->dispose (object);
}

static void
jr_log_in_page_class_init (JrLogInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jr_log_in_page_dispose;
  logged_in_signal = g_signal_new ("logged-in", JR_TYPE_LOG_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/jointreview/JointReview/jr-log-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, JrLogInPage, box);
  gtk_widget_class_bind_template_child (widget_class, JrLogInPage, stack);
  gtk_widget_class_bind_template_child (widget_class, JrLogInPage, busy_words);
  gtk_widget_class_bind_template_child (widget_class, JrLogInPage, hub);
  gtk_widget_class_bind_template_child (widget_class, JrLogInPage, user);
  gtk_widget_class_bind_template_child (widget_class, JrLogInPage, password);
  gtk_widget_class_bind_template_child (widget_class, JrLogInPage, new_passwords);
  gtk_widget_class_bind_template_child (widget_class, JrLogInPage, new_password);
  gtk_widget_class_bind_template_child (widget_class, JrLogInPage, repeated);
  gtk_widget_class_bind_template_child (widget_class, JrLogInPage, message_box);
  gtk_widget_class_bind_template_child (widget_class, JrLogInPage, message);
  gtk_widget_class_bind_template_child (widget_class, JrLogInPage, button);
  gtk_widget_class_bind_template_callback (widget_class, on_submitted);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_identity_changed);
}

static void
jr_log_in_page_init (JrLogInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  jr_seen_follow_stack (self->stack);
  show_step (self, JR_LOG_IN_FIELDS);
}

void
jr_log_in_page_set_desk (JrLogInPage *self, JrDesk *desk)
{
  g_return_if_fail (JR_IS_LOG_IN_PAGE (self) && self->desk == NULL);

  self->desk = g_object_ref (desk);
}

void
jr_log_in_page_prepare (JrLogInPage *self, const char *hub, const char *user)
{
  GtkEditable *fields[] = { self->hub, self->user, self->password };
  guint        first = 0;

  gtk_editable_set_text (self->hub, hub);
  gtk_editable_set_text (self->user, user);
  while (first < G_N_ELEMENTS (fields) - 1 && !is_empty (fields[first]))
    first++;
  gtk_widget_grab_focus (GTK_WIDGET (fields[first]));
}

void
jr_log_in_page_log_in (JrLogInPage *self, const char *hub, const char *user, const char *password)
{
  gtk_editable_set_text (self->hub, hub);
  gtk_editable_set_text (self->user, user);
  gtk_editable_set_text (self->password, password);
  on_submitted (GTK_WIDGET (self), self);
}

void
jr_log_in_page_set_busy (JrLogInPage *self, const char *words)
{
  if (words != NULL)
    gtk_label_set_label (self->busy_words, words);
  gtk_stack_set_visible_child_name (self->stack, words != NULL ? "busy" : "form");
}

void
jr_log_in_page_set_message (JrLogInPage *self, const char *words)
{
  gtk_label_set_label (self->message, words == NULL ? "" : words);
  gtk_widget_set_visible (self->message_box, words != NULL);
}
