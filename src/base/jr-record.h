/* jr-record.h: immutable values with a reference count
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * JR_DECLARE_RECORD:
 *
 * A record is a plain struct whose fields anybody may read and nobody may write once it exists. Made from a struct of
 * the same type that names only what differs from zero; strings are copied, arrays and other records referenced:
 *
 *     g_autoptr (JrDocument) scan = jr_document_new (&(JrDocument){ .name = "form.pdf", .size = 812 });
 *
 * To change one, copy the struct, change the copy, and make a new record of it. Arrays in a record are never NULL and
 * never changed; pass NULL for an empty one.
 */
#define JR_DECLARE_RECORD(Type, prefix)                                                            \
  typedef struct _##Type Type;                                                                     \
  Type                  *prefix##_new (const Type *fields);                                        \
  Type                  *prefix##_ref (const Type *self);                                          \
  void                   prefix##_unref (Type *self);                                              \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, prefix##_unref)

/* @copy turns the borrowed fields of a fresh bitwise copy into owned ones; @clear gives them back. */
#define JR_DEFINE_RECORD(Type, prefix, copy, clear)                                                \
  Type *prefix##_new (const Type *fields)                                                          \
  {                                                                                                \
    Type *self = g_atomic_rc_box_dup (sizeof (Type), (Type *) fields);                             \
    copy (self);                                                                                   \
    return self;                                                                                   \
  }                                                                                                \
  Type *prefix##_ref (const Type *self)                                                            \
  {                                                                                                \
    return g_atomic_rc_box_acquire ((Type *) self);                                                \
  }                                                                                                \
  void prefix##_unref (Type *self)                                                                 \
  {                                                                                                \
    g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);                                   \
  }

/* For the copy functions of records. */
GPtrArray *jr_record_array (GPtrArray *borrowed, GDestroyNotify element_free);

G_END_DECLS
