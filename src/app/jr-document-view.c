/* jr-document-view.c: a document to read, with its bar
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-document-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "jr-seen.h"

/* Opens one document at a time through the desk and gives it to the page stack; holds zoom and turn, which stay when
 * the next document is shown. Everything a person can do here is an action, so that the bar, the keys of the case page
 * and the screen reader do the same things. */

struct _JrDocumentView
{
  AdwBin parent_instance;

  AdwToastOverlay   *toasts;
  GtkStack          *stack;
  GtkScrolledWindow *scroller;
  JrPageStack       *pages;
  AdwStatusPage     *fault;
  GtkWidget         *bar;
  GtkEntry          *number;
  GtkLabel          *total;
  GtkLabel          *zoom;
  GtkRevealer       *hint;
  GtkLabel          *hint_words;

  JrDesk                *desk;
  JrMarkBoard           *board;
  JrDocument            *document;
  const JrDocumentFacts *facts; /* borrowed from the desk while the document is open */
  GCancellable          *cancellable;
  gboolean               begins_at_end;
};

G_DEFINE_FINAL_TYPE (JrDocumentView, jr_document_view, ADW_TYPE_BIN)

enum
{
  OPENED,
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_bar (JrDocumentView *self)
{
  guint            n_pages = jr_page_stack_get_n_pages (self->pages);
  guint            current = jr_page_stack_get_current (self->pages);
  g_autofree char *number = g_strdup_printf ("%u", n_pages > 0 ? current + 1 : 0);
  /* Translators: the number of pages behind the number of the current one: "2 / 10" */
  g_autofree char *total = g_strdup_printf (_ ("/ %u"), n_pages);
  g_autofree char *zoom =
    g_strdup_printf ("%d %%", (int) lround (100 * jr_page_stack_get_zoom (self->pages)));

  if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->number)))))
    gtk_editable_set_text (GTK_EDITABLE (self->number), number);
  gtk_label_set_label (self->total, total);
  gtk_label_set_label (self->zoom, zoom);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.zoom-in",
                                 jr_page_stack_get_zoom (self->pages) < JR_PAGE_ZOOM_MAXIMUM);
  gtk_widget_set_sensitive (self->bar, n_pages > 0);
}

static void
update_hint (JrDocumentView *self)
{
  JrMarkMode mode = jr_mark_board_get_mode (self->board);

  gtk_revealer_set_reveal_child (self->hint, mode != JR_MARK_MODE_OFF);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->pages),
                                   mode == JR_MARK_MODE_PLACING ? "crosshair" : NULL);
  if (mode == JR_MARK_MODE_PLACING)
    gtk_label_set_label (self->hint_words, jr_document_view_can_mark (self)
                                             ? _ ("Click where the mark goes, or press Enter")
                                             : _ ("This page cannot be marked: it is not shown"));
  else if (mode == JR_MARK_MODE_ADJUSTING)
    gtk_label_set_label (self->hint_words,
                         _ ("Arrows move the mark, + and − size it, Delete removes it"));
}

static void
on_moved (JrPageStack *pages, JrDocumentView *self)
{
  update_bar (self);
  update_hint (self);
}

static void
on_number_entered (GtkEntry *entry, JrDocumentView *self)
{
  guint64 number = 0;

  if (g_ascii_string_to_unsigned (gtk_editable_get_text (GTK_EDITABLE (entry)), 10, 1, G_MAXUINT,
                                  &number, NULL))
    jr_page_stack_go_to (self->pages, (guint) number - 1);
  gtk_widget_grab_focus (GTK_WIDGET (self->pages));
  update_bar (self);
}

static void
on_number_left (GtkEventControllerFocus *focus, JrDocumentView *self)
{
  update_bar (self);
}

static gboolean
on_wheel (GtkEventControllerScroll *wheel, double dx, double dy, JrDocumentView *self)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (wheel));

  if ((state & GDK_CONTROL_MASK) == 0 || dy == 0)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), dy < 0 ? "page.zoom-in" : "page.zoom-out", NULL);
  return GDK_EVENT_STOP;
}

static void
turn_page (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrDocumentView *self = JR_DOCUMENT_VIEW (widget);
  guint           current = jr_page_stack_get_current (self->pages);
  guint           n_pages = jr_page_stack_get_n_pages (self->pages);
  int             direction = g_str_equal (action, "page.next") ? 1 : -1;

  if ((direction > 0 && current + 1 >= n_pages) || (direction < 0 && current == 0))
    g_signal_emit (self, signals[ENDED], 0, direction);
  else
    jr_page_stack_go_to (self->pages, direction > 0 ? current + 1 : current - 1);
}

static void
turn_screen (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrDocumentView *self = JR_DOCUMENT_VIEW (widget);
  int             direction = g_str_equal (action, "page.next-screen") ? 1 : -1;

  if (!jr_page_stack_scroll_screen (self->pages, direction))
    g_signal_emit (self, signals[ENDED], 0, direction);
}

static void
jump (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrDocumentView *self = JR_DOCUMENT_VIEW (widget);

  jr_page_stack_go_to (self->pages, g_str_equal (action, "page.first") ? 0 : G_MAXUINT);
}

static void
scroll (GtkWidget *widget, const char *action, GVariant *parameter)
{
  int dx, dy;

  g_variant_get (parameter, "(ii)", &dx, &dy);
  jr_page_stack_scroll_step (JR_DOCUMENT_VIEW (widget)->pages, dx, dy);
}

static void
go_to (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (JR_DOCUMENT_VIEW (widget)->number));
}

static void
zoom (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrDocumentView *self = JR_DOCUMENT_VIEW (widget);
  double          zoom = jr_page_stack_get_zoom (self->pages);

  jr_page_stack_set_view (self->pages, jr_page_stack_get_turns (self->pages), JR_PAGE_FIT_NONE,
                          jr_page_zoom_step (zoom, g_str_equal (action, "page.zoom-in") ? 1 : -1));
  gtk_widget_queue_resize (GTK_WIDGET (self->pages));
}

static void
fit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrDocumentView *self = JR_DOCUMENT_VIEW (widget);

  jr_page_stack_set_view (self->pages, jr_page_stack_get_turns (self->pages),
                          g_str_equal (action, "page.fit-page") ? JR_PAGE_FIT_PAGE
                                                                : JR_PAGE_FIT_WIDTH,
                          1.0);
}

static void
rotate (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrDocumentView *self = JR_DOCUMENT_VIEW (widget);

  jr_page_stack_set_view (self->pages, jr_page_stack_get_turns (self->pages) + 1,
                          jr_page_stack_get_fit (self->pages),
                          jr_page_stack_get_zoom (self->pages));
}

static void
reload (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JrDocumentView        *self = JR_DOCUMENT_VIEW (widget);
  g_autoptr (JrDocument) document = g_steal_pointer (&self->document);

  if (document != NULL)
    jr_document_view_show (self, document, FALSE);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "page.next", NULL, turn_page);
  gtk_widget_class_install_action (klass, "page.previous", NULL, turn_page);
  gtk_widget_class_install_action (klass, "page.next-screen", NULL, turn_screen);
  gtk_widget_class_install_action (klass, "page.previous-screen", NULL, turn_screen);
  gtk_widget_class_install_action (klass, "page.first", NULL, jump);
  gtk_widget_class_install_action (klass, "page.last", NULL, jump);
  gtk_widget_class_install_action (klass, "page.scroll", "(ii)", scroll);
  gtk_widget_class_install_action (klass, "page.go-to", NULL, go_to);
  gtk_widget_class_install_action (klass, "page.zoom-in", NULL, zoom);
  gtk_widget_class_install_action (klass, "page.zoom-out", NULL, zoom);
  gtk_widget_class_install_action (klass, "page.fit-page", NULL, fit);
  gtk_widget_class_install_action (klass, "page.fit-width", NULL, fit);
  gtk_widget_class_install_action (klass, "page.rotate", NULL, rotate);
  gtk_widget_class_install_action (klass, "page.reload", NULL, reload);
}

static void
jr_document_view_dispose (GObject *object)
{
  JrDocumentView *self = JR_DOCUMENT_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->board);
  g_clear_pointer (&self->document, jr_document_unref);
  G_OBJECT_CLASS (jr_document_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, JrDocumentView, toasts);
  gtk_widget_class_bind_template_child (klass, JrDocumentView, stack);
  gtk_widget_class_bind_template_child (klass, JrDocumentView, scroller);
  gtk_widget_class_bind_template_child (klass, JrDocumentView, pages);
  gtk_widget_class_bind_template_child (klass, JrDocumentView, fault);
  gtk_widget_class_bind_template_child (klass, JrDocumentView, bar);
  gtk_widget_class_bind_template_child (klass, JrDocumentView, number);
  gtk_widget_class_bind_template_child (klass, JrDocumentView, total);
  gtk_widget_class_bind_template_child (klass, JrDocumentView, zoom);
  gtk_widget_class_bind_template_child (klass, JrDocumentView, hint);
  gtk_widget_class_bind_template_child (klass, JrDocumentView, hint_words);
  gtk_widget_class_bind_template_callback (klass, on_moved);
  gtk_widget_class_bind_template_callback (klass, on_number_entered);
  gtk_widget_class_bind_template_callback (klass, on_number_left);
}

static void
jr_document_view_class_init (JrDocumentViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (JR_TYPE_PAGE_STACK);
  G_OBJECT_CLASS (klass)->dispose = jr_document_view_dispose;
  signals[OPENED] = g_signal_new ("opened", JR_TYPE_DOCUMENT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  signals[ENDED] = g_signal_new ("ended", JR_TYPE_DOCUMENT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/jointreview/JointReview/jr-document-view.ui");
  bind_children (widget_class);
  install_actions (widget_class);
}

static void
jr_document_view_init (JrDocumentView *self)
{
  GtkEventController *wheel = gtk_event_controller_scroll_new (
    GTK_EVENT_CONTROLLER_SCROLL_VERTICAL | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);

  gtk_widget_init_template (GTK_WIDGET (self));
  jr_seen_follow_stack (self->stack);
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect (wheel, "scroll", G_CALLBACK (on_wheel), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), wheel);
}

void
jr_document_view_set_up (JrDocumentView *self, JrDesk *desk, JrMarkBoard *board)
{
  self->desk = g_object_ref (desk);
  self->board = g_object_ref (board);
  g_signal_connect_object (board, "changed", G_CALLBACK (update_hint), self, G_CONNECT_SWAPPED);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError)     error = NULL;
  const JrDocumentFacts *facts = jr_desk_open_document_finish (JR_DESK (source), result, &error);
  JrDocumentView        *self = data;
  g_autofree char       *words = NULL;
  g_autofree char       *escaped = NULL;

  if (facts == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the view may be gone */
  g_clear_object (&self->cancellable);
  self->facts = facts;
  if (facts == NULL)
    {
      words = jr_desk_describe_error (self->desk, error);
      escaped = g_markup_escape_text (words, -1); /* AdwStatusPage reads markup */
      adw_status_page_set_description (self->fault, escaped);
      gtk_stack_set_visible_child_name (self->stack, "fault");
      update_bar (self);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "pages");
  jr_page_stack_set_document (self->pages, self->desk, self->board, self->document, facts);
  if (self->begins_at_end)
    jr_page_stack_go_to (self->pages, G_MAXUINT);
  g_signal_emit (self, signals[OPENED], 0, self->document->sha256, facts->n_pages);
}

void
jr_document_view_show (JrDocumentView *self, const JrDocument *document, gboolean at_end)
{
  g_autofree char *title = NULL;

  if (self->document != NULL && g_str_equal (self->document->sha256, document->sha256))
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->document, jr_document_unref);
  self->document = jr_document_ref (document);
  self->facts = NULL;
  self->begins_at_end = at_end;
  jr_page_stack_clear (self->pages);
  update_bar (self);
  title = g_markup_printf_escaped (_ ("“%s” cannot be opened"), document->name);
  adw_status_page_set_title (self->fault, title);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  jr_desk_open_document_async (self->desk, document, self->cancellable, on_opened, self);
}

const JrDocument *
jr_document_view_get_document (JrDocumentView *self)
{
  return self->document;
}

gboolean
jr_document_view_can_mark (JrDocumentView *self)
{
  JrPageView *page = jr_page_stack_get_page (self->pages, jr_page_stack_get_current (self->pages));

  return page != NULL && jr_page_view_get_state (page) == JR_PAGE_SHOWN;
}

static void
reveal_selected (JrDocumentView *self)
{
  const JrStamp *mark =
    jr_mark_board_get_draft (self->board, jr_mark_board_get_selected (self->board));

  if (mark != NULL && self->document != NULL && g_str_equal (mark->sha256, self->document->sha256))
    jr_page_stack_reveal (self->pages, mark->page, mark->x_um + mark->width_um / 2,
                          mark->y_um + mark->height_um / 2);
}

static GPtrArray *
list_stamps (JrDocumentView *self, guint page)
{
  GPtrArray         *stamps = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_stamp_unref);
  g_autoptr (GArray) places = jr_mark_board_list (self->board, self->document->sha256, page);

  for (guint i = 0; i < places->len; i++)
    g_ptr_array_add (stamps, jr_stamp_ref (g_array_index (places, JrMarkPlace, i).stamp));
  return stamps;
}

gboolean
jr_document_view_put_mark (JrDocumentView *self)
{
  guint                 page = jr_page_stack_get_current (self->pages);
  g_autoptr (GPtrArray) others = NULL;
  gboolean              is_put;

  if (!jr_document_view_can_mark (self))
    return FALSE;
  jr_mark_board_set_ghost (self->board, NULL);
  others = list_stamps (self, page);
  is_put =
    jr_mark_board_add (self->board, jr_mark_draft_put_default (self->document->sha256, page,
                                                               &self->facts->pages[page], others));
  reveal_selected (self);
  return is_put;
}

/* NULL unless the selected draft lies on the document that is open. */
static const JrStamp *
get_selected (JrDocumentView *self)
{
  const JrStamp *mark =
    jr_mark_board_get_draft (self->board, jr_mark_board_get_selected (self->board));

  if (mark == NULL || self->facts == NULL || mark->page >= self->facts->n_pages ||
      !g_str_equal (mark->sha256, self->document->sha256))
    return NULL;
  return mark;
}

void
jr_document_view_move_mark (JrDocumentView *self, gint64 dx_um, gint64 dy_um)
{
  const JrStamp *mark = get_selected (self);
  JrPageGeometry view;
  gint64         x0, y0, x1, y1;
  double         x, y;

  if (mark == NULL)
    return;
  /* Arrows go where they point on the screen, however the view is turned. */
  view =
    (JrPageGeometry){ self->facts->pages[mark->page], jr_page_stack_get_turns (self->pages), 1.0 };
  x = (double) dx_um * JR_PAGE_PIXELS_PER_UM;
  y = (double) dy_um * JR_PAGE_PIXELS_PER_UM;
  jr_page_geometry_to_page (&view, 0, 0, &x0, &y0);
  jr_page_geometry_to_page (&view, x, y, &x1, &y1);
  jr_mark_board_replace (self->board, jr_mark_board_get_selected (self->board),
                         jr_mark_draft_move (mark, &view.size, x1 - x0, y1 - y0));
  reveal_selected (self);
}

void
jr_document_view_resize_mark (JrDocumentView *self, gint64 by_um)
{
  const JrStamp *mark = get_selected (self);

  if (mark != NULL)
    jr_mark_board_replace (self->board, jr_mark_board_get_selected (self->board),
                           jr_mark_draft_resize (mark, &self->facts->pages[mark->page], by_um));
}

void
jr_document_view_grab_focus (JrDocumentView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->pages));
}

void
jr_document_view_add_toast (JrDocumentView *self, AdwToast *toast)
{
  adw_toast_overlay_add_toast (self->toasts, toast);
}
