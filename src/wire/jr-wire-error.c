/* jr-wire-error.c: the error domain of this layer
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-wire.h"

G_DEFINE_QUARK (jr_wire_error, jr_wire_error)
