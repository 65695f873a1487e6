/* jr-hub-verify.c: whether everything in a hub's folder is what it should be
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the log outwards: its chain, the tables that are made from it, the blobs that it names, what was stamped into
 * them, and what was signed of it. Last, and only when somebody brings one, a head that was kept outside. */

#include "jr-blob-set.h"
#include "jr-case-table.h"
#include "jr-composition.h"
#include "jr-error.h"
#include "jr-head-signer.h"
#include "jr-hub-error.h"
#include "jr-hub-folder.h"
#include "jr-upkeep.h"

/* Cases looked at together. */
#define PAGE 500

/* That their bytes are right was seen already. */
static gboolean
verify_named_blobs (JrHubFolder *self, GError **error)
{
  g_autoptr (JrBlobSet) named = jr_blob_set_new ();

  if (!jr_log_collect_blobs (self->database, 0, named, NULL, error))
    return FALSE;
  jr_blob_set_sort (named);
  for (guint i = 0; i < jr_blob_set_get_size (named); i++)
    {
      g_autofree char *sha256 = jr_blob_set_dup_name (named, i);

      if (jr_blob_store_get_size (self->blobs, sha256) >= 0)
        continue;
      g_set_error (error, JR_HUB_ERROR, JR_ERROR_CORRUPT,
                   "The document %s is missing, which the log names", sha256);
      return FALSE;
    }
  return TRUE;
}

static gboolean
verify_case (JrHubFolder *self, const char *id, GError **error)
{
  g_autoptr (JrCase) state = jr_case_table_load (self->database, id, error);

  if (state == NULL)
    return FALSE;
  for (guint i = 0; i < state->results->len; i++)
    if (!jr_composition_verify (self->blobs, state->results->pdata[i], error))
      {
        g_prefix_error (error, "%s: ", state->number);
        return FALSE;
      }
  return TRUE;
}

/* Only concluded cases have results. */
static gboolean
verify_results (JrHubFolder *self, GError **error)
{
  const JrCaseFilter    concluded = { .kind = JR_CASE_FILTER_CONCLUDED };
  g_autoptr (GPtrArray) ids = jr_case_table_list (self->database, &concluded, NULL, PAGE, error);

  while (ids != NULL && ids->len > 0)
    {
      g_autofree char *last = g_strdup (ids->pdata[ids->len - 1]);

      for (guint i = 0; i < ids->len; i++)
        if (!verify_case (self, ids->pdata[i], error))
          return FALSE;
      g_ptr_array_unref (ids);
      ids = jr_case_table_list (self->database, &concluded, last, PAGE, error);
    }
  return ids != NULL;
}

static gboolean
verify_head (const JrHead *head, gpointer data, GError **error)
{
  return jr_head_check_signature (head, NULL, error) && jr_head_check_log (data, head, error);
}

gboolean
jr_hub_folder_verify (JrHubFolder *self, JrVerification *out_verification, GError **error)
{
  JrVerification found;

  g_return_val_if_fail (self != NULL && out_verification != NULL, FALSE);

  if (!jr_log_verify (self->database, &found, error) ||
      !jr_blob_store_verify (self->blobs, &found.blobs, error) ||
      !verify_named_blobs (self, error) || !verify_results (self, error) ||
      !jr_head_table_read (self->database, verify_head, self->database, error))
    return FALSE;
  *out_verification = found;
  return TRUE;
}

static gboolean
check_newest_key (JrHubFolder *self, const char *public_key, GError **error)
{
  JrHead   newest;
  gboolean has_newest;

  if (!jr_head_table_load_newest (self->database, &newest, &has_newest, error))
    return FALSE;
  if (has_newest)
    return jr_head_check_signature (&newest, public_key, error);
  g_set_error_literal (error, JR_HUB_ERROR, JR_ERROR_CORRUPT,
                       "This hub has signed nothing of its log");
  return FALSE;
}

gboolean
jr_hub_folder_check_witness (JrHubFolder *self,
                             const char  *head_file,
                             const char  *public_key,
                             GError     **error)
{
  JrHead head;

  g_return_val_if_fail (self != NULL, FALSE);

  if (public_key != NULL && !check_newest_key (self, public_key, error))
    return FALSE;
  return head_file == NULL || (jr_head_read_file (head_file, &head, error) &&
                               jr_head_check_signature (&head, public_key, error) &&
                               jr_head_check_log (self->database, &head, error));
}

gboolean
jr_hub_folder_rebuild (const char *path, gint64 *out_events, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (path, error);

  return folder != NULL && jr_case_table_rebuild (folder->database, out_events, error);
}
