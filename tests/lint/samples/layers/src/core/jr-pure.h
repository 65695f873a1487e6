/* jr-pure.h: a bad sample
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <string.h>
#include <time.h>

#include "jr-ground.h"
