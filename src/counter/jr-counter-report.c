/* jr-counter-report.c: what the program says, to a person or to a program
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Results go to standard output and everything else to standard error, always in UTF-8, which is what names of people
 * and items are in whatever the locale. With --json standard output holds one object a line, also for a refusal, each
 * with a "status" by which programs go. */

#include "jr-counter-report.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "jr-counter-words.h"
#include "jr-error.h"
#include "jr-json.h"

static gboolean
put_line (FILE *stream, const char *line)
{
  return fputs (line, stream) >= 0 && fputc ('\n', stream) != EOF && fflush (stream) == 0;
}

gboolean
jr_counter_say (const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list          arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return put_line (stdout, line);
}

gboolean
jr_counter_say_json (JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;
  g_autofree char     *line = jr_json_to_canonical (owned);

  return put_line (stdout, line);
}

void
jr_counter_note (const char *format, ...)
{
  g_autofree char *line = NULL;
  g_autofree char *named = NULL;
  va_list          arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  named = g_strconcat ("joint-review-counter: ", line, NULL);
  put_line (stderr, named);
}

JrCounterExit
jr_counter_told (JrCounter *self, gboolean is_out)
{
  if (is_out)
    return JR_COUNTER_DONE;
  jr_counter_note (_ ("the output cannot be written"));
  return JR_COUNTER_REFUSED;
}

JrCounterExit
jr_counter_misuse (JrCounter *self, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list          arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  jr_counter_note ("%s", line);
  if (self->command == NULL)
    jr_counter_note (_ ("“joint-review-counter --help” shows how it is used"));
  else
    jr_counter_note (_ ("“joint-review-counter %s --help” shows how it is used"), self->command);
  return JR_COUNTER_WRONG_USAGE;
}

static JsonNode *
new_report (const char *status, JsonObject **out_members)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  *out_members = json_object_new ();
  json_node_take_object (node, *out_members);
  json_object_set_string_member (*out_members, "status", status);
  return node;
}

static JrCounterExit
say_refusal (JrCounter *self, const char *word, const char *words, const JrProblem *problem)
{
  JsonObject *members;
  JsonNode   *report;

  jr_counter_note ("%s", words);
  if (!self->is_json)
    return JR_COUNTER_REFUSED;
  report = new_report ("refused", &members);
  json_object_set_string_member (members, "reason", word);
  json_object_set_string_member (members, "detail", words);
  if (problem != NULL)
    json_object_set_member (members, "problem", jr_problem_write (problem));
  jr_counter_say_json (report);
  return JR_COUNTER_REFUSED;
}

JrCounterExit
jr_counter_refuse (JrCounter *self, const JrProblem *problem)
{
  g_autofree char *words = jr_counter_problem_words (problem);

  return say_refusal (self, jr_problem_get_word (problem), words, problem);
}

JrCounterExit
jr_counter_refuse_because (JrCounter *self, const char *word, const char *sentence)
{
  return say_refusal (self, word, sentence, NULL);
}

static JrCounterExit
say_unreachable (JrCounter *self, const GError *error)
{
  JsonObject *members;
  JsonNode   *report;

  jr_counter_note (_ ("the hub cannot be reached: %s"), error->message);
  if (self->is_json)
    {
      report = new_report ("unreachable", &members);
      json_object_set_string_member (members, "detail", error->message);
      jr_counter_say_json (report);
    }
  return JR_COUNTER_UNREACHABLE;
}

/* An error of our own is about a file or a disk here; one of the hub's has a problem with it. */
JrCounterExit
jr_counter_fail (JrCounter *self, const GError *error)
{
  g_autoptr (JrProblem) problem =
    self->client == NULL ? NULL : jr_hub_client_dup_problem (self->client);

  if (error->domain == JR_SYNC_ERROR &&
      (error->code == JR_ERROR_OFFLINE || error->code == JR_ERROR_TIMED_OUT ||
       error->code == JR_ERROR_CORRUPT || (problem != NULL && problem->status >= 500)))
    return say_unreachable (self, error);
  if (error->domain == JR_SYNC_ERROR && problem != NULL)
    return jr_counter_refuse (self, problem);
  if (error->domain == JR_SYNC_ERROR && error->code == JR_ERROR_NOT_FOUND)
    return say_refusal (self, "unknown-case", error->message, NULL);
  return say_refusal (self, "local-fault", error->message, NULL);
}
