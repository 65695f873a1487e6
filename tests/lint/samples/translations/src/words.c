/* words.c: a bad sample
 * SPDX-License-Identifier: GPL-3.0-or-later */

const char *words[] = { N_ ("Case"), N_ ("Claim"), N_ ("Open"), N_ ("New") };
