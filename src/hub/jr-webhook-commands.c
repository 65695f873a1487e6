/* jr-webhook-commands.c: what an administrator does to the targets of results
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* As all administration these run beside a serving hub, each as one transaction of its own process; then the hub looks
 * at its targets again. A secret is shown when it is made, and never again. */

#include "jr-webhook-commands.h"

#include <string.h>

#include "jr-administration.h"
#include "jr-delivery-table.h"
#include "jr-hub-error.h"
#include "jr-limits.h"
#include "jr-text.h"
#include "jr-webhook-address.h"
#include "jr-webhook-signature.h"
#include "jr-webhook-table.h"

/* As long as anybody takes to set the new secret at the other end. */
#define OLD_SECRET_KEPT (24 * JR_TIME_HOUR)
#define CA_MAXIMUM (1 << 20)
#define LISTED_MAXIMUM 1000

/* The hub looks at its targets when this file is written. */
static gboolean
give_notice (JrHubFolder *folder, GError **error)
{
  g_autofree char *path = jr_hub_folder_dup_webhooks_notice_path (folder);

  return g_file_set_contents_full (path, "", 0, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
fail (GError **error, const char *word, const char *fault)
{
  g_set_error (error, JR_HUB_ERROR, JR_ERROR_INVALID, "%s: %s", word, fault);
  return FALSE;
}

/* Adding ------------------------------------------------------------------------------------------------------------- */

static gboolean
load_authorities (const char *path, char **out_pem, GError **error)
{
  g_autofree char *pem = NULL;
  g_autolist (GObject) certificates = NULL;
  gsize length;

  if (path == NULL)
    return TRUE;
  if (!g_file_get_contents (path, &pem, &length, error))
    return FALSE;
  if (length > CA_MAXIMUM)
    return fail (error, path, "this is too long for certificates");
  certificates = g_tls_certificate_list_new_from_file (path, error);
  if (certificates == NULL)
    {
      if (error != NULL && *error == NULL)
        fail (error, path, "there is no certificate in it");
      return FALSE;
    }
  *out_pem = g_steal_pointer (&pem);
  return TRUE;
}

/* An address that is written as one can be refused at once; a name is looked at whenever it is connected to. */
static gboolean
check_target (const char *url, const char *networks, GError **error)
{
  g_autoptr (GPtrArray)    allowed = jr_webhook_networks_read (networks, error);
  JrWebhookAddressRules    rules = { allowed, FALSE };
  g_autoptr (GUri)         uri = NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (allowed == NULL || !jr_webhook_url_check (url, &rules.is_tls, error))
    return FALSE;
  if (!rules.is_tls && allowed->len == 0)
    return fail (error, url, "without TLS only to a network that is named with --allow-network");
  uri = g_uri_parse (url, G_URI_FLAGS_NONE, error);
  address = uri == NULL ? NULL : g_inet_address_new_from_string (g_uri_get_host (uri));
  return uri != NULL && (address == NULL || jr_webhook_address_check (&rules, address, error));
}

static gboolean
check_window (const char *window, GError **error)
{
  return window == NULL ||
         (jr_text_is_one_line (window) && jr_text_is_said (window, JR_CODE_MAXIMUM)) ||
         fail (error, "--window", "the window's name is too long or has odd characters");
}

/* For the auditor; commits what was done along with it. */
static gboolean
note (JrHubFolder   *folder,
      JrTransaction *transaction,
      const char    *act,
      gint64         number,
      const char    *detail,
      GError       **error)
{
  g_autofree char *subject = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return jr_administration_note (folder, act, subject, detail, error) &&
         jr_transaction_commit (transaction, error);
}

/* An address may have a password of the target in it. */
static char *
dup_host (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return uri == NULL ? NULL : g_strdup (g_uri_get_host (uri));
}

gboolean
jr_webhook_commands_add (JrHubFolder       *folder,
                         const char        *url,
                         const char        *window,
                         const char *const *networks,
                         const char        *ca,
                         JsonObject        *answer,
                         GError           **error)
{
  g_autofree char       *list = networks == NULL ? NULL : g_strjoinv (" ", (char **) networks);
  g_autofree char       *secret = jr_webhook_secret_new ();
  g_autofree char       *pem = NULL;
  JrWebhook              webhook = { .url = (char *) url,
                                     .window = g_strcmp0 (window, "all") == 0 ? NULL : (char *) window,
                                     .secret = secret,
                                     .networks = list,
                                     .state = JR_WEBHOOK_ON,
                                     .state_at = jr_time_now () };
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;
  g_autofree char       *host = NULL;
  gint64                 number;

  if (!check_target (url, list, error) || !check_window (webhook.window, error) ||
      !load_authorities (ca, &pem, error))
    return FALSE;
  webhook.ca = pem;
  host = dup_host (url);
  if (!jr_transaction_begin (&transaction, folder->database, error) ||
      !jr_webhook_table_add (folder->database, &webhook, &number, error) ||
      !note (folder, &transaction, "webhook add", number, host, error))
    return FALSE;
  json_object_set_int_member (answer, "webhook", number);
  json_object_set_string_member (answer, "secret", secret);
  return give_notice (folder, error);
}

/* One target --------------------------------------------------------------------------------------------------------- */

static gboolean
read_number (const char *text, gint64 *out_number, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT32, &number, NULL))
    return fail (error, text, "a webhook is named by its number; see “webhook list”");
  *out_number = (gint64) number;
  return TRUE;
}

gboolean
jr_webhook_commands_remove (JrHubFolder *folder,
                            const char  *text,
                            JsonObject  *answer,
                            GError     **error)
{
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;
  gint64                 number;

  if (!read_number (text, &number, error) ||
      !jr_transaction_begin (&transaction, folder->database, error) ||
      !jr_webhook_table_remove (folder->database, number, error) ||
      !note (folder, &transaction, "webhook remove", number, NULL, error))
    return FALSE;
  json_object_set_int_member (answer, "removed", number);
  return give_notice (folder, error);
}

static gboolean
set_state (JrHubFolder   *folder,
           const char    *text,
           JrWebhookState state,
           const char    *word,
           JsonObject    *answer,
           GError       **error)
{
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;
  gint64                 number;

  if (!read_number (text, &number, error) ||
      !jr_transaction_begin (&transaction, folder->database, error) ||
      !jr_webhook_table_set_state (folder->database, number, state, jr_time_now (), error) ||
      !note (folder, &transaction, state == JR_WEBHOOK_ON ? "webhook enable" : "webhook disable",
             number, NULL, error))
    return FALSE;
  json_object_set_int_member (answer, word, number);
  return give_notice (folder, error);
}

gboolean
jr_webhook_commands_enable (JrHubFolder *folder,
                            const char  *number,
                            JsonObject  *answer,
                            GError     **error)
{
  return set_state (folder, number, JR_WEBHOOK_ON, "enabled", answer, error);
}

gboolean
jr_webhook_commands_disable (JrHubFolder *folder,
                             const char  *number,
                             JsonObject  *answer,
                             GError     **error)
{
  return set_state (folder, number, JR_WEBHOOK_OFF, "disabled", answer, error);
}

gboolean
jr_webhook_commands_rotate (JrHubFolder *folder,
                            const char  *text,
                            JsonObject  *answer,
                            GError     **error)
{
  JrTime                 until = jr_time_now () + OLD_SECRET_KEPT;
  g_autofree char       *secret = jr_webhook_secret_new ();
  g_autofree char       *until_text = jr_time_to_string (until);
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;
  gint64                 number;

  if (!read_number (text, &number, error) ||
      !jr_transaction_begin (&transaction, folder->database, error) ||
      !jr_webhook_table_rotate (folder->database, number, secret, until, error) ||
      !note (folder, &transaction, "webhook rotate", number, NULL, error))
    return FALSE;
  json_object_set_int_member (answer, "webhook", number);
  json_object_set_string_member (answer, "secret", secret);
  json_object_set_string_member (answer, "old_secret_until", until_text);
  return give_notice (folder, error);
}

/* Lists -------------------------------------------------------------------------------------------------------------- */

static void
set_time (JsonObject *object, const char *member, JrTime time)
{
  g_autofree char *text = time == 0 ? NULL : jr_time_to_string (time);

  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static gboolean
list_one (JrHubFolder *folder, const JrWebhook *webhook, JsonArray *list, GError **error)
{
  gint64      n_waiting, n_failed;
  JsonObject *row;

  if (!jr_delivery_table_count (folder->database, webhook->number, JR_DELIVERY_WAITING, &n_waiting,
                                error) ||
      !jr_delivery_table_count (folder->database, webhook->number, JR_DELIVERY_FAILED, &n_failed,
                                error))
    return FALSE;
  row = json_object_new ();
  json_object_set_int_member (row, "webhook", webhook->number);
  json_object_set_string_member (row, "state", jr_webhook_state_to_string (webhook->state));
  set_time (row, "since", webhook->state_at);
  json_object_set_string_member (row, "url", webhook->url);
  json_object_set_string_member (row, "window", webhook->window != NULL ? webhook->window : "all");
  json_object_set_string_member (row, "networks",
                                 webhook->networks != NULL ? webhook->networks : "public");
  json_object_set_int_member (row, "waiting", n_waiting);
  json_object_set_int_member (row, "failed", n_failed);
  json_object_set_int_member (row, "failures", webhook->failures);
  set_time (row, "rests_until", webhook->rests_until);
  json_array_add_object_element (list, row);
  return TRUE;
}

gboolean
jr_webhook_commands_list (JrHubFolder *folder, JsonObject *answer, GError **error)
{
  g_autoptr (GPtrArray) webhooks = jr_webhook_table_load_all (folder->database, error);
  JsonArray            *list;

  if (webhooks == NULL)
    return FALSE;
  list = json_array_new ();
  json_object_set_array_member (answer, "webhooks", list);
  for (guint i = 0; i < webhooks->len; i++)
    if (!list_one (folder, webhooks->pdata[i], list, error))
      return FALSE;
  return TRUE;
}

gboolean
jr_webhook_commands_list_deliveries (JrHubFolder *folder,
                                     gboolean     only_failed,
                                     JsonObject  *answer,
                                     GError     **error)
{
  g_autoptr (GPtrArray) entries =
    jr_delivery_table_list (folder->database, only_failed, LISTED_MAXIMUM, error);
  JsonArray *list;

  if (entries == NULL)
    return FALSE;
  list = json_array_new ();
  json_object_set_array_member (answer, "deliveries", list);
  for (guint i = 0; i < entries->len; i++)
    {
      const JrDeliveryEntry *entry = entries->pdata[i];
      JsonObject            *row = json_object_new ();
      g_autofree char       *id =
        g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, entry->webhook, entry->sequence);

      json_object_set_string_member (row, "id", id);
      json_object_set_string_member (row, "state", jr_delivery_state_to_string (entry->state));
      json_object_set_string_member (row, "number", entry->case_number);
      json_object_set_int_member (row, "attempts", entry->attempts);
      set_time (row, "tried_at", entry->tried_at);
      if (entry->state == JR_DELIVERY_WAITING)
        set_time (row, "due_at", entry->due_at);
      if (entry->fault != NULL)
        json_object_set_string_member (row, "fault", entry->fault);
      json_array_add_object_element (list, row);
    }
  return TRUE;
}

static gboolean
redeliver_one (JrHubFolder *folder, const char *id, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (id, "-", 2);
  guint64        webhook, sequence;

  if (g_strv_length (parts) != 2 ||
      !g_ascii_string_to_unsigned (parts[0], 10, 1, G_MAXINT32, &webhook, NULL) ||
      !g_ascii_string_to_unsigned (parts[1], 10, 1, G_MAXINT64, &sequence, NULL))
    return fail (error, id, "a delivery is named as “deliveries” prints it");
  return jr_delivery_table_redeliver (folder->database, (gint64) webhook, (gint64) sequence,
                                      jr_time_now (), error);
}

gboolean
jr_webhook_commands_redeliver (JrHubFolder *folder,
                               const char  *id,
                               JsonObject  *answer,
                               GError     **error)
{
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;
  gint64                 count = 1;

  if (!jr_transaction_begin (&transaction, folder->database, error))
    return FALSE;
  if (id != NULL
        ? !redeliver_one (folder, id, error)
        : !jr_delivery_table_redeliver_failed (folder->database, jr_time_now (), &count, error))
    return FALSE;
  if (!jr_administration_note (folder, "redeliver", id != NULL ? id : "all that failed", NULL,
                               error) ||
      !jr_transaction_commit (&transaction, error))
    return FALSE;
  json_object_set_int_member (answer, "redelivered", count);
  return give_notice (folder, error);
}
