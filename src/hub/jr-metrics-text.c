/* jr-metrics-text.c: writes OpenMetrics text
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers are written in the C locale, and those with a fraction always with a point, so that the same number is the same
 * text in each answer. */

#include "jr-metrics-text.h"

#include <string.h>

/* Digits of a double that come back as the same one where it matters: shares of a microsecond in a week. */
#define FORMAT "%.12g"

void
jr_metrics_text_begin (GString    *text,
                       const char *family,
                       const char *type,
                       const char *unit,
                       const char *help)
{
  g_string_append_printf (text, "# TYPE %s %s\n", family, type);
  if (unit != NULL)
    g_string_append_printf (text, "# UNIT %s %s\n", family, unit);
  g_string_append_printf (text, "# HELP %s %s\n", family, help);
}

static void
append_name (GString *text, const char *family, const char *suffix, const char *labels)
{
  g_string_append_printf (text, "%s%s", family, suffix);
  if (labels[0] != '\0')
    g_string_append_printf (text, "{%s}", labels);
}

void
jr_metrics_text_add (GString    *text,
                     const char *family,
                     const char *suffix,
                     const char *labels,
                     gint64      value)
{
  append_name (text, family, suffix, labels);
  g_string_append_printf (text, " %" G_GINT64_FORMAT "\n", value);
}

void
jr_metrics_text_add_double (GString    *text,
                            const char *family,
                            const char *suffix,
                            const char *labels,
                            double      value)
{
  g_autofree char *number = jr_metrics_text_dup_number (value);

  append_name (text, family, suffix, labels);
  g_string_append_printf (text, " %s\n", number);
}

char *
jr_metrics_text_dup_number (double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, FORMAT, value);
  return strpbrk (number, ".e") != NULL ? g_strdup (number) : g_strconcat (number, ".0", NULL);
}

void
jr_metrics_text_end (GString *text)
{
  g_string_append (text, "# EOF\n");
}
