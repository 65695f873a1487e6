/* jr-route-audit.c: /v1/openings, /v1/administration and /v1/log: what the auditor reads
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages go forward by number, so that an auditor who comes once a month begins where he ended. The log is given as the
 * very texts that were hashed: who has all of it can recompute the chain without the hub. */

#include "jr-routes.h"

#include "jr-administration-table.h"
#include "jr-error.h"
#include "jr-id.h"
#include "jr-log.h"
#include "jr-opening-table.h"

#define PAGE_DEFAULT 200
#define PAGE_MAXIMUM 1000

typedef struct
{
  JrDatabase *database;
  gint64      after;
  gint64      limit;
} Page;

/* NULL when it can be read. */
static JrResponse *
begin_page (JrRequest *request, Page *out_page)
{
  g_autoptr (GError) error = NULL;

  *out_page = (Page){ NULL, 0, PAGE_DEFAULT };
  if (!jr_request_get_query_int (request, "after", 0, G_MAXINT64, &out_page->after))
    return jr_response_new_problem_for ("invalid", "“after” is the number of a row");
  if (!jr_request_get_query_int (request, "limit", 1, PAGE_MAXIMUM, &out_page->limit))
    return jr_response_new_problem_for ("invalid", "“limit” is a number from 1 to 1000");
  out_page->database = jr_request_get_database (request, &error);
  return out_page->database == NULL ? jr_response_new_error (error) : NULL;
}

typedef JsonObject *(*WriteRow) (gconstpointer found);

/* @found: one more than is given was asked for, to know whether there is one. Every row has its "number". */
static JrResponse *
answer_page (const Page *page, const char *name, GPtrArray *found, WriteRow write)
{
  JsonObject *members = json_object_new ();
  JsonArray  *rows = json_array_new ();
  gint64      last = 0;

  for (guint i = 0; i < found->len && i < page->limit; i++)
    {
      JsonObject *row = write (found->pdata[i]);

      last = json_object_get_int_member (row, "number");
      json_array_add_object_element (rows, row);
    }
  json_object_set_array_member (members, name, rows);
  if (found->len > page->limit)
    json_object_set_int_member (members, "next", last);
  return jr_response_new_object (MHD_HTTP_OK, members);
}

static void
set_time (JsonObject *row, JrTime at)
{
  g_autofree char *text = jr_time_to_string (at);

  json_object_set_string_member (row, "at", text);
}

static void
set_optional (JsonObject *row, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (row, name, text);
}

/* Openings ----------------------------------------------------------------------------------------------------------- */

static JsonObject *
write_opening (gconstpointer found)
{
  const JrOpening *opening = found;
  JsonObject      *row = json_object_new ();

  json_object_set_int_member (row, "number", opening->number);
  set_time (row, opening->at);
  json_object_set_string_member (row, "user", opening->user);
  json_object_set_string_member (row, "role", jr_role_to_string (opening->role));
  set_optional (row, "case_id", opening->case_id);
  set_optional (row, "sha256", opening->sha256);
  return row;
}

JrResponse *
jr_route_get_openings (JrRequest *request)
{
  Page                  page;
  JrResponse           *response = begin_page (request, &page);
  const char           *case_id = jr_request_get_query (request, "case");
  const char           *user = jr_request_get_query (request, "user");
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError)    error = NULL;

  if (response != NULL)
    return response;
  if (case_id != NULL && !jr_id_is_valid (case_id))
    return jr_response_new_problem_for ("invalid", "“case” must be the id of a case");
  found = jr_opening_table_list (page.database, user, case_id, page.after, (guint) page.limit + 1,
                                 &error);
  if (g_error_matches (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND))
    return jr_response_new_problem_for ("unknown-case", NULL);
  if (found == NULL)
    return jr_response_new_error (error);
  return answer_page (&page, "openings", found, write_opening);
}

/* Administration ----------------------------------------------------------------------------------------------------- */

static JsonObject *
write_act (gconstpointer found)
{
  const JrAdministrativeAct *act = found;
  JsonObject                *row = json_object_new ();

  json_object_set_int_member (row, "number", act->number);
  set_time (row, act->at);
  json_object_set_string_member (row, "done_by", act->done_by);
  json_object_set_string_member (row, "act", act->act);
  json_object_set_string_member (row, "subject", act->subject);
  set_optional (row, "detail", act->detail);
  return row;
}

JrResponse *
jr_route_get_administration (JrRequest *request)
{
  Page                  page;
  JrResponse           *response = begin_page (request, &page);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError)    error = NULL;

  if (response != NULL)
    return response;
  found = jr_administration_table_list (page.database, page.after, (guint) page.limit + 1, &error);
  if (found == NULL)
    return jr_response_new_error (error);
  return answer_page (&page, "acts", found, write_act);
}

/* The log ------------------------------------------------------------------------------------------------------------ */

static gboolean
add_event (const JrLogRow *event, gpointer data)
{
  JsonObject *row = json_object_new ();

  json_object_set_int_member (row, "sequence", event->sequence);
  json_object_set_string_member (row, "event", event->json);
  json_object_set_string_member (row, "hash", event->hash);
  json_array_add_object_element (data, row);
  return TRUE;
}

JrResponse *
jr_route_get_log (JrRequest *request)
{
  Page               page;
  JrResponse        *response = begin_page (request, &page);
  g_autoptr (GError) error = NULL;
  char               previous[JR_SHA256_HEX_LENGTH + 1];
  JsonObject        *members;
  JsonArray         *rows;

  if (response != NULL)
    return response;
  if (!jr_log_find_hash (page.database, page.after, previous, &error))
    return g_error_matches (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND)
             ? jr_response_new_problem_for ("invalid", error->message)
             : jr_response_new_error (error);
  members = json_object_new ();
  rows = json_array_new ();
  json_object_set_string_member (members, "previous", previous);
  json_object_set_array_member (members, "rows", rows);
  if (jr_log_read (page.database, page.after, (guint) page.limit, add_event, rows, &error))
    return jr_response_new_object (MHD_HTTP_OK, members);
  json_object_unref (members);
  return jr_response_new_error (error);
}
