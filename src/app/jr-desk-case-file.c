/* jr-desk-case-file.c: the whole of one case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-case-table.h"
#include "jr-desk-private.h"
#include "jr-error.h"

/* The hub has the history and, for whom it may concern, the applicant's full values; opening a case there is also what
 * puts it on record. Without a line the local copy gives what it has. */

/** JrFileRequest: @item is the newest known, for the answer without a line. */
typedef struct
{
  JrHubClient *client;
  JrLocalCopy *copy;
  char        *id;
  JrItem      *item;
} JrFileRequest;

static void
file_request_free (JrFileRequest *self)
{
  g_free (self->id);
  g_clear_pointer (&self->item, jr_item_unref);
  g_free (self);
}

static void
load_copy_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JrFileRequest          *self = data;
  g_autoptr (GError)      error = NULL;
  g_autoptr (JrCase)      state = NULL;
  g_autoptr (JrApplicant) applicant = NULL;
  g_autofree char        *name = NULL;
  JrDatabase             *database = jr_local_copy_use (self->copy, &error);

  if (database != NULL)
    state = jr_case_table_load (database, self->id, &error);
  if (state == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  name = jr_case_table_get_applicant (database, self->id);
  applicant = jr_applicant_new (&(JrApplicant){ .name = name });
  g_task_return_pointer (task,
                         jr_case_file_new (&(JrCaseFile){ .state = state,
                                                          .applicant = applicant,
                                                          .is_masked = TRUE,
                                                          .item = self->item }),
                         (GDestroyNotify) jr_case_file_unref);
}

static void
load_hub_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JrFileRequest *self = data;
  GError        *error = NULL;
  JrCaseFile    *file = jr_hub_client_load_case (self->client, self->id, cancellable, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) jr_case_file_unref);
  else
    g_task_return_error (task, error);
}

static void
on_copy_loaded (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  GError           *error = NULL;
  JrCaseFile       *file = g_task_propagate_pointer (G_TASK (result), &error);

  if (file != NULL)
    g_task_return_pointer (outer, file, (GDestroyNotify) jr_case_file_unref);
  else
    g_task_return_error (outer, error);
}

static void
on_hub_loaded (GObject *object, GAsyncResult *result, gpointer data)
{
  JrDesk            *self = JR_DESK (object);
  g_autoptr (GTask)  outer = data;
  g_autoptr (GTask)  next = NULL;
  g_autoptr (GError) error = NULL;
  JrCaseFile        *file = g_task_propagate_pointer (G_TASK (result), &error);

  if (file != NULL)
    g_task_return_pointer (outer, file, (GDestroyNotify) jr_case_file_unref);
  else if (self->copy == NULL || !g_error_matches (error, JR_SYNC_ERROR, JR_ERROR_OFFLINE))
    g_task_return_error (outer, g_steal_pointer (&error));
  else
    {
      JrFileRequest *request = g_task_get_task_data (outer);

      request->copy = self->copy;
      next = g_task_new (self, NULL, on_copy_loaded, g_object_ref (outer));
      g_task_set_task_data (next, request, NULL);
      jr_worker_run_task (jr_local_copy_get_worker (self->copy), next, load_copy_thread);
    }
}

/* (transfer full) (nullable) */
static JrItem *
find_item (JrDesk *self, const char *id)
{
  JrCaseItem *item = jr_desk_find_case (self, id);

  for (guint i = 0; item != NULL && self->items != NULL && i < self->items->len; i++)
    {
      const JrItem *candidate = g_ptr_array_index (self->items, i);

      if (g_str_equal (candidate->code, jr_case_item_get_state (item)->item_code))
        return jr_item_ref (candidate);
    }
  return NULL;
}

void
jr_desk_load_case_async (JrDesk             *self,
                         const char         *id,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            data)
{
  g_autoptr (GTask) outer = g_task_new (self, cancellable, callback, data);
  g_autoptr (GTask) next = NULL;
  JrFileRequest    *request;

  if (self->client == NULL)
    {
      g_task_return_new_error (outer, JR_SYNC_ERROR, JR_ERROR_DENIED, "nobody is logged in");
      return;
    }
  request = g_new0 (JrFileRequest, 1);
  request->client = self->client;
  request->id = g_strdup (id);
  request->item = find_item (self, id);
  g_task_set_task_data (outer, request, (GDestroyNotify) file_request_free);

  next = g_task_new (self, cancellable, on_hub_loaded, g_object_ref (outer));
  g_task_set_task_data (next, request, NULL);
  jr_worker_run_task (self->line, next, load_hub_thread);
}

JrCaseFile *
jr_desk_load_case_finish (JrDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
