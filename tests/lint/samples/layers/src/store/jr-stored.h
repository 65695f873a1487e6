/* jr-stored.h: a bad sample
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>
#include <sqlite3.h>

#include "jr-pure.h"
