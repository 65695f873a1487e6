/* jr-route-cases.c: /v1/cases and /v1/cases/{id}
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is shown of a person, and to whom, is the table of jr-role.c; here it is followed. Lists have no more than the
 * masked name, which is all that is in their table; the page of one case says so when it is masked. */

#include "jr-routes.h"

#include <string.h>

#include "jr-access.h"
#include "jr-case-table.h"
#include "jr-error.h"
#include "jr-hub.h"
#include "jr-id.h"
#include "jr-item-table.h"
#include "jr-limits.h"
#include "jr-log.h"
#include "jr-wire.h"

#define PAGE_DEFAULT 100
#define PAGE_MAXIMUM 500
#define SEARCH_MAXIMUM 100
/* One letter or digit is in every row, and the index of pairs is no help. One Chinese sign may be a whole name. */
#define SEARCH_ASCII_MINIMUM 2

/* Lists -------------------------------------------------------------------------------------------------------------- */

static const struct
{
  const char      *word;
  JrCaseFilterKind kind;
} filters[] = {
  { "all", JR_CASE_FILTER_ALL },
  { "pending", JR_CASE_FILTER_PENDING },
  { "department", JR_CASE_FILTER_DEPARTMENT },
  { "mine", JR_CASE_FILTER_MINE },
  { "supplement", JR_CASE_FILTER_SUPPLEMENT },
  { "concluded", JR_CASE_FILTER_CONCLUDED },
};

static JrResponse *
refuse (const char *detail)
{
  return jr_response_new_problem_for ("invalid", detail);
}

static JrResponse *
refuse_or_fail (const GError *error)
{
  return g_error_matches (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND)
           ? jr_response_new_problem_for ("unknown-case", error->message)
           : jr_response_new_error (error);
}

static JsonNode *
write_row (JrDatabase *database, const JrCase *state, gboolean with_name)
{
  g_autofree char *applicant = with_name ? jr_case_table_get_applicant (database, state->id) : NULL;
  JsonObject      *row = json_object_new ();
  JsonNode        *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_member (row, "case", jr_wire_write_case (state));
  if (applicant != NULL)
    json_object_set_string_member (row, "applicant", applicant);
  json_node_take_object (node, row);
  return node;
}

static JrResponse *
list_one (JrDatabase *database, const char *number, gboolean with_name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JrCase) state = jr_case_table_load_by_number (database, number, &error);
  JsonObject        *members;
  JsonArray         *rows;

  if (state == NULL && !g_error_matches (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND))
    return jr_response_new_error (error);
  members = json_object_new ();
  rows = json_array_new ();
  json_object_set_array_member (members, "cases", rows);
  if (state != NULL)
    json_array_add_element (rows, write_row (database, state, with_name));
  return jr_response_new_object (MHD_HTTP_OK, members);
}

/* Without words of its own a list is of all cases that are pending. */
static JrResponse *
read_filter (JrRequest *request, JrCaseFilter *out_filter)
{
  const char *word = jr_request_get_query (request, "filter");
  const char *department = jr_request_get_query (request, "department");
  const char *search = jr_request_get_query (request, "search");
  gsize       i = 0;

  while (word != NULL && i < G_N_ELEMENTS (filters) && g_strcmp0 (filters[i].word, word) != 0)
    i++;
  if (i == G_N_ELEMENTS (filters))
    return refuse ("“filter” is one of all, pending, department, mine, supplement, concluded");
  out_filter->kind = word == NULL ? JR_CASE_FILTER_PENDING : filters[i].kind;
  out_filter->department = department != NULL ? department : request->actor->department;
  out_filter->user = request->actor->user;
  out_filter->search = search;
  if (out_filter->kind == JR_CASE_FILTER_DEPARTMENT && out_filter->department == NULL)
    return refuse ("“department” is missing");
  if (search != NULL && g_utf8_strlen (search, -1) > SEARCH_MAXIMUM)
    return refuse ("“search” is too long");
  if (search != NULL && g_str_is_ascii (search) && search[0] != '\0' &&
      strlen (search) < SEARCH_ASCII_MINIMUM)
    return refuse ("“search” needs two letters or digits");
  return NULL;
}

static gboolean
write_page (JrDatabase *database,
            GPtrArray  *ids,
            guint       length,
            gboolean    with_name,
            JsonArray  *rows,
            GError    **error)
{
  for (guint i = 0; i < MIN (ids->len, length); i++)
    {
      g_autoptr (JrCase) state = jr_case_table_load (database, ids->pdata[i], error);

      if (state == NULL)
        return FALSE;
      json_array_add_element (rows, write_row (database, state, with_name));
    }
  return TRUE;
}

/* One more is asked for than is given, to know whether there is one. */
static JrResponse *
list_page (JrDatabase         *database,
           const JrCaseFilter *filter,
           const char         *after,
           guint               length,
           gboolean            with_name)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (GPtrArray)  ids = jr_case_table_list (database, filter, after, length + 1, &error);
  g_autoptr (JsonObject) members = json_object_new ();
  JsonArray             *rows = json_array_new ();

  json_object_set_array_member (members, "cases", rows);
  if (ids == NULL || !write_page (database, ids, length, with_name, rows, &error))
    return refuse_or_fail (error);
  if (ids->len > length)
    json_object_set_string_member (members, "next", ids->pdata[length - 1]);
  return jr_response_new_object (MHD_HTTP_OK, g_steal_pointer (&members));
}

JrResponse *
jr_route_get_cases (JrRequest *request)
{
  g_autoptr (GError) error = NULL;
  const char        *number = jr_request_get_query (request, "number");
  const char        *after = jr_request_get_query (request, "after");
  JrCaseFilter       filter = { .kind = JR_CASE_FILTER_PENDING };
  gint64             length = PAGE_DEFAULT;
  gboolean           with_name = jr_access_shows (request, JR_PLACE_LIST);
  JrDatabase        *database;
  JrResponse        *response;

  if (number != NULL && g_utf8_strlen (number, -1) > JR_CASE_NUMBER_MAXIMUM)
    return refuse ("“number” is too long");
  if (after != NULL && !jr_id_is_valid (after))
    return refuse ("“after” must be the id of a case");
  if (!jr_request_get_query_int (request, "limit", 1, PAGE_MAXIMUM, &length))
    return refuse ("“limit” must be a number from 1 to 500");
  response = read_filter (request, &filter);
  if (response != NULL)
    return response;
  database = jr_request_get_database (request, &error);
  if (database == NULL)
    return jr_response_new_error (error);
  return number != NULL ? list_one (database, number, with_name)
                        : list_page (database, &filter, after, (guint) length, with_name);
}

/* One ---------------------------------------------------------------------------------------------------------------- */

static JrApplicant *
mask (const JrApplicant *applicant)
{
  g_autofree char *name = jr_applicant_mask_name (applicant->name);
  g_autofree char *id_number =
    applicant->id_number == NULL ? NULL : jr_applicant_mask_number (applicant->id_number);
  g_autofree char *phone =
    applicant->phone == NULL ? NULL : jr_applicant_mask_number (applicant->phone);

  return jr_applicant_new (&(JrApplicant){ .name = name, .id_number = id_number, .phone = phone });
}

/* An applicant who was erased, or is not for this role, is not there; that is no error. */
static gboolean
add_applicant (JsonObject  *members,
               JrDatabase  *database,
               const char  *case_id,
               JrDisclosure disclosure,
               GError     **error)
{
  g_autoptr (JrApplicant) applicant = NULL;
  g_autoptr (JrApplicant) masked = NULL;
  g_autoptr (GError)      cause = NULL;

  json_object_set_boolean_member (members, "masked", disclosure != JR_DISCLOSURE_FULL);
  if (disclosure == JR_DISCLOSURE_NONE)
    return TRUE;
  applicant = jr_person_load (database, case_id, &cause);
  if (applicant == NULL && g_error_matches (cause, JR_STORE_ERROR, JR_ERROR_NOT_FOUND))
    return TRUE;
  if (applicant == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  masked = disclosure == JR_DISCLOSURE_FULL ? NULL : mask (applicant);
  json_object_set_member (members, "applicant",
                          jr_wire_write_applicant (masked != NULL ? masked : applicant));
  return TRUE;
}

static gboolean
add_events (JsonObject *members, JrDatabase *database, const char *case_id, GError **error)
{
  g_autoptr (GPtrArray) events = jr_log_load_case_events (database, case_id, error);
  JsonArray            *array;

  if (events == NULL)
    return FALSE;
  array = json_array_sized_new (events->len);
  json_object_set_array_member (members, "events", array);
  for (guint i = 0; i < events->len; i++)
    json_array_add_element (array, jr_wire_write_event (events->pdata[i]));
  return TRUE;
}

static gboolean
add_item (JsonObject *members, JrDatabase *database, const JrCase *state, GError **error)
{
  g_autoptr (JrItem) item =
    jr_item_table_load (database, state->item_code, state->item_version, error);

  if (item == NULL)
    return FALSE;
  json_object_set_member (members, "item", jr_wire_write_item (item));
  return TRUE;
}

JrResponse *
jr_route_get_case (JrRequest *request)
{
  g_autoptr (GError)     error = NULL;
  JrDatabase            *database;
  g_autoptr (JrCase)     state = NULL;
  g_autoptr (JsonObject) members = json_object_new ();
  JrResponse            *response;

  if (!jr_id_is_valid (request->parameter))
    return jr_response_new_problem_for ("unknown-case", NULL);
  database = jr_request_get_database (request, &error);
  if (database == NULL)
    return jr_response_new_error (error);
  state = jr_case_table_load (database, request->parameter, &error);
  if (state == NULL)
    return refuse_or_fail (error);
  json_object_set_member (members, "case", jr_wire_write_case (state));
  if (!add_applicant (members, database, state->id,
                      jr_role_get_disclosure (request->actor->role, JR_PLACE_CASE), &error) ||
      !add_events (members, database, state->id, &error) ||
      !add_item (members, database, state, &error))
    return jr_response_new_error (error);
  response = jr_response_new_object (MHD_HTTP_OK, g_steal_pointer (&members));
  if (g_str_equal (request->method, "HEAD"))
    return response;
  return jr_openings_note (request->hub->openings, request, state->id, NULL, response);
}
