/* jr-item-table.c: service items, every version kept
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A case is judged under the version of its item by which it was accepted, so nothing is ever overwritten here. An
 * import that changes nothing gives no new version: the same file can be imported every night. */

#include "jr-item-table.h"

#include "jr-error.h"
#include "jr-stored-json-private.h"
#include "jr-wire.h"

static JrItem *
item_from_row (JrStatement *row, GError **error)
{
  g_autoptr (JsonNode) node =
    jr_stored_json_parse (jr_statement_get_text (row, 0), "service item", error);
  JrItem *item = node == NULL ? NULL : jr_wire_read_item (node, error);

  if (item == NULL)
    jr_stored_json_blame ("service item", error);
  return item;
}

static char *
write_as_version (const JrItem *item, guint version)
{
  JrItem             fields = *item;
  g_autoptr (JrItem) numbered = NULL;

  fields.version = version;
  numbered = jr_item_new (&fields);
  return jr_stored_json_take (jr_wire_write_item (numbered));
}

/* 0 and NULL when there is none. */
static gboolean
find_newest (JrDatabase *database,
             const char *code,
             guint      *out_version,
             char      **out_json,
             GError    **error)
{
  g_auto (JrStatementUse) use = jr_database_use (
    database, "SELECT version, json FROM items WHERE code = $1 ORDER BY version DESC LIMIT 1",
    error);
  gboolean has_row;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, code);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  *out_version = has_row ? (guint) jr_statement_get_int (use, 0) : 0;
  *out_json = has_row ? g_strdup (jr_statement_get_text (use, 1)) : NULL;
  return TRUE;
}

static gboolean
insert (JrDatabase *database, const JrItem *item, guint version, GError **error)
{
  g_autofree char        *json = write_as_version (item, version);
  g_auto (JrStatementUse) use =
    jr_database_use (database, "INSERT INTO items (code, version, json) VALUES ($1, $2, $3)",
                     error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, item->code);
  jr_statement_bind_int (use, 2, version);
  jr_statement_bind_text (use, 3, json);
  return jr_statement_run (use, NULL, error);
}

gboolean
jr_item_table_put (JrDatabase *database, const JrItem *item, gboolean *out_changed, GError **error)
{
  g_autofree char *stored = NULL;
  g_autofree char *offered = NULL;
  gboolean         is_changed;
  guint            newest;

  g_return_val_if_fail (database != NULL && item != NULL, FALSE);

  if (!find_newest (database, item->code, &newest, &stored, error))
    return FALSE;
  offered = write_as_version (item, newest);
  is_changed = g_strcmp0 (stored, offered) != 0;
  if (is_changed && !insert (database, item, newest + 1, error))
    return FALSE;
  if (out_changed != NULL)
    *out_changed = is_changed;
  return TRUE;
}

JrItem *
jr_item_table_load (JrDatabase *database, const char *code, guint version, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT json FROM items WHERE code = $1 AND ($2 = 0 OR version = $2) "
                     "ORDER BY version DESC LIMIT 1",
                     error);
  gboolean has_row;

  g_return_val_if_fail (code != NULL, NULL);

  if (use == NULL)
    return NULL;
  jr_statement_bind_text (use, 1, code);
  jr_statement_bind_int (use, 2, version);
  if (!jr_statement_step (use, &has_row, error))
    return NULL;
  if (!has_row)
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND, "There is no service item %s", code);
      return NULL;
    }
  return item_from_row (use, error);
}

GPtrArray *
jr_item_table_load_all (JrDatabase *database, GError **error)
{
  g_autoptr (GPtrArray)   items = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_item_unref);
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT i.json FROM items i WHERE NOT EXISTS (SELECT 1 FROM items n "
                     "WHERE n.code = i.code AND n.version > i.version) ORDER BY i.code",
                     error);
  gboolean has_row;

  if (use == NULL)
    return NULL;
  while (TRUE)
    {
      JrItem *item;

      if (!jr_statement_step (use, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&items);
      item = item_from_row (use, error);
      if (item == NULL)
        return NULL;
      g_ptr_array_add (items, item);
    }
}
