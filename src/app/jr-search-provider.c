/* jr-search-provider.c: cases in the search of the desktop
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-search-provider.h"

#include <string.h>

#include "jr-case-view.h"
#include "jr-case-words.h"

/* Only numbers and items are searched and shown, never an applicant: a search of the desktop is seen by whoever stands
 * behind one. Nothing is found while nobody is logged in, and nothing that the dashboard would not show. */

#define RESULTS_MAXIMUM 10
/* Shorter terms would find every case. */
#define TERM_MINIMUM_BYTES 2

struct _JrSearchProvider
{
  GDBusConnection   *connection;
  guint              registration;
  JrSearchChosenFunc chosen;
  gpointer           data;
  JrDesk            *desk; /* borrowed; NULL before the start */
};

static const char interface_xml[] =
  "<node><interface name='org.gnome.Shell.SearchProvider2'>"
  "<method name='GetInitialResultSet'><arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
  "<method name='GetSubsearchResultSet'><arg type='as' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='as' direction='out'/></method>"
  "<method name='GetResultMetas'><arg type='as' direction='in'/><arg type='aa{sv}' direction='out'/></method>"
  "<method name='ActivateResult'><arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='u' direction='in'/></method>"
  "<method name='LaunchSearch'><arg type='as' direction='in'/><arg type='u' direction='in'/></method>"
  "</interface></node>";

static gboolean
is_findable (JrSearchProvider *self)
{
  return self->desk != NULL && jr_desk_get_me (self->desk) != NULL;
}

/* Returns: (transfer full): an array of the identifiers of cases. */
static GVariant *
find_cases (JrSearchProvider *self, const char *const *terms)
{
  g_auto (GVariantBuilder) found = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));
  g_autofree char         *text = g_strjoinv (" ", (char **) terms);
  GListModel              *cases = is_findable (self) ? jr_desk_get_cases (self->desk) : NULL;
  guint                    n_cases = cases == NULL ? 0 : g_list_model_get_n_items (cases);
  guint                    n_found = 0;

  if (strlen (g_strstrip (text)) < TERM_MINIMUM_BYTES)
    n_cases = 0;
  for (guint i = 0; i < n_cases && n_found < RESULTS_MAXIMUM; i++)
    {
      g_autoptr (JrCaseItem) item = g_list_model_get_item (cases, i);
      const JrCase          *state = jr_case_item_get_state (item);

      if (!jr_case_matches_search (state, NULL, text))
        continue;
      g_variant_builder_add (&found, "s", state->id);
      n_found++;
    }
  return g_variant_ref_sink (g_variant_builder_end (&found));
}

static void
add_meta (GVariantBuilder *metas, const JrCase *state)
{
  g_variant_builder_open (metas, G_VARIANT_TYPE ("a{sv}"));
  g_variant_builder_add (metas, "{sv}", "id", g_variant_new_string (state->id));
  g_variant_builder_add (metas, "{sv}", "name", g_variant_new_string (state->number));
  g_variant_builder_add (metas, "{sv}", "description",
                         g_variant_new_take_string (
                           g_strdup_printf ("%s · %s", state->item_name,
                                            jr_case_words_for_status (state))));
  g_variant_builder_add (metas, "{sv}", "gicon", g_variant_new_string (JR_APP_ID));
  g_variant_builder_close (metas);
}

static GVariant *
describe_cases (JrSearchProvider *self, const char *const *ids)
{
  g_auto (GVariantBuilder) metas = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (gsize i = 0; is_findable (self) && ids[i] != NULL; i++)
    {
      JrCaseItem *item = jr_desk_find_case (self->desk, ids[i]);

      if (item != NULL)
        add_meta (&metas, jr_case_item_get_state (item));
    }
  return g_variant_ref_sink (g_variant_builder_end (&metas));
}

/* Returns: (transfer full) (nullable): what is found or described; NULL: @method is no question. */
static GVariant *
answer_question (JrSearchProvider *self, const char *method, GVariant *parameters)
{
  g_autofree const char **words = NULL;

  if (g_str_equal (method, "GetInitialResultSet"))
    g_variant_get (parameters, "(^a&s)", &words);
  else if (g_str_equal (method, "GetSubsearchResultSet"))
    g_variant_get (parameters, "(@as^a&s)", NULL, &words);
  else if (g_str_equal (method, "GetResultMetas"))
    {
      g_variant_get (parameters, "(^a&s)", &words);
      return describe_cases (self, words);
    }
  return words == NULL ? NULL : find_cases (self, words);
}

static void
choose (JrSearchProvider *self, const char *method, GVariant *parameters)
{
  g_autofree const char **words = NULL;
  g_autofree char        *text = NULL;
  const char             *id = NULL;
  guint32                 time;

  if (g_str_equal (method, "ActivateResult"))
    g_variant_get (parameters, "(&s^a&su)", &id, &words, &time);
  else
    g_variant_get (parameters, "(^a&su)", &words, &time);
  text = g_strjoinv (" ", (char **) words);
  self->chosen (id, text, time, self->data);
}

static void
on_call (GDBusConnection       *connection,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *parameters,
         GDBusMethodInvocation *invocation,
         gpointer               data)
{
  JrSearchProvider    *self = data;
  g_autoptr (GVariant) answer = answer_question (self, method, parameters);

  if (answer == NULL)
    choose (self, method, parameters);
  g_dbus_method_invocation_return_value (invocation,
                                         answer == NULL ? NULL : g_variant_new_tuple (&answer, 1));
}

JrSearchProvider *
jr_search_provider_new (GDBusConnection   *connection,
                        const char        *path,
                        JrSearchChosenFunc chosen,
                        gpointer           data,
                        GError           **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GDBusNodeInfo)         node = g_dbus_node_info_new_for_xml (interface_xml, error);
  g_autoptr (JrSearchProvider)      self = g_new0 (JrSearchProvider, 1);

  g_return_val_if_fail (node != NULL, NULL);
  self->connection = g_object_ref (connection);
  self->chosen = chosen;
  self->data = data;
  self->registration = g_dbus_connection_register_object (connection, path, node->interfaces[0],
                                                          &vtable, self, NULL, error);
  return self->registration == 0 ? NULL : g_steal_pointer (&self);
}

void
jr_search_provider_free (JrSearchProvider *self)
{
  g_return_if_fail (self != NULL);

  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  g_object_unref (self->connection);
  g_free (self);
}

void
jr_search_provider_set_desk (JrSearchProvider *self, JrDesk *desk)
{
  g_return_if_fail (self != NULL);

  self->desk = desk;
}
