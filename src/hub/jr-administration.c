/* jr-administration.c: what an administrator does to a room from the command line
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* These run beside a serving hub: each is one transaction of its own process on the same database. */

#include "jr-administration.h"

#include <string.h>

#include "jr-account-table.h"
#include "jr-administration-table.h"
#include "jr-hub-error.h"
#include "jr-item-table.h"
#include "jr-limits.h"
#include "jr-password.h"
#include "jr-text.h"
#include "jr-wire.h"

/* 1,135 items of a real city take 2 MB. */
static const JrJsonLimits import_limits = { 32 << 20, 16, 2000000, 4 * JR_TEXT_MAXIMUM };

#define ITEMS_MAXIMUM 10000

static gboolean
refuse (GError **error, const char *reason, const char *word)
{
  g_set_error (error, JR_HUB_ERROR, JR_ERROR_INVALID, "%s: %s", word, reason);
  return FALSE;
}

/* Who is root by sudo has a name of his own. */
static char *
dup_doer (void)
{
  const char *behind = g_getenv ("SUDO_USER");

  return behind == NULL || behind[0] == '\0'
           ? g_strdup (g_get_user_name ())
           : g_strdup_printf ("%s (%s)", g_get_user_name (), behind);
}

gboolean
jr_administration_note (JrHubFolder *folder,
                        const char  *act,
                        const char  *subject,
                        const char  *detail,
                        GError     **error)
{
  g_autofree char *doer = dup_doer ();
  g_autofree char *valid = g_utf8_make_valid (subject, -1);

  return jr_administration_table_add (folder->database,
                                      &(JrAdministrativeAct){ .at = jr_time_now (),
                                                              .done_by = doer,
                                                              .act = (char *) act,
                                                              .subject = valid,
                                                              .detail = (char *) detail },
                                      error);
}

gboolean
jr_administration_add_department (JrHubFolder *folder, JrDepartment *department, GError **error)
{
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;

  return jr_transaction_begin (&transaction, folder->database, error) &&
         jr_log_add_department (folder->database, department, error) &&
         jr_administration_note (folder, "department add", department->code, department->name,
                                 error) &&
         jr_transaction_commit (&transaction, error);
}

static gboolean
check_user (const JrRoom *room, const JrActor *actor, GError **error)
{
  const char *allowed = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_.@";

  if (actor->user[0] == '\0' || strlen (actor->user) > JR_CODE_MAXIMUM ||
      strspn (actor->user, allowed) != strlen (actor->user))
    return refuse (error, "a log-in name has letters, digits and - _ . @ only", actor->user);
  if (!jr_text_is_one_line (actor->name) || !jr_text_is_said (actor->name, JR_NAME_MAXIMUM))
    return refuse (error, "give a name to show, in one line", actor->user);
  if (actor->role == JR_ROLE_HUB)
    return refuse (error, "this role is the server's own", actor->user);
  if ((actor->role == JR_ROLE_REVIEWER) != (actor->department != NULL))
    return refuse (error, "a reviewer, and nobody else, has a department", actor->user);
  if (actor->window != NULL && actor->role != JR_ROLE_COUNTER)
    return refuse (error, "only a counter has a window", actor->user);
  if (actor->window != NULL &&
      (!jr_text_is_one_line (actor->window) || !jr_text_is_said (actor->window, JR_CODE_MAXIMUM)))
    return refuse (error, "the window's name is too long or has odd characters", actor->user);
  if (actor->department != NULL && jr_room_find_department (room, actor->department) == NULL)
    return refuse (error, "the room has no such department; add it first", actor->department);
  return TRUE;
}

/* @key (nullable): a counter's, instead of a password. */
static gboolean
store_account (JrHubFolder *folder, const JrAccount *account, const char *key, GError **error)
{
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;

  return jr_transaction_begin (&transaction, folder->database, error) &&
         jr_account_table_add (folder->database, account, error) &&
         (key == NULL || jr_secret_table_put (folder->database, key, account->actor->user,
                                              jr_time_now (), 0, error)) &&
         jr_administration_note (folder, "user add", account->actor->user,
                                 jr_role_to_string (account->actor->role), error) &&
         jr_transaction_commit (&transaction, error);
}

static char *
add_counter (JrHubFolder *folder, const JrActor *actor, GError **error)
{
  g_autofree char *key = jr_password_make_key ();
  JrAccount        account = { .actor = (JrActor *) actor };

  return store_account (folder, &account, key, error) ? g_steal_pointer (&key) : NULL;
}

static char *
add_person (JrHubFolder *folder, const JrActor *actor, GError **error)
{
  g_autofree char *password = jr_password_make_once ();
  g_autofree char *hash = jr_password_hash (password, error);
  JrAccount        account = { .actor = (JrActor *) actor,
                               .password_hash = hash,
                               .password_is_once = TRUE,
                               .password_expires_at = jr_time_now () + JR_ONE_TIME_PASSWORD_MAXIMUM };

  if (hash == NULL || !store_account (folder, &account, NULL, error))
    return NULL;
  return g_steal_pointer (&password);
}

char *
jr_administration_add_user (JrHubFolder *folder, const JrActor *actor, GError **error)
{
  g_autoptr (JrRoom) room = jr_log_load_room (folder->database, error);

  if (room == NULL || !check_user (room, actor, error))
    return NULL;
  return actor->role == JR_ROLE_COUNTER ? add_counter (folder, actor, error)
                                        : add_person (folder, actor, error);
}

/* It watches this file. */
gboolean
jr_administration_give_notice (JrHubFolder *folder, GError **error)
{
  g_autofree char *path = jr_hub_folder_dup_notice_path (folder);

  return g_file_set_contents_full (path, "", 0, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

gboolean
jr_administration_set_disabled (JrHubFolder *folder,
                                const char  *user,
                                gboolean     is_disabled,
                                GError     **error)
{
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;

  return jr_transaction_begin (&transaction, folder->database, error) &&
         jr_account_table_set_disabled (folder->database, user, is_disabled, error) &&
         (!is_disabled || jr_secret_table_remove_sessions_of (folder->database, user, error)) &&
         jr_administration_note (folder, is_disabled ? "user disable" : "user enable", user, NULL,
                                 error) &&
         jr_transaction_commit (&transaction, error) &&
         jr_administration_give_notice (folder, error);
}

static JsonNode *
load_array (const char *path, GError **error)
{
  g_autofree char     *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  gsize                length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  node = jr_json_parse (text, length, &import_limits, error);
  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node) ||
      json_array_get_length (json_node_get_array (node)) > ITEMS_MAXIMUM)
    {
      refuse (error, "this must be an array of items", path);
      return NULL;
    }
  return g_steal_pointer (&node);
}

static gboolean
check_departments (const JrRoom *room, const JrItem *item, GError **error)
{
  for (guint i = 0; i < item->stages->len; i++)
    for (char **code = item->stages->pdata[i]; *code != NULL; code++)
      if (jr_room_find_department (room, *code) == NULL)
        return refuse (error, "the room has no such department; add it first", *code);
  return TRUE;
}

static gboolean
import_item (JrHubFolder   *folder,
             const JrRoom  *room,
             JsonNode      *node,
             JrImportCount *count,
             GError       **error)
{
  g_autoptr (JrItem) item = jr_wire_read_item (node, error);
  gboolean           is_changed;

  if (item == NULL || !jr_item_validate (item, error) || !check_departments (room, item, error) ||
      !jr_item_table_put (folder->database, item, &is_changed, error))
    return FALSE;
  if (is_changed)
    count->changed++;
  else
    count->same++;
  return TRUE;
}

gboolean
jr_administration_import_items (JrHubFolder   *folder,
                                const char    *path,
                                JrImportCount *out_count,
                                GError       **error)
{
  g_autoptr (JrRoom)     room = jr_log_load_room (folder->database, error);
  g_autoptr (JsonNode)   node = room == NULL ? NULL : load_array (path, error);
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;
  JrImportCount          count = { 0, 0 };

  if (node == NULL || !jr_transaction_begin (&transaction, folder->database, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    if (!import_item (folder, room, json_array_get_element (json_node_get_array (node), i), &count,
                      error))
      {
        g_prefix_error (error, "%s, item %u: ", path, i + 1);
        return FALSE;
      }
  if (!jr_administration_note (folder, "item import", path, NULL, error) ||
      !jr_transaction_commit (&transaction, error))
    return FALSE;
  *out_count = count;
  return TRUE;
}
