/* jr-core-error.c: the error domain of this layer
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-reducer.h"

G_DEFINE_QUARK (jr_core_error, jr_core_error)
