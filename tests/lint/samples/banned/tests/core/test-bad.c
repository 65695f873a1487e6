/* test-bad.c: a bad sample
 * SPDX-License-Identifier: GPL-3.0-or-later */

void
waits (void)
{
  g_usleep (1000);
  system ("true");
}
