/* jr-hub-error.h: the error domain of the hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-error.h"

G_BEGIN_DECLS

#define JR_HUB_ERROR (jr_hub_error_quark ())

GQuark jr_hub_error_quark (void);

G_END_DECLS
