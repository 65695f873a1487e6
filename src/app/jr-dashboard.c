/* jr-dashboard.c: all departments' cases, live
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-dashboard.h"

#include <glib/gi18n.h>

#include "jr-case-list.h"
#include "jr-link-bar.h"
#include "jr-link-words.h"
#include "jr-seen.h"
#include "jr-sidebar.h"

/* Puts sidebar, list and search together, counts, and takes the next case. What is counted is recounted in an idle
 * moment after changes, however many came at once. */

/* How long a case has waited is told in minutes; asking more often keeps the last minute right. */
#define JR_DASHBOARD_CLOCK_SECONDS 20

struct _JrDashboard
{
  GtkWidget parent_instance;

  AdwFlap        *flap;
  AdwWindowTitle *title;
  AdwWindowTitle *room_title;
  GtkWidget      *outbox;
  GtkLabel       *link;
  JrLinkBar      *link_bar;
  JrSidebar      *sidebar;
  JrCaseList     *list;
  GtkSearchEntry *search;
  GtkStack       *stack;
  AdwStatusPage  *empty;

  JrDesk    *desk;
  JrCaseView view;
  guint      recount;
  guint      clock;
  gboolean   is_claiming;
};

G_DEFINE_FINAL_TYPE (JrDashboard, jr_dashboard, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_OPEN_CASE,
  SIGNAL_SAID,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_searching (JrDashboard *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search))[0] != '\0';
}

static void
show_counts (JrDashboard *self)
{
  GListModel    *cases = jr_desk_get_cases (self->desk);
  const JrActor *me = jr_desk_get_me (self->desk);
  guint          counts[JR_N_CASE_VIEWS] = { 0 };

  for (guint i = 0; me != NULL && i < g_list_model_get_n_items (cases); i++)
    {
      g_autoptr (JrCaseItem) item = g_list_model_get_item (cases, i);

      for (guint view = 0; view < JR_N_CASE_VIEWS; view++)
        counts[view] += jr_case_view_holds ((JrCaseView) view, jr_case_item_get_state (item), me);
    }
  for (guint view = 0; view < JR_N_CASE_VIEWS; view++)
    jr_sidebar_set_count (self->sidebar, (JrCaseView) view, counts[view]);
}

static void
show_title (JrDashboard *self)
{
  guint            n_shown = jr_case_list_get_n_shown (self->list);
  g_autofree char *count = g_strdup_printf (ngettext ("%u case", "%u cases", n_shown), n_shown);

  adw_window_title_set_title (self->title, jr_case_view_get_title (self->view));
  adw_window_title_set_subtitle (self->title, count);
}

static void
show_emptiness (JrDashboard *self)
{
  gboolean is_empty = jr_case_list_get_n_shown (self->list) == 0;

  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "list");
  if (!is_empty)
    return;
  if (is_searching (self))
    {
      adw_status_page_set_icon_name (self->empty, "system-search-symbolic");
      adw_status_page_set_title (self->empty, _ ("No Case Found"));
      adw_status_page_set_description (self->empty,
                                       _ ("Try another number, item or applicant, or look in All "
                                          "pending."));
      return;
    }
  adw_status_page_set_icon_name (self->empty, jr_case_view_get_icon (self->view));
  adw_status_page_set_title (self->empty, jr_case_view_get_empty_title (self->view));
  adw_status_page_set_description (self->empty, jr_case_view_get_empty_words (self->view));
}

static gboolean
on_recount (gpointer data)
{
  JrDashboard *self = JR_DASHBOARD (data);

  self->recount = 0;
  show_counts (self);
  show_title (self);
  show_emptiness (self);
  return G_SOURCE_REMOVE;
}

static void
recount_soon (JrDashboard *self)
{
  if (self->recount == 0)
    self->recount = g_idle_add (on_recount, self);
}

static gboolean
on_clock (gpointer data)
{
  JrDashboard *self = JR_DASHBOARD (data);

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    jr_case_list_tick (self->list);
  return G_SOURCE_CONTINUE;
}

static void
on_shown_changed (JrCaseList *list, JrDashboard *self)
{
  recount_soon (self);
}

static void
on_case_changed (JrDesk *desk, const char *id, JrDashboard *self)
{
  jr_case_list_recheck (self->list, id);
  recount_soon (self);
}

static void
on_cases_changed (GListModel *cases, guint position, guint removed, guint added, JrDashboard *self)
{
  recount_soon (self);
}

static void
on_link_changed (JrDesk *desk, GParamSpec *pspec, JrDashboard *self)
{
  JrLinkState      link = jr_desk_get_link (desk);
  g_autofree char *words = NULL;
  gint64           last_live;

  g_object_get (desk, "last-live", &last_live, NULL);
  words = jr_link_words_for_state (link, last_live);
  gtk_label_set_label (self->link, words);
  gtk_widget_set_css_classes (GTK_WIDGET (self->link),
                              (const char *[]){ "link-state", "numeric",
                                                jr_link_words_get_style (link, last_live), NULL });
}

static void
on_outbox_changed (JrDesk *desk, GParamSpec *pspec, JrDashboard *self)
{
  g_autofree char *words = NULL;
  guint            size;

  g_object_get (desk, "outbox-size", &size, NULL);
  words = jr_link_words_for_outbox (size);
  gtk_widget_set_visible (self->outbox, words != NULL);
  if (words != NULL)
    gtk_label_set_label (GTK_LABEL (self->outbox), words);
}

static void
on_view_selected (JrSidebar *sidebar, guint view, JrDashboard *self)
{
  self->view = (JrCaseView) view;
  if (self->desk != NULL)
    jr_case_list_set_view (self->list, self->view);
  recount_soon (self);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
on_search_changed (GtkSearchEntry *search, JrDashboard *self)
{
  jr_case_list_set_search (self->list, gtk_editable_get_text (GTK_EDITABLE (search)));
  recount_soon (self);
}

static void
leave_search (JrDashboard *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  jr_case_list_focus (self->list);
}

static void
on_stop_search (GtkSearchEntry *search, JrDashboard *self)
{
  leave_search (self);
}

static void
on_search_activated (GtkSearchEntry *search, JrDashboard *self)
{
  jr_case_list_activate_selected (self->list);
}

static void
on_case_activated (JrCaseList *list, const char *id, JrDashboard *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_CASE], 0, id);
}

static void
say (JrDashboard *self, const char *words)
{
  g_signal_emit (self, signals[SIGNAL_SAID], 0, words);
}

/* (nullable) (transfer none): the list is oldest first. */
static JrCaseItem *
find_next (JrDashboard *self)
{
  GListModel    *cases = jr_desk_get_cases (self->desk);
  const JrActor *me = jr_desk_get_me (self->desk);

  for (guint i = 0; me != NULL && i < g_list_model_get_n_items (cases); i++)
    {
      g_autoptr (JrCaseItem) item = g_list_model_get_item (cases, i);
      const JrCase          *state = jr_case_item_get_state (item);

      if (jr_case_is_next_for (state, me, jr_time_now ()))
        return jr_desk_find_case (self->desk, state->id);
    }
  return NULL;
}

typedef struct
{
  JrDashboard *dashboard; /* owned */
  char        *case_id;
} JrClaim;

static void
claim_free (JrClaim *self)
{
  g_object_unref (self->dashboard);
  g_free (self->case_id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrClaim, claim_free)

static void
on_claimed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (JrClaim)  claim = data;
  JrDashboard         *self = claim->dashboard;
  g_autoptr (GError)   error = NULL;
  g_autoptr (JrAnswer) answer = jr_desk_send_finish (JR_DESK (object), result, &error);
  g_autofree char     *words = NULL;

  self->is_claiming = FALSE;
  if (answer != NULL && answer->problem == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_OPEN_CASE], 0, claim->case_id);
      return;
    }
  words = answer != NULL ? jr_desk_describe_problem (self->desk, answer->problem)
                         : jr_desk_describe_error (self->desk, error);
  if (answer != NULL)
    jr_desk_forget_refused (self->desk, answer->number);
  say (self, words);
}

static void
take_next_case (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrDashboard          *self = JR_DASHBOARD (widget);
  JrCaseItem           *next = self->desk == NULL ? NULL : find_next (self);
  g_autoptr (JrCommand) command = NULL;
  JrClaim              *claim;

  if (next == NULL)
    {
      say (self, _ ("No open case waits for your department."));
      return;
    }
  if (self->is_claiming)
    return;
  self->is_claiming = TRUE;
  command = jr_command_new (
    &(JrCommand){ .kind = JR_COMMAND_CLAIM, .case_id = jr_case_item_get_state (next)->id });
  claim = g_new0 (JrClaim, 1);
  claim->dashboard = g_object_ref (self);
  claim->case_id = g_strdup (jr_case_item_get_state (next)->id);
  jr_desk_send_async (self->desk, command, NULL, on_claimed, claim);
}

static void
move_selection (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jr_case_list_move (JR_DASHBOARD (widget)->list, g_variant_get_int32 (parameter));
}

static void
open_selected (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jr_case_list_activate_selected (JR_DASHBOARD (widget)->list);
}

static void
start_search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (JR_DASHBOARD (widget)->search));
}

static void
show_sidebar (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AdwFlap *flap = JR_DASHBOARD (widget)->flap;

  adw_flap_set_reveal_flap (flap, !adw_flap_get_reveal_flap (flap));
}

/* Letters are keys of their own only where nobody is writing, and where no menu waits for its own. */
static gboolean
wants_letters (GtkWidget *focus)
{
  return focus != NULL &&
         (GTK_IS_EDITABLE (focus) || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL);
}

static gboolean
on_plain_key (GtkEventControllerKey *controller,
              guint                  key,
              guint                  code,
              GdkModifierType        modifiers,
              JrDashboard           *self)
{
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 ||
      wants_letters (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)))))
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_n:
      gtk_widget_activate_action (GTK_WIDGET (self), "dashboard.next-case", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_j:
      jr_case_list_move (self->list, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_k:
      jr_case_list_move (self->list, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_question:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.show-help", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      leave_search (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
jr_dashboard_dispose (GObject *object)
{
  JrDashboard *self = JR_DASHBOARD (object);

  g_clear_handle_id (&self->recount, g_source_remove);
  g_clear_handle_id (&self->clock, g_source_remove);
  if (self->flap != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->flap));
  self->flap = NULL;
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (jr_dashboard_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, JrDashboard, flap);
  gtk_widget_class_bind_template_child (widget_class, JrDashboard, title);
  gtk_widget_class_bind_template_child (widget_class, JrDashboard, room_title);
  gtk_widget_class_bind_template_child (widget_class, JrDashboard, outbox);
  gtk_widget_class_bind_template_child (widget_class, JrDashboard, link);
  gtk_widget_class_bind_template_child (widget_class, JrDashboard, link_bar);
  gtk_widget_class_bind_template_child (widget_class, JrDashboard, sidebar);
  gtk_widget_class_bind_template_child (widget_class, JrDashboard, list);
  gtk_widget_class_bind_template_child (widget_class, JrDashboard, search);
  gtk_widget_class_bind_template_child (widget_class, JrDashboard, stack);
  gtk_widget_class_bind_template_child (widget_class, JrDashboard, empty);
  gtk_widget_class_bind_template_callback (widget_class, on_view_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_case_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_shown_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_plain_key);
}

static void
jr_dashboard_class_init (JrDashboardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jr_dashboard_dispose;
  signals[SIGNAL_OPEN_CASE] = g_signal_new ("open-case", JR_TYPE_DASHBOARD, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_SAID] = g_signal_new ("said", JR_TYPE_DASHBOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (JR_TYPE_CASE_LIST);
  g_type_ensure (JR_TYPE_LINK_BAR);
  g_type_ensure (JR_TYPE_SIDEBAR);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/jointreview/JointReview/jr-dashboard.ui");
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "dashboard.next-case", NULL, take_next_case);
  gtk_widget_class_install_action (widget_class, "dashboard.move", "i", move_selection);
  gtk_widget_class_install_action (widget_class, "dashboard.open", NULL, open_selected);
  gtk_widget_class_install_action (widget_class, "dashboard.search", NULL, start_search);
  gtk_widget_class_install_action (widget_class, "dashboard.show-sidebar", NULL, show_sidebar);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK,
                                       "dashboard.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "dashboard.show-sidebar", NULL);
}

static void
jr_dashboard_init (JrDashboard *self)
{
  self->view = JR_CASE_VIEW_PENDING;
  gtk_widget_init_template (GTK_WIDGET (self));
  jr_seen_follow_stack (self->stack);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
  jr_sidebar_select (self->sidebar, self->view);
  self->clock = g_timeout_add_seconds (JR_DASHBOARD_CLOCK_SECONDS, on_clock, self);
}

void
jr_dashboard_set_desk (JrDashboard *self, JrDesk *desk)
{
  g_return_if_fail (JR_IS_DASHBOARD (self) && self->desk == NULL);

  self->desk = g_object_ref (desk);
  jr_case_list_set_desk (self->list, desk);
  jr_link_bar_set_desk (self->link_bar, desk);
  g_signal_connect_object (desk, "notify::link", G_CALLBACK (on_link_changed), self, 0);
  g_signal_connect_object (desk, "notify::outbox-size", G_CALLBACK (on_outbox_changed), self, 0);
  g_signal_connect_object (desk, "case-changed", G_CALLBACK (on_case_changed), self, 0);
  g_signal_connect_object (jr_desk_get_cases (desk), "items-changed", G_CALLBACK (on_cases_changed),
                           self, 0);
  on_link_changed (desk, NULL, self);
  on_outbox_changed (desk, NULL, self);
}

void
jr_dashboard_begin (JrDashboard *self)
{
  const JrActor *me = jr_desk_get_me (self->desk);
  const JrRoom  *room = jr_desk_get_room (self->desk);

  g_return_if_fail (me != NULL && room != NULL);

  adw_window_title_set_subtitle (self->room_title, room->name);
  jr_sidebar_set_person (self->sidebar, me->name,
                         jr_desk_get_department_name (self->desk, me->department));
  jr_case_list_rebuild (self->list);
  recount_soon (self);
  jr_dashboard_focus (self);
}

void
jr_dashboard_focus (JrDashboard *self)
{
  jr_case_list_focus (self->list);
}

void
jr_dashboard_search (JrDashboard *self, const char *text)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
}
