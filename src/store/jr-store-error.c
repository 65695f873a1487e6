/* jr-store-error.c: the error domain of this layer
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-database.h"

G_DEFINE_QUARK (jr_store_error, jr_store_error)
