/* jr-page-stack.c: the pages of a document below one another
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-page-stack.h"

#include <math.h>

/* Every page has a widget, so that a screen reader finds them all; those away from the window are not child-visible,
 * hence unmapped, hence hold no pixels. The stack sets its adjustments itself while it is allocated, which lets it keep
 * the same spot of the same page in place when zoom, turn or size change: the anchor. */

#define STEP_PIXELS 60
/* What stays of the last screen when the next is shown, as part of the window. */
#define SCREEN_PART 0.9

typedef struct
{
  guint    page;
  double   fraction; /* of the page's height */
  double   at;       /* of the window's height */
  gboolean is_set;
} Anchor;

struct _JrPageStack
{
  GtkWidget parent_instance;

  GtkAdjustment      *hadjustment;
  GtkAdjustment      *vadjustment;
  GtkScrollablePolicy hpolicy;
  GtkScrollablePolicy vpolicy;

  const JrDocumentFacts *facts; /* borrowed from the desk; NULL: empty */
  GPtrArray             *pages; /* (element-type JrPageView) children */
  GArray                *offsets;
  guint                  turns;
  JrPageFit              fit;
  double                 zoom;
  Anchor                 anchor;
  guint                  current;
  gboolean               is_configuring;
};

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static guint moved_signal;

G_DEFINE_FINAL_TYPE_WITH_CODE (JrPageStack,
                               jr_page_stack,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static int
get_offset (JrPageStack *self, guint page)
{
  return g_array_index (self->offsets, int, page);
}

static int
get_page_height (JrPageStack *self, guint page)
{
  return get_offset (self, page + 1) - get_offset (self, page) - JR_PAGE_GAP;
}

static int
get_widest (JrPageStack *self)
{
  int widest = 0;

  for (guint i = 0; i < self->pages->len; i++)
    {
      int width, height;

      jr_page_geometry_get_pixels (jr_page_view_get_geometry (self->pages->pdata[i]), &width,
                                   &height);
      widest = MAX (widest, width);
    }
  return widest + 2 * JR_PAGE_GAP;
}

static void
set_anchor (JrPageStack *self, double at)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double y;

  if (self->pages->len == 0 || self->vadjustment == NULL || self->anchor.is_set)
    return;
  y = gtk_adjustment_get_value (self->vadjustment) + at * height;
  self->anchor.page = MIN (jr_page_at_offset (self->offsets, y), self->pages->len - 1);
  self->anchor.fraction =
    (y - get_offset (self, self->anchor.page)) / MAX (1, get_page_height (self, self->anchor.page));
  self->anchor.at = at;
  self->anchor.is_set = TRUE;
}

static void
update_view (JrPageStack *self)
{
  for (guint i = 0; i < self->pages->len; i++)
    jr_page_view_set_view (self->pages->pdata[i], self->turns, self->zoom);
  g_clear_pointer (&self->offsets, g_array_unref);
  if (self->facts != NULL)
    self->offsets = jr_page_offsets (self->facts, self->turns, self->zoom);
}

/* Fitting to the window's size changes the sizes of the pages while they are allocated; they are measured after it. */
static void
fit_to (JrPageStack *self, int width, int height)
{
  double zoom;

  if (self->fit == JR_PAGE_FIT_NONE || self->facts == NULL)
    return;
  zoom = jr_page_zoom_to_fit (self->facts, self->turns, self->fit, width, height);
  if (fabs (zoom - self->zoom) < 0.0001)
    return;
  set_anchor (self, 0.5);
  self->zoom = zoom;
  update_view (self);
}

static double
get_anchored_value (JrPageStack *self, int height)
{
  double value = gtk_adjustment_get_value (self->vadjustment);

  if (self->anchor.is_set && self->anchor.page < self->pages->len)
    value = get_offset (self, self->anchor.page) +
            self->anchor.fraction * get_page_height (self, self->anchor.page) -
            self->anchor.at * height;
  self->anchor.is_set = FALSE;
  return value;
}

static void
configure (JrPageStack *self, int width, int height)
{
  int    total = self->pages->len > 0 ? get_offset (self, self->pages->len) : 0;
  int    widest = get_widest (self);
  double x = gtk_adjustment_get_value (self->hadjustment);
  double y = get_anchored_value (self, height);
  double old_range = gtk_adjustment_get_upper (self->hadjustment) - width;

  if (widest > width && old_range <= 0)
    x = (widest - width) / 2.0;
  self->is_configuring = TRUE;
  gtk_adjustment_configure (self->vadjustment, CLAMP (y, 0, MAX (0, total - height)), 0,
                            MAX (total, height), STEP_PIXELS, height * SCREEN_PART, height);
  gtk_adjustment_configure (self->hadjustment, CLAMP (x, 0, MAX (0, widest - width)), 0,
                            MAX (widest, width), STEP_PIXELS, width * SCREEN_PART, width);
  self->is_configuring = FALSE;
}

static void
allocate_page (JrPageStack *self, guint page, int width)
{
  GtkWidget *child = self->pages->pdata[page];
  int        page_width, page_height, x;

  jr_page_geometry_get_pixels (jr_page_view_get_geometry (JR_PAGE_VIEW (child)), &page_width,
                               &page_height);
  x = MAX (JR_PAGE_GAP, (MAX (width, get_widest (self)) - page_width) / 2);
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (child,
                            &(GtkAllocation){ x -
                                                (int) gtk_adjustment_get_value (self->hadjustment),
                                              get_offset (self, page) -
                                                (int) gtk_adjustment_get_value (self->vadjustment),
                                              page_width, page_height },
                            -1);
}

static void
set_current (JrPageStack *self, guint current)
{
  if (self->current == current)
    return;
  self->current = current;
  g_signal_emit (self, moved_signal, 0);
}

static void
jr_page_stack_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  JrPageStack *self = JR_PAGE_STACK (widget);
  double       top;
  guint        first, last;

  if (self->hadjustment == NULL || self->vadjustment == NULL)
    return;
  fit_to (self, width, height);
  configure (self, width, height);
  if (self->pages->len == 0)
    return;
  top = gtk_adjustment_get_value (self->vadjustment);
  first = jr_page_at_offset (self->offsets, top);
  last = MIN (jr_page_at_offset (self->offsets, top + height), self->pages->len - 1);
  first = first > 0 ? first - 1 : 0;
  last = MIN (last + 1, self->pages->len - 1);
  for (guint i = 0; i < self->pages->len; i++)
    {
      gboolean is_near = i >= first && i <= last;

      gtk_widget_set_child_visible (self->pages->pdata[i], is_near);
      if (is_near)
        allocate_page (self, i, width);
    }
  set_current (self,
               MIN (jr_page_at_offset (self->offsets, top + height / 2.0), self->pages->len - 1));
}

static void
on_scrolled (GtkAdjustment *adjustment, JrPageStack *self)
{
  if (!self->is_configuring)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
set_adjustment (JrPageStack *self, GtkAdjustment **place, GtkAdjustment *adjustment)
{
  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, on_scrolled, self);
  g_set_object (place, adjustment);
  if (adjustment != NULL)
    g_signal_connect (adjustment, "value-changed", G_CALLBACK (on_scrolled), self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
jr_page_stack_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  JrPageStack *self = JR_PAGE_STACK (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->hpolicy = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vpolicy = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
jr_page_stack_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  JrPageStack *self = JR_PAGE_STACK (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->hpolicy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->vpolicy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
jr_page_stack_dispose (GObject *object)
{
  JrPageStack *self = JR_PAGE_STACK (object);

  if (self->pages != NULL)
    jr_page_stack_clear (self);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  set_adjustment (self, &self->hadjustment, NULL);
  set_adjustment (self, &self->vadjustment, NULL);
  G_OBJECT_CLASS (jr_page_stack_parent_class)->dispose (object);
}

static void
jr_page_stack_class_init (JrPageStackClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = jr_page_stack_dispose;
  object_class->set_property = jr_page_stack_set_property;
  object_class->get_property = jr_page_stack_get_property;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  widget_class->size_allocate = jr_page_stack_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "pages");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  moved_signal = g_signal_new ("moved", JR_TYPE_PAGE_STACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
jr_page_stack_init (JrPageStack *self)
{
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  self->fit = JR_PAGE_FIT_PAGE;
  self->zoom = 1.0;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

void
jr_page_stack_clear (JrPageStack *self)
{
  g_ptr_array_set_size (self->pages, 0);
  g_clear_pointer (&self->offsets, g_array_unref);
  self->facts = NULL;
  self->current = 0;
  self->anchor.is_set = FALSE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
on_page_state_changed (JrPageView *page, JrPageStack *self)
{
  if (self->current < self->pages->len && self->pages->pdata[self->current] == page)
    g_signal_emit (self, moved_signal, 0);
}

void
jr_page_stack_set_document (JrPageStack           *self,
                            JrDesk                *desk,
                            JrMarkBoard           *board,
                            const JrDocument      *document,
                            const JrDocumentFacts *facts)
{
  jr_page_stack_clear (self);
  self->facts = facts;
  for (guint i = 0; i < facts->n_pages; i++)
    {
      GtkWidget *page =
        jr_page_view_new (desk, board, document, i, facts->n_pages, &facts->pages[i]);

      gtk_widget_set_child_visible (page, FALSE);
      gtk_widget_set_parent (page, GTK_WIDGET (self));
      g_signal_connect (page, "state-changed", G_CALLBACK (on_page_state_changed), self);
      g_ptr_array_add (self->pages, page);
    }
  update_view (self);
  self->anchor = (Anchor){ .is_set = TRUE };
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_signal_emit (self, moved_signal, 0);
}

void
jr_page_stack_set_view (JrPageStack *self, guint turns, JrPageFit fit, double zoom)
{
  set_anchor (self, 0.5);
  self->turns = turns % 4;
  self->fit = fit;
  if (fit == JR_PAGE_FIT_NONE)
    self->zoom = CLAMP (zoom, MIN (self->zoom, JR_PAGE_ZOOM_MINIMUM), JR_PAGE_ZOOM_MAXIMUM);
  update_view (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_signal_emit (self, moved_signal, 0);
}

double
jr_page_stack_get_zoom (JrPageStack *self)
{
  return self->zoom;
}

JrPageFit
jr_page_stack_get_fit (JrPageStack *self)
{
  return self->fit;
}

guint
jr_page_stack_get_turns (JrPageStack *self)
{
  return self->turns;
}

guint
jr_page_stack_get_n_pages (JrPageStack *self)
{
  return self->pages->len;
}

guint
jr_page_stack_get_current (JrPageStack *self)
{
  return self->current;
}

JrPageView *
jr_page_stack_get_page (JrPageStack *self, guint page)
{
  return page < self->pages->len ? self->pages->pdata[page] : NULL;
}

void
jr_page_stack_go_to (JrPageStack *self, guint page)
{
  if (self->pages->len == 0)
    return;
  page = MIN (page, self->pages->len - 1);
  gtk_adjustment_set_value (self->vadjustment, get_offset (self, page) - JR_PAGE_GAP);
  /* The last pages may not reach the top of the window: they are current because they were asked for. */
  set_current (self, page);
}

gboolean
jr_page_stack_scroll_screen (JrPageStack *self, int direction)
{
  double value = gtk_adjustment_get_value (self->vadjustment);

  /* A whole page in the window: to the next one exactly, not to nine tenths of it. */
  if (self->fit == JR_PAGE_FIT_PAGE && self->pages->len > 0)
    {
      guint target = direction > 0 ? self->current + 1 : MAX (self->current, 1) - 1;

      if (target >= self->pages->len || target == self->current)
        return FALSE;
      jr_page_stack_go_to (self, target);
      return TRUE;
    }
  gtk_adjustment_set_value (self->vadjustment,
                            value +
                              direction * gtk_adjustment_get_page_increment (self->vadjustment));
  return gtk_adjustment_get_value (self->vadjustment) != value;
}

void
jr_page_stack_scroll_step (JrPageStack *self, int dx, int dy)
{
  gtk_adjustment_set_value (self->hadjustment,
                            gtk_adjustment_get_value (self->hadjustment) + dx * STEP_PIXELS);
  gtk_adjustment_set_value (self->vadjustment,
                            gtk_adjustment_get_value (self->vadjustment) + dy * STEP_PIXELS);
}

void
jr_page_stack_reveal (JrPageStack *self, guint page, gint64 x_um, gint64 y_um)
{
  JrPageView *view = jr_page_stack_get_page (self, page);
  double      x, y;

  if (view == NULL || self->vadjustment == NULL)
    return;
  jr_page_geometry_from_page (jr_page_view_get_geometry (view), x_um, y_um, &x, &y);
  y += get_offset (self, page);
  gtk_adjustment_clamp_page (self->vadjustment, y - STEP_PIXELS, y + STEP_PIXELS);
  gtk_adjustment_clamp_page (self->hadjustment, x - STEP_PIXELS, x + STEP_PIXELS);
}
