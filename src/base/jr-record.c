/* jr-record.c: immutable values with a reference count
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records share their arrays instead of copying them, since nobody may write to an array once a record holds it. So a
 * changed copy of a case costs its pointers only. */

#include "jr-record.h"

GPtrArray *
jr_record_array (GPtrArray *borrowed, GDestroyNotify element_free)
{
  if (borrowed != NULL)
    return g_ptr_array_ref (borrowed);
  return g_ptr_array_new_with_free_func (element_free);
}
