/* test-round-trip.c: what a case goes through comes back from its JSON as it was
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core-places.h"
#include "jr-cursor.h"
#include "jr-wire.h"

/* The stored text is what is read, as on disk and on the network. */
static JsonNode *
pass_on (JsonNode *node, char **out_text)
{
  g_autoptr (JsonNode) owned = node;
  g_autoptr (GError)   error = NULL;
  JsonNode            *parsed;

  *out_text = jr_json_to_canonical (owned);
  g_assert_nonnull (*out_text);
  parsed = jr_json_parse (*out_text, strlen (*out_text), &jr_wire_stored_limits, &error);
  g_assert_no_error (error);
  return parsed;
}

static void
assert_case_returns (const JrCase *state)
{
  g_autofree char     *text = NULL;
  g_autoptr (JsonNode) node = pass_on (jr_wire_write_case (state), &text);
  g_autoptr (GError)   error = NULL;
  g_autoptr (JrCase)   read = jr_wire_read_case (node, &error);

  g_assert_no_error (error);
  g_assert_true (jr_case_equal (read, state));
}

static JrEvent *
assert_event_returns (const JrEvent *event)
{
  g_autofree char     *text = NULL;
  g_autofree char     *again = NULL;
  g_autoptr (JsonNode) node = pass_on (jr_wire_write_event (event), &text);
  g_autoptr (JsonNode) same = NULL;
  g_autoptr (GError)   error = NULL;
  JrEvent             *read = jr_wire_read_event (node, &error);

  g_assert_no_error (error);
  same = pass_on (jr_wire_write_event (read), &again);
  g_assert_cmpstr (text, ==, again);
  return read;
}

/* The decoded events make the same case. */
static void
test_every_place (void)
{
  for (Place place = PLACE_OPEN; place < N_PLACES; place++)
    {
      g_autoptr (Play)      self = play_until (place);
      g_autoptr (GPtrArray) read = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_event_unref);

      assert_case_returns (self->state);
      for (guint i = 0; i < self->events->len; i++)
        g_ptr_array_add (read, assert_event_returns (g_ptr_array_index (self->events, i)));
      assert_replays (read, self->state);
    }
}

static void
test_every_command (void)
{
  for (JrCommandKind kind = 0; kind < JR_N_COMMAND_KINDS; kind++)
    {
      g_autoptr (JrCommand) plain = make_command (kind);
      JrCommand             fields = *plain;
      g_autoptr (JrCommand) command = NULL;
      g_autoptr (JrCommand) read = NULL;
      g_autofree char      *text = NULL;
      g_autofree char      *again = NULL;
      g_autoptr (JsonNode)  node = NULL;
      g_autoptr (JsonNode)  same = NULL;
      g_autoptr (GError)    error = NULL;

      fields.client = (char *) "desk-1";
      fields.number = G_MAXINT64;
      fields.case_id = (char *) CASE_ID;
      fields.seen_version = 3;
      command = jr_command_new (&fields);
      node = pass_on (jr_wire_write_command (command), &text);
      read = jr_wire_read_command (node, &error);
      g_assert_no_error (error);
      same = pass_on (jr_wire_write_command (read), &again);
      g_assert_cmpstr (text, ==, again);
    }
}

static void
test_cursor (void)
{
  JrCursor         cursor = { .epoch = "0123456789abcdef0123456789abcdef",
                              .room = "南湾",
                              .sequence = G_MAXINT64 };
  JrCursor         read = { .sequence = 0 };
  g_autofree char *text = jr_cursor_to_string (&cursor);

  g_assert_cmpuint (strlen (text), <=, 120);
  g_assert_true (jr_cursor_from_string (text, &read));
  g_assert_cmpstr (read.epoch, ==, cursor.epoch);
  g_assert_cmpstr (read.room, ==, cursor.room);
  g_assert_cmpint (read.sequence, ==, cursor.sequence);
  g_assert_false (jr_cursor_from_string ("", &read));
  g_assert_false (jr_cursor_from_string ("0123456789abcdef0123456789abcdef-01-6e77", &read));
  g_assert_false (jr_cursor_from_string ("0123456789abcdef0123456789abcdef-1-6e7", &read));
  g_assert_false (jr_cursor_from_string ("0123456789ABCDEF0123456789abcdef-1-6e77", &read));
  g_assert_false (
    jr_cursor_from_string ("0123456789abcdef0123456789abcdef-9223372036854775808-", &read));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/round-trip/every-place", test_every_place);
  g_test_add_func ("/round-trip/every-command", test_every_command);
  g_test_add_func ("/round-trip/cursor", test_cursor);
  return g_test_run ();
}
