/* test-slowness.h: how much slower this build is than the one that people use
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 1, and more under the sanitizers: what a test waits for or measures in time is multiplied by it, and what it does very
 * often is divided, so that it takes about as long as it does otherwise. */
guint get_slowness (void);

G_END_DECLS
