/* test-slowness.c: how much slower this build is than the one that people use
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-slowness.h"

guint
get_slowness (void)
{
#ifdef __SANITIZE_ADDRESS__
  return 5; /* what the client of a PDF worker takes it for, too */
#else
  return 1;
#endif
}
