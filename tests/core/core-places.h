/* core-places.h: every place where a case can stand, seen by a reviewer of HR
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core-testing.h"

typedef enum
{
  PLACE_NOWHERE,
  PLACE_OPEN,
  PLACE_CLAIMED, /* by wang */
  PLACE_CLAIMED_BY_ZHOU,
  PLACE_LEASE_OVER, /* zhou's */
  PLACE_DECIDED,    /* by wang, GR has yet to */
  PLACE_DECIDED_BY_ZHOU,
  PLACE_SECOND_STAGE,
  PLACE_AWAITING, /* HR returned, GR approved; the notice is due */
  PLACE_AWAITING_SENT,
  PLACE_AWAITING_RECEIVED,
  PLACE_SUPPLEMENTED,
  PLACE_APPROVED,
  PLACE_REJECTED,
  PLACE_DELIVERED,
  PLACE_RECEIVED,
  PLACE_WITHDRAWN,
  /* Those below exist only between the events of one command. */
  PLACE_SUBMITTED,
  PLACE_STAGE_APPROVED,
  PLACE_LAST_APPROVED,
  PLACE_ALL_RETURNED,
  PLACE_ALL_REJECTED,
  N_PLACES,
} Place;

#define FIRST_INNER_PLACE PLACE_SUBMITTED

extern const char *const place_names[N_PLACES];

Play *play_until (Place place);
