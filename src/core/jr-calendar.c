/* jr-calendar.c: which days and hours a hall works, as published and as set
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The calendar is data that people copy from a notice of the State Council and from a door, so whatever cannot be meant is
 * refused by name instead of being put right: a deadline that is a day wrong is worse than an import that has to be made
 * again. Dates and hours are kept as they are written, which sorts as it should. */

#include "jr-calendar.h"

#include <string.h>

#include "jr-error.h"
#include "jr-limits.h"
#include "jr-reducer.h"
#include "jr-text.h"

#define DATE_LENGTH 10
#define DAY_MINUTES (24 * 60)
#define N_WEEKDAYS 7

/* Records ------------------------------------------------------------------------------------------------------------ */

static void
copy_day (JrCalendarDay *self)
{
  self->date = g_strdup (self->date);
  self->name = g_strdup (self->name);
}

static void
clear_day (JrCalendarDay *self)
{
  g_free (self->date);
  g_free (self->name);
}

JR_DEFINE_RECORD (JrCalendarDay, jr_calendar_day, copy_day, clear_day)

static void
copy_span (JrCalendarSpan *self)
{
  self->date = g_strdup (self->date);
  self->from = g_strdup (self->from);
  self->until = g_strdup (self->until);
}

static void
clear_span (JrCalendarSpan *self)
{
  g_free (self->date);
  g_free (self->from);
  g_free (self->until);
}

JR_DEFINE_RECORD (JrCalendarSpan, jr_calendar_span, copy_span, clear_span)

static void
copy_calendar (JrCalendar *self)
{
  self->code = g_strdup (self->code);
  self->name = g_strdup (self->name);
  self->official_until = g_strdup (self->official_until);
  self->holidays = jr_record_array (self->holidays, (GDestroyNotify) jr_calendar_day_unref);
  self->workdays = jr_record_array (self->workdays, (GDestroyNotify) jr_calendar_day_unref);
  self->hours = jr_record_array (self->hours, (GDestroyNotify) jr_calendar_span_unref);
  self->extended = jr_record_array (self->extended, (GDestroyNotify) jr_calendar_span_unref);
}

static void
clear_calendar (JrCalendar *self)
{
  g_free (self->code);
  g_free (self->name);
  g_free (self->official_until);
  g_ptr_array_unref (self->holidays);
  g_ptr_array_unref (self->workdays);
  g_ptr_array_unref (self->hours);
  g_ptr_array_unref (self->extended);
}

JR_DEFINE_RECORD (JrCalendar, jr_calendar, copy_calendar, clear_calendar)

/* What cannot be meant ----------------------------------------------------------------------------------------------- */

static gboolean fail (const JrCalendar *self, GError **error, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

static gboolean
fail (const JrCalendar *self, GError **error, const char *format, ...)
{
  g_autofree char *fault = NULL;
  va_list          arguments;

  va_start (arguments, format);
  fault = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, JR_CORE_ERROR, JR_ERROR_INVALID, "Calendar “%s”: %s",
               self->code != NULL ? self->code : "", fault);
  return FALSE;
}

/* Of so many digits, and nothing else. */
static gboolean
read_digits (const char *text, gsize n_digits, guint *out_number)
{
  guint number = 0;

  for (gsize i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      number = number * 10 + (guint) (text[i] - '0');
    }
  *out_number = number;
  return TRUE;
}

static gboolean
read_date (const char *text, GDate *out_date)
{
  guint year, month, day;

  if (text == NULL || strlen (text) != DATE_LENGTH || text[4] != '-' || text[7] != '-' ||
      !read_digits (text, 4, &year) || !read_digits (text + 5, 2, &month) ||
      !read_digits (text + 8, 2, &day) || year == 0 || month > 12 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_set_dmy (out_date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

/* Minutes of the day; -1 when it is none. */
static int
read_time (const char *text)
{
  guint hour, minute;

  if (text == NULL || strlen (text) != 5 || text[2] != ':' || !read_digits (text, 2, &hour) ||
      !read_digits (text + 3, 2, &minute) || minute > 59 || hour * 60 + minute > DAY_MINUTES)
    return -1;
  return (int) (hour * 60 + minute);
}

static gboolean
validate_date (const JrCalendar *self, const char *list, const char *text, GError **error)
{
  GDate date;

  if (!read_date (text, &date))
    return fail (self, error, "%s: “%s” is no date; write it as 2026-02-14", list,
                 text != NULL ? text : "");
  if (g_date_get_year (&date) < self->first_year || g_date_get_year (&date) > self->last_year)
    return fail (self, error, "%s: %s is outside of the years %u to %u", list, text,
                 self->first_year, self->last_year);
  return TRUE;
}

static gboolean
validate_days (const JrCalendar *self, const char *list, const GPtrArray *days, GError **error)
{
  const char *before = "";

  if (days->len > JR_CALENDAR_DAYS_MAXIMUM)
    return fail (self, error, "%s: there are too many days", list);
  for (guint i = 0; i < days->len; i++)
    {
      const JrCalendarDay *day = days->pdata[i];

      if (!validate_date (self, list, day->date, error))
        return FALSE;
      if (day->name != NULL &&
          (!jr_text_is_one_line (day->name) || !jr_text_is_said (day->name, JR_NAME_MAXIMUM)))
        return fail (self, error, "%s: the name of %s is empty, too long or odd", list, day->date);
      if (strcmp (before, day->date) == 0)
        return fail (self, error, "%s: %s is there twice", list, day->date);
      if (strcmp (before, day->date) > 0)
        return fail (self, error, "%s: %s stands behind %s; dates must rise", list, day->date,
                     before);
      before = day->date;
    }
  return TRUE;
}

/* Both are in order. */
static gboolean
validate_apart (const JrCalendar *self, GError **error)
{
  guint at = 0;

  for (guint i = 0; i < self->workdays->len; i++)
    {
      const JrCalendarDay *workday = self->workdays->pdata[i];
      const JrCalendarDay *holiday = NULL;

      while (at < self->holidays->len &&
             strcmp ((holiday = self->holidays->pdata[at])->date, workday->date) < 0)
        at++;
      if (at < self->holidays->len && strcmp (holiday->date, workday->date) == 0)
        return fail (self, error, "%s is both a holiday and a make-up working day", workday->date);
    }
  return TRUE;
}

static char *
describe_span (const JrCalendarSpan *span)
{
  static const char *const names[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday" };
  const char              *day = span->date;

  if (day == NULL)
    day = span->weekday >= 1 && span->weekday <= N_WEEKDAYS ? names[span->weekday - 1] : "no day";
  return g_strdup_printf ("%s %s–%s", day, span->from, span->until);
}

static gboolean
validate_span (const JrCalendar     *self,
               const char           *list,
               const JrCalendarSpan *span,
               gboolean              may_have_date,
               GError              **error)
{
  g_autofree char *words = describe_span (span);
  int              from = read_time (span->from);
  int              until = read_time (span->until);

  if (from < 0 || until < 0)
    return fail (self, error, "%s: %s: write hours as 09:00", list, words);
  if (until <= from)
    return fail (self, error, "%s: %s ends before it begins", list, words);
  if (span->date != NULL && !may_have_date)
    return fail (self, error, "%s: %s: only extended hours can have a date", list, words);
  if ((span->date != NULL) == (span->weekday != 0) || span->weekday > N_WEEKDAYS)
    return fail (self, error, "%s: %s: a weekday from 1 to 7 or a date is wanted", list, words);
  return span->date == NULL || validate_date (self, list, span->date, error);
}

static gboolean
is_same_day (const JrCalendarSpan *a, const JrCalendarSpan *b)
{
  return a->weekday == b->weekday && g_strcmp0 (a->date, b->date) == 0;
}

/* As texts they sort as they should. */
static gboolean
do_overlap (const JrCalendarSpan *a, const JrCalendarSpan *b)
{
  return is_same_day (a, b) && strcmp (a->from, b->until) < 0 && strcmp (b->from, a->until) < 0;
}

static gboolean
fail_overlap (const JrCalendar     *self,
              const JrCalendarSpan *a,
              const JrCalendarSpan *b,
              GError              **error)
{
  g_autofree char *first = describe_span (a);
  g_autofree char *second = describe_span (b);

  return fail (self, error, "%s and %s overlap", first, second);
}

static gboolean
validate_spans (const JrCalendar *self,
                const char       *list,
                const GPtrArray  *spans,
                gboolean          may_have_date,
                GError          **error)
{
  if (spans->len > JR_CALENDAR_SPANS_MAXIMUM)
    return fail (self, error, "%s: there are too many", list);
  for (guint i = 0; i < spans->len; i++)
    {
      if (!validate_span (self, list, spans->pdata[i], may_have_date, error))
        return FALSE;
      for (guint j = 0; j < i; j++)
        if (do_overlap (spans->pdata[j], spans->pdata[i]))
          return fail_overlap (self, spans->pdata[j], spans->pdata[i], error);
    }
  return TRUE;
}

/* What is open anyway is not extended. */
static gboolean
validate_extended (const JrCalendar *self, GError **error)
{
  for (guint i = 0; i < self->hours->len; i++)
    for (guint j = 0; j < self->extended->len; j++)
      if (do_overlap (self->hours->pdata[i], self->extended->pdata[j]))
        return fail_overlap (self, self->hours->pdata[i], self->extended->pdata[j], error);
  return TRUE;
}

static gboolean
is_label (const char *text, gsize max_length)
{
  return jr_text_is_one_line (text) && jr_text_is_said (text, max_length);
}

static gboolean
validate_head (const JrCalendar *self, GError **error)
{
  if (!is_label (self->code, JR_CODE_MAXIMUM))
    return fail (self, error, "the code is empty, too long or odd");
  if (!is_label (self->name, JR_NAME_MAXIMUM))
    return fail (self, error, "the name is empty, too long or odd");
  if (self->first_year < JR_CALENDAR_FIRST_YEAR || self->last_year > JR_CALENDAR_LAST_YEAR ||
      self->last_year < self->first_year ||
      self->last_year - self->first_year >= JR_CALENDAR_YEARS_MAXIMUM)
    return fail (self, error, "%u to %u are no years of a calendar", self->first_year,
                 self->last_year);
  if (self->hours->len == 0)
    return fail (self, error, "there are no opening hours");
  return validate_date (self, "official_until", self->official_until, error);
}

gboolean
jr_calendar_validate (const JrCalendar *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return validate_head (self, error) && validate_days (self, "holidays", self->holidays, error) &&
         validate_days (self, "workdays", self->workdays, error) && validate_apart (self, error) &&
         validate_spans (self, "hours", self->hours, FALSE, error) &&
         validate_spans (self, "extended", self->extended, TRUE, error) &&
         validate_extended (self, error);
}

/* What a new one changes --------------------------------------------------------------------------------------------- */

static char *
describe_day (gconstpointer element)
{
  const JrCalendarDay *day = element;

  return day->name == NULL ? g_strdup (day->date) : g_strdup_printf ("%s %s", day->date, day->name);
}

static char *
describe_hours (gconstpointer element)
{
  return describe_span (element);
}

/* (transfer full) (element-type utf8 utf8) */
static GHashTable *
describe_all (const GPtrArray *elements, char *(*describe) (gconstpointer element))
{
  GHashTable *all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; elements != NULL && i < elements->len; i++)
    g_hash_table_add (all, describe (elements->pdata[i]));
  return all;
}

/* Those of @elements that are not among @others, in their order. */
static void
add_changes (GArray          *changes,
             const char      *list,
             gboolean         is_added,
             const GPtrArray *elements,
             const GPtrArray *others,
             char *(*describe) (gconstpointer element))
{
  g_autoptr (GHashTable) known = describe_all (others, describe);

  for (guint i = 0; elements != NULL && i < elements->len; i++)
    {
      g_autofree char *what = describe (elements->pdata[i]);

      if (!g_hash_table_contains (known, what))
        {
          JrCalendarChange change = { is_added, list, g_steal_pointer (&what) };

          g_array_append_val (changes, change);
        }
    }
}

static void
clear_change (gpointer data)
{
  JrCalendarChange *change = data;

  g_free (change->what);
}

GArray *
jr_calendar_compare (const JrCalendar *before, const JrCalendar *after)
{
  GArray           *changes = g_array_new (FALSE, FALSE, sizeof (JrCalendarChange));
  const JrCalendar  none = { .code = NULL };
  const JrCalendar *old = before != NULL ? before : &none;

  g_return_val_if_fail (after != NULL, changes);

  g_array_set_clear_func (changes, clear_change);
  add_changes (changes, "holidays", FALSE, old->holidays, after->holidays, describe_day);
  add_changes (changes, "holidays", TRUE, after->holidays, old->holidays, describe_day);
  add_changes (changes, "workdays", FALSE, old->workdays, after->workdays, describe_day);
  add_changes (changes, "workdays", TRUE, after->workdays, old->workdays, describe_day);
  add_changes (changes, "hours", FALSE, old->hours, after->hours, describe_hours);
  add_changes (changes, "hours", TRUE, after->hours, old->hours, describe_hours);
  add_changes (changes, "extended", FALSE, old->extended, after->extended, describe_hours);
  add_changes (changes, "extended", TRUE, after->extended, old->extended, describe_hours);
  return changes;
}
