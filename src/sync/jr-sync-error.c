/* jr-sync-error.c: the error domain of this layer
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-hub-client.h"

G_DEFINE_QUARK (jr - sync - error - quark, jr_sync_error)
