/* jr-render-protocol.h: what the app and the PDF worker say to each other
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JR_RENDER_PROTOCOL_VERSION 1

G_END_DECLS
