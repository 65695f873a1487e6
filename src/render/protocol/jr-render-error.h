/* jr-render-error.h: the error domain of this layer
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "jr-error.h"

G_BEGIN_DECLS

#define JR_RENDER_ERROR (jr_render_error_quark ())

GQuark jr_render_error_quark (void);

G_END_DECLS
