/* jr-review-shape.h: where a department's review stands, as a shape, a colour and a word
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-case.h"

G_BEGIN_DECLS

/** JrReviewShape: never told by colour alone; each has a shape and a word of its own. */
typedef enum
{
  JR_REVIEW_SHAPE_NOT_CONCERNED,
  JR_REVIEW_SHAPE_WAITING,
  JR_REVIEW_SHAPE_OPEN,
  JR_REVIEW_SHAPE_CLAIMED,
  JR_REVIEW_SHAPE_APPROVED,
  JR_REVIEW_SHAPE_REJECTED,
  JR_REVIEW_SHAPE_RETURNED,
} JrReviewShape;

#define JR_N_REVIEW_SHAPES 7

/* @review NULL: the department has nothing to do with the case. */
JrReviewShape jr_review_shape_of (const JrReview *review);
const char   *jr_review_shape_get_glyph (JrReviewShape shape);
const char   *jr_review_shape_get_style (JrReviewShape shape);
/* In the person's language. */
const char *jr_review_shape_get_word (JrReviewShape shape);
/* "Human Resources: approved by Li Na, 14:01". (transfer full) */
char *jr_review_shape_describe (const JrReview *review, const char *department_name);

G_END_DECLS
