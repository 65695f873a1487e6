/* jr-wire-calendar.c: the JSON form of a calendar
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-form-private.h"
#include "jr-wire.h"

#define DATE_LENGTH 10
#define TIME_LENGTH 5

static const JrField day_fields[] = {
  JR_FIELD (JrCalendarDay, date, LABEL, JR_FIELD_ALWAYS, .maximum = DATE_LENGTH),
  JR_FIELD (JrCalendarDay, name, LABEL, JR_FIELD_OPTIONAL, .maximum = JR_NAME_MAXIMUM),
};

static const JrForm day_form = {
  .what = "day",
  .size = sizeof (JrCalendarDay),
  .fields = day_fields,
  .n_fields = G_N_ELEMENTS (day_fields),
  .create = JR_FORM_CREATE (jr_calendar_day_new),
  .unref = (GDestroyNotify) jr_calendar_day_unref,
};

static const JrField span_fields[] = {
  JR_FIELD (JrCalendarSpan, weekday, COUNT, JR_FIELD_OPTIONAL, .minimum = 1, .maximum = 7),
  JR_FIELD (JrCalendarSpan, date, LABEL, JR_FIELD_OPTIONAL, .maximum = DATE_LENGTH),
  JR_FIELD (JrCalendarSpan, from, LABEL, JR_FIELD_ALWAYS, .maximum = TIME_LENGTH),
  JR_FIELD (JrCalendarSpan, until, LABEL, JR_FIELD_ALWAYS, .maximum = TIME_LENGTH),
};

static const JrForm span_form = {
  .what = "hours",
  .size = sizeof (JrCalendarSpan),
  .fields = span_fields,
  .n_fields = G_N_ELEMENTS (span_fields),
  .create = JR_FORM_CREATE (jr_calendar_span_new),
  .unref = (GDestroyNotify) jr_calendar_span_unref,
};

#define JR_FIELD_LIST(name, limit, element_form)                                                   \
  JR_FIELD (JrCalendar, name, RECORDS, JR_FIELD_OPTIONAL, .maximum = (limit),                      \
            .form = &(element_form))
#define JR_FIELD_YEAR(name)                                                                        \
  JR_FIELD (JrCalendar, name, COUNT, JR_FIELD_ALWAYS, .minimum = JR_CALENDAR_FIRST_YEAR,           \
            .maximum = JR_CALENDAR_LAST_YEAR)

static const JrField calendar_fields[] = {
  JR_FIELD (JrCalendar, code, LABEL, JR_FIELD_ALWAYS, .maximum = JR_CODE_MAXIMUM),
  JR_FIELD (JrCalendar, name, LABEL, JR_FIELD_ALWAYS, .maximum = JR_NAME_MAXIMUM),
  /* Whoever imports a calendar gives it its version. */
  JR_FIELD (JrCalendar, version, COUNT, JR_FIELD_OPTIONAL, .maximum = JR_COUNT_MAXIMUM),
  JR_FIELD_YEAR (first_year),
  JR_FIELD_YEAR (last_year),
  JR_FIELD (JrCalendar, official_until, LABEL, JR_FIELD_ALWAYS, .maximum = DATE_LENGTH),
  JR_FIELD_LIST (holidays, JR_CALENDAR_DAYS_MAXIMUM, day_form),
  JR_FIELD_LIST (workdays, JR_CALENDAR_DAYS_MAXIMUM, day_form),
  JR_FIELD_LIST (hours, JR_CALENDAR_SPANS_MAXIMUM, span_form),
  JR_FIELD_LIST (extended, JR_CALENDAR_SPANS_MAXIMUM, span_form),
};

static gboolean
check_calendar (gconstpointer record, GError **error)
{
  return jr_calendar_validate (record, error);
}

const JrForm jr_calendar_form = {
  .what = "calendar",
  .size = sizeof (JrCalendar),
  .fields = calendar_fields,
  .n_fields = G_N_ELEMENTS (calendar_fields),
  .create = JR_FORM_CREATE (jr_calendar_new),
  .unref = (GDestroyNotify) jr_calendar_unref,
  .check = check_calendar,
};

JsonNode *
jr_wire_write_calendar (const JrCalendar *calendar)
{
  g_return_val_if_fail (calendar != NULL, NULL);

  return jr_form_write (&jr_calendar_form, calendar);
}

JrCalendar *
jr_wire_read_calendar (JsonNode *node, GError **error)
{
  g_return_val_if_fail (node != NULL, NULL);

  return jr_form_read (&jr_calendar_form, node, error);
}
