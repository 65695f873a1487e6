/* jr-render-protocol.c: what the app and the PDF worker say to each other
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-render-protocol.h"
