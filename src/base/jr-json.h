/* jr-json.h: the one reader of JSON from outside, and the canonical writer
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "jr-time.h"

G_BEGIN_DECLS

/**
 * JrJsonLimits:
 * @max_bytes: of the whole text
 * @max_depth: of nested objects and arrays
 * @max_values: objects, arrays, strings, numbers, literals together
 * @max_string: bytes of one string or member name, after unescaping
 */
typedef struct
{
  gsize max_bytes;
  guint max_depth;
  guint max_values;
  gsize max_string;
} JrJsonLimits;

JsonNode *
jr_json_parse (const char *text, gsize length, const JrJsonLimits *limits, GError **error);

/* Sorted members, no white space, shortest escapes (RFC 8785 without fractions): the form that is hashed. NULL when the
 * tree holds a fraction. */
char *jr_json_to_canonical (JsonNode *node);
/* A string with its quotes, as the canonical form has it. */
void jr_json_append_string (GString *text, const char *string);

/* Typed members of an object from outside. Each says in its error which member was wrong and how.
 * Required: absent, null or "" is an error. Optional: absent, null or "" leaves *out as it was. @max_length counts
 * characters. */
gboolean jr_json_read_string (JsonObject  *object,
                              const char  *member,
                              gsize        max_length,
                              const char **out_text,
                              GError     **error);
gboolean jr_json_read_optional_string (JsonObject  *object,
                                       const char  *member,
                                       gsize        max_length,
                                       const char **out_text,
                                       GError     **error);
gboolean jr_json_read_int (JsonObject *object,
                           const char *member,
                           gint64      minimum,
                           gint64      maximum,
                           gint64     *out_value,
                           GError    **error);
gboolean jr_json_read_optional_int (JsonObject *object,
                                    const char *member,
                                    gint64      minimum,
                                    gint64      maximum,
                                    gint64     *out_value,
                                    GError    **error);
gboolean jr_json_read_optional_boolean (JsonObject *object,
                                        const char *member,
                                        gboolean   *out_value,
                                        GError    **error);
gboolean
jr_json_read_time (JsonObject *object, const char *member, JrTime *out_time, GError **error);
gboolean jr_json_read_optional_time (JsonObject *object,
                                     const char *member,
                                     JrTime     *out_time,
                                     GError    **error);
JsonArray *
jr_json_read_array (JsonObject *object, const char *member, guint max_length, GError **error);
JsonObject *jr_json_read_object (JsonObject *object, const char *member, GError **error);
/* An element of an array read by jr_json_read_array(). */
JsonObject *
jr_json_read_element_object (JsonArray *array, guint index, const char *what, GError **error);
const char *jr_json_read_element_string (JsonArray  *array,
                                         guint       index,
                                         gsize       max_length,
                                         const char *what,
                                         GError    **error);

G_END_DECLS
