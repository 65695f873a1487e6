/* good.c: says another name
 * SPDX-License-Identifier: MIT */
