/* jr-hub-commands.c: what joint-review-hub can be asked on the command line
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One table of commands; each opens the room's folder, does one thing and prints it, as words or with --json as one
 * object. Options are the same for all, so that a wrong one is said by GLib in its own words. */

#include "jr-hub-commands.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <unistd.h>

#include "jr-administration.h"
#include "jr-backup.h"
#include "jr-calendar-commands.h"
#include "jr-command-answer.h"
#include "jr-decider.h"
#include "jr-hub.h"
#include "jr-sweep-command.h"
#include "jr-user-commands.h"
#include "jr-webhook-commands.h"

#define LISTEN_DEFAULT "127.0.0.1:8080"

typedef struct
{
  gboolean as_json;
  gboolean show_version;
  char    *name;
  char    *code;
  char    *shown;
  char    *role;
  char    *department;
  char    *window;
  char    *key;
  char    *listen;
  char    *tls_certificate;
  char    *tls_key;
  char    *tls_client_ca;
  char    *head;
  char    *public_key;
  int      recall_window; /* seconds */
  int      claim_lease;
  int      request_rate;          /* a second */
  int      keep_uploads;          /* days */
  gint64   disk_alarm, wal_limit; /* bytes */
  char   **networks;
  char    *ca;
  gboolean only_failed;
  gboolean is_preview;
  char    *webhook_waits;
  int      webhook_timeout; /* seconds */
  char   **rest;            /* what is no option */
} Options;

typedef struct
{
  const char *words[2]; /* "user", "add" */
  const char *usage;
  guint       n_rest; /* after the words */
  gboolean (*run) (const Options *options, char **rest, JsonObject *answer, GError **error);
  gboolean has_preview;
} Command;

static gboolean
run_init (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  const char *code = options->code != NULL ? options->code : "ROOM";
  const char *name = options->name != NULL ? options->name : code;

  json_object_set_string_member (answer, "folder", rest[0]);
  json_object_set_string_member (answer, "code", code);
  json_object_set_string_member (answer, "name", name);
  return jr_hub_folder_create (rest[0], code, name, error);
}

static gboolean
run_department_add (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder)  folder = jr_hub_folder_open (rest[0], error);
  g_autoptr (JrDepartment) department =
    jr_department_new (&(JrDepartment){ .code = rest[1], .name = rest[2] });

  json_object_set_string_member (answer, "department", rest[1]);
  return folder != NULL && jr_administration_add_department (folder, department, error);
}

static gboolean
run_user_add (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder) folder = NULL;
  g_autoptr (JrActor)     actor = NULL;
  g_autofree char        *secret = NULL;
  JrRole                  role;

  if (options->role == NULL || !jr_role_from_string (options->role, &role))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "--role is one of reviewer, supervisor, counter, administrator, auditor");
      return FALSE;
    }
  actor = jr_actor_new (&(JrActor){ .user = rest[1],
                                    .name = options->shown != NULL ? options->shown : rest[1],
                                    .role = role,
                                    .department = options->department,
                                    .window = options->window });
  folder = jr_hub_folder_open (rest[0], error);
  secret = folder == NULL ? NULL : jr_administration_add_user (folder, actor, error);
  if (secret == NULL)
    return FALSE;
  json_object_set_string_member (answer, "user", rest[1]);
  json_object_set_string_member (answer, role == JR_ROLE_COUNTER ? "key" : "password", secret);
  return TRUE;
}

static gboolean
set_disabled (char **rest, gboolean is_disabled, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (rest[0], error);

  json_object_set_string_member (answer, is_disabled ? "disabled" : "enabled", rest[1]);
  return folder != NULL && jr_administration_set_disabled (folder, rest[1], is_disabled, error);
}

static gboolean
run_user_disable (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  return set_disabled (rest, TRUE, answer, error);
}

static gboolean
run_user_enable (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  return set_disabled (rest, FALSE, answer, error);
}

static gboolean
run_user_reset (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (rest[0], error);

  return folder != NULL && jr_user_commands_reset (folder, rest[1], answer, error);
}

static gboolean
run_user_key (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (rest[0], error);

  return folder != NULL && jr_user_commands_add_key (folder, rest[1], answer, error);
}

static gboolean
run_user_revoke (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (rest[0], error);

  return folder != NULL && jr_user_commands_revoke (folder, rest[1], options->key, answer, error);
}

static gboolean
run_user_list (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (rest[0], error);

  return folder != NULL && jr_user_commands_list (folder, answer, error);
}

static gboolean
run_item_import (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (rest[0], error);
  JrImportCount           count;

  if (folder == NULL || !jr_administration_import_items (folder, rest[1], &count, error))
    return FALSE;
  json_object_set_int_member (answer, "changed", count.changed);
  json_object_set_int_member (answer, "unchanged", count.same);
  return TRUE;
}

static gboolean
run_calendar_import (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (rest[0], error);

  return folder != NULL &&
         jr_calendar_commands_import (folder, rest[1], options->is_preview, answer, error);
}

static gboolean
run_webhook_add (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (rest[0], error);

  return folder != NULL && jr_webhook_commands_add (folder, rest[1], options->window,
                                                    (const char *const *) options->networks,
                                                    options->ca, answer, error);
}

static gboolean
run_webhook_list (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (rest[0], error);

  return folder != NULL && jr_webhook_commands_list (folder, answer, error);
}

static gboolean
run_webhook_remove (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (rest[0], error);

  return folder != NULL && jr_webhook_commands_remove (folder, rest[1], answer, error);
}

static gboolean
run_webhook_enable (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (rest[0], error);

  return folder != NULL && jr_webhook_commands_enable (folder, rest[1], answer, error);
}

static gboolean
run_webhook_disable (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (rest[0], error);

  return folder != NULL && jr_webhook_commands_disable (folder, rest[1], answer, error);
}

static gboolean
run_webhook_rotate (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (rest[0], error);

  return folder != NULL && jr_webhook_commands_rotate (folder, rest[1], answer, error);
}

static gboolean
run_deliveries (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (rest[0], error);

  return folder != NULL &&
         jr_webhook_commands_list_deliveries (folder, options->only_failed, answer, error);
}

/* With an id or without. */
static gboolean
run_redeliver (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (rest[0], error);

  return folder != NULL && jr_webhook_commands_redeliver (folder, rest[1], answer, error);
}

static gboolean
read_delivery_rules (const Options *options, JrDeliveryRules *out_rules, GError **error)
{
  *out_rules = (JrDeliveryRules){ .schedule = jr_delivery_schedule_standard,
                                  .seconds = (guint) options->webhook_timeout };
  if (options->webhook_timeout > 0 &&
      (options->webhook_waits == NULL ||
       jr_delivery_schedule_read (options->webhook_waits, &out_rules->schedule)))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--webhook-waits is a list of seconds, as 5,300,1800, and --webhook-timeout is "
               "above 0");
  return FALSE;
}

static gboolean
run_serve (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  JrHubOptions hub_options = { .listen = options->listen != NULL ? options->listen : LISTEN_DEFAULT,
                               .tls_certificate = options->tls_certificate,
                               .tls_key = options->tls_key,
                               .tls_client_ca = options->tls_client_ca,
                               .recall_window = options->recall_window * JR_TIME_SECOND,
                               .claim_lease = options->claim_lease * JR_TIME_SECOND,
                               .request_rate = (guint) options->request_rate,
                               .alarms = { options->disk_alarm, options->wal_limit } };

  if (options->recall_window < 0 || options->claim_lease < 1 ||
      options->claim_lease > JR_CLAIM_LEASE_MAXIMUM / JR_TIME_SECOND)
    {
      g_set_error (
        error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
        "--recall-window is not below 0; --claim-lease is above it and at most 12 hours");
      return FALSE;
    }
  if (options->request_rate < 1 || options->request_rate > JR_REQUEST_RATE_MAXIMUM)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "--request-rate is from 1 to %d", JR_REQUEST_RATE_MAXIMUM);
      return FALSE;
    }
  return read_delivery_rules (options, &hub_options.delivery, error) &&
         jr_sweep_command_read_days (options->keep_uploads, &hub_options.keep_uploads, error) &&
         jr_hub_serve (rest[0], &hub_options, error);
}

static gboolean
add_newest_head (JsonObject *answer, JrDatabase *database, GError **error)
{
  JrHead   newest;
  gboolean has_newest;

  if (!jr_head_table_load_newest (database, &newest, &has_newest, error))
    return FALSE;
  if (has_newest)
    {
      json_object_set_int_member (answer, "signed", newest.cursor.sequence);
      json_object_set_string_member (answer, "public_key", newest.public_key);
    }
  return TRUE;
}

static gboolean
run_verify (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (rest[0], error);
  JrVerification          found;

  if (folder == NULL || !jr_hub_folder_verify (folder, &found, error) ||
      !jr_hub_folder_check_witness (folder, options->head, options->public_key, error))
    return FALSE;
  json_object_set_int_member (answer, "events", found.events);
  json_object_set_int_member (answer, "cases", found.cases);
  json_object_set_int_member (answer, "blobs", found.blobs);
  json_object_set_string_member (answer, "head", found.head);
  return add_newest_head (answer, folder->database, error);
}

static gboolean
run_backup (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  JrBackupReport report;

  if (!jr_backup_make (rest[0], rest[1], &report, error))
    return FALSE;
  json_object_set_string_member (answer, "file", rest[1]);
  json_object_set_int_member (answer, "bytes", report.bytes);
  json_object_set_int_member (answer, "blobs", report.blobs);
  json_object_set_int_member (answer, "events", report.head.cursor.sequence);
  json_object_set_string_member (answer, "head", report.head.hash);
  json_object_set_string_member (answer, "public_key", report.head.public_key);
  return TRUE;
}

static gboolean
run_restore (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  JrHead head;

  if (!jr_restore (rest[0], rest[1], &head, error))
    return FALSE;
  json_object_set_string_member (answer, "folder", rest[1]);
  json_object_set_int_member (answer, "events", head.cursor.sequence);
  json_object_set_string_member (answer, "head", head.hash);
  return TRUE;
}

static gboolean
run_rebuild (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  int      lock = jr_hub_folder_lock (rest[0], error);
  gint64   events = 0;
  gboolean is_done;

  if (lock < 0)
    return FALSE;
  is_done = jr_hub_folder_rebuild (rest[0], &events, error);
  close (lock);
  json_object_set_int_member (answer, "events", events);
  return is_done;
}

static gboolean
run_sweep (const Options *options, char **rest, JsonObject *answer, GError **error)
{
  return jr_sweep_command_run (rest[0], options->keep_uploads, answer, error);
}

static const Command commands[] = {
  { { "init", NULL }, "init DIR [--name NAME] [--code CODE]", 1, run_init },
  { { "department", "add" }, "department add DIR CODE NAME", 3, run_department_add },
  { { "user", "add" },
    "user add DIR USER --role ROLE [--shown NAME] [--department CODE] [--window N]",
    2,
    run_user_add },
  { { "user", "disable" }, "user disable DIR USER", 2, run_user_disable },
  { { "user", "enable" }, "user enable DIR USER", 2, run_user_enable },
  { { "user", "reset" }, "user reset DIR USER", 2, run_user_reset },
  { { "user", "key" }, "user key DIR USER", 2, run_user_key },
  { { "user", "revoke" }, "user revoke DIR USER [--key ID]", 2, run_user_revoke },
  { { "user", "list" }, "user list DIR", 1, run_user_list },
  { { "item", "import" }, "item import DIR FILE.json", 2, run_item_import },
  { { "calendar", "import" },
    "calendar import DIR FILE.json [--preview]",
    2,
    run_calendar_import,
    TRUE },
  { { "serve", NULL },
    "serve DIR [--listen ADDRESS:PORT|unix:PATH] [--tls-cert PEM --tls-key PEM [--tls-client-ca PEM]] "
    "[--recall-window SECONDS] [--claim-lease SECONDS] [--request-rate A-SECOND] [--disk-alarm BYTES] [--wal-limit BYTES] "
    "[--keep-uploads DAYS] [--webhook-waits SECONDS,…] [--webhook-timeout SECONDS]",
    1,
    run_serve },
  { { "webhook", "add" },
    "webhook add DIR URL [--window N|all] [--allow-network CIDR]… [--ca PEM]",
    2,
    run_webhook_add },
  { { "webhook", "list" }, "webhook list DIR", 1, run_webhook_list },
  { { "webhook", "remove" }, "webhook remove DIR NUMBER", 2, run_webhook_remove },
  { { "webhook", "enable" }, "webhook enable DIR NUMBER", 2, run_webhook_enable },
  { { "webhook", "disable" }, "webhook disable DIR NUMBER", 2, run_webhook_disable },
  { { "webhook", "rotate" }, "webhook rotate DIR NUMBER", 2, run_webhook_rotate },
  { { "deliveries", NULL }, "deliveries DIR [--failed]", 1, run_deliveries },
  { { "redeliver", NULL }, "redeliver DIR", 1, run_redeliver },
  { { "redeliver", NULL }, "redeliver DIR ID", 2, run_redeliver },
  { { "verify", NULL }, "verify DIR [--head FILE] [--public-key KEY]", 1, run_verify },
  { { "backup", NULL }, "backup DIR FILE", 2, run_backup },
  { { "restore", NULL }, "restore FILE DIR", 2, run_restore },
  { { "rebuild", NULL }, "rebuild DIR", 1, run_rebuild },
  { { "sweep", NULL }, "sweep DIR [--keep-uploads DAYS]", 1, run_sweep },
};

static int
fail (const GError *error)
{
  g_printerr ("joint-review-hub: %s\n", error->message);
  return error->domain == G_OPTION_ERROR ? JR_HUB_EXIT_USAGE : JR_HUB_EXIT_REFUSED;
}

static const Command *
find_command (char **rest, guint *out_n_words)
{
  guint n_rest = rest == NULL ? 0 : g_strv_length (rest);

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      guint n_words = commands[i].words[1] == NULL ? 1 : 2;

      if (n_rest == n_words + commands[i].n_rest &&
          g_strcmp0 (rest[0], commands[i].words[0]) == 0 &&
          (n_words == 1 || g_strcmp0 (rest[1], commands[i].words[1]) == 0))
        {
          *out_n_words = n_words;
          return &commands[i];
        }
    }
  return NULL;
}

static int
run (const Options *options)
{
  g_autoptr (JsonObject) answer = json_object_new ();
  g_autoptr (GError)     error = NULL;
  guint                  n_words = 0;
  const Command         *command = find_command (options->rest, &n_words);

  if (command == NULL)
    {
      g_printerr ("%s\n", _ ("Usage:"));
      for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
        g_printerr ("  joint-review-hub %s\n", commands[i].usage);
      return JR_HUB_EXIT_USAGE;
    }
  if (options->is_preview && !command->has_preview)
    g_set_error_literal (&error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         _ ("This command has no --preview; nothing was done"));
  if (error != NULL || !command->run (options, options->rest + n_words, answer, &error))
    return fail (error);
  jr_command_answer_print (answer, options->as_json);
  return JR_HUB_EXIT_DONE;
}

static void
options_clear (Options *options)
{
  g_free (options->name);
  g_free (options->code);
  g_free (options->shown);
  g_free (options->role);
  g_free (options->department);
  g_free (options->window);
  g_free (options->key);
  g_free (options->listen);
  g_free (options->tls_certificate);
  g_free (options->tls_key);
  g_free (options->tls_client_ca);
  g_strfreev (options->networks);
  g_free (options->ca);
  g_free (options->webhook_waits);
  g_free (options->head);
  g_free (options->public_key);
  g_strfreev (options->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
add_limit_options (GOptionContext *context, Options *options)
{
  const GOptionEntry entries[] = {
    { "request-rate", 0, 0, G_OPTION_ARG_INT, &options->request_rate,
      N_ ("Requests of one account, in the long run"), "A-SECOND" },
    { "disk-alarm", 0, 0, G_OPTION_ARG_INT64, &options->disk_alarm,
      N_ ("Alarm below this free space"), "BYTES" },
    { "wal-limit", 0, 0, G_OPTION_ARG_INT64, &options->wal_limit, N_ ("Cut beyond it"), "BYTES" },
    { "keep-uploads", 0, 0, G_OPTION_ARG_INT, &options->keep_uploads,
      N_ ("How long a file is kept that no case names"), "DAYS" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  options->keep_uploads = JR_UPLOAD_DAYS_DEFAULT;
  options->request_rate = JR_REQUEST_RATE_DEFAULT;
  options->disk_alarm = JR_ALARM_FREE_DEFAULT;
  options->wal_limit = JR_ALARM_WAL_DEFAULT;
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static void
add_delivery_options (GOptionContext *context, Options *options)
{
  const GOptionEntry entries[] = {
    { "allow-network", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->networks,
      N_ ("A network outside the public net where a webhook may be"), "CIDR" },
    { "ca", 0, 0, G_OPTION_ARG_FILENAME, &options->ca, N_ ("Authority of a webhook's certificate"),
      "PEM" },
    { "failed", 0, 0, G_OPTION_ARG_NONE, &options->only_failed,
      N_ ("Only deliveries that are not tried again"), NULL },
    { "webhook-waits", 0, 0, G_OPTION_ARG_STRING, &options->webhook_waits,
      N_ ("Before each further attempt at a delivery"), "SECONDS,…" },
    { "webhook-timeout", 0, 0, G_OPTION_ARG_INT, &options->webhook_timeout,
      N_ ("After which an attempt at a delivery is given up"), "SECONDS" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  options->webhook_timeout = JR_DELIVERY_SECONDS_DEFAULT;
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

int
jr_hub_commands_run (int argc, char **argv)
{
  g_auto (Options)           options = { .recall_window = JR_RECALL_WINDOW_DEFAULT / JR_TIME_SECOND,
                                         .claim_lease = JR_CLAIM_LEASE_DEFAULT / JR_TIME_SECOND };
  g_autoptr (GError)         error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new ("COMMAND …");
  const GOptionEntry         entries[] = {
            { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, N_ ("Print one JSON object"), NULL },
            { "version", 0, 0, G_OPTION_ARG_NONE, &options.show_version, N_ ("Print the version"), NULL },
            { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_ ("Name of the room"), "NAME" },
            { "code", 0, 0, G_OPTION_ARG_STRING, &options.code, N_ ("Code of the room"), "CODE" },
            { "shown", 0, 0, G_OPTION_ARG_STRING, &options.shown, N_ ("Name as it is shown"), "NAME" },
            { "role", 0, 0, G_OPTION_ARG_STRING, &options.role, N_ ("Role of the account"), "ROLE" },
            { "department", 0, 0, G_OPTION_ARG_STRING, &options.department, N_ ("Department of a reviewer"),
              "CODE" },
            { "window", 0, 0, G_OPTION_ARG_STRING, &options.window, N_ ("Window of a counter"), "N" },
            { "key", 0, 0, G_OPTION_ARG_STRING, &options.key, N_ ("Which key of a counter"), "ID" },
            { "listen", 0, 0, G_OPTION_ARG_STRING, &options.listen, N_ ("Where to listen"),
              "ADDRESS:PORT|unix:PATH" },
            { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &options.tls_certificate,
              N_ ("Certificate of the hub"), "PEM" },
            { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &options.tls_key, N_ ("Key of the certificate"),
              "PEM" },
            { "tls-client-ca", 0, 0, G_OPTION_ARG_FILENAME, &options.tls_client_ca,
              N_ ("Authority whose certificate everybody must show"), "PEM" },
            { "head", 0, 0, G_OPTION_ARG_FILENAME, &options.head,
              N_ ("A signed head that the log must contain"), "FILE" },
            { "public-key", 0, 0, G_OPTION_ARG_STRING, &options.public_key,
              N_ ("Key that it must be signed with"), "KEY" },
            { "recall-window", 0, 0, G_OPTION_ARG_INT, &options.recall_window,
              N_ ("How long a decision can be taken back"), "SECONDS" },
            { "claim-lease", 0, 0, G_OPTION_ARG_INT, &options.claim_lease, N_ ("How long a claim lasts"),
              "SECONDS" },
            { "preview", 0, 0, G_OPTION_ARG_NONE, &options.is_preview,
              N_ ("Say what would be different, and change nothing"), NULL },
            { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.rest, NULL, NULL },
            { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  add_limit_options (context, &options);
  add_delivery_options (context, &options);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return fail (error);
  if (options.show_version)
    {
      g_print ("joint-review-hub %s\n", JR_VERSION);
      return JR_HUB_EXIT_DONE;
    }
  return run (&options);
}
