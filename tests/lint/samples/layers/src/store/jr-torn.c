/* jr-torn.c: a bad sample
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-twin.h"
