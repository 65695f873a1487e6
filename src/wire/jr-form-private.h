/* jr-form-private.h: the JSON form of a record as a table
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "jr-limits.h"

G_BEGIN_DECLS

typedef enum
{
  JR_FIELD_LABEL,     /* char *, one line */
  JR_FIELD_FILE_NAME, /* char *, one line, never a path */
  JR_FIELD_TEXT,      /* char *, what a person wrote */
  JR_FIELD_SHA256,    /* char * */
  JR_FIELD_ID,        /* char * */
  JR_FIELD_COUNT,     /* guint */
  JR_FIELD_INTEGER,   /* gint64 or guint64 */
  JR_FIELD_TIME,      /* JrTime */
  JR_FIELD_FLAG,      /* gboolean */
  JR_FIELD_WORD,      /* an enum */
  JR_FIELD_RECORD,    /* a record */
  JR_FIELD_RECORDS,   /* GPtrArray of records */
  JR_FIELD_TEXTS,     /* GPtrArray of utf8 */
  JR_FIELD_STAGES,    /* GPtrArray of GStrv */
} JrFieldType;

/** JrWords: the words of an enum, by the functions that core has for it, and how many it has. */
typedef struct
{
  guint n_words;
  const char *(*to_string) (guint value);
  gboolean (*from_string) (const char *text, guint *out_value);
} JrWords;

typedef struct _JrForm JrForm;

#define JR_ALL_KINDS G_MAXUINT

/**
 * JrField:
 * @kinds: a bit for each kind of the record in which the field counts; others neither write nor read it
 * @required: a bit for each kind in which it must be there
 * @minimum: of a number
 * @maximum: of a number; of the characters of a text; of the elements of an array
 */
typedef struct
{
  const char    *member;
  JrFieldType    type;
  gsize          offset;
  guint          kinds;
  guint          required;
  gint64         minimum;
  gint64         maximum;
  const JrWords *words;
  const JrForm  *form;
} JrField;

/**
 * JrForm:
 * @what: how errors call it
 * @kind_offset: of the enum that @kinds of the fields refer to; meant only when @has_kinds
 * @check: (nullable): what no single field can say
 *
 * The same table writes and reads, so the two cannot disagree.
 */
struct _JrForm
{
  const char    *what;
  gsize          size;
  const JrField *fields;
  guint          n_fields;
  gboolean       has_kinds;
  gsize          kind_offset;
  gpointer (*create) (gconstpointer fields);
  GDestroyNotify unref;
  gboolean (*check) (gconstpointer record, GError **error);
};

/* The type of a form's create() for the constructor of a record. */
#define JR_FORM_CREATE(function) ((gpointer (*) (gconstpointer)) (function))

/* One row of a table of fields: the member is called as the field of the struct. */
#define JR_FIELD(Type, name, field_type, ...)                                                      \
  {                                                                                                \
    .member = #name, .type = JR_FIELD_##field_type, .offset = G_STRUCT_OFFSET (Type, name),        \
    __VA_ARGS__                                                                                    \
  }
#define JR_FIELD_ALWAYS .kinds = JR_ALL_KINDS, .required = JR_ALL_KINDS
#define JR_FIELD_OPTIONAL .kinds = JR_ALL_KINDS
#define JR_FIELD_IN(mask) .kinds = (mask), .required = (mask)

/* Versions and the like. */
#define JR_COUNT_MAXIMUM G_MAXINT32

/* Words of an enum, by the names that core gives to its functions and to its number. */
#define JR_WORDS_OF(prefix, n)                                                                     \
  {                                                                                                \
    n, prefix##_to_string, prefix##_from_string                                                    \
  }

JsonNode *jr_form_write (const JrForm *form, gconstpointer record);
/* The canonical text of the same, without a tree between. (transfer full) */
char    *jr_form_to_text (const JrForm *form, gconstpointer record);
void     jr_form_append (const JrForm *form, gconstpointer record, GString *text);
gpointer jr_form_read (const JrForm *form, JsonNode *node, GError **error);
/* For checks; FALSE always. */
gboolean jr_form_fail (const char *fault, GError **error);
/* The bit of its kind in a record of a form with kinds, else all bits. */
guint jr_form_get_kind_bit (const JrForm *form, gconstpointer record);

extern const JrForm jr_actor_form;
extern const JrForm jr_document_form;
extern const JrForm jr_decision_form;
extern const JrForm jr_notice_line_form;
extern const JrForm jr_result_document_form;
extern const JrForm jr_applicant_form;
extern const JrForm jr_case_form;
extern const JrForm jr_event_form;
extern const JrForm jr_problem_form;
extern const JrForm jr_command_form;
extern const JrForm jr_answer_form;
extern const JrForm jr_frame_form;
extern const JrForm jr_calendar_form;
extern const JrForm jr_item_form;
extern const JrForm jr_room_form;

G_END_DECLS
