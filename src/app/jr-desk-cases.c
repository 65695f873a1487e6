/* jr-desk-cases.c: the list of cases, kept as the local copy is
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-case-table.h"
#include "jr-desk-private.h"
#include "jr-error.h"

/* The engine says what changed, the local copy's worker reads it, the main thread puts it into the list. An item object
 * stays for the life of its case, so that selection and scroll position survive every change, a snapshot included. */

/* Rows asked of the database at a time. */
#define JR_LIST_PAGE 200

/** JrRowRequest: what to read; @id NULL for all. */
typedef struct
{
  JrLocalCopy
       *copy; /* waits for its worker before it goes, so it is there as long as the request runs */
  guint session;
  char *id;
} JrRowRequest;

static void
row_request_free (JrRowRequest *self)
{
  g_free (self->id);
  g_free (self);
}

/** JrLoadedCase: a row on its way from the worker to the list; without state when the case does not belong there. */
typedef struct
{
  char   *id;
  JrCase *state;
  char   *applicant;
} JrLoadedCase;

static void
loaded_case_free (JrLoadedCase *self)
{
  g_clear_pointer (&self->state, jr_case_unref);
  g_free (self->applicant);
  g_free (self->id);
  g_free (self);
}

static JrTime
start_of_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) midnight =
    g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                           g_date_time_get_day_of_month (now), 0, 0, 0);

  return g_date_time_to_unix (midnight) * JR_TIME_SECOND;
}

/* Pending, decided and not yet pushed, or concluded today. */
static gboolean
belongs_in_list (const JrCase *state)
{
  if (jr_case_is_pending (state) || state->phase == JR_CASE_DECIDED)
    return TRUE;
  return state->phase_at >= start_of_today ();
}

static JrLoadedCase *
load_row (JrDatabase *database, const char *id, GError **error)
{
  g_autoptr (GError)       local_error = NULL;
  g_autoptr (JrCase)       state = jr_case_table_load (database, id, &local_error);
  g_autofree JrLoadedCase *row = NULL;

  if (state == NULL && !g_error_matches (local_error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  row = g_new0 (JrLoadedCase, 1);
  row->id = g_strdup (id);
  if (state != NULL && belongs_in_list (state))
    {
      row->applicant = jr_case_table_get_applicant (database, id);
      row->state = g_steal_pointer (&state);
    }
  return g_steal_pointer (&row);
}

static gboolean
load_rows (JrDatabase *database, JrCaseFilterKind kind, GPtrArray *rows, GError **error)
{
  JrCaseFilter     filter = { .kind = kind };
  g_autofree char *after = NULL;
  gboolean         is_done = FALSE;

  while (!is_done)
    {
      g_autoptr (GPtrArray) ids =
        jr_case_table_list (database, &filter, after, JR_LIST_PAGE, error);

      if (ids == NULL)
        return FALSE;
      for (guint i = 0; i < ids->len; i++)
        {
          JrLoadedCase *row = load_row (database, g_ptr_array_index (ids, i), error);

          if (row == NULL)
            return FALSE;
          g_ptr_array_add (rows, row);
        }
      is_done = ids->len < JR_LIST_PAGE;
      g_free (after);
      after = is_done ? NULL : g_strdup (g_ptr_array_index (ids, ids->len - 1));
    }
  return TRUE;
}

static void
reload_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JrRowRequest         *request = data;
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) loaded_case_free);
  JrDatabase           *database = jr_local_copy_use (request->copy, &error);

  if (database == NULL || !load_rows (database, JR_CASE_FILTER_PENDING, rows, &error) ||
      !load_rows (database, JR_CASE_FILTER_CONCLUDED, rows, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&rows), (GDestroyNotify) g_ptr_array_unref);
}

static int
compare_items (gconstpointer a, gconstpointer b, gpointer unused)
{
  const JrCase *left = jr_case_item_get_state ((JrCaseItem *) a);
  const JrCase *right = jr_case_item_get_state ((JrCaseItem *) b);

  if (left->submitted_at != right->submitted_at)
    return left->submitted_at < right->submitted_at ? -1 : 1;
  return strcmp (left->id, right->id);
}

static int
compare_pointed_items (gconstpointer a, gconstpointer b)
{
  return compare_items (*(JrCaseItem *const *) a, *(JrCaseItem *const *) b, NULL);
}

static void
remove_item (JrDesk *self, JrCaseItem *item)
{
  guint position;

  g_hash_table_remove (self->cases_by_id, jr_case_item_get_state (item)->id);
  if (g_list_store_find (self->cases, item, &position))
    g_list_store_remove (self->cases, position);
}

/* The new state's id is another string: the table must point into the one that lives on. */
static void
replace_item (JrDesk *self, JrCaseItem *item, const JrLoadedCase *row)
{
  const char *applicant =
    row->applicant != NULL ? row->applicant : jr_case_item_get_applicant (item);

  g_hash_table_steal (self->cases_by_id, row->id);
  g_hash_table_insert (self->cases_by_id, row->state->id, item);
  jr_case_item_replace (item, row->state, applicant);
}

static void
take_row (JrDesk *self, const JrLoadedCase *row)
{
  JrCaseItem *item = jr_desk_find_case (self, row->id);

  if (item != NULL && row->state == NULL)
    remove_item (self, item);
  else if (item != NULL)
    replace_item (self, item, row);
  else if (row->state != NULL)
    {
      g_autoptr (JrCaseItem) fresh = jr_case_item_new (row->state, row->applicant);

      g_hash_table_insert (self->cases_by_id, row->state->id, fresh);
      g_list_store_insert_sorted (self->cases, fresh, compare_items, NULL);
    }
}

/* The first filling: one change of the model instead of one for each row. */
static void
take_all_at_once (JrDesk *self, GPtrArray *rows)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      const JrLoadedCase *row = g_ptr_array_index (rows, i);
      JrCaseItem         *item;

      if (row->state == NULL || g_hash_table_contains (self->cases_by_id, row->id))
        continue;
      item = jr_case_item_new (row->state, row->applicant);
      g_ptr_array_add (items, item);
      g_hash_table_insert (self->cases_by_id, row->state->id, item);
    }
  g_ptr_array_sort (items, compare_pointed_items);
  g_list_store_splice (self->cases, 0, 0, items->pdata, items->len);
}

static void
remove_absent (JrDesk *self, GPtrArray *rows)
{
  g_autoptr (GHashTable) present = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (present, ((JrLoadedCase *) g_ptr_array_index (rows, i))->id);

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->cases)); i > 0; i--)
    {
      g_autoptr (JrCaseItem) item = g_list_model_get_item (G_LIST_MODEL (self->cases), i - 1);

      if (!g_hash_table_contains (present, jr_case_item_get_state (item)->id))
        remove_item (self, item);
    }
}

static void
on_reloaded (GObject *object, GAsyncResult *result, gpointer data)
{
  JrDesk               *self = JR_DESK (object);
  JrRowRequest         *request = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) rows = g_task_propagate_pointer (G_TASK (result), &error);

  if (rows == NULL)
    g_debug ("the local copy could not be read: %s", error->message);
  else if (request->session != self->session)
    g_debug ("rows of a session that is over");
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->cases)) == 0)
    {
      take_all_at_once (self, rows);
      jr_desk_tell_refusals (self);
    }
  else
    {
      remove_absent (self, rows);
      for (guint i = 0; i < rows->len; i++)
        take_row (self, g_ptr_array_index (rows, i));
    }
}

static void
reload_row_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JrRowRequest      *request = data;
  g_autoptr (GError) error = NULL;
  JrDatabase        *database = jr_local_copy_use (request->copy, &error);
  JrLoadedCase      *row = NULL;

  if (database != NULL)
    row = load_row (database, request->id, &error);
  if (row == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, row, (GDestroyNotify) loaded_case_free);
}

static void
on_row_reloaded (GObject *object, GAsyncResult *result, gpointer data)
{
  JrDesk            *self = JR_DESK (object);
  JrRowRequest      *request = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  JrLoadedCase      *row = g_task_propagate_pointer (G_TASK (result), &error);

  if (row == NULL)
    {
      g_debug ("case %s could not be read: %s", request->id, error->message);
      return;
    }
  if (request->session == self->session)
    {
      take_row (self, row);
      jr_desk_emit_case_changed (self, row->id);
    }
  loaded_case_free (row);
}

static void
request_rows (JrDesk *self, const char *id, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, NULL);
  JrRowRequest     *request = g_new0 (JrRowRequest, 1);

  request->copy = self->copy;
  request->session = self->session;
  request->id = g_strdup (id);
  g_task_set_task_data (task, request, (GDestroyNotify) row_request_free);
  jr_worker_run_task (jr_local_copy_get_worker (self->copy), task, func);
}

void
jr_desk_reload_cases (JrDesk *self)
{
  request_rows (self, NULL, reload_thread, on_reloaded);
}

void
jr_desk_reload_case (JrDesk *self, const char *id)
{
  request_rows (self, id, reload_row_thread, on_row_reloaded);
}

void
jr_desk_init_cases (JrDesk *self)
{
  self->cases = g_list_store_new (JR_TYPE_CASE_ITEM);
  self->cases_by_id = g_hash_table_new (g_str_hash, g_str_equal);
}

void
jr_desk_clear_cases (JrDesk *self)
{
  g_hash_table_remove_all (self->cases_by_id);
  g_list_store_remove_all (self->cases);
  g_clear_pointer (&self->items, g_ptr_array_unref);
}
