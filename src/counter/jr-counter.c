/* jr-counter.c: the counter's command line
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table of commands. The options that all share may stand before the command or behind it; the command's own stand
 * behind it. Nothing is sent before the whole line is understood. */

#include "jr-counter.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <string.h>

#include "jr-counter-report.h"
#include "jr-error.h"

/* A key is 47 characters; a file that is larger than this is no key file. */
#define KEY_FILE_MAXIMUM 4096

static const JrCounterCommand *const commands[] = {
  &jr_counter_submit_command, &jr_counter_status_command,     &jr_counter_watch_command,
  &jr_counter_fetch_command,  &jr_counter_supplement_command, &jr_counter_withdraw_command,
};

static struct
{
  char    *hub;
  char    *key_file;
  char    *ca_file;
  char    *certificate_file;
  gboolean is_json;
  gboolean is_version;
} options;

static const GOptionEntry shared_options[] = {
  { "hub", 0, 0, G_OPTION_ARG_FILENAME, &options.hub,
    N_ ("address of the hub (or JOINT_REVIEW_HUB in the environment)"), N_ ("URL") },
  { "key-file", 0, 0, G_OPTION_ARG_FILENAME, &options.key_file,
    N_ ("file with the counter's key (or JOINT_REVIEW_KEY_FILE)"), N_ ("FILE") },
  { "ca", 0, 0, G_OPTION_ARG_FILENAME, &options.ca_file,
    N_ ("trust the certificates in this file and no others"), N_ ("PEM") },
  { "cert", 0, 0, G_OPTION_ARG_FILENAME, &options.certificate_file,
    N_ ("certificate and key to show to a hub that wants to see them (or JOINT_REVIEW_CERT)"),
    N_ ("PEM") },
  { "json", 0, 0, G_OPTION_ARG_NONE, &options.is_json, N_ ("print JSON, one object a line"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, &options.is_version, N_ ("print the version"), NULL },
  { NULL },
};

static const char exit_words[] =
  N_ ("Exit status: 0 done, 1 refused with a reason, 2 wrong usage, 3 the hub cannot be reached. "
      "With --json a refusal is {\"status\":\"refused\", \"reason\", \"detail\", \"problem\"}, and "
      "exit 3 is {\"status\":\"unreachable\", \"detail\"}.");

static const JrCounterCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i]->name, name) == 0)
      return commands[i];
  return NULL;
}

static char *
describe_all (void)
{
  GString *text = g_string_new (_ ("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "\n  %-12s %s", commands[i]->name, _ (commands[i]->summary));
  g_string_append_printf (text, "\n\n%s\n\n%s",
                          _ ("“joint-review-counter COMMAND --help” shows more."), _ (exit_words));
  return g_string_free (text, FALSE);
}

static GOptionContext *
create_context (const JrCounterCommand *command)
{
  g_autofree char *usage = NULL;
  g_autofree char *text = NULL;
  GOptionContext  *context;

  if (command == NULL)
    {
      usage = g_strdup (_ ("COMMAND …"));
      text = describe_all ();
    }
  else
    {
      usage = g_strjoin (" ", command->name,
                         command->arguments[0] == '\0' ? NULL : _ (command->arguments), NULL);
      text = g_strjoin ("\n\n", _ (command->description), _ (exit_words), NULL);
    }
  context = g_option_context_new (usage);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, command == NULL
                                           ? _ ("The counter's side of a joint-review room")
                                           : _ (command->summary));
  g_option_context_set_description (context, text);
  g_option_context_add_main_entries (context, shared_options, GETTEXT_PACKAGE);
  if (command != NULL && command->options != NULL)
    g_option_context_add_main_entries (context, command->options, GETTEXT_PACKAGE);
  return context;
}

/* The key ----------------------------------------------------------------------------------------------------------- */

static void
check_key_mode (const char *path)
{
  GStatBuf status;

  if (g_stat (path, &status) == 0 && (status.st_mode & S_IRWXO) != 0)
    jr_counter_note (_ ("warning: everybody on this computer can read %s; “chmod 600” it"), path);
}

static JrCounterExit
read_key (JrCounter *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = NULL;
  gsize              length = 0;

  check_key_mode (self->key_file);
  if (!g_file_get_contents (self->key_file, &text, &length, &error))
    return jr_counter_misuse (self, _ ("the key file cannot be read: %s"), error->message);
  self->key = g_strdup (g_strstrip (text));
  explicit_bzero (text, length);
  if (length > KEY_FILE_MAXIMUM || !g_str_has_prefix (self->key, "jrk_"))
    return jr_counter_misuse (self, _ ("%s holds no counter's key (one begins with “jrk_”)"),
                              self->key_file);
  return JR_COUNTER_DONE;
}

static JrCounterExit
connect (JrCounter *self)
{
  g_autoptr (GError) error = NULL;
  JrCounterExit      status;

  if (self->url == NULL)
    return jr_counter_misuse (self, _ ("which hub? Give --hub or set JOINT_REVIEW_HUB"));
  if (self->key_file == NULL)
    return jr_counter_misuse (self, _ ("whose key? Give --key-file or set JOINT_REVIEW_KEY_FILE"));
  status = read_key (self);
  if (status != JR_COUNTER_DONE)
    return status;
  self->client = jr_hub_client_new (self->url, self->ca_file, &error);
  if (self->client == NULL ||
      (self->certificate_file != NULL &&
       !jr_hub_client_use_certificate (self->client, self->certificate_file, &error)))
    return jr_counter_misuse (self, "%s", error->message);
  jr_hub_client_set_secret (self->client, self->key);
  self->state = jr_counter_state_new (jr_hub_client_get_url (self->client), self->key);
  return JR_COUNTER_DONE;
}

/* The line ---------------------------------------------------------------------------------------------------------- */

static void
counter_clear (JrCounter *self)
{
  g_clear_pointer (&self->client, jr_hub_client_free);
  g_clear_pointer (&self->state, jr_counter_state_free);
  if (self->key != NULL)
    explicit_bzero (self->key, strlen (self->key));
  g_clear_pointer (&self->key, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JrCounter, counter_clear)

static void
take_options (JrCounter *self)
{
  const char *hub = g_getenv ("JOINT_REVIEW_HUB");
  const char *key_file = g_getenv ("JOINT_REVIEW_KEY_FILE");

  self->url = options.hub != NULL ? options.hub : (char *) hub;
  self->key_file = options.key_file != NULL ? options.key_file : (char *) key_file;
  self->ca_file = options.ca_file;
  self->certificate_file = options.certificate_file != NULL
                             ? options.certificate_file
                             : (char *) g_getenv ("JOINT_REVIEW_CERT");
  self->is_json = options.is_json;
}

/* Takes what it knows out of @arguments. With strict POSIX rules it stops at the first that is no option. */
static gboolean
parse (GStrv *arguments, const JrCounterCommand *command, GError **error)
{
  g_autoptr (GOptionContext) context = create_context (command);

  g_option_context_set_strict_posix (context, command == NULL);
  return g_option_context_parse_strv (context, arguments, error);
}

static JrCounterExit
say_version (JrCounter *self)
{
  return jr_counter_told (self, jr_counter_say ("joint-review-counter %s", JR_VERSION));
}

static JrCounterExit
run_command (JrCounter *self, const JrCounterCommand *command, GStrv *arguments)
{
  g_autoptr (GError) error = NULL;
  JrCounterExit      status;
  guint              first = 1;

  if (!parse (arguments, command, &error))
    return jr_counter_misuse (self, "%s", error->message);
  if (options.is_version)
    return say_version (self);
  take_options (self);
  status = connect (self);
  if (status != JR_COUNTER_DONE)
    return status;
  if ((*arguments)[first] != NULL && strcmp ((*arguments)[first], "--") == 0)
    first++;
  return command->run (self, *arguments + first);
}

static JrCounterExit
run (GStrv *arguments)
{
  g_auto (JrCounter)      self = { .command = NULL };
  g_autoptr (GError)      error = NULL;
  const JrCounterCommand *command;
  char                   *name;

  if (!parse (arguments, NULL, &error))
    return jr_counter_misuse (&self, "%s", error->message);
  if (options.is_version)
    return say_version (&self);
  name = (*arguments)[1];
  if (name == NULL)
    return jr_counter_misuse (&self, _ ("a command is needed"));
  command = find_command (name);
  if (command == NULL)
    return jr_counter_misuse (&self, _ ("there is no command “%s”"), name);

  self.command = command->name;
  /* The rest of the line, with the command in the place of the program's name. */
  g_free ((*arguments)[0]);
  memmove (*arguments, *arguments + 1,
           g_strv_length (*arguments + 1) * sizeof (char *) + sizeof (char *));
  return run_command (&self, command, arguments);
}

int
jr_counter_main (int argc, char **argv)
{
  g_auto (GStrv) arguments = g_strdupv (argv);

  return run (&arguments);
}
