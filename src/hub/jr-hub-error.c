/* jr-hub-error.c: the error domain of the hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-hub-error.h"

G_DEFINE_QUARK (jr - hub - error - quark, jr_hub_error)
