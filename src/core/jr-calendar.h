/* jr-calendar.h: which days and hours a hall works, as published and as set
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-record.h"

G_BEGIN_DECLS

#define JR_CALENDAR_FIRST_YEAR 1990
#define JR_CALENDAR_LAST_YEAR 2200
#define JR_CALENDAR_YEARS_MAXIMUM 50
#define JR_CALENDAR_DAYS_MAXIMUM 4000
#define JR_CALENDAR_SPANS_MAXIMUM 400

JR_DECLARE_RECORD (JrCalendarDay, jr_calendar_day)
JR_DECLARE_RECORD (JrCalendarSpan, jr_calendar_span)
JR_DECLARE_RECORD (JrCalendar, jr_calendar)

/** JrCalendarDay: a day that is not what its weekday says. */
struct _JrCalendarDay
{
  char *date; /* "2026-02-14" */
  char *name; /* 春节 */
};

/**
 * JrCalendarSpan: hours in which the hall is open
 * @weekday: 1 Monday … 7 Sunday; 0: it has a date
 * @date: (nullable): of the one day on which it counts; NULL: each week
 * @from, @until: "09:00", "12:00"; the end may be "24:00"
 */
struct _JrCalendarSpan
{
  guint weekday;
  char *date;
  char *from;
  char *until;
};

/**
 * JrCalendar:
 *
 * Holidays and make-up working days (调休) are what the State Council publishes for a year late in the year before; after
 * @official_until a day is known by its weekday only. Hours are in the hall's own time. Extended hours (延时、错时服务) are
 * when papers are taken in beside them. It is kept as data: nothing counts with it here.
 */
struct _JrCalendar
{
  char      *code;
  char      *name;
  guint      version;
  guint      first_year;
  guint      last_year;
  char      *official_until; /* date; the last day that is published */
  GPtrArray *holidays;       /* (element-type JrCalendarDay) by date */
  GPtrArray *workdays;       /* (element-type JrCalendarDay) make-up working days, by date */
  GPtrArray *hours;    /* (element-type JrCalendarSpan) of the weekdays, by weekday and time */
  GPtrArray *extended; /* (element-type JrCalendarSpan) of weekdays or of dates */
};

/* Says what is wrong with a calendar from outside, naming the day or hour: dates that are none, outside its years, twice or
 * out of order, both holiday and make-up day; hours that end before they begin or overlap; no hours at all. */
gboolean jr_calendar_validate (const JrCalendar *self, GError **error);

/**
 * JrCalendarChange: one difference between two calendars
 */
typedef struct
{
  gboolean    is_added; /* else removed */
  const char *list;     /* "holidays", "workdays", "hours" or "extended" */
  char       *what;     /* the day and its name, or the hours; owned */
} JrCalendarChange;

/* (transfer full) (element-type JrCalendarChange): from @before (nullable) to @after; removed ones first in each list. */
GArray *jr_calendar_compare (const JrCalendar *before, const JrCalendar *after);

G_END_DECLS
