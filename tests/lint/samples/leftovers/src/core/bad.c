/* bad.c: a bad sample
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* TODO: finish. */
#if 0
int off;
#endif
/* int old = 1; */
// jr_case_free (old);
/**
 * Documentation may have an example:
 *
 *     int x = 1;
 *
 * and may end with a semicolon; that is fine;
 */
