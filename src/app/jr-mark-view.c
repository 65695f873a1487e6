/* jr-mark-view.c: one review mark on a page
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-mark-view.h"

#include <glib/gi18n.h>

#include "jr-opinion-words.h"
#include "jr-page-pixels.h"

/* Shows what jr_desk_draw_mark_async() gives for the mark; until it has come there is only the frame. The picture is
 * asked for again when the words or the size change, and the last one is stretched meanwhile. */

#define PICTURE_STEP                                                                               \
  64 /* pixels: sizes are rounded up to this, so that zooming seldom needs a new picture */
#define PICTURE_MAXIMUM 1024

struct _JrMarkView
{
  GtkWidget parent_instance;

  JrDesk        *desk;
  JrStamp       *stamp;
  JrDecision    *decision; /* NULL: a draft */
  char          *department;
  int            draft;
  gboolean       is_selected;
  JrDecisionKind kind;
  GdkTexture    *picture;
  int            asked_width; /* of the picture shown or on its way; 0: none */
  JrDecisionKind asked_kind;
  JrDecision    *asked_decision; /* only compared */
  GCancellable  *cancellable;
};

G_DEFINE_FINAL_TYPE (JrMarkView, jr_mark_view, GTK_TYPE_WIDGET)

enum
{
  PICKED,
  DRAGGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
jr_mark_view_dispose (GObject *object)
{
  JrMarkView *self = JR_MARK_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->stamp, jr_stamp_unref);
  g_clear_pointer (&self->decision, jr_decision_unref);
  g_clear_pointer (&self->department, g_free);
  G_OBJECT_CLASS (jr_mark_view_parent_class)->dispose (object);
}

static void
append_frame (JrMarkView *self, GtkSnapshot *snapshot, float width, float height)
{
  cairo_t     *context;
  const double dashes[] = { 5, 4 };
  const double line = self->is_selected ? 2 : 1.25;

  context = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo_set_source_rgb (context, 0.11, 0.44, 0.85);
  cairo_set_line_width (context, line);
  cairo_set_dash (context, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_rectangle (context, line / 2, line / 2, (double) width - line, (double) height - line);
  cairo_stroke (context);
  cairo_destroy (context);
}

static void
jr_mark_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  JrMarkView *self = JR_MARK_VIEW (widget);
  float       width = (float) gtk_widget_get_width (widget);
  float       height = (float) gtk_widget_get_height (widget);

  if (self->picture != NULL)
    {
      gtk_snapshot_push_opacity (snapshot, self->draft == JR_MARK_GHOST ? 0.55 : 1.0);
      gtk_snapshot_append_texture (snapshot, self->picture,
                                   &GRAPHENE_RECT_INIT (0, 0, width, height));
      gtk_snapshot_pop (snapshot);
    }
  if (self->draft != JR_MARK_DECIDED)
    append_frame (self, snapshot, width, height);
}

static void
on_drag_begun (GtkGestureDrag *gesture, double x, double y, JrMarkView *self)
{
  if (self->draft < 0)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit (self, signals[PICKED], 0);
}

/* The widget moves under the pointer, so each offset counts from where the mark now is. */
static void
on_dragged (GtkGestureDrag *gesture, double dx, double dy, JrMarkView *self)
{
  g_signal_emit (self, signals[DRAGGED], 0, dx, dy);
}

static void
on_focus_entered (GtkEventControllerFocus *focus, JrMarkView *self)
{
  if (self->draft >= 0)
    g_signal_emit (self, signals[PICKED], 0);
}

static void
jr_mark_view_class_init (JrMarkViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jr_mark_view_dispose;
  widget_class->snapshot = jr_mark_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "reviewmark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  signals[PICKED] = g_signal_new ("picked", JR_TYPE_MARK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[DRAGGED] = g_signal_new ("dragged", JR_TYPE_MARK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
jr_mark_view_init (JrMarkView *self)
{
  GtkGesture         *drag = gtk_gesture_drag_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begun), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_dragged), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (focus, "enter", G_CALLBACK (on_focus_entered), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

GtkWidget *
jr_mark_view_new (JrDesk *desk)
{
  JrMarkView *self = g_object_new (JR_TYPE_MARK_VIEW, NULL);

  self->desk = g_object_ref (desk);
  return GTK_WIDGET (self);
}

static void
on_picture_drawn (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (JrPagePixels) pixels = jr_desk_draw_mark_finish (JR_DESK (source), result, &error);
  JrMarkView              *self = data;

  if (pixels == NULL)
    {
      /* Cancelled: the widget may be gone. Otherwise the frame with its accessible name stays, and the next change asks
       * again. */
      g_debug ("No picture of a mark: %s", error->message);
      return;
    }
  g_clear_object (&self->picture);
  self->picture = jr_page_pixels_to_texture (pixels);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static char *
format_date (JrTime time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / JR_TIME_SECOND);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M") : g_strdup ("");
}

static void
ask_for_picture (JrMarkView *self, int width)
{
  const JrActor   *me = jr_desk_get_me (self->desk);
  const JrActor   *by = self->decision != NULL ? self->decision->by : me;
  g_autofree char *date =
    format_date (self->decision != NULL ? self->decision->at : jr_time_now ());
  JrMark mark = {
    .page = self->stamp->page,
    .x_um = self->stamp->x_um,
    .y_um = self->stamp->y_um,
    .width_um = self->stamp->width_um,
    .height_um = self->stamp->height_um,
    .kind = jr_decision_kind_to_string (self->kind),
    .word = jr_decision_kind_get_mark_word (self->kind),
    .department = jr_desk_get_department_name (self->desk, self->department),
    .reviewer = by != NULL ? by->name : "",
    .date = date,
  };

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->asked_width = width;
  self->asked_kind = self->kind;
  self->asked_decision = self->decision;
  jr_desk_draw_mark_async (self->desk, &mark, (guint) width, self->cancellable, on_picture_drawn,
                           self);
}

static void
describe (JrMarkView *self)
{
  const char      *department = jr_desk_get_department_name (self->desk, self->department);
  g_autofree char *label = NULL;

  if (self->decision == NULL)
    label = g_strdup (_ ("My review mark, not sent yet"));
  else
    /* Translators: department, then the decision in one word */
    label = g_strdup_printf (_ ("Review mark of %s: %s"), department,
                             jr_opinion_word_for_decision (self->decision->kind));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), label);
}

static void
take_place (JrMarkView *self, const JrMarkPlace *place, JrDecisionKind intent)
{
  g_autoptr (JrStamp)    stamp = jr_stamp_ref (place->stamp);
  g_autoptr (JrDecision) decision = NULL;

  if (place->decision != NULL)
    decision = jr_decision_ref (place->decision);
  g_clear_pointer (&self->stamp, jr_stamp_unref);
  g_clear_pointer (&self->decision, jr_decision_unref);
  self->stamp = g_steal_pointer (&stamp);
  self->decision = g_steal_pointer (&decision);
  self->kind = self->decision != NULL ? self->decision->kind : intent;
  self->draft = place->draft;
  self->is_selected = place->is_selected;
  if (g_strcmp0 (self->department, place->department) == 0)
    return;
  g_free (self->department);
  self->department = g_strdup (place->department);
}

void
jr_mark_view_show (JrMarkView *self, const JrMarkPlace *place, JrDecisionKind intent, int width)
{
  int pixels = MAX (1, width) * gtk_widget_get_scale_factor (GTK_WIDGET (self));

  take_place (self, place, intent);
  pixels = MIN (PICTURE_MAXIMUM, (pixels + PICTURE_STEP - 1) / PICTURE_STEP * PICTURE_STEP);
  if (pixels != self->asked_width || self->kind != self->asked_kind ||
      self->decision != self->asked_decision)
    ask_for_picture (self, pixels);
  gtk_widget_set_focusable (GTK_WIDGET (self), self->draft >= 0);
  gtk_widget_set_can_target (GTK_WIDGET (self), self->draft != JR_MARK_GHOST);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->draft >= 0 ? "move" : NULL);
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

int
jr_mark_view_get_draft (JrMarkView *self)
{
  return self->draft;
}

const JrStamp *
jr_mark_view_get_stamp (JrMarkView *self)
{
  return self->stamp;
}
