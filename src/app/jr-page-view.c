/* jr-page-view.c: one page of a document
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-page-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "jr-mark-view.h"
#include "jr-page-notice.h"
#include "jr-page-pixels.h"

/* A sheet of paper: placeholder, picture or the reason why there is no picture, and on it the review marks as child
 * widgets. A page that failed never looks like a blank page: it has no paper, it has an icon, a sentence and a button.
 * Turning the view turns the whole sheet with its marks by one transform. */

/* Past this many pixels the picture is stretched instead: 64 MB a page. */
#define PIXELS_MAXIMUM (16.0 * 1024 * 1024)
/* Zooming by wheel asks for pixels when it rests this long. */
#define SETTLE_MILLISECONDS 120

struct _JrPageView
{
  GtkWidget parent_instance;

  JrDesk        *desk;
  JrMarkBoard   *board;
  JrDocument    *document;
  guint          page;
  guint          n_pages;
  JrPageGeometry geometry;

  JrPageState   state;
  GdkTexture   *picture;
  guint         asked_width; /* of the picture shown or on its way; 0: none */
  guint         settle_id;
  GCancellable *cancellable;
  JrPageNotice *notice; /* placeholder or error; hidden while the picture shows */
  GPtrArray    *marks;  /* (element-type JrMarkView) children */
};

G_DEFINE_FINAL_TYPE (JrPageView, jr_page_view, GTK_TYPE_WIDGET)

static guint state_changed_signal;

static void
cancel_request (JrPageView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->asked_width = 0;
}

static void
jr_page_view_dispose (GObject *object)
{
  JrPageView *self = JR_PAGE_VIEW (object);

  cancel_request (self);
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  if (self->notice != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->notice));
  self->notice = NULL;
  g_clear_object (&self->picture);
  g_clear_object (&self->desk);
  g_clear_object (&self->board);
  g_clear_pointer (&self->document, jr_document_unref);
  G_OBJECT_CLASS (jr_page_view_parent_class)->dispose (object);
}

static void
describe (JrPageView *self, const char *fault)
{
  g_autofree char *label = NULL;

  /* Translators: page number, number of pages, name of the document */
  label =
    g_strdup_printf (_ ("Page %u of %u, %s"), self->page + 1, self->n_pages, self->document->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, fault != NULL ? fault : "",
                                  -1);
}

static void
set_state (JrPageView *self, JrPageState state, const char *fault)
{
  self->state = state;
  gtk_widget_set_visible (GTK_WIDGET (self->notice), state != JR_PAGE_SHOWN);
  if (state == JR_PAGE_FAILED)
    jr_page_notice_show_fault (self->notice, self->page, fault);
  else if (state == JR_PAGE_LOADING)
    jr_page_notice_show_loading (self->notice, self->page);
  describe (self, fault);
  if (state == JR_PAGE_SHOWN)
    gtk_widget_add_css_class (GTK_WIDGET (self), "paper");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "paper");
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, state_changed_signal, 0);
}

static void
on_rendered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (JrPagePixels) pixels = jr_desk_render_page_finish (JR_DESK (source), result, &error);
  g_autofree char         *words = NULL;
  JrPageView              *self = data;

  if (pixels == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the page may be gone */
  g_clear_object (&self->cancellable);
  g_clear_object (&self->picture);
  if (pixels != NULL)
    {
      self->picture = jr_page_pixels_to_texture (pixels);
      set_state (self, JR_PAGE_SHOWN, NULL);
      return;
    }
  self->asked_width = 0;
  words = jr_desk_describe_error (self->desk, error);
  set_state (self, JR_PAGE_FAILED, words);
}

static guint
get_wanted_width (JrPageView *self)
{
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double width = jr_page_geometry_get_upright_width (&self->geometry) * scale;
  double height = jr_page_geometry_get_upright_height (&self->geometry) * scale;

  if (width * height > PIXELS_MAXIMUM)
    width *= sqrt (PIXELS_MAXIMUM / (width * height));
  return (guint) MAX (1, width);
}

static void
ask_for_pixels (JrPageView *self)
{
  guint width = get_wanted_width (self);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  if (width == self->asked_width || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  cancel_request (self);
  self->cancellable = g_cancellable_new ();
  self->asked_width = width;
  if (self->picture == NULL)
    set_state (self, JR_PAGE_LOADING, NULL);
  jr_desk_render_page_async (self->desk, self->document->sha256, self->page, width,
                             self->cancellable, on_rendered, self);
}

static gboolean
on_settled (gpointer data)
{
  JrPageView *self = data;

  self->settle_id = 0;
  ask_for_pixels (self);
  return G_SOURCE_REMOVE;
}

static void
on_retry (JrPageNotice *notice, JrPageView *self)
{
  ask_for_pixels (self);
}

static void
jr_page_view_map (GtkWidget *widget)
{
  JrPageView *self = JR_PAGE_VIEW (widget);

  GTK_WIDGET_CLASS (jr_page_view_parent_class)->map (widget);
  if (self->state != JR_PAGE_FAILED)
    ask_for_pixels (self);
}

/* What failed stays failed until it is asked to try again: scrolling by must not start a dying worker each time. */
static void
jr_page_view_unmap (GtkWidget *widget)
{
  JrPageView *self = JR_PAGE_VIEW (widget);

  cancel_request (self);
  g_clear_object (&self->picture);
  if (self->state != JR_PAGE_FAILED)
    set_state (self, JR_PAGE_UNSEEN, NULL);
  GTK_WIDGET_CLASS (jr_page_view_parent_class)->unmap (widget);
}

static void
jr_page_view_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  JrPageView *self = JR_PAGE_VIEW (widget);
  int         width, height;

  jr_page_geometry_get_pixels (&self->geometry, &width, &height);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? width : height;
}

/* From the sheet as the file shows it to the sheet as it lies here. (transfer full) */
static GskTransform *
make_turn (JrPageView *self)
{
  int width, height;

  jr_page_geometry_get_pixels (&self->geometry, &width, &height);
  switch (self->geometry.turns % 4)
    {
    case 1:
      return gsk_transform_rotate (gsk_transform_translate (NULL,
                                                            &GRAPHENE_POINT_INIT ((float) width,
                                                                                  0)),
                                   90);
    case 2:
      return gsk_transform_rotate (gsk_transform_translate (NULL,
                                                            &GRAPHENE_POINT_INIT ((float) width,
                                                                                  (float) height)),
                                   180);
    case 3:
      return gsk_transform_rotate (gsk_transform_translate (NULL,
                                                            &GRAPHENE_POINT_INIT (0,
                                                                                  (float) height)),
                                   270);
    default:
      return NULL;
    }
}

static void
allocate_mark (JrPageView *self, JrMarkView *mark)
{
  JrPageGeometry upright = self->geometry;
  const JrStamp *stamp = jr_mark_view_get_stamp (mark);
  double         left, top, right, bottom;
  GskTransform  *place;

  upright.turns = 0;
  jr_page_geometry_from_page (&upright, stamp->x_um, stamp->y_um, &left, &top);
  jr_page_geometry_from_page (&upright, stamp->x_um + stamp->width_um,
                              stamp->y_um + stamp->height_um, &right, &bottom);
  gtk_widget_measure (GTK_WIDGET (mark), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  place =
    gsk_transform_translate (make_turn (self), &GRAPHENE_POINT_INIT ((float) left, (float) top));
  gtk_widget_allocate (GTK_WIDGET (mark), MAX (1, (int) lround (right - left)),
                       MAX (1, (int) lround (bottom - top)), -1, place);
}

static void
jr_page_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  JrPageView *self = JR_PAGE_VIEW (widget);

  if (gtk_widget_should_layout (GTK_WIDGET (self->notice)))
    {
      gtk_widget_measure (GTK_WIDGET (self->notice), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL,
                          NULL, NULL);
      gtk_widget_allocate (GTK_WIDGET (self->notice), width, height, -1, NULL);
    }
  for (guint i = 0; i < self->marks->len; i++)
    if (gtk_widget_should_layout (self->marks->pdata[i]))
      allocate_mark (self, self->marks->pdata[i]);
}

static void
jr_page_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  JrPageView     *self = JR_PAGE_VIEW (widget);
  GskTransform   *turn = make_turn (self);
  graphene_rect_t sheet =
    GRAPHENE_RECT_INIT (0, 0, (float) jr_page_geometry_get_upright_width (&self->geometry),
                        (float) jr_page_geometry_get_upright_height (&self->geometry));

  gtk_snapshot_save (snapshot);
  gtk_snapshot_transform (snapshot, turn);
  if (self->picture != NULL)
    gtk_snapshot_append_texture (snapshot, self->picture, &sheet);
  gtk_snapshot_restore (snapshot);
  gsk_transform_unref (turn);
  GTK_WIDGET_CLASS (jr_page_view_parent_class)->snapshot (widget, snapshot);
}

static void
on_mark_picked (JrMarkView *mark, JrPageView *self)
{
  jr_mark_board_select (self->board, jr_mark_view_get_draft (mark));
}

static void
on_mark_dragged (JrMarkView *mark, double dx, double dy, JrPageView *self)
{
  /* The mark is turned with the sheet, so its pixels are those of the upright page. */
  double scale = JR_PAGE_PIXELS_PER_UM * self->geometry.zoom;

  jr_mark_board_replace (self->board, jr_mark_view_get_draft (mark),
                         jr_mark_draft_move (jr_mark_view_get_stamp (mark), &self->geometry.size,
                                             llround (dx / scale), llround (dy / scale)));
}

static JrMarkView *
use_mark (JrPageView *self, guint index)
{
  GtkWidget *mark;

  if (index < self->marks->len)
    return self->marks->pdata[index];
  mark = jr_mark_view_new (self->desk);
  g_signal_connect (mark, "picked", G_CALLBACK (on_mark_picked), self);
  g_signal_connect (mark, "dragged", G_CALLBACK (on_mark_dragged), self);
  gtk_widget_set_parent (mark, GTK_WIDGET (self));
  g_ptr_array_add (self->marks, mark);
  return JR_MARK_VIEW (mark);
}

/* Marks lie on a sheet that is there to be read: none on a placeholder, none on a page that failed. */
static void
show_marks (JrPageView *self)
{
  g_autoptr (GArray) places = jr_mark_board_list (self->board, self->document->sha256, self->page);
  JrDecisionKind     intent = jr_mark_board_get_intent (self->board);
  guint              n_marks = self->state == JR_PAGE_SHOWN ? places->len : 0;

  for (guint i = 0; i < n_marks; i++)
    {
      const JrMarkPlace *place = &g_array_index (places, JrMarkPlace, i);
      double             width = (double) place->stamp->width_um * JR_PAGE_PIXELS_PER_UM;

      jr_mark_view_show (use_mark (self, i), place, intent,
                         (int) ceil (width * self->geometry.zoom));
    }
  if (self->marks->len > n_marks)
    g_ptr_array_set_size (self->marks, (int) n_marks);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
on_pointer_moved (GtkEventControllerMotion *motion, double x, double y, JrPageView *self)
{
  gint64 x_um, y_um;

  if (jr_mark_board_get_mode (self->board) != JR_MARK_MODE_PLACING || self->state != JR_PAGE_SHOWN)
    return;
  jr_page_geometry_to_page (&self->geometry, x, y, &x_um, &y_um);
  jr_mark_board_set_ghost (self->board, jr_mark_draft_put (self->document->sha256, self->page,
                                                           &self->geometry.size, x_um, y_um));
}

static void
on_pointer_left (GtkEventControllerMotion *motion, JrPageView *self)
{
  if (jr_mark_board_get_mode (self->board) == JR_MARK_MODE_PLACING)
    jr_mark_board_set_ghost (self->board, NULL);
}

static void
on_clicked (GtkGestureClick *click, int n_press, double x, double y, JrPageView *self)
{
  gint64 x_um, y_um;

  if (jr_mark_board_get_mode (self->board) != JR_MARK_MODE_PLACING)
    {
      jr_mark_board_set_mode (self->board, JR_MARK_MODE_OFF);
      return;
    }
  if (self->state != JR_PAGE_SHOWN)
    return;
  jr_page_geometry_to_page (&self->geometry, x, y, &x_um, &y_um);
  jr_mark_board_add (self->board, jr_mark_draft_put (self->document->sha256, self->page,
                                                     &self->geometry.size, x_um, y_um));
}

static void
jr_page_view_class_init (JrPageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jr_page_view_dispose;
  widget_class->map = jr_page_view_map;
  widget_class->unmap = jr_page_view_unmap;
  widget_class->measure = jr_page_view_measure;
  widget_class->size_allocate = jr_page_view_size_allocate;
  widget_class->snapshot = jr_page_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "page");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  state_changed_signal = g_signal_new ("state-changed", JR_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
jr_page_view_init (JrPageView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture         *click = gtk_gesture_click_new ();

  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  self->notice = JR_PAGE_NOTICE (jr_page_notice_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->notice), GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (self->notice, "retry", G_CALLBACK (on_retry), self);
  g_signal_connect (self, "state-changed", G_CALLBACK (show_marks), NULL);
  g_signal_connect (motion, "motion", G_CALLBACK (on_pointer_moved), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_pointer_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect (click, "pressed", G_CALLBACK (on_clicked), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
jr_page_view_new (JrDesk           *desk,
                  JrMarkBoard      *board,
                  const JrDocument *document,
                  guint             page,
                  guint             n_pages,
                  const JrPageSize *size)
{
  JrPageView *self = g_object_new (JR_TYPE_PAGE_VIEW, NULL);

  self->desk = g_object_ref (desk);
  self->board = g_object_ref (board);
  self->document = jr_document_ref (document);
  self->page = page;
  self->n_pages = n_pages;
  self->geometry = (JrPageGeometry){ *size, 0, 1.0 };
  g_signal_connect_object (board, "changed", G_CALLBACK (show_marks), self, G_CONNECT_SWAPPED);
  describe (self, NULL);
  return GTK_WIDGET (self);
}

void
jr_page_view_set_view (JrPageView *self, guint turns, double zoom)
{
  if (self->geometry.turns == turns && self->geometry.zoom == zoom)
    return;
  self->geometry.turns = turns;
  self->geometry.zoom = zoom;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  show_marks (self);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->settle_id = g_timeout_add (SETTLE_MILLISECONDS, on_settled, self);
}

JrPageState
jr_page_view_get_state (JrPageView *self)
{
  return self->state;
}

const JrPageGeometry *
jr_page_view_get_geometry (JrPageView *self)
{
  return &self->geometry;
}
