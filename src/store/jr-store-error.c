/* jr-store-error.c: the error domain of this layer
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-database.h"

G_DEFINE_QUARK (jr - store - error - quark, jr_store_error)
