/* jr-case-page-actions.c: what a person can do on the case page, and the keys for it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-case-page-private.h"

#include "jr-page-keys.h"

/* Every deed has a name in the group "case"; buttons, menus, keys and the screen reader use these names. Keys are taken
 * in the capture phase, so that the focus need not be anywhere in particular. */

static void
act_on_review (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrCasePage *self = JR_CASE_PAGE (widget);

  if (g_str_equal (action, "case.claim"))
    jr_decision_panel_claim (self->panel);
  else if (g_str_equal (action, "case.release"))
    jr_decision_panel_release (self->panel);
  else if (g_str_equal (action, "case.recall"))
    jr_decision_panel_recall (self->panel);
  else if (g_str_equal (action, "case.discard"))
    jr_decision_panel_discard (self->panel);
  else if (g_str_equal (action, "case.look-again"))
    jr_decision_panel_look_again (self->panel);
  else
    jr_decision_panel_write_opinion (self->panel);
}

static void
decide (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrCasePage    *self = JR_CASE_PAGE (widget);
  JrDecisionKind kind = JR_DECISION_RETURN;

  if (g_str_equal (action, "case.approve"))
    kind = JR_DECISION_APPROVE;
  else if (g_str_equal (action, "case.reject"))
    kind = JR_DECISION_REJECT;
  jr_decision_panel_decide (self->panel, kind);
}

static void
write_text (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrCasePage *self = JR_CASE_PAGE (widget);
  const char *text = g_variant_get_string (parameter, NULL);

  if (g_str_equal (action, "case.insert-phrase"))
    jr_decision_panel_insert_phrase (self->panel, text);
  else
    jr_decision_panel_add_missing (self->panel, text);
}

static void
leave (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit_by_name (widget, g_str_equal (action, "case.next") ? "next" : "back");
}

static void
leave_text (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jr_document_view_grab_focus (JR_CASE_PAGE (widget)->documents);
}

static void
turn_document (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jr_case_page_turn_document (JR_CASE_PAGE (widget),
                              g_str_equal (action, "case.next-document") ? 1 : -1, FALSE);
}

static void
show_history (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_menu_button_popup (JR_CASE_PAGE (widget)->history_button);
}

static void
toggle_sidebar (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AdwFlap *flap = JR_CASE_PAGE (widget)->flap;

  adw_flap_set_reveal_flap (flap, !adw_flap_get_reveal_flap (flap));
}

static void
take_paper (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (g_str_equal (action, "case.print"))
    jr_case_page_print (JR_CASE_PAGE (widget));
  else
    jr_case_page_save_copy (JR_CASE_PAGE (widget));
}

static void
place_mark (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrCasePage *self = JR_CASE_PAGE (widget);
  gboolean    is_placing = jr_mark_board_get_mode (self->board) == JR_MARK_MODE_PLACING;

  jr_mark_board_set_mode (self->board, is_placing ? JR_MARK_MODE_OFF : JR_MARK_MODE_PLACING);
  /* So that Enter and arrows are the mark's and not the button's that was pressed. */
  jr_document_view_grab_focus (self->documents);
}

static void
enter_mark (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrCasePage *self = JR_CASE_PAGE (widget);

  if (jr_mark_board_get_mode (self->board) == JR_MARK_MODE_PLACING)
    jr_document_view_put_mark (self->documents);
  else
    jr_mark_board_set_mode (self->board, JR_MARK_MODE_OFF);
}

static void
leave_mark (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrCasePage *self = JR_CASE_PAGE (widget);

  jr_mark_board_set_mode (self->board, JR_MARK_MODE_OFF);
  jr_document_view_grab_focus (self->documents);
}

static void
remove_mark (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrCasePage *self = JR_CASE_PAGE (widget);

  jr_mark_board_remove (self->board, jr_mark_board_get_selected (self->board));
  jr_document_view_grab_focus (self->documents);
}

static void
move_mark (GtkWidget *widget, const char *action, GVariant *parameter)
{
  int dx, dy;

  g_variant_get (parameter, "(ii)", &dx, &dy);
  jr_document_view_move_mark (JR_CASE_PAGE (widget)->documents, dx, dy);
}

static void
resize_mark (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jr_document_view_resize_mark (JR_CASE_PAGE (widget)->documents, g_variant_get_int32 (parameter));
}

void
jr_case_page_install_actions (GtkWidgetClass *klass)
{
  static const struct
  {
    const char                 *name;
    const char                 *parameter;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "case.claim", NULL, act_on_review },
    { "case.release", NULL, act_on_review },
    { "case.recall", NULL, act_on_review },
    { "case.look-again", NULL, act_on_review },
    { "case.discard", NULL, act_on_review },
    { "case.write-opinion", NULL, act_on_review },
    { "case.approve", NULL, decide },
    { "case.reject", NULL, decide },
    { "case.return", NULL, decide },
    { "case.insert-phrase", "s", write_text },
    { "case.add-missing", "s", write_text },
    { "case.next", NULL, leave },
    { "case.back", NULL, leave },
    { "case.leave-text", NULL, leave_text },
    { "case.next-document", NULL, turn_document },
    { "case.previous-document", NULL, turn_document },
    { "case.show-history", NULL, show_history },
    { "case.toggle-sidebar", NULL, toggle_sidebar },
    { "case.save-copy", NULL, take_paper },
    { "case.print", NULL, take_paper },
    { "case.mark-place", NULL, place_mark },
    { "case.mark-enter", NULL, enter_mark },
    { "case.mark-leave", NULL, leave_mark },
    { "case.mark-remove", NULL, remove_mark },
    { "case.mark-move", "(ii)", move_mark },
    { "case.mark-resize", "i", resize_mark },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
}

void
jr_case_page_update_actions (JrCasePage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean   can_decide = jr_decision_panel_can_decide (self->panel);

  gtk_widget_action_set_enabled (widget, "case.claim", jr_decision_panel_can_claim (self->panel));
  gtk_widget_action_set_enabled (widget, "case.release",
                                 jr_decision_panel_can_release (self->panel));
  gtk_widget_action_set_enabled (widget, "case.recall", jr_decision_panel_can_recall (self->panel));
  gtk_widget_action_set_enabled (widget, "case.approve", can_decide);
  gtk_widget_action_set_enabled (widget, "case.reject", can_decide);
  gtk_widget_action_set_enabled (widget, "case.return", can_decide);
  gtk_widget_action_set_enabled (widget, "case.mark-place", can_decide);
  if (!can_decide)
    jr_mark_board_set_mode (self->board, JR_MARK_MODE_OFF);
}

static JrPageFocus
find_focus (JrCasePage *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL)
    return JR_PAGE_FOCUS_ELSEWHERE;
  if (gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return JR_PAGE_FOCUS_MENU;
  if (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus))
    return JR_PAGE_FOCUS_TEXT;
  if (GTK_IS_LIST_BOX_ROW (focus))
    return JR_PAGE_FOCUS_LIST;
  if (GTK_IS_BUTTON (focus) || GTK_IS_CHECK_BUTTON (focus))
    return JR_PAGE_FOCUS_BUTTON;
  return JR_PAGE_FOCUS_ELSEWHERE;
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                JrCasePage            *self)
{
  gboolean    is_marking = jr_mark_board_get_mode (self->board) != JR_MARK_MODE_OFF;
  const char *detailed = jr_page_keys_find_action (keyval, state, find_focus (self), is_marking);
  g_autofree char     *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (detailed == NULL || !g_action_parse_detailed_name (detailed, &name, &target, NULL))
    return GDK_EVENT_PROPAGATE;
  /* From the document view, whose own actions are below those of this page. */
  gtk_widget_activate_action_variant (GTK_WIDGET (self->documents), name, target);
  return GDK_EVENT_STOP;
}

void
jr_case_page_add_keys (JrCasePage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
