/* jr-render-error.c: the error domain of this layer
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-render-error.h"

G_DEFINE_QUARK (jr - render - error - quark, jr_render_error)
