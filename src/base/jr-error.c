/* jr-error.c: the error domain of this layer
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-error.h"

G_DEFINE_QUARK (jr_base_error, jr_base_error)
