/* jr-command-report.c: what the command line says
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Sentences are for people and translated; with --json there is one object for scripts on standard output, whose words
 * stay the same in every language. */

#include "jr-command-report.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

static const char *const reasons[] = {
  [JR_ERROR_INVALID] = "invalid",     [JR_ERROR_REFUSED] = "refused",
  [JR_ERROR_CONFLICT] = "conflict",   [JR_ERROR_NOT_FOUND] = "not-found",
  [JR_ERROR_DENIED] = "denied",       [JR_ERROR_OFFLINE] = "offline",
  [JR_ERROR_TIMED_OUT] = "timed-out", [JR_ERROR_TOO_LARGE] = "too-large",
  [JR_ERROR_TOO_DEEP] = "too-deep",   [JR_ERROR_FULL] = "full",
  [JR_ERROR_CORRUPT] = "corrupt",     [JR_ERROR_TOO_NEW] = "too-new",
  [JR_ERROR_CANCELLED] = "cancelled", [JR_ERROR_IO] = "io",
};

static void
print_text (const JrDocumentFacts *facts)
{
  for (guint i = 0; i < facts->n_pages; i++)
    g_print (_ ("page %u: %.1f × %.1f mm\n"), i + 1, facts->pages[i].width_um / 1000.0,
             facts->pages[i].height_um / 1000.0);
  g_print ("%s\n", facts->is_encrypted ? _ ("encrypted: yes") : _ ("encrypted: no"));
  g_print ("%s\n", facts->is_signed ? _ ("signed: yes") : _ ("signed: no"));
  g_print ("%s\n", facts->was_repaired ? _ ("repaired: yes") : _ ("repaired: no"));
  for (char **fault = facts->faults; *fault != NULL; fault++)
    g_print (_ ("fault: %s\n"), *fault);
}

static void
add_string (JsonBuilder *builder, const char *member, const char *value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder, const char *member, gboolean value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_boolean_value (builder, value);
}

static void
add_pages (JsonBuilder *builder, const JrDocumentFacts *facts)
{
  json_builder_set_member_name (builder, "pages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < facts->n_pages; i++)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "width_um");
      json_builder_add_int_value (builder, facts->pages[i].width_um);
      json_builder_set_member_name (builder, "height_um");
      json_builder_add_int_value (builder, facts->pages[i].height_um);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_root (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char     *text = json_to_string (root, TRUE);

  g_print ("%s\n", text);
}

static void
print_json (const JrDocumentFacts *facts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "status", "done");
  add_pages (builder, facts);
  add_boolean (builder, "encrypted", facts->is_encrypted);
  add_boolean (builder, "signed", facts->is_signed);
  add_boolean (builder, "repaired", facts->was_repaired);
  json_builder_set_member_name (builder, "faults");
  json_builder_begin_array (builder);
  for (char **fault = facts->faults; *fault != NULL; fault++)
    json_builder_add_string_value (builder, *fault);
  json_builder_end_array (builder);
  add_string (builder, "sandbox", facts->has_landlock ? "landlock+seccomp" : "seccomp");
  json_builder_end_object (builder);
  print_root (builder);
}

/* Errors of this program's own domains have one of the shared codes; GLib's (a file that cannot be read) have not. */
static const char *
get_reason (const GError *error)
{
  gboolean is_ours = error->domain == JR_RENDER_ERROR || error->domain == JR_BASE_ERROR;

  if (is_ours && error->code >= 0 && (gsize) error->code < G_N_ELEMENTS (reasons))
    return reasons[error->code];
  return reasons[JR_ERROR_IO];
}

JrExit
jr_command_refuse (const GError *error, gboolean as_json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_printerr ("joint-review-render: %s\n", error->message);
  if (!as_json)
    return JR_EXIT_REFUSED;
  json_builder_begin_object (builder);
  add_string (builder, "status", "refused");
  add_string (builder, "reason", get_reason (error));
  add_string (builder, "detail", error->message);
  json_builder_end_object (builder);
  print_root (builder);
  return JR_EXIT_REFUSED;
}

JrExit
jr_command_complain (const char *text)
{
  g_printerr ("joint-review-render: %s\n", text);
  return JR_EXIT_USAGE;
}

JrExit
jr_command_show_facts (const JrDocumentFacts *facts, gboolean as_json)
{
  if (as_json)
    print_json (facts);
  else
    print_text (facts);
  return JR_EXIT_DONE;
}

JrExit
jr_command_show_output (const char *path, gboolean as_json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char        *shown = g_filename_display_name (path);

  if (!as_json)
    return JR_EXIT_DONE;
  json_builder_begin_object (builder);
  add_string (builder, "status", "done");
  add_string (builder, "output", shown);
  json_builder_end_object (builder);
  print_root (builder);
  return JR_EXIT_DONE;
}
