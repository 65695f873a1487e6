/* test-case-page-keys.c: keys find their actions wherever the focus is
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gio.h>

#include "jr-page-keys.h"

typedef struct
{
  guint           keyval;
  GdkModifierType state;
  JrPageFocus     focus;
  gboolean        is_marking;
  const char     *action;
} Press;

static const Press presses[] = {
  { GDK_KEY_Page_Down, 0, JR_PAGE_FOCUS_ELSEWHERE, FALSE, "page.next-screen" },
  { GDK_KEY_Page_Down, 0, JR_PAGE_FOCUS_BUTTON, FALSE, "page.next-screen" },
  { GDK_KEY_Page_Down, 0, JR_PAGE_FOCUS_LIST, FALSE, "page.next-screen" },
  { GDK_KEY_Page_Down, 0, JR_PAGE_FOCUS_TEXT, FALSE, NULL },
  { GDK_KEY_Page_Down, 0, JR_PAGE_FOCUS_MENU, FALSE, NULL },
  { GDK_KEY_space, 0, JR_PAGE_FOCUS_ELSEWHERE, FALSE, "page.next-screen" },
  { GDK_KEY_space, GDK_SHIFT_MASK, JR_PAGE_FOCUS_ELSEWHERE, FALSE, "page.previous-screen" },
  { GDK_KEY_space, 0, JR_PAGE_FOCUS_BUTTON, FALSE, NULL },
  { GDK_KEY_Return, 0, JR_PAGE_FOCUS_BUTTON, TRUE, NULL },
  { GDK_KEY_Down, 0, JR_PAGE_FOCUS_LIST, FALSE, NULL },
  { GDK_KEY_1, 0, JR_PAGE_FOCUS_ELSEWHERE, FALSE, "case.approve" },
  { GDK_KEY_1, 0, JR_PAGE_FOCUS_TEXT, FALSE, NULL },
  { GDK_KEY_1, GDK_CONTROL_MASK, JR_PAGE_FOCUS_TEXT, FALSE, "case.approve" },
  { GDK_KEY_2, GDK_CONTROL_MASK, JR_PAGE_FOCUS_TEXT, FALSE, "case.reject" },
  { GDK_KEY_3, GDK_CONTROL_MASK, JR_PAGE_FOCUS_TEXT, FALSE, "case.return" },
  { GDK_KEY_m, 0, JR_PAGE_FOCUS_TEXT, FALSE, NULL },
  { GDK_KEY_M, GDK_LOCK_MASK, JR_PAGE_FOCUS_ELSEWHERE, FALSE, "case.mark-place" },
  { GDK_KEY_Left, 0, JR_PAGE_FOCUS_ELSEWHERE, FALSE, "page.previous" },
  { GDK_KEY_Left, 0, JR_PAGE_FOCUS_ELSEWHERE, TRUE, "case.mark-move((-1000,0))" },
  { GDK_KEY_Left, GDK_SHIFT_MASK, JR_PAGE_FOCUS_ELSEWHERE, TRUE, "case.mark-move((-5000,0))" },
  { GDK_KEY_plus, GDK_SHIFT_MASK, JR_PAGE_FOCUS_ELSEWHERE, FALSE, "page.zoom-in" },
  { GDK_KEY_plus, GDK_SHIFT_MASK, JR_PAGE_FOCUS_ELSEWHERE, TRUE, "case.mark-resize(2000)" },
  { GDK_KEY_Delete, 0, JR_PAGE_FOCUS_ELSEWHERE, FALSE, NULL },
  { GDK_KEY_Delete, 0, JR_PAGE_FOCUS_ELSEWHERE, TRUE, "case.mark-remove" },
  { GDK_KEY_Escape, 0, JR_PAGE_FOCUS_ELSEWHERE, TRUE, "case.mark-leave" },
  { GDK_KEY_Escape, 0, JR_PAGE_FOCUS_ELSEWHERE, FALSE, "case.back" },
  { GDK_KEY_Escape, 0, JR_PAGE_FOCUS_TEXT, FALSE, "case.leave-text" },
  { GDK_KEY_question, GDK_SHIFT_MASK, JR_PAGE_FOCUS_ELSEWHERE, FALSE, "win.show-help" },
  { GDK_KEY_question, GDK_SHIFT_MASK, JR_PAGE_FOCUS_TEXT, FALSE, NULL },
  { GDK_KEY_S, GDK_CONTROL_MASK | GDK_SHIFT_MASK, JR_PAGE_FOCUS_TEXT, FALSE, "case.save-copy" },
  { GDK_KEY_s, GDK_CONTROL_MASK, JR_PAGE_FOCUS_ELSEWHERE, FALSE, NULL },
  { GDK_KEY_p, GDK_CONTROL_MASK, JR_PAGE_FOCUS_TEXT, FALSE, "case.print" },
  { GDK_KEY_p, GDK_CONTROL_MASK, JR_PAGE_FOCUS_MENU, FALSE, NULL },
  { GDK_KEY_c, GDK_CONTROL_MASK, JR_PAGE_FOCUS_TEXT, FALSE, NULL }, /* copy stays copy */
};

static void
test_presses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (presses); i++)
    {
      const Press *press = &presses[i];
      const char  *action =
        jr_page_keys_find_action (press->keyval, press->state, press->focus, press->is_marking);

      g_test_message ("%s with %u, focus %d", gdk_keyval_name (press->keyval), press->state,
                      press->focus);
      g_assert_cmpstr (action, ==, press->action);
    }
}

/* A typing error in the table would only show when the key is pressed. */
static void
test_every_action_parses (void)
{
  for (guint keyval = 0x20; keyval <= 0xffff; keyval++)
    for (guint focus = 0; focus <= JR_PAGE_FOCUS_MENU; focus++)
      {
        const GdkModifierType states[] = { 0, GDK_SHIFT_MASK, GDK_CONTROL_MASK, GDK_ALT_MASK };

        for (guint i = 0; i < 2 * G_N_ELEMENTS (states); i++)
          {
            const char *action =
              jr_page_keys_find_action (keyval, states[i / 2], focus, i % 2 == 0);
            g_autofree char     *name = NULL;
            g_autoptr (GVariant) target = NULL;

            g_assert_true (action == NULL ||
                           g_action_parse_detailed_name (action, &name, &target, NULL));
          }
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-page/keys/presses", test_presses);
  g_test_add_func ("/case-page/keys/names", test_every_action_parses);
  return g_test_run ();
}
