/* jr-page-keys.c: which key does what on the case page
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-page-keys.h"

/* One table, looked up in the capture phase, so that page keys work wherever the focus is, as a reviewer with a hundred
 * cases before her needs it; the focus only says which keys belong to the widget that has it. A row with several places
 * works in each of them. */

typedef enum
{
  IN_READING = 1 << 0,
  IN_BUTTON = 1 << 1,
  IN_LIST = 1 << 2,
  IN_TEXT = 1 << 3,
  IN_MARKING = 1 << 4, /* and the focus neither in a text nor in a menu */

  IN_ALL_BUT_TEXT = IN_READING | IN_BUTTON | IN_LIST,
  IN_ALL = IN_ALL_BUT_TEXT | IN_TEXT,
} Place;

typedef struct
{
  guint           keyval;
  GdkModifierType state;
  guint           places;
  const char     *action;
} Key;

static const Key keys[] = {
  /* a mark comes first: it takes arrows and signs from the pages */
  { GDK_KEY_Return, 0, IN_MARKING, "case.mark-enter" },
  { GDK_KEY_KP_Enter, 0, IN_MARKING, "case.mark-enter" },
  { GDK_KEY_Escape, 0, IN_MARKING, "case.mark-leave" },
  { GDK_KEY_Delete, 0, IN_MARKING, "case.mark-remove" },
  { GDK_KEY_BackSpace, 0, IN_MARKING, "case.mark-remove" },
  { GDK_KEY_Left, 0, IN_MARKING, "case.mark-move((-1000,0))" },
  { GDK_KEY_Right, 0, IN_MARKING, "case.mark-move((1000,0))" },
  { GDK_KEY_Up, 0, IN_MARKING, "case.mark-move((0,-1000))" },
  { GDK_KEY_Down, 0, IN_MARKING, "case.mark-move((0,1000))" },
  { GDK_KEY_Left, GDK_SHIFT_MASK, IN_MARKING, "case.mark-move((-5000,0))" },
  { GDK_KEY_Right, GDK_SHIFT_MASK, IN_MARKING, "case.mark-move((5000,0))" },
  { GDK_KEY_Up, GDK_SHIFT_MASK, IN_MARKING, "case.mark-move((0,-5000))" },
  { GDK_KEY_Down, GDK_SHIFT_MASK, IN_MARKING, "case.mark-move((0,5000))" },
  { GDK_KEY_plus, 0, IN_MARKING, "case.mark-resize(2000)" },
  { GDK_KEY_equal, 0, IN_MARKING, "case.mark-resize(2000)" },
  { GDK_KEY_KP_Add, 0, IN_MARKING, "case.mark-resize(2000)" },
  { GDK_KEY_minus, 0, IN_MARKING, "case.mark-resize(-2000)" },
  { GDK_KEY_KP_Subtract, 0, IN_MARKING, "case.mark-resize(-2000)" },

  { GDK_KEY_Page_Down, 0, IN_ALL_BUT_TEXT, "page.next-screen" },
  { GDK_KEY_KP_Page_Down, 0, IN_ALL_BUT_TEXT, "page.next-screen" },
  { GDK_KEY_space, 0, IN_READING, "page.next-screen" },
  { GDK_KEY_Page_Up, 0, IN_ALL_BUT_TEXT, "page.previous-screen" },
  { GDK_KEY_KP_Page_Up, 0, IN_ALL_BUT_TEXT, "page.previous-screen" },
  { GDK_KEY_space, GDK_SHIFT_MASK, IN_READING, "page.previous-screen" },
  { GDK_KEY_Home, 0, IN_ALL_BUT_TEXT, "page.first" },
  { GDK_KEY_End, 0, IN_ALL_BUT_TEXT, "page.last" },
  { GDK_KEY_Down, 0, IN_READING | IN_BUTTON, "page.scroll((0,1))" },
  { GDK_KEY_Up, 0, IN_READING | IN_BUTTON, "page.scroll((0,-1))" },
  { GDK_KEY_Right, 0, IN_READING | IN_BUTTON, "page.next" },
  { GDK_KEY_Left, 0, IN_READING | IN_BUTTON, "page.previous" },
  { GDK_KEY_Page_Down, GDK_CONTROL_MASK, IN_ALL, "case.next-document" },
  { GDK_KEY_Page_Up, GDK_CONTROL_MASK, IN_ALL, "case.previous-document" },
  { GDK_KEY_bracketright, 0, IN_ALL_BUT_TEXT, "case.next-document" },
  { GDK_KEY_bracketleft, 0, IN_ALL_BUT_TEXT, "case.previous-document" },
  { GDK_KEY_plus, 0, IN_ALL_BUT_TEXT, "page.zoom-in" },
  { GDK_KEY_equal, 0, IN_ALL_BUT_TEXT, "page.zoom-in" },
  { GDK_KEY_KP_Add, 0, IN_ALL_BUT_TEXT, "page.zoom-in" },
  { GDK_KEY_minus, 0, IN_ALL_BUT_TEXT, "page.zoom-out" },
  { GDK_KEY_KP_Subtract, 0, IN_ALL_BUT_TEXT, "page.zoom-out" },
  { GDK_KEY_0, 0, IN_ALL_BUT_TEXT, "page.fit-page" },
  { GDK_KEY_plus, GDK_CONTROL_MASK, IN_ALL, "page.zoom-in" },
  { GDK_KEY_equal, GDK_CONTROL_MASK, IN_ALL, "page.zoom-in" },
  { GDK_KEY_minus, GDK_CONTROL_MASK, IN_ALL, "page.zoom-out" },
  { GDK_KEY_0, GDK_CONTROL_MASK, IN_ALL, "page.fit-page" },
  { GDK_KEY_w, 0, IN_ALL_BUT_TEXT, "page.fit-width" },
  { GDK_KEY_r, 0, IN_ALL_BUT_TEXT, "page.rotate" },
  { GDK_KEY_g, 0, IN_ALL_BUT_TEXT, "page.go-to" },
  { GDK_KEY_g, GDK_CONTROL_MASK, IN_ALL, "page.go-to" },

  { GDK_KEY_m, 0, IN_ALL_BUT_TEXT, "case.mark-place" },
  { GDK_KEY_m, GDK_CONTROL_MASK, IN_ALL, "case.mark-place" },
  { GDK_KEY_c, 0, IN_ALL_BUT_TEXT, "case.claim" },
  { GDK_KEY_o, 0, IN_ALL_BUT_TEXT, "case.write-opinion" },
  { GDK_KEY_h, 0, IN_ALL_BUT_TEXT, "case.show-history" },
  { GDK_KEY_1, 0, IN_ALL_BUT_TEXT, "case.approve" },
  { GDK_KEY_2, 0, IN_ALL_BUT_TEXT, "case.reject" },
  { GDK_KEY_3, 0, IN_ALL_BUT_TEXT, "case.return" },
  { GDK_KEY_KP_1, 0, IN_ALL_BUT_TEXT, "case.approve" },
  { GDK_KEY_KP_2, 0, IN_ALL_BUT_TEXT, "case.reject" },
  { GDK_KEY_KP_3, 0, IN_ALL_BUT_TEXT, "case.return" },
  { GDK_KEY_1, GDK_CONTROL_MASK, IN_ALL, "case.approve" },
  { GDK_KEY_2, GDK_CONTROL_MASK, IN_ALL, "case.reject" },
  { GDK_KEY_3, GDK_CONTROL_MASK, IN_ALL, "case.return" },
  { GDK_KEY_n, 0, IN_ALL_BUT_TEXT, "case.next" },
  { GDK_KEY_n, GDK_CONTROL_MASK, IN_ALL, "case.next" },
  { GDK_KEY_s, GDK_CONTROL_MASK | GDK_SHIFT_MASK, IN_ALL, "case.save-copy" },
  { GDK_KEY_p, GDK_CONTROL_MASK, IN_ALL, "case.print" },
  { GDK_KEY_question, 0, IN_ALL_BUT_TEXT, "win.show-help" },
  { GDK_KEY_Escape, 0, IN_ALL_BUT_TEXT, "case.back" },
  { GDK_KEY_Left, GDK_ALT_MASK, IN_ALL, "case.back" },
  { GDK_KEY_Escape, 0, IN_TEXT, "case.leave-text" },
};

static guint
get_places (JrPageFocus focus, gboolean is_marking)
{
  switch (focus)
    {
    case JR_PAGE_FOCUS_ELSEWHERE:
      return IN_READING | (is_marking ? IN_MARKING : 0);
    case JR_PAGE_FOCUS_BUTTON:
      return IN_BUTTON;
    case JR_PAGE_FOCUS_LIST:
      return IN_LIST;
    case JR_PAGE_FOCUS_TEXT:
      return IN_TEXT;
    case JR_PAGE_FOCUS_MENU:
    default:
      return 0;
    }
}

/* Plus and the question mark may need Shift on a keyboard and Caps Lock changes nothing: Shift counts only where the table asks for it. */
static gboolean
matches (const Key *key, guint keyval, GdkModifierType state)
{
  const GdkModifierType asked = GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_SHIFT_MASK;
  gboolean              is_sign =
    key->keyval == GDK_KEY_plus || key->keyval == GDK_KEY_equal || key->keyval == GDK_KEY_question;

  state &= is_sign ? asked & ~GDK_SHIFT_MASK : asked;
  return gdk_keyval_to_lower (keyval) == key->keyval && state == key->state;
}

const char *
jr_page_keys_find_action (guint           keyval,
                          GdkModifierType state,
                          JrPageFocus     focus,
                          gboolean        is_marking)
{
  guint       places = get_places (focus, is_marking);
  const char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (keys) && found == NULL; i++)
    if ((keys[i].places & places) != 0 && matches (&keys[i], keyval, state))
      found = keys[i].action;
  return found;
}
